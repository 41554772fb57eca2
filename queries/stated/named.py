"""What a statement of a lack is about: the rows that it names and that were there to be named."""

from __future__ import annotations

import datetime as dt

from mellanrum.graph.standing.dated_by import OBSERVED, is_said
from mellanrum.graph.standing.days import as_day
from mellanrum.graph.standing.facts import Facts
from mellanrum.ontology.namespaces import MR

__all__ = ["is_absence", "named_by", "own_statement", "said_by", "was_there"]

ABSENCE, STATEMENT = str(MR.AbsenceStatement), str(MR.Statement)
ABOUT, COUNTERPART, CONCERNS = str(MR.about), str(MR.counterpart), str(MR.concerns)
VALID_FROM = str(MR.validFrom)


def named_by(facts: Facts, row: str) -> tuple[str, ...]:
    """Return what an absence or a finding is about: of which it is said, then towards whom.

    A row counts only if it was there when it was said: what began later, and no source had told
    of yet, was entered in the light of later sources.
    """
    paths = (ABOUT, COUNTERPART) if is_absence(facts, row) else (CONCERNS,)
    found = dict.fromkeys(node for path in paths for node in sorted(facts.values(row, path)))
    return tuple(node for node in found if was_there(facts, node, said_by(facts, row)))


def said_by(facts: Facts, row: str) -> dt.date | None:
    """Return the last day on which an absence or a finding can have been observed, if known."""
    return as_day(facts.value(own_statement(facts, row), OBSERVED), "last")


def was_there(facts: Facts, node: str, day: dt.date | None) -> bool:
    """Tell whether a row had begun, or a source had told of it, by a day, or no day is known."""
    if day is None:
        return True
    start = as_day(facts.value(node, VALID_FROM), "first")
    if start is None or start <= day:
        return True
    claims = (one for one in facts.subjects(ABOUT, node) if STATEMENT in facts.types(one))
    return any(is_said(facts, one, day) for one in claims)


def own_statement(facts: Facts, row: str) -> str:
    """Return the statement that a row is entered by; an absence is its own."""
    return row if is_absence(facts, row) else f"{row}/claim"


def is_absence(facts: Facts, row: str) -> bool:
    """Tell whether a row is a statement that something is lacking."""
    return ABSENCE in facts.types(row)
