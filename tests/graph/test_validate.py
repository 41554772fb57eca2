"""Validation tells what the shapes refuse and what they cannot say, by file, row and column."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

import mellanrum
from mellanrum.graph.checks.coherence import check_coherence
from mellanrum.graph.checks.validation import ValidationReport, validate
from mellanrum.graph.standing.facts import Facts
from mellanrum.ontology.errors import Location, Problem
from mellanrum.ontology.namespaces import DCTERMS, ORG, RDFS
from mellanrum.ontology.schema import load_schema
from tests.graph.builders import (
    SMALL,
    Row,
    assembled,
    claim,
    codes,
    concept,
    folder,
    mr,
    node,
    rows,
    workbook,
)


def report_of(*paths: Path) -> ValidationReport:
    return validate(assembled(*paths), load_schema())


def incoherent(tmp_path: Path, **more: Sequence[Row]) -> list[Problem]:
    """Return what is incoherent about the small dataset with more rows."""
    assembly = assembled(folder(tmp_path / "sjoby", rows(SMALL, **more)))
    assert codes(assembly.problems) == []
    found = check_coherence(Facts(assembly.quads), assembly.origins)
    codes(found)
    return found


def dates(begun: str, ended: str, **more: object) -> dict[str, object]:
    return {"id": "ny", "name": "Ny", "valid from": begun, "valid until": ended, **more}


# --- Coherence


@pytest.mark.parametrize(
    ("begun", "ended"),
    [
        ("2023-04-02", "2023-04-01"),
        ("2023-05", "2023-04"),
        ("2024", "2023"),
        ("2023-05", "2023-04-30"),
        ("2024", "2023-12-31"),
    ],
)
def test_an_end_before_its_beginning_is_told(tmp_path: Path, begun: str, ended: str) -> None:
    (found,) = incoherent(tmp_path, goals=[dates(begun, ended)])
    assert found.code == "dates-out-of-order"
    assert found.severity == "error"
    assert found.location == Location("sjoby/goals.csv", "goals", 2, "valid until")
    assert found.iri == node("ny")
    assert found.message.sv == f"Slutet ({ended}) ligger före början ({begun})."


@pytest.mark.parametrize(
    ("begun", "ended"),
    [
        ("2023-04-01", "2023-04-01"),
        ("2023-04", "2023"),
        ("2023", "2023-04-01"),  # some day of that year may be before
        ("2023", ""),
        ("", "1999"),
    ],
)
def test_dates_that_may_be_in_order_are_left_alone(tmp_path: Path, begun: str, ended: str) -> None:
    assert incoherent(tmp_path, goals=[dates(begun, ended)]) == []


@pytest.mark.parametrize(
    ("begun", "ended", "column"),
    [
        ("2019", "", "valid from"),
        ("2020-03", "", "valid from"),
        ("", "2025", "valid until"),
        ("", "2022-07-01", "valid until"),
        ("2022-07-01", "", "valid from"),
        ("", "2019", "valid until"),
        ("2019", "2025", "valid from"),
    ],
)
def test_a_participation_outside_the_life_of_its_structure_is_told(
    tmp_path: Path, begun: str, ended: str, column: str
) -> None:
    structure = dates("2020-04", "2022-06", kind="forum")
    row = {"id": "d", "structure": "ny", "participant": "bun"}
    (found,) = incoherent(
        tmp_path,
        structures=[structure],
        participations=[row | {"valid from": begun, "valid until": ended}],
    )
    assert found.code == "outside-structure"
    assert found.location == Location("sjoby/participations.csv", "participations", 4, column)
    assert "ny (Ny)" in found.message.en
    assert "2020-04–2022-06" in found.message.sv
    assert found.hint is not None
    assert "sjoby/structures.csv, row 3" in found.hint.en


@pytest.mark.parametrize(
    ("begun", "ended"),
    [("2020", ""), ("2020-04", "2022-06"), ("", "2022"), ("2020", "2022"), ("2022", ""), ("", "")],
)
def test_a_participation_that_may_be_inside_is_left_alone(
    tmp_path: Path, begun: str, ended: str
) -> None:
    row = {"id": "d", "structure": "ny", "participant": "bun"}
    structure = dates("2020-04", "2022-06", kind="forum")
    participation = row | {"valid from": begun, "valid until": ended}
    assert incoherent(tmp_path, structures=[structure], participations=[participation]) == []


def test_ages_in_the_wrong_order_are_told(tmp_path: Path) -> None:
    groups: list[Row] = [
        {"id": "a", "name": "A", "min age": "13", "max age": "12"},
        {"id": "b", "name": "B", "min age": "9", "max age": "10"},
        {"id": "c", "name": "C", "min age": "7", "max age": "7"},
        {"id": "d", "name": "D", "min age": "100", "max age": None},
    ]
    (found,) = incoherent(tmp_path, target_groups=groups)
    assert found.code == "ages-out-of-order"
    assert found.location == Location("sjoby/target_groups.csv", "target_groups", 2, "max age")


def test_a_deadline_before_the_day_it_was_given_is_a_warning(tmp_path: Path) -> None:
    rows_given = [
        {"id": "a", "name": "A", "deadline": "2023-10"},  # the source is from 2023-11
        {"id": "b", "name": "B", "deadline": "2023-11"},
        {"id": "c", "name": "C", "deadline": "2023"},
        {"id": "d", "name": "D", "deadline": "2022", "observed": "2021"},
    ]
    (found,) = incoherent(tmp_path, commitments=rows_given)
    assert (found.code, found.severity) == ("due-before-said", "warning")
    assert (found.location.row, found.location.column) == (2, "deadline")


def test_circles_are_told_once_with_all_their_rows(tmp_path: Path) -> None:
    bodies: list[Row] = [
        {"id": "a", "kind": "unit", "name": "A", "part of": "c"},
        {"id": "b", "kind": "unit", "name": "B", "part of": "a"},
        {"id": "c", "kind": "unit", "name": "C", "part of": "b; kommun"},
        {"id": "d", "kind": "unit", "name": "D", "part of": "a"},  # leads to it, is not in it
    ]
    goals = [{"id": "m", "name": "M", "part of goal": "m"}]
    circle, itself = incoherent(tmp_path, bodies=bodies, goals=goals)
    assert (circle.code, itself.code) == ("circular", "circular")
    assert "a (A), b (B), c (C)" in circle.message.en
    assert circle.location == Location("sjoby/bodies.csv", "bodies", 6, "part of")
    assert itself.location == Location("sjoby/goals.csv", "goals", 2, "part of goal")


def test_a_circle_across_two_datasets_is_found(tmp_path: Path) -> None:
    here = folder(
        tmp_path / "sjoby",
        rows(SMALL, bodies=[{"id": "a", "kind": "unit", "name": "A", "part of": "asby/b"}]),
    )
    tables = {
        "sources": [{"id": "rep", "name": "Rapport", "kind": "reply"}],
        "bodies": [{"id": "b", "kind": "unit", "name": "B", "part of": "sjoby/a"}],
    }
    unset = {"municipality": "", "municipality_code": ""}
    assembly = assembled(
        here, folder(tmp_path / "asby", tables, settings={"slug": "asby", **unset})
    )
    found = check_coherence(Facts(assembly.quads), assembly.origins)
    assert codes(found) == ["circular"]


# --- Shapes, on tables


def test_the_bundled_and_the_small_dataset_conform(
    tmp_path: Path, ekvalla: mellanrum.KnowledgeGraph
) -> None:
    assert report_of(folder(tmp_path / "sjoby", SMALL)).problems == ()
    assert ekvalla.validate().problems == ()


def test_the_shapes_are_checked_beside_what_the_reader_tells_and_nothing_is_told_twice(
    tmp_path: Path,
) -> None:
    tables = rows(
        SMALL,
        bodies=[{"id": "fel", "kind": "kommitte", "name": "Utan slag"}],
        participations=[
            {"id": "a", "structure": "rad", "valid from": "nyss"},  # neither of the two
            {"id": "b", "structure": "rad", "participant": "bun", "participant sector": "school"},
            {"id": "c", "structure": "rad", "participant": "bunn"},
            {"id": "d", "structure": None, "participant": "fel"},
        ],
    )
    report = report_of(workbook(tmp_path / "sjoby.xlsx", tables))
    codes(report.problems)
    found = [(item.code, item.location.sheet, item.location.cell) for item in report.problems]
    sheet = "participations"
    assert sorted(found) == [
        ("bad-date", sheet, "C4"),
        ("dangling-reference", sheet, "B6"),
        ("missing-value", sheet, "A7"),
        ("one-of", sheet, ""),
        ("one-of", sheet, ""),
        ("unknown-value", "bodies", "B6"),
    ]
    one_of = [item for item in report.problems if item.code == "one-of"]
    assert [item.location.row for item in one_of] == [4, 5]


# --- Shapes, on RDF


RDF = f"""
@prefix mr: <{mr("")}> .
@prefix dct: <{DCTERMS}> .
@prefix rdfs: <{RDFS}> .
@prefix org: <{ORG}> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix status: <{concept("status/")}> .
@prefix : <{node("", "ann")}> .

:bra a mr:Committee ; dct:identifier "bra" ; rdfs:label "Bra"@sv ; mr:status status:planned .
<{claim("bra", "ann")}> a mr:Statement ; mr:about :bra ; mr:source :kalla .
:kalla a mr:SourceDocument ; dct:identifier "kalla" ; rdfs:label "Källa"@sv ;
    mr:documentType <{concept("document-type/reply")}> ; dct:date "2023-04"^^xsd:gYearMonth .

:utan-namn a mr:Committee ; dct:identifier "utan-namn" .
:tva-namn a mr:Committee ; dct:identifier "tva-namn" ; rdfs:label "En"@sv, "Två"@sv, "Three"@en .
:fel-id a mr:Committee ; dct:identifier "Fel Id" ; rdfs:label "Fel"@sv .
:fel-status a mr:Committee ; dct:identifier "fel-status" ; rdfs:label "S"@sv ;
    mr:status <{concept("level/political")}> .
:tva-status a mr:Committee ; dct:identifier "tva-status" ; rdfs:label "T"@sv ;
    mr:status status:planned, status:ended .
:fel-datum a mr:Committee ; dct:identifier "fel-datum" ; rdfs:label "D"@sv ;
    mr:validFrom "våren 2023" .
:fel-del a mr:Committee ; dct:identifier "fel-del" ; rdfs:label "P"@sv ; mr:partOf :kalla .
:dinglar a mr:Committee ; dct:identifier "dinglar" ; rdfs:label "Q"@sv ; mr:partOf :braa .
:fritt a mr:Finding ; dct:identifier "fritt" ; rdfs:label "F"@sv ; mr:findingOf :granskning ;
    mr:valence <{concept("valence/critical")}> ; mr:concerns :ingenstans .
:nagon a foaf:Person .
[] a schema:Person .
:post a mr:Post ; dct:identifier "post" ; rdfs:label "Chef"@sv ; org:heldBy :nagon .
"""


@pytest.fixture(scope="module")
def on_rdf(tmp_path_factory: pytest.TempPathFactory) -> ValidationReport:
    path = tmp_path_factory.mktemp("rdf") / "ann.ttl"
    path.write_text(RDF, encoding="utf-8")
    report = report_of(path)
    codes(report.problems)
    return report


def about(report: ValidationReport, identifier: str) -> list[Problem]:
    return [item for item in report.problems if item.iri == node(identifier, "ann")]


def test_results_on_rdf_name_the_file_and_the_node(on_rdf: ValidationReport) -> None:
    assert {item.location for item in on_rdf.problems} == {Location("ann.ttl")}
    assert not on_rdf.conforms


@pytest.mark.parametrize(
    ("identifier", "code", "message"),
    [
        ("utan-namn", "missing-value", "Värde saknas i ”namn”."),
        ("tva-namn", "too-many-values", "”namn” har flera texter på samma språk."),
        ("fel-id", "bad-value", "Värdet ”Fel Id” i ”id” är inte tillåtet."),
        ("tva-status", "too-many-values", "”status” har flera värden men får bara ha ett."),
        ("fel-datum", "bad-value", "Värdet ”våren 2023” i ”gäller från” är inte tillåtet."),
        ("fel-del", "bad-value", f"Värdet ”{node('kalla', 'ann')}” i ”ingår i” är inte tillåtet."),
        (
            "dinglar",
            "dangling-reference",
            f"Det finns ingen rad med id ”{node('braa', 'ann')}”.",
        ),
        ("nagon", "forbidden", "Uppgifter om enskilda personer får inte finnas i en datamängd."),
        ("post", "forbidden", "Uppgifter om enskilda personer får inte finnas i en datamängd."),
    ],
)
def test_what_the_shapes_refuse_is_told_in_words(
    on_rdf: ValidationReport, identifier: str, code: str, message: str
) -> None:
    (found,) = about(on_rdf, identifier)
    assert (found.code, found.message.sv) == (code, message)


def test_a_value_of_another_scheme_is_told_with_what_is_allowed(on_rdf: ValidationReport) -> None:
    (found,) = about(on_rdf, "fel-status")
    assert found.code == "bad-value"
    assert found.allowed is not None
    assert found.allowed.en == (
        "Allowed are established, being implemented, planned, sought, ended and unknown."
    )


def test_references_to_nowhere_are_told_with_a_guess_where_the_shapes_are_silent(
    on_rdf: ValidationReport,
) -> None:
    (near,) = about(on_rdf, "dinglar")
    assert near.hint is not None
    assert near.hint.sv == f"Menade du ”{node('bra', 'ann')}”?"
    assert codes(about(on_rdf, "fritt")) == ["dangling-reference", "dangling-reference"]


def test_a_person_without_a_name_is_refused_too(on_rdf: ValidationReport) -> None:
    forbidden = [item for item in on_rdf.problems if item.code == "forbidden"]
    assert len(forbidden) == 3


def test_what_is_right_is_left_alone(on_rdf: ValidationReport) -> None:
    assert about(on_rdf, "bra") == about(on_rdf, "kalla") == []


@pytest.mark.parametrize(
    "kind",
    [
        "http://xmlns.com/foaf/0.1/Person",
        "http://schema.org/Person",
        "https://schema.org/Person",
        "http://www.w3.org/ns/person#Person",
        "http://www.w3.org/2006/vcard/ns#Individual",
        "http://www.w3.org/ns/prov#Person",
    ],
)
def test_every_class_of_persons_is_named_in_the_shapes(kind: str) -> None:
    text = load_schema().shapes.serialize(format="nt")
    assert f"#NoPersons> <http://www.w3.org/ns/shacl#targetClass> <{kind}>" in text


# --- The report


def test_the_report_is_sorted_counts_and_is_json_in_either_language(
    on_rdf: ValidationReport,
) -> None:
    counts = on_rdf.counts()
    assert counts == {"error": len(on_rdf.problems), "warning": 0, "info": 0}
    for language, word in (("sv", "Värde saknas"), ("en", "There is no value")):
        told = json.loads(on_rdf.to_json(language))  # type: ignore[arg-type]
        assert told["conforms"] is False
        assert told["counts"] == counts
        assert len(told["problems"]) == len(on_rdf.problems)
        assert any(item["message"].startswith(word) for item in told["problems"])
        assert {item["file"] for item in told["problems"]} == {"ann.ttl"}


def test_json_names_row_and_column_or_sheet_and_cell(tmp_path: Path) -> None:
    tables = rows(SMALL, goals=[{"id": "Fel", "name": "M"}])
    for path, place in (
        (folder(tmp_path / "sjoby", tables), {"row": 2, "column": "id"}),
        (workbook(tmp_path / "sjoby.xlsx", tables), {"sheet": "goals", "cell": "A2"}),
    ):
        (told,) = json.loads(report_of(path).to_json())["problems"]
        assert told.items() >= place.items()
        assert told["hint"] == "Till exempel ”fel”."
        assert ("sheet" in told) == ("sheet" in place)


def test_errors_come_before_warnings_and_warnings_do_not_stop(tmp_path: Path) -> None:
    warned = rows(SMALL, commitments=[{"id": "a", "name": "A", "deadline": "2020"}])
    report = report_of(folder(tmp_path / "sjoby", warned))
    assert report.conforms
    assert report.counts() == {"error": 0, "warning": 1, "info": 0}
    both = rows(warned, target_groups=[{"id": "z", "name": "Z", "min age": "2", "max age": "1"}])
    report = report_of(folder(tmp_path / "sjoby", both))
    assert codes(report.problems) == ["ages-out-of-order", "due-before-said"]
    assert not report.conforms
