"""Lifelines: what was found, recommended, answered, decided and promised, and when."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from mellanrum.export.citation import written_date
from mellanrum.export.drawing.marks import TIME_KINDS, legend_rows, time_mark
from mellanrum.export.drawing.svg import LEADING, block, document, el, fit, group
from mellanrum.export.drawing.words import say
from mellanrum.graph.days import as_day
from mellanrum.ontology.language import Language, Text

__all__ = ["TimeLine", "TimeMark", "describe_timeline", "timeline"]

GUTTER, AXIS, STATUS, UNDATED = 300, 560, 220, 74
TOP, LANE, PAD = 44, 20, 9
NAME, NOTE = 12.5, 11.5
APART = 17  # pixels between the middles of two marks that stand in one lane
NO_DATE = Text("utan datum", "no date")


@dataclass(frozen=True)
class TimeMark:
    """Something that happened, or is due, on a lifeline.

    Attributes
    ----------
    kind : str
        One of `TIME_KINDS`: ``finding``, ``recommendation``, ``response``, ``decision``,
        ``promise``, ``deadline`` or ``follow-up``.
    date : str
        A day, a month (2023-04) or a year (2023); the empty string where none is known.
    name : str
        What it is, in words.
    id : str
        Its id on the page.
    """

    kind: str
    date: str
    name: str
    id: str = ""


@dataclass(frozen=True)
class TimeLine:
    """The life of a recommendation or a finding.

    Attributes
    ----------
    key : str
        Its id on the page.
    name : str
        What the line is about.
    marks : tuple of TimeMark
        In any order.
    status : str
        How it stands, in words: said at the end of the line.
    overdue : bool
        Whether a deadline has passed without a report; the status says so too.
    """

    key: str
    name: str
    marks: tuple[TimeMark, ...]
    status: str = ""
    overdue: bool = False


def timeline(
    lines: Sequence[TimeLine],
    language: Language = "sv",
    *,
    as_of: dt.date | str | None = None,
    title: str = "",
    with_legend: bool = True,
) -> str:
    """Draw lifelines below one another, on one axis of years.

    A date that is only a month or a year is drawn as a span with its mark in the middle.

    Parameters
    ----------
    lines : sequence of TimeLine
        From top to bottom.
    as_of : date, optional
        The date of the account: drawn as a line across all.
    title : str
        Of the drawing.

    Returns
    -------
    str
        SVG; see `forum_bars`.
    """
    plan = _Plan(lines, language, str(as_of or ""))
    parts = [*plan.axis(), *plan.lines()]
    height = float(plan.bottom + 8)
    if with_legend:
        rows, below = legend_rows(plan.kinds(), language, plan.width - 24)
        parts.append(group(12, height, *rows, class_="d-legend"))
        height += below + 6
    return document(
        plan.width,
        height,
        parts,
        kind="timeline",
        title=title or say("time_title", language),
        description=describe_timeline(lines, language, as_of=as_of),
        language=language,
    )


@dataclass(frozen=True)
class _Placed:
    """A mark with the ends of its span and its lane within the line."""

    mark: TimeMark
    start: float
    end: float
    lane: int

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2


class _Plan:
    def __init__(self, lines: Sequence[TimeLine], language: Language, as_of: str) -> None:
        self.given = lines
        self.language = language
        self.as_of = as_day(as_of, "last")
        dates = [mark.date for line in lines for mark in line.marks] + [as_of]
        days = [day for date in dates for end in ("first", "last") if (day := _day(date, end))]
        self.first = min(days, default=dt.date(2000, 1, 1)).year
        self.last = max(days, default=dt.date(2000, 1, 1)).year + 1
        undated = any(_day(mark.date, "first") is None for line in lines for mark in line.marks)
        self.left = GUTTER + (UNDATED if undated else 0)
        self.right = self.left + AXIS
        self.width = self.right + STATUS
        self.placed = {line.key: tuple(self._place(line)) for line in lines}
        self.texts = {line.key: self._texts(line) for line in lines}
        self.bottom = TOP + sum(self._height(line) for line in lines)

    def x(self, day: dt.date) -> float:
        """Return where a day stands."""
        begin, end = dt.date(self.first, 1, 1), dt.date(self.last, 1, 1)
        return self.left + AXIS * (day - begin).days / max((end - begin).days, 1)

    def _place(self, line: TimeLine) -> Iterator[_Placed]:
        """Give each mark its place, and the first lane where it stands clear of the others."""
        taken: dict[int, float] = {}
        order = list(TIME_KINDS)
        marks = [
            (*self._ends(mark), order.index(mark.kind), mark.name, mark) for mark in line.marks
        ]
        for start, end, _, _, mark in sorted(marks, key=lambda item: item[:4]):
            left, right = min(start, (start + end) / 2 - 8.5), max(end, (start + end) / 2 + 8.5)
            lane = next(n for n in range(len(marks)) if left >= taken.get(n, -math.inf))
            taken[lane] = right
            yield _Placed(mark, start, end, lane)

    def _ends(self, mark: TimeMark) -> tuple[float, float]:
        first, last = _day(mark.date, "first"), _day(mark.date, "last")
        if first is None or last is None:
            return (GUTTER + UNDATED / 2, GUTTER + UNDATED / 2)
        return (self.x(first), self.x(last))

    def _texts(self, line: TimeLine) -> tuple[tuple[str, ...], tuple[str, ...]]:
        name = fit(line.name, GUTTER - 28, NAME, most=3)
        return name, fit(line.status, STATUS - 28, NOTE, most=4, bold=line.overdue)

    def _height(self, line: TimeLine) -> int:
        name, status = self.texts[line.key]
        lanes = max((placed.lane for placed in self.placed[line.key]), default=0) + 1
        text = max(len(name) * NAME, len(status) * NOTE) * LEADING
        return math.ceil(max(lanes * LANE, text)) + 2 * PAD

    def axis(self) -> Iterator[Element]:
        """Yield the years, the column of what has no date, and the line of the account's date."""
        step = max(1, math.ceil((self.last - self.first) * 44 / AXIS))
        for year in range(self.first, self.last, step):
            x = self.x(dt.date(year, 1, 1))
            yield el("path", d=f"M{x:.1f} {TOP - 8}V{self.bottom}", class_="d-guide")
            yield block(str(year), (str(year),), x + 4, TOP - 13, 11.5, class_="d-axis")
        if self.left > GUTTER:
            told = NO_DATE.pick(self.language)
            yield block(told, (told,), GUTTER + 4, TOP - 13, 11, class_="d-axis")
        if self.as_of is not None:
            x = self.x(self.as_of)
            told = written_date(self.as_of.isoformat(), self.language)
            yield el(
                "path", d=f"M{x:.1f} {TOP - 20}V{self.bottom}", class_="d-now", data_kind="as-of"
            )
            anchor = "end" if x > self.right - 60 else "start" if x < self.left + 60 else "middle"
            yield block(told, (told,), x, TOP - 27, 11.5, class_="d-text", anchor=anchor, bold=True)

    def lines(self) -> Iterator[Element]:
        """Yield the lifelines."""
        y = TOP
        for line in self.given:
            height = self._height(line)
            yield group(
                0,
                y,
                el("path", d=f"M0 0H{self.width}", class_="d-guide"),
                *self._line(line, height / 2),
                class_="d-line",
                data_kind="line",
                data_id=line.key,
                data_name=line.name,
                data_state="overdue" if line.overdue else None,
                role="img",
                aria_label=_told(line, self.language),
            )
            y += height

    def _line(self, line: TimeLine, middle: float) -> Iterator[Element]:
        name, status = self.texts[line.key]
        y = middle + NAME * 0.35
        rise = (len(name) - 1) * NAME * LEADING / 2
        yield block(line.name, name, GUTTER - 14, y - rise, NAME, anchor="end")
        placed = self.placed[line.key]
        top = middle - max((item.lane for item in placed), default=0) * LANE / 2
        dated = [item for item in placed if item.mark.date]
        if dated:
            ends = min(item.start for item in dated), max(item.end for item in dated)
            yield el("path", d=f"M{ends[0]:.1f} {middle:g}H{ends[1]:.1f}", class_="d-track")
        yield from self._late(line, placed, top)
        for item in placed:
            yield self._mark(item, top + item.lane * LANE)
        rise = (len(status) - 1) * NOTE * LEADING / 2
        look = "d-overdue" if line.overdue else "d-text"
        x = self.right + 14
        yield block(line.status, status, x, y - rise, NOTE, class_=look, bold=line.overdue)

    def _late(self, line: TimeLine, placed: tuple[_Placed, ...], top: float) -> Iterator[Element]:
        """Yield the time from a deadline that has passed to the date of the account."""
        due = [item for item in placed if item.mark.kind == "deadline" and item.mark.date]
        if line.overdue and due and self.as_of is not None:
            first = min(due, key=lambda item: item.end)
            start, end = first.end, self.x(self.as_of)
            if end > start:
                y = top + first.lane * LANE
                yield el("path", d=f"M{start:.1f} {y:g}H{end:.1f}", class_="d-after")

    def _mark(self, item: _Placed, y: float) -> Element:
        mark = item.mark
        half = (item.end - item.start) / 2
        span = el("rect", x=-half, y=-3.0, width=2 * half, height=6.0, rx=3.0, class_="d-span")
        return group(
            item.middle,
            y,
            span if half > 1 else None,
            time_mark(mark.kind),
            class_="d-mark",
            data_kind=mark.kind,
            data_id=mark.id or None,
            data_date=mark.date or None,
            data_name=mark.name,
            role="img",
            aria_label=_mark_told(mark, self.language),
        )

    def kinds(self) -> list[str]:
        """Return the kinds of marks in use, in the order of the legend."""
        marks = [mark for line in self.given for mark in line.marks]
        used = {mark.kind for mark in marks}
        kinds = [kind for kind in TIME_KINDS if kind in used]
        kinds += ["span"] * any(0 < len(mark.date) < 10 for mark in marks)
        kinds += ["after"] * any(line.overdue for line in self.given)
        return kinds + ["as_of"] * (self.as_of is not None)


def _day(date: str, end: str) -> dt.date | None:
    return as_day(date, "first" if end == "first" else "last")


def _mark_told(mark: TimeMark, language: Language) -> str:
    date = written_date(mark.date, language) or NO_DATE.pick(language)
    return f"{TIME_KINDS[mark.kind].pick(language)}, {date}: {mark.name}"


def _told(line: TimeLine, language: Language) -> str:
    marks = sorted(
        line.marks, key=lambda mark: (mark.date or "~", list(TIME_KINDS).index(mark.kind))
    )
    told = "; ".join(_mark_told(mark, language) for mark in marks)
    return ". ".join(part for part in (line.name, told, line.status) if part)


def describe_timeline(
    lines: Sequence[TimeLine],
    language: Language = "sv",
    *,
    as_of: dt.date | str | None = None,
) -> str:
    """Return what the lifelines show: every mark with its date, and how each line stands.

    Examples
    --------
    >>> line = TimeLine("r1", "Enas om mål", (TimeMark("response", "2023-04", "Ja"),), "Utlovat")
    >>> describe_timeline([line], "sv")
    'Tidslinjer för 1 rekommendation eller iakttagelse. Enas om mål. Svar, april 2023: Ja. Utlovat.'
    """
    number = Text("Tidslinjer för {n} {what}.", "Timelines of {n} {what}.")
    one = Text("rekommendation eller iakttagelse", "recommendation or finding")
    many = Text("rekommendationer och iakttagelser", "recommendations and findings")
    told = [number.format(n=len(lines), what=one if len(lines) == 1 else many).pick(language)]
    if as_of:
        late = sum(line.overdue for line in lines)
        state = Text("Läge {day}: {late} försenade.", "As of {day}: {late} overdue.")
        told.append(state.format(day=written_date(str(as_of), language), late=late).pick(language))
    return " ".join([*told, *(f"{_told(line, language)}." for line in lines)])
