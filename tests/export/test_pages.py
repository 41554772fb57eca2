"""Start page, map and report together, opened from disk in a browser without a network."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser import WatchedPage
from documents import word_text

from mellanrum import KnowledgeGraph
from mellanrum.export.citation import written_date
from mellanrum.ontology.language import Language
from mellanrum.ontology.namespaces import MR, RDFS
from mellanrum.ontology.vocabularies import TIER

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def visit(chromium: Browser, path: Path, **options: Any) -> WatchedPage:
    context = chromium.new_context(offline=True, **options)
    watched = WatchedPage(context.new_page())
    watched.watch()
    watched.page.goto(path.as_uri())
    return watched


def committees(graph: KnowledgeGraph) -> dict[str, list[str]]:
    """Return the names of the committees of each dataset."""
    found: dict[str, list[str]] = {}
    for node in graph.facts.nodes():
        if str(MR.Committee) in graph.facts.types(node):
            slug = graph.short(node).partition("/")[0]
            found.setdefault(slug, []).append(graph.facts.value(node, str(RDFS.label)))
    return found


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_walk_from_the_start_page(
    chromium: Browser, output: Path, bundled: KnowledgeGraph, language: str
) -> None:
    start = output / ("index.html" if language == "sv" else "index.en.html")
    watched = visit(chromium, start)
    page = watched.page
    by_dataset = committees(bundled)
    assert {slug: len(names) for slug, names in by_dataset.items()} == {"boras": 8, "tyreso": 4}
    for names in by_dataset.values():
        for name in names:
            assert page.get_by_text(name).first.is_visible(), name

    page.get_by_role("link", name={"sv": "Rapport", "en": "Report"}[language], exact=True).click()
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.lang") == language
    for gap in bundled.gaps():
        heading = page.locator(f"#{gap.iri.rpartition('/')[2]} h4")
        assert heading.inner_text() == gap.title.pick(language)  # type: ignore[arg-type]

    page.get_by_role("link", name={"sv": "Karta", "en": "Map"}[language], exact=True).click()
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.lang") == language
    page.get_by_role("button", name={"sv": "Karta", "en": "Map"}[language], exact=True).click()
    assert page.locator("#map canvas").is_visible()
    other = {"sv": "en", "en": "sv"}[language]
    page.locator(f'[data-language="{other}"]').click()
    assert page.evaluate("document.documentElement.lang") == other
    page.get_by_role("link", name={"sv": "Rapport", "en": "Report"}[other], exact=True).click()
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.lang") == other
    assert watched.trouble == []
    page.context.close()


@pytest.mark.parametrize(("language", "name"), [("sv", "index.html"), ("en", "index.en.html")])
def test_the_start_page_tells_each_municipality_tier_by_tier(
    output: Path, bundled: KnowledgeGraph, language: Language, name: str
) -> None:
    text = unescape((output / name).read_text(encoding="utf-8"))
    for info in bundled.datasets:
        own = text.partition(f"<h3>{info.title.pick(language)}</h3>")[2].partition("</dl>")[0]
        items = [gap for gap in bundled.gaps() if gap.dataset == info.slug]
        assert {written_date(str(gap.as_of), language) in own for gap in items} == {True}
        for tier in TIER:
            count = sum(gap.tier == tier.slug for gap in items)
            assert re.search(rf"<dt>{tier.heading.pick(language)}</dt><dd>{count}[.,]", own)
            assert tier.definition.pick(language) in own
        [anatomy] = [one for one in bundled.anatomy() if info.slug in one.datasets]
        assert f"<dd>{len(anatomy.cards)} " in own
        assert f"<dd>{len(anatomy.not_asked)} " in own


@pytest.mark.parametrize("name", ["index.html", "report.html", "report.en.html"])
def test_page_reflows_at_320_pixels(chromium: Browser, output: Path, name: str) -> None:
    watched = visit(chromium, output / name, viewport={"width": 320, "height": 640})
    wide = watched.page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
    assert not wide
    assert watched.trouble == []
    watched.page.context.close()


def test_evidence_opens_by_keyboard(chromium: Browser, output: Path) -> None:
    watched = visit(chromium, output / "report.html")
    page = watched.page
    summary = page.locator("article.gap details summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator("article.gap details[open] li").first.is_visible()
    assert watched.trouble == []
    page.context.close()


def test_hostile_names_stay_text_in_the_report(chromium: Browser, tmp_path: Path) -> None:
    from mellanrum.cli import run

    bad = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"
    folder = tmp_path / "prov"
    folder.mkdir()
    tables = {
        "sources.csv": f'id,name,kind,issuer,date\nk1,"{bad}",audit-report,k,2020\n',
        "bodies.csv": f'id,kind,name,source,phrase\nk,municipality,"{bad}",k1,"{bad}"\n',
        "responsibilities.csv": f'id,name,kind,source\nr1,"{bad}",task,k1\n',
        "dataset.toml": f"slug = 'prov'\ntitle = '{bad}'\ndescription = '{bad}'\n",
    }
    for name, text in tables.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert run(["build", str(folder), "-o", str(tmp_path / "ut")]) == 0
    assert bad in word_text((tmp_path / "ut" / "report.docx").read_bytes())
    assert (tmp_path / "ut" / "report.pdf").read_bytes().startswith(b"%PDF-")
    for name in ("index.html", "report.html", "map.html"):
        watched = visit(chromium, tmp_path / "ut" / name)
        assert bad in watched.page.locator("body").inner_text()
        assert watched.page.locator("img:not(figure img)").count() == 0
        assert watched.trouble == []
        watched.page.context.close()
