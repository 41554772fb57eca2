"""``mellanrum anatomy`` and ``mellanrum cards``."""

from __future__ import annotations

import csv
import io
import json

import pytest

import mellanrum
from mellanrum.cli import run
from mellanrum.export.anatomy_marks import ANATOMY_MARKS
from mellanrum.export.texts.anatomy_text import anatomy_text, cards_text
from mellanrum.ontology.language import LANGUAGES, Language
from mellanrum.queries.anatomy.anatomy import SIGNS


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(arguments) == 0
    return capsys.readouterr().out


def test_each_sign_has_its_mark_and_silence_is_the_faintest() -> None:
    assert set(ANATOMY_MARKS) == set(SIGNS)
    assert len(set(ANATOMY_MARKS.values())) == len(ANATOMY_MARKS)
    assert ANATOMY_MARKS["silent"] == "·"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [48, 100])
def test_tables_fit_a_narrow_terminal(
    ekvalla: mellanrum.KnowledgeGraph, language: Language, width: int
) -> None:
    text = anatomy_text(ekvalla.snapshot(), ekvalla.anatomy(), language, width)
    longest = max(len(line) for line in text.splitlines())
    assert longest <= max(width, 3 * 15 + 20)  # a name always has 20 columns
    for sign in SIGNS:
        assert ekvalla.label(f"https://w3id.org/mellanrum/concept/cell-sign/{sign}", language) in (
            text
        )


def test_a_row_shows_its_signs_before_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    out = told(capsys, "anatomy", "ekvalla", "--table", "goals")
    (line,) = [line for line in out.splitlines() if "Fler elever är i skolan" in line]
    assert line.split()[:4] == ["●", "·", "●", "●"]
    assert "målgrupper" not in out


def test_csv_has_a_row_for_each_cell(capsys: pytest.CaptureFixture[str]) -> None:
    out = told(capsys, "--lang", "en", "anatomy", "ekvalla", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    (found,) = mellanrum.load("ekvalla").anatomy()
    assert len(rows) == sum(len(table.cells) for table in found.tables.values())
    assert {row["sign"] for row in rows} >= {"documented", "sources silent", "not filled in"}
    assert all(row["because"] for row in rows if row["sign"] == "does not apply")


def test_json_holds_tables_cells_and_what_was_not_asked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    data = json.loads(told(capsys, "anatomy", "ekvalla", "--format", "json"))
    (table,) = [one for one in data["anatomy"] if one["table"] == "structures"]
    assert len(table["cells"]) == len(table["rows"]) * len(table["elements"])
    assert table["general"]["goal"] == ["ekvalla/fr-malbild", "ekvalla/iak-malbild"]
    assert {"table": "structures", "column": "rhythm"}.items() <= data["not_asked"][0].items()


def test_cards_are_prose_with_the_reason_of_focus(capsys: pytest.CaptureFixture[str]) -> None:
    out = told(capsys, "cards", "ekvalla")
    assert "Fältgruppen (något sägs saknas här)" in out
    assert "Sägs saknas: mål. Källorna säger inget om uppföljning," in out
    assert "Ej prövat" in out
    english = told(capsys, "--lang", "en", "cards", "ekvalla")
    assert "Said to be lacking: goal. The sources say nothing about follow-up," in english


def test_cards_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(told(capsys, "cards", "boras", "--format", "json"))
    shared = [card for card in data["cards"] if card["hollow"]]
    assert [len(card["rows"]) for card in shared] == [6]
    asked = [line["says"] for card in data["cards"] for line in card["lines"]]
    says = [card["says"] for card in data["cards"] if not card["lines"] or card["says"]["sv"]]
    assert asked
    assert says
    assert all(text["sv"] and text["en"] for text in (*asked, *says))


def test_cards_wrap(bundled: mellanrum.KnowledgeGraph) -> None:
    text = cards_text(bundled.snapshot(), bundled.anatomy(), "sv", 60)
    assert max(len(line) for line in text.splitlines()) <= 60
