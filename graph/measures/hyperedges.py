"""What only whole forums show: parallel tracks, and groups that never meet as one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, takewhile
from math import prod
from typing import TypeAlias

import networkx as nx

from mellanrum.graph.measures.forums import Cover, Pair, Tie, as_text, by_name, check_scopes
from mellanrum.graph.measures.rational import Number, Quantity, exact, is_exact, shown, unit
from mellanrum.graph.measures.requirements import Responsibilities, Weights, answering

__all__ = [
    "ForumOverlap",
    "Forums",
    "TripleGap",
    "containment",
    "forum_overlap",
    "jaccard",
    "triple_gaps",
]

Forums: TypeAlias = "Mapping[str, Tie | Collection[str]] | Iterable[Tie] | nx.Graph[str]"


@dataclass(frozen=True)
class ForumOverlap:
    """Two forums with members and scope in common.

    Attributes
    ----------
    forums : tuple of str
        Their names.
    shared : tuple of str
        The bodies that sit in both.
    jaccard : Fraction
        Shared over all members of the two.
    containment : Fraction
        Shared over the members of the smaller one; 1 where it lies within the larger, as a
        legitimate working group may.
    tasks : tuple of str or None
        The tasks that both have in scope; None where both cover every task.
    """

    forums: tuple[str, str]
    shared: tuple[str, ...]
    jaccard: Fraction
    containment: Fraction
    tasks: tuple[str, ...] | None


@dataclass(frozen=True)
class TripleGap:
    """Bodies that need each other in a task, are tied two by two, but share no forum.

    Attributes
    ----------
    bodies : tuple of str
        Three, or as many as were asked for.
    tasks : tuple of str
        The tasks where it is so.
    weight : Fraction or float
        Σ_t w_t·Π r over the bodies.
    """

    bodies: tuple[str, ...]
    tasks: tuple[str, ...]
    weight: Number


def jaccard(first: Collection[str], second: Collection[str]) -> Fraction | None:
    """Compute |A ∩ B| / |A ∪ B|; None where both are empty.

    Notes
    -----
    O(|A| + |B|). Jaccard 1912, The distribution of the flora in the alpine zone, New Phytologist
    11.

    Examples
    --------
    >>> jaccard("ab", "bc"), jaccard("", "")
    (Fraction(1, 3), None)
    """
    one, two = set(first), set(second)
    return Fraction(len(one & two), len(one | two)) if one or two else None


def containment(first: Collection[str], second: Collection[str]) -> Fraction | None:
    """Compute |A ∩ B| / min(|A|, |B|); None where either is empty.

    Notes
    -----
    O(|A| + |B|). Also called the overlap coefficient; Simpson 1960, Notes on the measurement of
    faunal resemblance, American Journal of Science 258-A.

    Examples
    --------
    >>> containment("ab", "abc"), containment("", "a")
    (Fraction(1, 1), None)
    """
    one, two = set(first), set(second)
    return Fraction(len(one & two), min(len(one), len(two))) if one and two else None


def forum_overlap(forums: Forums, *, least: Quantity = 0) -> list[ForumOverlap]:
    """Find pairs of forums with members and scope in common: parallel tracks (parallella spår).

    Parameters
    ----------
    forums : mapping, iterable of Tie, or networkx.Graph
        Name → Tie or members; or ties, called by their names or else their positions; or a two-mode
        graph (``bipartite`` 0 body, 1 forum) whose forums may have an attribute ``scope``. Without
        a scope a forum covers every task.
    least : number
        The smallest Jaccard coefficient to list, from 0 to 1.

    Returns
    -------
    list of ForumOverlap
        Pairs with at least one member and one task (or every task) in common; by Jaccard, then
        containment, largest first, then by name. Both coefficients are defined for such pairs.

    Raises
    ------
    ValueError
        If two forums have the same name, or `least` is out of range.

    Notes
    -----
    O(F²·m) for F forums of m members. Strength plays no part.

    References
    ----------
    `jaccard`, `containment`.

    Examples
    --------
    >>> [found] = forum_overlap({"F1": ["A", "B"], "F2": ["A", "B", "C"], "F3": ["D"]})
    >>> found.forums, found.jaccard, found.containment, found.tasks
    (('F1', 'F2'), Fraction(2, 3), Fraction(1, 1), None)
    """
    floor = unit(least, "least")
    named = _named(forums)
    pairs = combinations(by_name(named), 2)
    found = [
        overlap
        for one, two in pairs
        for overlap in _overlap((one, two), named[one], named[two])
        if overlap.jaccard >= floor
    ]
    return sorted(found, key=lambda one: (-one.jaccard, -one.containment, as_text(one.forums)))


def triple_gaps(
    responsibilities: Responsibilities,
    ties: Iterable[Tie],
    size: int | Iterable[int] = 3,
    weights: Weights | None = None,
) -> list[TripleGap]:
    """Find bodies that need each other in a task and meet two by two, but never as one.

    Three bodies that all answer for a task t (r > 0, w_t > 0), each pair of which shares a tie with
    t in scope, while no tie with t in scope holds all three. A projection on bodies
    shows them as a closed triangle. The same for larger groups: every pair is tied.

    Parameters
    ----------
    responsibilities, weights
        As for `congruence`.
    ties : iterable of Tie
        All with a known strength; those of strength 0 do not count.
    size : int or iterable of int
        How many bodies, 3 or more; several sizes may be asked for at once.

    Returns
    -------
    list of TripleGap
        By weight, largest first, then size and names; each set of bodies once. Empty where there is
        none. Weights are fractions where everything given is exact.

    Raises
    ------
    ValueError
        As for `congruence`; if a size is below 3, as two bodies that are tied do meet.

    Notes
    -----
    Lists the cliques of up to `size` bodies among those that answer for a task: O(Σ_t n_t^size) at
    worst.

    References
    ----------
    Battiston et al. 2020, Networks beyond pairwise interactions, Physics Reports 874 (hollow and
    filled triangles).

    Examples
    --------
    >>> answers = {"A": {"t": 1}, "B": {"t": 1}, "C": {"t": "0.5"}}
    >>> ties = [Tie(["A", "B"]), Tie(["B", "C"]), Tie(["A", "C"])]
    >>> triple_gaps(answers, ties)
    [TripleGap(bodies=('A', 'B', 'C'), tasks=('t',), weight=Fraction(1, 2))]
    >>> triple_gaps(answers, [*ties, Tie(["A", "B", "C"])])
    []
    """
    ties, weights = tuple(ties), weights or {}
    sizes = {size} if isinstance(size, int) else set(size)
    if any(one < 3 for one in sizes):
        raise ValueError(f"size is {min(sizes)}; it must be at least 3")
    bodies_of = answering(responsibilities, weights)
    check_scopes(ties, bodies_of)
    cover = Cover(ties)
    found: dict[tuple[str, ...], dict[str, Fraction]] = {}
    for task, some in bodies_of.items():
        weight = exact(weights.get(task, 1))
        for bodies in _hollow(combinations(some, 2), task, cover, sizes):
            shares = prod(exact(responsibilities[body][task]) for body in bodies)
            found.setdefault(bodies, {})[task] = weight * shares
    given = [share for tasks in responsibilities.values() for share in tasks.values()]
    exactly = all(map(is_exact, [*given, *weights.values()]))
    weight_of = {bodies: sum(tasks.values(), Fraction(0)) for bodies, tasks in found.items()}
    in_order = sorted(found, key=lambda one: (-weight_of[one], len(one), as_text(one)))
    return [
        TripleGap(bodies, tuple(found[bodies]), shown(weight_of[bodies], exactly))
        for bodies in in_order
    ]


def _hollow(
    pairs: Iterable[Pair], task: str, cover: Cover, sizes: Collection[int]
) -> Iterator[tuple[str, ...]]:
    """Yield the sets of bodies that are tied two by two in a task, but share no tie."""
    tied = [pair for pair in pairs if cover.held(pair, [task])]
    if len(tied) < 3:  # as in most tasks
        return
    graph: nx.Graph[str] = nx.Graph(tied)
    cliques = nx.enumerate_all_cliques(graph)  # smallest first
    for clique in takewhile(lambda found: len(found) <= max(sizes, default=0), cliques):
        if len(clique) in sizes and not cover.held(clique, [task]):
            yield tuple(by_name(clique))


def _overlap(names: tuple[str, str], one: Tie, two: Tie) -> Iterator[ForumOverlap]:
    shared = one.members & two.members
    tasks = _both(one.scope, two.scope)
    if shared and (tasks is None or tasks):
        close, within = jaccard(one.members, two.members), containment(one.members, two.members)
        assert close is not None
        assert within is not None  # neither forum is without members
        in_order = None if tasks is None else tuple(by_name(tasks))
        yield ForumOverlap(names, tuple(by_name(shared)), close, within, in_order)


def _both(one: frozenset[str] | None, two: frozenset[str] | None) -> frozenset[str] | None:
    if one is None or two is None:
        return two if one is None else one
    return one & two


def _named(forums: Forums) -> dict[str, Tie]:
    if isinstance(forums, nx.Graph):
        nodes = [
            (node, data) for node, data in forums.nodes(data=True) if data.get("bipartite") == 1
        ]
        return {node: Tie(list(forums[node]), data.get("scope")) for node, data in nodes}
    if isinstance(forums, Mapping):
        items = forums.items()
        return {name: one if isinstance(one, Tie) else Tie(one) for name, one in items}
    named: dict[str, Tie] = {}
    for position, tie in enumerate(forums):
        name = tie.name or str(position)
        if name in named:
            raise ValueError(f"two forums are called {name!r}")
        named[name] = tie
    return named
