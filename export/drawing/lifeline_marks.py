"""Lifelines as they are drawn: marks with dates, how each line stands, and both in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from mellanrum.export.citation import written_date
from mellanrum.export.drawing.marks import TIME_KINDS
from mellanrum.export.snapshot import Snapshot
from mellanrum.ontology.language import Language, Text

__all__ = [
    "NO_DATE",
    "TimeLine",
    "TimeMark",
    "describe_timeline",
    "event_name",
    "mark_told",
    "standing",
    "time_lines",
    "told",
]

NO_DATE = Text("utan datum", "no date")
RETOLD = Text("{name} (återgivet då, eget datum okänt)", "{name} (retold then, own date unknown)")
OVERDUE = Text("Försenat", "Overdue")
# How an event is drawn; what was asked is drawn as what it is, a finding or a recommendation.
_EVENTS = {
    "answered": "response",
    "decided": "decision",
    "promised": "promise",
    "due": "deadline",
    "follow-up": "follow-up",
    "done": "done",
}


@dataclass(frozen=True)
class TimeMark:
    """Something that happened, or is due, on a lifeline.

    Attributes
    ----------
    kind : str
        One of `TIME_KINDS`: ``finding``, ``recommendation``, ``response``, ``decision``,
        ``promise``, ``deadline``, ``follow-up`` or ``done``.
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


class _Event(Protocol):
    @property
    def kind(self) -> str: ...
    @property
    def date(self) -> str: ...
    @property
    def node(self) -> str: ...


class _Lifeline(Protocol):
    @property
    def root(self) -> str: ...
    @property
    def recommendation(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def events(self) -> Sequence[_Event]: ...


def time_lines(
    lifelines: Iterable[_Lifeline],
    snapshot: Snapshot,
    language: Language = "sv",
    *,
    status: Callable[[str], str] = str,
) -> tuple[TimeLine, ...]:
    """Return lifelines of the data as lines to draw.

    Parameters
    ----------
    lifelines : iterable
        Each with a root, a recommendation (empty for a finding), a status and dated events.
    status : callable
        Returns a status in words.
    """
    return tuple(
        TimeLine(
            key=snapshot.short(line.root),
            name=snapshot.name(line.root, language),
            marks=tuple(
                TimeMark(
                    _EVENTS.get(event.kind, "recommendation" if line.recommendation else "finding"),
                    event.date,
                    event_name(event, snapshot, language),
                    snapshot.short(event.node),
                )
                for event in line.events
            ),
            status=status(line.status),
            overdue=line.status == "overdue",
        )
        for line in lifelines
    )


def event_name(event: _Event, snapshot: Snapshot, language: Language) -> str:
    """Return what happened, in words; of what is only retold, that the date is the reply's."""
    name = snapshot.name(event.node, language)
    return RETOLD.format(name=name).pick(language) if event.kind == "retold" else name


def mark_told(mark: TimeMark, language: Language) -> str:
    """Return a mark in words."""
    date = written_date(mark.date, language) or NO_DATE.pick(language)
    return f"{TIME_KINDS[mark.kind].pick(language)}, {date}: {mark.name}"


def standing(line: TimeLine, language: Language) -> str:
    """Return how a line stands, in words; that it is overdue is always said."""
    return line.status or (OVERDUE.pick(language) if line.overdue else "")


def told(line: TimeLine, language: Language) -> str:
    """Return a line in words: its name, its marks by date, and how it stands."""
    order = list(TIME_KINDS)
    marks = sorted(line.marks, key=lambda m: (m.date or "~", order.index(m.kind), m.name))
    events = "; ".join(mark_told(mark, language) for mark in marks)
    status = standing(line, language)
    state = f"Status: {status[:1].lower()}{status[1:]}" if status else ""  # the same in both
    return ". ".join(part for part in (line.name, events, state) if part)


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
    'Tidslinjer för 1 rekommendation eller iakttagelse. Enas om mål. Svar, april 2023: Ja. Status: \
utlovat.'
    """
    number = Text("Tidslinjer för {n} {what}.", "Timelines of {n} {what}.")
    one = Text("rekommendation eller iakttagelse", "recommendation or finding")
    many = Text("rekommendationer och iakttagelser", "recommendations and findings")
    said = [number.format(n=len(lines), what=one if len(lines) == 1 else many).pick(language)]
    if as_of:
        late = sum(line.overdue for line in lines)
        state = Text("Läge per {day}: {late} försenade.", "As of {day}: {late} overdue.")
        said.append(state.format(day=written_date(str(as_of), language), late=late).pick(language))
    return " ".join([*said, *(f"{told(line, language)}." for line in lines)])
