"""How a gap is known: one place that decides evidence kind and status for all rules alike."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import Literal

from mellanrum.graph.days import as_day
from mellanrum.graph.facts import Facts
from mellanrum.graph.said import is_said
from mellanrum.graph.undertaken import is_undertaken
from mellanrum.ontology.namespaces import CONCEPT, DCTERMS, GRAPH, MR
from mellanrum.ontology.schema import load_schema
from mellanrum.queries.gap import EvidenceKind, GapStatus
from mellanrum.queries.lacks import mended
from mellanrum.queries.rules import Rule

__all__ = ["Candidate", "Evidence", "EvidenceBase"]

# Risk, need, intention, proposal and precondition never count as saying that something is so.
ASSERTING = {str(CONCEPT["modality/fact"]), str(CONCEPT["modality/assessment"])}
MUNICIPALITY, IN_MUNICIPALITY = str(MR.Municipality), str(MR.inMunicipality)
SPATIAL = str(DCTERMS.spatial)
ADDRESSES, BASED_ON, PART_OF_FINDING = (
    str(MR[name]) for name in ("addresses", "basedOn", "partOfFinding")
)
CRITICAL = {str(CONCEPT["valence/critical"]), str(CONCEPT["valence/risk"])}
OUTSIDERS = {str(MR.ExternalActor), str(MR.ActorCollective)}
POSITIVE = str(CONCEPT["valence/positive"])
Valence = Literal["critical", "positive"]


@dataclass(frozen=True)
class Candidate:
    """A gap before it is known how it is known."""

    rule: Rule
    subject: str
    object: str
    level: str
    about: tuple[str, ...]
    support: tuple[str, ...]
    municipality: str

    parties: frozenset[str] = field(init=False)
    """Subject and, where there is one, object."""
    lack: frozenset[str] = field(init=False)
    """What is lacking."""

    def __post_init__(self) -> None:
        parties = (self.subject, self.object) if self.object else (self.subject,)
        object.__setattr__(self, "parties", frozenset(parties))
        object.__setattr__(self, "lack", frozenset(self.rule.lack_of(self.about)))

    @property
    def near(self) -> frozenset[str]:
        """Parties, what the gap is about and its municipality: what statements on it are about."""
        return self.parties.union(self.about, (self.municipality,))

    @property
    def keys(self) -> list[tuple[str, str]]:
        """What statements on it are about, each with what is lacking."""
        return [(node, kind) for node in self.near for kind in self.lack]


@dataclass(frozen=True)
class Evidence:
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


@dataclass(frozen=True)
class _Absence:
    iri: str
    about: str
    counterparts: frozenset[str]
    lack: frozenset[str]
    levels: frozenset[str]
    said: dt.date | None
    until: dt.date | None

    @property
    def concerns(self) -> frozenset[str]:
        return self.counterparts | {self.about}


@dataclass(frozen=True)
class _Finding:
    iri: str
    valence: Valence
    concerns: frozenset[str]
    lack: frozenset[str]
    levels: frozenset[str]
    said: dt.date | None


_Item = _Absence | _Finding


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
        the sources (`mellanrum.queries.against`) take others than facts and assessments.
    """

    def __init__(
        self, facts: Facts, as_of: dt.date | None, modalities: Collection[str] = ASSERTING
    ) -> None:
        self.facts = facts
        self.as_of = as_of
        self.modalities = frozenset(modalities)
        self._homes: dict[str, str] = {}

    def decide(self, gap: Candidate) -> Evidence:
        """Say how a gap is known.

        An absence stated about the gap's own subject and object makes it *stated*, or *contested*
        where a claim contradicts the absence. Otherwise a rule marked structural makes it
        *structural*, and silence *undocumented*. Statements about the whole municipality are
        listed but change nothing, and so are those that speak against them, and positive findings.
        """
        relevant: list[_Absence] = []
        findings: list[tuple[_Finding, bool]] = []
        positive: tuple[str, ...] = ()
        near = {item.iri: item for key in gap.keys for item in self._said_of.get(key, ())}
        if near:
            relevant = self._relevant(gap, near.values())
            findings = self._findings_on(gap, near.values())
            positive = self._positive_on(gap, near.values())
        if not relevant and not findings:  # as for most gaps
            addressed, proposed = self._addressed(gap, (), ())
            kind, status = _kind(gap.rule, [], []), _status([], addressed)
            return Evidence(kind, status, (), (), (), positive, (), addressed, proposed)
        specific = [item for item in relevant if self._names(item, gap)]
        general = [item for item in relevant if item not in specific]
        general = [item for item in general if _is_general(item, gap)]
        against = sorted({c for item in specific for c in self._contrary(item.iri)})
        weaker = (*_iris(general), *(f"{finding.iri}/claim" for finding, _ in findings))
        general_against = {c for item in weaker for c in self._contrary(item)}
        named = [finding.iri for finding, near in findings if near]
        addressed, proposed = self._addressed(gap, specific, named)
        return Evidence(
            kind=_kind(gap.rule, specific, against),
            status=_status(against, addressed),
            stated_by=_iris(specific),
            contested_by=tuple(against),
            generally_stated_by=tuple(
                sorted({*_iris(general), *(f.iri for f, near in findings if not near)})
            ),
            generally_contested_by=tuple(sorted({*positive, *general_against} - {*against})),
            corroborated_by=tuple(sorted(f.iri for f, near in findings if near)),
            addressed_by=addressed,
            proposed=proposed,
        )

    @cached_property
    def _said_of(self) -> Mapping[tuple[str, str], Sequence[_Item]]:
        """Absences and findings by what or whom they concern and by lack: a gap is near few."""
        index: dict[tuple[str, str], list[_Item]] = defaultdict(list)
        items: list[_Item] = [*self._absences, *self._findings]
        for item in items:
            for key in product(item.concerns, item.lack):
                index[key].append(item)
        return index

    # -- absences -----------------------------------------------------------------------------

    @cached_property
    def _absences(self) -> tuple[_Absence, ...]:
        nodes = self.facts.instances(str(MR.AbsenceStatement))
        return tuple(self._absence(node) for node in nodes if self._counts(node))

    @cached_property
    def _absences_in(self) -> Mapping[str, Sequence[_Absence]]:
        """Absences by the finding that they are part of."""
        index: dict[str, list[_Absence]] = defaultdict(list)
        for item in self._absences:
            for finding in self.facts.values(item.iri, PART_OF_FINDING):
                index[finding].append(item)
        return index

    def _absence(self, node: str) -> _Absence:
        return _Absence(
            iri=node,
            about=self.facts.value(node, str(MR.about)),
            counterparts=frozenset(self.facts.values(node, str(MR.counterpart))),
            lack=frozenset(self.facts.values(node, str(MR.lack))),
            levels=frozenset(self.facts.values(node, str(MR.atLevel))),
            said=as_day(self.facts.value(node, str(MR.observedAt)), "last"),
            until=as_day(self.facts.value(node, str(MR.validUntil)), "last"),
        )

    def _counts(self, statement: str) -> bool:
        """Tell whether a statement asserts something, and did so by the date of the run."""
        modalities = set(self.facts.values(statement, str(MR.modality)))
        return bool(modalities & self.modalities) and is_said(self.facts, statement, self.as_of)

    def _relevant(self, gap: Candidate, near: Iterable[_Item]) -> list[_Absence]:
        """Return the absences at the same level that still held."""
        return [
            item
            for item in near
            if isinstance(item, _Absence)
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

    def _names(self, item: _Absence, gap: Candidate) -> bool:
        named = {item.about} | item.counterparts
        if gap.object and item.counterparts:
            return gap.parties <= named
        # What is lacking towards one body or in one structure is not lacking altogether.
        towards = not item.counterparts or bool(item.counterparts & gap.near)
        return item.about in gap.parties.union(gap.about) and towards

    def _contrary(self, statement: str) -> list[str]:
        """Return the statements that contradict this one."""
        return [
            other
            for other in self.facts.subjects(str(MR.contradicts), statement)
            if self._counts(other)
        ]

    # -- findings and commitments -------------------------------------------------------------

    @cached_property
    def _findings(self) -> tuple[_Finding, ...]:
        valences = {node: self._valence(node) for node in self.facts.instances(str(MR.Finding))}
        return tuple(self._finding(node, found) for node, found in valences.items() if found)

    def _valence(self, node: str) -> Valence | None:
        found = self.facts.values(node, str(MR.valence))
        if not CRITICAL.isdisjoint(found):
            return "critical"
        return "positive" if POSITIVE in found else None

    def _finding(self, node: str, valence: Valence) -> _Finding:
        return _Finding(
            iri=node,
            valence=valence,
            concerns=frozenset(self.facts.values(node, str(MR.concerns))),
            lack=frozenset(self.facts.values(node, str(MR.lack))),
            levels=frozenset(self.facts.values(node, str(MR.atLevel))),
            said=as_day(self.facts.value(f"{node}/claim", str(MR.observedAt)), "last"),
        )

    def _findings_on(self, gap: Candidate, near: Iterable[_Item]) -> list[tuple[_Finding, bool]]:
        """Return critical findings, and whether each names the gap's parties."""
        found = []
        for item in self._of_valence("critical", near, gap):
            named = self._is_on(item, gap)
            if (named or self._is_general(item, gap)) and not self._elsewhere(item, gap):
                found.append((item, named))
        return found

    def _positive_on(self, gap: Candidate, near: Iterable[_Item]) -> tuple[str, ...]:
        """Return findings that what is lacking in the gap is there, or there in general."""
        items = self._of_valence("positive", near, gap)
        on = (item for item in items if self._is_on(item, gap) or self._is_general(item, gap))
        return tuple(sorted(item.iri for item in on if self._counts(f"{item.iri}/claim")))

    def _of_valence(
        self, valence: Valence, near: Iterable[_Item], gap: Candidate
    ) -> Iterator[_Finding]:
        for item in near:
            if (
                isinstance(item, _Finding)
                and item.valence == valence
                and _same_level(item, gap)
                and self._known(item)
                and self._overlaps(item.said, gap)
            ):
                yield item

    def _is_general(self, item: _Finding, gap: Candidate) -> bool:
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

    def _is_on(self, item: _Finding, gap: Candidate) -> bool:
        """Tell whether a finding names what a gap is between.

        A finding on several bodies may be about what lies between them: of a gap between two
        bodies it says something where it, or an absence that is part of it, names both.
        """
        if gap.object and all(self._is_body(party) for party in gap.parties):
            bodies = {node for node in item.concerns if self._is_body(node)}
            parts = self._absences_in.get(item.iri, ())
            named = any(gap.parties <= part.counterparts | {part.about} for part in parts)
            if len(bodies) > 1 and not named:
                return gap.parties <= bodies
        return bool(item.concerns & (gap.parties | set(gap.about)))

    def _is_body(self, node: str) -> bool:
        types = self.facts.types(node)
        return bool(types) and load_schema().is_a(types[0], (str(MR.Body),))

    def _elsewhere(self, finding: _Finding, gap: Candidate) -> bool:
        """Tell whether what a finding says is lacking is lacking towards others than this gap's."""
        parts = {part for part in self._absences_in.get(finding.iri, ()) if part.lack & gap.lack}
        return bool(parts) and all(_towards_others(part, gap) for part in parts)

    def _known(self, item: _Finding) -> bool:
        if item.said is None:
            return is_said(self.facts, f"{item.iri}/claim", self.as_of)
        return self.as_of is None or item.said <= self.as_of

    def _addressed(
        self, gap: Candidate, absences: Iterable[_Absence], findings: Iterable[str]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the commitments that are to mend the gap, and those only proposed or needed.

        They concern it, or answer a finding behind it, and are about the same kind of lack.
        """
        found = {
            commitment
            for target in self._answered(absences, findings)
            for commitment in self.facts.subjects(ADDRESSES, target)
            if self._concerns(commitment, gap) and mended(self.facts, commitment, target) & gap.lack
        }
        for party in gap.parties:
            for commitment, lack in self._commitments_on.get(party, ()):
                if lack & gap.lack:
                    found.add(commitment)
        if not found:  # as for most gaps
            return (), ()
        known = sorted(item for item in found - gap.parties if self._is_on_record(item))
        made = tuple(item for item in known if is_undertaken(self.facts, item, self.as_of))
        return made, tuple(item for item in known if item not in made)

    def _answered(self, absences: Iterable[_Absence], findings: Iterable[str]) -> set[str]:
        """Return findings, those that absences are part of, and what was recommended for them."""
        answered = set(findings)
        for item in absences:
            answered.update(self.facts.values(item.iri, PART_OF_FINDING))
        return answered.union(*(self.facts.subjects(BASED_ON, finding) for finding in answered))

    @cached_property
    def _commitments_on(self) -> Mapping[str, Sequence[tuple[str, frozenset[str]]]]:
        """Commitments, and the lack each is to mend, by what they concern."""
        index: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
        for commitment in self.facts.instances(str(MR.Commitment)):
            lack = frozenset(self.facts.values(commitment, str(MR.lack)))
            for concerned in self.facts.values(commitment, str(MR.concerns)):
                index[concerned].append((commitment, lack))
        return index

    def _concerns(self, commitment: str, gap: Candidate) -> bool:
        """Tell whether a commitment is about this gap, and not only about others of its kind."""
        concerned = set(self.facts.values(commitment, str(MR.concerns)))
        return not concerned or bool(concerned & {*gap.parties, *gap.about, gap.municipality})

    def _is_on_record(self, commitment: str) -> bool:
        """Tell whether it was said, as whatever, by the date of the run."""
        return is_said(self.facts, f"{commitment}/claim", self.as_of)

    # -- names for people ---------------------------------------------------------------------

    def home(self, node: str) -> str:
        """Return the municipality that a node belongs to, or its dataset where none is known."""
        if node not in self._homes:
            self._homes[node] = self._home(node)
        return self._homes[node]

    def _home(self, node: str) -> str:
        if MUNICIPALITY in self.facts.types(node):
            return node
        graph = self.facts.graph_of.get(node, "").removesuffix("/external")
        stated = self.facts.value(node, IN_MUNICIPALITY)
        return stated or self.facts.value(graph, SPATIAL) or graph

    def dataset(self, node: str) -> str:
        """Return the slug of the dataset that a node is described in."""
        return self.facts.graph_of.get(node, "").removeprefix(str(GRAPH)).split("/")[0]


def _same_level(item: _Item, gap: Candidate) -> bool:
    """Tell whether something said is about the levels of the gap; either may be about any level."""
    wanted = {gap.level} if gap.level else set(gap.rule.levels)
    return not wanted or not item.levels or bool(wanted & item.levels)


def _towards_others(item: _Absence, gap: Candidate) -> bool:
    """Tell whether an absence names counterparts, and the gap's object is not one of them.

    The municipality as counterpart is none in particular.
    """
    named = item.counterparts | {item.about}
    if gap.municipality in item.counterparts and item.about in gap.parties:
        return False
    return bool(gap.object and item.counterparts) and not gap.parties <= named


def _is_general(item: _Absence, gap: Candidate) -> bool:
    if gap.municipality in item.counterparts:
        return item.about in gap.parties
    return item.about == gap.municipality and not _towards_others(item, gap)


def _iris(items: Iterable[_Absence]) -> tuple[str, ...]:
    return tuple(sorted(item.iri for item in items))


def _kind(rule: Rule, specific: list[_Absence], against: list[str]) -> EvidenceKind:
    if specific:
        return "contested" if against else "stated"
    return "structural" if rule.structural else "undocumented"


def _status(against: list[str], addressed: tuple[str, ...]) -> GapStatus:
    if against:
        return "disputed"
    return "being-addressed" if addressed else "open"
