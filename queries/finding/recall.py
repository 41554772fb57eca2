"""The rules against the auditors: is what a source says is lacking found from structure alone?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import pyoxigraph as ox

from mellanrum.graph.standing.days import as_day
from mellanrum.graph.standing.facts import Facts
from mellanrum.ontology.namespaces import MR
from mellanrum.ontology.vocabularies import MODALITY, VALENCE
from mellanrum.queries.finding.candidate import Candidate
from mellanrum.queries.finding.engine import find_candidates
from mellanrum.queries.finding.evidence import Evidence, EvidenceBase
from mellanrum.queries.rules.catalogue import Rule

__all__ = ["Comparison", "Miss", "compare_with_sources", "recall"]

Miss = Literal["", "ended", "no-rule", "not-located", "not-found"]


@dataclass(frozen=True)
class Comparison:
    """One statement or finding of a source, and what the rules find without it.

    Attributes
    ----------
    statement : str
        IRI of an absence, or of a critical finding.
    found : tuple of Candidate
        Gaps of the same kind at just what it is about, found with it taken out of the graph.
    general : tuple of Candidate
        Gaps of the same kind in the municipality, where it is about the whole of it.
    miss : str
        Why nothing is found: it had ended by then; no rule looks for that kind of lack; it says
        of no body or structure in the data that it lacks something; or the rules find nothing.
    """

    statement: str
    found: tuple[Candidate, ...]
    general: tuple[Candidate, ...]
    miss: Miss

    @property
    def rules(self) -> tuple[str, ...]:
        """Ids of the rules that find it."""
        return tuple(sorted({item.rule.id for item in (*self.found, *self.general)}))


def recall(comparisons: Sequence[Comparison]) -> tuple[int, int]:
    """Return how many statements are found, and of how many that the rules could find.

    Statements that had ended by the date of the run are left out of both.
    """
    standing = [item for item in comparisons if item.miss != "ended"]
    return sum(not item.miss for item in standing), len(standing)


def compare_with_sources(
    quads: Sequence[ox.Quad], facts: Facts, rules: Sequence[Rule], as_of: dt.date | None
) -> tuple[Comparison, ...]:
    """Take each absence and critical finding out of the graph in turn, and run the rules.

    Parameters
    ----------
    quads : sequence of pyoxigraph.Quad
        Asserted and derived quads of all datasets.
    facts : Facts
        The asserted quads, indexed.
    rules : sequence of Rule
        Gap rules.
    as_of : datetime.date or None
        The date of the run.

    Returns
    -------
    tuple of Comparison
        By IRI. With a statement go the finding it is part of, that finding's other statements, and
        everything said about them, so that no answer is simply read back.
    """
    modalities = {concept.iri for concept in MODALITY}
    base = EvidenceBase(facts, as_of, modalities)
    return tuple(
        _compare(node, quads, base, rules)
        for node in sorted(facts.nodes())
        if _is_negative(node, facts)
    )


def _is_negative(node: str, facts: Facts) -> bool:
    types = facts.types(node)
    if str(MR.AbsenceStatement) in types:
        return True
    critical = VALENCE.marked("isCritical") & set(facts.values(node, str(MR.valence)))
    return str(MR.Finding) in types and bool(critical)


def _compare(
    node: str, quads: Sequence[ox.Quad], base: EvidenceBase, rules: Sequence[Rule]
) -> Comparison:
    facts = base.facts
    lack = set(facts.values(node, str(MR.lack)))
    fitting = [rule for rule in rules if lack & set(rule.lack)]
    until = as_day(facts.value(node, str(MR.validUntil)), "last")
    if until is not None and base.as_of is not None and until < base.as_of:
        return Comparison(node, (), (), "ended")
    if not fitting:
        return Comparison(node, (), (), "no-rule" if lack else "not-located")
    without = _without(node, quads, facts)
    decided = [(item, base.decide(item)) for item in find_candidates(without, base, fitting)]
    found = tuple(item for item, evidence in decided if node in _named(evidence))
    general = tuple(item for item, evidence in decided if node in evidence.generally_stated_by)
    return Comparison(node, found, general, "" if found or general else "not-found")


def _named(evidence: Evidence) -> set[str]:
    return {*evidence.stated_by, *evidence.corroborated_by}


def _without(node: str, quads: Sequence[ox.Quad], facts: Facts) -> list[ox.Quad]:
    """Return the quads without a statement, its finding, and all that is said about them."""
    part_of = str(MR.partOfFinding)
    findings = {*facts.values(node, part_of)}
    if str(MR.Finding) in facts.types(node):
        findings.add(node)
    parts = {part for finding in findings for part in facts.subjects(part_of, finding)}
    gone = {node} | findings | parts
    gone |= {said for item in gone for said in facts.subjects(str(MR.about), item)}
    return [quad for quad in quads if not _touches(quad, gone)]


def _touches(quad: ox.Quad, gone: Iterable[str]) -> bool:
    return any(getattr(term, "value", "") in gone for term in (quad.subject, quad.object))
