"""What a form holds: its questions, and the columns of the table that its answers go into."""

from __future__ import annotations

from mellanrum.export.map.data import Data, named, slim, told
from mellanrum.export.snapshot import Snapshot
from mellanrum.graph.tables.incoming import answers_table
from mellanrum.ontology.namespaces import DCTERMS, MR
from mellanrum.ontology.schema import Column, Schema
from mellanrum.queries.anatomy.anatomy import Card, CardQuestion

__all__ = ["answer_columns", "columns", "lines", "question"]


def answer_columns(schema: Schema) -> tuple[Column, ...]:
    """Return the columns that an answer fills in: those of the table but the id, which it gets."""
    return tuple(column for column in answers_table(schema).columns if not column.is_id)


def columns(schema: Schema) -> list[list[object]]:
    """Return the columns as the page holds them: the local name of the property, and the heading.

    Examples
    --------
    >>> from mellanrum.ontology.schema import load_schema
    >>> columns(load_schema())[0]
    ['answersAbout', ['om', 'about']]
    """
    return [[_local(column.path), told(column.name)] for column in answer_columns(schema)]


def _local(path: str) -> str:
    return path.removeprefix(str(MR)).removeprefix(str(DCTERMS)).rpartition("#")[2]


def lines(card: Card) -> list[Data]:
    """Return the questions from elsewhere as the page holds them, each with what asks for it."""
    return [
        slim(
            {
                "says": told(line.text),
                "norms": [
                    {"reference": told(norm.reference), "address": norm.address}
                    for norm in line.norms
                ],
            }
        )
        for line in card.lines
    ]


def question(snapshot: Snapshot, card: Card, asked: CardQuestion) -> Data:
    """Return a question as the page holds it.

    The row is named where it is not that of the card, and the ``line`` by its place.
    """
    texts = [line.text for line in card.lines]
    return slim(
        {
            "row": snapshot.short(asked.row),
            "name": named(snapshot, asked.row) if asked.row != card.row else "",
            "element": asked.element,
            "sign": asked.sign,
            "line": texts.index(asked.text) if asked.text else None,
            "norms": list(asked.norms),
        }
    )
