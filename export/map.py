"""The interactive map: one HTML file with everything in it, drawn by vis-network through pyvis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from mellanrum.export.citation import written_date
from mellanrum.export.map_drawing import drawing
from mellanrum.export.map_panel import Panels
from mellanrum.export.map_strings import EVIDENCE, KINDS, STRINGS, in_language
from mellanrum.export.map_view import PlacedGap, Thing, View, make_views
from mellanrum.export.page import Inline, render_page
from mellanrum.export.report import EVIDENCE_ORDER, joined, source_lines
from mellanrum.export.snapshot import Snapshot
from mellanrum.ontology.errors import ExportError, Location, Problem
from mellanrum.ontology.language import Language, Text
from mellanrum.ontology.namespaces import CONCEPT

__all__ = ["map_page"]

_VIS = "vis-network.min.js"


def map_page(snapshot: Snapshot, language: Language, *, links: Mapping[str, str] = {}) -> str:
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


# -- what the script reads --------------------------------------------------------------------


def _view_data(snapshot: Snapshot, panels: Panels, language: Language) -> dict[str, object]:
    view = panels.view
    return drawing(snapshot, view, language) | {
        "id": view.id,
        "name": view.name,
        "lang": view.language,
        "search": [
            {"ref": key, "keys": thing.keys, "kind": panels.kind_name(thing)}
            for key, thing in view.things.items()
            if thing.kind != "sector"
        ],
        "panels": {key: panels.thing(thing) for key, thing in view.things.items()}
        | {placed.id: panels.gap(placed) for placed in view.gaps},
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
