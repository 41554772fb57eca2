"""Whether what an element needs has been filled in, and how to say that it has not."""

from __future__ import annotations

from collections.abc import Iterable

from mellanrum.ontology.language import Text
from mellanrum.ontology.schema import Column, TableShape, load_schema
from mellanrum.queries.anatomy.anatomy import AnatomyTable, NotAsked
from mellanrum.queries.anatomy.element import Element, Need
from mellanrum.queries.anatomy.elements import ELEMENTS
from mellanrum.queries.anatomy.reading import Reading
from mellanrum.queries.tiers.municipal_view import MunicipalView

__all__ = ["Unasked", "empty_places", "is_filled", "not_asked", "unasked_cells"]

# What was not examined for want of a table or column: the rows.
Unasked = tuple[Need, tuple[str, ...]]

# Tables about other tables, and about what lies outside the sources.
BESIDE = ("completeness", "claims", "identifiers", "answers")

TABLE_EMPTY = Text("{table}: tabellen är tom{rest}", "{table}: the table is empty{rest}")
COLUMN_EMPTY = Text(
    "{table}: kolumnen {column} är tom{rest}", "{table}: the column {column} is empty{rest}"
)
ONE = Text(", 1 rad ej prövad", ", 1 row not examined")
MANY = Text(", {count} rader ej prövade", ", {count} rows not examined")
STRUCTURE = Text(", 1 struktur ej prövad", ", 1 structure not examined")
STRUCTURES = Text(", {count} strukturer ej prövade", ", {count} structures not examined")


def is_filled(reading: Reading, element: Element) -> bool:
    """Tell whether any of the tables and columns that can hold an element has been filled in."""
    return any(reading.view.filled(table, column) for table, column in element.needs)


def empty_places(element: Element) -> Text:
    """Return why an element was not asked: what is empty, or declared not collected."""
    places = [_place(*_named(need)) for need in element.needs]
    sv, en = ", ".join(place.sv for place in places), ", ".join(place.en for place in places)
    return Text(f"inte ifyllt: {sv}", f"not filled in: {en}")


def _place(table: TableShape, column: Column | None) -> Text:
    if column is None:
        return table.name
    return Text(f"{table.name.sv}.{column.name.sv}", f"{table.name.en}.{column.name.en}")


def _named(need: Need) -> tuple[TableShape, Column | None]:
    table = load_schema().table(need[0])
    assert table is not None
    if need[1] is None:
        return table, None
    return table, next(one for one in table.columns if one.name.en == need[1])


def unasked_cells(tables: Iterable[AnatomyTable]) -> tuple[Unasked, ...]:
    """Return the rows whose cells nobody filled in, by the table or column that they needed."""
    first = {(name, one.slug): one.needs[0] for name in ELEMENTS for one in ELEMENTS[name]}
    return tuple(
        (first[table.name, cell.element], (cell.row,))
        for table in tables
        for cell in table.cells
        if cell.sign == "not-filled-in"
    )


def not_asked(view: MunicipalView, unasked: Iterable[Unasked]) -> tuple[NotAsked, ...]:
    """Return one line for each table without rows, and each column without values, in order.

    `unasked` are the needs that are not met, of cells and of rules that were not asked.
    """
    tables = [table for table in load_schema().tables if table.key not in BESIDE]
    empty = {table.key for table in tables if not view.filled(table.key)}
    rows: dict[Need, set[str]] = {(key, None): set() for key in empty}
    for need, missed in unasked:
        table, column = _named(need)
        if table.key in BESIDE:
            continue
        key = (table.key, None if table.key in empty else need[1])
        if column is None or table.key in empty or not view.filled(*need):
            rows.setdefault(key, set()).update(missed)
    order = {table.key: number for number, table in enumerate(tables)}
    keys = sorted(rows, key=lambda need: (order[need[0]], need[1] or ""))
    return tuple(_line(view, key, rows[key]) for key in keys)


def _line(view: MunicipalView, need: Need, rows: set[str]) -> NotAsked:
    table, column = _named(need)
    structures = all(view.acting.is_a(row, "CollaborationStructure") for row in rows)
    one, many = (STRUCTURE, STRUCTURES) if structures else (ONE, MANY)
    rest = one if len(rows) == 1 else many.format(count=len(rows))
    text = TABLE_EMPTY if column is None else COLUMN_EMPTY
    says = text.format(
        table=table.name, column=column.name if column else "", rest=rest if rows else ""
    )
    return NotAsked(table.iri, column.path if column else "", len(rows), says)
