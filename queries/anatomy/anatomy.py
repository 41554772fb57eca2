"""The anatomy of a municipality: what the sources say of each row, element by element."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, get_args

from mellanrum.ontology.language import Text
from mellanrum.queries.tiers.item import NormRef

__all__ = [
    "SIGNS",
    "TABLES",
    "TABLE_LABELS",
    "Anatomy",
    "AnatomyTable",
    "Card",
    "CardLine",
    "CardQuestion",
    "Cell",
    "MunicipalAnatomy",
    "NotAsked",
    "Sign",
    "TableName",
]

TableName = Literal["structures", "bodies", "goals", "follow-ups", "target-groups"]
TABLES: tuple[TableName, ...] = get_args(TableName)
TABLE_LABELS: Mapping[TableName, Text] = {
    "structures": Text("strukturer och program", "structures and programmes"),
    "bodies": Text("organ", "bodies"),
    "goals": Text("mål", "goals"),
    "follow-ups": Text("uppföljningar och åtaganden", "follow-ups and commitments"),
    "target-groups": Text("målgrupper", "target groups"),
}
# In the order in which they are tried; silence is what is left.
Sign = Literal[
    "contested",
    "stated-lacking",
    "documented",
    "planned",
    "does-not-apply",
    "not-filled-in",
    "silent",
]
SIGNS: tuple[Sign, ...] = get_args(Sign)


@dataclass(frozen=True)
class Cell:
    """What the sources say of one element of one row. A cell is never a gap.

    Attributes
    ----------
    row : str
        IRI.
    element : str
        Slug in the scheme ``element``.
    sign : str
        One of `SIGNS`.
    basis : tuple of str
        IRIs of the rows that the sign rests on; for one that is said to be lacking the statements
        come first, and what is documented all the same after them.
    reason : Text or None
        Why it does not apply, was not asked, or that it rests on an answer from outside.
    """

    row: str
    element: str
    sign: Sign
    basis: tuple[str, ...] = ()
    reason: Text | None = None


@dataclass(frozen=True)
class AnatomyTable:
    """One of the five tables: rows by elements.

    Attributes
    ----------
    name : str
        One of `TABLES`.
    rows : tuple of str
        IRIs, those in focus first.
    elements : tuple of str
        Slugs in the scheme ``element``, in the order of the table.
    cells : tuple of Cell
        Row by row.
    general : mapping of str to tuple of str
        Elements that a source says are lacking in general, with the statements: marked in the
        head of the table and in no cell.
    """

    name: TableName
    rows: tuple[str, ...]
    elements: tuple[str, ...]
    cells: tuple[Cell, ...] = field(repr=False)
    general: Mapping[str, tuple[str, ...]] = field(repr=False)

    def cell(self, row: str, element: str) -> Cell:
        """Return the cell of a row and an element; KeyError where there is none."""
        return self._cells[row, element]

    def of(self, row: str) -> tuple[Cell, ...]:
        """Return the cells of a row, in the order of the elements."""
        return tuple(self._cells[row, element] for element in self.elements)

    def count(self, sign: Sign) -> int:
        """Return how many cells have a sign."""
        return sum(cell.sign == sign for cell in self.cells)

    @cached_property
    def _cells(self) -> Mapping[tuple[str, str], Cell]:
        return {(cell.row, cell.element): cell for cell in self.cells}


@dataclass(frozen=True)
class CardLine:
    """A question from elsewhere that belongs on a card: a rule's guard, or a rule of one's own.

    Attributes
    ----------
    row : str
        IRI of the structure, or of another row.
    text : Text
        The question, or what could not be tried, as a sentence.
    source : str
        Id of the rule that it comes from.
    norms : tuple of NormRef
        What asks for it, the most binding first.
    """

    row: str
    text: Text
    source: str = ""
    norms: tuple[NormRef, ...] = ()

    @property
    def element(self) -> str:
        """Slug in the scheme ``element`` of what it asks for; empty where it is no single one."""
        return self.norms[0].element if self.norms else ""

    @property
    def norm_ids(self) -> tuple[str, ...]:
        """The ids of the norms in their catalogue."""
        return tuple(norm.iri.rpartition("/")[2] for norm in self.norms)


@dataclass(frozen=True)
class CardQuestion:
    """What a card asks that can be answered: an element of a row.

    Attributes
    ----------
    row : str
        IRI.
    element : str
        Slug in the scheme ``element``.
    sign : str
        That of the cell; empty where the question comes from elsewhere.
    text : Text or None
        The question in words, where it comes from elsewhere.
    norms : tuple of str
        Ids of the norms that ask for it, which an answer about a body must name.
    """

    row: str
    element: str
    sign: Sign | Literal[""] = ""
    text: Text | None = None
    norms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Card:
    """What is worth asking about a row, since the sources are silent or a table is empty.

    Attributes
    ----------
    iri : str
        Stable.
    rows : tuple of str
        The row, or all the hollow structures of the shared card.
    title, says : Text
        The name, and the card as prose.
    said : tuple of str
        Slugs of the elements that a source says are lacking.
    asks : tuple of str
        Slugs of the elements that the sources are silent on, in the order of asking.
    not_filled : tuple of str
        Slugs of the elements that nobody has filled in.
    focus_reason : str
        Slug in the scheme ``focus-reason``; empty for a row outside focus.
    hollow : bool
        Whether it is the shared card of what is named and not described.
    lines : tuple of CardLine
        Questions from elsewhere.
    cells : tuple of Cell
        The cells that it asks about, in the order of asking.
    """

    iri: str
    rows: tuple[str, ...]
    title: Text
    says: Text
    said: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    not_filled: tuple[str, ...] = ()
    focus_reason: str = ""
    hollow: bool = False
    lines: tuple[CardLine, ...] = ()
    cells: tuple[Cell, ...] = field(default=(), repr=False)

    @property
    def row(self) -> str:
        """The row that it is about; empty on the shared card."""
        return "" if self.hollow else self.rows[0]

    @property
    def questions(self) -> tuple[CardQuestion, ...]:
        """What can be answered, each once: elements of a row, and what norms ask."""
        own = (CardQuestion(cell.row, cell.element, cell.sign) for cell in self.cells)
        others = (
            CardQuestion(line.row, line.element, text=line.text, norms=line.norm_ids)
            for line in self.lines
            if line.element
        )
        found: dict[tuple[str, str, tuple[str, ...]], CardQuestion] = {}
        for each in (*own, *others):
            found.setdefault((each.row, each.element, each.norms), each)
        return tuple(found.values())


@dataclass(frozen=True)
class NotAsked:
    """That a table or column is empty in a municipality, so that nothing was asked of it.

    Attributes
    ----------
    table, column : str
        IRI of the table's shape, and of the column's property; no column where the whole table
        is empty.
    count : int
        How many rows were not examined for want of it.
    says : Text
        The line.
    """

    table: str
    column: str
    count: int
    says: Text


@dataclass(frozen=True)
class MunicipalAnatomy:
    """The five tables of a municipality, its cards, and what was not asked.

    Attributes
    ----------
    municipality : str
        IRI.
    datasets : tuple of str
        Slugs of its own datasets.
    as_of : datetime.date or None
        The date at which it is so.
    tables : mapping of str to AnatomyTable
        By name, in the order of `TABLES`.
    focus : mapping of str to str
        The reason why each structure in focus is.
    cards : tuple of Card
        Those of structures in the order of the table, the shared one after them, then others.
    not_asked : tuple of NotAsked
        In the order of the tables.
    """

    municipality: str
    datasets: tuple[str, ...]
    as_of: dt.date | None
    tables: Mapping[TableName, AnatomyTable]
    focus: Mapping[str, str] = field(repr=False)
    cards: tuple[Card, ...] = field(repr=False)
    not_asked: tuple[NotAsked, ...] = field(repr=False)

    def __repr__(self) -> str:
        sizes = (f"{name} {len(t.rows)} × {len(t.elements)}" for name, t in self.tables.items())
        return (
            f"<MunicipalAnatomy {self.municipality}: {', '.join(sizes)}; "
            f"{len(self.cards)} cards, {len(self.not_asked)} not asked>"
        )


@dataclass(frozen=True)
class Anatomy:
    """The anatomy of each municipality that is loaded; iterates over them, by IRI.

    Examples
    --------
    >>> import mellanrum
    >>> (found,) = mellanrum.load("ekvalla").anatomy()
    >>> found.tables["structures"].cell(found.cards[0].row, "rhythm").sign
    'not-filled-in'
    """

    municipalities: tuple[MunicipalAnatomy, ...]

    def __iter__(self) -> Iterator[MunicipalAnatomy]:
        return iter(self.municipalities)

    def __len__(self) -> int:
        return len(self.municipalities)

    def __getitem__(self, municipality: str) -> MunicipalAnatomy:
        for one in self.municipalities:
            if one.municipality == municipality:
                return one
        raise KeyError(municipality)

    def only(self, names: Collection[TableName]) -> Anatomy:
        """Return the same with these tables only; all where none is named."""
        return Anatomy(
            tuple(
                replace(one, tables={name: one.tables[name] for name in TABLES if name in names})
                if names
                else one
                for one in self
            )
        )

    @property
    def cards(self) -> tuple[Card, ...]:
        """The cards of all of them."""
        return tuple(card for one in self for card in one.cards)

    @property
    def not_asked(self) -> tuple[NotAsked, ...]:
        """What was not asked in any of them."""
        return tuple(line for one in self for line in one.not_asked)

    def __repr__(self) -> str:
        return f"<Anatomy of {len(self)} municipalities: {len(self.cards)} cards>"
