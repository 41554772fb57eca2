"""Read a workbook whose sheets are the tables."""

from __future__ import annotations

import datetime as dt
import re
import warnings
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from defusedxml.ElementTree import iterparse
from openpyxl.utils import range_boundaries

from mellanrum.graph.guards import check_row, check_workbook
from mellanrum.graph.problems import problem, refusal, shorten
from mellanrum.graph.readers.identity import identified
from mellanrum.graph.readers.info import info_from_mapping
from mellanrum.graph.readers.raw import (
    DatasetInfo,
    RawDataset,
    RawRow,
    RawTable,
    column_letters,
    table_of,
)
from mellanrum.ontology.errors import LoadError, Location, Problem
from mellanrum.ontology.language import LANGUAGES
from mellanrum.ontology.schema import fold

__all__ = ["SETTINGS_SHEETS", "Sheets", "read_sheets", "read_workbook"]

SETTINGS_SHEETS = ("datamängd", "dataset")
HELP_SHEETS = ("läs mig", "read me", "hjälp", "help", "listor", "lists")
MERGE_TAG = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}mergeCell"
LARGEST_MERGE = 10_000
# In a number format: text that stands as it is, colours and languages, and all but the first form.
FORMAT_TEXT = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|;.*')

# Row -> the cells of it that are inside a merge, each with the cell that holds the value.
Merges = dict[int, list[tuple[int, tuple[int, int]]]]


@dataclass(frozen=True)
class Sheets:
    """The sheets of a workbook, those that are hidden apart, and what is wrong in the others."""

    shown: tuple[RawTable, ...]
    hidden: tuple[RawTable, ...]
    problems: tuple[Problem, ...]


def read_workbook(path: Path) -> RawDataset:
    """Read the sheets of an ``.xlsx`` file as the tables of a dataset.

    Hidden sheets are no tables.

    Raises
    ------
    LoadError
        As for `read_sheets`, or if the dataset does not say what it is about.
    """
    sheets = read_sheets(path)
    settings = [table for table in sheets.shown if _is(table, SETTINGS_SHEETS)]
    aside = [table for table in sheets.shown if _is(table, SETTINGS_SHEETS + HELP_SHEETS)]
    data = [table for table in sheets.shown if table not in aside and table.headings]
    try:
        info, doubts = identified(_info(settings, path), data)
    except LoadError as error:
        raise LoadError(*sheets.problems, *error.problems) from error
    if sheets.problems:
        raise LoadError(*sheets.problems)
    set_aside = (*aside, *sheets.hidden)
    return RawDataset(info, path.name, tables=tuple(data), set_aside=set_aside, problems=doubts)


def read_sheets(path: Path) -> Sheets:
    """Read the sheets of an ``.xlsx`` file.

    Merged cells hold their value in each cell; numbers, dates and truth values become text as a
    person would write them; formulas count as their last computed value, and are told among the
    problems where that is an error.

    Raises
    ------
    LoadError
        If the file is not a workbook, is too large or is not safe to open.
    """
    check_workbook(path)
    hidden: list[RawTable] = []
    tables: list[RawTable] = []
    problems: list[Problem] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions that hold no data
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
            try:
                for sheet in book.worksheets:
                    shown = sheet.sheet_state == "visible"
                    table = _read_sheet(sheet, path, problems if shown else [])
                    (tables if shown else hidden).append(table)
            finally:
                book.close()
    except LoadError:
        raise
    except Exception as error:  # openpyxl raises many kinds for a damaged file
        why = shorten(str(error) or type(error).__name__)
        raise refusal(Location(file=path.name), "damaged-workbook", why=why) from error
    return Sheets(tuple(tables), tuple(hidden), tuple(problems))


def _is(table: RawTable, names: tuple[str, ...]) -> bool:
    return fold(table.sheet) in {fold(name) for name in names}


# -- cells ----------------------------------------------------------------------------------------


def _read_sheet(sheet: Any, path: Path, problems: list[Problem]) -> RawTable:
    # The dimension that a file declares may be wrong; reset it to read what is there.
    sheet.reset_dimensions()
    merges = _merges(path, sheet)
    anchors = {anchor for cells in merges.values() for _, anchor in cells}
    held: dict[tuple[int, int], str] = {}
    rows: list[RawRow] = []
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = [_as_text(cell) for cell in row]
        problems.extend(_failed_formulas(row, number, path, sheet.title))
        places = ((number, index) for index in range(1, len(cells) + 1))
        held |= {at: value for at, value in zip(places, cells, strict=True) if at in anchors}
        if any(cells):  # a row with nothing of its own is blank, merged or not
            _fill_merged(cells, merges.get(number, []), held)
        check_row(cells, f"{path.name}#{sheet.title}", number, len(rows))
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            rows.append(RawRow(number, tuple(cells)))
    return table_of(rows, path.name, sheet.title, sheet.title)


def _merges(path: Path, sheet: Any) -> Merges:
    # openpyxl's read-only mode does not report merges, so the sheet's own part is asked.
    merges: Merges = defaultdict(list)
    with zipfile.ZipFile(path) as archive, archive.open(sheet._worksheet_path) as part:
        for _, element in iterparse(part, forbid_dtd=True):
            if element.tag == MERGE_TAG:
                for row, column, anchor in _cells_of(element.get("ref", "")):
                    merges[row].append((column, anchor))
            element.clear()
    return merges


def _cells_of(reference: str) -> Iterator[tuple[int, int, tuple[int, int]]]:
    left, top, right, bottom = (int(bound or 1) for bound in range_boundaries(reference))
    if (right - left + 1) * (bottom - top + 1) > LARGEST_MERGE:  # a title across a whole sheet
        return
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            if (row, column) != (top, left):
                yield row, column, (top, left)


def _fill_merged(
    cells: list[str],
    merged: list[tuple[int, tuple[int, int]]],
    held: dict[tuple[int, int], str],
) -> None:
    for column, anchor in merged:
        if held.get(anchor):
            cells.extend([""] * (column - len(cells)))
            cells[column - 1] = held[anchor]


def _as_text(cell: Any) -> str:
    """Return a cell's value as a person would have typed it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date):  # which a datetime is too
        return _date_as_shown(value, str(cell.number_format))
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.15g}"
    return str(value).strip()


def _date_as_shown(value: dt.date, number_format: str) -> str:
    """Return a date as precisely as its cell shows it: Excel makes a whole date of ``2023-04``."""
    form = FORMAT_TEXT.sub("", number_format).lower()
    day = value.isoformat()[:10]
    if "d" in form or "y" not in form or "h" in form:
        return day
    return day[:7] if "m" in form else day[:4]


def _failed_formulas(row: Any, number: int, path: Path, title: str) -> Iterator[Problem]:
    for index, cell in enumerate(row):
        if getattr(cell, "data_type", "") == "e":
            place = f"{column_letters(index)}{number}"
            yield problem(
                Location(path.name, title, number, sheet=title, cell=place),
                "failed-formula",
                found=shorten(str(cell.value)),
            )


# -- settings -------------------------------------------------------------------------------------


def _info(settings: list[RawTable], path: Path) -> DatasetInfo:
    if not settings:
        return info_from_mapping({}, Location(file=path.name))
    table, given = settings[0], dict[str, Any]()
    for cells in (table.headings, *(row.cells for row in table.rows)):
        key, value = (*cells, "", "")[:2]
        if key and fold(key) not in SETTINGS_HEADINGS:
            _set(given, key, value)
    return info_from_mapping(given, Location(file=path.name, sheet=table.sheet))


def _set(given: dict[str, Any], key: str, value: str) -> None:
    """Put a setting in its place; ``title (en)`` becomes the English of ``title``."""
    name, _, rest = key.partition("(")
    name = SETTING_NAMES.get(fold(name), fold(name).replace(" ", "_"))
    language = rest.rstrip(") ").strip()
    if name in BILINGUAL and language in ("", *LANGUAGES):
        texts = given.setdefault(name, {})
        for each in (language,) if language else LANGUAGES:
            if value and (language or each not in texts):
                texts[each] = value
    elif rest:
        given[key] = value  # no such setting
    elif name == "municipality_code" and value:
        given[name] = value.zfill(4)  # Excel keeps 0138 as the number 138
    elif value:
        given[name] = value


SETTINGS_HEADINGS = {fold(name) for name in ("nyckel", "key", "inställning", "setting")}
BILINGUAL = ("title", "description")
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
