"""The parts that every drawing is made of: elements, text in lines, and the finished SVG."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any
from xml.etree.ElementTree import Element, tostring

from mellanrum.export.labels import text_width, wrap
from mellanrum.ontology.language import Language

__all__ = ["FONT", "block", "clean", "document", "el", "fit", "group", "label", "wide"]

# Fonts with the measures of Arial, by which labels are measured. Where none of them is installed
# another is taken, which may be wider: so much room is kept in reserve.
FONT = 'Arial, "Liberation Sans", Helvetica, sans-serif'
RESERVE = 1.18
LEADING = 1.2
# What XML does not allow in a document, and what turns the direction of the text after it.
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def clean(text: str) -> str:
    """Return a text as it can stand in a drawing: on one line, without what XML does not allow.

    Examples
    --------
    >>> clean("en\\x00  nämnd\\u202e")
    'en nämnd'
    """
    return " ".join(_UNFIT.sub("", text).split())


def el(tag: str, *children: Element | None, text: str = "", **attributes: Any) -> Element:
    """Return an element; `class_` becomes class, an underscore a hyphen, None leaves out.

    Examples
    --------
    >>> tostring(el("g", el("path", d="M0 0"), class_="d-row", data_kind="x"), encoding="unicode")
    '<g class="d-row" data-kind="x"><path d="M0 0" /></g>'
    """
    found = Element(tag)
    for name, value in attributes.items():
        if value is not None:
            found.set(name.rstrip("_").replace("_", "-"), _written(value))
    found.text = clean(text) or None
    found.extend(child for child in children if child is not None)
    return found


def _written(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return clean(str(value))


def group(x: float, y: float, *children: Element | None, **attributes: Any) -> Element:
    """Return a group that is moved to a place."""
    return el("g", *children, **attributes, transform=f"translate({_written(x)} {_written(y)})")


def wide(text: str, size: float, *, bold: bool = False) -> float:
    """Return the room that a text is given, in pixels."""
    return text_width(clean(text), size, bold=bold) * RESERVE


def fit(
    text: str, width: float, size: float, *, most: int = 2, bold: bool = False
) -> tuple[str, ...]:
    """Break a text into lines that stay within a width in any common font.

    Examples
    --------
    >>> fit("Gymnasie- och vuxenutbildningsnämnden", 130, 12)
    ('Gymnasie- och', 'vuxenutbildnings…')
    >>> fit("Gymnasie- och vuxenutbildningsnämnden", 150, 12, most=1)
    ('Gymnasie- och vuxe…',)
    """
    told, room = clean(text), width / RESERVE
    if most > 1:
        return wrap(told, room, size, most=most, bold=bold)
    # On one line every letter counts: it may be all that tells two names apart.
    kept = len(told)
    while kept and text_width(_shortened(told, kept), size, bold=bold) > room:
        kept -= 1
    return (_shortened(told, kept),)


def _shortened(text: str, kept: int) -> str:
    return text if kept >= len(text) else text[:kept].rstrip() + "…"


def label(
    text: str,
    x: float,
    y: float,
    size: float,
    width: float,
    *,
    most: int = 2,
    class_: str = "d-text",
    anchor: str = "start",
    bold: bool = False,
) -> Element:
    """Return a text in lines about a point on its first baseline; see `block`."""
    lines = fit(text, width, size, most=most, bold=bold)
    return block(text, lines, x, y, size, class_=class_, anchor=anchor, bold=bold)


def block(
    text: str,
    lines: Sequence[str],
    x: float,
    y: float,
    size: float,
    *,
    class_: str = "d-text",
    anchor: str = "start",
    bold: bool = False,
    lang: str | None = None,
) -> Element:
    """Return lines of a text as `fit` breaks them, the whole as a title where they cut it short.

    The first baseline begins, ends or has its middle at `x`, `y`, after `anchor`.
    """
    spans = [
        el("tspan", text=line, x=x, y=y + number * size * LEADING)
        for number, line in enumerate(lines)
    ]
    cut = bool(lines) and lines[-1].endswith("…") and not clean(text).endswith("…")
    return el(
        "text",
        el("title", text=text) if cut else None,
        *spans,
        class_=class_,
        font_size=size,
        font_weight="bold" if bold else None,
        text_anchor=None if anchor == "start" else anchor,
        lang=lang,
    )


def document(
    width: float,
    height: float,
    children: Iterable[Element | None],
    *,
    kind: str,
    title: str,
    language: Language,
    description: str = "",
    interactive: bool = False,
) -> str:
    """Return a drawing as SVG; what it shows is told in words where the parts do not tell it.

    One that is `interactive` is a group to assistive technology, otherwise one picture.
    """
    root = el(
        "svg",
        el("title", text=title),
        el("desc", text=description) if description else None,
        *children,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_written(float(width))} {_written(float(height))}",
        width=float(width),
        height=float(height),
        class_=f"drawing d-{kind}" + (" d-live" if interactive else ""),
        role="group" if interactive else "img",
        aria_label=title,
        lang=language,
        font_family=FONT,
    )
    return tostring(root, encoding="unicode")
