"""The E-I index: whether ties go out of the own group or stay in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from math import sqrt

import networkx as nx

from mellanrum.graph.measures.plain_graphs import Node, ordered, plain
from mellanrum.graph.measures.relabelling import chance, group_sizes

__all__ = ["EIIndex", "GroupEI", "ei_index"]

_APART = (0, 1)


@dataclass(frozen=True)
class GroupEI:
    """The E-I index of one group, counted from its members' side.

    Attributes
    ----------
    size : int
        The number of members.
    external, internal : int
        The ends of ties that members hold; a tie between two members has two.
    index : float or None
        (external - internal) / (external + internal); None where members have no ties.
    expected : float or None
        The index to expect of a member whose ties end anywhere: (N - 2n + 1) / (N - 1). None
        where the index is.
    """

    size: int
    external: int
    internal: int
    index: float | None
    expected: float | None


@dataclass(frozen=True)
class EIIndex:
    """The E-I index of a graph: -1 where all ties stay inside, 1 where all go out.

    Attributes
    ----------
    external, internal : int
        Ties between and within groups.
    index : float or None
        (external - internal) / (external + internal); None where there are no ties.
    expected : float or None
        Its mean over all relabellings of the nodes. Never read the index without it: few and
        large groups give an inward index by chance alone.
    z : float or None
        Index less expectation in standard deviations over all relabellings; None where the
        index is the same in all of them.
    groups : dict
        :class:`GroupEI` by group.
    """

    external: int
    internal: int
    index: float | None
    expected: float | None
    z: float | None
    groups: Mapping[Hashable, GroupEI]


def ei_index(G: nx.Graph[Node], groups: Mapping[Node, Hashable]) -> EIIndex:
    r"""Return the E-I index of a graph and of each group, with what chance alone would give.

    .. math::

        EI = \frac{E - I}{E + I}, \quad
        E[EI] = 1 - 2 \sum_g n_g(n_g-1) / N(N-1)

    The expectation and z are exact under random relabelling: the ties stay, the groups are
    dealt to the nodes anew. The expectation of a group is that of its average tie end.

    Parameters
    ----------
    G : networkx.Graph
        Directed (each direction is a tie) or not. Weights, parallel edges and self-loops do not
        count.
    groups : mapping
        The group of every node; labels of other nodes are left aside.

    Returns
    -------
    EIIndex
        Index, expectation and z are None where there is no tie to count; z also where every
        relabelling gives the same, as with one group or with every node in its own.

    Raises
    ------
    ValueError
        A node has no group.

    Notes
    -----
    O(n + m).

    References
    ----------
    Krackhardt, D. and Stern, R. N. (1988). Informal networks and organizational crises: an
    experimental simulation. Social Psychology Quarterly 51(2), 123-140.

    Examples
    --------
    >>> G = nx.Graph([("a", "b"), ("b", "c"), ("c", "d")])
    >>> ei = ei_index(G, {"a": "school", "b": "school", "c": "care", "d": "care"})
    >>> round(ei.index, 4), round(ei.expected, 4)
    (-0.3333, 0.3333)
    >>> ei.groups["care"].internal, ei.groups["care"].external
    (2, 1)
    """
    sizes, ties = group_sizes(G, groups), plain(G)
    external = sum(groups[u] != groups[v] for u, v in ties.edges())
    internal = ties.number_of_edges() - external
    expected, z = _against_chance(ties, sizes, external)
    index = _index(external, internal)
    return EIIndex(external, internal, index, expected, z, _by_group(ties, groups))


def _index(external: int, internal: int) -> float | None:
    total = external + internal
    return (external - internal) / total if total else None


def _against_chance(
    ties: nx.Graph[Node], sizes: tuple[int, ...], external: int
) -> tuple[float | None, float | None]:
    count = ties.number_of_edges()
    if not count:
        return None, None
    both = sum(ties.has_edge(v, u) for u, v in ties.edges()) if ties.is_directed() else 0
    # Ordered pairs of ties that share one node; a tie and its reverse share two.
    touching = sum(degree * (degree - 1) for _, degree in ties.degree()) - 2 * both
    pairs = {
        ((0, 1), (0, 1)): count + both,
        ((0, 1), (0, 2)): touching,
        ((0, 1), (2, 3)): count**2 - count - both - touching,
    }
    mean = count * chance(sizes, ((0, 1),), _APART)
    squares = sum(number * chance(sizes, places, _APART) for places, number in pairs.items())
    variance = squares - mean**2
    z = float(external - mean) / sqrt(variance) if variance else None
    return float(2 * mean / count - 1), z


def _by_group(ties: nx.Graph[Node], groups: Mapping[Node, Hashable]) -> dict[Hashable, GroupEI]:
    sizes = Counter(groups[node] for node in ties)
    ends = Counter(
        (groups[node], groups[u] != groups[v]) for u, v in ties.edges() for node in (u, v)
    )
    found: dict[Hashable, GroupEI] = {}
    for group in ordered(sizes):
        external, internal = ends[group, True], ends[group, False]
        index = _index(external, internal)
        expected = None if index is None else (len(ties) - 2 * sizes[group] + 1) / (len(ties) - 1)
        found[group] = GroupEI(sizes[group], external, internal, index, expected)
    return found
