"""Text for a terminal: tables in aligned columns, and prose wrapped to its width."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence

__all__ = ["aligned", "terminal_width", "wrapped"]

GAP = 2
ELSEWHERE = 80
NARROWEST, LEAST_PROSE = 8, 20


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
    """Return the columns of the terminal; 80 where the output goes elsewhere."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else ELSEWHERE


def wrapped(text: str, width: int, first: str = "") -> Iterator[str]:
    """Yield the lines of a text under itself, after what stands first on the first of them.

    At least 20 columns are left to it. No line is broken at a no-break space.

    Examples
    --------
    >>> print(*wrapped("Hur ofta de möts är inte sagt.", 24, "  - "), sep="\\n")
      - Hur ofta de möts är
        inte sagt.
    """
    room = max(width - len(first), LEAST_PROSE)
    for number, line in enumerate(textwrap.wrap(text, room, break_on_hyphens=False) or [""]):
        before = " " * len(first) if number else first
        yield f"{before}{line}".rstrip().replace("\N{NO-BREAK SPACE}", " ")


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
