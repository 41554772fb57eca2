"""Tables with a title, as text for a terminal, as Markdown and as CSV."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mellanrum.export.texts.columns import aligned
from mellanrum.graph.table import csv_text

__all__ = ["Sheet", "sheet_csv", "sheets_markdown", "sheets_text"]


@dataclass(frozen=True)
class Sheet:
    """A table with a title, and what is said where it has no rows."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str = ""


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
        lines = [sheet.headings, ("---",) * len(sheet.headings)]
        lines += [tuple(_cell(cell) for cell in row) for row in sheet.rows]
        table = "".join(f"| {' | '.join(line)} |\n" for line in lines)
        parts.append(f"## {_cell(sheet.title)}\n\n{table if sheet.rows else _cell(sheet.empty)}")
    return "\n".join(f"{part.rstrip()}\n" for part in parts)


def _cell(text: str) -> str:
    return " ".join(text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").split())


def sheet_csv(sheet: Sheet) -> str:
    """Return a table as CSV; no spreadsheet takes a cell for a formula."""
    return csv_text([sheet.headings, *sheet.rows])
