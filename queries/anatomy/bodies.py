"""The elements of bodies: what they answer for, how it is followed up, and where they sit."""

from __future__ import annotations

from collections.abc import Iterator

from mellanrum.graph.standing.facts import reached
from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import mr
from mellanrum.queries.anatomy.element import Element, rows
from mellanrum.queries.anatomy.goals import followed_by
from mellanrum.queries.anatomy.reading import Proof, Reading

__all__ = ["BODIES", "bodies_shown", "duties_of"]

OUTSIDE = Text("gäller kommunens egna organ", "is for the municipality's own bodies")


def bodies_shown(reading: Reading) -> tuple[str, ...]:
    """Return the bodies of the table: committees, and outside parties that take part or should.

    A group of bodies is shown where a source names those who are to meet it.
    """
    outside = {*reading.described("ExternalActor"), *reading.described("ActorCollective")}
    expected = {row for row in outside if reading.facts.values(row, mr("expectedCounterpart"))}
    taking_part = {
        row
        for row in outside
        if reading.is_a(row, "ExternalActor") and reading.pointing("participant", row)
    }
    own = reading.described("Committee")
    return (*own, *sorted(expected | taking_part))


def _is_outside(reading: Reading, body: str) -> bool:
    return reading.is_a(body, "ExternalActor", "ActorCollective")


def _for_own(reading: Reading, body: str) -> Text | None:
    return OUTSIDE if _is_outside(reading, body) else None


def _acting_for(reading: Reading, body: str) -> frozenset[str]:
    """Return a body, and the units and posts that act for it."""
    paths = (mr("partOf"), mr("administers"), mr("postIn"))

    def below(node: str) -> list[str]:
        return [one for path in paths for one in reading.facts.subjects(path, node)]

    return frozenset(reached(body, below))


def duties_of(reading: Reading, body: str) -> tuple[str, ...]:
    """Return the responsibilities that a body, or what acts for it, has."""
    return reading.pointing("responsibleAgent", *sorted(_acting_for(reading, body)))


def _follow_ups(reading: Reading, row: str) -> list[str]:
    """Return follow-ups of the body's own duties and goals, and those it makes itself."""
    own = {*duties_of(reading, row), *reading.pointing("goalOf", row)}
    made = reading.pointing("performedBy", *sorted(_acting_for(reading, row)))
    follow_ups = reading.chosen(made, lambda one: reading.is_a(one, "FollowUp"))
    return sorted({*followed_by(reading, own), *follow_ups})


def _contact(reading: Reading, row: str) -> Iterator[Proof]:
    """Yield how it is reached, or, from outside, how it reaches those whom it is to meet."""
    if not _is_outside(reading, row):
        owners = sorted(_acting_for(reading, row))
        yield from reading.by_rows(reading.pointing("contactPointOf", *owners))
        return
    for met in reading.facts.values(row, mr("expectedCounterpart")):
        owners = sorted(_acting_for(reading, met))
        for point in reading.pointing("contactPointOf", *owners):
            readers = reading.facts.values(point, mr("contactPointFor"))
            if not readers or row in readers:
                yield Proof(reading.tone(point), (point,))


def _seats(reading: Reading, row: str) -> list[str]:
    """Return where it takes part, itself or by what acts for it or a post that it lends."""
    own = _acting_for(reading, row)
    lent = reading.pointing("secondedFrom", *own)
    return sorted(
        {*reading.pointing("participant", *own), *reading.pointing("viaPost", *own, *lent)}
    )


BODIES = (
    Element("responsibility", ("responsibilities",), rows(duties_of)),
    Element("follow-up-of", ("follow-ups",), rows(_follow_ups), _for_own),
    Element(
        "report-to",
        ("follow-ups.reports to", "commitments.reports to"),
        rows(lambda reading, row: reading.pointing("reportsTo", row)),
        _for_own,
    ),
    Element("contact", ("contact points",), _contact),
    Element("seat", ("participations",), rows(_seats)),
)
