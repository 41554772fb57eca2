"""An index over quads: the types and values of each node, for code that walks the graph."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping

import pyoxigraph as ox

from mellanrum.graph.collector import collector_paused
from mellanrum.graph.standing.days import as_day
from mellanrum.ontology.namespaces import DCTERMS, GRAPH, MR, RDF

__all__ = ["UPWARDS", "Facts", "reached"]

TYPE, SPATIAL = str(RDF.type), str(DCTERMS.spatial)
MUNICIPALITY, IN_MUNICIPALITY = str(MR.Municipality), str(MR.inMunicipality)
# From a body to what it is part of, or works for.
UPWARDS = (str(MR.partOf), str(MR.administers))
NOTHING: Mapping[str, list[str]] = {}


class Facts:
    """The asserted quads, indexed by subject and property; IRIs and literals as text.

    Blank nodes are passed over.
    """

    @collector_paused()
    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self._values: dict[str, dict[str, list[str]]] = {}
        self._subjects: dict[str, dict[str, list[str]]] = {}
        self.graph_of: dict[str, str] = {}
        self._first_days: dict[tuple[str, str], dict[str, dt.date]] = {}
        self._municipalities: dict[str, str] = {}  # asked for many times of the same rows
        # Each text is kept once: most subjects, properties and concepts stand in many quads.
        texts: dict[str, str] = {}
        for node, predicate, term, graph in quads:
            kind = type(term)
            if type(node) is not ox.NamedNode or kind not in (ox.NamedNode, ox.Literal):
                continue
            subject, path, value = node.value, predicate.value, term.value
            subject = texts.setdefault(subject, subject)
            path = texts.setdefault(path, path)
            value = texts.setdefault(value, value)
            if subject not in self._values:
                self._values[subject] = {}
                self.graph_of[subject] = texts.setdefault(name := _name(graph), name)
            known = self._values[subject].setdefault(path, [])
            if value not in known:
                known.append(value)
            if kind is ox.NamedNode:
                self._subjects.setdefault(path, {}).setdefault(value, []).append(subject)

    def nodes(self) -> tuple[str, ...]:
        """Return every subject, in the order of first appearance."""
        return tuple(self._values)

    def paths(self, subject: str) -> Collection[str]:
        """Return the properties that a node has."""
        return self._values.get(subject, NOTHING).keys()

    def values(self, subject: str, path: str) -> tuple[str, ...]:
        """Return the values of a property."""
        return tuple(self._values.get(subject, NOTHING).get(path, ()))

    def value(self, subject: str, path: str) -> str:
        """Return one value of a property, or the empty string."""
        return next(iter(self._values.get(subject, NOTHING).get(path, ())), "")

    def subjects(self, path: str, value: str) -> tuple[str, ...]:
        """Return the subjects whose property has this node as value."""
        return tuple(self._subjects.get(path, NOTHING).get(value, ()))

    def having(self, path: str) -> frozenset[str]:
        """Return the subjects that have a property with a node as value."""
        return frozenset().union(*self._subjects.get(path, NOTHING).values())

    def instances(self, class_iri: str) -> tuple[str, ...]:
        """Return the nodes whose asserted class this is, each once."""
        return tuple(dict.fromkeys(self.subjects(TYPE, class_iri)))

    def types(self, subject: str) -> tuple[str, ...]:
        """Return the asserted classes of a node."""
        return self.values(subject, TYPE)

    def dataset_of(self, node: str) -> str:
        """Return the slug of the dataset that tells of a node."""
        return self.graph_of.get(node, "").removeprefix(GRAPH).partition("/")[0]

    def municipality_of(self, node: str) -> str:
        """Return the municipality that a row belongs to, or the empty string.

        A municipality belongs to itself; another row to the one that it names, else to its
        dataset's.
        """
        if node not in self._municipalities:
            stated = node if MUNICIPALITY in self.types(node) else self.value(node, IN_MUNICIPALITY)
            found = stated or self.municipality_of_graph(self.graph_of.get(node, ""))
            self._municipalities[node] = found
        return self._municipalities[node]

    def municipality_of_graph(self, graph: str) -> str:
        """Return the municipality of a dataset by the name of its graph, or the empty string."""
        return self.value(graph.removesuffix("/external"), SPATIAL)

    def owner_of(self, node: str) -> str:
        """Return the municipality of a row; the graph of its dataset where none is known."""
        return self.municipality_of(node) or self.graph_of.get(node, "").removesuffix("/external")

    def first_days(self, path: str, with_true: str = "") -> Mapping[str, dt.date]:
        """Return the first day that a property gives in each graph; none where it gives no date.

        Only nodes that have the property `with_true` as true count, where one is named.
        """
        key = (path, with_true)
        if key not in self._first_days:
            first = self._first_days[key] = {}
            for node, values in self._values.items():
                if not with_true or values.get(with_true) == ["true"]:
                    graph = self.graph_of[node]
                    for day in (as_day(value, "first") for value in values.get(path, ())):
                        if day is not None:
                            first[graph] = min(day, first.get(graph, day))
        return self._first_days[key]


def _name(graph: object) -> str:
    return graph.value if isinstance(graph, ox.NamedNode) else ""


def reached(start: str, step: Callable[[str], Iterable[str]]) -> list[str]:
    """Return a node, and all that steps from one to others lead to, each once."""
    found = dict.fromkeys([start])
    waiting = [start]
    while waiting:
        new = [each for each in dict.fromkeys(step(waiting.pop())) if each not in found]
        found.update(dict.fromkeys(new))
        waiting += new
    return list(found)
