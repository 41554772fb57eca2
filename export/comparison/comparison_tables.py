"""A comparison as CSV and JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from mellanrum.export.comparison.shared import gap_name
from mellanrum.export.documents.sheets import Sheet, sheet_csv
from mellanrum.export.snapshot import Snapshot
from mellanrum.export.texts.item_state import state_in_words
from mellanrum.export.texts.whatif_text import cell_names, cell_record
from mellanrum.ontology.language import Language, Text
from mellanrum.ontology.namespaces import RDFS
from mellanrum.ontology.vocabularies import TIER, slug_of
from mellanrum.queries.comparison.kind_comparison import KindComparison, Match
from mellanrum.queries.comparison.row_comparison import Participation, Parts, RowComparison
from mellanrum.queries.tiers.item import Gap

__all__ = ["comparison_csv", "comparison_json"]

HEADINGS: dict[str, Text] = {
    "part": Text("del", "part"),
    "change": Text("förändring", "change"),
    "id": Text("id", "id"),
    "name": Text("namn", "name"),
    "with": Text("med", "with"),
    "with_name": Text("med namn", "with name"),
    "before": Text("förut eller i den första", "before, or in the first"),
    "after": Text("nu eller i den andra", "now, or in the second"),
}
WORDS: dict[str, Text] = {
    "structure": Text("struktur", "structure"),
    "participation": Text("deltagande", "participation"),
    "gap": Text("mellanrum", "gap"),
    "cell": Text("cell", "cell"),
    "property": Text("uppgift", "property"),
    "status": Text("läge", "status"),
    "lifeline": Text("rekommendation eller iakttagelse", "recommendation or finding"),
    "kept": Text("kvar", "kept"),
    "gone": Text("borta", "gone"),
    "new": Text("nytt", "new"),
    "changed": Text("ändrat", "changed"),
    "both": Text("båda", "both"),
    "first": Text("bara den första", "only the first"),
    "second": Text("bara den andra", "only the second"),
}
Cells = dict[str, str]
LABEL = str(RDFS.label)
Item = TypeVar("Item")


def comparison_csv(
    before: Snapshot,
    after: Snapshot,
    found: RowComparison | KindComparison,
    language: Language,
) -> str:
    """Return a comparison as one table; a row is named ``dataset/id``."""
    rows = (
        _rows(before, after, found, language)
        if isinstance(found, RowComparison)
        else _kinds(before, after, found, language)
    )
    cells = tuple(tuple(row.get(key, "") for key in HEADINGS) for row in rows)
    return sheet_csv(Sheet("", tuple(each.pick(language) for each in HEADINGS.values()), cells))


def _rows(
    before: Snapshot, after: Snapshot, found: RowComparison, language: Language
) -> Iterator[Cells]:
    for change, snapshot, node in _sides(found.structures, before, after):
        yield _cells("structure", change, language, **_named(snapshot, node, language))
    for each in found.altered:
        told = _named(after, each.node, language)
        told |= {"with": each.path, "with_name": _property(after, each.path, language)}
        told |= {"before": _joined(before, each.before), "after": _joined(after, each.after)}
        yield _cells("property", "changed", language, **told)
    for change, snapshot, tie in _sides(found.participation, before, after):
        yield _cells("participation", change, language, **_tie(snapshot, tie, language))
    yield from _gap_rows(found, language)
    yield from _cell_rows(after, found, language)
    for change, snapshot, node in _sides(found.lifelines, before, after):
        yield _cells("lifeline", change, language, **_named(snapshot, node, language))
    for moved in found.moved:
        told = _named(after, moved.node, language)
        told |= {"before": moved.before, "after": moved.after}
        yield _cells("status", "changed", language, **told)


def _sides(
    parts: Parts[Item], before: Snapshot, after: Snapshot
) -> Iterator[tuple[str, Snapshot, Item]]:
    """Yield what is kept, gone and new, each with the side that has it."""
    for change, snapshot in (("kept", after), ("gone", before), ("new", after)):
        yield from ((change, snapshot, item) for item in getattr(parts, change))


def _gap_rows(found: RowComparison, language: Language) -> Iterator[Cells]:
    for change, key in (("kept", "after"), ("gone", "before"), ("new", "after")):
        for gap in getattr(found.gaps, change):
            yield _gap_cells(gap, change, language, **{key: state_in_words(gap).pick(language)})
    for was, now in found.gaps_altered:
        before, after = (
            state_in_words(gap, with_tier=was.tier != now.tier).pick(language) for gap in (was, now)
        )
        yield _gap_cells(now, "changed", language, before=before, after=after)


def _gap_cells(gap: Gap, change: str, language: Language, **cells: str) -> Cells:
    tier = TIER[gap.tier].label.pick(language)
    told = {"id": gap_name(gap), "name": gap.sentence(language), "with_name": tier}
    return _cells("gap", change, language, **told, **{"with": gap.tier}, **cells)


def _cell_rows(snapshot: Snapshot, found: RowComparison, language: Language) -> Iterator[Cells]:
    for each in found.cells:
        element, before, after = cell_names(snapshot, each, language)
        told = _named(snapshot, each.after.row, language)
        told |= {"with": each.after.element, "with_name": element}
        yield _cells("cell", "changed", language, **told, before=before, after=after)


def _property(snapshot: Snapshot, path: str, language: Language) -> str:
    return HEADINGS["name"].pick(language) if path == LABEL else snapshot.name(path, language)


def _cells(part: str, change: str, language: Language, **cells: str) -> Cells:
    return {"part": WORDS[part].pick(language), "change": WORDS[change].pick(language), **cells}


def _named(snapshot: Snapshot, node: str, language: Language) -> Cells:
    return {"id": snapshot.short(node), "name": snapshot.name(node, language)}


def _tie(snapshot: Snapshot, tie: Participation, language: Language) -> Cells:
    return {
        **_named(snapshot, tie.structure, language),
        "with": snapshot.short(tie.party),
        "with_name": snapshot.name(tie.party, language),
    }


def _joined(snapshot: Snapshot, values: Iterable[str]) -> str:
    return "; ".join(snapshot.short(value) if "://" in value else value for value in values)


def _kinds(
    before: Snapshot, after: Snapshot, found: KindComparison, language: Language
) -> Iterator[Cells]:
    for dimension in found.dimensions:
        for match in dimension.matches:
            yield {
                "part": dimension.aspect,
                "change": WORDS[match.where].pick(language),
                **_value(after, match.key, language),
                "before": _joined(before, match.first),
                "after": _joined(after, match.second),
            }
    for each in found.gaps:
        yield {
            "part": WORDS["gap"].pick(language),
            "change": WORDS[each.where].pick(language),
            "id": slug_of(each.lack),
            "name": after.name(each.lack, language) if each.lack else "",
            "with": each.tier,
            "with_name": TIER[each.tier].label.pick(language),
            "before": "; ".join(gap_name(gap) for gap in each.first),
            "after": "; ".join(gap_name(gap) for gap in each.second),
        }


def _value(snapshot: Snapshot, key: tuple[str, ...], language: Language) -> Cells:
    names = [snapshot.name(part, language) if "://" in part else part for part in key]
    shorts = [snapshot.short(part) if "://" in part else part for part in key]
    return {"id": " ".join(filter(None, shorts)), "name": ", ".join(filter(None, names))}


def comparison_json(
    before: Snapshot,
    after: Snapshot,
    found: RowComparison | KindComparison,
    language: Language,
) -> str:
    """Return a comparison as JSON with English keys; a row is named ``dataset/id``."""
    told: dict[str, object] = {
        "compares": "rows" if isinstance(found, RowComparison) else "kinds",
        "as_of": [day.isoformat() if day else None for day in (found.before, found.after)],
        "language": language,
        "same": found.is_same,
    }
    if isinstance(found, RowComparison):
        told |= _rows_record(before, after, found, language)
    else:
        told |= _kinds_record(before, after, found, language)
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _rows_record(
    before: Snapshot, after: Snapshot, found: RowComparison, language: Language
) -> dict[str, object]:
    def told(
        parts: Parts[Item], tell: Callable[[Snapshot, Item], object]
    ) -> dict[str, list[object]]:
        changes: dict[str, list[object]] = {"kept": [], "gone": [], "new": []}
        for change, snapshot, item in _sides(parts, before, after):
            changes[change].append(tell(snapshot, item))
        return changes

    return {
        "structures": told(found.structures, lambda side, node: side.short(node)),
        "changed_properties": [
            {
                "id": after.short(each.node),
                "property": each.path,
                "before": list(each.before),
                "after": list(each.after),
            }
            for each in found.altered
        ],
        "participation": told(
            found.participation,
            lambda side, tie: {
                "structure": side.short(tie.structure),
                "party": side.short(tie.party),
            },
        ),
        "gaps": told(found.gaps, lambda _, gap: _gap(gap, found, language)),
        "gaps_changed": [
            {"id": gap_name(now), "before": _state(was), "after": _state(now)}
            for was, now in found.gaps_altered
        ],
        "cells_changed": [cell_record(after, each) for each in found.cells],
        "recommendations_and_findings": told(found.lifelines, lambda side, node: side.short(node)),
        "statuses_changed": [
            {"id": after.short(each.node), "before": each.before, "after": each.after}
            for each in found.moved
        ],
    }


def _gap(gap: Gap, found: RowComparison, language: Language) -> dict[str, object]:
    return {
        "id": gap_name(gap),
        **_state(gap),
        "says": gap.sentence(language),
        "subject_on_one_side_only": gap.iri in found.without_subject,
    }


def _state(gap: Gap) -> dict[str, object]:
    return {
        "tier": gap.tier,
        "status": gap.status,
        "evidence": gap.evidence or None,
        "repeated": gap.is_repeated,
        "rules": list(dict.fromkeys(line.rule.id for line in gap.lines)),
    }


def _kinds_record(
    before: Snapshot, after: Snapshot, found: KindComparison, language: Language
) -> dict[str, object]:
    def match(one: Match) -> dict[str, object]:
        return {
            "value": list(one.key),
            "where": one.where,
            "first": [before.short(node) for node in one.first],
            "second": [after.short(node) for node in one.second],
        }

    return {
        "aspects": {
            each.aspect: {
                "values": [match(one) for one in each.matches],
                "not_given_first": [before.short(node) for node in each.unknown_first],
                "not_given_second": [after.short(node) for node in each.unknown_second],
            }
            for each in found.dimensions
        },
        "gaps": [
            {
                "tier": each.tier,
                "lack": slug_of(each.lack) or None,
                "where": each.where,
                "first": [gap_name(gap) for gap in each.first],
                "second": [gap_name(gap) for gap in each.second],
            }
            for each in found.gaps
        ],
    }
