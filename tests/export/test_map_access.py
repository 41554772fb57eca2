"""The map against axe-core: every view, both themes, both languages, wide and narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from browser import OpenPage

STATES = (
    "view=overview",
    "view=overview&chosen=boras/friskolor",
    "view=forum",
    "view=forum&gather=group&chosen=boras/bra&date=2019",
    "view=map",
    "view=map&from=boras/polisen&to=boras/fsk",
    "view=map&focus=boras/ifn&steps=1&chosen=boras/ifn",
    "view=table",
    "view=table&table=evidence&f-sector=school",
    "view=table&place=nowhere",
)


@pytest.mark.parametrize("width", [1440, 320])
@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violations(
    open_page: OpenPage, swedish_map: str, scheme: str, language: str, width: int
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = open_page(
        swedish_map, viewport={"width": width, "height": 900}, color_scheme=scheme
    ).page
    # Narrow and wide share their colours; a few states are enough for the narrow order.
    states = STATES if width > 1000 else STATES[1::4]
    page.evaluate("document.getElementById('filters').open = true")
    found = []
    for state in states:
        page.evaluate("state => { location.hash = state; }", f"{state}&language={language}")
        page.wait_for_timeout(50)
        for violation in axe.run(page).response["violations"]:
            found.append((state, violation["id"], violation["nodes"][0]["html"][:200]))
    assert found == []
