"""The gap: what a rule found, how it is known, and who says what about it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from mellanrum.ontology.language import Language, Text
from mellanrum.ontology.namespaces import BASE, GRAPH, MR, RDF, RDFS, XSD
from mellanrum.ontology.vocabularies import EVIDENCE, GAP_STATUS, SEVERITY
from mellanrum.queries.rules.catalogue import Rule, Severity

__all__ = ["EvidenceKind", "Gap", "GapStatus", "gap_iri", "gap_quads"]

EvidenceKind = str  # a slug of `EVIDENCE`
GapStatus = str  # a slug of `GAP_STATUS`


def gap_iri(rule_id: str, subject: str, object_: str, level: str) -> str:
    """Return the stable IRI of a gap: the same in every run that finds it.

    Examples
    --------
    >>> gap_iri("G01", "a", "b", "") == gap_iri("G01", "a", "b", "")
    True
    """
    key = "\\n".join((rule_id, subject, object_, level)).encode()
    return f"{BASE}gap/{rule_id.lower()}-{hashlib.sha256(key).hexdigest()[:12]}"


@dataclass(frozen=True)
class Gap:
    """A gap between bodies, in one municipality, at one date.

    Attributes
    ----------
    subject, object, level : str
        IRIs; object and level may be empty.
    about, support : tuple of str
        IRIs of what the gap is about, and of the rows that it follows from.
    stated_by, contested_by : tuple of str
        IRIs of statements that say, or speak against, that something is lacking just here.
    generally_stated_by : tuple of str
        IRIs of statements and findings that say so for the whole municipality. They are weak
        evidence for a single structure and do not change the evidence kind.
    generally_contested_by : tuple of str
        IRIs of statements that speak against those, and of positive findings in the same matter.
        They do not change the evidence kind either.
    corroborated_by : tuple of str
        IRIs of critical findings about the same thing.
    addressed_by : tuple of str
        IRIs of commitments that concern it.
    proposed : tuple of str
        IRIs of what would address it but is only a proposal or a need.
    """

    iri: str
    rule: Rule
    subject: str
    object: str
    level: str
    about: tuple[str, ...]
    support: tuple[str, ...]
    evidence: EvidenceKind
    status: GapStatus
    severity: Severity
    dataset: str
    municipality: str
    as_of: dt.date | None
    says: Text
    stated_by: tuple[str, ...] = ()
    contested_by: tuple[str, ...] = ()
    generally_stated_by: tuple[str, ...] = ()
    generally_contested_by: tuple[str, ...] = ()
    corroborated_by: tuple[str, ...] = ()
    addressed_by: tuple[str, ...] = ()
    proposed: tuple[str, ...] = ()

    def sentence(self, language: Language = "sv") -> str:
        """Return the gap as a sentence."""
        return self.says.pick(language)


def gap_quads(gaps: tuple[Gap, ...]) -> Iterator[ox.Quad]:
    """Yield the gaps as quads of the derived graphs; see `rule_quads` for the rules."""
    for gap in gaps:
        graph = ox.NamedNode(GRAPH[f"{gap.dataset}/derived"])
        for subject, path, term in _gap_triples(gap):
            yield ox.Quad(ox.NamedNode(subject), ox.NamedNode(path), term, graph)


Triple = tuple[str, str, ox.NamedNode | ox.Literal]


def _gap_triples(gap: Gap) -> Iterator[Triple]:
    nodes = {
        MR.derivedByRule: (gap.rule.iri,),
        MR.gapSubject: (gap.subject,),
        MR.gapObject: (gap.object,),
        MR.gapLevel: (gap.level,),
        MR.gapAbout: gap.about,
        MR.gapSupport: gap.support,
        MR.statedBy: gap.stated_by,
        MR.contestedBy: gap.contested_by,
        MR.generallyStatedBy: gap.generally_stated_by,
        MR.generallyContestedBy: gap.generally_contested_by,
        MR.corroboratedBy: gap.corroborated_by,
        MR.addressedBy: gap.addressed_by,
        MR.proposedRemedy: gap.proposed,
        MR.evidenceKind: (EVIDENCE.iri(gap.evidence),),
        MR.gapStatus: (GAP_STATUS.iri(gap.status),),
        MR.severity: (SEVERITY.iri(gap.severity),),
        MR.inMunicipality: (gap.municipality,),
        MR.inDataset: (str(GRAPH[gap.dataset]),),
        MR.lack: gap.rule.lack_of(gap.about),
    }
    yield gap.iri, str(RDF.type), ox.NamedNode(MR.Gap)
    for path, values in nodes.items():
        for value in values:
            if value:
                yield gap.iri, str(path), ox.NamedNode(value)
    yield gap.iri, str(RDFS.label), ox.Literal(gap.says.sv, language="sv")
    yield gap.iri, str(RDFS.label), ox.Literal(gap.says.en, language="en")
    if gap.as_of is not None:
        day = ox.Literal(gap.as_of.isoformat(), datatype=ox.NamedNode(XSD.date))
        yield gap.iri, str(MR.asOf), day
