"""Requirements: which bodies need to coordinate, about what and how much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations

from mellanrum.graph.measures.forums import Pair, by_name, pair_of
from mellanrum.graph.measures.rational import Quantity, exact, is_exact, square_root, total, unit

__all__ = ["Dependency", "Need", "Needs", "Responsibilities", "Weights", "find_needs"]

Responsibilities = Mapping[str, Mapping[str, Quantity]]
Weights = Mapping[str, Quantity]
Dependency = Mapping[tuple[str, str], Quantity]
Shares = dict[str, dict[str, Fraction]]


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
    shares = _shares(responsibilities)
    tasks = tuple(by_name({*shares, *weights}))
    weight = {task: _weight(task, weights.get(task, 1)) for task in tasks}
    links = _links(dependency, tasks)
    items = list(_within(shares, weight))
    exact_roots = True
    for (task, other), degree in sorted(links.items(), key=lambda link: _key(link[0])):
        root, is_root_exact = square_root(weight[task] * weight[other])
        across = list(_across(shares, (task, other), root * degree))
        exact_roots = exact_roots and (is_root_exact or not across)
        items += across
    items.sort(key=lambda need: (_key(need.tasks), _key(need.bodies)))
    given = [share for tasks_of in responsibilities.values() for share in tasks_of.values()]
    exactly = all(map(is_exact, [*given, *weights.values(), *dependency.values()]))
    bodies = tuple(by_name(responsibilities))
    return Needs(tuple(items), tasks, bodies, exactly and exact_roots)


def _shares(responsibilities: Responsibilities) -> Shares:
    """Return task → body → share, leaving out shares of zero but not their tasks."""
    shares: Shares = {}
    for body in by_name(responsibilities):
        for task, share in responsibilities[body].items():
            number = unit(share, f"responsibility of {body!r} for {task!r}")
            bodies = shares.setdefault(task, {})
            if number:
                bodies[body] = number
    return shares


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


def _within(shares: Shares, weight: Mapping[str, Fraction]) -> Iterator[Need]:
    for task, bodies in shares.items():
        if weight[task]:
            for one, two in combinations(bodies, 2):
                yield Need((one, two), (task,), weight[task] * bodies[one] * bodies[two])


def _across(shares: Shares, tasks: Pair, factor: Fraction) -> Iterator[Need]:
    first, second = (shares.get(task, {}) for task in tasks)
    zero = Fraction(0)
    for one, two in combinations(by_name({*first, *second}), 2):
        crossed = first.get(one, zero) * second.get(two, zero)
        crossed += second.get(one, zero) * first.get(two, zero)
        if factor * crossed:
            yield Need((one, two), tasks, factor * crossed)


def _key(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(str, names))
