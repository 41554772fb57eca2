"""The drawing of lifelines: one row each, on one axis of time."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from mellanrum.export.citation import written_date
from mellanrum.export.drawing.lifeline_marks import (
    NO_DATE,
    TimeLine,
    TimeMark,
    describe_timeline,
    mark_told,
    told,
)
from mellanrum.export.drawing.marks import TIME_KINDS, figure, time_mark
from mellanrum.export.drawing.svg import LEADING, block, el, fit, group
from mellanrum.graph.standing.days import as_day
from mellanrum.ontology.language import Language

__all__ = ["timeline"]

GUTTER, AXIS, STATUS, UNDATED = 300, 580, 220, 92
TOP, LANE, PAD = 32, 20, 9
NAME, NOTE, SMALL = 12.5, 11.5, 11
HALF = 8.5  # of the width of a mark with room about it
YEAR_ROOM, QUARTER_ROOM = 44, 26


def timeline(
    lines: Sequence[TimeLine],
    language: Language = "sv",
    *,
    as_of: dt.date | str | None = None,
    title: str,
) -> str:
    """Draw lifelines below one another, on one axis of years.

    A date that is only a month or a year is drawn as a span with its mark in the middle. Marks of
    one kind and date are drawn as one, with their number. The date of the account is a line across
    all.
    """
    drawn = _Lines(lines, language, str(as_of or ""))
    parts = [*drawn.axis(), *drawn.lines()]
    return figure(
        parts,
        (drawn.width, drawn.bottom + (22 if drawn.as_of else 4)),
        drawn.kinds(),
        language,
        kind="timeline",
        title=title,
        description=describe_timeline(lines, language, as_of=as_of),
    )


@dataclass(frozen=True)
class _Placed:
    """Marks of one kind and date, with the ends of their span and their lane within the line."""

    marks: tuple[TimeMark, ...]
    start: float
    end: float
    lane: int = 0

    @property
    def kind(self) -> str:
        return self.marks[0].kind

    @property
    def date(self) -> str:
        return self.marks[0].date

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2

    @property
    def reach(self) -> tuple[float, float]:
        number = 20 if len(self.marks) > 1 else 0
        return min(self.start, self.middle - HALF), max(self.end, self.middle + HALF + number)


class _Lines:
    def __init__(self, lines: Sequence[TimeLine], language: Language, as_of: str) -> None:
        self.given = lines
        self.language = language
        self.as_of = as_day(as_of, "last")
        dates = [mark.date for line in lines for mark in line.marks] + [as_of]
        days = [day for date in dates for day in _ends(date)]
        self.first = min(days, default=dt.date(2000, 1, 1)).year
        self.last = max(days, default=dt.date(2000, 1, 1)).year + 1
        undated = any(not _ends(mark.date) for line in lines for mark in line.marks)
        self.left = GUTTER + (UNDATED if undated else 0)
        self.right = self.left + AXIS
        self.width = self.right + STATUS
        self.placed = [tuple(self._place(line)) for line in lines]
        self.texts = list(map(_texts, lines))
        self.heights = [_height(*pair) for pair in zip(self.placed, self.texts, strict=True)]
        self.bottom = TOP + sum(self.heights)

    def x(self, day: dt.date) -> float:
        begin, end = dt.date(self.first, 1, 1), dt.date(self.last, 1, 1)
        return self.left + AXIS * (day - begin).days / (end - begin).days

    # -- places -------------------------------------------------------------------------------

    def _place(self, line: TimeLine) -> Iterator[_Placed]:
        """Give each mark its place, and the first lane where it stands clear of the others."""
        taken: dict[int, float] = {}
        for item in sorted(self._together(line), key=lambda item: (item.reach[0], _rank(item))):
            left, right = item.reach
            lane = 0
            while left < taken.get(lane, -math.inf):
                lane += 1
            taken[lane] = right
            yield _Placed(item.marks, item.start, item.end, lane)

    def _together(self, line: TimeLine) -> Iterator[_Placed]:
        """Yield the marks of a line, those of one kind and date as one."""
        found: dict[tuple[str, str], list[TimeMark]] = {}
        for mark in line.marks:
            found.setdefault((mark.kind, mark.date if _ends(mark.date) else ""), []).append(mark)
        for (_, date), marks in found.items():
            days = _ends(date)
            start, end = map(self.x, days) if days else (GUTTER + 34.0, GUTTER + 34.0)
            yield _Placed(tuple(sorted(marks, key=lambda mark: (mark.name, mark.id))), start, end)

    # -- axis ---------------------------------------------------------------------------------

    def axis(self) -> Iterator[Element]:
        """Yield the years, the column of what has no date, and the line of the account's date."""
        room = AXIS / (self.last - self.first)
        if room / 4 >= QUARTER_ROOM:
            yield from self._quarters()
        for year in range(self.first, self.last + 1, max(1, math.ceil(YEAR_ROOM / room))):
            x = self.x(dt.date(year, 1, 1))
            yield el("path", d=f"M{x:.1f} {TOP - 8}V{self.bottom}", class_="d-guide")
            yield block(
                str(year), (str(year),), x, TOP - 13, NOTE, class_="d-axis", anchor="middle"
            )
        if self.left > GUTTER:
            word = NO_DATE.pick(self.language)
            yield block(word, (word,), GUTTER + 4, TOP - 13, SMALL, class_="d-axis")
        if self.as_of is not None:
            yield from self._now(self.x(self.as_of), self.as_of)

    def _quarters(self) -> Iterator[Element]:
        for year in range(self.first, self.last):
            for month in (4, 7, 10):
                x = self.x(dt.date(year, month, 1))
                yield el("path", d=f"M{x:.1f} {TOP - 4}V{TOP + 4}", class_="d-guide")

    def _now(self, x: float, day: dt.date) -> Iterator[Element]:
        word = written_date(day.isoformat(), self.language)
        line = f"M{x:.1f} {TOP - 8}V{self.bottom + 5}"
        yield el("path", d=line, class_="d-now", data_kind="as-of", data_date=day.isoformat())
        y = self.bottom + 19
        yield block(word, (word,), x, y, NOTE, anchor="middle", bold=True)

    # -- lines --------------------------------------------------------------------------------

    def lines(self) -> Iterator[Element]:
        y = TOP
        for number, line in enumerate(self.given):
            height = self.heights[number]
            yield group(
                0,
                y,
                el("path", d=f"M0 0H{self.width}", class_="d-guide"),
                *self._line(number, line, height / 2),
                class_="d-line",
                data_kind="line",
                data_id=line.key,
                data_name=line.name,
                data_state="overdue" if line.overdue else None,
                role="img",
                aria_label=told(line, self.language),
            )
            y += height

    def _line(self, number: int, line: TimeLine, middle: float) -> Iterator[Element]:
        name, status = self.texts[number]
        placed = self.placed[number]
        y = _first_baseline(middle, NAME, name)
        yield block(line.name, name, GUTTER - 14, y, NAME, anchor="end")
        top = middle - max((item.lane for item in placed), default=0) * LANE / 2
        dated = [item for item in placed if _ends(item.date)]
        if dated:
            ends = min(item.start for item in dated), max(item.end for item in dated)
            yield el("path", d=f"M{ends[0]:.1f} {middle:g}H{ends[1]:.1f}", class_="d-track")
        yield from self._late(line, dated, top)
        for item in placed:
            yield self._mark(item, top + item.lane * LANE)
        y, look = _first_baseline(middle, NOTE, status), "d-overdue" if line.overdue else "d-text"
        x = self.right + 22
        yield block(line.status, status, x, y, NOTE, class_=look, bold=line.overdue)

    def _late(self, line: TimeLine, dated: list[_Placed], top: float) -> Iterator[Element]:
        """Yield the time from a deadline that has passed to the date of the account."""
        due = [item for item in dated if item.kind == "deadline"]
        if line.overdue and due and self.as_of is not None:
            first = min(due, key=lambda item: item.end)
            start, end = first.end, self.x(self.as_of)
            if end > start:
                y = top + first.lane * LANE
                yield el("path", d=f"M{start:.1f} {y:g}H{end:.1f}", class_="d-after")

    def _mark(self, item: _Placed, y: float) -> Element:
        half = (item.end - item.start) / 2
        span = el("rect", x=-half, y=-3.0, width=2 * half, height=6.0, rx=3.0, class_="d-span")
        number = f"×{len(item.marks)}" if len(item.marks) > 1 else ""
        return group(
            item.middle,
            y,
            span if half > 1 else None,
            time_mark(item.kind),
            block(number, (number,), 9, 4, SMALL) if number else None,
            class_="d-mark",
            data_kind=item.kind,
            data_id=" ".join(mark.id for mark in item.marks if mark.id) or None,
            data_date=item.date or None,
            data_count=len(item.marks),
            data_name="; ".join(mark.name for mark in item.marks),
            role="img",
            aria_label="; ".join(mark_told(mark, self.language) for mark in item.marks),
        )

    def kinds(self) -> list[str]:
        placed = [item for line in self.placed for item in line]
        used = {item.kind for item in placed}
        kinds = [kind for kind in TIME_KINDS if kind in used]
        kinds += ["span"] * any(item.end - item.start > 2 for item in placed)
        kinds += ["after"] * any(line.overdue for line in self.given)
        return kinds + ["as_of"] * (self.as_of is not None)


def _ends(date: str) -> tuple[dt.date, ...]:
    """Return the first and the last day of a date; nothing where it is none."""
    first, last = as_day(date, "first"), as_day(date, "last")
    return (first, last) if first and last else ()


def _rank(item: _Placed) -> int:
    return list(TIME_KINDS).index(item.kind)


def _texts(line: TimeLine) -> tuple[tuple[str, ...], tuple[str, ...]]:
    name = fit(line.name, GUTTER - 28, NAME, most=4)
    return name, fit(line.status, STATUS - 34, NOTE, most=5, bold=line.overdue)


def _height(placed: tuple[_Placed, ...], texts: tuple[tuple[str, ...], tuple[str, ...]]) -> int:
    lanes = max((item.lane for item in placed), default=0) + 1
    text = max(len(texts[0]) * NAME, len(texts[1]) * NOTE) * LEADING
    return math.ceil(max(lanes * LANE, text)) + 2 * PAD


def _first_baseline(middle: float, size: float, lines: tuple[str, ...]) -> float:
    return middle + size * 0.35 - (len(lines) - 1) * size * LEADING / 2
