"""What became of each recommendation: answers, decisions, promises, deadlines, and what is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mellanrum.export.documents.content import (
    Block,
    BulletList,
    Cells,
    Illustration,
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
from mellanrum.export.reporting.phrasing import begun, bracketed, joined
from mellanrum.export.reporting.writer import ReportWriter
from mellanrum.export.texts.promise_text import SOURCE_WORDS, due_parts
from mellanrum.ontology.vocabularies import LIFELINE_STATUS, STANCE
from mellanrum.queries.followup.lifeline import Lifeline
from mellanrum.queries.followup.promises import Promise

__all__ = ["due", "lifelines", "promise_name", "promised", "status"]

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
    "lifeline": 0.42,
    "addressed_or_about": 0.22,
    "answers": 0.12,
    "promise": 0.12,
    "status": 0,
}
OVERDUE = {"owner": 0.3, "told_under": 0.45, "deadline": 0}
INCOMPLETE = {"told_under": 0.45, "owner": 0.3, "lacking": 0}


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
    blocks += (_promises(writer), *_audit_decisions(writer))
    return writer.section("lifelines", blocks)


def _promises(writer: ReportWriter) -> Section:
    """Return the commitments to look into: overdue ones, and those without owner or deadline."""
    parts = {"overdue": _overdue(writer), "incomplete": _incomplete(writer)}
    return writer.section("promises", [writer.section(*part) for part in parts.items()])


def status(writer: ReportWriter, slug: str) -> Inlines:
    """Return where something stands, by name."""
    return writer.name(LIFELINE_STATUS.iri(slug))


# -- the table and the figure -------------------------------------------------------------------


def _table(writer: ReportWriter, municipality: str, own: list[Lifeline]) -> TableBlock:
    caption = writer.say("lifelines_of", name=writer.name(municipality))
    rows = dict.fromkeys(_row(writer, each) for each in own)
    return writer.table(caption, LIFELINES, rows)


def _row(writer: ReportWriter, each: Lifeline) -> Cells:
    kind = writer.word("is_recommendation" if each.recommendation else "is_finding")
    stances = dict.fromkeys(answer.stance for answer in each.answers)
    answers = joined([writer.name(STANCE.iri(s)) for s in stances], writer.language)
    states = dict.fromkeys(promise.status for promise in each.promises)
    promises = joined([status(writer, state) for state in states], writer.language)
    return (
        (*told_at(writer, each.root), Run(f" ({kind})")),
        writer.names(each.addressed_to) or run("–"),
        answers or run("–"),
        promises or run("–"),
        status(writer, each.status),
    )


def told_at(writer: ReportWriter, row: str) -> Inlines:
    """Return a link to the item under which a row is told; its name where there is none."""
    home = writer.homes.get(row)
    return (writer.gap_link(home),) if home else writer.name(row)


def promise_name(writer: ReportWriter, promise: Promise) -> Inlines:
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
    told = plain(status(writer, each.status))
    name = writer.snapshot.name(each.root, writer.language)
    return TimeLine(each.root, name, marks, told, each.status == "overdue")


# -- promises -----------------------------------------------------------------------------------


def _overdue(writer: ReportWriter) -> Iterator[Block]:
    found = writer.lifelines.overdue_by_owner
    if not found:
        yield writer.paragraph("overdue_none")
        return
    yield writer.paragraph("overdue_intro", day=writer.day)
    rows = [
        (
            writer.name(owner) if owner else writer.tell("undocumented"),
            told_at(writer, promise.iri),
            due(writer, promise),
        )
        for owner, promises in found
        for promise in promises
    ]
    yield writer.table(writer.word("overdue_caption"), OVERDUE, rows)


def _incomplete(writer: ReportWriter) -> Iterator[Block]:
    found = writer.lifelines.incomplete
    if not found:
        made = any(promise.is_undertaken for promise in writer.lifelines.promises)
        yield writer.paragraph("incomplete_none" if made else "incomplete_only_proposed")
        return
    rows = [
        (
            told_at(writer, promise.iri),
            writer.names(promise.owners) or writer.tell("undocumented"),
            joined([writer.tell(LACKS[what]) for what in promise.missing], writer.language),
        )
        for promise in found
    ]
    yield writer.table(writer.word("incomplete"), INCOMPLETE, rows)


# -- what was decided and undertaken ---------------------------------------------------------------


def _audit_decisions(writer: ReportWriter) -> Iterator[Section]:
    """Yield the decisions on audits, told once for all that they are about."""
    nodes = dict.fromkeys(node for each in writer.lifelines for node in _on_audit(each))
    elsewhere = [ListItem(told_at(writer, node)) for node in nodes if node in writer.homes]
    items = (*writer.items(node for node in nodes if node not in writer.homes), *elsewhere)
    if items:
        told = (writer.paragraph("audit_decisions_note", "note"), BulletList(items))
        yield writer.section("audit_decisions", told, anchor="audit-decisions")


def _on_audit(each: Lifeline) -> list[str]:
    """Return the decisions on the audit as a whole: those that hold none of the promises."""
    holding = {promise.decision for promise in each.promises}
    return [node for node in each.decisions if node not in holding]


def promised(writer: ReportWriter, nodes: Iterable[str]) -> Iterator[ListItem]:
    """Yield commitments, each with how it came about, owner, deadline and status."""
    known = {promise.iri: promise for promise in writer.lifelines.promises}
    for node in nodes:
        for item in writer.items([node]):
            told = _told(writer, known[node]) if node in known else item.inlines
            yield replace(item, inlines=told)


def _told(writer: ReportWriter, promise: Promise) -> Inlines:
    told = [*begun(promise_name(writer, promise))]
    for key, value in (
        ("owner", writer.names(promise.owners) or writer.tell("undocumented")),
        ("deadline", due(writer, promise)),
        ("status", status(writer, promise.status)),
        ("follow_up", writer.names(each.iri for each in promise.follow_ups)),
        ("shown_by", writer.names(promise.done_by)),
    ):
        if value:
            told += [Run(f"; {writer.word(key).lower()}: "), *value]
    return tuple(told)


def due(writer: ReportWriter, promise: Promise) -> Inlines:
    """Return by when or how often, with the source's own words where they say more."""
    due, words = due_parts(writer.snapshot, promise, writer.language)
    told = writer.tell(SOURCE_WORDS, words=writer.foreign(words)) if words else ()
    return (*(run(due) or writer.tell("undocumented")), *told)
