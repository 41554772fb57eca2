"""The summary: what was examined, how one knows, what to begin with, the index, what is new."""

from __future__ import annotations

from collections.abc import Iterator

from mellanrum.export.documents.content import (
    Block,
    BulletList,
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
from mellanrum.export.wording import meeting_level_name, span
from mellanrum.graph.coordination.municipal_congruence import MunicipalCongruence
from mellanrum.ontology.vocabularies import GAP_STATUS, TIER
from mellanrum.queries.tiers.item import TIERS, Gap
from mellanrum.queries.tiers.order import summary as first_of

__all__ = ["examined", "index_lines", "since", "summary"]

SHOWN_CHANGES = 5
# How one knows: the terms that say it.
WAYS = (*(f"tier/{tier}" for tier in TIERS), "cell-sign/silent", "NotAsked")


def summary(writer: ReportWriter, earlier: Earlier | None) -> Section:
    """Return the summary: the first items by title, which are told in full further on."""
    ways = definitions(writer.snapshot.schema, WAYS, writer.language)
    blocks = [
        writer.section("examined", _examined_all(writer), listed=False),
        writer.section("ways", [ways], listed=False),
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


# -- the index ----------------------------------------------------------------------------------


def _index(writer: ReportWriter) -> Iterator[Block]:
    yield writer.paragraph("index_intro")
    for municipality in writer.municipalities:
        yield from index_lines(writer, municipality)


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
    found = writer.effects.found.get(municipality)
    if found is None:
        return
    told = [
        run(f"{meeting_level_name(level, writer.language)} {span(*k, writer.language)}")
        for level in found.levels
        if (k := found.index(level)) is not None
    ]
    if told:
        name, levels = writer.name(municipality), joined(told, writer.language)
        yield writer.paragraph("index_line", name=name, levels=levels)
    yield from _without_index(writer, found)


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
        new_items = [ListItem(writer.told(gap.title)) for gap in found.new if gap.tier == tier]
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
    return ListItem((*writer.told(gap.title), Run(f" ({' → '.join(states)})")))
