from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import combinations, product

import networkx as nx
import pytest

from mellanrum.graph.measures import (
    DESCRIPTIVE_ONLY,
    MINIMUM_SIZE,
    brokerage,
    compare_labels,
    compare_ties,
    curveball,
    ei_index,
    relabelled,
)

# Three bodies and four forums.
BODIES, FORUMS = "abc", range(4)
TIES = [("a", 0), ("a", 1), ("b", 0), ("b", 2), ("b", 3), ("c", 3)]


def edges(G: nx.Graph[object]) -> frozenset[frozenset[object]]:
    return frozenset(map(frozenset, G.edges()))


def all_with_these_degrees(
    G: nx.Graph[object], first: Iterable[object]
) -> set[frozenset[frozenset[object]]]:
    top = list(first)
    cells = list(product(top, [node for node in G if node not in top]))
    found = set()
    for chosen in combinations(cells, G.number_of_edges()):
        degree = Counter(node for cell in chosen for node in cell)
        if all(degree[node] == G.degree(node) for node in G):
            found.add(frozenset(map(frozenset, chosen)))
    return found


def test_relabelling_deals_all_ways_equally_often() -> None:
    groups = {"a": 1, "b": 1, "c": 2, "d": 2}
    seen = Counter(tuple(sorted(draw.items())) for draw in relabelled(groups, draws=6000, seed=1))
    assert len(seen) == 6
    assert all(900 < count < 1100 for count in seen.values())


def test_curveball_reaches_all_graphs_equally_often() -> None:
    G: nx.Graph[object] = nx.Graph(TIES)
    expected = all_with_these_degrees(G, BODIES)
    seen = Counter(edges(drawn) for drawn in curveball(G, BODIES, draws=5000, seed=1))
    assert set(seen) == expected
    fair = 5000 / len(expected)
    # About four standard deviations either way.
    assert all(abs(count - fair) < 4 * fair**0.5 for count in seen.values())


def test_curveball_keeps_degrees_nodes_and_attributes() -> None:
    G = nx.davis_southern_women_graph()
    (drawn,) = curveball(G)
    assert dict(drawn.degree) == dict(G.degree)
    assert dict(drawn.nodes(data=True)) == dict(G.nodes(data=True))
    assert list(drawn) == list(G)
    assert edges(drawn) != edges(G)


def test_the_seed_decides_and_the_order_does_not() -> None:
    G: nx.Graph[object] = nx.Graph(TIES)
    H: nx.Graph[object] = nx.Graph(TIES[::-1])
    one, same, other = (
        [edges(drawn) for drawn in curveball(graph, BODIES, draws=20, seed=seed)]
        for graph, seed in ((G, 5), (H, 5), (G, 6))
    )
    assert one == same != other
    groups = {node: node % 3 for node in range(30)}
    backwards = dict(reversed(groups.items()))
    assert list(relabelled(groups, draws=5, seed=5)) == list(relabelled(backwards, draws=5, seed=5))
    assert list(relabelled(groups, seed=5)) != list(relabelled(groups, seed=6))


def test_the_draws_are_these_in_every_version() -> None:
    (drawn,) = relabelled(dict(enumerate("aaabbbcc")), seed=7)
    assert "".join(drawn[node] for node in range(8)) == "cbaabcba"


def test_too_small_to_trade() -> None:
    for G, first in ((nx.Graph(), []), (nx.star_graph(3), [0]), (nx.empty_graph(2), [])):
        (drawn,) = curveball(G, first)
        assert edges(drawn) == edges(G)


def test_the_moments_are_the_exact_ones_of_the_index() -> None:
    """Sampled mean and deviation against the closed form of two measures."""
    G = nx.gnp_random_graph(24, 0.2, seed=3)
    groups = {node: "abc"[node % 3] for node in G}
    exact, broker = ei_index(G, groups), brokerage(G, groups)[0]
    index = compare_labels(lambda drawn: ei_index(G, drawn).index, groups, draws=400)
    liaison = compare_labels(lambda drawn: brokerage(G, drawn)[0].liaison, groups, draws=150)
    for found, mean, z in (
        (index, exact.expected, exact.z),
        (liaison, broker.expected.liaison, broker.z.liaison),
    ):
        # Within four standard errors of the mean.
        assert found.mean == pytest.approx(mean, abs=4 * found.sd / found.draws**0.5)
        assert found.z == pytest.approx(z, abs=4 / found.draws**0.5)


def test_p_values_by_hand() -> None:
    groups = {node: node < 10 for node in range(MINIMUM_SIZE)}

    def first_is_true(drawn: Mapping[int, bool]) -> float:
        return float(drawn[0])

    trues = sum(draw[0] for draw in relabelled(groups, draws=99, seed=2))
    found = compare_labels(first_is_true, groups, draws=99, seed=2)
    assert (found.observed, found.draws, found.size, found.note) == (1, 99, MINIMUM_SIZE, "")
    assert found.p_upper == (1 + trues) / 100
    assert found.p_lower == 1
    assert found.p == min(1, 2 * (1 + trues) / 100)


def test_a_marked_structure_is_far_from_chance() -> None:
    G: nx.Graph[int] = nx.Graph()
    G.add_edges_from((u, v) for side in (0, 12) for u, v in combinations(range(side, side + 12), 2))
    groups = {node: node < 12 for node in G}
    found = compare_labels(lambda drawn: ei_index(G, drawn).index, groups, draws=199)
    assert (found.p_lower, found.p_upper, found.p) == (1 / 200, 1, 2 / 200)


def test_a_small_graph_is_described_only() -> None:
    groups = {node: node < 10 for node in range(MINIMUM_SIZE - 1)}
    found = compare_labels(lambda drawn: float(drawn[0]), groups, draws=50)
    assert found.note == DESCRIPTIVE_ONLY
    assert (found.p, found.p_lower, found.p_upper) == (None, None, None)
    assert found.mean is not None
    assert compare_labels(lambda drawn: float(drawn[0]), groups, draws=50, minimum=5).p is not None


def test_draws_that_do_not_vary_say_nothing() -> None:
    groups = dict.fromkeys(range(30), "a")
    found = compare_labels(lambda drawn: 0.1 + 0.2, groups, draws=9)
    assert (found.sd, found.z, found.p, found.note) == (0, None, None, DESCRIPTIVE_ONLY)


def test_an_undefined_statistic() -> None:
    groups = {node: node % 2 for node in range(30)}
    never = compare_labels(lambda drawn: None, groups, draws=9)
    assert (never.observed, never.mean, never.sd, never.z, never.p) == (None,) * 5
    assert never.draws == 0
    sometimes = compare_labels(lambda drawn: 1.0 if drawn[0] else None, groups, draws=50)
    assert 0 < sometimes.draws < 50
    assert (sometimes.observed, sometimes.p) == (None, None)


def test_ties_are_compared_over_both_modes() -> None:
    G = nx.davis_southern_women_graph()
    G.add_node("forum without members", bipartite=1)
    events = [node for node, mode in G.nodes(data="bipartite") if mode]

    def meetings(graph: nx.Graph[str]) -> float:
        """Pairs that meet more than twice: rewiring spreads them."""
        return sum(len(set(graph[u]) & set(graph[v])) > 2 for u, v in combinations(events, 2))

    found = compare_ties(meetings, G, draws=99)
    assert (found.size, found.note, found.observed) == (32, "", meetings(G))
    assert found.p is not None
    assert found == compare_ties(meetings, G, draws=99)
    assert compare_ties(meetings, G, draws=99, minimum=33).note == DESCRIPTIVE_ONLY


def test_what_is_not_two_mode_is_refused() -> None:
    with pytest.raises(ValueError, match="within one mode"):
        next(curveball(nx.complete_graph(3), [0]))
