"""What a congruence is made of: its parts, its counts, its bounds and its levels."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Any, NamedTuple

from mellanrum.graph.measures.forums import Cover, Pair, Tie, as_text, neighbours, pair_of
from mellanrum.graph.measures.masks import positions
from mellanrum.graph.measures.rational import Number, shown, total
from mellanrum.graph.measures.requirements import Need, Needs

__all__ = [
    "Congruence",
    "Gap",
    "Gaps",
    "Interval",
    "Levels",
    "Part",
    "Rank",
    "Requirement",
    "Triangles",
    "index",
]


Rank = Callable[[str, str, frozenset[str]], Any]
Gap = tuple[Fraction, frozenset[str]]
Gaps = dict[Pair, Gap]


class Part(NamedTuple):
    """A need, the positions of the ties that cover it, and what they leave of it."""

    need: Need
    ties: tuple[int, ...]
    rest: Fraction
    gap: Fraction


def index(required: Fraction, gap: Fraction, exactly: bool) -> Number | None:
    """Return the share of what is required that is no gap; None where nothing is required."""
    return shown(1 - gap / required, exactly) if required else None


@dataclass(frozen=True)
class Requirement:
    """One required coordination, and how far it is covered.

    Attributes
    ----------
    bodies : tuple of str
        Two, by name.
    tasks : tuple of str
        One task, or two dependent ones.
    weight, coverage, gap : Fraction or float
        q, c and q(1 − c).
    ties : tuple of int
        Positions of the ties that cover it.
    """

    bodies: Pair
    tasks: tuple[str, ...]
    weight: Number
    coverage: Number
    gap: Number
    ties: tuple[int, ...]


@dataclass(frozen=True)
class Triangles:
    """The binary case: two bodies and a task that both answer for.

    Every responsibility, weight and strength above zero counts as one, dependency is left out.

    Attributes
    ----------
    closed : int
        The two share a tie with the task in scope.
    open : int
        They do not.
    brokered : int
        Of the open ones, those whose bodies have a common partner, by ties of any scope.
    """

    closed: int
    open: int
    brokered: int

    @property
    def k(self) -> Fraction | None:
        """The closed share; None where there is no triangle."""
        count = self.closed + self.open
        return Fraction(self.closed, count) if count else None


@dataclass(frozen=True)
class Congruence:
    """The congruence of a set of ties with a set of responsibilities.

    Attributes
    ----------
    k : Fraction, float or None
        Covered over required; None where nothing is required.
    required, covered : Fraction or float
        Σq and Σqc.
    gaps : list of (str, str, number)
        Each pair with something uncovered: the bodies by name and g = Σq(1 − c), largest first.
    by_task : dict of str to number or None
        The index within each task; half of what two dependent tasks require counts in each. None
        where the task requires nothing.
    by_body : dict of str to number or None
        The index over the pairs that the body is part of; None where it is part of none.
    binary : Triangles
        Counts of closed and open triangles.
    surplus : list of (str, str)
        Pairs that share ties, none of which has anything in scope that the pair requires.
    surplus_ties : list of Tie
        Ties that hold at least two bodies and cover nothing that any pair of them requires.
    requirements : tuple of Requirement
        All parts of the sum, by tasks and bodies.
    parts : tuple of Part
        Each need with the ties that cover it.
    found : dict of pair to (Fraction, frozenset of str)
        The gap of each pair that has one, and the tasks where it has.

    Notes
    -----
    All but the index, what is required and covered and `found` are made when they are asked for.
    """

    k: Number | None
    required: Number
    covered: Number
    found: Gaps = field(repr=False)
    needs: Needs = field(repr=False)
    cover: Cover = field(repr=False, compare=False)
    rank: Rank | None = field(repr=False, compare=False)

    @cached_property
    def gaps(self) -> list[tuple[str, str, Number]]:
        """Each pair with something uncovered, and how much: largest first."""
        # Whole numbers and floats are compared faster than fractions. Floats are compared as they
        # are shown: those that look the same must not be told apart by what was rounded away.
        units = lcm(*{gap.denominator for gap, _ in self.found.values()})

        def key(pair: Pair) -> tuple[Any, ...]:
            gap, tasks = self.found[pair]
            exactly = self._exactly
            size = gap.numerator * (units // gap.denominator) if exactly else float(gap)
            return -size, self.rank(*pair, tasks) if self.rank else (), *as_text(pair)

        pairs = sorted(self.found, key=key)
        return [(*pair, shown(self.found[pair][0], self._exactly)) for pair in pairs]

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Each need, the positions of the ties that cover it, and what they leave of it."""
        parts = []
        for need in self.needs.items:
            held = self.cover.held(need.bodies, need.tasks)
            rest = self.cover.left(held)
            gap = need.weight * rest if held else need.weight
            parts.append(Part(need, tuple(positions(held)), rest, gap))
        return tuple(parts)

    @cached_property
    def by_task(self) -> dict[str, Number | None]:
        """The index within each task."""
        return self._by(self.needs.tasks, lambda need: need.tasks)

    @cached_property
    def by_body(self) -> dict[str, Number | None]:
        """The index over the pairs of each body."""
        return self._by(self.needs.bodies, lambda need: need.bodies)

    @cached_property
    def binary(self) -> Triangles:
        """Counts of closed and open triangles."""
        partners = neighbours(self.cover.ties)
        closed = opened = brokered = 0
        for part in self.parts:
            if len(part.need.tasks) == 1 and part.ties:
                closed += 1
            elif len(part.need.tasks) == 1:
                opened += 1
                one, two = (partners.get(body, set()) for body in part.need.bodies)
                brokered += not one.isdisjoint(two)
        return Triangles(closed, opened, brokered)

    @cached_property
    def surplus(self) -> list[Pair]:
        """Pairs that share ties without anything in scope that they require."""
        partners = neighbours(self.cover.ties)
        tied = {pair_of(one, two) for one, others in partners.items() for two in others}
        asked = {part.need.bodies for part in self.parts if part.ties}
        return sorted(tied - asked, key=as_text)

    @cached_property
    def surplus_ties(self) -> list[Tie]:
        """Ties that cover nothing required."""
        ties = self.cover.ties
        asked = {position for part in self.parts for position in part.ties}
        idle = (at for at in self.cover.tied if at not in asked)
        return [ties[at] for at in idle if len(ties[at].members) > 1]

    @cached_property
    def requirements(self) -> tuple[Requirement, ...]:
        """All parts of the sum, as they are told."""
        return tuple(
            Requirement(
                bodies=part.need.bodies,
                tasks=part.need.tasks,
                weight=shown(part.need.weight, self._exactly),
                coverage=shown(1 - part.rest, self._exactly),
                gap=shown(part.gap, self._exactly),
                ties=part.ties,
            )
            for part in self.parts
        )

    @property
    def _exactly(self) -> bool:
        return self.needs.exact and self.cover.exact

    def _by(
        self, names: Iterable[str], of: Callable[[Need], tuple[str, ...]]
    ) -> dict[str, Number | None]:
        """Return the index of each name; a need counts in equal parts in each name that it has."""
        required: dict[str, list[Fraction]] = {name: [] for name in names}
        gaps: dict[str, list[Fraction]] = {name: [] for name in required}
        for part in self.parts:
            named = of(part.need)
            for name in named:
                required[name].append(part.need.weight / len(named))
                gaps[name].append(part.gap / len(named))
        return {
            name: index(total(required[name]), total(gaps[name]), self._exactly)
            for name in required
        }


@dataclass(frozen=True)
class Interval:
    """The congruence with every unknown strength at 0 and at 1."""

    low: Congruence
    high: Congruence

    @property
    def k(self) -> tuple[Number, Number] | None:
        """The least and greatest index; None where nothing is required."""
        if self.low.k is None or self.high.k is None:
            return None
        return self.low.k, self.high.k


@dataclass(frozen=True)
class Levels:
    """The congruence at each level, and the level where it is least.

    Attributes
    ----------
    levels : dict of str to Congruence
        In the order given.
    least : str or None
        The level with the least index, the first of several; None where no level has one.
    """

    levels: dict[str, Congruence]
    least: str | None

    @property
    def k(self) -> Number | None:
        """The least index: levels are never averaged, as one cannot make up for another."""
        return None if self.least is None else self.levels[self.least].k
