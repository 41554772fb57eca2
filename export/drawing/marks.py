"""The marks of the drawings: each kind has a shape of its own, so that none rests on colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from mellanrum.export.drawing.svg import block, document, el, fit, group
from mellanrum.export.drawing.words import STATES, say
from mellanrum.export.item_marks import item_marks
from mellanrum.ontology.language import Language, Text

__all__ = ["TIME_KINDS", "figure", "mark", "missing_mark", "time_mark"]

DOT = 6.5
TIME_KINDS: dict[str, Text] = {
    "finding": Text("Iakttagelse", "Finding"),
    "recommendation": Text("Rekommendation", "Recommendation"),
    "response": Text("Svar", "Response"),
    "decision": Text("Beslut", "Decision"),
    "promise": Text("Åtagande", "Commitment"),
    "deadline": Text("Tidsgräns", "Deadline"),
    "follow-up": Text("Uppföljning", "Follow-up"),
    "done": Text("Redovisat som gjort", "Reported as done"),
}
_TIME_SHAPES = {
    "finding": "M0-7 7 5.5-7 5.5Z",
    "recommendation": "M-5.5-5.5H5.5V5.5H-5.5Z",
    "response": "M-6.5-5.5H6.5V3H0L-4 7V3H-6.5Z",
    "decision": "M0-7.5 7.5 0 0 7.5-7.5 0Z",
    "promise": "M-6-8H-2.6L8-3.4-2.6 1.4V8H-6Z",
    "deadline": "M-6-7H6L0 0 6 7H-6L0 0Z",
    "follow-up": "M-1.2-1.2V-7H1.2V-1.2H7V1.2H1.2V7H-1.2V1.2H-7V-1.2Z",
    "done": "M-7 0-4.5-2.5-1.5.5 5-6 7.5-3.5-1.5 5.5Z",
}
_COLUMN, _ROW, _SIZE = 330, 24, 12


def mark(kind: str, state: str = "standing", *, interactive: bool = False) -> list[Element]:
    """Return the shapes of a ``member``, ``post`` or ``sector`` about 0, 0.

    Where `interactive`, those of every state are there for a style sheet to choose from.
    """
    outline = (
        el("path", d="M0-8 8 0 0 8-8 0Z", class_="d-diamond")
        if kind == "sector"
        else el("circle", r=DOT, class_="d-dot")
    )
    shapes = [outline]
    if kind == "post":
        shapes.append(el("circle", r=2.4, class_="d-eye"))
    if interactive or state == "planned":
        half = "M0-8-8 0 0 8Z" if kind == "sector" else f"M0-{DOT}A{DOT} {DOT} 0 0 0 0 {DOT}Z"
        shapes.append(el("path", d=half, class_="d-half"))
    if interactive or state == "ended":
        shapes.append(el("path", d="M-6.5 6.5 6.5-6.5", class_="d-slash"))
    return shapes


def missing_mark(kind: str, *, sector: bool = False) -> list[Element]:
    """Return the shapes of a missing party about 0, 0; outline and sign are those of the item."""
    look = item_marks()[kind]
    outline, sign = look.outline, look.sign
    if sector:
        shapes = [el("path", d="M0-12 12 0 0 12-12 0Z", class_="d-ring")]
    elif outline == "heavy":
        shapes = [el("path", d="M-9-9H9V9H-9Z", class_="d-ring")]
    elif outline == "double":
        shapes = [el("circle", r=10.5, class_="d-ring"), el("circle", r=7.8, class_="d-inner")]
    else:
        shapes = [el("circle", r=9.5, class_="d-ring")]
    return [*shapes, block(sign, (sign,), 0, 4, 12, class_="d-sign", anchor="middle", bold=True)]


def time_mark(kind: str) -> Element:
    """Return the shape of an event about 0, 0."""
    return el("path", d=_TIME_SHAPES[kind], class_=f"d-event d-{kind}")


def figure(
    parts: list[Element],
    size: tuple[float, float],
    legend_of: Sequence[str],
    language: Language,
    **about: Any,
) -> str:
    """Return a drawing with a legend of these marks below it; `about` is as for `document`."""
    width, height = size
    if legend_of:
        rows, below = _legend(legend_of, language, width - 24)
        parts = [*parts, group(12, height + 6, *rows, class_="d-legend")]
        height += below + 12
    return document(width, height, parts, language=language, **about)


def _shown(kind: str) -> list[Element]:
    if kind in TIME_KINDS:
        return [time_mark(kind)]
    if kind in item_marks():
        return missing_mark(kind)
    if kind in STATES:
        return mark("member", kind)
    return _SPECIAL[kind]() if kind in _SPECIAL else mark(kind)


_SPECIAL = {
    "interval": lambda: [el("rect", x=-13, y=-5, width=26, height=10, class_="d-interval")],
    "low": lambda: [el("rect", x=-13, y=-5, width=26, height=10, class_="d-low")],
    "undefined": lambda: [el("path", d="M-12 0H12", class_="d-undefined")],
    "as_of": lambda: [el("path", d="M0-9V9", class_="d-now")],
    "span": lambda: [el("rect", x=-13, y=-3, width=26, height=6, rx=3, class_="d-span")],
    "after": lambda: [el("path", d="M-12 0H12", class_="d-after")],
}


def _name(kind: str, language: Language) -> str:
    if kind in TIME_KINDS:
        return TIME_KINDS[kind].pick(language)
    if kind in item_marks():
        return say("key_missing", language, mark=item_marks()[kind].label)
    return say(f"key_{kind}", language)


def _legend(kinds: Sequence[str], language: Language, width: float) -> tuple[list[Element], float]:
    """Return the legend as elements below 0, 0, and its height."""
    columns = max(1, int(width // _COLUMN))
    column = min(width / columns, _COLUMN)
    shown: list[Element] = []
    y = 8.0
    for start in range(0, len(kinds), columns):
        row = list(_items(kinds[start : start + columns], language, column))
        height = max(lines for _, lines in row) * _SIZE * 1.2 + (_ROW - _SIZE * 1.2)
        shown += [group(number * column, y + 12, item) for number, (item, _) in enumerate(row)]
        y += height
    return shown, y


def _items(kinds: Sequence[str], language: Language, width: float) -> Iterator[tuple[Element, int]]:
    for kind in kinds:
        name = _name(kind, language)
        lines = fit(name, width - 46, _SIZE, most=3)
        text = block(name, lines, 34, 4, _SIZE, class_="d-text")
        shape = group(16, 0, *_shown(kind), class_="d-sample", data_kind=kind, **_as_drawn(kind))
        yield el("g", shape, text, class_="d-key"), len(lines)


def _as_drawn(kind: str) -> dict[str, Any]:
    """Return the attributes by which the style sheet knows a mark."""
    if kind in item_marks():
        return {"data_mark": kind}
    return {"data_state": kind} if kind in STATES else {}
