"""Samverkanskongruens: the share of the required coordination that exists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from mellanrum.graph.measures.additions import suggest
from mellanrum.graph.measures.congruence_parts import (
    Congruence,
    Gap,
    Gaps,
    Interval,
    Levels,
    Rank,
    Requirement,
    Triangles,
    index,
)
from mellanrum.graph.measures.forums import (
    Cover,
    Tie,
    check_scopes,
    coverage,
)
from mellanrum.graph.measures.ranking import gap_order
from mellanrum.graph.measures.rational import Quantity, shown, total, total_of
from mellanrum.graph.measures.requirements import (
    Dependency,
    Needs,
    PairNeeds,
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
    "congruence_of_needs",
    "coverage",
    "gap_order",
    "interval",
    "suggest",
]


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
    needs = find_needs(responsibilities, weights, dependency)
    return congruence_of_needs(needs, ties, rank=rank)


def congruence_of_needs(
    needs: Needs, ties: Iterable[Tie], *, rank: Rank | None = None
) -> Congruence:
    """Compute the congruence from needs that are known: they are the same for several sets of ties.

    Parameters
    ----------
    needs : Needs
        From `mellanrum.graph.measures.requirements.find_needs`.
    ties, rank
        As for `congruence`.

    Raises
    ------
    ValueError
        As for `congruence`.
    """
    ties = tuple(ties)
    check_scopes(ties, needs.tasks)
    cover = Cover(ties)
    exactly = needs.exact and cover.exact
    found = _gaps(needs, cover)
    required, gap = needs.total, total(size for size, _ in found.values())
    return Congruence(
        k=index(required, gap, exactly),
        required=shown(required, exactly),
        covered=shown(required - gap, exactly),
        found=found,
        needs=needs,
        cover=cover,
        rank=rank,
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


def _gaps(needs: Needs, cover: Cover) -> Gaps:
    """Return the gap of each pair that has one, and the tasks where it has."""
    found: Gaps = {}
    for pair, asked in needs.by_pair.items():
        tied = cover.held(pair)
        if tied:
            gap, tasks = _left(needs, cover, asked, tied)
        else:  # as of most pairs
            gap, tasks = needs.weight(asked.size), asked.tasks
        if gap:
            found[pair] = gap, tasks
    return found


def _left(needs: Needs, cover: Cover, asked: PairNeeds, tied: int) -> Gap:
    """Return what ties leave of what two bodies need, and the tasks where they leave something."""
    sizes: dict[int, int] = {}
    for tasks, size in asked.sizes:
        held = cover.dealing(tasks, tied)
        sizes[held] = sizes.get(held, 0) + size
    gap = total_of(((cover.left(held), size) for held, size in sizes.items()), needs.units)
    if all(map(cover.left, sizes)):
        return gap, asked.tasks
    some = (tasks for tasks, _ in asked.sizes if cover.left(cover.dealing(tasks, tied)))
    return gap, frozenset(task for tasks in some for task in tasks)
