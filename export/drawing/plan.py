"""Where everything of the forum bars goes: columns by sector, rows by level."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mellanrum.export.drawing.matrix import ForumMatrix, MatrixColumn, MatrixRow
from mellanrum.export.drawing.svg import LEADING, fit, wide
from mellanrum.export.drawing.words import band_names
from mellanrum.ontology.vocabularies import LEVEL

__all__ = [
    "AMPLE",
    "BAND_HEIGHT",
    "FEW",
    "GUTTER",
    "HEAD",
    "HEADER",
    "NAME",
    "NARROW",
    "NOTE",
    "OVERHANG",
    "SECTOR_SLOT",
    "SLANT",
    "Plan",
    "heading",
]

NAME, NOTE, HEAD = 12.5, 11.0, 11.5
ROW, BAND_HEIGHT, EMPTY = 28, 30, 24
SLANT = 64  # degrees
# What a page needs that places rows and columns anew: these hold in every interactive drawing.
GUTTER = 292  # the names of the rows stand here
FEW = 24  # columns that get ample room
AMPLE, NARROW, SECTOR_SLOT = 37, 32, 33
LONGEST = 184  # line of a slanted heading


def _header(longest: float) -> int:
    return math.ceil(longest * math.sin(math.radians(SLANT))) + 24


def _lean(header: int) -> int:
    return round(header / math.tan(math.radians(SLANT)))


HEADER = _header(LONGEST)
OVERHANG = _lean(HEADER) + 20


@dataclass(frozen=True)
class Strip:
    """A group of columns: its name in lines, and where it begins and ends."""

    key: str
    name: str
    lines: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True)
class Band:
    """A level: where it begins, and whether no structure is known there."""

    key: str
    y: int
    empty: bool


@dataclass(frozen=True)
class Plan:
    """The places of a matrix.

    `x` and `y` are the middles of columns and rows; `heads` and `names` the lines of headings, and
    of the name and note of each row. The slanted headings are `header` high; columns and rows end
    at `right` and `bottom`.
    """

    strips: tuple[Strip, ...]
    bands: tuple[Band, ...]
    x: Mapping[str, int]
    y: Mapping[str, int]
    heads: Mapping[str, tuple[str, ...]]
    names: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
    header: int
    right: int
    bottom: int

    @property
    def lean(self) -> int:
        """How far a slanted heading of full length reaches to the right."""
        return _lean(self.header)

    @property
    def width(self) -> int:
        """The width of all."""
        return self.right + self.lean + 20

    def height_of(self, row: str) -> int:
        """Return the height of a row."""
        return _height(*self.names[row])

    @classmethod
    def of(cls, matrix: ForumMatrix, *, roomy: bool) -> Plan:
        """Return the places of a matrix; with `roomy` there is room for the longest headings."""
        heads = {column.key: _head(heading(column)) for column in matrix.columns}
        x: dict[str, int] = {}
        strips = tuple(_strips(matrix, x))
        reach = [wide(line, HEAD) for lines in heads.values() for line in lines]
        reach += [wide(line, HEAD, bold=True) for strip in strips for line in strip.lines]
        header = _header(LONGEST if roomy else max(reach, default=0))
        names = {row.key: _row_text(row) for row in matrix.rows}
        y: dict[str, int] = {}
        bands = tuple(_bands(matrix, names, header + 6, y))
        ends = [y[row.key] + _height(*names[row.key]) // 2 for row in matrix.rows]
        ends += [band.y + BAND_HEIGHT + EMPTY for band in bands if band.empty]
        right = max([GUTTER + 420, *(strip.end for strip in strips)])
        bottom = max(ends, default=header) + 10
        return cls(strips, bands, x, y, heads, names, header, right, bottom)


def heading(column: MatrixColumn) -> str:
    """Return the heading of a column: its name, and its state where it does not stand."""
    return f"{column.name} ({column.note})" if column.note else column.name


def _head(told: str, *, bold: bool = False) -> tuple[str, ...]:
    return fit(told, LONGEST, HEAD, bold=bold)


def _strips(matrix: ForumMatrix, x: dict[str, int]) -> Iterator[Strip]:
    at, step = GUTTER, AMPLE if len(matrix.columns) <= FEW else NARROW
    for key, name in matrix.groups.items():
        start = at
        at += SECTOR_SLOT
        for column in matrix.columns:
            if column.group == key:
                x[column.key] = at + step // 2
                at += step
        yield Strip(key, name, _head(name, bold=True), start, at)


def _bands(
    matrix: ForumMatrix,
    names: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]],
    top: int,
    y: dict[str, int],
) -> Iterator[Band]:
    at = top
    for key in band_names():
        rows = [row for row in matrix.rows if row.band == key]
        if not rows and not LEVEL.shows(key):
            continue
        empty = LEVEL.shows(key) and not any(row.kind == "structure" for row in rows)
        yield Band(key, at, empty)
        at += BAND_HEIGHT + (EMPTY if empty else 0)
        for row in rows:
            height = _height(*names[row.key])
            y[row.key] = at + height // 2
            at += height
        at += 6


def _row_text(row: MatrixRow) -> tuple[tuple[str, ...], tuple[str, ...]]:
    room = GUTTER - 26
    note = fit(row.note, room, NOTE, most=2) if row.note else ()
    return fit(row.name, room, NAME, most=3), note


def _height(name: tuple[str, ...], note: tuple[str, ...]) -> int:
    return max(ROW, math.ceil((len(name) * NAME + len(note) * NOTE) * LEADING) + 10)
