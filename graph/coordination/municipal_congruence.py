"""The congruence index of the data: what is required set against what is there, level by level."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import Literal

from mellanrum.graph.collector import collector_paused
from mellanrum.graph.coordination.coverage import DataTie, Doubt
from mellanrum.graph.coordination.inputs import CongruenceInputs, congruence_inputs
from mellanrum.graph.coordination.meeting import (
    ACROSS,
    MEETING_LEVELS,
    WITHIN,
    Meeting,
    MeetingLevel,
)
from mellanrum.graph.coordination.needs import Demand
from mellanrum.graph.coordination.strengths import Strengths, Weights, bundled_strengths
from mellanrum.graph.measures.congruence import (
    Congruence,
    Interval,
    Tie,
    congruence_of_needs,
    gap_order,
)
from mellanrum.graph.measures.forums import Pair
from mellanrum.graph.measures.rational import Number
from mellanrum.graph.measures.requirements import Need, Needs, find_needs
from mellanrum.graph.standing.derive import Deriver

__all__ = [
    "CongruenceReport",
    "MunicipalCongruence",
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
    asked: _Asked = field(repr=False)

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
        return "wide" if _width(found) > WIDEST else None

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
        return self.asked.ties(level, frozenset())[0]

    def to_ask(self, level: MeetingLevel) -> tuple[ToAsk, ...]:
        """Return at most three structures that would narrow the interval most if all were known.

        Each is chosen for how much the width falls, by the answer that narrows it least, when all
        that is open about it is known; those chosen before it taken as found to be there.
        """
        known: frozenset[str] = frozenset()
        found: list[ToAsk] = []
        width = _width(self.levels[level])
        unsure = {tie.node: tie.doubts for tie in self.ties if tie.doubts and self._at(tie, level)}
        while width and len(found) < MOST_TO_ASK:
            after = {node: self.asked.width(level, known, node) for node in unsure.keys() - known}
            best = min(after, key=lambda node: (after[node], node), default=None)
            if best is None or after[best] >= width:
                break
            found.append(ToAsk(best, unsure[best], width, after[best]))
            known, width = known | {best}, after[best]
        return tuple(found)

    def _at(self, tie: DataTie, level: MeetingLevel) -> bool:
        return any(map(tie.at, WITHIN[level] | ACROSS.get(level, frozenset())))

    @cached_property
    def surplus(self) -> tuple[DataTie, ...]:
        """Ties that cover nothing required at any level, even with every doubt in their favour."""
        used: set[str] = set()
        for found in self.levels.values():
            idle = {id(tie) for tie in found.high.surplus_ties}
            used |= {tie.name for tie in found.high.cover.ties if id(tie) not in idle}
        levels = [level for level in MEETING_LEVELS if level in self.levels]
        return tuple(
            tie
            for tie in self.ties
            if tie.node not in used and any(self._at(tie, level) for level in levels)
        )


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

    Parameters
    ----------
    deriver : Deriver
        What stands at the date.
    levels : sequence of str
        Where bodies need to meet; everywhere where empty.
    strengths, weights : optional
        Numbers other than those that ship with us.
    inputs : sequence of CongruenceInputs, optional
        What each municipality requires and has by these strengths, where it is known already.

    Returns
    -------
    CongruenceReport
        See docs/congruence.md for what is counted as what.
    """
    table, given = strengths or bundled_strengths(), weights or Weights()
    known = congruence_inputs(deriver, table) if inputs is None else inputs
    found = tuple(_municipality(each, levels, given) for each in known)
    return CongruenceReport(found, table, given)


@dataclass(frozen=True)
class _Asked:
    """What pairs need of each other, and what ties them, at each level where they need to meet."""

    needs: Mapping[MeetingLevel, Needs]
    known: tuple[tuple[DataTie, Tie, Tie], ...]  # each with its doubts decided against, and for it
    meeting: Meeting
    weights: Weights

    def interval(self, level: MeetingLevel) -> Interval:
        """Return the index at a level with every doubt decided against, and in favour."""
        low, high = self.ties(level, frozenset())
        return Interval(self._of(level, low), self._of(level, high))

    def width(self, level: MeetingLevel, known: frozenset[str], node: str) -> Number:
        """Return the width with some ties as in `known` there, and one known, either way."""
        low, high = self.ties(level, known)
        there, _ = self.ties(level, known | {node})
        _, without = self.ties(level, known, node)
        ends = ((there, high), (low, without))
        return max(_width(Interval(self._of(level, a), self._of(level, b))) for a, b in ends)

    def _of(self, level: MeetingLevel, ties: list[Tie]) -> Congruence:
        rank = gap_order(ties, self.weights.statutory)
        return congruence_of_needs(self.needs[level], ties, rank=rank)

    def ties(
        self, level: MeetingLevel, there: frozenset[str], absent: str = ""
    ) -> tuple[list[Tie], list[Tie]]:
        """Return the ties at a level with doubts decided against, and in favour.

        Those in `there` are taken as there in both, and of `absent` only what is sure.
        """
        low: list[Tie] = []
        high: list[Tie] = []
        for tie, least, most in self.known:
            sure = list(self._counted(tie.surely_at, level, least))
            possible = list(self._counted(tie.at, level, most))
            low += possible if tie.node in there else sure
            high += sure if tie.node == absent else possible
        return low, high

    def _counted(self, at: Callable[[str], bool], level: MeetingLevel, tie: Tie) -> Iterator[Tie]:
        """Yield a tie as it counts at a level: for all who take part, or only across the border."""
        if any(map(at, WITHIN[level])):
            yield tie
        elif any(map(at, ACROSS.get(level, ()))):
            outside = {body for body in tie.members if self.meeting.is_outside(body)}
            for pair in product(sorted(tie.members - outside), sorted(outside)):
                yield Tie(pair, tie.scope, tie.strength, tie.name)


def _width(found: Interval) -> Number:
    return found.k[1] - found.k[0] if found.k is not None else 0


def _municipality(
    inputs: CongruenceInputs, levels: Sequence[MeetingLevel], weights: Weights
) -> MunicipalCongruence:
    demand, ties = inputs.demand, inputs.ties
    tasks = demand.tasks
    weighed = {task: weight for task, weight in weights.weights.items() if task in tasks}
    needs = find_needs(demand.responsibilities, weighed, demand.dependency)
    meeting = Meeting(inputs.representation, inputs.municipality)
    asked = _Asked(
        {level: _needs_at(level, needs, demand, meeting) for level in levels or MEETING_LEVELS},
        tuple((tie, tie.least(tasks), tie.most(tasks)) for tie in ties),
        meeting,
        weights,
    )
    found = {level: asked.interval(level) for level in asked.needs}
    day = inputs.representation.deriver.day(inputs.municipality)
    return MunicipalCongruence(inputs.municipality, day, demand, ties, found, asked)


def _needs_at(level: MeetingLevel, needs: Needs, demand: Demand, meeting: Meeting) -> Needs:
    """Return what pairs need of each other that need to meet at a level.

    That both have only been audited together is no reason to meet.
    """
    places = {pair: meeting.levels(*pair) for pair in needs.by_pair}
    items = tuple(
        need
        for need in needs.items
        if level in places[need.bodies] and not _only_audited(demand, need)
    )
    return replace(needs, items=items)


def _only_audited(demand: Demand, need: Need) -> bool:
    return all(
        part.kind == "audited"
        for body in need.bodies
        for task in need.tasks
        for part in demand.of(body, task)
    )
