"""The anatomy as plain values, for JSON: format 2 of ``gaps.json`` has the same parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mellanrum.ontology.language import Text
from mellanrum.ontology.schema import load_schema
from mellanrum.queries.anatomy.anatomy import Anatomy, AnatomyTable, Card, Cell, NotAsked
from mellanrum.queries.tiers.item import NormRef

__all__ = ["plain_anatomy", "plain_cards", "plain_norm", "plain_not_asked"]

Plain = dict[str, object]
# Gives a row as ``dataset/id``.
Short = Callable[[str], str]


def plain_anatomy(found: Anatomy, short: Short) -> list[Plain]:
    """Return each table of each municipality: ``rows``, ``elements``, ``cells``, ``general``."""
    return [
        {
            "municipality": short(one.municipality),
            "as_of": one.as_of.isoformat() if one.as_of else None,
            **_table(table, short),
        }
        for one in found
        for table in one.tables.values()
    ]


def _table(table: AnatomyTable, short: Short) -> Plain:
    return {
        "table": table.name,
        "rows": _rows(table.rows, short),
        "elements": list(table.elements),
        "cells": [_cell(cell, short) for cell in table.cells],
        "general": {slug: _rows(found, short) for slug, found in table.general.items()},
    }


def _rows(rows: Iterable[str], short: Short) -> list[str]:
    return [short(row) for row in rows]


def _cell(cell: Cell, short: Short) -> Plain:
    return {
        "row": short(cell.row),
        "element": cell.element,
        "sign": cell.sign,
        "basis": _rows(cell.basis, short),
        "reason": _text(cell.reason) if cell.reason else None,
    }


def plain_cards(found: Anatomy, short: Short) -> list[Plain]:
    """Return the cards of each municipality."""
    return [
        {"municipality": short(one.municipality), **_card(card, short)}
        for one in found
        for card in one.cards
    ]


def _card(card: Card, short: Short) -> Plain:
    return {
        "id": card.iri.rpartition("/")[2],
        "rows": _rows(card.rows, short),
        "hollow": card.hollow,
        "title": _text(card.title),
        "says": _text(card.says),
        "said": list(card.said),
        "asks": list(card.asks),
        "not_filled": list(card.not_filled),
        "focus_reason": card.focus_reason,
        "lines": [
            {
                "row": short(line.row),
                "says": _text(line.text),
                "source": line.source,
                "norms": [plain_norm(norm, short) for norm in line.norms],
            }
            for line in card.lines
        ],
    }


def plain_norm(norm: NormRef, short: Short) -> Plain:
    """Return what requires something."""
    return {
        "norm": short(norm.iri),
        "element": norm.element or None,
        "strength": norm.strength or None,
        "reference": _text(norm.reference),
        "kind": norm.kind,
        "address": norm.address or None,
    }


def plain_not_asked(found: Anatomy, short: Short) -> list[Plain]:
    """Return what was not asked in each municipality, by the names of tables and columns."""
    return [
        {"municipality": short(one.municipality), **_line(line)}
        for one in found
        for line in one.not_asked
    ]


def _line(line: NotAsked) -> Plain:
    table = next(one for one in load_schema().tables if one.iri == line.table)
    names = {column.path: column.name.en for column in table.columns}
    return {
        "table": table.key,
        "column": names.get(line.column, ""),
        "count": line.count,
        "says": _text(line.says),
    }


def _text(text: Text) -> Plain:
    return {"sv": text.sv, "en": text.en}
