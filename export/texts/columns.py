"""Tables in aligned columns, for a terminal."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Sequence

__all__ = ["aligned", "terminal_width"]

GAP = 2
WIDE = 100
NARROWEST = 8


def aligned(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return rows as aligned columns, wrapped to the terminal where there is one.

    Examples
    --------
    >>> print(aligned(["id", "namn"], [["ks", "kommunstyrelsen"]]), end="")
    id  namn
    --  ---------------
    ks  kommunstyrelsen
    """
    cells = [[" ".join(cell.split()) for cell in row] for row in (headings, *rows)]
    widths = [max(len(row[index]) for row in cells) for index in range(len(headings))]
    if sys.stdout.isatty():
        widths = _fitted(widths, shutil.get_terminal_size().columns)
    lines = _lines(cells[0], widths)
    lines.append((" " * GAP).join("-" * width for width in widths))
    for row in cells[1:]:
        lines.extend(_lines(row, widths))
    return "\n".join(lines) + "\n"


def terminal_width() -> int:
    """Return the columns of the terminal; 100 where the output goes elsewhere."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else WIDE


def _fitted(widths: list[int], available: int) -> list[int]:
    """Narrow the widest column until all fit, or none can be narrower."""
    fitted = list(widths)
    while sum(fitted) + GAP * (len(fitted) - 1) > available and max(fitted) > NARROWEST:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted


def _lines(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    wrapped = [
        textwrap.wrap(cell, max(width, 1)) or [""] for cell, width in zip(row, widths, strict=True)
    ]
    height = max((len(cell) for cell in wrapped), default=1)
    return [
        (" " * GAP)
        .join(
            (cell[index] if index < len(cell) else "").ljust(width)
            for cell, width in zip(wrapped, widths, strict=True)
        )
        .rstrip()
        for index in range(height)
    ]
