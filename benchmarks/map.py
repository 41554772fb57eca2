"""Measure the map in Chromium beside plain pyvis on the same data, in one run.

    python -m benchmarks.map -o docs/performance-map-table.md
    python -m benchmarks.map --sizes 60 150

Needs the extra ``test`` and a Chromium. Without a graphics card it draws in software, so frame
rates are lower bounds; both pages are measured in turn, so that what tells is how they compare.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mellanrum
from benchmarks.crowd import write_crowd
from mellanrum.export.map.map_page import MapData, map_page
from mellanrum.graph.standing.network import BODY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["main"]

SIZES = (60, 150, 500, 1500, 5000)
PATIENCE = 40  # seconds that a page is given to draw
NAMES = ("chromium", "chromium-browser", "google-chrome")
# When anything was first drawn on a canvas of the page, and how many lines since.
WATCH = """
(() => {
  window.first = 0;
  window.strokes = 0;
  const stroke = CanvasRenderingContext2D.prototype.stroke;
  CanvasRenderingContext2D.prototype.stroke = function (...given) {
    if (this.canvas.isConnected) {
      window.first ||= performance.now();
      window.strokes += 1;
    }
    return stroke.apply(this, given);
  };
})();
"""
# Frames in which the map was drawn anew, for two seconds.
FRAMES = """
() => new Promise((resolve) => {
  const began = performance.now();
  let seen = window.strokes, frames = 0;
  const tick = () => {
    if (window.strokes !== seen) frames += 1;
    seen = window.strokes;
    const past = performance.now() - began;
    if (past < 2000) requestAnimationFrame(tick);
    else resolve(frames ? past / frames : null);
  };
  requestAnimationFrame(tick);
})
"""
FILTER = """
() => new Promise((resolve) => {
  const box = document.getElementById("f-sector-school"), began = performance.now();
  box.click();
  requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
})
"""


@dataclass(frozen=True)
class Measured:
    """What was measured of a page: seconds, milliseconds a frame, and megabytes; None if never."""

    size: float
    paint: float | None
    drawn: float | None
    filtered: float | None
    frame: float | None


def ours(graph: mellanrum.KnowledgeGraph, path: Path) -> float:
    """Write the map to a file, and return how long making it took."""
    began = time.perf_counter()
    path.write_text(map_page(MapData(graph.history()), view="map"), encoding="utf-8")
    return time.perf_counter() - began


def plain_pyvis(graph: mellanrum.KnowledgeGraph, path: Path) -> float:
    """Write the same bodies, structures and participations as pyvis does by itself."""
    from pyvis.network import Network

    began = time.perf_counter()
    network, shown = graph.network(), Network(directed=True, cdn_resources="in_line")
    for node in sorted(network):
        is_body = network.nodes[node]["bipartite"] == BODY
        shown.add_node(node, label=graph.label(node), color="#88aacc" if is_body else "#334455")
    for one, other in sorted(network.edges):
        shown.add_edge(one, other)
    path.write_text(shown.generate_html(notebook=False), encoding="utf-8")
    return time.perf_counter() - began


def measure(browser: Browser, path: Path, *, filters: bool) -> Measured:
    """Open a page and measure it."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True).new_page()
    page.add_init_script(WATCH)
    page.goto(path.as_uri(), wait_until="commit")
    drawn = _drawn(page)
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime")
    frame = _frame(page) if drawn else None
    filtered = _filtered(page) if filters else None
    page.context.close()
    size = path.stat().st_size / 1e6
    return Measured(size, paint / 1000 if paint else None, drawn, filtered, frame)


def _drawn(page: Page) -> float | None:
    """Return when the map was first drawn, or None where patience ran out."""
    end = time.monotonic() + PATIENCE
    while not page.evaluate("window.first"):
        if time.monotonic() > end:
            return None
        page.wait_for_timeout(50)
    first: float = page.evaluate("window.first")
    return first / 1000


def _frame(page: Page) -> float | None:
    """Return the time between two drawings while the whole map is dragged about."""
    whole = page.locator("#zoom-in")
    if whole.count():  # so that there is more of it than is seen, as one drags to see the rest
        page.locator("#zoom-all").click()
        whole.click()
    page.wait_for_timeout(500)
    box = page.locator("canvas").first.bounding_box()
    assert box
    x, y = box["x"] + box["width"] * 0.6, box["y"] + min(box["height"], 500) * 0.6
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(f"() => {{ window.frames_ = ({FRAMES})(); }}")  # goes on while one drags
    end, step = time.monotonic() + 2, 0
    while time.monotonic() < end:
        step += 1
        page.mouse.move(x - 6 * (step % 20), y - 4 * (step % 20))
    found: float | None = page.evaluate("window.frames_")
    page.mouse.up()
    return found


def _filtered(page: Page) -> float:
    page.evaluate("document.getElementById('filters').open = true")
    seconds: float = page.evaluate(FILTER)
    return seconds / 1000


def runs(sizes: Iterable[int], repeats: int) -> Iterator[tuple[int, str, float, Measured]]:
    """Yield the size, which page, how long it took to make, and the median of what was measured."""
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        browser.new_page().close()  # what starts with the first page is nobody's
        for size in sizes:
            graph = mellanrum.load(write_crowd(size, Path(folder) / str(size)))
            graph.gaps()  # the rules have their own benchmark
            for name, make in (("mellanrum", ours), ("pyvis", plain_pyvis)):
                file = Path(folder) / f"{name}-{size}.html"
                made = make(graph, file)
                found = [measure(browser, file, filters=make is ours) for _ in range(repeats)]
                yield size, name, made, _median(found)
        browser.close()


def _median(found: Sequence[Measured]) -> Measured:
    def middle(values: list[float | None]) -> float | None:
        known = [value for value in values if value is not None]
        return statistics.median(known) if len(known) == len(values) else None

    fields = ("paint", "drawn", "filtered", "frame")
    middles: dict[str, Any] = {
        name: middle([getattr(one, name) for one in found]) for name in fields
    }
    return Measured(found[0].size, **middles)


HEADS = (
    "bodies and structures",
    "page",
    "made, s",
    "file, MB",
    "first content, s",
    "map drawn, s",
    "filtered, s",
    "between two frames when dragged, ms",
)


def table(rows: Iterable[tuple[int, str, float, Measured]]) -> Iterator[str]:
    """Yield the lines of a Markdown table."""
    yield "| " + " | ".join(HEADS) + " |"
    yield "|---:|---|" + "---:|" * (len(HEADS) - 2)

    def told(value: float | None, digits: int = 2, none: str = "–") -> str:
        return none if value is None else f"{value:.{digits}f}"

    for size, name, made, found in rows:
        drawn = told(found.drawn, none=f"not in {PATIENCE}")
        cells = (size, name, told(made, 1), told(found.size), told(found.paint), drawn)
        yield f"| {' | '.join(map(str, cells))} | {told(found.filtered)} | {told(found.frame, 0)} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--repeats", type=int, default=2)
    parser.add_argument("-o", "--output", type=Path)
    given = parser.parse_args(arguments)
    lines = []
    for line in table(runs(given.sizes, given.repeats)):
        print(line, file=sys.stderr, flush=True)
        lines.append(line)
    if given.output:
        given.output.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
