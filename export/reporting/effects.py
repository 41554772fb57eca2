"""What closing a gap would do to the congruence index, where the index counts what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from mellanrum.export.snapshot import Snapshot
from mellanrum.graph.coordination.coverage import DataTie
from mellanrum.graph.coordination.municipal_congruence import (
    CongruenceReport,
    MunicipalCongruence,
    congruence_of_data,
)
from mellanrum.graph.measures.congruence import Tie, congruence
from mellanrum.graph.measures.rational import Number
from mellanrum.graph.standing.representation import Representation
from mellanrum.ontology.namespaces import MR
from mellanrum.queries.finding.gap import Gap

__all__ = ["STRENGTHENED_BY", "Effect", "Effects", "counts_pair"]

# The rules that say that a structure lacks something by which its strength is judged.
STRENGTHENED_BY = {"G04": "follow-up", "G21a": "steering-document"}
FORUM = str(MR.Forum)
JUDGED = ("follow-up", "mandate", "steering-document")


@dataclass(frozen=True)
class Effect:
    """The lower end of the index at a level before and after; `full` where a pair is covered."""

    level: str
    before: Number
    after: Number
    full: bool


def counts_pair(gap: Gap) -> bool:
    """Tell whether what a gap lacks is a place for two to meet, which is what the index counts."""
    return bool(gap.object) and bool(gap.rule.levels or gap.rule.missing_class == FORUM)


class Effects:
    """Computes effects on the index at the date of a snapshot.

    Closing a gap between two bodies is counted as covering all that they need of each other at
    the level: by the definition of K it then rises by the share of their gap. Closing a gap in
    how a structure is held together is counted as the strength it then has.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.report: CongruenceReport = congruence_of_data(snapshot.deriver)
        self.found = {each.municipality: each for each in self.report.municipalities}

    @cached_property
    def _acting(self) -> Representation:
        return Representation(self.snapshot.facts, self.snapshot.deriver)

    def of(self, gap: Gap) -> tuple[Effect, ...]:
        """Return the effects of closing a gap, by level; none where the index does not count it."""
        found = self.found.get(gap.municipality)
        if found is None:
            return ()
        how = self._of_structure if gap.rule.id in STRENGTHENED_BY else self._of_pair
        return tuple(effect for effect in how(gap, found) if effect.after != effect.before)

    def _levels(self, gap: Gap, found: MunicipalCongruence) -> list[str]:
        named = [gap.level] if gap.level else list(gap.rule.levels)
        slugs = {level.rpartition("/")[2] for level in named}
        # A rule that asks for a place to meet at no level in particular asks for it at any.
        return [level for level in found.levels if level in slugs or not named]

    def _of_pair(self, gap: Gap, found: MunicipalCongruence) -> Iterator[Effect]:
        if not counts_pair(gap):
            return
        one, other = self._acting.bodies(gap.subject), self._acting.bodies(gap.object)
        if len(one) != 1 or len(other) != 1 or one == other:
            return
        for level in self._levels(gap, found):
            k = found.levels[level].low.k
            for pair in found.gaps(level):
                if k is not None and set(pair.bodies) == one | other:
                    yield Effect(level, k, k + pair.share, True)

    def _of_structure(self, gap: Gap, found: MunicipalCongruence) -> Iterator[Effect]:
        lacking = STRENGTHENED_BY[gap.rule.id]
        for tie in found.ties:
            if tie.node == gap.subject and lacking in (*tie.doubts, *tie.lacks):
                strength = self._strength(tie, lacking)
                for level in tie.levels:
                    if level in found.levels:
                        yield from self._stronger(found, tie, level, strength)

    def _strength(self, tie: DataTie, without: str) -> Number:
        missing = {
            key: key in tie.lacks
            for key in JUDGED
            if key in (*tie.doubts, *tie.lacks) and key != without
        }
        return self.report.strengths.tie(tie.kind, missing).low

    def _stronger(
        self, found: MunicipalCongruence, changed: DataTie, level: str, strength: Number
    ) -> Iterator[Effect]:
        before = found.levels[level].low.k
        ties = [
            Tie(tie.members, tie.scope, strength, tie.name) if tie.name == changed.node else tie
            for tie in found.low_ties(level)
        ]
        demand = found.demand
        weights = self.report.weights.weights
        after = congruence(
            demand.responsibilities,
            ties,
            {task: weight for task, weight in weights.items() if task in demand.tasks},
            demand.dependency,
        ).k
        if before is not None and after is not None:
            yield Effect(level, before, after, False)
