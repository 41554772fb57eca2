"""Answers from outside the sources: they close a question until they expire."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mellanrum.graph.standing.answers import Answer
from mellanrum.ontology.language import Text
from mellanrum.queries.anatomy.anatomy import Cell, Sign

__all__ = ["Answered"]

SIGNS: Mapping[str, tuple[Sign, Text]] = {
    "exists": (
        "documented",
        Text(
            "finns enligt besked, inte enligt källorna", "exists by an answer, not by the sources"
        ),
    ),
    "does-not-exist": (
        "stated-lacking",
        Text(
            "finns inte enligt besked, inte enligt källorna",
            "does not exist by an answer, not by the sources",
        ),
    ),
    "does-not-apply": (
        "does-not-apply",
        Text("gäller inte enligt besked", "does not apply, by an answer"),
    ),
}


class Answered:
    """The cells that answers give.

    Parameters
    ----------
    answers : iterable of Answer
        Those that hold, the newest last.
    """

    def __init__(self, answers: Iterable[Answer]) -> None:
        self._newest = {(each.about, each.element): each for each in answers}

    def cell(self, row: str, element: str) -> Cell | None:
        """Return the cell that the newest answer about a row and an element gives, if any."""
        found = self._newest.get((row, element))
        if found is None or found.value not in SIGNS:
            return None
        sign, reason = SIGNS[found.value]
        return Cell(row, element, sign, (found.iri,), reason)
