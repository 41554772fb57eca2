"""The gap report as one self-contained HTML page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from mellanrum.export.citation import reference, said_by, written_date
from mellanrum.export.page import render_page
from mellanrum.export.report_strings import STRINGS
from mellanrum.export.snapshot import Snapshot
from mellanrum.export.tables import evidence_label
from mellanrum.ontology.language import Language, Text
from mellanrum.ontology.namespaces import CONCEPT, DCTERMS, MR
from mellanrum.queries.gap import EvidenceKind, Gap
from mellanrum.queries.rules import Rule

__all__ = ["EVIDENCE_ORDER", "SourceLine", "report_page", "source_lines"]

EVIDENCE_ORDER: tuple[EvidenceKind, ...] = ("stated", "contested", "structural", "undocumented")


@dataclass(frozen=True)
class ClaimLine:
    """A claim as a line of the report."""

    text: str
    said_by: str
    modality: str
    reference: str
    phrase: str


@dataclass(frozen=True)
class GapEntry:
    """A gap with what the report tells of it."""

    anchor: str
    sentence: str
    evidence: EvidenceKind
    evidence_label: str
    status: str
    stated_by: tuple[ClaimLine, ...]
    contested_by: tuple[ClaimLine, ...]
    corroborated_by: tuple[ClaimLine, ...]
    addressed_by: tuple[ClaimLine, ...]
    follows_from: tuple[ClaimLine, ...]


@dataclass(frozen=True)
class RuleSection:
    """The gaps of one rule in one municipality."""

    rule: str
    title: str
    question: str
    why: str
    closes: str
    premise: str
    severity: str
    gaps: tuple[GapEntry, ...]
    general: tuple[ClaimLine, ...]


@dataclass(frozen=True)
class MunicipalitySection:
    """One municipality's part of the report."""

    anchor: str
    name: str
    rules: tuple[RuleSection, ...]
    flags: tuple[RuleSection, ...]


@dataclass(frozen=True)
class SourceLine:
    """A source as a row of a table; `claims` counts the statements taken from it."""

    title: str
    kind: str
    issuer: str
    date: str
    diary_number: str
    claims: int
    read: bool


def report_page(
    snapshot: Snapshot, language: Language, *, links: Mapping[str, str] | None = None
) -> str:
    """Return the report in one language.

    Parameters
    ----------
    snapshot : Snapshot
        What to report on.
    language : str
        ``sv`` or ``en``.
    links : mapping of str to str, optional
        Addresses of ``index``, ``map`` and ``other_language`` beside the report.
    """
    strings = {key: text.pick(language) for key, text in STRINGS.items()}
    return render_page(
        "report.html.j2",
        language,
        scripts=(),
        styles=("base.css", "report.css"),
        data=None,
        t=strings,
        title=strings["report_title"],
        links=dict(links or {}),
        as_of=written_date(snapshot.as_of.isoformat(), language) if snapshot.as_of else "",
        datasets=[info.title.pick(language) for info in snapshot.datasets],
        municipalities=_municipalities(snapshot, language),
        evidence_kinds=_kinds(snapshot, language),
        sources=source_lines(snapshot, language),
        rules=_rules_used(snapshot, language),
    )


def _kinds(snapshot: Snapshot, language: Language) -> list[dict[str, str]]:
    concepts = {c.slug: c for c in snapshot.schema.schemes[str(CONCEPT["evidence-kind"])]}
    return [
        {
            "slug": slug,
            "label": concepts[slug].label.pick(language),
            "definition": concepts[slug].definition.pick(language),
        }
        for slug in EVIDENCE_ORDER
    ]


def _municipalities(snapshot: Snapshot, language: Language) -> list[MunicipalitySection]:
    homes = sorted({snapshot.home(node) for node in snapshot.rows("Body")} - {""})
    sections = []
    for home in homes:
        gaps = [gap for gap in snapshot.gaps if gap.municipality == home]
        flags = [flag for flag in snapshot.flags if flag.municipality == home]
        sections.append(
            MunicipalitySection(
                anchor=snapshot.short(home).replace("/", "-"),
                name=snapshot.name(home, language),
                rules=tuple(_rule_sections(snapshot, gaps, language)),
                flags=tuple(_rule_sections(snapshot, flags, language)),
            )
        )
    return sections


def _rule_sections(snapshot: Snapshot, gaps: list[Gap], language: Language) -> list[RuleSection]:
    sections = []
    for rule in dict.fromkeys(gap.rule for gap in gaps):
        own = [gap for gap in gaps if gap.rule == rule]
        general = sorted({node for gap in own for node in gap.generally_stated_by})
        sections.append(
            RuleSection(
                rule=rule.id,
                title=rule.title.pick(language),
                question=rule.question.pick(language),
                why=rule.why.pick(language),
                closes=rule.closes.pick(language),
                premise=rule.premise.pick(language) if rule.premise else "",
                severity=snapshot.name(str(CONCEPT[f"severity/{own[0].severity}"]), language),
                gaps=tuple(_gap_entry(snapshot, gap, language) for gap in _by_evidence(own)),
                general=_lines(snapshot, tuple(general), language),
            )
        )
    return sections


def _by_evidence(gaps: list[Gap]) -> list[Gap]:
    return sorted(gaps, key=lambda gap: (EVIDENCE_ORDER.index(gap.evidence), gap.says))


def _gap_entry(snapshot: Snapshot, gap: Gap, language: Language) -> GapEntry:
    rests_on = dict.fromkeys((gap.subject, gap.object, *gap.about, *gap.support))
    rests_on.pop("", None)
    return GapEntry(
        anchor=gap.iri.rpartition("/")[2],
        sentence=gap.sentence(language),
        evidence=gap.evidence,
        evidence_label=evidence_label(snapshot, gap, language),
        status=snapshot.name(str(CONCEPT[f"gap-status/{gap.status}"]), language),
        stated_by=_lines(snapshot, gap.stated_by, language),
        contested_by=_lines(snapshot, gap.contested_by, language),
        corroborated_by=_lines(snapshot, gap.corroborated_by, language),
        addressed_by=_lines(snapshot, gap.addressed_by, language),
        follows_from=_lines(snapshot, tuple(rests_on), language),
    )


def _lines(snapshot: Snapshot, nodes: tuple[str, ...], language: Language) -> tuple[ClaimLine, ...]:
    """Return the claims about some rows, or of some statements, as lines."""
    lines = []
    for node in nodes:
        for claim in snapshot.claims(node):
            told = claim.about if claim.iri.endswith("/claim") or node != claim.iri else node
            lines.append(
                ClaimLine(
                    text=snapshot.name(told, language),
                    said_by=said_by(snapshot, claim, language),
                    modality=snapshot.name(claim.modality, language) if claim.modality else "",
                    reference=reference(claim, language),
                    phrase=claim.phrase,
                )
            )
    return tuple(dict.fromkeys(lines))


def source_lines(snapshot: Snapshot, language: Language) -> list[SourceLine]:
    """Return the sources with what each contributed, those that were read first."""
    counts = Counter(snapshot.value(node, "source") for node in snapshot.rows("Statement"))
    lines = []
    for node in snapshot.rows("SourceDocument"):
        date = snapshot.facts.value(node, str(DCTERMS.date))
        kind, issuer = snapshot.value(node, "documentType"), snapshot.value(node, "issuer")
        lines.append(
            SourceLine(
                title=snapshot.name(node, language),
                kind=snapshot.name(kind, language) if kind else "",
                issuer=snapshot.name(issuer, language) if issuer else "",
                date=written_date(date, language) or STRINGS["undated"].pick(language),
                diary_number=snapshot.facts.value(node, str(MR.diaryNumber)),
                claims=counts[node],
                read=snapshot.value(node, "inCorpus") != "false",
            )
        )
    return sorted(lines, key=lambda line: (not line.read, line.issuer, line.title, line.date))


def _rules_used(snapshot: Snapshot, language: Language) -> list[dict[str, str]]:
    profile = snapshot.catalogue.profile
    return [
        _rule_line(snapshot, rule, profile.severity(rule.id), language)
        for rule in snapshot.catalogue.rules
        if profile.severity(rule.id)
    ]


def _rule_line(
    snapshot: Snapshot, rule: Rule, severity: str | None, language: Language
) -> dict[str, str]:
    return {
        "id": rule.id,
        "title": rule.title.pick(language),
        "question": rule.question.pick(language),
        "version": str(rule.version),
        "severity": snapshot.name(str(CONCEPT[f"severity/{severity}"]), language),
    }


def joined(names: list[str], language: Language) -> str:
    """Return names joined with commas and a last *and*."""
    word = Text(" och ", " and ").pick(language)
    return word.join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
