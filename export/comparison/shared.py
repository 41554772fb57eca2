"""What the two kinds of comparison share: names, references, tables and lists in prose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from mellanrum.export.citation import reference, written_date
from mellanrum.export.documents.content import (
    Block,
    ColumnHead,
    Folded,
    Inlines,
    Paragraph,
    Reference,
    Row,
    Section,
    TableBlock,
    run,
)
from mellanrum.export.reporting.phrasing import Value, joined, named, tell
from mellanrum.export.snapshot import Snapshot
from mellanrum.ontology.language import Language, Text
from mellanrum.ontology.vocabularies import slug_of
from mellanrum.queries.comparison.row_comparison import Parts
from mellanrum.queries.tiers.item import Gap

__all__ = ["LISTED", "Comparing", "gap_name"]

Item = TypeVar("Item")
LISTED = 6
UNDATED = Text("utan datum", "undated")
AND_MORE = Text("{names} och {count} till", "{names} and {count} more")


def gap_name(gap: Gap) -> str:
    """Return the id of a gap, by which ``mellanrum explain`` finds it."""
    return slug_of(gap.iri)


@dataclass(frozen=True)
class Comparing:
    """Tells a comparison of an earlier and a later, or of a first and a second, in one language."""

    before: Snapshot
    after: Snapshot
    names: tuple[str, str]
    language: Language

    def paragraph(self, text: Text, style: str = "", **values: Value) -> Paragraph:
        """Return a sentence as a paragraph."""
        first, second = (run(name) for name in self.names)
        values = {"first": first, "second": second, **values}
        return Paragraph(tell(text, self.language, **values), style)

    def say(self, text: Text, **values: object) -> str:
        """Return a sentence as text."""
        first, second = self.names
        return text.format(first=first, second=second, **values).pick(self.language)

    def day(self, snapshot: Snapshot) -> str:
        """Return the date of one side in words."""
        if snapshot.as_of is None:
            return UNDATED.pick(self.language)
        return written_date(snapshot.as_of.isoformat(), self.language)

    def name(self, snapshot: Snapshot, node: str) -> Inlines:
        """Return the name of a row or a concept."""
        return named(snapshot, node, self.language)

    def all(self, snapshot: Snapshot, nodes: Iterable[str]) -> Inlines:
        """Return the names of rows or concepts, with commas and a last *and*."""
        return joined([self.name(snapshot, node) for node in nodes], self.language)

    def some(self, snapshot: Snapshot, nodes: Sequence[str]) -> Inlines:
        """Return the first names of many, and how many more there are."""
        if len(nodes) <= LISTED:
            return self.all(snapshot, nodes)
        parts = [self.name(snapshot, node) for node in nodes[:LISTED]]
        shown = tuple(i for n, part in enumerate(parts) for i in (*(run(", ") if n else ()), *part))
        return tell(AND_MORE, self.language, names=shown, count=len(nodes) - LISTED)

    def reference(self, snapshot: Snapshot, node: str) -> Inlines:
        """Return where a row stands in the sources; its first claim where it has several."""
        for claim in snapshot.claims(node)[:1]:
            language: Language | None = None if self.language == "sv" else "sv"
            return (Reference(reference(claim, self.language), language),)
        return ()

    def word(self, text: Text) -> Inlines:
        """Return words as a cell of a table."""
        return run(self.say(text))

    def changed(self, parts: Parts[Item]) -> Iterator[tuple[str, Snapshot, Item]]:
        """Yield what is new and then what is gone, each with the side that has it."""
        for key, snapshot, items in (
            ("new", self.after, parts.new),
            ("gone", self.before, parts.gone),
        ):
            yield from ((key, snapshot, item) for item in items)

    def title(self, gap: Gap) -> Inlines:
        """Return a gap in a few words."""
        return run(gap.title.pick(self.language))

    def table(
        self,
        caption: Text,
        headings: Sequence[Text],
        rows: Iterable[Sequence[Inlines]],
        widths: Sequence[float] = (),
    ) -> tuple[Block, ...]:
        """Return a table, or nothing where it would be empty; `widths` are shares of the whole."""
        made = tuple(Row(tuple(cells)) for cells in rows)
        if not made:
            return ()
        shares = widths or (0,) * len(headings)
        columns = tuple(
            ColumnHead(self.say(heading), width=share)
            for heading, share in zip(headings, shares, strict=True)
        )
        return (TableBlock(self.say(caption), columns, made),)

    def folded(self, summary: Text, blocks: Sequence[Block], count: int) -> tuple[Block, ...]:
        """Return blocks that a page folds away, or nothing where there are none."""
        return (Folded(f"{self.say(summary)} ({count})", tuple(blocks)),) if blocks else ()

    def section(self, title: Text, anchor: str, blocks: Iterable[Block]) -> Section:
        """Return a section."""
        return Section(run(self.say(title)), anchor, tuple(blocks))
