"""``mellanrum lifelines``: the formats agree, filters filter, and slips get the right word."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from mellanrum.cli import run
from mellanrum.ontology.namespaces import CONCEPT
from mellanrum.ontology.schema import load_schema
from mellanrum.queries.followup.promises import STATUSES

ROOT = Path(__file__).parents[2]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def lifelines(capfd: pytest.CaptureFixture[str]) -> Run:
    def invoke(*arguments: str) -> tuple[int, str, str]:
        capfd.readouterr()
        status = run(["lifelines", *arguments])
        out, err = capfd.readouterr()
        return status, out, err

    return invoke


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_formats_agree(lifelines: Run) -> None:
    _, table, _ = lifelines("ekvalla", "--lang", "en")
    _, markdown, _ = lifelines("ekvalla", "--lang", "en", "--format", "md")
    _, as_csv, _ = lifelines("ekvalla", "--lang", "en", "--format", "csv")
    _, as_json, _ = lifelines("ekvalla", "--lang", "en", "--format", "json")
    told = json.loads(as_json)
    lines = {each["id"]: each["status"] for each in told["lifelines"]}
    assert len(lines) == 13
    labels = {row["id"]: row["status"] for row in rows(as_csv) if row["id"]}
    assert labels.keys() == lines.keys()
    assert labels["ekvalla/iak-ung"] == "reported as done"
    assert lines["ekvalla/iak-ung"] == "reported"
    for identifier, label in labels.items():
        assert re.search(rf"^{identifier} +{label} ", table, flags=re.MULTILINE)
        assert f"| {identifier} | {label} |" in markdown


def test_csv_has_a_row_for_each_promise_with_its_last_day(lifelines: Run) -> None:
    _, out, _ = lifelines("ekvalla", "--lang", "en", "--format", "csv")
    days = {row["commitment"]: row["last day"] for row in rows(out) if row["commitment"]}
    assert days == {
        "Skriva en ny rutin vid frånvaro": "2023-12-31",
        "Se över pengarna till ungdomslotsen": "",
        "Redovisa hur Ungteamet går": "2024-10-31",
        "Ge friskolorna en kontaktväg": "2024-06-30",
        "Ta fram en gemensam målbild": "2025-03-31",
        "Öppna kvällsöppna mötesplatser": "2025-09-30",
        "Starta Ungas råd": "",
        "Följa upp Familjeforum": "2024-10-31",
        "Redovisa stödet till elever som inte kommer": "2025-03-31",
    }
    [routine] = [row for row in rows(out) if row["id"] == "ekvalla/rek-rutin"]
    assert "REV 2019-04, 2019, avsnitt 6" in routine["references"]


def test_json_lists_what_is_overdue_and_what_lacks_owner_or_time(lifelines: Run) -> None:
    _, out, _ = lifelines("ekvalla", "--format", "json")
    told = json.loads(out)
    assert told["overdue"] == ["ekvalla/atag-kontakt"]
    assert told["without_owner_or_time"] == ["ekvalla/atag-lots"]
    assert told["as_of"] == "2024-11-20"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--status", "overdue"], {"rek-kontakt"}),
        (["--status", "försenat"], {"rek-kontakt"}),
        (["--status", "overdue", "--as-of", "2024-06-30"], set()),
        (["--status", "reported", "--status", "visible"], {"iak-ung", "rek-rutin"}),
        (["--owner", "bun"], {"rek-kontakt", "rek-malbild", "rek-rutin"}),
        (["--owner", "Kultur- och fritidsnämnden"], {"iak-niva", "iak-niva-2019", "iak-uppf-2019"}),
        (["--owner", "ekvalla/sn", "--status", "reported"], {"iak-ung"}),
    ],
)
def test_filters(lifelines: Run, words: list[str], expected: set[str]) -> None:
    status, out, _ = lifelines("ekvalla", *words, "--format", "json")
    assert status == 0
    assert {each["id"].partition("/")[2] for each in json.loads(out)["lifelines"]} == expected


def test_an_owner_is_found_by_the_posts_in_it(lifelines: Run) -> None:
    """In Tyresö the heads of two departments have undertaken to renew the agreement."""
    _, out, _ = lifelines("tyreso", "--owner", "asf", "--format", "json")
    assert "tyreso/atag-bus-reviderad" in {each["id"] for each in json.loads(out)["promises"]}


@pytest.mark.parametrize(
    ("words", "guess"),
    [
        (["ekvalla", "--owner", "bunn"], "bun"),
        (["explain", "rek-kontak", "ekvalla"], "rek-kontakt"),
    ],
)
def test_a_slip_gets_the_right_word(lifelines: Run, words: list[str], guess: str) -> None:
    for language in ("sv", "en"):
        status, out, err = lifelines(*words, "--lang", language)
        assert (status, out) == (2, "")
        assert f"”{guess}”" in err or f"“{guess}”" in err


def test_one_lifeline_is_told_step_by_step_with_references(lifelines: Run) -> None:
    status, out, _ = lifelines("explain", "rek-kontakt", "ekvalla", "--lang", "en")
    assert status == 0
    steps = re.findall(r"^\d\. (.+)$", out, flags=re.MULTILINE)
    assert steps == [
        "Finding",
        "Recommendation",
        "Responses",
        "Decisions",
        "Commitments",
        "Is the gap still there?",
    ]
    assert "Status as of 20 November 2024: overdue" in out
    assert "dnr" not in out
    assert "ref. KS 2023-187, § 58, 7 May 2024, § 58, beslut 2" in out
    assert "Deadline: June 2024" in out
    left = out.partition("Is the gap still there?")[2]
    assert re.search(r"\(overdue, stated-\w+\)", left)
    assert "does not show the lack" in left


def test_a_lifeline_tells_what_the_structure_shows(lifelines: Run) -> None:
    _, out, _ = lifelines("explain", "iak-niva", "ekvalla", "--lang", "en")
    left = out.partition("Is the gap still there?")[2]
    assert "Also visible in the structure: Kultur- och fritidsnämnden" in left
    assert "does not show the lack" not in left


def test_a_folder_called_explain_is_a_dataset(
    lifelines: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "graph" / "data" / "ekvalla", tmp_path / "explain")
    monkeypatch.chdir(tmp_path)
    status, out, _ = lifelines("explain", "--format", "json")
    assert status == 0
    assert len(json.loads(out)["lifelines"]) == 13


def test_a_tie_that_is_ours_is_said_to_be(lifelines: Run) -> None:
    _, out, _ = lifelines("explain", "iak-lots", "ekvalla", "--lang", "en")
    assert "does not tie the commitment to the finding" in out
    assert "Owner: not given by the source" in out
    assert "None is documented in the sources." in out.partition("Responses")[2]


def test_the_page_states_each_rule_in_the_order_it_is_tried() -> None:
    page = (ROOT / "docs" / "lifelines.md").read_text(encoding="utf-8")
    concepts = {each.slug: each for each in load_schema().schemes[str(CONCEPT["lifeline-status"])]}
    assert set(concepts) == set(STATUSES)
    for language in ("sv", "en"):
        lines = [
            f"| {each.label.pick(language)} | {each.definition.pick(language)} |"
            for each in (concepts[slug] for slug in STATUSES)
        ]
        assert "\n".join(lines) in page
