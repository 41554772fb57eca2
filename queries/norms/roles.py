"""Whom a norm binds in a municipality: by responsibility, sector, group and role, never by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from rdflib import URIRef

from mellanrum.ontology.load import concepts_graph
from mellanrum.ontology.namespaces import CONCEPT, SKOS, mr
from mellanrum.ontology.vocabularies import Scheme
from mellanrum.queries.norms.norm import CatalogueNorm
from mellanrum.queries.norms.touched import Touched

__all__ = ["NORM_ROLE", "NormRoles", "is_outside"]

NORM_ROLE = Scheme("norm-role")
WHOLE, ANY, BOARD = "municipality", "committee", "executive-board"
COUNTY_GROUP = "county-group"
CONTRIBUTING = str(CONCEPT["responsibility-role/contributing"])
OUTSIDE = ("ExternalActor", "ActorCollective")
INSIDE = ("PoliticalBody", "Committee", "AuditBody")


@dataclass(frozen=True)
class NormRoles:
    """Finds the bodies of a municipality that roles stand for.

    Attributes
    ----------
    touched : Touched
        The rows of the municipality, by topic.
    """

    touched: Touched

    def bound(self, norm: CatalogueNorm) -> tuple[tuple[str, ...], ...]:
        """Return those whom a norm binds, once for each that answers by itself.

        The committees that it binds are one, with the whole list; each outside role is another.
        An empty list stands for the municipality as a whole; an outside role that nothing in the
        data has is left out.
        """
        found = [self.bodies(role) for role in norm.responsible if is_outside(role)]
        inside = [role for role in norm.responsible if not is_outside(role)]
        if inside:
            found.insert(0, self._inside(norm, inside))
        kept = [bodies for at, bodies in enumerate(found) if bodies or (inside and not at)]
        return tuple(dict.fromkeys(kept))

    def is_present(self, role: str) -> bool:
        """Tell whether any body in the data has a role; the municipality always is."""
        return role in (WHOLE, ANY) or bool(self.bodies(role))

    def bodies(self, role: str) -> tuple[str, ...]:
        """Return the bodies in the data that have a role, by sector and kind of body."""
        if role == COUNTY_GROUP:
            return self.touched.of_form(COUNTY_GROUP)
        related = _related()[role]
        classes = OUTSIDE if is_outside(role) else INSIDE
        return tuple(row for row in self._rows(classes) if related & self._marks(row))

    def _rows(self, classes: Iterable[str]) -> Iterator[str]:
        yield from dict.fromkeys(row for cls in classes for row in self.touched.view.rows(cls))

    def _marks(self, body: str) -> set[str]:
        facts = self.touched.view.facts
        paths = (mr("sector"), mr("bodyType"))
        return {one for path in paths for one in facts.values(body, path)}

    # -- within the municipality ----------------------------------------------------------------

    def _inside(self, norm: CatalogueNorm, roles: Iterable[str]) -> tuple[str, ...]:
        """Return the first that is found, for each role: holder, committee, board, municipality."""
        holders = self.holders(norm)
        found = (body for role in roles for body in self._of_role(norm, role, holders))
        return tuple(sorted(set(found)))

    def _of_role(self, norm: CatalogueNorm, role: str, holders: frozenset[str]) -> Iterable[str]:
        if role in (WHOLE, ANY):
            coordinates = norm.element == "coordinator" and not holders
            return self.bodies(BOARD) if coordinates else holders
        having = self.bodies(role)
        fitting = self._for_group(norm, having)
        return holders.intersection(having) or fitting

    def holders(self, norm: CatalogueNorm) -> frozenset[str]:
        """Return the bodies that hold the responsibility for the topic, not only contribute."""
        facts, acting = self.touched.view.facts, self.touched.view.acting
        own = {
            body
            for duty in self.touched.duties(norm)
            if CONTRIBUTING not in facts.values(duty, mr("responsibilityRole"))
            for agent in facts.values(duty, mr("responsibleAgent"))
            for body in acting.bodies(agent)
        }
        return frozenset(body for body in own if not acting.is_unnamed(body))

    def _for_group(self, norm: CatalogueNorm, bodies: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of some bodies that are for the group of a norm, or all where none is."""
        wanted = set(norm.groups)
        fitting = tuple(one for one in bodies if wanted & self.touched.groups(one))
        return fitting or bodies


def is_outside(role: str) -> bool:
    """Tell whether a role lies outside the municipality."""
    return "outside" in NORM_ROLE[role].marks


@cache
def _related() -> Mapping[str, frozenset[str]]:
    """Return the sectors and kinds of body by which each role is known."""
    graph = concepts_graph()
    return {
        role.slug: frozenset(map(str, graph.objects(URIRef(role.iri), SKOS.relatedMatch)))
        for role in NORM_ROLE
    }
