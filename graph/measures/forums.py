"""Forums, agreements and joint units as ties between bodies, and what they cover."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from functools import reduce
from itertools import combinations
from math import prod
from operator import or_

from mellanrum.graph.measures.masks import positions
from mellanrum.graph.measures.rational import Number, Quantity, exact, is_exact, shown, unit

__all__ = [
    "Cover",
    "Pair",
    "Tie",
    "as_text",
    "by_name",
    "check_scopes",
    "coverage",
    "neighbours",
    "pair_of",
]

Pair = tuple[str, str]


@dataclass(frozen=True, init=False)
class Tie:
    """A forum, an agreement or a joint unit that holds bodies together.

    Attributes
    ----------
    members : frozenset of str
        The bodies that take part. A member need not be responsible for anything.
    scope : frozenset of str or None
        The tasks that it deals with; None covers every task, an empty scope none.
    strength : int, float, Fraction, Decimal, str or None
        From 0 (in name only) to 1 (full integration); None where it is not known.
    name : str
        What to call it, for people.

    Raises
    ------
    ValueError
        If a body or task stands twice, if either is given as one text instead of a collection,
        or if the strength is no number from 0 to 1.

    Examples
    --------
    >>> tie = Tie(["SKO", "IFO"], scope=["t1"], strength="0.8", name="F1")
    >>> sorted(tie.members), tie.covers("t1"), tie.covers("t2")
    (['IFO', 'SKO'], True, False)
    >>> Tie(["SKO", "SKO"])
    Traceback (most recent call last):
        ...
    ValueError: members of a tie: 'SKO' stands twice
    """

    members: frozenset[str]
    scope: frozenset[str] | None
    strength: Quantity | None
    name: str

    def __init__(
        self,
        members: Collection[str],
        scope: Collection[str] | None = None,
        strength: Quantity | None = 1,
        name: str = "",
    ) -> None:
        """Check and keep what is given."""
        if strength is not None:
            unit(strength, "strength of a tie")
        tasks = None if scope is None else _each_once(scope, "scope of a tie")
        object.__setattr__(self, "members", _each_once(members, "members of a tie"))
        object.__setattr__(self, "scope", tasks)
        object.__setattr__(self, "strength", strength)
        object.__setattr__(self, "name", name)

    def covers(self, *tasks: str) -> bool:
        """Say whether all these tasks are in scope."""
        return self.scope is None or self.scope.issuperset(tasks)


class Cover:
    """Looks up how strongly ties cover two bodies in given tasks.

    Parameters
    ----------
    ties : sequence of Tie
        All with a known strength.

    Raises
    ------
    ValueError
        If a strength is unknown: 0 would be a claim that nobody has made.
    """

    def __init__(self, ties: Sequence[Tie]) -> None:
        """Index the ties by member and task; a set of ties is a whole number, a bit for each."""
        self.ties = ties
        self.exact = True
        self.missing: list[Fraction] = []
        self._members: dict[str, int] = {}
        self._scopes: dict[str, int] = {}
        self._any = 0  # ties that deal with every task
        self._left: dict[int, Fraction] = {0: Fraction(1)}
        for position, tie in enumerate(ties):
            if tie.strength is None:
                raise ValueError(f"{_called(tie, position)}: strength unknown; use interval()")
            self.exact = self.exact and is_exact(tie.strength)
            self.missing.append(1 - exact(tie.strength))
            if self.missing[-1] < 1:
                self._add(tie, 1 << position)

    def _add(self, tie: Tie, bit: int) -> None:
        for body in tie.members:
            self._members[body] = self._members.get(body, 0) | bit
        if tie.scope is None:
            self._any |= bit
        for task in tie.scope or ():
            self._scopes[task] = self._scopes.get(task, 0) | bit

    def held(self, bodies: Iterable[str], tasks: Iterable[str] = ()) -> int:
        """Return the ties of some strength that hold all the bodies, with the tasks in scope."""
        found = -1
        for body in bodies:
            found &= self._members.get(body, 0)
        return self.dealing(tasks, found) if found else 0

    def dealing(self, tasks: Iterable[str], among: int) -> int:
        """Return those of the ties that have the tasks in scope."""
        for task in tasks:
            among &= self._scopes.get(task, 0) | self._any
        return among

    def between(self, bodies: Iterable[str], tasks: Iterable[str] = ()) -> tuple[int, ...]:
        """Return the positions of the ties that hold all the bodies, with the tasks in scope."""
        return tuple(positions(self.held(bodies, tasks)))

    def left(self, held: int) -> Fraction:
        """Return what ties leave uncovered: the product of what each leaves."""
        if held not in self._left:
            self._left[held] = prod((self.missing[at] for at in positions(held)), start=Fraction(1))
        return self._left[held]

    def open_part(self, pair: Pair, tasks: Iterable[str]) -> Fraction:
        """Return what is left uncovered between two bodies."""
        return self.left(self.held(pair, tasks))

    @property
    def tied(self) -> Iterator[int]:
        """Yield the positions of the ties of some strength that hold anybody."""
        return positions(reduce(or_, self._members.values(), 0))


def coverage(ties: Iterable[Tie], body: str, other: str, *tasks: str) -> Number:
    """Compute how far ties cover the coordination of two bodies in a task.

    c = 1 − Π(1 − s) over the ties that hold both bodies and have every one of `tasks` in scope:
    ties add up like independent chances, never beyond 1. For two dependent tasks name both: a
    handover is covered by a tie that deals with both ends.

    Parameters
    ----------
    ties : iterable of Tie
        All with a known strength.
    body, other : str
        Two different bodies.
    *tasks : str
        One task, or two dependent ones; none asks for ties of any scope.

    Returns
    -------
    Fraction or float
        From 0 to 1; 0 where no tie holds both, which is the value and no stand-in. A float where a
        strength is a float. Never undefined.

    Raises
    ------
    ValueError
        If a strength is unknown, or both bodies are the same.

    Notes
    -----
    O(number of members in all ties).

    References
    ----------
    The index and its sources: `mellanrum.graph.measures.congruence.congruence`.

    Examples
    --------
    >>> ties = [Tie(["A", "B"], strength="0.5"), Tie(["A", "B"], ["t"], "0.5"), Tie(["A", "C"])]
    >>> coverage(ties, "A", "B", "t"), coverage(ties, "A", "B", "u"), coverage(ties, "B", "C", "t")
    (Fraction(3, 4), Fraction(1, 2), Fraction(0, 1))
    """
    if body == other:
        raise ValueError(f"coverage is between two bodies, not {body!r} and itself")
    cover = Cover(tuple(ties))
    return shown(1 - cover.open_part((body, other), tasks), cover.exact)


def neighbours(ties: Iterable[Tie]) -> dict[str, set[str]]:
    """Return for each member the bodies that it shares a tie of some strength with.

    Examples
    --------
    >>> neighbours([Tie(["A", "B"]), Tie(["B", "C"], strength=0)])
    {'A': {'B'}, 'B': {'A'}}
    """
    found: dict[str, set[str]] = {}
    for tie in ties:
        if tie.strength is None or exact(tie.strength) > 0:
            for body, other in combinations(by_name(tie.members), 2):
                found.setdefault(body, set()).add(other)
                found.setdefault(other, set()).add(body)
    return found


def check_scopes(ties: Sequence[Tie], tasks: Collection[str]) -> None:
    """Refuse a scope that names a task which nobody answers for or weighs.

    Raises
    ------
    ValueError
        With the tie, the task and the nearest known one.

    Examples
    --------
    >>> check_scopes([Tie(["A"], ["tsk"], name="F1")], ["task"])
    Traceback (most recent call last):
        ...
    ValueError: tie 0 (F1): unknown task 'tsk' in scope; did you mean 'task'?
    """
    known = set(tasks)
    for position, tie in enumerate(ties):
        for task in by_name((tie.scope or frozenset()) - known):
            guesses = get_close_matches(str(task), [str(one) for one in by_name(known)], 1)
            hint = f"; did you mean {guesses[0]!r}?" if guesses else ""
            raise ValueError(f"{_called(tie, position)}: unknown task {task!r} in scope{hint}")


def by_name(names: Iterable[str]) -> list[str]:
    """Return names in the order of their text.

    Examples
    --------
    >>> by_name({"b", "a"})
    ['a', 'b']
    """
    return sorted(names, key=str)


def as_text(names: Iterable[object]) -> tuple[str, ...]:
    """Return names as text, a key to sort by.

    Examples
    --------
    >>> as_text((1, "a"))
    ('1', 'a')
    """
    return tuple(map(str, names))


def pair_of(body: str, other: str) -> Pair:
    """Return two bodies in the order of their names.

    Examples
    --------
    >>> pair_of("SOC", "GYM")
    ('GYM', 'SOC')
    """
    return (body, other) if str(body) <= str(other) else (other, body)


def _each_once(names: Collection[str], what: str) -> frozenset[str]:
    if isinstance(names, str):
        raise ValueError(f"{what}: a collection of names is needed, not the text {names!r}")
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"{what}: {name!r} stands twice")
        seen.add(name)
    return frozenset(seen)


def _called(tie: Tie, position: int) -> str:
    return f"tie {position}" + (f" ({tie.name})" if tie.name else "")
