"""What closing a gap would do to the congruence index, where the index counts what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mellanrum.graph.coordination.coverage import DataTie
from mellanrum.graph.coordination.meeting import MeetingLevel, meeting_level
from mellanrum.graph.coordination.municipal_congruence import (
    CongruenceReport,
    MunicipalCongruence,
)
from mellanrum.graph.coordination.strengths import FIRMNESS
from mellanrum.graph.measures.congruence import Tie, congruence_of_needs
from mellanrum.graph.measures.rational import Number
from mellanrum.graph.standing.derive import Deriver
from mellanrum.graph.standing.representation import Representation
from mellanrum.ontology.vocabularies import slug_of
from mellanrum.queries.finding.gap import Gap
from mellanrum.queries.rules.rule import PAIR

__all__ = ["Effect", "Effects"]


@dataclass(frozen=True)
class Effect:
    """The lower end of the index at a level before and after; `full` where a pair is covered."""

    level: MeetingLevel
    before: Number
    after: Number
    full: bool


class Effects:
    """Computes effects on the index, for rules whose header says what closing strengthens.

    Closing a gap between two bodies (``strengthens: pair``) is counted as covering all that they
    need of each other at the level: by the definition of K it then rises by the share of their
    gap. Closing a gap in how a structure is held together (``follow-up``, ``mandate``,
    ``steering-document``) is counted as the strength it then has.

    Parameters
    ----------
    deriver : Deriver
        What stands at the date.
    report : CongruenceReport
        The index at that date.
    """

    def __init__(self, deriver: Deriver, report: CongruenceReport) -> None:
        self.report = report
        self.found = {each.municipality: each for each in report.municipalities}
        self._representation = Representation(deriver.facts, deriver)

    def of(self, gap: Gap) -> tuple[Effect, ...]:
        """Return the effects of closing a gap, by level; none where the index does not count it."""
        found = self.found.get(gap.municipality)
        if found is None or not gap.rule.strengthens:
            return ()
        how = self._of_pair if gap.rule.strengthens == PAIR else self._of_structure
        return tuple(effect for effect in how(gap, found) if effect.after != effect.before)

    def _levels(self, gap: Gap, found: MunicipalCongruence) -> list[MeetingLevel]:
        named = [gap.level] if gap.level else list(gap.rule.levels)
        meant = {meeting_level(slug_of(level)) for level in named}
        # A rule that asks for a place to meet at no level in particular asks for it at any.
        return [level for level in found.levels if level in meant or not named]

    def _of_pair(self, gap: Gap, found: MunicipalCongruence) -> Iterator[Effect]:
        if not gap.object:
            return
        one, other = (
            self._representation.bodies(gap.subject),
            self._representation.bodies(gap.object),
        )
        if len(one) != 1 or len(other) != 1 or one == other:
            return
        for level in self._levels(gap, found):
            k = found.index(level)
            for pair in found.gaps(level):
                if k is not None and set(pair.bodies) == one | other:
                    yield Effect(level, k[0], k[0] + pair.share, True)

    def _of_structure(self, gap: Gap, found: MunicipalCongruence) -> Iterator[Effect]:
        lacking = gap.rule.strengthens
        for tie in found.ties:
            if tie.node == gap.subject and lacking in (*tie.doubts, *tie.lacks):
                strength = self._strength(tie, lacking)
                for level in found.levels:
                    yield from self._stronger(found, tie, level, strength)

    def _strength(self, tie: DataTie, without: str) -> Number:
        missing = {
            key: key in tie.lacks
            for key in FIRMNESS
            if key in (*tie.doubts, *tie.lacks) and key != without
        }
        return self.report.strengths.tie(tie.kind, missing).low

    def _stronger(
        self, found: MunicipalCongruence, changed: DataTie, level: MeetingLevel, strength: Number
    ) -> Iterator[Effect]:
        before = found.index(level)
        ties = [
            Tie(tie.members, tie.scope, strength, tie.name) if tie.name == changed.node else tie
            for tie in found.low_ties(level)
        ]
        after = congruence_of_needs(found.levels[level].low.needs, ties).k
        if before is not None and after is not None:
            yield Effect(level, before[0], after, False)
