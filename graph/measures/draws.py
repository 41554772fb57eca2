"""Random graphs to compare with: groups dealt anew, or two-mode ties traded; seeded."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from random import Random
from typing import TypeVar

import networkx as nx

from mellanrum.graph.measures.plain_graphs import Node, modes, ordered

__all__ = ["Label", "curveball", "relabelled"]

Label = TypeVar("Label", bound=Hashable)
Item = TypeVar("Item")


def relabelled(
    groups: Mapping[Node, Label], *, draws: int = 1, seed: int = 0
) -> Iterator[dict[Node, Label]]:
    """Yield the groups dealt anew to the same nodes, group sizes kept, all ways equally likely.

    Parameters
    ----------
    groups : mapping
        The group of each node.
    draws : int
        How many times.
    seed : int
        The same seed gives the same draws, in whatever order the mapping is.

    Yields
    ------
    dict
        The group of each node. Nothing is undefined: no nodes give empty dicts.

    Notes
    -----
    O(n log n) a draw. Only ``Random.random`` is used, whose numbers Python promises to keep.

    References
    ----------
    Edgington, E. S. and Onghena, P. (2007). Randomization Tests. Chapman & Hall, 4th edition.

    Examples
    --------
    >>> draw, = relabelled({"a": 1, "b": 1, "c": 2}, seed=1)
    >>> sorted(draw), sorted(draw.values())
    (['a', 'b', 'c'], [1, 1, 2])
    """
    random, nodes = Random(seed), ordered(groups)
    labels = [groups[node] for node in nodes]
    for _ in range(draws):
        yield dict(zip(nodes, _shuffled(labels, random), strict=True))


def curveball(
    G: nx.Graph[Node],
    nodes: Iterable[Node] | None = None,
    *,
    draws: int = 1,
    seed: int = 0,
    trades: int | None = None,
) -> Iterator[nx.Graph[Node]]:
    """Yield two-mode graphs with the same degree of every node, otherwise random.

    Two nodes of the first mode trade: what only one of them is tied to is pooled, shuffled and
    dealt back, each getting as many as before. The chain visits every graph with these degrees
    equally often in the long run; draws next to each other are alike where trades are few.

    Parameters
    ----------
    G : networkx.Graph
        Two-mode: every tie joins the modes. Direction, weights and parallel edges do not count.
    nodes : iterable of nodes, optional
        One mode. Without it, the nodes whose attribute ``bipartite`` is 0.
    draws : int
        How many graphs, each going on from the one before.
    seed : int
        The same seed gives the same graphs, in whatever order nodes and ties came.
    trades : int, optional
        Trades before each draw; five times the larger mode where not given.

    Yields
    ------
    networkx.Graph
        Nodes with their attributes; ties without, since they are new. Nothing is undefined: a
        first mode of fewer than two nodes cannot trade and comes back as it is.

    Raises
    ------
    ValueError
        A tie stays within one mode, a node of the mode is not in the graph, or the attribute is
        missing.

    Notes
    -----
    O(trades · degree) a draw.

    References
    ----------
    Strona, G. et al. (2014). A fast and unbiased procedure to randomize ecological binary
    matrices with fixed row and column totals. Nature Communications 5, 4114. Carstens, C. J.
    (2015). Proof of uniform sampling of binary matrices with fixed row sums and column sums for
    the fast curveball algorithm. Physical Review E 91, 042812.

    Examples
    --------
    >>> G = nx.Graph([("a", 1), ("b", 2), ("c", 1), ("c", 2)])
    >>> H, = curveball(G, ["a", "b", "c"], seed=3)
    >>> dict(H.degree) == dict(G.degree)
    True
    """
    first, second = modes(G, nodes)
    rows = [set(nx.all_neighbors(G, node)) for node in ordered(first)]
    random = Random(seed)
    steps = 5 * max(len(first), len(second)) if trades is None else trades
    for _ in range(draws):
        if len(rows) > 1:
            for _ in range(steps):
                _trade(rows, random)
        drawn: nx.Graph[Node] = nx.Graph()
        drawn.add_nodes_from(G.nodes(data=True))
        for node, row in zip(ordered(first), rows, strict=True):
            drawn.add_edges_from((node, other) for other in ordered(row))
        yield drawn


def _shuffled(items: list[Item], random: Random) -> list[Item]:
    keys = [random.random() for _ in items]
    return [items[place] for place in sorted(range(len(items)), key=keys.__getitem__)]


def _trade(rows: list[set[Node]], random: Random) -> None:
    one = int(random.random() * len(rows))
    other = int(random.random() * (len(rows) - 1))
    other += other >= one
    pool = _shuffled(ordered(rows[one] ^ rows[other]), random)
    shared = rows[one] & rows[other]
    own = len(rows[one]) - len(shared)
    rows[one], rows[other] = shared | set(pool[:own]), shared | set(pool[own:])
