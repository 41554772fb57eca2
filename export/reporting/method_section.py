"""The method on one page, the rules, and every statement in the material."""

from __future__ import annotations

from collections import Counter

from mellanrum.export.citation import places_in_words
from mellanrum.export.documents.content import (
    Block,
    Column,
    Definition,
    Definitions,
    Inlines,
    Quote,
    Row,
    Run,
    Section,
    Table,
    run,
)
from mellanrum.export.reporting.gap_section import evidence_badge
from mellanrum.export.reporting.writer import ReportWriter
from mellanrum.export.snapshot import Claim
from mellanrum.export.source_lines import EVIDENCE_ORDER
from mellanrum.ontology.namespaces import CONCEPT, MR
from mellanrum.queries.followup.promises import STATUSES

__all__ = ["claims_appendix", "method"]

PRINCIPLES = (
    "method_how",
    "method_fact",
    "method_undocumented",
    "method_severity",
    "method_index",
    "method_persons",
)


def method(teller: ReportWriter, *, whole: bool) -> Section:
    """Return how it was done; with `whole`, the rules and the statuses as well."""
    blocks: list[Block] = [teller.paragraph(key) for key in PRINCIPLES]
    blocks.append(teller.section("evidence_kinds", "evidence-kinds", [_kinds(teller)]))
    if whole:
        blocks.append(teller.section("statuses", "statuses", [_statuses(teller)]))
        blocks.append(teller.section("rules_used", "rules", [_rules(teller)]))
    return teller.section("method", "method", blocks)


def _kinds(teller: ReportWriter) -> Definitions:
    return Definitions(
        tuple(
            Definition(
                (evidence_badge(teller, kind),), _definition(teller, f"evidence-kind/{kind}")
            )
            for kind in EVIDENCE_ORDER
        )
    )


def _statuses(teller: ReportWriter) -> Definitions:
    keys = [f"lifeline-status/{status}" for status in STATUSES]
    return Definitions(
        tuple(Definition(teller.name(str(CONCEPT[key])), _definition(teller, key)) for key in keys)
    )


def _definition(teller: ReportWriter, key: str) -> Inlines:
    concept = teller.snapshot.schema.concept(str(CONCEPT[key]))
    assert concept is not None
    return run(concept.definition.pick(teller.language))


def _rules(teller: ReportWriter) -> Table:
    catalogue, language = teller.snapshot.catalogue, teller.language
    profile = catalogue.profile
    hits = Counter(gap.rule.id for gap in (*teller.snapshot.gaps, *teller.snapshot.flags))
    columns = (
        Column(teller.word("rule"), width=0.08),
        Column(teller.word("question"), width=0.56),
        Column(teller.word("version"), number=True),
        Column(teller.word("severity")),
        Column(teller.word("found"), number=True),
    )
    rows = tuple(
        Row(
            (
                run(rule.id),
                run(f"{rule.title.pick(language)}. {rule.question.pick(language)}"),
                run(str(rule.version)),
                teller.name(str(CONCEPT[f"severity/{profile.severity(rule.id)}"])),
                run(str(hits[rule.id])),
            )
        )
        for rule in catalogue.rules
        if profile.severity(rule.id)
    )
    return Table(teller.word("rules_used"), columns, rows)


# -- every statement ----------------------------------------------------------------------------


def claims_appendix(teller: ReportWriter) -> Section:
    """Return every statement with its evidence, a table for each source."""
    columns = (
        Column(teller.word("claim_id"), width=0.17),
        Column(teller.word("claim_what"), width=0.29),
        Column(teller.word("claim_voice"), width=0.17),
        Column(teller.word("claim_modality"), width=0.11),
        Column(teller.word("claim_place")),
    )
    claims: dict[str, list[Claim]] = {}
    for node in teller.snapshot.rows("Statement"):
        claim = teller.snapshot.claim(node)
        claims.setdefault(claim.source, []).append(claim)
    tables = [
        Table(_source(teller, own[0]), columns, tuple(_claim(teller, claim) for claim in own))
        for own in (claims[source] for source in sorted(claims))
    ]
    return teller.section("appendix_claims", "claims", tables, "appendix")


def _source(teller: ReportWriter, claim: Claim) -> str:
    source = "".join(inline.text for inline in teller.source(claim))
    return teller.say("claims_caption", source=source)


def _claim(teller: ReportWriter, claim: Claim) -> Row:
    places = places_in_words(claim.places, teller.language)
    where: list[Inlines] = [teller.foreign(places)]
    if claim.phrase:
        stop = (Run(". "),) if places else ()
        where += [stop, (Quote(claim.phrase, teller.data_language),)]
    return Row(
        (
            teller.foreign(teller.snapshot.short(claim.iri).removesuffix("/claim")),
            _about(teller, claim),
            (Run(teller.voice(claim).text, language=teller.data_language),),
            teller.name(claim.modality) if claim.modality else (),
            tuple(inline for part in where for inline in part),
        )
    )


def _about(teller: ReportWriter, claim: Claim) -> Inlines:
    """Return what a statement is about, and what it says is lacking there."""
    snapshot = teller.snapshot
    about = teller.name(claim.about) if claim.about else teller.name(claim.iri)
    if str(MR.AbsenceStatement) not in snapshot.facts.types(claim.iri):
        return about
    lack = teller.names(snapshot.values(claim.iri, "lack"))
    return (*about, Run(" ("), *teller.tell("absence_told", what=lack), Run(")"))
