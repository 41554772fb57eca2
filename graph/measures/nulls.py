"""Null models: whether chance alone gives as much as the data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import fsum, isclose, sqrt

import networkx as nx

from mellanrum.graph.measures.draws import Label, curveball, relabelled
from mellanrum.graph.measures.plain_graphs import Node, modes

__all__ = [
    "DESCRIPTIVE_ONLY",
    "MINIMUM_SIZE",
    "NullComparison",
    "compare_labels",
    "compare_ties",
]

MINIMUM_SIZE = 20
"""The number of nodes below which a comparison is descriptive and has no p-value."""

DESCRIPTIVE_ONLY = "descriptive only"


@dataclass(frozen=True)
class NullComparison:
    """A statistic of the data beside its values under a null model; None where undefined.

    Attributes
    ----------
    observed : float or None
        The statistic of the data.
    mean, sd : float or None
        Of the draws in which the statistic is defined (sd with divisor draws - 1).
    z : float or None
        (observed - mean) / sd; None where the draws do not vary.
    p_lower, p_upper : float or None
        The share of draws, with the data counted as one, that are at most or at least as large.
    p : float or None
        Two-sided: twice the smaller, at most 1.
    draws : int
        How many draws had a defined statistic.
    size : int
        The number of nodes that the null model moves.
    note : str
        Empty, or ``descriptive only`` where the size is below the minimum or the draws do not
        vary; then the p-values are None.
    """

    observed: float | None
    mean: float | None
    sd: float | None
    z: float | None
    p_lower: float | None
    p_upper: float | None
    p: float | None
    draws: int
    size: int
    note: str


def compare_labels(
    statistic: Callable[[dict[Node, Label]], float | None],
    groups: Mapping[Node, Label],
    *,
    draws: int = 999,
    seed: int = 0,
    minimum: int = MINIMUM_SIZE,
) -> NullComparison:
    """Compare a statistic of the groups with its values when the groups are dealt at random.

    Parameters
    ----------
    statistic : callable
        Takes groups by node; returns a number, or None where it is undefined.
    groups : mapping
        The group of each node.
    draws, seed : int
        As in :func:`~mellanrum.graph.measures.draws.relabelled`.
    minimum : int
        The number of nodes below which there is no p-value: small data rarely tells a structure
        from chance, and a large p would be read as proof that there is none.

    Returns
    -------
    NullComparison
        p-values are (1 + draws as extreme) / (1 + draws), so never 0.

    Notes
    -----
    O(draws) times the cost of the statistic.

    References
    ----------
    Phipson, B. and Smyth, G. K. (2010). Permutation p-values should never be zero. Statistical
    Applications in Genetics and Molecular Biology 9(1), 39.

    Examples
    --------
    >>> from mellanrum.graph.measures.mixing import ei_index
    >>> G = nx.path_graph(6)
    >>> halves = {node: node < 3 for node in G}
    >>> found = compare_labels(lambda groups: ei_index(G, groups).index, halves, draws=99)
    >>> found.observed, found.p, found.note
    (-0.6, None, 'descriptive only')
    """
    null = (statistic(drawn) for drawn in relabelled(groups, draws=draws, seed=seed))
    return _comparison(statistic(dict(groups)), null, len(groups), minimum)


def compare_ties(
    statistic: Callable[[nx.Graph[Node]], float | None],
    G: nx.Graph[Node],
    nodes: Iterable[Node] | None = None,
    *,
    draws: int = 999,
    seed: int = 0,
    minimum: int = MINIMUM_SIZE,
) -> NullComparison:
    """Compare a statistic of a two-mode graph with its values when only the degrees are kept.

    Parameters
    ----------
    statistic : callable
        Takes the graph; returns a number, or None where it is undefined.
    G, nodes, draws, seed
        As in :func:`~mellanrum.graph.measures.draws.curveball`.
    minimum : int
        The number of nodes with a tie, both modes together, below which there is no p-value.

    Returns
    -------
    NullComparison
        As from :func:`compare_labels`.

    Raises
    ------
    ValueError
        As from :func:`~mellanrum.graph.measures.draws.curveball`.

    Notes
    -----
    O(draws) times the cost of the statistic and of a draw.

    References
    ----------
    Those of :func:`~mellanrum.graph.measures.draws.curveball` and :func:`compare_labels`.

    Examples
    --------
    >>> from networkx.algorithms.bipartite import robins_alexander_clustering
    >>> found = compare_ties(robins_alexander_clustering, nx.path_graph(4), [0, 2], draws=9)
    >>> found.observed, found.mean, found.sd, found.z, found.note
    (0.0, 0.0, 0.0, None, 'descriptive only')
    """
    first, _ = modes(G, nodes)
    size = sum(degree > 0 for _, degree in G.degree())
    null = (statistic(drawn) for drawn in curveball(G, first, draws=draws, seed=seed))
    return _comparison(statistic(G), null, size, minimum)


def _comparison(
    observed: float | None, null: Iterable[float | None], size: int, minimum: int
) -> NullComparison:
    drawn = [value for value in null if value is not None]
    mean = fsum(drawn) / len(drawn) if drawn else None
    sd = _deviation(drawn)
    varies = sd is not None and sd > 0
    note = "" if size >= minimum and varies else DESCRIPTIVE_ONLY
    z = (observed - mean) / sd if observed is not None and mean is not None and sd else None
    lower, upper, both = (
        (None, None, None) if note or observed is None else _p_values(observed, drawn)
    )
    return NullComparison(observed, mean, sd, z, lower, upper, both, len(drawn), size, note)


def _deviation(drawn: list[float]) -> float | None:
    if len(drawn) < 2:
        return None
    if all(isclose(value, drawn[0], rel_tol=1e-9) for value in drawn):
        return 0.0
    mean = fsum(drawn) / len(drawn)
    return sqrt(fsum((value - mean) ** 2 for value in drawn) / (len(drawn) - 1))


def _p_values(observed: float, drawn: list[float]) -> tuple[float, float, float]:
    # Sums in another order differ in the last digit; such draws are as extreme as the data.
    near = [isclose(value, observed, rel_tol=1e-9, abs_tol=1e-12) for value in drawn]
    pairs = zip(drawn, near, strict=True)
    equal, below = sum(near), sum(value < observed and not same for value, same in pairs)
    lower = (1 + below + equal) / (1 + len(drawn))
    upper = (1 + len(drawn) - below) / (1 + len(drawn))
    return lower, upper, min(1.0, 2 * min(lower, upper))
