"""The texts of the problems: each is told in both languages, and none is left over."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from string import Formatter

import pytest

from mellanrum.graph.problems import problem, refusal
from mellanrum.ontology.errors import Location
from mellanrum.ontology.language import Text

ROOT = Path(__file__).parents[2]
FOLDERS = tuple(ROOT / room for room in ("graph", "queries", "export", "mellanrum"))
TEXT = (ROOT / "graph" / "problems.csv").read_text(encoding="utf-8")
LINES = list(csv.DictReader(io.StringIO(TEXT)))
CODES = [line["problem"] for line in LINES]
QUOTED = re.compile(r'"([a-z0-9]+(?:-[a-z0-9]+)*(?::[a-z]+)?)"')


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("line", LINES, ids=CODES)
def test_a_text_says_the_same_in_both_languages(line: dict[str, str]) -> None:
    assert line["severity"] in ("", "warning", "info")
    assert line["sv"]
    for part in ("", "allowed_", "hint_"):
        sv, en = line[f"{part}sv"], line[f"{part}en"]
        assert bool(sv) == bool(en)
        assert fields(sv) == fields(en) or line["problem"] == "n3-arrow"


def test_each_problem_stands_once_in_order_and_is_used() -> None:
    assert sorted(set(CODES)) == CODES
    files = [path for folder in FOLDERS for path in folder.rglob("*.py")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in files)
    assert set(CODES) <= set(QUOTED.findall(code))


def test_a_problem_is_told_with_its_values() -> None:
    told = problem(Location(file="a.csv", row=3), "bad-date", found="i går")
    assert told.say("sv") == (
        "a.csv, rad 3: ”i går” är inte ett datum. Skriv 2023, 2023-04 eller 2023-04-01."
    )
    assert told.severity == "error"
    assert problem(Location(), "due-before-said", deadline="", said="").severity == "warning"


def test_what_follows_a_colon_is_no_part_of_the_code() -> None:
    (told,) = refusal(Location(), "unreadable-input:kind", rdf=Text("x", "y")).problems
    assert told.code == "unreadable-input"


def test_a_guess_stands_for_the_hint_and_a_text_given_for_that_of_the_table() -> None:
    column = Text("Kolumnen.", "The column.")
    told = problem(Location(), "missing-column", allowed=column, guess="namn", name="x")
    assert told.allowed == column
    assert told.hint == Text("Menade du ”namn”?", "Did you mean “namn”?")
