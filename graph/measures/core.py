"""Core and periphery: Borgatti and Everett's discrete model, always with how well it fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import Generic, Literal, NamedTuple

import networkx as nx

from mellanrum.graph.measures.plain_graphs import Node, modes, ordered, plain

__all__ = ["EXACT_UP_TO", "CorePeriphery", "core_periphery"]

EXACT_UP_TO = 18
"""The number of nodes up to which every possible core is tried."""

_STARTS = 5

Between = Literal[0, 1] | None


@dataclass(frozen=True)
class CorePeriphery(Generic[Node]):
    """A core, and how well the graph fits the pattern of a core and a periphery.

    Attributes
    ----------
    core : frozenset of nodes, or None
        None where no core has a defined correlation.
    r : float or None
        Pearson correlation of the ties and the pattern, over the pairs that count. Never read
        the core without it: every graph has a best core, and most fit badly.
    exact : bool
        Whether every possible core was tried.
    optima : int or None
        How many cores fit equally well; more than one says that the core is not settled. None
        where not every core was tried, or none is defined.
    """

    core: frozenset[Node] | None
    r: float | None
    exact: bool
    optima: int | None


def core_periphery(
    G: nx.Graph[Node],
    nodes: Iterable[Node] | None = None,
    *,
    between: Between = 1,
    exact_up_to: int = EXACT_UP_TO,
) -> CorePeriphery[Node]:
    r"""Return the core whose ideal pattern correlates best with the ties of a graph.

    In the ideal pattern core nodes are tied to each other and peripheral nodes are not; ties
    between core and periphery are as ``between`` says. The fit is the Pearson correlation

    .. math::

        r = \frac{M \sum x\delta - \sum x \sum \delta}
                 {\sqrt{(M \sum x - (\sum x)^2)(M \sum \delta - (\sum \delta)^2)}}

    over the M pairs that count (ordered pairs in a directed graph), x for tie and δ for pattern.

    Parameters
    ----------
    G : networkx.Graph
        Directed or not. Only whether there is a tie counts: weights, parallel edges and
        self-loops do not.
    nodes : iterable of nodes, optional
        One mode of a two-mode graph. Then only pairs across the modes count, without direction,
        and core and periphery hold nodes of both. Without it, all pairs count.
    between : {1, 0, None}
        The pattern between core and periphery: tied (the first model of the source), not tied,
        or left out of the correlation.
    exact_up_to : int
        The largest number of nodes for which every core is tried. Above it the search climbs
        from the cores of highest degree, one node or one exchange at a time, and ``exact`` is
        False: a better core may exist.

    Returns
    -------
    CorePeriphery
        Of equally good cores the smallest, then the one with the first nodes. ``core`` and
        ``r`` are None where every correlation is undefined: fewer than three nodes, no ties or
        all of them.

    Raises
    ------
    ValueError
        ``nodes`` is not a mode of a two-mode graph.

    Notes
    -----
    O(2^n) where exact, otherwise O(n²) a step.

    References
    ----------
    Borgatti, S. P. and Everett, M. G. (2000). Models of core/periphery structures. Social
    Networks 21(4), 375-395.

    Examples
    --------
    >>> core_periphery(nx.star_graph(4))
    CorePeriphery(core=frozenset({0}), r=1.0, exact=True, optima=1)
    >>> core_periphery(nx.complete_graph(3)).r is None
    True
    """
    model = _model(G, nodes, between)
    exact = len(model.nodes) <= exact_up_to
    best, optima = _try_all(model) if exact else (_climb(model), None)
    if best is None:
        return CorePeriphery(None, None, exact, None)
    core = frozenset(node for i, node in enumerate(model.nodes) if best.core & model.bits[i])
    r = sqrt(best.square) if best.square >= 0 else -sqrt(-best.square)
    return CorePeriphery(core, r, exact, optima)


class _State(NamedTuple):
    """A core as a bit mask, and all that its correlation depends on."""

    core: int
    first: int  # nodes of the first mode in the core; all, where there is one mode
    second: int
    in_core: int  # ties
    in_periphery: int


class _Fit(NamedTuple):
    """How good a core is: the signed square of r, then few nodes, then the first nodes."""

    square: Fraction
    fewness: int
    core: int


class _Model(NamedTuple, Generic[Node]):
    """The ties as bit masks; the first node has the highest bit, so that larger means earlier."""

    nodes: list[Node]
    bits: list[int]
    links: list[tuple[int, int]]  # whom each node is tied to, and from whom where directed
    is_first: list[bool]
    two_mode: bool
    directed: bool
    between: Between

    def pairs(self, first: int, second: int) -> int:
        """Count the pairs that matter among nodes of the two modes."""
        if self.two_mode:
            return first * second
        return first * (first - 1) // (1 if self.directed else 2)


def _model(G: nx.Graph[Node], nodes: Iterable[Node] | None, between: Between) -> _Model[Node]:
    ties = plain(G)
    first = set(ties) if nodes is None else modes(G, nodes)[0]
    if nodes is not None and ties.is_directed():
        ties = ties.to_undirected()
    names = ordered(ties)
    bits = [1 << place for place in reversed(range(len(names)))]
    bit = dict(zip(names, bits, strict=True))
    links = [
        (
            sum(bit[v] for v in ties.adj[u]),
            sum(bit[v] for v in ties.predecessors(u)) if isinstance(ties, nx.DiGraph) else 0,
        )
        for u in names
    ]
    is_first = [name in first for name in names]
    return _Model(names, bits, links, is_first, nodes is not None, ties.is_directed(), between)


def _empty_core(model: _Model[Node]) -> _State:
    ends = sum(out.bit_count() for out, _ in model.links)
    return _State(0, 0, 0, 0, ends if model.directed else ends // 2)


def _moved(model: _Model[Node], state: _State, i: int) -> _State:
    """Move node i into the core or out of it."""
    bit, (out, into) = model.bits[i], model.links[i]
    inside = (out & state.core).bit_count() + (into & state.core).bit_count()
    outside = out.bit_count() + into.bit_count() - inside
    sign = -1 if state.core & bit else 1
    first = sign if model.is_first[i] else 0
    return _State(
        state.core ^ bit,
        state.first + first,
        state.second + sign - first,
        state.in_core + sign * inside,
        state.in_periphery - sign * outside,
    )


def _fit(model: _Model[Node], state: _State) -> _Fit | None:
    """Correlate ties and pattern; None where one of them does not vary."""
    first, ties = sum(model.is_first), _empty_core(model).in_periphery
    second = len(model.nodes) - first
    all_pairs = model.pairs(first, second)
    core_pairs = model.pairs(state.first, state.second)
    periphery_pairs = model.pairs(first - state.first, second - state.second)
    if model.between == 1:
        count, ones, both = all_pairs, all_pairs - periphery_pairs, ties - state.in_periphery
    elif model.between == 0:
        count, ones, both = all_pairs, core_pairs, state.in_core
    else:
        ties = state.in_core + state.in_periphery
        count, ones, both = core_pairs + periphery_pairs, core_pairs, state.in_core
    above = count * both - ties * ones
    below = ties * (count - ties) * ones * (count - ones)
    if not below:
        return None
    return _Fit(Fraction(above * abs(above), below), -state.first - state.second, state.core)


def _try_all(model: _Model[Node]) -> tuple[_Fit | None, int | None]:
    """Try every core, each one node away from the one before (a Gray code)."""
    count: dict[tuple[int, ...], int] = {}
    example: dict[tuple[int, ...], _State] = {}
    state = _empty_core(model)
    for step in range(1, 2 ** len(model.nodes)):
        state = _moved(model, state, (step & -step).bit_length() - 1)
        key = state[1:]
        count[key] = count.get(key, 0) + 1
        if key not in example or state.core > example[key].core:
            example[key] = state
    fits = {key: _fit(model, found) for key, found in example.items()}
    best = max((fit for fit in fits.values() if fit), default=None)
    if best is None:
        return None, None
    return best, sum(count[key] for key, fit in fits.items() if fit and fit.square == best.square)


def _climb(model: _Model[Node]) -> _Fit | None:
    """Climb from the best cores of highest degree; a local optimum."""
    degree = [out.bit_count() + into.bit_count() for out, into in model.links]
    by_degree = sorted(range(len(degree)), key=lambda i: (-degree[i], i))
    starts, state = [], _empty_core(model)
    for i in by_degree:
        state = _moved(model, state, i)
        fit = _fit(model, state)
        if fit:
            starts.append((fit, state))
    return max((_top(model, *start) for start in sorted(starts)[-_STARTS:]), default=None)


def _top(model: _Model[Node], fit: _Fit, state: _State) -> _Fit:
    while True:
        better = max(
            ((found, near) for near in _near(model, state) if (found := _fit(model, near))),
            default=(fit, state),
        )
        if better[0] <= fit:
            return fit
        fit, state = better


def _near(model: _Model[Node], state: _State) -> Iterator[_State]:
    """Yield the cores one node or one exchange away."""
    places = range(len(model.nodes))
    inside = [i for i in places if state.core & model.bits[i]]
    outside = [i for i in places if not state.core & model.bits[i]]
    yield from (_moved(model, state, i) for i in places)
    for leaving in inside:
        without = _moved(model, state, leaving)
        yield from (_moved(model, without, entering) for entering in outside)
