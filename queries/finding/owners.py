"""Which municipality each row belongs to, and which dataset tells of it; each looked up once."""

from __future__ import annotations

from mellanrum.graph.standing.facts import Facts
from mellanrum.graph.standing.municipality import municipality_of
from mellanrum.ontology.namespaces import GRAPH

__all__ = ["Owners"]


class Owners:
    """The municipality and the dataset of rows.

    Parameters
    ----------
    facts : Facts
        The asserted quads of all datasets.
    """

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._municipalities: dict[str, str] = {}

    def municipality_of(self, node: str) -> str:
        """Return the municipality of a row; the graph of its dataset where none is known."""
        if node not in self._municipalities:
            graph = self.facts.graph_of.get(node, "").removesuffix("/external")
            self._municipalities[node] = municipality_of(self.facts, node) or graph
        return self._municipalities[node]

    def dataset(self, node: str) -> str:
        """Return the slug of the dataset that tells of a row."""
        return self.facts.graph_of.get(node, "").removeprefix(str(GRAPH)).partition("/")[0]
