"""``mellanrum explain``: how a gap is known, why it matters and what usually closes it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from mellanrum.cli.common import (
    DATASETS,
    allow_option,
    as_of_option,
    catalogue_options,
    language,
    load_graph,
    write_output,
)
from mellanrum.cli.wording.bilingual import BilingualCommand
from mellanrum.graph.problems import did_you_mean, problem, shorten
from mellanrum.knowledge import KnowledgeGraph
from mellanrum.ontology.errors import Location, QueryError
from mellanrum.ontology.language import Text
from mellanrum.ontology.vocabularies import slug_of

__all__ = ["explain", "explained"]


@click.command(
    cls=BilingualCommand,
    summary=Text(
        "Berätta hur ett mellanrum är känt och vad som brukar sluta det.",
        "Tell how a gap is known, and what usually closes it.",
    ),
    arguments={
        "GAP": Text(
            "Mellanrummets id, ur kolumnen id i ”mellanrum gaps --format csv”.",
            "The gap's id, from the column id of “mellanrum gaps --format csv”.",
        ),
        "DATASETS": DATASETS,
    },
    example="mellanrum explain n02-a92cd8800774 ekvalla",
)
@click.argument("gap")
@click.argument("datasets", nargs=-1)
@catalogue_options
@as_of_option
@allow_option
def explain(
    gap: str, datasets: tuple[str, ...], as_of: dt.date | None, allow_numbers: Path | None
) -> None:
    """Tell how a gap is known."""
    write_output(explained(load_graph(datasets, as_of, allow_numbers), gap), None)


def explained(graph: KnowledgeGraph, name: str) -> str:
    """Return what is known of a gap that is named by its id or IRI.

    Raises
    ------
    QueryError
        If there is none.
    """
    from mellanrum.export.texts.explanation import explanation

    snapshot = graph.snapshot()
    by_id = {slug_of(gap.iri): gap for gap in snapshot.gaps}
    gap = by_id.get(name) or by_id.get(slug_of(name))
    if gap is None:
        raise QueryError(
            problem(
                Location(),
                "unknown-gap",
                ("Det finns inget mellanrum ”{name}”.", "There is no gap “{name}”."),
                hint=(
                    "Id står i kolumnen id i ”mellanrum gaps --format csv”.",
                    "Ids are in the column id of “mellanrum gaps --format csv”.",
                ),
                name=shorten(name),
                guess=did_you_mean(name, by_id),
            )
        )
    return explanation(snapshot, gap, language())
