"""The sources with what each has given, the levels without a structure, and what K leaves out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from mellanrum.export.documents.content import (
    Block,
    BulletList,
    Inlines,
    ListItem,
    Row,
    Section,
    TableBlock,
    run,
)
from mellanrum.export.reporting.phrasing import joined
from mellanrum.export.reporting.writer import ReportWriter
from mellanrum.export.source_lines import SourceLine, source_lines
from mellanrum.export.texts.congruence_text import WHY
from mellanrum.export.wording import NONE
from mellanrum.ontology.vocabularies import LEVEL, Concept, slug_of
from mellanrum.queries.finding.flag import Flag

__all__ = ["empty_levels", "left_out", "sources", "sources_table"]

# The columns of the sources, each with its share of the width.
SOURCES_IN_SHORT = {"key": 0.19, "document": 0.39, "issuer": 0.24, "date": 0}
SOURCES = {
    "key": 0.13,
    "document": 0.3,
    "issuer": 0.14,
    "date": 0.12,
    "diary": 0.12,
    "text_file": 0.12,
    "claims_from": 0,
}


def empty_levels(writer: ReportWriter, municipality: str) -> list[Concept]:
    """Return the levels at which a municipality has no structure that stands at the date."""
    snapshot = writer.snapshot
    used = {
        slug_of(level)
        for node in snapshot.rows("CollaborationStructure")
        if snapshot.facts.municipality_of(node) == municipality
        and node in snapshot.deriver.standing
        for level in snapshot.values(node, "atLevel")
    }
    beside = LEVEL.marked("shownWhereUsed")
    return [each for each in LEVEL if each.slug not in used and each.iri not in beside]


def left_out(writer: ReportWriter) -> Iterator[Block]:
    """Yield the facts that give no requirement in K, by reason."""
    for found in writer.effects.report.municipalities:
        whys = Counter[str](item.why for item in found.demand.left_out)
        reasons = [
            run(f"{WHY[why].pick(writer.language)} ({whys[why]})") for why in WHY if whys[why]
        ]
        if reasons:
            why = joined(reasons, writer.language)
            name = writer.name(found.municipality)
            yield writer.paragraph("left_out", name=name, why=why)


def sources(writer: ReportWriter) -> Section:
    """Return the sources with their keys, and the notes that stand on several claims."""
    places = {writer.snapshot.facts.municipality_of(node) for node in writer.keys}
    tables = [
        sources_table(writer, place, whole=True)
        for place in writer.municipalities
        if place in places
    ]
    parts = (*_shared_notes(writer), *_flags(writer))
    return writer.section("sources", [writer.paragraph("sources_note"), *tables, *parts])


def _shared_notes(writer: ReportWriter) -> Iterator[Section]:
    rows = [
        Row((run(str(number)), writer.foreign(note)), f"note-{number}")
        for number, note in enumerate(writer.shared_notes, start=1)
    ]
    if rows:
        table = writer.table(writer.word("shared_notes"), {"number": 0.08, "remark": 0}, rows)
        yield writer.section("shared_notes", [table], listed=False)


def sources_table(writer: ReportWriter, municipality: str, *, whole: bool) -> TableBlock:
    """Return the sources of a municipality by key; with `whole`, those not read and all columns."""
    own = [
        line
        for line in source_lines(writer.snapshot, writer.language)
        if writer.snapshot.facts.municipality_of(line.node) == municipality and (whole or line.read)
    ]
    widths = SOURCES if whole else SOURCES_IN_SHORT
    rows = [_source(writer, line, widths) for line in own]
    caption = writer.say("sources_caption", name=writer.name(municipality))
    return writer.table(caption, widths, rows, ("claims_from",))


def _source(writer: ReportWriter, line: SourceLine, columns: Iterable[str]) -> Row:
    given: Inlines = run(str(line.claims)) if line.read else writer.tell("not_read")
    cells = {
        "key": run(writer.keys.get(line.node, NONE)),
        "document": writer.foreign(line.title),
        "issuer": writer.foreign(line.issuer),
        "date": run(line.date),
        "diary": run(line.diary_number),
        "text_file": run(line.file),
        "claims_from": given,
    }
    return Row(tuple(cells[column] for column in columns), writer.source_anchor(line.node))


def _flags(writer: ReportWriter) -> Iterator[Section]:
    """Yield what a reader should know of the sources, with where it stands; never gaps."""
    flags = writer.snapshot.flags
    if flags:
        lists = [
            BulletList(
                tuple(_flag(writer, flag) for flag in flags if flag.rule == rule),
                f"{rule.title.pick(writer.language)} ({rule.id})",
            )
            for rule in dict.fromkeys(flag.rule for flag in flags)
        ]
        yield writer.section("flags", [writer.paragraph("flags_note"), *lists])


def _flag(writer: ReportWriter, flag: Flag) -> ListItem:
    claims = (c for node in (*flag.about, flag.subject) for c in writer.snapshot.claims(node))
    where = next(map(writer.where, claims), ())
    return ListItem(writer.told(flag.says), where)
