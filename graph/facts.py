"""An index over quads: the types and values of each node, for code that walks the graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from mellanrum.ontology.namespaces import RDF

__all__ = ["Facts"]

TYPE = str(RDF.type)


class Facts:
    """The asserted quads, indexed by subject and property; IRIs and literals as text.

    Parameters
    ----------
    quads : iterable of pyoxigraph.Quad
        Blank nodes are passed over.
    """

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self._values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._subjects: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self.graph_of: dict[str, str] = {}
        for quad in quads:
            if isinstance(quad.subject, ox.NamedNode) and isinstance(
                quad.object, ox.NamedNode | ox.Literal
            ):
                subject, path, value = quad.subject.value, quad.predicate.value, quad.object.value
                if value not in self._values[subject][path]:
                    self._values[subject][path].append(value)
                if isinstance(quad.object, ox.NamedNode):
                    self._subjects[path][value].append(subject)
                self.graph_of.setdefault(subject, getattr(quad.graph_name, "value", ""))

    def nodes(self) -> tuple[str, ...]:
        """Return every subject, in the order of first appearance."""
        return tuple(self._values)

    def values(self, subject: str, path: str) -> tuple[str, ...]:
        """Return the values of a property."""
        return tuple(self._values[subject][path]) if subject in self._values else ()

    def value(self, subject: str, path: str) -> str:
        """Return one value of a property, or the empty string."""
        return next(iter(self.values(subject, path)), "")

    def subjects(self, path: str, value: str) -> tuple[str, ...]:
        """Return the subjects whose property has this node as value."""
        return tuple(self._subjects[path][value]) if path in self._subjects else ()

    def types(self, subject: str) -> tuple[str, ...]:
        """Return the asserted classes of a node."""
        return self.values(subject, TYPE)
