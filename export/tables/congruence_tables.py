"""The congruence index as CSV and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction

from mellanrum.export.snapshot import Snapshot
from mellanrum.export.texts.congruence_text import CAUTION
from mellanrum.export.wording import level_name
from mellanrum.graph.coordination.coverage import DataTie
from mellanrum.graph.coordination.municipal_congruence import CongruenceReport, MunicipalCongruence
from mellanrum.graph.measures.rational import Number
from mellanrum.graph.table import csv_text
from mellanrum.ontology.language import Language, Text

__all__ = ["congruence_csv", "congruence_json"]

Row = dict[str, str | float | None]

COLUMNS: dict[str, Text] = {
    "municipality": Text("kommun", "municipality"),
    "level": Text("nivå", "level"),
    "part": Text("del", "part"),
    "rank": Text("ordning", "rank"),
    "id": Text("id", "id"),
    "name": Text("namn", "name"),
    "other_id": Text("id 2", "id 2"),
    "other_name": Text("namn 2", "name 2"),
    "k_low": Text("K lägst", "K low"),
    "k_high": Text("K högst", "K high"),
    "required": Text("krävs", "required"),
    "gap_most": Text("saknas högst", "missing at most"),
    "gap_least": Text("saknas minst", "missing at least"),
    "share": Text("andel av allt som krävs", "share of all required"),
}
PARTS = {
    "level": Text("nivå", "level"),
    "task": Text("uppgift", "task"),
    "body": Text("organ", "body"),
    "pair": Text("par", "pair"),
    "surplus": Text("utan motsvarande krav", "without a requirement"),
}


def congruence_csv(snapshot: Snapshot, report: CongruenceReport, language: Language) -> str:
    """Return everything as one table: levels, tasks, bodies, pairs and surplus ties."""
    rows = [[heading.pick(language) for heading in COLUMNS.values()]]
    for found in report.municipalities:
        for row in _rows(snapshot, found, language):
            rows.append([_cell(row.get(key)) for key in COLUMNS])
    return csv_text(rows)


def _cell(value: str | float | None) -> str:
    return "" if value is None else value if isinstance(value, str) else f"{value:g}"


def _rows(
    snapshot: Snapshot, found: MunicipalCongruence, language: Language
) -> Iterator[Mapping[str, str | float | None]]:
    municipality = snapshot.name(found.municipality, language)
    for level, interval in found.levels.items():
        base: Row = {"municipality": municipality, "level": level_name(level, language)}
        low, high = interval.low, interval.high
        required = _rounded(low.required)
        part = {key: text.pick(language) for key, text in PARTS.items()}
        yield {**base, "part": part["level"], "required": required, **_ends(low.k, high.k)}
        for name, ends, tops in (
            ("task", low.by_task, high.by_task),
            ("body", low.by_body, high.by_body),
        ):
            for each, value in ends.items():
                named = _named(snapshot, language, each)
                yield {**base, "part": part[name], **named, **_ends(value, tops[each])}
        for rank, gap in enumerate(found.gaps(level), start=1):
            yield {
                **base,
                "part": part["pair"],
                "rank": float(rank),
                **_named(snapshot, language, *gap.bodies),
                "gap_most": _rounded(gap.most),
                "gap_least": _rounded(gap.least),
                "share": _rounded(gap.share),
            }
    for tie in found.surplus:
        part_name = PARTS["surplus"].pick(language)
        named = _named(snapshot, language, tie.node)
        yield {"municipality": municipality, "part": part_name, **named}


def _ends(low: Number | None, high: Number | None) -> Row:
    return {"k_low": _rounded(low), "k_high": _rounded(high)}


def _rounded(value: Number | None) -> float | None:
    return None if value is None else round(float(value), 4)


def _named(snapshot: Snapshot, language: Language, node: str, other: str = "") -> Row:
    named: Row = {"id": snapshot.short(node), "name": snapshot.name(node, language)}
    if other:
        named |= {
            "other_id": snapshot.short(other),
            "other_name": snapshot.name(other, language),
        }
    return named


def congruence_json(snapshot: Snapshot, report: CongruenceReport, language: Language) -> str:
    """Return everything as JSON with English keys; each number with its exact form as text."""
    told = {
        "as_of": report.as_of.isoformat() if report.as_of else None,
        "language": language,
        "note": CAUTION.pick(language),
        "municipalities": [_record(snapshot, found, language) for found in report.municipalities],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _record(
    snapshot: Snapshot, found: MunicipalCongruence, language: Language
) -> dict[str, object]:
    short = snapshot.short
    return {
        "municipality": short(found.municipality),
        "name": snapshot.name(found.municipality, language),
        "least": list(found.least),
        "levels": {
            level: {
                "k": _exactly(interval.low.k, interval.high.k),
                "required": _exactly(interval.low.required, interval.high.required),
                "by_task": _parts(snapshot, interval.low.by_task, interval.high.by_task),
                "by_body": _parts(snapshot, interval.low.by_body, interval.high.by_body),
                "pairs": [
                    {
                        "bodies": [short(body) for body in gap.bodies],
                        "gap": _exactly(gap.least, gap.most),
                        "share": _rounded(gap.share),
                    }
                    for gap in found.gaps(level)
                ],
            }
            for level, interval in found.levels.items()
        },
        "responsibilities": [
            {
                "body": short(part.body),
                "task": short(part.task),
                "share": str(part.share),
                "kind": part.kind,
                "row": short(part.row),
            }
            for part in found.demand.parts
        ],
        "ties": [_tie_record(snapshot, tie) for tie in found.ties],
        "surplus": [short(tie.node) for tie in found.surplus],
        "left_out": [{"row": short(item.row), "why": item.why} for item in found.demand.left_out],
    }


def _exactly(low: Number | None, high: Number | None) -> dict[str, object] | None:
    if low is None or high is None:
        return None
    exact = [str(each) for each in (low, high) if isinstance(each, Fraction)]
    return {"low": _rounded(low), "high": _rounded(high), "exact": exact}


def _parts(
    snapshot: Snapshot, low: Mapping[str, Number | None], high: Mapping[str, Number | None]
) -> dict[str, object]:
    return {snapshot.short(each): _exactly(value, high[each]) for each, value in low.items()}


def _tie_record(snapshot: Snapshot, tie: DataTie) -> dict[str, object]:
    short = snapshot.short
    return {
        "id": short(tie.node),
        "kind": tie.kind,
        "levels": list(tie.levels),
        "members": sorted(map(short, tie.members)),
        "perhaps": sorted(map(short, tie.perhaps)),
        "scope": None if tie.scope is None else sorted(map(short, tie.scope)),
        "strength": [str(tie.strength.low), str(tie.strength.high)],
        "open": list(tie.doubts),
        "lacks": list(tie.lacks),
    }
