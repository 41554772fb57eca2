"""Rows of tables with their columns and ids known, before anything is made of their cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from mellanrum.graph.problems import did_you_mean, in_a_row, problem, shorten
from mellanrum.graph.readers.info import slug_of
from mellanrum.graph.readers.raw import DatasetInfo, RawDataset, RawRow, RawTable
from mellanrum.graph.tables.cells import ID_PATTERN, MAX_ID
from mellanrum.ontology.errors import Location, Problem
from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import MR
from mellanrum.ontology.schema import Column, Schema, TableShape

__all__ = ["FILLED_IN", "Record", "missing_value", "read_records"]

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
            problems.append(_unknown_table(raw, schema))
            continue
        columns = _columns(raw, table, problems)
        for row in raw.rows:
            problems.extend(_cells_without_heading(raw, row))
            record = Record(dataset.info, table, raw, row, columns)
            records.append(replace(record, identifier=_identifier(record, problems)))
    return records


def _unknown_table(raw: RawTable, schema: Schema) -> Problem:
    return problem(
        raw.location(raw.heading_row),
        "unknown-table",
        tables=in_a_row(Text(table.name.sv, table.key) for table in schema.tables),
        name=shorten(raw.name),
        guess=did_you_mean(raw.name, [n for t in schema.tables for n in (t.key, t.name.sv)]),
    )


def _columns(raw: RawTable, table: TableShape, problems: list[Problem]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for index, heading in enumerate(raw.headings):
        column, place = table.column(heading), raw.location(raw.heading_row, index)
        if not heading:
            continue
        if column is None:
            problems.append(_unknown_column(table, heading, place))
        elif column.path in columns:
            problems.append(problem(place, "repeated-column"))
        else:
            columns[column.path] = index
    place = raw.location(raw.heading_row)
    problems.extend(
        problem(place, "missing-column", allowed=column.help, name=column.name)
        for column in table.all_columns
        if column.required and not column.default and column.path not in FILLED_IN | columns.keys()
    )
    return columns


def _unknown_column(table: TableShape, heading: str, place: Location) -> Problem:
    names = [column.name for column in table.all_columns]
    return problem(
        place,
        "unknown-column",
        columns=in_a_row(names),
        table=table.name,
        found=shorten(heading),
        guess=did_you_mean(heading, [each for name in names for each in (name.sv, name.en)]),
    )


def _cells_without_heading(raw: RawTable, row: RawRow) -> Iterator[Problem]:
    for index, cell in enumerate(row.cells):
        if cell and not (index < len(raw.headings) and raw.headings[index]):
            place = raw.location(row.number, index)
            yield problem(place, "cell-without-heading", found=shorten(cell))


def missing_value(location: Location, column: Column, iri: str = "") -> Problem:
    """Return the problem of a required cell that is empty."""
    return problem(location, "missing-value", allowed=column.help, iri=iri, name=column.name)


def _identifier(record: Record, problems: list[Problem]) -> str:
    column = record.table.id_column
    given = record.cell(column)
    if given:
        if ID_PATTERN.fullmatch(given) and len(given) <= MAX_ID:
            return given
        made = slug_of(given)[:MAX_ID]
        place = record.location(column)
        problems.append(problem(place, "bad-id", found=shorten(given), example=made))
        return made.rstrip("-")
    if column.required:
        if record.has(column):
            problems.append(missing_value(record.location(column), column))
        return f"{record.table.key}-{record.row.number}".replace("_", "-")
    keys = (record.cell(key) for key in record.table.columns if key.key)
    made = "-".join(slug_of(part) for part in (record.table.key, *keys) if part)
    return made[:MAX_ID].rstrip("-")
