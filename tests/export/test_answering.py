"""The question cards are answered in the page, saved, read in, and the cell says so."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import mellanrum
from mellanrum.cli import run
from mellanrum.ontology.schema import load_schema

if TYPE_CHECKING:
    from browser import OpenPage
    from playwright.sync_api import Locator, Page

DATA = Path(__file__).parents[2] / "graph" / "data" / "ekvalla"
CARD, OTHER = "Fältgruppen", "Presidierådet"
NARROW, WIDE = {"width": 320, "height": 800}, {"width": 1280, "height": 900}
WORDS = {
    "sv": ("besked", "kommunstyrelsen", "finns", "Kontaktväg", "Spara svaren som CSV"),
    "en": ("answers", "kommunstyrelsen", "exists", "Contact", "Save the answers as CSV"),
}
BARRED = (
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no'); } });"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "ekvalla"))


def card(page: Page, name: str) -> Locator:
    return page.locator(".cards > ul > li").filter(has=page.get_by_text(name, exact=True))


def opened(page: Page, name: str) -> Locator:
    found = card(page, name)
    if found.locator("details.answering").get_attribute("open") is None:
        found.locator("summary").click()
    return found


def question(page: Page, name: str, element: str) -> Locator:
    return opened(page, name).locator(f'fieldset[data-question$=" {element}"]')


def choose(asked: Locator, value: str) -> None:
    asked.locator(f'input[type="radio"][value="{value}"]').check()


def fill(asked: Locator, **fields: str) -> None:
    for name, text in fields.items():
        field = asked.locator(f'[data-field="{name}"]')
        field.select_option(text) if name == "by" else field.fill(text)


def count(page: Page) -> str:
    return page.locator(".saving-answers strong").inner_text()


def saved(page: Page) -> tuple[str, bytes]:
    with page.expect_download() as waiting:
        page.locator('[data-act="save-answers"]').click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_an_answer_changes_the_cell_and_says_who_answered_and_when(
    open_page: OpenPage, folder: Path, tmp_path: Path, language: str
) -> None:
    file, body, exists, element, save = WORDS[language]
    page = open_page(mellanrum.load(folder).map("sv").text, viewport=WIDE).page
    page.locator(f'[data-language="{language}"]').click()
    asked = question(page, CARD, "contact")
    assert asked.locator("legend").inner_text().startswith(element)
    asked.get_by_label(exists, exact=True).check()
    fill(asked, place="telefonlistan", since="2023-04", by="ekvalla/ks")
    assert page.locator('[data-act="save-answers"]').inner_text() == save
    name, content = saved(page)
    assert name == f"{file}-ekvalla.csv"
    assert content.startswith(b"\xef\xbb\xbf")
    (row,) = rows(content)
    table = load_schema().table("answers")
    assert table is not None
    names = [column.name.sv if language == "sv" else column.name.en for column in table.columns]
    assert list(row) == [name for name in names if name != "id"]
    (tmp_path / name).write_bytes(content)

    assert run(["answers", str(tmp_path / name), "-d", str(folder), "--write"]) == 0
    assert mellanrum.load(folder).validate().conforms
    assert run(["build", str(folder), "-o", str(tmp_path / "ut")]) == 0
    told = json.loads((tmp_path / "ut" / "gaps.json").read_text(encoding="utf-8"))
    today = dt.date.today().isoformat()
    (cell,) = (
        cell
        for table in told["anatomy"]
        for cell in table["cells"]
        if (cell["row"], cell["element"]) == ("ekvalla/faltgruppen", "contact")
    )
    assert cell["sign"] == "documented"
    for words in cell["reason"].values():
        assert f"{body} ({today})" in words
    html = (tmp_path / "ut" / "map.html").read_text(encoding="utf-8")
    again = open_page(html, viewport=WIDE).page
    assert question(again, CARD, "contact").count() == 0
    again.locator(".cards").get_by_role("button", name=CARD).click()
    line = again.locator("#panel li").filter(has_text="Kontaktväg: finns")
    assert "(telefonlistan, sedan april 2023)" in line.inner_text()
    assert body in line.inner_text()
    assert today[:4] in line.inner_text()


def test_a_saved_cell_is_whole_and_no_formula(open_page: OpenPage, ekvalla_map: str) -> None:
    page = open_page(ekvalla_map).page
    for element, text in (
        ("contact", '=1+1, "a"'),
        ("measure", "+46 till; jämt"),
        ("document", "ä"),
    ):
        asked = question(page, CARD, element)
        choose(asked, "exists")
        fill(asked, place=text, by="ekvalla/ks")
    _, content = saved(page)
    assert sorted(row["var"] for row in rows(content)) == ["'+46 till; jämt", '\'=1+1, "a"', "ä"]


def test_answers_are_kept_counted_removed_and_brought_back(
    open_page: OpenPage, ekvalla_map: str
) -> None:
    page = open_page(ekvalla_map).page
    choose(question(page, CARD, "contact"), "does-not-apply")
    choose(question(page, OTHER, "goal"), "does-not-exist")
    assert count(page) == "2 svar"
    page.reload()
    assert count(page) == "2 svar"
    assert "2 svar" not in card(page, CARD).locator("summary").inner_text()
    assert "(1 svar)" in card(page, CARD).locator("summary").inner_text()
    choose(question(page, OTHER, "goal"), "")
    assert count(page) == "1 svar"
    page.locator('[data-act="clear-answers"]').click()
    assert count(page) == "0 svar"
    assert page.locator('[data-act="save-answers"]').is_disabled()
    page.get_by_role("button", name="Ångra: ta tillbaka svaren").click()
    assert count(page) == "1 svar"


def test_without_a_store_the_page_says_that_answers_last_until_it_is_closed(
    open_page: OpenPage, ekvalla_map: str
) -> None:
    watched = open_page(ekvalla_map).page
    watched.add_init_script(BARRED)
    watched.reload()
    asked = question(watched, CARD, "contact")
    choose(asked, "does-not-exist")
    fill(asked, by="ekvalla/ks")
    assert watched.get_by_text("Webbläsaren sparar inte svaren").is_visible()
    assert [row["svar"] for row in rows(saved(watched)[1])] == ["finns inte"]


def test_what_is_missing_is_told_at_its_field_and_nothing_is_saved(
    open_page: OpenPage, ekvalla_map: str
) -> None:
    page = open_page(ekvalla_map).page
    asked = question(page, CARD, "contact")
    choose(asked, "exists")
    card(page, CARD).locator("summary").click()  # it is opened again for what is missing
    for field, word, right in (
        ("by", "Välj organet som svarar.", "ekvalla/ks"),
        ("since", "Skriv tiden som", "2023"),
    ):
        if field == "since":
            fill(asked, since="i våras")
        page.locator('[data-act="save-answers"]').click()
        control = asked.locator(f'[data-field="{field}"]')
        assert control.evaluate("one => one === document.activeElement")
        assert control.get_attribute("aria-invalid") == "true"
        told = page.locator(f"#{control.get_attribute('aria-describedby')}").inner_text()
        assert told.startswith(word)
        fill(asked, **{field: right})
        assert control.get_attribute("aria-invalid") is None
    assert len(rows(saved(page)[1])) == 1


def test_the_next_answer_is_proposed_to_be_of_the_same_body(
    open_page: OpenPage, ekvalla_map: str
) -> None:
    page = open_page(ekvalla_map).page
    first, second = question(page, CARD, "contact"), question(page, OTHER, "goal")
    choose(first, "exists")
    fill(first, by="ekvalla/ks")
    choose(second, "does-not-exist")
    assert second.locator('[data-field="by"]').input_value() == "ekvalla/ks"
    # Where and since are asked of what exists alone.
    assert first.locator('[data-field="place"]').is_visible()
    assert not second.locator('[data-field="place"]').is_visible()


def test_a_card_is_answered_with_the_keyboard_alone(open_page: OpenPage, ekvalla_map: str) -> None:
    page = open_page(ekvalla_map).page
    card(page, CARD).locator("summary").focus()
    page.keyboard.press("Enter")
    card(page, CARD).locator("fieldset").first.wait_for()
    for key in ("Tab", "ArrowDown", "Tab"):  # on to "no answer", round to the first choice, on
        page.keyboard.press(key)
    page.keyboard.type("i årsplanen")
    page.keyboard.press("Tab")
    page.keyboard.type("2023")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    first = card(page, CARD).locator("fieldset").first
    body = first.locator('[data-field="by"]').input_value()
    tree = first.aria_snapshot()
    assert 'radio "finns" [checked]' in tree
    assert 'textbox "Var (några ord)": i årsplanen' in tree
    assert 'textbox "Sedan (2023, 2023-04, 2023-04-01)": "2023"' in tree
    (row,) = rows(saved(page)[1])
    assert (row["var"], row["sedan"]) == ("i årsplanen", "2023")
    assert body == f"ekvalla/{row['besked från']}" != "ekvalla/"


def test_paper_shows_the_form_of_every_card(open_page: OpenPage, ekvalla_map: str) -> None:
    page = open_page(ekvalla_map).page
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    asked = page.locator(".cards fieldset")
    (town,) = mellanrum.load("ekvalla").anatomy()
    assert asked.count() == sum(len(one.questions) for one in town.cards)
    for field in ('input[value="exists"]', '[data-field="place"]', '[data-field="by"]'):
        assert all(one.is_visible() for one in asked.locator(field).all())
    assert not page.locator('[data-act="save-answers"]').is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details.answering[open]").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [NARROW, WIDE])
def test_open_cards_have_no_violations_and_fit(
    open_page: OpenPage, ekvalla_map: str, viewport: Any, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = open_page(ekvalla_map, viewport=viewport, color_scheme=scheme).page
    choose(question(page, CARD, "contact"), "exists")
    page.locator('[data-act="save-answers"]').click()  # so that what is missing is told
    found = axe.run(page, context=".cards", options={"resultTypes": ["violations"]}).response[
        "violations"
    ]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


# -- a form for one body ------------------------------------------------------------------------


@pytest.fixture
def form(tmp_path: Path) -> str:
    path = tmp_path / "frågor.html"
    assert run(["cards", "ekvalla", "--for", "polisen", "-o", str(path)]) == 0
    return path.read_text(encoding="utf-8")


def test_a_form_page_stands_open_and_is_answered_for_its_body(
    open_page: OpenPage, form: str, folder: Path, tmp_path: Path
) -> None:
    page = open_page(form, viewport=WIDE).page
    (town,) = mellanrum.load("ekvalla").asked_of("polisen")
    asked = page.locator("fieldset")
    assert asked.count() == sum(len(card.questions) for card in town.cards)
    assert all(one.is_visible() for one in asked.all())
    choose(question(page, CARD, "measure"), "does-not-exist")
    name, content = saved(page)
    (row,) = rows(content)
    assert row["besked från"] == "polisen"
    (tmp_path / name).write_bytes(content)
    assert run(["answers", str(tmp_path / name), "-d", str(folder), "--write"]) == 0
    graph = mellanrum.load(folder)
    cell = (
        next(iter(graph.anatomy()))
        .tables["structures"]
        .cell(graph.entry("faltgruppen").iri, "measure")
    )
    assert cell.sign == "stated-lacking"


@pytest.mark.parametrize("viewport", [NARROW, WIDE])
def test_a_form_page_has_no_violations_and_fits(
    open_page: OpenPage, form: str, viewport: Any
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = open_page(form, viewport=viewport, color_scheme="dark").page
    choose(question(page, CARD, "contact"), "exists")
    found = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    assert "cards_" not in page.locator("main").inner_text()  # no word is missing
