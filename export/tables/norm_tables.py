"""What the data answer to each norm, as rows, CSV and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from mellanrum.export.documents.sheets import Sheet
from mellanrum.export.snapshot import Snapshot
from mellanrum.ontology.language import Language, Text, joined
from mellanrum.ontology.namespaces import CONCEPT
from mellanrum.ontology.vocabularies import slug_of
from mellanrum.queries.anatomy.plain import plain_norm
from mellanrum.queries.norms.norm_answer import NORM_ANSWER, NormAnswer, share_of_items
from mellanrum.queries.norms.norm_catalogue import NormCatalogue

__all__ = ["norm_rows", "norms_json", "norms_sheet"]

HEADINGS = (
    Text("kommun", "municipality"),
    Text("svar", "answer"),
    Text("ämne", "topic"),
    Text("väntar sig", "expects"),
    Text("av", "of"),
    Text("styrka", "strength"),
    Text("hänvisning", "reference"),
    Text("därför att", "because"),
    Text("rader", "rows"),
    Text("norm", "norm"),
    Text("adress", "address"),
)


def norms_sheet(snapshot: Snapshot, found: Iterable[NormAnswer], language: Language) -> Sheet:
    """Return one row an answer, for Excel."""
    headings = tuple(heading.pick(language) for heading in HEADINGS)
    return Sheet("", headings, tuple(norm_rows(snapshot, found, language)))


def norm_rows(
    snapshot: Snapshot, found: Iterable[NormAnswer], language: Language
) -> list[tuple[str, ...]]:
    """Return the answers by kind of answer, topic and reference."""
    ordered = sorted(found, key=lambda one: (one.municipality, NORM_ANSWER.place(one.answer),
                     one.topic, one.norm.reference.sv, one.bodies))  # fmt: skip
    return [_row(snapshot, one, language) for one in ordered]


def _row(snapshot: Snapshot, one: NormAnswer, language: Language) -> tuple[str, ...]:
    def name(node: str) -> str:
        return snapshot.name(node, language)

    home = name(one.municipality)
    return (
        home,
        NORM_ANSWER[one.answer].label.pick(language),
        name(one.topic),
        name(str(CONCEPT[f"element/{one.norm.element}"])),
        joined([name(body) for body in one.bodies], language) or home,
        name(str(CONCEPT[f"strength/{one.norm.strength}"])),
        one.norm.reference.pick(language),
        one.reason.pick(language),
        "; ".join(snapshot.short(row) for row in one.rows),
        snapshot.short(one.norm.iri),
        one.norm.address,
    )


def norms_json(
    snapshot: Snapshot, found: Sequence[NormAnswer], catalogue: NormCatalogue | None
) -> str:
    """Return the answers as JSON with English keys."""
    items, touched = share_of_items(found)
    told = {
        "catalogue": _catalogue(catalogue) if catalogue else None,
        "touched": touched,
        "in_gaps": items,
        "norms": [_plain(snapshot, one) for one in found],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _catalogue(catalogue: NormCatalogue) -> dict[str, object]:
    return {
        "name": _text(catalogue.name),
        "read_against_the_law": catalogue.read,
        "scope": _text(catalogue.scope),
        "norms": len(catalogue.norms),
    }


def _plain(snapshot: Snapshot, one: NormAnswer) -> dict[str, object]:
    return {
        "municipality": snapshot.short(one.municipality),
        **plain_norm(one.norm, snapshot.short),
        "topic": slug_of(one.topic) if one.topic.startswith(str(CONCEPT)) else None,
        "bodies": [snapshot.short(body) for body in one.bodies],
        "answer": one.answer,
        "because": _text(one.reason),
        "rows": [snapshot.short(row) for row in one.rows],
        "gap": one.gap.rpartition("/")[2] or None,
        "can_be_met": one.can_be_met,
        "trigger": one.trigger or None,
    }


def _text(text: Text) -> dict[str, str]:
    return {"sv": text.sv, "en": text.en}
