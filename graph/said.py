"""When something had been said: statements of sources with a date, and of sources without."""

from __future__ import annotations

import datetime as dt

from mellanrum.graph.days import as_day
from mellanrum.graph.facts import Facts
from mellanrum.ontology.namespaces import MR

__all__ = ["is_said"]

OBSERVED = str(MR.observedAt)


def is_said(facts: Facts, statement: str, as_of: dt.date | None) -> bool:
    """Tell whether a statement had been made by a date.

    When an undated source said something is unknown. It counts from the first day on which a dated
    source of the same dataset says anything, and not before; at any date where none has one.

    Parameters
    ----------
    facts : Facts
        The asserted quads.
    statement : str
        IRI of the statement.
    as_of : datetime.date or None
        The date; None for any.
    """
    if as_of is None:
        return True
    said = as_day(facts.value(statement, OBSERVED), "first")
    day = said or facts.first_days(OBSERVED).get(facts.graph_of.get(statement, ""))
    return day is None or day <= as_of
