"""Gould and Fernandez's brokerage: in which role a node links groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import Generic, TypeVar

import networkx as nx

from mellanrum.graph.measures.plain_graphs import Node, plain
from mellanrum.graph.measures.relabelling import chance, group_sizes

__all__ = ["Brokerage", "Roles", "brokerage"]

Value = TypeVar("Value")

# Which of source, broker and target share a group, in the order of the fields of Roles.
_PATTERNS = ((0, 0, 0), (0, 1, 0), (0, 0, 1), (0, 1, 1), (0, 1, 2))

# How two open two-paths of one broker (always node 1) can overlap; every way is weighted by how
# often it occurs.
_SAME = ((0, 1, 2), (0, 1, 2))
_REVERSED = ((0, 1, 2), (2, 1, 0))
_ONE_SOURCE = ((0, 1, 2), (0, 1, 3))
_ONE_TARGET = ((0, 1, 2), (3, 1, 2))
_CHAINED = ((0, 1, 2), (2, 1, 3))
_APART = ((0, 1, 2), (3, 1, 4))


@dataclass(frozen=True)
class Roles(Generic[Value]):
    """One value for each of the five roles of a broker j on an open two-path i → j → k.

    Attributes
    ----------
    coordinator
        All three in one group (samordnare).
    itinerant
        i and k in one group, j in another (konsult).
    representative
        i and j in one group, k in another: j speaks for its own (representant).
    gatekeeper
        j and k in one group, i in another: j lets outsiders in (grindvakt).
    liaison
        Three groups (sambandsaktör).
    """

    coordinator: Value
    itinerant: Value
    representative: Value
    gatekeeper: Value
    liaison: Value


@dataclass(frozen=True)
class Brokerage(Roles[int]):
    """How many open two-paths a node brokers in each role, and how many were to be expected.

    Attributes
    ----------
    expected : Roles of float
        The mean over all relabellings of the nodes.
    z : Roles of float or None
        Observed less expected, in standard deviations over all relabellings; None where the
        count is the same in all of them.
    """

    expected: Roles[float]
    z: Roles[float | None]

    @property
    def total(self) -> int:
        """The number of open two-paths through the node."""
        roles = (self.coordinator, self.itinerant, self.representative, self.gatekeeper)
        return sum(roles) + self.liaison


def brokerage(G: nx.Graph[Node], groups: Mapping[Node, Hashable]) -> dict[Node, Brokerage]:
    r"""Count the open two-paths that each node brokers, by role, with expectation and z.

    A node j brokers i → j → k where i and k are distinct and there is no tie i → k. An
    undirected tie counts as one in each direction, so that each open two-path of an undirected
    graph counts twice, as in R's ``sna::brokerage``.

    The expectation and z are those of random relabelling: the ties stay and the groups are dealt
    to all nodes anew, the sizes :math:`n_g` kept. For a node with T open two-paths,

    .. math::

        E[\text{coordinator}] &= T \sum_g n_g(n_g-1)(n_g-2) / N(N-1)(N-2) \\
        E[\text{itinerant}] = E[\text{representative}] = E[\text{gatekeeper}]
            &= T \sum_g n_g(n_g-1)(N-n_g) / N(N-1)(N-2)

    and the liaison takes the rest of T. The variance is exact too: the sum, over pairs of open
    two-paths of the node, of the chance that both have the role, less the squared expectation.
    z is a distance and not a test: the counts are far from normal in small graphs.

    Parameters
    ----------
    G : networkx.Graph
        Directed or not. Only whether there is a tie counts: weights, parallel edges and
        self-loops do not.
    groups : mapping
        The group of every node; labels of other nodes are left aside.

    Returns
    -------
    dict
        In the order of the nodes. A node that brokers nothing has counts and expectations 0,
        which are defined, and every z None.

    Raises
    ------
    ValueError
        A node has no group.

    Notes
    -----
    O(Σ d²) for degrees d. ``sna`` reports another expectation, that of a random graph of the
    same density, given the group of the broker.

    References
    ----------
    Gould, R. V. and Fernandez, R. M. (1989). Structures of mediation: a formal approach to
    brokerage in transaction networks. Sociological Methodology 19, 89-126.

    Examples
    --------
    >>> broker = brokerage(nx.path_graph(3), {0: "school", 1: "care", 2: "school"})[1]
    >>> broker.itinerant, broker.liaison
    (2, 0)
    >>> round(broker.expected.itinerant, 4), round(broker.z.itinerant, 4)
    (0.6667, 1.4142)
    """
    sizes = group_sizes(G, groups)
    ties: nx.DiGraph[Node] = nx.DiGraph(plain(G))
    return {node: _broker(list(_open_paths(ties, node)), node, groups, sizes) for node in G}


def _open_paths(ties: nx.DiGraph[Node], broker: Node) -> Iterator[tuple[Node, Node]]:
    for source in ties.predecessors(broker):
        reached = ties.succ[source]
        for target in ties.successors(broker):
            if target != source and target not in reached:
                yield source, target


def _broker(
    paths: list[tuple[Node, Node]],
    broker: Node,
    groups: Mapping[Node, Hashable],
    sizes: tuple[int, ...],
) -> Brokerage:
    counts = Counter(_pattern(groups[i], groups[broker], groups[k]) for i, k in paths)
    overlaps = _overlaps(paths)
    moments = [_moments(sizes, overlaps, pattern) for pattern in _PATTERNS]
    observed = [counts[pattern] for pattern in _PATTERNS]
    coordinator, itinerant, representative, gatekeeper, liaison = observed
    expected = Roles(*(float(mean) for mean, _ in moments))
    z = Roles(*(_z(*pair) for pair in zip(observed, moments, strict=True)))
    return Brokerage(
        coordinator, itinerant, representative, gatekeeper, liaison, expected=expected, z=z
    )


def _pattern(source: Hashable, broker: Hashable, target: Hashable) -> tuple[int, int, int]:
    second = 0 if broker == source else 1
    if target == source:
        return 0, second, 0
    return 0, second, second if target == broker else second + 1


def _overlaps(paths: list[tuple[Node, Node]]) -> dict[tuple[tuple[int, int, int], ...], int]:
    """Count the ordered pairs of open two-paths of one broker by the way they overlap."""
    sources, targets, known = Counter(i for i, _ in paths), Counter(k for _, k in paths), set(paths)
    back = sum((k, i) in known for i, k in known)
    found: dict[tuple[tuple[int, int, int], ...], int] = {
        _SAME: len(paths),
        _REVERSED: back,
        _ONE_SOURCE: sum(n * (n - 1) for n in sources.values()),
        _ONE_TARGET: sum(n * (n - 1) for n in targets.values()),
        # The one ends where the other starts, and the other way about.
        _CHAINED: 2 * (sum(n * targets[node] for node, n in sources.items()) - back),
    }
    return {**found, _APART: len(paths) ** 2 - sum(found.values())}


def _moments(
    sizes: tuple[int, ...],
    overlaps: Mapping[tuple[tuple[int, int, int], ...], int],
    pattern: tuple[int, int, int],
) -> tuple[Fraction, Fraction]:
    mean = overlaps[_SAME] * chance(sizes, ((0, 1, 2),), pattern)
    squares = sum(
        (number * chance(sizes, places, pattern) for places, number in overlaps.items() if number),
        Fraction(0),
    )
    return mean, squares - mean**2


def _z(observed: int, moments: tuple[Fraction, Fraction]) -> float | None:
    mean, variance = moments
    return float(observed - mean) / sqrt(variance) if variance else None
