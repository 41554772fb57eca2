"""Where the sources are silent: what to ask about, what was not asked, and the anatomy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mellanrum.export.documents.content import (
    Block,
    Inlines,
    Link,
    ListItem,
    Paragraph,
    Run,
    Section,
    run,
)
from mellanrum.export.norms_note import note_where_cited
from mellanrum.export.reporting.coverage_section import empty_levels, left_out
from mellanrum.export.reporting.gap_section import by_municipality
from mellanrum.export.reporting.phrasing import bracketed, joined, strung
from mellanrum.export.reporting.writer import ReportWriter
from mellanrum.export.wording import NONE
from mellanrum.ontology.language import Text
from mellanrum.queries.anatomy.anatomy import TABLE_LABELS, AnatomyTable, Card, CardLine, Cell, Sign

__all__ = ["card_item", "cited_norms", "coverage", "silence"]

# The columns of a table of the anatomy, each with the signs that it gathers.
SIGNS: dict[str, tuple[Sign, ...]] = {
    "said_lacking": ("stated-lacking", "contested"),
    "documented": ("documented", "planned"),
    "silent_on": ("silent",),
}
# What a cell says besides what its column says.
BESIDES = ("contested", "planned")


def silence(writer: ReportWriter) -> Section:
    """Return what to ask about, what was not asked, and the anatomy."""
    told = by_municipality(writer, "silence", lambda place: _silence(writer, place))
    notes = writer.paragraph("silence_intro"), writer.paragraph("anatomy_note")
    return writer.section("silence", (*notes, *told, *left_out(writer), *cited_norms(writer)))


def cited_norms(writer: ReportWriter) -> tuple[Block, ...]:
    """Return when the norms that are cited were read, and that they are no advice."""
    note = note_where_cited(writer.snapshot, [info.slug for info in writer.snapshot.datasets])
    return (Paragraph(writer.told(note), "note"),) if note else ()


def _silence(writer: ReportWriter, municipality: str) -> Iterator[Block]:
    own = [each for each in writer.snapshot.anatomy() if each.municipality == municipality]
    for found in own:
        kept = [_without_norms(card) for card in found.cards]
        told = [card_item(writer, card) for card in kept if card.says.sv or card.lines]
        yield from writer.bullets("cards", told)
        yield from writer.bullets("norm_questions", _norm_questions(writer, found.cards))
    yield from coverage(writer, municipality)
    for found in own:
        for table in filter(lambda each: each.rows, found.tables.values()):
            yield from _table(writer, municipality, table)


def coverage(writer: ReportWriter, municipality: str) -> Iterator[Block]:
    """Yield what was not asked, and the levels without a structure, in a line each."""
    own = [each for each in writer.snapshot.anatomy() if each.municipality == municipality]
    lines = [writer.told(line.says) for found in own for line in found.not_asked]
    if lines:
        yield writer.paragraph("untried", what=strung(lines, "; "))
    levels = [writer.told(level.heading) for level in empty_levels(writer, municipality)]
    if levels:
        names = joined(levels, writer.language, either=True)
        yield writer.paragraph("empty_levels", levels=names, name=writer.name(municipality))


def card_item(writer: ReportWriter, card: Card, *, why: bool = True) -> ListItem:
    """Return a card: of what, what to ask, and with `why`, for what reason it is in focus."""
    told = [run(card.says.pick(writer.language)), *(_asked(writer, line) for line in card.lines)]
    reason = writer.concept("focus-reason", card.focus_reason) if card.focus_reason else ()
    focus = writer.tell("in_focus", why=reason) if why and reason else ()
    title = Run(card.title.pick(writer.language), True, writer.data_language)
    return ListItem((title, *focus), strung(told, " "))


def _without_norms(card: Card) -> Card:
    return replace(card, lines=tuple(line for line in card.lines if not line.norms))


def _norm_questions(writer: ReportWriter, cards: Iterable[Card]) -> Iterator[ListItem]:
    """Yield each question of norms once, with what asks it of whom."""
    questions: dict[str, dict[Inlines, list[str]]] = {}
    for line in (line for card in cards for line in card.lines if line.norms):
        question, mark, rest = line.text.pick(writer.language).partition("?")
        text = rest.strip().rstrip(".")
        why = _asked(writer, replace(line, text=Text(text, text)))
        questions.setdefault(question + mark, {}).setdefault(why, []).append(line.row)
    for question, reasons in questions.items():
        told = ((*why, Run(": "), *writer.names(rows)) for why, rows in reasons.items())
        yield ListItem(run(question), strung(told, "; "))


def _asked(writer: ReportWriter, line: CardLine) -> Inlines:
    """Return a question with the reference of each norm as a link to its text."""
    text, parts = line.text.pick(writer.language), []
    for norm in line.norms:
        reference = norm.reference.pick(writer.language)
        before, found, after = text.partition(reference)
        if found and norm.address:
            parts += [*run(before), Link(reference, norm.address)]
            text = after
    return (*parts, *run(text))


# -- the anatomy --------------------------------------------------------------------------------


def _table(writer: ReportWriter, municipality: str, table: AnatomyTable) -> Iterator[Block]:
    label = TABLE_LABELS[table.name]
    nothing = run(NONE)
    in_general = (writer.name(municipality), writer.elements(table.general), nothing, nothing)
    rows = [
        *([in_general] if table.general else []),
        *(
            (writer.name(row), *(_cells(writer, table.of(row), signs) for signs in SIGNS.values()))
            for row in table.rows
        ),
    ]
    caption = writer.say("anatomy_caption", table=label, name=writer.name(municipality))
    widths = {"row": 0.25, "said_lacking": 0.2, "documented": 0.28, "silent_on": 0}
    yield writer.table(caption, widths, rows)


def _cells(writer: ReportWriter, cells: Iterable[Cell], signs: tuple[Sign, ...]) -> Inlines:
    """Return the elements with some signs by name, with what the column does not say already."""
    told = [_cell(writer, cell) for cell in cells if cell.sign in signs]
    return joined(told, writer.language) or run(NONE)


def _cell(writer: ReportWriter, cell: Cell) -> Inlines:
    name = writer.concept("element", cell.element)
    if cell.sign not in BESIDES:
        return name
    return bracketed(name, writer.concept("cell-sign", cell.sign))
