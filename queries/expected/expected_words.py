"""The words of the expected tier: what norms ask for, by how strongly they bind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from mellanrum.ontology.language import LANGUAGES, Language, Text, capitalised, joined
from mellanrum.ontology.namespaces import DCTERMS, MR
from mellanrum.ontology.vocabularies import Scheme
from mellanrum.queries.expected.own_norms import Expectation
from mellanrum.queries.finding.sentence import Namer, first_of
from mellanrum.queries.tiers.item import NormRef
from mellanrum.queries.tiers.municipal_view import MunicipalView

__all__ = ["ELEMENT", "ExpectedWords", "cited", "most_binding"]

ELEMENT, STRENGTH, KIND = Scheme("element"), Scheme("strength"), Scheme("norm-kind")
REFERENCE, PART = str(DCTERMS.bibliographicCitation), str(MR.commissionElement)
MOST_LAWS = 3  # told; the rest stand among the norms of the item
# What a norm does, by what it stands in; a presupposition is of nobody in particular.
VERBS = {
    "SteeringDocument": Text("förutsätter", "presupposes"),
    "Audit": Text("frågade efter", "asked for"),
    "JointUnit": Text("bemannas av flera och behöver", "is staffed by several and needs"),
}
DEMANDS = Text("kräver av {whom}:", "demands of {whom}:")
EXPECTED = Text("{norm} {verb} {expected}.", "{norm} {verb} {expected}.")
SILENT = Text(" Det är inte dokumenterat i källorna.", " It is not documented in the sources.")
SAID = Text(
    " En källa säger om kommunen som helhet att det saknas.",
    " A source says of the municipality as a whole that it is lacking.",
)
POWERS = Text(
    "{norm} ger {whom} befogenhet att {powers}. Att den har använts är inte dokumenterat i "
    "källorna.",
    "{norm} gives {whom} the power to {powers}. No use of it is documented in the sources.",
)
SHOWN = Text(" Visat: {shown}.", " Shown: {shown}.")
ANSWERED = Text(" Enligt besked finns: {answered}.", " There is, by an answer: {answered}.")
QUOTED = Text("”{name}”", "“{name}”")
# What is asked for where it is to be shared, instead of the name of the element.
SHARED = {
    "joint-goal": Text("gemensamt mål", "a joint goal"),
    "joint-structure": Text("gemensam struktur", "a joint structure"),
}
# How a text asks for something, by how strongly it binds.
CITED: Mapping[str, Text] = {
    "must": Text("krävs i {reference}", "required by {reference}"),
    "work-for": Text("ska eftersträvas enligt {reference}", "to be worked for by {reference}"),
    "should": Text("bör finnas enligt {reference}", "should be there by {reference}"),
    "recommended": Text("rekommenderas i {reference}", "recommended in {reference}"),
}


def cited(strength: str, references: Sequence[str], language: Language) -> str:
    """Return how norms of one strength ask for something: *krävs i …*, *bör finnas enligt …*.

    Examples
    --------
    >>> cited("must", ["skollagen 3 §", "lag (2023:196) 4 §"], "sv")
    'krävs i skollagen 3 § och lag (2023:196) 4 §'
    """
    told = joined(list(dict.fromkeys(references)), language)
    return CITED[strength].pick(language).format(reference=told)


def told_with_place(norm: NormRef, language: Language) -> str:
    """Return where a norm of a catalogue stands, and its sentence."""
    return f"{capitalised(norm.reference.pick(language))}: {norm.text.pick(language)}"


def most_binding(norm: NormRef) -> tuple[int, int, str, str, str]:
    """Return the place of a norm among others: by strength, then by the kind of text."""
    return (
        STRENGTH.place(norm.strength),
        KIND.place(norm.kind),
        norm.reference.sv,
        norm.element,
        norm.iri,
    )


@dataclass(frozen=True)
class ExpectedWords:
    """Tells what is expected of whom.

    Attributes
    ----------
    view : MunicipalView
        The municipality.
    name : callable
        Gives the name of a node in a language.
    """

    view: MunicipalView
    name: Namer

    def as_norm(self, one: Expectation) -> NormRef:
        """Return an expectation as a reference to its norm."""
        norm = NormRef(one.norm, one.element, one.strength, self._reference(one))
        if one.source is None:
            return norm
        source = one.source
        return replace(norm, kind=source.kind, address=source.address, text=source.text)

    def references(self, chain: Iterable[Expectation]) -> tuple[NormRef, ...]:
        """Return the norms of a chain, the most binding first and those too wide last."""
        found = dict.fromkeys((one.source.is_too_wide if one.source else False, self.as_norm(one))
                              for one in chain)  # fmt: skip
        return tuple(norm for _, norm in sorted(found, key=lambda f: (f[0], most_binding(f[1]))))

    def _reference(self, one: Expectation) -> Text:
        given = one.source.reference if one.source else self.view.facts.value(one.norm, REFERENCE)
        return Text(given, given) if given else self._both(lambda x: self.name(one.bearer, x))

    def title(self, topic: str, bodies: Sequence[str]) -> Text:
        """Return the topic and whom it is expected of."""
        return self._both(lambda x: capitalised(f"{self.name(topic, x)}: {self.whom(bodies, x)}"))

    def whom(self, bodies: Sequence[str], language: Language) -> str:
        """Return the names of some bodies, cut after two; of the municipality where there is none.

        A long list is the first of them and how many more there are.
        """
        nodes = bodies or (self.view.municipality,)
        return first_of([self.name(one, language) for one in nodes], language)

    def says(
        self,
        unmet: Sequence[Expectation],
        shown: Sequence[Expectation],
        answered: Sequence[Expectation],
        *,
        is_said: bool,
    ) -> Text:
        """Return a chain in a few sentences: what is not met, what is shown and answered.

        `is_said` tells that a source says of the municipality as a whole that it is lacking.
        """
        silent = SAID if is_said else SILENT
        return self._both(lambda language: self._says(unmet, shown, answered, silent, language))

    def _both(self, told: Callable[[Language], str]) -> Text:
        return Text(*(told(language) for language in LANGUAGES))

    def _says(
        self,
        unmet: Sequence[Expectation],
        shown: Sequence[Expectation],
        answered: Sequence[Expectation],
        silent: Text,
        language: Language,
    ) -> str:
        own = [one for one in unmet if one.source is None]
        asked = [one for one in own if not one.is_power]
        powers = [one for one in own if one.is_power]
        laws = [one for one in unmet if one.source is not None]
        end, parts = silent.pick(language), []
        if asked:
            parts.append(self._asks(asked, language) + end)
        if powers:
            parts.append(self._allows(powers, language))
        if laws:
            parts.append(self._by_law(laws, language) + end)
        told = " ".join(parts)
        if shown:
            told += SHOWN.pick(language).format(shown=self.listed(shown, language))
        if answered:
            told += ANSWERED.pick(language).format(answered=self.listed(answered, language))
        return told

    def _asks(self, chain: Sequence[Expectation], language: Language) -> str:
        strongest = self._strongest(chain)
        return EXPECTED.pick(language).format(
            norm=self._quoted(strongest, language),
            verb=self._verb(strongest, language),
            expected=self.listed(chain, language),
        )

    def _by_law(self, chain: Sequence[Expectation], language: Language) -> str:
        """Tell what laws ask for in the sentences of the catalogue, the most binding first."""
        norms = sorted({self.as_norm(one) for one in chain}, key=most_binding)
        strongest: dict[str, NormRef] = {}
        for norm in norms:
            strongest.setdefault(norm.element, norm)
        told = [told_with_place(norm, language) for norm in list(strongest.values())[:MOST_LAWS]]
        return " ".join(told)

    def _allows(self, chain: Sequence[Expectation], language: Language) -> str:
        strongest = self._strongest(chain)
        parts = dict.fromkeys(self.view.facts.value(one.norm, PART) for one in chain)
        return POWERS.pick(language).format(
            norm=self._quoted(strongest, language),
            whom=self.whom(strongest.bodies, language),
            powers=joined([self.name(part, language) for part in parts], language),
        )

    def _strongest(self, chain: Sequence[Expectation]) -> Expectation:
        return min(chain, key=lambda one: most_binding(self.as_norm(one)))

    def _quoted(self, one: Expectation, language: Language) -> str:
        return QUOTED.pick(language).format(name=self._reference(one).pick(language))

    def _verb(self, one: Expectation, language: Language) -> str:
        acting = self.view.acting
        for name, verb in VERBS.items():
            if acting.is_a(one.bearer, name):
                return verb.pick(language)
        return DEMANDS.pick(language).format(whom=self.whom(one.bodies, language))

    def listed(self, chain: Iterable[Expectation], language: Language) -> str:
        """Return what is asked for, each once: an element, with the form or document if named."""
        words: dict[str, None] = {}
        for one in sorted(chain, key=lambda one: ELEMENT[one.element].order):
            label = SHARED.get(one.test, ELEMENT[one.element].label).pick(language)
            is_named = one.target and one.test == "element"
            words[f"{label} ({self.name(one.target, language)})" if is_named else label] = None
        return joined(list(words), language)
