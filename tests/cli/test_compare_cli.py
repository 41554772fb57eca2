"""``mellanrum compare``: its forms agree, its files open, and slips get the right word."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import pypdf
import pytest

from mellanrum.cli import run
from mellanrum.export.comparison import strings as compare_strings

Run = Callable[..., tuple[int, str, str]]
Variant = Callable[[Mapping[str, list[Mapping[str, str]]]], Path]
DATES = ("ekvalla", "--as-of", "2023-11-15", "--with", "2024-11-20")


@pytest.fixture
def compare(capfd: pytest.CaptureFixture[str]) -> Run:
    def invoke(*arguments: str) -> tuple[int, str, str]:
        capfd.readouterr()
        status = run(["compare", *arguments])
        out, err = capfd.readouterr()
        return status, out, err

    return invoke


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_forms_of_two_dates_agree(compare: Run) -> None:
    _, as_json, _ = compare(*DATES, "--format", "json")
    _, as_csv, _ = compare(*DATES, "--format", "csv", "--lang", "en")
    _, table, _ = compare(*DATES, "--lang", "en")
    _, markdown, _ = compare(*DATES, "--lang", "en", "--format", "md")
    told = json.loads(as_json)
    assert told["as_of"] == ["2023-11-15", "2024-11-20"]
    for change in ("kept", "gone", "new"):
        listed = [
            (row["with"], row["id"])
            for row in rows(as_csv)
            if (row["part"], row["change"]) == ("gap", change)
        ]
        assert listed == [(gap["tier"], gap["id"]) for gap in told["gaps"][change]]
        # What an audit said in 2023 is still said, and nothing was said to be lacking since.
        assert bool(listed) == (change != "gone")
        for _, identifier in listed:
            assert identifier in table
            assert identifier in markdown
    changed = [row for row in rows(as_csv) if row["change"] == "changed"]
    assert [row["id"] for row in changed if row["part"] == "gap"] == [
        each["id"] for each in told["gaps_changed"]
    ]
    cells = [(row["id"], row["with"]) for row in changed if row["part"] == "cell"]
    assert cells == [(each["row"], each["element"]) for each in told["cells_changed"]]
    assert ("ekvalla/familjeforum", "money") in cells
    ties = [row for row in rows(as_csv) if (row["part"], row["change"]) == ("participation", "new")]
    assert {(row["id"], row["with"]) for row in ties} == {
        (tie["structure"], tie["party"]) for tie in told["participation"]["new"]
    }


def test_what_is_shown_of_two_versions(compare: Run, variant: Variant) -> None:
    folder = variant(
        {
            "strukturer": [{"id": "ungteamet", "namn": "Ungteamet i Ekvalla"}],
            "deltaganden": [
                {"struktur": "presidieradet", "deltagare": "kfn", "källa": "kalla-ks"},
            ],
        }
    )
    status, out, _ = compare("ekvalla", str(folder), "--lang", "en")
    assert status == 0
    summary = out.partition("In short")[2].partition("\nStructures\n")[0]
    assert "No structures are new or gone." in summary
    assert "- Presidierådet: kultur- och fritidsnämnden" in summary
    # There is a table for the handover at six (N02), and the commission's convening power is used.
    gone = summary.partition("Gone, structural:")[2]
    assert gone.count("\n- ", 0, gone.index("Gone, expected:")) == 1
    assert "Handover gap between ages" in gone
    assert "- “Unga i Ekvalla”" not in gone.partition("Still there")[2]
    assert "New, " not in summary.partition("Gone, ")[2]
    # That kfn and sn do not meet is said as before, but the structure no longer shows it.
    [meeting] = re.findall(r"^- Forum at the right level: .*?(?=^$|^- )", gone, re.M | re.S)
    assert meeting.count("also visible in the structure") == 1
    assert re.search(r"^Ungteamet i Ekvalla +name +Ungteamet +Ungteamet i Ekvalla$", out, re.M)


@pytest.mark.parametrize(
    ("language", "words"),
    [("sv", "Ingenting har ändrats"), ("en", "Nothing has changed")],
)
def test_a_dataset_and_itself(compare: Run, language: str, words: str) -> None:
    status, out, _ = compare("ekvalla", "ekvalla", "--lang", language)
    assert status == 0
    assert words in out
    assert "---  " not in out, "a table of what has not changed"


def test_two_municipalities_are_named_and_not_ranked(compare: Run) -> None:
    _, out, _ = compare("boras", "tyreso")
    summary = out.partition("I korthet")[2].partition("\nSamverkansform\n")[0]
    assert "Bara Borås Stad: SSPF" in " ".join(summary.split())
    assert "Källorna för Tyresö kommun säger inget om det." in " ".join(summary.split())
    assert not re.search(r"\d", summary), "a count reads as a grade"
    assert "rangordnar inte" in out
    assert "inte dokumenterat i källorna" in out


def test_the_forms_of_two_municipalities_agree(compare: Run) -> None:
    _, as_json, _ = compare("boras", "tyreso", "--format", "json")
    _, as_csv, _ = compare("boras", "tyreso", "--format", "csv", "--lang", "en")
    told = json.loads(as_json)
    assert told["compares"] == "kinds"
    words = {"both": "both", "first": "only the first", "second": "only the second"}
    for aspect, found in told["aspects"].items():
        listed = [row["change"] for row in rows(as_csv) if row["part"] == aspect]
        assert listed == [words[value["where"]] for value in found["values"]]
    gaps = [row for row in rows(as_csv) if row["part"] == "gap"]
    assert [row["change"] for row in gaps] == [words[gap["where"]] for gap in told["gaps"]]


def test_files_in_four_formats_hold_the_same_tables(compare: Run, tmp_path: Path) -> None:
    for ending in ("html", "docx", "pdf", "md"):
        status, out, _ = compare(*DATES, "-o", str(tmp_path / f"c.{ending}"))
        assert (status, out) == (0, "")
    word = docx.Document(str(tmp_path / "c.docx"))
    page = (tmp_path / "c.html").read_text(encoding="utf-8")
    text = (tmp_path / "c.md").read_text(encoding="utf-8")
    pdf = pypdf.PdfReader(tmp_path / "c.pdf")
    assert (
        len(word.tables) == page.count("<table") == len(re.findall(r"^\*\*Tabell \d", text, re.M))
    )
    cells = {cell.text for table in word.tables for row in table.rows for cell in row.cells}
    _, as_json, _ = compare(*DATES, "--format", "json")
    ids = {gap["id"] for gap in json.loads(as_json)["gaps"]["new"]}
    assert ids <= cells
    assert all(identifier in page for identifier in ids)
    # A line may break at the hyphen of an id.
    written = re.sub(r"[\s\u00ad-]", "", "".join(each.extract_text() for each in pdf.pages))
    assert all(identifier.replace("-", "") in written for identifier in ids)
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Jämförelse: 15 november 2023 och 20 november 2024"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["ekvalla"], "--with"),
        (["ekvalla", "boras", "tyreso"], "3"),
        (["ekvalla", "ekvala"], "ekvalla"),
        (["ekvalla", "--with", "2024-01-01"], "--as-of"),
        (["ekvalla", "--as-of", "2024-01-01", "--with", "2024"], "--with"),
        (["ekvalla", "ekvalla", "-o", "c.htm"], ".html"),
    ],
)
def test_a_slip_gets_the_right_word(compare: Run, words: list[str], expected: str) -> None:
    for language in ("sv", "en"):
        status, out, err = compare(*words, "--lang", language)
        assert (status, out) == (2, "")
        assert expected in err
        assert "Traceback" not in err


def test_sentences_are_short() -> None:
    for strings in (compare_strings.ROWS, compare_strings.KINDS):
        for text in strings.values():
            for told in (text.sv, text.en):
                for sentence in re.split(r"(?<=[.?!]) ", told):
                    assert len(sentence.split()) <= 28, sentence
