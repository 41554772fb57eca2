"""The date at which each row is to stand: one for all, or that of its own municipality."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cached_property

from mellanrum.graph.standing.dated_by import OBSERVED, said_on
from mellanrum.graph.standing.days import as_day
from mellanrum.graph.standing.facts import Facts
from mellanrum.ontology.namespaces import GRAPH, MR

__all__ = ["Horizon"]


class Horizon:
    """The date at which the rows of each dataset are to stand.

    Unless one date is given for all, a municipality stands at the day of the newest statement of
    its own: what the sources of another municipality say never moves it.
    """

    def __init__(self, facts: Facts, given: dt.date | None = None) -> None:
        self.facts = facts
        self.given = given

    @cached_property
    def _newest(self) -> dict[str, dt.date]:
        """The day of the newest statement of each municipality."""
        newest: dict[str, dt.date] = {}
        for graph, day in _days_said(self.facts):
            key = self._key(graph)
            newest[key] = max(day, newest.get(key, day))
        return newest

    def of(self, node: str) -> dt.date | None:
        """Return the date of a row's dataset; None where none of its sources has a date."""
        return self.of_graph(self.facts.graph_of.get(node, ""))

    def of_graph(self, graph: str) -> dt.date | None:
        """Return the date of a dataset, by the name of its graph."""
        return self.given or self._newest.get(self._key(graph))

    @property
    def latest(self) -> dt.date | None:
        """The date that is given, else the newest of all."""
        return self.given or max(self._newest.values(), default=None)

    def _key(self, graph: str) -> str:
        """Return the municipality of a dataset; the dataset where it names none."""
        own = graph.removesuffix("/external").removesuffix("/derived")
        return self.facts.municipality_of_graph(own) or own


def _days_said(facts: Facts) -> Iterator[tuple[str, dt.date]]:
    statements = facts.instances(str(MR.Statement)) + facts.instances(str(MR.AbsenceStatement))
    for node in statements:
        day = as_day(facts.value(node, OBSERVED), "last") or said_on(facts, node)
        if day is not None and facts.graph_of[node].startswith(GRAPH):
            yield facts.graph_of[node], day
