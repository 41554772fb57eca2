"""The anatomy as CSV and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from mellanrum.export.documents.sheets import Sheet
from mellanrum.export.snapshot import Snapshot
from mellanrum.ontology.language import Language, Text
from mellanrum.ontology.namespaces import CONCEPT
from mellanrum.queries.anatomy.anatomy import (
    TABLE_LABELS,
    Anatomy,
    AnatomyTable,
    Cell,
    MunicipalAnatomy,
)
from mellanrum.queries.anatomy.plain import plain_anatomy, plain_cards, plain_not_asked

__all__ = ["anatomy_json", "anatomy_sheet", "cards_json"]

HEADINGS = (
    Text("kommun", "municipality"),
    Text("tabell", "table"),
    Text("id", "id"),
    Text("rad", "row"),
    Text("element", "element"),
    Text("tecken", "sign"),
    Text("vilar på", "rests on"),
    Text("därför att", "because"),
)


def anatomy_sheet(snapshot: Snapshot, found: Anatomy, language: Language) -> Sheet:
    """Return one row a cell, for Excel."""
    rows = tuple(
        row
        for one in found
        for table in one.tables.values()
        for row in _rows(snapshot, one, table, language)
    )
    return Sheet("", tuple(heading.pick(language) for heading in HEADINGS), rows)


def _rows(
    snapshot: Snapshot, one: MunicipalAnatomy, table: AnatomyTable, language: Language
) -> Iterator[tuple[str, ...]]:
    home = snapshot.name(one.municipality, language)
    for cell in table.cells:
        yield home, TABLE_LABELS[table.name].pick(language), *_cell(snapshot, cell, language)


def _cell(snapshot: Snapshot, cell: Cell, language: Language) -> tuple[str, ...]:
    return (
        snapshot.short(cell.row),
        snapshot.name(cell.row, language),
        snapshot.name(str(CONCEPT[f"element/{cell.element}"]), language),
        snapshot.name(str(CONCEPT[f"cell-sign/{cell.sign}"]), language),
        "; ".join(snapshot.short(row) for row in cell.basis),
        cell.reason.pick(language) if cell.reason else "",
    )


def anatomy_json(snapshot: Snapshot, found: Anatomy) -> str:
    """Return the tables and what was not asked as JSON with English keys."""
    return _json(
        {
            "anatomy": plain_anatomy(found, snapshot.short),
            "not_asked": plain_not_asked(found, snapshot.short),
        }
    )


def cards_json(snapshot: Snapshot, found: Anatomy) -> str:
    """Return the cards and what was not asked as JSON with English keys."""
    return _json(
        {
            "cards": plain_cards(found, snapshot.short),
            "not_asked": plain_not_asked(found, snapshot.short),
        }
    )


def _json(told: dict[str, object]) -> str:
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
