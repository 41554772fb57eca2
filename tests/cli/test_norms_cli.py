"""``mellanrum norms``, and the option that names a catalogue."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from mellanrum.cli import run
from tests.graph.builders import SMALL, folder, rows

ROOT = Path(__file__).parents[2]
OF_EKVALLA = str(ROOT / "tests" / "fixtures" / "norms" / "ekvalla")


def told(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    assert run(arguments) == status
    return capsys.readouterr().out


def of_ekvalla(capsys: pytest.CaptureFixture[str], *more: str) -> str:
    return told(capsys, "norms", "ekvalla", "--norms", OF_EKVALLA, *more)


def test_the_table_tells_what_applies_and_why_and_what_does_not(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = of_ekvalla(capsys)
    assert text.startswith(
        "Normer för Ekvalla (påhittade): 32 normer, lästa mot lagen 2025-09-01. Påhittade normer "
        "för prov, ingen juridisk rådgivning."
    )
    [plan] = [line for line in text.splitlines() if "om franvaro-plan" in line]
    assert plan.split("  ")[0] == "Ekvalla kommun"
    assert "mellanrum" in plan
    assert "ekvalla/ansvar-samordna-bun" in plan
    assert "- Ekvalla kommun: gäller bara i län 14: lan-annat" in text
    assert "- Ekvalla kommun: ingen rad har ämnet integration: integration-mal" in text


def test_the_share_of_touched_norms_in_gaps_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(of_ekvalla(capsys, "--format", "json"))
    answers = [one["answer"] for one in data["norms"]]
    touched = [answer for answer in answers if answer in ("item", "question", "met")]
    assert (data["in_gaps"], data["touched"]) == (answers.count("item"), len(touched))
    share = round(100 * data["in_gaps"] / data["touched"])
    told = f"{data['in_gaps']} of {data['touched']} norms that the sources touch stand in a gap"
    assert f"{told} ({share} %)." in of_ekvalla(capsys, "--lang", "en")


def test_as_json_each_norm_has_its_reference_and_what_it_is_answered(
    capsys: pytest.CaptureFixture[str],
) -> None:
    data = json.loads(of_ekvalla(capsys, "--format", "json"))
    [plan] = [one for one in data["norms"] if one["norm"] == "ekvalla/franvaro-plan"]
    assert plan["address"] == "https://example.org/franvaro-plan"
    assert (plan["topic"], plan["bodies"]) == ("school-absence", ["ekvalla/amn", "ekvalla/bun"])
    gaps = json.loads(told(capsys, "gaps", "ekvalla", "--norms", OF_EKVALLA, "--format", "json"))
    [gap] = [one for one in gaps["gaps"] if one["id"] == plan["gap"]]
    assert gap["tier"] == "expected"
    [norm] = [one for one in gap["required_by"] if one["norm"] == plan["norm"]]
    assert norm == {key: plan[key] for key in norm}
    assert data["catalogue"]["read_against_the_law"] == "2025-09-01"


def test_as_csv_every_norm_has_a_row(capsys: pytest.CaptureFixture[str]) -> None:
    found = list(
        csv.DictReader(io.StringIO(of_ekvalla(capsys, "--format", "csv").lstrip("\ufeff")))
    )
    data = json.loads(of_ekvalla(capsys, "--format", "json"))
    assert len(found) == len(data["norms"])
    assert {row["svar"] for row in found} == {
        "mellanrum", "fråga", "uppfylld", "berörs inte", "gäller inte"}  # fmt: skip


def test_check_tells_what_nothing_could_meet(capsys: pytest.CaptureFixture[str]) -> None:
    text = of_ekvalla(capsys, "--check")
    assert text.splitlines() == [
        "Ingen rad i uppgifterna kan visa att det här finns; bara ett besked kan svara på det:",
        "- ekvalla/franvaro-register: kartläggning (påhittade lagen om franvaro-register)",
    ]


def test_check_tells_of_a_norm_that_is_not_there(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    row = {"norm": "franvaro-plann", "applies": "no"}
    path = folder(tmp_path / "sjoby", rows(SMALL, applicability=[row]))
    arguments = ("norms", str(path), "--norms", OF_EKVALLA, "--check", "--lang", "en")
    text = told(capsys, *arguments, status=1)
    assert text.splitlines()[-2:] == [
        "Norms that no catalogue has:",
        "- sjoby/applicability-franvaro-plann: franvaro-plann",
    ]


def test_no_catalogue_leaves_own_norms(capsys: pytest.CaptureFixture[str]) -> None:
    text = told(capsys, "norms", "boras", "--norms", "none")
    assert text.startswith("Bara kommunens egna normer.")
    assert "skollagen" not in text
    assert "skollagen" in told(capsys, "norms", "boras")
    assert "skollagen" not in told(capsys, "cards", "boras", "--norms", "none")


def test_a_catalogue_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["gaps", "ekvalla", "--norms", "sverje"]) == 2
    assert "Menade du ”sverige”?" in capsys.readouterr().err


def test_explain_tells_where_the_norm_can_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(of_ekvalla(capsys, "--format", "json"))
    [gap] = {one["gap"] for one in data["norms"] if one["norm"] == "ekvalla/franvaro-plan"}
    text = told(capsys, "explain", gap, "ekvalla", "--norms", OF_EKVALLA)
    assert "plan: påhittade lagen om franvaro-plan (ska)" in text
    assert "https://example.org/franvaro-plan" in text


@pytest.mark.parametrize("ending", ["html", "md"])
def test_the_report_links_to_the_text_of_a_norm(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"report.{ending}"
    assert run(["report", "ekvalla", "--norms", OF_EKVALLA, "-o", str(path)]) == 0
    text = path.read_text(encoding="utf-8")
    assert "https://example.org/franvaro-plan" in text  # of a gap
    assert "https://example.org/kvall-region" in text  # of a question
