"""Lifelines as they are drawn: marks with dates, how each line stands, and both in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from mellanrum.export.citation import written_date
from mellanrum.export.drawing.marks import TIME_KINDS
from mellanrum.export.snapshot import Snapshot
from mellanrum.ontology.language import Language, Text
from mellanrum.queries.followup.lifeline import Event

__all__ = [
    "NO_DATE",
    "TimeLine",
    "TimeMark",
    "describe_timeline",
    "event_name",
    "mark_told",
    "told",
]

NO_DATE = Text("utan datum", "no date")
RETOLD = Text("{name} (återgivet då, eget datum okänt)", "{name} (retold then, own date unknown)")


@dataclass(frozen=True)
class TimeMark:
    """Something that happened, or is due, on a lifeline.

    `kind` is one of `TIME_KINDS`; the date, which may be a month or a year, is empty where none is
    known.
    """

    kind: str
    date: str
    name: str
    id: str = ""


@dataclass(frozen=True)
class TimeLine:
    """The life of a recommendation or a finding: its marks in any order, and how it stands."""

    key: str
    name: str
    marks: tuple[TimeMark, ...]
    status: str
    overdue: bool = False


def event_name(event: Event, snapshot: Snapshot, language: Language) -> str:
    """Return what happened, in words; of what is only retold, that the date is the reply's."""
    name = snapshot.name(event.node, language)
    return RETOLD.format(name=name).pick(language) if event.kind == "retold" else name


def mark_told(mark: TimeMark, language: Language) -> str:
    """Return a mark in words."""
    date = written_date(mark.date, language) or NO_DATE.pick(language)
    return f"{TIME_KINDS[mark.kind].pick(language)}, {date}: {mark.name}"


def told(line: TimeLine, language: Language) -> str:
    """Return a line in words: its name, its marks by date, and how it stands."""
    order = list(TIME_KINDS)
    marks = sorted(line.marks, key=lambda m: (m.date or "~", order.index(m.kind), m.name))
    events = "; ".join(mark_told(mark, language) for mark in marks)
    state = f"Status: {line.status[:1].lower()}{line.status[1:]}"  # the same in both languages
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
