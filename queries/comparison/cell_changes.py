"""Cells of the anatomy whose sign differs between two states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mellanrum.queries.anatomy.anatomy import Anatomy, Cell, Sign, TableName

__all__ = ["CellChange", "changed_cells"]

# Signs of what is said or shown of a row. Without them a cell differs only by what others have:
# a column that is filled in elsewhere is no longer empty, and the cell turns silent.
SPEAKING: tuple[Sign, ...] = ("contested", "stated-lacking", "documented", "planned")


@dataclass(frozen=True)
class CellChange:
    """A cell that both states have, before and after; never a gap."""

    table: TableName
    before: Cell
    after: Cell


def changed_cells(before: Anatomy, after: Anatomy) -> tuple[CellChange, ...]:
    """Return the cells of rows on both sides whose sign has come, gone or become another.

    They are in the order of the later state; cells that say nothing on either side are left out.
    """
    was = {_key(table, cell): cell for table, cell in _cells(before)}
    return tuple(
        CellChange(table, earlier, cell)
        for table, cell in _cells(after)
        for earlier in [was.get(_key(table, cell))]
        if earlier is not None and earlier.sign != cell.sign
        if not {earlier.sign, cell.sign}.isdisjoint(SPEAKING)
    )


def _cells(anatomy: Anatomy) -> Iterator[tuple[TableName, Cell]]:
    for one in anatomy:
        for name, table in one.tables.items():
            for cell in table.cells:
                yield name, cell


def _key(table: TableName, cell: Cell) -> tuple[str, str, str]:
    return table, cell.row, cell.element
