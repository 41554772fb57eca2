"""A document as plain text, for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from mellanrum.export.documents import content
from mellanrum.export.documents.content import Document, plain
from mellanrum.export.texts.columns import aligned

__all__ = ["render_text"]

WIDTH = 96


def render_text(document: Document) -> str:
    """Return a document as text."""
    lines = [document.title, "=" * len(document.title), "", *_blocks(document.blocks)]
    return "\n".join(lines).rstrip() + "\n"


def _blocks(blocks: Iterable[content.Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case content.Section():
                title = plain(block.title)
                yield from (title, "-" * len(title), "")
                yield from _blocks(block.blocks)
            case content.Paragraph():
                yield from (textwrap.fill(plain(block.inlines), WIDTH), "")
            case content.BulletList():
                yield from _list(block)
            case content.TableBlock():
                rows = [[plain(cell) for cell in row.cells] for row in block.rows]
                headings = [column.heading for column in block.columns]
                yield from (f"{block.caption}:", "", aligned(headings, rows))
            case content.Illustration():
                yield from (f"{block.caption}: {block.alt}", "")
            case content.Definitions():
                yield from (f"{plain(each.term)}: {plain(each.told)}" for each in block.entries)
                yield ""
            case content.Folded():
                yield from (block.summary, "")
                yield from _blocks(block.blocks)


def _list(block: content.BulletList) -> Iterator[str]:
    if block.label:
        yield from (block.label, "")
    for item in block.items:
        yield f"- {plain((*item.inlines, *item.detail))}"
    yield ""
