"""What python-docx has no call for: bookmarks, fields, links, drawings as SVG, fixed bytes.

Elements and attributes are those of ECMA-376, Office Open XML; the drawing as SVG is the extension
``asvg:svgBlip`` of MS-ODRAWXML.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.text.paragraph import Paragraph

__all__ = [
    "add_drawing",
    "add_field",
    "begin_field",
    "bookmark",
    "element",
    "end_field",
    "ensure_bullets",
    "ensure_style",
    "fixed_bytes",
    "make_link",
    "make_run",
    "set_language",
]

# The earliest time that an archive can state.
FIXED = (1980, 1, 1, 0, 0, 0)
SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
SVG_NAMESPACE = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
MOST_NAME = 40
BULLETS = f"""<w:abstractNum {nsdecls("w")} w:abstractNumId="{{number}}">
<w:multiLevelType w:val="singleLevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>
<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="360" w:hanging="260"/></w:pPr></w:lvl>
</w:abstractNum>"""


def element(tag: str, /, **attributes: str) -> Any:
    """Return an element of the main namespace with attributes of the same."""
    made = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


# -- places and links -------------------------------------------------------------------------


def bookmark_name(anchor: str) -> str:
    """Return the name of a bookmark for an anchor: letters and digits, at most 40 of them.

    Examples
    --------
    >>> bookmark_name("g04-1a2b")
    'm_g04_1a2b'
    """
    name = "m_" + re.sub(r"[^A-Za-z0-9_]", "_", anchor)
    if len(name) <= MOST_NAME:
        return name
    return name[: MOST_NAME - 9] + "_" + hashlib.sha256(anchor.encode()).hexdigest()[:8]


def bookmark(paragraph: Paragraph, anchor: str, number: int) -> None:
    """Make a paragraph the place that an anchor names."""
    start = element("bookmarkStart", id=str(number), name=bookmark_name(anchor))
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(element("bookmarkEnd", id=str(number)))


def make_run(text: str, *marks: Any) -> Any:
    """Return a run of text with elements of its properties, in the order of the schema.

    Made directly: by the calls of python-docx a report of two hundred pages takes four times as
    long.
    """
    made = OxmlElement("w:r")
    if marks:
        properties = OxmlElement("w:rPr")
        properties.extend(marks)
        made.append(properties)
    shown = OxmlElement("w:t")
    shown.text = text
    shown.set(qn("xml:space"), "preserve")
    made.append(shown)
    return made


def make_link(paragraph: Paragraph, run: Any, target: str) -> Any:
    """Return a link around a run, to an anchor (``#…``) or an https address."""
    link = OxmlElement("w:hyperlink")
    if target.startswith("#"):
        link.set(qn("w:anchor"), bookmark_name(target[1:]))
    else:
        number = paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link.set(qn("r:id"), number)
    link.append(run)
    return link


def add_field(paragraph: Paragraph, code: str, shown: str) -> None:
    """Add a field with the text that it shows until it is next brought up to date."""
    begin_field(paragraph, code)
    paragraph.add_run(shown)
    end_field(paragraph)


def begin_field(paragraph: Paragraph, code: str) -> None:
    """Begin a field; what follows until its end is what it shows."""
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    begin, separate = (element("fldChar", fldCharType=kind) for kind in ("begin", "separate"))
    for part in (begin, instruction, separate):
        paragraph.add_run()._r.append(part)


def end_field(paragraph: Paragraph) -> None:
    """End a field."""
    paragraph.add_run()._r.append(element("fldChar", fldCharType="end"))


# -- drawings ---------------------------------------------------------------------------------


def add_drawing(paragraph: Paragraph, svg: str, png: bytes, width: int, alt: str) -> None:
    """Add a drawing as PNG, with the SVG for programs that can show it, and its text."""
    shape = paragraph.add_run().add_picture(io.BytesIO(png), width=width)
    shape._inline.docPr.set("descr", alt)
    digest = hashlib.sha256(svg.encode()).hexdigest()[:12]
    name = PackURI(f"/word/media/drawing-{digest}.svg")
    part = Part(name, "image/svg+xml", svg.encode(), paragraph.part.package)
    number = paragraph.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    shape._inline.xpath(".//a:blip")[0].append(
        parse_xml(
            f'<a:extLst {nsdecls("a", "r")}><a:ext uri="{SVG_EXTENSION}"><asvg:svgBlip '
            f'xmlns:asvg="{SVG_NAMESPACE}" r:embed="{number}"/></a:ext></a:extLst>'
        )
    )


# -- styles -----------------------------------------------------------------------------------


def ensure_style(word: Word, name: str, kind: WD_STYLE_TYPE = WD_STYLE_TYPE.PARAGRAPH) -> Any:
    """Return a style, made plainly where a template lacks it."""
    if name not in word.styles:
        is_paragraph = kind == WD_STYLE_TYPE.PARAGRAPH
        style: Any = word.styles.add_style(name, kind, builtin=is_paragraph)
        if is_paragraph and "Normal" in word.styles:
            style.base_style = word.styles["Normal"]
    return word.styles[name]


def ensure_bullets(word: Word) -> str:
    """Return the number of a definition of bullets, added to those of the template."""
    numbering = word.part.numbering_part.element
    taken = [int(n.get(qn("w:abstractNumId"))) for n in numbering.findall(qn("w:abstractNum"))]
    number = max(taken, default=-1) + 1
    definitions = numbering.findall(qn("w:num"))
    position = list(numbering).index(definitions[0]) if definitions else len(numbering)
    numbering.insert(position, parse_xml(BULLETS.format(number=number).replace("\n", "")))
    return str(numbering.add_num(number).numId)


def set_language(word: Word, language: str) -> None:
    """Set the language of all text that says no other."""
    holder: Any = word.styles.element
    for tag in ("docDefaults", "rPrDefault", "rPr"):
        found = holder.find(qn(f"w:{tag}"))
        if found is None:
            found = element(tag)
            holder.insert(0, found)
        holder = found
    for old in holder.findall(qn("w:lang")):
        holder.remove(old)
    holder.append(element("lang", val=language, eastAsia=language, bidi="ar-SA"))


# -- bytes ------------------------------------------------------------------------------------


def fixed_bytes(word: Word) -> bytes:
    """Return the file, its archive without the time of writing."""
    made, out = io.BytesIO(), io.BytesIO()
    word.save(made)
    with zipfile.ZipFile(made) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            entry = zipfile.ZipInfo(name, FIXED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            after.writestr(entry, before.read(name))
    return out.getvalue()
