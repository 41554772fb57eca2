"""Which rows are about the topic of a norm: by their columns topic and standard group only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from mellanrum.ontology.namespaces import CONCEPT, mr
from mellanrum.ontology.vocabularies import Scheme, slug_of
from mellanrum.queries.anatomy.goals import followed_by, is_by_auditors
from mellanrum.queries.anatomy.reading import Reading
from mellanrum.queries.norms.norm import CatalogueNorm

__all__ = ["Touched"]

TOPIC, GROUP = mr("topic"), mr("targetGroup")
FORM = Scheme("form")
# A group that is within none of the others, so that what is for it may be for any of them.
WIDEST = frozenset({"all-residents", "children-and-young"})
LIVE = ("CollaborationStructure", "SteeringDocument", "Responsibility")


class Touched:
    """The rows of a municipality that norms are about.

    Parameters
    ----------
    reading : Reading
        The municipality at its date.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.view = reading.view
        self._topics: dict[str, frozenset[str]] = {}
        self._standing: dict[tuple[str, str, tuple[str, ...]], tuple[str, ...]] = {}
        self._groups: dict[str, frozenset[str]] = {}
        self._all: dict[tuple[str, tuple[str, ...], str], frozenset[str]] = {}

    # -- topics ---------------------------------------------------------------------------------

    def topics(self, row: str) -> frozenset[str]:
        """Return the topics of a row, as slugs: its own, else those of its target groups."""
        if row not in self._topics:
            facts = self.view.facts
            own = facts.values(row, TOPIC)
            groups = facts.values(row, GROUP)
            found = own or tuple(one for each in groups for one in facts.values(each, TOPIC))
            self._topics[row] = frozenset(map(slug_of, found))
        return self._topics[row]

    def is_about(self, row: str, norm: CatalogueNorm) -> bool:
        """Tell whether a row has the topic of a norm, and is for no other group than the norm."""
        return norm.topic in self.topics(row) and self._is_for(row, norm.groups)

    def _is_for(self, row: str, groups: Iterable[str]) -> bool:
        own, wanted = self.groups(row), frozenset(groups)
        if not own or not wanted or WIDEST & (own | wanted):
            return True
        return bool(own & wanted)

    def groups(self, row: str) -> frozenset[str]:
        """Return the standard groups that a row is for, as slugs."""
        if row not in self._groups:
            facts = self.view.facts
            named = (row, *facts.values(row, GROUP))
            found = (one for each in named for one in facts.values(each, mr("standardGroup")))
            self._groups[row] = frozenset(map(slug_of, found))
        return self._groups[row]

    # -- rows -----------------------------------------------------------------------------------

    def rows(self, cls: str, norm: CatalogueNorm) -> tuple[str, ...]:
        """Return the rows of a class in force that a norm is about."""
        key = (cls, norm.topic, norm.groups)
        if key not in self._standing:
            found = self.view.rows(cls)
            self._standing[key] = tuple(row for row in found if self.is_about(row, norm))
        return self._standing[key]

    def structures(self, norm: CatalogueNorm) -> tuple[str, ...]:
        """Return the structures in force that a norm is about: by topic, or by its form."""
        by_form = self.of_form(norm.form) if norm.form else ()
        return tuple(dict.fromkeys((*self.rows("CollaborationStructure", norm), *by_form)))

    def of_form(self, form: str) -> tuple[str, ...]:
        """Return the structures in force that realise a form."""
        wanted = FORM.iri(form)
        facts = self.view.facts
        return tuple(
            row
            for row in self.view.rows("CollaborationStructure")
            if any(
                wanted in facts.values(one, mr("matchesForm"))
                for one in facts.values(row, mr("realisesForm"))
            )
        )

    def goals(self, norm: CatalogueNorm) -> tuple[str, ...]:
        """Return the goals in force: by their group, their structure or their document."""
        wholes = {*self.structures(norm), *self.rows("SteeringDocument", norm)}
        facts = self.view.facts
        return tuple(
            goal
            for goal in self.view.rows("Goal")
            if self.is_about(goal, norm)
            or not wholes.isdisjoint(facts.values(goal, mr("goalFor")))
            or not wholes.isdisjoint(facts.values(goal, mr("inDocument")))
        )

    def follow_ups(self, norm: CatalogueNorm) -> tuple[str, ...]:
        """Return the follow-ups made: of goals, documents, structures and duties, not by auditors.

        What auditors do is their duty, and meets none of those whom they audit.
        """
        rows = {
            *self.goals(norm),
            *self.structures(norm),
            *self.rows("SteeringDocument", norm),
            *self.rows("Responsibility", norm),
        }
        reading = self.reading
        found = followed_by(reading, reading.reached(rows, "revises", "buildsOn"))
        return reading.chosen(found, self._is_made)

    def _is_made(self, follow_up: str) -> bool:
        reading = self.reading
        return reading.tone(follow_up) == "documented" and not is_by_auditors(reading, follow_up)

    # -- whether ----------------------------------------------------------------------------------

    def is_touched(self, norm: CatalogueNorm) -> bool:
        """Tell whether a live structure, document, responsibility or an audit is about it."""
        return any(True for _ in self._live(norm))

    def _live(self, norm: CatalogueNorm) -> Iterator[str]:
        if norm.form:
            yield from self.of_form(norm.form)
        yield from (row for row in self._live_rows if self.is_about(row, norm))
        yield from self.audits(norm)

    @cached_property
    def _live_rows(self) -> tuple[str, ...]:
        rows = (row for cls in LIVE for row in self.view.said_rows(cls))
        return tuple(row for row in rows if self.view.acting.stands(row))

    @cached_property
    def _audits(self) -> tuple[str, ...]:
        return self.view.said_rows("Audit")

    def audits(self, norm: CatalogueNorm) -> tuple[str, ...]:
        """Return the audits on record that are about the topic of a norm."""
        return tuple(row for row in self._audits if self.is_about(row, norm))

    def duties(self, norm: CatalogueNorm) -> tuple[str, ...]:
        """Return the responsibilities in force, with a holder, about the topic of a norm."""
        holder = mr("responsibleAgent")
        rows = self.rows("Responsibility", norm)
        return tuple(row for row in rows if self.view.facts.value(row, holder))

    def groups_of(self, norm: CatalogueNorm) -> tuple[str, ...]:
        """Return the target groups of the topic of a norm."""
        return tuple(row for row in self.view.said_rows("TargetGroup") if self.is_about(row, norm))

    def all_of(self, norm: CatalogueNorm) -> frozenset[str]:
        """Return all rows that an answer or a statement about a norm may name instead of it."""
        key = norm.topic, norm.groups, norm.form
        if key not in self._all:
            whole = *self.groups_of(norm), *self.goals(norm), *self.structures(norm)
            self._all[key] = frozenset((*self._live(norm), *whole))
        return self._all[key]

    def topic_iri(self, norm: CatalogueNorm) -> str:
        """Return the topic of a norm as a concept."""
        return str(CONCEPT[f"topic/{norm.topic}"])
