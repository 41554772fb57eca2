"""The anatomy on the page: tables that say what the engine says, and cells that open evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browser import go

from mellanrum.ontology.namespaces import CONCEPT
from mellanrum.queries.anatomy.anatomy import TABLES

if TYPE_CHECKING:
    from browser import OpenPage
    from playwright.sync_api import Page

    from mellanrum import KnowledgeGraph
    from mellanrum.queries.anatomy.anatomy import MunicipalAnatomy, TableName

WIDE = {"width": 1440, "height": 900}
CELLS = """holder => [...document.querySelectorAll(`${holder} [data-row]`)].flatMap(row =>
    [...row.querySelectorAll("td")].map(cell => [row.dataset.row,
        cell.querySelector(".sign").textContent, cell.dataset.sign]))"""
QUIET = {"does-not-apply", "not-filled-in", "silent"}


def anatomy_of(graph: KnowledgeGraph, slug: str) -> MunicipalAnatomy:
    [found] = [one for one in graph.anatomy() if slug in one.datasets]
    return found


def shown(page: Page, holder: str) -> dict[tuple[str, str], str]:
    """What the page shows: a sign for each row and element, the element by name."""
    return {(row, text.partition(":")[0]): sign for row, text, sign in page.evaluate(CELLS, holder)}


def expected(
    graph: KnowledgeGraph, found: MunicipalAnatomy, table: TableName, rows: set[str] | None = None
) -> dict[tuple[str, str], str]:
    name = graph.snapshot().name
    return {
        (graph.short(cell.row), name(str(CONCEPT[f"element/{cell.element}"]))): cell.sign
        for cell in found.tables[table].cells
        if rows is None or cell.row in rows
    }


@pytest.mark.parametrize("table", TABLES)
def test_each_table_says_what_the_engine_says(
    open_page: OpenPage, swedish_map: str, bundled: KnowledgeGraph, table: TableName
) -> None:
    page = open_page(swedish_map, viewport=WIDE).page
    go(page, f"view=anatomy&part={table}")
    found = anatomy_of(bundled, "boras")
    assert shown(page, "#view-anatomy") == expected(bundled, found, table)
    lacking = page.locator("#view-anatomy thead th:has([data-ref])")
    assert lacking.count() == len(found.tables[table].general)
    for head in lacking.all():
        assert "sägs saknas i allmänhet" in head.inner_text()
    reasons = {cell.reason.sv for cell in found.tables[table].cells if cell.reason}
    page.evaluate("document.querySelectorAll('.whys').forEach(one => { one.open = true; })")
    told = "\n".join(page.locator(".whys li").all_inner_texts())
    assert all(reason in told for reason in reasons)


def test_the_overview_tells_what_is_in_focus_and_folds_what_is_only_named(
    open_page: OpenPage, swedish_map: str, bundled: KnowledgeGraph
) -> None:
    page = open_page(swedish_map, viewport=WIDE).page
    found = anatomy_of(bundled, "boras")
    table = found.tables["structures"]
    quiet = {row for row in found.focus if {cell.sign for cell in table.of(row)} <= QUIET}
    described = set(found.focus) - quiet
    assert quiet
    assert shown(page, "#view-overview") == expected(bundled, found, "structures", described)
    sentence = page.locator(".in-focus > p").first.inner_text()
    name = bundled.snapshot().name
    assert {row for row in found.focus if name(row) in sentence} == quiet
    assert "bara att de finns eller nämns" in sentence
    page.click("#whole-anatomy")
    assert page.locator("#view-anatomy").is_visible()


def test_signs_differ_in_shape_and_have_names(open_page: OpenPage, swedish_map: str) -> None:
    page = open_page(swedish_map, viewport=WIDE).page
    go(page, "view=anatomy")
    legend = page.locator("#view-anatomy .signs li")
    shapes = legend.evaluate_all("all => all.map(one => getComputedStyle(one, '::before').content)")
    assert len(set(shapes)) == len(shapes) == len(set(legend.all_inner_texts())) == 7
    mark = "document.querySelector(`td[data-sign=${sign}] .sign`)"
    ink = f"sign => getComputedStyle({mark}, '::before')"
    quiet, loud = (
        page.evaluate(f"sign => {{ const s = ({ink})(sign); return [s.color, s.fontSize]; }}", sign)
        for sign in ("silent", "documented")
    )
    assert quiet != loud


def test_a_cell_opens_its_evidence_and_why(
    open_page: OpenPage, swedish_map: str, bundled: KnowledgeGraph
) -> None:
    page = open_page(swedish_map, viewport=WIDE).page
    found = anatomy_of(bundled, "boras")
    go(page, "view=anatomy")
    for sign in ("stated-lacking", "does-not-apply", "not-filled-in", "documented"):
        [cell, *_] = [c for c in found.tables["structures"].cells if c.sign == sign]
        page.click(f'#view-anatomy [data-ref="{bundled.short(cell.row)}~{cell.element}"]')
        told = page.locator("#panel").inner_text()
        title = page.locator("#panel-title").inner_text()
        assert title.startswith(bundled.snapshot().name(cell.row))
        if cell.reason:
            assert cell.reason.sv in told.lower()
        for row in cell.basis:
            assert bundled.snapshot().name(row) in told
        assert page.evaluate("document.activeElement.id") == "panel-title"
        page.keyboard.press("Escape")
        ref = page.evaluate("document.activeElement.dataset.ref")
        assert ref == f"{bundled.short(cell.row)}~{cell.element}"


def test_a_head_opens_what_says_that_it_lacks_in_general(
    open_page: OpenPage, swedish_map: str, bundled: KnowledgeGraph
) -> None:
    page = open_page(swedish_map, viewport=WIDE).page
    go(page, "view=anatomy&chosen=structures~goal")
    told = page.locator("#panel").inner_text()
    for row in anatomy_of(bundled, "boras").tables["structures"].general["goal"]:
        assert bundled.snapshot().name(row) in told


def test_tables_are_sorted_narrowed_and_walked_by_keyboard(
    open_page: OpenPage, swedish_map: str
) -> None:
    page = open_page(swedish_map, viewport=WIDE).page
    go(page, "view=anatomy&part=bodies")
    page.click('#view-anatomy [data-sort="seat"]')
    signs = page.locator("#view-anatomy td:last-child").evaluate_all(
        "all => all.map(one => one.dataset.sign)"
    )
    rank = ["contested", "stated-lacking", "documented", "planned", *sorted(QUIET)]
    assert signs == sorted(signs, key=rank.index)
    assert page.locator("#view-anatomy th[aria-sort]").inner_text() == "plats i samverkan"
    every = len(signs)
    page.fill("#anatomy-words", "nämnden")
    rows = page.locator("#view-anatomy tbody tr[data-row]")
    assert 0 < rows.count() < every
    caption = page.locator("#view-anatomy caption").inner_text()
    assert f"{rows.count()} av {every} rader" in caption
    page.fill("#anatomy-words", "")
    page.select_option("#anatomy-sign", "contested")
    assert rows.count() == 1
    page.select_option("#anatomy-sign", "")
    assert page.locator('#view-anatomy .sign[tabindex="0"]').count() == 1
    page.locator('#view-anatomy .sign[tabindex="0"]').focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    ref = page.evaluate("document.activeElement.dataset.ref")
    page.keyboard.press("Enter")
    assert page.locator("#panel-title").is_visible()
    assert f"chosen={ref}".replace("~", "%7E") in page.url.replace("~", "%7E")


def test_filters_hold_in_the_anatomy_and_the_caption_says_so(
    open_page: OpenPage, swedish_map: str
) -> None:
    page = open_page(swedish_map, viewport=WIDE).page
    go(page, "view=anatomy&part=bodies")
    every = page.locator("#view-anatomy tr[data-row]").count()
    go(page, "view=anatomy&part=bodies&f-sector=police")
    rows = page.locator("#view-anatomy tr[data-row]").count()
    assert 0 < rows < every
    assert f"{rows} av {every} rader" in page.locator("#view-anatomy caption").inner_text()


def test_a_linked_cell_or_row_is_brought_into_sight(open_page: OpenPage, swedish_map: str) -> None:
    page = open_page(swedish_map, viewport={"width": 900, "height": 500}).page
    seen = """() => { const { top, bottom, left, right } = document.querySelector(
        "main section:not([hidden]) [data-chosen]").getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight && left >= 0 && right <= innerWidth; }"""
    for fragment in (
        "view=anatomy&chosen=boras/arbetsgrupper-trygg~coordinated-with",
        "view=anatomy&part=bodies&chosen=boras/vgr~seat",
    ):
        go(page, fragment)
        assert page.evaluate(seen), fragment
