"""Key players against Borgatti's definitions; cut points and bridges against removal."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, permutations
from typing import Any, get_args

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mellanrum.graph.measures.cutpoints import Articulation
from mellanrum.graph.measures.players import (
    Criterion,
    articulation,
    fragmentation,
    key_players,
    reach,
)

QUIET = settings(deadline=None, derandomize=True, database=None, max_examples=80)
Net = Any  # graphs of whole numbers and of names alike


class TestFragmentation:
    def test_published_figures(self) -> None:
        """Borgatti 2006: two cliques and two lines of five have F .556; DF tells them apart."""
        cliques: Net = nx.disjoint_union(nx.complete_graph(5), nx.complete_graph(5))
        lines: Net = nx.disjoint_union(nx.path_graph(5), nx.path_graph(5))
        assert fragmentation(cliques) == fragmentation(lines) == Fraction(5, 9)
        assert fragmentation(cliques, distance=True) == Fraction(5, 9)
        assert float(fragmentation(lines, distance=True) or 0) == pytest.approx(0.715, abs=5e-4)

    def test_ends_of_the_scale(self) -> None:
        for distance in (False, True):
            assert fragmentation(nx.complete_graph(4), distance=distance) == 0
            assert fragmentation(nx.empty_graph(4), distance=distance) == 1

    @pytest.mark.parametrize("distance", [False, True])
    def test_undefined_below_two_nodes(self, distance: bool) -> None:
        pair: Net = nx.path_graph(2)
        assert fragmentation(nx.Graph(), distance=distance) is None
        assert fragmentation(pair, [0], distance=distance) is None
        assert fragmentation(pair, [0], distance=distance, n="original") == 1
        assert fragmentation(pair, among=[0], distance=distance) is None

    def test_remaining_or_original(self) -> None:
        star: Net = nx.star_graph(3)
        assert fragmentation(star, [1]) == 0
        assert fragmentation(star, [1], n="original") == Fraction(1, 2)

    def test_directed(self) -> None:
        line: Net = nx.path_graph(3, create_using=nx.DiGraph)
        assert fragmentation(line) == Fraction(1, 2)
        assert fragmentation(line, distance=True) == 1 - Fraction(5, 2) / 6

    def test_bodies_of_a_two_mode_graph(self) -> None:
        graph: Net = nx.Graph([("A", "F1"), ("B", "F1"), ("B", "F2"), ("C", "F2")])
        assert fragmentation(graph, ["F2"], among="ABC") == Fraction(2, 3)
        assert fragmentation(graph, ["B"], among="ABC") == 1
        assert fragmentation(graph, among="ABC", distance=True) == 1 - Fraction(5, 2) / 6

    def test_loops_and_parallel_ties_change_nothing(self) -> None:
        path: Net = nx.path_graph(4)
        messy: Net = nx.MultiGraph([*path.edges, *path.edges, (0, 0), (2, 2)])
        for distance in (False, True):
            assert fragmentation(messy, [1], distance=distance) == fragmentation(
                path, [1], distance=distance
            )

    def test_unknown_node(self) -> None:
        graph: Net = nx.path_graph(2)
        with pytest.raises(ValueError, match="node 9 is not in the graph"):
            fragmentation(graph, [9])
        with pytest.raises(ValueError, match="node 9 is not in the graph"):
            reach(graph, [0], among=[9])


class TestReach:
    def test_values(self) -> None:
        path: Net = nx.path_graph(5)
        assert reach(path, [0], steps=0) == Fraction(1, 5)
        assert reach(path, [0, 4]) == Fraction(4, 5)
        assert reach(path, [0], distance=True) == (1 + 1 + Fraction(1, 2) + Fraction(7, 12)) / 5
        assert reach(nx.star_graph(6), [0], distance=True) == 1
        assert reach(path, []) == 0

    def test_directed_follows_the_ties(self) -> None:
        line: Net = nx.path_graph(3, create_using=nx.DiGraph)
        assert reach(line, [0], steps=2) == 1
        assert reach(line, [2], steps=2) == Fraction(1, 3)

    def test_undefined(self) -> None:
        assert reach(nx.Graph(), []) is None
        with pytest.raises(ValueError, match="steps is -1"):
            reach(nx.path_graph(2), [0], steps=-1)


class TestKeyPlayers:
    def test_kite(self) -> None:
        """Krackhardt's kite without Heather (7) falls into 7 and 2: F = 1 − 44/72."""
        found = key_players(nx.krackhardt_kite_graph())
        assert found.sets == ((7,),)
        assert (found.value, found.before) == (Fraction(7, 18), Fraction(0))

    def test_greedy_would_miss_the_best_pair(self) -> None:
        # The middle of the line is the best single node, and no part of a best pair.
        path: Net = nx.path_graph(8)
        path.remove_edge(6, 7)
        assert key_players(path, 1).players == (3,)
        assert all(3 not in some for some in key_players(path, 2).sets)

    def test_all_best_sets(self) -> None:
        assert key_players(nx.cycle_graph(4), 2).sets == ((0, 2), (1, 3))

    def test_candidates_and_among(self) -> None:
        graph: Net = nx.Graph([("A", "F1"), ("B", "F1"), ("B", "F2"), ("C", "F2"), ("D", "F2")])
        found = key_players(graph, candidates=["F2", "F1"], among="ABCD")
        assert (found.sets, found.value) == ((("F2",),), Fraction(5, 6))

    def test_undefined(self) -> None:
        found = key_players(nx.path_graph(2), 1)
        assert found.value is None
        assert found.sets == found.players == ()
        assert found.before == 0

    @pytest.mark.parametrize("k", [0, 4, -1])
    def test_k(self, k: int) -> None:
        with pytest.raises(ValueError, match="must be 1, 2 or 3"):
            key_players(nx.path_graph(9), k)

    def test_refusals(self) -> None:
        graph: Net = nx.path_graph(3)
        with pytest.raises(ValueError, match="at most 1 candidates"):
            key_players(graph, 2, candidates=[1])
        with pytest.raises(ValueError, match="unknown criterion"):
            key_players(graph, 1, "closeness")  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="node 7 is not in the graph"):
            key_players(graph, 1, candidates=[7])


def brute_force(graph: Net, some: Any, criterion: str, among: set[int]) -> Fraction | None:
    """Measure by networkx distances between every ordered pair of nodes."""
    if "reach" in criterion:
        if not among:
            return None
        values = []
        for node in among:
            paths = [
                nx.shortest_path_length(graph, player, node)
                for player in some
                if nx.has_path(graph, player, node)
            ]
            d = max(min(paths), 1) if paths else None
            near = Fraction(1, d) if d else Fraction(0)
            values.append(near if "distance" in criterion else Fraction(d == 1))
        return sum(values, Fraction(0)) / len(among)
    rest = graph.copy()
    rest.remove_nodes_from(some)
    left = among - set(some)
    if len(left) < 2:
        return None
    total = Fraction(0)
    for one, two in permutations(left, 2):
        if nx.has_path(rest, one, two):
            length = nx.shortest_path_length(rest, one, two)
            total += Fraction(1, int(length) if "distance" in criterion else 1)
    return 1 - total / (len(left) * (len(left) - 1))


@st.composite
def graphs(draw: st.DrawFn, directed: bool | None = None) -> Net:
    size = draw(st.integers(1, 7))
    node = st.integers(0, size - 1)
    as_directed = draw(st.booleans()) if directed is None else directed
    graph: Net = nx.DiGraph() if as_directed else nx.Graph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from(draw(st.lists(st.tuples(node, node), max_size=10)))
    return graph


@QUIET
@given(graphs(), st.integers(1, 3), st.sampled_from(get_args(Criterion)), st.data())
def test_key_players_by_brute_force(
    graph: Net, k: int, criterion: Criterion, data: st.DataObject
) -> None:
    k = min(k, len(graph))
    among = data.draw(st.sets(st.sampled_from(sorted(graph))))
    values = {
        some: brute_force(graph, some, criterion, among) for some in combinations(sorted(graph), k)
    }
    best = max((value for value in values.values() if value is not None), default=None)
    found = key_players(graph, k, criterion, among=among)
    assert found.value == best
    expected = [some for some, value in values.items() if value is not None and value == best]
    assert list(found.sets) == expected


class TestArticulation:
    def test_two_mode(self) -> None:
        graph: Net = nx.Graph()
        graph.add_nodes_from("ABCD", bipartite=0)
        graph.add_nodes_from(["F1", "F2"], bipartite=1)
        graph.add_edges_from([("A", "F1"), ("B", "F1"), ("F2", "B"), ("F2", "C"), ("F2", "D")])
        found = articulation(graph)
        assert [(point.node, point.separated) for point in found.points] == [
            ("F2", 5),
            ("F1", 3),
            ("B", 2),
        ]
        assert found.points[0].parts == (("A", "B", "F1"), ("C",), ("D",))
        first = found.bridges[0]
        assert (first.ends, first.separated) == (("B", "F2"), 4)
        assert first.sides == (("A", "B", "F1"), ("C", "D", "F2"))

    def test_empty_and_isolates(self) -> None:
        empty: list[Net] = [nx.Graph(), nx.empty_graph(3), nx.path_graph(1)]
        for graph in empty:
            assert articulation(graph) == Articulation((), ())

    def test_two_nodes(self) -> None:
        found = articulation(nx.path_graph(2))
        assert found.points == ()
        [bridge] = found.bridges
        assert (bridge.ends, bridge.sides, bridge.separated) == ((0, 1), ((0,), (1,)), 1)

    def test_parallel_ties_are_no_bridge(self) -> None:
        graph: Net = nx.MultiGraph([(0, 1), (0, 1), (1, 2), (2, 2)])
        found = articulation(graph)
        assert [bridge.ends for bridge in found.bridges] == [(1, 2)]
        assert [point.node for point in found.points] == [1]

    def test_refusals(self) -> None:
        with pytest.raises(ValueError, match="needs an undirected graph"):
            articulation(nx.DiGraph([(0, 1)]))
        with pytest.raises(ValueError, match="node 5 is not in the graph"):
            articulation(nx.path_graph(2), among=[5])


def split(graph: Net, counted: set[int]) -> int:
    """Count the pairs that do not reach each other."""
    pairs = combinations(sorted(counted & set(graph)), 2)
    return sum(not nx.has_path(graph, one, two) for one, two in pairs)


@QUIET
@given(graphs(directed=False), st.data())
def test_articulation_by_removal(graph: Net, data: st.DataObject) -> None:
    counted = data.draw(st.sets(st.sampled_from(sorted(graph))))
    found = articulation(graph, among=counted)
    points = {}
    for node in graph:
        without = graph.copy()
        without.remove_node(node)
        before = nx.number_connected_components(graph)
        if len(without) and nx.number_connected_components(without) > before:
            points[node] = split(without, counted) - split(graph, counted - {node})
    assert {point.node: point.separated for point in found.points} == points
    bridges = {}
    for one, two in graph.edges:
        without = graph.copy()
        without.remove_edge(one, two)
        if not nx.has_path(without, one, two):
            ends = (min(one, two), max(one, two))
            bridges[ends] = split(without, counted) - split(graph, counted)
            [bridge] = [tie for tie in found.bridges if tie.ends == ends]
            assert [set(side) for side in bridge.sides] == [
                nx.node_connected_component(without, end) for end in ends
            ]
    assert {bridge.ends: bridge.separated for bridge in found.bridges} == bridges
    for point in found.points:
        component = nx.node_connected_component(graph, point.node)
        assert {node for part in point.parts for node in part} == component - {point.node}
        assert [-len(part) for part in point.parts] == sorted(-len(part) for part in point.parts)
