"""The municipality's own norms: what commissions, documents, audits and its own rows expect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from mellanrum.graph.standing.days import as_day
from mellanrum.ontology.namespaces import CONCEPT, MR, mr
from mellanrum.queries.norms.norm import CatalogueNorm
from mellanrum.queries.tiers.municipal_view import MunicipalView

__all__ = ["Expectation", "Test", "own_norms"]

# How it is seen whether an expectation is met: by its element, unless it needs a test of its own;
# that of a catalogue by its topic.
Test = Literal["element", "commission", "joint-goal", "joint-structure", "topic"]

# What each part of a commission expects. A use meets it, not the sentence that gives it.
PARTS: dict[str, tuple[str, ...]] = {
    "convene": ("convener",),
    "start": ("start",),
    "enable": ("conditions",),
    "set-goals": ("goal",),
    "evaluate-and-report": ("follow-up", "report-to"),
}
TESTS: dict[str, tuple[str, Test]] = {
    "joint-goal": ("goal", "joint-goal"),
    "joint-structure": ("forum", "joint-structure"),
}
COUNCIL = str(CONCEPT["body-type/municipal-council"])
POWER = str(CONCEPT["responsibility-kind/power"])
LEAST_LENDERS = 2


@dataclass(frozen=True)
class Expectation:
    """That a norm expects an element of somebody.

    Attributes
    ----------
    norm : str
        IRI of the row that says so: a requirement, a part of a commission, a unit.
    bearer : str
        IRI of what the norm stands in: a document, an audit, a commission; else the norm.
    bodies : tuple of str
        IRIs of those it is expected of; empty for the municipality as a whole.
    topic : str
        IRI of the topic; without one, of what the norm is about.
    element : str
        Slug in the scheme ``element``.
    strength : str
        Slug in the scheme ``strength``.
    target : str
        IRI of the form, document or commission that it is about; may be empty.
    others : tuple of str
        IRIs of those it is to be done with.
    groups : tuple of str
        IRIs of its target groups.
    test : str
        How it is seen whether it is met.
    is_power : bool
        Whether the norm lets the bodies do it, and does not oblige them to.
    source : CatalogueNorm or None
        The norm of a catalogue that says so; None for one of the municipality's own.
    """

    norm: str
    bearer: str
    bodies: tuple[str, ...]
    topic: str
    element: str
    strength: str
    target: str = ""
    others: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    test: Test = "element"
    is_power: bool = False
    source: CatalogueNorm | None = None

    @property
    def nodes(self) -> frozenset[str]:
        """What a statement or an answer about it may name."""
        named = {self.norm, self.bearer, self.target, *self.bodies, *self.others}
        return frozenset(named - {""})


def own_norms(view: MunicipalView) -> tuple[Expectation, ...]:
    """Return everything that a municipality's own norms expect at its date, met or not.

    They are the parts of its commissions, what documents in force presuppose, what audits test,
    its own rows of requirements that name an element, and an agreement on a unit that several
    bodies lend posts to. What a unit with a governing document for its group agrees on is not
    asked.
    """
    found = (*_of_commissions(view), *_of_requirements(view), *_of_units(view))
    return tuple(dict.fromkeys(found))


def _of_commissions(view: MunicipalView) -> Iterator[Expectation]:
    facts = view.facts
    for row in view.rows("Responsibility"):
        commission = facts.value(row, mr("underCommission"))
        part = _slug(view, row, "commissionElement")
        holders = facts.values(row, mr("responsibleAgent"))
        if not commission or not holders or part not in PARTS:
            continue
        is_power = POWER in facts.values(row, mr("responsibilityKind"))
        # What the council lets somebody do is no duty.
        givers = () if is_power else facts.values(commission, mr("assignedBy"))
        for element in PARTS[part]:
            yield Expectation(
                norm=row,
                bearer=commission,
                bodies=holders,
                topic=_topic(view, (row, commission), commission),
                element=element,
                strength=_strength(view, row, givers),
                target=commission,
                groups=facts.values(commission, mr("targetGroup")),
                test="commission",
                is_power=is_power,
            )


def _of_requirements(view: MunicipalView) -> Iterator[Expectation]:
    for requirement, bearer in _in_use(view):
        for one in _expected_by(view, requirement, bearer):
            others = view.facts.values(requirement, mr("counterpart"))
            groups = view.facts.values(requirement, mr("targetGroup"))
            about = (requirement, bearer)
            topic = _topic(view, about, one.target or bearer)
            yield replace(one, topic=topic, others=others, groups=groups)


def _in_use(view: MunicipalView) -> Iterator[tuple[str, str]]:
    """Yield each requirement that holds at the date, and what it stands in."""
    facts = view.facts
    seen: set[str] = set()
    bearers = [
        ("presupposes", view.rows("SteeringDocument")),
        ("criterion", view.said_rows("Audit")),
    ]
    for path, rows in bearers:
        for bearer in rows:
            for requirement in facts.values(bearer, mr(path)):
                if _is_valid(view, requirement):
                    seen.add(requirement)
                    yield requirement, bearer
    for requirement in view.said_rows("Requirement"):
        is_own = facts.value(requirement, mr("element")) and requirement not in seen
        if is_own and _is_valid(view, requirement):
            yield requirement, requirement


def _expected_by(view: MunicipalView, requirement: str, bearer: str) -> Iterator[Expectation]:
    facts = view.facts
    adopters = facts.values(bearer, mr("adoptedBy"))
    given = Expectation(
        norm=requirement,
        bearer=bearer,
        bodies=facts.values(requirement, mr("obliges")) or adopters,
        topic="",
        element="",
        strength=_strength(view, requirement, adopters),
    )
    for concept in facts.values(requirement, mr("element")):
        yield replace(given, element=concept.rsplit("/", 1)[-1])
    for form in facts.values(requirement, mr("requiresForm")):
        yield replace(given, element="form", target=form)
    for document in facts.values(requirement, mr("requiresDocument")):
        is_agreement = view.acting.is_a(document, "Agreement")
        yield replace(given, element="agreement" if is_agreement else "document", target=document)
    kind = _slug(view, requirement, "requirementKind")
    if kind in TESTS and not facts.values(requirement, mr("element")):
        element, test = TESTS[kind]
        yield replace(given, element=element, test=test, target=bearer)


def _of_units(view: MunicipalView) -> Iterator[Expectation]:
    facts = view.facts
    governed = {
        group
        for document in view.rows("SteeringDocument")
        for group in facts.values(document, mr("targetGroup"))
    }
    for unit in view.rows("JointUnit"):
        posts = [post for post in facts.subjects(mr("postIn"), unit) if _stands(view, post)]
        lenders = {body for post in posts for body in facts.values(post, mr("secondedFrom"))}
        groups = facts.values(unit, mr("targetGroup"))
        if len(lenders) < LEAST_LENDERS or governed & set(groups):
            continue
        topic = _topic(view, (unit,), unit)
        others = tuple(sorted(lenders))
        yield Expectation(
            unit, unit, (unit,), topic, "agreement", "recommended", "", others, groups
        )


def _stands(view: MunicipalView, row: str) -> bool:
    return row in view.deriver.standing


def _is_valid(view: MunicipalView, row: str) -> bool:
    """Tell whether a requirement is on record, and has begun, at the date."""
    if view.as_of is None:
        return True
    start = as_day(view.facts.value(row, mr("validFrom")), "first")
    return view.deriver.on_record(row) and (start is None or start <= view.as_of)


def _strength(view: MunicipalView, row: str, deciders: Iterable[str]) -> str:
    """Return how binding a norm is: as its row says; else a duty where the council decided it."""
    given = _slug(view, row, "strength")
    by_council = any(COUNCIL in view.facts.values(body, mr("bodyType")) for body in deciders)
    return given or ("must" if by_council else "should")


def _slug(view: MunicipalView, row: str, path: str) -> str:
    return view.facts.value(row, mr(path)).rsplit("/", 1)[-1]


def _topic(view: MunicipalView, rows: Iterable[str], otherwise: str) -> str:
    """Return the first topic of some rows or of their target groups, else what is given."""
    topic, group = str(MR.topic), str(MR.targetGroup)
    facts = view.facts
    given = tuple(rows)
    groups = (one for row in given for one in facts.values(row, group))
    found = (one for row in (*given, *groups) for one in facts.values(row, topic))
    return next(found, otherwise)
