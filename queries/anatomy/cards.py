"""The question cards: what is worth asking about each structure in focus."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from mellanrum.ontology.language import LANGUAGES, Text, joined
from mellanrum.ontology.namespaces import BASE, CONCEPT, MR
from mellanrum.ontology.vocabularies import Scheme
from mellanrum.queries.anatomy.anatomy import AnatomyTable, Card, CardLine, Cell
from mellanrum.queries.anatomy.reading import Reading
from mellanrum.queries.finding.sentence import Namer

__all__ = ["cards_of", "hollow_card"]

ELEMENT = Scheme("element")
# What is asked first; the rest in the order of the table.
FIRST = (
    "goal",
    "follow-up",
    "document",
    "parties",
    "convener",
    "level",
    "report-to",
    "measure",
)
# What is asked of a structure that is named and hardly described.
WHO = "parties"
ASKED = ("silent", "not-filled-in")
SHOWN = 4
STATUS = str(MR.status)
DOUBTFUL = {str(CONCEPT["status/unknown"]), str(CONCEPT["status/sought"])}

SAID = Text("Sägs saknas: {names}.", "Said to be lacking: {names}.")
CONTESTED = Text("Omstritt: {names}.", "Contested: {names}.")
SILENT = Text("Källorna säger inget om {names}.", "The sources say nothing about {names}.")
NOT_FILLED = Text("Inte ifyllt: {names}.", "Not filled in: {names}.")
MORE = Text("{count} saker till", "{count} more things")
ONE_MORE = Text("1 sak till", "1 more thing")
HOLLOW = Text("Nämnda men inte beskrivna: finns de?", "Named but not described: do they exist?")
ONE_HOLLOW = Text("Nämnd men inte beskriven: finns den?", "Named but not described: does it exist?")
HOLLOW_SAYS = Text(
    "Källorna nämner {names} och säger knappt mer. Finns de i dag, och vilka möts där?",
    "The sources name {names} and say hardly more. Do they exist today, and who meets there?",
)
ONE_HOLLOW_SAYS = Text(
    "Källorna nämner {names} och säger knappt mer. Finns den i dag, och vilka möts där?",
    "The sources name {names} and say hardly more. Does it exist today, and who meets there?",
)


def cards_of(
    reading: Reading,
    table: AnatomyTable,
    focus: Mapping[str, str],
    name: Namer,
    lines: Iterable[CardLine] = (),
) -> tuple[Card, ...]:
    """Return the cards of a municipality: one a structure in focus, and one for the hollow ones.

    A structure is hollow where at most one cell is documented or its status is unknown or sought,
    and no source says that something lacks there. Questions from elsewhere about a row that has no
    card get one of their own.
    """
    asked = [row for row in table.rows if row in focus]
    hollow = [row for row in asked if _is_hollow(reading, table.of(row))]
    own = [_card(row, table.of(row), focus[row], name) for row in asked if row not in hollow]
    cards = [card for card in own if card.said or card.asks or card.not_filled]
    if hollow:
        open_cells = (table.cell(row, WHO) for row in hollow)
        cells = tuple(cell for cell in open_cells if cell.sign in ASKED)
        cards.append(hollow_card(reading.view.municipality, hollow, cells, name))
    return tuple(_with_lines(cards, lines, name))


def _is_hollow(reading: Reading, cells: Sequence[Cell]) -> bool:
    if any(cell.sign in ("contested", "stated-lacking") for cell in cells):
        return False
    status = reading.facts.value(cells[0].row, STATUS)
    return status in DOUBTFUL or sum(cell.sign == "documented" for cell in cells) <= 1


def _card(row: str, cells: Sequence[Cell], reason: str, name: Namer) -> Card:
    lacking, contested, silent, empty = (
        _slugs(cells, sign) for sign in ("stated-lacking", "contested", "silent", "not-filled-in")
    )
    asks = tuple(sorted(silent, key=_place))
    sentences = ((SAID, lacking), (CONTESTED, contested), (SILENT, asks), (NOT_FILLED, empty))
    told = [_sentence(text, slugs) for text, slugs in sentences if slugs]
    return Card(
        iri=_iri(row),
        rows=(row,),
        title=_name(row, name),
        says=_spaced(told),
        said=(*lacking, *contested),
        asks=asks,
        not_filled=empty,
        focus_reason=reason,
        cells=_in_order(cells, (*lacking, *contested, *asks, *empty)),
    )


def _in_order(cells: Iterable[Cell], slugs: Iterable[str]) -> tuple[Cell, ...]:
    by_element = {cell.element: cell for cell in cells}
    return tuple(by_element[slug] for slug in slugs)


def _place(slug: str) -> int:
    return FIRST.index(slug) if slug in FIRST else len(FIRST)


def _slugs(cells: Iterable[Cell], sign: str) -> tuple[str, ...]:
    return tuple(cell.element for cell in cells if cell.sign == sign)


def _sentence(text: Text, slugs: Sequence[str]) -> Text:
    """Fill in the first elements, and how many more there are."""
    cut = SHOWN if len(slugs) > SHOWN and text is SILENT else len(slugs)
    names = [ELEMENT[slug].label for slug in slugs[:cut]]
    rest = len(slugs) - cut
    if rest:
        names.append(ONE_MORE if rest == 1 else MORE.format(count=rest))
    return text.format(names=_listed(names))


def _listed(names: Sequence[Text]) -> Text:
    return Text(*(joined([each.pick(lang) for each in names], lang) for lang in LANGUAGES))


def _spaced(sentences: Sequence[Text]) -> Text:
    return Text(*(" ".join(each.pick(lang) for each in sentences) for lang in LANGUAGES))


def _name(row: str, name: Namer) -> Text:
    return Text(*(name(row, language) for language in LANGUAGES))


def hollow_card(
    municipality: str, rows: Sequence[str], cells: tuple[Cell, ...], name: Namer
) -> Card:
    """Return the card that hollow structures share: do they exist, and who meets there?"""
    one = len(rows) == 1
    names = _listed([_name(row, name) for row in rows])
    return Card(
        iri=_iri(municipality),
        rows=tuple(rows),
        title=ONE_HOLLOW if one else HOLLOW,
        says=(ONE_HOLLOW_SAYS if one else HOLLOW_SAYS).format(names=names),
        hollow=True,
        cells=cells,
    )


def _iri(row: str) -> str:
    return f"{BASE}card/{hashlib.sha256(row.encode()).hexdigest()[:12]}"


def _with_lines(cards: Iterable[Card], lines: Iterable[CardLine], name: Namer) -> Iterator[Card]:
    """Yield the cards with the lines about their rows, and a card for the lines of other rows."""
    by_row: dict[str, dict[str, CardLine]] = defaultdict(dict)
    for line in lines:
        by_row[line.row].setdefault(line.text.sv, line)
    for card in cards:
        found = tuple(line for row in card.rows for line in by_row.pop(row, {}).values())
        yield replace(card, lines=found)
    for row in sorted(by_row):
        found = tuple(by_row[row].values())
        yield Card(_iri(row), (row,), _name(row, name), Text("", ""), lines=found)
