"""Who speaks against a stated lack, and for whom; who makes it more precise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mellanrum.ontology.namespaces import MR, mr
from mellanrum.ontology.vocabularies import MODALITY as MODALITIES
from mellanrum.queries.stated.joining import Group
from mellanrum.queries.stated.testimony import Testimony
from mellanrum.queries.tiers.item import Contest

__all__ = ["contests_of", "qualifiers_of"]

MODALITY = str(MR.modality)


def contests_of(said: Testimony, group: Group) -> tuple[Contest, ...]:
    """Return who speaks against a stated lack, in order of statement.

    A statement does that names one of its rows as contradicted, and so does a reply to one of
    them that objects. To object to what is recommended is not to say that nothing is lacking.
    """
    against = {one for row in group.rows for one in _contradicting(said, row)}
    objecting = _replies(said, group, "objects")
    against.update(
        said.own(reply)
        for reply in objecting
        if MODALITIES.iri(said.modality(reply)) in MODALITIES.marked("asserts")
    )
    bodies = _bodies(said, group)
    return tuple(
        Contest(by, _for(said, by, bodies), statement)
        for statement in sorted(against)
        for by in _speakers(said, statement)
    )


def qualifiers_of(said: Testimony, group: Group, contested: Iterable[Contest]) -> tuple[str, ...]:
    """Return the replies that make a stated lack more precise and do not speak against it."""
    against = {contest.statement for contest in contested}
    replies = _replies(said, group, "qualifies")
    return tuple(reply for reply in replies if said.own(reply) not in against)


def _contradicting(said: Testimony, row: str) -> Iterator[str]:
    statements = {row, *said.statements(row)}
    for statement in statements:
        for other in said.facts.subjects(mr("contradicts"), statement):
            if said.facts.value(other, MODALITY) in MODALITIES.marked("asserts") and said.is_said(
                other
            ):
                yield other


def _replies(said: Testimony, group: Group, stance: str) -> tuple[str, ...]:
    found = said.about("respondsTo", group.rows)
    return tuple(reply for reply in found if said.slug(reply, "stance") == stance)


def _speakers(said: Testimony, statement: str) -> tuple[str, ...]:
    """Return who makes a statement: of a reply those who reply, whoever words it."""
    respondents = said.values(said.facts.value(statement, mr("about")), "respondent")
    return respondents or said.values(statement, "voice") or ("",)


def _bodies(said: Testimony, group: Group) -> frozenset[str]:
    """Return the bodies that a lack is stated of, without the municipality as a whole."""
    acting = said.view.acting
    named = {node for row in group.rows for node in said.named(row)}
    return frozenset(
        node
        for node in named
        if acting.is_a(node, "Body") and not acting.is_a(node, "Municipality")
    )


def _for(said: Testimony, by: str, bodies: frozenset[str]) -> str:
    """Return the body that an objection holds for: one of several, if it speaks for that one."""
    spoken_for = bodies & {by, *(said.view.acting.bodies(by) if by else ())}
    return min(spoken_for) if spoken_for and bodies - spoken_for else ""
