"""What became of each recommendation: answers, decisions, promises, deadlines, and what is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mellanrum.export.documents.content import (
    Block,
    BulletList,
    Column,
    Figure,
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
from mellanrum.export.drawing import TimeLine, TimeMark, describe_timeline, standalone, timeline
from mellanrum.export.drawing.lifeline_marks import event_name
from mellanrum.export.reporting.phrasing import joined
from mellanrum.export.reporting.writer import ReportWriter
from mellanrum.export.texts.promise_text import SOURCE_WORDS, due_parts, made
from mellanrum.ontology.vocabularies import LIFELINE_STATUS, STANCE
from mellanrum.queries.followup.lifeline import Answer, Lifeline
from mellanrum.queries.followup.promises import Promise

__all__ = ["lifelines"]

# What the drawing calls the events of a lifeline.
MARKS = {
    "answered": "response",
    "decided": "decision",
    "promised": "promise",
    "due": "deadline",
    "follow-up": "follow-up",
    "done": "follow-up",
}


def lifelines(writer: ReportWriter) -> Section:
    """Return where each recommendation stands, and its life."""
    blocks: list[Block] = [writer.paragraph("lifelines_intro", day=writer.day)]
    if not len(writer.lifelines):
        blocks = [writer.paragraph("lifelines_none")]
    for municipality in writer.municipalities:
        own = [each for each in writer.lifelines if each.municipality == municipality]
        if own:
            blocks.append(_table(writer, municipality, own))
            blocks += _figure(writer, municipality, own)
    blocks += (promises(writer), *_audit_decisions(writer))
    for municipality in writer.municipalities:
        blocks += [_life(writer, e) for e in writer.lifelines if e.municipality == municipality]
    return writer.section("lifelines", "lifelines", blocks)


def promises(writer: ReportWriter) -> Section:
    """Return the commitments to look into: overdue ones, and those without owner or deadline."""
    parts = (
        writer.section("overdue", "overdue", _overdue(writer)),
        writer.section("incomplete", "incomplete", _incomplete(writer)),
    )
    return writer.section("promises", "promises", parts)


def _anchor(writer: ReportWriter, node: str) -> str:
    return "life-" + writer.snapshot.short(node).replace("/", "-")


def _status(writer: ReportWriter, slug: str) -> Inlines:
    return writer.name(LIFELINE_STATUS.iri(slug))


# -- the table and the figure -------------------------------------------------------------------


def _table(writer: ReportWriter, municipality: str, own: list[Lifeline]) -> Table:
    columns = (
        Column(writer.word("lifeline"), width=0.34),
        Column(writer.word("addressed_or_about"), width=0.2),
        Column(writer.word("answers"), width=0.12),
        Column(writer.word("promise"), width=0.22),
        Column(writer.word("status")),
    )
    caption = writer.say("lifelines_of", name=writer.name(municipality))
    return Table(caption, columns, tuple(_row(writer, each) for each in own))


def _row(writer: ReportWriter, each: Lifeline) -> Row:
    kind = writer.word("is_recommendation" if each.recommendation else "is_finding")
    stances = dict.fromkeys(answer.stance for answer in each.answers)
    answers = joined([writer.name(STANCE.iri(s)) for s in stances], writer.language)
    return Row(
        (
            (*writer.name(each.root), Run(f" ({kind})")),
            writer.names(each.addressed_to) or run("–"),
            answers or run("–"),
            joined([_promise_name(writer, p) for p in each.promises], writer.language) or run("–"),
            _status(writer, each.status),
        )
    )


def _promise_name(writer: ReportWriter, promise: Promise) -> Inlines:
    """Return a promise by name, with who imposed it or what it lacks to be one."""
    name = writer.name(promise.iri)
    if promise.is_undertaken and not promise.is_imposed:
        return name
    key = "proposal_short" if promise.is_proposal else "need_short"
    if promise.is_undertaken:
        key = "imposed_short" if promise.decided_by else "imposed_only"
    told = writer.tell(key, by=writer.names(promise.decided_by))
    return (*name, Run(" ("), *told, Run(")"))


def _figure(writer: ReportWriter, municipality: str, own: list[Lifeline]) -> Iterator[Figure]:
    """Yield the timelines of those of which something has a date."""
    lines = [_line(writer, each) for each in own if each.events]
    if lines:
        as_of = writer.snapshot.as_of
        key = "timeline_caption" if len(lines) == len(own) else "timeline_some"
        caption = writer.say(key, name=writer.name(municipality), shown=len(lines), count=len(own))
        drawing = timeline(lines, writer.language, as_of=as_of, title=caption)
        told = describe_timeline(lines, writer.language, as_of=as_of)
        yield Figure(standalone(drawing, "print"), told, caption)


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
    status = "".join(inline.text for inline in _status(writer, each.status))
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
    columns = (
        Column(writer.word("owner"), width=0.25),
        Column(writer.word("promise"), width=0.35),
        Column(writer.word("deadline"), width=0.15),
        Column(writer.word("claim_where")),
    )
    rows = [
        Row(
            (
                writer.name(owner) if owner else writer.tell("no_owner"),
                _promise_name(writer, promise),
                _due(writer, promise),
                _places(writer, promise.iri),
            )
        )
        for owner, promises in found
        for promise in promises
    ]
    yield Table(writer.word("overdue_caption"), columns, tuple(rows))


def _latest_read(writer: ReportWriter, promises: Iterable[str]) -> Iterator[Block]:
    """Yield until when the sources of each municipality with overdue promises can tell anything."""
    snapshot = writer.snapshot
    sources = snapshot.rows("SourceDocument")
    for municipality in sorted({snapshot.municipality_of(promise) for promise in promises}):
        dates = snapshot.dates_read(
            node for node in sources if snapshot.municipality_of(node) == municipality
        )
        if dates:
            day = writer.date(dates[-1])
            yield writer.paragraph("overdue_latest", name=writer.name(municipality), day=day)


def _places(writer: ReportWriter, node: str) -> Inlines:
    claims = writer.snapshot.claims(node)
    return tuple(
        inline
        for number, claim in enumerate(claims)
        for inline in (*((Run("; "),) if number else ()), *writer.where(claim))
    )


def _incomplete(writer: ReportWriter) -> Iterator[Block]:
    found = writer.lifelines.incomplete
    if not found:
        made = any(promise.is_undertaken for promise in writer.lifelines.promises)
        yield writer.paragraph("incomplete_none" if made else "incomplete_only_proposed")
        return
    columns = (
        Column(writer.word("promise"), width=0.35),
        Column(writer.word("owner"), width=0.2),
        Column(writer.word("lacking"), width=0.2),
        Column(writer.word("claim_where")),
    )
    rows = tuple(
        Row(
            (
                _promise_name(writer, promise),
                writer.names(promise.owners) or writer.tell("no_owner"),
                joined([writer.tell(LACKS[what]) for what in promise.missing], writer.language),
                _places(writer, promise.iri),
            )
        )
        for promise in found
    )
    yield Table(writer.word("incomplete"), columns, rows)


LACKS = {"owner": "lacks_owner", "time-limit": "lacks_time"}


# -- one life -----------------------------------------------------------------------------------


def _life(writer: ReportWriter, each: Lifeline) -> Section:
    blocks: list[Block] = [_standing(writer, each)]
    if each.recommendation:
        blocks += writer.claims("recommendation", [each.recommendation])
    blocks += writer.claims("finding", each.findings)
    blocks += _answers(writer, each)
    on_audit = _on_audit(each)
    blocks += writer.claims("decision", [node for node in each.decisions if node not in on_audit])
    blocks += _promises(writer, each)
    if on_audit:
        links = (_decision_link(writer, node) for node in on_audit)
        blocks.append(
            BulletList(tuple(Item((link,)) for link in links), writer.word("about_audit"))
        )
    blocks += writer.claims("objections", [n for n in each.contested_by if not _told(each, n)])
    blocks += _left(writer, "gaps_left", each.gaps)
    others = [iri for iri in each.general_gaps if iri not in each.gaps]
    for key, gaps in (("gaps_in_general", others), ("handling", each.handling)):
        if gaps:
            blocks += _left(writer, key, gaps)
    return Section(writer.name(each.root), _anchor(writer, each.root), tuple(blocks), listed=False)


def _on_audit(each: Lifeline) -> list[str]:
    """Return the decisions on the audit as a whole: those that hold none of the promises."""
    holding = {promise.decision for promise in each.promises}
    return [node for node in each.decisions if node not in holding]


def _audit_decisions(writer: ReportWriter) -> Iterator[Section]:
    """Yield the decisions on audits, told once for all that they are about."""
    nodes = dict.fromkeys(node for each in writer.lifelines for node in _on_audit(each))
    items = tuple(
        replace(item, anchor=_decision_anchor(writer, node))
        for node in nodes
        for item in writer.items([node])
    )
    if items:
        told = (writer.paragraph("audit_decisions_note", "note"), BulletList(items))
        yield writer.section("audit_decisions", "audit-decisions", told)


def _decision_anchor(writer: ReportWriter, node: str) -> str:
    return "decision-" + writer.snapshot.short(node).replace("/", "-")


def _decision_link(writer: ReportWriter, node: str) -> Link:
    name = writer.snapshot.name(node, writer.language)
    return Link(name, f"#{_decision_anchor(writer, node)}", writer.data_language)


def _told(each: Lifeline, node: str) -> bool:
    """Tell whether an objection already stands among the answers."""
    answers = {answer.iri for answer in (*each.answers, *each.general_answers)}
    return node in answers or node.removesuffix("/claim") in answers


def _standing(writer: ReportWriter, each: Lifeline) -> Paragraph:
    concept = writer.snapshot.schema.concept(LIFELINE_STATUS.iri(each.status))
    assert concept is not None
    label = Run(f"{writer.word('status')}: ", True)
    meaning = concept.definition.pick(writer.language)
    parts: list[Inlines] = [(label,), _status(writer, each.status), run(f". {meaning}")]
    if each.addressed_to:
        word = "addressed_to" if each.recommendation else "concerns"
        to = Run(f" {writer.word(word)}: ", True)
        parts += [(to,), writer.names(each.addressed_to), (Run("."),)]
    return Paragraph(tuple(inline for part in parts for inline in part))


def _answers(writer: ReportWriter, each: Lifeline) -> Iterator[Block]:
    items = [_answer(writer, answer, general=False) for answer in each.answers]
    items += [_answer(writer, answer, general=True) for answer in each.general_answers]
    if not items:
        items = [Item(writer.tell("no_answer"))]
    yield BulletList(tuple(items), writer.word("answers"))


def _answer(writer: ReportWriter, answer: Answer, *, general: bool) -> Item:
    stance = writer.name(STANCE.iri(answer.stance)) if answer.stance else ()
    told: list[Inlines] = [writer.name(answer.iri)]
    if answer.by or stance:
        colon = (Run(": "),) if answer.by and stance else ()
        told += [(Run(" ("),), writer.names(answer.by), colon, stance, (Run(")"),)]
    told.append((Run("."),))
    if general:
        told += [(Run(" "),), writer.tell("general_answer")]
    evidence = [writer.evidence(claim) for claim in writer.snapshot.claims(answer.iri)]
    return Item(_flat(told), evidence[0] if evidence else ())


def _promises(writer: ReportWriter, each: Lifeline) -> Iterator[Block]:
    items = [_promise(writer, promise, promise.iri in each.inferred) for promise in each.promises]
    if not items:
        items = [Item(writer.tell("no_answer"))]
    yield BulletList(tuple(items), writer.word("promise"))


def _promise(writer: ReportWriter, promise: Promise, inferred: bool) -> Item:
    owner = writer.names(promise.owners) or writer.tell("no_owner")
    deadline = _due(writer, promise)
    came = made(promise)
    names = {key: writer.names(nodes) for key, nodes in came.names.items()}
    told: list[Inlines] = [
        writer.name(promise.iri),
        (Run(". "), Run(f"{writer.word('owner')}: ", True)),
        owner,
        (Run(". "), Run(f"{writer.word('deadline')}: ", True), *deadline, Run(". ")),
        (Run(f"{writer.word('status')}: ", True),),
        _status(writer, promise.status),
        (Run(". "), *writer.tell(came.text, **names)),
    ]
    if inferred:
        told += [(Run(" "),), writer.tell("inferred")]
    for key, nodes in (
        ("follow_up", [each.iri for each in promise.follow_ups]),
        ("shown_by", promise.done_by),
    ):
        if nodes:
            told += [(Run(f" {writer.word(key)}: ", True),), writer.names(nodes), (Run("."),)]
    evidence = [writer.evidence(claim) for claim in writer.snapshot.claims(promise.iri)]
    return Item(_flat(told), evidence[0] if evidence else ())


def _due(writer: ReportWriter, promise: Promise) -> Inlines:
    """Return by when or how often, with the source's own words where they say more."""
    due, words = due_parts(writer.snapshot, promise, writer.language)
    told = writer.tell(SOURCE_WORDS, words=writer.foreign(words)) if words else ()
    return (*(run(due) or writer.tell("no_deadline")), *told)


def _left(writer: ReportWriter, key: str, gaps: Iterable[str]) -> Iterator[Block]:
    found = [writer.gaps[iri] for iri in dict.fromkeys(gaps) if iri in writer.gaps]
    items = [Item((writer.gap_link(gap),)) for gap in found]
    yield BulletList(tuple(items) or (Item(writer.tell("gaps_left_none")),), writer.word(key))


def _flat(parts: Iterable[Inlines]) -> Inlines:
    return tuple(inline for part in parts for inline in part)
