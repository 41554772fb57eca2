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
from mellanrum.graph.coordination.municipal_congruence import LEVEL_OF_NONE, level_slugs

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


def silent_bodies(teller: ReportWriter) -> list[str]:
    """Return the bodies of which nothing says what they, or those within them, do."""
    snapshot = teller.snapshot
    nodes = snapshot.facts.nodes()
    waiting = {party for node in nodes for part in PARTS for party in snapshot.values(node, part)}
    busy: set[str] = set()
    while waiting:
        node = waiting.pop()
        busy.add(node)
        above = {body for path in WITHIN for body in snapshot.values(node, path)}
        waiting |= above - busy
    apart = set(snapshot.rows(*APART))
    return _by_name(teller, [n for n in snapshot.rows("Body") if n not in busy | apart])


def silent_structures(teller: ReportWriter) -> list[str]:
    """Return the structures in which no row says that anybody takes part."""
    snapshot = teller.snapshot
    known = {
        structure
        for row in snapshot.rows("Participation")
        for structure in snapshot.values(row, "inStructure")
    }
    structures = snapshot.rows("CollaborationStructure")
    return _by_name(teller, [node for node in structures if node not in known])


def levelless_structures(teller: ReportWriter) -> list[str]:
    """Return the structures whose level no row gives."""
    snapshot = teller.snapshot
    structures = snapshot.rows("CollaborationStructure")
    return _by_name(teller, [node for node in structures if not snapshot.values(node, "atLevel")])


def empty_levels(teller: ReportWriter, home: str) -> list[str]:
    """Return the levels at which a municipality has no structure that stands at the date."""
    snapshot = teller.snapshot
    used = {
        level.rpartition("/")[2]
        for node in snapshot.rows("CollaborationStructure")
        if snapshot.home(node) == home and node in snapshot.deriver.standing
        for level in snapshot.values(node, "atLevel")
    }
    slugs = (slug for slug in level_slugs(snapshot.schema) if slug != LEVEL_OF_NONE)
    return [slug for slug in slugs if slug not in used]


def coverage(teller: ReportWriter) -> Section:
    """Return what the sources say nothing about."""
    blocks: list[Block] = [teller.paragraph("coverage_intro")]
    for key, nodes in (
        ("silent_bodies", silent_bodies(teller)),
        ("silent_structures", silent_structures(teller)),
        ("levelless_structures", levelless_structures(teller)),
    ):
        blocks.append(_listed(teller, key, nodes))
    blocks += _levels(teller)
    blocks += _left_out(teller)
    return teller.section("coverage", "coverage", blocks)


def _listed(teller: ReportWriter, key: str, nodes: Iterable[str]) -> BulletList:
    items = tuple(
        Item((*teller.name(node), Run(" ("), *teller.name(teller.snapshot.home(node)), Run(")")))
        for node in nodes
    )
    return BulletList(items or (Item(teller.tell("covered")),), teller.word(key))


def _levels(teller: ReportWriter) -> Iterator[Block]:
    for home in teller.homes:
        names = [teller.level(level) for level in empty_levels(teller, home)]
        if names:
            levels = joined([run(name) for name in names], teller.language, either=True)
            told = teller.tell("not_covered_levels", levels=levels, name=teller.name(home))
            yield Paragraph(told)


def _left_out(teller: ReportWriter) -> Iterator[Block]:
    for found in teller.effects.report.municipalities:
        counts = {why: sum(i.why == why for i in found.demand.left_out) for why in WHY}
        reasons = [
            run(f"{WHY[why].pick(teller.language)} ({count})")
            for why, count in counts.items()
            if count
        ]
        if reasons:
            why = joined(reasons, teller.language)
            name = teller.name(found.municipality)
            yield teller.paragraph("left_out", name=name, why=why)


def sources(teller: ReportWriter) -> Section:
    """Return the sources, with what each has given."""
    lines = source_lines(teller.snapshot, teller.language)
    files = any(line.file for line in lines)
    columns = (
        Column(teller.word("document"), width=0.25 if files else 0.34),
        Column(teller.word("kind"), width=0.12),
        Column(teller.word("issuer"), width=0.16),
        Column(teller.word("date"), width=0.12),
        Column(teller.word("diary"), width=0.12),
        *((Column(teller.word("text_file"), width=0.14),) if files else ()),
        Column(teller.word("claims_from"), number=True),
    )
    rows = tuple(_source(teller, line, files=files) for line in lines)
    note = (teller.paragraph("sources_note", "note"),) if files else ()
    table = Table(teller.word("sources_caption"), columns, rows)
    return teller.section("sources", "sources", [*note, table])


def _source(teller: ReportWriter, line: SourceLine, *, files: bool) -> Row:
    given: Inlines = run(str(line.claims)) if line.read else teller.tell("not_read")
    return Row(
        (
            teller.foreign(line.title),
            run(line.kind),
            teller.foreign(line.issuer),
            run(line.date),
            run(line.diary_number),
            *((run(line.file),) if files else ()),
            given,
        ),
        teller.source_anchor(line.node),
    )


def _by_name(teller: ReportWriter, nodes: Iterable[str]) -> list[str]:
    snapshot, language = teller.snapshot, teller.language
    return sorted(nodes, key=lambda n: (snapshot.home(n), swedish_key(snapshot.name(n, language))))
