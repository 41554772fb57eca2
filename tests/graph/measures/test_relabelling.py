from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import networkx as nx
import pytest

from mellanrum.graph.measures.relabelling import chance, group_sizes

TRIPLES = [
    ((0, 1, 2),),
    ((0, 1, 2), (2, 1, 0)),
    ((0, 1, 2), (0, 1, 3)),
    ((0, 1, 2), (3, 1, 2)),
    ((0, 1, 2), (2, 1, 3)),
    ((0, 1, 2), (3, 1, 4)),
]
PATTERNS = [(0, 0, 0), (0, 1, 0), (0, 0, 1), (0, 1, 1), (0, 1, 2)]


def shows(labels: tuple[int, ...], place: tuple[int, ...], pattern: tuple[int, ...]) -> bool:
    return all(
        (labels[place[a]] == labels[place[b]]) == (pattern[a] == pattern[b])
        for a in range(len(place))
        for b in range(a)
    )


@pytest.mark.parametrize("sizes", [(6,), (1, 5), (3, 3), (1, 2, 3), (1, 1, 1, 1, 2), (1, 1, 1)])
def test_every_chance_by_all_relabellings(sizes: tuple[int, ...]) -> None:
    labels = [group for group, size in enumerate(sizes) for _ in range(size)]
    deals = list(permutations(labels))
    for places in TRIPLES:
        for pattern in PATTERNS:
            if max(map(max, places)) >= len(labels):
                assert chance(sizes, places, pattern) == 0
                continue
            hits = sum(all(shows(deal, place, pattern) for place in places) for deal in deals)
            assert chance(sizes, places, pattern) == Fraction(hits, len(deals))


def test_the_roles_share_out_all_chance() -> None:
    for sizes in ((4, 9, 2), (20, 30), (1,) * 7):
        assert sum(chance(sizes, ((0, 1, 2),), pattern) for pattern in PATTERNS) == 1


def test_a_node_without_a_group_is_named() -> None:
    with pytest.raises(ValueError, match="node 2 has no group"):
        group_sizes(nx.path_graph(3), {0: "a", 1: "a"})
    with pytest.raises(ValueError, match="node 1 has no group"):
        group_sizes(nx.path_graph(2), {0: "a", 1: None})
