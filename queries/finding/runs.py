"""What is worked out of the facts at a date, each thing once: what stands, and what is found."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from itertools import chain

import pyoxigraph as ox

from mellanrum.graph.coordination.inputs import CongruenceInputs, congruence_inputs
from mellanrum.graph.standing.derive import Deriver
from mellanrum.graph.standing.facts import Facts
from mellanrum.graph.tables.assemble import Assembly
from mellanrum.ontology.schema import Schema
from mellanrum.queries.anatomy.anatomy import Anatomy, CardLine
from mellanrum.queries.anatomy.asked_of import asked_of
from mellanrum.queries.anatomy.municipal_anatomy import anatomy_of
from mellanrum.queries.anatomy.quads import anatomy_quads
from mellanrum.queries.expected.expected import expected_tier
from mellanrum.queries.finding.candidate import Candidate
from mellanrum.queries.finding.engine import find_candidates
from mellanrum.queries.finding.flag import Flag, flags_of
from mellanrum.queries.finding.sentence import GapSentence, Namer
from mellanrum.queries.norms.norm_answer import TOUCHED, Expectations, NormAnswer
from mellanrum.queries.norms.norm_choice import NormChoice
from mellanrum.queries.norms.norm_questions import norm_questions
from mellanrum.queries.rules.catalogue import Catalogue
from mellanrum.queries.rules.rule_data import rule_quads
from mellanrum.queries.structural.items import structural_items
from mellanrum.queries.structural.rules_asked import questions, unasked
from mellanrum.queries.tiers.find import find_items
from mellanrum.queries.tiers.item import Gap
from mellanrum.queries.tiers.item_quads import item_quads
from mellanrum.queries.tiers.municipal_view import MunicipalView, views

__all__ = ["Runs"]


class Runs:
    """What is found in one graph; the store, the exports and the commands ask for the same.

    What stands at `given`, the graph's own date, is kept; each municipality has its own where None.
    """

    def __init__(
        self,
        assembly: Assembly,
        facts: Facts,
        schema: Schema,
        given: dt.date | None,
        catalogue: Catalogue,
        name: Namer,
        norms: NormChoice,
    ) -> None:
        self.assembly = assembly
        self.facts = facts
        self.schema = schema
        self.given = given
        self.catalogue = catalogue
        self.name = name
        self.norms = norms
        self._inputs: dict[dt.date | None, tuple[CongruenceInputs, ...]] = {}
        self._candidates: dict[dt.date | None, defaultdict[str, list[Candidate]]] = {}
        self._items: dict[dt.date | None, tuple[Gap, ...]] = {}
        self._expected: dict[tuple[dt.date | None, str], Expectations] = {}

    @property
    def slugs(self) -> list[str]:
        """The datasets that are loaded."""
        return [info.slug for info in self.assembly.infos]

    def deriver(self, day: dt.date | None) -> Deriver:
        """Return what stands at a date."""
        return self._own if day == self.given else Deriver(self.facts, self.schema, day)

    @cached_property
    def _own(self) -> Deriver:
        return Deriver(self.facts, self.schema, self.given)

    @cached_property
    def derived(self) -> list[ox.Quad]:
        """What is derived at the graph's own date."""
        return self._own.quads(self.slugs)

    def quads(self) -> list[ox.Quad]:
        """Return what is derived and found at the graph's own date, and the rules."""
        rules = rule_quads(self.catalogue.rules, self.catalogue.profile)
        found = (*item_quads(self.items(self.given)), *anatomy_quads(self.anatomy(self.given)))
        return [*self.derived, *found, *rules, *self._norm_quads()]

    def _norm_quads(self) -> list[ox.Quad]:
        """Return the norms of the catalogue that something requires, as data."""
        cited = {norm.iri for item in self.items(self.given) for norm in item.required_by}
        cited |= {one.norm.iri for one in self.norm_answers(self.given) if one.answer in TOUCHED}
        catalogue = self.norms.catalogue if cited else None
        quads = catalogue.quads if catalogue else ()
        return [
            quad
            for quad in quads
            if isinstance(quad.subject, ox.NamedNode) and quad.subject.value in cited
        ]

    def inputs(self, deriver: Deriver) -> tuple[CongruenceInputs, ...]:
        """Return what each municipality requires and has: network rules and congruence ask it."""
        given = deriver.horizon.given
        if given not in self._inputs:
            self._inputs[given] = congruence_inputs(deriver)
        return self._inputs[given]

    def candidates(self, day: dt.date | None) -> Mapping[str, list[Candidate]]:
        """Return what the rules that the profile has on find in each municipality at a date."""
        if day not in self._candidates:
            deriver = self.deriver(day)
            derived = self.derived if day == self.given else deriver.quads(self.slugs)
            severity = self.catalogue.profile.get
            found = find_candidates(
                [*self.assembly.quads, *derived],
                self.facts,
                [rule for rule in self.catalogue.rules if severity(rule.id)],
                inputs=self.inputs(deriver),
            )
            self._candidates[day] = defaultdict(list)
            for each in found:
                self._candidates[day][each.municipality].append(each)
        return self._candidates[day]

    def items(self, day: dt.date | None) -> tuple[Gap, ...]:
        """Return the items of the three tiers at a date; see `find_items`."""
        if day not in self._items:
            found, profile = self.candidates(day), self.catalogue.profile
            self._items[day] = find_items(
                self.views(day),
                self.name,
                lambda view: structural_items(view, found[view.municipality], profile, self.name),
                partial(self._of_norms, day),
            )
        return self._items[day]

    def _of_norms(
        self, day: dt.date | None, view: MunicipalView, stated: Sequence[Gap]
    ) -> Expectations:
        found = expected_tier(view, stated, self.name, self.norms.of(view))
        self._expected[day, view.municipality] = found
        return found

    def norm_answers(self, day: dt.date | None) -> tuple[NormAnswer, ...]:
        """Return what the data of each municipality answer to each norm at a date."""
        self.items(day)
        homes = [view.municipality for view in self.views(day)]
        return tuple(one for home in homes for one in self._expected[day, home].answers)

    def views(self, day: dt.date | None) -> tuple[MunicipalView, ...]:
        """Return the municipalities, each at its date."""
        return views(self.facts, self.deriver(day), self.slugs)

    def flags(self, day: dt.date | None) -> tuple[Flag, ...]:
        """Return the knowledge flags at a date."""
        found = chain.from_iterable(self.candidates(day).values())
        return flags_of(found, self.facts, self._wording)

    @property
    def _wording(self) -> GapSentence:
        return GapSentence(self.name, self.facts.types)

    def anatomy(self, day: dt.date | None) -> Anatomy:
        """Return cells, cards and what was not asked at a date."""
        items: dict[str, list[Gap]] = defaultdict(list)
        for item in self.items(day):
            items[item.municipality].append(item)
        severity = self.catalogue.profile.get
        rules = [rule for rule in self.catalogue.rules if severity(rule.id) and not rule.flag]
        return Anatomy(
            tuple(
                anatomy_of(
                    view,
                    items[view.municipality],
                    self.name,
                    (*questions(view, found, self._wording), *self._asked_by_norms(view, day)),
                    unasked(view, rules, found),
                )
                for view in self.views(day)
                for found in (self.candidates(day)[view.municipality],)
            )
        )

    def _asked_by_norms(self, view: MunicipalView, day: dt.date | None) -> tuple[CardLine, ...]:
        answers = self._expected[day, view.municipality].answers
        return norm_questions(answers, self.name, self.facts.types)

    def asked_of(self, body: str, day: dt.date | None) -> Anatomy:
        """Return the anatomy of a body's own municipality at a date, with its cards alone."""
        home = self.facts.owner_of(body)
        view = next(view for view in self.views(day) if view.municipality == home)
        return Anatomy((asked_of(view, self.anatomy(day)[home], body, self.name),))
