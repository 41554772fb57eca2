"""The method on one page, the rules, and every statement in the material."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from mellanrum.export.citation import places_in_words
from mellanrum.export.documents.content import (
    Block,
    Cells,
    Definition,
    Definitions,
    Inlines,
    Quote,
    Row,
    Run,
    Section,
    run,
)
from mellanrum.export.reporting.phrasing import begun, bracketed, joined
from mellanrum.export.reporting.writer import ReportWriter
from mellanrum.export.snapshot import Claim
from mellanrum.ontology.namespaces import MR
from mellanrum.ontology.vocabularies import LIFELINE_STATUS, SEVERITY, Concept
from mellanrum.queries.followup.promises import STATUSES
from mellanrum.queries.rules.rule import Rule

__all__ = ["claims_appendix", "method", "rules"]

PRINCIPLES = (
    "method_how",
    "method_fact",
    "method_severity",
    "method_index",
    "method_persons",
)
CLAIMS = {
    "claim_id": 0.17,
    "claim_what": 0.29,
    "claim_voice": 0.17,
    "claim_modality": 0.11,
    "claim_place": 0,
}


def method(writer: ReportWriter) -> Section:
    """Return how it was done, on a page."""
    statuses = [LIFELINE_STATUS[status] for status in STATUSES]
    defined = writer.section("statuses", [_defined(writer, statuses)])
    return writer.section("method", (*map(writer.paragraph, PRINCIPLES), defined))


def rules(writer: ReportWriter, *, whole: bool) -> Section:
    """Return the rules that found something, with their premises; with `whole`, all of them."""
    return writer.section("rules_used", _rules(writer, whole=whole), anchor="rules")


def _defined(writer: ReportWriter, concepts: Iterable[Concept]) -> Definitions:
    return Definitions(
        tuple(
            Definition(begun(writer.name(each.iri)), writer.told(each.definition))
            for each in concepts
        )
    )


def _rules(writer: ReportWriter, *, whole: bool) -> Iterator[Block]:
    catalogue = writer.snapshot.catalogue
    profile = catalogue.profile
    found = Counter(line.rule.id for gap in writer.snapshot.gaps for line in gap.lines)
    hits = found + Counter(flag.rule.id for flag in writer.snapshot.flags)
    active = [rule for rule in catalogue.rules if profile.get(rule.id)]
    rows = [
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
        for rule in active
        if whole or hits[rule.id]
    ]
    widths = {"rule": 0.08, "question": 0.62, "version": 0, "severity": 0, "found": 0}
    yield writer.table(writer.word("rules_used"), widths, rows, ("version", "found"))
    silent = [run(f"{rule.id} v{rule.version}") for rule in active if not hits[rule.id]]
    if silent and not whole:
        yield writer.paragraph("rules_without_hits", rules=joined(silent, writer.language))


def _asks(writer: ReportWriter, rule: Rule) -> Inlines:
    told = f"{rule.title.pick(writer.language)}. {rule.question.pick(writer.language)}"
    if rule.premise is None:
        return run(told)
    label = Run(f" {writer.word('premise')}: ", strong=True)
    return (Run(told), label, Run(rule.premise.pick(writer.language)))


# -- every statement ----------------------------------------------------------------------------


def claims_appendix(writer: ReportWriter) -> Section:
    """Return every statement with its evidence, a table for each source."""
    claims: dict[str, list[Claim]] = {}
    for node in writer.snapshot.rows("Statement"):
        claim = writer.snapshot.claim(node)
        claims.setdefault(claim.source, []).append(claim)
    tables = [
        writer.table(
            writer.say("claims_caption", source=writer.source(own[0].source).text),
            CLAIMS,
            [_claim(writer, claim) for claim in own],
        )
        for own in (claims[source] for source in sorted(claims))
    ]
    return writer.section("appendix_claims", tables, anchor="claims", kind="page")


def _claim(writer: ReportWriter, claim: Claim) -> Cells:
    places = places_in_words(claim.places, writer.language)
    where = writer.foreign(places)
    if claim.phrase:
        stop = (Run(". "),) if places else ()
        where = (*where, *stop, Quote(claim.phrase, writer.data_language))
    return (
        writer.foreign(writer.snapshot.short(claim.iri).removesuffix("/claim")),
        _about(writer, claim),
        writer.foreign(writer.voice(claim).text),
        writer.name(claim.modality) if claim.modality else (),
        where,
    )


def _about(writer: ReportWriter, claim: Claim) -> Inlines:
    """Return what a statement is about, and what it says is lacking there."""
    snapshot = writer.snapshot
    about = writer.name(claim.about or claim.iri)
    if str(MR.AbsenceStatement) not in snapshot.facts.types(claim.iri):
        return about
    lack = writer.names(snapshot.values(claim.iri, "lack"))
    return bracketed(about, writer.tell("absence_told", what=lack))
