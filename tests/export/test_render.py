"""The four formats: what they hold, that nothing in a name breaks them, and that they are fixed."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import docx
import pypdf
import pytest
from documents import (
    HOSTILE,
    SVG,
    W,
    convert,
    hostile_document,
    pdf_tags,
    pdf_text,
    word_text,
    word_xml,
)
from docx.shared import Pt

from mellanrum.export.documents.content import Document, Link, Section, all_inlines, alone, run
from mellanrum.export.documents.pdf_renderer import svg_as_png
from mellanrum.export.documents.render import ENDINGS, render
from mellanrum.ontology.errors import ExportError

if TYPE_CHECKING:
    from browser import OpenPage

ROOT = Path(__file__).resolve().parents[2]
# What stands for a name once characters that break files, or turn what follows them, are gone.
SEEN = {key: re.sub("[\x00\x07\u202e]", "", text) for key, text in HOSTILE.items()}


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    """The hostile document in every format."""
    document = hostile_document()
    return {ending: render(document, Path(f"x{ending}")) for ending in ENDINGS}


class Texts(HTMLParser):
    """The text of a page, and the elements in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.tags = "", list[str]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_names_survive_in_a_page(made: dict[str, bytes], open_page: OpenPage) -> None:
    html = made[".html"].decode()
    page = Texts(html)
    for key, text in SEEN.items():
        assert text in page.text, key
    assert "script" not in page.tags
    opened = open_page(html)
    assert SEEN["emoji"] in opened.page.locator("main").inner_text()
    picture = opened.page.locator("figure img")
    assert picture.evaluate("image => image.naturalWidth") == 100


def test_names_survive_in_word(made: dict[str, bytes], tmp_path: Path) -> None:
    text = word_text(made[".docx"])
    for key, name in SEEN.items():
        assert name in text, key
    path = tmp_path / "namn.docx"
    path.write_bytes(made[".docx"])
    seen = " ".join(convert(path, "txt", tmp_path).read_text("utf-8-sig").split())
    for key in ("long", "arabic", "emoji", "chinese", "markup", "formula", "control"):
        assert SEEN[key] in seen, key


def test_names_survive_in_pdf(made: dict[str, bytes]) -> None:
    text = pdf_text(made[".pdf"]).replace(" ", "")
    for key in ("long", "markup", "formula", "control"):
        assert SEEN[key].replace(" ", "") in text.replace("-", "").replace("\u00ad", ""), key
    # What the fonts of the system have no shape for is written by its number, not left out.
    for char in "\U0001f476委":
        assert char in text or f"[U+{ord(char):04X}]" in text


def test_names_survive_in_markdown(made: dict[str, bytes]) -> None:
    text = made[".md"].decode()
    for key in ("long", "arabic", "emoji", "chinese"):
        assert SEEN[key] in text, key
    assert "<script>" not in text
    assert r"&lt;b&gt;#\*\_\`\|" in text


def test_word_parts_are_well_formed_and_links_lead_somewhere(made: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(made[".docx"])) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(name))
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    tree = word_xml(made[".docx"])
    places = [mark.get(f"{W}name") for mark in tree.iter(f"{W}bookmarkStart")]
    assert len(places) == len(set(places))
    links = [link.get(f"{W}anchor") for link in tree.iter(f"{W}hyperlink")]
    assert links
    assert set(links) <= set(places)


def test_word_has_styles_headers_and_alternative_texts(made: dict[str, bytes]) -> None:
    tree = word_xml(made[".docx"])
    styles = {style.get(f"{W}val") for style in tree.iter(f"{W}pStyle")}
    assert {"Title", "Heading1", "Heading2", "Caption", "ListBullet"} <= styles
    for table in tree.iter(f"{W}tbl"):
        rows = list(table.iter(f"{W}tr"))
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    drawing = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    assert [SEEN["long"] in (d.get("descr") or "") for d in tree.iter(drawing)] == [True]
    fields = [field.text.split()[0] for field in tree.iter(f"{W}instrText") if field.text]
    assert fields.count("TOC") == 1
    assert fields.count("SEQ") == 2
    language = word_xml(made[".docx"], "word/styles.xml").find(f".//{W}rPrDefault//{W}lang")
    assert language is not None
    assert language.get(f"{W}val") == "sv-SE"
    with zipfile.ZipFile(io.BytesIO(made[".docx"])) as archive:
        drawings = [archive.read(n) for n in archive.namelist() if n.endswith(".svg")]
    assert drawings == [SVG.encode()]


def test_pdf_is_tagged_titled_and_has_alternative_texts(made: dict[str, bytes]) -> None:
    reader = pypdf.PdfReader(io.BytesIO(made[".pdf"]))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "sv"  # type: ignore[index]
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]  # type: ignore[index]
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_data()  # type: ignore[index]
    tags, figures = pdf_tags(reader)
    assert tags["/H1"] == 1
    assert tags["/Table"] == 1
    assert tags["/TH"] >= 2
    assert tags["/TR"] == len(HOSTILE) + 1
    told = [str(figure["/Alt"]) for figure in figures if "/Alt" in figure]
    assert told
    assert all(SEEN["long"] in text for text in told)
    assert [str(item["/Title"]) for item in reader.outline if not isinstance(item, list)] == ["Del"]


def test_links_to_files_beside_are_left_out_of_what_is_sent_alone(made: dict[str, bytes]) -> None:
    assert b"map.html#gap=x" in made[".html"]
    assert "Visa på kartan" not in word_text(made[".docx"])
    assert "Visa på kartan" not in pdf_text(made[".pdf"])
    targets = {i.target for i in all_inlines(alone(hostile_document())) if isinstance(i, Link)}
    assert targets == {"#inside", "map.html#gap=x"}, "within a sentence the words stay"


def test_another_process_gives_the_same_bytes(made: dict[str, bytes]) -> None:
    script = (
        "import sys, hashlib; sys.path.insert(0, 'tests/export')\n"
        "from pathlib import Path\n"
        "from documents import hostile_document\n"
        "from mellanrum.export.documents.render import ENDINGS, render\n"
        "for e in ENDINGS:\n"
        "    print(hashlib.sha256(render(hostile_document(), Path('x' + e))).hexdigest())\n"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "11", "TZ": "Asia/Tokyo"}
    found = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, check=True
    )
    import hashlib

    wanted = [hashlib.sha256(made[ending]).hexdigest() for ending in ENDINGS]
    assert found.stdout.decode().split() == wanted


def test_drawing_as_png_has_its_size_and_is_not_blank() -> None:
    png = svg_as_png(SVG, ppi=96)
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20]) == 100
    assert int.from_bytes(png[20:24]) == 40
    blank = svg_as_png(SVG.replace("åäö", ""), ppi=96)
    assert blank != png


def test_a_template_dresses_the_report_and_its_own_text_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "mall.docx"
    template = docx.Document()
    template.styles["Heading 1"].font.name = "Georgia"
    template.styles["Heading 1"].font.size = Pt(33)
    template.sections[0].header.paragraphs[0].text = "Ekvalla kommun"
    template.add_paragraph("Hjälptext ur mallen")
    for name in ("List Bullet", "Caption"):
        style = template.styles[name].element
        style.getparent().remove(style)
    template.save(str(path))
    content = render(hostile_document(), Path("ut.docx"), path)
    assert "Hjälptext ur mallen" not in word_text(content)
    made = docx.Document(io.BytesIO(content))
    assert made.styles["Heading 1"].font.size == Pt(33)
    assert made.sections[0].header.paragraphs[0].text == "Ekvalla kommun"
    styles = {paragraph.style.name for paragraph in made.paragraphs if paragraph.style}
    assert {"Heading 1", "List Bullet", "Caption"} <= styles


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("mall.docx", b"no archive", "not-a-word-file"),
        ("mall.docx", b"", "not-a-word-file"),
    ],
)
def test_a_template_that_is_no_word_file_is_refused(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ExportError) as caught:
        render(hostile_document(), Path("ut.docx"), path)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_unknown_endings_and_misplaced_templates_are_refused(tmp_path: Path) -> None:
    document = Document("Titel", "sv", "Om", sections=(Section(run("A"), "a"),))
    with pytest.raises(ExportError) as caught:
        render(document, Path("rapport.dokx"))
    assert ".docx" in caught.value.say("sv")
    assert "Menade du" in caught.value.say("sv")
    with pytest.raises(ExportError) as caught:
        render(document, Path("rapport.pdf"), tmp_path / "mall.docx")
    assert [problem.code for problem in caught.value.problems] == ["template-without-word"]
