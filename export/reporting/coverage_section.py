"""The sources with what each has given, the levels without a structure, and what K leaves out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mellanrum.export.documents.content import Block, Inlines, Row, Section, run
from mellanrum.export.reporting.phrasing import joined
from mellanrum.export.reporting.writer import ReportWriter
from mellanrum.export.source_lines import SourceLine, source_lines
from mellanrum.export.texts.congruence_text import WHY
from mellanrum.ontology.vocabularies import LEVEL, Concept, slug_of

__all__ = ["empty_levels", "left_out", "sources"]


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
    """Return the sources, with what each has given."""
    lines = source_lines(writer.snapshot, writer.language)
    files = any(line.file for line in lines)
    widths = {
        "document": 0.25 if files else 0.34,
        "kind": 0.12,
        "issuer": 0.16,
        "date": 0.12,
        "diary": 0.12,
        **({"text_file": 0.14} if files else {}),
        "claims_from": 0,
    }
    rows = [_source(writer, line, files=files) for line in lines]
    note = (writer.paragraph("sources_note", "note"),) if files else ()
    table = writer.table(writer.word("sources_caption"), widths, rows, ("claims_from",))
    return writer.section("sources", (*note, table))


def _source(writer: ReportWriter, line: SourceLine, *, files: bool) -> Row:
    given: Inlines = run(str(line.claims)) if line.read else writer.tell("not_read")
    cells = (
        writer.foreign(line.title),
        run(line.kind),
        writer.foreign(line.issuer),
        run(line.date),
        run(line.diary_number),
        *((run(line.file),) if files else ()),
        given,
    )
    return Row(cells, writer.source_anchor(line.node))
