"""Answers from outside the sources: they close a question until they expire."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mellanrum.graph.standing.answers import Answer
from mellanrum.ontology.language import Text
from mellanrum.queries.anatomy.anatomy import Cell, Sign
from mellanrum.queries.finding.sentence import Namer

__all__ = ["answered_cells"]

SIGNS: Mapping[str, tuple[Sign, Text]] = {
    "exists": (
        "documented",
        Text(
            "finns enligt besked från {by} ({date}), inte enligt källorna",
            "exists by an answer from {by} ({date}), not by the sources",
        ),
    ),
    "does-not-exist": (
        "stated-lacking",
        Text(
            "finns inte enligt besked från {by} ({date}), inte enligt källorna",
            "does not exist by an answer from {by} ({date}), not by the sources",
        ),
    ),
    "does-not-apply": (
        "does-not-apply",
        Text(
            "gäller inte enligt besked från {by} ({date})",
            "does not apply, by an answer from {by} ({date})",
        ),
    ),
}


def answered_cells(answers: Iterable[Answer], name: Namer) -> dict[tuple[str, str], Cell]:
    """Return the cell that the newest answer about a row and an element gives; the newest last.

    The reason says who answered, and when.
    """
    newest = {(each.about, each.element): each for each in answers}
    return {key: _cell(each, name) for key, each in newest.items() if each.value in SIGNS}


def _cell(answer: Answer, name: Namer) -> Cell:
    sign, told = SIGNS[answer.value]
    by = Text(name(answer.by, "sv"), name(answer.by, "en"))
    reason = told.format(by=by, date=answer.date)
    return Cell(answer.about, answer.element, sign, (answer.iri,), reason)
