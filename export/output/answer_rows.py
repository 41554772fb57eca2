"""Add answers to the table of a dataset: rows are added at its end, and nothing else is touched."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from mellanrum.export.files import file_error, write_file
from mellanrum.export.output.manifest import file_checksum
from mellanrum.export.output.output_folder import dated_copy
from mellanrum.graph.guards import check_text_file
from mellanrum.graph.readers.csvfiles import dialect
from mellanrum.graph.readers.raw import RawDataset, RawTable
from mellanrum.graph.table import csv_text, neutralised
from mellanrum.graph.tables.incoming import Incoming, answers_table
from mellanrum.ontology.language import Language
from mellanrum.ontology.schema import Schema, TableShape

__all__ = ["Written", "write_answers"]

BYTE_ORDER_MARK = "\ufeff"
# What openpyxl does not keep when it saves a workbook.
NOT_KEPT = ("xl/charts/", "xl/media/", "xl/pivotTables/", "xl/slicers/", "xl/embeddings/")


@dataclass(frozen=True)
class Written:
    """The file that answers were added to, and the copy of what it was before, if any."""

    path: Path
    before: Path | None = None


def write_answers(
    path: Path, dataset: RawDataset, answers: Sequence[Incoming], schema: Schema
) -> Written:
    """Add answers to a dataset.

    A folder gets them at the end of its table of answers, made where there is none, with the
    separator and the line ends that the table has. A workbook gets them in its sheet of answers,
    and is kept as it was under a dated name beside.

    Raises
    ------
    ExportError
        If it is a file of another kind, or a workbook with charts or pictures, which would be lost.
    """
    table = answers_table(schema)
    language: Language = "en" if dataset.info.language == "en" else "sv"
    raw = next((one for one in dataset.tables if schema.table(one.name) is table), None)
    rows = [_cells(one, table) for one in answers]
    if path.is_dir():
        return _write_csv(path, raw, rows, table, language)
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        return _write_sheet(path, raw, rows, table, language)
    raise file_error(path.name, "no-table-of-answers")


def _cells(answer: Incoming, table: TableShape) -> dict[str, str]:
    return {column.path: cell for column in table.columns if (cell := answer.value(column))}


def _placed(
    raw: RawTable | None, rows: Sequence[Mapping[str, str]], table: TableShape, language: Language
) -> tuple[tuple[str, ...], list[list[str]]]:
    """Return the headings to add to those that are there, and the rows under all of them."""
    there = raw.headings if raw else ()
    paths = [column.path if (column := table.column(one)) else "" for one in there]
    added = [
        column
        for column in table.columns
        if column.path not in paths
        and (any(column.path in row for row in rows) or not (raw or column.is_id))
    ]
    paths += [column.path for column in added]
    placed = [[row.get(path, "") for path in paths] for row in rows]
    return tuple(column.name.pick(language) for column in added), placed


def _write_csv(
    folder: Path,
    raw: RawTable | None,
    rows: Sequence[Mapping[str, str]],
    table: TableShape,
    language: Language,
) -> Written:
    added, placed = _placed(raw, rows, table, language)
    if raw is None:
        path = folder / f"{table.name.pick(language).replace(' ', '_')}.csv"
        write_file(path, csv_text([added, *placed]))
        return Written(path)
    path = folder / Path(raw.file).name
    mark = BYTE_ORDER_MARK if path.read_bytes().startswith(BYTE_ORDER_MARK.encode()) else ""
    text = check_text_file(path)
    end = "\r\n" if "\r\n" in text else "\n"
    separator = dialect(text)[2]
    lines = text.split("\n")
    if added:
        heading = lines[raw.heading_row - 1]
        bare = heading.rstrip("\r")
        lines[raw.heading_row - 1] = separator.join((bare, *added)) + heading[len(bare) :]
    kept = "\n".join(lines)
    kept += "" if kept.endswith("\n") else end
    new = csv_text(placed, separator).replace("\n", end)
    write_file(path, mark + kept + new)
    return Written(path)


def _write_sheet(
    path: Path,
    raw: RawTable | None,
    rows: Sequence[Mapping[str, str]],
    table: TableShape,
    language: Language,
) -> Written:
    with zipfile.ZipFile(path) as archive:
        if any(name.startswith(NOT_KEPT) for name in archive.namelist()):
            raise file_error(path.name, "workbook-with-pictures")
    book = openpyxl.load_workbook(path, keep_vba=path.suffix.lower() == ".xlsm")
    added, placed = _placed(raw, rows, table, language)
    if raw is None:
        sheet: Worksheet = book.create_sheet(table.name.pick(language))
        heading_row = last = 1
    else:
        sheet = book[raw.sheet]
        heading_row = raw.heading_row
        last = max((row.number for row in raw.rows), default=heading_row)
    for index, name in enumerate(added, start=(len(raw.headings) if raw else 0) + 1):
        sheet.cell(heading_row, index, name)
    for number, row in enumerate(placed, start=last + 1):
        for index, cell in enumerate(row, start=1):
            if cell:  # as text: Excel would make a whole date of 2024-03
                sheet.cell(number, index, neutralised(cell)).number_format = "@"
    out = io.BytesIO()
    book.save(out)
    before = dated_copy(path, file_checksum(path))
    if not before.exists():
        write_file(before, path.read_bytes())
    write_file(path, out.getvalue())
    return Written(path, before)
