"""The expected tier: what norms ask for and the sources do not show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import cached_property

from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import GRAPH
from mellanrum.ontology.vocabularies import LACK
from mellanrum.queries.anatomy.reading import Reading
from mellanrum.queries.expected.expected_words import ELEMENT, ExpectedWords
from mellanrum.queries.expected.met import Fulfilment
from mellanrum.queries.expected.own_norms import Expectation, own_norms
from mellanrum.queries.finding.lacks import lacks_of_element
from mellanrum.queries.finding.sentence import Namer
from mellanrum.queries.norms.lawful import WIDE, Lawful
from mellanrum.queries.norms.norm_answer import ITEM, MET, QUESTION, Expectations, NormAnswer
from mellanrum.queries.norms.norm_catalogue import NormCatalogue
from mellanrum.queries.norms.showing import can_show
from mellanrum.queries.stated.named import said_by, was_there
from mellanrum.queries.tiers.item import Gap, NormRef, item_iri
from mellanrum.queries.tiers.municipal_view import MunicipalView

__all__ = ["ExpectedNorms", "expected_tier"]

# What the sources may say is lacking without it being the element that a norm asks for.
NEVER_ATTACHED = frozenset({"convener", "start", "conditions"})
OWN = Text("egen norm", "a norm of its own")
SAID = Text("en källa säger att det saknas", "a source says that it is lacking")
SHOWN = Text("visas av en rad i kraft", "shown by a row in force")
ANSWERED = Text("finns enligt besked", "is there, by an answer")
ADOPTED = Text("antagen av alla", "adopted by all")
IN_CHAIN = Text("står i samma kedja", "stands in the same chain")
NOT_FILLED = Text("tabellen är inte ifylld", "the table is not filled in")
Key = tuple[str, str, str, tuple[str, ...]]


class ExpectedNorms:
    """What norms expect of a municipality, with what sources state and rows show.

    Parameters
    ----------
    view : MunicipalView
        The municipality at its date.
    name : callable
        Gives the name of a node in a language.
    catalogue : NormCatalogue, optional
        Norms besides its own.
    """

    def __init__(
        self, view: MunicipalView, name: Namer, catalogue: NormCatalogue | None = None
    ) -> None:
        self.view = view
        self.words = ExpectedWords(view, name)
        reading = Reading(view)
        self.meeting = Fulfilment(view, reading)
        self.lawful = Lawful(catalogue, reading) if catalogue else None

    @cached_property
    def norms(self) -> tuple[Expectation, ...]:
        """Everything that own norms and those of the catalogue expect; too wide ones apart."""
        own = (one for one in own_norms(self.view) if one.strength != "may")
        return (*own, *(one for one in self._lawful if not _is_wide(one)))

    @cached_property
    def _lawful(self) -> tuple[Expectation, ...]:
        return self.lawful.expectations if self.lawful else ()

    @cached_property
    def _wide(self) -> tuple[Expectation, ...]:
        return tuple(one for one in self._lawful if _is_wide(one))

    # -- what is said to be lacking -------------------------------------------------------------

    def attached(self, item: Gap) -> tuple[Expectation, ...]:
        """Return what norms expect that a stated item says is lacking, of what it names.

        A statement about the municipality as a whole takes over no norm: it would else change what
        is told of others.
        """
        if item.stated is None or item.stated.general or item.stated.ended:
            return ()
        objecting = {contest.for_ for contest in item.stated.contested}
        days = [said_by(self.view.facts, row) for row in item.support]
        return tuple(
            one
            for one in self.norms
            if self._is_said(one, item)
            # Whoever has answered that it is there cannot be the only one whom the norm binds,
            and not (one.bodies and objecting.issuperset(one.bodies))
            # and no norm is older than what is said against it.
            and any(was_there(self.view.facts, one.bearer, day) for day in days)
        )

    def _is_said(self, one: Expectation, item: Gap) -> bool:
        if self.lawful and one.source:
            return not self._is_there(one) and self.lawful.is_said(one, item)
        named = {item.subject, item.object, *item.about} - {"", self.view.municipality}
        for node in tuple(named):
            named |= self.view.acting.bodies(node)
        return (
            one.element not in NEVER_ATTACHED
            and not set(item.lack).isdisjoint(lacks_of_element(one.element))
            and not named.isdisjoint(self._what_it_is_about(one))
        )

    def _what_it_is_about(self, one: Expectation) -> frozenset[str]:
        """Return what a statement must name: the form or document asked for, else any node."""
        if one.target and one.test == "element":
            return frozenset({one.target})
        return one.nodes

    def references(self, chain: Iterable[Expectation]) -> tuple[NormRef, ...]:
        """Return the norms of a chain, the most binding first, with the wide ones beside them."""
        given = tuple(chain)
        asked = {(one.element, one.bodies) for one in given if one.source}
        beside = (one for one in self._wide if (one.element, one.bodies) in asked)
        return self.words.references((*given, *beside))

    # -- what is met ----------------------------------------------------------------------------

    def is_shown(self, one: Expectation) -> bool:
        """Tell whether rows show it, or it is known to have been adopted by all."""
        return bool(one.source and one.source.is_known) or bool(self._rows(one))

    def is_answered(self, one: Expectation) -> bool:
        """Tell whether somebody has answered that it is there, or does not apply."""
        if self.lawful and one.source:
            return self.lawful.is_answered(one.source, one.bodies)
        return self.meeting.is_answered(one)

    def _is_there(self, one: Expectation) -> bool:
        return bool(one.source and one.source.is_known) or self.is_answered(one)

    def _rows(self, one: Expectation) -> tuple[str, ...]:
        if self.lawful and one.source:
            return self.lawful.rows(one.source, one.bodies)
        return self.meeting.rows(one)

    def _speaks(self, one: Expectation) -> tuple[Text, tuple[str, ...]]:
        """Return why an unmet norm is what it is, and the rows that make it a gap, if any."""
        if self.lawful is None or one.source is None:
            return OWN, (one.norm,)
        doubt = self.lawful.doubt(one.source, self.meeting.is_asked(one))
        return (doubt, ()) if doubt else self.lawful.grounds(one.source, one.bodies)

    # -- the tier -------------------------------------------------------------------------------

    def tier(self, stated: Iterable[Gap]) -> Expectations:
        """Return what norms make of a municipality: items, norms of stated lacks, and answers."""
        given = tuple(stated)
        attached = {item.iri: self.attached(item) for item in given}
        of_all = {
            lack
            for item in given
            if item.stated and item.stated.general and not item.stated.ended
            for lack in item.lack
        }
        told = {_key(one): iri for iri, found in attached.items() for one in found}
        chains = tuple(self._chains(told, of_all))
        items = sorted((item for item, _ in chains if item), key=lambda item: item.iri)
        inside = {_key(one): item for item, chain in chains if item for one in chain}
        return Expectations(
            items=tuple(items),
            norms={iri: self.references(found) for iri, found in attached.items() if found},
            answers=(*self._asked(told, inside), *self._barred()),
        )

    def _chains(
        self, told: Mapping[Key, str], of_all: Set[str]
    ) -> Iterator[tuple[Gap | None, tuple[Expectation, ...]]]:
        """Yield each topic and responsible body with the whole chain, and the item if it is one.

        `of_all` are the kinds of lack that are stated of the municipality as a whole.
        """
        chains: dict[tuple[str, tuple[str, ...]], list[Expectation]] = defaultdict(list)
        for one in self.norms:
            if _key(one) not in told and (one.source or self.meeting.is_asked(one)):
                chains[one.topic, tuple(sorted(one.bodies))].append(one)
        for (topic, bodies), chain in chains.items():
            kept = [one for one in chain if self._is_in_chain(one)]
            yield self._item(topic, bodies, kept, of_all), tuple(kept)

    def _is_in_chain(self, one: Expectation) -> bool:
        """Tell whether a norm stands in an item: met, or unmet and more than a question by itself.

        Advice stands beside what is demanded of the same topic; what waits or cannot show does not.
        """
        if one.source is None or self.is_shown(one) or self.is_answered(one):
            return True
        assert self.lawful is not None
        demand = replace(one.source, strength="should") if _is_advice(one) else one.source
        return self.lawful.doubt(demand, self.meeting.is_asked(one)) is None

    def _item(
        self,
        topic: str,
        bodies: tuple[str, ...],
        chain: Sequence[Expectation],
        of_all: Set[str],
    ) -> Gap | None:
        shown = [one for one in chain if self.is_shown(one)]
        answered = [one for one in chain if one not in shown and self.is_answered(one)]
        unmet = [one for one in chain if one not in shown and one not in answered]
        grounds = dict.fromkeys(row for one in unmet for row in self._speaks(one)[1])
        if not grounds:
            return None
        home = self.view.municipality
        subject = bodies[0] if len(bodies) == 1 else home
        own = [one for one in unmet if one.source is None]
        others = (*bodies, *(node for one in own for node in (one.bearer, one.target)))
        forms = {one.target for one in unmet if one.element == "form"} - {""}
        return Gap(
            iri=item_iri("expected", topic, *(bodies or (home,))),
            tier="expected",
            title=self.words.title(topic, bodies),
            says=self.words.says(unmet, shown, answered, is_said=_is_said_of_all(unmet, of_all)),
            municipality=home,
            dataset=self._dataset(own),
            as_of=self.view.as_of,
            subject=subject,
            object=forms.pop() if len(forms) == 1 else "",
            about=tuple(dict.fromkeys(one for one in others if one not in ("", subject))),
            support=tuple(grounds),
            lack=_lacks(unmet),
            required_by=self.references(unmet),
            expected=_elements(unmet),
            shown=_elements(shown),
        )

    def _dataset(self, own: Sequence[Expectation]) -> str:
        if not own:
            return self.view.datasets[0] if self.view.datasets else ""
        return self.view.facts.graph_of[own[0].norm].removeprefix(str(GRAPH)).partition("/")[0]

    # -- what each norm gets for an answer ------------------------------------------------------

    def _asked(self, told: Mapping[Key, str], inside: Mapping[Key, Gap]) -> Iterator[NormAnswer]:
        for one in self.norms:
            yield self._answer(one, told.get(_key(one), ""), inside.get(_key(one)))

    def _answer(self, one: Expectation, told: str, item: Gap | None) -> NormAnswer:
        given = NormAnswer(
            municipality=self.view.municipality,
            norm=self.words.as_norm(one),
            topic=one.topic,
            bodies=one.bodies,
            answer=QUESTION,
            reason=NOT_FILLED,
            can_be_met=can_show(one.element) if one.source else self.meeting.can_be_met(one),
            trigger=self._trigger(one),
        )
        if told:
            return replace(given, answer=ITEM, reason=SAID, gap=told)
        if one.source and one.source.is_known:
            return replace(given, answer=MET, reason=ADOPTED)
        if self.is_shown(one):
            return replace(given, answer=MET, reason=SHOWN, rows=self._rows(one))
        if self.is_answered(one):
            return replace(given, answer=MET, reason=ANSWERED)
        why, rows = self._speaks(one)
        if item:
            why = why if rows else IN_CHAIN
            return replace(given, answer=ITEM, reason=why, rows=rows, gap=item.iri)
        is_own_unasked = one.source is None
        return given if is_own_unasked else replace(given, reason=why)

    def _trigger(self, one: Expectation) -> str:
        if self.lawful is None or one.source is None:
            return ""
        return "" if self.lawful.applying.is_triggered(one.source) else one.source.trigger

    def _barred(self) -> Iterator[NormAnswer]:
        """Yield the norms that ask nothing here, and those too wide to ask alone."""
        for one in self._wide:
            yield NormAnswer(
                self.view.municipality, self.words.as_norm(one), one.topic, one.bodies,
                "not-touched", WIDE,
            )  # fmt: skip
        for norm, barrier in self.lawful.barred if self.lawful else ():
            reference = Text(norm.reference, norm.reference)
            yield NormAnswer(
                municipality=self.view.municipality,
                norm=NormRef(
                    norm.iri, norm.element, norm.strength, reference, norm.kind, norm.address
                ),
                topic=self.lawful.touched.topic_iri(norm) if self.lawful else "",
                bodies=(),
                answer=barrier.answer,
                reason=barrier.reason,
                rows=barrier.rows,
                can_be_met=can_show(norm.element),
            )


def expected_tier(
    view: MunicipalView,
    stated: Iterable[Gap],
    name: Namer,
    catalogue: NormCatalogue | None = None,
) -> Expectations:
    """Return what norms make of a municipality: items, norms of stated lacks, and answers."""
    return ExpectedNorms(view, name, catalogue).tier(stated)


def _is_said_of_all(unmet: Iterable[Expectation], of_all: Set[str]) -> bool:
    """Tell whether all that is unmet is stated to be lacking of the municipality as a whole."""
    found = ({*lacks_of_element(one.element), _lack(one)} for one in unmet)
    return all(not each.isdisjoint(of_all) for each in found)


def _is_wide(one: Expectation) -> bool:
    return one.source is not None and one.source.is_too_wide


def _is_advice(one: Expectation) -> bool:
    return one.source is not None and one.source.strength == "recommended"


def _key(one: Expectation) -> Key:
    return one.norm, one.element, one.target, one.bodies


def _elements(chain: Iterable[Expectation]) -> tuple[str, ...]:
    """Return the slugs of what is asked for, in the order of the scheme."""
    return tuple(sorted({one.element for one in chain}, key=ELEMENT.place))


def _lacks(chain: Iterable[Expectation]) -> tuple[str, ...]:
    found = (_lack(one) for one in chain)
    return tuple(dict.fromkeys(lack for lack in found if lack))


def _lack(one: Expectation) -> str:
    if one.test == "joint-goal":
        return LACK.iri(one.test)
    return next(iter(lacks_of_element(one.element)), "")
