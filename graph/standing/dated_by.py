"""When something had been said: statements of sources with a date, and of sources without."""

from __future__ import annotations

import datetime as dt

from mellanrum.graph.standing.days import as_day
from mellanrum.graph.standing.facts import Facts
from mellanrum.ontology.namespaces import DCTERMS, MR

__all__ = ["is_said"]

OBSERVED, IN_CORPUS, DATE = str(MR.observedAt), str(MR.inCorpus), str(DCTERMS.date)


def is_said(facts: Facts, statement: str, as_of: dt.date | None) -> bool:
    """Tell whether a statement had been made by a date.

    When an undated source said something is unknown. It counts from the day of the first dated
    document of the same dataset that has been read, and not before: earlier, the dataset knew of
    nothing. Where no such document has a date, the first dated statement decides; where there is
    none of these either, it counts at any date.

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
    day = said or _first_day(facts, facts.graph_of.get(statement, ""))
    return day is None or day <= as_of


def _first_day(facts: Facts, graph: str) -> dt.date | None:
    # What a document tells of earlier days, such as what an older audit found, was not read then.
    documents = facts.first_days(DATE, with_true=IN_CORPUS)
    return documents.get(graph) or facts.first_days(OBSERVED).get(graph)
