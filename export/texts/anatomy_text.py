"""The anatomy for a terminal: tables of signs that fit a narrow one, and the cards as prose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mellanrum.export.anatomy_marks import ANATOMY_MARKS
from mellanrum.export.citation import written_date
from mellanrum.export.snapshot import Snapshot
from mellanrum.export.texts.columns import wrapped
from mellanrum.ontology.language import Language, Text
from mellanrum.ontology.namespaces import CONCEPT
from mellanrum.queries.anatomy.anatomy import (
    SIGNS,
    TABLE_LABELS,
    Anatomy,
    AnatomyTable,
    Card,
    MunicipalAnatomy,
)

__all__ = ["anatomy_text", "cards_text", "not_asked_lines"]

COLUMN = 3
INDENT = "  "
TITLE = Text("{municipality}, {date}: {table}", "{municipality}, {date}: {table}")
CARDS = Text("{municipality}, {date}: att fråga om", "{municipality}, {date}: what to ask about")
NO_ROWS = Text("Källorna nämner inga.", "The sources name none.")
NO_CARDS = Text("Inget är i fokus.", "Nothing is in focus.")
IN_FOCUS, OTHERS = Text("I fokus ({count})", "In focus ({count})"), Text("Övriga", "Others")
BLANK = Text("(tomt)", "(blank)")
GENERAL = Text("* sägs saknas i kommunen som helhet", "* said to be lacking in general")
NOT_ASKED = Text("Ej prövat", "Not asked")
UNDATED = Text("utan datum", "undated")


def anatomy_text(snapshot: Snapshot, found: Anatomy, language: Language, width: int) -> str:
    """Return the tables of each municipality, wrapped to a width, and a legend of the signs."""
    parts = [
        "\n".join(_table(snapshot, one, table, language, width))
        for one in found
        for table in one.tables.values()
    ]
    legend = "\n".join(_legend(snapshot, found, language, width))
    return "\n\n".join((*parts, legend)) + "\n"


def _title(snapshot: Snapshot, one: MunicipalAnatomy, text: Text, language: Language) -> str:
    date = written_date(one.as_of.isoformat(), language) if one.as_of else UNDATED.pick(language)
    home = snapshot.name(one.municipality, language)
    return text.pick(language).format(municipality=home, date=date, table="{table}")


def _table(
    snapshot: Snapshot,
    one: MunicipalAnatomy,
    table: AnatomyTable,
    language: Language,
    width: int,
) -> Iterator[str]:
    label = TABLE_LABELS[table.name].pick(language)
    yield _title(snapshot, one, TITLE, language).format(table=label)
    if not table.rows:
        yield NO_ROWS.pick(language)
        return
    yield ""
    yield from wrapped("   ".join(_heads(snapshot, table, language)), width)
    yield ""
    numbers = range(1, len(table.elements) + 1)
    yield "".join(str(number).ljust(COLUMN) for number in numbers).rstrip()
    focused = [row for row in table.rows if row in one.focus]
    if focused:
        yield IN_FOCUS.pick(language).format(count=len(focused))
    for row in table.rows:
        if focused and row not in one.focus and table.rows.index(row) == len(focused):
            yield OTHERS.pick(language)
        signs = "".join(ANATOMY_MARKS[cell.sign].ljust(COLUMN) for cell in table.of(row))
        yield from wrapped(snapshot.name(row, language), width, signs)


def _heads(snapshot: Snapshot, table: AnatomyTable, language: Language) -> Iterator[str]:
    """Yield what each number stands for; no line is broken within one."""
    for number, slug in enumerate(table.elements, start=1):
        name = snapshot.name(str(CONCEPT[f"element/{slug}"]), language)
        star = "*" if slug in table.general else ""
        yield f"{number} {name}{star}".replace(" ", "\N{NO-BREAK SPACE}")


def _legend(snapshot: Snapshot, found: Anatomy, language: Language, width: int) -> Iterator[str]:
    told = []
    for sign in SIGNS:
        mark = ANATOMY_MARKS[sign].strip() or BLANK.pick(language)
        label = snapshot.name(str(CONCEPT[f"cell-sign/{sign}"]), language)
        told.append(f"{mark} {label}".replace(" ", "\N{NO-BREAK SPACE}"))
    yield from wrapped("   ".join(told), width)
    if any(table.general for one in found for table in one.tables.values()):
        yield GENERAL.pick(language)


def cards_text(snapshot: Snapshot, found: Anatomy, language: Language, width: int) -> str:
    """Return the cards of each municipality as prose, and what was not asked."""
    return "\n".join(line for one in found for line in _cards(snapshot, one, language, width))


def _cards(
    snapshot: Snapshot, one: MunicipalAnatomy, language: Language, width: int
) -> Iterator[str]:
    yield _title(snapshot, one, CARDS, language)
    yield ""
    if not one.cards:
        yield from (NO_CARDS.pick(language), "")
    for card in one.cards:
        yield from _card(snapshot, card, language, width)
        yield ""
    yield from not_asked_lines(one, language, width)


def _card(snapshot: Snapshot, card: Card, language: Language, width: int) -> Iterator[str]:
    title = card.title.pick(language)
    if card.focus_reason:
        reason = snapshot.name(str(CONCEPT[f"focus-reason/{card.focus_reason}"]), language)
        title = f"{title} ({reason})"
    yield from wrapped(title, width)
    if card.says.pick(language):
        yield from wrapped(card.says.pick(language), width, INDENT)
    yield from _listed((line.text for line in card.lines), language, width)


def not_asked_lines(one: MunicipalAnatomy, language: Language, width: int) -> Iterator[str]:
    """Yield what was not asked of a municipality, and an empty line; nothing where all was."""
    if one.not_asked:
        yield NOT_ASKED.pick(language)
        yield from _listed((line.says for line in one.not_asked), language, width)
        yield ""


def _listed(texts: Iterable[Text], language: Language, width: int) -> Iterator[str]:
    for text in texts:
        yield from wrapped(text.pick(language), width, f"{INDENT}- ")
