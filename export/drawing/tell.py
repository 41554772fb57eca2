"""The forum bars in words: the alternative text, and what a screen reader is told."""

from __future__ import annotations

from collections.abc import Iterator

from mellanrum.export.drawing.matrix import ForumMatrix, MatrixCell, MatrixRow
from mellanrum.export.drawing.words import STATES, band_names, counted, say
from mellanrum.export.item_marks import item_marks
from mellanrum.ontology.language import Language, Text, joined
from mellanrum.ontology.vocabularies import LEVEL

__all__ = ["describe_forum_bars"]

_STRUCTURE = (Text("struktur", "structure"), Text("strukturer", "structures"))
_PARTY = (
    Text("deltagande organ eller sektor", "body or sector that takes part"),
    Text("deltagande organ eller sektorer", "bodies or sectors that take part"),
)


def describe_forum_bars(matrix: ForumMatrix, language: Language = "sv") -> str:
    """Return what the forum bars show: per level the structures with their parties, and the gaps.

    Examples
    --------
    >>> describe_forum_bars(ForumMatrix("Ekvalla", "sv", (), (), (), {}), "en")[:79]
    'In Ekvalla the sources describe 0 structures and 0 bodies or sectors that take '
    """
    structures = [row for row in matrix.rows if row.kind == "structure"]
    parties = {cell.column for cell in matrix.cells if cell.kind != "missing"}
    opening = Text(
        "I {name} beskriver källorna {structures} och {parties}.",
        "In {name} the sources describe {structures} and {parties}.",
    )
    told = opening.format(
        name=matrix.name,
        structures=counted(len(structures), *_STRUCTURE, language),
        parties=counted(len(parties), *_PARTY, language),
    )
    return " ".join([told.pick(language), *_levels(matrix, language), *_gaps(matrix, language)])


def _levels(matrix: ForumMatrix, language: Language) -> Iterator[str]:
    for band, name in band_names().items():
        rows = [row for row in matrix.rows if row.band == band and row.kind == "structure"]
        if rows:
            yield f"{name.pick(language)}: {'; '.join(_row(matrix, r, language) for r in rows)}."
        elif LEVEL.shows(band):
            none = Text(
                "{level}: ingen struktur är dokumenterad i källorna.",
                "{level}: no structure is documented in the sources.",
            )
            yield none.format(level=name).pick(language)


def _row(matrix: ForumMatrix, row: MatrixRow, language: Language) -> str:
    cells = [cell for cell in matrix.cells_of(row.key) if cell.kind != "missing"]
    here = joined([_party(matrix, row, cell, language) for cell in cells], language)
    state = f" ({row.note or STATES[row.state].pick(language)})" if row.state != "standing" else ""
    if not here:
        here = Text("deltagare inte dokumenterade", "participants not documented").pick(language)
    return f"{row.name}{state} – {here}"


def _party(matrix: ForumMatrix, row: MatrixRow, cell: MatrixCell, language: Language) -> str:
    """Return a party by name, with its state where that is another than that of the structure."""
    name = next(column.name for column in matrix.columns if column.key == cell.column)
    if cell.state in (row.state, "standing"):
        return name
    return f"{name} ({STATES[cell.state].pick(language)})"


def _gaps(matrix: ForumMatrix, language: Language) -> Iterator[str]:
    found = {gap for cell in matrix.cells for gap in cell.gaps}
    if not found:
        yield say("no_gaps", language)
    for kind in item_marks().values():
        sentences = sorted(gap.sentence for gap in found if gap.mark == kind.slug)
        if sentences:
            head = Text("Saknas, {kind}:", "Missing, {kind}:").format(kind=kind.label)
            yield f"{head.pick(language)} {' '.join(sentences)}"
