"""The terms that the page uses: names of concepts and classes, and what the rules say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from mellanrum.export.item_marks import item_marks
from mellanrum.export.map.data import named, told
from mellanrum.export.map.strings import KINDS
from mellanrum.export.map.view import View
from mellanrum.export.snapshot import Snapshot
from mellanrum.ontology.namespaces import MR
from mellanrum.ontology.vocabularies import GAP_STATUS, SEVERITY, TIER, Scheme

__all__ = ["concepts", "definitions", "order", "rules"]

_SCHEMES = (
    "body-type",
    "cell-sign",
    "document-type",
    "element",
    "focus-reason",
    "forum-type",
    "gap-status",
    "level",
    "modality",
    "prevention-level",
    "sector",
    "severity",
    "status",
    "strength",
    "tier",
)
Record = Mapping[str, object]


def concepts(snapshot: Snapshot, records: Sequence[Record]) -> dict[str, object]:
    """Return the names of the concepts of some schemes, and of the classes in use."""
    found: dict[str, object] = {
        f"{scheme}/{concept.slug}": told(concept.label)
        for scheme in _SCHEMES
        for concept in Scheme(scheme)
    }
    classes = sorted({name for entry in records for name in _classes(entry)})
    return found | {name: named(snapshot, str(MR[name])) for name in classes}


def _classes(entry: Record) -> Iterable[str]:
    things, rows = entry["things"], entry["rows"]
    assert isinstance(things, list)
    assert isinstance(rows, dict)
    yield from (name for thing in things for name in thing.get("types", ())[:1] if "/" not in name)
    yield from (row["class"] for row in rows.values() if row.get("class"))


def definitions() -> dict[str, object]:
    """Return what each tier means."""
    return {concept.slug: told(concept.definition) for concept in TIER}


def order() -> dict[str, Sequence[str]]:
    """Return the values of the facets that have an order of their own, and the marks."""
    schemes = {"sector": "sector", "level": "level", "prevention": "prevention-level"}
    ranked = {facet: Scheme(scheme).slugs for facet, scheme in schemes.items()}
    return ranked | {
        "kind": list(KINDS),
        "tier": TIER.slugs,
        "status": GAP_STATUS.slugs,
        "mark": list(item_marks()),
        "severity": SEVERITY.slugs,
    }


def rules(views: Iterable[View]) -> dict[str, object]:
    """Return what the rules behind the items say, by their ids."""
    versions = (gap for view in views for placed in view.gaps for _, gap in placed.versions)
    found = {line.rule.id: line.rule for gap in versions for line in gap.lines}
    keys = ("title", "question", "why", "closes")
    return {
        name: {key: told(getattr(rule, key)) for key in keys}
        for name, rule in sorted(found.items())
    }
