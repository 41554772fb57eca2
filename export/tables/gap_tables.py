"""The gaps as CSV and JSON: three tiers, one after the other."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from mellanrum.export.citation import reference, said_by
from mellanrum.export.snapshot import Snapshot
from mellanrum.graph.table import csv_text
from mellanrum.ontology.language import Language, Text
from mellanrum.ontology.namespaces import CONCEPT
from mellanrum.ontology.vocabularies import slug_of
from mellanrum.queries.anatomy.plain import plain_anatomy, plain_cards, plain_not_asked
from mellanrum.queries.finding.flag import Flag
from mellanrum.queries.tiers.item import Gap, Line, NormRef, Stated

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
        "as_of": snapshot.as_of.isoformat() if snapshot.as_of else None,
        "datasets": [info.slug for info in snapshot.datasets],
        "gaps": [gap_record(snapshot, gap) for gap in chosen],
        "flags": [_flag(snapshot, flag) for flag in snapshot.flags],
        "cards": plain_cards(anatomy, snapshot.short),
        "anatomy": plain_anatomy(anatomy, snapshot.short),
        "not_asked": plain_not_asked(anatomy, snapshot.short),
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def gap_record(snapshot: Snapshot, gap: Gap) -> Plain:
    """Return a gap as plain values; rows are named in the short form ``dataset/id``."""
    stated, lines = gap.stated or Stated(), [_line(snapshot, line) for line in gap.lines]
    return {
        "id": slug_of(gap.iri),
        "iri": gap.iri,
        "tier": gap.tier,
        "place": {"rank": gap.place.rank, "clause": _text(gap.place.clause)},
        "title": _text(gap.title),
        "says": _text(gap.says),
        "municipality": snapshot.short(gap.municipality),
        "dataset": gap.dataset,
        "as_of": gap.as_of.isoformat() if gap.as_of else None,
        "subject": snapshot.short(gap.subject),
        "object": snapshot.short(gap.object) if gap.object else None,
        "level": slug_of(gap.level) or None,
        "about": _rows(snapshot, gap.about),
        "support": _rows(snapshot, gap.support),
        "lack": [slug_of(kind) for kind in gap.lack],
        "evidence": gap.evidence or None,
        "severity": gap.severity,
        "status": gap.status,
        "focus": {"in": gap.focus.inside, "reason": gap.focus.reason or None},
        "stated": _stated(snapshot, gap.stated) if gap.stated else None,
        "contested": [
            {
                "by": snapshot.short(each.by) if each.by else None,
                "for": snapshot.short(each.for_) if each.for_ else None,
                "statement": snapshot.short(each.statement),
            }
            for each in stated.contested
        ],
        "repeated_from": _rows(snapshot, stated.repeated_from),
        "also_visible": lines if gap.stated else [],
        "found_by": [] if gap.stated else lines,
        "required_by": [_norm(snapshot, norm) for norm in gap.required_by],
        "expected": list(gap.expected),
        "shown": list(gap.shown),
        "references": [
            {"by": _text(by), "where": _text(where)} for by, where in references(snapshot, gap)
        ],
        "replaces": list(gap.replaces),
    }


def _stated(snapshot: Snapshot, stated: Stated) -> Plain:
    nodes = {
        "statements": stated.statements,
        "findings": stated.findings,
        "recommendations": stated.recommendations,
        "replies": stated.replies,
        "unread_replies": stated.unread_replies,
        "commitments": stated.commitments,
        "answers": stated.answers,
        "voices": stated.voices,
        "confirmed_by": stated.confirmed_by,
        "qualified_by": stated.qualified_by,
    }
    return {
        **{key: _rows(snapshot, found) for key, found in nodes.items()},
        "modality": stated.modality or None,
        "general": stated.general,
        "ended": stated.ended,
    }


def _line(snapshot: Snapshot, line: Line) -> Plain:
    rows = _rows(snapshot, line.support)
    return {"rule": line.rule.id, "says": _text(line.says), "rows": rows}


def _norm(snapshot: Snapshot, norm: NormRef) -> Plain:
    return {
        "norm": snapshot.short(norm.iri),
        "element": norm.element or None,
        "strength": norm.strength or None,
        "reference": _text(norm.reference),
    }


def _flag(snapshot: Snapshot, flag: Flag) -> Plain:
    return {
        "rule": flag.rule.id,
        "says": _text(flag.says),
        "municipality": snapshot.short(flag.municipality),
        "dataset": flag.dataset,
        "subject": snapshot.short(flag.subject),
        "object": snapshot.short(flag.object) if flag.object else None,
        "about": _rows(snapshot, flag.about),
        "support": _rows(snapshot, flag.support),
    }


def _rows(snapshot: Snapshot, nodes: Iterable[str]) -> list[str]:
    return [snapshot.short(node) for node in nodes]


def _text(text: Text) -> Plain:
    return {"sv": text.sv, "en": text.en}


def references(snapshot: Snapshot, gap: Gap) -> tuple[tuple[Text, Text], ...]:
    """Return who says what a gap rests on, and where it stands, each once.

    Of a stated lack those are its statements and findings, of an expected one what requires it,
    and of a structural one the rows that it follows from.
    """
    norms = tuple(norm.iri for norm in gap.required_by)
    stated = (*gap.stated.statements, *gap.stated.findings) if gap.stated else ()
    nodes = stated or (norms if gap.tier == "expected" else gap.support)
    claims = (claim for node in nodes for claim in snapshot.claims(node))
    found = (
        (
            Text(said_by(snapshot, claim, "sv"), said_by(snapshot, claim, "en")),
            Text(reference(claim, "sv"), reference(claim, "en")),
        )
        for claim in claims
    )
    return tuple(dict.fromkeys(found))


# -- CSV --------------------------------------------------------------------------------------


def gaps_csv(snapshot: Snapshot, language: Language, gaps: Iterable[Gap] | None = None) -> str:
    """Return the gaps as CSV with headings in a language; several values are joined by ``; ``.

    The tiers stand one after the other, each in its order.
    """
    rows = [[heading.pick(language) for heading in COLUMNS.values()]]
    for gap in snapshot.gaps if gaps is None else gaps:
        values = dict(_values(snapshot, gap, language))
        rows.append([values[key] for key in COLUMNS])
    return csv_text(rows)


def _values(snapshot: Snapshot, gap: Gap, language: Language) -> Iterator[tuple[str, str]]:
    """Yield the value of each column."""

    def names(scheme: str, *slugs: str) -> str:
        concepts = (str(CONCEPT[f"{scheme}/{slug}"]) for slug in slugs if slug)
        return _joined([snapshot.name(concept, language) for concept in concepts])

    def rows(nodes: Sequence[str]) -> str:
        return _joined(_rows(snapshot, dict.fromkeys(filter(None, nodes))))

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
    yield "voices", _joined([snapshot.name(voice, language) for voice in stated.voices])
    yield "statements", rows((*stated.statements, *stated.findings))
    yield "repeated_from", rows(stated.repeated_from)
    yield "contested_by", rows([each.by or each.statement for each in stated.contested])
    yield "contested_for", rows([each.for_ for each in stated.contested])
    yield "recommendations", rows(stated.recommendations)
    yield "commitments", rows(stated.commitments)
    yield "rules", _joined(dict.fromkeys(line.rule.id for line in gap.lines))
    yield "required_by", _joined([norm.reference.pick(language) for norm in gap.required_by])
    yield "expected", names("element", *gap.expected)
    yield "shown", names("element", *gap.shown)
    told = references(snapshot, gap)
    yield "references", _joined(f"{by.pick(language)}: {at.pick(language)}" for by, at in told)
    yield "as_of", gap.as_of.isoformat() if gap.as_of else ""
    yield "id", slug_of(gap.iri)
    yield "iri", gap.iri


def _joined(values: Iterable[str]) -> str:
    return "; ".join(values)
