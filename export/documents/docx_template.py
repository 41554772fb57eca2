"""The Word file that a document is written into: our plain one, or a municipality's template."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from mellanrum.export.documents.docx_parts import element, ensure_style
from mellanrum.export.files import file_error
from mellanrum.graph.guards.input_limits import DEFAULT_LIMITS, read_regular
from mellanrum.graph.guards.workbook_limits import check_workbook
from mellanrum.ontology.errors import ExportError, LoadError

if TYPE_CHECKING:
    from docx.document import Document as Word

__all__ = ["SOURCE_STYLE", "TABLE_STYLE", "open_template", "usable_width"]

# Styles of our own, which a template may have too.
SOURCE_STYLE, TABLE_STYLE = "Source Reference", "Table Text"
MUTED = RGBColor(0x4D, 0x58, 0x63)
INK = RGBColor(0x1A, 0x20, 0x27)
SIZES = {
    "Normal": 10,
    "Title": 22,
    "Heading 1": 16,
    "Heading 2": 12,
    "Heading 3": 11,
    "Heading 4": 10.5,
    "Caption": 9.5,
    "Subtitle": 13,
}
SPACE_BEFORE = {"Heading 1": 18, "Heading 2": 9, "Heading 3": 9, "Heading 4": 8}
SPACE_AFTER = {**dict.fromkeys(SPACE_BEFORE, 3), "Normal": 4, "List Bullet": 3}


def open_template(path: Path | None) -> Word:
    """Return an empty Word document with the styles of a template, or with ours.

    Raises
    ------
    ExportError
        If the file is not a Word document, or one that cannot be read safely.
    """
    if path is None:
        return _with_own_styles(_plain())
    word = _opened(path)
    body = word.element.body
    for part in list(body):
        if part.tag != qn("w:sectPr"):
            body.remove(part)
    _ensure_numbering(word)
    return _with_own_styles(word)


def usable_width(word: Word) -> int:
    """Return the width between the margins, in EMU."""
    section = word.sections[-1]
    page, left, right = section.page_width, section.left_margin, section.right_margin
    if page is None or left is None or right is None:
        return int(Mm(160))
    return int(page - left - right)


def _opened(path: Path) -> Word:
    try:
        check_workbook(path)
        return docx.Document(io.BytesIO(read_regular(path, DEFAULT_LIMITS)))
    except LoadError as error:
        if any(found.code == "not-a-workbook" for found in error.problems):
            raise file_error(path.name, "not-a-word-file") from error
        raise ExportError(*error.problems) from error
    except Exception as error:  # a damaged package raises many kinds: KeyError, XMLSyntaxError, …
        raise file_error(path.name, "not-a-word-file") from error


def _with_own_styles(word: Word) -> Word:
    """Add our own styles where a template does not have them."""
    if TABLE_STYLE not in word.styles:
        table = ensure_style(word, TABLE_STYLE)
        table.font.size = Pt(9)
        table.paragraph_format.space_after = Pt(1)
    if SOURCE_STYLE not in word.styles:
        source = ensure_style(word, SOURCE_STYLE, WD_STYLE_TYPE.CHARACTER)
        source.font.color.rgb = MUTED
    return word


def _ensure_numbering(word: Word) -> None:
    """Give a template without any list the part that holds lists."""
    try:
        word.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    except KeyError:
        part = docx.Document().part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
        word.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)


def _plain() -> Word:
    """Return the document that is used where no template is given: A4, one typeface, dark ink."""
    word = docx.Document()
    for section in word.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(22)
        section.top_margin = section.bottom_margin = Mm(20)
    for style in word.styles:
        if style.type == WD_STYLE_TYPE.PARAGRAPH:
            _set_typeface(style)
    for name, size in SIZES.items():
        word.styles[name].font.size = Pt(size)
    for name in SIZES.keys() - {"Normal"} | {"Intense Quote"}:
        word.styles[name].font.color.rgb = INK
    for name, space in SPACE_BEFORE.items():
        word.styles[name].paragraph_format.space_before = Pt(space)
    for name, space in SPACE_AFTER.items():
        word.styles[name].paragraph_format.space_after = Pt(space)
    for name in ("Caption", "Intense Quote", "Subtitle"):
        word.styles[name].font.italic = False
    word.styles["Intense Quote"].font.bold = False
    word.styles["Normal"].paragraph_format.line_spacing = 1.08
    word.settings.element.append(element("autoHyphenation"))
    return word


def _set_typeface(style: Any) -> None:
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    style.font.name = "Arial"
    fonts = properties.find(qn("w:rFonts"))
    for script in ("w:cs", "w:eastAsia"):
        fonts.set(qn(script), "Arial")
