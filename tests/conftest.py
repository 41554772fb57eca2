"""Graphs that many tests share, loaded once."""

from __future__ import annotations

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
