"""What a network rule sees of a municipality."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import networkx as nx

from mellanrum.graph.coordination.coverage import DataTie
from mellanrum.graph.coordination.inputs import CongruenceInputs
from mellanrum.graph.coordination.needs import Share
from mellanrum.graph.measures.cutpoints import Articulation, articulation
from mellanrum.graph.standing.memberships import Membership, seat_graph, seats_of
from mellanrum.ontology.namespaces import MR

__all__ = ["Pair", "RuleContext", "rule_contexts"]

Pair = tuple[str, str]


@dataclass(frozen=True)
class RuleContext(CongruenceInputs):
    """One municipality at one date, as the network rules see it.

    A tie is a forum, a practice, an agreement or a joint unit that a source states as fact, or
    whose status is unknown. All rules read it alike: only bodies that the sources name take part,
    and where they do not say for whom it is, or at which level it works, it may be any.
    """

    def parts(self, *kinds: str) -> dict[str, dict[str, tuple[Share, ...]]]:
        """Return task → body → its shares of these kinds (``main``, ``commission``, …)."""
        found: dict[str, dict[str, tuple[Share, ...]]] = {}
        for part in self.demand.parts:
            if part.kind in kinds:
                bodies = found.setdefault(part.task, {})
                bodies[part.body] = (*bodies.get(part.body, ()), part)
        return found

    @cached_property
    def leading(self) -> dict[str, dict[str, tuple[Share, ...]]]:
        """Task → the bodies with the main responsibility or a commission for it → the rows."""
        return self.parts("main", "commission")

    @cached_property
    def pairs(self) -> dict[Pair, tuple[str, ...]]:
        """Each two bodies that both lead some task and need to meet, and the tasks."""
        found: dict[Pair, tuple[str, ...]] = {}
        for task, bodies in sorted(self.leading.items()):
            for one, two in combinations(sorted(bodies), 2):
                pair = self.pair(one, two)
                if self.meeting.levels(one, two):
                    found[pair] = (*found.get(pair, ()), task)
        return found

    def rows(self, bodies: Collection[str], tasks: Iterable[str]) -> tuple[str, ...]:
        """Return the rows by which bodies lead tasks."""
        return tuple(
            part.row
            for task in tasks
            for body in bodies
            for part in self.leading.get(task, {}).get(body, ())
        )

    def between(self, bodies: Collection[str], *tasks: str) -> list[DataTie]:
        """Return the ties that hold all the bodies, and may deal with all the tasks."""
        first, *others = bodies
        return [
            tie
            for tie in self._ties_of.get(first, ())
            if tie.members.issuperset(others) and (tie.scope is None or tie.scope.issuperset(tasks))
        ]

    def agreements(self, bodies: Collection[str], task: str) -> tuple[str, ...]:
        """Return the agreements that may be about a task and that bodies are all parties to.

        The municipality's agreement counts for its committees.
        """
        return tuple(
            tie.node
            for tie in self.ties
            if self.representation.is_a(tie.node, "Agreement")
            and tie.members | tie.perhaps >= set(bodies)
            and (tie.scope is None or task in tie.scope)
        )

    def names_municipality(self, row: str) -> bool:
        """Tell whether a participation or an agreement names the municipality as a whole."""
        facts = self.representation.facts
        named = (*facts.values(row, str(MR.participant)), *facts.values(row, str(MR.party)))
        return any(self.representation.is_a(body, "Municipality") for body in named)

    def audits(self, body: str) -> bool:
        """Tell whether a body audits: an audit firm, or one that an audit is made by."""
        facts = self.representation.facts
        made = (*facts.subjects(str(MR.performedBy), body), *facts.subjects(str(MR.auditor), body))
        return any(self.representation.is_a(row, "Audit") for row in made)

    @cached_property
    def _ties_of(self) -> dict[str, list[DataTie]]:
        found: dict[str, list[DataTie]] = {}
        for tie in self.ties:
            for body in tie.members:
                found.setdefault(body, []).append(tie)
        return found

    @cached_property
    def seats(self) -> tuple[Membership, ...]:
        """Who is part of which tie by name."""
        return tuple(seat for tie in self.ties for seat in seats_of(self.representation, tie))

    @cached_property
    def graph(self) -> nx.Graph[str]:
        """The two-mode network of bodies and ties; see `seat_graph`."""
        return seat_graph(self.seats)

    @cached_property
    def articulation(self) -> Articulation[str]:
        """The single links of that network."""
        return articulation(self.graph)

    def pair(self, one: str, two: str) -> Pair:
        """Return two bodies in order."""
        first, second = self.in_order((one, two))
        return first, second

    def in_order(self, bodies: Iterable[str]) -> list[str]:
        """Return bodies in order, those of this municipality first: a gap is found at home."""
        return sorted(
            bodies,
            key=lambda body: (
                self.representation.facts.municipality_of(body) != self.municipality,
                body,
            ),
        )


def rule_contexts(inputs: Iterable[CongruenceInputs]) -> Iterator[RuleContext]:
    """Yield each municipality as the network rules see it."""
    for each in inputs:
        yield RuleContext(each.representation, each.municipality, each.demand, each.ties)
