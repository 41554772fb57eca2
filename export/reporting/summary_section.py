"""The summary, on one page: what was examined, the index, the gaps to begin with, what is new."""

from __future__ import annotations

from collections.abc import Iterator

from mellanrum.export.documents.content import (
    Badge,
    Block,
    BulletList,
    Column,
    Inlines,
    Item,
    Link,
    Row,
    Run,
    Section,
    Table,
    run,
)
from mellanrum.export.reporting.coverage_section import silent_bodies, silent_structures
from mellanrum.export.reporting.gap_section import evidence_badge
from mellanrum.export.reporting.phrasing import joined
from mellanrum.export.reporting.since import Earlier
from mellanrum.export.reporting.writer import ReportWriter, importance
from mellanrum.export.texts.congruence_text import DOUBTS, decimal, level_name, span
from mellanrum.graph.coordination.municipal_congruence import MunicipalCongruence
from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import CONCEPT
from mellanrum.queries.finding.gap import Gap

__all__ = ["summary", "whole_per_cent"]

SHOWN = 5
SHOWN_CHANGES = 5


def summary(teller: ReportWriter, earlier: Earlier | None) -> Section:
    """Return the summary."""
    blocks: list[Block] = [
        teller.section("examined", "examined", _examined(teller), listed=False),
        teller.section("index_by_level", "index", _index(teller), listed=False),
        teller.section("most_important", "important", _important(teller), listed=False),
    ]
    if earlier is not None:
        blocks.append(teller.section("since", "since", _since(teller, earlier), listed=False))
    blocks.append(teller.section("not_covered", "not-covered", _not_covered(teller), listed=False))
    return teller.section("summary", "summary", blocks, "summary")


# -- what was examined --------------------------------------------------------------------------


def _examined(teller: ReportWriter) -> Iterator[Block]:
    snapshot = teller.snapshot
    sources = snapshot.rows("SourceDocument")
    read = [node for node in sources if snapshot.is_read(node)]
    dates = snapshot.dates_read(read)
    named = len(sources) - len(read)
    if dates:
        dated = _dated(teller, dates[0], dates[-1])
        yield teller.paragraph("examined_sources", read=len(read), dated=dated, named=named)
    else:
        yield teller.paragraph("examined_undated", read=len(read), named=named)
    if 0 < len(dates) < len(read):
        yield teller.paragraph("examined_without_date", count=len(read) - len(dates))


def _dated(teller: ReportWriter, first: str, last: str) -> Inlines:
    """Return a period, or the one day, month or year that it is."""
    key = "dated_span" if first != last else "dated_time"
    return teller.tell(key, first=teller.date(first), last=teller.date(last))


# -- the index ----------------------------------------------------------------------------------


def _index(teller: ReportWriter) -> Iterator[Block]:
    yield teller.paragraph("index_intro")
    rows: list[Row] = []
    notes: list[Block] = []
    for found in teller.effects.report.municipalities:
        if any(interval.low.required for interval in found.levels.values()):
            rows += _index_rows(teller, found)
            notes += _open_points(teller, found)
        else:
            notes.append(teller.paragraph("index_none", name=teller.name(found.municipality)))
    if rows:
        columns = (
            Column(teller.word("municipality"), width=0.17),
            Column(teller.word("level"), width=0.22),
            Column(teller.word("index"), number=True, width=0.13),
            Column(teller.word("moved_by")),
        )
        yield Table(teller.word("index_by_level"), columns, tuple(rows))
    yield from notes


def _index_rows(teller: ReportWriter, found: MunicipalCongruence) -> Iterator[Row]:
    """Yield a row for each index; levels of which the same is to be said share one."""
    told: dict[tuple[str, Inlines], list[str]] = {}
    for level, interval in found.levels.items():
        k = span(interval.low.k, interval.high.k, teller.language)
        name = level_name(teller.snapshot, level, teller.language)
        told.setdefault((k, _mover(teller, found, level)), []).append(name)
    for (k, mover), names in told.items():
        levels = joined([run(name) for name in names], teller.language)
        yield Row((teller.name(found.municipality), levels, run(k), mover))


def _mover(teller: ReportWriter, found: MunicipalCongruence, level: str) -> Inlines:
    """Return the pair whose covering would move the lower end most."""
    gaps = found.gaps(level)
    if not gaps:
        return teller.tell("moved_by_nothing")
    one, two = gaps[0].bodies
    share = decimal(gaps[0].share, teller.language)
    return teller.tell("moved_by_pair", one=teller.name(one), two=teller.name(two), share=share)


def _open_points(teller: ReportWriter, found: MunicipalCongruence) -> Iterator[Block]:
    doubts = {doubt for tie in found.ties for doubt in tie.doubts}
    names = [run(told.pick(teller.language)) for key, told in DOUBTS.items() if key in doubts]
    if names:
        doubtful = joined(names, teller.language)
        name = teller.name(found.municipality)
        yield teller.paragraph("open_points", "note", name=name, doubts=doubtful)


def whole_per_cent(value: float, teller: ReportWriter) -> str:
    """Return a share as a whole number of per cent."""
    return Text(f"{value * 100:.0f} %", f"{value:.0%}").pick(teller.language)


# -- the gaps -----------------------------------------------------------------------------------


def _important(teller: ReportWriter) -> Iterator[Block]:
    gaps = most_important(teller)
    if not gaps:
        yield teller.paragraph("no_gaps")
        return
    yield teller.paragraph("most_important_intro", "note")
    yield BulletList(tuple(Item((teller.gap_link(gap),), _short(teller, gap)) for gap in gaps))


def most_important(teller: ReportWriter) -> list[Gap]:
    """Return the gaps to begin with: each municipality in turn, each rule once."""
    queues = [_once_a_rule(teller.gaps_of(home)) for home in teller.homes]
    chosen: list[Gap] = []
    while any(queues) and len(chosen) < SHOWN:
        for queue in queues:
            if queue and len(chosen) < SHOWN:
                chosen.append(queue.pop(0))
    return sorted(chosen, key=importance)


def _once_a_rule(gaps: list[Gap]) -> list[Gap]:
    found: dict[str, Gap] = {}
    for gap in gaps:
        found.setdefault(gap.rule.id, gap)
    return list(found.values())


def _short(teller: ReportWriter, gap: Gap) -> Inlines:
    severity = teller.name(str(CONCEPT[f"severity/{gap.severity}"]))
    badge: Badge = evidence_badge(teller, gap.evidence)
    place = teller.name(gap.municipality)
    return (badge, Run(" "), *place, Run(f". {teller.word('severity')}: "), *severity, Run("."))


# -- what is new, and what is not covered -------------------------------------------------------


def _since(teller: ReportWriter, earlier: Earlier) -> Iterator[Block]:
    if earlier.as_of:
        yield teller.paragraph("since_from", day=teller.date(earlier.as_of))
    else:
        yield teller.paragraph("since_from_undated")
    new = [
        Item((teller.gap_link(gap),)) for gap in teller.snapshot.gaps if gap.iri not in earlier.iris
    ]
    gone = [Item(run(says)) for iri, says in earlier.gaps if iri not in teller.gaps]
    for key, items in (("since_new", new), ("since_gone", gone)):
        if items:
            shown = items[:SHOWN_CHANGES]
            if len(items) > SHOWN_CHANGES:
                shown.append(Item(teller.tell("since_more", count=len(items) - SHOWN_CHANGES)))
            yield BulletList(tuple(shown), teller.word(key))
    if gone:
        yield teller.paragraph("since_caution", "note")
    if not new and not gone:
        yield teller.paragraph("since_nothing")


def _not_covered(teller: ReportWriter) -> Iterator[Block]:
    yield teller.paragraph(
        "not_covered_short",
        bodies=len(silent_bodies(teller)),
        structures=len(silent_structures(teller)),
        coverage=(Link(teller.word("coverage"), "#coverage"),),
    )
