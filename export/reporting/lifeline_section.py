"""What became of each recommendation: answers, decisions, promises, deadlines, and what is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mellanrum.export.documents.content import (
    Block,
    BulletList,
    Cells,
    Illustration,
    Inline,
    Inlines,
    ListItem,
    Run,
    Section,
    TableBlock,
    plain,
    run,
)
from mellanrum.export.drawing.lifeline_marks import (
    TimeLine,
    TimeMark,
    describe_timeline,
    event_name,
)
from mellanrum.export.drawing.style import standalone
from mellanrum.export.drawing.timelines import timeline
from mellanrum.export.reporting.phrasing import begun, bracketed, joined, strung
from mellanrum.export.reporting.writer import ReportWriter
from mellanrum.export.texts.promise_text import SOURCE_WORDS, due_parts, made
from mellanrum.ontology.vocabularies import LIFELINE_STATUS, STANCE
from mellanrum.queries.followup.lifeline import Lifeline
from mellanrum.queries.followup.promises import Promise

__all__ = ["lifelines", "promised", "promises"]

# What the drawing calls the events of a lifeline.
MARKS = {
    "answered": "response",
    "decided": "decision",
    "promised": "promise",
    "due": "deadline",
    "follow-up": "follow-up",
    "done": "follow-up",
}
LACKS = {"owner": "lacks_owner", "time-limit": "lacks_time"}
# The columns of the tables, each with its share of the width.
LIFELINES = {
    "lifeline": 0.34,
    "addressed_or_about": 0.2,
    "answers": 0.12,
    "promise": 0.22,
    "status": 0,
}
OVERDUE = {"owner": 0.25, "promise": 0.35, "deadline": 0.15, "claim_where": 0}
INCOMPLETE = {"promise": 0.35, "owner": 0.2, "lacking": 0.2, "claim_where": 0}


def lifelines(writer: ReportWriter) -> Section:
    """Return where each recommendation and finding stands, by when what was done, and decisions."""
    blocks: list[Block] = [writer.paragraph("lifelines_intro", day=writer.day)]
    if not len(writer.lifelines):
        blocks = [writer.paragraph("lifelines_none")]
    for municipality in writer.municipalities:
        own = [each for each in writer.lifelines if each.municipality == municipality]
        if own:
            blocks.append(_table(writer, municipality, own))
            blocks += _figure(writer, municipality, own)
    blocks += (promises(writer), *_audit_decisions(writer))
    return writer.section("lifelines", blocks)


def promises(writer: ReportWriter) -> Section:
    """Return the commitments to look into: overdue ones, and those without owner or deadline."""
    parts = {"overdue": _overdue(writer), "incomplete": _incomplete(writer)}
    return writer.section("promises", [writer.section(*part) for part in parts.items()])


def _status(writer: ReportWriter, slug: str) -> Inlines:
    return writer.name(LIFELINE_STATUS.iri(slug))


# -- the table and the figure -------------------------------------------------------------------


def _table(writer: ReportWriter, municipality: str, own: list[Lifeline]) -> TableBlock:
    caption = writer.say("lifelines_of", name=writer.name(municipality))
    return writer.table(caption, LIFELINES, [_row(writer, each) for each in own])


def _row(writer: ReportWriter, each: Lifeline) -> Cells:
    kind = writer.word("is_recommendation" if each.recommendation else "is_finding")
    stances = dict.fromkeys(answer.stance for answer in each.answers)
    answers = joined([writer.name(STANCE.iri(s)) for s in stances], writer.language)
    promises = joined([_promise_name(writer, one) for one in each.promises], writer.language)
    return (
        (*writer.name(each.root), Run(f" ({kind})")),
        writer.names(each.addressed_to) or run("–"),
        answers or run("–"),
        promises or run("–"),
        _status(writer, each.status),
    )


def _promise_name(writer: ReportWriter, promise: Promise) -> Inlines:
    """Return a promise by name, with who imposed it or what it lacks to be one."""
    name = writer.name(promise.iri)
    if promise.is_undertaken and not promise.is_imposed:
        return name
    key = "proposal_short" if promise.is_proposal else "need_short"
    if promise.is_undertaken:
        key = "imposed_short" if promise.decided_by else "imposed_only"
    return bracketed(name, writer.tell(key, by=writer.names(promise.decided_by)))


def _figure(writer: ReportWriter, municipality: str, own: list[Lifeline]) -> Iterator[Illustration]:
    """Yield the timelines of those of which something has a date."""
    lines = [_line(writer, each) for each in own if each.events]
    if lines:
        as_of = writer.snapshot.as_of
        key = "timeline_caption" if len(lines) == len(own) else "timeline_some"
        caption = writer.say(key, name=writer.name(municipality), shown=len(lines), count=len(own))
        drawing = timeline(lines, writer.language, as_of=as_of, title=caption)
        told = describe_timeline(lines, writer.language, as_of=as_of)
        yield Illustration(standalone(drawing), told, caption)


def _line(writer: ReportWriter, each: Lifeline) -> TimeLine:
    first = "recommendation" if each.recommendation else "finding"
    marks = tuple(
        TimeMark(
            MARKS.get(event.kind, first),
            event.date,
            event_name(event, writer.snapshot, writer.language),
        )
        for event in each.events
    )
    status = plain(_status(writer, each.status))
    name = writer.snapshot.name(each.root, writer.language)
    return TimeLine(each.root, name, marks, status, each.status == "overdue")


# -- promises -----------------------------------------------------------------------------------


def _overdue(writer: ReportWriter) -> Iterator[Block]:
    found = writer.lifelines.overdue_by_owner
    if not found:
        yield writer.paragraph("overdue_none")
        return
    yield writer.paragraph("overdue_intro", day=writer.day)
    yield from _latest_read(writer, (each.iri for _, promises in found for each in promises))
    rows = [
        (
            writer.name(owner) if owner else writer.tell("undocumented"),
            _promise_name(writer, promise),
            _due(writer, promise),
            _places(writer, promise.iri),
        )
        for owner, promises in found
        for promise in promises
    ]
    yield writer.table(writer.word("overdue_caption"), OVERDUE, rows)


def _latest_read(writer: ReportWriter, promises: Iterable[str]) -> Iterator[Block]:
    """Yield until when the sources of each municipality with overdue promises can tell anything."""
    snapshot = writer.snapshot
    sources = snapshot.rows("SourceDocument")
    for municipality in sorted({snapshot.facts.municipality_of(promise) for promise in promises}):
        dates = snapshot.dates_read(
            node for node in sources if snapshot.facts.municipality_of(node) == municipality
        )
        if dates:
            day = writer.date(dates[-1])
            yield writer.paragraph("overdue_latest", name=writer.name(municipality), day=day)


def _places(writer: ReportWriter, node: str) -> Inlines:
    return strung(map(writer.where, writer.snapshot.claims(node)), "; ")


def _incomplete(writer: ReportWriter) -> Iterator[Block]:
    found = writer.lifelines.incomplete
    if not found:
        made = any(promise.is_undertaken for promise in writer.lifelines.promises)
        yield writer.paragraph("incomplete_none" if made else "incomplete_only_proposed")
        return
    rows = [
        (
            _promise_name(writer, promise),
            writer.names(promise.owners) or writer.tell("undocumented"),
            joined([writer.tell(LACKS[what]) for what in promise.missing], writer.language),
            _places(writer, promise.iri),
        )
        for promise in found
    ]
    yield writer.table(writer.word("incomplete"), INCOMPLETE, rows)


# -- what was decided and undertaken ---------------------------------------------------------------


def _audit_decisions(writer: ReportWriter) -> Iterator[Section]:
    """Yield the decisions on audits, told once for all that they are about."""
    nodes = dict.fromkeys(node for each in writer.lifelines for node in _on_audit(each))
    items = writer.items(nodes)
    if items:
        told = (writer.paragraph("audit_decisions_note", "note"), BulletList(items))
        yield writer.section("audit_decisions", told, anchor="audit-decisions")


def _on_audit(each: Lifeline) -> list[str]:
    """Return the decisions on the audit as a whole: those that hold none of the promises."""
    holding = {promise.decision for promise in each.promises}
    return [node for node in each.decisions if node not in holding]


def promised(writer: ReportWriter, nodes: Iterable[str]) -> Iterator[ListItem]:
    """Yield commitments, each with owner, deadline, status and how it came about."""
    known = {promise.iri: promise for promise in writer.lifelines.promises}
    for node in nodes:
        for item in writer.items([node]):
            told = _told(writer, known[node]) if node in known else ()
            yield replace(item, inlines=(*item.inlines, Run(". "), *told))


def _told(writer: ReportWriter, promise: Promise) -> Inlines:
    came = made(promise)
    names = {key: writer.names(nodes) for key, nodes in came.names.items()}
    told: list[Inline] = []
    for key, value in (
        ("owner", writer.names(promise.owners) or writer.tell("undocumented")),
        ("deadline", _due(writer, promise)),
        ("status", _status(writer, promise.status)),
    ):
        told += [Run(f"{writer.word(key)}: "), *value, Run(". ")]
    told += begun(writer.tell(came.text, **names))
    for key, nodes in (
        ("follow_up", [each.iri for each in promise.follow_ups]),
        ("shown_by", promise.done_by),
    ):
        if nodes:
            told += [Run(f" {writer.word(key)}: "), *writer.names(nodes), Run(".")]
    return tuple(told)


def _due(writer: ReportWriter, promise: Promise) -> Inlines:
    """Return by when or how often, with the source's own words where they say more."""
    due, words = due_parts(writer.snapshot, promise, writer.language)
    told = writer.tell(SOURCE_WORDS, words=writer.foreign(words)) if words else ()
    return (*(run(due) or writer.tell("undocumented")), *told)
