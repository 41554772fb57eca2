"""When something had been said: statements of sources with a date, and of sources without."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from weakref import WeakKeyDictionary

from mellanrum.graph.standing.days import as_day
from mellanrum.graph.standing.facts import Facts
from mellanrum.ontology.namespaces import CONCEPT, DCTERMS, MR

__all__ = ["is_said", "said_on"]

OBSERVED, IN_CORPUS, DATE = str(MR.observedAt), str(MR.inCorpus), str(DCTERMS.date)
SOURCE, ABOUT, DIARY_NUMBER = str(MR.source), str(MR.about), str(MR.diaryNumber)
MODALITY, FACT = str(MR.modality), str(CONCEPT["modality/fact"])
YEAR = re.compile(r"(?<!\d)(19[5-9]\d|20\d\d)(?!\d)")

# Asked of each statement, and the same for all of one source.
_earliest: WeakKeyDictionary[Facts, Mapping[str, dt.date]] = WeakKeyDictionary()


def is_said(facts: Facts, statement: str, as_of: dt.date | None) -> bool:
    """Tell whether a statement had been made by a date."""
    if as_of is None:
        return True
    day = said_on(facts, statement)
    return day is None or day <= as_of


def said_on(facts: Facts, statement: str) -> dt.date | None:
    """Return the first day on which a statement may have been made; None where it counts always.

    When an undated source said something is unknown. It counts from the day of the first dated
    document of the same dataset that has been read, and not before: earlier, the dataset knew of
    nothing. Where no such document has a date, the first dated statement decides. Nor was it said
    before the year of the source's diary number, or before what the source tells as past.
    """
    said = as_day(facts.value(statement, OBSERVED), "first")
    if said is not None:
        return said
    days = (_first_day(facts, facts.graph_of.get(statement, "")), _not_before(facts, statement))
    return max((day for day in days if day is not None), default=None)


def _first_day(facts: Facts, graph: str) -> dt.date | None:
    # What a document tells of earlier days, such as what an older audit found, was not read then.
    documents = facts.first_days(DATE, with_true=IN_CORPUS)
    return documents.get(graph) or facts.first_days(OBSERVED).get(graph)


def _not_before(facts: Facts, statement: str) -> dt.date | None:
    if facts not in _earliest:
        _earliest[facts] = _earliest_days(facts)
    return _earliest[facts].get(facts.value(statement, SOURCE))


def _earliest_days(facts: Facts) -> dict[str, dt.date]:
    """Return the day before which each undated source cannot have been written."""
    earliest: dict[str, dt.date] = {}
    for source in facts.instances(str(MR.SourceDocument)):
        if not facts.value(source, DATE):
            days = (day for day in _days_told(facts, source) if day is not None)
            if day := max(days, default=None):
                earliest[source] = day
    return earliest


def _days_told(facts: Facts, source: str) -> Iterator[dt.date | None]:
    if year := YEAR.search(facts.value(source, DIARY_NUMBER)):
        yield dt.date(int(year[0]), 1, 1)
    for statement in facts.subjects(SOURCE, source):
        if facts.value(statement, MODALITY) == FACT:
            for row in facts.values(statement, ABOUT):
                yield as_day(facts.value(row, DATE), "first")
