"""Under OWL-RL the vocabulary is consistent, and says nothing untrue of what it describes."""

from __future__ import annotations

from collections.abc import Iterable, Set
from functools import cache

import owlrl
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SKOS, XSD, Namespace
from rdflib.term import Node
from vocabulary_lint import MR, ends, load, name_of, ours, terms

EXAMPLE = Namespace("https://example.org/")
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
# What a reasoner reads: labels and notes only make it slow.
LOGIC = (
    RDF.type,
    RDF.first,
    RDF.rest,
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    RDFS.domain,
    RDFS.range,
    OWL.unionOf,
    OWL.equivalentClass,
    OWL.disjointWith,
    OWL.members,
    OWL.inverseOf,
)
AGENTS: frozenset[Node] = frozenset(
    {FOAF.Agent, PROV.Agent, DCTERMS.Agent, FOAF.Organization, ORG.Organization}
)
# The axioms of other vocabularies that could say something untrue of ours.
NEIGHBOURS = """
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix org: <http://www.w3.org/ns/org#> . @prefix prov: <http://www.w3.org/ns/prov#> .
    @prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix dct: <http://purl.org/dc/terms/> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    @prefix m8g: <http://data.europa.eu/m8g/> .

    org:Organization rdfs:subClassOf foaf:Agent ; owl:equivalentClass foaf:Organization .
    org:FormalOrganization rdfs:subClassOf org:Organization .
    org:OrganizationalUnit rdfs:subClassOf org:Organization .
    m8g:PublicOrganisation rdfs:subClassOf org:Organization .
    org:OrganizationalCollaboration rdfs:subClassOf org:Organization ,
        [ a owl:Restriction ; owl:onProperty org:hasMember ; owl:allValuesFrom org:Organization ] .
    org:member rdfs:domain org:Membership ; rdfs:range foaf:Agent .
    org:organization rdfs:range org:Organization .
    org:memberOf rdfs:domain foaf:Agent ; rdfs:range org:Organization ;
        owl:inverseOf org:hasMember .
    org:postIn rdfs:domain org:Post ; rdfs:range org:Organization .
    org:subOrganizationOf rdfs:domain org:Organization ; rdfs:range org:Organization .
    org:classification rdfs:domain org:Organization ; rdfs:range skos:Concept .
    org:ChangeEvent rdfs:subClassOf prov:Activity .
    org:originalOrganization rdfs:range org:Organization .
    org:resultingOrganization rdfs:range org:Organization .

    prov:Activity owl:disjointWith prov:Entity .
    prov:Plan rdfs:subClassOf prov:Entity .
    prov:wasAttributedTo rdfs:domain prov:Entity ; rdfs:range prov:Agent .
    prov:wasAssociatedWith rdfs:domain prov:Activity ; rdfs:range prov:Agent .
    prov:wasGeneratedBy rdfs:domain prov:Entity ; rdfs:range prov:Activity .
    prov:wasInformedBy rdfs:domain prov:Activity ; rdfs:range prov:Activity .
    prov:generated owl:inverseOf prov:wasGeneratedBy .
    prov:wasDerivedFrom rdfs:domain prov:Entity ; rdfs:range prov:Entity .
    prov:hadPrimarySource rdfs:subPropertyOf prov:wasDerivedFrom .
    foaf:Document owl:disjointWith foaf:Organization .
    foaf:Organization rdfs:subClassOf foaf:Agent .
    foaf:Group rdfs:subClassOf foaf:Agent .
    skos:semanticRelation rdfs:domain skos:Concept ; rdfs:range skos:Concept .
    skos:broader rdfs:subPropertyOf skos:semanticRelation .
    skos:mappingRelation rdfs:subPropertyOf skos:semanticRelation .
    skos:Concept owl:disjointWith skos:ConceptScheme .
    dct:spatial rdfs:range dct:Location .
    dct:conformsTo rdfs:range dct:Standard .
    dct:publisher rdfs:range dct:Agent .
"""
LITERALS = {
    XSD.string: Literal("x", datatype=XSD.string),
    XSD.integer: Literal(1),
    XSD.boolean: Literal(True),
    XSD.date: Literal("2023-04-01", datatype=XSD.date),
    RDF.langString: Literal("x", lang="sv"),
    MR.PartialDate: Literal("2023", datatype=XSD.gYear),
}


def closure(*parts: Graph) -> Graph:
    graph = Graph()
    for part in parts:
        graph += part
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def contradictions(closed: Graph) -> list[str]:
    """Return what the reasoner reports, and what it finds in the empty class."""
    empty = [f"{name_of(s)} is owl:Nothing" for s in closed.subjects(RDF.type, OWL.Nothing)]
    none = [
        f"{name_of(s)} can have no members"
        for s in closed.subjects(RDFS.subClassOf, OWL.Nothing)
        if s != OWL.Nothing
    ]
    return sorted([*map(str, closed.objects(None, ERROR)), *empty, *none])


@cache
def axioms() -> Graph:
    """Return the logical part of the vocabulary, with that of its neighbours."""
    graph = Graph().parse(data=NEIGHBOURS, format="turtle")
    for triple in load("mellanrum"):
        if triple[1] in LOGIC:
            graph.add(triple)
    return graph


def turtle(text: str) -> Graph:
    prefixes = "@prefix mr: <https://w3id.org/mellanrum/ns#> . @prefix : <https://example.org/> . "
    return Graph().parse(data=prefixes + text, format="turtle")


def kinds_of(closed: Graph, name: str) -> set[Node]:
    return set(closed.objects(EXAMPLE[name], RDF.type))


def below(cls: Node) -> list[Node]:
    """Return a class with all its subclasses, or one class of each kind for owl:Thing."""
    vocabulary = load("mellanrum")
    if cls == OWL.Thing:
        return [MR.Body, MR.Forum, MR.Goal]
    return sorted({c for c in vocabulary.transitive_subjects(RDFS.subClassOf, cls) if c}, key=str)


def instance(cls: Node, role: str) -> URIRef:
    return EXAMPLE[f"{name_of(cls)}-{role}"]


def values(prop: URIRef) -> list[Node]:
    """Return one value of each kind that the property may have."""
    ranges = ends(load("mellanrum"), prop, RDFS.range)
    literal = [LITERALS[r] for r in ranges if isinstance(r, URIRef) and r in LITERALS]
    return [*literal, *(instance(c, "to") for r in ranges - set(LITERALS) for c in below(r))]


@cache
def sample() -> Graph:
    """Return a small world where every class has members and every property every end."""
    vocabulary = load("mellanrum")
    graph = Graph()
    for cls in [*terms(vocabulary, OWL.Class), SKOS.Concept]:
        for role in ("from", "to"):
            graph.add((instance(cls, role), RDF.type, cls))
    for prop in terms(vocabulary, OWL.ObjectProperty, OWL.DatatypeProperty):
        subjects = [
            instance(c, "from") for d in ends(vocabulary, prop, RDFS.domain) for c in below(d)
        ]
        objects = values(prop)
        for subject in subjects:
            graph.add((subject, prop, objects[0]))
        for value in objects:
            graph.add((subjects[0], prop, value))
    return graph


@cache
def closed_sample() -> Graph:
    return closure(axioms(), sample())


def typed_as(closed: Graph, classes: Iterable[Node], forbidden: Set[Node]) -> list[str]:
    """Name the members of some classes that the reasoner took for something forbidden."""
    return sorted(
        f"{name_of(cls)}: {name_of(kind)}"
        for cls in classes
        for role in ("from", "to")
        for kind in set(closed.objects(instance(cls, role), RDF.type)) & forbidden
    )


def test_the_vocabulary_is_consistent() -> None:
    found = contradictions(closure(axioms()))
    assert not found, f"the vocabulary contradicts itself: {found}"


def test_a_world_with_everything_in_it_is_consistent() -> None:
    found = contradictions(closed_sample())
    assert not found, f"using every class and property leads to contradictions: {found}"


def test_no_property_turns_a_thing_into_another_of_our_classes() -> None:
    """Domains and ranges confirm what a node is; they never add a class that nobody gave it."""
    amiss = []
    for cls in terms(load("mellanrum"), OWL.Class):
        above = set(load("mellanrum").transitive_objects(cls, RDFS.subClassOf))
        for role in ("from", "to"):
            extra = set(ours(closed_sample().objects(instance(cls, role), RDF.type))) - above
            amiss += [f"{name_of(cls)} became {name_of(e)}" for e in extra]
    assert not amiss, f"types that nobody gave: {sorted(amiss)}"


def test_only_bodies_are_agents() -> None:
    bodies = set(below(MR.Body))
    others = [c for c in terms(load("mellanrum"), OWL.Class) if c not in bodies]
    found = typed_as(closed_sample(), others, AGENTS)
    assert not found, f"taken for agents: {found}"


def test_a_collective_is_never_an_organisation() -> None:
    found = typed_as(closed_sample(), [MR.ActorCollective], {ORG.Organization, FOAF.Organization})
    assert not found, f"taken for organisations: {found}"


def test_municipal_bodies_are_organisations() -> None:
    named = (MR.Municipality, MR.Committee, MR.Department, MR.JointUnit, MR.AuditBody)
    lacking = [
        name_of(c)
        for c in named
        if (instance(c, "from"), RDF.type, ORG.Organization) not in closed_sample()
    ]
    assert not lacking, f"not taken for organisations: {lacking}"


def test_a_municipality_is_no_place_and_a_form_no_standard() -> None:
    classes = terms(load("mellanrum"), OWL.Class)
    found = typed_as(closed_sample(), classes, {DCTERMS.Location, DCTERMS.Standard, FOAF.Person})
    assert not found, f"taken for places, standards or persons: {found}"


FORUM = """
    :sspf a mr:Forum .
    :police a mr:ActorCollective .
    :seat a mr:Participation ; mr:inStructure :sspf ; mr:participant :police ; mr:viaPost :officer .
    :officer a mr:Post ; mr:postIn :police .
    :task a mr:Responsibility ; mr:responsibleAgent :officer .
    :promise a mr:Commitment ; mr:committedBy :officer .
    :police mr:memberOf :sspf ; mr:partOf :authority .
    :authority a mr:ExternalActor .
"""


def test_a_collective_and_a_post_in_a_forum_stay_what_they_are() -> None:
    closed = closure(axioms(), turtle(FORUM))
    assert not contradictions(closed)
    assert FOAF.Group in kinds_of(closed, "police")
    assert not kinds_of(closed, "police") & {ORG.Organization, FOAF.Organization}
    assert not kinds_of(closed, "sspf") & AGENTS
    assert not kinds_of(closed, "officer") & AGENTS
    assert (EXAMPLE.police, MR.representedIn, EXAMPLE.sspf) in closed


@pytest.mark.parametrize(
    "trap",
    [
        "mr:Forum <http://www.w3.org/2000/01/rdf-schema#subClassOf>"
        " <http://www.w3.org/ns/org#OrganizationalCollaboration> ."
        " mr:memberOf <http://www.w3.org/2000/01/rdf-schema#subPropertyOf>"
        " <http://www.w3.org/ns/org#memberOf> .",
        "mr:postIn <http://www.w3.org/2000/01/rdf-schema#subPropertyOf>"
        " <http://www.w3.org/ns/org#postIn> .",
        "mr:partOf <http://www.w3.org/2000/01/rdf-schema#subPropertyOf>"
        " <http://www.w3.org/ns/org#subOrganizationOf> .",
        "mr:committedBy <http://www.w3.org/2000/01/rdf-schema#subPropertyOf>"
        " <http://www.w3.org/ns/prov#wasAssociatedWith> ."
        " <http://www.w3.org/ns/prov#Agent> <http://www.w3.org/2002/07/owl#equivalentClass>"
        " <http://xmlns.com/foaf/0.1/Agent> .",
    ],
    ids=["structure as organisation", "post in", "part of", "post as agent"],
)
def test_a_tempting_alignment_would_be_caught(trap: str) -> None:
    assert contradictions(closure(axioms(), turtle(FORUM), turtle(trap)))


@pytest.mark.parametrize(
    "claim",
    [
        ":x a mr:Committee, mr:Forum .",
        ":x a mr:Agreement, mr:Statement .",
        ":x a mr:Department, mr:ActorCollective .",
        ":x a mr:Committee ; mr:coMember :x .",
        ":x a mr:Post, mr:Unit .",
        ":x mr:voice :y . :y a mr:Forum .",
    ],
)
def test_what_cannot_be_is_reported(claim: str) -> None:
    assert contradictions(closure(axioms(), turtle(claim)))


def test_coordination_and_meeting_hold_both_ways() -> None:
    closed = closure(axioms(), turtle(":a mr:coordinatedWith :b . :c mr:coMember :d ."))
    assert (EXAMPLE.b, MR.coordinatedWith, EXAMPLE.a) in closed
    assert (EXAMPLE.d, MR.coMember, EXAMPLE.c) in closed
