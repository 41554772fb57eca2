"""``mellanrum answers``: shown first, added at the end, and nothing of the user's lost."""

from __future__ import annotations

import csv
import json
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Font

import mellanrum
from mellanrum.cli import run

ROOT = Path(__file__).parents[2]
HEADING = "om,element,svar,var,sedan,besked från,datum,anmärkning"
FIRST = "presidieradet,mötesrytm,finns,mötesplanen på intranätet,2021,ks,2024-03,Påhittat besked."
NEW = "about;element;answer;where;answered by;date\nskolradet;goal;exists;årsplanen;ks;2024-05-02\n"
CONTRARY = """about;element;answer;answered by;date
ekvalla/presidieradet;rhythm;does not exist;kfn;2024-05
"""
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def answers(capfd: pytest.CaptureFixture[str]) -> Run:
    def invoke(*arguments: str | Path) -> tuple[int, str, str]:
        capfd.readouterr()
        status = run(["answers", *map(str, arguments)])
        out, err = capfd.readouterr()
        return status, out, err

    return invoke


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "graph" / "data" / "ekvalla", tmp_path / "min-kommun"))


def file(tmp_path: Path, text: str, name: str = "svar.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_nothing_is_written_without_being_asked_for(
    answers: Run, folder: Path, tmp_path: Path
) -> None:
    before = contents(folder)
    status, out, err = answers(file(tmp_path, NEW), "-d", folder)
    assert status == 0
    assert "skolradet · goal: exists (ks, 2024-05-02)" in out
    assert "--write" in err
    assert contents(folder) == before


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_rows_come_last_and_the_rest_of_the_file_stays(
    answers: Run, folder: Path, tmp_path: Path, mark: bytes, separator: str, end: str
) -> None:
    table = folder / "besked.csv"
    kept = mark + end.join((HEADING, FIRST)).replace(",", separator).encode()
    table.write_bytes(kept)
    status, _, err = answers(file(tmp_path, NEW), "-d", folder, "--write", "--lang", "en")
    assert (status, "1 rows are added to besked.csv" in err) == (0, True)
    written = table.read_bytes()
    assert written.startswith(kept + end.encode())
    rest = written[len(kept) :].decode()
    assert rest.count("\n") == rest.count(end) == 2
    (row,) = csv.reader([rest.strip()], delimiter=separator)
    assert row == ["skolradet", "goal", "exists", "årsplanen", "", "ks", "2024-05-02", ""]
    # The same file again adds nothing.
    assert answers(file(tmp_path, NEW), "-d", folder, "--write")[0] == 0
    assert table.read_bytes() == written


def test_a_column_that_the_table_lacks_is_added(answers: Run, folder: Path, tmp_path: Path) -> None:
    table = folder / "besked.csv"
    lines = ("om;element;svar;besked från;datum", "presidieradet;mötesrytm;finns;ks;2024-03")
    table.write_text("\n".join(lines), encoding="utf-8")
    assert answers(file(tmp_path, NEW), "-d", folder, "--write")[0] == 0
    assert table.read_text(encoding="utf-8").splitlines() == [
        f"{lines[0]};var",
        lines[1],
        "skolradet;goal;exists;ks;2024-05-02;årsplanen",
    ]


def test_a_table_is_made_where_there_is_none_and_the_cell_changes(
    answers: Run, folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "besked.csv").unlink()

    def sign() -> str:
        capfd.readouterr()
        assert run(["anatomy", str(folder), "--format", "csv", "--lang", "en"]) == 0
        (cell,) = (
            one
            for one in csv.DictReader(capfd.readouterr().out.splitlines())
            if (one["id"], one["element"]) == ("ekvalla/faltgruppen", "contact")
        )
        return cell["sign"]

    before = sign()
    text = NEW.replace("skolradet;goal", "faltgruppen;contact")
    assert answers(file(tmp_path, text), "-d", folder, "--write")[0] == 0
    assert (folder / "besked.csv").read_text(encoding="utf-8").startswith("om,element,svar,")
    assert (before, sign()) == ("sources silent", "documented")


def test_who_says_otherwise_stands_beside_and_both_are_kept(
    answers: Run, folder: Path, tmp_path: Path
) -> None:
    asked = file(tmp_path, CONTRARY)
    _, out, _ = answers(asked, "-d", folder, "--format", "json", "--write")
    (row,) = json.loads(out)["rows"]
    assert row["state"] == "contrary"
    assert [one["answered by"] for one in row["contrary"]] == ["ks"]
    assert (folder / "besked.csv").read_text(encoding="utf-8").splitlines()[1] == FIRST
    assert mellanrum.load(folder).validate().conforms


def test_a_mistake_is_told_at_its_cell_and_nothing_is_written(
    answers: Run, folder: Path, tmp_path: Path
) -> None:
    before = contents(folder)
    wrong = NEW + "skolradett;goal;kanske;;nämnden;2024-13\n"
    status, _, err = answers(file(tmp_path, wrong), "-d", folder, "--write")
    assert status == 2
    for column in ("about", "answer", "answered by", "date"):
        assert f"svar.csv, rad 3, kolumn {column}" in err
    assert "Menade du ”skolradet”?" in err
    assert contents(folder) == before


def test_personal_numbers_are_refused_in_an_answer(
    answers: Run, folder: Path, tmp_path: Path
) -> None:
    text = NEW.replace("årsplanen", "fråga " + "19121212" + "-" + "1212")
    status, _, err = answers(file(tmp_path, text), "-d", folder, "--write")
    assert status == 2
    assert "1212" not in err


def test_a_formula_does_not_enter(answers: Run, folder: Path, tmp_path: Path) -> None:
    asked = file(tmp_path, NEW.replace("årsplanen", "=1+1"))
    assert answers(asked, "-d", folder, "--write")[0] == 0
    assert "'=1+1" in (folder / "besked.csv").read_text(encoding="utf-8")


def test_bundled_data_are_never_changed(answers: Run, tmp_path: Path) -> None:
    before = contents(ROOT / "graph" / "data" / "ekvalla")
    status, _, err = answers(file(tmp_path, NEW), "-d", "ekvalla", "--write", "--lang", "en")
    assert (status, "Bundled datasets are not changed" in err) == (2, True)
    assert contents(ROOT / "graph" / "data" / "ekvalla") == before


def book_of(folder: Path, path: Path) -> openpyxl.Workbook:
    """Return a workbook of a folder's tables, with a look of its own and a sheet of notes."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for table in sorted(folder.glob("*.csv")):
        sheet = book.create_sheet(table.stem)
        with table.open(encoding="utf-8", newline="") as lines:
            for row in csv.reader(lines):
                sheet.append(row)
        sheet["A1"].font = Font(bold=True, color="FF0000")
    settings = book.create_sheet("datamängd")
    for name, value in tomllib.loads((folder / "dataset.toml").read_text("utf-8")).items():
        settings.append([name, value if isinstance(value, str) else value["sv"]])
    book.create_sheet("Läs mig")["A1"] = "Mina egna anteckningar"
    book.save(path)
    return book


def test_a_workbook_gets_them_in_its_sheet_and_is_kept_as_it_was(
    answers: Run, folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "min kommun.xlsx"
    book_of(folder, path)
    before = path.read_bytes()
    status, _, err = answers(file(tmp_path, NEW), "-d", path, "--write", "--lang", "en")
    assert status == 0
    (kept,) = (one for one in tmp_path.glob("min kommun-*.xlsx"))
    assert (kept.read_bytes() == before, kept.name in err) == (True, True)
    book = openpyxl.load_workbook(path)
    rows = list(book["besked"].iter_rows(values_only=True))
    assert rows[1][0] == "presidieradet"
    assert rows[2][:4] == ("skolradet", "goal", "exists", "årsplanen")
    assert book["organ"]["A1"].font.bold
    assert book["Läs mig"]["A1"].value == "Mina egna anteckningar"
    assert mellanrum.load(path).validate().conforms


def test_a_workbook_with_a_chart_is_left_alone(answers: Run, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "bok.xlsx"
    book = book_of(folder, path)
    chart = BarChart()
    chart.add_data(Reference(book["organ"], min_col=1, min_row=1, max_row=3))
    book["Läs mig"].add_chart(chart, "C3")
    book.save(path)
    before = path.read_bytes()
    status, _, err = answers(file(tmp_path, NEW), "-d", path, "--write")
    assert (status, "diagram" in err) == (2, True)
    assert path.read_bytes() == before
