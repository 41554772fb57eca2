"""What SHACL cannot say: dates out of order, rows outside the life of others, circles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

import networkx as nx

from mellanrum.graph.days import as_day
from mellanrum.graph.facts import Facts
from mellanrum.graph.problems import problem
from mellanrum.ontology.errors import Location, Problem
from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import DCTERMS, MR, RDFS

__all__ = ["check_coherence"]

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
                (
                    "Slutet ({end}) ligger före början ({start}).",
                    "The end ({end}) comes before the beginning ({start}).",
                ),
                hint=("Rätta ett av datumen.", "Correct one of the dates."),
                iri=node,
                start=facts.value(node, str(MR.validFrom)),
                end=facts.value(node, str(MR.validUntil)),
            )


def _ages_out_of_order(facts: Facts, origins: Origins) -> Iterator[Problem]:
    for node in facts.nodes():
        low, high = (facts.value(node, str(path)) for path in (MR.minAge, MR.maxAge))
        if low.isdigit() and high.isdigit() and int(low) > int(high):
            yield problem(
                _place(origins, node, MR.maxAge),
                "ages-out-of-order",
                (
                    "Högsta ålder ({high}) är lägre än lägsta ålder ({low}).",
                    "The highest age ({high}) is below the lowest ({low}).",
                ),
                hint=("Rätta en av åldrarna.", "Correct one of the ages."),
                iri=node,
                low=low,
                high=high,
            )


def _outside_structure(facts: Facts, origins: Origins) -> Iterator[Problem]:
    for node in facts.nodes():
        structure = facts.value(node, str(MR.inStructure))
        if not structure:
            continue
        start, end = _bounds(facts, node)
        begun, ended = _bounds(facts, structure)
        early = start and begun and start < begun
        late = (end and ended and end > ended) or (start and ended and start > ended)
        if early or late:
            yield problem(
                _place(origins, node, MR.validFrom if early else MR.validUntil),
                "outside-structure",
                (
                    "Deltagandet ligger utanför den tid då {name} fanns ({begun}–{ended}).",
                    "The participation lies outside the life of {name} ({begun}–{ended}).",
                ),
                hint=(
                    "Rätta deltagandets datum, eller strukturens i {place}.",
                    "Correct the dates of the participation, or of the structure in {place}.",
                ),
                iri=node,
                name=_name(facts, structure),
                begun=facts.value(structure, str(MR.validFrom)),
                ended=facts.value(structure, str(MR.validUntil)),
                place=_said(_place(origins, structure)),
            )


def _due_before_said(facts: Facts, origins: Origins) -> Iterator[Problem]:
    for node in facts.nodes():
        deadline = as_day(facts.value(node, str(MR.deadline)), "last")
        said = as_day(facts.value(f"{node}/claim", str(MR.observedAt)), "first")
        if deadline and said and deadline < said:
            yield problem(
                _place(origins, node, MR.deadline),
                "due-before-said",
                (
                    "Tidsgränsen {deadline} ligger före dagen då källan angav den ({said}).",
                    "The deadline {deadline} comes before the day the source gave it ({said}).",
                ),
                hint=(
                    "Kontrollera årtalet. Stämmer det, så behöver inget ändras.",
                    "Check the year. If it is right, nothing needs to change.",
                ),
                severity="warning",
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
                    (
                        "Raderna {names} hänvisar i en cirkel till varandra.",
                        "The rows {names} refer to each other in a circle.",
                    ),
                    hint=(
                        "Ta bort en av hänvisningarna.",
                        "Remove one of the references.",
                    ),
                    iri=first,
                    names=", ".join(_name(facts, node) for node in component),
                )


def _said(location: Location) -> Text:
    return Text(location.say("sv"), location.say("en"))
