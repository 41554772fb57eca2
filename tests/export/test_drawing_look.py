"""How the drawings look: contrast, themes, room for every text, and names that mean harm."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import html
import os
import re
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest
from browser import OpenPage
from lifelines import lifelines
from svg_reading import Drawing, local

from mellanrum import KnowledgeGraph
from mellanrum.export.drawing.bars import forum_bars
from mellanrum.export.drawing.congruence_bars import LevelIndex, level_index, level_indexes
from mellanrum.export.drawing.forum_matrix import forum_matrix
from mellanrum.export.drawing.lifeline_marks import TimeLine, TimeMark
from mellanrum.export.drawing.matrix import (
    CellGap,
    ForumMatrix,
    MatrixCell,
    MatrixColumn,
    MatrixRow,
)
from mellanrum.export.drawing.style import standalone
from mellanrum.export.drawing.timelines import timeline
from mellanrum.export.pages.shell import asset

HARM = (
    "</svg><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onload="alert(1)" x="',
    "]]><!--",
    "\u202eשלום עולם مرحبا بالعالم",
    "👩‍👩‍👧‍👦🏳️‍🌈 samverkan",
    "a\x00b\x1bc\ufffe",
    "W" * 300,
    "Västmanlands " * 25,
    "",
)
TEXTS = ("--d-ink", "--d-muted", "--d-accent", "--d-stated")
SIGNS = ("--d-stated", "--d-contested", "--d-structural", "--d-expected")
MARKS = ("--d-bar", "--d-mark", "--d-ghost", "--d-strong", "--d-soft-line", *SIGNS)
GROUNDS = ("--d-back", "--d-lane")


def palette(theme: str) -> dict[str, str]:
    """Return the colours of a theme by the name of their variable."""
    found = re.search(rf"/\* {theme} \*/[^{{}}]*\{{([^{{}}]*)\}}", asset("drawing.css"))
    assert found
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", found[1]))


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour; see https://www.w3.org/TR/WCAG22/."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_measured_as_published() -> None:
    # The extremes, and the lightest grey that passes on white, as WCAG's techniques give them.
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_every_text_and_mark_stands_out(theme: str) -> None:
    colours = palette(theme)
    texts = [(*pair, 4.5) for pair in product((*TEXTS, *SIGNS), GROUNDS)]
    texts += [("--d-ink", "--d-soft", 4.5)]
    marks = [(*pair, 3.0) for pair in product(MARKS, GROUNDS)]
    weak = [
        (one, other, round(contrast(colours[one], colours[other]), 2))
        for one, other, least in (*texts, *marks)
        if contrast(colours[one], colours[other]) < least
    ]
    assert weak == []


def test_every_class_that_is_drawn_has_a_look(figures: dict[str, str]) -> None:
    styled = asset("drawing.css")
    seen: set[str] = set()
    for svg in figures.values():
        for element in Drawing(svg).root.iter():
            shape = local(element) in ("path", "circle", "rect", "line")
            if shape and not element.get("class"):
                continue  # the shape of a lane takes the fill of its group
            if shape:
                seen.add((element.get("class") or "").split()[0])
    assert seen
    assert {name for name in seen if f".{name}" not in styled} == set()


# -- themes -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def figures(ekvalla: KnowledgeGraph, bundled: KnowledgeGraph) -> dict[str, str]:
    """Every drawing of every bundled municipality."""
    found: dict[str, str] = {}
    for graph, names in ((ekvalla, ["ekvalla"]), (bundled, ["boras", "tyreso"])):
        snapshot = graph.snapshot()
        reports = {graph.short(m.municipality): m for m in graph.congruence().municipalities}
        for name in names:
            index = next(v for key, v in reports.items() if key.startswith(name))
            found[f"bars-{name}"] = forum_bars(forum_matrix(snapshot, [name]))
            found[f"index-{name}"] = level_index(level_indexes(index), name=name)
        found[f"time-{names[0]}"] = timeline(lifelines(graph), as_of=snapshot.as_of, title="t")
    return found


def test_a_drawing_of_its_own_needs_nothing_else(figures: dict[str, str]) -> None:
    read = Drawing(standalone(figures["bars-ekvalla"]))
    style = next(e for e in read.root if local(e) == "style").text or ""
    assert "var(" not in style
    assert "@media" not in style
    colours = palette("print")
    assert f".d-bar {{ stroke: {colours['--d-bar']};" in style
    [ground] = [e for e in read.root if e.get("width") == "100%"]
    assert ground.get("fill") == colours["--d-back"]
    plain = Drawing(figures["bars-ekvalla"])
    assert len(list(read.root.iter())) == len(list(plain.root.iter())) + 2


def test_no_drawing_has_a_style_or_a_script_of_its_own(figures: dict[str, str]) -> None:
    for svg in figures.values():
        for element in Drawing(svg).root.iter():
            assert local(element) not in ("style", "script", "image", "use", "a", "foreignObject")
            assert not {name for name in element.attrib if name == "style" or name[:2] == "on"}


def test_the_same_data_gives_the_same_bytes_whatever_the_order_of_sets(
    figures: dict[str, str],
) -> None:
    code = (
        "import hashlib, mellanrum\n"
        "from mellanrum.export.drawing.bars import forum_bars\n"
        "from mellanrum.export.drawing.forum_matrix import forum_matrix\n"
        "s, own = mellanrum.load('ekvalla').snapshot(), ['ekvalla']\n"
        "svg = forum_bars(forum_matrix(s, own))\n"
        "print(hashlib.sha256(svg.encode()).hexdigest())"
    )
    env = {key: os.environ[key] for key in ("PATH", "PYTHONPATH", "HOME") if key in os.environ}
    found = subprocess.run(
        [sys.executable, "-c", code],
        env=env | {"PYTHONHASHSEED": "4" if os.environ.get("PYTHONHASHSEED") == "1" else "1"},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    here = figures["bars-ekvalla"]
    assert found.strip() == hashlib.sha256(here.encode()).hexdigest()


# -- names that mean harm ---------------------------------------------------------------------


def hostile(language: str = "sv") -> dict[str, str]:
    """Return every drawing with names that mean harm in every place for a name."""
    gap = CellGap("gap-1", "stated", HARM[0])
    columns = tuple(MatrixColumn(f"c{n}", name, "body", f"g{n % 3}") for n, name in enumerate(HARM))
    ghosts = tuple(dataclasses.replace(c, state="ended", note=HARM[4]) for c in columns[:2])
    rows = tuple(
        MatrixRow(f"r{n}", name, "structure", band, note=HARM[(n + 1) % len(HARM)])
        for n, name in enumerate(HARM)
        for band in [("political", "operational", "none")[n % 3]]
    )
    cells = tuple(
        MatrixCell(row.key, column.key, "member", "standing", (HARM[2],), HARM[1])
        for row, column in zip(rows, columns, strict=True)
    )
    cells += (MatrixCell("r0", "c3", "missing", "standing", (), HARM[0], (gap,)),)
    groups = {f"g{n}": HARM[n * 3] for n in range(3)}
    columns = tuple(sorted((*ghosts, *columns[2:]), key=lambda column: column.group))
    matrix = ForumMatrix(HARM[0], language, rows, columns, cells, groups)
    lines = [
        TimeLine(f"l{n}", name, (TimeMark("deadline", date, name, name),), name, overdue=True)
        for n, name in enumerate(HARM)
        for date in [("2023", "2024-02", "", "inte ett datum")[n % 4]]
    ]
    return {
        "bars": forum_bars(matrix),
        "time": timeline(lines, as_of="2024-06-01", title=HARM[0]),
        "index": level_index([LevelIndex("lead", 0, 1)], name=HARM[0]),
    }


def many() -> str:
    """Return forum bars with more columns than get ample room, all with long names."""
    columns = tuple(
        MatrixColumn(
            f"c{n}", f"Gymnasie- och vuxenutbildningsnämnden nummer {n}", "body", f"g{n // 5}"
        )
        for n in range(45)
    )
    groups = {f"g{n}": "Hälso- och sjukvård samt social omsorg" for n in range(9)}
    rows = (MatrixRow("r", "Samverkan", "structure", "political"),)
    return forum_bars(ForumMatrix("Storkommun", "sv", rows, columns, (), groups))


def test_names_that_mean_harm_stay_text() -> None:
    for svg in hostile().values():
        read = Drawing(svg)
        tags = {local(element) for element in read.root.iter()}
        shapes = {"path", "circle", "rect", "line"}
        assert tags <= {"svg", "title", "desc", "g", "text", "tspan"} | shapes
        assert not {a for e in read.root.iter() for a in e.attrib if a.startswith("on")}
    bars = Drawing(hostile()["bars"])
    names = {column.get("data-name") for column in bars.all("d-col")}
    assert {HARM[0], HARM[1], HARM[2], HARM[7]} <= names
    assert "שלום עולם مرحبا بالعالم" in names  # without what turns the text after it
    assert "abc" in names


OVERFLOW = """() => {
  const out = [];
  for (const svg of document.querySelectorAll('svg')) {
    const box = svg.getBoundingClientRect();
    const gutter = svg.querySelector('.d-lane');
    const edge = gutter ? gutter.getBoundingClientRect().left : 0;
    for (const text of svg.querySelectorAll('text')) {
      const r = text.getBoundingClientRect();
      if (!text.textContent.trim() || !r.width) continue;
      const said = svg.getAttribute('class') + ': ' + text.textContent.slice(0, 60);
      if (r.left < box.left - .5 || r.right > box.right + .5 || r.top < box.top - .5
          || r.bottom > box.bottom + .5) out.push(['outside', said, r.toJSON(), box.toJSON()]);
      if (text.closest('.d-row-head') && r.right > edge) out.push(['into the cells', said]);
    }
    const spans = [...svg.querySelectorAll('.d-row-head')].map(e => e.getBoundingClientRect());
    spans.forEach((a, n) => spans.slice(0, n).forEach(b => {
      if (Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2) out.push(['row over row', n]);
    }));
    for (const line of svg.querySelectorAll('.d-line')) {
      const own = [...line.querySelectorAll(':scope > text')].map(e => e.getBoundingClientRect());
      const marks = [...line.querySelectorAll('.d-mark')].map(e => e.getBoundingClientRect());
      for (const a of own) for (const b of marks)
        if (a.width && a.right > b.left && b.right > a.left)
          out.push(['over a mark', line.dataset.name]);
    }
  }
  return out;
}"""
HEADINGS = """() => {
  const angle = 64 * Math.PI / 180, out = [];
  for (const svg of document.querySelectorAll('.d-forum-bars')) {
    // Each slanted heading as a box along its own direction; neighbours must not meet.
    const boxes = [...svg.querySelectorAll('.d-col, .d-group')].map(g => {
      const text = g.querySelector('text'), b = text.getBBox(), m = text.getCTM();
      const across = y => (m.e * Math.sin(angle) + m.f * Math.cos(angle)) + y;
      return {name: text.textContent, from: across(b.y), to: across(b.y + b.height), w: b.width};
    }).filter(b => b.w > 0).sort((a, b) => a.from - b.from);
    for (let n = 1; n < boxes.length; n++)
      if (boxes[n - 1].to - boxes[n].from > 3) out.push([boxes[n - 1], boxes[n]]);
  }
  return out;
}"""


@pytest.mark.parametrize("font", ["", "DejaVu Sans"])
def test_every_text_stays_in_its_place_in_a_browser(
    open_page: OpenPage, figures: dict[str, str], font: str
) -> None:
    # A wider font than those that the drawing asks for must fit as well.
    style = asset("drawing.css") + (f"svg text {{ font-family: '{font}'; }}" if font else "")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = html.escape(f"default-src 'none'; style-src 'sha256-{digest}'")
    drawings = [*figures.values(), *hostile().values(), many()]
    page = open_page(
        "<!doctype html><html lang=sv><meta charset=utf-8><title>t</title>"
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f"<style>{style}</style><body>{''.join(drawings)}"
    ).page
    assert page.locator("svg").count() == len(drawings)
    assert page.locator("script, img").count() == 0
    assert page.evaluate(OVERFLOW) == []
    assert page.evaluate(HEADINGS) == []


def test_colours_follow_the_theme_and_the_printer(
    open_page: OpenPage, figures: dict[str, str]
) -> None:
    style = asset("drawing.css")
    page = open_page(
        f"<!doctype html><title>t</title><style>{style}</style>{figures['bars-ekvalla']}",
        color_scheme="dark",
    ).page
    shown = "() => getComputedStyle(document.querySelector('.d-dot')).fill"

    def rgb(theme: str) -> str:
        colour = palette(theme)["--d-mark"]
        return "rgb({}, {}, {})".format(*(int(colour[at : at + 2], 16) for at in (1, 3, 5)))

    assert page.evaluate(shown) == rgb("dark")
    page.emulate_media(color_scheme="light")
    assert page.evaluate(shown) == rgb("light")
    page.emulate_media(media="print")
    assert page.evaluate(shown) == rgb("print")


def test_a_script_can_make_a_ghost_by_an_attribute(
    open_page: OpenPage, ekvalla: KnowledgeGraph
) -> None:
    live = forum_bars(forum_matrix(ekvalla.snapshot(), ["ekvalla"]), interactive=True)
    page = open_page(
        f"<!doctype html><title>t</title><style>{asset('drawing.css')}</style>{live}"
    ).page
    look = """() => {
      const cell = document.querySelector('.d-cell[data-kind=member][data-state=standing]')
        || document.querySelector('[data-changed]');
      const seen = name => getComputedStyle(cell.querySelector(name));
      return [seen('.d-slash').visibility, seen('.d-half').visibility, seen('.d-dot').fill];
    }"""
    change = """state => {
      const cell = document.querySelector('[data-changed]')
        || document.querySelector('.d-cell[data-kind=member][data-state=standing]');
      document.querySelectorAll('.d-cell').forEach(other => other === cell || other.remove());
      cell.setAttribute('data-changed', '');
      cell.setAttribute('data-state', state);
    }"""
    slash, half, full = page.evaluate(look)
    assert (slash, half) == ("hidden", "hidden")
    page.evaluate(change, "ended")
    slash, half, empty = page.evaluate(look)
    assert (slash, half) == ("visible", "hidden")
    assert empty != full
    page.evaluate(change, "planned")
    assert page.evaluate(look)[:2] == ["hidden", "visible"]
