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
from mellanrum.ontology.namespaces import CONCEPT
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


def lifelines(teller: ReportWriter, *, whole: bool) -> Section:
    """Return where each recommendation stands; with `whole`, the whole of its life as well."""
    blocks: list[Block] = [teller.paragraph("lifelines_intro", day=teller.day)]
    if not len(teller.lifelines):
        blocks = [teller.paragraph("lifelines_none")]
    for home in teller.homes:
        own = [each for each in teller.lifelines if each.municipality == home]
        if own:
            blocks.append(_table(teller, home, own))
            blocks += _figure(teller, home, own)
    blocks.append(teller.section("overdue", "overdue", _overdue(teller)))
    blocks.append(teller.section("incomplete", "incomplete", _incomplete(teller)))
    if whole:
        blocks += _audit_decisions(teller)
        for home in teller.homes:
            blocks += [_life(teller, e) for e in teller.lifelines if e.municipality == home]
    return teller.section("lifelines", "lifelines", blocks)


def _anchor(teller: ReportWriter, node: str) -> str:
    return "life-" + teller.snapshot.short(node).replace("/", "-")


def _status(teller: ReportWriter, slug: str) -> Inlines:
    return teller.name(str(CONCEPT[f"lifeline-status/{slug}"]))


# -- the table and the figure -------------------------------------------------------------------


def _table(teller: ReportWriter, home: str, own: list[Lifeline]) -> Table:
    columns = (
        Column(teller.word("lifeline"), width=0.34),
        Column(teller.word("addressed_or_about"), width=0.2),
        Column(teller.word("answers"), width=0.12),
        Column(teller.word("promise"), width=0.22),
        Column(teller.word("status")),
    )
    caption = teller.say("lifelines_of", name=teller.name(home))
    return Table(caption, columns, tuple(_row(teller, each) for each in own))


def _row(teller: ReportWriter, each: Lifeline) -> Row:
    kind = teller.word("is_recommendation" if each.recommendation else "is_finding")
    stances = dict.fromkeys(answer.stance for answer in each.answers)
    answers = joined([teller.name(str(CONCEPT[f"stance/{s}"])) for s in stances], teller.language)
    return Row(
        (
            (*teller.name(each.root), Run(f" ({kind})")),
            teller.names(each.addressed_to) or run("–"),
            answers or run("–"),
            joined([_promise_name(teller, p) for p in each.promises], teller.language) or run("–"),
            _status(teller, each.status),
        )
    )


def _promise_name(teller: ReportWriter, promise: Promise) -> Inlines:
    """Return a promise by name, with who imposed it or what it lacks to be one."""
    name = teller.name(promise.iri)
    if promise.is_undertaken and not promise.is_imposed:
        return name
    key = "proposal_short" if promise.is_proposal else "need_short"
    if promise.is_undertaken:
        key = "imposed_short" if promise.decided_by else "imposed_only"
    told = teller.tell(key, by=teller.names(promise.decided_by))
    return (*name, Run(" ("), *told, Run(")"))


def _figure(teller: ReportWriter, home: str, own: list[Lifeline]) -> Iterator[Figure]:
    """Yield the timelines of those of which something has a date."""
    lines = [_line(teller, each) for each in own if each.events]
    if lines:
        as_of = teller.snapshot.as_of
        key = "timeline_caption" if len(lines) == len(own) else "timeline_some"
        caption = teller.say(key, name=teller.name(home), shown=len(lines), count=len(own))
        drawing = timeline(lines, teller.language, as_of=as_of, title=caption)
        told = describe_timeline(lines, teller.language, as_of=as_of)
        yield Figure(standalone(drawing, "print"), told, caption)


def _line(teller: ReportWriter, each: Lifeline) -> TimeLine:
    first = "recommendation" if each.recommendation else "finding"
    marks = tuple(
        TimeMark(
            MARKS.get(event.kind, first),
            event.date,
            event_name(event, teller.snapshot, teller.language),
        )
        for event in each.events
    )
    status = "".join(inline.text for inline in _status(teller, each.status))
    name = teller.snapshot.name(each.root, teller.language)
    return TimeLine(each.root, name, marks, status, each.status == "overdue")


# -- promises -----------------------------------------------------------------------------------


def _overdue(teller: ReportWriter) -> Iterator[Block]:
    found = teller.lifelines.overdue_by_owner
    if not found:
        yield teller.paragraph("overdue_none")
        return
    yield teller.paragraph("overdue_intro", day=teller.day)
    yield from _latest_read(teller, (each.iri for _, promises in found for each in promises))
    columns = (
        Column(teller.word("owner"), width=0.25),
        Column(teller.word("promise"), width=0.35),
        Column(teller.word("deadline"), width=0.15),
        Column(teller.word("claim_where")),
    )
    rows = [
        Row(
            (
                teller.name(owner) if owner else teller.tell("no_owner"),
                _promise_name(teller, promise),
                _due(teller, promise),
                _places(teller, promise.iri),
            )
        )
        for owner, promises in found
        for promise in promises
    ]
    yield Table(teller.word("overdue_caption"), columns, tuple(rows))


def _latest_read(teller: ReportWriter, promises: Iterable[str]) -> Iterator[Block]:
    """Yield until when the sources of each municipality with overdue promises can tell anything."""
    snapshot = teller.snapshot
    sources = snapshot.rows("SourceDocument")
    for home in sorted({snapshot.home(promise) for promise in promises}):
        dates = snapshot.dates_read(node for node in sources if snapshot.home(node) == home)
        if dates:
            day = teller.date(dates[-1])
            yield teller.paragraph("overdue_latest", name=teller.name(home), day=day)


def _places(teller: ReportWriter, node: str) -> Inlines:
    claims = teller.snapshot.claims(node)
    return tuple(
        inline
        for number, claim in enumerate(claims)
        for inline in (*((Run("; "),) if number else ()), *teller.where(claim))
    )


def _incomplete(teller: ReportWriter) -> Iterator[Block]:
    found = teller.lifelines.incomplete
    if not found:
        made = any(promise.is_undertaken for promise in teller.lifelines.promises)
        yield teller.paragraph("incomplete_none" if made else "incomplete_only_proposed")
        return
    columns = (
        Column(teller.word("promise"), width=0.35),
        Column(teller.word("owner"), width=0.2),
        Column(teller.word("lacking"), width=0.2),
        Column(teller.word("claim_where")),
    )
    rows = tuple(
        Row(
            (
                _promise_name(teller, promise),
                teller.names(promise.owners) or teller.tell("no_owner"),
                joined([teller.tell(LACKS[what]) for what in promise.missing], teller.language),
                _places(teller, promise.iri),
            )
        )
        for promise in found
    )
    yield Table(teller.word("incomplete"), columns, rows)


LACKS = {"owner": "lacks_owner", "time-limit": "lacks_time"}


# -- one life -----------------------------------------------------------------------------------


def _life(teller: ReportWriter, each: Lifeline) -> Section:
    blocks: list[Block] = [_standing(teller, each)]
    if each.recommendation:
        blocks += teller.claims("recommendation", [each.recommendation])
    blocks += teller.claims("finding", each.findings)
    blocks += _answers(teller, each)
    on_audit = _on_audit(each)
    blocks += teller.claims("decision", [node for node in each.decisions if node not in on_audit])
    blocks += _promises(teller, each)
    if on_audit:
        links = (_decision_link(teller, node) for node in on_audit)
        blocks.append(
            BulletList(tuple(Item((link,)) for link in links), teller.word("about_audit"))
        )
    blocks += teller.claims("objections", [n for n in each.contested_by if not _told(each, n)])
    blocks += _left(teller, "gaps_left", each.gaps)
    others = [iri for iri in each.general_gaps if iri not in each.gaps]
    for key, gaps in (("gaps_in_general", others), ("handling", each.handling)):
        if gaps:
            blocks += _left(teller, key, gaps)
    return Section(teller.name(each.root), _anchor(teller, each.root), tuple(blocks), listed=False)


def _on_audit(each: Lifeline) -> list[str]:
    """Return the decisions on the audit as a whole: those that hold none of the promises."""
    holding = {promise.decision for promise in each.promises}
    return [node for node in each.decisions if node not in holding]


def _audit_decisions(teller: ReportWriter) -> Iterator[Section]:
    """Yield the decisions on audits, told once for all that they are about."""
    nodes = dict.fromkeys(node for each in teller.lifelines for node in _on_audit(each))
    items = tuple(
        replace(item, anchor=_decision_anchor(teller, node))
        for node in nodes
        for item in teller.items([node])
    )
    if items:
        told = (teller.paragraph("audit_decisions_note", "note"), BulletList(items))
        yield teller.section("audit_decisions", "audit-decisions", told)


def _decision_anchor(teller: ReportWriter, node: str) -> str:
    return "decision-" + teller.snapshot.short(node).replace("/", "-")


def _decision_link(teller: ReportWriter, node: str) -> Link:
    name = teller.snapshot.name(node, teller.language)
    return Link(name, f"#{_decision_anchor(teller, node)}", teller.data_language)


def _told(each: Lifeline, node: str) -> bool:
    """Tell whether an objection already stands among the answers."""
    answers = {answer.iri for answer in (*each.answers, *each.general_answers)}
    return node in answers or node.removesuffix("/claim") in answers


def _standing(teller: ReportWriter, each: Lifeline) -> Paragraph:
    concept = teller.snapshot.schema.concept(str(CONCEPT[f"lifeline-status/{each.status}"]))
    assert concept is not None
    label = Run(f"{teller.word('status')}: ", True)
    meaning = concept.definition.pick(teller.language)
    parts: list[Inlines] = [(label,), _status(teller, each.status), run(f". {meaning}")]
    if each.addressed_to:
        word = "addressed_to" if each.recommendation else "concerns"
        to = Run(f" {teller.word(word)}: ", True)
        parts += [(to,), teller.names(each.addressed_to), (Run("."),)]
    return Paragraph(tuple(inline for part in parts for inline in part))


def _answers(teller: ReportWriter, each: Lifeline) -> Iterator[Block]:
    items = [_answer(teller, answer, general=False) for answer in each.answers]
    items += [_answer(teller, answer, general=True) for answer in each.general_answers]
    if not items:
        items = [Item(teller.tell("no_answer"))]
    yield BulletList(tuple(items), teller.word("answers"))


def _answer(teller: ReportWriter, answer: Answer, *, general: bool) -> Item:
    stance = teller.name(str(CONCEPT[f"stance/{answer.stance}"])) if answer.stance else ()
    told: list[Inlines] = [teller.name(answer.iri)]
    if answer.by or stance:
        colon = (Run(": "),) if answer.by and stance else ()
        told += [(Run(" ("),), teller.names(answer.by), colon, stance, (Run(")"),)]
    told.append((Run("."),))
    if general:
        told += [(Run(" "),), teller.tell("general_answer")]
    evidence = [teller.evidence(claim) for claim in teller.snapshot.claims(answer.iri)]
    return Item(_flat(told), evidence[0] if evidence else ())


def _promises(teller: ReportWriter, each: Lifeline) -> Iterator[Block]:
    items = [_promise(teller, promise, promise.iri in each.inferred) for promise in each.promises]
    if not items:
        items = [Item(teller.tell("no_answer"))]
    yield BulletList(tuple(items), teller.word("promise"))


def _promise(teller: ReportWriter, promise: Promise, inferred: bool) -> Item:
    owner = teller.names(promise.owners) or teller.tell("no_owner")
    deadline = _due(teller, promise)
    came = made(promise)
    names = {key: teller.names(nodes) for key, nodes in came.names.items()}
    told: list[Inlines] = [
        teller.name(promise.iri),
        (Run(". "), Run(f"{teller.word('owner')}: ", True)),
        owner,
        (Run(". "), Run(f"{teller.word('deadline')}: ", True), *deadline, Run(". ")),
        (Run(f"{teller.word('status')}: ", True),),
        _status(teller, promise.status),
        (Run(". "), *teller.tell(came.text, **names)),
    ]
    if inferred:
        told += [(Run(" "),), teller.tell("inferred")]
    for key, nodes in (
        ("follow_up", [each.iri for each in promise.follow_ups]),
        ("shown_by", promise.done_by),
    ):
        if nodes:
            told += [(Run(f" {teller.word(key)}: ", True),), teller.names(nodes), (Run("."),)]
    evidence = [teller.evidence(claim) for claim in teller.snapshot.claims(promise.iri)]
    return Item(_flat(told), evidence[0] if evidence else ())


def _due(teller: ReportWriter, promise: Promise) -> Inlines:
    """Return by when or how often, with the source's own words where they say more."""
    due, words = due_parts(teller.snapshot, promise, teller.language)
    told = teller.tell(SOURCE_WORDS, words=teller.foreign(words)) if words else ()
    return (*(run(due) or teller.tell("no_deadline")), *told)


def _left(teller: ReportWriter, key: str, gaps: Iterable[str]) -> Iterator[Block]:
    found = [teller.gaps[iri] for iri in dict.fromkeys(gaps) if iri in teller.gaps]
    items = [Item((teller.gap_link(gap),)) for gap in found]
    yield BulletList(tuple(items) or (Item(teller.tell("gaps_left_none")),), teller.word(key))


def _flat(parts: Iterable[Inlines]) -> Inlines:
    return tuple(inline for part in parts for inline in part)
