"""The map: its text, its positions, and how it answers in a browser."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest

import mellanrum
from mellanrum.export.labels import text_width, wrap
from mellanrum.export.layout import Item, lay_out
from mellanrum.export.map import map_page
from mellanrum.export.map_strings import BANDS, EVIDENCE, KINDS, RELATIONS, STRINGS
from mellanrum.export.page import Inline, render_page
from mellanrum.ontology.errors import ExportError

if TYPE_CHECKING:
    from browser import OpenPage
    from playwright.sync_api import Page

VOID = {"meta", "link", "input", "br", "hr", "img"}
SCRIPT = "</script><script>alert(1)</script>"
IMAGE = "<img src=x onerror=alert(1)>"
COMMITTEES = {
    "boras": [
        "Arbetslivsnämnden",
        "Fritids- och folkhälsonämnden",
        "Förskolenämnden",
        "Grundskolenämnden",
        "Gymnasie- och vuxenutbildningsnämnden",
        "Individ- och familjeomsorgsnämnden",
        "Kommunstyrelsen",
        "Sociala omsorgsnämnden",
    ],
    "tyreso": [
        "Arbetsmarknads- och socialnämnden",
        "Barn- och utbildningsnämnden",
        "Kommunstyrelsen",
        "Kultur- och fritidsnämnden",
    ],
}


class Outline(HTMLParser):
    """Reads the elements of a page, and whether they are closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, list[str]] = {}
        self.problems: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.problems.append(f"</{tag}> at {self.getpos()}")

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts.setdefault(self._open[-1], []).append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def swedish(bundled: mellanrum.KnowledgeGraph) -> str:
    return map_page(bundled.snapshot(), "sv")


@pytest.fixture(scope="module")
def english(bundled: mellanrum.KnowledgeGraph) -> str:
    links = {"index": "index.en.html", "report": "report.en.html", "other_language": "map.html"}
    return map_page(bundled.snapshot(), "en", links=links)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A map of a dataset whose every text tries to get out of where it is put."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "dataset.toml").write_text(
        f'slug = "hostile"\nmunicipality = "k"\nbase = "https://w3id.org/mellanrum/id/"\n'
        f"title = {{ sv = '{SCRIPT}', en = '{SCRIPT}' }}\n"
        f"description = {{ sv = '{IMAGE}', en = '{IMAGE}' }}\nlanguage = \"sv\"\n",
        encoding="utf-8",
    )
    tables = {
        "sources": ["id,name,kind,issuer,date", f"q,{IMAGE}{SCRIPT},minutes,n,2024-01-01"],
        "bodies": [
            "id,kind,name,abbreviation,sector,note,source,place,phrase",
            f"k,Municipality,{SCRIPT},,,,q,{IMAGE},{SCRIPT}",
            f"n,Committee,{IMAGE} nämnd,{SCRIPT},school,{SCRIPT},q,{IMAGE},{SCRIPT}",
            f"m,Committee,&amp;{{{{7*7}}}}{SCRIPT} nämnd,,leisure,{IMAGE},q,{IMAGE},x",
        ],
        "structures": [
            "id,kind,name,level,note,source",
            f"s,Forum,{SCRIPT} forum,operational,{IMAGE},q",
        ],
        "participations": ["id,structure,participant,source", "p1,s,n,q", "p2,s,m,q"],
    }
    for name, lines in tables.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return map_page(mellanrum.load(folder).snapshot(), "sv")


def data_of(html: str) -> dict[str, Any]:
    match = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert match
    data: dict[str, Any] = json.loads(match[1])
    return data


# -- the text of the page ---------------------------------------------------------------------


def test_is_well_formed_and_says_its_language(swedish: str, english: str, hostile: str) -> None:
    for html, language in ((swedish, "sv"), (english, "en"), (hostile, "sv")):
        outline = Outline(html)
        assert outline.problems == []
        assert outline.all("html") == [{"lang": language}]
        assert len(outline.all("h1")) == 1
        assert outline.texts["title"][0].strip()


def test_names_title_date_and_sources(swedish: str, english: str) -> None:
    assert "Samverkanskarta: Borås Stad och Tyresö kommun" in swedish
    assert "Läge per <strong>10 mars 2023</strong>" in swedish
    assert "As of <strong>10 March 2023</strong>" in english
    assert "IFON 2019-00025" in swedish


def test_policy_allows_what_is_there_and_nothing_else(swedish: str) -> None:
    outline = Outline(swedish)
    policy = next(m["content"] for m in outline.all("meta") if "http-equiv" in m)
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        for attributes, text in re.findall(rf"<{tag}([^>]*)>(.*?)</{tag}>", swedish, re.DOTALL):
            if "json" not in attributes:
                digest = hashlib.sha256(text.encode()).digest()
                assert f"'sha256-{base64.b64encode(digest).decode()}'" in policy


def test_nothing_inline_and_nothing_from_elsewhere(swedish: str, english: str) -> None:
    for html in (swedish, english):
        for tag, attributes in Outline(html).elements:
            assert not any(name == "style" or name.startswith("on") for name in attributes), tag
            assert "src" not in attributes
            assert not attributes.get("href", "").startswith(("http:", "//", "javascript:"))


def test_ids_are_unique_and_references_lead_somewhere(swedish: str) -> None:
    outline = Outline(swedish)
    ids = [a["id"] for _, a in outline.elements if "id" in a]
    assert len(ids) == len(set(ids))
    for _, attributes in outline.elements:
        for name in ("aria-labelledby", "aria-controls", "aria-describedby", "for"):
            assert set(attributes.get(name, "").split()) <= set(ids)
    panels = {ref for view in data_of(swedish)["views"] for ref in view["panels"]}
    assert {a["data-ref"] for _, a in outline.elements if "data-ref" in a} <= panels


def test_swedish_content_is_marked_in_the_english_page(english: str) -> None:
    buttons = [a for a in Outline(english).all("button") if a.get("data-ref", "").startswith("bor")]
    assert buttons
    assert all(button.get("lang") == "sv" for button in buttons)


def test_same_input_same_bytes(ekvalla: mellanrum.KnowledgeGraph) -> None:
    again = mellanrum.load("ekvalla")
    assert map_page(ekvalla.snapshot(), "sv") == map_page(again.snapshot(), "sv")


def test_every_thing_and_gap_is_in_the_tables_and_has_a_panel(
    bundled: mellanrum.KnowledgeGraph, swedish: str
) -> None:
    snapshot = bundled.snapshot()
    headed = {a.get("data-ref") for a in Outline(swedish).all("button")}
    panels = {ref: panel for v in data_of(swedish)["views"] for ref, panel in v["panels"].items()}
    for node in snapshot.rows("Body", "CollaborationStructure"):
        assert snapshot.short(node) in headed & set(panels)
    for gap in snapshot.gaps:
        panel = panels[gap.iri.rpartition("/")[2]]
        assert gap.iri.rpartition("/")[2] in headed
        assert panel["title"]["text"] == gap.sentence("sv")
        assert panel["evidence"] == gap.evidence


def test_every_gap_shows_somewhere_on_the_map(
    bundled: mellanrum.KnowledgeGraph, ekvalla: mellanrum.KnowledgeGraph
) -> None:
    for graph in (bundled, ekvalla):
        snapshot = graph.snapshot()
        views = data_of(map_page(snapshot, "sv"))["views"]
        lines = sum(edge["kind"] == "gap" for view in views for edge in view["edges"])
        marks = sum(sum(m.values()) for view in views for m in view["marks"].values())
        assert lines + marks >= len(snapshot.gaps)
        assert all(view["panels"][e["id"]] for view in views for e in view["edges"] if "mark" in e)


def test_what_is_not_in_force_is_a_ghost(bundled: mellanrum.KnowledgeGraph, swedish: str) -> None:
    snapshot = bundled.snapshot()
    groups = {node["id"]: node["group"] for v in data_of(swedish)["views"] for node in v["nodes"]}
    for node in snapshot.rows("CollaborationStructure"):
        is_ghost = groups[snapshot.short(node)] == "ghost"
        assert is_ghost == (node not in snapshot.deriver.standing)


def test_hostile_text_stays_text_in_the_source(hostile: str) -> None:
    outline = Outline(hostile)
    assert outline.all("img") == []
    assert len(outline.all("script")) == 3  # the data, vis-network, the map
    view = data_of(hostile)["views"][0]
    assert view["name"] == SCRIPT
    assert view["panels"]["hostile/n"]["title"]["text"] == f"{IMAGE} nämnd"


def test_strings_are_in_both_languages() -> None:
    texts = [*STRINGS.values(), *EVIDENCE.values(), *KINDS.values(), *BANDS.values()]
    texts += [text for pair in RELATIONS.values() for text in pair]
    assert all(text.sv.strip() and text.en.strip() for text in texts)
    assert all(re.findall(r"{\w+}", t.sv) == re.findall(r"{\w+}", t.en) for t in texts)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//example.org", "data:text/html,x"])
def test_refuses_links_that_lead_elsewhere(ekvalla: mellanrum.KnowledgeGraph, address: str) -> None:
    with pytest.raises(ExportError):
        map_page(ekvalla.snapshot(), "sv", links={"index": address})


def test_refuses_a_script_that_ends_its_element() -> None:
    with pytest.raises(ExportError):
        render_page("map.html.j2", "sv", scripts=(Inline("x = '</script>'"),), title="")


# -- positions --------------------------------------------------------------------------------


def test_boxes_do_not_overlap(
    bundled: mellanrum.KnowledgeGraph, ekvalla: mellanrum.KnowledgeGraph
) -> None:
    for graph in (bundled, ekvalla):
        for view in data_of(map_page(graph.snapshot(), "sv"))["views"]:
            for one, other in itertools.combinations(view["nodes"], 2):
                apart = abs(one["x"] - other["x"]) >= (one["box"][0] + other["box"][0]) / 2
                above = abs(one["y"] - other["y"]) >= (one["box"][1] + other["box"][1]) / 2
                assert apart or above, (one["id"], other["id"])


def test_many_boxes_do_not_overlap_and_stay_within() -> None:
    items = [Item(f"b{n}", f"Nämnd {n}", "bodies", f"lane{n % 7}") for n in range(350)]
    items += [
        Item(f"s{n}", f"Forum {n}", "forums", near=(f"b{n}", f"b{2 * n}")) for n in range(150)
    ]
    lanes = [(f"lane{n}", f"Sektor {n}") for n in range(7)]
    layout = lay_out(items, lanes, [("bodies", "Organ"), ("forums", "Forum")])
    assert len(layout.spots) == 500
    for one, other in itertools.combinations(layout.spots.values(), 2):
        assert (
            abs(one.x - other.x) >= (one.width + other.width) / 2
            or abs(one.y - other.y) >= (one.height + other.height) / 2
        )
    assert all(spot.x + spot.width / 2 <= layout.width for spot in layout.spots.values())


@pytest.mark.parametrize(
    "text", ["", "x" * 500, "å" * 40, "a b " * 80, "ﬁ" * 60, "-" * 60, "東" * 50]
)
def test_lines_fit_whatever_the_label(text: str) -> None:
    lines = wrap(text, 80, 12, most=4)
    assert 1 <= len(lines) <= 4
    assert all(text_width(line, 12) <= 80 for line in lines)


# -- in a browser -----------------------------------------------------------------------------


def title(page: Page) -> str:
    return page.locator("#panel-title").inner_text()


def inner(page: Page, expression: str) -> Any:
    return page.evaluate(expression)


def test_draws_without_a_complaint(open_page: OpenPage, swedish: str, english: str) -> None:
    for html, scheme in ((swedish, "light"), (english, "dark")):
        page = open_page(html, viewport={"width": 1440, "height": 900}, color_scheme=scheme).page
        box = page.locator("#map canvas").bounding_box()
        assert box
        assert box["width"] <= 1440
        assert box["height"] > 500
        assert inner(page, "document.documentElement.scrollWidth") <= 1440


def test_hostile_text_stays_text_in_the_browser(open_page: OpenPage, hostile: str) -> None:
    page = open_page(hostile).page
    for ref in inner(
        page, "[...document.querySelectorAll('th [data-ref]')].map(b => b.dataset.ref)"
    ):
        page.locator(f'th [data-ref="{ref}"]').click()
    page.fill("#search", "script")
    assert page.locator("#found button").count() >= 1
    page.locator("#found button").first.click()
    assert page.locator("img").count() == 0
    assert "<script>" in title(page)


def test_committees_are_found_by_name(open_page: OpenPage, swedish: str) -> None:
    page = open_page(swedish).page
    for slug, names in COMMITTEES.items():
        for name in names:
            page.fill("#search", name)
            hits = page.locator(f'#found button[data-hit^="{slug}/"]')
            assert name in [text.split("\n")[0] for text in hits.all_inner_texts()]


def test_search_forgives_accents_hyphens_and_knows_abbreviations(
    open_page: OpenPage, swedish: str
) -> None:
    page = open_page(swedish).page
    for typed, expected in (
        ("forskolenamnden", "Förskolenämnden"),
        ("OVERGRIPANDE samverkan", "Övergripande samverkan mellan skola, socialtjänst"),
        ("gymnasie vuxenutb", "Gymnasie- och vuxenutbildningsnämnden"),
        ("ks", "Kommunstyrelsen"),
    ):
        page.fill("#search", typed)
        assert page.locator("#found button").first.inner_text().startswith(expected)


def test_search_by_keyboard_switches_municipality(open_page: OpenPage, swedish: str) -> None:
    page = open_page(swedish).page
    page.focus("#search")
    page.keyboard.type("bus-sam")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert title(page) == "BUS-samverkan"
    assert page.locator('[role="tab"][aria-selected="true"]').inner_text() == "Tyresö kommun"
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    assert inner(page, "document.activeElement.id") == "search"
    page.fill("#search", "finns inte alls")
    assert page.locator("#hits").inner_text() == "Ingen träff"


def test_choosing_by_keyboard_shows_the_evidence(open_page: OpenPage, swedish: str) -> None:
    page = open_page(swedish).page
    button = page.locator('th [data-ref^="g01-"]').filter(has_text="Grundskolenämnden")
    button.focus()
    page.keyboard.press("Enter")
    assert inner(page, "document.activeElement.id") == "panel-title"
    panel = page.locator("#panel").inner_text()
    for part in (
        "uttalat i källorna",
        "Individ- och familjeomsorgsnämnden (faktum)",
        "IFON 2019-00025 3.7.2.25",
        "§ 79",
        "21 maj 2019",
        "rad 45",
    ):
        assert part in panel
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    assert inner(page, "document.activeElement.dataset.ref").startswith("g01-")


def test_panel_of_a_body_leads_on(open_page: OpenPage, swedish: str) -> None:
    page = open_page(swedish).page
    page.locator('th [data-ref="boras/ifn"]').click()
    assert title(page) == "Individ- och familjeomsorgsnämnden"
    page.locator('#panel [data-ref="boras/kaa-samarbetet"]').click()
    assert title(page) == "Det tvärsektoriella samarbetet kring aktivitetsansvaret"
    assert "#boras%2Fkaa-samarbetet" in page.url
    page.locator("#panel .close").click()
    assert page.locator("#panel").is_hidden()


def test_municipalities_switch_with_the_arrow_keys(open_page: OpenPage, swedish: str) -> None:
    page = open_page(swedish).page
    assert page.locator('.tables-of[data-view="tyreso"]').is_hidden()
    page.locator("#tab-boras").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator('.tables-of[data-view="tyreso"]').is_visible()
    assert page.locator('.tables-of[data-view="boras"]').is_hidden()
    assert inner(page, "document.activeElement.id") == "tab-tyreso"
    assert "Tyresö" in (page.locator("#map").get_attribute("aria-label") or "")


def test_a_click_in_the_drawing_chooses(open_page: OpenPage, swedish: str) -> None:
    page = open_page(swedish, viewport={"width": 1440, "height": 900}).page
    view = data_of(swedish)["views"][0]
    spot = next(node for node in view["nodes"] if node["id"] == "boras/ks")
    canvas = page.locator("#map").bounding_box()
    assert canvas
    scale = canvas["width"] / view["size"]["width"]
    page.mouse.click(canvas["x"] + spot["x"] * scale, canvas["y"] + spot["y"] * scale)
    page.wait_for_selector("#panel-title")
    assert title(page) == "Kommunstyrelsen"


def pixels(page: Page) -> str:
    value: str = inner(page, "document.querySelector('#map canvas').toDataURL()")
    return value


def test_gaps_can_be_hidden(open_page: OpenPage, swedish: str) -> None:
    page = open_page(swedish).page
    page.wait_for_timeout(100)
    before = pixels(page)
    page.locator("#show-gaps").focus()
    page.keyboard.press("Space")
    page.wait_for_timeout(100)
    assert pixels(page) != before
    page.keyboard.press("Space")
    page.wait_for_timeout(100)
    assert pixels(page) == before


def test_an_address_opens_what_it_names(open_page: OpenPage, swedish: str) -> None:
    page = open_page(swedish).page
    page.goto(page.url + "#tyreso%2Fbus-samverkan")
    page.reload()
    assert title(page) == "BUS-samverkan"


def test_is_readable_at_320_pixels(open_page: OpenPage, swedish: str) -> None:
    page = open_page(swedish, viewport={"width": 320, "height": 640}).page
    assert inner(page, "document.documentElement.scrollWidth") <= 320
    table, drawing = (page.locator(s).first.bounding_box() for s in ("table", "#map"))
    assert table
    assert drawing
    assert table["y"] < drawing["y"]


def test_prints_heading_and_tables(open_page: OpenPage, swedish: str) -> None:
    page = open_page(swedish).page
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert page.locator("table").first.is_visible()
    assert page.locator("#stage").is_hidden()
    page.wait_for_timeout(100)


def test_tables_are_there_without_scripts(open_page: OpenPage, swedish: str) -> None:
    page = open_page(swedish, java_script_enabled=False).page
    assert page.locator(".tables-of").count() == 2
    assert all(section.is_visible() for section in page.locator(".tables-of").all())
    assert page.locator("noscript p").is_visible()


def test_drawn_boxes_keep_to_their_places(open_page: OpenPage, swedish: str) -> None:
    """vis-network must not make a box larger than the layout left room for."""
    probe = (
        "vis.Network = class extends vis.Network {"
        " constructor(...given) { super(...given); window.net = this; } }"
    )
    page = open_page(with_script(swedish, probe), viewport={"width": 1440, "height": 900}).page
    page.wait_for_function("window.net && window.net.getBoundingBox('boras/ks')")
    page.wait_for_timeout(200)
    for node in data_of(swedish)["views"][0]["nodes"]:
        box = inner(page, f"window.net.getBoundingBox({json.dumps(node['id'])})")
        around = 2 * node["shapeProperties"]["borderRadius"]  # vis-network adds it to the bounds
        assert box["right"] - box["left"] - around <= node["box"][0] + 3, node["id"]
        assert box["bottom"] - box["top"] - around <= node["box"][1] + 3, node["id"]


def with_script(html: str, script: str) -> str:
    """Return a page with one more script before the last, allowed by its policy."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    html = html.replace("script-src ", f"script-src 'sha256-{digest}' ", 1)
    head, _, tail = html.rpartition("<script>")
    return f"{head}<script>{script}</script>\n<script>{tail}"
