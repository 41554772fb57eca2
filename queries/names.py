"""The names of rows, concepts, classes and properties, and the short forms of their IRIs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from rdflib import Literal
from rdflib.term import Node

from mellanrum.graph.standing.facts import Facts
from mellanrum.ontology.language import LANGUAGES, Language, Text, joined
from mellanrum.ontology.load import vocabulary_graph
from mellanrum.ontology.namespaces import CONCEPT, DCTERMS, GRAPH, MR, NORM, RDFS
from mellanrum.ontology.schema import Schema
from mellanrum.queries.finding.sentence import mid_sentence

__all__ = ["Names"]

LABEL = str(RDFS.label)  # asked for of each node that a gap names


@dataclass(frozen=True)
class Names:
    """What things are called, in either language."""

    facts: Facts
    schema: Schema

    def label(self, node: str, language: Language = "sv") -> str:
        """Return the name of a row, concept, class or property; a short form of any other IRI."""
        label = self.facts.value(node, LABEL)
        if label:
            return label
        own = self.schema.labels.get(node) or _vocabulary_labels().get(node)
        return own[language] if own else self._composed(node, language) or self.short(node)

    def _composed(self, node: str, language: Language) -> str:
        """Return a name for a row that has none of its own: a participation, or a statement."""
        structure = self.facts.value(node, str(MR.inStructure))
        if structure:
            paths = (MR.participant, MR.participantSector)
            parties = [value for path in paths for value in self.facts.values(node, str(path))]
            told = Text("{party} i {structure}", "{party} in {structure}")
            return told.pick(language).format(
                party=joined([self.label(party, language) for party in parties], language) or "–",
                structure=mid_sentence(
                    self.label(structure, language), self.facts.types(structure), language
                ),
            )
        about = self.facts.value(node, str(MR.about))
        return self.label(about, language) if about and about != node else ""

    def short(self, node: str) -> str:
        """Return an IRI in the short form ``dataset/id`` where it has one."""
        identifier = self.facts.value(node, str(DCTERMS.identifier))
        slug = self.facts.dataset_of(node)
        if identifier and slug:
            return f"{slug}/{identifier}"
        if node.endswith("/claim") and node.removesuffix("/claim") in self.facts.graph_of:
            return f"{self.short(node.removesuffix('/claim'))}/claim"
        for base in (str(GRAPH), str(CONCEPT), str(NORM), str(MR)):
            node = node.removeprefix(base)
        return node

    def show(self, term: Node, language: Language = "sv") -> str:
        """Return a term of an answer as text for people."""
        if isinstance(term, Literal):
            return str(term)
        return self.label(str(term), language)


@cache
def _vocabulary_labels() -> dict[str, dict[str, str]]:
    """Return the name of each class and property in each language."""
    labels: dict[str, dict[str, str]] = {}
    for term, label in vocabulary_graph().subject_objects(RDFS.label):
        if isinstance(label, Literal) and label.language in LANGUAGES:
            labels.setdefault(str(term), {})[label.language] = str(label)
    return labels
