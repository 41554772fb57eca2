"""A document as a Word file, with real styles, so that a template of one's own can dress it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx.image.image
import docx.text.paragraph
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Emu, Pt

from mellanrum.export.documents import content
from mellanrum.export.documents.content import Document, Inline, numbering
from mellanrum.export.documents.docx_parts import (
    add_drawing,
    add_field,
    begin_field,
    bookmark,
    element,
    end_field,
    ensure_bullets,
    ensure_style,
    fixed_bytes,
    make_link,
    make_run,
    set_language,
)
from mellanrum.export.documents.docx_template import (
    SOURCE_STYLE,
    TABLE_STYLE,
    open_template,
    usable_width,
)
from mellanrum.export.documents.pdf_renderer import svg_as_png
from mellanrum.ontology.language import Language
from mellanrum.ontology.vocabularies import EVIDENCE

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.table import Table as WordTable
    from docx.text.paragraph import Paragraph

__all__ = ["render_docx"]

TAGS: dict[Language, str] = {"sv": "sv-SE", "en": "en-GB"}
BORDERS = {"double": "double", "dashed": "dashed"}  # any other outline is a single line
EMU_A_PIXEL = 9525
UNDATED = dt.datetime(1980, 1, 1)


def render_docx(document: Document, template: Path | None = None) -> bytes:
    """Return a document as a Word file; the same bytes each time.

    Of a template its styles, page set-up, headers and footers are used; its text is left out.

    Raises
    ------
    ExportError
        If the template cannot be used.
    """
    word = open_template(template)
    _DocxWriter(word, document).write(own_footer=template is None)
    return fixed_bytes(word)


@dataclass
class _DocxWriter:
    """Writes blocks at the end of a Word document."""

    word: Word
    document: Document
    places: int = 0
    styles: dict[str, str] = field(default_factory=dict)

    def write(self, *, own_footer: bool) -> None:
        """Write the whole document."""
        self.bullets = ensure_bullets(self.word)
        self.number = numbering(self.document)
        self.anchors = content.all_anchors(self.document)
        self._properties()
        self._paragraph("Title").add_run(self.document.title)
        self._blocks(self.document.opening, 1)
        if self.document.contents:
            self._contents()
        self._blocks(self.document.sections, 1)
        if self.document.made_with:
            self._note(content.run(self.document.made_with))
        if own_footer:
            self._page_numbers()

    # -- blocks -------------------------------------------------------------------------------

    def _blocks(self, blocks: Iterable[content.Block], level: int) -> None:
        for block in blocks:
            match block:
                case content.Section():
                    self._section(block, level)
                case content.Paragraph():
                    self._text(block)
                case content.BulletList():
                    self._list(block)
                case content.TableBlock():
                    self._table(block)
                case content.Illustration():
                    self._figure(block)
                case content.Definitions():
                    self._definitions(block)
                case content.Folded():
                    self._label(block.summary)
                    self._blocks(block.blocks, level)

    def _section(self, section: content.Section, level: int) -> None:
        heading = self._paragraph(f"Heading {min(level, 9)}")
        heading.paragraph_format.page_break_before = section.kind == "page" or None
        self._inlines(heading, section.title)
        self._place(heading, section.anchor)
        self._blocks(section.blocks, level + 1)

    def _text(self, block: content.Paragraph) -> None:
        if block.style == "note":
            self._note(block.inlines)
            return
        styles = {"caution": "Intense Quote", "lead": "Subtitle"}
        self._inlines(self._paragraph(styles.get(block.style, "Normal")), block.inlines)

    def _note(self, inlines: content.Inlines) -> None:
        self._inlines(self._paragraph("Normal"), inlines, style=SOURCE_STYLE)

    def _label(self, text: str) -> None:
        paragraph = self._paragraph("Normal")
        paragraph.add_run(text).bold = True
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_after = Pt(2)

    def _list(self, block: content.BulletList) -> None:
        if block.label:
            self._label(block.label)
        for item in block.items:
            paragraph = self._paragraph("List Bullet")
            self._bullet(paragraph)
            self._inlines(paragraph, item.inlines)
            if item.detail:
                paragraph.add_run().add_break()
                self._inlines(paragraph, item.detail, style=SOURCE_STYLE)

    def _bullet(self, paragraph: Paragraph) -> None:
        numbered = element("numPr")
        numbered.extend((element("ilvl", val="0"), element("numId", val=self.bullets)))
        properties = paragraph._p.get_or_add_pPr()
        properties.insert_element_before(
            numbered, "w:pBdr", "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
        )

    def _definitions(self, block: content.Definitions) -> None:
        for entry in block.entries:
            term = self._paragraph("Normal")
            self._inlines(term, entry.term, strong=True)
            term.paragraph_format.keep_with_next = True
            term.paragraph_format.space_after = Pt(0)
            self._place(term, entry.anchor)
            told = self._paragraph("Normal")
            told.paragraph_format.left_indent = Pt(14)
            self._inlines(told, entry.told)

    def _figure(self, figure: content.Illustration) -> None:
        png = svg_as_png(figure.svg)
        paragraph = self._paragraph("Normal")
        paragraph.paragraph_format.keep_with_next = True
        image = docx.image.image.Image.from_blob(png)
        natural = int(image.px_width * EMU_A_PIXEL / 2)
        width = min(natural, usable_width(self.word))
        add_drawing(paragraph, figure.svg, png, Emu(width), figure.alt)
        self._caption(self.document.labels["figure"], self.number(figure), figure.caption)

    def _caption(self, word: str, number: int, text: str, *, before: bool = False) -> None:
        paragraph = self._paragraph("Caption")
        paragraph.add_run(f"{word} ")
        add_field(paragraph, f"SEQ {word} \\* ARABIC", str(number))
        paragraph.add_run(f". {text}")
        paragraph.paragraph_format.keep_with_next = before

    # -- tables -------------------------------------------------------------------------------

    def _table(self, block: content.TableBlock) -> None:
        self._caption(self.document.labels["table"], self.number(block), block.caption, before=True)
        table = self.word.add_table(rows=0, cols=len(block.columns))
        if "Table Grid" in self.word.styles:
            table.style = "Table Grid"
        table.autofit = False
        widths = self._widths(block.columns)
        for share, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
            share.w = width
        header = tuple((content.Run(column.heading, strong=True),) for column in block.columns)
        self._row(table, block.columns, content.Row(header), widths, header=True)
        for row in block.rows:
            self._row(table, block.columns, row, widths)
        self._paragraph(TABLE_STYLE).paragraph_format.space_after = Pt(0)

    def _row(
        self,
        table: WordTable,
        columns: tuple[content.ColumnHead, ...],
        row: content.Row,
        widths: list[Emu],
        *,
        header: bool = False,
    ) -> None:
        # Elements of its own: the rows of python-docx count all cells before them each time.
        made = table._tbl.add_tr()
        properties = made.get_or_add_trPr()
        properties.append(element("cantSplit"))
        if header:
            properties.append(element("tblHeader"))
        for column, inlines, width in zip(columns, row.cells, widths, strict=True):
            cell = made.add_tc()
            cell.width = width
            paragraph = docx.text.paragraph.Paragraph(cell.p_lst[0], table)
            paragraph._p.get_or_add_pPr().get_or_add_pStyle().val = self._style(TABLE_STYLE)
            if column.number:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            self._inlines(paragraph, inlines)
        first = made.tc_lst[0].p_lst[0]
        self._place(docx.text.paragraph.Paragraph(first, table), row.anchor)

    def _widths(self, columns: tuple[content.ColumnHead, ...]) -> list[Emu]:
        free = 1 - sum(column.width for column in columns)
        open_ones = sum(not column.width for column in columns) or 1
        shares = [column.width or max(free / open_ones, 0.05) for column in columns]
        whole = usable_width(self.word)
        return [Emu(int(whole * share / sum(shares))) for share in shares]

    # -- within a line ------------------------------------------------------------------------

    def _inlines(
        self,
        paragraph: Paragraph,
        inlines: content.Inlines,
        *,
        style: str = "",
        strong: bool = False,
    ) -> None:
        for inline in inlines:
            run = make_run(self._shown(inline), *self._marks(inline, style, strong))
            target = self._target(inline)
            paragraph._p.append(make_link(paragraph, run, target) if target else run)

    def _shown(self, inline: Inline) -> str:
        if isinstance(inline, content.Quote):
            marks = "””" if self.document.language == "sv" else "“”"
            return f"{marks[0]}{inline.text}{marks[1]}"
        if isinstance(inline, content.Badge):
            return f"\N{NO-BREAK SPACE}{inline.text}\N{NO-BREAK SPACE}"
        return inline.text

    def _marks(self, inline: Inline, style: str, strong: bool) -> Iterator[Any]:
        """Yield the properties of a run, in the order of the schema."""
        badge = inline if isinstance(inline, content.Badge) else None
        if style and badge is None:
            yield element("rStyle", val=self._style(style, WD_STYLE_TYPE.CHARACTER))
        if strong or badge or getattr(inline, "strong", False):
            yield element("b")
        if badge:
            yield element("color", val=EVIDENCE[badge.kind].colour.lstrip("#").upper())
        if isinstance(inline, content.Term | content.Link) and self._target(inline):
            yield element("u", val="dotted" if isinstance(inline, content.Term) else "single")
        if badge:
            border = BORDERS.get(EVIDENCE[badge.kind].outline, "single")
            yield element("bdr", val=border, sz="8", space="0", color="auto")
        language = getattr(inline, "language", None)
        if language and language != self.document.language:
            yield element("lang", val=TAGS[language])

    def _target(self, inline: Inline) -> str:
        """Return where an inline leads: not to files beside the document, which may be missing."""
        if isinstance(inline, content.Term):
            return f"#{inline.anchor}" if inline.anchor in self.anchors else ""
        if isinstance(inline, content.Link):
            known = inline.inside and inline.target[1:] in self.anchors
            return inline.target if known or inline.target.startswith("https://") else ""
        return ""

    # -- the rest -----------------------------------------------------------------------------

    def _style(self, name: str, kind: WD_STYLE_TYPE = WD_STYLE_TYPE.PARAGRAPH) -> str:
        if name not in self.styles:
            self.styles[name] = ensure_style(self.word, name, kind).style_id
        return self.styles[name]

    def _paragraph(self, style: str) -> Paragraph:
        paragraph = self.word.add_paragraph()
        paragraph._p.get_or_add_pPr().get_or_add_pStyle().val = self._style(style)
        return paragraph

    def _place(self, paragraph: Paragraph, anchor: str) -> None:
        if anchor:
            self.places += 1
            bookmark(paragraph, anchor, self.places)

    def _contents(self) -> None:
        """Write a field of contents, filled already so that it can be read before it is updated."""
        listed = [(d, s) for d, s in content.all_sections(self.document) if s.listed and d < 3]
        if not listed:
            return
        heading = self._paragraph("Normal")
        title = heading.add_run(self.document.labels["contents"])
        title.bold, title.font.size = True, Pt(14)
        for index, (depth, section) in enumerate(listed, start=1):
            paragraph = self._paragraph(f"toc {depth}")
            paragraph.paragraph_format.left_indent = Pt(12 * (depth - 1))
            paragraph.paragraph_format.space_after = Pt(2)
            if index == 1:
                begin_field(paragraph, 'TOC \\o "1-2" \\h \\z \\u')
            run = make_run(content.plain(section.title))
            paragraph._p.append(make_link(paragraph, run, f"#{section.anchor}"))
            if index == len(listed):
                end_field(paragraph)

    def _page_numbers(self) -> None:
        footer = self.word.sections[0].footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        add_field(footer, "PAGE", "1")
        footer.add_run(" / ")
        add_field(footer, "NUMPAGES", "1")

    def _properties(self) -> None:
        document, core = self.document, self.word.core_properties
        day = dt.datetime.fromisoformat(document.date) if document.date else UNDATED
        core.title, core.subject = document.title[:255], document.subject[:255]
        core.language = TAGS[document.language]
        core.author = core.last_modified_by = document.made_with
        core.comments = core.keywords = core.category = ""
        core.created = core.modified = day
        core.revision = 1
        set_language(self.word, TAGS[document.language])
