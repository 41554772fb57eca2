"""The expected tier: what the municipality's own norms ask for and the sources do not show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from mellanrum.ontology.language import LANGUAGES, Language, Text, joined
from mellanrum.ontology.namespaces import CONCEPT, DCTERMS, GRAPH, MR
from mellanrum.ontology.schema import Concept
from mellanrum.ontology.vocabularies import LACK, Scheme
from mellanrum.queries.anatomy.reading import Reading
from mellanrum.queries.expected.met import Fulfilment
from mellanrum.queries.expected.own_norms import Expectation, own_norms
from mellanrum.queries.finding.lacks import lacks_of_element
from mellanrum.queries.finding.sentence import Namer
from mellanrum.queries.tiers.item import Expectations, Gap, NormRef, item_iri
from mellanrum.queries.tiers.municipal_view import MunicipalView

__all__ = ["OwnNorms", "expected_items", "expected_tier", "norms_attached"]

REFERENCE, PART = str(DCTERMS.bibliographicCitation), str(MR.commissionElement)
STRENGTH = Scheme("strength")  # the most binding first
MOST_BODIES = 2
# What the sources may say is lacking without it being the element that a norm asks for.
NEVER_ATTACHED = frozenset({"convener", "start", "conditions"})
# What a norm does, by what it stands in; a presupposition is of nobody in particular.
VERBS = {
    "SteeringDocument": Text("förutsätter", "presupposes"),
    "Audit": Text("frågade efter", "asked for"),
    "JointUnit": Text("bemannas av flera och behöver", "is staffed by several and needs"),
}
DEMANDS = Text("kräver av {whom}:", "demands of {whom}:")
EXPECTED = Text(
    "{norm} {verb} {expected}. Det är inte dokumenterat i källorna.",
    "{norm} {verb} {expected}. It is not documented in the sources.",
)
POWERS = Text(
    "{norm} ger {whom} befogenhet att {powers}. Att den har använts är inte dokumenterat i "
    "källorna.",
    "{norm} gives {whom} the power to {powers}. No use of it is documented in the sources.",
)
SHOWN = Text(" Visat: {shown}.", " Shown: {shown}.")
ANSWERED = Text(" Enligt besked finns: {answered}.", " There is, by an answer: {answered}.")
QUOTED = Text("”{name}”", "“{name}”")
MORE = Text("{name} och {count} till", "{name} and {count} more")
# What is asked for where it is to be shared, instead of the name of the element.
SHARED = {
    "joint-goal": Text("gemensamt mål", "a joint goal"),
    "joint-structure": Text("gemensam struktur", "a joint structure"),
}


class OwnNorms:
    """What the own norms of a municipality expect, with what sources state and rows show.

    Parameters
    ----------
    view : MunicipalView
        The municipality at its date.
    name : callable
        Gives the name of a node in a language.
    """

    def __init__(self, view: MunicipalView, name: Namer) -> None:
        self.view = view
        self.name = name
        self.meeting = Fulfilment(view, Reading(view))

    @cached_property
    def norms(self) -> tuple[Expectation, ...]:
        """Everything that the own norms expect."""
        return tuple(one for one in own_norms(self.view) if one.strength != "may")

    def attached(self, item: Gap) -> tuple[Expectation, ...]:
        """Return what norms expect that a stated item says is lacking, of what it names.

        A statement about the municipality as a whole takes over no norm: it would else change what
        is told of others.
        """
        if item.stated is None or item.stated.general or item.stated.ended:
            return ()
        named = {item.subject, item.object, *item.about} - {"", self.view.municipality}
        for node in tuple(named):
            named |= self.view.acting.bodies(node)
        return tuple(
            one
            for one in self.norms
            if one.element not in NEVER_ATTACHED
            and not set(item.lack).isdisjoint(lacks_of_element(one.element))
            and not named.isdisjoint(self._what_it_is_about(one))
        )

    def _what_it_is_about(self, one: Expectation) -> frozenset[str]:
        """Return what a statement must name: the form or document asked for, else any node."""
        if one.target and one.test == "element":
            return frozenset({one.target})
        return one.nodes

    def items(self, stated: Iterable[Gap]) -> tuple[Gap, ...]:
        """Return one item a topic and responsible body, with the whole chain of elements in it."""
        told = {
            (one.norm, one.element, one.target) for item in stated for one in self.attached(item)
        }
        chains: dict[tuple[str, tuple[str, ...]], list[Expectation]] = defaultdict(list)
        for one in self.norms:
            if (one.norm, one.element, one.target) not in told and self.meeting.is_asked(one):
                chains[one.topic, tuple(sorted(one.bodies))].append(one)
        found = (self._item(topic, bodies, chain) for (topic, bodies), chain in chains.items())
        return tuple(sorted((item for item in found if item), key=lambda item: item.iri))

    def _item(
        self, topic: str, bodies: tuple[str, ...], chain: Sequence[Expectation]
    ) -> Gap | None:
        shown = [one for one in chain if self.meeting.is_shown(one)]
        answered = [one for one in chain if one not in shown and self.meeting.is_answered(one)]
        unmet = [one for one in chain if one not in shown and one not in answered]
        if not unmet:
            return None
        home = self.view.municipality
        subject = bodies[0] if len(bodies) == 1 else home
        others = (*bodies, *(node for one in unmet for node in (one.bearer, one.target)))
        forms = {one.target for one in unmet if one.element == "form"}
        graph = self.view.facts.graph_of[unmet[0].norm]
        return Gap(
            iri=item_iri("expected", topic, *(bodies or (home,))),
            tier="expected",
            title=self._title(topic, bodies),
            says=Text(*(self._says(unmet, shown, answered, one) for one in LANGUAGES)),
            municipality=home,
            dataset=graph.removeprefix(str(GRAPH)).partition("/")[0],
            as_of=self.view.as_of,
            subject=subject,
            object=forms.pop() if len(forms) == 1 else "",
            about=tuple(dict.fromkeys(one for one in others if one not in ("", subject))),
            support=tuple(dict.fromkeys(one.norm for one in unmet)),
            lack=_lacks(unmet),
            required_by=self.references(unmet),
            expected=self._elements(unmet),
            shown=self._elements(shown),
        )

    def references(self, chain: Iterable[Expectation]) -> tuple[NormRef, ...]:
        """Return the norms of a chain, the most binding first."""
        return tuple(sorted(set(map(self._as_norm, chain)), key=_most_binding))

    def _as_norm(self, one: Expectation) -> NormRef:
        return NormRef(one.norm, one.element, one.strength, self._reference(one))

    # -- words --------------------------------------------------------------------------------

    def _reference(self, one: Expectation) -> Text:
        given = self.view.facts.value(one.norm, REFERENCE)
        return Text(given, given) if given else Text(*(self.name(one.bearer, x) for x in LANGUAGES))

    def _title(self, topic: str, bodies: Sequence[str]) -> Text:
        return Text(*(f"{self.name(topic, one)}: {self._whom(bodies, one)}" for one in LANGUAGES))

    def _whom(self, bodies: Sequence[str], language: Language) -> str:
        names = [self.name(one, language) for one in bodies or (self.view.municipality,)]
        if len(names) > MOST_BODIES:
            return MORE.pick(language).format(name=names[0], count=len(names) - 1)
        return joined(names, language)

    def _says(
        self,
        unmet: Sequence[Expectation],
        shown: Sequence[Expectation],
        answered: Sequence[Expectation],
        language: Language,
    ) -> str:
        asked = [one for one in unmet if not one.is_power]
        powers = [one for one in unmet if one.is_power]
        told = " ".join(
            tell(chain, language)
            for tell, chain in ((self._asks, asked), (self._allows, powers))
            if chain
        )
        if shown:
            told += SHOWN.pick(language).format(shown=self._listed(shown, language))
        if answered:
            told += ANSWERED.pick(language).format(answered=self._listed(answered, language))
        return told

    def _asks(self, chain: Sequence[Expectation], language: Language) -> str:
        strongest = self._strongest(chain)
        return EXPECTED.pick(language).format(
            norm=self._quoted(strongest, language),
            verb=self._verb(strongest, language),
            expected=self._listed(chain, language),
        )

    def _allows(self, chain: Sequence[Expectation], language: Language) -> str:
        strongest = self._strongest(chain)
        parts = dict.fromkeys(self.view.facts.value(one.norm, PART) for one in chain)
        return POWERS.pick(language).format(
            norm=self._quoted(strongest, language),
            whom=self._whom(strongest.bodies, language),
            powers=joined([self.name(part, language) for part in parts], language),
        )

    def _strongest(self, chain: Sequence[Expectation]) -> Expectation:
        return min(chain, key=lambda one: _most_binding(self._as_norm(one)))

    def _quoted(self, one: Expectation, language: Language) -> str:
        return QUOTED.pick(language).format(name=self._reference(one).pick(language))

    def _verb(self, one: Expectation, language: Language) -> str:
        acting = self.view.acting
        for name, verb in VERBS.items():
            if acting.is_a(one.bearer, name):
                return verb.pick(language)
        return DEMANDS.pick(language).format(whom=self._whom(one.bodies, language))

    def _listed(self, chain: Sequence[Expectation], language: Language) -> str:
        """Return what is asked for, each once: an element, with the form or document if named."""
        words: dict[str, None] = {}
        for one in sorted(chain, key=lambda one: self._ranks[one.element].order):
            label = SHARED.get(one.test, self._ranks[one.element].label).pick(language)
            is_named = one.target and one.test == "element"
            words[f"{label} ({self.name(one.target, language)})" if is_named else label] = None
        return joined(list(words), language)

    def _elements(self, chain: Iterable[Expectation]) -> tuple[str, ...]:
        """Return the slugs of what is asked for, in the order of the scheme."""
        return tuple(
            sorted({one.element for one in chain}, key=lambda slug: self._ranks[slug].order)
        )

    @cached_property
    def _ranks(self) -> Mapping[str, Concept]:
        scheme = self.view.deriver.schema.schemes[str(CONCEPT["element"])]
        return {concept.slug: concept for concept in scheme}


def expected_items(view: MunicipalView, stated: Iterable[Gap], name: Namer) -> tuple[Gap, ...]:
    """Return the expected tier of a municipality, by own norms only, without places.

    Parameters
    ----------
    view : MunicipalView
        The municipality at its date.
    stated : iterable of Gap
        Its stated items. What they say is lacking is not told again.
    name : callable
        Gives the name of a node in a language.
    """
    return OwnNorms(view, name).items(stated)


def norms_attached(view: MunicipalView, item: Gap, name: Namer) -> tuple[NormRef, ...]:
    """Return the own norms that ask for what a stated item says is lacking, strongest first."""
    own = OwnNorms(view, name)
    return own.references(own.attached(item))


def expected_tier(view: MunicipalView, stated: tuple[Gap, ...], name: Namer) -> Expectations:
    """Return what own norms make of a municipality: items, and the norms of stated lacks."""
    own = OwnNorms(view, name)
    norms = {item.iri: own.references(own.attached(item)) for item in stated}
    return Expectations(own.items(stated), {iri: found for iri, found in norms.items() if found})


def _lacks(chain: Iterable[Expectation]) -> tuple[str, ...]:
    found = (_lack(one) for one in chain)
    return tuple(dict.fromkeys(lack for lack in found if lack))


def _lack(one: Expectation) -> str:
    if one.test == "joint-goal":
        return LACK.iri(one.test)
    return next(iter(lacks_of_element(one.element)), "")


def _most_binding(norm: NormRef) -> tuple[int, str, str]:
    return STRENGTH.place(norm.strength), norm.reference.sv, norm.element
