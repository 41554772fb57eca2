"""Which municipality a row belongs to: one place for rules, index, map and report."""

from __future__ import annotations

from mellanrum.graph.standing.facts import Facts
from mellanrum.ontology.namespaces import DCTERMS, MR

__all__ = ["municipality_of", "municipality_of_graph"]

MUNICIPALITY, IN_MUNICIPALITY = str(MR.Municipality), str(MR.inMunicipality)
SPATIAL = str(DCTERMS.spatial)


def municipality_of(facts: Facts, node: str) -> str:
    """Return the municipality that a row belongs to, or the empty string.

    A municipality belongs to itself; another row to the one that it names, else to its dataset's.
    """
    if MUNICIPALITY in facts.types(node):
        return node
    stated = facts.value(node, IN_MUNICIPALITY)
    return stated or municipality_of_graph(facts, facts.graph_of.get(node, ""))


def municipality_of_graph(facts: Facts, graph: str) -> str:
    """Return the municipality of a dataset by the name of its graph, or the empty string."""
    return facts.value(graph.removesuffix("/external"), SPATIAL)
