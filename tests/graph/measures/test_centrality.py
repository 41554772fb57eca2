from __future__ import annotations

from itertools import combinations, product

import igraph
import networkx as nx
import pytest
from networkx.algorithms import bipartite

from mellanrum.graph.measures import TwoModeCentrality, two_mode_centrality
from tests.graph.measures.samples import as_igraph

# Degree, closeness and betweenness of the 14 events of the Southern Women data, as published by
# Borgatti and Halgin (2011) to two decimals.
EVENTS = {
    "E1": (0.17, 0.52, 0.00), "E2": (0.17, 0.52, 0.00), "E3": (0.33, 0.56, 0.02),
    "E4": (0.22, 0.54, 0.01), "E5": (0.44, 0.59, 0.04), "E6": (0.44, 0.69, 0.07),
    "E7": (0.56, 0.73, 0.13), "E8": (0.78, 0.85, 0.24), "E9": (0.67, 0.79, 0.23),
    "E10": (0.28, 0.55, 0.01), "E11": (0.22, 0.54, 0.02), "E12": (0.33, 0.56, 0.02),
    "E13": (0.17, 0.52, 0.00), "E14": (0.17, 0.52, 0.00),
}  # fmt: skip


def two_mode_graphs() -> list[tuple[nx.Graph[int], range]]:
    return [
        (bipartite.random_graph(5, 7, density, seed=seed), range(5))
        for seed in range(6)
        for density in (0.2, 0.5)
    ]


def test_published_figures() -> None:
    found = two_mode_centrality(nx.davis_southern_women_graph())
    for event, figures in EVENTS.items():
        node = found[event]
        assert (node.degree, node.closeness, node.betweenness) == pytest.approx(figures, abs=0.0101)


def test_a_connected_graph_as_in_networkx() -> None:
    G = nx.davis_southern_women_graph()
    women = [node for node, mode in G.nodes(data="bipartite") if mode == 0]
    found = two_mode_centrality(G)
    for name, expected in (
        ("degree", bipartite.degree_centrality(G, women)),
        ("closeness", bipartite.closeness_centrality(G, women)),
        ("betweenness", bipartite.betweenness_centrality(G, women)),
        ("redundancy", bipartite.node_redundancy(G)),
    ):
        assert {node: getattr(found[node], name) for node in G} == pytest.approx(expected)


def test_betweenness_is_that_of_igraph_over_the_most_possible() -> None:
    """The most possible is searched among all graphs with these modes."""
    most = {True: 0.0, False: 0.0}
    cells = list(product(range(2), range(2, 5)))
    graphs = [edges for count in range(7) for edges in combinations(cells, count)]
    for edges in graphs:
        for node, value in enumerate(igraph.Graph(n=5, edges=edges).betweenness()):
            most[node < 2] = max(most[node < 2], value)
    for edges in graphs:
        G: nx.Graph[int] = nx.empty_graph(5)
        G.add_edges_from(edges)
        expected = igraph.Graph(n=5, edges=edges).betweenness()
        for node, found in two_mode_centrality(G, [0, 1]).items():
            assert found.betweenness == pytest.approx(expected[node] / most[node < 2])


def test_closeness_from_the_distances_of_igraph() -> None:
    for G, mode in two_mode_graphs():
        found = two_mode_centrality(G, mode)
        for node, row in enumerate(as_igraph(G).distances()):
            reached = [other for other in G if row[other] < float("inf")]
            if len(reached) == 1:
                assert found[node].closeness is None
                continue
            own = sum((other in mode) == (node in mode) for other in reached)
            least = len(reached) - own + 2 * (own - 1)
            reach = (len(reached) - 1) / (len(G) - 1)
            expected = least / sum(row[other] for other in reached) * reach
            assert found[node].closeness == pytest.approx(expected)


def test_a_part_apart_is_not_central() -> None:
    """NetworkX 3.6.1 gives the two nodes of the lone pair a closeness above 1."""
    G = bipartite.complete_bipartite_graph(6, 6)
    G.add_edge("body", "forum")
    mode = [*range(6), "body"]
    assert bipartite.closeness_centrality(G, mode)["body"] > 1
    found = two_mode_centrality(G, mode)
    assert found["body"].closeness == pytest.approx(1 / 13)
    assert found[0].closeness == pytest.approx(11 / 13)


def test_redundancy_by_definition() -> None:
    for G, mode in two_mode_graphs():
        for node, found in two_mode_centrality(G, mode).items():
            pairs = list(combinations(G[node], 2))
            elsewhere = [any(o != node and G.has_edge(v, o) for o in G[u]) for u, v in pairs]
            assert found.redundancy == (sum(elsewhere) / len(pairs) if pairs else None)


def test_small_and_undefined() -> None:
    assert two_mode_centrality(nx.Graph(), []) == {}
    alone = nx.empty_graph(2)
    assert two_mode_centrality(alone, [0, 1])[0] == TwoModeCentrality(None, None, None, None)
    assert two_mode_centrality(alone, [0])[0] == TwoModeCentrality(0.0, None, None, None)
    pair = two_mode_centrality(nx.Graph([(0, 1)]), [0])
    assert pair[0] == pair[1] == TwoModeCentrality(1.0, 1.0, None, None)


def test_direction_weights_and_parallel_edges_do_not_count() -> None:
    expected = two_mode_centrality(nx.path_graph(4), [0, 2])
    G = nx.MultiDiGraph([(0, 1), (2, 1), (1, 2), (2, 3), (2, 3)])
    assert two_mode_centrality(G, [0, 2]) == expected


def test_what_is_not_two_mode_is_refused() -> None:
    with pytest.raises(ValueError, match="within one mode"):
        two_mode_centrality(nx.Graph([(0, 0)]), [0])
    with pytest.raises(ValueError, match="within one mode"):
        two_mode_centrality(nx.path_graph(3), [0])
    with pytest.raises(ValueError, match="not in the graph"):
        two_mode_centrality(nx.path_graph(2), [7])
    with pytest.raises(ValueError, match="no attribute bipartite"):
        two_mode_centrality(nx.path_graph(2))
