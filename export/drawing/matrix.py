"""Who takes part in what, as rows and columns: what the forum bars are drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

__all__ = ["CellGap", "ForumMatrix", "Kind", "MatrixCell", "MatrixColumn", "MatrixRow", "State"]

State = Literal["standing", "ended", "planned"]
Kind = Literal["member", "post", "sector", "missing"]


@dataclass(frozen=True)
class CellGap:
    """A gap that says a party is missing: its id on the page, its mark, and its sentence."""

    id: str
    mark: str
    sentence: str


@dataclass(frozen=True)
class MatrixColumn:
    """A body, or a sector that is named without one; `group` is the sector it stands under."""

    key: str
    name: str
    kind: Literal["body", "sector"]
    group: str
    state: State = "standing"
    note: str = ""


@dataclass(frozen=True)
class MatrixRow:
    """A structure; or something between parties that is missing, and the gaps that it stands for.

    `band` is the slug of its level, ``none`` or ``gaps``; `note` is what its name does not say.
    """

    key: str
    name: str
    kind: Literal["structure", "missing"]
    band: str
    state: State = "standing"
    note: str = ""
    gaps: tuple[CellGap, ...] = ()


@dataclass(frozen=True)
class MatrixCell:
    """A party in a structure, or the place of one that is missing, and the gaps that say so.

    A ``post`` is a member through a named post; of a ``sector`` no body is named. The `ids` are the
    rows of data that say so: none where it is missing.
    """

    row: str
    column: str
    kind: Kind
    state: State
    ids: tuple[str, ...]
    name: str
    gaps: tuple[CellGap, ...] = ()


@dataclass(frozen=True)
class ForumMatrix:
    """All forums of a municipality with their parties, in the order in which they are drawn.

    The names of bodies and structures are in `language`; `groups` holds the key and the name of
    each group of columns.
    """

    name: str
    language: str
    rows: tuple[MatrixRow, ...]
    columns: tuple[MatrixColumn, ...]
    cells: tuple[MatrixCell, ...]
    groups: Mapping[str, str]

    def cells_of(self, row: str) -> tuple[MatrixCell, ...]:
        """Return the cells of a row, in the order of the columns."""
        return self._by_row.get(row, ())

    @cached_property
    def _by_row(self) -> dict[str, tuple[MatrixCell, ...]]:
        order = {column.key: number for number, column in enumerate(self.columns)}
        found: dict[str, list[MatrixCell]] = {}
        for cell in sorted(self.cells, key=lambda cell: order[cell.column]):
            found.setdefault(cell.row, []).append(cell)
        return {row: tuple(cells) for row, cells in found.items()}
