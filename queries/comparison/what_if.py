"""What changes would lead to: gaps closed and opened, and the congruence before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from mellanrum.graph.coordination.meeting import MeetingLevel
from mellanrum.graph.coordination.municipal_congruence import CongruenceReport
from mellanrum.graph.measures.rational import Number
from mellanrum.graph.tables.changes import Change
from mellanrum.queries.finding.gap import Gap

__all__ = ["LevelChange", "Outcome", "WhatIf", "compare_outcomes"]

Graph = TypeVar("Graph")
Ends = tuple[Number, Number]


@dataclass(frozen=True)
class LevelChange:
    """The index of one municipality at one meeting level, before and after.

    Attributes
    ----------
    municipality, level : str
        IRI, and slug.
    before, after : (Fraction or float, Fraction or float) or None
        Both ends of the index; None where there is no number to show.
    """

    municipality: str
    level: MeetingLevel
    before: Ends | None
    after: Ends | None

    @property
    def delta(self) -> Ends | None:
        """ΔK of the lower and of the higher end; None without a number before or after."""
        if self.before is None or self.after is None:
            return None
        return self.after[0] - self.before[0], self.after[1] - self.before[1]


@dataclass(frozen=True)
class Outcome:
    """The gaps and the congruence of one state of a graph."""

    gaps: Sequence[Gap]
    congruence: CongruenceReport


@dataclass(frozen=True)
class WhatIf(Generic[Graph]):
    """What changes would lead to.

    Attributes
    ----------
    changes : tuple of Change
        As given.
    closed, opened : tuple of Gap
        Gaps that are there only before, and only after.
    levels : tuple of LevelChange
        By municipality and level.
    congruence : CongruenceReport
        Afterwards.
    graph : KnowledgeGraph
        The changed copy, to ask more of.
    """

    changes: tuple[Change, ...]
    closed: tuple[Gap, ...]
    opened: tuple[Gap, ...]
    levels: tuple[LevelChange, ...]
    congruence: CongruenceReport = field(repr=False)
    graph: Graph = field(repr=False)


def compare_outcomes(
    changes: Sequence[Change], before: Outcome, after: Outcome, graph: Graph
) -> WhatIf[Graph]:
    """Return what changes led to; `graph` is the copy in which they are made."""
    was, becomes = ({gap.iri for gap in state.gaps} for state in (before, after))
    return WhatIf(
        changes=tuple(changes),
        closed=tuple(gap for gap in before.gaps if gap.iri not in becomes),
        opened=tuple(gap for gap in after.gaps if gap.iri not in was),
        levels=_levels(before.congruence, after.congruence),
        congruence=after.congruence,
        graph=graph,
    )


def _levels(before: CongruenceReport, after: CongruenceReport) -> tuple[LevelChange, ...]:
    later = {found.municipality: found for found in after.municipalities}
    return tuple(
        LevelChange(
            found.municipality, level, found.index(level), later[found.municipality].index(level)
        )
        for found in before.municipalities
        for level in found.levels
        if found.municipality in later
    )
