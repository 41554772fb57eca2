"""Which bodies and forums carry a two-mode graph: centralities normalised for two modes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx
from networkx.algorithms import bipartite

from mellanrum.graph.measures.plain_graphs import Node, modes, plain

__all__ = ["TwoModeCentrality", "two_mode_centrality"]


@dataclass(frozen=True)
class TwoModeCentrality:
    """The centralities of one node of a two-mode graph; None where one is undefined.

    Attributes
    ----------
    degree : float or None
        The share of the other mode that the node is tied to.
    closeness : float or None
        How short its paths are, 1 where they could not be shorter.
    betweenness : float or None
        How much runs through it, 1 where no graph of these sizes could send more.
    redundancy : float or None
        The share of its pairs of neighbours that also meet elsewhere: 0 says that all of them
        meet here only, 1 that the node can be lost without parting any pair.
    """

    degree: float | None
    closeness: float | None
    betweenness: float | None
    redundancy: float | None


def two_mode_centrality(
    G: nx.Graph[Node], nodes: Iterable[Node] | None = None
) -> dict[Node, TwoModeCentrality]:
    r"""Return degree, closeness, betweenness and redundancy of every node of a two-mode graph.

    For a node of degree k in a mode of n nodes, the other of m, in a connected part with
    :math:`n_c` and :math:`m_c` of them, and distances d,

    .. math::

        \text{degree} &= k / m \\
        \text{closeness} &= \frac{m_c + 2(n_c - 1)}{\sum d} \cdot \frac{n_c + m_c - 1}{n + m - 1} \\
        \text{betweenness} &= \text{shortest paths through it} / \text{the most possible} \\
        \text{redundancy} &= \text{pairs of neighbours that meet elsewhere} / \binom{k}{2}

    Parameters
    ----------
    G : networkx.Graph
        Two-mode: every tie joins the modes. Direction, weights and parallel edges do not count.
    nodes : iterable of nodes, optional
        One mode. Without it, the nodes whose attribute ``bipartite`` is 0.

    Returns
    -------
    dict
        In the order of the nodes. Degree is None where the other mode is empty; closeness for an
        isolate; betweenness where no graph with modes of these sizes sends a path through the
        node; redundancy for a degree below 2.

    Raises
    ------
    ValueError
        A tie stays within one mode, a node of the mode is not in the graph, or the attribute is
        missing.

    Notes
    -----
    O(nm). In a graph that hangs together, degree and closeness are those of
    ``networkx.algorithms.bipartite``, whose closeness in a graph of several parts compares the
    distances within a part with the size of the whole and can pass 1 (3.6.1); here each part is
    compared with itself, and the last factor says how much of the graph the node reaches.

    References
    ----------
    Borgatti, S. P. and Halgin, D. S. (2011). Analyzing affiliation networks. In The SAGE
    Handbook of Social Network Analysis, 417-433. Latapy, M., Magnien, C. and Del Vecchio, N.
    (2008). Basic notions for the analysis of large two-mode networks. Social Networks 30, 31-48.

    Examples
    --------
    >>> G = nx.Graph([("school", "forum"), ("care", "forum"), ("police", "forum")])
    >>> two_mode_centrality(G, ["forum"])["forum"]
    TwoModeCentrality(degree=1.0, closeness=1.0, betweenness=1.0, redundancy=0.0)
    """
    first, second = modes(G, nodes)
    ties: nx.Graph[Node] = nx.Graph(plain(G))
    closeness, through = _closeness(ties, first), nx.betweenness_centrality(ties, normalized=False)
    most = {True: _most_between(len(first), len(second))}
    most[False] = _most_between(len(second), len(first))
    opposite = {True: len(second), False: len(first)}
    return {
        node: TwoModeCentrality(
            _ratio(ties.degree(node), opposite[node in first]),
            closeness.get(node),
            _ratio(through[node], most[node in first]),
            _redundancy(ties, node),
        )
        for node in G
    }


def _ratio(value: float, most: float) -> float | None:
    return value / most if most else None


def _closeness(ties: nx.Graph[Node], first: set[Node]) -> dict[Node, float]:
    found: dict[Node, float] = {}
    for part in nx.connected_components(ties):
        if len(part) > 1:
            reach = (len(part) - 1) / (len(ties) - 1)
            within = bipartite.closeness_centrality(
                ties.subgraph(part), part & first, normalized=False
            )
            found.update((node, value * reach) for node, value in within.items())
    return found


def _most_between(own: int, other: int) -> float:
    """Return the most shortest paths that can run through one node of a mode."""
    if not other:
        return 0.0
    s, t = divmod(own - 1, other)
    square = other**2 * (s + 1) ** 2 + other * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)
    return square / 2


def _redundancy(ties: nx.Graph[Node], node: Node) -> float | None:
    if ties.degree(node) < 2:
        return None
    return float(bipartite.node_redundancy(ties, [node])[node])
