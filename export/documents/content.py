"""The content of a document, apart from any format: sections, paragraphs, tables and figures.

Every word that a reader meets is in the content; a renderer adds marks and numbers, never text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, count

from mellanrum.ontology.language import Language, Text
from mellanrum.queries.tiers.item import Evidence

__all__ = [
    "Badge",
    "Block",
    "BulletList",
    "Cells",
    "ColumnHead",
    "Definition",
    "Definitions",
    "Document",
    "Folded",
    "Illustration",
    "Inline",
    "Inlines",
    "Link",
    "ListItem",
    "Paragraph",
    "Quote",
    "Reference",
    "Row",
    "Run",
    "Section",
    "TableBlock",
    "Term",
    "all_anchors",
    "all_blocks",
    "all_inlines",
    "all_sections",
    "alone",
    "changed",
    "numbering",
    "plain",
    "run",
]


# What XML does not allow, and what turns the direction of all the text after it: a name must not be
# able to reverse the sentence that it stands in.
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


class _Told:
    """What holds text: cleans it of characters that would break whatever it is written into."""

    def __post_init__(self) -> None:
        """Clean the texts."""
        for name, value in vars(self).items():
            if isinstance(value, str) and name != "svg" and _UNFIT.search(value):
                object.__setattr__(self, name, _UNFIT.sub("", value))


# -- within a line ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Run(_Told):
    """Text; `language` where it is another than that of the document."""

    text: str
    strong: bool = False
    language: Language | None = None


@dataclass(frozen=True)
class Term(_Told):
    """A word that the glossary of the document explains; `anchor` is its entry there."""

    text: str
    anchor: str


@dataclass(frozen=True)
class Link(_Told):
    """Text that leads somewhere: ``#anchor``, a file beside the document, or an https address."""

    text: str
    target: str
    language: Language | None = None

    @property
    def inside(self) -> bool:
        """Whether it leads to a place in the same document."""
        return self.target.startswith("#")

    @property
    def beside(self) -> bool:
        """Whether it leads to a file beside the document; dead where only the document is sent."""
        return not self.inside and "://" not in self.target


@dataclass(frozen=True)
class Reference(_Told):
    """Where something stands: document, diary number, section, date and place."""

    text: str
    language: Language | None = None


@dataclass(frozen=True)
class Quote(_Told):
    """A few words as they stand in a source."""

    text: str
    language: Language | None = None


@dataclass(frozen=True)
class Badge(_Told):
    """How something is known, in words; its kind decides the look."""

    text: str
    kind: Evidence


Inline = Run | Term | Link | Reference | Quote | Badge
Inlines = tuple[Inline, ...]
Cells = tuple[Inlines, ...]


# -- blocks -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `style` is the empty string, ``lead``, ``caution`` or ``note``."""

    inlines: Inlines
    style: str = ""


@dataclass(frozen=True)
class ListItem:
    """An item of a list, with a line of less weight under it."""

    inlines: Inlines
    detail: Inlines = ()


@dataclass(frozen=True)
class BulletList(_Told):
    """A list under a short label (which may be empty)."""

    items: tuple[ListItem, ...]
    label: str = ""


@dataclass(frozen=True)
class ColumnHead(_Told):
    """A column of a table; `width` is its share of the whole, 0 for what is left."""

    heading: str
    number: bool = False
    width: float = 0


@dataclass(frozen=True)
class Row:
    """A row of a table; its first cell is its heading."""

    cells: Cells
    anchor: str = ""


@dataclass(frozen=True)
class TableBlock(_Told):
    """A table with one heading row, which is repeated on every page, and a caption."""

    caption: str
    columns: tuple[ColumnHead, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Illustration(_Told):
    """A drawing as SVG that stands on its own, what it shows in words, and a caption."""

    svg: str
    alt: str
    caption: str


@dataclass(frozen=True)
class Definition:
    """A word or a label with what is said of it."""

    term: Inlines
    told: Inlines
    anchor: str = ""


@dataclass(frozen=True)
class Definitions:
    """Words with what is said of each."""

    entries: tuple[Definition, ...]


@dataclass(frozen=True)
class Folded(_Told):
    """Blocks that a page may fold away under a line; elsewhere they stand open."""

    summary: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Section:
    """A heading with what is under it; the level follows from how deep it lies.

    `kind` is ``gap``, ``page`` (begins on a new one), or the empty string. The list of contents
    names what is `listed`.
    """

    title: Inlines
    anchor: str
    blocks: tuple[Block, ...] = ()
    kind: str = ""
    listed: bool = True


Block = Paragraph | BulletList | TableBlock | Illustration | Definitions | Folded | Section


# The few words that a renderer sets by itself.
LABELS = {
    "contents": Text("Innehåll", "Contents"),
    "table": Text("Tabell", "Table"),
    "figure": Text("Figur", "Figure"),
}


@dataclass(frozen=True)
class Document(_Told):
    """A whole document in one language.

    `subject` says in a sentence what it is about, for the properties of the file, which is dated
    by `date` (ISO, or empty). No section stands in the `opening`, before the contents. `navigation`
    leads to the pages beside a page, `made_with` is the last line, and a document of a few pages
    has no list of `contents`.
    """

    title: str
    language: Language
    subject: str
    opening: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    date: str = ""
    navigation: tuple[Link, ...] = ()
    made_with: str = ""
    contents: bool = True

    @property
    def labels(self) -> dict[str, str]:
        """The words that a renderer sets by itself: ``contents``, ``table`` and ``figure``."""
        return {key: text.pick(self.language) for key, text in LABELS.items()}

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All that stands under the title."""
        return (*self.opening, *self.sections)


def changed(document: Document, change: Callable[[Block], Iterable[Block]]) -> Document:
    """Return a document with each block that holds no others changed, in reading order."""

    def within(blocks: Iterable[Block]) -> Iterator[Block]:
        for block in blocks:
            if isinstance(block, Section | Folded):
                yield replace(block, blocks=tuple(within(block.blocks)))
            else:
                yield from change(block)

    opening = tuple(within(document.opening))
    sections = tuple(part for part in within(document.sections) if isinstance(part, Section))
    return replace(document, opening=opening, sections=sections)


def alone(document: Document) -> Document:
    """Return a document as it is to be sent by itself: without links to files beside it."""
    kept = changed(document, lambda block: () if _leads_away(block) else (block,))
    return replace(kept, navigation=())


def _leads_away(block: Block) -> bool:
    return (
        isinstance(block, Paragraph)
        and bool(block.inlines)
        and all(isinstance(inline, Link) and inline.beside for inline in block.inlines)
    )


# -- small helpers ----------------------------------------------------------------------------


def run(text: str, language: Language | None = None) -> Inlines:
    """Return plain text as the inlines of a paragraph or a cell.

    Examples
    --------
    >>> run("nämnd")
    (Run(text='nämnd', strong=False, language=None),)
    >>> run("")
    ()
    """
    return (Run(text, language=language),) if text else ()


def plain(inlines: Iterable[Inline]) -> str:
    """Return the text of inlines without marks."""
    return "".join(inline.text for inline in inlines)


def all_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks and those within them, in reading order."""
    for block in blocks:
        yield block
        if isinstance(block, Section | Folded):
            yield from all_blocks(block.blocks)


def all_sections(document: Document) -> Iterator[tuple[int, Section]]:
    """Yield the sections with their depth (1 for the highest), in reading order."""

    def within(blocks: Iterable[Block], depth: int) -> Iterator[tuple[int, Section]]:
        for block in blocks:
            if isinstance(block, Section):
                yield depth, block
                yield from within(block.blocks, depth + 1)

    yield from within(document.sections, 1)


def all_anchors(document: Document) -> frozenset[str]:
    """Return every place in a document that a link can lead to."""
    found: set[str] = set()
    for block in all_blocks(document.blocks):
        match block:
            case Section():
                found.add(block.anchor)
            case TableBlock(rows=parts) | Definitions(entries=parts):
                found.update(part.anchor for part in parts)
    return frozenset(found - {""})


def numbering(document: Document) -> Callable[[Block], int]:
    """Return a function that tells the number of a table or a figure of a document."""
    tables, figures, numbers = count(1), count(1), dict[int, int]()
    for block in all_blocks(document.blocks):
        if isinstance(block, TableBlock):
            numbers[id(block)] = next(tables)
        elif isinstance(block, Illustration):
            numbers[id(block)] = next(figures)
    return lambda block: numbers[id(block)]


def all_inlines(document: Document) -> Iterator[Inline]:
    """Yield every inline of a document, in reading order."""
    for block in all_blocks(document.blocks):
        match block:
            case Paragraph():
                yield from block.inlines
            case Section():
                yield from block.title
            case BulletList():
                for item in block.items:
                    yield from (*item.inlines, *item.detail)
            case TableBlock():
                for row in block.rows:
                    yield from chain(*row.cells)
            case Definitions():
                for entry in block.entries:
                    yield from (*entry.term, *entry.told)
