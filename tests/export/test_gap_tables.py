"""gaps.json by its JSON Schema, and gaps.csv beside it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import mellanrum
from mellanrum.export.tables.gap_tables import gaps_csv, gaps_json
from tests.graph.builders import SMALL, Row, folder, rows

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "gaps.schema.json"


def validator() -> jsonschema.Draft202012Validator:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.fixture(scope="module")
def told(ekvalla: mellanrum.KnowledgeGraph) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads(gaps_json(ekvalla.snapshot()))
    return found


@pytest.mark.parametrize("name", ["boras", "tyreso", "ekvalla"])
def test_gaps_json_is_as_its_schema_says(name: str) -> None:
    told = json.loads(gaps_json(mellanrum.load(name).snapshot()))
    assert [error.message for error in validator().iter_errors(told)] == []


@pytest.mark.parametrize(
    ("key", "value"),
    [("tier", "silence"), ("evidence", "undocumented"), ("place", None), ("unknown", 1)],
)
def test_the_schema_refuses_what_is_not_format_2(
    told: dict[str, list[dict[str, object]]], key: str, value: object
) -> None:
    first, *rest = told["gaps"]
    assert list(validator().iter_errors({**told, "gaps": [{**first, key: value}, *rest]}))


def test_tiers_stand_one_after_the_other_each_in_its_order(
    ekvalla: mellanrum.KnowledgeGraph, told: dict[str, list[dict[str, object]]]
) -> None:
    order = ["stated", "structural", "expected"]
    ids = [gap["id"] for gap in told["gaps"]]
    places = [(order.index(str(gap["tier"])), gap["place"]["rank"]) for gap in told["gaps"]]  # type: ignore[index]
    assert places == sorted(places)
    assert len(set(ids)) == len(ids)
    table = list(csv.DictReader(io.StringIO(gaps_csv(ekvalla.snapshot(), "en"))))
    assert [row["id"] for row in table] == ids


# -- one municipality beside another --------------------------------------------------------------

LACK: Row = {"id": "fr", "name": "Mål saknas", "about": "bun", "with": "sn", "lack": "joint-goal"}


def written(graph: mellanrum.KnowledgeGraph) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(gaps_json(graph.snapshot()))
    return found


def of(found: dict[str, Any], slug: str) -> str:
    """Return what is told of one municipality, as it is written."""
    parts = {
        name: [each for each in found[name] if each["municipality"].startswith(f"{slug}/")]
        for name in ("gaps", "flags", "cards", "anatomy", "not_asked")
    }
    return json.dumps(parts, ensure_ascii=False)


@pytest.mark.parametrize("earlier", ["2019", "2025-11"])
def test_another_municipality_changes_no_byte(tmp_path: Path, earlier: str) -> None:
    """Whether its newest source is older or newer; neither names a row of the other."""
    one = folder(tmp_path / "sjoby", rows(SMALL, absences=[LACK]))
    told_then = {**SMALL, "sources": [{**row, "date": earlier} for row in SMALL["sources"]]}
    two = folder(
        tmp_path / "bergby",
        rows(told_then, absences=[{**LACK, "id": "brist"}]),
        settings={"slug": "bergby"},
    )
    alone = {path.name: written(mellanrum.load(path)) for path in (one, two)}
    together = written(mellanrum.load(one, two))
    for slug, found in alone.items():
        assert len(found["gaps"]) >= 1
        assert of(together, slug) == of(found, slug)


def test_the_bundled_municipalities_are_the_same_alone_and_together() -> None:
    together = written(mellanrum.load("boras", "tyreso"))
    for slug in ("boras", "tyreso"):
        assert of(together, slug) == of(written(mellanrum.load(slug)), slug)
