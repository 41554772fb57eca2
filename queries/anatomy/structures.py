"""The elements of structures and programmes."""

from __future__ import annotations

from collections.abc import Iterator

from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import mr
from mellanrum.queries.anatomy.element import element
from mellanrum.queries.anatomy.goals import BY_LAW, followed_by, indicators_of, is_by_auditors
from mellanrum.queries.anatomy.reading import Proof, Reading

__all__ = ["documents_of", "goals_for", "participations_in", "parties_in"]

# An outside body is a party by its own name; a group of bodies names none of them.
OUTSIDE = ("ExternalActor", "ActorCollective")
BESIDE = ("CollaborationStructure", "Programme")


# -- the walks --------------------------------------------------------------------------------


def documents_of(reading: Reading, row: str) -> tuple[str, ...]:
    """Return the documents that govern a structure or programme, or are part of the programme."""
    governing = reading.facts.values(row, mr("governedBy"))
    parts = reading.pointing("partOfProgramme", row)
    of_programme = reading.chosen(parts, lambda one: reading.is_a(one, "SteeringDocument"))
    return tuple(sorted({*governing, *of_programme}))


def goals_for(reading: Reading, row: str) -> tuple[str, ...]:
    """Return the goals for a row: its own, and those in documents in force that govern it.

    A goal in such a document counts where it is shared, and is not for another row in particular.
    """
    in_force = reading.chosen(documents_of(reading, row), lambda one: bool(reading.tone(one)))
    written = reading.pointing("inDocument", *in_force)
    shared = reading.chosen(written, lambda goal: _is_shared(reading, goal, row))
    return tuple(sorted({*reading.pointing("goalFor", row), *shared}))


def _is_shared(reading: Reading, goal: str, row: str) -> bool:
    """Tell whether a goal is of several bodies, of the municipality, or of nobody in particular.

    A unit that several bodies staff or pay for shares its goal with them.
    """
    others = reading.facts.values(goal, mr("goalFor"))
    if any(reading.is_a(other, "CollaborationStructure", "Commission") for other in others):
        return False
    owners = reading.facts.values(goal, mr("goalOf"))
    return len(owners) != 1 or reading.is_a(owners[0], "Municipality", "JointUnit")


def _every_goal(reading: Reading, row: str) -> tuple[str, ...]:
    """Return the goals for a row, and those that activities in it are to realise."""
    activities = {*reading.pointing("forStructure", row), *reading.pointing("partOfProgramme", row)}
    realised = {
        goal
        for activity in activities
        if reading.is_a(activity, "Activity") and reading.tone(activity)
        for goal in reading.facts.values(activity, mr("realisesGoal"))
    }
    return tuple(sorted(realised.union(goals_for(reading, row))))


def _followed(reading: Reading, row: str) -> frozenset[str]:
    """Return all through which a row is followed up: a goal that has ended may still be."""
    goals = _every_goal(reading, row)
    written = {one for goal in goals for one in reading.facts.values(goal, mr("inDocument"))}
    documents = reading.reached(written.union(documents_of(reading, row)), "revises", "buildsOn")
    return documents.union((row,), reading.facts.values(row, mr("partOfProgramme")), goals)


def participations_in(reading: Reading, row: str) -> tuple[str, ...]:
    """Return the participations in a structure that are documented or planned."""
    rows = reading.pointing("inStructure", row)
    return reading.chosen(rows, lambda one: bool(reading.tone(one)))


def parties_in(reading: Reading, participation: str) -> frozenset[str]:
    """Return the bodies that a participation names: the committee of a unit, an outside body.

    A municipality as a whole, a group and a sector name no body.
    """
    named = reading.facts.values(participation, mr("participant"))
    posts = reading.facts.values(participation, mr("viaPost"))
    sector = reading.facts.values(participation, mr("participantSector"))
    found: set[str] = set()
    for node in named or (() if sector else posts):
        if reading.is_a(node, "ExternalActor"):
            found.add(node)
        elif not reading.is_a(node, "ActorCollective"):
            found |= reading.view.acting.bodies(node)
    return frozenset(found)


def _outsiders(reading: Reading, row: str) -> tuple[str, ...]:
    taking_part = (
        body
        for one in participations_in(reading, row)
        for body in reading.facts.values(one, mr("participant"))
    )
    return tuple(sorted({body for body in taking_part if reading.is_a(body, *OUTSIDE)}))


# -- what does not apply ----------------------------------------------------------------------

PROGRAMME = Text("gäller strukturer, inte program", "is for structures, not for programmes")
NO_GOAL = Text("inget mål är dokumenterat", "no goal is documented")
NO_FOLLOW_UP = Text("ingen uppföljning är dokumenterad", "no follow-up is documented")
NO_FORUM = Text("gäller forum som möts", "is for forums that meet")
NO_OUTSIDER = Text(
    "ingen part utanför kommunen är dokumenterad", "no party outside the municipality is documented"
)
NO_CASES = Text(
    "gäller arbete kring enskilda och arbetssätt med minst två parter",
    "is for work on individual cases, and practices with at least two parties",
)
NO_LINE = Text("gäller arbetsgrupper och program", "is for working groups and programmes")
ALONE = Text(
    "ingen annan struktur har samma målgrupp", "no other structure has the same target group"
)


def _for_structures(reading: Reading, row: str) -> Text | None:
    return None if reading.is_a(row, "CollaborationStructure") else PROGRAMME


def _with_a_goal(reading: Reading, row: str) -> Text | None:
    goals = _every_goal(reading, row)
    return None if any(reading.tone(goal) for goal in goals) else NO_GOAL


def _with_a_follow_up(reading: Reading, row: str) -> Text | None:
    """Leave out what is only planned, and what the auditors make."""
    rows = followed_by(reading, _followed(reading, row))
    made = reading.chosen(rows, lambda one: reading.tone(one) == "documented")
    if not made:
        return NO_FOLLOW_UP
    return BY_LAW if all(is_by_auditors(reading, one) for one in made) else None


def _for_forums(reading: Reading, row: str) -> Text | None:
    return None if reading.is_a(row, "Forum") else NO_FORUM


def _with_outsiders(reading: Reading, row: str) -> Text | None:
    if not reading.is_a(row, "CollaborationStructure"):
        return PROGRAMME
    return None if _outsiders(reading, row) else NO_OUTSIDER


def _for_cases(reading: Reading, row: str) -> Text | None:
    on_cases = reading.has(row, "atLevel", "level/individual")
    practice = reading.is_a(row, "CollaborationPractice")
    return None if on_cases or (practice and _number_of_parties(reading, row) > 1) else NO_CASES


def _number_of_parties(reading: Reading, row: str) -> int:
    """Return how many bodies, and sectors named without a body, take part."""
    paths = (mr("participant"), mr("participantSector"))
    rows = participations_in(reading, row)
    return len({one for each in rows for path in paths for one in reading.facts.values(each, path)})


def _with_a_line(reading: Reading, row: str) -> Text | None:
    working = reading.has(row, "forumType", "forum-type/working-group")
    return None if working or reading.is_a(row, "Programme") else NO_LINE


def _beside_another(reading: Reading, row: str) -> Text | None:
    groups = reading.facts.values(row, mr("targetGroup"))
    rows = {*reading.described("CollaborationStructure"), *reading.described("Programme")}
    beside = rows.intersection(reading.pointing("targetGroup", *groups)) - {row}
    return None if beside else ALONE


# -- the elements, in the order of the table --------------------------------------------------


@element("structures", "goal", ("goals", None))
def _goal(reading: Reading, row: str) -> Iterator[Proof]:
    yield from reading.by_rows(goals_for(reading, row))


@element("structures", "measure", ("indicators", None), not_for=_with_a_goal)
def _measure(reading: Reading, row: str) -> Iterator[Proof]:
    yield from reading.by_rows(indicators_of(reading, *_every_goal(reading, row)))


@element("structures", "follow-up", ("follow-ups", None))
def _follow_up(reading: Reading, row: str) -> Iterator[Proof]:
    yield from reading.by_rows(followed_by(reading, _followed(reading, row)))


@element("structures", "report-to", ("follow-ups", "reports to"), not_for=_with_a_follow_up)
def _report_to(reading: Reading, row: str) -> Iterator[Proof]:
    for follow_up in followed_by(reading, _followed(reading, row)):
        for receiver in reading.facts.values(follow_up, mr("reportsTo")):
            yield Proof(reading.tone(follow_up), (follow_up, receiver))


@element("structures", "document", ("structures", "governed by"), ("programmes", "governed by"))
def _document(reading: Reading, row: str) -> Iterator[Proof]:
    yield from reading.by_rows(documents_of(reading, row))


@element("structures", "parties", ("participations", None), not_for=_for_structures)
def _parties(reading: Reading, row: str) -> Iterator[Proof]:
    by_row = {one: parties_in(reading, one) for one in participations_in(reading, row)}
    standing = {one: found for one, found in by_row.items() if reading.tone(one) == "documented"}
    if len(frozenset[str]().union(*standing.values())) > 1:
        yield Proof("documented", tuple(standing))
    elif len(frozenset[str]().union(*by_row.values())) > 1:
        yield Proof("planned", tuple(by_row))


@element("structures", "level", ("structures", "level"), not_for=_for_structures)
def _level(reading: Reading, row: str) -> Iterator[Proof]:
    yield from reading.by_column(row, "atLevel")
    for participation in participations_in(reading, row):
        if reading.facts.values(participation, mr("atLevel")):
            yield Proof(reading.tone(participation), (participation,))


@element(
    "structures",
    "convener",
    ("structures", "convened by"),
    ("structures", "steered by"),
    ("programmes", "steered by"),
)
def _convener(reading: Reading, row: str) -> Iterator[Proof]:
    yield from reading.by_column(row, "convenedBy", "steeredBy")
    for duty in reading.pointing("forStructure", row):
        if reading.has(duty, "commissionElement", "commission-element/convene"):
            yield Proof(reading.tone(duty), (duty,))


@element("structures", "rhythm", ("structures", "rhythm"), not_for=_for_forums)
def _rhythm(reading: Reading, row: str) -> Iterator[Proof]:
    yield from reading.by_column(row, "frequency")


@element("structures", "ages", ("target groups", "min age"), ("target groups", "max age"))
def _ages(reading: Reading, row: str) -> Iterator[Proof]:
    for group in reading.facts.values(row, mr("targetGroup")):
        if any(reading.facts.value(group, mr(path)) for path in ("minAge", "maxAge")):
            yield Proof(reading.tone(group), (group,))


@element("structures", "contact", ("contact points", None), not_for=_with_outsiders)
def _contact(reading: Reading, row: str) -> Iterator[Proof]:
    """Yield the ways to reach the structure, or one of those who take part from within."""
    outsiders = _outsiders(reading, row)
    named = [parties_in(reading, one) for one in participations_in(reading, row)]
    inside = frozenset[str]().union(*named).difference(outsiders)
    for point in reading.pointing("contactPointOf", row, *sorted(inside)):
        readers = reading.facts.values(point, mr("contactPointFor"))
        if not readers or not set(readers).isdisjoint(outsiders):
            yield Proof(reading.tone(point), (point,))


@element("structures", "money", ("funding", None))
def _money(reading: Reading, row: str) -> Iterator[Proof]:
    """Yield what pays for the row, or for a post by which somebody takes part in it."""
    posts = (
        post
        for one in participations_in(reading, row)
        for post in reading.facts.values(one, mr("viaPost"))
    )
    yield from reading.by_rows(reading.pointing("funds", row, *sorted(set(posts))))


@element("structures", "information", ("documents", None), not_for=_for_cases)
def _information(reading: Reading, row: str) -> Iterator[Proof]:
    """Yield routines that govern the row: they say how the parties share what they know."""
    documents = documents_of(reading, row)
    yield from reading.by_rows(reading.chosen(documents, lambda one: reading.is_a(one, "Routine")))


@element(
    "structures",
    "feeds-into",
    ("structures", "feeds into"),
    ("programmes", "feeds into"),
    not_for=_with_a_line,
)
def _feeds_into(reading: Reading, row: str) -> Iterator[Proof]:
    yield from reading.by_column(row, "feedsInto")


@element(
    "structures",
    "coordinated-with",
    ("structures", "coordinated with"),
    ("structures", "steered by"),
    ("structures", "part of"),
    ("structures", "part of programme"),
    not_for=_beside_another,
)
def _coordinated_with(reading: Reading, row: str) -> Iterator[Proof]:
    """Yield what it is coordinated with, is part of or is steered by, in either direction."""
    for path in ("coordinatedWith", "partOf", "partOfProgramme", "steeredBy"):
        for other in reading.facts.values(row, mr(path)):
            if reading.is_a(other, *BESIDE):
                yield Proof(reading.told(row), (row, other))
        for other in reading.pointing(path, row):
            if reading.is_a(other, *BESIDE):
                yield Proof(reading.told(other), (other,))
