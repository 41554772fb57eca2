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
    Run,
    Section,
)
from mellanrum.export.reporting.lifeline_section import promised
from mellanrum.export.reporting.phrasing import begun, strung
from mellanrum.export.reporting.writer import ReportWriter
from mellanrum.ontology.namespaces import DCTERMS
from mellanrum.ontology.vocabularies import EVIDENCE, GAP_STATUS, SEVERITY, slug_of
from mellanrum.queries.tiers.item import TIERS, Gap, Line, NormRef, Stated, Tier

__all__ = ["by_municipality", "chapters"]


def chapters(writer: ReportWriter) -> Iterator[Section]:
    """Yield a chapter for each tier, with an entry for each item."""
    for tier in TIERS:
        notes = [writer.paragraph(f"{tier}_intro")]
        if tier == TIERS[0]:
            notes.append(writer.paragraph("order_note", "note"))
        blocks = by_municipality(writer, tier, partial(_of_tier, writer, tier))
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


def _of_tier(writer: ReportWriter, tier: Tier, municipality: str) -> Iterator[Block]:
    gaps = writer.gaps_of(municipality, tier)
    if not gaps:
        yield writer.paragraph(f"{tier}_none")
    for gap in gaps:
        blocks = (_standing(writer, gap), *_known(writer, gap), *_beside(writer, gap))
        yield Section(writer.told(gap.title), slug_of(gap.iri), blocks, "gap", listed=False)


# -- one item -----------------------------------------------------------------------------------


def _standing(writer: ReportWriter, gap: Gap) -> Paragraph:
    badge: Inlines = ()
    if gap.evidence == "contested":
        badge = (Badge(EVIDENCE[gap.evidence].label.pick(writer.language), gap.evidence), Run(" "))
    state = f"{GAP_STATUS[gap.status].label.pick(writer.language)}; " if gap.stated else ""
    severity = writer.name(SEVERITY.iri(gap.severity))
    clause = gap.place.clause.pick(writer.language)
    told = writer.tell("place", state=state, severity=severity, clause=clause)
    return Paragraph((*badge, *told), "note")


def _beside(writer: ReportWriter, gap: Gap) -> Iterator[Paragraph]:
    """Yield what leads on: to items that tell the same rows, and to the map."""
    homes = dict.fromkeys(writer.homes[row] for row in writer.rows_of(gap))
    others = [(writer.gap_link(home),) for home in homes if home.iri != gap.iri]
    if others:
        yield writer.paragraph("told_under_others", "note", others=strung(others, "; "))
    if "map" in writer.links:
        target = f"{writer.links['map']}#gap={slug_of(gap.iri)}"
        yield Paragraph((Link(writer.word("on_map"), target),))


def _known(writer: ReportWriter, gap: Gap) -> Iterator[Block]:
    if gap.stated:
        yield from _said(writer, gap, gap.stated)
    if gap.tier == "expected":
        awaited = writer.tell("awaited_elements", awaited=writer.elements(gap.expected))
        shown = writer.elements(gap.shown) or writer.tell("nothing")
        yield Paragraph((*awaited, *writer.tell("shown_elements", shown=shown)))
    norms = [_norm(writer, norm, writer.is_home(gap, norm.iri)) for norm in gap.required_by]
    yield from writer.bullets("required_by", norms)
    yield from writer.bullets("also_visible" if gap.stated else "rules_show", _lines(writer, gap))
    if gap.tier == "structural":
        rows = writer.items(row for row in writer.rows_of(gap) if writer.is_home(gap, row))
        if rows:
            yield Folded(writer.word("follows_from"), (BulletList(rows),))


def _said(writer: ReportWriter, gap: Gap, stated: Stated) -> Iterator[Block]:
    """Yield who says it, what they recommend, and what is answered and undertaken."""

    def own(rows: Iterable[str]) -> list[str]:
        return [row for row in rows if writer.is_home(gap, row)]

    earlier = set(stated.repeated_from)
    now = [node for node in (*stated.findings, *stated.statements) if node not in earlier]
    yield from writer.bullets("said_by", writer.items(own(now)))
    yield from writer.bullets("said_before", writer.items(own(stated.repeated_from)))
    yield from writer.bullets("recommended", writer.items(own(stated.recommendations)))
    yield from writer.bullets("replies", _replies(writer, gap, stated))
    yield from writer.bullets("unread_replies", writer.items(own(stated.unread_replies)))
    yield from writer.bullets("commitments", promised(writer, own(stated.commitments)))
    yield from writer.bullets("answers_outside", [_answer(writer, n) for n in stated.answers])


def _replies(writer: ReportWriter, gap: Gap, stated: Stated) -> Iterator[ListItem]:
    """Yield what speaks against it, and for whom, then the other replies."""
    against: set[str] = set()
    for contest in stated.contested:
        reply = contest.statement.removesuffix("/claim")
        node = reply if reply in stated.replies else contest.statement
        against.add(node)
        only = writer.tell("only_for", name=writer.name(contest.for_)) if contest.for_ else ()
        if writer.is_home(gap, node):
            yield from _answering(writer, node, (*writer.tell("against"), *only))
    for node in stated.replies:
        if node not in against and writer.is_home(gap, node):
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


def _norm(writer: ReportWriter, norm: NormRef, is_told: bool) -> ListItem:
    told = writer.tell(
        "norm",
        reference=writer.foreign(norm.reference.pick(writer.language)),
        element=writer.concept("element", norm.element),
        strength=writer.concept("strength", norm.strength),
    )
    if norm.address:
        return ListItem(told, (Link(urlsplit(norm.address).netloc, norm.address),))
    rows = writer.items([norm.iri]) if is_told else ()
    return ListItem(told, strung((item.detail for item in rows), ""))


def _lines(writer: ReportWriter, gap: Gap) -> list[ListItem]:
    """Return what rules show; what one rule shows in several ways the item says in one sentence."""
    if not gap.stated and len({line.rule.id for line in gap.lines}) == 1:
        return [_line(writer, replace(gap.lines[0], says=gap.says))]
    return [_line(writer, line) for line in gap.lines if writer.is_home(gap, line.says.sv)]


def _line(writer: ReportWriter, line: Line) -> ListItem:
    title = f"{line.rule.title.pick(writer.language)} ({line.rule.id})"
    return ListItem(writer.told(line.says), (Link(title, f"#rule-{line.rule.id}"),))
