"""The store answers SPARQL and nothing else; its answers are written in safe forms."""

from __future__ import annotations

import csv
import io
import json

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rdflib import BNode, Literal, URIRef, Variable
from rdflib.query import Result, ResultRow
from rdflib.term import Node

import mellanrum
from mellanrum.graph.store import EmbeddedStore, to_oxigraph, to_rdflib
from mellanrum.graph.table import Table, neutralised
from mellanrum.ontology.errors import QueryError
from mellanrum.ontology.namespaces import GRAPH, ID, MR, RDFS, XSD
from tests.graph.builders import codes

A, B = ID["x/a"], ID["x/b"]
TEXT = st.text(st.characters(codec="utf-8"))
LABELS = ("Å", '") . } DROP ALL #')


def quad(subject: URIRef, path: URIRef, value: Node, graph: str) -> ox.Quad:
    name = ox.NamedNode(GRAPH[graph])
    return ox.Quad(ox.NamedNode(subject), ox.NamedNode(path), to_oxigraph(value), name)


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    """Two things in two graphs."""
    return EmbeddedStore(
        [
            quad(A, RDFS.label, Literal(LABELS[0], lang="sv"), "x"),
            quad(B, RDFS.label, Literal(LABELS[1], lang="sv"), "x"),
            quad(A, MR.validFrom, Literal("2023", datatype=XSD.gYear), "x"),
            quad(A, MR.declaredCount, Literal(7), "x"),
            quad(A, MR.memberOf, B, "x/derived"),
        ]
    )


def refused(store: EmbeddedStore, sparql: str, **bindings: Node) -> str:
    with pytest.raises(QueryError) as error:
        store.query(sparql, bindings)
    (code,) = codes(error.value.problems)
    return code


# --- What is asked


def test_questions_run_over_the_union_of_all_graphs(store: EmbeddedStore) -> None:
    table = store.query("SELECT ?l { ?a mr:memberOf ?b . ?a rdfs:label ?l }")
    assert table == Table(("l",), ((Literal("Å", lang="sv"),),))


def test_a_graph_can_be_named(store: EmbeddedStore) -> None:
    table = store.query(
        "SELECT ?a { GRAPH <https://w3id.org/mellanrum/graph/x> { ?a ?p id:none } }"
    )
    assert table.rows == ()
    found = store.query("SELECT DISTINCT ?g { GRAPH ?g { ?a ?p ?o } } ORDER BY ?g")
    assert found.rows == ((GRAPH["x"],), (GRAPH["x/derived"],))
    assert store.graphs() == (str(GRAPH["x"]), str(GRAPH["x/derived"]))


def test_prefixes_may_be_declared_anew(store: EmbeddedStore) -> None:
    sparql = "PREFIX rdfs: <urn:other:> SELECT ?l { ?a rdfs:label ?l }"
    assert store.query(sparql).rows == ()


def test_ask_and_construct_are_tables_too(store: EmbeddedStore) -> None:
    assert store.query("ASK { ?a mr:memberOf ?b }") == Table(("answer",), ((Literal(True),),))
    assert store.query("ASK { ?b mr:memberOf ?b }").rows == ((Literal(False),),)
    table = store.query("CONSTRUCT { ?b mr:has ?a . ?a mr:in ?b } { ?a mr:memberOf ?b }")
    assert table == Table(("subject", "predicate", "object"), ((A, MR["in"], B), (B, MR.has, A)))


def test_an_unbound_variable_is_nothing(store: EmbeddedStore) -> None:
    table = store.query("SELECT ?a ?c { ?a mr:memberOf ?b OPTIONAL { ?b mr:memberOf ?c } }")
    assert table.rows == ((A, None),)
    assert table.texts() == [[str(A), ""]]


def test_literals_come_back_with_their_types(store: EmbeddedStore) -> None:
    table = store.query("SELECT ?n ?y { ?a mr:declaredCount ?n ; mr:validFrom ?y }")
    assert table.rows == ((Literal(7), Literal("2023", datatype=XSD.gYear)),)
    written = ox.Literal("007", datatype=ox.NamedNode(XSD.integer))
    assert str(to_rdflib(written)) == "007"


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <https://a.example/> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <https://a.example/> { ?s ?p ?o } }",
        "SELECT * FROM <https://a.example/> { ?s ?p ?o }",
        "SELECT * FROM NAMED <https://a.example/> { ?s ?p ?o }",
        "LOAD <https://a.example/>",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "DROP ALL",
        "CLEAR DEFAULT",
        "SELECT * { ?s ?p ?o } ; DROP ALL",
    ],
)
def test_what_reads_or_writes_outside_the_store_is_refused(
    store: EmbeddedStore, sparql: str
) -> None:
    before = len(store.quads())
    assert refused(store, sparql) != ""
    assert len(store.quads()) == before


def test_a_question_that_is_no_sparql_is_told_with_the_reason(store: EmbeddedStore) -> None:
    assert refused(store, "SELECT ?a { ?a mr:memberOf }") == "bad-query"
    assert refused(store, "SELECT ?a { ?a none:x ?b }") == "bad-query"
    with pytest.raises(QueryError, match=r"row 2: .* beyond character [0-9]+ of the line\. Write"):
        store.query("SELECT ?a\n{ ?a mr:x ?b . }}")


def test_a_triple_term_in_an_answer_is_refused_and_no_crash(store: EmbeddedStore) -> None:
    assert refused(store, "SELECT (TRIPLE(?a, ?p, ?b) AS ?t) { ?a ?p ?b }") == "bad-query"


# --- Bindings


def test_a_binding_is_the_term_itself_however_hostile(store: EmbeddedStore) -> None:
    sparql = "SELECT ?a ?l { ?a rdfs:label ?l }"
    for thing, label in zip((A, B), LABELS, strict=True):
        table = store.query(sparql, {"l": Literal(label, lang="sv")})
        assert table.rows == ((thing, Literal(label, lang="sv")),)
    assert store.query(sparql, {"l": Literal(LABELS[0])}).rows == ()  # another term
    assert store.query(sparql, {"a": URIRef("https://a.example/x")}).rows == ()


@given(TEXT)
@example('"@sv } INSERT DATA { <urn:a> <urn:b> "')
@example("\\u0022 \\")
def test_any_text_can_be_bound_and_changes_nothing(store: EmbeddedStore, text: str) -> None:
    bound = {"l": Literal(text, lang="sv")}
    table = store.query("SELECT ?a ?l { ?a rdfs:label ?l }", bound)
    assert len(table) == (text in LABELS)
    assert len(store.quads()) == 5


def test_ask_can_be_bound(store: EmbeddedStore) -> None:
    for thing, found in ((A, True), (B, False)):
        answer = store.query("ASK { ?a mr:memberOf ?b }", {"a": thing})
        assert answer.rows == ((Literal(found),),)


@pytest.mark.parametrize(
    ("name", "term"),
    [
        ("a b", A),
        ("", A),
        ("a", URIRef("no iri")),
        ("a", URIRef('https://a.example/"><x>')),
        ("nowhere", A),
        ("a", Variable("b")),
    ],
)
def test_a_binding_that_cannot_be_is_refused(store: EmbeddedStore, name: str, term: Node) -> None:
    assert refused(store, "SELECT ?a { ?a rdfs:label ?l }", **{name: term}) == "bad-query"


def test_a_quad_that_is_there_already_changes_nothing() -> None:
    one = quad(A, MR.memberOf, B, "x/derived")
    store = EmbeddedStore([one, one, quad(A, RDFS.label, Literal("a"), "x")])
    store.load([one])
    assert len(store.quads()) == 2
    assert store.graphs() == (str(GRAPH["x"]), str(GRAPH["x/derived"]))
    assert store.quads(str(GRAPH["x/derived"])) == [one]


def test_the_rdflib_view_is_over_the_same_store(store: EmbeddedStore) -> None:
    view = store.rdflib_view()
    assert list(view.query("SELECT ?b { ?a mr:memberOf ?b }", initNs={"mr": MR})) == [(B,)]
    assert (A, MR.memberOf, B) in view.graph(GRAPH["x/derived"])
    store_quads = list(view.quads((None, None, None, None)))
    assert len(store_quads) == 5


TERMS = st.one_of(
    TEXT.map(Literal),
    TEXT.map(lambda text: Literal(text, lang="sv")),
    st.integers().map(lambda number: Literal(str(number), datatype=XSD.integer)),
    st.just(A),
    st.from_regex("[a-z][a-z0-9]{0,9}", fullmatch=True).map(BNode),
)


@given(TERMS)
def test_terms_go_to_the_engine_and_back(term: Node) -> None:
    again = to_rdflib(to_oxigraph(term))
    assert again.n3() in {term.n3(), f"{term.n3()}^^<{XSD.string}>"}


# --- The forms of an answer


def of(*cells: str) -> Table:
    return Table(("a",), tuple((Literal(cell),) for cell in cells))


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "-", "--1", "-1-1"],
)
def test_a_cell_that_a_spreadsheet_would_run_is_made_text(text: str) -> None:
    (row,) = list(csv.reader(io.StringIO(of(text).to_csv(), newline="")))[1:]
    assert row[0].startswith("'")


@pytest.mark.parametrize("text", ["-12.5", "+3", "a=b", " =1", "", "0138", "2023-04", "'=1"])
def test_other_cells_are_left_alone(text: str) -> None:
    assert neutralised(text) == text


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))), st.text("a;,\"\n\r '", max_size=9))
def test_csv_gives_each_cell_back_but_for_its_line_ends(text: str, other: str) -> None:
    cells = [f"x{text}", f"x{other}"]
    table = Table(("a", "b"), (tuple(Literal(cell) for cell in cells),))
    read = list(csv.reader(io.StringIO(table.to_csv(), newline=""), strict=True))
    plain = [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells]
    assert read == [["a", "b"], plain]


def test_headings_and_words_may_be_given(store: EmbeddedStore) -> None:
    table = store.query("SELECT ?a ?b { ?a mr:memberOf ?b }")
    written = table.to_csv(lambda term: str(term).rpartition("/")[2], ["organ", "=i"])
    assert written == "organ,'=i\na,b\n"


def test_json_is_what_the_standard_says(store: EmbeddedStore) -> None:
    table = store.query(
        "SELECT ?a ?l ?n ?none { ?a rdfs:label ?l OPTIONAL { ?a mr:declaredCount ?n } }"
    )
    text = table.to_json()
    result = Result.parse(io.BytesIO(text.encode("utf-8")), format="json")
    assert [str(name) for name in result.vars or ()] == ["a", "l", "n", "none"]
    again = [tuple(row) for row in result if isinstance(row, ResultRow)]
    assert sorted(again, key=str) == sorted(table.rows, key=str)
    kinds = {
        value["type"] for row in json.loads(text)["results"]["bindings"] for value in row.values()
    }
    assert kinds == {"uri", "literal"}


def test_json_has_the_kinds_of_terms() -> None:
    table = Table(("a", "b", "c"), ((BNode("x"), Literal("å", lang="sv"), Literal(7)),))
    (row,) = json.loads(table.to_json())["results"]["bindings"]
    assert row == {
        "a": {"type": "bnode", "value": "x"},
        "b": {"type": "literal", "value": "å", "xml:lang": "sv"},
        "c": {"type": "literal", "value": "7", "datatype": str(XSD.integer)},
    }


def test_a_cell_of_markdown_stays_in_its_cell() -> None:
    assert of("a|b", "c\n\nd", "e\\|f").to_markdown() == (
        "| a |\n| --- |\n| a\\|b |\n| c d |\n| e\\\\\\|f |\n"
    )


def test_the_html_of_a_notebook_is_escaped() -> None:
    html = of("<script>alert(1)</script>")._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_an_answer_becomes_a_data_frame() -> None:
    pytest.importorskip("pandas", reason="the extra pandas is not installed")
    table = Table(("a", "b", "c"), ((A, Literal(7), None), (B, Literal("x", lang="sv"), None)))
    frame = table.to_pandas()
    assert list(frame.columns) == ["a", "b", "c"]
    assert frame["b"].tolist() == [7, "x"]


def test_parameters_of_named_questions_are_bound_as_terms(
    ekvalla: mellanrum.KnowledgeGraph,
) -> None:
    before = len(ekvalla.store.quads())
    with pytest.raises(QueryError):
        ekvalla.query("vem-deltar", structure='x> } INSERT DATA { <urn:a> <urn:b> "')
    table = ekvalla.query("SELECT ?s ?l { ?s rdfs:label ?l }", l='" } DROP ALL #')
    assert table.rows == ()
    assert len(ekvalla.store.quads()) == before
