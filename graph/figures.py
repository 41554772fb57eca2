"""All measures of a network at once, with what chance gives and what is too small to judge."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

import networkx as nx
from networkx.algorithms.bipartite import (
    collaboration_weighted_projected_graph,
    robins_alexander_clustering,
)

from mellanrum.graph.measures import (
    DESCRIPTIVE_ONLY,
    MINIMUM_SIZE,
    articulation,
    brokerage,
    compare_labels,
    compare_ties,
    core_periphery,
    ei_index,
    forum_overlap,
    fragmentation,
    k_components,
    key_players,
    structural_holes,
    two_mode_centrality,
)

__all__ = ["Figure", "Figures", "figures_of", "is_two_mode"]

ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")
DRAWS = 199


@dataclass(frozen=True)
class Figure:
    """One value of one measure.

    Attributes
    ----------
    measure : str
        Its key, such as ``betweenness``.
    about : tuple of str
        The nodes that it is about; empty where it is about the whole network.
    value : Fraction, float, int or None
        None where it is undefined.
    expected, z, p : float or None
        What chance gives, the distance from it, and the two-sided p-value; None where there is no
        such comparison, or the network is too small for one.
    note : str
        ``descriptive only``, ``heuristic`` (a better answer may exist), a group, or empty.
    """

    measure: str
    about: tuple[str, ...]
    value: Fraction | float | None
    expected: float | None = None
    z: float | None = None
    p: float | None = None
    note: str = ""


@dataclass(frozen=True)
class Figures:
    """The measures of a network.

    Attributes
    ----------
    size : int
        The number of nodes with a tie.
    two_mode, directed : bool
        What kind of network it is.
    without_group : int
        How many nodes are left out where groups matter.
    items : tuple of Figure
        By measure and node.
    """

    size: int
    two_mode: bool
    directed: bool
    without_group: int
    items: tuple[Figure, ...]

    @property
    def descriptive_only(self) -> bool:
        """Whether the network is too small for a p-value."""
        return self.size < MINIMUM_SIZE


def is_two_mode(graph: nx.Graph[str]) -> bool:
    """Tell whether every node has a mode, 0 or 1, and every tie joins the two.

    Examples
    --------
    >>> is_two_mode(nx.path_graph(2))
    False
    """
    mode = {node: data.get("bipartite") for node, data in graph.nodes(data=True)}
    known = set(mode.values()) <= {0, 1} and bool(mode)
    return known and all(mode[one] != mode[two] for one, two in graph.edges())


def figures_of(
    graph: nx.Graph[str], groups: Mapping[str, Hashable] | None = None, seed: int = 0
) -> Figures:
    """Compute every measure that is defined for a network.

    A two-mode network is measured as such. Structural holes, brokerage and the E-I index need a
    network of bodies alone: that of bodies that meet, where a tie weighs 1/(k − 1) for each
    structure of k that both are in (Newman 2001).

    The network is two-mode where every node has the attribute ``bipartite``. `groups` serve
    brokerage and the E-I index, where nodes without one are left out. There are no p-values where
    fewer than `MINIMUM_SIZE` nodes have a tie.
    """
    bodies = None
    if is_two_mode(graph):
        bodies = [node for node, data in graph.nodes(data=True) if data["bipartite"] == 0]
    meeting = graph if bodies is None else _meeting(graph, bodies)
    named = {node: group for node, group in (groups or {}).items() if node in meeting}
    items = [*_whole(graph, bodies), *_links(graph, bodies)]
    items += _degrees(graph) if bodies is None else _two_mode(graph, bodies, seed)
    items += _holes(meeting)
    if named:
        items += _grouped(meeting.subgraph(list(named)), named, seed)
    size = sum(degree > 0 for _, degree in graph.degree())
    without = len(meeting) - len(named) if groups is not None else 0
    return Figures(size, bodies is not None, graph.is_directed(), without, tuple(items))


def _meeting(graph: nx.Graph[str], bodies: Iterable[str]) -> nx.Graph[str]:
    bare: nx.Graph[str] = nx.Graph()
    bare.add_nodes_from(graph)
    bare.add_edges_from(graph.edges())
    found: nx.Graph[str] = collaboration_weighted_projected_graph(bare, list(bodies))
    return found


def _whole(graph: nx.Graph[str], bodies: list[str] | None) -> Iterator[Figure]:
    nodes, ties = graph.number_of_nodes(), graph.number_of_edges()
    yield Figure("nodes", (), nodes)
    yield Figure("ties", (), ties)
    if bodies is None:
        yield Figure("density", (), nx.density(graph) if nodes > 1 else None)
    else:
        most = len(bodies) * (nodes - len(bodies))
        yield Figure("density", (), Fraction(ties, most) if most else None)
    plain = graph.to_undirected() if graph.is_directed() else graph
    yield Figure("fragmentation", (), fragmentation(plain, among=bodies))
    core = core_periphery(graph, bodies)
    note = "" if core.exact else "heuristic"
    yield Figure("core_fit", (), core.r, note=note)
    for node in sorted(core.core or (), key=str):
        yield Figure("core", (node,), 1, note=note)
    for k, parts in k_components(plain).items():
        for part in parts if k > 1 else ():
            yield Figure("k_component", tuple(sorted(part, key=str)), k)


def _links(graph: nx.Graph[str], bodies: list[str] | None) -> Iterator[Figure]:
    """Yield what the network hangs on; direction does not count."""
    plain = graph.to_undirected() if graph.is_directed() else graph
    found = articulation(plain, bodies)
    for point in found.points:
        yield Figure("cut_point", (point.node,), point.separated)
    for bridge in found.bridges:
        yield Figure("bridge", bridge.ends, bridge.separated)
    if len(plain) > 2:
        best = key_players(plain, among=bodies)
        for players in best.sets:
            yield Figure("key_player", players, best.value)


def _named(node: str, found: object, *names: str) -> Iterator[Figure]:
    """Yield several measures of a node, which are attributes of what was found."""
    return (Figure(name, (node,), getattr(found, name)) for name in names)


def _two_mode(graph: nx.Graph[str], bodies: list[str], seed: int) -> Iterator[Figure]:
    for node, found in two_mode_centrality(graph, bodies).items():
        yield from _named(node, found, "degree", "closeness", "betweenness", "redundancy")
    for overlap in forum_overlap(graph):
        yield Figure("overlap", overlap.forums, overlap.jaccard)
    if graph.number_of_edges():
        null = compare_ties(robins_alexander_clustering, graph, bodies, draws=DRAWS, seed=seed)
        yield Figure("clustering", (), null.observed, null.mean, null.z, null.p, null.note)


def _degrees(graph: nx.Graph[str]) -> Iterator[Figure]:
    most = len(graph) - 1
    for node in graph:
        others = {*nx.all_neighbors(graph, node)} - {node}
        yield Figure("degree", (node,), Fraction(len(others), most) if most > 0 else None)


def _holes(graph: nx.Graph[str]) -> Iterator[Figure]:
    weighted = any("weight" in data for _, _, data in graph.edges(data=True))
    measures = ("constraint", "effective_size", "efficiency", "hierarchy")
    for node, found in structural_holes(graph, "weight" if weighted else None).items():
        yield from _named(node, found, *measures)


def _grouped(graph: nx.Graph[str], groups: Mapping[str, Hashable], seed: int) -> Iterator[Figure]:
    found = ei_index(graph, groups)
    size = sum(degree > 0 for _, degree in graph.degree())
    note = "" if size >= MINIMUM_SIZE else DESCRIPTIVE_ONLY
    p = None
    if not note:
        null = compare_labels(lambda g: ei_index(graph, g).index, groups, draws=DRAWS, seed=seed)
        p, note = null.p, null.note
    yield Figure("ei", (), found.index, found.expected, found.z, p, note)
    for group, own in sorted(found.groups.items(), key=lambda item: str(item[0])):
        yield Figure("ei_group", (), own.index, own.expected, note=str(group))
    for node, broker in brokerage(graph, groups).items():
        for role in ROLES:
            value, expected, z = (getattr(of, role) for of in (broker, broker.expected, broker.z))
            yield Figure(role, (node,), value, expected, z, note=note)
