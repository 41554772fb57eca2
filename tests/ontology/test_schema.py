"""The shapes are the schema: tables, columns, types and names are read from them alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import BNode, Graph, Literal, URIRef

from mellanrum.graph.checks.validation import validate
from mellanrum.graph.readers import read_input
from mellanrum.graph.tables.assemble import assemble
from mellanrum.ontology.errors import SchemaError
from mellanrum.ontology.load import concepts_graph, shapes_graph, vocabulary_graph
from mellanrum.ontology.namespaces import MR, MRS, RDFS, SH, XSD
from mellanrum.ontology.schema import Column, Schema, fold, load_schema, read_schema
from tests.graph.builders import SMALL, codes, folder, node, rows, values

SCHEMA = load_schema()


def column(table: str, heading: str, schema: Schema = SCHEMA) -> Column:
    found_table = schema.table(table)
    assert found_table is not None
    found = found_table.column(heading)
    assert found is not None
    return found


# --- Names


def test_headings_are_compared_without_case_accents_hyphens_and_underscores() -> None:
    assert fold(" Gäller_från ") == fold("GÄLLER-FRÅN") == fold("galler  fran") == "galler fran"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("contact_points", "contact_points"),
        ("Contact points", "contact_points"),
        ("kontaktvägar", "contact_points"),
        ("kontaktvagar", "contact_points"),
        ("KONTAKTVÄGAR", "contact_points"),
        ("kontaktva\u0308gar", "contact_points"),  # as macOS names files
        ("follow-ups", "follow_ups"),
        ("uppföljningar", "follow_ups"),
        ("mål", "goals"),
    ],
)
def test_a_table_is_found_by_either_name(name: str, key: str) -> None:
    table = SCHEMA.table(name)
    assert table is not None
    assert table.key == key


def test_a_table_or_column_that_is_not_there_is_none() -> None:
    bodies = SCHEMA.table("bodies")
    assert bodies is not None
    assert bodies.column("gruff") is None
    assert SCHEMA.table("gruff") is None


def test_no_name_means_two_tables_or_two_columns_of_one_table() -> None:
    names = [{fold(table.name.sv), fold(table.name.en)} for table in SCHEMA.tables]
    assert sum(map(len, names)) == len(set().union(*names))
    for table in SCHEMA.tables:
        headings = [{fold(item.name.sv), fold(item.name.en)} for item in table.all_columns]
        assert sum(map(len, headings)) == len(set().union(*headings)), table.key


def test_no_value_of_a_scheme_has_the_name_of_another() -> None:
    for concepts in SCHEMA.schemes.values():
        names = [{fold(name) for name in concept.names} for concept in concepts]
        assert sum(map(len, names)) == len(set().union(*names)), concepts[0].iri


# --- Tables and columns


def test_five_tables_are_enough_to_begin() -> None:
    assert [table.key for table in SCHEMA.tables if table.starter] == [
        "sources",
        "bodies",
        "structures",
        "participations",
        "responsibilities",
    ]


def test_three_tables_hold_statements_and_two_hold_what_is_from_outside() -> None:
    statements = {table.key for table in SCHEMA.tables if table.row_is_statement}
    assert statements == {"absences", "completeness", "claims"}
    assert [table.key for table in SCHEMA.tables if table.external] == ["answers", "identifiers"]


def test_every_table_but_the_external_ones_ends_with_the_evidence() -> None:
    evidence = ["källa", "ställe", "fras", "röst", "återgivet av", "modalitet", "observerat"]
    for table in SCHEMA.tables:
        found = [item.name.sv for item in table.evidence]
        assert found == ([] if table.external else [*evidence, "motsäger"]), table.key
        assert table.all_columns == table.columns + table.evidence


def test_every_table_has_one_id_column_and_it_comes_first() -> None:
    for table in SCHEMA.tables:
        assert [item.is_id for item in table.columns].count(True) == 1
        assert table.columns[0] is table.id_column


@pytest.mark.parametrize(
    ("table", "heading", "kind"),
    [
        ("sources", "id", "id"),
        ("sources", "name", "text"),
        ("sources", "date", "date"),
        ("sources", "in corpus", "boolean"),
        ("sources", "file", "string"),
        ("sources", "source", "reference"),
        ("bodies", "kind", "class"),
        ("structures", "level", "concept"),
        ("target groups", "min age", "integer"),
        ("identifiers", "link", "iri"),
        ("claims", "phrase", "string"),
        ("claims", "modality", "concept"),
        ("completeness", "table", "table"),
    ],
)
def test_the_type_of_a_column_comes_from_its_shape(table: str, heading: str, kind: str) -> None:
    assert column(table, heading).kind == kind


def test_what_a_column_demands_comes_from_its_shape() -> None:
    assert column("bodies", "name").required
    assert not column("bodies", "name").multiple
    assert column("bodies", "alias").multiple
    assert not column("participations", "id").required
    assert column("participations", "structure").key
    assert not column("participations", "level").key
    assert column("claims", "phrase").max_length == 160
    assert column("posts", "status").default.endswith("/status/established")
    assert column("findings", "about").classes == ()
    assert column("structures", "steered by").classes == (
        str(MR.Body),
        str(MR.CollaborationStructure),
    )


def test_choices_are_concepts_or_classes() -> None:
    modality = SCHEMA.choices(column("claims", "modality"))
    assert {"fact", "intention"} <= {item.slug for item in modality}
    kinds = SCHEMA.choices(column("structures", "kind"))
    assert [item.slug for item in kinds] == [
        "CollaborationStructure",
        "Forum",
        "CollaborationPractice",
    ]


def test_a_class_is_itself_and_what_it_descends_from() -> None:
    assert SCHEMA.is_a(str(MR.Committee), [str(MR.Body)])
    assert SCHEMA.is_a(str(MR.Committee), [str(MR.Committee)])
    assert not SCHEMA.is_a(str(MR.Body), [str(MR.Committee)])
    assert not SCHEMA.is_a("urn:unknown", [str(MR.Body)])


# --- Adding a column is one edit in one file


def copied() -> Graph:
    return Graph() + shapes_graph()


def read(shapes: Graph) -> Schema:
    return read_schema(shapes, concepts_graph(), vocabulary_graph())


def add_column(shapes: Graph, **changes: Literal | URIRef | None) -> Graph:
    given = {
        "path": MR.floorCount,
        "name": Literal("våningar", lang="sv"),
        "description": Literal("Antal våningar.", lang="sv"),
        "datatype": XSD.integer,
        "maxCount": Literal(1),
        "maxInclusive": Literal(9),
        "order": Literal(4.5),
    } | changes
    shape = BNode()
    for key, value in given.items():
        if value is not None:
            shapes.add((shape, SH[key], value))
    shapes.add((shape, SH.name, Literal("floors", lang="en")))
    shapes.add((shape, SH.description, Literal("Number of floors.", lang="en")))
    shapes.add((MRS.Bodies, SH.property, shape))
    return shapes


def test_one_more_property_in_a_shape_is_one_more_column_everywhere(tmp_path: Path) -> None:
    schema = read(add_column(copied()))
    before, after = SCHEMA.table("bodies"), schema.table("bodies")
    assert before is not None
    assert after is not None
    assert len(after.columns) == len(before.columns) + 1
    assert [item.name.en for item in after.columns][3:5] == ["abbreviation", "floors"]
    assert column("organ", "Våningar", schema).help.en == "Number of floors."

    houses = [
        {"id": "ett", "kind": "committee", "name": "Ett", "floors": "3"},
        {"id": "tva", "kind": "committee", "name": "Två", "floors": "tre"},
        {"id": "tre", "kind": "committee", "name": "Tre", "floors": "12"},
    ]
    (dataset,) = read_input(folder(tmp_path / "sjoby", rows(SMALL, bodies=houses)))
    assembly = assemble([dataset], schema)
    assert values(assembly, node("ett"), str(MR.floorCount)) == ["3"]
    report = validate(assembly, schema)
    assert codes(report.problems) == ["bad-integer", "bad-value"]
    wrong, high = report.problems
    assert (wrong.location.row, wrong.location.column) == (7, "floors")
    assert (high.location.row, high.location.column) == (8, "floors")
    assert high.allowed is not None
    assert high.allowed.sv == "Antal våningar."
    assert codes(assemble([dataset], SCHEMA).problems) == ["unknown-column"]


@pytest.mark.parametrize(
    "changes",
    [
        {"name": None},
        {"name": Literal("våningar")},
        {"description": None},
        {"datatype": None},
        {"datatype": XSD.duration},
    ],
    ids=["no-name", "no-language", "no-help", "no-type", "unknown-type"],
)
def test_a_column_that_nobody_could_fill_in_is_refused(changes: dict[str, Literal | None]) -> None:
    with pytest.raises(SchemaError) as error:
        read(add_column(copied(), **changes))
    assert codes(error.value.problems) == ["schema"]


def test_shapes_without_evidence_are_refused() -> None:
    shapes = copied()
    shapes.remove((None, MR.evidenceShape, None))
    with pytest.raises(SchemaError, match="evidence"):
        read(shapes)


def test_a_table_without_a_name_in_a_language_is_refused() -> None:
    shapes = copied()
    shapes.remove((MRS.Bodies, RDFS.label, Literal("organ", lang="sv")))
    with pytest.raises(SchemaError) as error:
        read(shapes)
    assert codes(error.value.problems) == ["schema"]
