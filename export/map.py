"""The interactive map: one HTML file with everything in it, drawn by vis-network through pyvis."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from mellanrum.export.citation import written_date
from mellanrum.export.layout import Item, Layout, lay_out
from mellanrum.export.map_panel import Panels
from mellanrum.export.map_strings import BANDS, EVIDENCE, KINDS, STRINGS, in_language
from mellanrum.export.map_view import PlacedGap, Thing, Tie, View, capitalised, make_views
from mellanrum.export.page import Inline, render_page
from mellanrum.export.report import EVIDENCE_ORDER, joined, source_lines
from mellanrum.export.snapshot import Snapshot
from mellanrum.ontology.errors import ExportError, Location, Problem
from mellanrum.ontology.language import Language, Text
from mellanrum.ontology.namespaces import CONCEPT

__all__ = ["map_page"]

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
_BAND_OF_KIND = {"collective": "external"}
_ARCH, _ARCH_STEP = 22, 15  # room for the first line over a band, and for each further one
_MARGIN = 4
_VIS = "vis-network.min.js"


def map_page(
    snapshot: Snapshot, language: Language, *, links: Mapping[str, str] = {}
) -> str:
    """Return the map as one self-contained HTML page.

    Parameters
    ----------
    snapshot : Snapshot
        What to draw: every municipality that a loaded dataset is about, one at a time.
    language : str
        ``sv`` or ``en``.
    links : mapping of str to str
        Addresses of ``index``, ``report`` and ``other_language`` beside the map.

    Returns
    -------
    str
        HTML that asks for nothing else; the same snapshot gives the same text.

    Raises
    ------
    ExportError
        If the installed pyvis does not carry vis-network, or a link is not a file or https.
    """
    views = make_views(snapshot, language)
    strings = in_language(STRINGS, language)
    panels = [Panels(snapshot, view, language) for view in views]
    data = {
        "language": language,
        "strings": strings,
        "evidence": in_language(EVIDENCE, language),
        "report": links.get("report", ""),
        "views": [_view_data(snapshot, p, language) for p in panels],
    }
    return render_page(
        "map.html.j2",
        language,
        scripts=(vis_network(), "map.js"),
        styles=("base.css", "map.css"),
        data=data,
        title=f"{strings['title']}: {joined([view.name for view in views], language)}",
        t=strings,
        links=links,
        as_of=written_date(snapshot.as_of.isoformat(), language) if snapshot.as_of else "",
        sources=source_lines(snapshot, language),
        views=[_table_data(snapshot, p, language) for p in panels],
        kinds=in_language(KINDS, language),
        evidence={kind: EVIDENCE[kind].pick(language) for kind in EVIDENCE_ORDER},
    )


@cache
def vis_network() -> Inline:
    """Return vis-network, read from the installed pyvis so that no copy of it is kept here.

    Raises
    ------
    ExportError
        If pyvis does not carry it.
    """
    library = files("pyvis").joinpath("lib")
    found = sorted(
        (folder for folder in library.iterdir() if folder.name.startswith("vis-")),
        key=lambda folder: [int(part) for part in folder.name[4:].split(".") if part.isdigit()],
    )
    for folder in reversed(found):
        script = folder.joinpath(_VIS)
        if script.is_file():
            return Inline(script.read_text(encoding="utf-8"))
    message = Text(
        f"Det installerade paketet pyvis innehåller inte {_VIS}.",
        f"The installed package pyvis does not hold {_VIS}.",
    )
    hint = Text("Installera pyvis 0.3.2.", "Install pyvis 0.3.2.")
    raise ExportError(Problem(Location(), "no-vis-network", message, hint=hint))


# -- what is drawn ----------------------------------------------------------------------------


def _view_data(snapshot: Snapshot, panels: Panels, language: Language) -> dict[str, object]:
    view = panels.view
    layout = lay_out(
        list(_items(view)),
        _lanes(snapshot, view, language),
        _bands(view, language),
        headroom=_headroom(view),
    )
    nodes, edges, options = _network(view, layout)
    return {
        "id": view.id,
        "name": view.name,
        "lang": view.language,
        "nodes": nodes,
        "edges": edges,
        "options": options,
        "lanes": [{"lines": s.lines, "from": s.start, "to": s.end} for s in layout.lanes],
        "bands": [
            {"lines": s.lines, "from": s.start, "to": s.end, "empty": s.empty,
             "level": s.key.startswith("level-")}
            for s in layout.bands
        ],
        "size": {
            "width": layout.width,
            "height": layout.height,
            "header": layout.header,
            "gutter": layout.gutter,
        },
        "marks": _marks(view),
        "search": [
            {"ref": key, "keys": thing.keys, "kind": panels.kind_name(thing)}
            for key, thing in view.things.items()
            if thing.kind != "sector"
        ],
        "panels": {key: panels.thing(thing) for key, thing in view.things.items()}
        | {placed.id: panels.gap(placed) for placed in view.gaps},
    }


def _items(view: View) -> Iterator[Item]:
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
            lane = _slug(thing.sectors[0]) if thing.sectors else NO_SECTOR
            yield Item(key, thing.name, _band(thing), lane)
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


def _lanes(snapshot: Snapshot, view: View, language: Language) -> list[tuple[str, str]]:
    bodies = [thing for thing in view.things.values() if thing.kind != "structure"]
    used = {thing.sectors[0] for thing in bodies if thing.sectors}
    lanes = [
        (concept.slug, capitalised(concept.label.pick(language)))
        for concept in snapshot.schema.schemes[str(CONCEPT.sector)]
        if concept.iri in used
    ]
    if any(not thing.sectors for thing in bodies):
        lanes.append((NO_SECTOR, STRINGS["no_sector"].pick(language)))
    return lanes


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
    from pyvis.network import Network  # heavy: it draws in IPython

    network = Network(directed=True)
    network.options = _OPTIONS
    for key, thing in view.things.items():
        spot = layout.spots[key]
        network.add_node(
            key,
            label="\n".join(spot.lines),
            shape="box",
            group=thing.kind if thing.in_force else "ghost",
            x=spot.x,
            y=spot.y,
            box=[spot.width, spot.height],
            widthConstraint=spot.width - 2 * _MARGIN,
            heightConstraint={"minimum": spot.height - 2 * _MARGIN, "valign": "middle"},
            shapeProperties=_shape(thing),
        )
    for number, tie in enumerate(_distinct(view.ties)):
        look = tie.relation if tie.relation == "participation" else "steering"
        kind = look if tie.in_force else "lapsed"
        arrows = {"to": {"enabled": look == "steering", "scaleFactor": 0.45}}
        network.add_edge(tie.source, tie.target, id=f"tie-{number}", kind=kind, arrows=arrows)
    for placed, roundness in _curves(view, layout):
        source, target = placed.places
        smooth = {"enabled": True, "type": "curvedCCW", "roundness": roundness}
        network.add_edge(
            source, target, id=placed.id, kind="gap", evidence=placed.gap.evidence,
            smooth=smooth, arrows={"to": {"enabled": False}},
        )
    nodes, edges, _, _, _, options = network.get_network_data()
    return nodes, edges, json.loads(options)


def _shape(thing: Thing) -> dict[str, object]:
    round_ = {"department": 10, "unit": 10, "external": 22, "collective": 22, "sector": 22}
    dashed = not thing.in_force or thing.kind in ("collective", "sector")
    return {"borderRadius": round_.get(thing.kind, 1), "borderDashes": [4, 3] if dashed else False}


def _distinct(ties: tuple[Tie, ...]) -> Iterator[Tie]:
    """Yield one line where several rows say the same; one that stands hides those that do not."""
    best: dict[tuple[str, str, bool], Tie] = {}
    for tie in ties:
        key = (tie.source, tie.target, tie.relation == "participation")
        if key not in best or tie.in_force and not best[key].in_force:
            best[key] = tie
    yield from best.values()


def _headroom(view: View) -> dict[str, int]:
    """Return the room that lines between two things of one band need to arch over the others."""
    arches = Counter(
        _band(view.things[placed.between[0]]) for placed in view.gaps if _is_arch(view, placed)
    )
    return {band: _ARCH + _ARCH_STEP * (count - 1) for band, count in arches.items()}


def _is_arch(view: View, placed: PlacedGap) -> bool:
    return placed.between is not None and len({_band(view.things[k]) for k in placed.between}) == 1


def _curves(view: View, layout: Layout) -> Iterator[tuple[PlacedGap, float]]:
    """Yield the gaps between two things, each with how much its line bends.

    vis-network bends a line by a share of its length; the apex lies at half of that.
    """
    seen: Counter[str] = Counter()
    for placed in view.gaps:
        if placed.between is None:
            continue
        one, other = (layout.spots[key] for key in placed.between)
        distance = max(1.0, ((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5)
        apex = 24.0
        if _is_arch(view, placed):
            band = _band(view.things[placed.between[0]])
            top = next(strip.start for strip in layout.bands if strip.key == band)
            apex = (one.y + other.y) / 2 - top - 14 - _ARCH_STEP * seen[band]
            seen[band] += 1
        side = 1 if one.x > other.x else -1
        yield placed, round(side * 2 * apex / distance, 3)


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
        "smooth": {"enabled": True, "type": "cubicBezier", "forceDirection": "vertical",
                   "roundness": 0.35},
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


# -- what stands in the tables ----------------------------------------------------------------


def _table_data(snapshot: Snapshot, panels: Panels, language: Language) -> dict[str, object]:
    view = panels.view
    rows = [_row(panels, thing) for thing in view.things.values() if thing.kind != "sector"]
    return {
        "id": view.id,
        "name": view.name,
        "lang": view.language,
        "descriptions": view.descriptions,
        "structures": [row for row in rows if row["structure"]],
        "bodies": [row for row in rows if not row["structure"]],
        "gaps": [_gap_row(snapshot, view, placed, language) for placed in view.gaps],
    }


def _row(panels: Panels, thing: Thing) -> dict[str, object]:
    view = panels.view
    structure = thing.kind == "structure"
    others: dict[str, tuple[str, str, bool]] = {}
    for tie in view.ties:
        near, far = (tie.target, tie.source) if structure else (tie.source, tie.target)
        if tie.relation == "participation" and near == thing.id:
            other = view.things[far]
            stands = tie.in_force or others.get(far, ("", "", False))[2]
            others[far] = (far, other.name, stands)
    gaps = Counter(placed.gap.evidence for placed in view.gaps if thing.id in placed.places)
    return {
        "id": thing.id,
        "name": thing.name,
        "structure": structure,
        "kind": panels.kind_name(thing),
        "place": panels.concepts(thing.levels if structure else thing.sectors),
        "status": panels.status(thing),
        "others": list(others.values()),
        "gaps": [(kind, gaps[kind]) for kind in EVIDENCE_ORDER if gaps[kind]],
    }


def _gap_row(
    snapshot: Snapshot, view: View, placed: PlacedGap, language: Language
) -> dict[str, object]:
    gap = placed.gap
    return {
        "id": placed.id,
        "title": gap.rule.title.pick(language),
        "sentence": gap.sentence(language),
        "evidence": gap.evidence,
        "status": snapshot.name(str(CONCEPT[f"gap-status/{gap.status}"]), language),
        "severity": snapshot.name(str(CONCEPT[f"severity/{gap.severity}"]), language),
        "places": [(key, view.things[key].name) for key in dict.fromkeys(placed.places)],
    }

