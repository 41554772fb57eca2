"""A document as PDF/UA-1: tagged, titled, with bookmarks; and a drawing as PNG. Set by Typst."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Callable, Sequence

import typst

from mellanrum.export.documents.content import (
    Block,
    Document,
    Illustration,
    TableBlock,
    all_anchors,
    numbering,
)
from mellanrum.export.pages.palette import LIGHT
from mellanrum.export.pages.shell import asset
from mellanrum.graph.problems import problem, shorten
from mellanrum.ontology.errors import ExportError, Location
from mellanrum.ontology.vocabularies import EVIDENCE

__all__ = ["render_pdf", "svg_as_png"]

# Latin letters, digits, punctuation and signs that every font for European text has.
_COMMON_END = 0x250
_FONTS = "#set text(font: json(bytes(sys.inputs.fonts)))"
_PICTURE = """#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg")"""
_EPOCH = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
FONTS = json.dumps(
    [
        "Arial",
        "Liberation Sans",
        "Helvetica",
        "Noto Sans",
        "DejaVu Sans",
        "Segoe UI Symbol",
        "Segoe UI Emoji",
        "Noto Color Emoji",
        "Noto Emoji",
    ]
)


def render_pdf(document: Document) -> bytes:
    """Return a document as PDF/UA-1; the same bytes each time with the same fonts.

    A character that no font of the system has is written by its number, such as ``[U+1F476]``.

    Raises
    ------
    ExportError
        If the pages cannot be set.
    """
    told = _displayable(json.dumps(_data(document), ensure_ascii=False))
    try:
        return _compiled(asset("document.typ"), {"document": told, "look": _look()}, _day(document))
    except typst.TypstError as error:
        raise _cannot_set(error) from error


def svg_as_png(svg: str, ppi: float = 192) -> bytes:
    """Return a drawing as PNG, for programs that cannot show SVG."""
    try:
        made = typst.compile(_PICTURE.encode(), sys_inputs={"svg": svg}, format="png", ppi=ppi)
    except typst.TypstError as error:
        raise _cannot_set(error) from error
    return made[0] if isinstance(made, list) else made


def _compiled(source: str, inputs: dict[str, str], day: dt.datetime = _EPOCH) -> bytes:
    made = typst.compile(
        source.encode(),
        sys_inputs={"fonts": FONTS, **inputs},
        pdf_standards=["ua-1"],
        timestamp=day,
    )
    assert isinstance(made, bytes)
    return made


def _day(document: Document) -> dt.datetime:
    if not document.date:
        return _EPOCH
    return dt.datetime.fromisoformat(document.date).replace(tzinfo=dt.UTC)


# -- the document as data ---------------------------------------------------------------------


def _look() -> str:
    """Return the colours, and the look of each kind of evidence."""
    kinds = {k.slug: {"colour": k.colour, "sign": k.sign, "outline": k.outline} for k in EVIDENCE}
    return json.dumps({"colours": LIGHT, "evidence": kinds})


def _data(document: Document) -> dict[str, object]:
    """Return a document as plain values, each part with its name under ``is``."""
    told = _part(document, numbering(document))
    assert isinstance(told, dict)
    day = dt.date.fromisoformat(document.date) if document.date else None
    date = {"year": day.year, "month": day.month, "day": day.day} if day else None
    return {
        **told,
        "date": date,
        "labels": document.labels,
        "anchors": sorted(all_anchors(document)),
    }


def _part(part: object, numbered: Callable[[Block], int]) -> object:
    if isinstance(part, tuple):
        return [_part(each, numbered) for each in part]
    if not dataclasses.is_dataclass(part):
        return part
    told: dict[str, object] = {"is": type(part).__name__}
    if isinstance(part, TableBlock | Illustration):
        told["number"] = numbered(part)
    for item in dataclasses.fields(part):
        told[item.name] = _part(getattr(part, item.name), numbered)
    return told


# -- characters without a font ----------------------------------------------------------------


def _displayable(text: str) -> str:
    """Return text in which what cannot be shown is written by its number.

    PDF/UA allows no character without a shape; a name with one must not stop the report.
    """
    used = set(text)
    unusual = sorted(c for c in used if ord(c) >= _COMMON_END and c.isprintable())
    lacking = _without_shape(unusual)
    for char in lacking:
        text = text.replace(char, f"[U+{ord(char):04X}]")
    return text


def _without_shape(chars: Sequence[str]) -> list[str]:
    """Return the characters that cannot be set, by halving until those that can are told apart."""
    if not chars or _can_be_set(chars):
        return []
    if len(chars) == 1:
        return list(chars)
    half = len(chars) // 2
    return [*_without_shape(chars[:half]), *_without_shape(chars[half:])]


def _can_be_set(chars: Sequence[str]) -> bool:
    probe = f"#set document(title: [-])\n{_FONTS}\n#sys.inputs.text"
    try:
        _compiled(probe, {"text": " ".join(chars)})
    except typst.TypstError:
        return False
    return True


def _cannot_set(error: typst.TypstError) -> ExportError:
    return ExportError(problem(Location(), "cannot-set-pages", why=shorten(str(error))))
