"""The graph in the formats that other tools read."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import networkx as nx
import pyoxigraph as ox

from mellanrum.ontology.namespaces import PREFIXES

__all__ = ["GRAPH_FORMATS", "graphml", "serialise"]

GRAPH_FORMATS: dict[str, ox.RdfFormat] = {
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


def serialise(quads: Iterable[ox.Quad], name: str) -> str:
    """Return quads in one of `GRAPH_FORMATS`, sorted: the same graph gives the same text.

    Formats without named graphs hold the union of the graphs.
    """
    rdf_format = GRAPH_FORMATS[name]
    ordered = sorted(set(quads), key=_order)
    items: list[ox.Quad] | list[ox.Triple] = ordered
    if not rdf_format.supports_datasets:
        items = list(dict.fromkeys(ox.Triple(q.subject, q.predicate, q.object) for q in ordered))
    data = ox.serialize(items, format=rdf_format, prefixes=PREFIXES)
    assert data is not None
    return data.decode("utf-8")


def _order(quad: ox.Quad) -> tuple[str, str, bool, str, str]:
    # The type of a node first, as people write Turtle.
    is_type = quad.predicate.value.endswith("#type")
    rest = (str(quad.predicate), str(quad.object))
    return (str(quad.graph_name), str(quad.subject), not is_type, *rest)


def graphml(graph: nx.Graph[str], label: Callable[[str], str]) -> str:
    """Return the two-mode network as GraphML, for Gephi, R and others.

    Lists become text with ``; `` between, as GraphML has no lists.
    """
    plain: nx.Graph[str] = nx.Graph()
    for node in sorted(graph):
        attributes = {
            key: "; ".join(value) if isinstance(value, tuple) else value
            for key, value in graph.nodes[node].items()
        }
        plain.add_node(node, **{**attributes, "label": label(node)})
    plain.add_edges_from(sorted((min(edge), max(edge)) for edge in graph.edges))
    return "\n".join(nx.generate_graphml(plain)) + "\n"
