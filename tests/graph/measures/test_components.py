from __future__ import annotations

from itertools import combinations

import networkx as nx
import pytest

from mellanrum.graph.measures import k_components
from tests.graph.measures.samples import as_igraph

Found = dict[int, set[frozenset[int]]]


def by_definition(G: nx.Graph[int]) -> Found:
    """The largest of all subsets that hold together, by node connectivity."""
    strength = {}
    for size in range(2, len(G) + 1):
        for nodes in map(frozenset, combinations(G, size)):
            if nx.is_connected(G.subgraph(nodes)):
                strength[nodes] = nx.node_connectivity(G.subgraph(nodes))
    found: Found = {}
    for k in range(1, max(strength.values(), default=0) + 1):
        strong = [nodes for nodes, level in strength.items() if level >= k]
        found[k] = {nodes for nodes in strong if not any(nodes < other for other in strong)}
    return found


def as_sets(G: nx.Graph[int]) -> Found:
    return {k: set(parts) for k, parts in k_components(G).items()}


@pytest.mark.parametrize("density", [0.3, 0.5, 0.7])
def test_by_definition(density: float) -> None:
    for seed in range(20):
        G = nx.gnp_random_graph(7, density, seed=seed)
        assert as_sets(G) == by_definition(G)


def test_one_component_inside_another_is_found() -> None:
    """NetworkX 3.6.1 misses the 4-component within this 3-component."""
    G = nx.gnp_random_graph(7, 0.7, seed=11)
    assert k_components(G)[4] == (frozenset({0, 1, 2, 4, 6}),)


def test_larger_graphs_against_igraph() -> None:
    """Every block of igraph lies in one k-component, and every k-component holds together.

    igraph 1.0.0 in its turn misses some (12 of 111 such graphs, among them whole biconnected
    parts), so that the two are not simply equal.
    """
    for seed in range(12):
        G = nx.gnp_random_graph(14, 0.3, seed=seed)
        found, blocks = k_components(G), as_igraph(G).cohesive_blocks()
        for block, k in zip(blocks, blocks.cohesions(), strict=True):
            assert k == 0 or any(part.issuperset(block) for part in found[k])
        for k, parts in found.items():
            assert all(nx.node_connectivity(G.subgraph(part)) >= k for part in parts)


def test_the_second_level_is_the_biconnected_parts() -> None:
    for seed in range(20):
        G = nx.gnp_random_graph(16, 0.15, seed=seed)
        expected = {frozenset(part) for part in nx.biconnected_components(G) if len(part) > 2}
        assert as_sets(G).get(2, set()) == expected


def test_the_parts_of_a_small_network() -> None:
    """Two triangles that share a cut-point, a pendant, a pair apart and an isolate."""
    G = nx.Graph(["ab", "bc", "ac", "cd", "de", "ce", "ef", "gh"])
    G.add_node("i")
    assert k_components(G) == {
        1: (frozenset("abcdef"), frozenset("gh")),
        2: (frozenset("abc"), frozenset("cde")),
    }


def test_without_ties_there_is_none() -> None:
    assert k_components(nx.Graph()) == {}
    assert k_components(nx.Graph([(1, 1)])) == {}
    assert k_components(nx.Graph([(1, 2)])) == {1: (frozenset({1, 2}),)}


def test_loops_and_parallel_edges_do_not_count() -> None:
    G = nx.MultiGraph([(0, 1), (0, 1), (0, 0)])
    assert k_components(G) == {1: (frozenset({0, 1}),)}


def test_a_directed_graph_is_refused() -> None:
    with pytest.raises(ValueError, match="undirected"):
        k_components(nx.DiGraph([(0, 1)]))
