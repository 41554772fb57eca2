from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, fields
from fractions import Fraction
from itertools import permutations

import networkx as nx
import pytest

from mellanrum.graph.measures import Roles, brokerage
from mellanrum.graph.measures.brokerage import Brokerage
from tests.graph.measures.samples import random_graphs, reference_graph, rows

ROLES = [field.name for field in fields(Roles)]


def counts(broker: Brokerage) -> list[int]:
    return [getattr(broker, role) for role in ROLES]


def by_definition(G: nx.Graph[int], groups: Mapping[int, object]) -> dict[int, list[int]]:
    """Every ordered triple, by the definition."""
    found = {node: [0] * 5 for node in G}
    for i, j, k in permutations(G, 3):
        if G.has_edge(i, j) and G.has_edge(j, k) and not G.has_edge(i, k):
            a, b, c = groups[i], groups[j], groups[k]
            role = (a == b == c, a == c != b, a == b != c, a != b == c, len({a, b, c}) == 3)
            found[j][role.index(True)] += 1
    return found


@pytest.mark.parametrize("name", ["directed", "undirected", "apart", "pair"])
def test_counts_are_those_of_sna(name: str) -> None:
    found = brokerage(*reference_graph(name))
    table = [row for row in rows("brokerage.csv") if row["graph"] == name]
    assert len(table) == len(found)
    for row in table:
        assert counts(found[int(row["node"])]) == [int(row[role]) for role in ROLES]


def test_counts_by_definition() -> None:
    for G in random_graphs(9, 6):
        groups = {node: "abca"[node % 4] for node in G}
        found = brokerage(G, groups)
        assert {node: counts(broker) for node, broker in found.items()} == by_definition(G, groups)
        assert all(broker.total == sum(counts(broker)) for broker in found.values())


@pytest.mark.parametrize("labels", ["aaabbb", "aabbcc", "abbbbb", "abcdef", "aaaaaa", "aabcde"])
def test_expectation_and_z_by_all_relabellings(labels: str) -> None:
    for G in [*random_graphs(6, 2, 0.5), nx.star_graph(5), nx.path_graph(6)]:
        found = brokerage(G, dict(enumerate(labels)))
        deals = [by_definition(G, dict(enumerate(deal))) for deal in set(permutations(labels))]
        for node, broker in found.items():
            for place, role in enumerate(ROLES):
                values = [Fraction(deal[node][place]) for deal in deals]
                mean = sum(values) / len(values)
                variance = sum((value - mean) ** 2 for value in values) / len(values)
                assert getattr(broker.expected, role) == float(mean)
                z = getattr(broker.z, role)
                if variance:
                    assert z == pytest.approx(
                        (counts(broker)[place] - float(mean)) / float(variance) ** 0.5
                    )
                else:
                    assert z is None


def test_expectation_by_the_closed_formula() -> None:
    G, groups = reference_graph("directed")
    sizes = {group: list(groups.values()).count(group) for group in groups.values()}
    N = len(G)
    triples = N * (N - 1) * (N - 2)
    same = sum(n * (n - 1) * (n - 2) for n in sizes.values()) / triples
    two = sum(n * (n - 1) * (N - n) for n in sizes.values()) / triples
    for broker in brokerage(G, groups).values():
        T = broker.total
        assert astuple(broker.expected) == pytest.approx(
            (T * same, T * two, T * two, T * two, T * (1 - same - 3 * two))
        )


def test_an_undirected_open_path_counts_both_ways() -> None:
    G = nx.path_graph(3)
    groups = {0: "a", 1: "a", 2: "b"}
    assert counts(brokerage(G, groups)[1]) == [0, 0, 1, 1, 0]
    assert counts(brokerage(nx.DiGraph([(0, 1), (1, 2)]), groups)[1]) == [0, 0, 1, 0, 0]
    assert counts(brokerage(nx.DiGraph([(2, 1), (1, 0)]), groups)[1]) == [0, 0, 0, 1, 0]


def test_nothing_to_broker() -> None:
    assert brokerage(nx.Graph(), {}) == {}
    triangle = brokerage(nx.complete_graph(3), dict(enumerate("abc")))
    for broker in triangle.values():
        assert counts(broker) == [0] * 5
        assert astuple(broker.expected) == (0,) * 5
        assert astuple(broker.z) == (None,) * 5


def test_weights_loops_and_parallel_edges_do_not_count() -> None:
    G = nx.MultiDiGraph([(0, 1), (0, 1), (1, 2), (1, 1)])
    groups = {0: "a", 1: "b", 2: "c", 9: "unused"}
    assert counts(brokerage(G, groups)[1]) == [0, 0, 0, 0, 1]


def test_a_node_without_a_group_is_refused() -> None:
    with pytest.raises(ValueError, match="no group"):
        brokerage(nx.path_graph(3), {0: "a"})
