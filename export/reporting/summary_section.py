"""The summary: what was examined, how one knows, what to begin with, the index, what is new."""

from __future__ import annotations

from collections.abc import Iterator

from mellanrum.export.documents.content import (
    Block,
    BulletList,
    Cells,
    Definitions,
    Inlines,
    ListItem,
    Paragraph,
    Run,
    Section,
    plain,
    run,
)
from mellanrum.export.reporting.phrasing import joined
from mellanrum.export.reporting.since import Earlier
from mellanrum.export.reporting.since_then import since_then
from mellanrum.export.reporting.terms import definitions
from mellanrum.export.reporting.writer import ReportWriter
from mellanrum.export.texts.no_index import NO_INDEX, unnumbered
from mellanrum.export.wording import decimal, meeting_level_name, span
from mellanrum.graph.coordination.meeting import MeetingLevel
from mellanrum.graph.coordination.municipal_congruence import MunicipalCongruence
from mellanrum.ontology.language import Text
from mellanrum.ontology.vocabularies import GAP_STATUS, TIER
from mellanrum.queries.tiers.item import TIERS, Gap
from mellanrum.queries.tiers.order import summary as first_of

__all__ = ["examined", "index_lines", "since", "summary", "whole_per_cent"]

SHOWN_CHANGES = 5
# How one knows: the terms that say it.
WAYS = (*(f"tier/{tier}" for tier in TIERS), "cell-sign/silent", "NotAsked")


def summary(writer: ReportWriter, earlier: Earlier | None) -> Section:
    """Return the summary: the first items by title, which are told in full further on."""
    blocks = [
        writer.section("examined", _examined_all(writer), listed=False),
        writer.section("ways", [_ways(writer)], listed=False),
        writer.section("first", _first(writer), listed=False),
        writer.section("index_by_level", _index(writer), anchor="index", listed=False),
    ]
    if earlier is not None:
        blocks.append(since(writer, earlier))
    return writer.section("summary", blocks)


# -- what was examined --------------------------------------------------------------------------


def _examined_all(writer: ReportWriter) -> Iterator[Block]:
    several = len(writer.municipalities) > 1
    for municipality in writer.municipalities:
        name = (*writer.name(municipality), Run(": ")) if several else ()
        for block in examined(writer, municipality):
            yield Paragraph((*name, *block.inlines))


def examined(writer: ReportWriter, municipality: str) -> Iterator[Paragraph]:
    """Yield how many sources of a municipality have been read, of when, and how many have not."""
    snapshot = writer.snapshot
    sources = [
        node
        for node in snapshot.rows("SourceDocument")
        if snapshot.facts.municipality_of(node) == municipality
    ]
    read = [node for node in sources if snapshot.is_read(node)]
    dates = snapshot.dates_read(read)
    told = list(writer.tell("examined_sources", read=len(read)))
    if dates:
        first, last = writer.date(dates[0]), writer.date(dates[-1])
        period = writer.tell("dated_span", first=first, last=last)
        told += writer.tell("examined_dated", dated=period if dates[0] != dates[-1] else first)
    if 0 < len(dates) < len(read):
        told += writer.tell("examined_without_date", count=len(read) - len(dates))
    if len(sources) > len(read):
        told += writer.tell("examined_named", named=len(sources) - len(read))
    yield Paragraph((*told, Run(".")))


def _ways(writer: ReportWriter) -> Definitions:
    """Return how one knows: said, seen in the structure, expected, or not at all."""
    return definitions(writer.snapshot.schema, WAYS, writer.language)


# -- the index ----------------------------------------------------------------------------------


def _index(writer: ReportWriter) -> Iterator[Block]:
    yield writer.paragraph("index_intro")
    rows: list[Cells] = []
    notes: list[Block] = []
    for found in writer.effects.report.municipalities:
        if any(map(found.pairs, found.levels)):
            rows += _index_rows(writer, found)
            notes += _without_index(writer, found)
        else:
            notes.append(writer.paragraph("index_none", name=writer.name(found.municipality)))
    if rows:
        caption = writer.word("index_by_level")
        widths = {"municipality": 0.17, "level": 0.22, "index": 0.13, "moved_by": 0}
        yield writer.table(caption, widths, rows, ("index",))
    yield from notes


def _index_rows(writer: ReportWriter, found: MunicipalCongruence) -> Iterator[Cells]:
    """Yield a row for each index; levels of which the same is to be said share one."""
    told: dict[tuple[str, Inlines], list[str]] = {}
    for level in found.levels:
        k = found.index(level)
        if k is not None:
            key = span(*k, writer.language), _mover(writer, found, level)
            told.setdefault(key, []).append(meeting_level_name(level, writer.language))
    for (k_told, mover), names in told.items():
        levels = joined([run(name) for name in names], writer.language)
        yield writer.name(found.municipality), levels, run(k_told), mover


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


def index_lines(writer: ReportWriter, municipality: str) -> Iterator[Block]:
    """Yield the index of a municipality as a line, or why there is none."""
    for found in writer.effects.report.municipalities:
        if found.municipality == municipality:
            levels = {level: found.index(level) for level in found.levels}
            told = [
                run(f"{meeting_level_name(level, writer.language)} {span(*k, writer.language)}")
                for level, k in levels.items()
                if k is not None
            ]
            if told:
                yield writer.paragraph("index_line", levels=joined(told, writer.language))
            yield from _without_index(writer, found)


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


# -- what to begin with -------------------------------------------------------------------------


def _first(writer: ReportWriter) -> Iterator[Block]:
    """Yield the first items of each tier of each municipality; the tiers are never one list."""
    several = len(writer.municipalities) > 1
    for municipality in writer.municipalities:
        for tier in TIERS:
            gaps = first_of(writer.gaps_of(municipality, tier))
            items = tuple(ListItem((writer.gap_link(gap),)) for gap in gaps)
            name = (*run(": "), *writer.name(municipality)) if several else ()
            if items:
                yield BulletList(items, f"{writer.word(f'tier_{tier}')}{plain(name)}")


# -- what is new --------------------------------------------------------------------------------


def since(writer: ReportWriter, earlier: Earlier) -> Section:
    """Return what is new, gone or in another state since an earlier run."""
    return writer.section("since", _since(writer, earlier), listed=False)


def _since(writer: ReportWriter, earlier: Earlier) -> Iterator[Block]:
    found = since_then(earlier, writer.snapshot)
    if earlier.as_of:
        yield writer.paragraph("since_from", day=writer.date(earlier.as_of))
    else:
        yield writer.paragraph("since_from_undated")
    if found.only_structural:
        yield writer.paragraph("since_only_structural", "note")
    if found.renamed:
        old, new = found.renamed
        yield writer.paragraph("since_renamed", "note", old=old, new=new)
    for tier in TIERS:
        name = TIER[tier].label.pick(writer.language)
        new_items = [ListItem((writer.gap_link(gap),)) for gap in found.new if gap.tier == tier]
        gone = [ListItem(writer.told(item.says)) for item in found.gone if item.tier == tier]
        for key, items in (("since_new", new_items), ("since_gone", gone)):
            yield from _changes(writer, f"{writer.word(key)}, {name}", items)
    altered = [_altered(writer, was.status, gap) for was, gap in found.altered]
    yield from _changes(writer, writer.word("since_altered"), altered)
    if found.gone:
        yield writer.paragraph("since_caution", "note")
    if not (found.new or found.gone or found.altered):
        yield writer.paragraph("since_nothing")


def _changes(writer: ReportWriter, caption: str, items: list[ListItem]) -> Iterator[Block]:
    if items:
        shown = items[:SHOWN_CHANGES]
        if len(items) > SHOWN_CHANGES:
            shown.append(ListItem(writer.tell("since_more", count=len(items) - SHOWN_CHANGES)))
        yield BulletList(tuple(shown), caption)


def _altered(writer: ReportWriter, was: str, gap: Gap) -> ListItem:
    states = (GAP_STATUS[each].label.pick(writer.language) for each in (was, gap.status))
    return ListItem((writer.gap_link(gap), Run(f" ({' → '.join(states)})")))
