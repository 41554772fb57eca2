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

from mellanrum.graph.guards import Limits, check_row, check_text_file
from mellanrum.graph.problems import problem
from mellanrum.graph.readers.identity import identified
from mellanrum.graph.readers.info import info_from_mapping
from mellanrum.graph.readers.raw import DatasetInfo, RawDataset, RawRow, RawTable
from mellanrum.ontology.errors import LoadError, Location, Problem

__all__ = ["DATASET_FILE", "dialect", "read_folder", "read_table", "read_toml"]

T = TypeVar("T")
DATASET_FILE = "dataset.toml"
DELIMITERS = (",", ";", "\t")
DECLARATION = re.compile(r"sep=([,;|\t])\s*", re.IGNORECASE)  # a first line that Excel understands
QUOTED = re.compile(r'"[^"]*"')


def read_folder(folder: Path, limits: Limits | None = None) -> RawDataset:
    """Read the tables of a dataset folder.

    Parameters
    ----------
    folder : pathlib.Path
        Holds ``*.csv``, one file a table, and ``dataset.toml``.
    limits : Limits, optional
        How large the input may be.

    Raises
    ------
    LoadError
        If the folder holds no table, or a file cannot be read as text or TOML.
    """
    limits = limits or Limits()
    paths = [
        path
        for path in sorted(folder.iterdir(), key=lambda path: path.name)
        if path.suffix.lower() == ".csv" and not path.name.startswith(".")
    ]
    if not paths:
        raise LoadError(_no_tables(folder))
    problems: list[Problem] = []
    info = _attempt(problems, lambda: _read_info(folder, limits))
    tables = [
        _attempt(problems, partial(read_table, path, f"{folder.name}/{path.name}", limits))
        for path in paths
    ]
    if info is None or problems:
        raise LoadError(*problems)
    read = tuple(table for table in tables if table is not None)
    info, doubts = identified(info, read)
    return RawDataset(info, folder.name, read, problems=doubts)


def _attempt(problems: list[Problem], read: Callable[[], T]) -> T | None:
    """Return what `read` reads; where it cannot, keep the problems and go on to the next file."""
    try:
        return read()
    except LoadError as error:
        problems.extend(error.problems)
        return None


def _no_tables(folder: Path) -> Problem:
    return problem(
        Location(file=folder.name),
        "no-tables",
        ("Mappen innehåller inga CSV-filer.", "The folder holds no CSV files."),
        hint=(
            "Ange en mapp med dataset.toml och tabeller som sources.csv och bodies.csv, "
            "en .xlsx-fil eller en RDF-fil.",
            "Name a folder with dataset.toml and tables such as sources.csv and bodies.csv, "
            "an .xlsx file or an RDF file.",
        ),
    )


def _read_info(folder: Path, limits: Limits) -> DatasetInfo:
    path = folder / DATASET_FILE
    name = f"{folder.name}/{DATASET_FILE}"
    if not path.exists():
        return info_from_mapping({}, Location(file=name))
    return info_from_mapping(read_toml(path, name, limits), Location(file=name))


def read_toml(path: Path, name: str, limits: Limits) -> dict[str, Any]:
    """Return what a TOML file holds; `name` is what messages call it.

    Raises
    ------
    LoadError
        If it cannot be read as text or as TOML.
    """
    text = check_text_file(path, limits)
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise LoadError(
            problem(
                Location(file=name),
                "bad-toml",
                ("Filen går inte att läsa som TOML: {why}.", "The file is not TOML: {why}."),
                hint=(
                    'Varje rad ska ha formen nyckel = "värde".',
                    'Each line must have the form key = "value".',
                ),
                why=str(error).rstrip("."),
            )
        ) from error


def read_table(path: Path, name: str, limits: Limits | None = None) -> RawTable:
    """Read one CSV table; `name` is what messages call the file.

    Raises
    ------
    LoadError
        If it cannot be read as text, is too large, or its quotation marks do not match.
    """
    limits = limits or Limits()
    text = check_text_file(path, limits)
    lines, skipped, delimiter = dialect(text)
    rows = _rows(lines, skipped, delimiter, name, limits)
    while rows and rows[0].is_blank:
        del rows[0]
    headings = rows[0].cells if rows else ()
    return RawTable(
        file=name,
        name=path.stem,
        heading_row=rows[0].number if rows else 1,
        headings=headings,
        rows=tuple(row for row in rows[1:] if not row.is_blank),
    )


def dialect(text: str) -> tuple[str, int, str]:
    """Return the table text, how many lines stand before it, and the delimiter."""
    first, _, rest = text.partition("\n")
    declared = DECLARATION.fullmatch(first)
    if declared:
        return rest, 1, declared[1]
    heading = next((line for line in io.StringIO(text) if line.strip(' ,;\t"\r\n')), "")
    return text, 0, max(DELIMITERS, key=QUOTED.sub("", heading).count)


def _rows(text: str, skipped: int, delimiter: str, name: str, limits: Limits) -> list[RawRow]:
    rows: list[RawRow] = []
    csv.field_size_limit(limits.cell_characters * 2)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    try:
        for cells in reader:
            number = skipped + start
            check_row(cells, name, number, len(rows), limits)
            rows.append(RawRow(number, tuple(cell.strip() for cell in cells)))
            start = reader.line_num + 1
    except csv.Error as error:
        if "limit" in str(error):
            check_row([" " * (limits.cell_characters + 1)], name, skipped + start, 0, limits)
        raise LoadError(
            problem(
                Location(file=name, row=skipped + start),
                "bad-csv",
                (
                    "Citattecknen i raden som börjar här går inte ihop.",
                    "The quotation marks of the row that begins here do not match.",
                ),
                allowed=(
                    "Ett citattecken inne i en cell skrivs två gånger.",
                    "A quotation mark inside a cell is written twice.",
                ),
                hint=(
                    "Rätta citattecknen, eller spara om tabellen som CSV UTF-8.",
                    "Correct the quotation marks, or save the table again as CSV UTF-8.",
                ),
            )
        ) from error
    return rows
