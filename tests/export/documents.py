"""Documents and readers that the tests of the report share."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pypdf
import pytest

from mellanrum.export.documents.content import (
    Badge,
    BulletList,
    ColumnHead,
    Definition,
    Definitions,
    Document,
    Folded,
    Illustration,
    Link,
    ListItem,
    Paragraph,
    Quote,
    Reference,
    Row,
    Run,
    Section,
    TableBlock,
    Term,
    run,
)

__all__ = [
    "HOSTILE",
    "Page",
    "W",
    "convert",
    "hostile_document",
    "office",
    "pdf_tags",
    "pdf_text",
    "word_text",
    "word_xml",
]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = {
    "long": "Samverkansöverenskommelse" * 12,
    "right-to-left": "ועדת החינוך \u202eמועצה",
    "arabic": "لجنة التعليم",
    "emoji": "Råd \U0001f476\U0001f3fd 🧑‍🚀",
    "chinese": "委員會",
    "markup": "</section><script>alert(1)</script>&amp;<b>#*_`|",
    "formula": "=HYPERLINK(1)",
    "control": "Namn\x07d\x00",
}
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40" width="100" height="40">'
    '<rect width="100" height="40" fill="#eef"/><text x="5" y="20">åäö</text></svg>'
)


def hostile_document(language: Any = "sv") -> Document:
    """Return a document with every kind of part, and names that break what is careless."""
    name = " ".join(HOSTILE.values())
    table = TableBlock(
        name,
        (ColumnHead("Namn", width=0.6), ColumnHead("Antal", number=True)),
        tuple(Row((run(text), run(str(n)))) for n, text in enumerate(HOSTILE.values())),
    )
    blocks = (
        Paragraph(
            (Badge("sagt i källorna", "stated"), Run(f" {name} "), Term("forum", "term-Forum"))
        ),
        BulletList((ListItem(run(name), (Reference(name), Quote(name))),), name),
        Folded(name, (Paragraph((Link("dit", "#inside"), Link("bredvid", "map.html#gap=x"))),)),
        Illustration(SVG, name, name),
        table,
        Definitions((Definition(run("forum"), run(name), "term-Forum"),)),
        Section(run(name), "inside", (Paragraph(run("Stycke.")),), "gap", listed=False),
        Paragraph((Link("Visa på kartan", "map.html#gap=x"),)),
    )
    return Document(
        title=name,
        language=language,
        subject=name,
        opening=(Paragraph(run(name), "caution"),),
        sections=(Section(run("Del"), "del", blocks),),
        date="2023-03-10",
        made_with="Gjord med mellanrum",
    )


# -- an office program ------------------------------------------------------------------------


def office() -> str:
    """Return the path of LibreOffice; skip without it, or fail where it is required."""
    path = shutil.which("soffice")
    if path is None:
        reason = "no office program: soffice is not installed (libreoffice-writer-nogui)"
        if os.environ.get("MELLANRUM_REQUIRE_OFFICE") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return path


def convert(path: Path, ending: str, folder: Path) -> Path:
    """Return a file turned into another format by LibreOffice."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office(), profile, "--headless", "--convert-to", ending, "--outdir", str(folder)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=240)
    return folder / f"{path.stem}.{ending}"


# -- readers ----------------------------------------------------------------------------------


def word_xml(content: bytes, part: str = "word/document.xml") -> ElementTree.Element:
    """Return a part of a Word file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return ElementTree.fromstring(archive.read(part))


def word_text(content: bytes) -> str:
    """Return the text of a Word file, a line for each paragraph."""
    paragraphs = word_xml(content).iter(f"{W}p")
    return "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in paragraphs)


def pdf_text(content: bytes) -> str:
    """Return the text of a PDF on one line."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))


def pdf_tags(reader: pypdf.PdfReader) -> tuple[Counter[str], list[Any]]:
    """Return how often each tag stands in a PDF, and its figures."""
    found: Counter[str] = Counter()
    figures: list[Any] = []

    def walk(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            if "/S" in node:
                found[str(node["/S"])] += 1
                if node["/S"] == "/Figure":
                    figures.append(node)
            if "/K" in node:
                walk(node["/K"])

    root: Any = reader.trailer["/Root"]
    walk(root["/StructTreeRoot"])
    return found, figures


class Page(HTMLParser):
    """The tables, headings, links and figures of a page, as they are read out."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self.headings: list[tuple[int, str]] = []
        self.rows: dict[str, list[str]] = {}
        self.texts: dict[str, str] = {}
        self._cell: list[str] | None = None
        self._row: list[str] = []
        self._row_id = ""
        self._caption = ""
        self._part: list[str] | None = None
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "tr":
            self._row, self._row_id = [], given.get("id") or ""
        elif tag in ("td", "th"):
            self._cell = []
        elif tag == "caption" or re.fullmatch("h[1-6]", tag):
            self._part = []
        elif tag in ("section", "article"):
            self._open.append(given.get("id") or "")
            self.texts.setdefault(self._open[-1], "")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._cell is not None:
            self._row.append(" ".join("".join(self._cell).split()))
            self._cell = None
        elif tag == "tr":
            self.tables.setdefault(self._caption, []).append(self._row)
            if self._row_id:
                self.rows[self._row_id] = self._row
        elif tag == "caption" and self._part is not None:
            self._caption = re.sub(r"^\w+ \d+\. ", "", "".join(self._part))
            self._part = None
        elif re.fullmatch("h[1-6]", tag) and self._part is not None:
            self.headings.append((int(tag[1]), "".join(self._part)))
            self._part = None
        elif tag in ("section", "article"):
            self._open.pop()

    def handle_data(self, data: str) -> None:
        for target in (self._cell, self._part):
            if target is not None:
                target.append(data)
        for part in self._open:
            self.texts[part] += data
