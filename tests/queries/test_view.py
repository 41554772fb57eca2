"""One municipality at its date: its own rows, and which tables and columns it has filled in."""

from __future__ import annotations

from pathlib import Path

import pytest

from mellanrum.graph.standing.derive import Deriver
from mellanrum.graph.standing.facts import Facts
from mellanrum.inputs import read_all
from mellanrum.ontology.errors import SchemaError
from mellanrum.ontology.schema import load_schema
from mellanrum.queries.tiers.municipal_view import MunicipalView, views
from tests.graph.builders import SMALL, Tables, derived, folder, node, rows

OTHER = {"slug": "skogen", "municipality_code": "0998"}


def seen(*folders: Path, day: str | None = None) -> tuple[MunicipalView, ...]:
    assembly = read_all(folders)
    deriver = derived(assembly, day)
    return views(deriver.facts, deriver, [info.slug for info in assembly.infos])


def only(tmp_path: Path, tables: Tables, day: str | None = None) -> MunicipalView:
    (view,) = seen(folder(tmp_path / "one", tables), day=day)
    return view


def test_each_municipality_sees_its_own_rows(tmp_path: Path) -> None:
    one, two = seen(
        folder(tmp_path / "one", SMALL), folder(tmp_path / "two", SMALL, settings=OTHER)
    )
    assert (one.datasets, two.datasets) == (("sjoby",), ("skogen",))
    assert one.rows("CollaborationStructure") == (node("rad"),)
    assert two.rows("CollaborationStructure") == (node("rad", "skogen"),)


def test_a_row_in_force_is_a_fact_at_the_date(tmp_path: Path) -> None:
    tables = rows(
        SMALL,
        structures=[
            {"id": "natverk", "kind": "forum", "name": "Nätverket", "valid from": "2024"},
            {"id": "plan", "kind": "forum", "name": "Det planerade", "modality": "intention"},
        ],
    )
    view = only(tmp_path, tables, "2023-12-31")
    assert view.rows("CollaborationStructure") == (node("rad"),)
    assert view.said_rows("Forum") == (node("natverk"), node("plan"), node("rad"))
    assert node("natverk") in only(tmp_path, tables, "2024-06-01").rows("Forum")


def test_filled_in_means_any_row_or_value_at_any_date(tmp_path: Path) -> None:
    view = only(tmp_path, rows(SMALL, goals=[{"id": "mal", "name": "Ett mål", "valid from": 2030}]))
    assert view.filled("goals")
    assert view.filled("mål")
    assert view.filled("goals", "valid from")
    assert not view.filled("goals", "goal of")
    assert view.filled("participations", "participant")
    assert not view.filled("indicators")
    assert not view.filled("structures", "convened by")


def test_what_another_municipality_filled_in_does_not_count(tmp_path: Path) -> None:
    goals = [{"id": "mal", "name": "Ett mål"}]
    found = seen(
        folder(tmp_path / "one", SMALL),
        folder(tmp_path / "two", rows(SMALL, goals=goals), settings=OTHER),
    )
    assert {view.datasets: view.filled("goals") for view in found} == {
        ("sjoby",): False,
        ("skogen",): True,
    }


@pytest.mark.parametrize("name", [("gaols", None), ("goals", "owned by")])
def test_an_unknown_table_or_column_is_refused(tmp_path: Path, name: tuple[str, str]) -> None:
    with pytest.raises(SchemaError):
        only(tmp_path, SMALL).filled(*name)


def test_a_dataset_without_a_municipality_is_seen_by_its_graph() -> None:
    deriver = Deriver(Facts([]), load_schema(), None)
    (view,) = views(deriver.facts, deriver, ["tom"])
    assert view.municipality.endswith("/graph/tom")
    assert view.rows("Goal") == ()
