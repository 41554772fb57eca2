"""Suggested additions: the worked example, the limits, and greedy against exhaustive."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mellanrum.graph.measures.additions import Join, suggest, with_additions
from mellanrum.graph.measures.congruence import Tie, congruence

QUIET = settings(deadline=None, derandomize=True, database=None, max_examples=60)

HALF = Fraction(1, 2)
ANSWERS: dict[str, dict[str, Any]] = {
    "SKO": {"t1": 1, "t3": 1},
    "IFO": {"t1": 1, "t2": HALF},
    "FRI": {"t1": HALF},
    "GYM": {"t2": 1, "t3": 1},
    "SOC": {"t2": HALF, "t3": 1},
}
WEIGHTS = {"t1": 3, "t2": 2, "t3": 1}
TIES = [
    Tie(["SKO", "IFO", "FRI"], ["t1"], "0.8", "F1"),
    Tie(["GYM", "IFO"], ["t2"], "0.5", "F2"),
]
NEW = Tie(["SKO", "GYM", "SOC"], ["t3"], "0.8")


def test_the_worked_example() -> None:
    steps = suggest(ANSWERS, TIES, [Join(1, "SOC"), NEW], n=5, weights=WEIGHTS)
    assert [step.addition for step in steps] == [NEW, Join(1, "SOC")]
    assert [step.k for step in steps] == [Fraction(77, 115), Fraction(169, 230)]
    assert [step.gain for step in steps] == [Fraction(24, 115), Fraction(15, 230)]


def test_own_candidates() -> None:
    [step] = suggest(ANSWERS, TIES, n=1, weights=WEIGHTS, strength="0.8")
    assert step.addition == Tie(["SKO", "GYM", "SOC"], ["t3"], "0.8", "t3")
    [first, second] = suggest(ANSWERS, TIES, n=2, weights=WEIGHTS, max_members=2)
    assert isinstance(first.addition, Tie)
    assert isinstance(second.addition, Tie)
    assert len(first.addition.members) == len(second.addition.members) == 2


def test_a_full_tie_takes_no_more() -> None:
    answers: dict[str, dict[str, Any]] = {body: {"t": 1} for body in "ABCD"}
    steps = suggest(answers, [Tie(["A", "B"])], [Join(0, "C"), Join(0, "D")], max_members=3)
    assert [step.addition for step in steps] == [Join(0, "C")]


def test_stops_where_nothing_helps() -> None:
    answers = {"A": {"t": 1}, "B": {"t": 1}}
    assert suggest(answers, [Tie(["A", "B"])]) == []
    assert suggest(answers, [], n=0) == []
    assert suggest({"A": {"t": 1}}, []) == []
    assert suggest(answers, [Tie(["A", "B"], strength=HALF)], [Join(0, "A")]) == []


def test_greedy_misses_two_that_are_worth_something_only_together() -> None:
    answers = {"A": {"t": 1}, "B": {"t": 1}, "C": {"u": 1}, "D": {"u": 1}}
    weights = {"t": 4, "u": 1}
    ties = [Tie(["X"])]
    options: list[Any] = [Join(0, "A"), Join(0, "B"), Tie(["C", "D"])]
    greedy = suggest(answers, ties, options, n=2, weights=weights)
    best = suggest(answers, ties, options, n=2, weights=weights, exhaustive=True)
    assert greedy[-1].k == Fraction(1, 5)
    assert [step.addition for step in best] == [Join(0, "A"), Join(0, "B")]
    assert best[-1].k == Fraction(4, 5)
    assert best[0].gain == 0


def test_floats_stay_floats() -> None:
    [step] = suggest({"A": {"t": 1.0}, "B": {"t": 1}}, [], n=1)
    assert (step.gain, step.k) == (0.5, 0.5)
    assert isinstance(step.gain, float)


@pytest.mark.parametrize(
    ("options", "arguments", "message"),
    [
        ([Join(2, "A")], {}, "no tie at this position"),
        ([Join(-1, "A")], {}, "no tie at this position"),
        ([Tie(["A", "B"], ["t9"])], {}, "unknown task 't9'"),
        ([Tie(["A", "B"], strength=None)], {}, "strength unknown"),
        ([NEW], {"n": -1}, "n is -1"),
        ([NEW] * 30, {"n": 9, "exhaustive": True}, "the limit is 50000"),
    ],
)
def test_refusals(options: list[Any], arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        suggest(ANSWERS, TIES, options, weights=WEIGHTS, **arguments)


BODIES = ["A", "B", "C", "D"]
SHARE = st.fractions(0, 1, max_denominator=3)
SHARES = st.dictionaries(st.sampled_from("tu"), SHARE)
FORUM = st.builds(Tie, st.lists(st.sampled_from(BODIES), unique=True), st.none(), SHARE)
JOIN = st.builds(Join, st.just(0), st.sampled_from(BODIES))


@QUIET
@given(
    st.dictionaries(st.sampled_from(BODIES), SHARES),
    st.lists(FORUM, min_size=1, max_size=2),
    st.lists(FORUM | JOIN, max_size=4),
)
def test_every_step_is_the_best_next_one(
    answers: dict[str, Any], ties: list[Tie], options: list[Any]
) -> None:
    def k(additions: list[Any]) -> Any:
        return congruence(answers, with_additions(ties, additions)).k

    chosen: list[Any] = []
    left = list(options)
    for step in suggest(answers, ties, options, n=3):
        assert step.k == max(k([*chosen, option]) for option in left)
        assert step.gain == step.k - k(chosen) > 0
        chosen.append(step.addition)
        left.remove(step.addition)
        assert k(chosen) == step.k


@QUIET
@given(st.dictionaries(st.sampled_from(BODIES), SHARES), st.lists(FORUM, max_size=5))
def test_greedy_forums_keep_their_promise(answers: dict[str, Any], options: list[Tie]) -> None:
    start = congruence(answers, []).k
    best = suggest(answers, [], options, n=2, exhaustive=True)
    greedy = suggest(answers, [], options, n=2)
    if start is None:
        assert best == greedy == []
        return
    brute = max(
        Fraction(congruence(answers, list(some)).k or 0)
        for size in range(3)
        for some in combinations(options, size)
    )
    assert (best[-1].k if best else 0) == brute
    assert (greedy[-1].k if greedy else 0) >= (1 - 1 / math.e) * brute
