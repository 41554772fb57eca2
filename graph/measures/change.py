"""Change between two graphs: which ties are kept, created and dissolved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic

import networkx as nx

from mellanrum.graph.measures.plain_graphs import Node, ordered, plain

__all__ = ["Change", "change"]


@dataclass(frozen=True)
class Change(Generic[Node]):
    """What differs between two graphs; all ties and nodes in order.

    Attributes
    ----------
    kept, created, dissolved : tuple of (node, node)
        Ties in both, only in the later and only in the earlier graph.
    jaccard : float or None
        kept / (kept + created + dissolved); None where neither graph has a tie.
    jaccard_common : float or None
        The same over the ties between nodes that are in both graphs. A reorganisation that gives
        bodies new identities lowers the first and leaves the second.
    arrived, left : tuple of nodes
        Nodes only in the later and only in the earlier graph.
    """

    kept: tuple[tuple[Node, Node], ...]
    created: tuple[tuple[Node, Node], ...]
    dissolved: tuple[tuple[Node, Node], ...]
    jaccard: float | None
    jaccard_common: float | None
    arrived: tuple[Node, ...]
    left: tuple[Node, ...]


def change(
    before: nx.Graph[Node],
    after: nx.Graph[Node],
    *,
    successors: Mapping[Node, Node] | None = None,
) -> Change[Node]:
    r"""Return the ties kept, created and dissolved between two graphs, and their Jaccard index.

    .. math:: J = \frac{|T_0 \cap T_1|}{|T_0 \cup T_1|}

    Parameters
    ----------
    before, after : networkx.Graph
        Both directed or both undirected. Weights, parallel edges and self-loops do not count.
    successors : mapping, optional
        The node that took over from each earlier node, after a reorganisation; ties of merged
        nodes become one, and ties between them vanish.

    Returns
    -------
    Change
        The indices are None where there is no tie to compare.

    Raises
    ------
    ValueError
        One graph is directed and the other is not.

    Notes
    -----
    O((n + m) log(n + m)).

    References
    ----------
    Jaccard, P. (1901). Étude comparative de la distribution florale dans une portion des Alpes
    et des Jura. Bulletin de la Société vaudoise des sciences naturelles 37, 547-579; for change
    between two observations of a network: Snijders, T. A. B., van de Bunt, G. G. and Steglich,
    C. E. G. (2010). Introduction to stochastic actor-based models for network dynamics. Social
    Networks 32(1), 44-60.

    Examples
    --------
    >>> found = change(nx.Graph([("a", "b"), ("b", "c")]), nx.Graph([("b", "a"), ("c", "d")]))
    >>> found.kept, found.created, found.dissolved, round(found.jaccard, 4)
    ((('a', 'b'),), (('c', 'd'),), (('b', 'c'),), 0.3333)
    """
    if before.is_directed() != after.is_directed():
        raise ValueError("one graph is directed and the other is not")
    names = dict(successors or {})
    early = plain(nx.relabel_nodes(before, {old: names.get(old, old) for old in before}))
    late = plain(after)
    old, new = _ties(early), _ties(late)
    common = set(early) & set(late)
    return Change(
        kept=tuple(ordered(old & new)),
        created=tuple(ordered(new - old)),
        dissolved=tuple(ordered(old - new)),
        jaccard=_jaccard(old, new),
        jaccard_common=_jaccard(_among(old, common), _among(new, common)),
        arrived=tuple(ordered(set(late) - common)),
        left=tuple(ordered(set(early) - common)),
    )


def _ties(G: nx.Graph[Node]) -> set[tuple[Node, Node]]:
    if G.is_directed():
        return set(G.edges())
    return {(first, second) for first, second in (ordered(edge) for edge in G.edges())}


def _among(ties: set[tuple[Node, Node]], nodes: set[Node]) -> set[tuple[Node, Node]]:
    return {(u, v) for u, v in ties if u in nodes and v in nodes}


def _jaccard(old: set[tuple[Node, Node]], new: set[tuple[Node, Node]]) -> float | None:
    union = old | new
    return len(old & new) / len(union) if union else None
