from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import networkx as nx
import pytest

from mellanrum.graph.measures import GroupEI, ei_index
from tests.graph.measures.samples import random_graphs


def external(G: nx.Graph[int], labels: tuple[str, ...]) -> int:
    return sum(labels[u] != labels[v] for u, v in G.edges() if u != v)


def test_by_hand() -> None:
    """Two schools and two care units in a row: one tie out of three goes across."""
    groups = dict(enumerate("sscc"))
    found = ei_index(nx.path_graph(4), groups)
    assert (found.external, found.internal) == (1, 2)
    assert found.index == pytest.approx(-1 / 3)
    assert found.expected == pytest.approx(1 - 2 * 4 / 12)
    side = GroupEI(size=2, external=1, internal=2, index=-1 / 3, expected=1 / 3)
    assert found.groups == {"s": side, "c": side}


def test_counts_are_those_of_networkx() -> None:
    for G in random_graphs(9, 5):
        groups = {node: "abcab"[node % 5] for node in G}
        G.remove_edges_from(list(nx.selfloop_edges(G)))
        nx.set_node_attributes(G, groups, "group")
        mixing = nx.attribute_mixing_dict(G, "group")
        ends = 1 if G.is_directed() else 2  # NetworkX counts an undirected tie from both ends
        found = ei_index(G, groups)
        assert found.internal * ends == sum(row.get(own, 0) for own, row in mixing.items())
        assert (found.internal + found.external) * ends == sum(
            sum(row.values()) for row in mixing.values()
        )
        if not G.is_directed():
            for group, side in found.groups.items():
                row = mixing.get(group, {})
                assert side.internal == row.get(group, 0)
                assert side.external == sum(row.values()) - row.get(group, 0)


@pytest.mark.parametrize("labels", ["aaabbb", "aabbcc", "abbbbb", "aaaaaa", "abcdef"])
def test_expectation_and_z_by_all_relabellings(labels: str) -> None:
    for G in [*random_graphs(6, 3, 0.5), nx.star_graph(5), nx.Graph([(0, 1), (2, 3), (4, 5)])]:
        G.add_nodes_from(range(6))
        found = ei_index(G, dict(enumerate(labels)))
        values = [Fraction(external(G, deal)) for deal in set(permutations(labels))]
        count = found.external + found.internal
        mean = sum(values) / len(values)
        variance = sum((value - mean) ** 2 for value in values) / len(values)
        assert found.expected == pytest.approx(float(2 * mean / count - 1))
        if variance:
            assert found.z == pytest.approx((found.external - float(mean)) / float(variance) ** 0.5)
        else:
            assert found.z is None


def test_the_expectation_of_a_group_is_that_of_its_average_tie_end() -> None:
    """The mean over relabellings of external less internal ends, over the mean of all ends."""
    labels = "aabbbb"
    for G in random_graphs(6, 2, 0.5):
        found = ei_index(G, dict(enumerate(labels)))
        for group in "ab":
            difference = ends = 0
            for deal in set(permutations(labels)):
                for u, v in ((u, v) for u, v in G.edges() if u != v):
                    held = (deal[u] == group) + (deal[v] == group)
                    ends += held
                    difference += held if deal[u] != deal[v] else -held
            assert found.groups[group].expected == pytest.approx(difference / ends)


def test_extremes() -> None:
    pair = nx.Graph([(0, 1)])
    apart, together = ei_index(pair, {0: "a", 1: "b"}), ei_index(pair, {0: "a", 1: "a"})
    assert (apart.index, apart.expected, apart.z) == (1, 1, None)
    assert (together.index, together.expected, together.z) == (-1, -1, None)


def test_without_ties_nothing_is_defined() -> None:
    for G in (nx.Graph(), nx.empty_graph(3), nx.Graph([(0, 0)]), nx.empty_graph(1)):
        found = ei_index(G, dict.fromkeys(G, "a"))
        assert (found.index, found.expected, found.z) == (None, None, None)
        assert all(side.index is side.expected is None for side in found.groups.values())


def test_a_group_without_ties_has_no_index() -> None:
    G = nx.Graph([(0, 1)])
    G.add_node(2)
    assert ei_index(G, {0: "a", 1: "a", 2: "b"}).groups["b"] == GroupEI(1, 0, 0, None, None)


def test_both_directions_are_two_ties() -> None:
    found = ei_index(nx.DiGraph([(0, 1), (1, 0), (1, 2)]), {0: "a", 1: "b", 2: "b"})
    assert (found.external, found.internal) == (2, 1)
    with pytest.raises(ValueError, match="no group"):
        ei_index(nx.path_graph(2), {0: "a"})
