"""gaps.json by its JSON Schema, and gaps.csv beside it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest

import mellanrum
from mellanrum.export.tables.gap_tables import gaps_csv, gaps_json

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
