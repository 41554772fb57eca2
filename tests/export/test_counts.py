"""Every count is the same wherever a reader meets it: start page, map, tables and report."""

from __future__ import annotations

import csv
import html
import io
import re
from typing import TYPE_CHECKING

import pytest
from browser import go

from mellanrum.export.counts import Counts, counts
from mellanrum.export.documents.html_renderer import render_html
from mellanrum.export.map.map_page import MapData, map_page
from mellanrum.export.pages.start_page import index_page
from mellanrum.export.reporting import report_document
from mellanrum.export.tables.gap_tables import gaps_csv

if TYPE_CHECKING:
    from browser import OpenPage

    from mellanrum import KnowledgeGraph

HEAD = "PREFIX mr: <https://w3id.org/mellanrum/ns#>"
TIERS = ("stated", "structural", "expected")
TABLES = ("bodies", "structures", "participations")


@pytest.fixture(scope="module", params=["boras", "tyreso", "ekvalla"])
def place(
    request: pytest.FixtureRequest, ekvalla: KnowledgeGraph, bundled: KnowledgeGraph
) -> tuple[KnowledgeGraph, str, Counts]:
    graph = ekvalla if request.param == "ekvalla" else bundled
    return graph, request.param, counts(graph.snapshot(), [request.param])


def test_counts_are_those_of_the_data(place: tuple[KnowledgeGraph, str, Counts]) -> None:
    graph, name, found = place
    for class_name, number in (
        ("Body", found.bodies),
        ("CollaborationStructure", found.structures),
        ("Participation", found.participations),
        ("SourceDocument", found.read + found.named),
        ("Statement", found.statements),
    ):
        rows = graph.query(f"{HEAD} SELECT DISTINCT ?x {{ ?x a mr:{class_name} }}").rows
        assert number == sum(f"/id/{name}/" in str(row) for (row,) in rows), class_name
    for tier in TIERS:
        own = [gap for gap in graph.gaps(tier=tier) if gap.dataset == name]
        assert found.items[tier] == len(own)


def test_the_start_page_has_them(place: tuple[KnowledgeGraph, str, Counts]) -> None:
    graph, name, found = place
    snapshot = graph.snapshot()
    links = dict.fromkeys(("map", "report", "other_language"), "x.html")
    page = html.unescape(index_page(snapshot, "sv", links=links, version="1"))
    [title] = [info.title.sv for info in snapshot.datasets if info.slug == name]
    part = page.split(f"<h3>{title}</h3>")[1].split("</dl>")[0]
    told = dict(re.findall(r"<dt>([^<]*)</dt><dd[^>]*>(\d+)", part))
    numbers = list(map(int, told.values()))
    items = [found.items[tier] for tier in TIERS]
    assert numbers[1:6] == [*items, found.cards, found.not_asked]  # after the day
    counted = [found.bodies, found.structures, found.participations, found.statements]
    assert [int(told[key]) for key in list(told)[-4:]] == counted


def test_map_and_its_tables_have_them(
    open_page: OpenPage, place: tuple[KnowledgeGraph, str, Counts]
) -> None:
    graph, name, found = place
    page = open_page(map_page(MapData(graph.history()))).page
    go(page, f"place={name}")
    figures = page.locator(".figures dd").all_inner_texts()
    assert figures == [str(found.bodies), str(found.structures), str(found.participations)]
    summary = page.locator("#summary").inner_text()
    assert summary.startswith(f"{found.bodies} organ och parter och {found.structures} strukturer")
    assert re.findall(r"(\d+)[,.]", summary)[-3:] == [str(found.items[tier]) for tier in TIERS]
    rests = page.locator("section[aria-labelledby='rests-on']").inner_text()
    assert f"{found.read} lästa dokument" in rests
    assert f"{found.statements} uppgifter" in rests
    assert f"({found.cards})" in page.locator("#cards").inner_text()
    for table, number in (*((t, getattr(found, t)) for t in TABLES), *found.items.items()):
        go(page, f"place={name}&view=table&table={table}")
        caption = page.locator("#view-table caption")
        told = caption.inner_text() if number else "0 rader"
        assert re.search(r"\d+(?= rad)", told)[0] == str(number), table  # type: ignore[index]


def test_tables_and_report_have_them(place: tuple[KnowledgeGraph, str, Counts]) -> None:
    graph, name, found = place
    snapshot = graph.snapshot()
    rows = list(csv.DictReader(io.StringIO(gaps_csv(snapshot, "en"))))
    document = report_document(snapshot, "sv", version="1", audience="full")
    page = render_html(document)
    for tier in TIERS:
        own = [gap for gap in graph.gaps(tier=tier) if gap.dataset == name]
        ids = {gap.iri.rpartition("/")[2] for gap in own}
        assert sum(row["id"] in ids for row in rows) == found.items[tier]
        anchors = {each for each in ids if f'id="{each}"' in page}
        assert len(anchors) == found.items[tier]
