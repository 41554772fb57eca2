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
from mellanrum.queries.rules.rule import PAIR
from mellanrum.queries.tiers.item import Gap, Line

__all__ = ["Effect", "Effects"]


@dataclass(frozen=True)
class Effect:
    """The lower end of the index at a level before and after."""

    level: MeetingLevel
    before: Number
    after: Number


class Effects:
    """Computes effects on the index, for rules whose header says what closing strengthens.

    An item has the effects of its lines, each once; on the stated tier those are what the structure
    shows of it too. Closing a gap between two bodies (``strengthens: pair``) is counted as covering
    all that they need of each other at the level: by the definition of K it then rises by the share
    of their gap. The bodies are the two that the item is between, or else that the line is about.
    Closing a gap in how a structure is held together (``follow-up``, ``mandate``,
    ``steering-document``) is counted as the strength it then has.
    """

    def __init__(self, deriver: Deriver, report: CongruenceReport) -> None:
        self.report = report
        self.found = {each.municipality: each for each in report.municipalities}
        self._representation = Representation(deriver.facts, deriver)

    def of(self, gap: Gap) -> tuple[Effect, ...]:
        """Return the effects of closing a gap, by level; none where the index does not count it."""
        found = self.found.get(gap.municipality)
        if found is None:
            return ()
        effects = (effect for line in gap.lines for effect in self._of_line(gap, line, found))
        return tuple(effect for effect in dict.fromkeys(effects) if effect.after != effect.before)

    def _of_line(self, gap: Gap, line: Line, found: MunicipalCongruence) -> Iterator[Effect]:
        if line.rule.strengthens == PAIR:
            yield from self._of_pair(gap, line, found)
        elif line.rule.strengthens:
            yield from self._of_structure(gap, line, found)

    def _levels(self, line: Line, found: MunicipalCongruence) -> list[MeetingLevel]:
        named = [line.level] if line.level else list(line.rule.levels)
        meant = {meeting_level(slug_of(level)) for level in named}
        # A rule that asks for a place to meet at no level in particular asks for it at any.
        return [level for level in found.levels if level in meant or not named]

    def _of_pair(self, gap: Gap, line: Line, found: MunicipalCongruence) -> Iterator[Effect]:
        between = self._pair(gap.subject, gap.object) or self._pair(*line.about)
        for level in self._levels(line, found):
            k = found.index(level)
            for pair in found.gaps(level):
                if k is not None and set(pair.bodies) == between:
                    yield Effect(level, k[0], k[0] + pair.share)

    def _pair(self, *nodes: str) -> frozenset[str]:
        """Return the two bodies that rows stand for; none where they stand for more or fewer."""
        bodies = [self._representation.bodies(node) for node in nodes if node]
        found = frozenset().union(*bodies)
        is_pair = len(found) == len(bodies) == 2
        return found if is_pair else frozenset()

    def _of_structure(self, gap: Gap, line: Line, found: MunicipalCongruence) -> Iterator[Effect]:
        lacking = line.rule.strengthens
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
            yield Effect(level, before[0], after)
