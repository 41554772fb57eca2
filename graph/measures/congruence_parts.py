"""What a congruence is made of: its parts, its counts, its bounds and its levels."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from mellanrum.graph.measures.forums import Pair, Tie
from mellanrum.graph.measures.rational import Number

__all__ = ["Congruence", "Interval", "Levels", "Requirement", "Triangles"]


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
    """

    k: Number | None
    required: Number
    covered: Number
    gaps: list[tuple[str, str, Number]]
    by_task: dict[str, Number | None]
    by_body: dict[str, Number | None]
    binary: Triangles
    surplus: list[Pair]
    surplus_ties: list[Tie]
    requirements: tuple[Requirement, ...]


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
