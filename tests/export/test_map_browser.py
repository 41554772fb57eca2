"""What a user does with the map, in a browser, from a file, without a network."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
import struct
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest
from browser import go, until
from maps import SCRIPT

import mellanrum
from mellanrum.queries.anatomy.anatomy import TABLES

if TYPE_CHECKING:
    from browser import OpenPage
    from playwright.sync_api import Page

    from mellanrum import Gap, KnowledgeGraph

WIDE = {"width": 1440, "height": 900}
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


def title(page: Page) -> str:
    return page.locator("#panel-title").inner_text()


def address(page: Page) -> str:
    return page.url.partition("#")[2]


# -- finding, reading, leading on -------------------------------------------------------------


def test_committees_are_found_by_name(open_page: OpenPage, swedish_map: str) -> None:
    page = open_page(swedish_map).page
    for slug, names in COMMITTEES.items():
        for name in names:
            page.fill("#search", name)
            hits = page.locator(f'#found button[data-hit^="{slug}/"]')
            assert name in [text.split("\n")[0] for text in hits.all_inner_texts()]


def test_search_forgives_accents_and_knows_other_names(
    open_page: OpenPage, swedish_map: str
) -> None:
    page = open_page(swedish_map).page
    for typed, expected in (
        ("forskolenamnden", "Förskolenämnden"),
        ("OVERGRIPANDE samverkan", "Övergripande samverkan mellan skola, socialtjänst"),
        ("gymnasie vuxenutb", "Gymnasie- och vuxenutbildningsnämnden"),
        ("ks", "Kommunstyrelsen"),
        ("sspf", "SSPF"),
        ("ifo", "Individ- och familjeomsorg"),
        ("friskola", "De fristående skolorna"),
        ("brottsförebyggande råd", "BRÅ"),
    ):
        page.fill("#search", typed)
        hits = [text.split("\n")[0] for text in page.locator("#found button").all_inner_texts()]
        assert any(hit.startswith(expected) for hit in hits[:3]), (typed, hits)


def test_search_by_keyboard_switches_municipality(open_page: OpenPage, swedish_map: str) -> None:
    page = open_page(swedish_map).page
    page.focus("#search")
    page.keyboard.type("bus-sam")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert title(page) == "BUS-samverkan"
    assert page.evaluate("document.activeElement.id") == "panel-title"
    assert page.locator("#title").inner_text() == "Samverkanskarta: Tyresö kommun"
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    assert page.evaluate("document.activeElement.id") == "search"
    page.fill("#search", "finns inte alls")
    assert page.locator("#hits").inner_text() == "Ingen träff"


def name_of(gap: Gap) -> str:
    return gap.iri.rpartition("/")[2]


def test_the_panel_of_a_stated_item_tells_who_says_so(
    open_page: OpenPage, swedish_map: str, bundled: KnowledgeGraph
) -> None:
    gap = next(gap for gap in bundled.gaps(tier="stated") if gap.lines and gap.dataset == "boras")
    assert gap.stated
    page = open_page(swedish_map).page
    page.click("#tab-table")
    button = page.locator(f'th [data-ref="{name_of(gap)}"]')
    button.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel-title"
    assert title(page) == gap.title.sv
    panel = page.locator("#panel").inner_text()
    snapshot = bundled.snapshot()
    claims = [snapshot.claims(node)[0] for node in (*gap.stated.statements, *gap.stated.findings)]
    for part in (
        "Sagt i källorna",
        gap.says.sv,
        "sagt i källorna",
        *(snapshot.name(voice) for voice in gap.stated.voices),
        *(claim.document for claim in claims),
        *(claim.phrase for claim in claims),
        "Syns också i strukturen",
        *(line.says.sv for line in gap.lines),
    ):
        assert part in panel, part
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    assert page.evaluate("document.activeElement.dataset.ref") == name_of(gap)


def test_the_panel_tells_what_expects_and_what_does_not_fit(
    open_page: OpenPage, ekvalla_map: str, ekvalla: KnowledgeGraph
) -> None:
    page = open_page(ekvalla_map).page
    for gap in (*ekvalla.gaps(tier="structural"), *ekvalla.gaps(tier="expected")):
        go(page, f"chosen={name_of(gap)}")
        panel = page.locator("#panel").inner_text()
        assert title(page) == gap.title.sv
        told = [*(line.says for line in gap.lines), *(norm.reference for norm in gap.required_by)]
        assert told
        assert all(text.sv in panel for text in (gap.says, *told))


def test_the_panel_tells_who_contests_and_for_whom(
    open_page: OpenPage, swedish_map: str, bundled: KnowledgeGraph
) -> None:
    page = open_page(swedish_map).page
    for gap in bundled.gaps(evidence="contested"):
        assert gap.stated
        go(page, f"place={gap.dataset}&chosen={name_of(gap)}")
        panel = page.locator("#panel").inner_text()
        for contest in gap.stated.contested:
            by, whom = (
                bundled.label(node) if node else other
                for node, other in ((contest.by, "–"), (contest.for_, "alla"))
            )
            assert f"Av {by}, för {whom}".lower() in panel.lower()


def test_claims_that_contradict_stand_side_by_side(
    open_page: OpenPage, swedish_map: str, bundled: KnowledgeGraph
) -> None:
    gap = next(gap for gap in bundled.gaps() if gap.evidence == "contested")
    page = open_page(swedish_map, viewport=WIDE).page
    go(page, f"chosen={gap.iri.rpartition('/')[2]}")
    pair = page.locator("#panel .opposed .sides").first
    claims = pair.locator("> .claim")
    assert claims.count() >= 2
    assert page.locator("#panel .versus").first.inner_text().startswith("Källorna säger emot")
    one, other = (claims.nth(number).bounding_box() for number in (0, 1))
    assert one
    assert other
    assert one["y"] == other["y"]
    assert one["x"] + one["width"] <= other["x"]
    voices = [claims.nth(n).get_attribute("data-claim") for n in range(claims.count())]
    assert len(set(voices)) == len(voices)


def test_a_participation_is_chosen_with_its_post(open_page: OpenPage, swedish_map: str) -> None:
    page = open_page(swedish_map).page
    go(page, "chosen=boras/bra")
    page.locator('#panel [data-ref="boras/delt-bra-iof"]').click()
    panel = page.locator("#panel")
    assert panel.locator(".kicker").inner_text() == "Deltagande"
    assert "Verksamhetschef" in panel.inner_text() or "verksamhetschef" in panel.inner_text()
    assert panel.locator(".claim").count() >= 1
    panel.locator('dd [data-ref="boras/bra"]').click()
    assert title(page) == "BRÅ"
    assert address(page) == "chosen=boras/bra"


def test_reference_and_link_are_copied(open_page: OpenPage, swedish_map: str) -> None:
    page = open_page(swedish_map, permissions=["clipboard-read", "clipboard-write"]).page
    says = page.locator(".tier [data-ref]").first.inner_text()
    page.locator(".tier [data-ref]").first.click()
    page.click('[data-act="reference"]')
    until(page, "document.getElementById('live').textContent === 'Kopierat.'")
    assert page.locator("#live").bounding_box()["height"] > 20  # type: ignore[index]
    told = page.evaluate("navigator.clipboard.readText()")
    assert told.startswith(says)
    assert re.search(r"läge per 26 januari 2021", told)
    assert re.search(r"^– .*(dnr|rad|§)", told, re.MULTILINE)
    page.click('[data-act="link"]')
    until(page, "navigator.clipboard.readText().then(text => text.startsWith('file:'))")
    until(page, "document.getElementById('live').textContent.includes('skicka filen med')")
    link = page.evaluate("navigator.clipboard.readText()")
    other = page.context.new_page()
    other.goto(link)
    assert other.locator("#view-map").is_visible()
    assert other.locator("#panel-title").inner_text() == says


# -- one state --------------------------------------------------------------------------------


def test_back_and_forward_and_a_bookmark(open_page: OpenPage, swedish_map: str) -> None:
    page = open_page(swedish_map).page
    page.click("#tab-table")
    page.click("#table-bodies")
    page.locator('th [data-ref="boras/ks"]').click()
    bookmark = page.url
    page.go_back()
    until(page, "document.getElementById('panel').hidden")
    page.go_back()
    page.go_back()
    until(page, "!document.getElementById('view-overview').hidden")
    page.go_forward()
    until(page, "!document.getElementById('view-table').hidden")
    page.goto("about:blank")
    page.goto(bookmark)
    assert title(page) == "Kommunstyrelsen"
    assert page.locator("#table-bodies").get_attribute("aria-pressed") == "true"


def test_an_old_address_opens_what_it_names(open_page: OpenPage, swedish_map: str) -> None:
    page = open_page(swedish_map).page
    go(page, "tyreso%2Fbus-samverkan")
    assert title(page) == "BUS-samverkan"
    assert page.locator("#place").input_value() == "tyreso"


def test_filters_hold_in_every_view_and_count_what_they_leave(
    open_page: OpenPage, swedish_map: str
) -> None:
    page = open_page(swedish_map, viewport=WIDE).page
    page.click("#filters > summary")
    label = page.locator('label[for="f-kind-structure"]')
    count = int(label.locator(".count").inner_text())
    label.click()
    page.wait_for_timeout(100)
    assert f"och {count} strukturer visas" in page.locator("#summary").inner_text()
    assert "Slag: Forum eller annan samverkan" in page.locator("#summary").inner_text()
    assert page.evaluate("document.activeElement.id") == "f-kind-structure"
    page.click("#tab-table")
    page.click("#table-structures")
    assert page.locator("#view-table tbody tr").count() == count
    page.click("#table-bodies")
    assert page.locator("#view-table tbody tr").count() == 0
    page.click("#tab-forum")
    assert page.locator("#view-forum .d-cell").count() == 0
    page.click("#clear-filters")
    assert page.locator("#view-forum .d-cell").count() > 10


def test_tiers_are_filtered_and_never_merged(
    open_page: OpenPage, swedish_map: str, bundled: KnowledgeGraph
) -> None:
    page = open_page(swedish_map).page
    for table in ("stated", "structural", "expected"):
        items = [gap for gap in bundled.gaps(tier=table) if gap.dataset == "boras"]
        go(page, f"view=table&table={table}")
        rows = page.locator("#view-table tbody tr")
        listed = rows.evaluate_all("rows => rows.map(row => row.dataset.row)")
        assert listed == [name_of(gap) for gap in items]
        go(page, f"view=table&table={table}&f-tier=structural")
        assert rows.count() == (len(items) if table == "structural" else 0)


def test_what_is_contested_is_filtered_alone(
    open_page: OpenPage, swedish_map: str, bundled: KnowledgeGraph
) -> None:
    page = open_page(swedish_map, viewport=WIDE).page
    stated = [gap for gap in bundled.gaps(tier="stated") if gap.dataset == "boras"]
    contested = [name_of(gap) for gap in stated if gap.evidence == "contested"]
    assert 0 < len(contested) < len(stated)
    go(page, "view=table&table=stated&f-mark=contested")
    rows = page.locator("#view-table tbody tr")
    assert rows.evaluate_all("rows => rows.map(row => row.dataset.row)") == contested
    assert "hur vi vet: Omstritt" in page.locator("#summary").inner_text()


def test_a_link_to_what_an_item_replaces_opens_the_item(
    open_page: OpenPage, swedish_map: str, bundled: KnowledgeGraph
) -> None:
    page = open_page(swedish_map).page
    gaps = bundled.gaps()
    found = {gap.dataset: gap for gap in gaps if gap.replaces}
    assert set(found) == {"boras", "tyreso"}
    for gap in found.values():
        old = gap.replaces[0].rpartition("/")[2]
        assert old not in map(name_of, gaps)
        go(page, old)
        assert title(page) == gap.title.sv
        assert f"chosen={name_of(gap)}" in address(page)


def test_the_date_changes_gaps_and_ghosts_but_no_place(
    open_page: OpenPage, ekvalla_map: str, ekvalla: KnowledgeGraph
) -> None:
    """Skolrådet ended in 2020: in 2019 it stands, at the end a ghost in the same place."""
    page = open_page(with_probe(ekvalla_map), viewport=WIDE).page
    go(page, "view=map&date=2019")
    until(page, "window.net")
    ghost = "window.net.body.nodes['ekvalla/skolradet'].options"
    before = page.evaluate(f"({{x: {ghost}.x, y: {ghost}.y, dashed: {ghost}.shapeProperties}})")
    spots = "Object.fromEntries(Object.values(window.net.body.nodes).map(n => [n.id, [n.x, n.y]]))"
    earlier = page.evaluate(spots)
    page.focus("#date")
    page.keyboard.press("End")
    page.wait_for_timeout(200)
    after = page.evaluate(f"({{x: {ghost}.x, y: {ghost}.y, dashed: {ghost}.shapeProperties}})")
    assert (before["x"], before["y"]) == (after["x"], after["y"])
    assert before["dashed"]["borderDashes"] is False
    assert after["dashed"]["borderDashes"]
    later = page.evaluate(spots)
    assert all(later[key] == spot for key, spot in earlier.items() if key in later)
    assert "date" not in address(page)
    for day in ("2019-12-31", ekvalla.as_of.isoformat() if ekvalla.as_of else ""):
        for table in ("stated", "structural", "expected"):
            go(page, f"view=table&table={table}&date={day[:4] if day.endswith('12-31') else ''}")
            rows = page.locator("#view-table tbody tr")
            assert rows.count() == len(ekvalla.gaps(tier=table, as_of=day))


def test_the_language_changes_in_the_page(open_page: OpenPage, swedish_map: str) -> None:
    page = open_page(swedish_map).page
    page.click('[data-language="en"]')
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.locator("#tab-overview").inner_text() == "Overview"
    page.click("#tab-table")
    page.click("#table-bodies")
    body = page.locator('th [data-ref="boras/fsk"]')
    assert body.inner_text() == "Förskolenämnden"
    assert body.get_attribute("lang") == "sv"
    page.click("#tab-forum")
    head = page.locator('#view-forum [data-col="boras/grn"].d-col')
    assert head.get_attribute("lang") == "sv"
    assert "language=en" in address(page)
    page.click('[data-language="sv"]')
    assert page.locator("#tab-overview").inner_text() == "Översikt"


# -- the overview and the forums --------------------------------------------------------------


def test_the_overview_tells_what_matters_and_what_it_rests_on(
    open_page: OpenPage, swedish_map: str, bundled: KnowledgeGraph
) -> None:
    page = open_page(swedish_map, viewport=WIDE).page
    items = [gap for gap in bundled.gaps() if gap.dataset == "boras"]
    for tier, most in (("stated", 5), ("structural", 3), ("expected", 2)):
        own = [gap for gap in items if gap.tier == tier]
        listed = page.locator(f'.tier[data-tier="{tier}"] li')
        names = listed.locator("[data-ref]").evaluate_all("all => all.map(one => one.dataset.ref)")
        assert names == [name_of(gap) for gap in own[:most]]
        assert listed.first.locator(".title").inner_text().startswith(own[0].title.sv)
        assert own[0].says.sv in listed.first.inner_text()
        foot = page.locator(f'.tier[data-tier="{tier}"] > p').last.inner_text()
        cut = f"De första {len(names)} av {len(own)}. " if len(own) > most else ""
        assert foot == f"{cut}Se alla i tabellen"
    [anatomy] = [one for one in bundled.anatomy() if "boras" in one.datasets]
    cards = page.locator(".cards > ul > li")
    assert [card.title.sv for card in anatomy.cards] == [
        text.split("\n")[0] for text in cards.all_inner_texts()
    ]
    for card, text in zip(anatomy.cards, cards.all_inner_texts(), strict=True):
        assert card.says.sv in text
    not_asked = page.locator(".not-asked li").all_text_contents()
    assert not_asked == [line.says.sv for line in anatomy.not_asked]
    snapshot = bundled.snapshot()
    text = page.locator("section[aria-labelledby='rests-on']").inner_text()
    read = [
        node
        for node in snapshot.rows("SourceDocument")
        if snapshot.facts.dataset_of(node) == "boras"
        and snapshot.value(node, "inCorpus") != "false"
    ]
    assert f"{len(read)} lästa dokument" in text


def dots(page: Page) -> set[tuple[str, str]]:
    """The dots of the forum bars that stand, as (structure, party)."""
    found = page.locator("#view-forum .d-cell").evaluate_all(
        "cells => cells.filter(c => c.dataset.there && c.dataset.kind !== 'missing'"
        " && c.dataset.state === 'standing').map(c => [c.dataset.row, c.dataset.col])"
    )
    return {(row, column) for row, column in found}


@pytest.mark.parametrize("day", ["2019-12-31", "2021-12-31", ""])
def test_dots_are_the_participations_of_the_date(
    open_page: OpenPage, ekvalla_map: str, ekvalla: KnowledgeGraph, day: str
) -> None:
    page = open_page(ekvalla_map, viewport=WIDE).page
    go(page, f"view=forum&date={day[:4]}")
    network = ekvalla.network(as_of=day or None)
    expected = {
        (ekvalla.short(a), ekvalla.short(b))
        for one, other in network.edges
        for a, b in [(one, other) if network.nodes[one]["bipartite"] else (other, one)]
    }
    assert {(row, col) for row, col in dots(page) if not col.startswith("sector:")} == expected


def test_rings_are_gaps_of_missing_parties(open_page: OpenPage, swedish_map: str) -> None:
    page = open_page(swedish_map, viewport=WIDE).page
    go(page, "view=forum")
    ring = page.locator("#view-forum .d-cell[data-gap]:visible").first
    gap = ring.get_attribute("data-open")
    ring.click()
    assert f"chosen={gap}" in address(page)
    assert page.locator("#panel .kicker").inner_text() == "Sagt i källorna"
    go(page, "view=forum&f-tier=structural")
    kinds = page.locator("#view-forum .d-cell[data-gap]").evaluate_all(
        "cells => [...new Set(cells.filter(c => c.dataset.there).map(c => c.dataset.mark))]"
    )
    assert set(kinds) <= {"structural", None}


def test_what_is_chosen_is_brought_into_sight(open_page: OpenPage, swedish_map: str) -> None:
    page = open_page(swedish_map).page
    page.set_viewport_size({"width": 1100, "height": 800})
    column = '#view-forum .d-col[data-col="boras/familjecentraler"]'
    go(page, "view=forum")
    frame = "#view-forum .scroll"
    assert page.locator(frame).evaluate("frame => frame.scrollLeft") == 0
    beyond = """([column, frame]) => {
        const [one, other] = [column, frame].map((each) => document.querySelector(each));
        const [inner, outer] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
        return inner.left < outer.left || inner.left > outer.right; }"""
    assert page.evaluate(beyond, [column, frame])
    go(page, "view=forum&chosen=boras/familjecentraler")
    until(page, f"() => !({beyond})({json.dumps([column, frame])})")


def scroll_forums(page: Page, left: int, top: int = 0) -> None:
    page.evaluate(
        """([left, top]) => {
            const frame = document.querySelector("#view-forum .scroll");
            frame.scrollIntoView();
            frame.scrollTo(left, top);
        }""",
        [left, top],
    )
    page.wait_for_timeout(200)


SEEN = """part => {
    const { left, top, width, height } = part.getBoundingClientRect();
    const found = document.elementFromPoint(left + width / 2, top + Math.min(height / 2, 12));
    return Boolean(found) && part.contains(found);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1000, 320])
def test_the_names_of_the_forums_stay_in_sight(
    open_page: OpenPage, swedish_map: str, width: int, scheme: str
) -> None:
    page = open_page(
        swedish_map, viewport={"width": width, "height": 800}, color_scheme=scheme
    ).page
    go(page, "view=forum")
    name = page.locator('#view-forum .stay-row[data-for="boras/sspf"]')
    head = page.locator('#view-forum .d-row[data-id="boras/sspf"] .d-row-head')
    assert not name.is_visible()
    scroll_forums(page, 400, 250)
    row = head.bounding_box()
    assert row
    page.evaluate("y => scrollBy(0, y - 400)", row["y"])
    assert name.evaluate(SEEN)
    assert name.inner_text() == "SSPF i Borås"
    box, row = name.bounding_box(), head.bounding_box()
    assert box
    assert row
    assert abs(box["y"] + box["height"] / 2 - row["y"] - row["height"] / 2) < 3
    # Beside the name there is room for the drawing: it does not take the whole of a narrow screen.
    frame = page.locator("#view-forum .scroll").bounding_box()
    stay = page.locator("#view-forum .stay-names").bounding_box()
    assert frame
    assert stay
    assert stay["width"] < 0.5 * frame["width"]
    back = page.locator("#view-forum .stay-names").evaluate(
        "e => getComputedStyle(e).backgroundColor"
    )
    assert back == ("rgb(255, 255, 255)" if scheme == "light" else "rgb(20, 25, 31)")
    page.mouse.click(box["x"] + box["width"] - 30, box["y"] + box["height"] / 2)
    assert title(page) == "SSPF i Borås"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_headings_of_the_forums_stay_in_sight(open_page: OpenPage, swedish_map: str) -> None:
    page = open_page(swedish_map, viewport={"width": 1000, "height": 800}).page
    go(page, "view=forum")
    copy = '#view-forum .stay-head [data-open="boras/polisen"]'
    assert not page.locator(copy).is_visible()
    scroll_forums(page, 400, 300)
    found, real = (
        page.locator(f"{part} text").bounding_box()
        for part in (copy, '#view-forum .d-col[data-col="boras/polisen"]')
    )
    assert found
    assert real
    assert abs(found["x"] - real["x"]) < 1  # above its column, though that has gone
    assert real["y"] < found["y"]
    page.mouse.click(found["x"] + found["width"] / 2, found["y"] + found["height"] / 2)
    assert title(page) == "Polisen"


def test_what_stays_in_sight_is_neither_read_twice_nor_printed(
    open_page: OpenPage, swedish_map: str
) -> None:
    page = open_page(swedish_map, viewport={"width": 1000, "height": 800}).page
    go(page, "view=forum")
    scroll_forums(page, 400, 300)
    stay = page.locator("#view-forum .stay")
    assert stay.get_attribute("aria-hidden") == "true"
    assert stay.locator("[tabindex], [role], button, a").count() == 0
    head = '#view-forum .d-row[data-id="boras/sspf"] .d-row-head'
    assert page.locator(head).evaluate("e => getComputedStyle(e).opacity") == "0"
    page.emulate_media(media="print")
    for part in (".stay-names", ".stay-head", ".stay-corner"):
        assert not page.locator(f"#view-forum {part}").is_visible()
    assert page.locator(head).evaluate("e => getComputedStyle(e).opacity") == "1"


def test_the_forums_by_keyboard(open_page: OpenPage, ekvalla_map: str) -> None:
    page = open_page(ekvalla_map, viewport=WIDE).page
    go(page, "view=forum")
    assert page.locator('#view-forum svg [tabindex="0"]').count() == 1
    page.locator('#view-forum svg [tabindex="0"]').focus()
    page.keyboard.press("ArrowDown")
    focused = "document.activeElement.closest('.d-row')?.dataset.row"
    row = page.evaluate(focused)
    page.keyboard.press("ArrowRight")
    assert page.evaluate(focused) == row
    assert page.evaluate("document.activeElement.getAttribute('role')") == "button"
    assert page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator("#panel").is_visible()


def test_forums_are_gathered_by_target_group_and_sorted(
    open_page: OpenPage, ekvalla_map: str
) -> None:
    page = open_page(ekvalla_map, viewport=WIDE).page
    go(page, "view=forum")
    plain = page.locator("#view-forum .d-band text").all_inner_texts()
    page.select_option("#forum-gather", "group")
    groups = page.locator("#view-forum .d-band text").all_text_contents()
    assert groups != plain
    assert groups[-1] == "Målgrupp inte dokumenterad i källorna"
    page.select_option("#forum-gather", "")
    page.select_option("#forum-order", "members")
    counts = page.locator('#view-forum .d-row[data-level="operational"][data-kind="structure"]')
    spread = counts.evaluate_all(
        "rows => rows.map(row => [Number(/ (-?[\\d.]+)\\)/.exec(row.getAttribute('transform'))[1]),"
        " [...row.querySelectorAll('.d-cell')].filter(c => c.dataset.there"
        " && c.dataset.kind !== 'missing').length])"
    )
    sizes = [size for _, size in sorted(spread)]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) > 1


# -- the map ----------------------------------------------------------------------------------

PROBE = (
    "vis.Network = class extends vis.Network {"
    " constructor(...given) { super(...given); window.net = this; } }"
)


def with_probe(html: str) -> str:
    """Return a page with a script before the last, allowed by its policy, that keeps the map."""
    digest = base64.b64encode(hashlib.sha256(PROBE.encode()).digest()).decode()
    html = html.replace("script-src ", f"script-src 'sha256-{digest}' ", 1)
    head, _, tail = html.rpartition("<script>")
    return f"{head}<script>{PROBE}</script>\n<script>{tail}"


def colours(page: Page, node: str) -> Any:
    return page.evaluate("id => window.net.body.nodes[id].options.color.background", node)


def test_draws_within_the_window(open_page: OpenPage, swedish_map: str, english_map: str) -> None:
    for html, scheme in ((swedish_map, "light"), (english_map, "dark")):
        page = open_page(html, viewport=WIDE, color_scheme=scheme).page
        go(page, "view=map")
        box = page.locator("#map canvas").bounding_box()
        assert box
        assert box["height"] > 500
        assert page.evaluate("document.documentElement.scrollWidth") <= 1440


def test_drawn_boxes_keep_to_their_places(open_page: OpenPage, swedish_map: str) -> None:
    """vis-network must not make a box larger than the layout left room for."""
    page = open_page(with_probe(swedish_map), viewport=WIDE).page
    go(page, "view=map")
    until(page, "window.net && window.net.getBoundingBox('boras/ks')")
    page.wait_for_timeout(200)
    pattern = r'<script type="application/json" id="data-0">(.*?)</script>'
    match = re.search(pattern, swedish_map, re.DOTALL)
    assert match
    for node in json.loads(match[1])["nodes"]:
        told = page.evaluate(
            "id => window.net.body.nodes[id] && [window.net.getBoundingBox(id),"
            " window.net.body.nodes[id].options.shapeProperties.borderRadius]",
            node["id"],
        )
        if told:
            box, around = told
            assert box["right"] - box["left"] - 2 * around <= node["box"][0] + 3, node["id"]
            assert box["bottom"] - box["top"] - 2 * around <= node["box"][1] + 3, node["id"]


def test_a_click_in_the_drawing_chooses_and_the_rest_fades(
    open_page: OpenPage, swedish_map: str
) -> None:
    page = open_page(with_probe(swedish_map), viewport=WIDE).page
    go(page, "view=map")
    until(page, "window.net")
    page.wait_for_timeout(200)
    plain = colours(page, "boras/aln")
    at = page.evaluate("window.net.canvasToDOM(window.net.getPosition('boras/ks'))")
    page.locator("#map").click(position={"x": at["x"], "y": at["y"] + 4})
    page.wait_for_selector("#panel-title")
    assert title(page) == "Kommunstyrelsen"
    assert colours(page, "boras/aln") != plain
    page.keyboard.press("Escape")
    assert colours(page, "boras/aln") == plain


def test_a_line_is_chosen_by_a_click(open_page: OpenPage, swedish_map: str) -> None:
    page = open_page(with_probe(swedish_map), viewport=WIDE).page
    go(page, "view=map&gaps=no")
    until(page, "window.net")
    page.wait_for_timeout(200)
    at = page.evaluate(
        "(() => { const edge = Object.values(window.net.body.edges).find(e =>"
        " e.toId === 'boras/bra' && e.fromId === 'boras/iof-forvaltningen');"
        " for (let share = 0.2; share < 0.8; share += 0.05) {"
        " const at = window.net.canvasToDOM(edge.edgeType.getPoint(share));"
        " if (window.net.getEdgeAt(at) === edge.id && !window.net.getNodeAt(at)) return at; } })()"
    )
    page.locator("#map").click(position=at)
    page.wait_for_selector("#panel-title")
    assert "chosen=boras/delt-bra-iof" in address(page)


def test_the_map_by_keyboard(open_page: OpenPage, swedish_map: str) -> None:
    page = open_page(swedish_map, viewport=WIDE).page
    go(page, "view=map")
    page.focus("#map")
    page.keyboard.press("ArrowDown")
    until(page, "document.getElementById('live').textContent")
    first = page.locator("#live").inner_text()
    page.keyboard.press("ArrowRight")
    until(page, f"![{json.dumps(first)}, ''].includes(document.getElementById('live').textContent)")
    told = page.locator("#live").inner_text()
    page.keyboard.press("Enter")
    assert title(page).split()[0].lower() in told.lower()


def test_surroundings_and_undo(open_page: OpenPage, swedish_map: str) -> None:
    page = open_page(with_probe(swedish_map), viewport=WIDE).page
    go(page, "chosen=boras/ifn")
    page.click('#panel [data-steps="1"]')
    assert "Omgivningen till" in page.locator("#map-note").inner_text()
    one = page.evaluate(LIT)
    page.click('#panel [data-steps="2"]')
    assert page.evaluate(LIT) > one
    page.click("#undo")
    assert page.evaluate(LIT) == one
    page.click("#clear-map")
    assert page.locator("#map-note").inner_text() == ""
    assert address(page) == "view=map"


LIT = (
    "Object.values(window.net.body.nodes).filter(n => n.options.color.background"
    " !== getComputedStyle(document.documentElement).getPropertyValue('--back').trim()).length"
)


def test_a_path_is_found_or_said_to_be_missing(
    open_page: OpenPage, swedish_map: str, bundled: KnowledgeGraph
) -> None:
    """Lengths against networkx on the participations alone, which can only be longer or none."""
    page = open_page(swedish_map, viewport=WIDE).page
    go(page, "view=map")
    page.select_option("#path-from", "boras/polisen")
    page.select_option("#path-to", "boras/fsk")
    note = page.locator("#map-note").inner_text()
    assert "Det finns ingen väg mellan Polisen och Förskolenämnden" in note
    assert "Det är i sig ett resultat" in note
    page.select_option("#path-from", "boras/aln")
    page.select_option("#path-to", "boras/ifn")
    note = page.locator("#map-note").inner_text()
    assert "Från Arbetslivsnämnden till Individ- och familjeomsorgsnämnden i 2 steg" in note
    names = page.locator("#map-note button").all_inner_texts()
    assert names[0] == "Arbetslivsnämnden"
    assert names[-1] == "Individ- och familjeomsorgsnämnden"
    network = bundled.network()
    own, forum, other = (
        bundled.entry(name).iri
        for name in page.locator("#map-note button").evaluate_all("b => b.map(x => x.dataset.ref)")
    )
    assert network.has_edge(own, forum)
    assert network.has_edge(forum, other)


def test_gaps_can_be_hidden(open_page: OpenPage, swedish_map: str) -> None:
    page = open_page(swedish_map, viewport=WIDE).page
    go(page, "view=map")
    page.wait_for_timeout(100)
    pixels = "document.querySelector('#map canvas').toDataURL()"
    before = page.evaluate(pixels)
    page.focus("#show-gaps")
    page.keyboard.press("Space")
    page.wait_for_timeout(100)
    assert page.evaluate(pixels) != before
    page.keyboard.press("Space")
    page.wait_for_timeout(100)
    assert page.evaluate(pixels) == before


# -- tables, saving, paper --------------------------------------------------------------------


def saved(page: Page, button: str) -> tuple[str, bytes]:
    with page.expect_download() as download:
        page.click(button)
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_tables_are_sorted_narrowed_and_saved(
    open_page: OpenPage, swedish_map: str, bundled: KnowledgeGraph
) -> None:
    page = open_page(swedish_map, viewport=WIDE).page
    go(page, "view=table&table=bodies")
    page.click('[data-sort="name"]')
    assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "ascending"
    assert page.evaluate("document.activeElement.dataset.sort") == "name"
    names = page.locator("#view-table tbody th").all_inner_texts()
    page.click('[data-sort="name"]')
    assert page.locator("#view-table tbody th").all_inner_texts() == names[::-1]
    page.fill("#table-words", "nämnden")
    shown = page.locator("#view-table tbody tr").count()
    assert 0 < shown < len(names)
    name, content = saved(page, "#save-csv")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert name == "boras-organ-2021-01-26.csv"
    assert len(rows) == shown + 1
    assert all("nämnden" in ",".join(row).lower() for row in rows[1:])


@pytest.mark.parametrize(
    "table", ["structures", "bodies", "participations", "stated", "structural", "evidence"]
)
def test_each_table_holds_rows(open_page: OpenPage, ekvalla_map: str, table: str) -> None:
    page = open_page(ekvalla_map).page
    go(page, f"view=table&table={table}")
    assert page.locator("#view-table tbody tr").count() > 5
    assert page.locator("#view-table thead th").count() >= 6


def written(root: ElementTree.Element) -> list[tuple[str, float]]:
    """The texts of a picture, with their sizes as drawn."""
    return [
        ("".join(text.itertext()), float((text.get("font-size") or "0").removesuffix("px")))
        for text in root.iter("{http://www.w3.org/2000/svg}text")
    ]


@pytest.mark.parametrize(
    ("view", "name"),
    [
        ("overview", "oversikt"),
        ("anatomy", "anatomi-strukturer-och-program"),
        ("forum", "forum"),
        ("map", "karta"),
    ],
)
def test_pictures_say_what_they_show(
    open_page: OpenPage, swedish_map: str, view: str, name: str
) -> None:
    page = open_page(swedish_map, viewport=WIDE).page
    go(page, f"view={view}")
    page.wait_for_timeout(200)
    for wide, ending in ((False, ""), (True, "-16x9")):
        page.set_checked("#save-wide", wide)
        file, content = saved(page, "#save-svg")
        assert file == f"boras-{name}-2021-01-26{ending}.svg"
        root = ElementTree.fromstring(content)
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert "var(" not in content.decode()
        texts = written(root)
        told = " ".join(text for text, _ in texts)
        assert texts[0][0].startswith("Borås Stad: ")
        assert "Läge per 26 januari 2021" in told
        assert "4 lästa dokument" in told
        assert {"anatomy": "källorna tiger", "map": "förvaltning"}.get(view, "") in told
        if wide:
            assert float(root.get("width", "")) / float(root.get("height", "")) == 16 / 9
        if wide and view in ("overview", "anatomy"):  # in points, on a slide 960 points wide
            [inner] = root.findall("{http://www.w3.org/2000/svg}svg")
            scale = float(inner.get("width", "")) / float(inner.get("viewBox", "").split()[2])
            assert min(size for _, size in texts) * min(scale, 1) >= 10
        file, content = saved(page, "#save-png")
        assert file == f"boras-{name}-2021-01-26{ending}.png"
        assert content.startswith(b"\x89PNG")
        width, height = struct.unpack(">II", content[16:24])
        assert min(width, height) > 400
    go(page, f"view={view}&f-sector=school,social-care,police")
    page.wait_for_timeout(200)
    file, content = saved(page, "#save-svg")
    assert "-filtrerat-" in file
    assert "Sektor: " in content.decode()


@pytest.mark.parametrize("view", ["overview", "anatomy", "forum", "map", "table"])
def test_each_view_prints_on_its_own(open_page: OpenPage, swedish_map: str, view: str) -> None:
    page = open_page(swedish_map, viewport=WIDE).page
    go(page, f"view={view}&f-kind=structure,political&date=2020")
    page.emulate_media(media="print")
    page.wait_for_timeout(200)
    assert page.locator("h1").is_visible()
    assert "31 december 2020" in page.locator(".as-of").inner_text()
    assert "Slag: " in page.locator("#summary").inner_text()
    for hidden in (".bar", ".row", "#filters", "#map canvas"):
        assert page.locator(hidden).first.is_hidden(), hidden
    drawn = {
        "overview": "#view-overview table",
        "anatomy": "#view-anatomy table",
        "forum": "#view-forum .sheet > svg",
        "map": "#map-print svg",
    }
    shown = page.locator(drawn.get(view, "#view-table table"))
    assert shown.is_visible()
    for other in {"overview", "anatomy", "forum", "map", "table"} - {view}:
        assert page.locator(f"#view-{other}").is_hidden()
    if view in ("forum", "map"):
        legend = "#legend" if view == "map" else f"#view-{view} svg .d-legend"
        assert page.locator(legend).is_visible()
    paper = page.pdf(prefer_css_page_size=True)
    if view in ("forum", "map"):  # a drawing is not split, and its legend is on its sheet
        assert len(re.findall(rb"/Type ?/Page\b", paper)) == 1


# -- safety and reach -------------------------------------------------------------------------


def test_hostile_text_stays_text_everywhere(open_page: OpenPage, hostile_map: str) -> None:
    page = open_page(hostile_map, viewport=WIDE).page
    for language in ("sv", "en"):
        for view in ("overview", "anatomy", "forum", "map", "table"):
            for table in ("structures", "participations", "stated", "structural", "evidence"):
                go(page, f"view={view}&table={table}&language={language}")
        go(page, f"view=table&table=evidence&language={language}")
        for ref in ("hostile/k", "hostile/n", "hostile/s", "hostile/p1"):
            go(page, f"view=table&chosen={ref}&language={language}")
            assert page.locator("#panel-title").count() == 1
        gaps = page.evaluate("JSON.parse(document.getElementById('data-0').textContent).gaps")
        for gap in gaps:
            go(page, f"view=map&chosen={gap['id']}&language={language}")
    page.fill("#search", "script")
    page.locator("#found button").first.click()
    assert page.locator("img").count() == 0
    assert SCRIPT in page.locator("#panel").inner_text() + page.locator("#title").inner_text()


def test_an_address_cannot_inject(open_page: OpenPage, swedish_map: str) -> None:
    page = open_page(swedish_map).page
    for fragment in (
        "view=map&from=<img src=x onerror=alert(1)>&to=boras/fsk",
        "chosen=<script>alert(1)</script>",
        "f-sector=<img src=x onerror=alert(1)>&f-group=__proto__&f-rule=constructor",
        "place=__proto__&date=__proto__&sort=__proto__&open=__proto__&focus=constructor&steps=2",
        "%E0%A4%A",
    ):
        go(page, fragment)
        page.wait_for_timeout(50)
        assert page.locator("img").count() == 0
        assert page.locator("h1").is_visible()


@pytest.mark.parametrize("bodies", ["", "k,municipality,Minikommun,q\n"])
def test_a_dataset_with_next_to_nothing(open_page: OpenPage, tmp_path: Path, bodies: str) -> None:
    folder = tmp_path / "mini"
    folder.mkdir()
    tables = {
        "dataset.toml": "slug = 'mini'\n" + ("municipality = 'k'\n" if bodies else ""),
        "sources.csv": "id,name,kind\nq,Handling,minutes\n",
        "bodies.csv": f"id,kind,name,source\n{bodies}",
    }
    for name, text in tables.items():
        (folder / name).write_text(text, encoding="utf-8")
    page = open_page(mellanrum.load(folder).map("sv").text, viewport=WIDE).page
    for view in ("overview", "anatomy", "forum", "map", "table"):
        go(page, f"view={view}&from=mini/k&to=mini/nobody&focus=mini/nobody&steps=2")
        assert page.locator(f"#view-{view}").is_visible()
    assert "nobody" not in page.url


@pytest.mark.parametrize("view", ["overview", "anatomy", "forum", "map", "table"])
def test_reflows_at_320_pixels(open_page: OpenPage, swedish_map: str, view: str) -> None:
    page = open_page(swedish_map, viewport={"width": 320, "height": 640}).page
    for fragment in (f"view={view}", f"view={view}&chosen=boras/ifn&f-sector=school"):
        go(page, fragment)
        page.evaluate("document.getElementById('filters').open = true")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("width", [1440, 320])
def test_without_scripts_it_shows_overview_anatomy_and_list(
    open_page: OpenPage, swedish_map: str, bundled: KnowledgeGraph, width: int
) -> None:
    size = {"width": width, "height": 900}
    page = open_page(swedish_map, java_script_enabled=False, viewport=size).page
    assert page.locator("noscript p").is_visible()
    assert page.locator("button:visible, input:visible, select:visible").count() == 0
    told = page.locator("#view-overview").inner_text()
    listed = page.locator("#view-table").inner_text()
    for name in ("boras", "tyreso"):
        for tier, most in (("stated", 5), ("structural", 3), ("expected", 2)):
            own = [gap for gap in bundled.gaps() if gap.dataset == name and gap.tier == tier]
            assert all(gap.says.sv in told for gap in own[:most])
            assert all(gap.says.sv in listed for gap in own[most:])
    assert all(card.says.sv in told for one in bundled.anatomy() for card in one.cards)
    tables = [each for one in bundled.anatomy() for each in one.tables.values()]
    assert page.locator("#view-anatomy table").count() == len(tables)
    assert page.locator("#view-anatomy td").count() == sum(len(each.cells) for each in tables)


def test_what_is_there_without_scripts_is_what_they_show(
    open_page: OpenPage, ekvalla_map: str
) -> None:
    still = open_page(ekvalla_map, java_script_enabled=False, viewport=WIDE).page
    alive = open_page(ekvalla_map, viewport=WIDE).page
    assert alive.locator(".still").count() == 0
    for place in (".tier > ol > li", ".cards > ul > li"):
        one, other = (
            page.locator(f"#view-overview {place}").all_inner_texts() for page in (still, alive)
        )
        # Without scripts nothing can be answered.
        assert one == [text.partition("\n\nSvara på")[0] for text in other]
        assert one
    for number, table in enumerate(TABLES):
        go(alive, f"view=anatomy&part={table}")
        rows = (
            still.locator("#view-anatomy table").nth(number).locator("tbody tr"),
            alive.locator("#view-anatomy tr[data-row]"),
        )
        one, other = (
            [row.locator("td").all_text_contents() for row in found.all()] for found in rows
        )
        assert one == other
        assert one


def test_runs_in_the_frame_of_a_notebook(open_page: OpenPage, ekvalla: KnowledgeGraph) -> None:
    html = f"<!doctype html><html><body>{ekvalla.map('sv')._repr_html_()}</body></html>"
    page = open_page(html, viewport=WIDE).page
    frame = page.frame_locator("iframe")
    frame.locator("#tab-table").click()
    assert frame.locator("#view-table tbody tr").count() > 5
    frame.locator("#tab-map").click()
    assert frame.locator("#map canvas").is_visible()
    assert page.evaluate("typeof window.vis") == "undefined"
