"""The sources with what each has given, the levels without a structure, and what K leaves out."""

from __future__ import annotations

from collections.abc import Iterator

from mellanrum.export.documents.content import (
    Block,
    ColumnHead,
    Inlines,
    Row,
    Section,
    TableBlock,
    run,
)
from mellanrum.export.reporting.phrasing import joined
from mellanrum.export.reporting.writer import ReportWriter
from mellanrum.export.source_lines import SourceLine, source_lines
from mellanrum.export.texts.congruence_text import WHY
from mellanrum.ontology.vocabularies import LEVEL, slug_of

__all__ = ["empty_levels", "left_out", "sources"]


def empty_levels(writer: ReportWriter, municipality: str) -> list[str]:
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
    return [each.slug for each in LEVEL if each.slug not in used and each.iri not in beside]


def left_out(writer: ReportWriter) -> Iterator[Block]:
    """Yield the facts that give no requirement in K, by reason."""
    for found in writer.effects.report.municipalities:
        counts = {why: sum(i.why == why for i in found.demand.left_out) for why in WHY}
        reasons = [
            run(f"{WHY[why].pick(writer.language)} ({count})")
            for why, count in counts.items()
            if count
        ]
        if reasons:
            why = joined(reasons, writer.language)
            name = writer.name(found.municipality)
            yield writer.paragraph("left_out", name=name, why=why)


def sources(writer: ReportWriter) -> Section:
    """Return the sources, with what each has given."""
    lines = source_lines(writer.snapshot, writer.language)
    files = any(line.file for line in lines)
    columns = (
        ColumnHead(writer.word("document"), width=0.25 if files else 0.34),
        ColumnHead(writer.word("kind"), width=0.12),
        ColumnHead(writer.word("issuer"), width=0.16),
        ColumnHead(writer.word("date"), width=0.12),
        ColumnHead(writer.word("diary"), width=0.12),
        *((ColumnHead(writer.word("text_file"), width=0.14),) if files else ()),
        ColumnHead(writer.word("claims_from"), number=True),
    )
    rows = tuple(_source(writer, line, files=files) for line in lines)
    note = (writer.paragraph("sources_note", "note"),) if files else ()
    table = TableBlock(writer.word("sources_caption"), columns, rows)
    return writer.section("sources", "sources", [*note, table])


def _source(writer: ReportWriter, line: SourceLine, *, files: bool) -> Row:
    given: Inlines = run(str(line.claims)) if line.read else writer.tell("not_read")
    return Row(
        (
            writer.foreign(line.title),
            run(line.kind),
            writer.foreign(line.issuer),
            run(line.date),
            run(line.diary_number),
            *((run(line.file),) if files else ()),
            given,
        ),
        writer.source_anchor(line.node),
    )
