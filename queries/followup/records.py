"""What is on record of a row at a date: since when, in what sense, and who speaks against it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cached_property

from mellanrum.graph.standing.days import as_day
from mellanrum.graph.standing.derive import Deriver
from mellanrum.graph.standing.facts import Facts
from mellanrum.ontology.namespaces import DCTERMS, MR
from mellanrum.ontology.vocabularies import MODALITY as MODALITIES
from mellanrum.ontology.vocabularies import slug_of

__all__ = ["Records"]

OBSERVED, MODALITY, ABOUT = str(MR.observedAt), str(MR.modality), str(MR.about)
STATEMENT, CONTRADICTS = str(MR.Statement), str(MR.contradicts)


class Records:
    """What the sources had said of each row by the date of a deriver."""

    def __init__(self, facts: Facts, deriver: Deriver) -> None:
        self.facts = facts
        self.deriver = deriver

    def instances(self, local_name: str) -> tuple[str, ...]:
        """Return the rows of a class that are on record, sorted by IRI."""
        rows = self.facts.instances(str(MR[local_name]))
        return tuple(sorted(row for row in rows if self.deriver.on_record(row)))

    def value(self, node: str, local_name: str) -> str:
        """Return one value of a property of ours, or the empty string."""
        return self.facts.value(node, str(MR[local_name]))

    def values(self, node: str, local_name: str) -> tuple[str, ...]:
        """Return the values of a property of ours, sorted."""
        return tuple(sorted(self.facts.values(node, str(MR[local_name]))))

    def slug(self, node: str, local_name: str) -> str:
        """Return the slug of the concept that a property has as value, or the empty string."""
        return slug_of(self.value(node, local_name))

    def having(self, local_name: str, nodes: Iterable[str]) -> tuple[str, ...]:
        """Return the rows on record whose property has any of these nodes as value, sorted."""
        found = {row for node in nodes for row in self.facts.subjects(str(MR[local_name]), node)}
        return tuple(sorted(row for row in found if self.deriver.on_record(row)))

    def is_a(self, node: str, *local_names: str) -> bool:
        """Tell whether a row is of one of these classes, subclasses included."""
        wanted = tuple(str(MR[name]) for name in local_names)
        return any(self.deriver.schema.is_a(kind, wanted) for kind in self.facts.types(node))

    def date(self, node: str) -> str:
        """Return the date that a row gives for itself, as the source has it."""
        return self.facts.value(node, str(DCTERMS.date))

    def said(self, node: str) -> str:
        """Return when a source first said a row; may be partial, or empty."""
        dates = [self.facts.value(claim, OBSERVED) for claim in self._claims(node)]
        known = [(as_day(date, "first") or dt.date.max, date) for date in dates if date]
        return min(known, default=(dt.date.max, ""))[1]

    def is_retold(self, node: str) -> bool:
        """Tell whether a row is known only through others, with no date of its own."""
        claims = self._claims(node)
        return bool(claims) and all(self._is_retold(claim) for claim in claims)

    def _is_retold(self, claim: str) -> bool:
        source = self.facts.value(claim, str(MR.source))
        told = self.facts.value(source, str(DCTERMS.date)) == self.facts.value(claim, OBSERVED)
        return told and bool(self.facts.values(claim, str(MR.reportedVia)))

    def is_asserted(self, node: str) -> bool:
        """Tell whether a source says it as a fact or as its judgement."""
        asserts = MODALITIES.marked("asserts")
        return any(self.facts.value(claim, MODALITY) in asserts for claim in self._claims(node))

    def against(self, node: str) -> tuple[str, ...]:
        """Return the statements that speak against a row, or against a statement, by the date."""
        statements = {node, *self._claims(node)}
        found = {
            other
            for statement in statements
            for other in self.facts.subjects(CONTRADICTS, statement)
            if self.deriver.said((other,))
            and self.facts.value(other, MODALITY) in MODALITIES.marked("asserts")
        }
        return tuple(sorted(found))

    @cached_property
    def absences(self) -> dict[str, tuple[str, ...]]:
        """Each finding with the statements of absence that are part of it."""
        parts: dict[str, tuple[str, ...]] = {}
        for node in sorted(self.facts.instances(str(MR.AbsenceStatement))):
            for finding in self.values(node, "partOfFinding"):
                parts[finding] = (*parts.get(finding, ()), node)
        return parts

    def _claims(self, node: str) -> list[str]:
        return [
            claim
            for claim in self.facts.subjects(ABOUT, node)
            if STATEMENT in self.facts.types(claim) and self.deriver.said((claim,))
        ]
