"""The method on one page, the rules, and every statement in the material."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mellanrum.export.citation import places_in_words
from mellanrum.export.documents.content import (
    Block,
    BulletList,
    ColumnHead,
    Definition,
    Definitions,
    Inlines,
    ListItem,
    Quote,
    Row,
    Run,
    Section,
    TableBlock,
    run,
)
from mellanrum.export.reporting.phrasing import joined
from mellanrum.export.reporting.writer import ReportWriter, begun
from mellanrum.export.snapshot import Claim
from mellanrum.ontology.namespaces import CONCEPT, MR
from mellanrum.ontology.vocabularies import SEVERITY
from mellanrum.queries.finding.flag import Flag
from mellanrum.queries.followup.promises import STATUSES
from mellanrum.queries.rules.rule import Rule
from mellanrum.queries.tiers.item import TIERS

__all__ = ["claims_appendix", "method"]

PRINCIPLES = (
    "method_how",
    "method_fact",
    "method_tiers",
    "method_severity",
    "method_index",
    "method_persons",
)


def method(writer: ReportWriter, *, whole: bool) -> Section:
    """Return how it was done; with `whole`, the rules and the statuses as well."""
    blocks: list[Block] = [writer.paragraph(key) for key in PRINCIPLES]
    blocks.append(writer.section("tiers", "tiers", [_tiers(writer)]))
    if whole:
        blocks += _flags(writer)
        blocks.append(writer.section("statuses", "statuses", [_statuses(writer)]))
        blocks.append(writer.section("rules_used", "rules", [_rules(writer)]))
    return writer.section("method", "method", blocks)


def _tiers(writer: ReportWriter) -> Definitions:
    keys = [f"tier/{tier}" for tier in TIERS]
    return Definitions(
        tuple(Definition(_named(writer, key), _definition(writer, key)) for key in keys)
    )


def _flags(writer: ReportWriter) -> Iterator[Section]:
    """Yield what a reader should know of the sources, with where it stands; never gaps."""
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


def _flag(writer: ReportWriter, flag: Flag) -> ListItem:
    claims = [c for node in (*flag.about, flag.subject) for c in writer.snapshot.claims(node)]
    where = joined([writer.where(claim) for claim in claims[:1]], writer.language)
    return ListItem(run(flag.says.pick(writer.language)), where)


def _statuses(writer: ReportWriter) -> Definitions:
    keys = [f"lifeline-status/{status}" for status in STATUSES]
    return Definitions(
        tuple(Definition(_named(writer, key), _definition(writer, key)) for key in keys)
    )


def _named(writer: ReportWriter, key: str) -> Inlines:
    return begun(writer.name(str(CONCEPT[key])))


def _definition(writer: ReportWriter, key: str) -> Inlines:
    concept = writer.snapshot.schema.concept(str(CONCEPT[key]))
    assert concept is not None
    return run(concept.definition.pick(writer.language))


def _rules(writer: ReportWriter) -> TableBlock:
    catalogue = writer.snapshot.catalogue
    profile = catalogue.profile
    found = Counter(line.rule.id for gap in writer.snapshot.gaps for line in gap.lines)
    hits = found + Counter(flag.rule.id for flag in writer.snapshot.flags)
    columns = (
        ColumnHead(writer.word("rule"), width=0.08),
        ColumnHead(writer.word("question"), width=0.56),
        ColumnHead(writer.word("version"), number=True),
        ColumnHead(writer.word("severity")),
        ColumnHead(writer.word("found"), number=True),
    )
    rows = tuple(
        Row(
            (
                run(rule.id),
                _asks(writer, rule),
                run(str(rule.version)),
                writer.name(SEVERITY.iri(str(profile.get(rule.id)))),
                run(str(hits[rule.id])),
            ),
            f"rule-{rule.id}",
        )
        for rule in catalogue.rules
        if profile.get(rule.id)
    )
    return TableBlock(writer.word("rules_used"), columns, rows)


def _asks(writer: ReportWriter, rule: Rule) -> Inlines:
    told = f"{rule.title.pick(writer.language)}. {rule.question.pick(writer.language)}"
    if rule.premise is None:
        return run(told)
    label = Run(f" {writer.word('premise')}: ", strong=True)
    return (Run(told), label, Run(rule.premise.pick(writer.language)))


# -- every statement ----------------------------------------------------------------------------


def claims_appendix(writer: ReportWriter) -> Section:
    """Return every statement with its evidence, a table for each source."""
    columns = (
        ColumnHead(writer.word("claim_id"), width=0.17),
        ColumnHead(writer.word("claim_what"), width=0.29),
        ColumnHead(writer.word("claim_voice"), width=0.17),
        ColumnHead(writer.word("claim_modality"), width=0.11),
        ColumnHead(writer.word("claim_place")),
    )
    claims: dict[str, list[Claim]] = {}
    for node in writer.snapshot.rows("Statement"):
        claim = writer.snapshot.claim(node)
        claims.setdefault(claim.source, []).append(claim)
    tables = [
        TableBlock(_source(writer, own[0]), columns, tuple(_claim(writer, claim) for claim in own))
        for own in (claims[source] for source in sorted(claims))
    ]
    return writer.section("appendix_claims", "claims", tables, "appendix")


def _source(writer: ReportWriter, claim: Claim) -> str:
    source = "".join(inline.text for inline in writer.source(claim))
    return writer.say("claims_caption", source=source)


def _claim(writer: ReportWriter, claim: Claim) -> Row:
    places = places_in_words(claim.places, writer.language)
    where: list[Inlines] = [writer.foreign(places)]
    if claim.phrase:
        stop = (Run(". "),) if places else ()
        where += [stop, (Quote(claim.phrase, writer.data_language),)]
    return Row(
        (
            writer.foreign(writer.snapshot.short(claim.iri).removesuffix("/claim")),
            _about(writer, claim),
            (Run(writer.voice(claim).text, language=writer.data_language),),
            writer.name(claim.modality) if claim.modality else (),
            tuple(inline for part in where for inline in part),
        )
    )


def _about(writer: ReportWriter, claim: Claim) -> Inlines:
    """Return what a statement is about, and what it says is lacking there."""
    snapshot = writer.snapshot
    about = writer.name(claim.about) if claim.about else writer.name(claim.iri)
    if str(MR.AbsenceStatement) not in snapshot.facts.types(claim.iri):
        return about
    lack = writer.names(snapshot.values(claim.iri, "lack"))
    return (*about, Run(" ("), *writer.tell("absence_told", what=lack), Run(")"))
