"""What is asked of the data at each meeting level: needs, ties, and how wide doubts make it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from mellanrum.graph.coordination.coverage import DataTie
from mellanrum.graph.coordination.meeting import (
    MEETING_LEVELS,
    Meeting,
    MeetingLevel,
    levels_of_work,
)
from mellanrum.graph.coordination.needs import Demand
from mellanrum.graph.coordination.strengths import Weights
from mellanrum.graph.measures.congruence import (
    Congruence,
    Interval,
    Tie,
    congruence_of_needs,
    gap_order,
)
from mellanrum.graph.measures.rational import Number
from mellanrum.graph.measures.requirements import Need, Needs, find_needs

__all__ = ["NO_ANSWERS", "Answers", "LevelBounds", "needs_by_level", "width_of"]


@dataclass(frozen=True)
class Answers:
    """What is taken as known about structures: these are there to the full, and those are not."""

    there: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()


NO_ANSWERS = Answers()


@dataclass(frozen=True)
class LevelBounds:
    """What pairs need of each other, and what ties them, at each level where they need to meet.

    Attributes
    ----------
    needs : mapping of str to Needs
        Meeting level → what the pairs need that need to meet there.
    known : tuple of (DataTie, Tie, Tie)
        Each with its doubts decided against it, and in its favour.
    meeting, weights
        Who meets where, and which target groups weigh more or are statutory.
    """

    needs: Mapping[MeetingLevel, Needs]
    known: tuple[tuple[DataTie, Tie, Tie], ...]
    meeting: Meeting
    weights: Weights

    def interval(self, level: MeetingLevel, answers: Answers = NO_ANSWERS) -> Interval:
        """Return the index at a level with every doubt decided against, and in favour."""
        low, high = self.ties(level, answers)
        return Interval(self._of(level, low), self._of(level, high))

    def answered(self, level: MeetingLevel, answers: Answers, node: str) -> tuple[Number, Answers]:
        """Return the width with one more known, by the answer that narrows it least, and that."""
        either = (
            Answers(answers.there, answers.absent | {node}),
            Answers(answers.there | {node}, answers.absent),
        )
        widths = [(width_of(self.interval(level, each)), each) for each in either]
        return max(widths, key=lambda found: found[0])

    def at(self, level: MeetingLevel) -> Iterator[DataTie]:
        """Yield the ties that work, or may work, where anybody meets at a level."""
        counted = {*levels_of_work(level), *levels_of_work(level, across=True)}
        for tie, _, _ in self.known:
            if any(map(tie.at, counted)):
                yield tie

    def ties(
        self, level: MeetingLevel, answers: Answers = NO_ANSWERS
    ) -> tuple[list[Tie], list[Tie]]:
        """Return the ties at a level with doubts decided against, and in favour."""
        low: list[Tie] = []
        high: list[Tie] = []
        for tie, least, most in self.known:
            sure = list(self._counted(tie.surely_at, level, least))
            possible = list(self._counted(tie.at, level, most))
            low += possible if tie.node in answers.there else sure
            high += sure if tie.node in answers.absent else possible
        return low, high

    def _of(self, level: MeetingLevel, ties: list[Tie]) -> Congruence:
        rank = gap_order(ties, self.weights.statutory)
        return congruence_of_needs(self.needs[level], ties, rank=rank)

    def _counted(self, at: Callable[[str], bool], level: MeetingLevel, tie: Tie) -> Iterator[Tie]:
        """Yield a tie as it counts at a level: for all who take part, or only across the border."""
        if any(map(at, levels_of_work(level))):
            yield tie
        elif any(map(at, levels_of_work(level, across=True))):
            outside = {body for body in tie.members if self.meeting.is_outside(body)}
            for pair in product(sorted(tie.members - outside), sorted(outside)):
                yield Tie(pair, tie.scope, tie.strength, tie.name)


def width_of(found: Interval) -> Number:
    """Return how far the ends of an interval are apart; 0 where nothing is required."""
    return found.k[1] - found.k[0] if found.k is not None else 0


def needs_by_level(
    demand: Demand,
    meeting: Meeting,
    weights: Weights | None = None,
    levels: Sequence[MeetingLevel] = MEETING_LEVELS,
) -> dict[MeetingLevel, Needs]:
    """Return, for each meeting level, what pairs need of each other that need to meet there.

    That two bodies have both only been audited is no reason to meet.
    """
    given = weights.weights if weights else {}
    weighed = {task: weight for task, weight in given.items() if task in demand.tasks}
    needs = find_needs(demand.responsibilities, weighed, demand.dependency)
    asked = tuple(need for need in needs.items if not _only_audited(demand, need))
    places = {pair: meeting.levels(*pair) for pair in {need.bodies for need in asked}}
    return {
        level: replace(needs, items=tuple(n for n in asked if level in places[n.bodies]))
        for level in levels
    }


def _only_audited(demand: Demand, need: Need) -> bool:
    return all(
        part.kind == "audited"
        for body in need.bodies
        for task in need.tasks
        for part in demand.of(body, task)
    )
