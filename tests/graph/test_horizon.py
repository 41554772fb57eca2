"""The date of each municipality, and when sources without a date may have said something."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from mellanrum.graph.standing.dated_by import said_on
from mellanrum.graph.standing.facts import Facts
from mellanrum.graph.standing.horizon import Horizon
from mellanrum.ontology.namespaces import ID
from tests.graph.builders import SMALL, assembled, folder, graph, rows

ASBY = {
    "sources": [{"id": "svar", "name": "Svar", "kind": "reply", "date": "2025-03"}],
    "bodies": [{"id": "asby-kommun", "kind": "municipality", "name": "Åsby kommun"}],
}
SETTINGS = {
    "slug": "asby",
    "municipality": "asby-kommun",
    "municipality_code": "0998",
    "source": "svar",
}


def test_each_municipality_has_the_day_of_its_own_newest_statement(tmp_path: Path) -> None:
    assembly = assembled(
        folder(tmp_path / "sjoby", SMALL), folder(tmp_path / "asby", ASBY, settings=SETTINGS)
    )
    horizon = Horizon(Facts(assembly.quads))
    assert horizon.of_graph(graph("sjoby")) == dt.date(2023, 11, 30)
    assert horizon.of(f"{ID}sjoby/rad") == dt.date(2023, 11, 30)
    assert horizon.of(f"{ID}asby/asby-kommun") == dt.date(2025, 3, 31)
    assert horizon.latest == dt.date(2025, 3, 31)


def test_a_date_that_is_given_is_the_date_of_all(tmp_path: Path) -> None:
    day = dt.date(2024, 1, 1)
    horizon = Horizon(Facts(assembled(folder(tmp_path / "sjoby", SMALL)).quads), day)
    assert horizon.of(f"{ID}sjoby/rad") == horizon.latest == day


@pytest.mark.parametrize(
    ("diary_number", "decided", "expected"),
    [
        ("", "", dt.date(2023, 11, 1)),  # the first dated document that has been read
        ("BUN 2019-00017 1.2", "", dt.date(2023, 11, 1)),
        ("BUN 2024-00017 1.2", "", dt.date(2024, 1, 1)),
        ("BUN 24-12024", "", dt.date(2023, 11, 1)),  # no year stands alone in it
        ("BUN 2024-00017", "2024-06-09", dt.date(2024, 6, 9)),
        ("", "2024-06", dt.date(2024, 6, 1)),
        ("BUN 2024-00017", "2022-01-31", dt.date(2024, 1, 1)),
    ],
)
def test_an_undated_source_is_not_older_than_what_it_says(
    tmp_path: Path, diary_number: str, decided: str, expected: dt.date
) -> None:
    told = {"id": "odat", "name": "Skrivelse", "kind": "reply", "diary number": diary_number}
    by = {"source": "odat"}
    decisions = [{"id": "b", "name": "Beslut", "decided by": "bun", "date": decided, **by}]
    goals = [{"id": "m", "name": "Mål", **by}]
    tables = rows(SMALL, sources=[told], decisions=decisions, goals=goals)
    facts = Facts(assembled(folder(tmp_path / "sjoby", tables)).quads)
    assert said_on(facts, f"{ID}sjoby/m/claim") == expected


def test_a_decision_that_is_only_intended_dates_no_source(tmp_path: Path) -> None:
    told = {"id": "odat", "name": "Skrivelse", "kind": "reply"}
    ahead = {"id": "b", "name": "Beslut", "decided by": "bun", "date": "2026-01-01"}
    tables = rows(
        SMALL, sources=[told], decisions=[{**ahead, "source": "odat", "modality": "intention"}]
    )
    facts = Facts(assembled(folder(tmp_path / "sjoby", tables)).quads)
    assert said_on(facts, f"{ID}sjoby/b/claim") == dt.date(2023, 11, 1)
