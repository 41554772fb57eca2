"""Where two bodies need to meet: which levels a pair is asked at depends on what kind of pair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from mellanrum.graph.standing.representation import Representation
from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import mr

__all__ = ["MEETING_LEVELS", "Meeting", "MeetingLevel", "meeting_level"]

MeetingLevel = Literal["lead", "management", "practice"]
Levels = frozenset[str]

MEETING_LEVELS: dict[MeetingLevel, Text] = {
    "lead": Text("politisk eller strategisk nivå", "political or strategic level"),
    "management": Text("ledningsnivå", "management level"),
    "practice": Text("i praktiken", "in practice"),
}
PRACTICE: Levels = frozenset({"operational", "individual"})
# Committees meet as committees; one meets an outside party where either side leads its work.
WITHIN: Mapping[MeetingLevel, Levels] = {
    "lead": frozenset({"political", "strategic"}),
    "management": frozenset({"management"}),
    "practice": PRACTICE,
}
ACROSS: Mapping[MeetingLevel, Levels] = {
    "management": frozenset({"management", "strategic"}),
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


class Meeting:
    """Tells at which levels two bodies of a municipality's structure need to meet.

    Parameters
    ----------
    representation : Representation
        Who is part of what, and what stands.
    municipality : str
        IRI.
    """

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
        if self._is_part(one, other) or self._is_part(other, one) or self._is_apart(one, other):
            return NOWHERE
        outside = self.is_outside(one), self.is_outside(other)
        return OUTSIDE if all(outside) else ACROSS if any(outside) else WITHIN

    def is_outside(self, body: str) -> bool:
        """Tell whether a body is no part of the municipality's own organisation."""
        if body not in self._outside:
            wholes = (body, *self.wholes(body))
            self._outside[body] = self.representation.municipality_of(
                body
            ) != self.municipality or any(
                not OUTSIDERS.isdisjoint(self.representation.classes(each)) for each in wholes
            )
        return self._outside[body]

    def wholes(self, body: str) -> frozenset[str]:
        """Return all that a body is part of; its municipality among them."""
        if body not in self._wholes:
            self._wholes[body] = frozenset(self._above(body))
        return self._wholes[body]

    def _above(self, body: str) -> Iterator[str]:
        facts, seen, waiting = self.representation.facts, {body}, [body]
        while waiting:
            current = waiting.pop()
            for name in ("partOf", "administers"):
                for whole in facts.values(current, mr(name)):
                    if whole not in seen:
                        seen.add(whole)
                        waiting.append(whole)
                        yield whole

    def _is_part(self, one: str, other: str) -> bool:
        return other in self.wholes(one) or (
            other == self.municipality and not self.is_outside(one)
        )

    def _is_apart(self, one: str, other: str) -> bool:
        mine, theirs = (self._territory(body) for body in (one, other))
        return bool(mine and theirs) and mine.isdisjoint(theirs)

    def _territory(self, body: str) -> frozenset[str]:
        return frozenset(self.representation.facts.values(body, mr("territory")))
