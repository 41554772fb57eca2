"""The congruence index of the data: what is required set against what is there, level by level."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from mellanrum.graph.collector import collector_paused
from mellanrum.graph.coordination.coverage import DataTie
from mellanrum.graph.coordination.inputs import CongruenceInputs, congruence_inputs
from mellanrum.graph.coordination.needs import Demand
from mellanrum.graph.coordination.strengths import Strengths, Weights, bundled_strengths
from mellanrum.graph.measures.congruence import (
    Congruence,
    Interval,
    Tie,
    congruence_of_needs,
    gap_order,
)
from mellanrum.graph.measures.rational import Number
from mellanrum.graph.measures.requirements import find_needs
from mellanrum.graph.standing.derive import Deriver
from mellanrum.ontology.vocabularies import LEVEL

__all__ = [
    "CongruenceReport",
    "MunicipalCongruence",
    "PairGap",
    "congruence_of_data",
    "level_slugs",
]


@dataclass(frozen=True)
class PairGap:
    """Two bodies, and how much of what they need of each other is missing at a level.

    Attributes
    ----------
    bodies : tuple of str
        Two, in the order of their IRIs.
    most, least : Fraction or float
        The gap g with every doubt decided against, and in favour of, what is there.
    share : Fraction or float
        `most` as a share of all that is required.
    """

    bodies: tuple[str, str]
    most: Number
    least: Number
    share: Number


@dataclass(frozen=True)
class MunicipalCongruence:
    """The congruence of one municipality.

    Attributes
    ----------
    municipality : str
        IRI.
    demand : Demand
        What is required, with the rows that it comes from.
    ties : tuple of DataTie
        What is there, with its doubts.
    levels : dict of str to Interval
        Slug of the level → the index with every doubt decided against, and in favour.
    """

    municipality: str
    demand: Demand
    ties: tuple[DataTie, ...]
    levels: dict[str, Interval]

    @property
    def least(self) -> tuple[str, ...]:
        """The levels with the least index (its low end, then its high end); none without any."""
        known = {level: found.k for level, found in self.levels.items() if found.k is not None}
        lowest = min(known.values(), default=None)
        return tuple(level for level, k in known.items() if k == lowest)

    def gaps(self, level: str) -> tuple[PairGap, ...]:
        """Return the missing pairs at a level in the order of the design, largest first."""
        low, high = self.levels[level].low, self.levels[level].high
        least = {(one, two): gap for one, two, gap in high.gaps}
        return tuple(
            PairGap((one, two), gap, least.get((one, two), 0 * gap), gap / low.required)
            for one, two, gap in low.gaps
        )

    def low_ties(self, level: str) -> list[Tie]:
        """Return the ties at a level with every doubt decided against them."""
        tasks = self.demand.tasks
        return [tie.least(tasks) for tie in self.ties if tie.surely_at(level)]

    @cached_property
    def surplus(self) -> tuple[DataTie, ...]:
        """Ties that cover nothing required at any level, even with every doubt in their favour."""
        used: set[str] = set()
        for level, found in self.levels.items():
            idle = {tie.name for tie in found.high.surplus_ties}
            used |= {tie.node for tie in self.ties if tie.at(level)} - idle
        return tuple(
            tie for tie in self.ties if tie.node not in used and any(map(tie.at, self.levels))
        )


@dataclass(frozen=True)
class CongruenceReport:
    """The congruence of all loaded municipalities, each for itself; never to be compared.

    Attributes
    ----------
    as_of : datetime.date or None
        The date at which things stand.
    municipalities : tuple of MunicipalCongruence
        By IRI.
    strengths, weights
        The numbers that were used.
    """

    as_of: dt.date | None
    municipalities: tuple[MunicipalCongruence, ...]
    strengths: Strengths = field(repr=False)
    weights: Weights = field(repr=False)


@collector_paused()
def congruence_of_data(
    deriver: Deriver,
    levels: Sequence[str] = (),
    strengths: Strengths | None = None,
    weights: Weights | None = None,
    inputs: Sequence[CongruenceInputs] | None = None,
) -> CongruenceReport:
    """Compute the congruence index of every municipality in the data.

    Parameters
    ----------
    deriver : Deriver
        What stands at the date.
    levels : sequence of str
        Slugs; every level where empty.
    strengths, weights : optional
        Numbers other than those that ship with us.
    inputs : sequence of CongruenceInputs, optional
        What each municipality requires and has by these strengths, where it is known already.

    Returns
    -------
    CongruenceReport
        See docs/congruence.md for what is counted as what.
    """
    table, given = strengths or bundled_strengths(), weights or Weights()
    known = congruence_inputs(deriver, table) if inputs is None else inputs
    found = tuple(_municipality(each, levels, given) for each in known)
    return CongruenceReport(deriver.as_of, found, table, given)


def level_slugs(used: Collection[str]) -> tuple[str, ...]:
    """Return the levels from policy to the individual child, and those beside them if used."""
    beside = LEVEL.marked("shownWhereUsed")
    return tuple(level.slug for level in LEVEL if level.iri not in beside or level.slug in used)


def _municipality(
    inputs: CongruenceInputs, levels: Sequence[str], weights: Weights
) -> MunicipalCongruence:
    demand, ties = inputs.demand, inputs.ties
    used = {level for tie in ties for level in tie.levels}
    asked = levels or level_slugs(used)
    tasks = demand.tasks
    weighed = {task: weight for task, weight in weights.weights.items() if task in tasks}
    needs = find_needs(demand.responsibilities, weighed, demand.dependency)
    low = [(tie, tie.least(tasks)) for tie in ties]
    high = [(tie, tie.most(tasks)) for tie in ties]

    def of(some: list[Tie]) -> Congruence:
        return congruence_of_needs(needs, some, rank=gap_order(some, weights.statutory))

    found = {
        level: Interval(
            of([made for tie, made in low if tie.surely_at(level)]),
            of([made for tie, made in high if tie.at(level)]),
        )
        for level in asked
    }
    return MunicipalCongruence(inputs.municipality, demand, ties, found)
