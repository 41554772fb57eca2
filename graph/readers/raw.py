"""What every table reader returns: cells as text, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from mellanrum.ontology.errors import Location, Problem
from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import ID

__all__ = ["DatasetInfo", "RawDataset", "RawRow", "RawTable", "split_values"]

VALUE_SEPARATOR = ";"
NO_TEXT = Text("", "")


@dataclass(frozen=True)
class RawRow:
    """One row of a table: its number in the file (1 is the first line) and its cells as text."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class RawTable:
    """A table as it stands in the file, before the schema has been applied."""

    file: str
    name: str
    heading_row: int
    headings: tuple[str, ...]
    rows: tuple[RawRow, ...]
    sheet: str = ""

    def location(self, row: int, index: int | None = None) -> Location:
        """Return the place of a row, or of the cell at column `index` in it."""
        if index is None:
            return Location(self.file, self.name, row, sheet=self.sheet)
        column = self.headings[index] if index < len(self.headings) else ""
        cell = f"{column_letters(index)}{row}" if self.sheet else ""
        return Location(self.file, self.name, row, column, self.sheet, cell)

    def cells(self) -> Iterator[tuple[Location, str]]:
        """Yield every cell that holds something, headings included, with its place."""
        for index, heading in enumerate(self.headings):
            yield self.location(self.heading_row, index), heading
        for row in self.rows:
            for index, value in enumerate(row.cells):
                if value:
                    yield self.location(row.number, index), value


def table_of(rows: Sequence[RawRow], file: str, name: str, sheet: str = "") -> RawTable:
    """Return the table of rows that hold something, of which the first has the headings."""
    first, *rest = rows or [RawRow(1, ())]
    return RawTable(file, name, first.number, first.cells, tuple(rest), sheet)


@dataclass(frozen=True)
class DatasetInfo:
    """What a dataset says of itself, from dataset.toml or the workbook's first sheet.

    Attributes
    ----------
    slug : str
        Short name in lower-case ASCII; part of every IRI of the dataset.
    municipality : str
        Id of the row in ``bodies`` that the dataset is about; may be empty.
    municipality_code : str
        Four digits, as Statistics Sweden assigns them; may be empty.
    base : str
        What the IRIs of the dataset's things begin with.
    source : str
        Id of the source that rows without one are taken from; may be empty.
    location : Location
        Where the settings stand, for messages about them.
    """

    slug: str
    title: Text
    description: Text = NO_TEXT
    municipality: str = ""
    municipality_code: str = ""
    base: str = str(ID)
    licence: str = ""
    language: str = "sv"
    source: str = ""
    location: Location = field(default=Location(), compare=False)


@dataclass(frozen=True)
class RawDataset:
    """A dataset as read: tables, or RDF as quads, and where it came from.

    `set_aside` holds sheets that are not tables, such as settings and help; they are screened for
    personal identity numbers like everything else. `problems` are those that reading does not stop
    at.
    """

    info: DatasetInfo
    origin: str
    tables: tuple[RawTable, ...] = ()
    quads: tuple[ox.Quad, ...] = field(default=(), repr=False)
    set_aside: tuple[RawTable, ...] = ()
    problems: tuple[Problem, ...] = ()


def column_letters(index: int) -> str:
    """Return the letters of a spreadsheet column, counted from 0.

    Examples
    --------
    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def split_values(cell: str) -> tuple[str, ...]:
    """Return the values of a cell that may hold several, separated by semicolons.

    Examples
    --------
    >>> split_values("ifn; grn;")
    ('ifn', 'grn')
    """
    return tuple(part.strip() for part in cell.split(VALUE_SEPARATOR) if part.strip())
