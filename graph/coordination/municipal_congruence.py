"""The congruence index of the data: what is required set against what is there, level by level."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Literal

from mellanrum.graph.collector import collector_paused
from mellanrum.graph.coordination.coverage import DataTie, Doubt
from mellanrum.graph.coordination.inputs import CongruenceInputs, congruence_inputs
from mellanrum.graph.coordination.level_bounds import (
    NO_ANSWERS,
    LevelBounds,
    needs_by_level,
    width_of,
)
from mellanrum.graph.coordination.meeting import MEETING_LEVELS, MeetingLevel
from mellanrum.graph.coordination.needs import Demand
from mellanrum.graph.coordination.strengths import Strengths, Weights, bundled_strengths
from mellanrum.graph.measures.congruence import Interval, Tie
from mellanrum.graph.measures.forums import Pair
from mellanrum.graph.measures.rational import Number
from mellanrum.graph.standing.derive import Deriver

__all__ = [
    "CongruenceReport",
    "MunicipalCongruence",
    "NoIndex",
    "PairGap",
    "ToAsk",
    "congruence_of_data",
]

# Fewer pairs, or a wider interval, give no number that says anything.
FEWEST_PAIRS = 3
WIDEST = Fraction(1, 2)
MOST_TO_ASK = 3
NoIndex = Literal["nothing-required", "few-pairs", "wide"]


@dataclass(frozen=True)
class PairGap:
    """Two bodies, and how much of what they need of each other is missing at a level.

    Attributes
    ----------
    bodies : tuple of str
        Two, in the order of their IRIs.
    most, least : Fraction or float
        The gap g with every doubt decided against, and in favour of, what is there.
    share : Fraction or float
        `most` as a share of all that is required.
    """

    bodies: tuple[str, str]
    most: Number
    least: Number
    share: Number


@dataclass(frozen=True)
class ToAsk:
    """A structure to ask about, and how wide the interval is before and after it is known.

    Attributes
    ----------
    structure : str
        The row.
    open : tuple of str
        What the sources leave open about it.
    before, after : Fraction or float
        The width at the level; `after` with the answer that narrows it least.
    """

    structure: str
    open: tuple[Doubt, ...]
    before: Number
    after: Number


@dataclass(frozen=True)
class MunicipalCongruence:
    """The congruence of one municipality.

    Attributes
    ----------
    municipality : str
        IRI.
    as_of : datetime.date or None
        The date at which things stand.
    demand : Demand
        What is required, with the rows that it comes from.
    ties : tuple of DataTie
        What is there, with its doubts.
    levels : dict of str to Interval
        Where bodies need to meet → the index of the pairs that need to meet there, with every doubt
        decided against, and in favour of, what is there.
    """

    municipality: str
    as_of: dt.date | None
    demand: Demand
    ties: tuple[DataTie, ...]
    levels: dict[MeetingLevel, Interval]
    bounds: LevelBounds = field(repr=False)

    def pairs(self, level: MeetingLevel) -> tuple[Pair, ...]:
        """Return the pairs that need to meet at a level, by name."""
        return tuple(sorted(self.levels[level].low.needs.by_pair))

    def no_index(self, level: MeetingLevel) -> NoIndex | None:
        """Return why there is no number at a level; None where there is one.

        On fewer than three pairs, or in an interval wider than .5, it would say nothing.
        """
        found = self.levels[level]
        if found.k is None:
            return "nothing-required"
        if len(self.pairs(level)) < FEWEST_PAIRS:
            return "few-pairs"
        return "wide" if width_of(found) > WIDEST else None

    def index(self, level: MeetingLevel) -> tuple[Number, Number] | None:
        """Return both ends of the index at a level; None where there is no number to show."""
        return None if self.no_index(level) else self.levels[level].k

    @property
    def least(self) -> tuple[MeetingLevel, ...]:
        """The levels with the least index (its low end, then its high end); none without any."""
        known = {level: k for level in self.levels if (k := self.index(level)) is not None}
        lowest = min(known.values(), default=None)
        return tuple(level for level, k in known.items() if k == lowest)

    def gaps(self, level: MeetingLevel) -> tuple[PairGap, ...]:
        """Return the missing pairs at a level in the order of the design, largest first."""
        low, high = self.levels[level].low, self.levels[level].high
        least = {(one, two): gap for one, two, gap in high.gaps}
        return tuple(
            PairGap((one, two), gap, least.get((one, two), 0 * gap), gap / low.required)
            for one, two, gap in low.gaps
        )

    def low_ties(self, level: MeetingLevel) -> list[Tie]:
        """Return the ties at a level with every doubt decided against them."""
        return self.bounds.ties(level)[0]

    def to_ask(self, level: MeetingLevel) -> tuple[ToAsk, ...]:
        """Return at most three structures that would narrow the interval most if all were known.

        Each is chosen for how much the width falls when all that is open about it is known, by the
        answer that narrows it least; so are those chosen before it taken to be answered.
        """
        found: list[ToAsk] = []
        answers, width = NO_ANSWERS, width_of(self.levels[level])
        open_about = {tie.node: tie.doubts for tie in self.bounds.at(level) if tie.doubts}
        while width and open_about and len(found) < MOST_TO_ASK:
            after = {node: self.bounds.answered(level, answers, node) for node in open_about}
            best = min(after, key=lambda node: (after[node][0], node))
            left, answers = after[best]
            if left >= width:
                break
            found.append(ToAsk(best, open_about.pop(best), width, left))
            width = left
        return tuple(found)

    @cached_property
    def surplus(self) -> tuple[DataTie, ...]:
        """Ties that cover nothing required at any level, even with every doubt in their favour."""
        used: set[str] = set()
        for found in self.levels.values():
            idle = {id(tie) for tie in found.high.surplus_ties}
            used |= {tie.name for tie in found.high.cover.ties if id(tie) not in idle}
        there = {tie for level in self.levels for tie in self.bounds.at(level)}
        return tuple(tie for tie in self.ties if tie.node not in used and tie in there)


@dataclass(frozen=True)
class CongruenceReport:
    """The congruence of all loaded municipalities, each for itself; never to be compared.

    Attributes
    ----------
    municipalities : tuple of MunicipalCongruence
        By IRI.
    strengths, weights
        The numbers that were used.
    """

    municipalities: tuple[MunicipalCongruence, ...]
    strengths: Strengths = field(repr=False)
    weights: Weights = field(repr=False)


@collector_paused()
def congruence_of_data(
    deriver: Deriver,
    levels: Sequence[MeetingLevel] = (),
    strengths: Strengths | None = None,
    weights: Weights | None = None,
    inputs: Sequence[CongruenceInputs] | None = None,
) -> CongruenceReport:
    """Compute the congruence index of every municipality in the data.

    Where bodies need to meet: at the given levels, or everywhere. `inputs` are what each
    municipality requires and has by these strengths, where it is known already. See
    docs/congruence.md for what is counted as what.

    Examples
    --------
    >>> import mellanrum
    >>> [found] = mellanrum.load("ekvalla").congruence("political").municipalities
    >>> found.index("lead")
    (Fraction(4, 75), Fraction(77, 450))
    """
    table, given = strengths or bundled_strengths(), weights or Weights()
    known = congruence_inputs(deriver, table) if inputs is None else inputs
    found = tuple(_municipality(each, levels, given) for each in known)
    return CongruenceReport(found, table, given)


def _municipality(
    inputs: CongruenceInputs, levels: Sequence[MeetingLevel], weights: Weights
) -> MunicipalCongruence:
    demand, ties = inputs.demand, inputs.ties
    needs = needs_by_level(demand, inputs.meeting, weights, levels or MEETING_LEVELS)
    tasks = demand.tasks
    known = tuple((tie, tie.least(tasks), tie.most(tasks)) for tie in ties)
    bounds = LevelBounds(needs, known, inputs.meeting, weights)
    found = {level: bounds.interval(level) for level in needs}
    day = inputs.representation.deriver.day(inputs.municipality)
    return MunicipalCongruence(inputs.municipality, day, demand, ties, found, bounds)
