"""Answers from outside the sources: until when each holds, and which hold at a date."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from mellanrum.graph.standing.days import as_day, year_ahead
from mellanrum.graph.standing.facts import Facts
from mellanrum.ontology.namespaces import DCTERMS, MR

__all__ = ["Answer", "answer_holds", "answers_at", "expiry_day"]

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
    """

    iri: str
    about: str
    element: str
    value: str
    by: str


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


def answers_at(facts: Facts, as_of: dt.date | None) -> tuple[Answer, ...]:
    """Return the answers that hold at a date, the newest last.

    An answer given after the date does not hold yet. Without a date all hold.
    """
    return tuple(
        Answer(
            node,
            facts.value(node, ABOUT),
            facts.value(node, ELEMENT).rsplit("/", 1)[-1],
            facts.value(node, VALUE).rsplit("/", 1)[-1],
            facts.value(node, BY),
        )
        for node in sorted(facts.instances(ANSWER), key=lambda one: (facts.value(one, DATE), one))
        if answer_holds(facts, node, as_of)
    )


def answer_holds(facts: Facts, node: str, as_of: dt.date | None) -> bool:
    """Tell whether an answer had been given by a date, and has not expired; without one it does."""
    if as_of is None:
        return True
    given = as_day(facts.value(node, DATE), "first")
    last = expiry_day(facts, node)
    return (given is None or given <= as_of) and (last is None or as_of <= last)
