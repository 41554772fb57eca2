"""What SHACL cannot say: dates out of order, rows outside the life of others, circles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

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
    return [
        *_dates_out_of_order(facts, origins),
        *_ages_out_of_order(facts, origins),
        *_outside_structure(facts, origins),
        *_due_before_said(facts, origins),
        *_circles(facts, origins),
    ]


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


def _bounds(facts: Facts, node: str) -> tuple[dt.date | None, dt.date | None]:
    start = as_day(facts.value(node, str(MR.validFrom)), "first")
    end = as_day(facts.value(node, str(MR.validUntil)), "last")
    return start, end


def _dates_out_of_order(facts: Facts, origins: Origins) -> Iterator[Problem]:
    for node in facts.nodes():
        start, end = _bounds(facts, node)
        if start and end and start > end:
            yield problem(
                _place(origins, node, MR.validUntil),
                "dates-out-of-order",
                iri=node,
                start=facts.value(node, str(MR.validFrom)),
                end=facts.value(node, str(MR.validUntil)),
            )


def _ages_out_of_order(facts: Facts, origins: Origins) -> Iterator[Problem]:
    for node in facts.nodes():
        low, high = (facts.value(node, str(path)) for path in (MR.minAge, MR.maxAge))
        if low.isdigit() and high.isdigit() and int(low) > int(high):
            yield problem(
                _place(origins, node, MR.maxAge), "ages-out-of-order", iri=node, low=low, high=high
            )


def _outside_structure(facts: Facts, origins: Origins) -> Iterator[Problem]:
    for node in facts.nodes():
        structure = facts.value(node, str(MR.inStructure))
        if not structure:
            continue
        outside = [
            path
            for path in (MR.validFrom, MR.validUntil)
            if _surely_before(facts, node, path, structure, MR.validFrom)
            or _surely_before(facts, structure, MR.validUntil, node, path)
        ]
        if outside:
            yield problem(
                _place(origins, node, outside[0]),
                "outside-structure",
                iri=node,
                name=_name(facts, structure),
                begun=facts.value(structure, str(MR.validFrom)),
                ended=facts.value(structure, str(MR.validUntil)),
                place=_place(origins, structure).text,
            )


def _surely_before(facts: Facts, one: str, path: URIRef, other: str, other_path: URIRef) -> bool:
    """Tell whether a date of one node is before one of another, however partial they are."""
    last = as_day(facts.value(one, str(path)), "last")
    first = as_day(facts.value(other, str(other_path)), "first")
    return last is not None and first is not None and last < first


def _due_before_said(facts: Facts, origins: Origins) -> Iterator[Problem]:
    for node in facts.nodes():
        deadline = as_day(facts.value(node, str(MR.deadline)), "last")
        said = as_day(facts.value(f"{node}/claim", str(MR.observedAt)), "first")
        if deadline and said and deadline < said:
            yield problem(
                _place(origins, node, MR.deadline),
                "due-before-said",
                iri=node,
                deadline=facts.value(node, str(MR.deadline)),
                said=said.isoformat(),
            )


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
