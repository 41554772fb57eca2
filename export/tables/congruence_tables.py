"""The congruence index as CSV and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from mellanrum.export.documents.sheets import keyed_sheet, sheet_csv
from mellanrum.export.snapshot import Snapshot
from mellanrum.export.texts.congruence_text import CAUTION
from mellanrum.export.texts.no_index import DOUBTS, NO_INDEX, unnumbered_record
from mellanrum.export.wording import meeting_level_name
from mellanrum.graph.coordination.coverage import DataTie
from mellanrum.graph.coordination.meeting import MeetingLevel
from mellanrum.graph.coordination.municipal_congruence import CongruenceReport, MunicipalCongruence
from mellanrum.graph.measures.rational import Number
from mellanrum.graph.table import json_text
from mellanrum.ontology.language import Language, Text

__all__ = ["congruence_csv", "congruence_json"]

Row = dict[str, str]

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
    "note": Text("anmärkning", "note"),
}
PARTS = {
    "level": Text("nivå", "level"),
    "task": Text("uppgift", "task"),
    "body": Text("organ", "body"),
    "pair": Text("par", "pair"),
    "to_ask": Text("att fråga om", "to ask about"),
    "surplus": Text("utan motsvarande krav", "without a requirement"),
}


def congruence_csv(snapshot: Snapshot, report: CongruenceReport, language: Language) -> str:
    """Return everything as one table: levels, their parts, what to ask about and surplus ties."""
    rows = (
        {"municipality": snapshot.name(found.municipality, language), **row}
        for found in report.municipalities
        for row in _rows(snapshot, found, language)
    )
    return sheet_csv(keyed_sheet(COLUMNS, rows, language))


def _rows(snapshot: Snapshot, found: MunicipalCongruence, language: Language) -> Iterator[Row]:
    for level in found.levels:
        tell = _numbered if found.index(level) else _unnumbered
        for part, row in tell(snapshot, found, level, language):
            name = meeting_level_name(level, language)
            yield {"level": name, "part": PARTS[part].pick(language), **row}
    for tie in found.surplus:
        yield {"part": PARTS["surplus"].pick(language), **_named(snapshot, language, tie.node)}


def _numbered(
    snapshot: Snapshot, found: MunicipalCongruence, level: MeetingLevel, language: Language
) -> Iterator[tuple[str, Row]]:
    low, high = found.levels[level].low, found.levels[level].high
    yield "level", {"required": _number(low.required), **_ends(low.k, high.k)}
    sides = {"task": (low.by_task, high.by_task), "body": (low.by_body, high.by_body)}
    for part, (ends, tops) in sides.items():
        for each, value in ends.items():
            if value is not None:
                yield part, {**_named(snapshot, language, each), **_ends(value, tops[each])}
    for rank, gap in enumerate(found.gaps(level), start=1):
        amounts = {"gap_most": gap.most, "gap_least": gap.least, "share": gap.share}
        told = {key: _number(value) for key, value in amounts.items()}
        yield "pair", {"rank": str(rank), **_named(snapshot, language, *gap.bodies), **told}


def _unnumbered(
    snapshot: Snapshot, found: MunicipalCongruence, level: MeetingLevel, language: Language
) -> Iterator[tuple[str, Row]]:
    """Yield why a level has no number, who needs to meet there and what to ask about."""
    why = found.no_index(level)
    yield "level", {"note": NO_INDEX[why].pick(language) if why else ""}
    for pair in found.pairs(level):
        yield "pair", _named(snapshot, language, *pair)
    for rank, ask in enumerate(found.to_ask(level), start=1):
        note = ", ".join(DOUBTS[doubt].pick(language) for doubt in ask.open)
        told = {"rank": str(rank), "note": note}
        yield "to_ask", {**_named(snapshot, language, ask.structure), **told}


def _ends(low: Number | None, high: Number | None) -> Row:
    return {"k_low": _number(low), "k_high": _number(high)}


def _number(value: Number | None) -> str:
    return "" if value is None else f"{round(float(value), 4):g}"


def _rounded(value: Number | None) -> float | None:
    return None if value is None else round(float(value), 4)


def _named(snapshot: Snapshot, language: Language, node: str, other: str = "") -> Row:
    named: Row = {"id": snapshot.short(node), "name": snapshot.name(node, language)}
    if other:
        named |= {"other_id": snapshot.short(other), "other_name": snapshot.name(other, language)}
    return named


def congruence_json(snapshot: Snapshot, report: CongruenceReport, language: Language) -> str:
    """Return everything as JSON with English keys; each number with its exact form as text."""
    told = {
        "language": language,
        "note": CAUTION.pick(language),
        "municipalities": [_record(snapshot, found, language) for found in report.municipalities],
    }
    return json_text(told)


def _record(
    snapshot: Snapshot, found: MunicipalCongruence, language: Language
) -> dict[str, object]:
    short = snapshot.short
    return {
        "municipality": short(found.municipality),
        "name": snapshot.name(found.municipality, language),
        "as_of": found.as_of,
        "least": found.least,
        "levels": {level: _level_record(snapshot, found, level) for level in found.levels},
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
        "surplus": snapshot.shorts(tie.node for tie in found.surplus),
        "left_out": [{"row": short(item.row), "why": item.why} for item in found.demand.left_out],
    }


def _level_record(
    snapshot: Snapshot, found: MunicipalCongruence, level: MeetingLevel
) -> dict[str, object]:
    """Return a level with its numbers; without any, why, the pairs and what to ask about."""
    interval = found.levels[level]
    if found.index(level) is None:
        return {"k": None, **unnumbered_record(snapshot, found, level)}
    return {
        "k": _exactly(interval.low.k, interval.high.k),
        "required": _exactly(interval.low.required, interval.high.required),
        "by_task": _parts(snapshot, interval.low.by_task, interval.high.by_task),
        "by_body": _parts(snapshot, interval.low.by_body, interval.high.by_body),
        "pairs": [
            {
                "bodies": snapshot.shorts(gap.bodies),
                "gap": _exactly(gap.least, gap.most),
                "share": _rounded(gap.share),
            }
            for gap in found.gaps(level)
        ],
    }


def _exactly(low: Number | None, high: Number | None) -> dict[str, object] | None:
    if low is None or high is None:
        return None
    exact = [str(each) for each in (low, high) if isinstance(each, Fraction)]
    return {"low": _rounded(low), "high": _rounded(high), "exact": exact}


def _parts(
    snapshot: Snapshot, low: Mapping[str, Number | None], high: Mapping[str, Number | None]
) -> dict[str, object]:
    known = {each: value for each, value in low.items() if value is not None}
    return {snapshot.short(each): _exactly(value, high[each]) for each, value in known.items()}


def _tie_record(snapshot: Snapshot, tie: DataTie) -> dict[str, object]:
    short = snapshot.short
    return {
        "id": short(tie.node),
        "kind": tie.kind,
        "levels": tie.levels,
        "members": sorted(map(short, tie.members)),
        "perhaps": sorted(map(short, tie.perhaps)),
        "scope": None if tie.scope is None else sorted(map(short, tie.scope)),
        "strength": [str(tie.strength.low), str(tie.strength.high)],
        "open": tie.doubts,
        "lacks": tie.lacks,
    }
