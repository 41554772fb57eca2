"""Exact chances under random relabelling: the groups of the nodes are dealt anew, the ties stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from math import perm

import networkx as nx

from mellanrum.graph.measures.plain_graphs import Node

__all__ = ["chance", "group_sizes"]


def group_sizes(G: nx.Graph[Node], groups: Mapping[Node, Hashable]) -> tuple[int, ...]:
    """Return how many nodes each group has, sorted; labels of other nodes are left aside.

    Raises
    ------
    ValueError
        A node has no group, or the group None.

    Examples
    --------
    >>> group_sizes(nx.path_graph(3), {0: "a", 1: "b", 2: "a", 9: "c"})
    (1, 2)
    """
    for node in G:
        if groups.get(node) is None:
            raise ValueError(f"node {node!r} has no group")
    return tuple(sorted(Counter(groups[node] for node in G).values()))


@lru_cache(maxsize=4096)
def chance(
    sizes: tuple[int, ...], places: tuple[tuple[int, ...], ...], pattern: tuple[int, ...]
) -> Fraction:
    """Return the chance that every place shows the pattern when groups are dealt at random.

    Parameters
    ----------
    sizes : tuple of int
        The size of each group.
    places : tuple of tuple of int
        Each place names distinct nodes by number from 0; places may share nodes.
    pattern : tuple of int
        Which nodes of a place share a group: ``(0, 0, 1)`` says the first two and not the third.

    Returns
    -------
    fractions.Fraction
        Exact. 0 where there are fewer nodes than the places name.

    Notes
    -----
    The sum, over all ways in which the named nodes can fall into groups that fit the pattern, of
    :math:`\\sum_{g_1 \\ne g_2 \\ne \\dots} \\prod_b n_{g_b}(n_{g_b}-1)\\cdots / N(N-1)\\cdots`.
    O(B(s) g 2^s s) for s named nodes (at most 5 here, B(5) = 52) and g groups.

    Examples
    --------
    >>> chance((2, 2), ((0, 1),), (0, 1))
    Fraction(2, 3)
    """
    count = 1 + max(node for place in places for node in place)
    total = perm(sum(sizes), count)
    if not total:
        return Fraction(0)
    ways = sum(
        _arrangements(sizes, tuple(sorted(Counter(blocks).values())))
        for blocks in _partitions(count)
        if all(_canonical(blocks[node] for node in place) == pattern for place in places)
    )
    return Fraction(ways, total)


def _partitions(count: int, prefix: tuple[int, ...] = ()) -> Iterator[tuple[int, ...]]:
    """Yield each way to split ``count`` nodes into blocks, as the block number of each node."""
    if len(prefix) == count:
        yield prefix
        return
    for block in range(max(prefix, default=-1) + 2):
        yield from _partitions(count, (*prefix, block))


def _canonical(blocks: Iterable[int]) -> tuple[int, ...]:
    """Number blocks in the order in which they come."""
    seen: dict[int, int] = {}
    return tuple(seen.setdefault(block, len(seen)) for block in blocks)


@lru_cache(maxsize=1024)
def _arrangements(sizes: tuple[int, ...], blocks: tuple[int, ...]) -> int:
    """Count the ways to fill blocks of given sizes from as many different groups, in order."""
    ways = [1] + [0] * (2 ** len(blocks) - 1)
    for size in sizes:
        # Downwards, so that one group fills at most one block.
        for filled in range(len(ways) - 1, 0, -1):
            ways[filled] += sum(
                ways[filled ^ (1 << i)] * perm(size, block)
                for i, block in enumerate(blocks)
                if filled >> i & 1
            )
    return ways[-1]
