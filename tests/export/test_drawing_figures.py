"""The index per level, the lifelines and the overview: lengths, places and numbers, recomputed."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from itertools import product
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
from mellanrum.export.drawing.sector_grid import sector_grid
from mellanrum.export.drawing.sectors import SectorGrid, sector_grid_of
from mellanrum.export.drawing.timelines import timeline
from mellanrum.graph.coordination.municipal_congruence import NoIndex

HEAD = "PREFIX mr: <https://w3id.org/mellanrum/ns#>\n"
LEVELS = ("political", "strategic", "management", "operational", "individual")
# Where two need to meet, by how many of them are outside the municipality.
MEET = (
    (LEVELS[:2], LEVELS[2:3], LEVELS[3:]),
    (("management", "strategic"), LEVELS[3:]),
    (LEVELS[3:],),
)


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


# -- the overview -----------------------------------------------------------------------------


@pytest.fixture(scope="module", params=["boras", "tyreso", "ekvalla"])
def grid(
    request: pytest.FixtureRequest, ekvalla: KnowledgeGraph, bundled: KnowledgeGraph
) -> tuple[KnowledgeGraph, str, SectorGrid]:
    graph = ekvalla if request.param == "ekvalla" else bundled
    return graph, request.param, sector_grid_of(graph.snapshot(), [request.param])


def test_each_number_counts_the_structures_that_involve_the_sector(
    grid: tuple[KnowledgeGraph, str, SectorGrid],
) -> None:
    graph, name, found = grid
    rows = graph.query(
        HEAD
        + """SELECT DISTINCT ?s ?sector ?level WHERE {
               ?s a mr:CollaborationStructure , mr:InForce ; mr:involvesSector ?sector
               OPTIONAL { ?s mr:atLevel ?level } }"""
    ).rows
    expected: dict[tuple[str, str], int] = {}
    for structure, sector, level in rows:
        if f"/id/{name}/" in str(structure):
            key = (_slug(sector), _slug(level) if level else "none")
            expected[key] = expected.get(key, 0) + 1
    drawing = Drawing(sector_grid(found, "sv"))
    counts = {
        (cell.get("data-row"), cell.get("data-col")): int(cell.get("data-count", ""))
        for cell in drawing.all("d-cell")
    }
    assert expected
    assert {key: number for key, number in counts.items() if number} == expected
    for cell in drawing.all("d-cell", kind="exists"):
        assert drawing.text(cell).split()[0] == cell.get("data-count")


def _slug(term: object) -> str:
    return str(term).rpartition("/")[2]


def test_each_missing_forum_is_at_its_sectors_and_levels(
    grid: tuple[KnowledgeGraph, str, SectorGrid],
) -> None:
    graph, name, found = grid
    # Where an item names no level, its rule does: G01 the political and the strategic.
    rows = graph.query(
        HEAD
        + """SELECT DISTINCT ?gap ?sector ?body ?level ?rule WHERE {
               ?gap mr:lack <https://w3id.org/mellanrum/concept/lack/forum> ;
                    mr:gapSubject|mr:gapObject ?body .
               ?body a mr:Body ; mr:sector ?sector
               OPTIONAL { ?gap mr:gapLevel ?level }
               OPTIONAL { ?gap mr:alsoVisibleBy|mr:derivedByRule ?by .
                          ?by <http://purl.org/dc/terms/identifier> ?rule
                          FILTER (?rule = "G01") } }"""
    ).rows
    expected = {
        (at, _slug(sector), _slug(gap))
        for gap, sector, body, level, rule in rows
        if f"/id/{name}/" in str(body)
        for at in ([_slug(level)] if level else LEVELS[:2] if rule else [])
    }
    placed = {
        (cell.level, cell.sector, gap.id)
        for cell in found.cells
        for gap in cell.gaps
        if gap.id in {gap for *_, gap in expected}
    }
    assert placed == expected


def test_nothing_required_looks_unlike_nothing_documented(ekvalla: KnowledgeGraph) -> None:
    found = sector_grid_of(ekvalla.snapshot(), ["ekvalla"])
    # The auditors answer for no children together with anyone; the care committee has been audited
    # for the same children as the others, and sits nowhere.
    assert {found.cell("audit", level).state for level in LEVELS} == {"zero"}
    assert {found.cell("social-care", level).state for level in LEVELS} == {"nothing"}
    drawing = Drawing(sector_grid(found, "sv"))
    [zero] = drawing.all("d-cell", row="audit", col="strategic")
    [nothing] = drawing.all("d-cell", row="social-care", col="strategic")
    assert {e.get("class") for e in zero} == {"d-zero"}
    assert "d-nothing" in {e.get("class") for e in nothing}
    assert drawing.text(nothing) == "ingen känd"
    assert "inget behov" in zero.get("aria-label", "")


def test_what_is_required_is_what_the_index_counts(
    grid: tuple[KnowledgeGraph, str, SectorGrid],
) -> None:
    graph, name, found = grid
    reports = graph.congruence().municipalities
    [report] = [each for each in reports if f"/id/{name}/" in each.municipality]
    rows = graph.query(HEAD + "SELECT DISTINCT ?b ?s WHERE { ?b mr:sector ?s }").rows
    asked = graph.query(HEAD + "SELECT DISTINCT ?b ?o WHERE { ?b mr:expectedCounterpart ?o }").rows
    outer = graph.query(
        HEAD + "SELECT DISTINCT ?b { VALUES ?c { mr:ExternalActor mr:ActorCollective } ?b a ?c }"
    ).rows
    pairs = {(str(one), str(two)) for one, two in asked if f"/id/{name}/" in str(one)}
    pairs |= {pair for level in report.levels for pair in report.pairs(level)}
    outside = {str(body) for (body,) in outer}
    needed = set()
    for pair in pairs:
        sectors = {_slug(sector) for body, sector in rows if str(body) in pair}
        for levels, sector in product(MEET[sum(body in outside for body in pair)], sectors):
            places = [found.cell(sector, level) for level in levels if level in found.levels]
            # One of several levels will do.
            if not any(cell.structures for cell in places):
                needed |= {(cell.sector, cell.level) for cell in places}
    assert {(cell.sector, cell.level) for cell in found.cells if cell.needed} == needed
