from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mellanrum.graph.measures import change
from tests.graph.measures.samples import as_igraph, random_graphs


def test_by_hand() -> None:
    before = nx.Graph([("school", "care"), ("care", "police"), ("school", "youth")])
    after = nx.Graph([("care", "school"), ("school", "police"), ("health", "care")])
    found = change(before, after)
    assert found.kept == (("care", "school"),)
    assert found.created == (("care", "health"), ("police", "school"))
    assert found.dissolved == (("care", "police"), ("school", "youth"))
    assert found.jaccard == 1 / 5
    assert found.jaccard_common == 1 / 3
    assert (found.arrived, found.left) == (("health",), ("youth",))


def test_ties_are_those_of_igraph() -> None:
    graphs = list(random_graphs(9, 4))
    for before, after in zip(graphs, graphs[2:], strict=False):
        found = change(before, after)
        early, late = (as_igraph(G).simplify() for G in (before, after))
        assert list(found.kept) == sorted((early & late).get_edgelist())
        assert list(found.created) == sorted((late - early).get_edgelist())
        assert list(found.dissolved) == sorted((early - late).get_edgelist())
        assert found.jaccard == (early & late).ecount() / (early | late).ecount()


def test_direction_counts_where_there_is_one() -> None:
    found = change(nx.DiGraph([(0, 1)]), nx.DiGraph([(1, 0)]))
    assert (found.kept, found.created, found.dissolved) == ((), ((1, 0),), ((0, 1),))
    assert found.jaccard == 0
    with pytest.raises(ValueError, match="directed"):
        change(nx.DiGraph(), nx.Graph())


def test_a_reorganisation_with_successors() -> None:
    """Two bodies become one: the tie between them vanishes, their ties to the school merge."""
    before = nx.Graph([("a", "b"), ("a", "school"), ("b", "school"), ("b", "care")])
    after = nx.Graph([("new", "school"), ("new", "care")])
    assert change(before, after).jaccard == 0
    found = change(before, after, successors={"a": "new", "b": "new"})
    assert found.kept == (("care", "new"), ("new", "school"))
    assert (found.jaccard, found.arrived, found.left) == (1, (), ())


def test_without_ties_jaccard_is_undefined() -> None:
    found = change(nx.Graph([(1, 1)]), nx.empty_graph(3))
    assert (found.kept, found.jaccard, found.jaccard_common) == ((), None, None)
    assert change(nx.Graph([(0, 1)]), nx.Graph([(2, 3)])).jaccard_common is None


pairs = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda edge: edge[0] != edge[1])
)


@given(pairs, pairs, st.booleans())
def test_every_tie_is_counted_once(
    early: list[tuple[int, int]], late: list[tuple[int, int]], directed: bool
) -> None:
    kind = nx.DiGraph if directed else nx.Graph
    before, after = kind(early), kind(late)
    found, back = change(before, after), change(after, before)
    assert len(found.kept) + len(found.dissolved) == before.number_of_edges()
    assert len(found.kept) + len(found.created) == after.number_of_edges()
    assert (back.kept, back.created, back.jaccard) == (found.kept, found.dissolved, found.jaccard)
