"""Read a dataset folder: dataset.toml and CSV tables, as Excel or other programs save them."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from mellanrum.graph.guards import DEFAULT_LIMITS, check_row, check_text_file
from mellanrum.graph.problems import refusal
from mellanrum.graph.readers.identity import identified
from mellanrum.graph.readers.info import info_from_mapping
from mellanrum.graph.readers.raw import DatasetInfo, RawDataset, RawRow, RawTable, table_of
from mellanrum.ontology.errors import LoadError, Location, Problem

__all__ = ["DATASET_FILE", "dialect", "read_folder", "read_table", "read_toml", "short_table"]

T = TypeVar("T")
DATASET_FILE = "dataset.toml"
DELIMITERS = (",", ";", "\t")
DECLARATION = re.compile(r"sep=([,;|\t])\s*", re.IGNORECASE)  # a first line that Excel understands
QUOTED = re.compile(r'"[^"]*"')


def read_folder(folder: Path) -> RawDataset:
    """Read the tables of a dataset folder: ``*.csv``, one file a table, and ``dataset.toml``.

    Raises
    ------
    LoadError
        If the folder holds no table, or a file cannot be read as text or TOML.
    """
    paths = [
        path
        for path in sorted(folder.iterdir(), key=lambda path: path.name)
        if path.suffix.lower() == ".csv" and not path.name.startswith(".")
    ]
    if not paths:
        raise refusal(Location(file=folder.name), "no-tables")
    problems: list[Problem] = []
    info = _attempt(problems, partial(_read_info, folder))
    tables = [
        _attempt(problems, partial(read_table, path, f"{folder.name}/{path.name}"))
        for path in paths
    ]
    if info is None or problems:
        raise LoadError(*problems)
    read = tuple(table for table in tables if table is not None)
    info, doubts = identified(info, read)
    return RawDataset(info, folder.name, read, problems=doubts)


def read_toml(text: str, place: Location, code: str) -> dict[str, Any]:
    """Return the keys of a TOML file, or refuse it by a problem."""
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise refusal(place, code, why=str(error).rstrip(".")) from error


def short_table(text: str) -> list[tuple[int, list[str]]]:
    """Return the rows that hold anything of a small CSV table, each with its line."""
    delimiter = max(DELIMITERS, key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader]
    return [(number, cells) for number, cells in rows if any(cells)]


def _attempt(problems: list[Problem], read: Callable[[], T]) -> T | None:
    """Return what `read` reads; where it cannot, keep the problems and go on to the next file."""
    try:
        return read()
    except LoadError as error:
        problems.extend(error.problems)
        return None


def _read_info(folder: Path) -> DatasetInfo:
    path, place = folder / DATASET_FILE, Location(file=f"{folder.name}/{DATASET_FILE}")
    text = check_text_file(path) if path.exists() else ""
    return info_from_mapping(read_toml(text, place, "bad-toml:settings"), place)


def read_table(path: Path, name: str) -> RawTable:
    """Read one CSV table; `name` is what messages call the file.

    Raises
    ------
    LoadError
        If it cannot be read as text, is too large, or its quotation marks do not match.
    """
    lines, skipped, delimiter = dialect(check_text_file(path))
    rows = [row for row in _rows(lines, skipped, delimiter, name) if any(row.cells)]
    return table_of(rows, name, path.stem)


def dialect(text: str) -> tuple[str, int, str]:
    """Return the table text, how many lines stand before it, and the delimiter."""
    first, _, rest = text.partition("\n")
    declared = DECLARATION.fullmatch(first)
    if declared:
        return rest, 1, declared[1]
    heading = next((line for line in io.StringIO(text) if line.strip(' ,;\t"\r\n')), "")
    return text, 0, max(DELIMITERS, key=QUOTED.sub("", heading).count)


def _rows(text: str, skipped: int, delimiter: str, name: str) -> list[RawRow]:
    rows: list[RawRow] = []
    csv.field_size_limit(DEFAULT_LIMITS.cell_characters * 2)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    try:
        for cells in reader:
            number = skipped + start
            check_row(cells, name, number, len(rows))
            rows.append(RawRow(number, tuple(cell.strip() for cell in cells)))
            start = reader.line_num + 1
    except csv.Error as error:
        if "limit" in str(error):
            check_row([" " * (DEFAULT_LIMITS.cell_characters + 1)], name, skipped + start, 0)
        raise refusal(Location(file=name, row=skipped + start), "bad-csv") from error
    return rows
