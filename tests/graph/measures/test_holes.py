from __future__ import annotations

from fractions import Fraction
from math import log

import networkx as nx
import pytest

from mellanrum.graph.measures import StructuralHoles, structural_holes
from tests.graph.measures.samples import as_igraph, random_graphs

NOTHING = StructuralHoles(None, None, None, None)

# The ego network of Borgatti (1997), figure 1, and weights for it; figures by UCINET and by hand.
EGO = {
    "AB": 2, "AF": 3, "AG": 5, "AE": 2, "EG": 8, "FG": 3, "BG": 4, "BD": 1, "DG": 3, "GC": 10,
}  # fmt: skip


def ego_network() -> nx.Graph[str]:
    G: nx.Graph[str] = nx.Graph()
    G.add_weighted_edges_from((pair[0], pair[1], weight) for pair, weight in EGO.items())
    return G


def by_definition(G: nx.Graph[int], weight: str | None) -> dict[int, list[Fraction] | None]:
    """Constraint parts, effective size and contacts from the whole matrix, in rationals."""
    nodes = list(G)
    a = {
        (i, j): sum(
            (Fraction(G[u][v].get(weight, 1) if weight else 1))
            for u, v in ((i, j), (j, i))
            if G.has_edge(u, v)
        )
        for i in nodes
        for j in nodes
        if i != j
    }
    total = {i: sum(a[i, k] for k in nodes if k != i) for i in nodes}
    most = {i: max((a[i, k] for k in nodes if k != i), default=0) for i in nodes}
    found: dict[int, list[Fraction] | None] = {}
    for i in nodes:
        contacts = [j for j in nodes if j != i and a[i, j]]
        if not contacts:
            found[i] = None
            continue
        parts, size = [], Fraction(0)
        for j in contacts:
            q = [k for k in contacts if k != j]
            parts.append(
                (a[i, j] / total[i] + sum(a[i, k] / total[i] * a[k, j] / total[k] for k in q)) ** 2
            )
            size += 1 - sum(a[i, k] / total[i] * a[j, k] / most[j] for k in q)
        found[i] = [size, *parts]
    return found


def test_published_figures() -> None:
    holes = structural_holes(ego_network())
    assert [round(holes[node].constraint or 0, 3) for node in "GAC"] == [0.400, 0.595, 1.0]
    assert [round(holes[node].effective_size or 0, 2) for node in "GAC"] == [4.67, 2.50, 1.0]
    assert round(holes["G"].efficiency or 0, 2) == 0.78


def test_published_figures_weighted() -> None:
    holes = structural_holes(ego_network(), weight="weight")
    assert [round(holes[node].constraint or 0, 3) for node in "GAC"] == [0.299, 0.795, 1.0]
    sizes = [holes[node].effective_size for node in "GAC"]
    assert sizes == pytest.approx([5.47, 2.47, 1.0], abs=0.006)


@pytest.mark.parametrize(
    ("weight", "constraint", "size"),
    [
        (None, [1.003, 1.003, 1.389], [1.167, 1.167, 1]),
        ("weight", [0.840, 1.143, 1.378], [1.567, 1.083, 1]),
    ],
)
def test_published_figures_directed(
    weight: str | None, constraint: list[float], size: list[float]
) -> None:
    G: nx.DiGraph[int] = nx.DiGraph()
    G.add_weighted_edges_from([(0, 1, 2), (0, 2, 2), (1, 0, 1), (2, 1, 1)])
    holes = structural_holes(G, weight=weight)
    assert [holes[node].constraint for node in range(3)] == pytest.approx(constraint, abs=1e-3)
    assert [holes[node].effective_size for node in range(3)] == pytest.approx(size, abs=1e-3)


def test_constraint_is_that_of_igraph() -> None:
    for G in random_graphs(9, 10):
        holes = structural_holes(G, weight="weight")
        for node, value in enumerate(as_igraph(G).constraint(weights="weight")):
            # igraph gives not-a-number to an isolate.
            assert holes[node].constraint == (pytest.approx(value) if value == value else None)


@pytest.mark.parametrize("weight", [None, "weight"])
def test_all_four_by_definition(weight: str | None) -> None:
    for G in random_graphs(7, 8, 0.5):
        holes = structural_holes(G, weight=weight)
        for node, expected in by_definition(G, weight).items():
            if expected is None:
                assert holes[node] == NOTHING
                continue
            size, *parts = expected
            count, total = len(parts), sum(parts)
            assert holes[node].constraint == pytest.approx(float(total))
            assert holes[node].effective_size == pytest.approx(float(size))
            assert holes[node].efficiency == pytest.approx(float(size / count))
            if count == 1:
                assert holes[node].hierarchy is None
            else:
                disorder = sum(float(c * count / total) * log(c * count / total) for c in parts)
                assert holes[node].hierarchy == pytest.approx(
                    disorder / (count * log(count)), abs=1e-12
                )


def test_effective_size_is_that_of_networkx_on_mutual_weights() -> None:
    for G in random_graphs(8, 6):
        H: nx.Graph[int] = nx.Graph()
        H.add_nodes_from(G)
        for u, v, data in G.edges(data=True):
            if u != v:
                H.add_edge(
                    u, v, weight=data["weight"] + (H[u][v]["weight"] if H.has_edge(u, v) else 0)
                )
        expected = nx.effective_size(H, nodes=list(H), weight="weight")
        for node, holes in structural_holes(G, weight="weight").items():
            value = expected[node]
            assert holes.effective_size == (pytest.approx(value) if value == value else None)


def test_hierarchy_by_hand() -> None:
    """Two strangers at weights 3 and 1: c = 9/16, 1/16; r = 1.8, .2."""
    G: nx.Graph[str] = nx.Graph()
    G.add_weighted_edges_from([("ego", "a", 3), ("ego", "b", 1)])
    expected = (1.8 * log(1.8) + 0.2 * log(0.2)) / (2 * log(2))
    assert structural_holes(G, "weight")["ego"].hierarchy == pytest.approx(expected)
    assert structural_holes(G)["ego"].hierarchy == 0


def test_an_edge_of_weight_zero_is_no_tie() -> None:
    G = ego_network()
    expected = structural_holes(G, weight="weight")
    G.add_edge("C", "D", weight=0)
    G.add_edge("new", "G", weight=0)
    holes = structural_holes(G, weight="weight")
    assert holes.pop("new") == NOTHING
    assert holes == expected


def test_small_and_undefined() -> None:
    assert structural_holes(nx.Graph()) == {}
    assert structural_holes(nx.Graph([(1, 1)])) == {1: NOTHING}
    pair = StructuralHoles(1.0, 1.0, 1.0, None)
    assert structural_holes(nx.Graph([(1, 2)])) == {1: pair, 2: pair}
    assert structural_holes(nx.DiGraph([(1, 2)])) == {1: pair, 2: pair}


def test_parallel_edges_add_up() -> None:
    G = nx.MultiGraph([("ego", "a")] * 3 + [("ego", "b")])
    H: nx.Graph[str] = nx.Graph()
    H.add_weighted_edges_from([("ego", "a", 3), ("ego", "b", 1)])
    assert structural_holes(G) == structural_holes(H, weight="weight")


@pytest.mark.parametrize("weight", [-1, float("nan"), float("inf")])
def test_an_impossible_weight_is_refused(weight: float) -> None:
    G: nx.Graph[int] = nx.Graph()
    G.add_edge(1, 2, weight=weight)
    with pytest.raises(ValueError, match="finite number of at least 0"):
        structural_holes(G, weight="weight")
