"""The items as RDF: quads of the derived graphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from mellanrum.ontology.language import LANGUAGES
from mellanrum.ontology.namespaces import CONCEPT, DCTERMS, GRAPH, MR, RDF, RDFS, XSD
from mellanrum.queries.tiers.item import Gap, Stated

__all__ = ["item_quads"]

Triple = tuple[str, str, ox.NamedNode | ox.Literal]


def item_quads(items: Iterable[Gap]) -> Iterator[ox.Quad]:
    """Yield items as quads of the derived graphs; see `rule_quads` for the rules."""
    for item in items:
        graph = ox.NamedNode(GRAPH[f"{item.dataset}/derived"])
        for subject, path, term in _triples(item):
            yield ox.Quad(ox.NamedNode(subject), ox.NamedNode(path), term, graph)


def _triples(item: Gap) -> Iterator[Triple]:
    yield from _nodes(item)
    if item.stated is not None:
        yield from _of_statement(item, item.stated)
    yield from _literals(item)


def _nodes(item: Gap) -> Iterator[Triple]:
    rules = tuple(dict.fromkeys(line.rule.iri for line in item.lines))
    elements = tuple(_concept("element", slug) for slug in item.expected)
    nodes = {
        RDF.type: (str(MR.Gap),),
        MR.tier: (_concept("tier", item.tier),),
        MR.gapSubject: (item.subject,),
        MR.gapObject: (item.object,),
        MR.gapLevel: (item.level,),
        MR.gapAbout: item.about,
        MR.gapSupport: item.support,
        MR.lack: item.lack,
        MR.element: elements,
        MR.alsoVisibleBy if item.stated else MR.derivedByRule: rules,
        MR.requiredBy: tuple(dict.fromkeys(norm.iri for norm in item.required_by)),
        MR.evidenceKind: (_concept("evidence-kind", item.evidence),),
        MR.gapStatus: (_concept("gap-status", item.status),),
        MR.severity: (_concept("severity", item.severity),),
        MR.focusReason: (_concept("focus-reason", item.focus.reason),),
        MR.inMunicipality: (item.municipality,),
        MR.inDataset: (str(GRAPH[item.dataset]),),
        DCTERMS.replaces: item.replaces,
    }
    yield from _linked(item.iri, nodes.items())


def _of_statement(item: Gap, stated: Stated) -> Iterator[Triple]:
    nodes = {
        RDF.type: (str(MR.StatedLack),),
        MR.statedBy: (*stated.statements, *stated.findings),
        MR.recommendedBy: stated.recommendations,
        MR.addressedBy: stated.commitments,
        MR.contestedBy: tuple(contest.statement for contest in stated.contested),
        MR.contestedFor: tuple(contest.for_ for contest in stated.contested),
    }
    yield from _linked(item.iri, nodes.items())
    for finding in stated.findings:
        if finding not in stated.repeated_from:
            yield from _linked(finding, [(MR.repeats, stated.repeated_from)])


def _literals(item: Gap) -> Iterator[Triple]:
    for language in LANGUAGES:
        yield item.iri, str(RDFS.label), _text(item.says.pick(language), language)
        yield item.iri, str(DCTERMS.title), _text(item.title.pick(language), language)
        if item.place.rank:
            clause = _text(item.place.clause.pick(language), language)
            yield item.iri, str(DCTERMS.description), clause
    yield item.iri, str(MR.inFocus), _typed(str(item.focus.inside).lower(), XSD.boolean)
    if item.place.rank:
        yield item.iri, str(MR.rank), _typed(str(item.place.rank), XSD.integer)
    if item.as_of is not None:
        yield item.iri, str(MR.asOf), _typed(item.as_of.isoformat(), XSD.date)


def _linked(node: str, values: Iterable[tuple[str, Iterable[str]]]) -> Iterator[Triple]:
    for path, found in values:
        for value in dict.fromkeys(found):
            if value:
                yield node, str(path), ox.NamedNode(value)


def _concept(scheme: str, slug: str) -> str:
    return str(CONCEPT[f"{scheme}/{slug}"]) if slug else ""


def _text(value: str, language: str) -> ox.Literal:
    return ox.Literal(value, language=language)


def _typed(value: str, datatype: str) -> ox.Literal:
    return ox.Literal(value, datatype=ox.NamedNode(datatype))
