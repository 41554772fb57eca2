"""The gaps: what is missing, how it is known, who confirms and contests it, and what closes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mellanrum.export.documents.content import (
    Badge,
    Block,
    BulletList,
    Column,
    Definition,
    Definitions,
    Folded,
    Inline,
    Inlines,
    Item,
    Link,
    Paragraph,
    Quote,
    Row,
    Run,
    Section,
    Table,
    run,
)
from mellanrum.export.reporting.effects import STRENGTHENED_BY, counts_pair
from mellanrum.export.reporting.phrasing import joined
from mellanrum.export.reporting.strings import EVIDENCE_SENTENCES
from mellanrum.export.reporting.writer import ReportWriter, gap_id
from mellanrum.export.source_lines import EVIDENCE_ORDER
from mellanrum.export.texts.congruence_text import decimal
from mellanrum.ontology.namespaces import CONCEPT, MR
from mellanrum.queries.finding.gap import EvidenceKind, Gap
from mellanrum.queries.rules.catalogue import Rule

__all__ = ["board_gaps", "evidence_badge", "flag_sections", "gap_sections"]


def evidence_badge(teller: ReportWriter, kind: EvidenceKind) -> Badge:
    """Return the kind of evidence as a mark with its label."""
    label = teller.snapshot.name(str(CONCEPT[f"evidence-kind/{kind}"]), teller.language)
    return Badge(label, kind)


def gap_sections(teller: ReportWriter) -> Iterator[Section]:
    """Yield the gaps of each municipality, by rule, with everything that is known of them."""
    for home in teller.homes:
        gaps = teller.gaps_of(home)
        rules = dict.fromkeys(gap.rule for gap in gaps)
        blocks: list[Block] = [teller.paragraph("no_gaps")] if not gaps else []
        if gaps:
            sources = (Link(teller.word("sources"), "#sources"),)
            blocks += [teller.paragraph("overview_note", "note"), _overview(teller, home, gaps)]
            blocks.append(teller.paragraph("references_note", "note", sources=sources))
        for rule in rules:
            blocks.append(_rule(teller, home, rule, [gap for gap in gaps if gap.rule == rule]))
        title = teller.tell("gaps_of", name=teller.name(home))
        yield Section(title, teller.anchor(home), tuple(blocks))


def board_gaps(teller: ReportWriter) -> Iterator[Section]:
    """Yield the gaps of high severity of each municipality, without the chain of evidence."""
    for home in teller.homes:
        gaps = [gap for gap in teller.gaps_of(home) if gap.severity == "high"]
        blocks: list[Block] = [teller.paragraph("board_gaps" if gaps else "board_none")]
        for rule in dict.fromkeys(gap.rule for gap in gaps):
            own = tuple(_board_gap(teller, gap) for gap in gaps if gap.rule == rule)
            entries = (
                Definition(run(teller.word("why")), run(rule.why.pick(teller.language))),
                Definition(run(teller.word("closes")), run(rule.closes.pick(teller.language))),
            )
            title = run(rule.title.pick(teller.language))
            told = (Definitions(entries), BulletList(own))
            blocks.append(Section(title, teller.anchor(home, rule.id), told, listed=False))
        title = teller.tell("gaps_of", name=teller.name(home))
        yield Section(title, teller.anchor(home), tuple(blocks))


def flag_sections(teller: ReportWriter) -> Iterator[Section]:
    """Yield what a reader should know of the sources; never gaps."""
    flags = teller.snapshot.flags
    if flags:
        lists = tuple(
            BulletList(
                tuple(_flag(teller, flag) for flag in flags if flag.rule == rule),
                f"{rule.title.pick(teller.language)} ({rule.id})",
            )
            for rule in dict.fromkeys(flag.rule for flag in flags)
        )
        yield teller.section("flags", "flags", [teller.paragraph("flags_note"), *lists])


def _flag(teller: ReportWriter, flag: Gap) -> Item:
    """Return a flag with the claims that it rests on: whose they are, and where they stand."""
    said = teller.snapshot.rows("Statement")
    about = [node for node in flag.about if node in said]
    rests_on = teller.items((*about, flag.subject))
    detail: list[Inline] = []
    for item in rests_on:
        named = (*item.inlines, Run(". ")) if len(rests_on) > 1 else ()
        detail += (*named, *item.detail)
    return Item(run(flag.sentence(teller.language)), tuple(detail), gap_id(flag.iri))


# -- a table of what there is -------------------------------------------------------------------


def _overview(teller: ReportWriter, home: str, gaps: list[Gap]) -> Table:
    kinds = [
        teller.snapshot.name(str(CONCEPT[f"evidence-kind/{kind}"]), teller.language)
        for kind in EVIDENCE_ORDER
    ]
    columns = (
        Column(teller.word("rule"), width=0.33),
        Column(teller.word("severity"), width=0.15),
        *(Column(kind, number=True) for kind in kinds),
    )
    rows = tuple(
        _overview_row(teller, home, rule, [gap for gap in gaps if gap.rule == rule])
        for rule in dict.fromkeys(gap.rule for gap in gaps)
    )
    caption = teller.say("overview", name=teller.name(home))
    return Table(caption, columns, rows)


def _overview_row(teller: ReportWriter, home: str, rule: Rule, gaps: list[Gap]) -> Row:
    title = f"{rule.id} {rule.title.pick(teller.language)}"
    counts = [sum(gap.evidence == kind for gap in gaps) for kind in EVIDENCE_ORDER]
    return Row(
        (
            (Link(title, f"#{teller.anchor(home, rule.id)}"),),
            teller.name(str(CONCEPT[f"severity/{gaps[0].severity}"])),
            *(run(str(count) if count else "–") for count in counts),
        )
    )


def _rule(teller: ReportWriter, home: str, rule: Rule, gaps: list[Gap]) -> Section:
    language = teller.language
    entries = [
        Definition(run(teller.word("question")), run(rule.question.pick(language))),
        Definition(run(teller.word("why")), run(rule.why.pick(language))),
        Definition(run(teller.word("closes")), run(rule.closes.pick(language))),
    ]
    if rule.premise is not None:
        entries.append(Definition(run(teller.word("premise")), run(rule.premise.pick(language))))
    blocks: list[Block] = [Definitions(tuple(entries))]
    blocks += [_gap(teller, gap) for gap in gaps]
    general = teller.items(sorted({node for gap in gaps for node in gap.generally_stated_by}))
    if general:
        told = (teller.paragraph("general_note", "note"), BulletList(general))
        anchor = teller.anchor(home, f"{rule.id}-general")
        title = f"{teller.word('general')} ({rule.id})"
        blocks.append(Section(run(title), anchor, told, listed=False))
    title = f"{rule.title.pick(language)} ({rule.id})"
    return Section(run(title), teller.anchor(home, rule.id), tuple(blocks))


# -- one gap ------------------------------------------------------------------------------------


def _gap(teller: ReportWriter, gap: Gap) -> Section:
    blocks: list[Block] = [_how(teller, gap), _standing(teller, gap), _where(teller, gap)]
    blocks += _statements(teller, gap)
    blocks += teller.claims("contested_by", gap.contested_by)
    blocks += teller.claims("generally_contested_by", gap.generally_contested_by)
    promised = teller.claims("addressed_by", gap.addressed_by)
    if not promised and not _is_on_commitments(teller, gap):
        blocks.append(teller.paragraph("no_promise"))
    blocks += (*promised, *teller.claims("proposed", gap.proposed))
    if unread := teller.snapshot.unread(gap):
        blocks.append(teller.paragraph("unread", names=_documents(teller, unread)))
    blocks.append(Paragraph(_effect(teller, gap)))
    rests_on = dict.fromkeys((gap.subject, gap.object, *gap.about, *gap.support))
    rests_on.pop("", None)
    items = teller.items(rests_on)
    if items:
        blocks.append(Folded(teller.word("follows_from"), (BulletList(items),)))
    return _framed(teller, gap, blocks)


def _is_on_commitments(teller: ReportWriter, gap: Gap) -> bool:
    """Tell whether commitments are what the gap is about: none is to address such a gap."""
    commitments = teller.snapshot.rows("Commitment")
    is_missing = gap.rule.missing_class == str(MR.Commitment)
    return is_missing or any(node in commitments for node in (gap.subject, gap.object, *gap.about))


def _documents(teller: ReportWriter, sources: Iterable[str]) -> Inlines:
    """Return documents by title, as links to where they stand in the list of sources."""
    named = [
        (Link(teller.snapshot.name(each), f"#{teller.source_anchor(each)}", teller.data_language),)
        for each in sources
    ]
    return joined(named, teller.language)


def _statements(teller: ReportWriter, gap: Gap) -> Iterator[Block]:
    """Yield who states and who confirms a gap; what does both is told once, as both."""
    findings = {_stand(teller, node): node for node in gap.corroborated_by}
    both = {n: findings[stand] for n in gap.stated_by if (stand := _stand(teller, n)) in findings}
    items: list[Item] = []
    for node, finding in both.items():
        also = _also(teller, node, finding)
        items += [replace(item, detail=(*item.detail, *also)) for item in teller.items([node])]
    items += teller.items(node for node in gap.stated_by if node not in both)
    if items:
        yield BulletList(tuple(items), teller.word("stated_by"))
    rest = [node for node in gap.corroborated_by if node not in both.values()]
    yield from teller.claims("corroborated_by", rest)


def _also(teller: ReportWriter, node: str, finding: str) -> Inlines:
    """Return that a statement is a finding as well, by its name and phrase where these differ."""
    name, [claim, *_] = teller.name(finding), teller.snapshot.claims(finding)
    alike = teller.snapshot.name(finding) == teller.snapshot.name(node)
    told = teller.tell("also_finding") if alike else teller.tell("also_finding_named", name=name)
    if not claim.phrase or claim.phrase in {c.phrase for c in teller.snapshot.claims(node)}:
        return (*told, Run(" "))
    found = Quote(claim.phrase, teller.data_language)
    return (*told, Run(f" {teller.word('phrase')}"), found, Run(". "))


def _stand(teller: ReportWriter, node: str) -> tuple[object, ...]:
    """Return whose a statement is and where it stands; the node itself where that is not known."""
    claims = teller.snapshot.claims(node)
    known = tuple((c.source, c.voice, c.reported_via, c.places) for c in claims if c.places)
    return known or (node,)


def _board_gap(teller: ReportWriter, gap: Gap) -> Item:
    promises = teller.names(dict.fromkeys(gap.addressed_by))
    label = Run(f" {teller.word('addressed_by')}: ", True)
    promised: Inlines = (label, *promises, Run(".")) if promises else ()
    effect = (Run(" "), *_effect(teller, gap)) if teller.effects.of(gap) else ()
    detail = (*_how(teller, gap, short=True).inlines, *promised, *effect)
    return Item(run(gap.sentence(teller.language)), detail, gap_id(gap.iri))


def _framed(teller: ReportWriter, gap: Gap, blocks: Iterable[Block]) -> Section:
    anchor = gap_id(gap.iri)
    link: tuple[Block, ...] = ()
    if "map" in teller.links:
        target = f"{teller.links['map']}#gap={anchor}"
        link = (Paragraph((Link(teller.word("on_map"), target),)),)
    title = run(gap.sentence(teller.language))
    return Section(title, anchor, (*blocks, *link), "gap", listed=False)


def _how(teller: ReportWriter, gap: Gap, *, short: bool = False) -> Paragraph:
    badge, key = evidence_badge(teller, gap.evidence), str(gap.evidence)
    told = EVIDENCE_SENTENCES.get(f"{key}_short" if short else key, EVIDENCE_SENTENCES[key])
    return Paragraph((badge, Run(" "), *teller.tell(told)))


def _standing(teller: ReportWriter, gap: Gap) -> Paragraph:
    return teller.paragraph(
        "severity_status",
        severity=teller.name(str(CONCEPT[f"severity/{gap.severity}"])),
        status=teller.name(str(CONCEPT[f"gap-status/{gap.status}"])),
    )


def _where(teller: ReportWriter, gap: Gap) -> Paragraph:
    levels = [gap.level] if gap.level else list(gap.rule.levels)
    parties = dict.fromkeys(node for node in (gap.subject, gap.object) if node)
    told: list[Inlines] = [
        (Run(f"{teller.word('where')}: ", True),),
        teller.name(gap.municipality),
        (Run(". "), Run(f"{teller.word('concerns')}: ", True)),
        teller.names(parties),
        (Run("."),),
    ]
    if levels:
        label = Run(f" {teller.word('at_level')}: ", True)
        told += [(label,), teller.names(levels), (Run("."),)]
    return Paragraph(tuple(inline for part in told for inline in part))


def _effect(teller: ReportWriter, gap: Gap) -> Inlines:
    label = Run(f"{teller.word('effect')}: ", True)
    effects = teller.effects.of(gap)
    told: list[Inline] = []
    alike: dict[tuple[bool, str, str], list[str]] = {}
    for effect in effects:
        before, after = (decimal(k, teller.language) for k in (effect.before, effect.after))
        alike.setdefault((effect.full, before, after), []).append(teller.level(effect.level))
    for (full, before, after), names in alike.items():
        key = "effect_full" if full else "effect_strength"
        levels = joined([run(name) for name in names], teller.language)
        told += teller.tell(key, level=levels, before=before, after=after)
        told.append(Run(" "))
    if not effects:
        counted = gap.rule.id in STRENGTHENED_BY or counts_pair(gap)
        told += teller.tell("effect_not_here" if counted else "effect_none")
    return (label, *told)
