"""Lifelines of the bundled data, put together by SPARQL for the tests of the drawings."""

from __future__ import annotations

from mellanrum import KnowledgeGraph
from mellanrum.export.drawing.lifeline_marks import TimeLine, TimeMark

__all__ = ["lifelines"]

_HEAD = """PREFIX mr: <https://w3id.org/mellanrum/ns#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
_SAID = "?node mr:source|^mr:about/mr:source ?paper . OPTIONAL { ?paper dct:date ?date }"
_PARTS = {
    "finding": "?line mr:basedOn ?node .",
    "recommendation": "?line a mr:Recommendation . BIND (?line AS ?node)",
    "response": "?node mr:respondsTo ?line .",
    "promise": "?node a mr:Commitment ; mr:addresses ?line .",
}
_DUE = "?node a mr:Commitment ; mr:addresses ?line ; mr:deadline ?date ."


def lifelines(graph: KnowledgeGraph) -> list[TimeLine]:
    """Return a line for each recommendation, and for each finding with a commitment."""
    marks: dict[str, dict[tuple[str, str, str], TimeMark]] = {}
    names: dict[str, str] = {}
    for kind, pattern in {**_PARTS, "deadline": _DUE}.items():
        dated = "" if kind == "deadline" else _SAID
        query = (
            f"SELECT DISTINCT ?line ?node ?date WHERE {{ {pattern} {dated} }} ORDER BY ?line ?node"
        )
        for line, node, date in graph.query(_HEAD + query).rows:
            key, about = graph.short(str(line)), str(node)
            names[key] = graph.label(str(line))
            mark = TimeMark(kind, str(date or "")[:10], graph.label(about), graph.short(about))
            marks.setdefault(key, {})[(kind, mark.date, mark.id)] = mark
    as_of = str(graph.snapshot(gaps=False).as_of)
    return [_line(key, names[key], tuple(marks[key].values()), as_of) for key in sorted(marks)]


def _line(key: str, name: str, marks: tuple[TimeMark, ...], as_of: str) -> TimeLine:
    late = [m for m in marks if m.kind == "deadline" and m.date and m.date < as_of[: len(m.date)]]
    status = f"Försenat: skulle vara klart {late[0].date}" if late else "Utlovat"
    return TimeLine(key, name, marks, status, bool(late))
