"""Maps of very many: gathered where they are too many to read, and decoded when opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browser import go, until

import mellanrum
from benchmarks.crowd import write_crowd
from benchmarks.generate import assemblies, assembly
from mellanrum import KnowledgeGraph
from mellanrum.export.map.map_page import MapData, map_page
from mellanrum.ontology.schema import load_schema

if TYPE_CHECKING:
    from browser import OpenPage
    from playwright.sync_api import Page

WIDE = {"width": 1440, "height": 900}


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A map of 720 bodies and structures in one municipality."""
    graph = mellanrum.load(write_crowd(720, tmp_path_factory.mktemp("crowd")))
    return map_page(MapData([graph.snapshot(gaps=False)]))


@pytest.fixture(scope="module")
def four() -> str:
    """A map of four municipalities."""
    found = next(iter(assemblies(4)))
    graph = KnowledgeGraph(found, load_schema())
    return map_page(MapData([graph.snapshot(gaps=False)]))


@pytest.fixture(scope="module")
def eleven() -> KnowledgeGraph:
    """Eleven datasets, one more than have a map of several dates."""
    return KnowledgeGraph(assembly(range(1, 12)), load_schema())


def test_a_map_of_many_datasets_says_that_it_has_one_date(
    open_page: OpenPage, eleven: KnowledgeGraph, four: str
) -> None:
    history = eleven.history(gaps=False)
    assert [len(eleven.datasets), len(history)] == [11, 1]
    page = open_page(map_page(MapData(history)), viewport=WIDE).page
    told = page.locator("#one-date")
    assert "ett datum" in told.inner_text()
    assert "fler än tio datamängder" in told.inner_text()
    page.click('button[data-language="en"]')
    assert "one date" in told.inner_text()
    assert "more than ten datasets" in told.inner_text()
    assert open_page(four, viewport=WIDE).page.locator("#one-date").count() == 0


def note(page: Page) -> str:
    return page.locator("#map-note").inner_text()


def test_more_than_the_map_can_show_are_gathered_and_opened(
    open_page: OpenPage, crowd: str
) -> None:
    page = open_page(crowd, viewport=WIDE).page
    go(page, "view=map")
    assert "720 är fler än kartan kan visa läsligt" in note(page)
    page.focus("#map")
    page.keyboard.press("ArrowDown")
    until(page, "document.getElementById('live').textContent.includes('i en grupp')")
    page.keyboard.press("Enter")
    assert "open=" in page.url
    page.click("#undo")
    assert "open=" not in page.url
    go(page, "view=map&f-kind=structure")
    assert note(page) == ""


def test_what_is_chosen_stands_on_its_own_among_the_gathered(
    open_page: OpenPage, crowd: str
) -> None:
    page = open_page(crowd, viewport=WIDE).page
    go(page, "view=map&chosen=crowd-720/s3")
    page.emulate_media(media="print")
    page.wait_for_timeout(200)
    texts = page.locator("#map-print svg text").all_text_contents()
    assert "Forum 3" in texts
    assert any(text.startswith("Organ ") for text in texts)
    assert any(text.endswith(" i en grupp") for text in texts)


def test_long_lists_of_forums_and_rows_are_cut_and_say_so(open_page: OpenPage, crowd: str) -> None:
    page = open_page(crowd, viewport=WIDE).page
    go(page, "view=table&table=evidence")
    assert page.locator("#view-table tbody tr").count() < 1000
    assert page.locator(".pager span").inner_text().startswith("rad 1–")
    page.click("#page-on")
    first = page.locator("#view-table tbody th").first.inner_text()
    page.click("#page-back")
    assert page.locator("#view-table tbody th").first.inner_text() != first
    go(page, "view=forum")
    assert "De första 150 av" in page.locator("#view-forum .note-line").inner_text()
    assert page.locator("#view-forum .d-row").count() == 150


def test_many_municipalities_begin_with_a_list_and_are_decoded_when_opened(
    open_page: OpenPage, four: str
) -> None:
    page = open_page(four, viewport=WIDE).page
    assert page.locator("#index button").count() == 4
    assert page.locator("#frame").is_hidden() or page.locator(".middle").is_hidden()
    page.evaluate(
        "window.read = 0; const parse = JSON.parse;"
        " JSON.parse = (...given) => {"
        " window.read += String(given[0]).length > 5000; return parse(...given); }"
    )
    page.locator("#index button").nth(2).click()
    assert page.locator("#view-overview").is_visible()
    assert page.evaluate("window.read") == 1
    page.select_option("#place", "")
    assert page.locator("#index").is_visible()
    page.fill("#search", "forum 7")
    page.locator("#found button").first.click()
    assert page.locator("#panel-title").inner_text() == "Forum 7"
    assert page.evaluate("window.read") <= 2
