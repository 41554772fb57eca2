"""Answers from outside the sources: until when each holds, and which hold at a date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from mellanrum.graph.standing.days import as_day, year_ahead
from mellanrum.graph.standing.facts import Facts
from mellanrum.ontology.namespaces import DCTERMS, MR
from mellanrum.ontology.vocabularies import slug_of

__all__ = ["Answer", "answers_at", "expiry_day", "newest_day"]

ANSWER = str(MR.Answer)
DATE, EXPIRES = str(DCTERMS.date), str(MR.expires)
ABOUT, ELEMENT, VALUE, BY = (
    str(path) for path in (MR.answersAbout, MR.element, MR.answer, MR.answeredBy)
)


@dataclass(frozen=True)
class Answer:
    """What a body has answered about an element of a row.

    Attributes
    ----------
    iri, about, by : str
        IRIs of the answer, of the row that it is about, and of the body that answers.
    element, value : str
        Slugs in the schemes ``element`` and ``answer``.
    date : str
        When it was given, whole or partial.
    """

    iri: str
    about: str
    element: str
    value: str
    by: str
    date: str


def expiry_day(facts: Facts, node: str) -> dt.date | None:
    """Return the last day an answer holds: as given, else two years after its date.

    None for what is no answer, and for an answer without a date.
    """
    if ANSWER not in facts.types(node):
        return None
    given = as_day(facts.value(node, EXPIRES), "last")
    if given is not None:
        return given
    day = as_day(facts.value(node, DATE), "last")
    return None if day is None else year_ahead(year_ahead(day))


def newest_day(facts: Facts, answers: Iterable[str], as_of: dt.date | None) -> dt.date | None:
    """Return a date, or the day of the newest of some answers where that is later.

    Answers come after the sources as a rule: where nobody has asked for a date, what has been
    answered since the newest source holds too.
    """
    days = (as_of, *(as_day(facts.value(node, DATE), "first") for node in answers))
    return max((day for day in days if day is not None), default=None)


def answers_at(facts: Facts, answers: Iterable[str], as_of: dt.date | None) -> tuple[Answer, ...]:
    """Return those of some answers that hold at a date, the newest last.

    An answer given after the date does not hold yet. Without a date all hold.
    """
    return tuple(
        Answer(
            node,
            about,
            slug_of(facts.value(node, ELEMENT)),
            slug_of(facts.value(node, VALUE)),
            facts.value(node, BY),
            facts.value(node, DATE),
        )
        for node in sorted(answers, key=lambda one: (facts.value(one, DATE), one))
        if _holds(facts, node, as_of)
        for about in facts.values(node, ABOUT)
    )


def _holds(facts: Facts, node: str, as_of: dt.date | None) -> bool:
    """Tell whether an answer had been given by a date, and has not expired."""
    if as_of is None:
        return True
    given = as_day(facts.value(node, DATE), "first")
    last = expiry_day(facts, node)
    return (given is None or given <= as_of) and (last is None or as_of <= last)
