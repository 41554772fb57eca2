"""What SHACL cannot say: dates out of order, rows outside the life of others, circles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import networkx as nx
from rdflib import URIRef

from mellanrum.graph.problems import did_you_mean, problem, shorten
from mellanrum.graph.standing.days import as_day
from mellanrum.graph.standing.facts import Facts
from mellanrum.ontology.errors import Location, Problem
from mellanrum.ontology.namespaces import DCTERMS, MR, RDFS
from mellanrum.ontology.schema import Schema

__all__ = ["check_coherence", "check_references"]

Origins = Mapping[tuple[str, str], Location]

# Properties along which nothing may be part of, or come after, itself.
ACYCLIC = (
    MR.partOf,
    MR.administers,
    MR.partOfCommission,
    MR.partOfProgramme,
    MR.partOfGoal,
    MR.narrowerThan,
    MR.followsAudit,
    MR.revises,
    MR.annexTo,
)


def check_coherence(facts: Facts, origins: Origins) -> list[Problem]:
    """Return problems of time, age and order between rows."""
    rows = (item for node in facts.nodes() for item in _of_row(facts, origins, node))
    return [*rows, *_circles(facts, origins)]


def check_references(facts: Facts, origins: Origins, schema: Schema) -> list[Problem]:
    """Return a problem for each reference of an RDF file to a node that is nowhere described."""
    paths = {
        column.path
        for table in schema.tables
        for column in table.all_columns
        if column.kind == "reference"
    }
    return [
        problem(
            _place(origins, node, path),
            "dangling-reference",
            iri=node,
            value=shorten(value),
            guess=_like(value, facts),
        )
        for node in facts.nodes()
        for path in sorted(paths)
        for value in facts.values(node, path)
        if value not in facts.graph_of
    ]


def _like(iri: str, facts: Facts) -> str:
    """Return the known IRI in the same place whose name is most like that of `iri`."""
    place, slash, name = iri.rpartition("/")
    beside = (node.rpartition("/") for node in facts.nodes())
    guess = did_you_mean(name, [other for where, _, other in beside if where == place])
    return f"{place}{slash}{guess}" if guess else ""


def _place(origins: Origins, node: str, path: object = "") -> Location:
    return origins.get((node, str(path))) or origins.get((node, "")) or Location()


def _name(facts: Facts, node: str) -> str:
    label = facts.value(node, str(RDFS.label))
    identifier = facts.value(node, str(DCTERMS.identifier)) or node
    return f"{identifier} ({label})" if label else identifier


def _of_row(facts: Facts, origins: Origins, node: str) -> Iterator[Problem]:
    def told(code: str, path: URIRef, **values: Any) -> Problem:
        return problem(_place(origins, node, path), code, iri=node, **values)

    def text(path: URIRef, of: str = node) -> str:
        return facts.value(of, str(path))

    low, high = text(MR.minAge), text(MR.maxAge)
    if low.isdigit() and high.isdigit() and int(low) > int(high):
        yield told("ages-out-of-order", MR.maxAge, low=low, high=high)
    start, end = text(MR.validFrom), text(MR.validUntil)
    if _surely_before(end, start):
        yield told("dates-out-of-order", MR.validUntil, start=start, end=end)
    deadline, said = text(MR.deadline), text(MR.observedAt, f"{node}/claim")
    if _surely_before(deadline, said):
        day = str(as_day(said, "first"))
        yield told("due-before-said", MR.deadline, deadline=deadline, said=day)
    if structure := text(MR.inStructure):
        begun, ended = text(MR.validFrom, structure), text(MR.validUntil, structure)
        for path, date in ((MR.validFrom, start), (MR.validUntil, end)):
            if _surely_before(date, begun) or _surely_before(ended, date):
                name, place = _name(facts, structure), _place(origins, structure).text
                values = {"name": name, "begun": begun, "ended": ended}
                yield told("outside-structure", path, **values, place=place)
                return


def _surely_before(one: str, other: str) -> bool:
    """Tell whether one date is before another, however partial they are."""
    last, first = as_day(one, "last"), as_day(other, "first")
    return last is not None and first is not None and last < first


def _circles(facts: Facts, origins: Origins) -> Iterator[Problem]:
    for path in ACYCLIC:
        graph: nx.DiGraph[str] = nx.DiGraph(
            (node, other) for node in facts.nodes() for other in facts.values(node, str(path))
        )
        for component in sorted(map(sorted, nx.strongly_connected_components(graph))):
            first = component[0]
            if len(component) > 1 or graph.has_edge(first, first):
                yield problem(
                    _place(origins, first, path),
                    "circular",
                    iri=first,
                    names=", ".join(_name(facts, node) for node in component),
                )
