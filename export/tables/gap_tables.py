"""The gaps as CSV and JSON: three tiers, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict

from mellanrum.export.citation import reference, said_by
from mellanrum.export.documents.sheets import keyed_sheet, sheet_csv
from mellanrum.export.snapshot import Snapshot
from mellanrum.graph.table import json_text
from mellanrum.ontology.language import Language, Text
from mellanrum.ontology.namespaces import CONCEPT
from mellanrum.ontology.vocabularies import slug_of
from mellanrum.queries.anatomy.plain import (
    plain_anatomy,
    plain_cards,
    plain_norm,
    plain_not_asked,
)
from mellanrum.queries.finding.flag import Flag
from mellanrum.queries.tiers.item import Gap, Line, Stated

__all__ = ["COLUMNS", "FORMAT", "gap_record", "gaps_csv", "gaps_json", "references"]

FORMAT = 2
Plain = dict[str, object]

COLUMNS: dict[str, Text] = {
    "tier": Text("nivå i listan", "tier"),
    "place": Text("plats", "place"),
    "title": Text("mellanrum", "gap"),
    "says": Text("beskrivning", "description"),
    "municipality": Text("kommun", "municipality"),
    "status": Text("läge", "state"),
    "severity": Text("allvarlighet", "severity"),
    "clause": Text("varför här", "why here"),
    "subject": Text("gäller", "subject"),
    "object": Text("gentemot", "object"),
    "level": Text("nivå", "level"),
    "about": Text("om", "about"),
    "lack": Text("brist", "lack"),
    "evidence": Text("evidensslag", "evidence kind"),
    "voices": Text("sägs av", "stated by"),
    "statements": Text("uttalanden", "statements"),
    "repeated_from": Text("upprepar", "repeats"),
    "contested_by": Text("motsägs av", "contested by"),
    "contested_for": Text("motsägs för", "contested for"),
    "recommendations": Text("rekommendationer", "recommendations"),
    "commitments": Text("åtaganden", "commitments"),
    "rules": Text("regler", "rules"),
    "required_by": Text("väntat enligt", "expected by"),
    "expected": Text("väntat", "expected"),
    "shown": Text("visat", "shown"),
    "references": Text("hänvisningar", "references"),
    "as_of": Text("läge per", "as of"),
    "id": Text("id", "id"),
    "iri": Text("iri", "iri"),
}


# -- JSON -------------------------------------------------------------------------------------


def gaps_json(snapshot: Snapshot, gaps: Iterable[Gap] | None = None) -> str:
    """Return the gaps as JSON of format 2 (docs/gaps.schema.json), with what is told beside them.

    Keys and closed values are English slugs, texts are in both languages, and rows are named
    ``dataset/id``.
    """
    chosen, anatomy = snapshot.gaps if gaps is None else gaps, snapshot.anatomy()
    told = {
        "format": FORMAT,
        "as_of": snapshot.as_of,
        "datasets": [info.slug for info in snapshot.datasets],
        "gaps": [gap_record(snapshot, gap) for gap in chosen],
        "flags": [_flag(snapshot, flag) for flag in snapshot.flags],
        "cards": plain_cards(anatomy, snapshot.short),
        "anatomy": plain_anatomy(anatomy, snapshot.short),
        "not_asked": plain_not_asked(anatomy, snapshot.short),
    }
    return json_text(told)


def gap_record(snapshot: Snapshot, gap: Gap) -> Plain:
    """Return a gap as plain values; rows are named in the short form ``dataset/id``."""
    stated, short, shorts = gap.stated or Stated(), snapshot.short, snapshot.shorts
    lines = [_line(snapshot, line) for line in gap.lines]
    return {
        "id": slug_of(gap.iri),
        "iri": gap.iri,
        "tier": gap.tier,
        "place": {"rank": gap.place.rank, "clause": asdict(gap.place.clause)},
        "title": asdict(gap.title),
        "says": asdict(gap.says),
        "municipality": short(gap.municipality),
        "dataset": gap.dataset,
        "as_of": gap.as_of,
        "subject": short(gap.subject),
        "object": short(gap.object) if gap.object else None,
        "level": slug_of(gap.level) or None,
        "about": shorts(gap.about),
        "support": shorts(gap.support),
        "lack": [slug_of(kind) for kind in gap.lack],
        "evidence": gap.evidence or None,
        "severity": gap.severity,
        "status": gap.status,
        "focus": {"in": gap.focus.inside, "reason": gap.focus.reason or None},
        "stated": _stated(snapshot, gap.stated) if gap.stated else None,
        "contested": [
            {
                "by": short(each.by) if each.by else None,
                "for": short(each.for_) if each.for_ else None,
                "statement": short(each.statement),
            }
            for each in stated.contested
        ],
        "repeated_from": shorts(stated.repeated_from),
        "also_visible": lines if gap.stated else [],
        "found_by": [] if gap.stated else lines,
        "required_by": [plain_norm(norm, snapshot.short) for norm in gap.required_by],
        "expected": gap.expected,
        "shown": gap.shown,
        "references": [
            {"by": asdict(by), "where": asdict(where)} for by, where in references(snapshot, gap)
        ],
        "replaces": gap.replaces,
    }


def _stated(snapshot: Snapshot, stated: Stated) -> Plain:
    shorts = snapshot.shorts
    return {
        "statements": shorts(stated.statements),
        "findings": shorts(stated.findings),
        "recommendations": shorts(stated.recommendations),
        "replies": shorts(stated.replies),
        "unread_replies": shorts(stated.unread_replies),
        "commitments": shorts(stated.commitments),
        "answers": shorts(stated.answers),
        "voices": shorts(stated.voices),
        "confirmed_by": shorts(stated.confirmed_by),
        "qualified_by": shorts(stated.qualified_by),
        "modality": stated.modality or None,
        "general": stated.general,
        "ended": stated.ended,
    }


def _line(snapshot: Snapshot, line: Line) -> Plain:
    return {
        "rule": line.rule.id,
        "says": asdict(line.says),
        "rows": snapshot.shorts(line.support),
    }


def _flag(snapshot: Snapshot, flag: Flag) -> Plain:
    return {
        "rule": flag.rule.id,
        "says": asdict(flag.says),
        "municipality": snapshot.short(flag.municipality),
        "dataset": flag.dataset,
        "subject": snapshot.short(flag.subject),
        "object": snapshot.short(flag.object) if flag.object else None,
        "about": snapshot.shorts(flag.about),
        "support": snapshot.shorts(flag.support),
    }


def references(snapshot: Snapshot, gap: Gap) -> tuple[tuple[Text, Text], ...]:
    """Return who says what a gap rests on, and where it stands, each once.

    Of a stated lack those are its statements and findings, of an expected one what requires it,
    and of a structural one the rows that it follows from.
    """
    norms = tuple(norm.iri for norm in gap.required_by)
    stated = (*gap.stated.statements, *gap.stated.findings) if gap.stated else ()
    nodes = stated or ((*norms, *gap.support) if gap.tier == "expected" else gap.support)
    claims = (claim for node in nodes for claim in snapshot.claims(node))
    return tuple(
        dict.fromkeys(
            (
                Text(said_by(snapshot, claim, "sv"), said_by(snapshot, claim, "en")),
                Text(reference(claim, "sv"), reference(claim, "en")),
            )
            for claim in claims
        )
    )


# -- CSV --------------------------------------------------------------------------------------


def gaps_csv(snapshot: Snapshot, language: Language, gaps: Iterable[Gap] | None = None) -> str:
    """Return the gaps as CSV with headings in a language; several values are joined by ``; ``.

    The tiers stand one after the other, each in its order.
    """
    chosen = snapshot.gaps if gaps is None else gaps
    rows = (dict(_values(snapshot, gap, language)) for gap in chosen)
    return sheet_csv(keyed_sheet(COLUMNS, rows, language))


def _values(snapshot: Snapshot, gap: Gap, language: Language) -> Iterator[tuple[str, str]]:
    """Yield the value of each column."""

    def names(scheme: str, *slugs: str) -> str:
        concepts = (str(CONCEPT[f"{scheme}/{slug}"]) for slug in slugs if slug)
        return "; ".join(snapshot.name(concept, language) for concept in concepts)

    def rows(nodes: Iterable[str]) -> str:
        return "; ".join(snapshot.shorts(dict.fromkeys(filter(None, nodes))))

    stated = gap.stated or Stated()
    yield "tier", names("tier", gap.tier)
    yield "place", str(gap.place.rank)
    yield "title", gap.title.pick(language)
    yield "says", gap.sentence(language)
    yield "municipality", snapshot.name(gap.municipality, language)
    yield "status", names("gap-status", gap.status)
    yield "severity", names("severity", gap.severity)
    yield "clause", gap.place.clause.pick(language)
    yield "subject", snapshot.short(gap.subject)
    yield "object", rows((gap.object,))
    yield "level", names("level", slug_of(gap.level))
    yield "about", rows(gap.about)
    yield "lack", names("lack", *map(slug_of, gap.lack))
    yield "evidence", names("evidence-kind", gap.evidence)
    yield "voices", "; ".join(snapshot.name(voice, language) for voice in stated.voices)
    yield "statements", rows((*stated.statements, *stated.findings))
    yield "repeated_from", rows(stated.repeated_from)
    yield "contested_by", rows(each.by or each.statement for each in stated.contested)
    yield "contested_for", rows(each.for_ for each in stated.contested)
    yield "recommendations", rows(stated.recommendations)
    yield "commitments", rows(stated.commitments)
    yield "rules", "; ".join(dict.fromkeys(line.rule.id for line in gap.lines))
    yield "required_by", "; ".join(norm.reference.pick(language) for norm in gap.required_by)
    yield "expected", names("element", *gap.expected)
    yield "shown", names("element", *gap.shown)
    told = references(snapshot, gap)
    yield "references", "; ".join(f"{by.pick(language)}: {at.pick(language)}" for by, at in told)
    yield "as_of", gap.as_of.isoformat() if gap.as_of else ""
    yield "id", slug_of(gap.iri)
    yield "iri", gap.iri
