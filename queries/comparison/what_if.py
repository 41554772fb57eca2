"""What changes would lead to: gaps closed and opened, and the congruence before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from mellanrum.graph.coordination.municipal_congruence import CongruenceReport
from mellanrum.graph.measures.congruence import Interval
from mellanrum.graph.measures.rational import Number
from mellanrum.graph.tables.changes import Change
from mellanrum.queries.anatomy.anatomy import Anatomy
from mellanrum.queries.comparison.cell_changes import CellChange, changed_cells
from mellanrum.queries.comparison.row_comparison import compare_gaps
from mellanrum.queries.tiers.item import Gap

__all__ = ["LevelChange", "Outcome", "WhatIf", "compare_outcomes"]

Graph = TypeVar("Graph")


@dataclass(frozen=True)
class LevelChange:
    """The index of one municipality at one level, before and after.

    Attributes
    ----------
    municipality, level : str
        IRI, and slug.
    before, after : Interval
        The index with its bounds.
    """

    municipality: str
    level: str
    before: Interval
    after: Interval

    @property
    def delta(self) -> tuple[Number, Number] | None:
        """ΔK of the lower and of the higher end; None where K is undefined before or after."""
        if self.before.k is None or self.after.k is None:
            return None
        return self.after.k[0] - self.before.k[0], self.after.k[1] - self.before.k[1]


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
    changes : tuple of Change
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
    graph : KnowledgeGraph
        The changed copy, to ask more of.
    """

    changes: tuple[Change, ...]
    closed: tuple[Gap, ...]
    opened: tuple[Gap, ...]
    altered: tuple[tuple[Gap, Gap], ...]
    cells: tuple[CellChange, ...]
    levels: tuple[LevelChange, ...]
    graph: Graph = field(repr=False)


def compare_outcomes(
    changes: Sequence[Change], before: Outcome, after: Outcome, graph: Graph
) -> WhatIf[Graph]:
    """Return what changes led to; `graph` is the copy in which they are made."""
    gaps, altered = compare_gaps(before.gaps, after.gaps)
    return WhatIf(
        changes=tuple(changes),
        closed=gaps.gone,
        opened=gaps.new,
        altered=altered,
        cells=changed_cells(before.anatomy, after.anatomy),
        levels=_levels(before.congruence, after.congruence),
        graph=graph,
    )


def _levels(before: CongruenceReport, after: CongruenceReport) -> tuple[LevelChange, ...]:
    later = {found.municipality: found.levels for found in after.municipalities}
    return tuple(
        LevelChange(found.municipality, level, interval, later[found.municipality][level])
        for found in before.municipalities
        for level, interval in found.levels.items()
        if level in later.get(found.municipality, {})
    )
