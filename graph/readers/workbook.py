"""Read a workbook whose sheets are the tables."""

from __future__ import annotations

import datetime as dt
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
from defusedxml.ElementTree import iterparse
from openpyxl.utils import range_boundaries

from mellanrum.graph.guard import Limits, check_row, check_workbook
from mellanrum.graph.problems import problem, shorten
from mellanrum.graph.readers.info import info_from_mapping
from mellanrum.graph.readers.raw import DatasetInfo, RawDataset, RawRow, RawTable
from mellanrum.ontology.errors import LoadError, Location, Problem
from mellanrum.ontology.schema import fold

__all__ = ["SETTINGS_SHEETS", "read_workbook"]

SETTINGS_SHEETS = ("datamängd", "dataset")
HELP_SHEETS = ("läs mig", "read me", "hjälp", "help", "listor", "lists")
MERGE_TAG = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}mergeCell"


def read_workbook(path: Path, limits: Limits | None = None) -> RawDataset:
    """Read the sheets of an ``.xlsx`` file as tables.

    Merged cells hold their value in each cell; numbers, dates and truth values become text as a
    person would write them; formulas count as their last computed value.

    Raises
    ------
    LoadError
        If the file is not a workbook, is too large or is not safe to open.
    """
    limits = limits or Limits()
    check_workbook(path, limits)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions that hold no data
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
            try:
                tables = [
                    _read_sheet(sheet, path, limits)
                    for sheet in book.worksheets
                    if sheet.sheet_state == "visible"
                ]
            finally:
                book.close()
    except LoadError:
        raise
    except Exception as error:  # openpyxl raises many kinds for a damaged file
        raise LoadError(_damaged(path, error)) from error
    settings = [table for table in tables if _is(table, SETTINGS_SHEETS)]
    aside = [table for table in tables if _is(table, SETTINGS_SHEETS + HELP_SHEETS)]
    data = [table for table in tables if table not in aside and table.headings]
    info = _info(settings, path)
    return RawDataset(info, path.name, tables=tuple(data), set_aside=tuple(aside))


def _is(table: RawTable, names: tuple[str, ...]) -> bool:
    return fold(table.sheet) in {fold(name) for name in names}


def _damaged(path: Path, error: Exception) -> Problem:
    return problem(
        Location(file=path.name),
        "damaged-workbook",
        ("Arbetsboken går inte att läsa: {why}.", "The workbook cannot be read: {why}."),
        hint=(
            "Öppna den i Excel och spara den på nytt som .xlsx.",
            "Open it in Excel and save it again as .xlsx.",
        ),
        why=shorten(str(error) or type(error).__name__),
    )


def _read_sheet(sheet: Any, path: Path, limits: Limits) -> RawTable:
    # The dimension that a file declares may be wrong; reset it to read what is there.
    sheet.reset_dimensions()
    merged = _merged_cells(path, sheet)
    rows: list[RawRow] = []
    carried: dict[tuple[int, int], str] = {}
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        cells = [_as_text(value) for value in row]
        _fill_merged(cells, number, merged, carried)
        check_row(cells, f"{path.name}#{sheet.title}", number, len(rows), limits)
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            rows.append(RawRow(number, tuple(cells)))
    return RawTable(
        file=path.name,
        name=sheet.title,
        heading_row=rows[0].number if rows else 1,
        headings=rows[0].cells if rows else (),
        rows=tuple(rows[1:]),
        sheet=sheet.title,
    )


def _merged_cells(path: Path, sheet: Any) -> dict[tuple[int, int], tuple[int, int]]:
    """Return, for each cell inside a merge, the cell that holds its value (row, column from 1)."""
    # openpyxl's read-only mode does not report merges, so the sheet's own part is asked.
    anchors: dict[tuple[int, int], tuple[int, int]] = {}
    with zipfile.ZipFile(path) as archive, archive.open(sheet._worksheet_path) as part:
        for _, element in iterparse(part, forbid_dtd=True):
            if element.tag == MERGE_TAG:
                for cell, anchor in _cells_of(element.get("ref", "")):
                    anchors[cell] = anchor
            element.clear()
    return anchors


def _cells_of(reference: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    left, top, right, bottom = (int(bound or 1) for bound in range_boundaries(reference))
    if (right - left + 1) * (bottom - top + 1) > 10_000:  # a merged title across a whole sheet
        return
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            if (row, column) != (top, left):
                yield (row, column), (top, left)


def _fill_merged(
    cells: list[str],
    number: int,
    merged: dict[tuple[int, int], tuple[int, int]],
    carried: dict[tuple[int, int], str],
) -> None:
    if not merged:
        return
    anchors = set(merged.values())
    for index, value in enumerate(cells):
        if (number, index + 1) in anchors:
            carried[number, index + 1] = value
    for (row, column), anchor in merged.items():
        if row == number and anchor in carried:
            cells.extend([""] * (column - len(cells)))
            cells[column - 1] = carried[anchor]


def _as_text(value: object) -> str:
    """Return a cell's value as a person would have typed it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _info(settings: list[RawTable], path: Path) -> DatasetInfo:
    if not settings:
        return info_from_mapping({}, fallback=path.stem, location=Location(file=path.name))
    table = settings[0]
    pairs = [table.headings, *(row.cells for row in table.rows)]
    given: dict[str, Any] = {}
    for cells in pairs:
        key, value = (*cells, "", "")[:2]
        if key and fold(key) not in ("nyckel", "key", "inställning", "setting"):
            _set(given, key, value)
    return info_from_mapping(
        given, fallback=path.stem, location=Location(file=path.name, sheet=table.sheet)
    )


def _set(given: dict[str, Any], key: str, value: str) -> None:
    """Put a setting in its place; ``title (en)`` becomes the English of ``title``."""
    name, _, rest = key.partition("(")
    name = SETTING_NAMES.get(fold(name), fold(name).replace(" ", "_"))
    language = rest.rstrip(") ").strip()
    if language in ("sv", "en"):
        texts = given.setdefault(name, {})
        if isinstance(texts, dict):
            texts[language] = value
    elif value:
        given[name] = value


SETTING_NAMES = {
    fold("kortnamn"): "slug",
    fold("titel"): "title",
    fold("beskrivning"): "description",
    fold("kommun"): "municipality",
    fold("kommunkod"): "municipality_code",
    fold("bas"): "base",
    fold("licens"): "licence",
    fold("språk"): "language",
    fold("källa"): "source",
}
