"""When rows stand: for each row, the dates of the map at which it does, as bits of a number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from mellanrum.export.snapshot import Snapshot
from mellanrum.graph.standing.dated_by import is_said
from mellanrum.graph.standing.days import as_day
from mellanrum.ontology.namespaces import MR
from mellanrum.queries.anatomy.anatomy import MunicipalAnatomy

__all__ = ["Presence"]

_ABOUT = str(MR.about)


class Presence:
    """Tells at which dates of a history, the latest last, a row stands and is known of."""

    def __init__(self, history: Sequence[Snapshot]) -> None:
        self.history = history
        self.latest = history[-1]

    @cached_property
    def always(self) -> int:
        """The bits of all dates."""
        return (1 << len(self.history)) - 1

    @cached_property
    def anatomies(self) -> tuple[Mapping[str, MunicipalAnatomy], ...]:
        """The anatomy at each date, by the slug of a dataset."""
        return tuple(
            {slug: one for one in snapshot.anatomy() for slug in one.datasets}
            for snapshot in self.history
        )

    def days(self, graph: str) -> Iterator[tuple[int, dt.date | None]]:
        """Yield the dates of a municipality with their numbers, its own date last.

        Its own is that of its own sources; what comes after it is not among them.
        """
        last = len(self.history) - 1
        own = self.latest.deriver.horizon.of_graph(graph)
        for number, snapshot in enumerate(self.history[:last]):
            if snapshot.as_of and own and snapshot.as_of < own:
                yield number, snapshot.as_of
        yield last, own

    def stands(self, row: str) -> int:
        """Return the dates at which a row stands."""
        return sum(
            1 << number
            for number, snapshot in enumerate(self.history)
            if row in snapshot.deriver.standing
        )

    def known(self, row: str) -> int:
        """Return the dates at which a row stands, or has begun or been spoken of by then.

        One that has ended, or is sought or planned, is known of; one that begins later is not.
        """
        begins = as_day(self.latest.value(row, "validFrom"), "first")
        known = sum(
            1 << number
            for number, snapshot in enumerate(self.history)
            if snapshot.as_of is None
            or (begins <= snapshot.as_of if begins else self._is_said(row, snapshot.as_of))
        )
        # At the latest date all is told, so that nothing that the sources hold is out of reach.
        return known | self.stands(row) | 1 << (len(self.history) - 1)

    def _is_said(self, row: str, day: dt.date) -> bool:
        facts = self.latest.facts
        return any(is_said(facts, said, day) for said in facts.subjects(_ABOUT, row) or (row,))
