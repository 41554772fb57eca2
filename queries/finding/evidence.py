"""How a gap is known: one place that decides evidence kind and status for all rules alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from mellanrum.graph.standing.days import as_day
from mellanrum.graph.standing.facts import Facts
from mellanrum.graph.standing.municipality import municipality_of
from mellanrum.ontology.namespaces import GRAPH, MR
from mellanrum.ontology.schema import load_schema
from mellanrum.queries.finding.candidate import Candidate
from mellanrum.queries.finding.gap import EvidenceKind, GapStatus
from mellanrum.queries.finding.remedies import Remedies
from mellanrum.queries.finding.statements import (
    Absence,
    Finding,
    Statement,
    Statements,
    Valence,
)
from mellanrum.queries.rules.catalogue import Rule

__all__ = ["Evidence", "EvidenceBase"]

OUTSIDERS = {str(MR.ExternalActor), str(MR.ActorCollective)}


class Evidence(NamedTuple):
    """What the sources say about a candidate."""

    kind: EvidenceKind
    status: GapStatus
    stated_by: tuple[str, ...]
    contested_by: tuple[str, ...]
    generally_stated_by: tuple[str, ...]
    generally_contested_by: tuple[str, ...]
    corroborated_by: tuple[str, ...]
    addressed_by: tuple[str, ...]
    proposed: tuple[str, ...]


class EvidenceBase:
    """The absences, findings and commitments of the loaded datasets, ready to be asked.

    Parameters
    ----------
    facts : Facts
        The asserted quads.
    as_of : datetime.date or None
        What is said later than this day does not count; nor does an absence that had ended.
    modalities : set of str
        IRIs of the modalities that count as saying that something is so. Only comparisons with
        the sources (`mellanrum.queries.finding.recall`) take others than facts and assessments.
    """

    def __init__(
        self, facts: Facts, as_of: dt.date | None, modalities: Collection[str] | None = None
    ) -> None:
        self.facts = facts
        self.as_of = as_of
        self.said = Statements(facts, as_of, modalities)
        self._remedies = Remedies(facts, as_of)
        self._municipalities: dict[str, str] = {}

    def decide(self, gap: Candidate) -> Evidence:
        """Say how a gap is known.

        An absence stated about the gap's own subject and object makes it *stated*, or *contested*
        where a claim contradicts the absence. Otherwise a rule marked structural makes it
        *structural*, and silence *undocumented*. Statements about the whole municipality are
        listed but change nothing, and so are those that speak against them, and positive findings.
        """
        relevant: list[Absence] = []
        findings: list[tuple[Finding, bool]] = []
        positive: tuple[str, ...] = ()
        statements = {
            item.iri: item for key in gap.keys for item in self.said.by_concern.get(key, ())
        }
        if statements:
            relevant = self._relevant(gap, statements.values())
            findings = self._findings_on(gap, statements.values())
            positive = self._positive_on(gap, statements.values())
        if not relevant and not findings:  # as for most gaps
            addressed, proposed = self._remedies.of(gap, (), ())
            kind, status = _kind(gap.rule, [], []), _status([], addressed)
            return Evidence(kind, status, (), (), (), positive, (), addressed, proposed)
        specific = [item for item in relevant if self._names(item, gap)]
        general = [item for item in relevant if item not in specific]
        general = [item for item in general if _is_general(item, gap)]
        against = sorted({c for item in specific for c in self.said.contrary(item.iri)})
        weaker = (*_iris(general), *(f"{finding.iri}/claim" for finding, _ in findings))
        general_against = {c for item in weaker for c in self.said.contrary(item)}
        named = [finding.iri for finding, direct in findings if direct]
        addressed, proposed = self._remedies.of(gap, specific, named)
        return Evidence(
            kind=_kind(gap.rule, specific, against),
            status=_status(against, addressed),
            stated_by=_iris(specific),
            contested_by=tuple(against),
            generally_stated_by=tuple(
                sorted({*_iris(general), *(f.iri for f, direct in findings if not direct)})
            ),
            generally_contested_by=tuple(sorted({*positive, *general_against} - {*against})),
            corroborated_by=tuple(sorted(f.iri for f, direct in findings if direct)),
            addressed_by=addressed,
            proposed=proposed,
        )

    # -- absences -----------------------------------------------------------------------------

    def _relevant(self, gap: Candidate, statements: Iterable[Statement]) -> list[Absence]:
        """Return the absences at the same level that still held."""
        return [
            item
            for item in statements
            if isinstance(item, Absence)
            and _same_level(item, gap)
            and (item.until is None or self.as_of is None or item.until >= self.as_of)
            and self._overlaps(item.said, gap)
        ]

    def _overlaps(self, said: dt.date | None, gap: Candidate) -> bool:
        """Tell whether it was said while what the gap is about was there."""
        for party in (*gap.parties, *gap.about):
            start = as_day(self.facts.value(party, str(MR.validFrom)), "first")
            if start is not None and said is not None and said < start:
                return False
        return True

    def _names(self, item: Absence, gap: Candidate) -> bool:
        named = {item.about} | item.counterparts
        if gap.object and item.counterparts:
            return gap.parties <= named
        # What is lacking towards one body or in one structure is not lacking altogether.
        towards = not item.counterparts or bool(item.counterparts & gap.concerned)
        return item.about in gap.parties.union(gap.about) and towards

    # -- findings -----------------------------------------------------------------------------

    def _findings_on(
        self, gap: Candidate, statements: Iterable[Statement]
    ) -> list[tuple[Finding, bool]]:
        """Return critical findings, and whether each names the gap's parties."""
        found = []
        for item in self._of_valence("critical", statements, gap):
            named = self._is_on(item, gap)
            if (named or self._is_general(item, gap)) and not self._elsewhere(item, gap):
                found.append((item, named))
        return found

    def _positive_on(self, gap: Candidate, statements: Iterable[Statement]) -> tuple[str, ...]:
        """Return findings that what is lacking in the gap is there, or there in general."""
        items = self._of_valence("positive", statements, gap)
        on = (item for item in items if self._is_on(item, gap) or self._is_general(item, gap))
        return tuple(sorted(item.iri for item in on if self.said.counts(f"{item.iri}/claim")))

    def _of_valence(
        self, valence: Valence, statements: Iterable[Statement], gap: Candidate
    ) -> Iterator[Finding]:
        for item in statements:
            if (
                isinstance(item, Finding)
                and item.valence == valence
                and _same_level(item, gap)
                and self.said.known(item)
                and self._overlaps(item.said, gap)
            ):
                yield item

    def _is_general(self, item: Finding, gap: Candidate) -> bool:
        """Tell whether a finding on the municipality says something of this gap in general.

        One that names parties outside the municipality as well is about what lies between them
        and it: of a gap it says something where one of them has part in it.
        """
        if gap.municipality not in item.concerns:
            return False
        outside = {node for node in item.concerns if self._is_outside(node)}
        return not outside or bool(outside & self._involved(gap))

    def _is_outside(self, node: str) -> bool:
        return all(not OUTSIDERS.isdisjoint(self.facts.types(each)) for each in self._wholes(node))

    def _involved(self, gap: Candidate) -> set[str]:
        """Return the parties of a gap, those who take part in its structures, and their wholes."""
        found = gap.parties.union(gap.about)
        for node in tuple(found):
            for participation in self.facts.subjects(str(MR.inStructure), node):
                found = found.union(self.facts.values(participation, str(MR.participant)))
        return {whole for node in found for whole in self._wholes(node)}

    def _wholes(self, node: str) -> set[str]:
        """Return a node and all that it is part of."""
        found: set[str] = set()
        waiting = {node}
        while waiting:
            found |= waiting
            parts = (self.facts.values(each, str(MR.partOf)) for each in waiting)
            waiting = {whole for wholes in parts for whole in wholes} - found
        return found

    def _is_on(self, item: Finding, gap: Candidate) -> bool:
        """Tell whether a finding names what a gap is between.

        A finding on several bodies may be about what lies between them: of a gap between two
        bodies it says something where it, or an absence that is part of it, names both.
        """
        if gap.object and all(self._is_body(party) for party in gap.parties):
            bodies = {node for node in item.concerns if self._is_body(node)}
            parts = self.said.absences_in.get(item.iri, ())
            named = any(gap.parties <= part.counterparts | {part.about} for part in parts)
            if len(bodies) > 1 and not named:
                return gap.parties <= bodies
        return bool(item.concerns & (gap.parties | set(gap.about)))

    def _is_body(self, node: str) -> bool:
        types = self.facts.types(node)
        return bool(types) and load_schema().is_a(types[0], (str(MR.Body),))

    def _elsewhere(self, finding: Finding, gap: Candidate) -> bool:
        """Tell whether what a finding says is lacking is lacking towards others than this gap's."""
        parts = {
            part for part in self.said.absences_in.get(finding.iri, ()) if part.lack & gap.lack
        }
        return bool(parts) and all(_towards_others(part, gap) for part in parts)

    # -- names for people ---------------------------------------------------------------------

    def municipality_of(self, node: str) -> str:
        """Return the municipality that a node belongs to, or its dataset where none is known."""
        if node not in self._municipalities:
            graph = self.facts.graph_of.get(node, "").removesuffix("/external")
            self._municipalities[node] = municipality_of(self.facts, node) or graph
        return self._municipalities[node]

    def dataset(self, node: str) -> str:
        """Return the slug of the dataset that a node is described in."""
        return self.facts.graph_of.get(node, "").removeprefix(str(GRAPH)).split("/")[0]


def _same_level(item: Statement, gap: Candidate) -> bool:
    """Tell whether something said is about the levels of the gap; either may be about any level."""
    wanted = {gap.level} if gap.level else set(gap.rule.levels)
    return not wanted or not item.levels or bool(wanted & item.levels)


def _towards_others(item: Absence, gap: Candidate) -> bool:
    """Tell whether an absence names counterparts, and the gap's object is not one of them.

    The municipality as counterpart is none in particular.
    """
    named = item.counterparts | {item.about}
    if gap.municipality in item.counterparts and item.about in gap.parties:
        return False
    return bool(gap.object and item.counterparts) and not gap.parties <= named


def _is_general(item: Absence, gap: Candidate) -> bool:
    if gap.municipality in item.counterparts:
        return item.about in gap.parties
    return item.about == gap.municipality and not _towards_others(item, gap)


def _iris(items: Iterable[Absence]) -> tuple[str, ...]:
    return tuple(sorted(item.iri for item in items))


def _kind(rule: Rule, specific: list[Absence], against: list[str]) -> EvidenceKind:
    if specific:
        return "contested" if against else "stated"
    return rule.evidence


def _status(against: list[str], addressed: tuple[str, ...]) -> GapStatus:
    if against:
        return "disputed"
    return "being-addressed" if addressed else "open"
