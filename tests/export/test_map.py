"""The map: its text, its data and its positions. How it answers is in test_map_browser.py."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import itertools
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from maps import IMAGE, SCRIPT

import mellanrum
from mellanrum.export.labels import text_width, wrap
from mellanrum.export.map.layout import Item, lay_out
from mellanrum.export.map.map_page import MapData, map_page
from mellanrum.export.map.strings import BANDS, STRINGS
from mellanrum.export.pages.shell import Inline, render_page
from mellanrum.ontology.errors import ExportError
from mellanrum.ontology.language import LANGUAGES, Language

VOID = {"meta", "link", "input", "br", "hr", "img"}


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


def json_of(html: str, name: str) -> dict[str, Any]:
    pattern = rf'<script type="application/json" id="{name}">(.*?)</script>'
    match = re.search(pattern, html, re.DOTALL)
    assert match
    data: dict[str, Any] = json.loads(match[1])
    return data


def places_of(html: str) -> list[dict[str, Any]]:
    """Return the data of each municipality."""
    count = len(json_of(html, "data")["index"])
    return [json_of(html, f"data-{number}") for number in range(count)]


def rows_of(version: dict[str, Any]) -> set[str]:
    """Return the rows that an item refers to."""
    stated = dict(version.get("stated", {}))
    stated.pop("voices", None)
    contested = stated.pop("contested", [])
    named = [*contested, *version.get("required_by", [])]
    lists = [value for value in stated.values() if isinstance(value, list)]
    return {
        *itertools.chain(*lists, version.get("support", [])),
        *(one["row"] for one in named if "address" not in one),
    }


# -- the text of the page ---------------------------------------------------------------------


def test_is_well_formed_and_says_its_language(
    swedish_map: str, english_map: str, hostile_map: str
) -> None:
    for html, language in ((swedish_map, "sv"), (english_map, "en"), (hostile_map, "sv")):
        outline = Outline(html)
        assert outline.problems == []
        assert outline.all("html") == [{"lang": language}]
        assert len(outline.all("h1")) == 1
        assert outline.texts["title"][0].strip()


def test_names_title_date_and_sources(swedish_map: str, english_map: str) -> None:
    assert "Samverkanskarta: Borås Stad och Tyresö kommun" in swedish_map
    assert ">26 januari 2021 (Borås Stad) och 10 mars 2023 (Tyresö kommun)</strong>" in swedish_map
    assert ">26 January 2021 (Borås Stad) and 10 March 2023 (Tyresö kommun)</strong>" in english_map
    assert "IFON 2019-00025" in swedish_map


def test_both_languages_hold_the_same_data(swedish_map: str, english_map: str) -> None:
    assert places_of(swedish_map) == places_of(english_map)
    one, other = json_of(swedish_map, "data"), json_of(english_map, "data")
    assert {key for key in one if one[key] != other[key]} == {"language"}
    assert one["strings"]["sv"].keys() == one["strings"]["en"].keys()


def test_policy_allows_what_is_there_and_nothing_else(swedish_map: str) -> None:
    outline = Outline(swedish_map)
    policy = next(m["content"] for m in outline.all("meta") if "http-equiv" in m)
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "require-trusted-types-for 'script'" in policy
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        for attributes, text in re.findall(rf"<{tag}([^>]*)>(.*?)</{tag}>", swedish_map, re.DOTALL):
            if "json" not in attributes:
                digest = hashlib.sha256(text.encode()).digest()
                assert f"'sha256-{base64.b64encode(digest).decode()}'" in policy


def test_nothing_inline_and_nothing_from_elsewhere(swedish_map: str, english_map: str) -> None:
    for html in (swedish_map, english_map):
        for tag, attributes in Outline(html).elements:
            assert not any(name == "style" or name.startswith("on") for name in attributes), tag
            assert "src" not in attributes
            assert not attributes.get("href", "").startswith(("http:", "//", "javascript:"))


def test_ids_are_unique_and_references_lead_somewhere(swedish_map: str) -> None:
    outline = Outline(swedish_map)
    ids = [a["id"] for _, a in outline.elements if "id" in a]
    assert len(ids) == len(set(ids))
    for _, attributes in outline.elements:
        for name in ("aria-labelledby", "aria-controls", "aria-describedby", "for"):
            assert set(attributes.get(name, "").split()) <= set(ids)


def test_what_the_data_refers_to_is_there(swedish_map: str) -> None:
    page = json_of(swedish_map, "data")
    for place in places_of(swedish_map):
        things = {thing["id"] for thing in place["things"]}
        assert {node["id"] for node in place["nodes"]} == things
        for tie in place["ties"]:
            assert {tie["a"], tie["b"]} <= things
        rows = set(place["rows"])
        for gap in place["gaps"]:
            assert set(gap.get("between", [])) | set(gap.get("at", [])) <= things
            for version in (gap, *gap["known"]):
                assert {line["rule"] for line in version.get("lines", [])} <= set(page["rules"])
                assert rows_of(version) <= rows
        for key in ("cards", "not_asked"):
            places = {number for date in place[key]["at"] for number in date}
            assert places == set(range(len(place[key]["told"])))
        numbers = range(len(place["claims"]))
        for claim in place["claims"]:
            assert claim["row"] in rows | things
            assert claim.get("doc", 0) < len(place["documents"])
            assert set(claim.get("against", [])) <= set(numbers)


def test_same_input_same_bytes(ekvalla: mellanrum.KnowledgeGraph) -> None:
    again = mellanrum.load("ekvalla")
    assert ekvalla.map("sv").text == again.map("sv").text


def test_every_thing_and_gap_is_in_the_data(
    bundled: mellanrum.KnowledgeGraph, swedish_map: str
) -> None:
    snapshot = bundled.snapshot()
    places = places_of(swedish_map)
    things = {thing["id"] for place in places for thing in place["things"]}
    gaps = {gap["id"]: gap for place in places for gap in place["gaps"]}
    for node in snapshot.rows("Body", "CollaborationStructure"):
        assert snapshot.short(node) in things
    for gap in snapshot.gaps:
        told = gaps[gap.iri.rpartition("/")[2]]
        says = told["says"] if isinstance(told["says"], list) else [told["says"]] * 2
        assert says == [gap.sentence("sv"), gap.sentence("en")]


def test_items_are_those_of_each_date(bundled: mellanrum.KnowledgeGraph, swedish_map: str) -> None:
    """Against the engine, asked for each date on its own."""
    for place in places_of(swedish_map):
        *past, own = place["dates"]
        for date in (*past, own):
            told = {
                (gap["id"], version.get("mark", gap["mark"]), version.get("rank", gap["rank"]))
                for gap in place["gaps"]
                for version in gap["known"]
                if version["on"] & date["bit"]
            }
            found = bundled.gaps(None if date is own else date["day"])
            assert told == {
                (gap.iri.rpartition("/")[2], gap.evidence or gap.tier, gap.place.rank)
                for gap in found
                if gap.dataset == place["id"]
            }
            assert {gap.as_of for gap in found if gap.dataset == place["id"]} <= {
                dt.date.fromisoformat(date["day"])
            }


def test_cards_are_those_of_each_date(ekvalla: mellanrum.KnowledgeGraph, ekvalla_map: str) -> None:
    [place] = places_of(ekvalla_map)
    for date in place["dates"]:
        number = date["bit"].bit_length() - 1
        [anatomy] = ekvalla.anatomy(date["day"])
        for key, found in (("cards", anatomy.cards), ("not_asked", anatomy.not_asked)):
            told = [place[key]["told"][at] for at in place[key]["at"][number]]
            says = [one["says"] if key == "cards" else one for one in told if one]
            assert says == [[one.says.sv, one.says.en] for one in found]


def test_each_municipality_has_dates_up_to_its_own(
    bundled: mellanrum.KnowledgeGraph, swedish_map: str
) -> None:
    days = {
        place["id"]: [date["day"] for date in place["dates"]] for place in places_of(swedish_map)
    }
    for slug, own in days.items():
        assert own == sorted(own)
        newest = max(gap.as_of for gap in bundled.gaps() if gap.dataset == slug and gap.as_of)
        assert own[-1] == newest.isoformat()
    assert days["boras"][-1] < days["tyreso"][-1]


def test_dates_are_those_at_which_something_changes(ekvalla: mellanrum.KnowledgeGraph) -> None:
    """Between two dates of the map nothing begins, ends or falls due: Ekvalla has nothing 2013."""
    days = [snapshot.as_of for snapshot in ekvalla.history(gaps=False)]
    assert days[-1] == ekvalla.as_of
    assert all(day is not None and (day.month, day.day) == (12, 31) for day in days[:-1])
    years = {day.year for day in days if day is not None}
    assert {2012, 2020, 2024} <= years
    assert 2013 not in years


def test_every_gap_shows_somewhere_on_the_map(
    ekvalla_map: str, swedish_map: str, bundled: mellanrum.KnowledgeGraph
) -> None:
    for html in (swedish_map, ekvalla_map):
        for place in places_of(html):
            lines = {edge["id"] for edge in place["edges"] if "mark" in edge}
            for gap in place["gaps"]:
                assert gap["id"] in lines or gap.get("at"), gap["id"]


def test_what_stands_is_what_the_engine_says(
    bundled: mellanrum.KnowledgeGraph, swedish_map: str
) -> None:
    history = bundled.history(gaps=False)
    things = {t["id"]: t for place in places_of(swedish_map) for t in place["things"]}
    for number, snapshot in enumerate(history):
        for node in snapshot.rows("Body", "CollaborationStructure"):
            stands = bool(things[snapshot.short(node)]["on"] >> number & 1)
            assert stands == (node in snapshot.deriver.standing)


def test_hostile_text_stays_text_in_the_source(hostile_map: str) -> None:
    outline = Outline(hostile_map)
    assert outline.all("img") == []
    # the data of the page and of its one municipality, vis-network, our script
    assert len(outline.all("script")) == 4
    place = places_of(hostile_map)[0]
    assert place["name"] == SCRIPT
    assert f"{IMAGE} nämnd" in {thing["name"] for thing in place["things"]}


def test_a_notebook_gets_a_frame_that_reaches_nothing(ekvalla: mellanrum.KnowledgeGraph) -> None:
    page = ekvalla.map("en")
    frame = Outline(page._repr_html_()).all("iframe")[0]
    assert frame["srcdoc"] == page.text
    assert set(frame["sandbox"].split()) == {"allow-scripts", "allow-downloads"}
    assert frame["title"]


def test_a_page_is_saved_as_it_is(ekvalla: mellanrum.KnowledgeGraph, tmp_path: Path) -> None:
    page = ekvalla.map(view="table")
    assert page.save(tmp_path / "karta.html").read_bytes() == page.text.encode()
    assert json_of(page.text, "data")["view"] == "table"


def test_strings_are_in_both_languages() -> None:
    texts = [*STRINGS.values(), *BANDS.values()]
    assert all(text.sv.strip() and text.en.strip() for text in texts)
    assert all(re.findall(r"{\w+}", t.sv) == re.findall(r"{\w+}", t.en) for t in texts)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//example.org", "data:text/html,x"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_refuses_links_that_lead_elsewhere(
    ekvalla: mellanrum.KnowledgeGraph, address: str, language: Language
) -> None:
    data = MapData([ekvalla.snapshot(gaps=False)])
    with pytest.raises(ExportError):
        map_page(data, "sv", links={language: {"report": address}})


def test_refuses_a_script_that_ends_its_element() -> None:
    with pytest.raises(ExportError):
        render_page("map.html.j2", "sv", scripts=(Inline("x = '</script>'"),), title="")


# -- positions --------------------------------------------------------------------------------


def test_boxes_do_not_overlap(swedish_map: str, ekvalla_map: str) -> None:
    for html in (swedish_map, ekvalla_map):
        for place in places_of(html):
            for one, other in itertools.combinations(place["nodes"], 2):
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
