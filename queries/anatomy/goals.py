"""The elements of goals, of follow-ups and commitments, and of target groups."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from mellanrum.graph.standing.days import as_day
from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import mr
from mellanrum.queries.anatomy.element import Element, columns, rows
from mellanrum.queries.anatomy.reading import Proof, Reading

__all__ = [
    "BY_LAW",
    "FOLLOW_UPS",
    "GOALS",
    "TARGET_GROUPS",
    "followed_by",
    "indicators_of",
    "is_by_auditors",
]

BY_LAW = Text(
    "revisorerna redovisar till fullmäktige enligt lag", "the auditors report to the council by law"
)


def followed_by(reading: Reading, rows: Collection[str]) -> tuple[str, ...]:
    """Return the follow-ups of any of these rows, made or planned."""
    found = reading.pointing("followsUp", *rows)
    return reading.chosen(found, lambda one: bool(reading.tone(one)))


def indicators_of(reading: Reading, *goals: str) -> tuple[str, ...]:
    """Return the indicators of any of these goals."""
    return reading.pointing("measures", *goals)


def is_by_auditors(reading: Reading, follow_up: str) -> bool:
    """Tell whether auditors make a follow-up."""
    makers = reading.facts.values(follow_up, mr("performedBy"))
    return any(reading.is_a(maker, "AuditBody") for maker in makers)


# -- goals ------------------------------------------------------------------------------------


def _follow_ups(reading: Reading, goal: str) -> tuple[str, ...]:
    """Return the follow-ups of a goal, of its whole and parts, and of what it is written in."""
    documents = reading.facts.values(goal, mr("inDocument"))
    parts = reading.pointing("partOfGoal", goal)
    versions = reading.reached(documents, "revises", "buildsOn")
    wholes = reading.facts.values(goal, mr("partOfGoal"))
    return followed_by(reading, versions.union((goal,), parts, wholes))


GOALS = (
    Element("owner", ("goals.goal of",), columns("goalOf")),
    Element("measure", ("indicators",), rows(indicators_of)),
    Element("follow-up", ("follow-ups",), rows(_follow_ups)),
    Element(
        "period", ("goals.valid from", "goals.valid until"), columns("validFrom", "validUntil")
    ),
)

# -- follow-ups and commitments ---------------------------------------------------------------

TO_COME = Text("är planerad eller avsedd", "is planned or intended")
ONGOING = Text("pågår löpande", "goes on all the time")
NOT_DUE = Text("tiden har inte gått ut", "it is not yet due")
RUNNING = ("ongoing", "recurring")


def _with_a_receiver(reading: Reading, row: str) -> Text | None:
    if reading.tone(row) == "planned" and reading.is_a(row, "FollowUp"):
        return TO_COME
    return BY_LAW if is_by_auditors(reading, row) else None


def _by_now(reading: Reading, row: str) -> Text | None:
    if any(reading.has(row, "progress", f"progress/{slug}") for slug in RUNNING):
        return ONGOING
    due = as_day(reading.facts.value(row, mr("deadline")), "last")
    day = reading.view.as_of
    return NOT_DUE if due is not None and day is not None and due > day else None


def _done(reading: Reading, row: str) -> Iterator[Proof]:
    if reading.has(row, "progress", "progress/completed"):
        yield Proof(reading.tone(row), (row,))
    yield from reading.by_rows(reading.facts.values(row, mr("fulfilledBy")))


FOLLOW_UPS = (
    Element(
        "who",
        ("follow-ups.performed by", "commitments.committed by"),
        columns("performedBy", "committedBy"),
    ),
    Element(
        "to-whom",
        ("follow-ups.reports to", "commitments.reports to"),
        columns("reportsTo"),
        _with_a_receiver,
    ),
    Element(
        "when",
        (
            "follow-ups.deadline",
            "commitments.deadline",
            "follow-ups.frequency",
            "commitments.frequency",
        ),
        columns("deadline", "deadlineText", "frequency"),
    ),
    Element("done", ("follow-ups.progress", "commitments.fulfilled by"), _done, _by_now),
)

# -- target groups ----------------------------------------------------------------------------


def _of_group(cls: str) -> Callable[[Reading, str], tuple[str, ...]]:
    """Return what finds the rows of a class that are for a target group."""

    def walk(reading: Reading, row: str) -> tuple[str, ...]:
        found = reading.pointing("targetGroup", row)
        return reading.chosen(found, lambda one: reading.is_a(one, cls))

    return walk


def _answered_for(reading: Reading, row: str) -> tuple[str, ...]:
    """Return the responsibilities for a target group that somebody has."""
    duties = _of_group("Responsibility")(reading, row)
    return reading.chosen(
        duties, lambda one: bool(reading.facts.value(one, mr("responsibleAgent")))
    )


TARGET_GROUPS = (
    Element("goal", ("goals.target group",), rows(_of_group("Goal"))),
    Element("responsibility", ("responsibilities.target group",), rows(_answered_for)),
    Element("activity", ("activities.target group",), rows(_of_group("Activity"))),
    Element("structure", ("structures.target group",), rows(_of_group("CollaborationStructure"))),
)
