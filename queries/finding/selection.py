"""Some of the gaps: those of a tier, at a level, known in some way, or about a body."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from mellanrum.graph.standing.facts import Facts
from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import MR
from mellanrum.ontology.vocabularies import EVIDENCE, LEVEL
from mellanrum.queries.tiers.item import Gap

__all__ = ["UNDOCUMENTED", "UNDOCUMENTED_IS_GONE", "kinds_of_gaps", "select_gaps"]

UNDOCUMENTED = "undocumented"
UNDOCUMENTED_IS_GONE = Text(
    "Det som källorna inte nämner är inget mellanrum längre. Det står på frågekorten (mellanrum "
    "cards) och som tecken i tabellerna (mellanrum anatomy).",
    "What the sources do not mention is no longer a gap. It is on the question cards (mellanrum "
    "cards) and among the signs of the tables (mellanrum anatomy).",
)


def kinds_of_gaps() -> tuple[str, ...]:
    """Return the slugs of the kinds of evidence that a gap may have."""
    return tuple(slug for slug in EVIDENCE.slugs if slug != UNDOCUMENTED)


def select_gaps(
    gaps: Iterable[Gap],
    facts: Facts,
    *,
    rules: Collection[str] | None = None,
    tier: str = "",
    level: str = "",
    evidence: Collection[str] = (),
    node: str = "",
) -> tuple[Gap, ...]:
    """Return the gaps that fit everything that is asked for, in their order.

    `level` is the slug of one at which something is missing, or at which a structure is that the
    gap is about; `node` the IRI of a body or structure that it is about; `rules` the ids of those
    of which one finds it. What a rule sees of a stated lack is told with that one, and is no gap of
    the rule's.
    """
    return tuple(
        gap
        for gap in gaps
        if (not tier or gap.tier == tier)
        and (rules is None or (gap.tier != "stated" and _found_by(gap, rules)))
        and (not evidence or gap.evidence in evidence)
        and (not node or node in _concerned(gap))
        and (not level or LEVEL.iri(level) in _levels(gap, facts))
    )


def _found_by(gap: Gap, rules: Collection[str]) -> bool:
    return any(line.rule.id in rules for line in gap.lines)


def _concerned(gap: Gap) -> tuple[str, ...]:
    return gap.subject, gap.object, *gap.about


def _levels(gap: Gap, facts: Facts) -> set[str]:
    """Return the levels at which a gap is missing something, and those of what it is about."""
    there = (facts.values(node, str(MR.atLevel)) for node in _concerned(gap))
    lines = ({line.level, *line.rule.levels} for line in gap.lines)
    return {gap.level}.union(*there, *lines)
