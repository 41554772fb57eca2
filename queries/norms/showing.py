"""What shows that a norm is met: rows in force about its topic, by the element that it asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from mellanrum.ontology.namespaces import CONCEPT, mr
from mellanrum.queries.anatomy.elements import ELEMENTS
from mellanrum.queries.anatomy.structures import participations_in
from mellanrum.queries.norms.norm import CatalogueNorm
from mellanrum.queries.norms.roles import NormRoles, is_outside

__all__ = ["Showing", "can_show"]

COORDINATION = str(CONCEPT["responsibility-kind/coordination"])
PARTICIPANTS = str(CONCEPT["completeness-of/participants"])
OPERATIONAL = str(CONCEPT["responsibility-kind/operational-responsibility"])
SIP = "sip"
FEWEST_PARTIES = 2


@dataclass(frozen=True)
class Showing:
    """Finds the rows by which a norm is met in a municipality.

    Attributes
    ----------
    roles : NormRoles
        Who has which role there.
    """

    roles: NormRoles

    def rows(self, norm: CatalogueNorm, bodies: tuple[str, ...]) -> tuple[str, ...]:
        """Return the rows in force that show what a norm asks of some bodies; none where unmet."""
        test = TESTS.get(norm.element)
        found = test(self, norm, bodies) if test else ()
        return tuple(sorted({*found, *self._in_structures(norm)}))

    def names_others(self, norm: CatalogueNorm, bodies: tuple[str, ...]) -> tuple[str, ...]:
        """Return the rows in which the one whom a norm asks for should stand, and others do."""
        if norm.element in ("seat", "parties"):
            structures = self.roles.touched.structures(norm)
            return tuple(row for row in structures if self._is_whole_list(row))
        if norm.element == "agreement":
            agreements = self.roles.touched.rows("Agreement", norm)
            facts = self.roles.touched.view.facts
            return tuple(row for row in agreements if facts.values(row, mr("party")))
        return ()

    def _is_whole_list(self, structure: str) -> bool:
        """Tell whether a source names all who take part in a structure, and somebody does."""
        view = self.roles.touched.view
        scopes = view.every_row("CompletenessScope")
        lists = [row for row in scopes if view.deriver.said([row])]
        about, kind = mr("about"), mr("completenessOf")
        return bool(self._named(structure)) and any(
            structure in view.facts.values(row, about)
            and PARTICIPANTS in view.facts.values(row, kind)
            for row in lists
        )

    def _in_structures(self, norm: CatalogueNorm) -> Iterator[str]:
        """Yield what documents the element for a structure, as the anatomy reads it."""
        if norm.element not in BY_STRUCTURE:
            return
        reading = self.roles.touched.reading
        [column] = [one for one in ELEMENTS["structures"] if one.slug == norm.element]
        for structure in self.roles.touched.structures(norm):
            for proof in column.found(reading, structure):
                if proof.tone == "documented":
                    yield from proof.rows

    # -- who takes part ---------------------------------------------------------------------------

    def _named(self, structure: str) -> frozenset[str]:
        """Return the bodies and sectors that are named as taking part in a structure."""
        reading = self.roles.touched.reading
        found = (
            one
            for row in participations_in(reading, structure)
            if reading.tone(row) == "documented"
            for path in ("participant", "participantSector")
            for one in reading.facts.values(row, mr(path))
        )
        return frozenset(found)

    def _takes_part(self, structure: str, bodies: Iterable[str]) -> bool:
        """Tell whether one of some bodies, what acts for it, or its sector takes part."""
        view = self.roles.touched.view
        named = self._named(structure)
        acting = frozenset(body for one in named for body in view.acting.bodies(one))
        sectors = {one for body in bodies for one in view.facts.values(body, mr("sector"))}
        return not {*named, *acting}.isdisjoint(bodies) or not named.isdisjoint(sectors)

    def _role_takes_part(self, structure: str, role: str) -> bool:
        """Tell whether a role takes part; the municipality as a whole does for its own bodies."""
        whole = () if is_outside(role) else (self.roles.touched.view.municipality,)
        return self._takes_part(structure, (*self.roles.bodies(role), *whole))


def can_show(element: str) -> bool:
    """Tell whether any row of a dataset could show that an element is there."""
    return element in TESTS or element in BY_STRUCTURE


# -- the elements -------------------------------------------------------------------------------


def _goal(showing: Showing, norm: CatalogueNorm, bodies: tuple[str, ...]) -> Iterable[str]:
    return showing.roles.touched.goals(norm)


def _follow_up(showing: Showing, norm: CatalogueNorm, bodies: tuple[str, ...]) -> Iterable[str]:
    return showing.roles.touched.follow_ups(norm)


def _report(showing: Showing, norm: CatalogueNorm, bodies: tuple[str, ...]) -> Iterable[str]:
    facts = showing.roles.touched.view.facts
    made = showing.roles.touched.follow_ups(norm)
    return [row for row in made if facts.values(row, mr("reportsTo"))]


def _document(*kinds: str) -> Test:
    """Return the test of a document: of one of these kinds, or of a kind that nobody tells."""

    def rows(showing: Showing, norm: CatalogueNorm, bodies: tuple[str, ...]) -> Iterable[str]:
        touched = showing.roles.touched
        wanted = {mr(kind) for kind in kinds}
        return [
            row
            for row in touched.rows("SteeringDocument", norm)
            if not kinds or wanted.intersection(touched.view.facts.types(row))
        ]

    return rows


def _agreement(showing: Showing, norm: CatalogueNorm, bodies: tuple[str, ...]) -> Iterable[str]:
    """Yield agreements whose parties nobody tells, or that one of those bound is a party of."""
    touched = showing.roles.touched
    wanted = {*bodies, touched.view.municipality}
    for row in touched.rows("Agreement", norm):
        parties = touched.view.facts.values(row, mr("party"))
        acting = {body for one in parties for body in touched.view.acting.bodies(one)}
        if not parties or wanted & {*parties, *acting}:
            yield row


def _forum(showing: Showing, norm: CatalogueNorm, bodies: tuple[str, ...]) -> Iterable[str]:
    """Yield the structures, practices apart, at a level of the norm or of an unknown one."""
    touched = showing.roles.touched
    levels = {str(CONCEPT[f"level/{slug}"]) for slug in norm.levels}
    for row in touched.structures(norm):
        own = set(touched.view.facts.values(row, mr("atLevel")))
        is_practice = touched.reading.is_a(row, "CollaborationPractice")
        if not is_practice and (not own or not levels or own & levels):
            yield row


def _seat(showing: Showing, norm: CatalogueNorm, bodies: tuple[str, ...]) -> Iterable[str]:
    wanted = bodies or (showing.roles.touched.view.municipality,)
    structures = showing.roles.touched.structures(norm)
    if not bodies:  # whoever within the municipality takes part does so for it
        return [row for row in structures if showing._named(row)]
    return [row for row in structures if showing._takes_part(row, wanted)]


def _parties(showing: Showing, norm: CatalogueNorm, bodies: tuple[str, ...]) -> Iterable[str]:
    """Return the structures that name two parties or more, and in which all roles take part."""
    return [
        row
        for row in showing.roles.touched.structures(norm)
        if len(showing._named(row)) >= FEWEST_PARTIES
        and all(showing._role_takes_part(row, role) for role in norm.counterparts)
    ]


def _form(showing: Showing, norm: CatalogueNorm, bodies: tuple[str, ...]) -> Iterable[str]:
    return showing.roles.touched.structures(norm)


def _individual_plan(
    showing: Showing, norm: CatalogueNorm, bodies: tuple[str, ...]
) -> Iterable[str]:
    return showing.roles.touched.of_form(SIP)


def _responsibility(
    showing: Showing, norm: CatalogueNorm, bodies: tuple[str, ...]
) -> Iterable[str]:
    return showing.roles.touched.duties(norm)


def _coordinator(showing: Showing, norm: CatalogueNorm, bodies: tuple[str, ...]) -> Iterable[str]:
    facts = showing.roles.touched.view.facts
    duties = showing.roles.touched.duties(norm)
    return [row for row in duties if COORDINATION in facts.values(row, mr("responsibilityKind"))]


def _activity(showing: Showing, norm: CatalogueNorm, bodies: tuple[str, ...]) -> Iterable[str]:
    """Yield what is done: activities, practices, and who has the work to do."""
    touched = showing.roles.touched
    structures, facts = set(touched.structures(norm)), touched.view.facts
    for row in touched.view.rows("Activity"):
        if touched.is_about(row, norm) or structures & set(facts.values(row, mr("forStructure"))):
            yield row
    yield from (row for row in structures if touched.reading.is_a(row, "CollaborationPractice"))
    for duty in touched.duties(norm):
        if OPERATIONAL in facts.values(duty, mr("responsibilityKind")):
            yield duty


def _contact(showing: Showing, norm: CatalogueNorm, bodies: tuple[str, ...]) -> Iterable[str]:
    """Yield the ways to reach a structure of the topic."""
    touched = showing.roles.touched
    structures = set(touched.structures(norm))
    facts = touched.view.facts
    points = touched.view.rows("ContactPoint")
    return [row for row in points if structures & set(facts.values(row, mr("contactPointOf")))]


Test = Callable[[Showing, CatalogueNorm, tuple[str, ...]], Iterable[str]]
PLAIN = "SteeringDocument"
TESTS: dict[str, Test] = {
    "goal": _goal,
    "follow-up": _follow_up,
    "follow-up-of": _follow_up,
    "report-to": _report,
    "document": _document(),
    "plan": _document("ActionPlan", PLAIN),
    "routine": _document("Routine", PLAIN),
    "agreement": _agreement,
    "forum": _forum,
    "structure": _form,
    "seat": _seat,
    "parties": _parties,
    "form": _form,
    "individual-plan": _individual_plan,
    "responsibility": _responsibility,
    "owner": _responsibility,
    "coordinator": _coordinator,
    "activity": _activity,
    "contact": _contact,
}
# What is asked of the topic as the anatomy asks it of each structure.
BY_STRUCTURE = frozenset(
    {"measure", "convener", "rhythm", "money", "information", "feeds-into", "coordinated-with"}
)
