"""The drawing of one municipality: positions, then nodes, edges and options built with pyvis."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import networkx as nx

from mellanrum.export.layout import Item, Layout, Spot, lay_out
from mellanrum.export.map_lines import Curve, gap_curves, headroom
from mellanrum.export.map_strings import BANDS, STRINGS
from mellanrum.export.map_view import Thing, Tie, View, capitalised
from mellanrum.export.report import EVIDENCE_ORDER, joined
from mellanrum.export.snapshot import Snapshot
from mellanrum.ontology.language import Language, Text
from mellanrum.ontology.namespaces import CONCEPT

__all__ = ["drawing"]

NO_SECTOR = "no-sector"
# The bands from top to bottom. Those of the four common levels are there even when nothing is in
# them: an empty one is something to see.
_BANDS = (
    "political",
    "level-political",
    "level-strategic",
    "department",
    "level-management",
    "unit",
    "level-operational",
    "level-individual",
    "level-central",
    "level-none",
    "external",
    "sector",
)
_ALWAYS = frozenset({"level-political", "level-strategic", "level-management", "level-operational"})
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


def drawing(snapshot: Snapshot, view: View, language: Language) -> dict[str, object]:
    """Return what the page needs to draw a view.

    Returns
    -------
    dict
        ``nodes``, ``edges`` and ``options`` as vis-network takes them, but for the colours, which
        are in the style sheet; ``lanes`` and ``bands`` with names and extents; ``size``; and
        ``marks``: how many gaps of each kind of evidence a node is marked with.
    """
    lanes = _lanes(snapshot, view, language)
    layout = lay_out(
        list(_items(view, lanes)),
        lanes.names,
        _bands(view, language),
        headroom=headroom(view.gaps, _bands_of(view)),
    )
    nodes, edges, options = _network(view, layout)
    return {
        "nodes": nodes,
        "edges": edges,
        "options": options,
        "lanes": [{"lines": s.lines, "from": s.start, "to": s.end} for s in layout.lanes],
        "bands": [
            {"lines": s.lines, "from": s.start, "to": s.end}
            | {"empty": s.empty, "level": s.key.startswith("level-")}
            for s in layout.bands
        ],
        "size": {
            "width": layout.width,
            "height": layout.height,
            "header": layout.header,
            "gutter": layout.gutter,
        },
        "marks": _marks(view),
    }


def _items(view: View, lanes: _Lanes) -> Iterator[Item]:
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
            yield Item(key, thing.name, _band(thing), lanes.of(thing))
            continue
        related = beside.get(key, [])
        near = parties.get(key) or [p for other in related for p in parties.get(other, [other])]
        yield Item(key, thing.name, _band(thing), near=tuple(near))


def _slug(concept: str) -> str:
    return concept.rpartition("/")[2]


def _band(thing: Thing) -> str:
    if thing.kind == "structure":
        return f"level-{_slug(thing.levels[0])}" if thing.levels else "level-none"
    return _BAND_OF_KIND.get(thing.kind, thing.kind)


@dataclass(frozen=True)
class _Lanes:
    """The columns of a view: their names, and the column of each sector."""

    names: tuple[tuple[str, str], ...]
    of_sector: Mapping[str, str]

    def of(self, thing: Thing) -> str:
        """Return the column of a body."""
        return self.of_sector[thing.sectors[0]] if thing.sectors else NO_SECTOR


def _bands_of(view: View) -> dict[str, str]:
    return {key: _band(thing) for key, thing in view.things.items()}


def _lanes(snapshot: Snapshot, view: View, language: Language) -> _Lanes:
    """Divide the sectors into columns; those that a municipality keeps together share one.

    Sectors are kept together where a committee, a department or a unit has two or three of them.
    """
    bodies = [thing for thing in view.things.values() if thing.kind != "structure"]
    together: nx.Graph[str] = nx.Graph()
    for body in bodies:
        together.add_nodes_from(body.sectors[:1])
        if body.kind in _KEEPS_TOGETHER and len(body.sectors) in (2, 3):
            nx.add_path(together, body.sectors)
    names: dict[str, list[str]] = {}
    of_sector: dict[str, str] = {}
    for concept in snapshot.schema.schemes[str(CONCEPT.sector)]:
        if concept.iri in together:
            group = nx.node_connected_component(together, concept.iri)
            key = next((of_sector[iri] for iri in sorted(group) if iri in of_sector), concept.slug)
            of_sector[concept.iri] = key
            names.setdefault(key, []).append(concept.label.pick(language))
    lanes = [(key, capitalised(joined(parts, language))) for key, parts in names.items()]
    if any(not thing.sectors for thing in bodies):
        lanes.append((NO_SECTOR, STRINGS["no_sector"].pick(language)))
    return _Lanes(tuple(lanes), of_sector)


def _bands(view: View, language: Language) -> list[tuple[str, str]]:
    used = {_band(thing) for thing in view.things.values()}
    names = {key: text for key, text in BANDS.items() if key != "level"}
    for level in ("political", "strategic", "operational", "central"):
        word = {"political": "politisk", "strategic": "strategisk", "operational": "operativ"}
        swedish = word.get(level, level)
        names[f"level-{level}"] = Text(
            BANDS["level"].sv.format(level=swedish), BANDS["level"].en.format(level=level)
        )
    return [(key, names[key].pick(language)) for key in _BANDS if key in used | _ALWAYS]


def _network(view: View, layout: Layout) -> tuple[list[object], list[object], object]:
    """Build nodes, edges and options with pyvis; colours come from the style sheet of the page."""
    from pyvis.network import Network  # imports much that only a notebook needs

    network = Network(directed=True)
    network.options = _OPTIONS
    for key, thing in view.things.items():
        network.add_node(key, **_node(thing, layout.spots[key]))
    for number, tie in enumerate(_distinct(view.ties)):
        network.add_edge(tie.source, tie.target, id=f"tie-{number}", **_tie(tie))
    for curve in gap_curves(view.gaps, layout, _bands_of(view), _marks(view)):
        network.add_edge(curve.source, curve.target, **_gap_line(curve))
    nodes, edges, _, _, _, options = network.get_network_data()
    return nodes, edges, json.loads(options)


def _node(thing: Thing, spot: Spot) -> dict[str, object]:
    return {
        "label": "\n".join(spot.lines),
        "shape": "box",
        "group": thing.kind if thing.in_force else "ghost",
        "x": spot.x,
        "y": spot.y,
        "box": [spot.width, spot.height],
        "widthConstraint": {"minimum": spot.width - 2 * _MARGIN},
        "heightConstraint": {"minimum": spot.height - 2 * _MARGIN, "valign": "middle"},
        "shapeProperties": _shape(thing),
    }


def _tie(tie: Tie) -> dict[str, object]:
    look = tie.relation if tie.relation == "participation" else "steering"
    return {
        "kind": look if tie.in_force else "lapsed",
        "arrows": {"to": {"enabled": look == "steering", "scaleFactor": 0.45}},
    }


def _gap_line(curve: Curve) -> dict[str, object]:
    return {
        "id": curve.placed.id,
        "kind": "gap",
        "evidence": curve.placed.gap.evidence,
        "smooth": {"enabled": True, "type": "curvedCCW", "roundness": curve.bend},
        "arrows": {"to": {"enabled": False}},
        "mark": curve.mark,
    }


def _shape(thing: Thing) -> dict[str, object]:
    round_ = {"department": 10, "unit": 10, "external": 22, "collective": 22, "sector": 22}
    dashed = not thing.in_force or thing.kind in ("collective", "sector")
    return {"borderRadius": round_.get(thing.kind, 1), "borderDashes": [4, 3] if dashed else False}


def _distinct(ties: tuple[Tie, ...]) -> Iterator[Tie]:
    """Yield one line where several rows say the same; one that stands hides those that do not."""
    best: dict[tuple[str, str, bool], Tie] = {}
    for tie in ties:
        key = (tie.source, tie.target, tie.relation == "participation")
        if key not in best or (tie.in_force and not best[key].in_force):
            best[key] = tie
    yield from best.values()


def _marks(view: View) -> dict[str, dict[str, int]]:
    """Count the gaps at each thing by kind of evidence; those drawn as lines have no mark."""
    marks: dict[str, Counter[str]] = {}
    for placed in view.gaps:
        for key in placed.at:
            marks.setdefault(key, Counter())[placed.gap.evidence] += 1
    return {
        key: {kind: count[kind] for kind in EVIDENCE_ORDER if count[kind]}
        for key, count in sorted(marks.items())
    }
