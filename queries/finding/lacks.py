"""Which kinds of lack something is about: one place for gaps, promises and lifelines."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from mellanrum.graph.standing.facts import Facts
from mellanrum.ontology.load import concepts_graph
from mellanrum.ontology.namespaces import CONCEPT, MR, SKOS
from mellanrum.ontology.vocabularies import LACK as KINDS
from mellanrum.ontology.vocabularies import slug_of

__all__ = ["elements_of_lack", "lacks_of", "lacks_of_element", "mended"]

LACK, BASED_ON, PART_OF_FINDING = str(MR.lack), str(MR.basedOn), str(MR.partOfFinding)
ELEMENT = str(CONCEPT["element/"])


def lacks_of(facts: Facts, node: str) -> frozenset[str]:
    """Return the kinds of lack that a finding or recommendation is about.

    A finding is about those of the absences that are part of it as well, and a recommendation
    that names none is about those of the findings it rests on.
    """
    own = set(facts.values(node, LACK))
    for part in facts.subjects(PART_OF_FINDING, node):
        own.update(facts.values(part, LACK))
    if own:
        return frozenset(own)
    return frozenset(
        lack for finding in facts.values(node, BASED_ON) for lack in lacks_of(facts, finding)
    )


def mended(facts: Facts, commitment: str, target: str) -> frozenset[str]:
    """Return the kinds of lack that a commitment is to mend of a finding or recommendation.

    They are those that the commitment names, or all of the target's where it names none.
    """
    return frozenset(facts.values(commitment, LACK)) or lacks_of(facts, target)


@cache
def elements_of_lack(lack: str) -> tuple[str, ...]:
    """Return the slugs of the elements that a lack is about, by its concept; none for some."""
    return _elements().get(lack, ())


@cache
def lacks_of_element(element: str) -> tuple[str, ...]:
    """Return the concepts of the lacks that are about an element: the one named alike first."""
    found = [kind for kind in KINDS if element in elements_of_lack(kind.iri)]
    return tuple(kind.iri for kind in sorted(found, key=lambda kind: kind.slug != element))


@cache
def _elements() -> Mapping[str, tuple[str, ...]]:
    """Return the slugs of the elements of each lack."""
    found: dict[str, list[str]] = {}
    for lack, element in concepts_graph().subject_objects(SKOS.relatedMatch):
        if str(element).startswith(ELEMENT):
            found.setdefault(str(lack), []).append(slug_of(str(element)))
    return {lack: tuple(sorted(slugs)) for lack, slugs in found.items()}
