"""The glossary: the words that the report explains, as the ontology labels and defines them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mellanrum.export.documents.content import (
    Block,
    Definition,
    Definitions,
    Document,
    Folded,
    Inlines,
    Paragraph,
    Run,
    Section,
    Term,
    all_inlines,
    run,
)
from mellanrum.export.labels import swedish_key
from mellanrum.export.reporting.phrasing import term_anchor
from mellanrum.ontology.language import Language
from mellanrum.ontology.namespaces import CONCEPT, MR
from mellanrum.ontology.schema import Concept, Schema

__all__ = ["SCHEMES", "glossary", "with_explanations"]

# Lists of concepts whose labels stand in the tables and lists of the report.
SCHEMES = ("tier", "severity", "gap-status", "cell-sign", "level", "modality", "stance")


def concept_of(schema: Schema, key: str) -> Concept:
    """Return what a term stands for: a class by its name, or a concept as ``scheme/slug``."""
    iri = str(CONCEPT[key]) if "/" in key else str(MR[key])
    found = schema.concept(iri)
    if found is None:
        raise KeyError(key)
    return found


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
        concept = concept_of(schema, key)
        term, meaning = concept.label.pick(language), concept.definition.pick(language)
        told = Definition(run(term), run(meaning), term_anchor(key))
        entries.setdefault((term, meaning), told)
    ordered = sorted(entries.values(), key=lambda e: (swedish_key(e.term[0].text), e.anchor))
    return Definitions(tuple(ordered))


def _known_keys(schema: Schema) -> Iterator[str]:
    for concept in schema.classes.values():
        yield concept.slug
    for iri, concepts in schema.schemes.items():
        for concept in concepts:
            yield f"{iri.removeprefix(str(CONCEPT))}/{concept.slug}"


def with_explanations(schema: Schema, document: Document) -> Document:
    """Return a document with each term explained below the paragraph where it first occurs."""
    explainer = _Explainer(schema, document.language)
    return replace(
        document,
        opening=tuple(explainer.blocks(document.opening)),
        sections=tuple(
            part for part in explainer.blocks(document.sections) if isinstance(part, Section)
        ),
    )


class _Explainer:
    def __init__(self, schema: Schema, language: Language) -> None:
        self.language = language
        self.unseen = {term_anchor(key): key for key in _known_keys(schema)}
        self.schema = schema

    def blocks(self, blocks: Iterable[Block]) -> Iterator[Block]:
        for block in blocks:
            if isinstance(block, Section | Folded):
                yield replace(block, blocks=tuple(self.blocks(block.blocks)))
                continue
            yield block
            if isinstance(block, Paragraph):
                yield from self._explained(block.inlines)

    def _explained(self, inlines: Inlines) -> Iterator[Paragraph]:
        for inline in inlines:
            if isinstance(inline, Term) and inline.anchor in self.unseen:
                concept = concept_of(self.schema, self.unseen.pop(inline.anchor))
                told = concept.label.pick(self.language)
                meaning = concept.definition.pick(self.language)
                label = Run(f"{told[:1].upper()}{told[1:]}:", strong=True)
                yield Paragraph((label, Run(f" {meaning}")), "note")
