"""The gaps as CSV and JSON."""

from __future__ import annotations

import json

from mellanrum.export.citation import reference, said_by
from mellanrum.export.snapshot import Snapshot
from mellanrum.graph.table import csv_text
from mellanrum.ontology.language import Language, Text
from mellanrum.ontology.vocabularies import EVIDENCE, GAP_STATUS, SEVERITY, slug_of
from mellanrum.queries.tiers.item import Gap

__all__ = ["COLUMNS", "gap_record", "gaps_csv", "gaps_json"]

COLUMNS: dict[str, Text] = {
    "id": Text("id", "id"),
    "rule": Text("regel", "rule"),
    "title": Text("mellanrum", "gap"),
    "municipality": Text("kommun", "municipality"),
    "subject": Text("gäller", "subject"),
    "object": Text("gentemot", "object"),
    "level": Text("nivå", "level"),
    "about": Text("om", "about"),
    "says": Text("beskrivning", "description"),
    "evidence": Text("evidensslag", "evidence kind"),
    "status": Text("status", "status"),
    "severity": Text("allvarlighet", "severity"),
    "stated_by": Text("sägs av", "stated by"),
    "contested_by": Text("motsägs av", "contested by"),
    "generally_stated_by": Text("sägs allmänt av", "generally stated by"),
    "generally_contested_by": Text("motsägs allmänt av", "generally contested by"),
    "corroborated_by": Text("stöds av iakttagelse", "corroborated by finding"),
    "addressed_by": Text("åtagande", "commitment"),
    "proposed": Text("bara föreslaget", "only proposed"),
    "references": Text("hänvisningar", "references"),
    "as_of": Text("läge per", "as of"),
    "iri": Text("iri", "iri"),
}


def gap_record(snapshot: Snapshot, gap: Gap, language: Language) -> dict[str, str | list[str]]:
    """Return a gap as plain values; rows are named in the short form ``dataset/id``."""

    def short(nodes: tuple[str, ...]) -> list[str]:
        return [snapshot.short(node) for node in nodes]

    statements = (*gap.stated_by, *gap.contested_by, *gap.corroborated_by)
    claims = [claim for node in statements for claim in snapshot.claims(node)]
    return {
        "id": slug_of(gap.iri),
        "rule": gap.rule.id,
        "title": gap.rule.title.pick(language),
        "municipality": snapshot.name(gap.municipality, language),
        "subject": snapshot.short(gap.subject),
        "object": snapshot.short(gap.object) if gap.object else "",
        "level": snapshot.name(gap.level, language) if gap.level else "",
        "about": short(gap.about),
        "says": gap.sentence(language),
        "evidence": EVIDENCE[gap.evidence].label.pick(language),
        "status": GAP_STATUS[gap.status].label.pick(language),
        "severity": SEVERITY[gap.severity].label.pick(language),
        "stated_by": short(gap.stated_by),
        "contested_by": short(gap.contested_by),
        "generally_stated_by": short(gap.generally_stated_by),
        "generally_contested_by": short(gap.generally_contested_by),
        "corroborated_by": short(gap.corroborated_by),
        "addressed_by": short(gap.addressed_by),
        "proposed": short(gap.proposed),
        "references": [
            f"{said_by(snapshot, claim, language)}: {reference(claim, language)}"
            for claim in claims
        ],
        "as_of": gap.as_of.isoformat() if gap.as_of else "",
        "iri": gap.iri,
    }


def gaps_csv(snapshot: Snapshot, language: Language, gaps: tuple[Gap, ...] | None = None) -> str:
    """Return the gaps as CSV with headings in a language; several values are joined by ``; ``."""
    rows = [[heading.pick(language) for heading in COLUMNS.values()]]
    for gap in snapshot.gaps if gaps is None else gaps:
        record = gap_record(snapshot, gap, language)
        rows.append([_joined(record[key]) for key in COLUMNS])
    return csv_text(rows)


def _joined(value: str | list[str]) -> str:
    return value if isinstance(value, str) else "; ".join(value)


def gaps_json(snapshot: Snapshot, language: Language, gaps: tuple[Gap, ...] | None = None) -> str:
    """Return the gaps as JSON with English keys and texts in a language."""
    chosen = snapshot.gaps if gaps is None else gaps
    told = {
        "as_of": snapshot.as_of.isoformat() if snapshot.as_of else None,
        "language": language,
        "datasets": [info.slug for info in snapshot.datasets],
        "gaps": [gap_record(snapshot, gap, language) for gap in chosen],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
