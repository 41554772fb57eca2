"""Tables with a title, as text for a terminal, as Markdown and as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mellanrum.export.texts.columns import aligned
from mellanrum.graph.table import csv_text, markdown_cell, markdown_table
from mellanrum.ontology.language import Language, Text

__all__ = ["Sheet", "keyed_sheet", "sheet_csv", "sheets_markdown", "sheets_text"]


@dataclass(frozen=True)
class Sheet:
    """A table with a title, and what is said where it has no rows."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str = ""


def keyed_sheet(
    headings: Mapping[str, Text],
    rows: Iterable[Mapping[str, str]],
    language: Language,
    title: str = "",
    empty: str = "",
) -> Sheet:
    """Return the values of some keys as a table; what a row does not hold is left empty."""
    names = tuple(heading.pick(language) for heading in headings.values())
    cells = tuple(tuple(row.get(key, "") for key in headings) for row in rows)
    return Sheet(title, names, cells, empty)


def sheets_text(sheets: Iterable[Sheet]) -> str:
    """Return tables one under the other, each under its title."""
    parts = [
        f"{sheet.title}\n\n{aligned(sheet.headings, sheet.rows) if sheet.rows else sheet.empty}"
        for sheet in sheets
    ]
    return "\n".join(f"{part.rstrip()}\n" for part in parts)


def sheets_markdown(sheets: Iterable[Sheet]) -> str:
    """Return tables in Markdown, each under a heading."""
    parts = []
    for sheet in sheets:
        table = markdown_table(sheet.headings, sheet.rows) if sheet.rows else ""
        parts.append(f"## {markdown_cell(sheet.title)}\n\n{table or markdown_cell(sheet.empty)}")
    return "\n".join(f"{part.rstrip()}\n" for part in parts)


def sheet_csv(sheet: Sheet) -> str:
    """Return a table as CSV; no spreadsheet takes a cell for a formula."""
    return csv_text([sheet.headings, *sheet.rows])
