"""Where the sources are silent: what to ask about, what was not asked, and the anatomy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mellanrum.export.documents.content import (
    Block,
    Inlines,
    ListItem,
    Run,
    Section,
    run,
)
from mellanrum.export.reporting.coverage_section import empty_levels, left_out
from mellanrum.export.reporting.gap_section import by_municipality
from mellanrum.export.reporting.phrasing import bracketed, joined
from mellanrum.export.reporting.writer import ReportWriter
from mellanrum.queries.anatomy.anatomy import TABLE_LABELS, AnatomyTable, Card, Cell, Sign

__all__ = ["silence"]

# The columns of a table of the anatomy, each with the signs that it gathers.
SIGNS: dict[str, tuple[Sign, ...]] = {
    "said_lacking": ("stated-lacking", "contested"),
    "documented": ("documented", "planned"),
    "silent_on": ("silent",),
}
# What a cell says besides what its column says.
BESIDES = ("contested", "planned")


def silence(writer: ReportWriter, *, whole: bool) -> Section:
    """Return what to ask about and what was not asked; with `whole`, the anatomy as well."""
    told = by_municipality(writer, "silence", lambda place: _silence(writer, place, whole=whole))
    blocks = (writer.paragraph("silence_intro"), *told, *left_out(writer))
    return writer.section("silence", blocks)


def _silence(writer: ReportWriter, municipality: str, *, whole: bool) -> Iterator[Block]:
    own = [each for each in writer.snapshot.anatomy() if each.municipality == municipality]
    for found in own:
        cards = writer.bullets("cards", [_card(writer, card) for card in found.cards])
        yield from cards or (writer.paragraph("no_cards"),)
        lines = [ListItem(writer.told(line.says)) for line in found.not_asked]
        yield from writer.bullets("not_asked", lines)
    levels = [writer.told(level.heading) for level in empty_levels(writer, municipality)]
    if levels:
        names = joined(levels, writer.language, either=True)
        yield writer.paragraph("empty_levels", levels=names, name=writer.name(municipality))
    if whole:
        yield writer.paragraph("anatomy_note", "note")
        for found in own:
            for table in filter(lambda each: each.rows, found.tables.values()):
                yield from _table(writer, municipality, table)


def _card(writer: ReportWriter, card: Card) -> ListItem:
    told = [card.says, *(line.text for line in card.lines)]
    says = " ".join(text.pick(writer.language) for text in told)
    reason = card.focus_reason and writer.concept("focus-reason", card.focus_reason)
    why = writer.tell("in_focus", why=reason) if reason else ()
    title = Run(card.title.pick(writer.language), True, writer.data_language)
    return ListItem((title,), (*run(says), *why))


# -- the anatomy --------------------------------------------------------------------------------


def _table(writer: ReportWriter, municipality: str, table: AnatomyTable) -> Iterator[Block]:
    label = TABLE_LABELS[table.name]
    if table.general:
        lacking = writer.elements(table.general)
        yield writer.paragraph("said_in_general", "note", table=label, lacking=lacking)
    rows = [
        (writer.name(row), *(_cells(writer, table.of(row), signs) for signs in SIGNS.values()))
        for row in table.rows
    ]
    caption = writer.say("anatomy_caption", table=label, name=writer.name(municipality))
    widths = {"row": 0.25, "said_lacking": 0.2, "documented": 0.28, "silent_on": 0}
    yield writer.table(caption, widths, rows)


def _cells(writer: ReportWriter, cells: Iterable[Cell], signs: tuple[Sign, ...]) -> Inlines:
    """Return the elements with some signs by name, with what the column does not say already."""
    told = [_cell(writer, cell) for cell in cells if cell.sign in signs]
    return joined(told, writer.language) or run("–")


def _cell(writer: ReportWriter, cell: Cell) -> Inlines:
    name = writer.concept("element", cell.element)
    if cell.sign not in BESIDES:
        return name
    return bracketed(name, writer.concept("cell-sign", cell.sign))
