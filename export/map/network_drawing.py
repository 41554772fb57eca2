"""The drawing of one municipality: positions, then nodes and edges built with pyvis."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from mellanrum.export.drawing.sector_groups import Groups, sector_groups
from mellanrum.export.item_marks import mark_of
from mellanrum.export.labels import text_width, wrap
from mellanrum.export.map.gap_lines import Curve, gap_curves, headroom
from mellanrum.export.map.layout import (
    FONT,
    GUTTER,
    HEADER,
    LINE,
    MOST_LINES,
    PADDING,
    ColumnStrip,
    Item,
    Layout,
    Spot,
    lay_out,
)
from mellanrum.export.map.strings import BANDS
from mellanrum.export.map.view import Thing, View
from mellanrum.export.snapshot import Snapshot
from mellanrum.ontology.language import Text
from mellanrum.ontology.vocabularies import LEVEL, slug_of

if TYPE_CHECKING:
    from pyvis.network import Network

__all__ = ["drawing", "vis_options"]

# The bands from top to bottom are the levels, those of bodies before the level that they act at,
# and what has none last. A common level is there even when nothing is in it: that is to see too.
_OWN_BAND = {"political": "political", "management": "department", "operational": "unit"}
_LAST_BANDS = ("level-none", "external", "sector")
_KEEPS_TOGETHER = frozenset({"political", "department", "unit"})
_BAND_OF_KIND = {"collective": "external"}
_MARGIN = 4

_OPTIONS = {
    "autoResize": False,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "nodes": {
        "fixed": True,
        "physics": False,
        "borderWidth": 1.5,
        "margin": dict.fromkeys(("top", "right", "bottom", "left"), _MARGIN),
        "font": {"size": 12, "face": 'Arial, "Liberation Sans", Helvetica, sans-serif'},
        "labelHighlightBold": False,
    },
    "edges": {
        "physics": False,
        "selectionWidth": 0,
        "hoverWidth": 0,
        "smooth": {
            "enabled": True,
            "type": "cubicBezier",
            "forceDirection": "vertical",
            "roundness": 0.35,
        },
    },
    "interaction": {
        "dragNodes": False,
        "zoomView": False,
        "selectConnectedEdges": False,
        "hover": False,
        "keyboard": False,
        "navigationButtons": False,
        "tooltipDelay": 100000,
    },
}


def drawing(snapshot: Snapshot, view: View) -> dict[str, object]:
    """Return what the page needs to draw a view: its positions are the same at all dates.

    Nodes and edges are as vis-network takes them, but for the colours, which are in the style
    sheet; names of columns and bands are in both languages.
    """
    lanes = _lanes(snapshot, view)
    bands = _bands(view)
    layout = lay_out(
        list(_items(view, lanes)),
        [(key, _longest(name)) for key, name in lanes.names.items()],
        [(key, _longest(name)) for key, name in bands],
        headroom=headroom(view.gaps, _bands_of(view)),
    )
    nodes, edges = _network(view, layout)
    return {
        "nodes": nodes,
        "edges": edges,
        "lanes": _strips(layout.lanes, lanes.names, lambda s: (s.end - s.start - 6, 3)),
        "bands": _strips(layout.bands, dict(bands), _band_room),
        "size": {
            "width": layout.width,
            "height": layout.height,
            "header": HEADER,
            "gutter": GUTTER,
        },
    }


def vis_options() -> object:
    """Return the options of the drawing, as pyvis hands them to vis-network."""
    return json.loads(_pyvis().get_network_data()[5])


def _longest(name: Text) -> str:
    return max(name.sv, name.en, key=lambda text: text_width(text, FONT))


def _band_room(strip: ColumnStrip) -> tuple[int, int]:
    return GUTTER - 14, max(3, (strip.end - strip.start) // LINE)


def _strips(
    strips: Iterable[ColumnStrip],
    names: Mapping[str, Text],
    room: Callable[[ColumnStrip], tuple[int, int]],
) -> list[dict[str, object]]:
    """Return columns or bands with their names broken into lines, in both languages."""
    found = []
    for strip in strips:
        (width, most), name = room(strip), names[strip.key]
        lines = [list(wrap(t, width, FONT, most=most, bold=True)) for t in (name.sv, name.en)]
        told = {"key": strip.key, "lines": lines, "from": strip.start, "to": strip.end}
        extra = {"empty": strip.empty, "level": strip.key.startswith("level-")}
        found.append(told | {key: True for key, value in extra.items() if value})
    return found


def _items(view: View, lanes: Groups) -> Iterator[Item]:
    parties: dict[str, list[str]] = {}
    beside: dict[str, list[str]] = {}
    for tie in view.ties:
        if tie.relation == "participation":
            parties.setdefault(tie.target, []).append(tie.source)
        else:
            beside.setdefault(tie.source, []).append(tie.target)
            beside.setdefault(tie.target, []).append(tie.source)
    for key, thing in view.things.items():
        if thing.kind != "structure":
            yield Item(key, _longest(thing.name), _band(thing), lanes.of(thing.sectors))
            continue
        related = beside.get(key, [])
        near = parties.get(key) or [p for other in related for p in parties.get(other, [other])]
        yield Item(key, _longest(thing.name), _band(thing), near=tuple(near))


@cache
def band_names() -> Mapping[str, Text]:
    """Return the bands by key, from top to bottom."""
    names: dict[str, Text] = {}
    for level in LEVEL:
        if own := _OWN_BAND.get(level.slug):
            names[own] = BANDS[own]
        names[f"level-{level.slug}"] = BANDS["level"].format(level=level.heading)
    return names | {key: BANDS[key] for key in _LAST_BANDS}


def _band(thing: Thing) -> str:
    if thing.kind == "structure":
        return f"level-{slug_of(thing.levels[0])}" if thing.levels else "level-none"
    return _BAND_OF_KIND.get(thing.kind, thing.kind)


def _bands_of(view: View) -> dict[str, str]:
    return {key: _band(thing) for key, thing in view.things.items()}


def _lanes(snapshot: Snapshot, view: View) -> Groups:
    """Divide the sectors into columns; those of one committee, department or unit share one."""
    bodies = [thing for thing in view.things.values() if thing.kind != "structure"]
    parties = [b.sectors if b.kind in _KEEPS_TOGETHER else b.sectors[:1] for b in bodies]
    return sector_groups(snapshot, parties)


def _bands(view: View) -> list[tuple[str, Text]]:
    used = {_band(thing) for thing in view.things.values()}
    always = {f"level-{level}" for level in LEVEL.slugs if LEVEL.shows(level)}
    return [(key, name) for key, name in band_names().items() if key in used | always]


def _pyvis() -> Network:
    from pyvis.network import Network  # imports much that only a notebook needs

    network = Network(directed=True)
    network.options = _OPTIONS
    return network


def _network(view: View, layout: Layout) -> tuple[list[object], list[object]]:
    """Build nodes and edges with pyvis; colours come from the style sheet of the page."""
    network = _pyvis()
    for key, thing in view.things.items():
        network.add_node(key, **_node(thing, layout.spots[key]))
    for number, tie in enumerate(view.ties):
        network.add_edge(tie.source, tie.target, id=f"tie-{number}", tie=number)
    marked = sorted({(key, mark_of(placed.gap)) for placed in view.gaps for key in placed.at})
    marks = Counter(key for key, _ in marked)
    for curve in gap_curves(view.gaps, layout, _bands_of(view), marks):
        network.add_edge(curve.source, curve.target, **_gap_line(curve))
    nodes, edges = network.get_network_data()[:2]
    for edge in edges:
        del edge["arrows"]  # what the page says once for all
    return nodes, edges


def _node(thing: Thing, spot: Spot) -> dict[str, object]:
    room = spot.width - 2 * PADDING
    lines = {
        "\n".join(wrap(text, room, FONT, most=MOST_LINES)): None
        for text in (thing.name.sv, thing.name.en)
    }
    shape = {"label": next(iter(lines)), "shape": "box", "group": thing.kind}
    if len(lines) > 1:
        shape["english"] = list(lines)[1]
    return shape | {"x": spot.x, "y": spot.y, "box": [spot.width, spot.height]}


def _gap_line(curve: Curve) -> dict[str, object]:
    return {
        "id": curve.placed.id,
        "smooth": {"enabled": True, "type": "curvedCCW", "roundness": curve.bend},
        "mark": curve.mark,
    }
