"""The JSON-LD context has every term, with the right kind of value, and works without a network."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from rdflib import Graph, URIRef
from rdflib.compare import graph_diff, isomorphic
from rdflib.namespace import OWL, RDF, RDFS, SH, SKOS, XSD
from vocabulary_lint import MR, ends, load, name_of, room, terms

# rdflib's own JSON-LD reader still uses a class that rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

SCHEMES = "https://w3id.org/mellanrum/concept/"
# Concept-valued properties that no column holds, so that no shape names their scheme.
DERIVED_SCHEMES = {
    "asks": "element",
    "evidenceDefault": "evidence-kind",
    "evidenceKind": "evidence-kind",
    "focusReason": "focus-reason",
    "gapLevel": "level",
    "gapStatus": "gap-status",
    "involvesSector": "sector",
    "lifelineStatus": "lifeline-status",
    "severity": "severity",
    "sign": "cell-sign",
    "tier": "tier",
}
DOCUMENT = {
    "id": "https://w3id.org/mellanrum/id/exempel/styrgruppen",
    "type": ["Forum", "InForce"],
    "label": {"sv": "Styrgruppen", "en": "The steering group"},
    "altLabel": {"sv": ["SG", "styrgrupp"]},
    "identifier": "styrgruppen",
    "abbreviation": "SG",
    "atLevel": ["political", "strategic"],
    "status": "established",
    "forumType": "https://w3id.org/mellanrum/concept/forum-type/steering-group",
    "validFrom": {"@value": "2023-04", "@type": "xsd:gYearMonth"},
    "validFromDay": "2023-04-01",
    "steeredBy": {
        "id": "https://w3id.org/mellanrum/id/exempel/ks",
        "type": "Committee",
        "inMunicipality": "https://w3id.org/mellanrum/id/exempel/kommunen",
    },
    "numberOfParties": 3,
}
SAME = """
    @prefix mr: <https://w3id.org/mellanrum/ns#> .
    @prefix id: <https://w3id.org/mellanrum/id/exempel/> .
    @prefix c: <https://w3id.org/mellanrum/concept/> .
    @prefix level: <https://w3id.org/mellanrum/concept/level/> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    @prefix dct: <http://purl.org/dc/terms/> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    id:styrgruppen a mr:Forum, mr:InForce ;
        rdfs:label "Styrgruppen"@sv, "The steering group"@en ;
        skos:altLabel "SG"@sv, "styrgrupp"@sv ;
        dct:identifier "styrgruppen" ; mr:abbreviation "SG" ;
        mr:atLevel level:political, level:strategic ;
        mr:status <https://w3id.org/mellanrum/concept/status/established> ;
        mr:forumType <https://w3id.org/mellanrum/concept/forum-type/steering-group> ;
        mr:validFrom "2023-04"^^xsd:gYearMonth ; mr:validFromDay "2023-04-01"^^xsd:date ;
        mr:steeredBy id:ks ; mr:numberOfParties 3 .
    id:ks a mr:Committee ; mr:inMunicipality id:kommunen .
"""


@cache
def context() -> dict[str, Any]:
    text = (room("ontology") / "context.jsonld").read_text(encoding="utf-8")
    entries = json.loads(text)["@context"]
    assert isinstance(entries, dict)
    return entries


def expand(document: dict[str, Any]) -> Graph:
    """Read a document with the context inside it, so that nothing is fetched."""
    whole = {"@context": context(), **document}
    return Graph().parse(data=json.dumps(whole), format="json-ld")


def definition(name: str) -> dict[str, Any]:
    entry = context().get(name, {})
    return entry if isinstance(entry, dict) else {"@id": entry}


def expected_value(prop: URIRef) -> tuple[str | None, str | None]:
    """Return the type and the container that the range of a property asks for."""
    reach = ends(load("mellanrum"), prop, RDFS.range)
    if (prop, RDF.type, OWL.ObjectProperty) in load("mellanrum"):
        return ("@vocab" if reach == {SKOS.Concept} else "@id"), None
    if RDF.langString in reach:
        return None, "@language"
    if reach & {XSD.string, MR.PartialDate}:
        return None, None
    return f"xsd:{name_of(reach.pop())}", None


def test_every_term_is_in_the_context() -> None:
    lacking = [
        name_of(term)
        for term in terms(load("mellanrum"))
        if term != MR.PartialDate and definition(name_of(term)).get("@id") != f"mr:{name_of(term)}"
    ]
    assert not lacking, f"terms that the context lacks: {lacking}"


def test_the_context_has_no_terms_of_ours_that_are_not_declared() -> None:
    declared = {f"mr:{name_of(term)}" for term in terms(load("mellanrum"))}
    named = {str(definition(name).get("@id")) for name in context()}
    extra = {iri for iri in named if iri.startswith("mr:")} - declared
    assert not extra, f"in the context but not declared: {sorted(extra)}"


def test_values_are_typed_as_the_ranges_say() -> None:
    amiss = []
    for prop in terms(load("mellanrum"), OWL.ObjectProperty, OWL.DatatypeProperty):
        entry = definition(name_of(prop))
        if (entry.get("@type"), entry.get("@container")) != expected_value(prop):
            amiss.append(name_of(prop))
    assert not amiss, f"typed unlike their range: {amiss}"


def test_concepts_are_looked_up_in_the_scheme_of_their_column() -> None:
    shapes = load("shapes")
    schemes = {MR[name]: SCHEMES + slug for name, slug in DERIVED_SCHEMES.items()}
    for column, node in shapes.subject_objects(SH.node):
        path, inner = shapes.value(column, SH.path), shapes.value(node, SH.property)
        assert isinstance(path, URIRef)
        schemes[path] = str(shapes.value(inner, SH.hasValue))
    said = {
        MR[name]: entry["@context"]["@vocab"].removesuffix("/")
        for name, entry in context().items()
        if isinstance(entry, dict) and "@context" in entry
    }
    differing = {name_of(k) for k in said.keys() | schemes if said.get(k) != schemes.get(k)}
    assert not differing, f"looked up in another scheme than the shapes say: {sorted(differing)}"


def test_no_slug_of_a_concept_is_a_key_of_the_context() -> None:
    slugs = {name_of(c) for c in load("concepts").subjects(RDF.type, SKOS.Concept)}
    assert not (both := slugs & context().keys()), f"slugs that mean something else: {sorted(both)}"


def test_no_context_is_fetched() -> None:
    assert not [key for key in context() if key in {"@import", "@base", "@propagate"}]
    assert all(isinstance(entry, (str, dict, float, int)) for entry in context().values())


def test_a_document_says_the_same_as_turtle() -> None:
    read = expand(DOCUMENT)
    _, extra, lacking = graph_diff(read, written())
    assert isomorphic(read, written()), f"too much: {set(extra)}; too little: {set(lacking)}"


def written() -> Graph:
    return Graph().parse(data=SAME, format="turtle")


@pytest.mark.parametrize("name", ["example", "mellanrum", "concepts"])
def test_nothing_is_lost_on_the_way_out_and_in(name: str) -> None:
    graph = written() if name == "example" else load(name)
    text = graph.serialize(format="json-ld", context=context())
    _, extra, lacking = graph_diff(Graph().parse(data=text, format="json-ld"), graph)
    assert not set(extra) | set(lacking), f"too much: {set(extra)}; too little: {set(lacking)}"
