"""What has been promised or proposed to mend a gap."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from mellanrum.graph.standing.commitments import is_undertaken
from mellanrum.graph.standing.dated_by import is_said
from mellanrum.graph.standing.facts import Facts
from mellanrum.ontology.namespaces import MR
from mellanrum.queries.finding.candidate import Candidate
from mellanrum.queries.finding.lacks import mended
from mellanrum.queries.finding.statements import Absence

__all__ = ["Remedies"]

ADDRESSES, BASED_ON, PART_OF_FINDING = (
    str(MR[name]) for name in ("addresses", "basedOn", "partOfFinding")
)


class Remedies:
    """The commitments of the loaded datasets, ready to be asked.

    Parameters
    ----------
    facts, as_of
        As for `mellanrum.queries.finding.evidence.EvidenceBase`.
    """

    def __init__(self, facts: Facts, as_of: dt.date | None) -> None:
        self.facts = facts
        self.as_of = as_of

    def of(
        self, gap: Candidate, absences: Iterable[Absence], findings: Iterable[str]
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

    def _answered(self, absences: Iterable[Absence], findings: Iterable[str]) -> set[str]:
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
        return not concerned or bool(concerned & gap.concerned)

    def _is_on_record(self, commitment: str) -> bool:
        """Tell whether it was said, as whatever, by the date of the run."""
        return is_said(self.facts, f"{commitment}/claim", self.as_of)
