"""``mellanrum cards --for``: what is asked of one body, and forms that come back as answers."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pyoxigraph as ox
import pytest

import mellanrum
from mellanrum.cli import run
from mellanrum.graph.tables.cells import parse_cell
from mellanrum.ontology.errors import Location
from mellanrum.ontology.namespaces import MR
from mellanrum.ontology.schema import load_schema
from mellanrum.ontology.vocabularies import Scheme

DATA = Path(__file__).parents[2] / "graph" / "data" / "ekvalla"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(capfd: pytest.CaptureFixture[str]) -> Run:
    def invoke(*arguments: str | Path) -> tuple[int, str, str]:
        capfd.readouterr()
        status = run([*map(str, arguments)])
        out, err = capfd.readouterr()
        return status, out, err

    return invoke


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "ekvalla"))


def asked(command: Run, name: str, *more: str) -> list[dict[str, object]]:
    status, out, _ = command("cards", "ekvalla", "--for", name, "--format", "json", *more)
    assert status == 0
    found: list[dict[str, object]] = json.loads(out)["cards"]
    return found


def titles(cards: list[dict[str, object]]) -> set[str]:
    return {str(card["title"]["sv"]) for card in cards}  # type: ignore[index]


def test_a_body_is_asked_about_what_it_takes_part_in(command: Run) -> None:
    with (DATA / "deltaganden.csv").open(encoding="utf-8-sig", newline="") as lines:
        inside = {
            row["struktur"]
            for row in csv.DictReader(lines)
            if "polisen" in row["deltagare"].split(";")
        }
    cards = asked(command, "polisen")
    rows = {str(row) for card in cards for row in card["rows"]}  # type: ignore[attr-defined]
    assert rows
    assert rows <= {f"ekvalla/{name}" for name in inside}
    # One that it takes part in and that has a card is there.
    (town,) = mellanrum.load("ekvalla").anatomy()
    of_all = {row.rpartition("/")[2] for card in town.cards for row in card.rows}
    assert {row.rpartition("/")[2] for row in rows} == of_all & inside


def test_a_body_is_found_by_id_name_and_whatever_the_case(command: Run) -> None:
    names = ("polisen", "ekvalla/polisen", "lokalpolisen i Ekbygden", "LOKALPOLISEN i ekbygden")
    found = [titles(asked(command, name)) for name in names]
    assert all(one == found[0] for one in found)


def test_an_unknown_body_is_told_with_one_like_it(command: Run) -> None:
    status, _, err = command("cards", "ekvalla", "--for", "polissen")
    assert (status, "Menade du ”polisen”?" in err) == (2, True)


def test_a_name_of_several_bodies_is_told_with_their_ids(command: Run) -> None:
    status, _, err = command("cards", "boras", "tyreso", "--for", "Kommunstyrelsen")
    assert status == 2
    assert "boras/ks" in err
    assert "tyreso/ks" in err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("-o", "a.xlsx"), "--for"),
        (("--for", "polisen", "-o", "a.pdf"), ".xlsx, .html och .docx"),
    ],
)
def test_a_form_needs_a_body_and_a_known_ending(
    command: Run, arguments: tuple[str, ...], told: str
) -> None:
    status, _, err = command("cards", "ekvalla", *arguments)
    assert status == 2
    assert told in err


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_workbook_is_filled_in_and_read_in(
    command: Run, folder: Path, tmp_path: Path, language: str
) -> None:
    path = tmp_path / "frågor.xlsx"
    lang = ("--lang", language)
    assert command("cards", folder, "--for", "polisen", "-o", path, *lang)[0] == 0
    book = openpyxl.load_workbook(path)
    sheet = book["besked" if language == "sv" else "answers"]
    table = load_schema().table("answers")
    assert table is not None
    heads, *rows = sheet.iter_rows(values_only=True)
    assert heads == tuple(
        one.name.sv if language == "sv" else one.name.en for one in table.columns if not one.is_id
    )
    (town,) = mellanrum.load(folder).asked_of("ekvalla/polisen")
    assert len(rows) == sum(len(card.questions) for card in town.cards)
    # The question stands in a note, and the answers are chosen from a list.
    first = sheet["B2"].comment
    assert first is not None
    assert "Fältgruppen" in first.text
    (choice,) = sheet.data_validations.dataValidation
    known = [one.label.sv if language == "sv" else one.label.en for one in Scheme("answer")]
    assert choice.formula1 == f'"{",".join(known)}"'
    assert f"C{len(rows) + 1}" in choice.sqref
    assert "C2" in choice.sqref
    # Nothing is answered: nothing is new.
    assert command("answers", path, "-d", folder, "--write")[0] == 0
    before = (folder / "besked.csv").read_bytes()
    sheet["C3"], sheet["D3"], sheet["E3"], sheet["G3"] = known[0], "=1+1", 2023, "2024-11-20"
    sheet["D3"].data_type = "s"
    book.save(path)
    assert command("answers", path, "-d", folder)[0] == 0
    assert (folder / "besked.csv").read_bytes() == before
    status, _, err = command("answers", path, "-d", folder, "--write", "--lang", "en")
    assert (status, "1 rows are added" in err) == (0, True)
    last = list(csv.reader(io.StringIO((folder / "besked.csv").read_text("utf-8"))))[-1]
    assert last[:2] == [rows[1][0], rows[1][1]]
    assert "'=1+1" in last
    graph = mellanrum.load(folder)
    (town,) = graph.anatomy()
    cell = town.tables["structures"].cell(graph.entry("faltgruppen").iri, "follow-up")
    assert cell.sign == "documented"
    assert cell.reason is not None
    assert "lokalpolisen i Ekbygden (2024-11-20)" in cell.reason.sv


def test_what_norms_ask_of_a_body_is_answered_in_its_form(command: Run, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DATA.parent / "boras", tmp_path / "boras"))
    path = tmp_path / "frågor.xlsx"
    assert command("cards", folder, "--for", "friskolor", "-o", path)[0] == 0
    before = mellanrum.load(folder).asked_of("friskolor").cards
    asked = {one.norms for card in before for one in card.questions if one.norms}
    assert asked
    book = openpyxl.load_workbook(path)
    sheet = book["besked"]
    places = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, places["svar"], "finns")
        sheet.cell(row, places["datum"], "2021-01-26")
    book.save(path)
    assert command("answers", path, "-d", folder, "--write")[0] == 0
    after = mellanrum.load(folder).asked_of("friskolor").cards
    assert {one.norms for card in after for one in card.questions}.isdisjoint(asked)


def test_what_is_filled_in_without_an_answer_is_told_at_its_cell(
    command: Run, folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "frågor.xlsx"
    assert command("cards", folder, "--for", "polisen", "-o", path)[0] == 0
    book = openpyxl.load_workbook(path)
    book["besked"]["D4"] = "i planen"
    book.save(path)
    status, _, err = command("answers", path, "-d", folder)
    assert status == 2
    assert "frågor.xlsx, blad besked, cell C4, kolumn svar" in err


def test_a_workbook_without_a_sheet_of_answers_is_refused(
    command: Run, folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "annat.xlsx"
    book = openpyxl.Workbook()
    book.save(path)
    status, _, err = command("answers", path, "-d", folder)
    assert (status, "besked eller answers" in err) == (2, True)


def test_personal_numbers_beside_the_answers_are_refused(
    command: Run, folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "frågor.xlsx"
    assert command("cards", folder, "--for", "polisen", "-o", path)[0] == 0
    book = openpyxl.load_workbook(path)
    book["Läs mig"]["F1"] = "19121212" + "-" + "1212"
    book.save(path)
    assert command("answers", path, "-d", folder)[0] == 2


@pytest.mark.parametrize("scheme", ["element", "answer"])
def test_every_word_that_a_form_writes_is_read_as_what_it_stands_for(scheme: str) -> None:
    schema = load_schema()
    table = schema.table("answers")
    assert table is not None
    column = table.column(scheme)
    assert column is not None
    for concept in Scheme(scheme):
        for word in (concept.label.sv, concept.label.en):
            term = parse_cell(column, word, schema, "sv", Location())
            assert isinstance(term, ox.NamedNode)
            assert term.value == concept.iri


def test_a_word_file_has_a_box_for_each_answer(command: Run, tmp_path: Path) -> None:
    path = tmp_path / "frågor.docx"
    assert command("cards", "ekvalla", "--for", "polisen", "-o", path)[0] == 0
    with zipfile.ZipFile(path) as archive:
        text = archive.read("word/document.xml").decode("utf-8")
    (town,) = mellanrum.load("ekvalla").asked_of("polisen")
    count = sum(len(card.questions) for card in town.cards)
    assert text.count("☐") == 3 * count
    assert "aldrig en persons namn" in text
    assert "Innehåll" not in text


def test_a_body_without_questions_gets_no_form(command: Run, tmp_path: Path) -> None:
    graph = mellanrum.load("ekvalla")
    bodies = [entry.iri for entry in graph.assembly.entries.values()]
    idle = next(
        graph.short(iri)
        for iri in bodies
        if graph.schema.is_a(graph.facts.types(iri)[0], (str(MR.Body),))
        and not graph.asked_of(graph.short(iri)).cards
    )
    path = tmp_path / "frågor.html"
    status, _, err = command("cards", "ekvalla", "--for", idle, "-o", path, "--lang", "en")
    assert status == 0
    assert "no questions" in err
    assert not path.exists()
