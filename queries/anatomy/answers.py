"""Answers from outside the sources: they close a question until they expire."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from mellanrum.graph.standing.answers import answer_holds
from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import CONCEPT, DCTERMS, mr
from mellanrum.queries.anatomy.anatomy import Cell, Sign
from mellanrum.queries.tiers.view import MunicipalView

__all__ = ["Answers"]

DATE = str(DCTERMS.date)
ELEMENT, ANSWER = str(CONCEPT["element/"]), str(CONCEPT["answer/"])
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


class Answers:
    """The answers of a municipality that hold at its date.

    Parameters
    ----------
    view : MunicipalView
        The municipality.
    """

    def __init__(self, view: MunicipalView) -> None:
        self.view = view

    def cell(self, row: str, element: str) -> Cell | None:
        """Return the cell that the newest answer about a row and an element gives, if any."""
        found = self._newest.get((row, element))
        if found is None:
            return None
        sign, reason = SIGNS[self._slug(found, "answer", ANSWER)]
        return Cell(row, element, sign, (found,), reason)

    @cached_property
    def _newest(self) -> Mapping[tuple[str, str], str]:
        facts = self.view.facts
        rows = [row for row in self.view.every_row("Answer") if self._holds(row)]
        rows = [row for row in rows if self._slug(row, "answer", ANSWER) in SIGNS]
        return {
            (about, self._slug(row, "element", ELEMENT)): row
            for row in sorted(rows, key=lambda row: (facts.value(row, DATE), row))
            for about in facts.values(row, mr("answersAbout"))
        }

    def _slug(self, row: str, path: str, scheme: str) -> str:
        return self.view.facts.value(row, mr(path)).removeprefix(scheme)

    def _holds(self, row: str) -> bool:
        return answer_holds(self.view.facts, row, self.view.as_of)
