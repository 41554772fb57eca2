"""One municipality at its date, as the tiers and the anatomy see it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from mellanrum.graph.problems import problem
from mellanrum.graph.standing.answers import Answer, answers_at, newest_day
from mellanrum.graph.standing.derive import Deriver
from mellanrum.graph.standing.facts import Facts
from mellanrum.graph.standing.representation import Representation
from mellanrum.ontology.errors import Location, SchemaError
from mellanrum.ontology.namespaces import CONCEPT, GRAPH, MR
from mellanrum.ontology.schema import TableShape, fold

__all__ = ["MunicipalView", "Ownership", "views"]

TABLE, STATE = str(MR.table), str(MR.tableState)
COLLECTED = str(CONCEPT["table-state/collected"])


class Ownership:
    """The rows of each municipality by class, and which tables and columns it has filled in.

    Parameters
    ----------
    acting : Representation
        What stands, and the rows of each class.
    """

    def __init__(self, acting: Representation) -> None:
        self.acting = acting
        self._rows: dict[str, Mapping[str, tuple[str, ...]]] = {}
        self._filled: dict[tuple[str, str], frozenset[str]] = {}

    def rows(self, owner: str, cls: str) -> tuple[str, ...]:
        """Return the rows of a class of ours in a municipality, standing or not, in order."""
        if cls not in self._rows:
            found: dict[str, list[str]] = defaultdict(list)
            for row in self.acting.rows(cls):
                found[self.acting.facts.owner_of(row)].append(row)
            self._rows[cls] = {owner: tuple(rows) for owner, rows in found.items()}
        return self._rows[cls].get(owner, ())

    def filling(self, cls: str, path: str) -> frozenset[str]:
        """Return the municipalities with a row of a class, or with one that has a property."""
        if (cls, path) not in self._filled:
            facts = self.acting.facts
            rows = (row for row in self.acting.rows(cls) if not path or facts.value(row, path))
            self._filled[cls, path] = frozenset(map(facts.owner_of, rows))
        return self._filled[cls, path]


@dataclass(frozen=True)
class MunicipalView:
    """One municipality at its date, as the tiers and the anatomy see it.

    Attributes
    ----------
    municipality : str
        IRI; the graph of the dataset where this names no municipality.
    datasets : tuple of str
        Slugs of its own datasets.
    facts : Facts
        The asserted quads of all that is loaded.
    deriver : Deriver
        What stands at the date.
    as_of : datetime.date or None
        The date.
    acting : Representation
        Who answers for whom.
    """

    municipality: str
    datasets: tuple[str, ...]
    facts: Facts = field(repr=False)
    deriver: Deriver = field(repr=False)
    as_of: dt.date | None
    acting: Representation = field(repr=False)
    owned: Ownership = field(repr=False, compare=False)

    def rows(self, cls: str) -> tuple[str, ...]:
        """Return its own rows of a class of ours (``Goal``) that are in force, in order."""
        return tuple(row for row in self.every_row(cls) if row in self.deriver.standing)

    def said_rows(self, cls: str) -> tuple[str, ...]:
        """Return its own rows of a class that a source has told of by the date, in order."""
        return tuple(row for row in self.every_row(cls) if self.deriver.on_record(row))

    def every_row(self, cls: str) -> tuple[str, ...]:
        """Return its own rows of a class at any date, in order."""
        return self.owned.rows(self.municipality, cls)

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """Its own answers from outside the sources that hold, the newest last.

        At its own date those count too that are newer than its newest source.
        """
        rows = self.every_row("Answer")
        is_given = self.deriver.horizon.given is not None
        day = self.as_of if is_given else newest_day(self.facts, rows, self.as_of)
        return answers_at(self.facts, rows, day)

    def filled(self, table: str, column: str | None = None) -> bool:
        """Tell whether it has any row in a table, or any value in a column, at any date.

        A table that is declared collected counts as filled in without rows, and one that is
        declared not collected, or kept elsewhere, as not filled in even with some.

        Parameters
        ----------
        table, column : str
            Names in either language, such as ``contact_points`` and ``contact for``.

        Raises
        ------
        SchemaError
            If there is no such table or column.
        """
        known, path = self._column(table, column)
        declared = self._declared(known)
        if declared:
            return declared == COLLECTED
        cls = known.class_iri.removeprefix(str(MR))
        return self.municipality in self.owned.filling(cls, path)

    def _column(self, table: str, column: str | None) -> tuple[TableShape, str]:
        known = self.deriver.schema.table(table)
        if known is None:
            raise _unknown(table)
        if column is None:
            return known, ""
        for one in known.all_columns:
            if fold(column) in (fold(one.name.sv), fold(one.name.en)):
                return known, one.path
        raise _unknown(f"{table}.{column}")

    def _declared(self, table: TableShape) -> str:
        """Return what the municipality says of how a table is filled in, or the empty string."""
        for row in self.every_row("CompletenessScope"):
            if self.facts.value(row, TABLE) == table.iri:
                return self.facts.value(row, STATE)
        return ""


def views(facts: Facts, deriver: Deriver, datasets: Iterable[str]) -> tuple[MunicipalView, ...]:
    """Return each municipality that has rows, at the date of the deriver, in order of IRI.

    Parameters
    ----------
    facts : Facts
        The asserted quads.
    deriver : Deriver
        What stands at the date.
    datasets : iterable of str
        Slugs of the datasets that are loaded.
    """
    acting = Representation(facts, deriver)
    own: dict[str, list[str]] = defaultdict(list)
    for slug in sorted(datasets):
        graph = str(GRAPH[slug])
        own[facts.municipality_of_graph(graph) or graph].append(slug)
    owned = Ownership(acting)
    homes = sorted({*own, *acting.municipalities})
    return tuple(
        MunicipalView(home, slugs, facts, deriver, _day(deriver, slugs), acting, owned)
        for home in homes
        for slugs in (tuple(own.get(home, ())),)
    )


def _day(deriver: Deriver, slugs: Sequence[str]) -> dt.date | None:
    """Return the date of a municipality; that of all where none of its own datasets is loaded."""
    return deriver.horizon.of_graph(str(GRAPH[slugs[0]])) if slugs else deriver.as_of


def _unknown(name: str) -> SchemaError:
    return SchemaError(problem(Location(), "unknown-column:name", name=name))
