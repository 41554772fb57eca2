"""The elements of goals, of follow-ups and commitments, and of target groups."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from mellanrum.graph.standing.days import as_day
from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import mr
from mellanrum.queries.anatomy.element import element
from mellanrum.queries.anatomy.reading import Proof, Reading

__all__ = ["BY_LAW", "followed_by", "indicators_of", "is_by_auditors"]

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


@element("goals", "owner", ("goals", "goal of"))
def _owner(reading: Reading, row: str) -> Iterator[Proof]:
    yield from reading.by_column(row, "goalOf")


@element("goals", "measure", ("indicators", None))
def _measure(reading: Reading, row: str) -> Iterator[Proof]:
    yield from reading.by_rows(indicators_of(reading, row))


@element("goals", "follow-up", ("follow-ups", None))
def _follow_up(reading: Reading, row: str) -> Iterator[Proof]:
    yield from reading.by_rows(followed_by(reading, _through_documents(reading, row)))


def _through_documents(reading: Reading, goal: str) -> frozenset[str]:
    documents = reading.facts.values(goal, mr("inDocument"))
    parts = reading.pointing("partOfGoal", goal)
    versions = reading.reached(documents, "revises", "buildsOn")
    return versions.union((goal,), parts, reading.facts.values(goal, mr("partOfGoal")))


@element("goals", "period", ("goals", "valid from"), ("goals", "valid until"))
def _period(reading: Reading, row: str) -> Iterator[Proof]:
    if reading.facts.value(row, mr("validFrom")) or reading.facts.value(row, mr("validUntil")):
        yield Proof(reading.told(row), (row,))


# -- follow-ups and commitments ---------------------------------------------------------------

BOTH = ("follow-ups", "commitments")
TO_COME = Text("är planerad eller avsedd", "is planned or intended")
ONGOING = Text("pågår löpande", "goes on all the time")
NOT_DUE = Text("tiden har inte gått ut", "it is not yet due")
RUNNING = ("ongoing", "recurring")


@element(
    "follow-ups",
    "who",
    *((table, "performed by") for table in BOTH[:1]),
    ("commitments", "committed by"),
)
def _who(reading: Reading, row: str) -> Iterator[Proof]:
    yield from reading.by_column(row, "performedBy", "committedBy")


def _with_a_receiver(reading: Reading, row: str) -> Text | None:
    if reading.tone(row) == "planned" and reading.is_a(row, "FollowUp"):
        return TO_COME
    return BY_LAW if is_by_auditors(reading, row) else None


@element(
    "follow-ups", "to-whom", *((table, "reports to") for table in BOTH), not_for=_with_a_receiver
)
def _to_whom(reading: Reading, row: str) -> Iterator[Proof]:
    yield from reading.by_column(row, "reportsTo")


@element(
    "follow-ups",
    "when",
    *((table, "deadline") for table in BOTH),
    *((table, "frequency") for table in BOTH),
)
def _when(reading: Reading, row: str) -> Iterator[Proof]:
    paths = ("deadline", "deadlineText", "frequency")
    if any(reading.facts.value(row, mr(path)) for path in paths):
        yield Proof(reading.told(row), (row,))


def _by_now(reading: Reading, row: str) -> Text | None:
    if any(reading.has(row, "progress", f"progress/{slug}") for slug in RUNNING):
        return ONGOING
    due = as_day(reading.facts.value(row, mr("deadline")), "last")
    day = reading.view.as_of
    return NOT_DUE if due is not None and day is not None and due > day else None


@element(
    "follow-ups",
    "done",
    ("follow-ups", "progress"),
    ("commitments", "fulfilled by"),
    not_for=_by_now,
)
def _done(reading: Reading, row: str) -> Iterator[Proof]:
    if reading.has(row, "progress", "progress/completed"):
        yield Proof(reading.tone(row), (row,))
    yield from reading.by_rows(reading.facts.values(row, mr("fulfilledBy")))


# -- target groups ----------------------------------------------------------------------------


def _of_group(reading: Reading, row: str, cls: str) -> tuple[str, ...]:
    found = reading.pointing("targetGroup", row)
    return reading.chosen(found, lambda one: reading.is_a(one, cls))


@element("target-groups", "goal", ("goals", "target group"))
def _group_goal(reading: Reading, row: str) -> Iterator[Proof]:
    yield from reading.by_rows(_of_group(reading, row, "Goal"))


@element("target-groups", "responsibility", ("responsibilities", "target group"))
def _group_responsibility(reading: Reading, row: str) -> Iterator[Proof]:
    for duty in _of_group(reading, row, "Responsibility"):
        if reading.facts.value(duty, mr("responsibleAgent")):
            yield Proof(reading.tone(duty), (duty,))


@element("target-groups", "activity", ("activities", "target group"))
def _group_activity(reading: Reading, row: str) -> Iterator[Proof]:
    yield from reading.by_rows(_of_group(reading, row, "Activity"))


@element("target-groups", "structure", ("structures", "target group"))
def _group_structure(reading: Reading, row: str) -> Iterator[Proof]:
    yield from reading.by_rows(_of_group(reading, row, "CollaborationStructure"))
