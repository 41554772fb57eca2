"""Key players: whose loss would break the network apart, and who reaches it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise
from typing import Generic, Literal

import networkx as nx

from mellanrum.graph.measures.cutpoints import articulation
from mellanrum.graph.measures.masks import Masks, positions
from mellanrum.graph.measures.plain_graphs import Node, ordered

__all__ = [
    "Criterion",
    "Denominator",
    "KeyPlayers",
    "articulation",
    "fragmentation",
    "key_players",
    "reach",
]

Criterion = Literal["fragmentation", "distance_fragmentation", "reach", "distance_reach"]
Denominator = Literal["remaining", "original"]
Value = Callable[[int], Fraction | None]


@dataclass(frozen=True)
class KeyPlayers(Generic[Node]):
    """The sets of nodes that matter most by a criterion.

    Attributes
    ----------
    criterion : str
        Which one.
    value : Fraction or None
        Of the best sets; None where it is undefined for every set.
    before : Fraction or None
        Of the empty set: the network as it is.
    sets : tuple of tuple of nodes
        Every set that has the value, each in order.
    """

    criterion: Criterion
    value: Fraction | None
    before: Fraction | None
    sets: tuple[tuple[Node, ...], ...]

    @property
    def players(self) -> tuple[Node, ...]:
        """The first of the best sets; empty where there is none."""
        return self.sets[0] if self.sets else ()


def fragmentation(
    graph: nx.Graph[Node],
    removed: Iterable[Node] = (),
    *,
    among: Iterable[Node] | None = None,
    distance: bool = False,
    n: Denominator = "remaining",
) -> Fraction | None:
    """Compute how far a network falls apart when nodes are removed.

    F = 1 − Σ_c s_c(s_c − 1) / n(n − 1) over components of s_c nodes: the share of pairs that cannot
    reach each other. DF = 1 − Σ_{i≠j} (1/d_ij) / n(n − 1), with 1/∞ = 0, also falls short for pairs
    that reach each other by detours only. In a directed graph F counts ordered pairs without a
    path. Ties have length 1; self-loops and parallel ties change nothing.

    Parameters
    ----------
    graph : networkx.Graph
        One-mode or two-mode.
    removed : iterable of nodes
        What is taken out first.
    among : iterable of nodes, optional
        Whose pairs count: in a two-mode graph the bodies, say; all nodes where left out. Two bodies
        that share a forum are 2 apart in a two-mode graph, so that DF is then at least 1/2.
    distance : bool
        Return DF instead of F.
    n : {"remaining", "original"}
        Count the nodes that remain, as Borgatti does, or those that were there, so that the removed
        ones count as cut off from all; the latter never falls when more is removed.

    Returns
    -------
    Fraction or None
        From 0 (all connected; DF: all adjacent) to 1 (no tie); None where n is below 2.

    Raises
    ------
    ValueError
        If a node is not in the graph.

    Notes
    -----
    F: O(nodes + ties); DF, and F of a directed graph: O(diameter·ties) steps on sets of nodes.

    References
    ----------
    Borgatti 2006, Identifying sets of key players in a social network, Computational and
    Mathematical Organization Theory 12, 21–34.

    Examples
    --------
    >>> star = nx.star_graph(4)
    >>> fragmentation(star), fragmentation(star, [0]), fragmentation(star, [1])
    (Fraction(0, 1), Fraction(1, 1), Fraction(0, 1))
    >>> fragmentation(star, distance=True)
    Fraction(3, 10)
    """
    masks = Masks(graph, among)
    return _broken(masks, distance, n == "original")(masks.of(removed))


def reach(
    graph: nx.Graph[Node],
    players: Iterable[Node],
    steps: int = 1,
    *,
    among: Iterable[Node] | None = None,
    distance: bool = False,
) -> Fraction | None:
    """Compute the share of a network that a set of nodes reaches.

    m-reach: the share of nodes within `steps` of the set. Distance-weighted reach:
    DR = Σ_j (1/d_Sj) / n, where d_Sj is the distance from the nearest member of the set and 1/d is
    1 for the members themselves and 0 for what they cannot reach; it is 1 where every node is in
    the set or adjacent to it. In a directed graph along the ties.

    Parameters
    ----------
    graph : networkx.Graph
        One-mode or two-mode.
    players : iterable of nodes
        The set; the share that no node reaches is 0.
    steps : int
        At least 0; plays no part in DR.
    among : iterable of nodes, optional
        Which nodes count as reached; all where left out.
    distance : bool
        Return DR.

    Returns
    -------
    Fraction or None
        From 0 to 1; None where no node counts.

    Raises
    ------
    ValueError
        If a node is not in the graph or `steps` is negative.

    Notes
    -----
    O(nodes + ties).

    References
    ----------
    Borgatti 2006, as for `fragmentation`. Borgatti counts nodes; this is his count over n.

    Examples
    --------
    >>> path = nx.path_graph(5)
    >>> reach(path, [1]), reach(path, [1], steps=2), reach(path, [1], distance=True)
    (Fraction(3, 5), Fraction(4, 5), Fraction(23, 30))
    """
    masks = Masks(graph, among)
    return _reached(masks, distance, steps)(masks.of(players))


def key_players(
    graph: nx.Graph[Node],
    k: int = 1,
    criterion: Criterion = "fragmentation",
    *,
    candidates: Collection[Node] | None = None,
    among: Iterable[Node] | None = None,
    n: Denominator = "remaining",
    steps: int = 1,
) -> KeyPlayers[Node]:
    """Find the sets of k nodes that matter most, by trying every set.

    By the two fragmentations: whose removal breaks the network most (sårbarhet). By the two
    reaches: who together reaches most of it. Greedy choice can miss the best set, so none is made.

    Parameters
    ----------
    graph : networkx.Graph
        One-mode or two-mode.
    k : int
        1, 2 or 3.
    criterion : str
        "fragmentation", "distance_fragmentation", "reach" or "distance_reach".
    candidates : collection of nodes, optional
        Which nodes may be chosen; all where left out.
    among : iterable of nodes, optional
        Whose pairs, or which nodes, count; all where left out.
    n : {"remaining", "original"}
        As for `fragmentation`.
    steps : int
        As for `reach`.

    Returns
    -------
    KeyPlayers
        All best sets. A set whose value is undefined (fewer than two nodes left) is no best set;
        where every set is, ``value`` is None and ``sets`` is empty.

    Raises
    ------
    ValueError
        If k is not 1 to 3 or exceeds the candidates, the criterion is unknown, or a node is not in
        the graph.

    Notes
    -----
    O(c^k) sets of c candidates, times the cost of `fragmentation` or `reach`.

    References
    ----------
    Borgatti 2006, as for `fragmentation`.

    Examples
    --------
    >>> kite = nx.krackhardt_kite_graph()
    >>> found = key_players(kite)
    >>> found.players, found.value
    ((7,), Fraction(7, 18))
    >>> key_players(kite, 2, "reach").sets
    ((3, 8),)
    """
    masks = Masks(graph, among)
    chosen = masks.nodes if candidates is None else ordered(set(candidates))
    if not 1 <= k <= min(3, len(chosen)):
        raise ValueError(f"k is {k}; it must be 1, 2 or 3, and at most {len(chosen)} candidates")
    measure = _measure(masks, criterion, n == "original", steps)
    masks.of(chosen)
    best: Fraction | None = None
    sets: list[tuple[Node, ...]] = []
    for some in combinations(chosen, k):
        value = measure(masks.of(some))
        if value is not None and (best is None or value > best):
            best, sets = value, [some]
        elif value is not None and value == best:
            sets.append(some)
    return KeyPlayers(criterion, best, measure(0), tuple(sets))


def _measure(masks: Masks[Node], criterion: str, original: bool, steps: int) -> Value:
    if criterion in ("fragmentation", "distance_fragmentation"):
        return _broken(masks, criterion != "fragmentation", original)
    if criterion in ("reach", "distance_reach"):
        return _reached(masks, criterion != "reach", steps)
    raise ValueError(f"unknown criterion {criterion!r}")


def _broken(masks: Masks[Node], distance: bool, original: bool) -> Value:
    """Return the fragmentation as a function of the nodes removed."""
    joined = _nearness if distance else _linked if masks.directed else _together

    def value(removed: int) -> Fraction | None:
        alive = masks.all & ~removed
        counted = masks.among & alive
        n = (masks.among if original else counted).bit_count()
        return 1 - joined(masks, alive, counted) / (n * (n - 1)) if n > 1 else None

    return value


def _together(masks: Masks[Node], alive: int, counted: int) -> Fraction:
    """Return the number of ordered pairs within components."""
    pairs, left = 0, counted
    while left:
        component = sum(masks.rings(left & -left, alive))  # rings have no bit in common
        size = (component & counted).bit_count()
        pairs += size * (size - 1)
        left &= ~component
    return Fraction(pairs)


def _linked(masks: Masks[Node], alive: int, counted: int) -> Fraction:
    """Return the number of ordered pairs with a path."""
    *_, last = _within(masks, alive, counted)
    return Fraction(last)


def _nearness(masks: Masks[Node], alive: int, counted: int) -> Fraction:
    """Return the sum of 1/d over ordered pairs."""
    steps = enumerate(pairwise(_within(masks, alive, counted)), 1)
    return sum((Fraction(pairs - fewer, d) for d, (fewer, pairs) in steps), Fraction(0))


def _within(masks: Masks[Node], alive: int, counted: int) -> Iterator[int]:
    """Yield the number of ordered pairs at most 0, 1, 2 … apart."""
    sources = list(positions(counted))
    for balls in masks.balls(alive):
        yield sum((balls[at] & counted).bit_count() for at in sources) - len(sources)


def _reached(masks: Masks[Node], distance: bool, steps: int) -> Value:
    """Return the reach as a function of the set."""
    if steps < 0:
        raise ValueError(f"steps is {steps}; it must be at least 0")
    n = masks.among.bit_count()

    def value(players: int) -> Fraction | None:
        rings = enumerate(masks.rings(players, masks.all))
        sizes = [(d, (ring & masks.among).bit_count()) for d, ring in rings]
        if distance:
            total = sum((Fraction(size, max(d, 1)) for d, size in sizes), Fraction(0))
        else:
            total = Fraction(sum(size for d, size in sizes if d <= steps))
        return total / n if n else None

    return value
