"""Rules as data: what each asks and why, for those who query or export the gaps that it found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from mellanrum.ontology.language import LANGUAGES, Text
from mellanrum.ontology.namespaces import DCTERMS, GRAPH, MR, OWL, RDF, RDFS, XSD
from mellanrum.ontology.vocabularies import EVIDENCE, SEVERITY
from mellanrum.queries.rules.catalogue import Profile, Rule

__all__ = ["RULE_GRAPH", "rule_quads"]

# Beside the ontology: like it, the rules are made anew each time and never read from a dataset.
RULE_GRAPH = str(GRAPH["ontology/rules"])


def rule_quads(rules: Iterable[Rule], profile: Profile) -> Iterator[ox.Quad]:
    """Yield what there is to know of the rules that are on, in a graph of their own."""
    graph = ox.NamedNode(RULE_GRAPH)
    for rule in rules:
        if profile.get(rule.id):
            node = ox.NamedNode(rule.iri)
            for path, term in _terms(rule, profile):
                yield ox.Quad(node, ox.NamedNode(path), term, graph)


def _terms(rule: Rule, profile: Profile) -> Iterator[tuple[str, ox.NamedNode | ox.Literal]]:
    yield str(RDF.type), ox.NamedNode(MR.GapRule)
    yield str(DCTERMS.identifier), ox.Literal(rule.id)
    yield str(OWL.versionInfo), ox.Literal(str(rule.version))
    texts = {
        RDFS.label: rule.title,
        MR.ruleQuestion: rule.question,
        MR.whyItMatters: rule.why,
        MR.usualRemedy: rule.closes,
        MR.premise: rule.premise,
    }
    for path, text in texts.items():
        if text is not None:
            yield from ((str(path), literal) for literal in _literals(text))
    nodes = {
        MR.lack: rule.lack,
        MR.gapLevel: rule.levels,
        MR.missingClass: (rule.missing_class,),
        MR.evidenceDefault: (EVIDENCE.iri(rule.evidence),),
        MR.severity: (SEVERITY.iri(str(profile.get(rule.id))),),
    }
    for path, values in nodes.items():
        yield from ((str(path), ox.NamedNode(value)) for value in values)
    flag = ox.Literal(str(rule.flag).lower(), datatype=ox.NamedNode(XSD.boolean))
    yield str(MR.yieldsFlags), flag
    if rule.reference:
        yield str(DCTERMS.bibliographicCitation), ox.Literal(rule.reference)


def _literals(text: Text) -> Iterator[ox.Literal]:
    for language in LANGUAGES:
        yield ox.Literal(text.pick(language), language=language)
