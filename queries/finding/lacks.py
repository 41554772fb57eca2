"""Which kinds of lack something is about: one place for gaps, promises and lifelines."""

from __future__ import annotations

from mellanrum.graph.standing.facts import Facts
from mellanrum.ontology.namespaces import MR

__all__ = ["lacks_of", "mended"]

LACK, BASED_ON, PART_OF_FINDING = str(MR.lack), str(MR.basedOn), str(MR.partOfFinding)


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
