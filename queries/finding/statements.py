"""What the sources say is lacking or is there: absences and findings, ready to be asked."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Literal

from mellanrum.graph.standing.dated_by import is_said
from mellanrum.graph.standing.days import as_day
from mellanrum.graph.standing.facts import Facts
from mellanrum.ontology.namespaces import MR
from mellanrum.ontology.vocabularies import MODALITY, VALENCE

__all__ = ["Absence", "Finding", "Statement", "Statements", "Valence"]

PART_OF_FINDING = str(MR.partOfFinding)
Valence = Literal["critical", "positive"]


@dataclass(frozen=True)
class Absence:
    """That a source says that something is lacking."""

    iri: str
    about: str
    counterparts: frozenset[str]
    lack: frozenset[str]
    levels: frozenset[str]
    said: dt.date | None
    until: dt.date | None

    @property
    def concerns(self) -> frozenset[str]:
        """What it is about, and towards whom."""
        return self.counterparts | {self.about}


@dataclass(frozen=True)
class Finding:
    """A critical finding, or one that something is there."""

    iri: str
    valence: Valence
    concerns: frozenset[str]
    lack: frozenset[str]
    levels: frozenset[str]
    said: dt.date | None


Statement = Absence | Finding


class Statements:
    """The absences and findings of the loaded datasets.

    Parameters
    ----------
    facts, as_of, modalities
        As for `mellanrum.queries.finding.evidence.EvidenceBase`.
    """

    def __init__(
        self, facts: Facts, as_of: dt.date | None, modalities: Collection[str] | None = None
    ) -> None:
        self.facts = facts
        self.as_of = as_of
        self.modalities = frozenset(modalities or MODALITY.marked("asserts"))

    @cached_property
    def by_concern(self) -> Mapping[tuple[str, str], Sequence[Statement]]:
        """Absences and findings by what or whom they concern and by lack: a gap is near few."""
        index: dict[tuple[str, str], list[Statement]] = defaultdict(list)
        items: list[Statement] = [*self.absences, *self.findings]
        for item in items:
            for key in product(item.concerns, item.lack):
                index[key].append(item)
        return index

    def contrary(self, statement: str) -> list[str]:
        """Return the statements that contradict this one."""
        return [
            other
            for other in self.facts.subjects(str(MR.contradicts), statement)
            if self.counts(other)
        ]

    @cached_property
    def absences(self) -> tuple[Absence, ...]:
        """The absences that count."""
        nodes = self.facts.instances(str(MR.AbsenceStatement))
        return tuple(self._absence(node) for node in nodes if self.counts(node))

    @cached_property
    def absences_in(self) -> Mapping[str, Sequence[Absence]]:
        """Absences by the finding that they are part of."""
        index: dict[str, list[Absence]] = defaultdict(list)
        for item in self.absences:
            for finding in self.facts.values(item.iri, PART_OF_FINDING):
                index[finding].append(item)
        return index

    def _absence(self, node: str) -> Absence:
        return Absence(
            iri=node,
            about=self.facts.value(node, str(MR.about)),
            counterparts=frozenset(self.facts.values(node, str(MR.counterpart))),
            lack=frozenset(self.facts.values(node, str(MR.lack))),
            levels=frozenset(self.facts.values(node, str(MR.atLevel))),
            said=as_day(self.facts.value(node, str(MR.observedAt)), "last"),
            until=as_day(self.facts.value(node, str(MR.validUntil)), "last"),
        )

    def counts(self, statement: str) -> bool:
        """Tell whether a statement asserts something, and did so by the date of the run."""
        modalities = set(self.facts.values(statement, str(MR.modality)))
        return bool(modalities & self.modalities) and is_said(self.facts, statement, self.as_of)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The critical findings and the positive ones."""
        valences = {node: self._valence(node) for node in self.facts.instances(str(MR.Finding))}
        return tuple(self._finding(node, found) for node, found in valences.items() if found)

    def _valence(self, node: str) -> Valence | None:
        found = self.facts.values(node, str(MR.valence))
        if not VALENCE.marked("isCritical").isdisjoint(found):
            return "critical"
        return None if VALENCE.marked("isPositive").isdisjoint(found) else "positive"

    def _finding(self, node: str, valence: Valence) -> Finding:
        return Finding(
            iri=node,
            valence=valence,
            concerns=frozenset(self.facts.values(node, str(MR.concerns))),
            lack=frozenset(self.facts.values(node, str(MR.lack))),
            levels=frozenset(self.facts.values(node, str(MR.atLevel))),
            said=as_day(self.facts.value(f"{node}/claim", str(MR.observedAt)), "last"),
        )

    def known(self, item: Finding) -> bool:
        """Tell whether a finding was made by the date of the run."""
        if item.said is None:
            return is_said(self.facts, f"{item.iri}/claim", self.as_of)
        return self.as_of is None or item.said <= self.as_of
