"""Which new forums and participations would raise the congruence most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations
from math import comb

from mellanrum.graph.measures.forums import Cover, Tie, by_name, check_scopes
from mellanrum.graph.measures.rational import Number, Quantity, exact, shown, total
from mellanrum.graph.measures.requirements import (
    Dependency,
    Need,
    Needs,
    Responsibilities,
    Weights,
    find_needs,
)

__all__ = [
    "Addition",
    "Join",
    "Suggestion",
    "candidates",
    "suggest",
    "suggest_for_needs",
    "with_additions",
]


@dataclass(frozen=True)
class Join:
    """That a body joins an existing tie.

    Attributes
    ----------
    position : int
        Of the tie among the ties given.
    body : str
        The body that joins it.
    """

    position: int
    body: str


Addition = Tie | Join
Uncovered = dict[str, list[tuple[str, tuple[str, ...], Fraction]]]


@dataclass(frozen=True)
class Suggestion:
    """An addition and what it is worth once the earlier ones are made.

    Attributes
    ----------
    addition : Tie or Join
        A new forum, or a body that joins an existing one.
    gain : Fraction or float
        ΔK; above 0, save in an exhaustive choice, where a later addition may make it worth it.
    k : Fraction or float
        The index with this and the earlier additions.
    """

    addition: Addition
    gain: Number
    k: Number


def suggest(
    responsibilities: Responsibilities,
    ties: Iterable[Tie],
    candidates: Iterable[Addition] | None = None,
    n: int = 3,
    *,
    weights: Weights | None = None,
    dependency: Dependency | None = None,
    strength: Quantity = Fraction(1, 2),
    max_members: int | None = None,
    exhaustive: bool = False,
    most: int = 50_000,
) -> list[Suggestion]:
    """Suggest the additions that raise the congruence most.

    Greedy: n times the candidate with the largest ΔK, the first of several. K is monotone and
    submodular in added forums, so n greedy forums gain at least 1 − 1/e of what the best n would;
    nothing such holds for bodies that join, where two may be worth something only together.

    Parameters
    ----------
    responsibilities, ties, weights, dependency
        As for `congruence`.
    candidates : iterable of Tie or Join, optional
        What may be added; what the function of that name finds where left out.
    n : int
        How many additions at most, at least 0.
    strength : number
        Of a new forum, where `candidates` is left out.
    max_members : int, optional
        How many bodies a tie may have for one more to be suggested into it, and how many a new
        forum may have.
    exhaustive : bool
        Try every set of at most n candidates: the best set, the smallest of equal ones, in the
        order of the candidates.
    most : int
        How many sets to try at most.

    Returns
    -------
    list of Suggestion
        In the order to make them; shorter than n where nothing more helps, empty where nothing is
        required.

    Raises
    ------
    ValueError
        As `congruence` does; if n is negative, a Join names no tie, or the sets are too many.

    Notes
    -----
    Greedy: O(n·C·R) for C candidates and R requirements, far less where bodies have few each;
    exhaustive: the number of sets times the cost of `congruence`.

    References
    ----------
    Nemhauser, Wolsey & Fisher 1978, An analysis of approximations for maximizing submodular set
    functions, Mathematical Programming 14.

    Examples
    --------
    >>> answers = {"A": {"t": 1}, "B": {"t": 1}, "C": {"t": 1}}
    >>> for step in suggest(answers, [Tie(["A", "B"])], n=1):
    ...     print(step.addition, step.gain, step.k)
    Join(position=0, body='C') 2/3 1
    """
    return suggest_for_needs(
        find_needs(responsibilities, weights, dependency),
        ties,
        candidates,
        n,
        strength=strength,
        max_members=max_members,
        exhaustive=exhaustive,
        most=most,
    )


def suggest_for_needs(
    needs: Needs,
    ties: Iterable[Tie],
    candidates: Iterable[Addition] | None = None,
    n: int = 3,
    *,
    strength: Quantity = Fraction(1, 2),
    max_members: int | None = None,
    exhaustive: bool = False,
    most: int = 50_000,
) -> list[Suggestion]:
    """Suggest additions from needs that are known; the rest as for `suggest`.

    Examples
    --------
    >>> needs = find_needs({"A": {"t": 1}, "B": {"t": 1}})
    >>> [step.k for step in suggest_for_needs(needs, [], strength=1)]
    [Fraction(1, 1)]
    """
    ties = tuple(ties)
    check_scopes(ties, needs.tasks)
    options = _options(needs, ties, candidates, strength, max_members)
    if n < 0:
        raise ValueError(f"n is {n}; it must be at least 0")
    if not needs.items:
        return []
    if not exhaustive:
        chosen = _greedy(needs, ties, options, n, max_members)
    else:
        sets = sum(comb(len(options), size) for size in range(n + 1))
        if sets > most:
            raise ValueError(f"{sets} sets of candidates to try; the limit is {most}")
        chosen = _best(needs, ties, options, n, max_members)
    return list(_steps(needs, ties, chosen))


def candidates(
    needs: Needs,
    ties: Sequence[Tie],
    strength: Quantity = Fraction(1, 2),
    max_members: int | None = None,
) -> list[Addition]:
    """Find what may be worth adding: bodies that join, then a new forum for each task.

    A body is a candidate for a tie where it needs a member of it. A new forum holds all bodies that
    need each other in a task (or across two dependent ones); beyond `max_members` the body with
    the least uncovered weight is left out, again and again, which is a heuristic.

    Examples
    --------
    >>> needs = find_needs({"A": {"t": 1}, "B": {"t": 1}, "C": {"t": "0.5"}})
    >>> found = candidates(needs, [Tie(["A"])], max_members=2)
    >>> found[:2], sorted(found[2].members)
    ([Join(position=0, body='B'), Join(position=0, body='C')], ['A', 'B'])
    """
    found: list[Addition] = []
    for position, tie in enumerate(ties):
        useful = {
            body
            for need in needs.items
            if tie.covers(*need.tasks)
            for body, other in (need.bodies, need.bodies[::-1])
            if other in tie.members and body not in tie.members
        }
        found += [Join(position, body) for body in by_name(useful)]
    cover = Cover(ties)
    by_tasks: dict[tuple[str, ...], list[Need]] = {}
    for need in needs.items:
        by_tasks.setdefault(need.tasks, []).append(need)
    for tasks, group in by_tasks.items():
        members = _largest(group, cover, max_members)
        if len(members) > 1:
            found.append(Tie(members, tasks, strength, " + ".join(map(str, tasks))))
    return found


def with_additions(ties: Sequence[Tie], additions: Iterable[Addition]) -> list[Tie]:
    """Return the ties as they would be; new ones stand last, so that positions hold.

    Raises
    ------
    ValueError
        If a Join names no tie.

    Examples
    --------
    >>> [sorted(tie.members) for tie in with_additions([Tie(["A", "B"])], [Join(0, "C")])]
    [['A', 'B', 'C']]
    """
    result = list(ties)
    for addition in additions:
        if isinstance(addition, Tie):
            result.append(addition)
        elif 0 <= addition.position < len(ties):
            tie = result[addition.position]
            result[addition.position] = replace(tie, members=tie.members | {addition.body})
        else:
            raise ValueError(f"{addition}: there is no tie at this position")
    return result


def _options(
    needs: Needs,
    ties: Sequence[Tie],
    given: Iterable[Addition] | None,
    strength: Quantity,
    max_members: int | None,
) -> list[Addition]:
    options = candidates(needs, ties, strength, max_members) if given is None else list(given)
    check_scopes(with_additions(ties, options), needs.tasks)
    Cover([option for option in options if isinstance(option, Tie)])  # refuses unknown strengths
    return options


def _largest(group: Sequence[Need], cover: Cover, max_members: int | None) -> list[str]:
    """Return the bodies of the needs, less the least needy ones beyond the limit."""
    weights = [
        (need.bodies, need.weight * cover.open_part(need.bodies, need.tasks)) for need in group
    ]
    members = by_name({body for need in group for body in need.bodies})
    while max_members is not None and len(members) > max(max_members, 0):
        worth = dict.fromkeys(members, Fraction(0))
        for pair, weight in weights:
            if worth.keys() >= set(pair):
                for body in pair:
                    worth[body] += weight
        members.remove(min(reversed(members), key=worth.__getitem__))
    return members


def _fits(ties: Sequence[Tie], addition: Addition, limit: int | None) -> bool:
    if isinstance(addition, Tie):
        return limit is None or len(addition.members) <= limit
    tie = ties[addition.position]
    return addition.body not in tie.members and (limit is None or len(tie.members) < limit)


def _greedy(
    needs: Needs, ties: Sequence[Tie], options: Sequence[Addition], n: int, limit: int | None
) -> list[Addition]:
    chosen: list[Addition] = []
    left = list(options)
    for _ in range(n):
        now = with_additions(ties, chosen)
        left = [option for option in left if _fits(now, option, limit)]
        uncovered = _uncovered(needs, now)
        gains = [_gain(uncovered, now, option) for option in left]
        if not any(gains):
            break
        chosen.append(left.pop(max(range(len(left)), key=gains.__getitem__)))
    return chosen


def _best(
    needs: Needs, ties: Sequence[Tie], options: Sequence[Addition], n: int, limit: int | None
) -> list[Addition]:
    best: tuple[Addition, ...] = ()
    least = _open_weight(needs, ties)
    for size in range(1, n + 1):
        for some in combinations(options, size):
            if all(
                _fits(with_additions(ties, some[:at]), one, limit) for at, one in enumerate(some)
            ):
                weight = _open_weight(needs, with_additions(ties, some))
                if weight < least:
                    best, least = some, weight
    return list(best)


def _steps(needs: Needs, ties: Sequence[Tie], chosen: Sequence[Addition]) -> Iterator[Suggestion]:
    exactly = needs.exact and Cover(with_additions(ties, chosen)).exact
    before = 1 - _open_weight(needs, ties) / needs.total
    for count, addition in enumerate(chosen, 1):
        now = 1 - _open_weight(needs, with_additions(ties, chosen[:count])) / needs.total
        yield Suggestion(addition, shown(now - before, exactly), shown(now, exactly))
        before = now


def _uncovered(needs: Needs, ties: Sequence[Tie]) -> Uncovered:
    """Return body → the other, the tasks and the uncovered weight of each of its needs."""
    cover = Cover(ties)
    found: Uncovered = {}
    for need in needs.items:
        weight = need.weight * cover.open_part(need.bodies, need.tasks)
        for body, other in (need.bodies, need.bodies[::-1]) if weight else ():
            found.setdefault(body, []).append((other, need.tasks, weight))
    return found


def _open_weight(needs: Needs, ties: Sequence[Tie]) -> Fraction:
    uncovered = _uncovered(needs, ties).values()
    return total(weight for some in uncovered for _, _, weight in some) / 2


def _gain(uncovered: Uncovered, ties: Sequence[Tie], addition: Addition) -> Fraction:
    """Return the weight that an addition newly covers."""
    tie, bodies = (
        (addition, list(addition.members))
        if isinstance(addition, Tie)
        else (ties[addition.position], [addition.body])
    )
    weight = total(
        weight
        for body in bodies
        for other, tasks, weight in uncovered.get(body, ())
        if other in tie.members and tie.covers(*tasks)
    )
    # In a new tie each pair was met from both sides.
    return exact(tie.strength or 0) * weight / (2 if tie is addition else 1)
