"""Burt's structural holes: who stands between contacts that do not know each other."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import fsum, log

import networkx as nx

from mellanrum.graph.measures.plain_graphs import Node, edge_weight

__all__ = ["StructuralHoles", "structural_holes"]


@dataclass(frozen=True)
class StructuralHoles:
    """Burt's measures of one node; None where a measure is undefined.

    Attributes
    ----------
    constraint : float or None
        How far the node's time goes to contacts that are tied to each other. High constraint
        can be good where trust matters more than brokerage.
    effective_size : float or None
        The number of contacts less their redundancy.
    efficiency : float or None
        Effective size as a share of the number of contacts.
    hierarchy : float or None
        How unevenly the constraint is spread over the contacts, from 0 to 1.
    """

    constraint: float | None
    effective_size: float | None
    efficiency: float | None
    hierarchy: float | None


def structural_holes(G: nx.Graph[Node], weight: str | None = None) -> dict[Node, StructuralHoles]:
    r"""Return Burt's constraint, effective size, efficiency and hierarchy of every node.

    With :math:`a_{ij}` the weight from i to j and back, :math:`p_{ij} = a_{ij}/\sum_k a_{ik}`,
    :math:`m_{jq} = a_{jq}/\max_k a_{jk}` and sums over the :math:`N_i` contacts of i,

    .. math::

        c_{ij} &= (p_{ij} + \sum_{q \ne i,j} p_{iq} p_{qj})^2, \quad C_i = \sum_j c_{ij} \\
        E_i &= \sum_j (1 - \sum_{q \ne i,j} p_{iq} m_{jq}), \quad \text{efficiency } E_i/N_i \\
        H_i &= \frac{\sum_j r_{ij} \ln r_{ij}}{N_i \ln N_i}, \quad r_{ij} = c_{ij} N_i / C_i

    Parameters
    ----------
    G : networkx.Graph
        Directed or not; parallel edges add up, self-loops are left aside.
    weight : str, optional
        The edge attribute with the weight, 1 where an edge has none. An edge of weight 0 is no
        tie. Without it, every edge weighs 1, so that in a directed graph a tie in both
        directions weighs twice one in a single direction.

    Returns
    -------
    dict
        In the order of the nodes. All four are None for a node without contacts, hierarchy also
        for a node with one contact, where :math:`\ln N_i = 0`.

    Raises
    ------
    ValueError
        A weight is negative, infinite or not a number.

    Notes
    -----
    O(Σ d²) for degrees d. In NetworkX 3.6.1 ``effective_size`` without ``nodes`` differs from
    this definition on weighted and directed graphs where SciPy is installed.

    References
    ----------
    Burt, R. S. (1992). Structural Holes: The Social Structure of Competition. Harvard
    University Press, chapter 2. Borgatti, S. P. (1997). Structural holes: unpacking Burt's
    redundancy measures. Connections 20(1), 35-38.

    Examples
    --------
    >>> holes = structural_holes(nx.star_graph(3))
    >>> round(holes[0].constraint, 4), holes[0].effective_size, holes[0].hierarchy
    (0.3333, 3.0, 0.0)
    >>> holes[1]
    StructuralHoles(constraint=1.0, effective_size=1.0, efficiency=1.0, hierarchy=None)
    """
    mutual = _mutual_weights(G, weight)
    share = {i: _scaled(row, fsum(row.values())) for i, row in mutual.items()}
    marginal = {i: _scaled(row, max(row.values(), default=1)) for i, row in mutual.items()}
    return {i: _measure(i, share, marginal) for i in G}


def _mutual_weights(G: nx.Graph[Node], weight: str | None) -> dict[Node, dict[Node, float]]:
    """Add up the weights of both directions; drop self-loops and pairs of weight 0."""
    mutual: dict[Node, dict[Node, float]] = {node: defaultdict(float) for node in G}
    for u, v, data in G.edges(data=True):
        value = edge_weight(data, weight)
        if u != v and value:
            mutual[u][v] += value
            mutual[v][u] += value
    return mutual


def _scaled(row: dict[Node, float], scale: float) -> dict[Node, float]:
    return {node: value / scale for node, value in row.items()}


def _measure(
    i: Node, share: dict[Node, dict[Node, float]], marginal: dict[Node, dict[Node, float]]
) -> StructuralHoles:
    contacts = share[i]
    if not contacts:
        return StructuralHoles(None, None, None, None)
    parts, size = [], float(len(contacts))
    for j, direct in contacts.items():
        others = [(q, p) for q, p in contacts.items() if q != j]
        indirect = fsum(p * share[q].get(j, 0.0) for q, p in others)
        parts.append((direct + indirect) ** 2)
        size -= fsum(p * marginal[j].get(q, 0.0) for q, p in others)
    return StructuralHoles(fsum(parts), size, size / len(contacts), _hierarchy(parts))


def _hierarchy(parts: list[float]) -> float | None:
    """Return the Coleman-Theil disorder of the parts of the constraint."""
    count, total = len(parts), fsum(parts)
    if count < 2:
        return None
    ratios = [part * count / total for part in parts]
    # Equal parts give 0, and rounding must not take it below.
    return max(0.0, fsum(ratio * log(ratio) for ratio in ratios) / (count * log(count)))
