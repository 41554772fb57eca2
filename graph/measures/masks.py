"""Graphs as bits of whole numbers, which makes trying every set of nodes bearable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic

import networkx as nx

from mellanrum.graph.measures.plain_graphs import Node, ordered

__all__ = ["Masks", "positions"]


class Masks(Generic[Node]):
    """A graph as bits of whole numbers.

    Parameters
    ----------
    graph : networkx.Graph
        Directed or not.
    among : iterable of nodes, optional
        The nodes that count; all where left out.

    Raises
    ------
    ValueError
        If a node that counts is not in the graph.

    Examples
    --------
    >>> masks = Masks(nx.path_graph(3))
    >>> list(masks.rings(masks.of([0]), masks.all))
    [1, 2, 4]
    """

    def __init__(self, graph: nx.Graph[Node], among: Iterable[Node] | None = None) -> None:
        """Number the nodes in order and keep the successors of each as bits."""
        self.nodes = ordered(graph)
        self.bit = {node: 1 << at for at, node in enumerate(self.nodes)}
        self.all = (1 << len(self.nodes)) - 1
        self.directed = graph.is_directed()
        self.out = [self.of(graph[node]) for node in self.nodes]
        self.among = self.all if among is None else self.of(among)

    def of(self, nodes: Iterable[Node]) -> int:
        """Return the bits of nodes.

        Raises
        ------
        ValueError
            If a node is not in the graph.
        """
        mask = 0
        for node in nodes:
            if node not in self.bit:
                raise ValueError(f"node {node!r} is not in the graph")
            mask |= self.bit[node]
        return mask

    def rings(self, start: int, alive: int) -> Iterator[int]:
        """Yield the nodes at each distance from a set, beginning with the set itself."""
        seen, ring = start, start
        while ring:
            yield ring
            found = 0
            for at in positions(ring):
                found |= self.out[at]
            ring = found & alive & ~seen
            seen |= ring

    def balls(self, alive: int) -> Iterator[list[int]]:
        """Yield, for each distance until nothing is added, what each living node is within of.

        All nodes take a step at once, which is far quicker than a search from each.
        """
        ball = [1 << at & alive for at in range(len(self.nodes))]
        steps = [(at, list(positions(self.out[at] & alive))) for at in positions(alive)]
        grown = True
        while grown:
            yield ball
            wider = ball.copy()
            for at, following in steps:
                for other in following:
                    wider[at] |= ball[other]
            ball, grown = wider, wider != ball


def positions(mask: int) -> Iterator[int]:
    """Yield the positions of the bits that are set, lowest first.

    Examples
    --------
    >>> list(positions(0b1010))
    [1, 3]
    """
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
