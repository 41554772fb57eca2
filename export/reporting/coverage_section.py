"""What the sources say nothing about, and what each of them has given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mellanrum.export.documents.content import (
    Block,
    BulletList,
    Column,
    Inlines,
    Item,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
    run,
)
from mellanrum.export.labels import swedish_key
from mellanrum.export.reporting.phrasing import joined
from mellanrum.export.reporting.writer import ReportWriter
from mellanrum.export.source_lines import SourceLine, source_lines
from mellanrum.export.texts.congruence_text import WHY
from mellanrum.ontology.vocabularies import LEVEL, slug_of

__all__ = ["coverage", "levelless_structures", "silent_bodies", "silent_structures", "sources"]

# Properties by which a row says what a body takes part in, answers for or has decided.
PARTS = (
    "adoptedBy",
    "assignedBy",
    "assignedTo",
    "committedBy",
    "convenedBy",
    "decidedBy",
    "expectedCounterpart",
    "funder",
    "goalOf",
    "participant",
    "party",
    "performedBy",
    "proposedBy",
    "respondent",
    "responsibleAgent",
    "secondedFrom",
    "steeredBy",
    "viaPost",
)
# Properties from a body or post to the one that acts through it.
WITHIN = ("administers", "partOf", "postIn")
# The whole, and those who examine it, are not expected to have a part of their own.
APART = ("Municipality", "AuditBody")


def silent_bodies(writer: ReportWriter) -> list[str]:
    """Return the bodies of which nothing says what they, or those within them, do."""
    snapshot = writer.snapshot
    nodes = snapshot.facts.nodes()
    waiting = {party for node in nodes for part in PARTS for party in snapshot.values(node, part)}
    busy: set[str] = set()
    while waiting:
        node = waiting.pop()
        busy.add(node)
        above = {body for path in WITHIN for body in snapshot.values(node, path)}
        waiting |= above - busy
    apart = set(snapshot.rows(*APART))
    return _by_name(writer, [n for n in snapshot.rows("Body") if n not in busy | apart])


def silent_structures(writer: ReportWriter) -> list[str]:
    """Return the structures in which no row says that anybody takes part."""
    snapshot = writer.snapshot
    known = {
        structure
        for row in snapshot.rows("Participation")
        for structure in snapshot.values(row, "inStructure")
    }
    structures = snapshot.rows("CollaborationStructure")
    return _by_name(writer, [node for node in structures if node not in known])


def levelless_structures(writer: ReportWriter) -> list[str]:
    """Return the structures whose level no row gives."""
    snapshot = writer.snapshot
    structures = snapshot.rows("CollaborationStructure")
    return _by_name(writer, [node for node in structures if not snapshot.values(node, "atLevel")])


def empty_levels(writer: ReportWriter, municipality: str) -> list[str]:
    """Return the levels at which a municipality has no structure that stands at the date."""
    snapshot = writer.snapshot
    used = {
        slug_of(level)
        for node in snapshot.rows("CollaborationStructure")
        if snapshot.municipality_of(node) == municipality and node in snapshot.deriver.standing
        for level in snapshot.values(node, "atLevel")
    }
    beside = LEVEL.marked("shownWhereUsed")
    return [each.slug for each in LEVEL if each.slug not in used and each.iri not in beside]


def coverage(writer: ReportWriter) -> Section:
    """Return what the sources say nothing about."""
    blocks: list[Block] = [writer.paragraph("coverage_intro")]
    for key, nodes in (
        ("silent_bodies", silent_bodies(writer)),
        ("silent_structures", silent_structures(writer)),
        ("levelless_structures", levelless_structures(writer)),
    ):
        blocks.append(_listed(writer, key, nodes))
    blocks += _levels(writer)
    blocks += _left_out(writer)
    return writer.section("coverage", "coverage", blocks)


def _listed(writer: ReportWriter, key: str, nodes: Iterable[str]) -> BulletList:
    municipality_of = writer.snapshot.municipality_of
    items = tuple(
        Item((*writer.name(node), Run(" ("), *writer.name(municipality_of(node)), Run(")")))
        for node in nodes
    )
    return BulletList(items or (Item(writer.tell("covered")),), writer.word(key))


def _levels(writer: ReportWriter) -> Iterator[Block]:
    for municipality in writer.municipalities:
        names = [writer.level(level) for level in empty_levels(writer, municipality)]
        if names:
            levels = joined([run(name) for name in names], writer.language, either=True)
            told = writer.tell("not_covered_levels", levels=levels, name=writer.name(municipality))
            yield Paragraph(told)


def _left_out(writer: ReportWriter) -> Iterator[Block]:
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
        Column(writer.word("document"), width=0.25 if files else 0.34),
        Column(writer.word("kind"), width=0.12),
        Column(writer.word("issuer"), width=0.16),
        Column(writer.word("date"), width=0.12),
        Column(writer.word("diary"), width=0.12),
        *((Column(writer.word("text_file"), width=0.14),) if files else ()),
        Column(writer.word("claims_from"), number=True),
    )
    rows = tuple(_source(writer, line, files=files) for line in lines)
    note = (writer.paragraph("sources_note", "note"),) if files else ()
    table = Table(writer.word("sources_caption"), columns, rows)
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


def _by_name(writer: ReportWriter, nodes: Iterable[str]) -> list[str]:
    snapshot, language = writer.snapshot, writer.language
    return sorted(
        nodes, key=lambda n: (snapshot.municipality_of(n), swedish_key(snapshot.name(n, language)))
    )
