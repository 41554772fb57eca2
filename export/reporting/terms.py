"""The glossary: the words that the report explains, as the ontology labels and defines them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mellanrum.export.documents.content import (
    Definition,
    Definitions,
    Document,
    Term,
    all_anchors,
    all_inlines,
    plain,
    run,
)
from mellanrum.export.labels import swedish_key
from mellanrum.export.reporting.phrasing import begun, term_anchor
from mellanrum.ontology.language import Language, Text
from mellanrum.ontology.namespaces import CONCEPT, MR
from mellanrum.ontology.schema import Schema

__all__ = ["definitions", "glossary"]

# Words of the report that no class or concept stands for, with their definitions.
WORDS: dict[str, tuple[Text, Text]] = {
    "in-focus": (
        Text("i fokus", "in focus"),
        Text(
            "Det som källorna själva pekar ut: något sägs saknas där, det har granskats, eller "
            "någon svarar för det.",
            "What the sources themselves point to: something is said to be lacking there, it has "
            "been audited, or somebody answers for it.",
        ),
    ),
    "repeated": (
        Text("upprepat", "repeated"),
        Text(
            "Att en senare granskning säger samma sak som en tidigare.",
            "That a later audit says the same as an earlier one.",
        ),
    ),
    "anatomy": (
        Text("anatomi", "anatomy"),
        Text(
            "Tabeller över vad källorna säger om varje struktur, organ, mål, uppföljning och "
            "målgrupp.",
            "Tables of what the sources say of each structure, body, goal, follow-up and target "
            "group.",
        ),
    ),
}


def explained(schema: Schema, key: str) -> tuple[Text, Text]:
    """Return a term and its definition: of a class, a concept as ``scheme/slug``, or a word."""
    if key in WORDS:
        return WORDS[key]
    found = schema.concept(str(CONCEPT[key]) if "/" in key else str(MR[key]))
    if found is None:
        raise KeyError(key)
    return found.label, found.definition


def glossary(schema: Schema, document: Document) -> Definitions:
    """Return the terms that a document marks and does not explain elsewhere, by name."""
    marked = {inline.anchor for inline in all_inlines(document) if isinstance(inline, Term)}
    told = all_anchors(document)
    wanted = [
        key
        for key in dict.fromkeys(_known_keys(schema))
        if term_anchor(key) in marked and term_anchor(key) not in told
    ]
    entries = definitions(schema, wanted, document.language).entries
    return Definitions(tuple(sorted(entries, key=lambda e: swedish_key(plain(e.term)))))


def definitions(schema: Schema, keys: Iterable[str], language: Language) -> Definitions:
    """Return some terms with their meanings, as the ontology has them."""
    told = ((key, *(text.pick(language) for text in explained(schema, key))) for key in keys)
    return Definitions(
        tuple(
            Definition(begun(run(term)), run(meaning), term_anchor(key))
            for key, term, meaning in told
        )
    )


def _known_keys(schema: Schema) -> Iterator[str]:
    yield from WORDS
    for concept in schema.classes.values():
        yield concept.slug
    for iri, concepts in schema.schemes.items():
        for concept in concepts:
            yield f"{iri.removeprefix(str(CONCEPT))}/{concept.slug}"
