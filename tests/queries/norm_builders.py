"""Small catalogues of norms for tests."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.graph.builders import Row

__all__ = ["NORM", "SETTINGS_TEXT", "catalogue"]

NORM: Row = {
    "id": "plan",
    "kind": "law",
    "reference": "lagen om planer 3 §",
    "address": "https://example.org/lagen",
    "responsible": "municipality",
    "topic": "crime-prevention",
    "element": "plan",
    "strength": "must",
    "valid from": "2022",
    "text": "Det ska finnas en plan.",
    "text (english)": "There must be a plan.",
}
SETTINGS_TEXT = """
read_against_the_law = 2025-09-01
covers = "SE"
name = { sv = "Påhittade normer", en = "Invented norms" }
scope = { sv = "Bara för prov.", en = "For tests only." }
"""


def catalogue(folder: Path, *norms: Row) -> Path:
    """Write a catalogue of norms, and return its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "norms.toml").write_text(SETTINGS_TEXT, encoding="utf-8")
    headings = list(dict.fromkeys(key for norm in norms for key in norm))
    with (folder / "norms.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, headings, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(norms)
    return folder
