"""Graphs that many tests share, loaded once."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import mellanrum

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT.parent / "shared" / "seeds"


@pytest.fixture(scope="session")
def ekvalla() -> mellanrum.KnowledgeGraph:
    """The invented municipality."""
    return mellanrum.load("ekvalla")


@pytest.fixture(scope="session")
def bundled() -> mellanrum.KnowledgeGraph:
    """Borås and Tyresö."""
    return mellanrum.load()


@pytest.fixture(scope="session")
def sources() -> Path:
    """The folder with the five source documents; a test that needs it skips where it is absent."""
    if not SOURCES.is_dir():
        pytest.skip("the source documents are not beside this checkout (../shared/seeds)")
    return SOURCES


@pytest.fixture
def variant(tmp_path: Path) -> Callable[[Mapping[str, list[Mapping[str, str]]]], Path]:
    """Return what makes a copy of the invented municipality with rows changed, or added.

    A row is known by its id, or by its first two columns in a table without ids.
    """

    def make(tables: Mapping[str, list[Mapping[str, str]]]) -> Path:
        folder = tmp_path / "ekvalla"
        shutil.copytree(ROOT / "graph" / "data" / "ekvalla", folder)
        for table, rows in tables.items():
            _change(folder / f"{table}.csv", rows)
        return folder

    return make


def _change(path: Path, rows: list[Mapping[str, str]]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        names = list(reader.fieldnames or ())
        key = names[:1] if names[0] == "id" else names[:2]
        kept = {tuple(row[name] for name in key): row for row in reader}
    for row in rows:
        assert set(row) <= set(names), f"{path.name} has no such column"
        place = tuple(row.get(name, "") for name in key)
        kept[place] = {**kept.get(place, dict.fromkeys(names, "")), **row}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(kept.values())
