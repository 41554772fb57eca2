"""The index per level and the lifelines: lengths, places and numbers, recomputed."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from xml.etree.ElementTree import Element

import pytest
from lifelines import lifelines
from svg_reading import Drawing, place

from mellanrum import KnowledgeGraph, load
from mellanrum.export.drawing.congruence_bars import (
    LevelIndex,
    describe_level_index,
    level_index,
    level_indexes,
)
from mellanrum.export.drawing.lifeline_marks import TimeLine, TimeMark, describe_timeline
from mellanrum.export.drawing.marks import figure
from mellanrum.export.drawing.timelines import timeline
from mellanrum.graph.coordination.municipal_congruence import NoIndex

HEAD = "PREFIX mr: <https://w3id.org/mellanrum/ns#>\n"


# -- the index per level ----------------------------------------------------------------------


def number(element: Element, name: str) -> float:
    return float(element.get(name, ""))


def axis(drawing: Drawing) -> tuple[float, float]:
    """Return where 0 and 1 stand, after the lines of the axis and what is written at them."""
    lines = [float(e.get("d", "")[1:].split()[0]) for e in drawing.all("d-guide")]
    told = [drawing.text(e) for e in drawing.all("d-axis")]
    assert {"0,00", "1,00"} <= set(told)
    return min(lines), max(lines)


def test_bars_are_as_long_as_the_published_index(ekvalla: KnowledgeGraph) -> None:
    # The docstring of KnowledgeGraph.congruence gives these fractions.
    [found] = ekvalla.congruence().municipalities
    drawing = Drawing(level_index(level_indexes(found), "sv", name="Ekvalla"))
    zero, one = axis(drawing)
    [lead] = drawing.all("d-level", level="lead")
    [low] = [e for e in lead if e.get("class") == "d-low"]
    [rest] = [e for e in lead if e.get("class") == "d-interval"]
    assert number(low, "x") == zero
    assert number(low, "width") / (one - zero) == pytest.approx(float(Fraction(4, 75)), abs=2e-4)
    high = (number(rest, "x") + number(rest, "width") - zero) / (one - zero)
    assert high == pytest.approx(float(Fraction(77, 450)), abs=4e-4)
    assert "0,05–0,17" in drawing.text(lead)


@pytest.mark.parametrize(
    ("why", "told"),
    [
        ("nothing-required", "inga två organ"),
        ("few-pairs", "färre än tre par"),
        ("wide", "för mycket öppet"),
    ],
)
def test_nothing_covered_has_no_bar_and_no_number_is_said_in_words(why: NoIndex, told: str) -> None:
    levels = [
        LevelIndex("management", 0.0, 0.0, least=True),
        LevelIndex("lead", None, None, why=why),
    ]
    drawing = Drawing(level_index(levels, "sv", name="Ekvalla"))
    [zero] = drawing.all("d-level", level="management")
    [undefined] = drawing.all("d-level", level="lead")
    assert not [e for e in zero if e.get("class") in ("d-low", "d-interval")]
    assert "0,00" in drawing.text(zero)
    assert "inget tal" in drawing.text(undefined)
    assert told in undefined.get("aria-label", "")
    assert "0,00" not in drawing.text(undefined)
    assert [e for e in undefined if e.get("class") == "d-undefined"]


def test_the_index_in_words_has_its_numbers() -> None:
    levels = [LevelIndex("lead", 0.04, 0.157), LevelIndex("practice", None, None, why="wide")]
    told = describe_level_index(levels, "sv", name="Ekvalla")
    assert "Politisk eller strategisk nivå: K mellan 0,04 och 0,16" in told
    assert "Verksamhetsnivå: inget tal" in told


def test_a_drawing_has_no_number_where_the_index_has_none() -> None:
    [found] = load("boras").congruence().municipalities
    assert [(index.low, index.high, index.why) for index in level_indexes(found)] == [
        (None, None, "wide")
    ] * 3


# -- lifelines --------------------------------------------------------------------------------

LINE = TimeLine(
    "r1",
    "Ge alla externa parter en väg in",
    (
        TimeMark("finding", "2023", "Svårt att nå fram", "i1"),
        TimeMark("response", "2023-11-09", "Nämnden håller med", "s1"),
        TimeMark("response", "2023-11-09", "Styrelsen håller med", "s2"),
        TimeMark("promise", "", "Öppna en brevlåda", "a1"),
        TimeMark("deadline", "2024-04", "Öppna en brevlåda", "a1"),
    ),
    "Försenat: tidsgräns april 2024",
    overdue=True,
)


def day_of(drawing: Drawing, x: float) -> dt.date:
    """Return the day at a place, by the years written at the axis."""
    years = {}
    for text in drawing.all("d-axis"):
        if re.fullmatch(r"\d{4}", told := drawing.text(text)):
            years[int(told)] = number(next(iter(text)), "x")
    first, last = min(years), max(years)
    days = (dt.date(last, 1, 1) - dt.date(first, 1, 1)).days
    share = (x - years[first]) / (years[last] - years[first])
    return dt.date(first, 1, 1) + dt.timedelta(days=share * days)


def near(one: dt.date, other: str) -> bool:
    return abs((one - dt.date.fromisoformat(other)).days) <= 1


def test_a_day_is_a_point_and_a_partial_date_a_span() -> None:
    drawing = Drawing(timeline([LINE], "sv", title="t", as_of="2024-09-15"))
    [answer] = drawing.all("d-mark", kind="response", date="2023-11-09")
    assert near(day_of(drawing, place(answer)[0]), "2023-11-09")
    assert not [e for e in answer if e.get("class") == "d-span"]
    for date, first, last in (
        ("2023", "2023-01-01", "2023-12-31"),
        ("2024-04", "2024-04-01", "2024-04-30"),
    ):
        [mark] = drawing.all("d-mark", date=date)
        [span] = [e for e in mark if e.get("class") == "d-span"]
        start = place(mark)[0] + number(span, "x")
        assert near(day_of(drawing, start), first)
        assert near(day_of(drawing, start + number(span, "width")), last)


def test_marks_of_one_kind_and_day_are_one_with_their_number() -> None:
    drawing = Drawing(timeline([LINE], "sv", title="t"))
    [answer] = drawing.all("d-mark", kind="response", date="2023-11-09")
    assert drawing.text(answer) == "×2"
    assert "Nämnden håller med" in answer.get("aria-label", "")
    assert "Styrelsen håller med" in answer.get("aria-label", "")
    assert answer.get("data-id") == "s1 s2"


def test_what_has_no_date_stands_apart_and_is_never_given_one() -> None:
    drawing = Drawing(timeline([LINE], "sv", title="t"))
    [promise] = drawing.all("d-mark", kind="promise")
    years = [number(next(iter(t)), "x") for t in drawing.all("d-axis") if drawing.text(t).isdigit()]
    assert place(promise)[0] < min(years) - 20
    assert promise.get("data-date") is None
    assert "utan datum" in drawing.text()


def test_lateness_is_said_and_drawn_up_to_the_date_of_the_account() -> None:
    drawing = Drawing(timeline([LINE], "sv", title="t", as_of="2024-09-15"))
    [line] = drawing.all("d-line")
    [late] = [e for e in line if e.get("class") == "d-after"]
    start, end = map(float, re.findall(r"M([\d.]+) [-\d.]+H([\d.]+)", late.get("d", ""))[0])
    assert near(day_of(drawing, start), "2024-04-30")
    assert near(day_of(drawing, end), "2024-09-15")
    assert "Försenat" in drawing.text(line)
    [before] = Drawing(timeline([LINE], "sv", title="t", as_of="2024-03-01")).all("d-line")
    assert not [e for e in before if e.get("class") == "d-after"]


def test_every_kind_of_event_has_a_shape_of_its_own() -> None:
    kinds = ["finding", "recommendation", "response", "decision"]
    kinds += ["promise", "deadline", "follow-up", "done"]
    drawing = Drawing(figure([], (400, 0), kinds, "en", kind="x", title="x"))
    shapes = {shape.get("d") for shape in drawing.all("d-event")}
    assert len(shapes) == len(kinds)


def test_the_marks_of_a_line_do_not_cover_each_other(bundled: KnowledgeGraph) -> None:
    drawing = Drawing(timeline(lifelines(bundled), "sv", title="t", as_of="2023-03-10"))
    lines = list(drawing.all("d-line"))
    assert len(lines) > 20
    for line in lines:
        spots = [place(e) for e in line if e.get("class") == "d-mark"]
        close = [
            (one, two)
            for number, one in enumerate(spots)
            for two in spots[:number]
            if abs(one[0] - two[0]) < 13 and abs(one[1] - two[1]) < 13
        ]
        assert close == []


def test_every_deadline_of_the_data_is_on_its_line(ekvalla: KnowledgeGraph) -> None:
    lines = lifelines(ekvalla)
    drawing = Drawing(timeline(lines, "sv", title="t", as_of="2024-11-20"))
    rows = ekvalla.query(
        HEAD
        + """SELECT DISTINCT ?line ?date WHERE
             { ?c a mr:Commitment ; mr:addresses ?line ; mr:deadline ?date }"""
    ).rows
    expected = {(ekvalla.short(str(line)), str(date)) for line, date in rows}
    drawn = {
        (line.get("data-id"), mark.get("data-date"))
        for line in drawing.all("d-line")
        for mark in line
        if mark.get("data-kind") == "deadline"
    }
    assert expected
    assert drawn == expected


def test_lifelines_in_words_hold_every_mark_and_the_status() -> None:
    told = describe_timeline([LINE], "sv", as_of="2024-09-15")
    assert "Läge per 15 september 2024: 1 försenade" in told
    assert "Tidsgräns, april 2024: Öppna en brevlåda" in told
    assert "Åtagande, utan datum: Öppna en brevlåda" in told
    assert "Iakttagelse, 2023: Svårt att nå fram" in told
