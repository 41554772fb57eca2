"""A document as Markdown (GitHub's flavour), for wikis, version control and other programs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mellanrum.export.documents import content
from mellanrum.export.documents.content import Document, Inline, Inlines, numbering

__all__ = ["render_markdown"]

# What could begin a mark anywhere; what begins one only at the start of a line; and markup.
_MARKS = re.compile(r"([\\`*_\[\]|~])")
_START = re.compile(r"^(\s*)([#+\-=>]|\d+[.)])")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def render_markdown(document: Document) -> str:
    """Return a document as Markdown; a drawing is told in its words."""
    writer = _MarkdownWriter(document)
    lines = [f"# {_text(document.title)}", "", *writer.blocks(document.opening, 2)]
    lines += [*_contents(document), *writer.blocks(document.sections, 2)]
    lines += [_text(document.made_with)] if document.made_with else []
    return "\n".join(lines).rstrip() + "\n"


def _contents(document: Document) -> Iterator[str]:
    if document.contents:
        yield from (f"## {_text(document.labels['contents'])}", "")
        for depth, section in content.all_sections(document):
            if section.listed and depth < 3:
                title = _text(content.plain(section.title))
                yield f"{'  ' * (depth - 1)}- [{title}](#{section.anchor})"
        yield ""


class _MarkdownWriter:
    """Turns the blocks of one document into lines."""

    def __init__(self, document: Document) -> None:
        self.labels = document.labels
        self.number = numbering(document)
        self.marks = "””" if document.language == "sv" else "“”"

    def blocks(self, blocks: Iterable[content.Block], level: int) -> Iterator[str]:
        """Yield the lines of blocks, each block ended by an empty line."""
        for block in blocks:
            match block:
                case content.Section():
                    yield f"{_place(block.anchor)}{'#' * min(level, 6)} {self.line(block.title)}"
                    yield ""
                    yield from self.blocks(block.blocks, level + 1)
                case content.Paragraph():
                    quoted = "> " if block.style == "caution" else ""
                    yield f"{quoted}{_start(self.line(block.inlines))}"
                case content.BulletList():
                    yield from self._list(block)
                case content.TableBlock():
                    yield from self._table(block)
                case content.Illustration():
                    number = self.number(block)
                    yield f"**{self.labels['figure']} {number}. {_text(block.caption)}**"
                    yield ""
                    yield f"> {_text(block.alt)}"
                case content.Definitions():
                    for entry in block.entries:
                        term = self.line(entry.term).replace("**", "")  # a label is strong itself
                        told = f"**{term}**: {self.line(entry.told)}"
                        yield f"- {_place(entry.anchor)}{told}"
                case content.Folded():
                    yield f"**{_text(block.summary)}**"
                    yield ""
                    yield from self.blocks(block.blocks, level)
            yield ""

    def _list(self, block: content.BulletList) -> Iterator[str]:
        if block.label:
            yield f"**{_text(block.label)}**"
            yield ""
        for item in block.items:
            yield f"- {_start(self.line(item.inlines))}"
            if item.detail:
                yield f"  <br>{self.line(item.detail)}"

    def _table(self, table: content.TableBlock) -> Iterator[str]:
        yield f"**{self.labels['table']} {self.number(table)}. {_text(table.caption)}**"
        yield ""
        yield _row(_text(column.heading) for column in table.columns)
        yield _row("---:" if column.number else "---" for column in table.columns)
        for row in table.rows:
            first, *rest = [self.line(cell) for cell in row.cells]
            yield _row([_place(row.anchor) + first, *rest])

    def line(self, inlines: Inlines) -> str:
        """Return inlines as one line."""
        return "".join(self._inline(inline) for inline in inlines)

    def _inline(self, inline: Inline) -> str:
        text = _text(inline.text)
        match inline:
            case content.Run(strong=True) | content.Badge():
                # A space within the marks would keep them from being read as such.
                bare = text.strip()
                return text.replace(bare, f"**{bare}**", 1) if bare else text
            case content.Term():
                return f"[{text}](#{inline.anchor})"
            case content.Link():
                return f"[{text}]({inline.target})"
            case content.Reference():
                return f"*{text}*" if text == text.strip() != "" else text
            case content.Quote():
                return f"{self.marks[0]}{text}{self.marks[1]}"
            case _:
                return text


def _text(text: str) -> str:
    r"""Return text in which nothing is a mark.

    Examples
    --------
    >>> _text("<b>*två* | tre\nfyra")
    '&lt;b&gt;\\*två\\* \\| tre fyra'
    """
    return _MARKS.sub(r"\\\1", re.sub(r"[\r\n]+", " ", text)).translate(_ENTITIES)


def _start(line: str) -> str:
    return _START.sub(r"\1\\\2", line)


def _place(anchor: str) -> str:
    return f'<a id="{anchor}"></a>' if anchor else ""


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
