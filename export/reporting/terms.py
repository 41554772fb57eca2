"""The glossary: the words that the report explains, as the ontology labels and defines them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mellanrum.export.documents.content import (
    Block,
    Definition,
    Definitions,
    Document,
    Paragraph,
    Run,
    Term,
    all_inlines,
    changed,
    run,
)
from mellanrum.export.labels import swedish_key
from mellanrum.export.reporting.phrasing import term_anchor
from mellanrum.ontology.language import Text, capitalised
from mellanrum.ontology.namespaces import CONCEPT, MR
from mellanrum.ontology.schema import Schema

__all__ = ["SCHEMES", "glossary", "with_explanations"]

# Lists of concepts whose labels stand in the tables and lists of the report.
SCHEMES = ("tier", "severity", "gap-status", "cell-sign", "level", "modality", "stance")

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


def glossary(schema: Schema, document: Document, schemes: Iterable[str]) -> Definitions:
    """Return the terms that a document marks, and the concepts of some schemes, by name."""
    language = document.language
    marked = {inline.anchor for inline in all_inlines(document) if isinstance(inline, Term)}
    keys = {key for key in _known_keys(schema) if term_anchor(key) in marked}
    for scheme in schemes:
        keys |= {f"{scheme}/{concept.slug}" for concept in schema.schemes[str(CONCEPT[scheme])]}
    # Two schemes may hold the same word in the same sense; a term that is linked to comes first.
    entries: dict[tuple[str, str], Definition] = {}
    for key in sorted(keys, key=lambda key: (term_anchor(key) not in marked, key)):
        term, meaning = (text.pick(language) for text in explained(schema, key))
        told = Definition(run(term), run(meaning), term_anchor(key))
        entries.setdefault((term, meaning), told)
    ordered = sorted(entries.values(), key=lambda e: (swedish_key(e.term[0].text), e.anchor))
    return Definitions(tuple(ordered))


def _known_keys(schema: Schema) -> Iterator[str]:
    yield from WORDS
    for concept in schema.classes.values():
        yield concept.slug
    for iri, concepts in schema.schemes.items():
        for concept in concepts:
            yield f"{iri.removeprefix(str(CONCEPT))}/{concept.slug}"


def with_explanations(schema: Schema, document: Document) -> Document:
    """Return a document with each term explained below the paragraph where it first occurs."""
    unseen = {term_anchor(key): key for key in _known_keys(schema)}

    def followed(block: Block) -> Iterator[Block]:
        yield block
        for inline in block.inlines if isinstance(block, Paragraph) else ():
            if isinstance(inline, Term) and inline.anchor in unseen:
                texts = explained(schema, unseen.pop(inline.anchor))
                told, meaning = (text.pick(document.language) for text in texts)
                yield Paragraph(
                    (Run(f"{capitalised(told)}:", strong=True), Run(f" {meaning}")), "note"
                )

    return changed(document, followed)
