"""Rows of tables with their columns and ids known, before anything is made of their cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mellanrum.graph.readers.info import slug_of
from mellanrum.graph.readers.raw import DatasetInfo, RawDataset, RawRow, RawTable
from mellanrum.graph.tables.cells import ID_PATTERN, MAX_ID
from mellanrum.graph.tables.row_problems import (
    bad_id,
    cell_without_heading,
    missing_column,
    missing_value,
    repeated_heading,
    unknown_heading,
    unknown_table,
)
from mellanrum.ontology.errors import Location, Problem
from mellanrum.ontology.namespaces import MR
from mellanrum.ontology.schema import Column, Schema, TableShape

__all__ = ["FILLED_IN", "Record", "read_records"]

# Columns of the evidence that are filled in from the source where the cell is empty.
FILLED_IN = frozenset(str(path) for path in (MR.source, MR.voice, MR.observedAt))


@dataclass(frozen=True)
class Record:
    """A row with its columns known: where each stands, and the row's id."""

    info: DatasetInfo
    table: TableShape
    raw: RawTable
    row: RawRow
    columns: Mapping[str, int]
    identifier: str = ""

    @property
    def iri(self) -> str:
        """The node of the row."""
        return f"{self.info.base}{self.info.slug}/{self.identifier}"

    @property
    def claim(self) -> str:
        """The node of the statement about the row, which may be the row's own."""
        return self.iri if self.table.row_is_statement else f"{self.iri}/claim"

    def has(self, column: Column) -> bool:
        """Tell whether the table has the column."""
        return column.path in self.columns

    def cell(self, column: Column) -> str:
        """Return the text of the row's cell in a column, empty where there is none."""
        index = self.columns.get(column.path, len(self.row.cells))
        return self.row.cells[index] if index < len(self.row.cells) else ""

    def location(self, column: Column | None = None) -> Location:
        """Return the place of the row, or of its cell in a column."""
        index = self.columns.get(column.path) if column else None
        return self.raw.location(self.row.number, index)


def read_records(dataset: RawDataset, schema: Schema, problems: list[Problem]) -> list[Record]:
    """Return the rows of a dataset's tables, adding what is wrong with headings and ids."""
    records: list[Record] = []
    for raw in dataset.tables:
        table = schema.table(raw.name)
        if table is None:
            problems.append(unknown_table(raw, schema))
            continue
        columns = _columns(raw, table, problems)
        for row in raw.rows:
            problems.extend(_cells_without_heading(raw, row))
            record = Record(dataset.info, table, raw, row, columns)
            identifier = _identifier(record, problems)
            records.append(Record(dataset.info, table, raw, row, columns, identifier))
    return records


def _columns(raw: RawTable, table: TableShape, problems: list[Problem]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for index, heading in enumerate(raw.headings):
        column = table.column(heading) if heading else None
        if heading and column is None:
            problems.append(unknown_heading(raw, index, table))
        elif column is not None and column.path in columns:
            problems.append(repeated_heading(raw, index))
        elif column is not None:
            columns[column.path] = index
    problems.extend(
        missing_column(raw, column)
        for column in table.all_columns
        if _must_be_there(column) and column.path not in columns
    )
    return columns


def _must_be_there(column: Column) -> bool:
    return column.required and not column.default and column.path not in FILLED_IN


def _cells_without_heading(raw: RawTable, row: RawRow) -> Iterable[Problem]:
    for index, cell in enumerate(row.cells):
        if cell and not (index < len(raw.headings) and raw.headings[index]):
            yield cell_without_heading(raw, row, index)


def _identifier(record: Record, problems: list[Problem]) -> str:
    column = record.table.id_column
    given = record.cell(column)
    if given:
        if ID_PATTERN.fullmatch(given) and len(given) <= MAX_ID:
            return given
        problems.append(bad_id(record.location(column), given))
        return slug_of(given)[:MAX_ID].rstrip("-")
    if column.required:
        if record.has(column):
            problems.append(missing_value(record.location(column), column, ""))
        return f"{record.table.key}-{record.row.number}".replace("_", "-")
    keys = (record.cell(key) for key in record.table.columns if key.key)
    made = "-".join(slug_of(part) for part in (record.table.key, *keys) if part)
    return made[:MAX_ID].rstrip("-")
