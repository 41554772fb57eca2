"""The elements of structures and programmes."""

from __future__ import annotations

from collections.abc import Iterator

from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import mr
from mellanrum.queries.anatomy.element import Element, columns, rows
from mellanrum.queries.anatomy.goals import BY_LAW, followed_by, indicators_of, is_by_auditors
from mellanrum.queries.anatomy.reading import Proof, Reading

__all__ = ["STRUCTURES", "documents_of", "goals_for", "participations_in", "parties_in"]

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


def _measured(reading: Reading, row: str) -> tuple[str, ...]:
    return indicators_of(reading, *_every_goal(reading, row))


def _follow_ups(reading: Reading, row: str) -> tuple[str, ...]:
    """Return the follow-ups of a row, and of what it goes by: a goal that has ended may be."""
    goals = _every_goal(reading, row)
    written = {one for goal in goals for one in reading.facts.values(goal, mr("inDocument"))}
    documents = reading.reached(written.union(documents_of(reading, row)), "revises", "buildsOn")
    programmes = reading.facts.values(row, mr("partOfProgramme"))
    return followed_by(reading, documents.union((row,), programmes, goals))


def participations_in(reading: Reading, row: str) -> tuple[str, ...]:
    """Return the participations in a structure that are documented or planned."""
    named = reading.pointing("inStructure", row)
    return reading.chosen(named, lambda one: bool(reading.tone(one)))


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
    made = reading.chosen(_follow_ups(reading, row), lambda one: reading.tone(one) == "documented")
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
    parts = participations_in(reading, row)
    return len(
        {one for each in parts for path in paths for one in reading.facts.values(each, path)}
    )


def _with_a_line(reading: Reading, row: str) -> Text | None:
    working = reading.has(row, "forumType", "forum-type/working-group")
    return None if working or reading.is_a(row, "Programme") else NO_LINE


def _beside_another(reading: Reading, row: str) -> Text | None:
    groups = reading.facts.values(row, mr("targetGroup"))
    there = {*reading.described("CollaborationStructure"), *reading.described("Programme")}
    beside = there.intersection(reading.pointing("targetGroup", *groups)) - {row}
    return None if beside else ALONE


# -- what documents an element ----------------------------------------------------------------


def _report_to(reading: Reading, row: str) -> Iterator[Proof]:
    for follow_up in _follow_ups(reading, row):
        for receiver in reading.facts.values(follow_up, mr("reportsTo")):
            yield Proof(reading.tone(follow_up), (follow_up, receiver))


def _parties(reading: Reading, row: str) -> Iterator[Proof]:
    by_row = {one: parties_in(reading, one) for one in participations_in(reading, row)}
    standing = {one: found for one, found in by_row.items() if reading.tone(one) == "documented"}
    if len(frozenset[str]().union(*standing.values())) > 1:
        yield Proof("documented", tuple(standing))
    elif len(frozenset[str]().union(*by_row.values())) > 1:
        yield Proof("planned", tuple(by_row))


def _level(reading: Reading, row: str) -> Iterator[Proof]:
    yield from reading.by_column(row, "atLevel")
    for participation in participations_in(reading, row):
        if reading.facts.values(participation, mr("atLevel")):
            yield Proof(reading.tone(participation), (participation,))


def _convener(reading: Reading, row: str) -> Iterator[Proof]:
    yield from reading.by_column(row, "convenedBy", "steeredBy")
    for duty in reading.pointing("forStructure", row):
        if reading.has(duty, "commissionElement", "commission-element/convene"):
            yield Proof(reading.tone(duty), (duty,))


def _ages(reading: Reading, row: str) -> Iterator[Proof]:
    for group in reading.facts.values(row, mr("targetGroup")):
        if any(reading.facts.value(group, mr(path)) for path in ("minAge", "maxAge")):
            yield Proof(reading.tone(group), (group,))


def _contact(reading: Reading, row: str) -> Iterator[Proof]:
    """Yield the ways to reach the structure, or one of those who take part from within."""
    outsiders = _outsiders(reading, row)
    named = [parties_in(reading, one) for one in participations_in(reading, row)]
    inside = frozenset[str]().union(*named).difference(outsiders)
    for point in reading.pointing("contactPointOf", row, *sorted(inside)):
        readers = reading.facts.values(point, mr("contactPointFor"))
        if not readers or not set(readers).isdisjoint(outsiders):
            yield Proof(reading.tone(point), (point,))


def _money(reading: Reading, row: str) -> tuple[str, ...]:
    """Return what pays for the row, or for a post by which somebody takes part in it."""
    posts = {
        post
        for one in participations_in(reading, row)
        for post in reading.facts.values(one, mr("viaPost"))
    }
    return reading.pointing("funds", row, *sorted(posts))


def _routines(reading: Reading, row: str) -> tuple[str, ...]:
    """Return routines that govern the row: they say how the parties share what they know."""
    return reading.chosen(documents_of(reading, row), lambda one: reading.is_a(one, "Routine"))


def _coordinated_with(reading: Reading, row: str) -> Iterator[Proof]:
    """Yield what it is coordinated with, is part of or is steered by, in either direction."""
    for path in ("coordinatedWith", "partOf", "partOfProgramme", "steeredBy"):
        for other in reading.facts.values(row, mr(path)):
            if reading.is_a(other, *BESIDE):
                yield Proof(reading.told(row), (row, other))
        for other in reading.pointing(path, row):
            if reading.is_a(other, *BESIDE):
                yield Proof(reading.told(other), (other,))


# In the order of the table.
STRUCTURES = (
    Element("goal", ("goals",), rows(goals_for)),
    Element("measure", ("indicators",), rows(_measured), _with_a_goal),
    Element("follow-up", ("follow-ups",), rows(_follow_ups)),
    Element("report-to", ("follow-ups.reports to",), _report_to, _with_a_follow_up),
    Element("document", ("structures.governed by", "programmes.governed by"), rows(documents_of)),
    Element("parties", ("participations",), _parties, _for_structures),
    Element("level", ("structures.level",), _level, _for_structures),
    Element(
        "convener",
        ("structures.convened by", "structures.steered by", "programmes.steered by"),
        _convener,
    ),
    Element("rhythm", ("structures.rhythm",), columns("frequency"), _for_forums),
    Element("ages", ("target groups.min age", "target groups.max age"), _ages),
    Element("contact", ("contact points",), _contact, _with_outsiders),
    Element("money", ("funding",), rows(_money)),
    Element("information", ("documents",), rows(_routines), _for_cases),
    Element(
        "feeds-into",
        ("structures.feeds into", "programmes.feeds into"),
        columns("feedsInto"),
        _with_a_line,
    ),
    Element(
        "coordinated-with",
        (
            "structures.coordinated with",
            "structures.steered by",
            "structures.part of",
            "structures.part of programme",
        ),
        _coordinated_with,
        _beside_another,
    ),
)
