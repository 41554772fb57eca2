"""Everything that ``mellanrum build`` writes, file by file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import pyoxigraph as ox

from mellanrum.export.documents.content import Document
from mellanrum.export.documents.render import render
from mellanrum.export.files import Content
from mellanrum.export.map.map_page import MapData, map_page
from mellanrum.export.pages.start_page import index_page
from mellanrum.export.reporting import Audience, Earlier, report_document
from mellanrum.export.snapshot import Snapshot
from mellanrum.export.tables.gap_tables import gaps_csv, gaps_json
from mellanrum.export.tables.graph_formats import serialise
from mellanrum.ontology.language import LANGUAGES, Language, Text

__all__ = ["OutputStep", "output_steps"]

DOCUMENTS = (".docx", ".pdf")


@dataclass(frozen=True)
class OutputStep:
    """A file to be made: what to tell the user, its name, and how.

    `make` is given the names of those made before. One that `can_fail` is not needed by the rest.
    """

    told: Text
    name: str
    make: Callable[[Collection[str]], Content]
    can_fail: bool = False


def _name(stem: str, language: Language, ending: str = ".html") -> str:
    return f"{stem}{ending}" if language == "sv" else f"{stem}.{language}{ending}"


def _links(language: Language, own: str) -> dict[str, str]:
    other: Language = "en" if language == "sv" else "sv"
    pages = {stem: _name(stem, language) for stem in ("index", "map", "report")}
    return {**pages, "other_language": _name(own, other)}


def output_steps(
    history: Sequence[Snapshot],
    quads: Iterable[ox.Quad],
    version: str,
    *,
    audience: Audience = "board",
    earlier: Earlier | None = None,
) -> Iterator[OutputStep]:
    """Yield what is to be made, the start pages last.

    `history` holds a snapshot for each date of the map; all else tells of the latest, which is
    last. The reports in Word and PDF are for `audience`; the page is always the full one.
    """
    snapshot = history[-1]
    shown = cache(lambda: MapData(history))  # gathered once, when the first map is made
    for language in LANGUAGES:
        yield _map(language, shown)
        yield from _reports(snapshot, language, version, audience, earlier)
    table, graph = Text("Tabell", "Table"), Text("Graf", "Graph")
    yield OutputStep(table, "gaps.csv", lambda _: "\ufeff" + gaps_csv(snapshot, "sv"))
    yield OutputStep(table, "gaps.json", lambda _: gaps_json(snapshot))
    yield OutputStep(graph, "graph.trig", lambda _: serialise(quads, "trig"))
    for language in LANGUAGES:
        yield _index(snapshot, language, version)


def _map(language: Language, shown: Callable[[], MapData]) -> OutputStep:
    links = {each: {k: _name(k, each) for k in ("index", "report")} for each in LANGUAGES}

    def make(_: Collection[str]) -> str:
        return map_page(shown(), language, links=links)

    return OutputStep(Text("Karta", "Map"), _name("map", language), make)


def _index(snapshot: Snapshot, language: Language, version: str) -> OutputStep:
    def make(made: Collection[str]) -> str:
        names = [_name("report", language, ending) for ending in DOCUMENTS]
        documents = [name for name in names if name in made]
        links = _links(language, "index")
        return index_page(snapshot, language, links=links, version=version, documents=documents)

    return OutputStep(Text("Startsida", "Start page"), _name("index", language), make)


def _reports(
    snapshot: Snapshot,
    language: Language,
    version: str,
    audience: Audience,
    earlier: Earlier | None,
) -> Iterator[OutputStep]:
    @cache
    def document(chosen: Audience) -> Document:
        return report_document(
            snapshot,
            language,
            version=version,
            audience=chosen,
            earlier=earlier,
            links=_links(language, "report"),
        )

    def made(path: Path, chosen: Audience, _: Collection[str]) -> bytes:
        return render(document(chosen), path)

    report = Text("Rapport", "Report")
    for ending, chosen in ((".html", "full"), *((each, audience) for each in DOCUMENTS)):
        name = _name("report", language, ending)
        yield OutputStep(report, name, partial(made, Path(name), chosen), ending == ".pdf")
