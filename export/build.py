"""Everything that ``mellanrum build`` writes, as texts by file name."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

import pyoxigraph as ox

from mellanrum.export.graphs import serialise
from mellanrum.export.index import index_page
from mellanrum.export.map import MapData, map_data, map_page
from mellanrum.export.report import report_page
from mellanrum.export.snapshot import Snapshot
from mellanrum.export.tables import gaps_csv, gaps_json
from mellanrum.ontology.language import LANGUAGES, Language, Text

__all__ = ["OutputStep", "manifest", "output_steps"]

OutputStep = tuple[Text, str, Callable[[], str]]


def _name(stem: str, language: Language) -> str:
    return f"{stem}.html" if language == "sv" else f"{stem}.{language}.html"


def _map_links() -> dict[Language, dict[str, str]]:
    return {
        language: {"index": _name("index", language), "report": _name("report", language)}
        for language in LANGUAGES
    }


def _links(language: Language, own: str) -> dict[str, str]:
    other: Language = "en" if language == "sv" else "sv"
    return {
        "index": _name("index", language),
        "map": _name("map", language),
        "report": _name("report", language),
        "other_language": _name(own, other),
    }


def output_steps(
    history: Sequence[Snapshot], quads: Iterable[ox.Quad], version: str
) -> Iterator[OutputStep]:
    """Yield what is to be made: what to tell the user, the file's name, and how it is made.

    Parameters
    ----------
    history : sequence of Snapshot
        One for each date of the map; everything else tells of the latest, which is last.
    quads : iterable of pyoxigraph.Quad
        The graph.
    version : str
        Version of the program.
    """
    snapshot = history[-1]
    shown = cache(lambda: map_data(history))  # gathered once, when the first map is made
    for language in LANGUAGES:
        yield from _pages(snapshot, language, version, shown)
    yield Text("Tabell", "Table"), "gaps.csv", lambda: "\ufeff" + gaps_csv(snapshot, "sv")
    yield Text("Tabell", "Table"), "gaps.json", lambda: gaps_json(snapshot, "sv")
    yield Text("Graf", "Graph"), "graph.trig", lambda: serialise(quads, "trig")


def _pages(
    snapshot: Snapshot, language: Language, version: str, shown: Callable[[], MapData]
) -> Iterator[OutputStep]:
    def make_map() -> str:
        return map_page(shown(), language, links=_map_links())

    def make_report() -> str:
        return report_page(snapshot, language, links=_links(language, "report"))

    def make_index() -> str:
        return index_page(snapshot, language, links=_links(language, "index"), version=version)

    yield Text("Karta", "Map"), _name("map", language), make_map
    yield Text("Rapport", "Report"), _name("report", language), make_report
    yield Text("Startsida", "Start page"), _name("index", language), make_index


def manifest(snapshot: Snapshot, files: dict[str, str], version: str) -> str:
    """Return the list of files with their checksums, by which an output is known as ours."""
    told = {
        "made_with": f"mellanrum {version}",
        "as_of": snapshot.as_of.isoformat() if snapshot.as_of else None,
        "datasets": [info.slug for info in snapshot.datasets],
        "files": {
            name: hashlib.sha256(text.encode("utf-8")).hexdigest()
            for name, text in sorted(files.items())
        },
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
