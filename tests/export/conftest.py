"""The browser, and one output of the main job, for the tests of this folder."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from mellanrum.cli import run

HERE = str(Path(__file__).parent)
if HERE not in sys.path:
    sys.path.insert(0, HERE)

from browser import chromium, open_page  # noqa: E402
from maps import (  # noqa: E402
    bundled_data,
    ekvalla_map,
    english_map,
    hostile_map,
    swedish_map,
)

__all__ = [
    "bundled_data",
    "chromium",
    "ekvalla_map",
    "english_map",
    "hostile_map",
    "open_page",
    "swedish_map",
]


@pytest.fixture(scope="session")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What ``mellanrum build`` writes with nothing else."""
    folder = tmp_path_factory.mktemp("build") / "ut"
    assert run(["build", "-o", str(folder)]) == 0
    return folder
