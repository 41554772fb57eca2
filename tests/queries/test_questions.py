"""The named questions: complete headers, standard SPARQL, and the answers worked out by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from rdflib import Graph, Literal, URIRef
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.term import Identifier, Node

from mellanrum import KnowledgeGraph
from mellanrum.graph.table import Table
from mellanrum.ontology.namespaces import BASE, CONCEPT, ID, MR, XSD
from mellanrum.ontology.schema import load_schema
from mellanrum.queries.questions import Question, bundled_questions, find_question

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "queries" / "questions").glob("*.rq"))
CASES: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / "tests" / "fixtures" / "questions.yaml").read_text(encoding="utf-8")
)
QUESTIONS = bundled_questions()
VALUES_TRIED = 3

every_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda item: item.id)


@pytest.fixture(scope="module")
def memory(ekvalla: KnowledgeGraph) -> Graph:
    """The same triples in rdflib's own store, so that rdflib's own engine answers."""
    graph = Graph()
    for subject, predicate, value, _ in ekvalla.rdf.quads():
        graph.add((subject, predicate, plain(value)))
    return graph


def plain(node: Node) -> Identifier:
    """Return a string literal without its datatype, as rdflib's own parsers and engine have it."""
    assert isinstance(node, Identifier)
    is_string = isinstance(node, Literal) and node.datatype == XSD.string
    return Literal(str(node)) if is_string else node


def named(name: str) -> Question:
    """Return the question of that name, which must exist."""
    question = find_question(name)
    assert question is not None, name
    return question


def projected(sparql: str) -> list[str]:
    """Return the variables of the outermost SELECT, in order."""
    found = re.search(r"SELECT DISTINCT\s+(.*?)\s+WHERE", sparql, re.DOTALL)
    assert found is not None
    return found.group(1).replace("?", "").split()


def kind(question: Question, name: str) -> str:
    """Return the type of a parameter."""
    return next(item.type for item in question.parameters if item.name == name)


def term(question: Question, name: str, value: object) -> Node:
    """Return the RDF term that a parameter's value stands for."""
    parameter = next(item for item in question.parameters if item.name == name)
    if parameter.type == "iri":
        return URIRef(ID[f"ekvalla/{value}"])
    if parameter.type == "concept":
        return URIRef(CONCEPT[f"{parameter.scheme}/{value}"])
    return Literal(str(value))


def by_rdflib(memory: Graph, question: Question, bindings: Mapping[str, Node]) -> Table:
    """Answer a question with rdflib's own engine."""
    result = memory.query(
        question.sparql, initBindings={name: plain(value) for name, value in bindings.items()}
    )
    assert result.vars is not None
    columns = tuple(str(variable) for variable in result.vars)
    return Table(columns, tuple(tuple(row) for row in result))  # type: ignore[arg-type]


def short(node: Node | None) -> str | None:
    """Return a term as the fixture writes it."""
    if node is None:
        return None
    text = str(node)
    for prefix, shown in ((ID["ekvalla/"], ""), (CONCEPT, ""), (MR, "mr:"), (BASE, "")):
        if text.startswith(str(prefix)):
            return shown + text.removeprefix(str(prefix))
    return text


def shown(table: Table, columns: list[str]) -> set[tuple[str | None, ...]]:
    """Return the rows of some columns as the fixture writes them."""
    places = [table.columns.index(column) for column in columns]
    return {tuple(short(row[place]) for place in places) for row in table.rows}


def expected(case: Mapping[str, Any]) -> set[tuple[str | None, ...]]:
    """Return the rows that the fixture lists."""
    rows = {tuple(row) for row in case["rows"]}
    assert len(rows) == len(case["rows"]), "a row is listed twice"
    return rows


def label(case: Mapping[str, Any]) -> str:
    """Return a name for a case."""
    return "-".join([case["question"], *(str(v) for v in case.get("parameters", {}).values())])


# -- the files ------------------------------------------------------------------------------------


def test_there_are_26_questions_with_unique_ids_and_names() -> None:
    assert [item.id for item in QUESTIONS] == [f"CQ{number:02}" for number in range(1, 27)]
    names = [name for item in QUESTIONS for name in (item.name.sv, item.name.en)]
    assert len(set(names)) == len(names)


def test_files_are_called_by_id_and_swedish_name() -> None:
    assert [path.name for path in FILES] == [
        f"{item.id.lower()}-{item.name.sv}.rq" for item in QUESTIONS
    ]


@every_question
def test_names_can_be_typed(question: Question) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", question.name.sv)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", question.name.en)


@every_question
def test_headers_are_complete_in_both_languages(question: Question) -> None:
    for text in (question.title, question.answers):
        assert text.sv != text.en
        assert text.sv[0].isupper()
        assert text.en[0].isupper()
    assert question.title.sv.endswith("?")
    assert question.title.en.endswith("?")
    assert question.answers.sv.endswith(".")
    assert question.answers.en.endswith(".")


@every_question
def test_columns_are_just_those_of_the_query(question: Question) -> None:
    assert list(question.columns) == projected(question.sparql)
    for language in ("sv", "en"):
        headings = [text.pick(language) for text in question.columns.values()]
        assert len(set(headings)) == len(headings), "two columns have the same heading"


@every_question
def test_parameters_are_columns_of_a_known_kind(question: Question) -> None:
    schema = load_schema()
    assert question.parameters
    for parameter in question.parameters:
        assert parameter.name in question.columns
        if parameter.type == "concept":
            assert str(CONCEPT[parameter.scheme]) in schema.schemes


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_classes_of_parameters_are_in_the_vocabulary(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    classes = {iri.removeprefix(str(MR)) for iri in load_schema().classes} | {"Municipality"}
    classes |= {"CollaborationStructure", "Commission", "TargetGroup", "Audit", "Body", "Decision"}
    assert set(re.findall(r"class: (\w+)", text)) <= classes


@every_question
def test_query_is_plain_sparql_in_a_fixed_order(question: Question) -> None:
    parseQuery(question.sparql)  # fails where a prefix is not declared
    order = question.sparql.rpartition("ORDER BY")[2].replace("?", "").split()
    assert order == projected(question.sparql)
    assert "SELECT DISTINCT" in question.sparql
    assert not re.search(r"\b(GRAPH|FROM|SERVICE|LANG|LIMIT)\b", question.sparql)


@every_question
def test_query_compares_whole_days_only(question: Question) -> None:
    compared = set(re.findall(r"[<>]=? *\?(\w+)|\?(\w+) *[<>]=?", question.sparql))
    partial = re.findall(
        r"(?:mr:validFrom|mr:validUntil|mr:observedAt|mr:deadline|dct:date) \?(\w+)",
        question.sparql,
    )
    assert not {name for pair in compared for name in pair if name} & set(partial)


@every_question
def test_answers_never_take_silence_for_absence(question: Question) -> None:
    """A question whose cells or rows may stand for silence says so in the project's own words."""
    if re.search(r"OPTIONAL|MINUS|NOT EXISTS", question.sparql):
        sv, en = question.answers.sv.casefold(), question.answers.en.casefold()
        assert re.search(
            "dokumentera(d|t) i källorna|inlagda|inte ifylld|säger inget|i sin helhet", sv
        )
        assert re.search("documented in the sources|entered|filled in|does not say|in full", en)


# -- the answers ----------------------------------------------------------------------------------


def test_every_question_has_an_answer_worked_out_by_hand() -> None:
    asked = {named(case["question"]).id for case in CASES}
    assert asked == {item.id for item in QUESTIONS}
    filled = {named(case["question"]).id for case in CASES if case["rows"]}
    assert filled == asked, "an empty answer shows nothing"


@pytest.mark.parametrize("case", CASES, ids=label)
def test_oxigraph_gives_the_answer(case: Mapping[str, Any], ekvalla: KnowledgeGraph) -> None:
    question = named(case["question"])
    given = {
        name: f"ekvalla/{value}" if kind(question, name) == "iri" else value
        for name, value in case.get("parameters", {}).items()
    }
    table = ekvalla.query(case["question"], **given)
    assert table.columns == tuple(question.columns)
    assert shown(table, case["columns"]) == expected(case)


@pytest.mark.parametrize("case", CASES, ids=label)
def test_rdflib_gives_the_answer(case: Mapping[str, Any], memory: Graph) -> None:
    question = named(case["question"])
    given = case.get("parameters", {})
    bindings = {name: term(question, name, value) for name, value in given.items()}
    table = by_rdflib(memory, question, bindings)
    assert shown(table, case["columns"]) == expected(case)


@every_question
def test_both_engines_agree_row_by_row(
    question: Question, ekvalla: KnowledgeGraph, memory: Graph
) -> None:
    columns = list(question.columns)
    one = ekvalla.query(question.id)
    assert len(shown(one, columns)) == len(one), "a row comes twice"
    assert shown(by_rdflib(memory, question, {}), columns) == shown(one, columns)


def parameter_values(ekvalla: KnowledgeGraph) -> Iterator[tuple[Question, str, Node, Table]]:
    """Yield some values of each parameter, with the answer when nothing is bound."""
    for question in QUESTIONS:
        table = ekvalla.query(question.id)
        for parameter in question.parameters:
            place = table.columns.index(parameter.name)
            values = sorted({row[place] for row in table.rows if row[place] is not None}, key=str)
            for value in values[:VALUES_TRIED]:
                assert isinstance(value, Node)
                yield question, parameter.name, value, table


def test_binding_a_parameter_picks_its_rows(ekvalla: KnowledgeGraph, memory: Graph) -> None:
    tried = set()
    for question, name, value, table in parameter_values(ekvalla):
        columns = list(question.columns)
        place = columns.index(name)
        wanted = {row for row in shown(table, columns) if row[place] == short(value)}
        assert wanted
        one = shown(ekvalla.query(question.id, **{name: value}), columns)
        two = shown(by_rdflib(memory, question, {name: value}), columns)
        assert one == wanted, (question.id, name, short(value))
        assert two == wanted, (question.id, name, short(value))
        tried.add((question.id, name))
    declared = {(item.id, each.name) for item in QUESTIONS for each in item.parameters}
    assert tried == declared


def test_the_gap_free_structure_is_in_no_answer_about_lack(ekvalla: KnowledgeGraph) -> None:
    lacking = ("CQ02", "CQ08", "CQ10", "CQ11", "CQ16", "CQ17", "CQ22", "CQ23")
    for name in lacking:
        table = ekvalla.query(name)
        cells = {short(cell) for row in table.rows for cell in row}
        assert not cells & {"familjeforum", "mal-start", "uppf-familj", "fin-familj"}, name
