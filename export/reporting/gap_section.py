"""What is lacking, tier by tier: who says it, what shows it, what requires it, what is answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from urllib.parse import urlsplit

from mellanrum.export.documents.content import (
    Badge,
    Block,
    BulletList,
    Folded,
    Inlines,
    Link,
    ListItem,
    Paragraph,
    Row,
    Run,
    Section,
    TableBlock,
    run,
)
from mellanrum.export.reporting.lifeline_section import promised
from mellanrum.export.reporting.phrasing import begun, strung
from mellanrum.export.reporting.writer import ReportWriter, rests_on
from mellanrum.ontology.namespaces import DCTERMS
from mellanrum.ontology.vocabularies import EVIDENCE, GAP_STATUS, SEVERITY, slug_of
from mellanrum.queries.tiers.item import TIERS, Gap, Line, NormRef, Stated, Tier

__all__ = ["by_municipality", "chapters"]

# What a gap is about; what is known of them is not what it rests on.
PARTIES = ("ActorCollective", "Body", "TargetGroup")
Told = Callable[[ReportWriter, tuple[Gap, ...]], Iterable[Block]]


def chapters(writer: ReportWriter, *, whole: bool) -> Iterator[Section]:
    """Yield a chapter for each tier: a line for an item; with `whole`, all that is known."""
    tell = _entries if whole else _lines
    for tier in TIERS:
        notes = [writer.paragraph(f"{tier}_intro")]
        if whole and tier == TIERS[0]:
            sources = (Link(writer.word("sources"), "#sources"),)
            notes.append(writer.paragraph("order_note", "note"))
            notes.append(writer.paragraph("references_note", "note", sources=sources))
        blocks = by_municipality(writer, tier, partial(_of_tier, writer, tier, tell))
        yield writer.section(f"tier_{tier}", (*notes, *blocks), anchor=tier)


def by_municipality(
    writer: ReportWriter, anchor: str, tell: Callable[[str], Iterable[Block]]
) -> tuple[Block, ...]:
    """Return what is told of each municipality, under its name where there are several."""
    places = writer.municipalities
    if len(places) < 2:
        return tuple(block for place in places for block in tell(place))
    return tuple(
        Section(writer.name(place), f"{writer.anchor(place)}-{anchor}", tuple(tell(place)))
        for place in places
    )


def _of_tier(writer: ReportWriter, tier: Tier, tell: Told, municipality: str) -> Iterable[Block]:
    gaps = writer.gaps_of(municipality, tier)
    return tell(writer, gaps) if gaps else [writer.paragraph(f"{tier}_none")]


def _lines(writer: ReportWriter, gaps: tuple[Gap, ...]) -> Iterator[TableBlock]:
    rows = [Row(_cells(writer, gap), slug_of(gap.iri)) for gap in gaps]
    caption = writer.say(f"{gaps[0].tier}_caption", name=writer.name(gaps[0].municipality))
    yield writer.table(caption, {"what": 0.27, "in_short": 0.58, "standing": 0}, rows)


def _cells(writer: ReportWriter, gap: Gap) -> tuple[Inlines, ...]:
    """Return the title, the sentence with where it stands, and the state."""
    says = (Run(f"{gap.sentence(writer.language)} "), *writer.reference(gap))
    state = [GAP_STATUS[gap.status].label] if gap.stated else []
    contested = [EVIDENCE[gap.evidence].label] if gap.evidence == "contested" else []
    words = [*state, *contested, SEVERITY[gap.severity].label]
    told = ", ".join(word.pick(writer.language) for word in words)
    return writer.told(gap.title), says, run(told)


# -- one item -----------------------------------------------------------------------------------


def _entries(writer: ReportWriter, gaps: tuple[Gap, ...]) -> Iterator[Section]:
    for gap in gaps:
        says = Paragraph(run(gap.sentence(writer.language)))
        blocks = (says, _standing(writer, gap), *_known(writer, gap), *_on_map(writer, gap))
        yield Section(writer.told(gap.title), slug_of(gap.iri), blocks, "gap", listed=False)


def _standing(writer: ReportWriter, gap: Gap) -> Paragraph:
    badge: Inlines = ()
    if gap.evidence == "contested":
        badge = (Badge(EVIDENCE[gap.evidence].label.pick(writer.language), gap.evidence), Run(" "))
    state = writer.tell("state", state=writer.name(GAP_STATUS.iri(gap.status)))
    severity = writer.name(SEVERITY.iri(gap.severity))
    told = writer.tell("place", severity=severity, rank=gap.place.rank, clause=writer.clause(gap))
    return Paragraph((*badge, *(state if gap.stated else ()), *told), "note")


def _on_map(writer: ReportWriter, gap: Gap) -> Iterator[Paragraph]:
    if "map" in writer.links:
        target = f"{writer.links['map']}#gap={slug_of(gap.iri)}"
        yield Paragraph((Link(writer.word("on_map"), target),))


def _known(writer: ReportWriter, gap: Gap) -> Iterator[Block]:
    if gap.stated:
        yield from _said(writer, gap.stated)
        yield from writer.bullets("also_visible", [_line(writer, line) for line in gap.lines])
    if gap.tier == "expected":
        awaited = writer.tell("awaited_elements", awaited=writer.elements(gap.expected))
        shown = writer.elements(gap.shown) or writer.tell("nothing")
        yield Paragraph((*awaited, *writer.tell("shown_elements", shown=shown)))
    yield from writer.bullets("required_by", [_norm(writer, norm) for norm in gap.required_by])
    if gap.tier == "structural":
        yield from _found(writer, gap)


def _said(writer: ReportWriter, stated: Stated) -> Iterator[Block]:
    """Yield who says it, what they recommend, and what is answered and undertaken."""
    earlier = set(stated.repeated_from)
    now = [node for node in (*stated.findings, *stated.statements) if node not in earlier]
    yield from writer.bullets("said_by", writer.items(now))
    yield from writer.bullets("said_before", writer.items(stated.repeated_from))
    yield from writer.bullets("recommended", writer.items(stated.recommendations))
    yield from writer.bullets("replies", _replies(writer, stated))
    yield from writer.bullets("unread_replies", writer.items(stated.unread_replies))
    yield from writer.bullets("commitments", promised(writer, stated.commitments))
    yield from writer.bullets("answers_outside", [_answer(writer, n) for n in stated.answers])


def _replies(writer: ReportWriter, stated: Stated) -> Iterator[ListItem]:
    """Yield what speaks against it, and for whom, then the other replies."""
    against: set[str] = set()
    for contest in stated.contested:
        reply = contest.statement.removesuffix("/claim")
        node = reply if reply in stated.replies else contest.statement
        against.add(node)
        only = writer.tell("only_for", name=writer.name(contest.for_)) if contest.for_ else ()
        yield from _answering(writer, node, (*writer.tell("against"), *only))
    for node in stated.replies:
        if node not in against:
            stance = writer.snapshot.value(node, "stance")
            yield from _answering(writer, node, writer.name(stance) if stance else ())


def _answering(writer: ReportWriter, node: str, stance: Inlines) -> Iterator[ListItem]:
    begins = (*begun(stance), Run(": ")) if stance else ()
    for item in writer.items([node]):
        yield replace(item, inlines=(*begins, *item.inlines))


def _answer(writer: ReportWriter, node: str) -> ListItem:
    """Return an answer from outside the sources: who gave it, when, and what it says of what."""
    values = writer.snapshot.values
    told = writer.tell(
        "answer_told",
        about=writer.names(values(node, "answersAbout")),
        element=writer.names(values(node, "element")),
        answer=writer.names(values(node, "answer")),
    )
    by = writer.names(values(node, "answeredBy"))
    day = writer.date(writer.snapshot.facts.value(node, str(DCTERMS.date)))
    return ListItem(told, writer.tell("answer_from", by=by, day=day))


def _norm(writer: ReportWriter, norm: NormRef) -> ListItem:
    told = writer.tell(
        "norm",
        reference=writer.foreign(norm.reference.pick(writer.language)),
        element=writer.concept("element", norm.element),
        strength=writer.concept("strength", norm.strength),
    )
    if norm.address:
        return ListItem(told, (Link(urlsplit(norm.address).netloc, norm.address),))
    return ListItem(told, strung((item.detail for item in writer.items([norm.iri])), ""))


def _line(writer: ReportWriter, line: Line) -> ListItem:
    title = f"{line.rule.title.pick(writer.language)} ({line.rule.id})"
    return ListItem(writer.told(line.says), (Link(title, f"#rule-{line.rule.id}"),))


def _found(writer: ReportWriter, gap: Gap) -> Iterator[Block]:
    """Yield what each rule shows, what usually closes it, and what it follows from."""
    items = [_line(writer, line) for line in gap.lines]
    if [line.says for line in gap.lines] == [gap.says]:
        yield Paragraph((Run(f"{writer.word('rule')}: "), *items[0].detail))
    else:
        yield from writer.bullets("rules_show", items)
    ways = dict.fromkeys(line.rule.closes for line in gap.lines)
    yield from writer.bullets("closes", [ListItem(writer.told(way)) for way in ways])
    parties = set(writer.snapshot.rows(*PARTIES))
    rows = writer.items(node for node in rests_on(gap) if node not in parties)
    if rows:
        yield Folded(writer.word("follows_from"), (BulletList(rows),))
