"""The anatomy on the page: the five tables at each date, each row told once."""

from __future__ import annotations

import json
from collections.abc import Iterator

from mellanrum.export.map.claims import Ledger
from mellanrum.export.map.data import Data, slim, told
from mellanrum.export.map.times import Presence
from mellanrum.ontology.vocabularies import Scheme
from mellanrum.queries.anatomy.anatomy import (
    SIGNS,
    TABLE_LABELS,
    AnatomyTable,
    Cell,
    MunicipalAnatomy,
)

__all__ = ["anatomy", "anatomy_terms"]


def anatomy_terms() -> Data:
    """Return the tables and the signs, in order, as all municipalities have them."""
    scheme = Scheme("cell-sign")
    return {
        "tables": [{"key": key, "label": told(label)} for key, label in TABLE_LABELS.items()],
        "signs": [{"key": sign, "about": told(scheme[sign].definition)} for sign in SIGNS],
    }


def anatomy(times: Presence, slug: str, ledger: Ledger) -> Data:
    """Return ``anatomy``: ``told`` holds rows and reasons once, ``at`` the tables of each date.

    A row has one figure a cell, the place of its sign in the list of signs; what a cell rests on
    and why it is as it is are by element.
    """
    parts = _AnatomyParts(ledger)
    dates = [parts.tables(by_slug[slug]) if slug in by_slug else [] for by_slug in times.anatomies]
    return {"anatomy": {"rows": parts.rows, "whys": parts.whys, "at": dates}}


class _AnatomyParts:
    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.rows: list[object] = []
        self.whys: list[object] = []
        self._places: dict[str, int] = {}

    def tables(self, one: MunicipalAnatomy) -> list[Data]:
        """Return the tables at a date; rows are told by place, those in focus first."""
        return [
            {
                "key": table.name,
                "elements": list(table.elements),
                "rows": [self._row(one, table, row) for row in table.rows],
                "general": {
                    element: self._keys(nodes) for element, nodes in sorted(table.general.items())
                },
            }
            for table in one.tables.values()
        ]

    def _row(self, one: MunicipalAnatomy, table: AnatomyTable, row: str) -> int:
        cells = table.of(row)
        found = slim(
            {
                "ref": self.ledger.row(row),
                "signs": "".join(str(SIGNS.index(cell.sign)) for cell in cells),
                "basis": {c.element: self._keys(c.basis) for c in cells if c.basis},
                "why": dict(self._reasons(cells)),
                "focus": one.focus.get(row, ""),
            }
        )
        return self._place(self.rows, found)

    def _reasons(self, cells: tuple[Cell, ...]) -> Iterator[tuple[str, int]]:
        for cell in cells:
            if cell.reason:
                yield cell.element, self._place(self.whys, told(cell.reason))

    def _keys(self, nodes: tuple[str, ...]) -> list[str]:
        return list(dict.fromkeys(map(self.ledger.row, nodes)))

    def _place(self, into: list[object], entry: object) -> int:
        """Return the place of an entry in a list, where it is put once."""
        key = json.dumps([id(into), entry], sort_keys=True)
        if key not in self._places:
            self._places[key] = len(into)
            into.append(entry)
        return self._places[key]
