"""The vocabulary is complete, connected, and in step with the shapes, the concepts and the code."""

from __future__ import annotations

import re
from collections.abc import Callable

import pyshacl
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SH, SKOS, XSD, Namespace
from rdflib.term import Node
from vocabulary_lint import (
    MR,
    PROPERTY_KINDS,
    allowed_types,
    cardinalities,
    circular,
    empty_definitions,
    ends,
    faulty_ends,
    kinds_named,
    load,
    mentioned,
    mentioned_in_code,
    misplaced,
    missing_texts,
    mixed_kinds,
    name_of,
    of_kind,
    out_of_step,
    repeated_in_scheme,
    room,
    shape_columns,
    shared_labels,
    terms,
    unconnected,
    undeclared_neighbours,
    unfit_ranges,
    unused,
    wider_than_super,
    wrong_inverses,
)

ONTOLOGY = URIRef("https://w3id.org/mellanrum/ns")
VANN = Namespace("http://purl.org/vocab/vann/")
EXAMPLE = Namespace("https://example.org/")
MRS = Namespace("https://w3id.org/mellanrum/shapes#")

# What is computed and never typed in, so that no shape names it.
DERIVED = frozenset(
    """
    Dataset Gap StatedLack GapRule Cell QuestionCard NotAsked InForce OnRecord Undertaken
    asOf asOfYearAhead inDataset
    validFromDay validUntilDay observedDay deadlineDay dateDay answerDueDay expiresDay
    memberOf representedIn coMember involvesSector numberOfParties
    actsFor coversAge
    derivedByRule gapSubject gapObject gapLevel gapAbout gapSupport
    evidenceKind gapStatus severity statedBy contestedBy generallyStatedBy generallyContestedBy
    corroboratedBy addressedBy proposedRemedy lifelineStatus promisedBy remainingGap
    tier recommendedBy contestedFor alsoVisibleBy requiredBy inFocus focusReason
    cellOf sign basis cardOf asks column count
    ruleQuestion whyItMatters usualRemedy premise missingClass evidenceDefault yieldsFlags
    """.split()  # noqa: SIM905 -- easier to read and to keep
)
# Marks on rows of every kind, so they have no superclass and are the range of nothing.
ALONE_ON_PURPOSE = frozenset({"InForce", "OnRecord", "Undertaken"})


# Labels and definitions


def concepts() -> list[Node]:
    return sorted(load("concepts").subjects(RDF.type, SKOS.Concept), key=str)


def schemes() -> list[Node]:
    return sorted(load("concepts").subjects(RDF.type, SKOS.ConceptScheme), key=str)


def test_every_term_is_labelled_and_defined_in_both_languages() -> None:
    graph = load("mellanrum")
    lacking = missing_texts(graph, terms(graph), RDFS.label, SKOS.definition)
    assert not lacking, f"terms without one text a language: {lacking}"


def test_every_concept_and_scheme_is_labelled_and_defined_in_both_languages() -> None:
    nodes = [*concepts(), *schemes()]
    lacking = missing_texts(load("concepts"), nodes, SKOS.prefLabel, SKOS.definition)
    assert not lacking, f"concepts without one text a language: {lacking}"


def test_every_table_and_column_is_named_and_described_in_both_languages() -> None:
    graph = load("shapes")
    tables = set(graph.subjects(RDF.type, SH.NodeShape))
    columns = set(graph.subjects(SH.name)) | set(graph.subjects(SH.description))
    lacking = missing_texts(graph, tables, RDFS.label, RDFS.comment)
    lacking += missing_texts(graph, columns, SH.name, SH.description)
    assert not lacking, f"tables or columns without one text a language: {lacking}"


def test_definitions_say_more_than_labels() -> None:
    vocabulary, scheme = load("mellanrum"), load("concepts")
    empty = empty_definitions(vocabulary, terms(vocabulary), RDFS.label)
    empty += empty_definitions(scheme, [*concepts(), *schemes()], SKOS.prefLabel)
    assert not empty, f"definitions that repeat the label: {empty}"


@pytest.mark.parametrize("kinds", [(OWL.Class,), PROPERTY_KINDS], ids=["classes", "properties"])
def test_no_two_terms_share_a_label(kinds: tuple[URIRef, ...]) -> None:
    graph = load("mellanrum")
    shared = shared_labels(graph, terms(graph, *kinds), RDFS.label)
    assert not shared, f"labels of more than one term: {shared}"


def test_the_texts_check_finds_planted_defects() -> None:
    graph = Graph().parse(
        format="turtle",
        data="""
        @prefix : <https://w3id.org/mellanrum/ns#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        :A a owl:Class ; rdfs:label "a"@sv ; skos:definition "Något."@sv, "Thing"@en .
        :B a owl:Class ; rdfs:label "b"@sv, "thing"@en ; skos:definition "B."@sv, "Two"@en .
        :C a owl:Class ; rdfs:label "b"@sv, "see"@en ; skos:definition "Tre"@sv, "3"@en, "4"@en .
        """,
    )
    assert missing_texts(graph, terms(graph), RDFS.label, SKOS.definition) == [
        "A label",
        "C definition",
    ]
    assert empty_definitions(graph, terms(graph), RDFS.label) == ["B"]
    assert shared_labels(graph, terms(graph), RDFS.label) == ["b@sv"]


# Declarations, domains and ranges


def test_every_property_has_one_domain_and_one_range() -> None:
    assert not (found := faulty_ends(load("mellanrum"))), f"domains or ranges amiss: {found}"


def test_no_term_is_of_two_kinds() -> None:
    assert not (found := mixed_kinds(load("mellanrum"))), f"terms of two kinds: {found}"


def test_ranges_fit_the_kind_of_property() -> None:
    assert not (found := unfit_ranges(load("mellanrum"))), f"ranges of the wrong kind: {found}"


def test_every_term_pointed_at_is_declared() -> None:
    assert not (found := undeclared_neighbours(load("mellanrum"))), f"not declared: {found}"


@pytest.mark.parametrize("name", ["mellanrum", "concepts"])
def test_no_cardinality_in_owl(name: str) -> None:
    assert not (found := cardinalities(load(name))), f"cardinality in {name}.ttl: {found}"


def test_no_class_is_unconnected() -> None:
    found = set(unconnected(load("mellanrum")))
    assert found == ALONE_ON_PURPOSE, f"unconnected classes: {sorted(found ^ ALONE_ON_PURPOSE)}"


def test_no_hierarchy_is_circular() -> None:
    assert not (found := circular(load("mellanrum"))), f"circular: {found}"


def test_inverses_and_symmetry_are_the_right_way_round() -> None:
    assert not (found := wrong_inverses(load("mellanrum"))), f"wrong inverse or symmetry: {found}"


def test_subproperties_stay_within_their_superproperty() -> None:
    assert not (found := wider_than_super(load("mellanrum"))), f"wider than above: {found}"


def test_every_term_says_what_defines_it() -> None:
    graph = load("mellanrum")
    lacking = [name_of(t) for t in terms(graph) if (t, RDFS.isDefinedBy, ONTOLOGY) not in graph]
    assert not lacking, f"terms without rdfs:isDefinedBy: {lacking}"


PLANTED = """
    @prefix : <https://w3id.org/mellanrum/ns#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    :A a owl:Class ; rdfs:subClassOf :B .
    :B a owl:Class ; rdfs:subClassOf :A, :Nowhere .
    :Alone a owl:Class .
    :two a owl:ObjectProperty ; rdfs:domain :A, :B ; rdfs:range :A .
    :none a owl:ObjectProperty ; rdfs:domain :A .
    :both a owl:ObjectProperty, owl:DatatypeProperty ; rdfs:domain :A ; rdfs:range xsd:date .
    :data a owl:ObjectProperty ; rdfs:domain :A ; rdfs:range xsd:string .
    :back a owl:ObjectProperty ; rdfs:domain :C ; rdfs:range :A ; owl:inverseOf :data .
    :same a owl:ObjectProperty, owl:SymmetricProperty ; rdfs:domain :A ; rdfs:range :B .
    :under a owl:ObjectProperty ; rdfs:subPropertyOf :same ; rdfs:domain :C ; rdfs:range :A .
    :C a owl:Class ; rdfs:subClassOf [ owl:maxCardinality 1 ; owl:onProperty :two ] .
"""


@pytest.mark.parametrize(
    ("check", "expected"),
    [
        (faulty_ends, ["none: 0 × range", "two: 2 × domain"]),
        (mixed_kinds, ["both"]),
        (unfit_ranges, ["data"]),
        (cardinalities, ["maxCardinality"]),
        (unconnected, ["Alone"]),
        (circular, ["A", "B"]),
        (wrong_inverses, ["back", "same"]),
        (wider_than_super, ["under domain"]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_the_structure_checks_find_planted_defects(
    check: Callable[[Graph], list[str]], expected: list[str]
) -> None:
    assert check(Graph().parse(data=PLANTED, format="turtle")) == expected


def test_the_declaration_check_finds_planted_defects() -> None:
    assert "Nowhere" in undeclared_neighbours(Graph().parse(data=PLANTED, format="turtle"))


# In step with the shapes


def test_every_term_of_shapes_and_concepts_is_declared() -> None:
    declared = {name_of(t) for t in terms(load("mellanrum"))}
    missing = (mentioned(load("shapes")) | mentioned(load("concepts"))) - declared
    assert not missing, f"used in shapes or concepts but not declared: {sorted(missing)}"


def test_every_term_of_the_code_is_declared() -> None:
    declared = {name_of(t) for t in terms(load("mellanrum"))}
    missing = {n: sorted(w) for n, w in sorted(mentioned_in_code().items()) if n not in declared}
    assert not missing, f"used in code or queries but not declared: {missing}"


def test_the_derived_terms_are_declared_and_no_column() -> None:
    declared = {name_of(t) for t in terms(load("mellanrum"))}
    assert declared >= DERIVED, f"derived but not declared: {sorted(DERIVED - declared)}"
    typed_in = {name_of(path) for *_, path in shape_columns(load("shapes"))} & DERIVED
    assert not typed_in, f"derived terms that a table lets one type in: {sorted(typed_in)}"


def test_every_term_is_used() -> None:
    used = mentioned(load("shapes")) | mentioned(load("concepts")) | DERIVED
    left = unused(load("mellanrum"), used | set(mentioned_in_code()))
    assert not left, f"declared but never used: {left}"


def test_every_class_of_the_shapes_is_declared() -> None:
    graph = load("mellanrum")
    persons = set(load("shapes").objects(MRS.NoPersons, SH.targetClass))
    missing = kinds_named(load("shapes")) - of_kind(graph, OWL.Class) - persons
    assert not missing, f"classes of the shapes that are not declared: {sorted(map(str, missing))}"


def test_domains_and_ranges_agree_with_the_columns() -> None:
    found = out_of_step(load("mellanrum"), load("shapes"))
    assert not found, f"domain or range differs from the shapes: {found}"


def test_the_shapes_are_valid_shacl() -> None:
    # pyshacl raises where the shapes themselves are wrong; an empty goal shows that they also run.
    data = Graph()
    data.add((EXAMPLE.goal, RDF.type, MR.Goal))
    conforms, _, text = pyshacl.validate(data, shacl_graph=load("shapes"), meta_shacl=True)
    assert not conforms, f"the shapes let a nameless goal pass: {text}"


def test_shacl_shacl_finds_a_planted_defect() -> None:
    shapes = Graph()
    shapes.add((EXAMPLE.shape, RDF.type, SH.PropertyShape))
    shapes.add((EXAMPLE.shape, SH.minCount, Literal("one")))
    with pytest.raises(pyshacl.errors.ReportableRuntimeError, match="minCount"):
        pyshacl.validate(Graph(), shacl_graph=shapes, meta_shacl=True)


def test_the_step_checks_find_planted_defects() -> None:
    shapes = Graph().parse(
        format="turtle",
        data="""
        @prefix : <https://w3id.org/mellanrum/ns#> . @prefix sh: <http://www.w3.org/ns/shacl#> .
        [] a sh:NodeShape ; sh:targetClass :Goal ;
            sh:property [ sh:path :goalOf ; sh:class :Audit ], [ sh:path :unheardOf ] .
        [] a sh:NodeShape ; sh:targetClass :Body .
        """,
    )
    vocabulary = load("mellanrum")
    assert out_of_step(vocabulary, shapes) == [
        "goalOf range Audit",
        "goalOf range Body",
        "unheardOf domain Goal",
    ]
    assert "unheardOf" in mentioned(shapes) - {name_of(t) for t in terms(vocabulary)}
    assert "Forum" not in unused(vocabulary, {"Forum"})
    assert "Funding" in unused(vocabulary, {"Forum"})


# Concepts


def test_every_scheme_of_the_shapes_exists_and_has_concepts() -> None:
    asked = {
        o for path in load("shapes").subjects(SH.path, SKOS.inScheme)
        for o in load("shapes").objects(path, SH.hasValue)
    }  # fmt: skip
    filled = set(load("concepts").objects(None, SKOS.inScheme))
    lacking = asked - (set(schemes()) & filled)
    assert asked
    assert not lacking, (
        f"schemes that the shapes ask for and that are not there: {sorted(map(str, lacking))}"
    )


def test_every_default_value_is_a_concept() -> None:
    defaults = {o for o in load("shapes").objects(None, SH.defaultValue) if isinstance(o, URIRef)}
    assert not (missing := defaults - set(concepts())), f"not a concept: {sorted(missing)}"


def test_every_concept_is_in_one_scheme() -> None:
    assert not (found := misplaced(load("concepts"))), f"not in one scheme: {found}"


@pytest.mark.parametrize("predicate", [SKOS.prefLabel, MR.rank], ids=["label", "rank"])
def test_nothing_is_repeated_within_a_scheme(predicate: URIRef) -> None:
    found = repeated_in_scheme(load("concepts"), predicate)
    assert not found, f"repeated within a scheme: {found}"


def test_the_concept_checks_find_planted_defects() -> None:
    graph = Graph().parse(
        format="turtle",
        data="""
        @prefix : <https://example.org/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix a: <https://example.org/a/> .
        :a a skos:ConceptScheme . :b a skos:ConceptScheme .
        a:one a skos:Concept ; skos:inScheme :a ; skos:prefLabel "ett"@sv .
        a:two a skos:Concept ; skos:inScheme :a, :b ; skos:prefLabel "ett"@sv .
        a:three a skos:Concept ; skos:inScheme :b .
        """,
    )
    assert [name_of(iri) for iri in map(URIRef, misplaced(graph))] == ["three", "two"]
    assert repeated_in_scheme(graph, SKOS.prefLabel) == ["a: ett"]


# Days, and the vocabulary as a whole


def test_every_partial_date_has_a_whole_day() -> None:
    graph = load("mellanrum")
    partial = set(graph.subjects(RDFS.range, MR.PartialDate)) | {DCTERMS.date}
    amiss = []
    for prop in partial:
        day = graph.value(prop, MR.dayForm)
        rounding = str(graph.value(prop, MR.dayRounding))
        if rounding not in {"first", "last"} or (day, RDFS.range, XSD.date) not in graph:
            amiss.append(name_of(prop))
        elif prop != DCTERMS.date:
            same = day and ends(graph, prop, RDFS.domain) == ends(graph, day, RDFS.domain)
            amiss += [] if same else [name_of(prop)]
    assert not amiss, f"partial dates without a fitting whole day: {sorted(amiss)}"
    assert set(graph.subjects(MR.dayForm)) == partial


def test_the_columns_for_partial_dates_are_the_properties_for_them() -> None:
    shapes = load("shapes")
    dates = {
        path for _, column, path in shape_columns(shapes)
        if XSD.gYear in allowed_types(shapes, column)
    }  # fmt: skip
    assert dates == set(load("mellanrum").subjects(MR.dayForm))


def test_the_header_says_version_licence_and_maker() -> None:
    graph = load("mellanrum")
    version = str(graph.value(ONTOLOGY, OWL.versionInfo))
    assert graph.value(ONTOLOGY, OWL.versionIRI) == URIRef(f"{ONTOLOGY}/{version}")
    assert [version] == [str(o) for o in load("shapes").objects(None, OWL.versionInfo)]
    assert graph.value(ONTOLOGY, DCTERMS.license) == URIRef("https://eupl.eu/1.2/en/")
    assert str(graph.value(ONTOLOGY, VANN.preferredNamespaceUri)) == str(MR)
    assert not missing_texts(graph, [ONTOLOGY], DCTERMS.title, DCTERMS.description)
    maker = graph.value(ONTOLOGY, DCTERMS.creator)
    assert not {name_of(k) for k in graph.objects(maker, RDF.type)} & {"Person", "Individual"}


def test_nothing_is_imported_and_every_namespace_is_used() -> None:
    text = (room("ontology") / "mellanrum.ttl").read_text(encoding="utf-8")
    assert (None, OWL.imports, None) not in load("mellanrum")
    bound = re.findall(r"^@prefix ([\w-]+):", text, re.MULTILINE)
    idle = [p for p in bound if not re.search(rf"^(?!@prefix).*\b{p}:", text, re.MULTILINE)]
    assert not idle, f"prefixes that nothing uses: {idle}"
