"""The questions that norms ask: lines on the card of whom they bind, with the reference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from mellanrum.ontology.language import LANGUAGES, Language, Text, capitalised
from mellanrum.ontology.vocabularies import Scheme
from mellanrum.queries.anatomy.anatomy import CardLine
from mellanrum.queries.expected.expected_words import ELEMENT, cited, most_binding
from mellanrum.queries.finding.sentence import Namer, TypesOf, mid_sentence
from mellanrum.queries.norms.norm_answer import QUESTION, NormAnswer

__all__ = ["norm_questions"]

TRIGGER, OWN = Scheme("trigger"), "own"
# The norm's own sentence says what is asked; the name of an element alone would not.
ASKS = Text("{topic}: {text} Uppfylls det?", "{topic}: {text} Is that met?")
WAITS = Text("{reference} (vid {trigger})", "{reference} (upon {trigger})")
Key = tuple[str, tuple[str, ...], str]


def norm_questions(
    answers: Iterable[NormAnswer], name: Namer, types: TypesOf = lambda node: ()
) -> tuple[CardLine, ...]:
    """Return the questions of a catalogue: one a topic, element and those it is asked of.

    What a municipality's own norms ask of a table that is empty is told where the table is.

    Parameters
    ----------
    answers : iterable of NormAnswer
        What the data answer to each norm.
    name : callable
        Gives the name of a node in a language.
    types : callable
        Gives the classes of a node, by which its name is written within a sentence.
    """

    def within(node: str, language: Language) -> str:
        return mid_sentence(name(node, language), types(node), language)

    asked: dict[Key, list[NormAnswer]] = defaultdict(list)
    for one in answers:
        if one.answer == QUESTION and one.norm.kind != OWN:
            asked[one.topic, one.bodies, one.norm.element].append(one)
    keys = sorted(asked, key=lambda key: (key[0], key[1], ELEMENT.place(key[2])))
    return tuple(line for key in keys for line in _lines(asked[key], within))


def _lines(found: Sequence[NormAnswer], name: Namer) -> Iterator[CardLine]:
    """Yield the question once for each card that it stands on."""
    norms = tuple(sorted({one.norm for one in found}, key=most_binding))
    text = Text(*(_told(found, name, language) for language in LANGUAGES))
    for body in found[0].bodies or (found[0].municipality,):
        yield CardLine(body, text, norms[0].iri.rpartition("/")[2], norms)


def _told(found: Sequence[NormAnswer], name: Namer, language: Language) -> str:
    topic = capitalised(name(found[0].topic, language))
    strongest = min((one.norm for one in found), key=most_binding)
    asked = ASKS.pick(language).format(topic=topic, text=strongest.text.pick(language))
    by_strength: dict[str, list[str]] = defaultdict(list)
    for one in sorted(found, key=lambda one: most_binding(one.norm)):
        by_strength[one.norm.strength].append(_reference(one, language))
    references = [cited(slug, told, language) for slug, told in by_strength.items()]
    return f"{asked} {capitalised('; '.join(references))}."


def _reference(one: NormAnswer, language: Language) -> str:
    """Return where a norm stands, and what it waits for."""
    reference = one.norm.reference.pick(language)
    if not one.trigger:
        return reference
    trigger = TRIGGER[one.trigger].label.pick(language)
    return WAITS.pick(language).format(reference=reference, trigger=trigger)
