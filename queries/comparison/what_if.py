"""What changes would lead to: gaps closed and opened, and the congruence before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from mellanrum.graph.coordination.meeting import MeetingLevel
from mellanrum.graph.coordination.municipal_congruence import CongruenceReport
from mellanrum.graph.measures.rational import Number
from mellanrum.graph.tables.changes import RowChange
from mellanrum.queries.anatomy.anatomy import Anatomy
from mellanrum.queries.comparison.cell_changes import CellChange, changed_cells
from mellanrum.queries.comparison.row_comparison import compare_gaps
from mellanrum.queries.tiers.item import Gap

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
    """The gaps, the anatomy and the congruence of one state of a graph."""

    gaps: Sequence[Gap]
    anatomy: Anatomy
    congruence: CongruenceReport


@dataclass(frozen=True)
class WhatIf(Generic[Graph]):
    """What changes would lead to.

    Attributes
    ----------
    changes : tuple of RowChange
        As given.
    closed, opened : tuple of Gap
        Gaps that are there only before, and only after; by tier.
    altered : tuple of (Gap, Gap)
        Gaps that stay and come to stand elsewhere, such as one that a source states and that the
        structure would no longer show.
    cells : tuple of CellChange
        Cells of the anatomy whose sign would come, go or become another.
    levels : tuple of LevelChange
        By municipality and level.
    congruence : CongruenceReport
        Afterwards.
    graph : KnowledgeGraph
        The changed copy, to ask more of.
    """

    changes: tuple[RowChange, ...]
    closed: tuple[Gap, ...]
    opened: tuple[Gap, ...]
    altered: tuple[tuple[Gap, Gap], ...]
    cells: tuple[CellChange, ...]
    levels: tuple[LevelChange, ...]
    congruence: CongruenceReport = field(repr=False)
    graph: Graph = field(repr=False)


def compare_outcomes(
    changes: Sequence[RowChange], before: Outcome, after: Outcome, graph: Graph
) -> WhatIf[Graph]:
    """Return what changes led to; `graph` is the copy in which they are made.

    Examples
    --------
    >>> import mellanrum
    >>> from mellanrum.graph.tables.changes import add_participation
    >>> found = mellanrum.load("ekvalla").whatif(add_participation("presidieradet:kfn"))
    >>> [(gap.tier, gap.rule and gap.rule.id) for gap in found.closed]
    [('structural', 'N02'), ('expected', None)]
    """
    gaps, altered = compare_gaps(before.gaps, after.gaps)
    return WhatIf(
        changes=tuple(changes),
        closed=gaps.gone,
        opened=gaps.new,
        altered=altered,
        cells=changed_cells(before.anatomy, after.anatomy),
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
