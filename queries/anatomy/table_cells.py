"""The sign of each cell, tried in one order; what is left is silence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mellanrum.queries.anatomy.anatomy import AnatomyTable, Cell, Sign, TableName
from mellanrum.queries.anatomy.bodies import bodies_shown
from mellanrum.queries.anatomy.element import Element
from mellanrum.queries.anatomy.elements import ELEMENTS
from mellanrum.queries.anatomy.reading import Proof, Reading
from mellanrum.queries.anatomy.said_marks import StatedMarks
from mellanrum.queries.anatomy.unasked import empty_places, is_filled

__all__ = ["table_of"]

Answers = Mapping[tuple[str, str], Cell]
ROWS: Mapping[TableName, tuple[str, ...]] = {
    "structures": ("CollaborationStructure", "Programme"),
    "goals": ("Goal",),
    "follow-ups": ("FollowUp", "Commitment"),
    "target-groups": ("TargetGroup",),
}


def table_of(
    name: TableName,
    reading: Reading,
    said: StatedMarks,
    answers: Answers,
    focus: Mapping[str, str],
) -> AnatomyTable:
    """Return one table of a municipality, the rows in focus first."""
    elements = ELEMENTS[name]
    found = sorted(_rows(name, reading), key=lambda row: (row not in focus, row))
    cells = (_cell(reading, said, answers, row, one) for row in found for one in elements)
    slugs = tuple(one.slug for one in elements)
    general = {slug: said.general[slug] for slug in slugs if slug in said.general}
    return AnatomyTable(name, tuple(found), slugs, tuple(cells), general)


def _rows(name: TableName, reading: Reading) -> Iterable[str]:
    if name == "bodies":
        return bodies_shown(reading)
    return [row for cls in ROWS[name] for row in reading.described(cls)]


def _cell(
    reading: Reading, said: StatedMarks, answers: Answers, row: str, element: Element
) -> Cell:
    """Return what the sources say of an element of a row: the first sign whose condition holds."""
    proofs = tuple(proof for proof in element.found(reading, row) if proof.tone)
    mark = said.marks.get((row, element.slug))
    if mark is not None:
        basis = tuple(dict.fromkeys((*mark.statements, *_rows_of(proofs))))
        sign: Sign = "contested" if mark.contested else "stated-lacking"
        return Cell(row, element.slug, sign, basis)
    answered = answers.get((row, element.slug))
    shown = _rows_of(proof for proof in proofs if proof.tone == "documented")
    if shown:
        return Cell(row, element.slug, "documented", shown)
    if proofs and (answered is None or answered.sign != "documented"):
        return Cell(row, element.slug, "planned", _rows_of(proofs))
    if answered is not None:
        return answered
    reason = element.not_for(reading, row)
    if reason is not None:
        return Cell(row, element.slug, "does-not-apply", reason=reason)
    if not is_filled(reading, element):
        return Cell(row, element.slug, "not-filled-in", reason=empty_places(element))
    return Cell(row, element.slug, "silent")


def _rows_of(proofs: Iterable[Proof]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row for proof in proofs for row in proof.rows))
