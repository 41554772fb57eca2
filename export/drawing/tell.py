"""The forum bars in words: the alternative text, and what a screen reader is told."""

from __future__ import annotations

from collections.abc import Iterator

from mellanrum.export.drawing.matrix import ForumMatrix, Row
from mellanrum.export.drawing.words import EVIDENCE, LEVELS, STATES, counted, listed
from mellanrum.ontology.language import Language, Text

__all__ = ["describe_forum_bars"]

_STRUCTURE = (Text("struktur", "structure"), Text("strukturer", "structures"))
_PARTY = (Text("deltagare", "participant"), Text("deltagare", "participants"))
_LEVELS = ("political", "strategic", "management", "operational")


def describe_forum_bars(matrix: ForumMatrix, language: Language = "sv") -> str:
    """Return what the forum bars show: per level the structures with their parties, and the gaps.

    Examples
    --------
    >>> from mellanrum.export.drawing.matrix import ForumMatrix
    >>> describe_forum_bars(ForumMatrix("Ekvalla", "sv", (), (), (), {}), "en")[:65]
    'In Ekvalla the sources describe 0 structures with 0 participants.'
    """
    structures = [row for row in matrix.rows if row.kind == "structure"]
    parties = {cell.column for cell in matrix.cells if cell.kind != "missing"}
    opening = Text(
        "I {name} beskriver källorna {structures} med {parties}.",
        "In {name} the sources describe {structures} with {parties}.",
    )
    told = opening.format(
        name=matrix.name,
        structures=counted(len(structures), *_STRUCTURE, language),
        parties=counted(len(parties), *_PARTY, language),
    )
    return " ".join([told.pick(language), *_levels(matrix, language), *_gaps(matrix, language)])


def _levels(matrix: ForumMatrix, language: Language) -> Iterator[str]:
    for band, name in LEVELS.items():
        rows = [row for row in matrix.rows if row.band == band and row.kind == "structure"]
        if rows:
            yield f"{name.pick(language)}: {'; '.join(_row(matrix, r, language) for r in rows)}."
        elif band in _LEVELS:
            none = Text(
                "{level}: ingen struktur är dokumenterad i källorna.",
                "{level}: no structure is documented in the sources.",
            )
            yield none.format(level=name).pick(language)


def _row(matrix: ForumMatrix, row: Row, language: Language) -> str:
    names = {column.key: column.name for column in matrix.columns}
    cells = [cell for cell in matrix.cells_of(row.key) if cell.kind != "missing"]
    here = listed([names[cell.column] for cell in cells], language)
    state = f" ({row.note or STATES[row.state].pick(language)})" if row.state != "standing" else ""
    if not here:
        here = Text("deltagare inte dokumenterade", "participants not documented").pick(language)
    return f"{row.name}{state} – {here}"


def _gaps(matrix: ForumMatrix, language: Language) -> Iterator[str]:
    found = {gap for cell in matrix.cells for gap in cell.gaps}
    if not found:
        yield Text("Ingen saknad part är funnen.", "No missing party is found.").pick(language)
    for kind, name in EVIDENCE.items():
        sentences = sorted(gap.sentence for gap in found if gap.evidence == kind)
        if sentences:
            head = Text("Saknas, {kind}:", "Missing, {kind}:").format(kind=name)
            yield f"{head.pick(language)} {' '.join(sentences)}"
