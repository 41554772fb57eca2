"""Where in a document something stands, as the places of statements tell it."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["line_ranges"]

LINES = re.compile(r"\bL(\d+)(?:\s*[-–]\s*L?(\d+))?")


def line_ranges(places: Iterable[str]) -> list[tuple[int, int]]:
    """Return the first and last lines that places name.

    Examples
    --------
    >>> line_ranges(["Sammanfattning", "L45", "s. 2; L47–L48"])
    [(45, 45), (47, 48)]
    """
    found = (match for place in places for match in LINES.findall(place))
    return [(int(first), int(last or first)) for first, last in found]
