"""Samverkanskongruens: the share of the required coordination that exists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any, NamedTuple

from mellanrum.graph.measures.additions import suggest
from mellanrum.graph.measures.congruence_parts import (
    Congruence,
    Interval,
    Levels,
    Requirement,
    Triangles,
)
from mellanrum.graph.measures.forums import (
    Cover,
    Pair,
    Tie,
    check_scopes,
    coverage,
    neighbours,
    pair_of,
)
from mellanrum.graph.measures.ranking import gap_order
from mellanrum.graph.measures.rational import Number, Quantity, shown, total
from mellanrum.graph.measures.requirements import (
    Dependency,
    Need,
    Responsibilities,
    Weights,
    find_needs,
)

__all__ = [
    "Congruence",
    "Interval",
    "Levels",
    "Requirement",
    "Tie",
    "Triangles",
    "by_level",
    "congruence",
    "coverage",
    "gap_order",
    "interval",
    "suggest",
]

Rank = Callable[[str, str, frozenset[str]], Any]


class _Part(NamedTuple):
    """A need, the positions of the ties that cover it, and what they leave of it."""

    need: Need
    ties: list[int]
    rest: Fraction
    gap: Fraction


def congruence(
    responsibilities: Responsibilities,
    ties: Iterable[Tie],
    weights: Weights | None = None,
    dependency: Dependency | None = None,
    *,
    rank: Rank | None = None,
) -> Congruence:
    """Compute the congruence index K = Σqc / Σq and what it is made of.

    Bodies i and j that answer for task t with shares r need q = w_t·r_it·r_jt of coordination, and
    √(w_t·w_s)·d_ts·(r_it·r_js + r_is·r_jt) across two dependent tasks. Ties of strength s that hold
    both, with the task (of dependent tasks: both) in scope, cover c = 1 − Π(1 − s) of it. What is
    left, g_ij = Σ q(1 − c), is the gap of the pair, so that K + Σg/Σq = 1.

    Parameters
    ----------
    responsibilities : mapping of str to mapping of str to number
        Body → task → share from 0 to 1 (1 main, 0.5 contributing).
    ties : iterable of Tie
        The forums and agreements at one level, all with a known strength.
    weights : mapping of str to number, optional
        Task → weight, at least 0; 1 where not given.
    dependency : mapping of pair to number, optional
        (task, task) → 0 to 1, in either order.
    rank : callable, optional
        ``rank(body, other, tasks with a gap)`` returns a sort key that decides between gaps of the
        same weight, before the names do; `gap_order` makes one.

    Returns
    -------
    Congruence
        Fractions where everything given is exact (int, Fraction, Decimal, or text such as "0.8");
        correctly rounded floats where any number given is a float, or where dependent tasks call
        for the root of a product that is no perfect square. ``k`` is None where nothing is
        required.

    Raises
    ------
    ValueError
        If a number is out of range or no number, a strength is unknown (see `interval`), or a scope
        or a dependency names a task that neither `responsibilities` nor `weights` has.

    Notes
    -----
    O(R·F) for R requirements and F ties of a body; R = O(Σ_t n_t²) for n_t bodies in task t.

    References
    ----------
    Cataldo, Wagstrom, Herbsleb & Carley 2006, Identification of coordination requirements, CSCW.
    Bodin & Tengö 2012, Disentangling intangible social-ecological systems, Global Environmental
    Change 22. Ahgren & Axelsson 2005, Evaluating integrated health care, International Journal of
    Integrated Care 5.

    Examples
    --------
    >>> answers = {
    ...     "SKO": {"t1": 1, "t3": 1},
    ...     "IFO": {"t1": 1, "t2": "0.5"},
    ...     "FRI": {"t1": "0.5"},
    ...     "GYM": {"t2": 1, "t3": 1},
    ...     "SOC": {"t2": "0.5", "t3": 1},
    ... }
    >>> ties = [Tie(["SKO", "IFO", "FRI"], ["t1"], "0.8"), Tie(["GYM", "IFO"], ["t2"], "0.5")]
    >>> result = congruence(answers, ties, weights={"t1": 3, "t2": 2, "t3": 1})
    >>> result.required, result.k
    (Fraction(23, 2), Fraction(53, 115))
    >>> result.gaps[0]
    ('GYM', 'SOC', Fraction(2, 1))
    """
    ties, needs = tuple(ties), find_needs(responsibilities, weights, dependency)
    check_scopes(ties, needs.tasks)
    cover = Cover(ties)
    exactly = needs.exact and cover.exact
    parts = [_part(need, cover) for need in needs.items]
    required, gap = needs.total, total(part.gap for part in parts)
    return Congruence(
        k=_index(required, gap, exactly),
        required=shown(required, exactly),
        covered=shown(required - gap, exactly),
        gaps=_gaps(parts, rank, exactly),
        by_task=_by(needs.tasks, lambda need: need.tasks, parts, exactly),
        by_body=_by(needs.bodies, lambda need: need.bodies, parts, exactly),
        binary=_triangles(parts, cover),
        surplus=_surplus(parts, cover),
        surplus_ties=_surplus_ties(parts, cover),
        requirements=tuple(_requirement(part, exactly) for part in parts),
    )


def interval(
    responsibilities: Responsibilities,
    ties: Iterable[Tie],
    weights: Weights | None = None,
    dependency: Dependency | None = None,
    *,
    rank: Rank | None = None,
) -> Interval:
    """Compute the congruence with every unknown strength (None) at 0 and at 1.

    ``K(unknown s = 0) ≤ K ≤ K(unknown s = 1)``: K never falls when a strength rises, so the two
    ends enclose every possible value.

    Parameters
    ----------
    responsibilities, ties, weights, dependency, rank
        As for `congruence`, but a tie may have the strength None.

    Returns
    -------
    Interval
        ``low``, ``high`` and ``k``, the pair of their indices; None where nothing is required.

    Raises
    ------
    ValueError
        As for `congruence`.

    Notes
    -----
    Twice the cost of `congruence`.

    References
    ----------
    Manski 2003, Partial Identification of Probability Distributions (worst-case bounds), and those
    of `congruence`.

    Examples
    --------
    >>> answers = {"A": {"t": 1}, "B": {"t": 1}, "C": {"t": 1}}
    >>> ties = [Tie(["A", "B"]), Tie(["B", "C"], strength=None)]
    >>> interval(answers, ties).k
    (Fraction(1, 3), Fraction(2, 3))
    """
    ties = tuple(ties)

    def at(strength: Quantity) -> Congruence:
        known = [replace(tie, strength=strength) if tie.strength is None else tie for tie in ties]
        return congruence(responsibilities, known, weights, dependency, rank=rank)

    return Interval(at(0), at(1))


def by_level(
    responsibilities: Responsibilities,
    ties: Mapping[str, Iterable[Tie]],
    weights: Weights | None = None,
    dependency: Dependency | None = None,
    *,
    rank: Rank | None = None,
) -> Levels:
    """Compute the congruence at each level of work, and find the least.

    Parameters
    ----------
    responsibilities, weights, dependency, rank
        As for `congruence`; they are the same at all levels.
    ties : mapping of str to iterable of Tie
        Level → the ties that work at it.

    Returns
    -------
    Levels
        ``levels``, ``least`` and ``k = min K_ℓ``; both None where nothing is required at any level.

    Raises
    ------
    ValueError
        As for `congruence`.

    Notes
    -----
    The cost of `congruence`, once for each level.

    References
    ----------
    Those of `congruence`. Levels are not averaged: a forum of directors is no substitute for one
    of those who meet the child.

    Examples
    --------
    >>> answers = {"A": {"t": 1}, "B": {"t": 1}}
    >>> found = by_level(answers, {"operative": [Tie(["A", "B"])], "strategic": []})
    >>> found.least, found.k
    ('strategic', Fraction(0, 1))
    """
    levels = {
        level: congruence(responsibilities, at_level, weights, dependency, rank=rank)
        for level, at_level in ties.items()
    }
    indices = {level: part.k for level, part in levels.items() if part.k is not None}
    return Levels(levels, min(indices, key=indices.__getitem__, default=None))


def _part(need: Need, cover: Cover) -> _Part:
    positions = cover.between(need.bodies, need.tasks)
    rest = cover.left_by(positions)
    return _Part(need, positions, rest, need.weight * rest if positions else need.weight)


def _index(required: Fraction, gap: Fraction, exactly: bool) -> Number | None:
    return shown(1 - gap / required, exactly) if required else None


def _gaps(
    parts: Iterable[_Part], rank: Rank | None, exactly: bool
) -> list[tuple[str, str, Number]]:
    by_pair: dict[Pair, list[_Part]] = {}
    for part in parts:
        if part.gap:
            by_pair.setdefault(part.need.bodies, []).append(part)
    # Sorted as shown: floats that look the same must not be told apart by what was rounded away.
    gaps = [
        (*pair, shown(total(part.gap for part in some), exactly)) for pair, some in by_pair.items()
    ]

    def key(gap: tuple[str, str, Number]) -> tuple[Any, ...]:
        one, two, weight = gap
        tasks = frozenset(task for part in by_pair[one, two] for task in part.need.tasks)
        return -weight, rank(one, two, tasks) if rank else (), str(one), str(two)

    return sorted(gaps, key=key)


def _by(
    names: Iterable[str],
    of: Callable[[Need], tuple[str, ...]],
    parts: Iterable[_Part],
    exactly: bool,
) -> dict[str, Number | None]:
    """Return the index of each name; a need counts in equal parts in each name that it has."""
    required: dict[str, list[Fraction]] = {name: [] for name in names}
    gaps: dict[str, list[Fraction]] = {name: [] for name in required}
    for part in parts:
        named = of(part.need)
        for name in named:
            required[name].append(part.need.weight / len(named))
            gaps[name].append(part.gap / len(named))
    return {name: _index(total(required[name]), total(gaps[name]), exactly) for name in required}


def _triangles(parts: Iterable[_Part], cover: Cover) -> Triangles:
    partners = neighbours(cover.ties)
    closed = opened = brokered = 0
    for part in parts:
        if len(part.need.tasks) == 1 and part.ties:
            closed += 1
        elif len(part.need.tasks) == 1:
            opened += 1
            one, two = (partners.get(body, set()) for body in part.need.bodies)
            brokered += not one.isdisjoint(two)
    return Triangles(closed, opened, brokered)


def _surplus(parts: Iterable[_Part], cover: Cover) -> list[Pair]:
    tied = {pair_of(one, two) for one, others in neighbours(cover.ties).items() for two in others}
    asked = {part.need.bodies for part in parts if part.ties}
    return sorted(tied - asked, key=lambda pair: (str(pair[0]), str(pair[1])))


def _surplus_ties(parts: Iterable[_Part], cover: Cover) -> list[Tie]:
    asked = {position for part in parts for position in part.ties}
    tied = {position for positions in cover.of.values() for position in positions}
    return [cover.ties[at] for at in sorted(tied - asked) if len(cover.ties[at].members) > 1]


def _requirement(part: _Part, exactly: bool) -> Requirement:
    return Requirement(
        bodies=part.need.bodies,
        tasks=part.need.tasks,
        weight=shown(part.need.weight, exactly),
        coverage=shown(1 - part.rest, exactly),
        gap=shown(part.gap, exactly),
        ties=tuple(part.ties),
    )
