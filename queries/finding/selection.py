"""Some of the gaps: those at a level, known in some way, or about a body."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from mellanrum.graph.standing.facts import Facts
from mellanrum.ontology.namespaces import MR
from mellanrum.ontology.vocabularies import LEVEL
from mellanrum.queries.finding.gap import Gap

__all__ = ["select_gaps"]


def select_gaps(
    gaps: Iterable[Gap],
    facts: Facts,
    level: str = "",
    evidence: Collection[str] = (),
    node: str = "",
) -> tuple[Gap, ...]:
    """Return the gaps that fit everything that is asked for, in their order.

    Parameters
    ----------
    gaps : iterable of Gap
        To choose from.
    facts : Facts
        For the levels of structures.
    level : str
        Slug: what is missing at it, or is about a structure there. Any where empty.
    evidence : collection of str
        Slugs of evidence kinds; any where empty.
    node : str
        IRI of a body or structure that the gap is about; any where empty.
    """
    return tuple(
        gap
        for gap in gaps
        if (not evidence or gap.evidence in evidence)
        and (not node or node in _concerned(gap))
        and (not level or LEVEL.iri(level) in _levels(gap, facts))
    )


def _concerned(gap: Gap) -> tuple[str, ...]:
    return gap.subject, gap.object, *gap.about


def _levels(gap: Gap, facts: Facts) -> set[str]:
    """Return the levels at which a gap is missing something, and those of what it is about."""
    there = (facts.values(node, str(MR.atLevel)) for node in _concerned(gap))
    return {gap.level, *gap.rule.levels}.union(*there)
