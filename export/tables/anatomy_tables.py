"""The anatomy as CSV and as JSON."""

from __future__ import annotations

from collections.abc import Iterator

from mellanrum.export.documents.sheets import Sheet, keyed_sheet
from mellanrum.export.snapshot import Snapshot
from mellanrum.graph.table import json_text
from mellanrum.ontology.language import Language, Text
from mellanrum.ontology.namespaces import CONCEPT
from mellanrum.queries.anatomy.anatomy import TABLE_LABELS, Anatomy
from mellanrum.queries.anatomy.plain import plain_anatomy, plain_cards, plain_not_asked

__all__ = ["anatomy_json", "anatomy_sheet", "cards_json"]

HEADINGS: dict[str, Text] = {
    "municipality": Text("kommun", "municipality"),
    "table": Text("tabell", "table"),
    "id": Text("id", "id"),
    "row": Text("rad", "row"),
    "element": Text("element", "element"),
    "sign": Text("tecken", "sign"),
    "basis": Text("vilar på", "rests on"),
    "reason": Text("därför att", "because"),
}


def anatomy_sheet(snapshot: Snapshot, found: Anatomy, language: Language) -> Sheet:
    """Return one row a cell, for Excel."""
    return keyed_sheet(HEADINGS, _rows(snapshot, found, language), language)


def _rows(snapshot: Snapshot, found: Anatomy, language: Language) -> Iterator[dict[str, str]]:
    def concept(scheme: str, slug: str) -> str:
        return snapshot.name(str(CONCEPT[f"{scheme}/{slug}"]), language)

    for one in found:
        for table in one.tables.values():
            for cell in table.cells:
                yield {
                    "municipality": snapshot.name(one.municipality, language),
                    "table": TABLE_LABELS[table.name].pick(language),
                    "id": snapshot.short(cell.row),
                    "row": snapshot.name(cell.row, language),
                    "element": concept("element", cell.element),
                    "sign": concept("cell-sign", cell.sign),
                    "basis": "; ".join(snapshot.shorts(cell.basis)),
                    "reason": cell.reason.pick(language) if cell.reason else "",
                }


def anatomy_json(snapshot: Snapshot, found: Anatomy) -> str:
    """Return the tables and what was not asked as JSON with English keys."""
    not_asked = plain_not_asked(found, snapshot.short)
    return json_text({"anatomy": plain_anatomy(found, snapshot.short), "not_asked": not_asked})


def cards_json(snapshot: Snapshot, found: Anatomy) -> str:
    """Return the cards and what was not asked as JSON with English keys."""
    not_asked = plain_not_asked(found, snapshot.short)
    return json_text({"cards": plain_cards(found, snapshot.short), "not_asked": not_asked})
