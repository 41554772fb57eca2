"""Which bodies answer for what others do: the committee for its units, the lender for a post."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from mellanrum.graph.derive import Deriver
from mellanrum.graph.facts import Facts
from mellanrum.ontology.namespaces import DCTERMS, MR, mr

__all__ = ["Acting"]

UPWARDS = (str(MR.partOf), str(MR.administers))


class Acting:
    """Finds for any body or post the bodies that answer for it.

    A unit or department acts for its committee; a joint unit for its own committee and for those
    that lend it posts; a post for the body that lends it, otherwise the body where it sits. What
    has nothing above it but the municipality, and what lies outside it, answers for itself.

    Parameters
    ----------
    facts : Facts
        The asserted quads.
    deriver : Deriver
        What stands at the date.
    """

    def __init__(self, facts: Facts, deriver: Deriver) -> None:
        self.facts = facts
        self.deriver = deriver

    def home(self, node: str) -> str:
        """Return the municipality that a row belongs to, or the empty string."""
        if str(MR.Municipality) in self.facts.types(node):
            return node
        graph = self.facts.graph_of.get(node, "").removesuffix("/external")
        stated = self.facts.value(node, str(MR.inMunicipality))
        return stated or self.facts.value(graph, str(DCTERMS.spatial))

    def rows_of(self, municipality: str) -> tuple[str, ...]:
        """Return the standing rows of a municipality, in order."""
        return self._rows.get(municipality, ())

    def is_a(self, node: str, name: str) -> bool:
        """Tell whether a node is of a class of ours."""
        wanted, above = mr(name), self.deriver.schema.superclasses
        return any(
            kind == wanted or wanted in above.get(kind, ()) for kind in self.facts.types(node)
        )

    def stands(self, node: str) -> bool:
        """Tell whether a row stands, or would if its unknown status were known."""
        return node in self.deriver.standing or node in self.deriver.uncertain

    def bodies(self, node: str) -> frozenset[str]:
        """Return the bodies that answer for a body or post; none where they are not named."""
        if self.is_a(node, "Post"):
            lender = self.facts.values(node, str(MR.secondedFrom))
            owners = lender or self.facts.values(node, str(MR.postIn))
            return frozenset().union(*map(self.bodies, owners))
        found: set[str] = set()
        seen = {node}
        waiting = [node]
        while waiting:
            current = waiting.pop()
            above = list(self._above(current))
            waiting += [each for each in above if each not in seen]
            seen.update(above)
            if not above and not self.is_unnamed(current) and self.stands(current):
                found.add(current)
        return frozenset(found)

    def perhaps(self, node: str) -> frozenset[str]:
        """Return the bodies that a whole municipality, or an unnamed group in it, may stand for."""
        if not self.is_unnamed(node):
            return frozenset()
        return self._committees.get(self.home(node), frozenset())

    def of_sector(self, sector: str, municipality: str) -> frozenset[str]:
        """Return the bodies that a sector without a named body may stand for."""
        return self._sectors.get((municipality, sector), frozenset())

    def is_unnamed(self, node: str) -> bool:
        """Tell whether a body is a municipality as a whole, or a group in it without names."""
        if self.is_a(node, "ActorCollective"):
            parents = self.facts.values(node, str(MR.partOf))
            return any(self.is_a(parent, "Municipality") for parent in parents)
        return self.is_a(node, "Municipality")

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
    def _rows(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for row in sorted(self.deriver.standing):
            found[self.home(row)].append(row)
        return {home: tuple(rows) for home, rows in found.items() if home}

    @property
    def municipalities(self) -> tuple[str, ...]:
        """The municipalities that anything but themselves stands in, in order."""
        return tuple(sorted(home for home, rows in self._rows.items() if set(rows) - {home}))

    @cached_property
    def _committees(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for node in sorted(self.deriver.standing):
            if self.is_a(node, "Committee"):
                found[self.home(node)].add(node)
        return {home: frozenset(nodes) for home, nodes in found.items()}

    @cached_property
    def _sectors(self) -> dict[tuple[str, str], frozenset[str]]:
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for node in sorted(self.deriver.standing):
            if self.is_a(node, "Body"):
                for sector in self.facts.values(node, str(MR.sector)):
                    found[self.home(node), sector] |= self.bodies(node)
        return {key: frozenset(nodes) for key, nodes in found.items()}
