"""Whole days for partial dates, so that dates of different precision can be compared."""

from __future__ import annotations

import calendar
import datetime as dt
from functools import lru_cache
from typing import Literal

__all__ = ["as_day", "year_ahead"]


@lru_cache(maxsize=4096)
def as_day(value: str, rounding: Literal["first", "last"]) -> dt.date | None:
    """Return the first or last day of a date, month or year; None where it is no date.

    Examples
    --------
    >>> as_day("2023-02", "last")
    datetime.date(2023, 2, 28)
    >>> as_day("2023", "first")
    datetime.date(2023, 1, 1)
    """
    parts = value.split("-")
    try:
        year = int(parts[0])
        month = int(parts[1]) if len(parts) > 1 else (1 if rounding == "first" else 12)
        if len(parts) > 2:
            return dt.date(year, month, int(parts[2][:2]))
        day = 1 if rounding == "first" else calendar.monthrange(year, month)[1]
        return dt.date(year, month, day)
    except (ValueError, IndexError):
        return None


def year_ahead(day: dt.date) -> dt.date:
    """Return the same day a year later; 28 February for 29 February.

    Examples
    --------
    >>> year_ahead(dt.date(2020, 2, 29))
    datetime.date(2021, 2, 28)
    """
    last = calendar.monthrange(day.year + 1, day.month)[1]
    return day.replace(year=day.year + 1, day=min(day.day, last))
