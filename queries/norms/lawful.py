"""What a catalogue of norms expects of a municipality, and what its data answer."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import mr
from mellanrum.ontology.vocabularies import Scheme
from mellanrum.queries.anatomy.reading import Reading
from mellanrum.queries.expected.own_norms import Expectation
from mellanrum.queries.finding.lacks import lacks_of_element
from mellanrum.queries.norms.applying import Applying, Barrier
from mellanrum.queries.norms.norm import CatalogueNorm
from mellanrum.queries.norms.norm_catalogue import NormCatalogue
from mellanrum.queries.norms.roles import NormRoles
from mellanrum.queries.norms.showing import Showing, can_show
from mellanrum.queries.norms.touched import Touched
from mellanrum.queries.tiers.item import Gap

__all__ = ["Lawful"]

TRIGGER = Scheme("trigger")
BINDING = ("must", "should")
OUTSIDE = ("ExternalActor", "ActorCollective", "CollaborationStructure")
CLOSING = ("exists", "does-not-apply")
WIDE = Text("nämns bara bredvid en snävare norm", "only cited beside a narrower norm")
EFFORT = Text("kräver en ansträngning, inte ett resultat", "demands an effort, not a result")
WAITS = Text("väntar på: {trigger}", "waits for: {trigger}")
UNSEEN = Text("ingen rad kan visa det", "no row could show it")
NOT_FILLED = Text("tabellen är inte ifylld", "the table is not filled in")
ADVICE = Text("är ett råd", "is advice")
ALONE = Text("inget annat än tystnad talar för det", "nothing but silence speaks for it")
AUDITED = Text("en granskning gäller ämnet", "an audit is about the topic")
ANSWERED_FOR = Text("någon ansvarar för ämnet", "somebody answers for the topic")
OTHERS = Text("raden finns och nämner andra", "the row is there and names others")


class Lawful:
    """The expectations of a catalogue in a municipality.

    Parameters
    ----------
    catalogue : NormCatalogue
        The catalogue.
    reading : Reading
        The municipality at its date.
    """

    def __init__(self, catalogue: NormCatalogue, reading: Reading) -> None:
        self.catalogue = catalogue
        self.view = reading.view
        self.touched = Touched(reading)
        self.roles = NormRoles(self.touched)
        self.applying = Applying(catalogue, self.roles)
        self.showing = Showing(self.roles)

    @cached_property
    def barred(self) -> tuple[tuple[CatalogueNorm, Barrier], ...]:
        """The norms that ask nothing here, each with why."""
        found = ((norm, self.applying.barrier(norm)) for norm in self.catalogue.norms)
        return tuple((norm, barrier) for norm, barrier in found if barrier)

    @cached_property
    def expectations(self) -> tuple[Expectation, ...]:
        """What the norms that hold ask for, once for each of those whom they bind."""
        barred = {norm.iri for norm, _ in self.barred}
        return tuple(
            self._expectation(norm, bodies)
            for norm in self.catalogue.norms
            if norm.iri not in barred
            for bodies in self.roles.bound(norm)
        )

    def _expectation(self, norm: CatalogueNorm, bodies: tuple[str, ...]) -> Expectation:
        others = {body for role in norm.counterparts for body in self.roles.bodies(role)}
        return Expectation(
            norm=norm.iri,
            bearer=norm.iri,
            bodies=bodies,
            topic=self.touched.topic_iri(norm),
            element=norm.element,
            strength=norm.strength,
            others=tuple(sorted(others)),
            test="topic",
            source=norm,
        )

    # -- met ------------------------------------------------------------------------------------

    def rows(self, norm: CatalogueNorm, bodies: tuple[str, ...]) -> tuple[str, ...]:
        """Return the rows by which a norm is met."""
        return self.showing.rows(norm, bodies)

    def is_answered(self, norm: CatalogueNorm, bodies: tuple[str, ...]) -> bool:
        """Tell whether somebody has answered that it is there, or does not apply.

        An answer about a row of the topic is enough; one about a body must name the norm.
        """
        rows, ids = self.touched.all_of(norm), self.catalogue.ids_of(norm)
        bound = {*bodies, self.view.municipality}
        found = [
            answer
            for answer in self.view.answers
            if answer.element == norm.element
            and (
                answer.about in rows
                or (
                    answer.about in bound
                    and not ids.isdisjoint(self.view.facts.values(answer.iri, mr("normId")))
                )
            )
        ]
        return bool(found) and found[-1].value in CLOSING

    # -- a gap or a question --------------------------------------------------------------------

    def doubt(self, norm: CatalogueNorm, is_filled: bool) -> Text | None:
        """Return why a norm that is not met is a question, whatever else speaks for a gap."""
        if not can_show(norm.element):
            return UNSEEN
        if norm.is_effort or norm.strength == "work-for":
            return EFFORT
        if not self.applying.is_triggered(norm):
            return WAITS.format(trigger=TRIGGER[norm.trigger].label)
        if not is_filled:
            return NOT_FILLED
        return None if norm.strength in BINDING or norm.form else ADVICE

    def grounds(self, norm: CatalogueNorm, bodies: tuple[str, ...]) -> tuple[Text, tuple[str, ...]]:
        """Return what speaks for a gap besides silence, with its rows; none where nothing does.

        An audit or a responsibility speaks for it where it is of those whom the norm binds.
        """
        for told, rows in (
            (AUDITED, self._of(self.touched.audits(norm), "auditedBody", bodies)),
            (ANSWERED_FOR, self._of(self.touched.duties(norm), "responsibleAgent", bodies)),
            (OTHERS, self.showing.names_others(norm, bodies)),
        ):
            if rows:
                return told, rows
        return ALONE, ()

    def _of(self, rows: Iterable[str], path: str, bodies: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of some rows that name one of some bodies, or nobody in particular.

        A row that names nobody is of the municipality, and of none outside it.
        """
        facts, acting = self.view.facts, self.view.acting
        is_inside = not any(acting.is_a(body, name) for body in bodies for name in OUTSIDE)
        found = []
        for row in rows:
            named = facts.values(row, mr(path))
            whole = is_inside and all(acting.is_unnamed(one) for one in named)
            answering = {body for one in named for body in acting.bodies(one)}
            if whole or not bodies or not {*named, *answering}.isdisjoint(bodies):
                found.append(row)
        return tuple(found)

    def is_said(self, one: Expectation, item: Gap) -> bool:
        """Tell whether a stated lack is that of what a norm asks for.

        It is of the same element, and names a row of the topic; or it is told of the topic, and
        names one of those whom the norm binds.
        """
        norm = one.source
        assert norm is not None
        if set(item.lack).isdisjoint(lacks_of_element(norm.element)):
            return False
        named = {item.subject, item.object, *item.about} - {"", self.view.municipality}
        if any(self._is_row_of(row, norm) for row in named):
            return True
        acting = {body for node in named for body in self.view.acting.bodies(node)}
        bound = not {*named, *acting}.isdisjoint(one.bodies)
        return bound and any(self.touched.is_about(row, norm) for row in self._told_in(item))

    def _is_row_of(self, row: str, norm: CatalogueNorm) -> bool:
        is_body = self.view.acting.is_a(row, "Body")
        return not is_body and (row in self.touched.all_of(norm))

    def _told_in(self, item: Gap) -> Iterable[str]:
        """Return the statements of a stated lack, and the audits that they are of."""
        stated = item.stated
        rows = (*stated.statements, *stated.findings) if stated else ()
        audits = (one for row in rows for one in self.view.facts.values(row, mr("findingOf")))
        return (*rows, *audits)
