"""The dates at which a graph is worth seeing: the years in which something changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal

from mellanrum.graph.standing.days import as_day
from mellanrum.graph.standing.facts import Facts
from mellanrum.ontology.namespaces import MR

__all__ = ["FEW_DATASETS", "MOST", "dates_of_change"]

MOST = 12
FEW_DATASETS = 10  # of more than these only the latest date: each further one runs all rules anew
# What something begins or is said by holds from its first day; what ends, or is due, is past from
# the day after its last.
FIRST_DAYS: dict[str, tuple[Literal["first", "last"], int]] = {
    str(MR.validFrom): ("first", 0),
    str(MR.observedAt): ("first", 0),
    str(MR.validUntil): ("last", 1),
    str(MR.deadline): ("last", 1),
}


def dates_of_change(
    facts: Facts, as_of: dt.date | None, most: int = MOST
) -> tuple[dt.date | None, ...]:
    """Return the last day of each year in which something changes, and the date of the graph.

    What counts is when something begins, ends, is said or falls due. The date of the graph is the
    last, and the only one where there is none. Of more than `most` the latest are kept.

    Examples
    --------
    >>> dates_of_change(Facts([]), dt.date(2023, 3, 10))
    (datetime.date(2023, 3, 10),)
    """
    if as_of is None:
        return (None,)
    years = sorted({year for year in _years(facts) if year < as_of.year})
    kept = years[-(most - 1) :] if most > 1 else []
    return (*(dt.date(year, 12, 31) for year in kept), as_of)


def _years(facts: Facts) -> Iterator[int]:
    for node in facts.nodes():
        for path in FIRST_DAYS.keys() & facts.paths(node):
            rounding, after = FIRST_DAYS[path]
            for value in facts.values(node, path):
                day = as_day(value, rounding)
                if day is not None and day < dt.date.max:
                    yield (day + dt.timedelta(days=after)).year
