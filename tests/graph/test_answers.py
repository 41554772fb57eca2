"""Answers from outside the sources, and tables that are said to be collected or not."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

import mellanrum
from mellanrum.graph.checks.validation import ValidationReport, validate
from mellanrum.graph.standing.answers import answers_at, expiry_day, newest_day
from mellanrum.graph.standing.facts import Facts
from mellanrum.graph.tables.assemble import Assembly
from mellanrum.ontology.errors import Problem
from mellanrum.ontology.namespaces import MRS
from mellanrum.ontology.schema import load_schema
from tests.graph.builders import (
    SMALL,
    Row,
    assembled,
    codes,
    concept,
    external,
    folder,
    mr,
    node,
    rows,
    values,
    workbook,
)

ANSWER: dict[str, object] = {
    "id": "besked",
    "about": "rad",
    "element": "rhythm",
    "answer": "exists",
    "where": "mötesplanen på intranätet",
    "since": "2021",
    "answered by": "sn",
    "date": "2024-03",
}


def read(tmp_path: Path, **more: Row) -> Assembly:
    tables = rows(SMALL, **{name: [row] for name, row in more.items()})
    return assembled(folder(tmp_path / "sjoby", tables))


def checked(assembly: Assembly) -> ValidationReport:
    return validate(assembly, load_schema())


def only(report: ValidationReport) -> Problem:
    (found,) = report.problems
    return found


# -- answers --------------------------------------------------------------------------------------


@pytest.mark.parametrize("swedish", [False, True])
def test_an_answer_is_read_alike_from_a_folder_and_a_workbook(
    tmp_path: Path, swedish: bool
) -> None:
    tables = rows(SMALL, answers=[ANSWER])
    written = (
        folder(tmp_path / "sjoby", tables, swedish=swedish),
        workbook(tmp_path / "sjoby.xlsx", tables, swedish=swedish),
    )
    for path in written:
        assembly = assembled(path)
        assert codes(checked(assembly).problems) == []
        assert values(assembly, node("besked"), mr("element")) == [concept("element/rhythm")]
        assert values(assembly, node("besked"), mr("answeredBy")) == [node("sn")]
        assert values(assembly, node("besked"), mr("validFrom")) == ["2021"]


def test_an_answer_needs_no_source_and_lies_apart_from_what_sources_say(tmp_path: Path) -> None:
    tables = rows(SMALL, answers=[ANSWER])
    assembly = assembled(folder(tmp_path / "sjoby", tables, settings={"source": ""}))
    told = {problem.location.table for problem in assembly.problems}
    assert "answers" not in told
    graphs = {str(q.graph_name) for q in assembly.quads if q.subject.value == node("besked")}
    assert graphs == {f"<{external()}>"}
    assert not values(assembly, f"{node('besked')}/claim", mr("about"))


def test_an_answer_that_is_not_named_gets_an_id_from_what_it_is_about(tmp_path: Path) -> None:
    assembly = read(tmp_path, answers={**ANSWER, "id": ""})
    assert ("sjoby", "answers-rad-rhythm-sn-2024-03") in assembly.entries


@pytest.mark.parametrize(
    ("change", "code", "column"),
    [
        ({"answered by": "post"}, "wrong-kind", "answered by"),
        ({"answered by": ""}, "missing-value", "answered by"),
        ({"date": ""}, "missing-value", "date"),
        ({"element": "rytm"}, "unknown-value", "element"),
        ({"answer": "kanske"}, "unknown-value", "answer"),
        ({"about": "rade"}, "dangling-reference", "about"),
    ],
)
def test_what_is_wrong_with_an_answer_is_told_at_its_cell(
    tmp_path: Path, change: Row, code: str, column: str
) -> None:
    post = {"id": "post", "name": "Kurator", "post in": "sn"}
    told = only(checked(read(tmp_path, answers={**ANSWER, **change}, posts=post)))
    assert (told.code, told.location.table) == (code, "answers")
    assert (told.location.row, told.location.column) == (2, column)


@pytest.mark.parametrize(
    ("date", "expires", "last"),
    [
        ("2024-03-05", "", dt.date(2026, 3, 5)),
        ("2024-03", "", dt.date(2026, 3, 31)),
        ("2024-02-29", "", dt.date(2026, 2, 28)),
        ("2024-03", "2024-12", dt.date(2024, 12, 31)),
    ],
)
def test_an_answer_holds_for_two_years_unless_it_says_otherwise(
    tmp_path: Path, date: str, expires: str, last: dt.date
) -> None:
    row = {**ANSWER, "date": date, "expires": expires}
    facts = Facts(read(tmp_path, answers=row).quads)
    assert expiry_day(facts, node("besked")) == last
    given = [node("besked")]
    assert [one.iri for one in answers_at(facts, given, last)] == given
    assert answers_at(facts, given, last + dt.timedelta(1)) == ()
    assert answers_at(facts, given, dt.date(2024, 1, 31)) == ()
    assert [one.value for one in answers_at(facts, given, None)] == ["exists"]


@pytest.mark.parametrize(
    ("as_of", "newest"),
    [
        (dt.date(2021, 6, 30), dt.date(2024, 3, 1)),
        (dt.date(2025, 1, 1), dt.date(2025, 1, 1)),
        (None, dt.date(2024, 3, 1)),
    ],
)
def test_the_newest_day_is_that_of_the_sources_or_of_an_answer(
    tmp_path: Path, as_of: dt.date | None, newest: dt.date
) -> None:
    facts = Facts(read(tmp_path, answers=ANSWER).quads)
    assert newest_day(facts, [node("besked")], as_of) == newest


@pytest.mark.parametrize(
    ("asked", "holds"), [(None, True), ("2024-02-01", False), ("2024-04-01", True)]
)
def test_an_answer_newer_than_the_sources_holds_unless_an_earlier_day_is_asked_for(
    tmp_path: Path, asked: str | None, holds: bool
) -> None:
    graph = mellanrum.load(folder(tmp_path / "sjoby", rows(SMALL, answers=[ANSWER])), as_of=asked)
    (found,) = graph.anatomy()
    cell = found.tables["structures"].cell(node("rad"), "rhythm")
    assert (cell.basis == (node("besked"),)) is holds


def test_only_an_answer_expires(tmp_path: Path) -> None:
    facts = Facts(read(tmp_path, answers=ANSWER).quads)
    assert expiry_day(facts, node("rep")) is None


# -- completeness of tables -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["contact_points", "contact points", "Kontaktvägar"])
def test_a_table_can_be_declared_not_collected_without_a_source(tmp_path: Path, name: str) -> None:
    tables = rows(SMALL, completeness=[{"table": name, "state": "not-collected", "source": ""}])
    for table in ("sources", "bodies", "structures", "participations"):
        tables[table] = [{**row, "source": "rep"} for row in tables[table]]
    assembly = assembled(folder(tmp_path / "sjoby", tables, settings={"source": ""}))
    assert codes(checked(assembly).problems) == []
    (row,) = [key for key in assembly.entries if key[1].startswith("completeness")]
    assert values(assembly, node(row[1]), mr("table")) == [str(MRS.ContactPoints)]
    assert values(assembly, node(row[1]), mr("tableState")) == [
        concept("table-state/not-collected")
    ]


def test_a_misspelt_table_is_told_with_a_guess(tmp_path: Path) -> None:
    row = {"table": "kontaktvagr", "state": "collected"}
    told = only(checked(read(tmp_path, completeness=row)))
    assert (told.code, told.location.column) == ("unknown-value", "table")
    assert told.hint is not None
    assert "kontaktvägar" in told.hint.sv


@pytest.mark.parametrize(
    "row",
    [
        {"about": "rad"},
        {"table": "funding"},
        {"state": "collected"},
        {"about": "rad", "list": "participants", "table": "funding", "state": "collected"},
        {"about": "rad", "state": "collected"},
    ],
    ids=lambda row: "+".join(row),
)
def test_completeness_is_of_a_list_or_of_a_table(tmp_path: Path, row: Row) -> None:
    told = only(checked(read(tmp_path, completeness=row)))
    assert told.code == "one-of"
    assert (told.location.table, told.location.row) == ("completeness", 2)
    assert told.message.sv == "Raden ska ange antingen om och lista, eller tabell och läge."


def test_a_list_of_no_row_is_told_at_the_cell(tmp_path: Path) -> None:
    told = only(checked(read(tmp_path, completeness={"about": "", "list": "participants"})))
    assert (told.code, told.location.column) == ("missing-value", "about")


def test_a_participation_without_a_participant_is_told_although_no_column_is_empty(
    tmp_path: Path,
) -> None:
    told = only(checked(read(tmp_path, participations={"structure": "rad", "valid from": "2020"})))
    assert told.code == "one-of"
    assert "deltagare" in told.message.sv


# -- columns --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("structures", {"id": "x", "kind": "forum", "name": "X", "rhythm": "monthly"}),
        ("structures", {"id": "x", "kind": "forum", "name": "X", "reach": "some"}),
        ("structures", {"id": "x", "kind": "forum", "name": "X", "topic": "crime-prevention"}),
        ("contact_points", {"id": "x", "name": "X", "contact of": "rad", "contact for": "alla"}),
        ("follow_ups", {"id": "x", "name": "X", "follows up": "ansvar; alla; akt"}),
        ("follow_ups", {"id": "x", "name": "X", "reports to": "alla"}),
        ("funding", {"id": "x", "name": "X", "funds": "ansvar; akt"}),
        ("documents", {"id": "x", "kind": "routine", "name": "X", "builds on": "dok"}),
        ("bodies", {"id": "x", "kind": "unit", "name": "X", "territory": "Norr; Söder"}),
        ("responsibilities", {"id": "x", "name": "X", "kind": "task", "holder": "rad"}),
        ("responsibilities", {"id": "x", "name": "X", "kind": "task", "governed by": "dok"}),
        ("requirements", {
            "id": "x", "name": "X", "kind": "own", "element": "goal; routine",
            "responsible": "sn", "with": "bun", "strength": "must", "reference": "4 §",
            "valid from": "2023", "topic": "steering",
        }),
        ("audits", {
            "id": "x", "name": "X", "auditor": "rev", "kind": "annual", "answer due": "2024-05",
        }),
        ("target_groups", {"id": "x", "name": "X", "standard group": "parents"}),
    ],
)  # fmt: skip
def test_the_new_columns_hold_what_they_say(tmp_path: Path, table: str, row: Row) -> None:
    beside: dict[str, list[Row]] = {
        "target_groups": [{"id": "alla", "name": "Alla", "standard group": "all-residents"}],
        "responsibilities": [{"id": "ansvar", "name": "Ansvar", "kind": "task", "holder": "sn"}],
        "activities": [{"id": "akt", "name": "Aktivitet"}],
        "documents": [{"id": "dok", "kind": "routine", "name": "Rutin"}],
    }
    beside.setdefault(table, []).append(row)
    assembly = assembled(folder(tmp_path / "sjoby", rows(SMALL, **beside)))
    assert codes(checked(assembly).problems) == []


def test_a_finding_repeats_a_finding(tmp_path: Path) -> None:
    audit = {"id": "gr", "name": "Granskningen", "auditor": "rev"}
    first = {"id": "a", "name": "A", "audit": "gr", "valence": "critical"}
    again = {**first, "id": "b", "repeats": "a"}
    tables = rows(SMALL, audits=[audit], findings=[first, again])
    assembly = assembled(folder(tmp_path / "sjoby", tables))
    assert codes(checked(assembly).problems) == []
    wrong = rows(SMALL, audits=[audit], findings=[first, {**again, "repeats": "rad"}])
    told = only(checked(assembled(folder(tmp_path / "fel", wrong))))
    assert (told.code, told.location.column) == ("wrong-kind", "repeats")
