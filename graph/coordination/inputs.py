"""What each municipality requires and what it has: the index and the network rules start here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from mellanrum.graph.collector import collector_paused
from mellanrum.graph.coordination.coverage import DataTie, ties_by_municipality
from mellanrum.graph.coordination.meeting import Meeting
from mellanrum.graph.coordination.needs import Demand, demand_of
from mellanrum.graph.coordination.strengths import Strengths, bundled_strengths
from mellanrum.graph.standing.derive import Deriver
from mellanrum.graph.standing.representation import Representation

__all__ = ["CongruenceInputs", "congruence_inputs"]


@dataclass(frozen=True)
class CongruenceInputs:
    """One municipality at one date: what is required, and what ties bodies to each other."""

    representation: Representation
    municipality: str
    demand: Demand
    ties: tuple[DataTie, ...]

    @cached_property
    def meeting(self) -> Meeting:
        """Tells at which levels two bodies need to meet."""
        return Meeting(self.representation, self.municipality)


@collector_paused()
def congruence_inputs(
    deriver: Deriver, strengths: Strengths | None = None
) -> tuple[CongruenceInputs, ...]:
    """Return what each municipality requires and has, by IRI."""
    representation, table = Representation(deriver.facts, deriver), strengths or bundled_strengths()
    ties = ties_by_municipality(representation, table)
    return tuple(
        CongruenceInputs(
            representation,
            municipality,
            demand_of(representation, municipality, table),
            ties.get(municipality, ()),
        )
        for municipality in representation.municipalities
    )
