"""Where two bodies need to meet: which levels a pair is asked at depends on what kind of pair."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal, get_args

from mellanrum.graph.problems import did_you_mean, listing, problem, shorten
from mellanrum.graph.standing.facts import UPWARDS, reached
from mellanrum.graph.standing.representation import Representation
from mellanrum.ontology.errors import Location, QueryError
from mellanrum.ontology.namespaces import mr
from mellanrum.ontology.schema import fold
from mellanrum.ontology.vocabularies import LEVEL, MEETING_LEVEL

__all__ = [
    "MEETING_LEVELS",
    "Levels",
    "Meeting",
    "MeetingLevel",
    "levels_of_work",
    "meeting_level",
    "meeting_level_named",
    "meeting_level_names",
]

MeetingLevel = Literal["lead", "management", "practice"]
MEETING_LEVELS: tuple[MeetingLevel, ...] = get_args(MeetingLevel)
Levels = tuple[str, ...]

# Slugs of levels of work; the first is that of a new forum.
PRACTICE: Levels = ("operational", "individual")
# Committees meet as committees; one meets an outside party where either side leads its work.
WITHIN: Mapping[MeetingLevel, Levels] = {
    "lead": ("strategic", "political"),
    "management": ("management",),
    "practice": PRACTICE,
}
ACROSS: Mapping[MeetingLevel, Levels] = {
    "management": ("management", "strategic"),
    "practice": PRACTICE,
}
OUTSIDE: Mapping[MeetingLevel, Levels] = {"practice": PRACTICE}
NOWHERE: Mapping[MeetingLevel, Levels] = {}
OUTSIDERS = frozenset({mr("ExternalActor"), mr("ActorCollective")})


def meeting_level(level: str) -> MeetingLevel | None:
    """Return where those who work at a level meet within a municipality; None for any other.

    Examples
    --------
    >>> meeting_level("individual"), meeting_level("lead"), meeting_level("central")
    ('practice', 'lead', None)
    """
    for name, levels in WITHIN.items():
        if level == name or level in levels:
            return name
    return None


@cache
def meeting_level_names() -> Mapping[str, MeetingLevel]:
    """Return each meeting level by its folded names, and by those of its levels of work."""
    return {
        fold(name): level
        for concept in (*LEVEL, *MEETING_LEVEL)
        if (level := meeting_level(concept.slug))
        for name in concept.names
    }


def meeting_level_named(name: str) -> MeetingLevel:
    """Return the meeting level of a slug or label, or that of a level of work so named.

    Examples
    --------
    >>> meeting_level_named("politisk"), meeting_level_named("practice")
    ('lead', 'practice')
    """
    known = meeting_level_names()
    if fold(name) in known:
        return known[fold(name)]
    labels = listing([concept.label for concept in MEETING_LEVEL])
    guess = did_you_mean(name, known)
    raise QueryError(
        problem(Location(), "bad-parameter", labels=labels, guess=guess, value=shorten(name))
    )


def levels_of_work(level: MeetingLevel, *, across: bool = False) -> Levels:
    """Return the levels of work at which bodies of one municipality meet there.

    With `across`, those at which one of them meets a party outside it; none where it need not.

    Examples
    --------
    >>> levels_of_work("management"), levels_of_work("management", across=True)
    (('management',), ('management', 'strategic'))
    """
    return (ACROSS if across else WITHIN).get(level, ())


class Meeting:
    """Tells at which levels two bodies of a municipality's structure need to meet."""

    def __init__(self, representation: Representation, municipality: str) -> None:
        self.representation = representation
        self.municipality = municipality
        self._outside: dict[str, bool] = {}
        self._wholes: dict[str, frozenset[str]] = {}

    def levels(self, one: str, other: str) -> Mapping[MeetingLevel, Levels]:
        """Return, for each place where the two need to meet, the levels of work that count there.

        A body and what it is part of need no place to meet, nor do two whose territories are known
        and have nothing in common.
        """
        if self.is_part(one, other) or self.is_apart(one, other):
            return NOWHERE
        outside = self.is_outside(one), self.is_outside(other)
        return OUTSIDE if all(outside) else ACROSS if any(outside) else WITHIN

    def is_outside(self, body: str) -> bool:
        """Tell whether a body is no part of the municipality's own organisation."""
        if body not in self._outside:
            wholes = (body, *self.wholes(body))
            self._outside[body] = self.representation.facts.municipality_of(
                body
            ) != self.municipality or any(
                not OUTSIDERS.isdisjoint(self.representation.classes(each)) for each in wholes
            )
        return self._outside[body]

    def is_part(self, one: str, other: str) -> bool:
        """Tell whether one of two bodies is part of the other; all are of their municipality."""
        return self._is_within(one, other) or self._is_within(other, one)

    def is_apart(self, one: str, other: str) -> bool:
        """Tell whether the territories of two bodies are known and have nothing in common."""
        mine, theirs = (self._territory(body) for body in (one, other))
        return bool(mine and theirs) and mine.isdisjoint(theirs)

    def wholes(self, body: str) -> frozenset[str]:
        """Return all that a body is part of; its municipality among them."""
        if body not in self._wholes:
            facts = self.representation.facts
            above = reached(body, lambda part: (w for p in UPWARDS for w in facts.values(part, p)))
            self._wholes[body] = frozenset(above[1:])
        return self._wholes[body]

    def _is_within(self, one: str, other: str) -> bool:
        return other in self.wholes(one) or (
            other == self.municipality and not self.is_outside(one)
        )

    def _territory(self, body: str) -> frozenset[str]:
        return frozenset(map(fold, self.representation.facts.values(body, mr("territory"))))
