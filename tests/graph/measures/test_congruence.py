"""The congruence index: the worked example, its laws, and an independent brute force."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import Any, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mellanrum.graph.measures.congruence import (
    Congruence,
    Tie,
    by_level,
    congruence,
    coverage,
    gap_order,
    interval,
)

Answers = dict[str, dict[str, Any]]
QUIET = settings(deadline=None, derandomize=True, database=None, max_examples=150)

HALF = Fraction(1, 2)
ANSWERS: Answers = {
    "SKO": {"t1": 1, "t3": 1},
    "IFO": {"t1": 1, "t2": HALF},
    "FRI": {"t1": HALF},
    "GYM": {"t2": 1, "t3": 1},
    "SOC": {"t2": HALF, "t3": 1},
}
WEIGHTS = {"t1": 3, "t2": 2, "t3": 1}
F1 = Tie(["SKO", "IFO", "FRI"], ["t1"], Fraction(4, 5), "F1")
F2 = Tie(["GYM", "IFO"], ["t2"], HALF, "F2")


def worked(*ties: Tie) -> Congruence:
    return congruence(ANSWERS, ties, WEIGHTS)


def total(values: Any) -> Any:
    return sum(values, Fraction(0))


class TestWorkedExample:
    def test_index(self) -> None:
        result = worked(F1, F2)
        assert result.required == Fraction(23, 2)
        assert result.covered == Fraction(53, 10)
        assert result.k == Fraction(53, 115)
        assert isinstance(result.k, Fraction)

    def test_gaps(self) -> None:
        assert worked(F1, F2).gaps == [
            ("GYM", "SOC", 2),
            ("GYM", "SKO", 1),
            ("SKO", "SOC", 1),
            ("IFO", "SKO", Fraction(3, 5)),
            ("GYM", "IFO", HALF),
            ("IFO", "SOC", HALF),
            ("FRI", "IFO", Fraction(3, 10)),
            ("FRI", "SKO", Fraction(3, 10)),
        ]

    def test_parts(self) -> None:
        result = worked(F1, F2)
        assert result.by_task == {"t1": Fraction(4, 5), "t2": Fraction(1, 5), "t3": 0}
        assert result.by_body == {
            "FRI": Fraction(4, 5),
            "GYM": Fraction(1, 8),
            "IFO": Fraction(41, 60),
            "SKO": Fraction(36, 65),
            "SOC": 0,
        }
        assert (result.binary.closed, result.binary.open, result.binary.brokered) == (4, 5, 1)
        assert result.binary.k == Fraction(4, 9)
        assert result.surplus == []
        assert result.surplus_ties == []

    def test_a_body_that_joins(self) -> None:
        joined = worked(F1, replace(F2, members=F2.members | {"SOC"}))
        assert joined.k == Fraction(121, 230)
        assert f"{float(joined.k):.4f}" == "0.5261"

    def test_a_new_forum(self) -> None:
        added = worked(F1, F2, Tie(["SKO", "GYM", "SOC"], ["t3"], "0.8"))
        assert added.k == Fraction(77, 115)
        assert f"{float(added.k):.4f}" == "0.6696"

    @pytest.mark.parametrize("write", [str, Decimal])
    def test_exact_spellings(self, write: Any) -> None:
        ties = [replace(F1, strength=write("0.8")), replace(F2, strength=write("0.5"))]
        assert congruence(ANSWERS, ties, WEIGHTS).k == Fraction(53, 115)

    def test_floats_stay_floats(self) -> None:
        result = worked(replace(F1, strength=0.8), replace(F2, strength=0.5))
        assert isinstance(result.k, float)
        assert result.k == 53 / 115
        assert result.gaps[0] == ("GYM", "SOC", 2.0)
        assert isinstance(result.required, float)

    def test_requirements_explain_the_index(self) -> None:
        result = worked(F1, F2)
        assert total(part.gap for part in result.requirements) == total(
            gap for _, _, gap in result.gaps
        )
        [part] = [one for one in result.requirements if one.bodies == ("GYM", "IFO")]
        assert (part.tasks, part.weight, part.coverage, part.ties) == (("t2",), 1, HALF, (1,))


class TestUndefined:
    @pytest.mark.parametrize(
        "answers", [{}, {"A": {}}, {"A": {"t": 1}}, {"A": {"t": 1}, "B": {"u": 1}, "C": {"t": 0}}]
    )
    def test_none_where_nothing_is_required(self, answers: Answers) -> None:
        result = congruence(answers, [Tie(["A", "B"])])
        assert result.k is None
        assert result.required == 0
        assert result.binary.k is None
        assert set(result.by_task.values()) | set(result.by_body.values()) <= {None}
        assert result.gaps == []
        assert interval(answers, [Tie(["A", "B"], strength=None)]).k is None
        levels = by_level(answers, {"a": []})
        assert (levels.least, levels.k) == (None, None)

    def test_zero_weight_switches_a_task_off(self) -> None:
        answers = {"A": {"t": 1, "u": 1}, "B": {"t": 1, "u": 1}}
        result = congruence(answers, [Tie(["A", "B"], ["t"])], {"u": 0})
        assert result.k == 1
        assert result.by_task == {"t": 1, "u": None}
        assert congruence(answers, [], {"t": 0, "u": 0}).k is None

    def test_disjoint_bodies_in_one_index(self) -> None:
        answers = {"A": {"t": 1}, "B": {"t": 1}, "C": {"u": 1}, "D": {"u": 1}, "E": {"v": 1}}
        result = congruence(answers, [Tie(["A", "B"])])
        assert result.k == HALF
        assert result.gaps == [("C", "D", 1)]
        assert result.by_body == {"A": 1, "B": 1, "C": 0, "D": 0, "E": None}

    def test_no_levels(self) -> None:
        assert by_level(ANSWERS, {}).least is None


class TestScope:
    ANSWERS: ClassVar[Answers] = {"A": {"t": 1, "u": 1}, "B": {"t": 1, "u": 1}}

    def test_none_covers_all_and_empty_covers_nothing(self) -> None:
        assert congruence(self.ANSWERS, [Tie(["A", "B"])]).k == 1
        assert congruence(self.ANSWERS, [Tie(["A", "B"], ["t"])]).k == HALF
        assert congruence(self.ANSWERS, [Tie(["A", "B"], [])]).k == 0

    def test_a_tie_of_strength_zero_is_no_tie(self) -> None:
        result = congruence(self.ANSWERS, [Tie(["A", "B", "C"], strength=0)])
        assert result.k == 0
        assert (result.binary.open, result.surplus, result.surplus_ties) == (2, [], [])

    def test_surplus(self) -> None:
        wide = Tie(["A", "B", "C"], ["t"])
        idle = Tie(["A", "C"], ["u"])
        single = Tie(["C"], ["u"])
        result = congruence(self.ANSWERS, [wide, idle, single])
        assert result.surplus == [("A", "C"), ("B", "C")]
        assert result.surplus_ties == [idle]

    def test_a_pair_that_meets_about_something_else_is_surplus_and_a_gap(self) -> None:
        answers = {"A": {"t": 1, "u": 1}, "B": {"t": 1}}
        result = congruence(answers, [Tie(["A", "B"], ["u"])])
        assert result.surplus == [("A", "B")]
        assert result.gaps == [("A", "B", 1)]


class TestDependency:
    ANSWERS: ClassVar[Answers] = {"A": {"t": 1}, "B": {"u": HALF}}

    def test_perfect_squares_stay_exact(self) -> None:
        result = congruence(self.ANSWERS, [], {"t": 8, "u": 2}, {("t", "u"): HALF})
        assert result.required == 1
        assert isinstance(result.required, Fraction)

    def test_other_roots_are_floats(self) -> None:
        result = congruence(self.ANSWERS, [], {"t": 2}, {("u", "t"): 1})
        assert isinstance(result.required, float)
        assert result.required == pytest.approx(math.sqrt(2) / 2)

    def test_a_root_that_is_not_used_spoils_nothing(self) -> None:
        answers = {"A": {"t": 1}, "B": {"t": 1}}
        result = congruence(answers, [], {"t": 2, "u": 3}, {("t", "u"): 1})
        assert result.required == 2
        assert isinstance(result.required, Fraction)

    def test_both_ends_must_be_in_scope(self) -> None:
        link = {("t", "u"): 1}
        for scope, k in ((["t"], 0), (["u"], 0), (["t", "u"], 1), (None, 1)):
            assert congruence(self.ANSWERS, [Tie(["A", "B"], scope)], dependency=link).k == k

    def test_the_weight_is_shared_by_both_tasks(self) -> None:
        result = congruence(self.ANSWERS, [Tie(["A", "B"])], dependency={("t", "u"): 1})
        assert result.by_task == {"t": 1, "u": 1}
        assert result.requirements[0].tasks == ("t", "u")
        assert (result.binary.closed, result.binary.open) == (0, 0)

    def test_either_or_both_orders(self) -> None:
        once = congruence(self.ANSWERS, [], dependency={("t", "u"): 1})
        assert once == congruence(self.ANSWERS, [], dependency={("u", "t"): 1})
        assert once == congruence(self.ANSWERS, [], dependency={("u", "t"): 1, ("t", "u"): 1})


class TestValidation:
    @pytest.mark.parametrize("bad", [-1, 1.5, "2", float("nan"), float("inf"), "much", None])
    def test_responsibility(self, bad: Any) -> None:
        with pytest.raises(ValueError, match="responsibility of 'A' for 't' is"):
            congruence({"A": {"t": bad}}, [])

    @pytest.mark.parametrize("bad", [-1, "-0.5", float("nan"), Decimal("Infinity"), "1/0"])
    def test_weight(self, bad: Any) -> None:
        with pytest.raises(ValueError, match="weight of 't' is"):
            congruence({"A": {"t": 1}}, [], {"t": bad})

    @pytest.mark.parametrize("bad", [-0.1, 1.1, "strong"])
    def test_strength(self, bad: Any) -> None:
        with pytest.raises(ValueError, match="strength of a tie is"):
            Tie(["A", "B"], strength=bad)

    def test_unknown_task_in_scope(self) -> None:
        with pytest.raises(ValueError, match=r"tie 0 \(F1\): unknown task 't11' in scope; did you"):
            congruence({"A": {"t1": 1}}, [Tie(["A"], ["t11"], name="F1")])
        weighed = congruence({"A": {"t": 1}}, [Tie(["A", "B"], ["u"])], {"u": 1})
        assert weighed.by_task == {"t": None, "u": None}

    def test_body_twice(self) -> None:
        with pytest.raises(ValueError, match="members of a tie: 'A' stands twice"):
            Tie(["A", "B", "A"])
        with pytest.raises(ValueError, match="scope of a tie: 't' stands twice"):
            Tie(["A", "B"], ["t", "t"])

    def test_text_instead_of_names(self) -> None:
        with pytest.raises(ValueError, match="not the text 'SKO'"):
            Tie("SKO")
        with pytest.raises(ValueError, match="not the text 't1'"):
            Tie(["SKO"], "t1")

    @pytest.mark.parametrize(
        ("dependency", "message"),
        [
            ({("t", "v"): 1}, "unknown task 'v'"),
            ({("t", "t"): 1}, "on itself"),
            ({("t", "u"): 2}, "not between 0 and 1"),
            ({("t", "u"): 1, ("u", "t"): 0}, "two different numbers"),
        ],
    )
    def test_dependency(self, dependency: dict[tuple[str, str], int], message: str) -> None:
        with pytest.raises(ValueError, match=message):
            congruence({"A": {"t": 1}, "B": {"u": 1}}, [], dependency=dependency)

    def test_unknown_strength(self) -> None:
        with pytest.raises(ValueError, match="strength unknown; use interval"):
            congruence(ANSWERS, [Tie(["SKO", "IFO"], strength=None)])
        with pytest.raises(ValueError, match="strength unknown"):
            coverage([Tie(["A", "B"], strength=None)], "A", "B")

    def test_coverage_of_one_body(self) -> None:
        with pytest.raises(ValueError, match="two bodies"):
            coverage([], "A", "A")


class TestRank:
    def test_duty_then_path_then_partners_then_name(self) -> None:
        answers = {body: {"t": 1} for body in "ABCDE"} | {"F": {"u": 1}, "G": {"u": 1}}
        ties = [Tie([one, two], []) for one, two in ("AB", "BC", "CD", "AE", "CE", "FG")]
        rank = gap_order(ties, statutory=["u"])
        pairs = [(one, two) for one, two, _ in congruence(answers, ties, rank=rank).gaps]
        assert pairs[0] == ("F", "G")  # the only statutory one, though they meet
        assert pairs[1] == ("A", "D")  # three steps
        assert pairs[2:6] == [("B", "D"), ("D", "E"), ("A", "C"), ("B", "E")]  # two steps
        assert pairs[6:] == [("A", "B"), ("A", "E"), ("B", "C"), ("C", "D"), ("C", "E")]

    def test_weight_comes_first(self) -> None:
        answers = {"A": {"t": 1}, "B": {"t": 1}, "C": {"u": 1}, "D": {"u": 1}}
        result = congruence(answers, [], {"t": 2}, rank=gap_order([], ["u"]))
        assert [gap[0] for gap in result.gaps] == ["A", "C"]

    def test_no_path_is_longest(self) -> None:
        answers = {body: {"t": 1} for body in "ABC"}
        ties = [Tie(["A", "B"], [])]
        ranked = congruence(answers, ties, rank=gap_order(ties)).gaps
        assert [gap[:2] for gap in ranked] == [("A", "C"), ("B", "C"), ("A", "B")]


class TestIntervalAndLevels:
    def test_interval_encloses_every_value(self) -> None:
        bounds = interval(ANSWERS, [F1, replace(F2, strength=None)], WEIGHTS)
        assert bounds.k == (Fraction(48, 115), Fraction(58, 115))
        assert bounds.k[0] < Fraction(53, 115) < bounds.k[1]

    def test_no_unknowns(self) -> None:
        bounds = interval(ANSWERS, [F1, F2], WEIGHTS)
        assert bounds.low == bounds.high == worked(F1, F2)

    def test_least_level(self) -> None:
        found = by_level(ANSWERS, {"operative": [F1, F2], "strategic": [F2]}, WEIGHTS)
        assert list(found.levels) == ["operative", "strategic"]
        assert (found.least, found.k) == ("strategic", Fraction(1, 23))
        assert by_level(ANSWERS, {"b": [], "a": []}).least == "b"


BODIES = ["A", "B", "C", "D", "E"]
TASKS = ["t", "u", "v"]
SHARE = st.fractions(0, 1, max_denominator=4)


@st.composite
def cases(draw: st.DrawFn, binary: bool = False) -> dict[str, Any]:
    share = st.sampled_from([0, 1]) if binary else SHARE
    answers = draw(
        st.dictionaries(st.sampled_from(BODIES), st.dictionaries(st.sampled_from(TASKS), share))
    )
    scope = st.none() | st.lists(st.sampled_from(TASKS), unique=True)
    member = st.lists(st.sampled_from(BODIES), unique=True)
    ties = draw(st.lists(st.builds(Tie, member, scope, share), max_size=5))
    # Squares, so that every root is exact.
    weights = draw(st.fixed_dictionaries({task: st.sampled_from([0, 1, 4, 9]) for task in TASKS}))
    links = st.dictionaries(st.sampled_from(list(combinations(TASKS, 2))), SHARE)
    return {"responsibilities": answers, "ties": ties} | (
        {"weights": dict.fromkeys(TASKS, 1)}
        if binary
        else {"weights": weights, "dependency": draw(links)}
    )


def brute_force(
    responsibilities: Answers,
    ties: list[Tie],
    weights: dict[str, int],
    dependency: dict[tuple[str, str], Fraction],
) -> tuple[Fraction, Fraction, dict[tuple[str, str], Fraction]]:
    """Sum over ordered pairs of bodies and of tasks, and halve: nothing shared with the product."""
    required = covered = Fraction(0)
    gaps: dict[tuple[str, str], Fraction] = {}
    degree = {**dependency, **{(s, t): d for (t, s), d in dependency.items()}}
    for i in BODIES:
        for j in BODIES:
            for t in TASKS:
                for s in TASKS:
                    d = Fraction(1) if s == t else degree.get((t, s), Fraction(0))
                    r_i = responsibilities.get(i, {}).get(t, 0)
                    r_j = responsibilities.get(j, {}).get(s, 0)
                    q = math.isqrt(weights[t] * weights[s]) * d * r_i * r_j / 2
                    if i == j or not q:
                        continue
                    left = Fraction(1)
                    for tie in ties:
                        in_scope = tie.scope is None or (t in tie.scope and s in tie.scope)
                        if i in tie.members and j in tie.members and in_scope:
                            left *= 1 - Fraction(tie.strength or 0)
                    required += q
                    covered += q * (1 - left)
                    pair = (min(i, j), max(i, j))
                    gaps[pair] = gaps.get(pair, Fraction(0)) + q * left
    return required, covered, {pair: gap for pair, gap in gaps.items() if gap}


@QUIET
@given(cases())
def test_equals_brute_force(case: dict[str, Any]) -> None:
    result = congruence(**case)
    required, covered, gaps = brute_force(**case)
    assert (result.required, result.covered) == (required, covered)
    assert result.k == (covered / required if required else None)
    assert {(one, two): gap for one, two, gap in result.gaps} == gaps
    assert result.gaps == sorted(result.gaps, key=lambda gap: (-gap[2], gap[0], gap[1]))


@QUIET
@given(cases())
def test_every_gap_is_a_share_of_the_index(case: dict[str, Any]) -> None:
    result = congruence(**case)
    if result.k is not None:
        assert result.k + total(gap for _, _, gap in result.gaps) / result.required == 1


@QUIET
@given(cases())
def test_parts_add_up(case: dict[str, Any]) -> None:
    result = congruence(**case)
    for of, names in (("tasks", result.by_task), ("bodies", result.by_body)):
        for name, k in names.items():
            parts = [part for part in result.requirements if name in getattr(part, of)]
            half = [
                Fraction(1, 2 if of == "tasks" and len(part.tasks) == 2 else 1) for part in parts
            ]
            q = total(part.weight * share for part, share in zip(parts, half, strict=True))
            g = total(part.gap * share for part, share in zip(parts, half, strict=True))
            assert k == (1 - g / q if q else None)


@QUIET
@given(cases())
def test_surplus_by_brute_force(case: dict[str, Any]) -> None:
    result = congruence(**case)
    needed = {(part.bodies, part.tasks) for part in result.requirements}
    live = [tie for tie in case["ties"] if tie.strength]
    asked = {
        position: {
            pair
            for pair in combinations(sorted(tie.members), 2)
            if any(pair == bodies and tie.covers(*tasks) for bodies, tasks in needed)
        }
        for position, tie in enumerate(live)
    }
    held = {pair for tie in live for pair in combinations(sorted(tie.members), 2)}
    assert result.surplus == sorted(held - set().union(*asked.values()))
    assert result.surplus_ties == [
        tie for at, tie in enumerate(live) if len(tie.members) > 1 and not asked[at]
    ]


@QUIET
@given(cases(binary=True))
def test_the_binary_case_counts_triangles(case: dict[str, Any]) -> None:
    result = congruence(**case)
    answers, ties = case["responsibilities"], [tie for tie in case["ties"] if tie.strength]
    closed = opened = brokered = 0
    for one, two in combinations(sorted(answers), 2):
        for task in TASKS:
            if answers[one].get(task) and answers[two].get(task):
                if any({one, two} <= tie.members and tie.covers(task) for tie in ties):
                    closed += 1
                else:
                    opened += 1
                    brokered += any(
                        third not in (one, two)
                        and any({one, third} <= tie.members for tie in ties)
                        and any({two, third} <= tie.members for tie in ties)
                        for third in BODIES
                    )
    assert (result.binary.closed, result.binary.open) == (closed, opened)
    assert result.binary.brokered == brokered
    assert result.k == result.binary.k


@QUIET
@given(cases(), st.data())
def test_added_forums_are_monotone_and_submodular(
    case: dict[str, Any], data: st.DataObject
) -> None:
    ties = case.pop("ties")
    few = [tie for tie in ties if data.draw(st.booleans())]
    members = st.lists(st.sampled_from(BODIES), unique=True)
    new = data.draw(st.builds(Tie, members, st.none(), SHARE))

    def k(some: list[Tie]) -> Any:
        return congruence(ties=some, **case).k

    if k([]) is not None:
        assert k(few) <= k(ties) <= k([*ties, new])
        assert k([*few, new]) - k(few) >= k([*ties, new]) - k(ties)


@QUIET
@given(cases(), st.permutations(BODIES), st.permutations(TASKS))
def test_names_mean_nothing(case: dict[str, Any], bodies: list[str], tasks: list[str]) -> None:
    body, task = dict(zip(BODIES, bodies, strict=True)), dict(zip(TASKS, tasks, strict=True))
    renamed: dict[str, Any] = {
        "responsibilities": {
            body[one]: {task[name]: share for name, share in shares.items()}
            for one, shares in reversed(case["responsibilities"].items())
        },
        "ties": [
            Tie(
                [body[one] for one in tie.members],
                None if tie.scope is None else [task[name] for name in tie.scope],
                tie.strength,
            )
            for tie in reversed(case["ties"])
        ],
        "weights": {task[name]: weight for name, weight in case["weights"].items()},
        "dependency": {(task[t], task[s]): d for (t, s), d in case["dependency"].items()},
    }
    before, after = congruence(**case), congruence(**renamed)
    assert (after.k, after.required, after.binary) == (before.k, before.required, before.binary)
    assert after.by_body == {body[one]: k for one, k in before.by_body.items()}
    assert after.by_task == {task[one]: k for one, k in before.by_task.items()}
    assert {(frozenset(gap[:2]), gap[2]) for gap in after.gaps} == {
        (frozenset((body[one], body[two])), gap) for one, two, gap in before.gaps
    }
    assert {frozenset(pair) for pair in after.surplus} == {
        frozenset((body[one], body[two])) for one, two in before.surplus
    }


@QUIET
@given(cases(), st.permutations(BODIES))
def test_floats_do_not_depend_on_the_order(case: dict[str, Any], order: list[str]) -> None:
    answers = {
        body: {task: float(share) / 3 for task, share in shares.items()}
        for body, shares in case.pop("responsibilities").items()
    }
    turned = {body: answers[body] for body in order if body in answers}
    ties = case.pop("ties")
    assert congruence(answers, ties, **case).k == congruence(turned, ties[::-1], **case).k


@QUIET
@given(cases())
def test_coverage_is_that_of_the_index(case: dict[str, Any]) -> None:
    for part in congruence(**case).requirements:
        assert part.coverage == coverage(case["ties"], *part.bodies, *part.tasks)
