from __future__ import annotations

from itertools import combinations, product
from statistics import StatisticsError, correlation
from typing import Literal

import networkx as nx
import pytest

from mellanrum.graph.measures import CorePeriphery, core_periphery
from tests.graph.measures.samples import random_graphs, reference_graph, rows

BETWEEN: list[Literal[0, 1] | None] = [1, 0, None]


def by_definition(
    G: nx.Graph[int], pairs: list[tuple[int, int]], between: Literal[0, 1] | None
) -> dict[frozenset[int], float]:
    """The correlation of every core, the pattern spelt out pair by pair."""
    found = {}
    for size in range(len(G) + 1):
        for core in map(frozenset, combinations(G, size)):
            cells = []
            for u, v in pairs:
                ends = (u in core) + (v in core)
                pattern = {0: 0, 1: between, 2: 1}[ends]
                if pattern is not None:
                    cells.append((int(G.has_edge(u, v)), pattern))
            try:
                found[core] = correlation(*zip(*cells, strict=True))
            except (StatisticsError, TypeError):  # nothing varies; no pairs at all
                continue
    return found


def agrees(found: CorePeriphery[int], expected: dict[frozenset[int], float]) -> None:
    best = max(expected.values())
    cores = [core for core, r in expected.items() if r > best - 1e-9]
    assert found.r == pytest.approx(best)
    assert found.optima == len(cores)
    assert found.core == min(cores, key=lambda core: (len(core), sorted(core)))
    assert found.exact


@pytest.mark.parametrize(
    "row", rows("core.csv"), ids=lambda row: f"{row['graph']}-{row['between']}"
)
def test_the_figures_are_those_of_r(row: dict[str, str]) -> None:
    G, _ = reference_graph(row["graph"])
    found = core_periphery(G, between={"1": 1, "0": 0, "NA": None}[row["between"]])
    if not row["r"]:
        assert found == CorePeriphery(None, None, True, None)
        return
    assert found.r == pytest.approx(float(row["r"]), abs=1e-9)
    assert (found.optima, len(found.core or ())) == (int(row["optima"]), int(row["size"]))


@pytest.mark.parametrize("between", BETWEEN)
def test_every_core_by_definition(between: Literal[0, 1] | None) -> None:
    for G in random_graphs(6, 4, 0.4):
        pairs = list((nx.DiGraph if G.is_directed() else nx.Graph)(nx.complete_graph(6)).edges)
        if G.is_directed():
            pairs = [(u, v) for u in G for v in G if u != v]
        agrees(core_periphery(G, between=between), by_definition(G, pairs, between))


@pytest.mark.parametrize("between", BETWEEN)
def test_every_core_of_a_two_mode_graph_by_definition(between: Literal[0, 1] | None) -> None:
    for seed in range(4):
        G = nx.bipartite.random_graph(3, 4, 0.5, seed=seed)
        pairs = list(product(range(3), range(3, 7)))
        found = core_periphery(G, range(3), between=between)
        agrees(found, by_definition(G, pairs, between))
        assert core_periphery(nx.DiGraph(G), range(3, 7), between=between) == found


def test_a_perfect_core() -> None:
    G = nx.complete_graph(4)
    G.add_edges_from((core, 4 + core * 2 + spoke) for core in range(4) for spoke in range(2))
    found = core_periphery(G, between=None)
    assert (found.core, found.r) == (frozenset(range(4)), 1.0)
    full = nx.complete_graph(3)
    full.add_edges_from((core, other) for core in range(3) for other in range(3, 9))
    assert core_periphery(full) == CorePeriphery(frozenset(range(3)), 1.0, True, 1)


def test_a_core_that_is_not_settled_says_so() -> None:
    found = core_periphery(nx.cycle_graph(4), between=0)
    assert (found.core, found.optima) == (frozenset({0, 1}), 4)


@pytest.mark.parametrize(
    "G", [nx.Graph(), nx.empty_graph(1), nx.path_graph(2), nx.empty_graph(5), nx.complete_graph(5)]
)
def test_undefined_is_none(G: nx.Graph[int]) -> None:
    for between in BETWEEN:
        assert core_periphery(G, between=between) == CorePeriphery(None, None, True, None)
        climbed = core_periphery(G, between=between, exact_up_to=-1)
        assert climbed == CorePeriphery(None, None, False, None)


def test_weights_loops_and_parallel_edges_do_not_count() -> None:
    G = nx.MultiGraph([(0, 1), (0, 1), (0, 2), (0, 3), (1, 1)])
    G.add_edge(0, 2, weight=9)
    assert core_periphery(G) == core_periphery(nx.star_graph(3))


@pytest.mark.parametrize("between", BETWEEN)
def test_climbing_never_beats_the_exact_search_and_often_meets_it(
    between: Literal[0, 1] | None,
) -> None:
    met = 0
    graphs = list(random_graphs(9, 6))
    for G in graphs:
        exact = core_periphery(G, between=between)
        climbed = core_periphery(G, between=between, exact_up_to=0)
        assert (climbed.exact, climbed.optima) == (False, None)
        assert climbed.r is not None
        assert exact.r is not None
        assert climbed.r <= exact.r + 1e-12
        met += climbed.r == pytest.approx(exact.r)
    assert met >= 0.8 * len(graphs)


def test_climbing_finds_a_planted_core() -> None:
    G = nx.complete_graph(8)
    G.add_edges_from((node % 8, node) for node in range(8, 48))
    found = core_periphery(G, between=None)
    assert (found.core, found.r, found.exact) == (frozenset(range(8)), 1.0, False)


def test_the_order_of_the_nodes_does_not_matter() -> None:
    G, _ = reference_graph("undirected")
    H: nx.Graph[int] = nx.Graph()
    H.add_nodes_from(reversed(list(G)))
    H.add_edges_from((v, u) for u, v in reversed(list(G.edges)))
    for limit in (18, 0):
        assert core_periphery(H, exact_up_to=limit) == core_periphery(G, exact_up_to=limit)


def test_a_tie_within_a_mode_is_refused() -> None:
    with pytest.raises(ValueError, match="within one mode"):
        core_periphery(nx.path_graph(4), [0, 1])
