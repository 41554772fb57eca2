"""The map against axe-core: every view, both themes, both languages, wide and narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from browser import go

if TYPE_CHECKING:
    from browser import OpenPage
    from playwright.sync_api import Page

    from mellanrum import KnowledgeGraph

# A long table says no more than a short one, and takes axe half a minute.
FEW = "f-tier=stated&f-severity=high"
VIEWS = (
    "view=overview&chosen=boras/friskolor",
    "view=anatomy&chosen=boras/sspf~goal",
    f"view=forum&gather=group&date=2019&{FEW}",
    "view=map",
    f"view=table&{FEW}",
)
OTHERS = (
    "view=forum&chosen=boras/bra",
    "view=map&from=boras/polisen&to=boras/fsk",
    "view=map&focus=boras/ifn&steps=1&chosen=boras/delt-bra-iof",
    "view=table&table=participations&f-sector=police",
    "view=table&table=evidence&f-sector=police&f-tier=expected",
    "view=table&table=structural&f-severity=high",
    "view=table&table=expected",
    "view=anatomy&part=bodies&sort=seat",
    "view=anatomy&chosen=structures~goal",
    "view=table&table=bodies&f-sector=audit",
)


@pytest.fixture
def axe() -> Any:
    return pytest.importorskip("axe_playwright_python.sync_playwright").Axe()


# Items of each tier, one of them contested.
ITEMS = ("stated", "contested", "structural", "")


def violations(axe: Any, page: Page, state: str) -> list[tuple[str, str, str]]:
    go(page, state)
    found = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(state, one["id"], one["nodes"][0]["html"][:200]) for one in found]


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_views_have_no_violations(
    open_page: OpenPage, swedish_map: str, axe: Any, scheme: str, language: str
) -> None:
    wide = {"width": 1440, "height": 900}
    page = open_page(swedish_map, viewport=wide, color_scheme=scheme).page
    page.evaluate("document.getElementById('filters').open = true")
    states = [f"{state}&language={language}" for state in VIEWS]
    assert [one for state in states for one in violations(axe, page, state)] == []


@pytest.mark.parametrize("width", [1440, 320])
def test_panels_and_tables_have_no_violations(
    open_page: OpenPage, swedish_map: str, bundled: KnowledgeGraph, axe: Any, width: int
) -> None:
    page = open_page(swedish_map, viewport={"width": width, "height": 900}).page
    first = {gap.evidence: gap for gap in reversed(bundled.gaps()) if gap.dataset == "boras"}
    items = [f"view=overview&chosen={first[kind].iri.rpartition('/')[2]}" for kind in ITEMS]
    assert [one for state in (*OTHERS, *items) for one in violations(axe, page, state)] == []
