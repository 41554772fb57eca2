"""When rows stand: for each row, the dates of the map at which it does, as bits of a number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cached_property

from mellanrum.export.snapshot import Snapshot
from mellanrum.graph.standing.dated_by import is_said
from mellanrum.graph.standing.days import as_day
from mellanrum.ontology.namespaces import MR

__all__ = ["Times"]

_ABOUT = str(MR.about)


class Times:
    """Tells at which of some dates a row stands, and at which it is known of.

    Parameters
    ----------
    history : sequence of Snapshot
        One for each date, the latest last.
    """

    def __init__(self, history: Sequence[Snapshot]) -> None:
        self.history = history
        self.latest = history[-1]

    @cached_property
    def always(self) -> int:
        """The bits of all dates."""
        return (1 << len(self.history)) - 1

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
