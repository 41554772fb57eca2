"""What decides between gaps of the same weight."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable
from functools import cache

import networkx as nx

from mellanrum.graph.measures.forums import Tie, neighbours

__all__ = ["gap_order"]

Key = tuple[bool, float, int]


def gap_order(
    ties: Iterable[Tie], statutory: Collection[str] = ()
) -> Callable[[str, str, frozenset[str]], Key]:
    """Return a sort key for gaps: statutory duty, then longer path, then fewer common partners.

    The path is the least number of steps from body to body over ties of any scope, endless where
    there is none; common partners are bodies that share a tie with each of the two.

    Parameters
    ----------
    ties : iterable of Tie
        The ties that the gaps were computed from. An unknown strength counts as a tie.
    statutory : collection of str
        The tasks that law or regulation requires.

    Returns
    -------
    callable
        ``key(body, other, tasks with a gap)``, for the parameter ``rank`` of `congruence`.

    Notes
    -----
    One breadth-first search per body asked about.

    Examples
    --------
    >>> ties = [Tie(["A", "B"]), Tie(["B", "C"])]
    >>> key = gap_order(ties, statutory=["t"])
    >>> key("A", "C", frozenset({"t"})), key("A", "D", frozenset({"u"}))
    ((False, -2, 1), (True, -inf, 0))
    """
    ties, required = tuple(ties), frozenset(statutory)

    # Made when the first two gaps of the same weight are compared, if any are.
    @cache
    def partners() -> dict[str, set[str]]:
        return neighbours(ties)

    @cache
    def graph() -> nx.Graph[str]:
        return nx.Graph([(one, other) for one, others in partners().items() for other in others])

    @cache
    def steps(body: str) -> dict[str, int]:
        known = body in graph()
        return dict(nx.single_source_shortest_path_length(graph(), body)) if known else {}

    def key(body: str, other: str, tasks: frozenset[str]) -> Key:
        common = partners().get(body, set()) & partners().get(other, set())
        return required.isdisjoint(tasks), -steps(body).get(other, math.inf), len(common)

    return key
