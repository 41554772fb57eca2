"""A row becomes a node and a statement about it; all that is wrong with it is told at once."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from mellanrum.graph.readers import DatasetInfo, RawDataset, RawRow, RawTable
from mellanrum.graph.tables.assemble import Assembly, assemble
from mellanrum.ontology.errors import Location
from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import DCTERMS, RDF, RDFS, SKOS, XSD
from mellanrum.ontology.schema import load_schema
from tests.graph.builders import (
    SMALL,
    Tables,
    assembled,
    claim,
    codes,
    concept,
    external,
    folder,
    graph,
    mr,
    node,
    quads_in,
    rows,
    value_of,
    values,
)


def of(tmp_path: Path, tables: Tables, **settings: str) -> Assembly:
    """Return a dataset with nothing wrong in it."""
    assembly = assembled(folder(tmp_path / "sjoby", tables, settings=settings))
    assert codes(assembly.problems) == []
    return assembly


def wrong(tmp_path: Path, tables: Tables, **settings: str) -> list[tuple[str, int, str]]:
    """Return code, row and column of what is wrong with a dataset."""
    found = assembled(folder(tmp_path / "sjoby", tables, settings=settings)).problems
    codes(found)
    return [(item.code, item.location.row, item.location.column) for item in found]


def hints(tmp_path: Path, tables: Tables) -> list[tuple[str, str]]:
    found = assembled(folder(tmp_path / "sjoby", tables)).problems
    codes(found)
    return [(item.hint.sv, item.hint.en) if item.hint else ("", "") for item in found]


# --- Rows and statements


def test_a_row_is_a_node_and_a_statement_about_it(tmp_path: Path) -> None:
    assembly = of(tmp_path, SMALL)
    own = {(q.subject, q.predicate, q.object) for q in quads_in(assembly, graph("sjoby"))}
    row, statement = ox.NamedNode(node("bun")), ox.NamedNode(claim("bun"))
    about_row = {(p.value, value_of(o)) for s, p, o in own if s == row}
    assert about_row == {
        (str(RDF.type), mr("Committee")),
        (str(DCTERMS.identifier), "bun"),
        (str(RDFS.label), "Barnnämnden"),
        (mr("partOf"), node("kommun")),
        (mr("status"), concept("status/established")),
    }
    about_statement = {(p.value, value_of(o)) for s, p, o in own if s == statement}
    assert about_statement == {
        (str(RDF.type), mr("Statement")),
        (mr("about"), node("bun")),
        (mr("source"), node("rep")),
        (mr("voice"), node("rev")),
        (mr("modality"), concept("modality/fact")),
        (mr("observedAt"), "2023-11"),
    }


def test_what_a_row_says_of_its_evidence_goes_before_what_follows_from_the_source(
    tmp_path: Path,
) -> None:
    given_row = {
        "id": "ny",
        "kind": "unit",
        "name": "Ny",
        "status": "planned",
        "source": "brev",
        "voice": "sn",
        "reported via": "rev; bun",
        "modality": "intention",
        "observed": "2021",
        "place": "§ 4; L12",
        "phrase": "en ny enhet",
    }
    letter = {"id": "brev", "name": "Brev", "kind": "reply", "issuer": "bun", "date": "2024"}
    assembly = of(tmp_path, rows(SMALL, bodies=[given_row], sources=[letter]))
    expected = {
        "source": [node("brev")],
        "voice": [node("sn")],
        "reportedVia": [node("bun"), node("rev")],
        "modality": [concept("modality/intention")],
        "observedAt": ["2021"],
        "place": ["L12", "§ 4"],
        "phrase": ["en ny enhet"],
    }
    for name, found in expected.items():
        assert values(assembly, claim("ny"), mr(name)) == found, name
    assert values(assembly, node("ny"), mr("status")) == [concept("status/planned")]


def test_a_source_without_issuer_or_date_gives_none(tmp_path: Path) -> None:
    bare = {"id": "lapp", "name": "Lapp", "kind": "other document"}
    bodies = [{"id": "o", "kind": "unit", "name": "O", "source": "lapp"}]
    assembly = of(tmp_path, rows(SMALL, sources=[bare], bodies=bodies))
    assert values(assembly, claim("o"), mr("source")) == [node("lapp")]
    assert values(assembly, claim("o"), mr("voice")) == []
    assert values(assembly, claim("o"), mr("observedAt")) == []


def test_a_source_is_its_own_source_also_where_the_dataset_has_another(tmp_path: Path) -> None:
    bare = {"id": "lapp", "name": "Lapp", "kind": "other document"}
    assembly = of(tmp_path, rows(SMALL, sources=[bare]))
    assert values(assembly, claim("lapp"), mr("source")) == [node("lapp")]


def test_absences_completeness_and_claims_are_statements_themselves(tmp_path: Path) -> None:
    tables = rows(
        SMALL,
        absences=[{"id": "fr", "name": "Inget mål", "about": "rad", "lack": "joint goal; owner"}],
        completeness=[{"about": "rad", "list": "participants"}],
        claims=[{"about": "fr", "seq": "2", "modality": "risk", "contradicts": "rad; fr"}],
    )
    assembly = of(tmp_path, tables)
    kinds = {
        "fr": "AbsenceStatement",
        "completeness-rad-participants": "CompletenessScope",
        "claims-fr-2": "Statement",
    }
    for identifier, kind in kinds.items():
        assert values(assembly, node(identifier), str(RDF.type)) == [mr(kind)]
        assert values(assembly, node(identifier), mr("source")) == [node("rep")]
        assert values(assembly, node(identifier), mr("observedAt")) == ["2023-11"]
        assert values(assembly, claim(identifier), str(RDF.type)) == []
    assert values(assembly, node("fr"), mr("about")) == [node("rad")]
    assert values(assembly, node("fr"), mr("lack")) == [
        concept("lack/joint-goal"),
        concept("lack/owner"),
    ]
    assert values(assembly, node("claims-fr-2"), mr("about")) == [node("fr")]
    # Contradicting a row means contradicting the statement about it.
    assert values(assembly, node("claims-fr-2"), mr("contradicts")) == [node("fr"), claim("rad")]


def test_identifiers_are_in_the_external_graph_and_nothing_else_is(tmp_path: Path) -> None:
    row = {"thing": "kommun", "scheme": "Wikidata", "value": "Q1", "link": "https://a.example/Q1"}
    assembly = of(tmp_path, rows(SMALL, identifiers=[row]))
    subject = node("identifiers-kommun-wikidata")
    outside = quads_in(assembly, external())
    assert {quad.subject for quad in outside} == {ox.NamedNode(subject)}
    assert {(quad.predicate.value, value_of(quad.object)) for quad in outside} == {
        (str(RDF.type), mr("ExternalIdentifier")),
        (str(DCTERMS.identifier), "identifiers-kommun-wikidata"),
        (mr("identifies"), node("kommun")),
        (mr("identifierScheme"), "Wikidata"),
        (mr("identifierValue"), "Q1"),
        (str(RDFS.seeAlso), "https://a.example/Q1"),
    }
    assert not [q for q in quads_in(assembly, graph("sjoby")) if value_of(q.subject) == subject]


def test_several_values_are_separated_by_semicolons_where_a_column_takes_several(
    tmp_path: Path,
) -> None:
    bodies = [{"id": "o", "kind": "unit", "name": "O; P", "alias": " a ;; b;", "sector": "school"}]
    assembly = of(tmp_path, rows(SMALL, bodies=bodies))
    assert values(assembly, node("o"), str(SKOS.altLabel)) == ["a", "b"]
    assert values(assembly, node("o"), str(RDFS.label)) == ["O; P"]


def test_partial_dates_stay_partial(tmp_path: Path) -> None:
    bodies = [
        {"id": "o", "kind": "unit", "name": "O", "valid from": "2021", "valid until": "2023-04"},
    ]
    assembly = of(tmp_path, rows(SMALL, bodies=bodies))
    found = {
        quad.predicate.value: quad.object
        for quad in assembly.quads
        if quad.subject == ox.NamedNode(node("o"))
    }
    year, month = ox.NamedNode(XSD.gYear), ox.NamedNode(XSD.gYearMonth)
    assert found[mr("validFrom")] == ox.Literal("2021", datatype=year)
    assert found[mr("validUntil")] == ox.Literal("2023-04", datatype=month)


def test_the_dataset_says_what_it_is(tmp_path: Path) -> None:
    assembly = of(tmp_path, SMALL, licence="https://example.org/l", description="Om Sjöby")
    found = {
        (quad.predicate.value, str(quad.object))
        for quad in assembly.quads
        if quad.subject == ox.NamedNode(graph("sjoby"))
    }
    assert found == {
        (str(RDF.type), f"<{mr('Dataset')}>"),
        (str(DCTERMS.identifier), '"sjoby"'),
        (str(DCTERMS.title), '"Sjöby"@sv'),
        (str(DCTERMS.title), '"Sjöby"@en'),
        (str(DCTERMS.description), '"Om Sjöby"@sv'),
        (str(DCTERMS.description), '"Om Sjöby"@en'),
        (str(DCTERMS.license), "<https://example.org/l>"),
        (mr("municipalityCode"), '"0999"'),
        (str(DCTERMS.spatial), f"<{node('kommun')}>"),
    }


def test_base_and_language_are_settings(tmp_path: Path) -> None:
    assembly = of(tmp_path, SMALL, base="https://example.org/x/", language="en")
    label = ox.Literal("Rådet", language="en")
    row = ox.NamedNode("https://example.org/x/sjoby/rad")
    found = [quad.subject for quad in assembly.quads if quad.object == label]
    assert found == [row]


def test_the_only_municipality_is_the_one_the_dataset_is_about(tmp_path: Path) -> None:
    assembly = of(tmp_path, SMALL, municipality="")
    assert values(assembly, graph("sjoby"), str(DCTERMS.spatial)) == [node("kommun")]
    neighbour = {"id": "grannen", "kind": "municipality", "name": "Grannen"}
    assembly = of(tmp_path, rows(SMALL, bodies=[neighbour]), municipality="grannen")
    assert values(assembly, graph("sjoby"), str(DCTERMS.spatial)) == [node("grannen")]


# --- Ids


def test_rows_of_relation_tables_get_ids_from_their_keys(tmp_path: Path) -> None:
    tables = rows(
        SMALL,
        posts=[{"id": "chef", "name": "Chef"}],
        participations=[
            {"structure": "rad", "participant sector": "police"},
            {"structure": "rad", "participant": "rev", "via post": "chef"},
            {"id": "eget", "structure": "rad", "participant": "rev"},
        ],
    )
    assembly = of(tmp_path, tables)
    made = {name for _, name in assembly.entries if name.startswith("participations")}
    assert made == {
        "participations-rad-bun",
        "participations-rad-sn",
        "participations-rad-police",
        "participations-rad-rev-chef",
    }
    assert ("sjoby", "eget") in assembly.entries


def one_body(identifier: str) -> Assembly:
    """Return a dataset of one body, built without any file."""
    row = RawRow(2, (identifier, "unit", "O"))
    table = RawTable("a.csv", "bodies", 1, ("id", "kind", "name"), (row,))
    info = DatasetInfo("sjoby", Text("S", "S"))
    return assemble([RawDataset(info, "a", (table,))], load_schema())


@hypothesis_settings(deadline=None)
@given(st.one_of(st.from_regex(r"[a-z0-9-]{1,130}", fullmatch=True), st.text(min_size=1)))
def test_ids_are_lower_case_letters_digits_and_single_hyphens(identifier: str) -> None:
    found = [item for item in one_body(identifier).problems if item.code == "bad-id"]
    good = len(identifier) <= 120 and re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", identifier)
    assert bool(found) != bool(good)
    for entry in one_body(identifier).entries.values():
        assert re.fullmatch(r"https://w3id\.org/mellanrum/id/sjoby/[a-z0-9-]{1,120}", entry.iri)


def test_an_id_may_be_used_once_in_all_tables(tmp_path: Path) -> None:
    tables = rows(
        SMALL,
        bodies=[{"id": "bun", "kind": "comittee", "name": "Igen", "part of": "komun"}],
        structures=[{"id": "sn", "kind": "forum", "name": "Forum"}],
        participations=[{"structure": "rad", "participant": "bun"}],
    )
    assert wrong(tmp_path, tables) == [
        ("duplicate-id", 6, "id"),
        # What else is wrong with a row whose id is taken is told too.
        ("unknown-value", 6, "kind"),
        ("dangling-reference", 6, "part of"),
        ("duplicate-id", 4, ""),
        ("duplicate-id", 3, "id"),
    ]
    problems = assembled(tmp_path / "sjoby").problems
    (message,) = {item.message.en for item in problems if item.location.table == "structures"}
    assert message == "The id “sn” is already used in sjoby/bodies.csv, row 5."


# --- References


def test_a_reference_to_a_row_that_is_not_there_suggests_one_of_the_right_kind(
    tmp_path: Path,
) -> None:
    tables = rows(
        SMALL,
        structures=[{"id": "radd", "kind": "forum", "name": "Annat"}],
        participations=[
            {"structure": "rad", "participant": "buun"},
            {"structure": "raddd", "participant": "rev"},
            {"structure": "rad", "participant": "zzzzzz"},
        ],
    )
    assert wrong(tmp_path, tables) == [
        ("dangling-reference", 4, "participant"),
        ("dangling-reference", 5, "structure"),
        ("dangling-reference", 6, "participant"),
    ]
    assert hints(tmp_path, tables) == [
        ("Menade du ”bun”?", "Did you mean “bun”?"),
        ("Menade du ”radd”?", "Did you mean “radd”?"),
        ("Lägg till raden, eller rätta id.", "Add the row, or correct the id."),
    ]


def test_a_reference_into_another_dataset_is_checked_there(tmp_path: Path) -> None:
    folder(tmp_path / "sjoby", SMALL)
    bodies = [
        {"id": "a", "kind": "unit", "name": "A", "part of": "sjoby/bun"},
        {"id": "b", "kind": "unit", "name": "B", "part of": "sjoby/buun"},
        {"id": "c", "kind": "unit", "name": "C", "part of": "sjobyy/bun"},
        {"id": "d", "kind": "unit", "name": "D", "part of": "nagonannanstans/bun"},
    ]
    sources = [{"id": "rep", "name": "Rapport", "kind": "reply"}]
    tables: Tables = {"sources": sources, "bodies": bodies}
    unset = {"municipality": "", "municipality_code": ""}
    folder(tmp_path / "asby", tables, settings={"slug": "asby", **unset})
    assembly = assembled(tmp_path / "sjoby", tmp_path / "asby")
    assert values(assembly, node("a", "asby"), mr("partOf")) == [node("bun")]
    assert codes(assembly.problems) == [
        "dangling-reference",
        "unknown-dataset",
        "unknown-dataset",
    ]
    found = [item.hint.sv for item in assembly.problems if item.hint]
    assert found == [
        "Menade du ”sjoby/bun”?",
        "Menade du ”sjoby”?",
        "Ange även den datamängden.",
    ]
    alone = assembled(tmp_path / "asby").problems
    assert codes(alone) == ["unknown-dataset"] * 4


def test_a_reference_to_a_row_of_another_kind_says_what_it_is_and_what_is_expected(
    tmp_path: Path,
) -> None:
    bodies = [{"id": "f", "kind": "department", "name": "F", "administers": "rad; sn"}]
    (found,) = assembled(folder(tmp_path / "sjoby", rows(SMALL, bodies=bodies))).problems
    assert codes([found]) == ["wrong-kind"]
    assert found.message.sv == "”rad” är forum."
    assert found.allowed is not None
    assert found.allowed.sv == "Här väntas politiskt organ."
    assert found.hint is not None
    assert found.hint.en == "The row stands in sjoby/structures.csv, row 2."
    kept = assembled(tmp_path / "sjoby")
    assert values(kept, node("f"), mr("administers")) == [node("sn")]


def test_findings_and_absences_may_be_about_any_row(tmp_path: Path) -> None:
    tables = rows(
        SMALL,
        absences=[
            {"id": f"fr-{name}", "name": "x", "about": name, "lack": "owner"}
            for name in ("rep", "bun", "rad", "participations-rad-bun", "fr-rep")
        ],
    )
    of(tmp_path, tables)


# --- Tables, headings and cells that are wrong


def test_tables_and_headings_that_are_not_there_suggest_others(tmp_path: Path) -> None:
    tables: Tables = {
        **SMALL,
        "bodys": [{"id": "x"}],
        "goals": [{"id": "m", "name": "M", "natur": "x"}],
    }
    assert wrong(tmp_path, tables) == [
        ("unknown-table", 1, ""),
        ("unknown-column", 1, "natur"),
    ]
    assert hints(tmp_path, tables) == [
        ("Menade du ”bodies”?", "Did you mean “bodies”?"),
        ("Menade du ”nature”?", "Did you mean “nature”?"),
    ]


def test_a_missing_column_is_told_once_and_not_for_each_row(tmp_path: Path) -> None:
    tables = rows(SMALL, goals=[{"note": "a"}, {"note": "b"}])
    assert wrong(tmp_path, tables) == [("missing-column", 1, "")] * 2
    named = {item.message.sv for item in assembled(tmp_path / "sjoby").problems}
    assert named == {"Kolumnen ”id” saknas.", "Kolumnen ”namn” saknas."}


def test_a_column_that_occurs_twice_and_cells_beside_the_table(tmp_path: Path) -> None:
    path = folder(tmp_path / "sjoby", SMALL)
    text = "id,name,namn,\nm,Mål,x,\nn,Mål,,löst,,\n"
    (path / "goals.csv").write_text(text, encoding="utf-8")
    found = assembled(path).problems
    assert codes(found) == ["repeated-column", "cell-without-heading"]
    assert [(item.location.row, item.location.column) for item in found] == [(1, "namn"), (3, "")]


def test_rows_without_a_source_are_told_where_the_dataset_has_none_for_all(
    tmp_path: Path,
) -> None:
    tables = rows(SMALL, bodies=[{"id": "o", "kind": "unit", "name": "O", "source": "rep"}])
    assert wrong(tmp_path, tables, source="") == [
        *(("missing-source", row, "source") for row in (2, 3, 4, 5)),
        ("missing-source", 2, ""),
        ("missing-source", 3, ""),
        ("missing-source", 2, ""),
    ]


@pytest.mark.parametrize(
    ("setting", "value", "hint"),
    [
        ("source", "repp", "Menade du ”rep”?"),
        ("source", "bun", "Lägg till raden, eller rätta inställningen."),
        ("municipality", "komun", "Menade du ”kommun”?"),
        ("municipality", "bun", "Lägg till raden, eller rätta inställningen."),
    ],
)
def test_a_setting_that_names_no_row_is_told_once_with_its_file(
    tmp_path: Path, setting: str, value: str, hint: str
) -> None:
    found = assembled(folder(tmp_path / "sjoby", SMALL, settings={setting: value})).problems
    assert codes(found) == ["dangling-reference"]
    assert found[0].location == Location("sjoby/dataset.toml")
    assert found[0].hint is not None
    assert found[0].hint.sv == hint


def test_everything_that_is_wrong_with_a_row_is_told_at_once_in_order(tmp_path: Path) -> None:
    goal = {
        "id": "Fel Id",
        "name": None,
        "goal of": "bunn; rad; sn",
        "nature": "vision",
        "valid from": "2023-02-30",
        "note": "x\x0by",
        "source": "repp",
        "phrase": "ett två tre fyra fem sex sju åtta nio tio elva",
        "modality": "säkert",
        "observed": "i våras",
        "nyckel": "x",
    }
    tables = rows(SMALL, goals=[{"id": "m", "name": "M"} | dict.fromkeys(goal, None), goal])
    tables["goals"][0].update(id="m", name="M")
    assert wrong(tmp_path, tables) == [
        ("unknown-column", 1, "nyckel"),
        ("dangling-reference", 3, "goal of"),
        ("wrong-kind", 3, "goal of"),
        ("bad-id", 3, "id"),
        ("unknown-value", 3, "modality"),
        ("missing-value", 3, "name"),
        ("unknown-value", 3, "nature"),
        ("control-character", 3, "note"),
        ("bad-date", 3, "observed"),
        ("bad-form", 3, "phrase"),
        ("dangling-reference", 3, "source"),
        ("bad-date", 3, "valid from"),
    ]
    found = assembled(tmp_path / "sjoby").problems
    assert {(item.location.file, item.location.table) for item in found} == {
        ("sjoby/goals.csv", "goals")
    }
    assert "sjoby/goals.csv, rad 3, kolumn modality: ”säkert” är inte" in found[4].say("sv")
    assert "sjoby/goals.csv, row 3, column modality: “säkert” is not" in found[4].say("en")


# --- RDF beside tables


def with_rdf(tmp_path: Path, text: str, **bodies: str) -> Assembly:
    """Load a Turtle file, named ann, with a table whose bodies are part of things in it."""
    prefixes = (
        f"@prefix mr: <{mr('')}> . @prefix dct: <{DCTERMS}> . @prefix : <{node('', 'ann')}> ."
    )
    (tmp_path / "ann.ttl").write_text(f"{prefixes}\n{text}", encoding="utf-8")
    given_rows = [
        {"id": name, "kind": "unit", "name": "O", "part of": f"ann/{other}"}
        for name, other in bodies.items()
    ]
    path = folder(tmp_path / "sjoby", rows(SMALL, bodies=given_rows))
    return assembled(tmp_path / "ann.ttl", path)


@pytest.mark.parametrize("kinds", ["mr:Body, mr:Committee", "mr:Committee, mr:Body, mr:Okänd"])
def test_a_thing_with_several_classes_counts_as_the_most_special(
    tmp_path: Path, kinds: str
) -> None:
    assembly = with_rdf(tmp_path, f":n a {kinds} ; dct:identifier 'n' .", o="n")
    assert codes(assembly.problems) == []
    assert assembly.entries["ann", "n"].class_iri == mr("Committee")


def test_things_of_unknown_or_other_classes_are_no_bodies(tmp_path: Path) -> None:
    text = """
        :a a mr:Okänd ; dct:identifier 'a' .
        :b a mr:Goal ; dct:identifier 'b' .
        :c dct:identifier 'c' . :d a mr:Body .
    """
    assembly = with_rdf(tmp_path, text, o="a", p="b", q="c", r="d")
    assert codes(assembly.problems) == [
        "dangling-reference",
        "wrong-kind",
        "dangling-reference",
        "dangling-reference",
    ]


def test_the_dataset_itself_is_no_row_of_its_graph(tmp_path: Path) -> None:
    text = f"""
        <{graph("ann")}> a mr:Dataset ; dct:identifier 'ann' ; dct:title 'Ann'@sv .
        :ann a mr:Unit ; dct:identifier 'ann' .
    """
    assembly = with_rdf(tmp_path, text, o="ann")
    assert codes(assembly.problems) == []
    assert values(assembly, node("o"), mr("partOf")) == [node("ann", "ann")]
    # What the graph says of itself stands as it is; only what it leaves out is added.
    said = [quad for quad in assembly.quads if quad.subject == ox.NamedNode(graph("ann"))]
    titles = [quad.object for quad in said if quad.predicate.value == str(DCTERMS.title)]
    assert titles == [ox.Literal("Ann", language="sv")]


def test_an_id_that_two_things_of_a_graph_have_is_told(tmp_path: Path) -> None:
    text = ":a a mr:Unit ; dct:identifier 'x' . :b a mr:Unit ; dct:identifier 'x' ."
    (found,) = with_rdf(tmp_path, text).problems
    assert codes([found]) == ["duplicate-id"]
    assert found.location == Location("ann.ttl")


def test_the_statement_about_a_thing_is_found_whatever_its_name(tmp_path: Path) -> None:
    text = """
        :a a mr:Unit ; dct:identifier 'a' . :sagt a mr:Statement ; mr:about :a .
        :b a mr:Unit ; dct:identifier 'b' . :annat a mr:Statement ; mr:about :b .
        <https://w3id.org/mellanrum/id/ann/b/claim> a mr:Statement ; mr:about :b .
    """
    assembly = with_rdf(tmp_path, text)
    assert assembly.entries["ann", "a"].claim == node("sagt", "ann")
    assert assembly.entries["ann", "b"].claim == claim("b", "ann")
