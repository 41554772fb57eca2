"""Whether what a norm expects shows in the rows: each element by its own test."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from mellanrum.graph.coordination.needs import narrower_groups
from mellanrum.ontology.namespaces import CONCEPT, mr
from mellanrum.queries.anatomy.element import Need
from mellanrum.queries.anatomy.goals import followed_by
from mellanrum.queries.anatomy.reading import Reading
from mellanrum.queries.expected.own_norms import Expectation
from mellanrum.queries.tiers.municipal_view import MunicipalView

__all__ = ["Fulfilment"]

POLITICAL = str(CONCEPT["level/political"])
COORDINATION = str(CONCEPT["responsibility-kind/coordination"])
FEWEST_PARTIES = 2
PARTIES: tuple[Need, ...] = (("participations", None),)
DOCUMENTS: tuple[Need, ...] = (("documents", None),)
# The tables and columns that could show an element; where all are empty it is not asked.
NEEDS: dict[str, tuple[Need, ...]] = {
    "convener": (("structures", "convened by"), *PARTIES),
    "goal": (("goals", None),),
    "follow-up": (("follow-ups", None),),
    "report-to": (("follow-ups", "reports to"),),
    "start": (("goals", None), ("follow-ups", None), *PARTIES),
    "conditions": PARTIES,
    "forum": PARTIES,
    "seat": PARTIES,
    "parties": PARTIES,
    "form": (("structures", "realises form"),),
    "document": DOCUMENTS,
    "plan": DOCUMENTS,
    "routine": DOCUMENTS,
    "agreement": DOCUMENTS,
    "contact": (("contact points", None),),
    "money": (("funding", None),),
    "coordinator": (("responsibilities", None),),
}
CLASSES = {"document": "SteeringDocument", "plan": "ActionPlan", "routine": "Routine"}
CLOSING = ("exists", "does-not-apply")
Rows = Iterable[str]
Shows = Callable[["Fulfilment", Expectation], Rows]


@dataclass(frozen=True)
class Fulfilment:
    """Tells of each expectation of a municipality whether it is met at its date."""

    view: MunicipalView
    reading: Reading = field(repr=False)

    def is_asked(self, one: Expectation) -> bool:
        """Tell whether any table that could show it has been filled in."""
        needs = NEEDS.get(one.element, ())
        return not needs or any(self.view.filled(*need) for need in needs)

    def is_answered(self, one: Expectation) -> bool:
        """Tell whether somebody has answered that it exists, or does not apply."""
        found = [
            answer
            for answer in self.view.answers
            if answer.about in one.nodes and answer.element == one.element
        ]
        return bool(found) and found[-1].value in CLOSING

    def rows(self, one: Expectation) -> tuple[str, ...]:
        """Return the rows that show it; none where it is not met."""
        tests = COMMISSION if one.test == "commission" else ELEMENTS
        shows = OWN_TESTS.get(one.test) or tests.get(one.element)
        return tuple(sorted(set(shows(self, one)))) if shows else ()

    def can_be_met(self, one: Expectation) -> bool:
        """Tell whether any row could show it."""
        tests = COMMISSION if one.test == "commission" else ELEMENTS
        return one.test in OWN_TESTS or one.element in tests

    # -- walks --------------------------------------------------------------------------------

    def standing(self, rows: Iterable[str]) -> tuple[str, ...]:
        """Return those of some rows that stand."""
        return tuple(row for row in rows if row in self.view.deriver.standing)

    def acts_for(self, node: str, bodies: Iterable[str]) -> bool:
        """Tell whether a node is one of some bodies, or one of them answers for it."""
        return bool({node, *self.view.acting.bodies(node)} & set(bodies))

    def bodies(self, one: Expectation) -> tuple[str, ...]:
        """Return whose it is to be: the bodies, or the municipality."""
        return one.bodies or (self.view.municipality,)

    def fits(self, row: str, groups: Iterable[str]) -> bool:
        """Tell whether a row is for some target groups, for wider or narrower ones, or for none."""
        own = self.view.facts.values(row, mr("targetGroup"))
        wanted = set(groups)
        if not own or not wanted:
            return True
        around = {g for group in wanted for g in narrower_groups(self.view.acting, group)}
        within = {g for group in own for g in narrower_groups(self.view.acting, group)}
        return bool(around & set(own)) or bool(within & wanted)

    def goals(self, one: Expectation) -> tuple[str, ...]:
        """Return the goals in force that meet it: of the commission, else of the bodies."""
        if one.test == "commission":
            reading = self.reading
            rows = {
                *reading.pointing("underCommission", one.target),
                *reading.pointing("goalFor", one.target),
            }
            return self.standing(sorted(row for row in rows if reading.is_a(row, "Goal")))
        owners = {*self.bodies(one), self.view.municipality}
        return tuple(
            goal
            for goal in self.view.rows("Goal")
            if self.fits(goal, one.groups)
            and any(
                self.acts_for(own, owners) for own in self.view.facts.values(goal, mr("goalOf"))
            )
        )

    def follow_ups(self, one: Expectation) -> tuple[str, ...]:
        """Return the follow-ups made of it: of the commission, of its goals and their documents."""
        goals = self.goals(one)
        written = {doc for goal in goals for doc in self.view.facts.values(goal, mr("inDocument"))}
        documents = self.reading.reached(written, "revises", "buildsOn")
        rows = {one.target, one.bearer, *goals, *documents} - {""}
        found = followed_by(self.reading, rows)
        return tuple(row for row in found if self.reading.tone(row) == "documented")

    def forums(self, bodies: Iterable[str]) -> tuple[str, ...]:
        """Return the structures in force in which all of some bodies are represented."""
        wanted = set(bodies) - {self.view.municipality}
        represented = self.view.deriver.represented
        return tuple(
            row
            for row in self.view.rows("CollaborationStructure")
            if wanted <= represented.get(row, set())
        )


# -- how each element shows: the rows by which it does ---------------------------------------------


def _convenes(meeting: Fulfilment, one: Expectation) -> Rows:
    facts, bodies = meeting.view.facts, one.bodies
    structures = meeting.view.rows("CollaborationStructure")
    yield from set(bodies).intersection(structures)  # a forum that is to convene meets itself
    for row in structures:
        if any(meeting.acts_for(body, bodies) for body in facts.values(row, mr("convenedBy"))):
            yield row
    for body in bodies:
        for row in meeting.forums((body,)):
            if POLITICAL in facts.values(row, mr("atLevel")):
                yield row


def _has_goal(meeting: Fulfilment, one: Expectation) -> Rows:
    return meeting.goals(one)


def _is_followed_up(meeting: Fulfilment, one: Expectation) -> Rows:
    return meeting.follow_ups(one)


def _is_reported(meeting: Fulfilment, one: Expectation) -> Rows:
    facts = meeting.view.facts
    return (row for row in meeting.follow_ups(one) if facts.values(row, mr("reportsTo")))


def _has_conditions(meeting: Fulfilment, one: Expectation) -> Rows:
    for body in one.bodies:
        yield from (row for row in meeting.forums((body,)) if meeting.fits(row, one.groups))


def _has_started(meeting: Fulfilment, one: Expectation) -> Rows:
    for test in (_has_goal, _is_followed_up, _has_conditions, _convenes):
        yield from test(meeting, one)


def _has_form(meeting: Fulfilment, one: Expectation) -> Rows:
    facts = meeting.view.facts
    structures = meeting.view.rows("CollaborationStructure")
    return (row for row in structures if one.target in facts.values(row, mr("realisesForm")))


def _has_document(meeting: Fulfilment, one: Expectation) -> Rows:
    if one.target and one.target != one.bearer:
        return meeting.standing([one.target])
    facts, bodies = meeting.view.facts, meeting.bodies(one)
    return (
        row
        for row in meeting.view.rows(CLASSES[one.element])
        if any(meeting.acts_for(body, bodies) for body in facts.values(row, mr("adoptedBy")))
        and meeting.fits(row, one.groups)
    )


def _has_agreement(meeting: Fulfilment, one: Expectation) -> Rows:
    if one.target:
        yield from meeting.standing([one.target])
        return
    facts, bodies = meeting.view.facts, set(meeting.bodies(one))
    for row in meeting.view.rows("Agreement"):
        parties = set(facts.values(row, mr("party")))
        is_party = bool(bodies & parties) or (bool(one.others) and set(one.others) <= parties)
        if is_party and meeting.fits(row, one.groups):
            yield row


def _has_forum(meeting: Fulfilment, one: Expectation) -> Rows:
    return meeting.forums({*one.bodies, *one.others})


def _has_contact(meeting: Fulfilment, one: Expectation) -> Rows:
    rows, facts = meeting.view.rows("ContactPoint"), meeting.view.facts
    bodies = meeting.bodies(one)
    return (
        row
        for row in rows
        if any(meeting.acts_for(body, bodies) for body in facts.values(row, mr("contactPointOf")))
    )


def _has_money(meeting: Fulfilment, one: Expectation) -> Rows:
    rows, facts = meeting.view.rows("Funding"), meeting.view.facts
    wanted = {*one.bodies, one.target, one.bearer}
    return (row for row in rows if wanted & set(facts.values(row, mr("funds"))))


def _has_coordinator(meeting: Fulfilment, one: Expectation) -> Rows:
    facts, bodies = meeting.view.facts, meeting.bodies(one)
    return (
        row
        for row in meeting.view.rows("Responsibility")
        if COORDINATION in facts.values(row, mr("responsibilityKind"))
        and meeting.fits(row, one.groups)
        and any(
            meeting.acts_for(holder, bodies) for holder in facts.values(row, mr("responsibleAgent"))
        )
    )


def _has_joint_goal(meeting: Fulfilment, one: Expectation) -> Rows:
    """Yield the goals that several bodies, or the municipality, share outside the document."""
    facts = meeting.view.facts
    groups = set(facts.values(one.bearer, mr("targetGroup")))
    for goal in meeting.view.rows("Goal"):
        owners = facts.values(goal, mr("goalOf"))
        is_shared = len(owners) > 1 or meeting.view.municipality in owners
        is_own = one.bearer in facts.values(goal, mr("inDocument"))
        same = not groups or bool(groups & _groups_of(meeting, goal))
        if is_shared and same and not is_own:
            yield goal


def _groups_of(meeting: Fulfilment, goal: str) -> set[str]:
    """Return whom a goal is for: its own target groups, else those of the document it is in."""
    facts = meeting.view.facts
    own = facts.values(goal, mr("targetGroup"))
    documents = facts.values(goal, mr("inDocument"))
    return set(own or (one for row in documents for one in facts.values(row, mr("targetGroup"))))


def _has_joint_structure(meeting: Fulfilment, one: Expectation) -> Rows:
    facts, standing = meeting.view.facts, meeting.view.deriver.standing
    for structure in meeting.view.rows("CollaborationStructure"):
        taking_part = set(facts.subjects(mr("inStructure"), structure)) & standing
        parties = {
            party
            for row in taking_part
            for path in ("participant", "participantSector")
            for party in facts.values(row, mr(path))
        }
        if len(parties) >= FEWEST_PARTIES:
            yield structure


ELEMENTS: dict[str, Shows] = {
    "convener": _convenes,
    "goal": _has_goal,
    "follow-up": _is_followed_up,
    "report-to": _is_reported,
    "forum": _has_forum,
    "seat": _has_forum,
    "parties": _has_forum,
    "form": _has_form,
    "document": _has_document,
    "plan": _has_document,
    "routine": _has_document,
    "agreement": _has_agreement,
    "contact": _has_contact,
    "money": _has_money,
    "coordinator": _has_coordinator,
}
COMMISSION: dict[str, Shows] = {
    **ELEMENTS,
    "start": _has_started,
    "conditions": _has_conditions,
}
OWN_TESTS: dict[str, Shows] = {
    "joint-goal": _has_joint_goal,
    "joint-structure": _has_joint_structure,
}
