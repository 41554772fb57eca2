"""Requirements: which bodies need to coordinate, about what and how much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from itertools import combinations
from math import lcm

from mellanrum.graph.measures.forums import Pair, as_text, by_name, pair_of
from mellanrum.graph.measures.rational import Quantity, exact, is_exact, square_root, total, unit

__all__ = [
    "Dependency",
    "Need",
    "Needs",
    "PairNeeds",
    "Responsibilities",
    "Weights",
    "answering",
    "find_needs",
]

Responsibilities = Mapping[str, Mapping[str, Quantity]]
Weights = Mapping[str, Quantity]
Dependency = Mapping[tuple[str, str], Quantity]
Tasks = tuple[str, ...]
Shares = dict[str, dict[str, int]]


@dataclass(frozen=True)
class Need:
    """That two bodies need to coordinate in a task, or across two dependent ones.

    Attributes
    ----------
    bodies : tuple of str
        Two, by name.
    tasks : tuple of str
        One task, or two dependent ones by name.
    weight : Fraction
        The q of the pair and the task; above 0.
    """

    bodies: Pair
    tasks: tuple[str, ...]
    weight: Fraction


@dataclass(frozen=True)
class PairNeeds:
    """All that two bodies need of each other, in whole units.

    Attributes
    ----------
    size : int
        The sum.
    tasks : frozenset of str
        What they need each other for.
    sizes : tuple of (tasks, int)
        The tasks of each need and its size.
    """

    size: int
    tasks: frozenset[str]
    sizes: tuple[tuple[Tasks, int], ...]


@dataclass(frozen=True)
class Needs:
    """All needs that responsibilities give rise to.

    Attributes
    ----------
    items : tuple of Need
        Sorted by tasks and bodies.
    tasks : tuple of str
        Every task that is known, also those without a need.
    bodies : tuple of str
        Every body that is known.
    exact : bool
        Whether nothing given was a float and no irrational root was taken.
    """

    items: tuple[Need, ...]
    tasks: tuple[str, ...]
    bodies: tuple[str, ...]
    exact: bool

    @cached_property
    def total(self) -> Fraction:
        """The sum of the weights."""
        return total(need.weight for need in self.items)

    @cached_property
    def units(self) -> int:
        """How many units go to 1, so that every weight is a whole number of them."""
        # Whole numbers are added many times faster than fractions.
        return lcm(*{need.weight.denominator for need in self.items})

    def weight(self, size: int) -> Fraction:
        """Return so many units as a weight."""
        return Fraction(size, self.units)

    @cached_property
    def by_pair(self) -> dict[Pair, PairNeeds]:
        """What each two bodies need of each other."""
        sizes: dict[Pair, list[tuple[Tasks, int]]] = {}
        for need in self.items:
            size = need.weight.numerator * (self.units // need.weight.denominator)
            sizes.setdefault(need.bodies, []).append((need.tasks, size))
        return {
            pair: PairNeeds(
                size=sum(size for _, size in some),
                tasks=frozenset(task for tasks, _ in some for task in tasks),
                sizes=tuple(some),
            )
            for pair, some in sizes.items()
        }


def find_needs(
    responsibilities: Responsibilities,
    weights: Weights | None = None,
    dependency: Dependency | None = None,
) -> Needs:
    """Find the needs: w·r_i·r_j for a task, √(w_t·w_s)·d·(r_it·r_js + r_is·r_jt) across two.

    Parameters
    ----------
    responsibilities : mapping of str to mapping of str to number
        Body → task → share of responsibility from 0 to 1.
    weights : mapping of str to number, optional
        Task → weight, at least 0; 1 where not given. It may name tasks that nobody answers for.
    dependency : mapping of pair to number, optional
        (task, task) → how much they depend on each other, from 0 to 1. The order of the two means
        nothing; naming both orders is allowed if they agree.

    Raises
    ------
    ValueError
        If a number is out of range, or a dependency names an unknown task, the same task twice, or
        different numbers for the two orders.

    Notes
    -----
    O(Σ_t n_t²) for n_t bodies in task t, and the same over pairs of dependent tasks.

    Examples
    --------
    >>> needs = find_needs({"A": {"t": 1}, "B": {"t": "0.5"}}, weights={"t": 3})
    >>> needs.items
    (Need(bodies=('A', 'B'), tasks=('t',), weight=Fraction(3, 2)),)
    """
    weights, dependency = weights or {}, dependency or {}
    shares, whole = _shares(responsibilities)
    tasks = tuple(by_name({*shares, *weights}))
    weight = {task: _weight(task, weights.get(task, 1)) for task in tasks}
    found: dict[Tasks, list[Need]] = {
        (task,): list(_within(task, bodies, weight[task] / whole**2))
        for task, bodies in shares.items()
    }
    exact_roots = True
    for both, degree in _links(dependency, tasks).items():
        root, is_root_exact = square_root(weight[both[0]] * weight[both[1]])
        found[both] = list(_across(shares, both, root * degree / whole**2))
        exact_roots = exact_roots and (is_root_exact or not found[both])
    items = tuple(need for about in sorted(found, key=as_text) for need in found[about])
    given = [share for tasks_of in responsibilities.values() for share in tasks_of.values()]
    exactly = all(map(is_exact, [*given, *weights.values(), *dependency.values()]))
    return Needs(items, tasks, tuple(by_name(responsibilities)), exactly and exact_roots)


def answering(
    responsibilities: Responsibilities, weights: Weights | None = None
) -> dict[str, list[str]]:
    """Return the bodies with a share in each task, by name; of a task without weight none.

    Raises
    ------
    ValueError
        As for `find_needs`.

    Examples
    --------
    >>> answering({"B": {"t": 1}, "A": {"t": "0.5", "u": 0}}, weights={"v": 2})
    {'t': ['A', 'B'], 'u': [], 'v': []}
    """
    shares, _ = _shares(responsibilities)
    given = {task: _weight(task, weight) for task, weight in (weights or {}).items()}
    return {
        task: list(shares.get(task, ())) if given.get(task, 1) else []
        for task in by_name({*shares, *given})
    }


def _shares(responsibilities: Responsibilities) -> tuple[Shares, int]:
    """Return task → body → share as a whole number, and what a whole share is.

    Bodies are by name. Shares of zero are left out, but not their tasks.
    """
    numbers = {
        (task, body): unit(share, f"responsibility of {body!r} for {task!r}")
        for body in by_name(responsibilities)
        for task, share in responsibilities[body].items()
    }
    whole = lcm(*{number.denominator for number in numbers.values()})
    shares: Shares = {}
    for (task, body), number in numbers.items():
        bodies = shares.setdefault(task, {})
        if number:
            bodies[body] = number.numerator * (whole // number.denominator)
    return shares, whole


def _weight(task: str, value: Quantity) -> Fraction:
    number = exact(value, f"weight of {task!r}")
    if number < 0:
        raise ValueError(f"weight of {task!r} is {value!r}, which is negative")
    return number


def _links(dependency: Dependency, tasks: tuple[str, ...]) -> dict[Pair, Fraction]:
    """Return each dependent pair of tasks once."""
    links: dict[Pair, Fraction] = {}
    for (task, other), value in dependency.items():
        for name in (task, other):
            if name not in tasks:
                raise ValueError(
                    f"dependency between {task!r} and {other!r}: unknown task {name!r}"
                )
        if task == other:
            raise ValueError(f"dependency of {task!r} on itself")
        degree = unit(value, f"dependency between {task!r} and {other!r}")
        if links.setdefault(pair_of(task, other), degree) != degree:
            raise ValueError(f"dependency between {task!r} and {other!r}: two different numbers")
    return links


def _within(task: str, bodies: Mapping[str, int], factor: Fraction) -> Iterator[Need]:
    weigh = cache(factor.__mul__)  # few shares are different
    for one, two in combinations(bodies, 2) if factor else ():
        yield Need((one, two), (task,), weigh(bodies[one] * bodies[two]))


def _across(shares: Shares, tasks: Pair, factor: Fraction) -> Iterator[Need]:
    first, second = (shares.get(task, {}) for task in tasks)
    weigh = cache(factor.__mul__)
    for one, two in combinations(by_name({*first, *second}), 2) if factor else ():
        crossed = first.get(one, 0) * second.get(two, 0) + second.get(one, 0) * first.get(two, 0)
        if crossed:
            yield Need((one, two), tasks, weigh(crossed))
