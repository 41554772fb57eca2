"""Answers from outside the sources: they close a question until they expire."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mellanrum.graph.standing.answers import Answer
from mellanrum.ontology.language import Text
from mellanrum.queries.anatomy.anatomy import Cell, Sign

__all__ = ["answered_cells"]

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


def answered_cells(answers: Iterable[Answer]) -> dict[tuple[str, str], Cell]:
    """Return the cell that the newest answer about a row and an element gives; the newest last."""
    newest = {(each.about, each.element): each for each in answers}
    return {
        key: Cell(*key, SIGNS[each.value][0], (each.iri,), SIGNS[each.value][1])
        for key, each in newest.items()
        if each.value in SIGNS
    }
