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
    Paragraph,
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
from mellanrum.export.texts.no_index import NO_INDEX, unnumbered
from mellanrum.export.wording import decimal, meeting_level_name, span
from mellanrum.graph.coordination.meeting import MeetingLevel
from mellanrum.graph.coordination.municipal_congruence import MunicipalCongruence
from mellanrum.ontology.language import Text
from mellanrum.ontology.vocabularies import SEVERITY
from mellanrum.queries.finding.gap import Gap

__all__ = ["summary", "whole_per_cent"]

SHOWN = 5
SHOWN_CHANGES = 5


def summary(writer: ReportWriter, earlier: Earlier | None) -> Section:
    """Return the summary."""
    blocks: list[Block] = [
        writer.section("examined", "examined", _examined(writer), listed=False),
        writer.section("index_by_level", "index", _index(writer), listed=False),
        writer.section("most_important", "important", _important(writer), listed=False),
    ]
    if earlier is not None:
        blocks.append(writer.section("since", "since", _since(writer, earlier), listed=False))
    blocks.append(writer.section("not_covered", "not-covered", _not_covered(writer), listed=False))
    return writer.section("summary", "summary", blocks, "summary")


# -- what was examined --------------------------------------------------------------------------


def _examined(writer: ReportWriter) -> Iterator[Block]:
    snapshot = writer.snapshot
    sources = snapshot.rows("SourceDocument")
    read = [node for node in sources if snapshot.is_read(node)]
    dates = snapshot.dates_read(read)
    named = len(sources) - len(read)
    if dates:
        dated = _dated(writer, dates[0], dates[-1])
        yield writer.paragraph("examined_sources", read=len(read), dated=dated, named=named)
    else:
        yield writer.paragraph("examined_undated", read=len(read), named=named)
    if 0 < len(dates) < len(read):
        yield writer.paragraph("examined_without_date", count=len(read) - len(dates))


def _dated(writer: ReportWriter, first: str, last: str) -> Inlines:
    """Return a period, or the one day, month or year that it is."""
    key = "dated_span" if first != last else "dated_time"
    return writer.tell(key, first=writer.date(first), last=writer.date(last))


# -- the index ----------------------------------------------------------------------------------


def _index(writer: ReportWriter) -> Iterator[Block]:
    yield writer.paragraph("index_intro")
    rows: list[Row] = []
    notes: list[Block] = []
    for found in writer.effects.report.municipalities:
        if any(map(found.pairs, found.levels)):
            rows += _index_rows(writer, found)
            notes += _without_index(writer, found)
        else:
            notes.append(writer.paragraph("index_none", name=writer.name(found.municipality)))
    if rows:
        columns = (
            Column(writer.word("municipality"), width=0.17),
            Column(writer.word("level"), width=0.22),
            Column(writer.word("index"), number=True, width=0.13),
            Column(writer.word("moved_by")),
        )
        yield Table(writer.word("index_by_level"), columns, tuple(rows))
    yield from notes


def _index_rows(writer: ReportWriter, found: MunicipalCongruence) -> Iterator[Row]:
    """Yield a row for each index; levels of which the same is to be said share one."""
    told: dict[tuple[str, Inlines], list[str]] = {}
    for level in found.levels:
        k = found.index(level)
        if k is not None:
            key = span(*k, writer.language), _mover(writer, found, level)
            told.setdefault(key, []).append(meeting_level_name(level, writer.language))
    for (k_told, mover), names in told.items():
        levels = joined([run(name) for name in names], writer.language)
        yield Row((writer.name(found.municipality), levels, run(k_told), mover))


def _without_index(writer: ReportWriter, found: MunicipalCongruence) -> Iterator[Block]:
    """Yield why levels have no number, and what to ask about first."""
    for each in unnumbered(found):
        names = [run(meeting_level_name(level, writer.language)) for level in each.levels]
        told = writer.tell(
            "no_index",
            name=writer.name(found.municipality),
            levels=joined(names, writer.language),
            why=NO_INDEX[each.why].pick(writer.language),
        )
        structures = writer.names(ask.structure for ask in each.to_ask)
        first = (Run(" "), *writer.tell("ask_first", structures=structures)) if structures else ()
        yield Paragraph((*told, *first))


def _mover(writer: ReportWriter, found: MunicipalCongruence, level: MeetingLevel) -> Inlines:
    """Return the pair whose covering would move the lower end most."""
    gaps = found.gaps(level)
    if not gaps:
        return writer.tell("moved_by_nothing")
    one, two = gaps[0].bodies
    share = decimal(gaps[0].share, writer.language)
    return writer.tell("moved_by_pair", one=writer.name(one), two=writer.name(two), share=share)


def whole_per_cent(value: float, writer: ReportWriter) -> str:
    """Return a share as a whole number of per cent."""
    return Text(f"{value * 100:.0f} %", f"{value:.0%}").pick(writer.language)


# -- the gaps -----------------------------------------------------------------------------------


def _important(writer: ReportWriter) -> Iterator[Block]:
    gaps = most_important(writer)
    if not gaps:
        yield writer.paragraph("no_gaps")
        return
    yield writer.paragraph("most_important_intro", "note")
    yield BulletList(tuple(Item((writer.gap_link(gap),), _short(writer, gap)) for gap in gaps))


def most_important(writer: ReportWriter) -> list[Gap]:
    """Return the gaps to begin with: each municipality in turn, each rule once."""
    queues = [_once_a_rule(writer.gaps_of(municipality)) for municipality in writer.municipalities]
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


def _short(writer: ReportWriter, gap: Gap) -> Inlines:
    severity = writer.name(SEVERITY.iri(gap.severity))
    badge: Badge = evidence_badge(writer, gap.evidence)
    place = writer.name(gap.municipality)
    return (badge, Run(" "), *place, Run(f". {writer.word('severity')}: "), *severity, Run("."))


# -- what is new, and what is not covered -------------------------------------------------------


def _since(writer: ReportWriter, earlier: Earlier) -> Iterator[Block]:
    if earlier.as_of:
        yield writer.paragraph("since_from", day=writer.date(earlier.as_of))
    else:
        yield writer.paragraph("since_from_undated")
    new = [
        Item((writer.gap_link(gap),)) for gap in writer.snapshot.gaps if gap.iri not in earlier.iris
    ]
    gone = [Item(run(says)) for iri, says in earlier.gaps if iri not in writer.gaps]
    for key, items in (("since_new", new), ("since_gone", gone)):
        if items:
            shown = items[:SHOWN_CHANGES]
            if len(items) > SHOWN_CHANGES:
                shown.append(Item(writer.tell("since_more", count=len(items) - SHOWN_CHANGES)))
            yield BulletList(tuple(shown), writer.word(key))
    if gone:
        yield writer.paragraph("since_caution", "note")
    if not new and not gone:
        yield writer.paragraph("since_nothing")


def _not_covered(writer: ReportWriter) -> Iterator[Block]:
    yield writer.paragraph(
        "not_covered_short",
        bodies=len(silent_bodies(writer)),
        structures=len(silent_structures(writer)),
        coverage=(Link(writer.word("coverage"), "#coverage"),),
    )
