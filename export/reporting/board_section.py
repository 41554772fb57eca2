"""A municipality in four pages: what to decide on, what comes next, promises, and questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mellanrum.export.documents.content import (
    Block,
    BulletList,
    Cells,
    Inlines,
    Paragraph,
    Row,
    Run,
    Section,
    plain,
    run,
)
from mellanrum.export.reporting.coverage_section import sources_table
from mellanrum.export.reporting.lifeline_section import due, promise_name, status
from mellanrum.export.reporting.phrasing import begun, joined, strung
from mellanrum.export.reporting.silence_section import card_item, cited_norms, coverage
from mellanrum.export.reporting.summary_section import examined, index_lines
from mellanrum.export.reporting.writer import ReportWriter
from mellanrum.ontology.vocabularies import LACK, TIER, slug_of
from mellanrum.queries.followup.promises import Promise
from mellanrum.queries.tiers.item import TIERS, Gap, Tier
from mellanrum.queries.tiers.order import SUMMARY

__all__ = ["board_sections"]

# How many of each tier stand on the first page; the rest of the summary follows it.
FIRST: dict[Tier, int] = {"stated": 3, "structural": 1, "expected": 1}
MOST_SENTENCES = 2
MOST_BODIES = 3
MOST_CARDS = 9
DECIDING = ("Committee", "PoliticalBody")
ITEMS = {"what": 0.4, "proposal": 0.25, "who": 0.22, "by": 0}
PROMISES = {"promise": 0.38, "owner": 0.24, "deadline": 0.18, "status": 0}
CONTESTED = {"what": 0.4, "objection": 0}


def board_sections(writer: ReportWriter, municipality: str) -> Iterator[Section]:
    """Yield what a committee or board needs to know of a municipality, the first page first."""
    parts = {
        "to_decide": _to_decide,
        "next": _next,
        "undertaken": _undertaken,
        "contested": _contested,
        "asked": _to_ask,
        "basis": _basis,
    }
    several = len(writer.municipalities) > 1
    for key, tell in parts.items():
        anchor = f"{writer.anchor(municipality)}-{key}" if several else key
        kind = "page" if key in ("next", "basis") else ""
        yield writer.section(key, tell(writer, municipality), anchor=anchor, kind=kind)


# -- the first page -----------------------------------------------------------------------------


def _to_decide(writer: ReportWriter, municipality: str) -> Iterator[Block]:
    yield from examined(writer, municipality)
    for tier in TIERS:
        gaps = writer.gaps_of(municipality, tier)[: FIRST[tier]]
        yield from _items(writer, f"tier_{tier}", gaps) or [writer.paragraph(f"{tier}_none")]
    yield writer.paragraph("caution", "note")


def _items(writer: ReportWriter, caption: str, gaps: Sequence[Gap]) -> list[Block]:
    rows = [
        Row((_item(writer, gap), _decision(writer, gap), *_who_when(writer, gap)), _slug(gap))
        for gap in gaps
    ]
    return [writer.table(writer.word(caption), ITEMS, rows)] if rows else []


def _slug(gap: Gap) -> str:
    return slug_of(gap.iri)


def _item(writer: ReportWriter, gap: Gap) -> Inlines:
    """Return the title, unless the sentence is made of it, the sentence and one reference."""
    name, says = gap.title.pick(writer.language), gap.sentence(writer.language)
    reference = writer.reference(gap)
    if name.rstrip("….").lower() in says.lower():
        return (Run(says, strong=True), Run(" "), *reference)
    title = Run(name if name.endswith("…") else f"{name}.", strong=True)
    before, cited, after = _around(says, plain(reference).strip("[]"))
    if cited:  # what begins with the norm that it is expected by needs no other reference
        return (title, Run(f" {before}"), *reference[1:-1], Run(after))
    return (title, Run(f" {says} "), *reference)


def _around(text: str, part: str) -> tuple[str, str, str]:
    """Return a text before and after a part of it, whatever its case; all empty without it."""
    at = text.lower().find(part.lower()) if part else -1
    return (text[:at], part, text[at + len(part) :]) if at >= 0 else ("", "", "")


def _decision(writer: ReportWriter, gap: Gap) -> Inlines:
    """Return what is recommended, else what usually mends a lack; who objects is heard first."""
    stated = gap.stated
    heard = writer.names(dict.fromkeys(one.by for one in stated.contested)) if stated else ()
    first = writer.tell("hear_first", names=heard) if heard else ()
    given = stated.recommendations if stated else ()
    recommended = [row for row in given if writer.is_home(gap, row)] or given
    if recommended:
        what = strung(map(writer.name, recommended), "; ")
        voices = (claim.voice for row in recommended for claim in writer.snapshot.claims(row))
        by = writer.names(filter(None, dict.fromkeys(voices)))
        return (*first, *writer.tell("recommended_by", what=what, by=by))
    found = gap.lines if gap.tier == "structural" else ()
    by_rule = (lack for line in found for lack in line.rule.lack_of(gap.lack))
    lacks = dict.fromkeys(slug_of(lack) for lack in (*by_rule, *gap.lack))
    decisions = [LACK[slug].proposed_decision for slug in lacks if slug in LACK]
    sentences = [text for text in decisions if text][:MOST_SENTENCES]
    told = " ".join(text.pick(writer.language) for text in sentences)
    return (*first, *(run(told) or writer.tell("answer_it")))


def _who_when(writer: ReportWriter, gap: Gap) -> Cells:
    bodies = _bodies(writer, gap) or (gap.municipality,)
    who = writer.names(bodies)
    if len(bodies) > MOST_BODIES:
        who = writer.tell("and_more", name=writer.name(bodies[0]), count=len(bodies) - 1)
    return begun(who), _deadline(writer, gap) or writer.tell("to_fill_in")


def _bodies(writer: ReportWriter, gap: Gap) -> tuple[str, ...]:
    """Return whom a recommendation is addressed to, else the political bodies it is about.

    A department stands for the committee that it administers.
    """
    snapshot = writer.snapshot
    recommended = gap.stated.recommendations if gap.stated else ()
    asked = [body for row in recommended for body in snapshot.values(row, "addressedTo")]
    parties = (gap.subject, gap.object, *gap.about)
    about = (body for node in parties for body in (node, *snapshot.values(node, "administers")))
    deciding = set(snapshot.rows(*DECIDING))
    return tuple(dict.fromkeys(asked or (body for body in about if body in deciding)))


def _deadline(writer: ReportWriter, gap: Gap) -> Inlines:
    """Return a date that a commitment or a norm gives, if any does."""
    rows = (*(gap.stated.commitments if gap.stated else ()), *(n.iri for n in gap.required_by))
    dates = sorted(filter(None, (writer.snapshot.value(row, "deadline") for row in rows)))
    if not dates:
        return ()
    as_of = writer.snapshot.as_of
    is_past = as_of is not None and dates[0] < as_of.isoformat()[: len(dates[0])]
    return writer.tell("by_past" if is_past else "by_then", when=writer.date(dates[0]))


# -- what comes next ----------------------------------------------------------------------------


def _next(writer: ReportWriter, municipality: str) -> Iterator[Block]:
    more: list[Inlines] = []
    for tier in TIERS:
        gaps = writer.gaps_of(municipality, tier)
        yield from _items(writer, f"more_{tier}", gaps[FIRST[tier] : SUMMARY[tier]])
        if len(gaps) > SUMMARY[tier]:
            rest = len(gaps) - SUMMARY[tier]
            more.append(writer.tell("more_items", tier=TIER[tier].label, count=rest))
    if more:
        yield writer.paragraph("more_in_whole", "note", lists=joined(more, writer.language))


# -- promises, what is contested and what to ask ------------------------------------------------


def _undertaken(writer: ReportWriter, municipality: str) -> Iterator[Block]:
    own = [
        each
        for each in writer.lifelines.promises
        if each.municipality == municipality and each.is_undertaken and not each.done_by
    ]
    late = sorted(own, key=lambda each: each.status != "overdue")
    if not own:
        yield writer.paragraph("undertaken_none")
        return
    is_late = any(each.status == "overdue" for each in own)
    yield writer.paragraph("overdue_intro" if is_late else "overdue_none", day=writer.day)
    rows = [_promise(writer, each) for each in late]
    yield writer.table(writer.word("promises"), PROMISES, rows)


def _promise(writer: ReportWriter, promise: Promise) -> Row:
    claims = writer.snapshot.claims(promise.iri)
    where = next((writer.where(claim) for claim in claims if claim.source), ())
    return Row(
        (
            (*promise_name(writer, promise), Run(" "), *where),
            begun(writer.names(promise.owners)) or writer.tell("undocumented"),
            due(writer, promise),
            status(writer, promise.status),
        )
    )


def _contested(writer: ReportWriter, municipality: str) -> Iterator[Block]:
    gaps = [
        gap for gap in writer.gaps_of(municipality, "stated") if gap.stated and gap.stated.contested
    ]
    if not gaps:
        yield writer.paragraph("contested_none")
        return
    yield writer.table(
        writer.word("contested_caption"),
        CONTESTED,
        [(writer.told(gap.title), _against(writer, gap)) for gap in gaps],
    )


def _against(writer: ReportWriter, gap: Gap) -> Inlines:
    """Return who speaks against it, for whom, and what they say."""
    assert gap.stated is not None
    told: list[Inlines] = []
    for contest in gap.stated.contested:
        [claim, *_] = writer.snapshot.claims(contest.statement) or (None,)
        row = claim.about if claim and claim.about else contest.statement
        only = writer.tell("only_for", name=writer.name(contest.for_)) if contest.for_ else ()
        by = begun(writer.name(contest.by))
        where = writer.where(claim) if claim else ()
        told.append((*by, *only, Run(": "), *writer.name(row), Run(" "), *where))
    return strung(told, "; ")


def _to_ask(writer: ReportWriter, municipality: str) -> Iterator[Block]:
    own = [each for each in writer.snapshot.anatomy() if each.municipality == municipality]
    cards = [card for found in own for card in found.cards]
    shown = [card for card in cards if card.says.sv][:MOST_CARDS]
    items = [card_item(writer, replace(card, lines=()), why=False) for card in shown]
    yield writer.paragraph("ask_intro" if items else "no_cards")
    if items:
        yield BulletList(tuple(items))
    others = [writer.told(card.title) for card in cards if card not in shown]
    if others:
        yield writer.paragraph("ask_more", "note", names=joined(others, writer.language))


def _basis(writer: ReportWriter, municipality: str) -> Iterator[Block]:
    for tier in TIER:
        name = Run(f"{tier.heading.pick(writer.language)}: ", strong=True)
        yield Paragraph((name, *writer.told(tier.definition)))
    yield from index_lines(writer, municipality)
    yield from coverage(writer, municipality)
    yield sources_table(writer, municipality, whole=False)
    if municipality == writer.municipalities[-1]:
        yield from cited_norms(writer)
