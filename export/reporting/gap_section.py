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
from mellanrum.export.reporting.phrasing import joined
from mellanrum.export.reporting.strings import EVIDENCE_SENTENCES
from mellanrum.export.reporting.writer import ReportWriter, gap_id
from mellanrum.export.wording import decimal, meeting_level_name
from mellanrum.ontology.namespaces import MR
from mellanrum.ontology.vocabularies import EVIDENCE, GAP_STATUS, SEVERITY
from mellanrum.queries.finding.gap import EvidenceKind, Gap
from mellanrum.queries.rules.catalogue import Rule

__all__ = ["board_gaps", "evidence_badge", "flag_sections", "gap_sections"]


def evidence_badge(writer: ReportWriter, kind: EvidenceKind) -> Badge:
    """Return the kind of evidence as a mark with its label."""
    return Badge(EVIDENCE[kind].label.pick(writer.language), kind)


def gap_sections(writer: ReportWriter) -> Iterator[Section]:
    """Yield the gaps of each municipality, by rule, with everything that is known of them."""
    for municipality in writer.municipalities:
        gaps = writer.gaps_of(municipality)
        rules = dict.fromkeys(gap.rule for gap in gaps)
        blocks: list[Block] = [writer.paragraph("no_gaps")] if not gaps else []
        if gaps:
            sources = (Link(writer.word("sources"), "#sources"),)
            blocks += [
                writer.paragraph("overview_note", "note"),
                _overview(writer, municipality, gaps),
            ]
            blocks.append(writer.paragraph("references_note", "note", sources=sources))
        for rule in rules:
            blocks.append(
                _rule(writer, municipality, rule, [gap for gap in gaps if gap.rule == rule])
            )
        title = writer.tell("gaps_of", name=writer.name(municipality))
        yield Section(title, writer.anchor(municipality), tuple(blocks))


def board_gaps(writer: ReportWriter) -> Iterator[Section]:
    """Yield the gaps of high severity of each municipality, without the chain of evidence."""
    for municipality in writer.municipalities:
        gaps = [gap for gap in writer.gaps_of(municipality) if gap.severity == SEVERITY.slugs[0]]
        blocks: list[Block] = [writer.paragraph("board_gaps" if gaps else "board_none")]
        for rule in dict.fromkeys(gap.rule for gap in gaps):
            own = tuple(_board_gap(writer, gap) for gap in gaps if gap.rule == rule)
            entries = (
                Definition(run(writer.word("why")), run(rule.why.pick(writer.language))),
                Definition(run(writer.word("closes")), run(rule.closes.pick(writer.language))),
            )
            title = run(rule.title.pick(writer.language))
            told = (Definitions(entries), BulletList(own))
            blocks.append(Section(title, writer.anchor(municipality, rule.id), told, listed=False))
        title = writer.tell("gaps_of", name=writer.name(municipality))
        yield Section(title, writer.anchor(municipality), tuple(blocks))


def flag_sections(writer: ReportWriter) -> Iterator[Section]:
    """Yield what a reader should know of the sources; never gaps."""
    flags = writer.snapshot.flags
    if flags:
        lists = tuple(
            BulletList(
                tuple(_flag(writer, flag) for flag in flags if flag.rule == rule),
                f"{rule.title.pick(writer.language)} ({rule.id})",
            )
            for rule in dict.fromkeys(flag.rule for flag in flags)
        )
        yield writer.section("flags", "flags", [writer.paragraph("flags_note"), *lists])


def _flag(writer: ReportWriter, flag: Gap) -> Item:
    """Return a flag with the claims that it rests on: whose they are, and where they stand."""
    said = writer.snapshot.rows("Statement")
    about = [node for node in flag.about if node in said]
    rests_on = writer.items((*about, flag.subject))
    detail: list[Inline] = []
    for item in rests_on:
        named = (*item.inlines, Run(". ")) if len(rests_on) > 1 else ()
        detail += (*named, *item.detail)
    return Item(run(flag.sentence(writer.language)), tuple(detail), gap_id(flag.iri))


# -- a table of what there is -------------------------------------------------------------------


def _overview(writer: ReportWriter, municipality: str, gaps: list[Gap]) -> Table:
    kinds = [kind.label.pick(writer.language) for kind in EVIDENCE]
    columns = (
        Column(writer.word("rule"), width=0.33),
        Column(writer.word("severity"), width=0.15),
        *(Column(kind, number=True) for kind in kinds),
    )
    rows = tuple(
        _overview_row(writer, municipality, rule, [gap for gap in gaps if gap.rule == rule])
        for rule in dict.fromkeys(gap.rule for gap in gaps)
    )
    caption = writer.say("overview", name=writer.name(municipality))
    return Table(caption, columns, rows)


def _overview_row(writer: ReportWriter, municipality: str, rule: Rule, gaps: list[Gap]) -> Row:
    title = f"{rule.id} {rule.title.pick(writer.language)}"
    counts = [sum(gap.evidence == kind for gap in gaps) for kind in EVIDENCE.slugs]
    return Row(
        (
            (Link(title, f"#{writer.anchor(municipality, rule.id)}"),),
            writer.name(SEVERITY.iri(gaps[0].severity)),
            *(run(str(count) if count else "–") for count in counts),
        )
    )


def _rule(writer: ReportWriter, municipality: str, rule: Rule, gaps: list[Gap]) -> Section:
    language = writer.language
    entries = [
        Definition(run(writer.word("question")), run(rule.question.pick(language))),
        Definition(run(writer.word("why")), run(rule.why.pick(language))),
        Definition(run(writer.word("closes")), run(rule.closes.pick(language))),
    ]
    if rule.premise is not None:
        entries.append(Definition(run(writer.word("premise")), run(rule.premise.pick(language))))
    blocks: list[Block] = [Definitions(tuple(entries))]
    blocks += [_gap(writer, gap) for gap in gaps]
    general = writer.items(sorted({node for gap in gaps for node in gap.generally_stated_by}))
    if general:
        told = (writer.paragraph("general_note", "note"), BulletList(general))
        anchor = writer.anchor(municipality, f"{rule.id}-general")
        title = f"{writer.word('general')} ({rule.id})"
        blocks.append(Section(run(title), anchor, told, listed=False))
    title = f"{rule.title.pick(language)} ({rule.id})"
    return Section(run(title), writer.anchor(municipality, rule.id), tuple(blocks))


# -- one gap ------------------------------------------------------------------------------------


def _gap(writer: ReportWriter, gap: Gap) -> Section:
    blocks: list[Block] = [_how(writer, gap), _standing(writer, gap), _where(writer, gap)]
    blocks += _statements(writer, gap)
    blocks += writer.claims("contested_by", gap.contested_by)
    blocks += writer.claims("generally_contested_by", gap.generally_contested_by)
    promised = writer.claims("addressed_by", gap.addressed_by)
    if not promised and not _is_on_commitments(writer, gap):
        blocks.append(writer.paragraph("no_promise"))
    blocks += (*promised, *writer.claims("proposed", gap.proposed))
    if unread := writer.snapshot.unread(gap):
        blocks.append(writer.paragraph("unread", names=_documents(writer, unread)))
    blocks.append(Paragraph(_effect(writer, gap)))
    rests_on = dict.fromkeys((gap.subject, gap.object, *gap.about, *gap.support))
    rests_on.pop("", None)
    items = writer.items(rests_on)
    if items:
        blocks.append(Folded(writer.word("follows_from"), (BulletList(items),)))
    return _framed(writer, gap, blocks)


def _is_on_commitments(writer: ReportWriter, gap: Gap) -> bool:
    """Tell whether commitments are what the gap is about: none is to address such a gap."""
    commitments = writer.snapshot.rows("Commitment")
    is_missing = gap.rule.missing_class == str(MR.Commitment)
    return is_missing or any(node in commitments for node in (gap.subject, gap.object, *gap.about))


def _documents(writer: ReportWriter, sources: Iterable[str]) -> Inlines:
    """Return documents by title, as links to where they stand in the list of sources."""
    named = [
        (Link(writer.snapshot.name(each), f"#{writer.source_anchor(each)}", writer.data_language),)
        for each in sources
    ]
    return joined(named, writer.language)


def _statements(writer: ReportWriter, gap: Gap) -> Iterator[Block]:
    """Yield who states and who confirms a gap; what does both is told once, as both."""
    findings = {_stand(writer, node): node for node in gap.corroborated_by}
    both = {n: findings[stand] for n in gap.stated_by if (stand := _stand(writer, n)) in findings}
    items: list[Item] = []
    for node, finding in both.items():
        also = _also(writer, node, finding)
        items += [replace(item, detail=(*item.detail, *also)) for item in writer.items([node])]
    items += writer.items(node for node in gap.stated_by if node not in both)
    if items:
        yield BulletList(tuple(items), writer.word("stated_by"))
    rest = [node for node in gap.corroborated_by if node not in both.values()]
    yield from writer.claims("corroborated_by", rest)


def _also(writer: ReportWriter, node: str, finding: str) -> Inlines:
    """Return that a statement is a finding as well, by its name and phrase where these differ."""
    name, [claim, *_] = writer.name(finding), writer.snapshot.claims(finding)
    alike = writer.snapshot.name(finding) == writer.snapshot.name(node)
    told = writer.tell("also_finding") if alike else writer.tell("also_finding_named", name=name)
    if not claim.phrase or claim.phrase in {c.phrase for c in writer.snapshot.claims(node)}:
        return (*told, Run(" "))
    found = Quote(claim.phrase, writer.data_language)
    return (*told, Run(f" {writer.word('phrase')}"), found, Run(". "))


def _stand(writer: ReportWriter, node: str) -> tuple[object, ...]:
    """Return whose a statement is and where it stands; the node itself where that is not known."""
    claims = writer.snapshot.claims(node)
    known = tuple((c.source, c.voice, c.reported_via, c.places) for c in claims if c.places)
    return known or (node,)


def _board_gap(writer: ReportWriter, gap: Gap) -> Item:
    promises = writer.names(dict.fromkeys(gap.addressed_by))
    label = Run(f" {writer.word('addressed_by')}: ", True)
    promised: Inlines = (label, *promises, Run(".")) if promises else ()
    effect = (Run(" "), *_effect(writer, gap)) if writer.effects.of(gap) else ()
    detail = (*_how(writer, gap, short=True).inlines, *promised, *effect)
    return Item(run(gap.sentence(writer.language)), detail, gap_id(gap.iri))


def _framed(writer: ReportWriter, gap: Gap, blocks: Iterable[Block]) -> Section:
    anchor = gap_id(gap.iri)
    link: tuple[Block, ...] = ()
    if "map" in writer.links:
        target = f"{writer.links['map']}#gap={anchor}"
        link = (Paragraph((Link(writer.word("on_map"), target),)),)
    title = run(gap.sentence(writer.language))
    return Section(title, anchor, (*blocks, *link), "gap", listed=False)


def _how(writer: ReportWriter, gap: Gap, *, short: bool = False) -> Paragraph:
    badge, kind = evidence_badge(writer, gap.evidence), EVIDENCE[gap.evidence]
    told = EVIDENCE_SENTENCES.get(f"{kind.slug}_short" if short else kind.slug, kind.definition)
    return Paragraph((badge, Run(" "), *writer.tell(told)))


def _standing(writer: ReportWriter, gap: Gap) -> Paragraph:
    return writer.paragraph(
        "severity_status",
        severity=writer.name(SEVERITY.iri(gap.severity)),
        status=writer.name(GAP_STATUS.iri(gap.status)),
    )


def _where(writer: ReportWriter, gap: Gap) -> Paragraph:
    levels = [gap.level] if gap.level else list(gap.rule.levels)
    parties = dict.fromkeys(node for node in (gap.subject, gap.object) if node)
    told: list[Inlines] = [
        (Run(f"{writer.word('where')}: ", True),),
        writer.name(gap.municipality),
        (Run(". "), Run(f"{writer.word('concerns')}: ", True)),
        writer.names(parties),
        (Run("."),),
    ]
    if levels:
        label = Run(f" {writer.word('at_level')}: ", True)
        told += [(label,), writer.names(levels), (Run("."),)]
    return Paragraph(tuple(inline for part in told for inline in part))


def _effect(writer: ReportWriter, gap: Gap) -> Inlines:
    label = Run(f"{writer.word('effect')}: ", True)
    effects = writer.effects.of(gap)
    told: list[Inline] = []
    alike: dict[tuple[bool, str, str], list[str]] = {}
    for effect in effects:
        before, after = (decimal(k, writer.language) for k in (effect.before, effect.after))
        name = meeting_level_name(effect.level, writer.language)
        alike.setdefault((effect.full, before, after), []).append(name)
    for (full, before, after), names in alike.items():
        key = "effect_full" if full else "effect_strength"
        levels = joined([run(name) for name in names], writer.language)
        told += writer.tell(key, level=levels, before=before, after=after)
        told.append(Run(" "))
    if not effects:
        told += writer.tell("effect_not_here" if gap.rule.strengthens else "effect_none")
    return (label, *told)
