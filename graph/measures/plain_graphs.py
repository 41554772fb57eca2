"""What the measures share: plain ties without loops, a stable order, the two modes of a graph."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

import networkx as nx

__all__ = ["Node", "edge_weight", "modes", "ordered", "plain"]

Node = TypeVar("Node", bound=Hashable)


def ordered(nodes: Iterable[Node]) -> list[Node]:
    """Return nodes in an order that does not depend on how they came; by text where types mix.

    Examples
    --------
    >>> ordered({3, 1, 2})
    [1, 2, 3]
    >>> ordered(["b", 1, "a"])
    ['a', 'b', 1]
    """
    found = list(nodes)
    try:
        return sorted(found)  # type: ignore[type-var]
    except TypeError:
        return sorted(found, key=repr)


def plain(G: nx.Graph[Node]) -> nx.Graph[Node]:
    """Return the bare ties: parallel edges as one, no self-loops, no attributes; same direction.

    Examples
    --------
    >>> sorted(plain(nx.MultiGraph([(1, 1), (1, 2), (2, 1)])).edges)
    [(1, 2)]
    """
    bare: nx.Graph[Node] = nx.DiGraph() if G.is_directed() else nx.Graph()
    bare.add_nodes_from(G)
    bare.add_edges_from((u, v) for u, v in G.edges() if u != v)
    return bare


def edge_weight(data: object, weight: str | None) -> float:
    """Return the weight of an edge, 1 where it has none.

    Raises
    ------
    ValueError
        A weight is negative, infinite or not a number.
    """
    value = 1.0 if weight is None or not isinstance(data, dict) else float(data.get(weight, 1))
    if not 0 <= value < float("inf"):
        raise ValueError(f"a weight must be a finite number of at least 0, not {value}")
    return value


def modes(G: nx.Graph[Node], nodes: Iterable[Node] | None = None) -> tuple[set[Node], set[Node]]:
    """Return the two modes of a two-mode graph.

    Parameters
    ----------
    G : networkx.Graph
        A graph whose every tie joins the modes.
    nodes : iterable of nodes, optional
        The first mode. Without it, the nodes whose attribute ``bipartite`` is 0.

    Raises
    ------
    ValueError
        A node lacks the attribute, is not in the graph, or a tie stays within one mode.

    Examples
    --------
    >>> modes(nx.path_graph(3), [1])
    ({1}, {0, 2})
    """
    if nodes is None:
        lacking = [node for node, data in G.nodes(data=True) if data.get("bipartite") not in (0, 1)]
        if lacking:
            raise ValueError(f"node {lacking[0]!r} has no attribute bipartite 0 or 1")
        nodes = [node for node, data in G.nodes(data=True) if data["bipartite"] == 0]
    first = set(nodes)
    if not first <= set(G):
        raise ValueError(f"node {ordered(first - set(G))[0]!r} is not in the graph")
    for u, v in G.edges():
        if (u in first) == (v in first):
            raise ValueError(f"the tie {u!r} to {v!r} stays within one mode")
    return first, set(G) - first
