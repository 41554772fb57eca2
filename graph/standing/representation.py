"""Which bodies answer for what others do: the committee for its units, the lender for a post."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

from mellanrum.graph.standing.derive import Deriver
from mellanrum.graph.standing.facts import UPWARDS, Facts, reached
from mellanrum.ontology.namespaces import MR, mr

__all__ = ["Representation"]

IN_MUNICIPALITY = str(MR.inMunicipality)


class Representation:
    """Finds for any body or post the bodies that answer for it.

    A unit or department acts for its committee; a joint unit for its own committee and for those
    that lend it posts; a post for the body that lends it, otherwise the body where it sits. What
    has nothing above it but the municipality, and what lies outside it, answers for itself.
    """

    def __init__(self, facts: Facts, deriver: Deriver) -> None:
        self.facts = facts
        self.deriver = deriver
        # Asked for many times of the same rows.
        self._classes: dict[str, frozenset[str]] = {}
        self._classes_of: dict[tuple[str, ...], frozenset[str]] = {}
        self._bodies: dict[str, frozenset[str]] = {}
        self._rows: dict[str, dict[str, list[str]]] = {}

    def rows_of(self, municipality: str, name: str) -> Sequence[str]:
        """Return the standing rows of a class of ours in a municipality, in order."""
        if name not in self._rows:
            rows = self._rows[name] = defaultdict(list)
            for row in self.standing(name):
                rows[self.facts.municipality_of(row)].append(row)
        return self._rows[name].get(municipality, ())

    def standing(self, name: str) -> list[str]:
        """Return the standing rows of a class of ours, in order."""
        standing = self.deriver.standing
        return [row for row in self.rows(name) if row in standing]

    def rows(self, name: str) -> list[str]:
        """Return the rows of a class of ours, standing or not, in order."""
        wanted = mr(name)
        above = self.deriver.schema.superclasses
        classes = [wanted, *(one for one, others in above.items() if wanted in others)]
        return sorted({row for one in classes for row in self.facts.instances(one)})

    def is_a(self, node: str, name: str) -> bool:
        """Tell whether a node is of a class of ours."""
        return mr(name) in self.classes(node)

    def classes(self, node: str) -> frozenset[str]:
        """Return the classes of a node, those above its own included."""
        if node not in self._classes:
            types = self.facts.types(node)
            if types not in self._classes_of:
                above = self.deriver.schema.superclasses
                every = frozenset(types).union(*(above.get(one, ()) for one in types))
                self._classes_of[types] = every
            self._classes[node] = self._classes_of[types]
        return self._classes[node]

    def stands(self, node: str) -> bool:
        """Tell whether a row stands, or would if its unknown status were known."""
        return node in self.deriver.standing or node in self.deriver.uncertain

    def bodies(self, node: str) -> frozenset[str]:
        """Return the bodies that answer for a body or post; none where they are not named.

        A municipality that is named as a whole answers for itself.
        """
        if node not in self._bodies:
            self._bodies[node] = self._answering(node)
        return self._bodies[node]

    def _answering(self, node: str) -> frozenset[str]:
        if self.is_a(node, "Post"):
            lender = self.facts.values(node, str(MR.secondedFrom))
            owners = lender or self.facts.values(node, str(MR.postIn))
            return frozenset().union(*map(self.bodies, owners))
        return frozenset(
            each
            for each in reached(node, self._above)
            if not any(self._above(each)) and not self._is_collective(each) and self.stands(each)
        )

    def perhaps(self, node: str) -> frozenset[str]:
        """Return the bodies that a whole municipality, or an unnamed group in it, may stand for."""
        if not self.is_unnamed(node):
            return frozenset()
        return self._committees.get(self.facts.municipality_of(node), frozenset())

    def of_sector(self, sector: str, municipality: str) -> frozenset[str]:
        """Return the bodies that a sector without a named body may stand for."""
        return self._sectors.get((municipality, sector), frozenset())

    def is_unnamed(self, node: str) -> bool:
        """Tell whether a body is a municipality as a whole, or a group in it without names."""
        return self.is_a(node, "Municipality") or self._is_collective(node)

    def _is_collective(self, node: str) -> bool:
        """Tell whether a body is a group within a municipality, such as all schools."""
        parents = self.facts.values(node, str(MR.partOf))
        return self.is_a(node, "ActorCollective") and any(
            self.is_a(parent, "Municipality") for parent in parents
        )

    def _above(self, body: str) -> Iterator[str]:
        for path in UPWARDS:
            for parent in self.facts.values(body, path):
                if not self.is_a(parent, "Municipality"):
                    yield parent
        if self.is_a(body, "JointUnit"):
            yield from self._lenders(body)

    def _lenders(self, unit: str) -> Iterator[str]:
        for post in self.facts.subjects(str(MR.postIn), unit):
            if post in self.deriver.standing:
                yield from self.facts.values(post, str(MR.secondedFrom))

    @cached_property
    def municipalities(self) -> tuple[str, ...]:
        """The municipalities that anything but themselves stands in, in order."""
        stated = self.facts.having(IN_MUNICIPALITY)
        rows = self.deriver.standing.difference(self.rows("Municipality"))
        graphs = {self.facts.graph_of.get(row, "") for row in rows - stated}
        municipalities = {self.facts.municipality_of_graph(graph) for graph in graphs} | {
            self.facts.municipality_of(r) for r in rows & stated
        }
        return tuple(sorted(municipalities - {""}))

    @cached_property
    def _committees(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for node in self.standing("Committee"):
            found[self.facts.municipality_of(node)].add(node)
        return {municipality: frozenset(nodes) for municipality, nodes in found.items()}

    @cached_property
    def _sectors(self) -> dict[tuple[str, str], frozenset[str]]:
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for node in self.standing("Body"):
            for sector in self.facts.values(node, str(MR.sector)):
                found[self.facts.municipality_of(node), sector] |= self.bodies(node)
        return {key: frozenset(nodes) for key, nodes in found.items()}
