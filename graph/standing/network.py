"""The two-mode network: a named view of the RDF for network analysis."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import networkx as nx

from mellanrum.graph.standing.derive import Deriver
from mellanrum.graph.standing.facts import Facts
from mellanrum.graph.standing.representation import Representation
from mellanrum.ontology.namespaces import DCTERMS, MR, RDFS
from mellanrum.ontology.vocabularies import slug_of

__all__ = ["BODY", "STRUCTURE", "municipal_networks", "two_mode_network"]

BODY, STRUCTURE = 0, 1


def two_mode_network(facts: Facts, deriver: Deriver, levels: Collection[str] = ()) -> nx.Graph[str]:
    """Project the standing structures and the bodies that take part in them.

    An edge stands for a participation that a source states as a fact and that holds at the date
    of the deriver. Bodies without a structure are isolates, as are structures without a body.

    A structure counts if it works at one of the levels, given as slugs; all where there are none.

    Returns
    -------
    networkx.Graph
        Nodes are IRIs with ``bipartite`` (0 body, 1 structure), ``kind``, ``label``, ``id``,
        ``sector`` and ``level`` (tuples of slugs).
    """
    graph: nx.Graph[str] = nx.Graph()
    for node in sorted(deriver.standing):
        if _is_a(deriver, node, MR.Body):
            graph.add_node(node, bipartite=BODY, **_attributes(facts, node))
        elif _is_a(deriver, node, MR.CollaborationStructure):
            attributes = _attributes(facts, node)
            if not levels or not set(levels).isdisjoint(attributes["level"]):
                graph.add_node(node, bipartite=STRUCTURE, **attributes)
    for structure, bodies in sorted(deriver.members.items()):
        graph.add_edges_from(
            (body, structure) for body in sorted(bodies) if body in graph and structure in graph
        )
    return graph


def municipal_networks(
    whole: nx.Graph[str], representation: Representation, municipalities: Collection[str]
) -> dict[str, nx.Graph[str]]:
    """Return the part of a network that belongs to each municipality, by IRI.

    A body elsewhere that takes part in one of its structures is in its network as well. A
    municipality of which the network has nothing has none.
    """
    own: dict[str, set[str]] = {}
    for node in whole:
        municipality = representation.facts.municipality_of(node)
        if municipality in municipalities:
            own.setdefault(municipality, set()).update((node, *whole[node]))
    return {each: _part(whole, own[each]) for each in sorted(own)}


def _part(whole: nx.Graph[str], nodes: Collection[str]) -> nx.Graph[str]:
    """Return the part with these nodes, in order; a subgraph has them in that of a set."""
    part: nx.Graph[str] = nx.Graph()
    part.add_nodes_from((node, whole.nodes[node]) for node in sorted(nodes))
    part.add_edges_from((one, two) for one in part for two in whole[one] if two in part)
    return part


def _is_a(deriver: Deriver, node: str, class_iri: str) -> bool:
    types = deriver.facts.types(node)
    return any(deriver.schema.is_a(each, (str(class_iri),)) for each in types)


def _attributes(facts: Facts, node: str) -> dict[str, Any]:
    return {
        "kind": facts.types(node)[0].removeprefix(str(MR)),
        "label": facts.value(node, str(RDFS.label)),
        "id": facts.value(node, str(DCTERMS.identifier)),
        "sector": _slugs(facts, node, str(MR.sector)),
        "level": _slugs(facts, node, str(MR.atLevel)),
    }


def _slugs(facts: Facts, node: str, path: str) -> tuple[str, ...]:
    return tuple(slug_of(value) for value in facts.values(node, path))
