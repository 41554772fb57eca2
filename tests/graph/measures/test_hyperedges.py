"""Forum overlap and groups that never meet as one, against brute force."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import prod
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mellanrum.graph.measures.congruence import Tie
from mellanrum.graph.measures.hyperedges import containment, forum_overlap, jaccard, triple_gaps

QUIET = settings(deadline=None, derandomize=True, database=None, max_examples=150)
BODIES = ["A", "B", "C", "D", "E"]
TASKS = ["t", "u"]
ALL: dict[str, dict[str, Any]] = {body: {"t": 1, "u": 1} for body in BODIES}


def pairs(*two: str, scope: list[str] | None = None) -> list[Tie]:
    return [Tie(list(bodies), scope) for bodies in two]


class TestCoefficients:
    def test_values(self) -> None:
        assert jaccard(["a", "b"], ["b", "c", "d"]) == Fraction(1, 4)
        assert containment(["a", "b"], ["b", "c", "d"]) == Fraction(1, 2)
        assert jaccard(["a"], ["b"]) == containment(["a"], ["b"]) == 0

    def test_undefined(self) -> None:
        assert jaccard([], []) is None
        assert jaccard([], ["a"]) == 0
        assert containment([], ["a"]) is None


class TestForumOverlap:
    def test_order_and_fields(self) -> None:
        found = forum_overlap(
            {
                "F1": ["A", "B", "C"],
                "F2": ["C", "A", "B"],
                "F3": ["A", "B"],
                "F4": ["C", "D", "E"],
                "F5": ["Z"],
            }
        )
        assert [(one.forums, one.jaccard, one.containment) for one in found] == [
            (("F1", "F2"), 1, 1),
            (("F1", "F3"), Fraction(2, 3), 1),
            (("F2", "F3"), Fraction(2, 3), 1),
            (("F1", "F4"), Fraction(1, 5), Fraction(1, 3)),
            (("F2", "F4"), Fraction(1, 5), Fraction(1, 3)),
        ]
        assert found[1].shared == ("A", "B")
        assert found[0].tasks is None

    def test_scope(self) -> None:
        both = Tie(["A", "B"], ["t", "u"], name="both")
        one = Tie(["A", "B"], ["t"], name="one")
        other = Tie(["A", "B"], ["u"], name="other")
        every = Tie(["A", "B"], name="every")
        none = Tie(["A", "B"], [], name="none")
        found = {pair.forums: pair.tasks for pair in forum_overlap([both, one, other, every, none])}
        assert found == {
            ("both", "every"): ("t", "u"),
            ("both", "one"): ("t",),
            ("both", "other"): ("u",),
            ("every", "one"): ("t",),
            ("every", "other"): ("u",),
        }

    def test_least(self) -> None:
        forums = {"F1": ["A", "B"], "F2": ["A", "B", "C"], "F3": ["A", "D"]}
        assert [one.forums for one in forum_overlap(forums, least="2/3")] == [("F1", "F2")]
        assert forum_overlap(forums, least=1) == []
        with pytest.raises(ValueError, match="least is 2"):
            forum_overlap(forums, least=2)

    def test_two_mode_graph(self) -> None:
        graph: nx.Graph[str] = nx.Graph()
        graph.add_nodes_from("ABC", bipartite=0)
        graph.add_nodes_from(["F1", "F2", "F3"], bipartite=1)
        graph.add_edges_from([("A", "F1"), ("B", "F1"), ("A", "F2"), ("B", "F2"), ("C", "F2")])
        [found] = forum_overlap(graph)
        assert (found.forums, found.jaccard) == (("F1", "F2"), Fraction(2, 3))
        graph.nodes["F1"]["scope"] = ["t"]
        graph.nodes["F2"]["scope"] = ["u"]
        assert forum_overlap(graph) == []

    def test_names(self) -> None:
        [found] = forum_overlap(pairs("AB", "AB"))
        assert found.forums == ("0", "1")
        with pytest.raises(ValueError, match="two forums are called 'F'"):
            forum_overlap([Tie(["A"], name="F"), Tie(["A"], name="F")])

    def test_nothing(self) -> None:
        assert forum_overlap([]) == []
        assert forum_overlap({"F1": [], "F2": []}) == []


class TestTripleGaps:
    def test_open_triple_is_none(self) -> None:
        assert triple_gaps(ALL, pairs("AB", "BC")) == []

    def test_scope_decides(self) -> None:
        three = pairs("AB", "BC", "AC")
        [found] = triple_gaps(ALL, [*three, Tie(["A", "B", "C", "D"], ["u"])])
        assert (found.bodies, found.tasks, found.weight) == (("A", "B", "C"), ("t",), 1)
        [both] = triple_gaps(ALL, three, weights={"u": 3})
        assert (both.tasks, both.weight) == (("t", "u"), 4)

    def test_not_needed_is_no_gap(self) -> None:
        answers = {"A": {"t": 1}, "B": {"t": 1}, "C": {"u": 1}}
        assert triple_gaps(answers, pairs("AB", "BC", "AC")) == []
        assert triple_gaps(ALL, pairs("AB", "BC", "AC"), weights={"t": 0, "u": 0}) == []

    def test_strength(self) -> None:
        [found] = triple_gaps(ALL, [*pairs("AB", "BC", "AC"), Tie(["A", "B", "C"], strength=0)])
        assert found.bodies == ("A", "B", "C")
        with pytest.raises(ValueError, match="strength unknown"):
            triple_gaps(ALL, [Tie(["A", "B"], strength=None)])

    def test_several_sizes(self) -> None:
        threes = [Tie(list(bodies), ["t"]) for bodies in ("ABC", "ABD", "ACD", "BCD")]
        assert triple_gaps(ALL, threes) == []
        [four] = triple_gaps(ALL, threes, size=[3, 4, 5])
        assert (four.bodies, four.tasks) == (("A", "B", "C", "D"), ("t",))
        with pytest.raises(ValueError, match="size is 2"):
            triple_gaps(ALL, threes, size=2)
        assert triple_gaps(ALL, threes, size=[]) == []

    def test_weights_are_exact_unless_given_as_floats(self) -> None:
        ties = pairs("AB", "BC", "AC")
        for half, kind in (("0.5", Fraction), (0.5, float)):
            answers: dict[str, dict[str, Any]] = {body: {"t": half} for body in "ABC"}
            [found] = triple_gaps(answers, ties)
            assert found.weight == Fraction(1, 8)
            assert isinstance(found.weight, kind)


SHARE = st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(1)])
SHARES = st.dictionaries(st.sampled_from(TASKS), SHARE)
SCOPE = st.none() | st.lists(st.sampled_from(TASKS), unique=True)
TIE = st.builds(Tie, st.lists(st.sampled_from(BODIES), unique=True, max_size=4), SCOPE, SHARE)


@QUIET
@given(
    st.fixed_dictionaries(dict.fromkeys(BODIES, SHARES)),
    st.lists(TIE, max_size=9),
    st.sets(st.integers(3, 5), min_size=1),
)
def test_triple_gaps_by_brute_force(
    answers: dict[str, Any], ties: list[Tie], sizes: set[int]
) -> None:
    for task in TASKS:
        answers["A"].setdefault(task, Fraction(0))  # so that every task is known

    def meet(bodies: tuple[str, ...], task: str) -> bool:
        live = [tie for tie in ties if tie.strength and tie.covers(task)]
        return any(tie.members.issuperset(bodies) for tie in live)

    expected: dict[tuple[str, ...], tuple[tuple[str, ...], Fraction]] = {}
    for size in sizes:
        for bodies in combinations(BODIES, size):
            tasks = [
                task
                for task in TASKS
                if all(answers[body].get(task) for body in bodies)
                and all(meet(pair, task) for pair in combinations(bodies, 2))
                and not meet(bodies, task)
            ]
            weights = [prod(answers[body][task] for body in bodies) for task in tasks]
            if tasks:
                expected[bodies] = (tuple(tasks), sum(weights, Fraction(0)))
    found = triple_gaps(answers, ties, sizes)
    assert {one.bodies: (one.tasks, one.weight) for one in found} == expected
    assert [-one.weight for one in found] == sorted(-one.weight for one in found)


@QUIET
@given(st.lists(TIE, max_size=6))
def test_forum_overlap_by_brute_force(ties: list[Tie]) -> None:
    expected = set()
    for one, two in combinations(range(len(ties)), 2):
        a, b = ties[one], ties[two]
        scopes = [set([*TASKS, "else"] if tie.scope is None else tie.scope) for tie in (a, b)]
        both = len([body for body in BODIES if body in a.members and body in b.members])
        either = len([body for body in BODIES if body in a.members or body in b.members])
        if both and scopes[0] & scopes[1]:
            smaller = min(len(a.members), len(b.members))
            expected.add((str(one), str(two), Fraction(both, either), Fraction(both, smaller)))
    found = forum_overlap(ties)
    assert {(*one.forums, one.jaccard, one.containment) for one in found} == expected
    assert len(found) == len(expected)
