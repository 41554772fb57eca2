"""Some of the gaps: those of a tier, at a level, known in some way, or about a body."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from mellanrum.graph.problems import problem
from mellanrum.graph.standing.facts import Facts
from mellanrum.graph.tables.entry import find_entry
from mellanrum.ontology.errors import Location, QueryError
from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import MR
from mellanrum.ontology.vocabularies import EVIDENCE, TIER
from mellanrum.queries.asking import concept_named
from mellanrum.queries.finding.runs import Runs
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
    runs: Runs,
    day: dt.date | None = None,
    rules: Iterable[str] | None = None,
    tier: str | None = None,
    level: str | None = None,
    evidence: str | Iterable[str] | None = None,
    body: str | None = None,
) -> tuple[Gap, ...]:
    """Return the gaps at a date that fit everything that is asked for; all where nothing is.

    Parameters
    ----------
    runs : Runs
        What is found.
    day : datetime.date, optional
        Of each municipality its own where not given.
    rules : iterable of str, optional
        Ids or names of rules: the structural and expected gaps that one of them finds. What a rule
        sees of a stated lack is told with that one, and is no gap of the rule's.
    tier : str, optional
        Slug or name of a tier: ``stated``, ``structural`` or ``expected``.
    level : str, optional
        Slug or name of a level: what is missing at it, or is about a structure there.
    evidence : str or iterable of str, optional
        Slugs or names of evidence kinds, such as ``contested``.
    body : str, optional
        A body or structure as ``dataset/id``: what is about it.

    Returns
    -------
    tuple of Gap
        By tier, municipality and place; tiers are separate lists and never merged.

    Raises
    ------
    QueryError
        If a tier, a level, an evidence kind or a body is unknown.
    RuleError
        If a rule is unknown.

    Examples
    --------
    >>> import mellanrum
    >>> sorted({gap.tier for gap in mellanrum.load("ekvalla").gaps(evidence="contested")})
    ['stated']
    """
    kinds = {
        concept_named(runs.schema, "evidence-kind", kind, "evidence")
        for kind in ((evidence,) if isinstance(evidence, str) else evidence or ())
    }
    if EVIDENCE.iri(UNDOCUMENTED) in kinds:
        gone = (UNDOCUMENTED_IS_GONE.sv, UNDOCUMENTED_IS_GONE.en)
        raise QueryError(problem(Location(), "not-a-gap", gone))
    named = None if rules is None else {rule.id for rule in runs.catalogue.select(rules)}
    wanted = concept_named(runs.schema, "tier", tier, "tier") if tier else ""
    there = concept_named(runs.schema, "level", level, "level") if level else ""
    node = find_entry(runs.assembly.entries, body).iri if body else ""
    return tuple(
        gap
        for gap in runs.items(day)
        if (not wanted or TIER.iri(gap.tier) == wanted)
        and (named is None or (gap.tier != "stated" and _found_by(gap, named)))
        and (not kinds or (gap.evidence and EVIDENCE.iri(gap.evidence) in kinds))
        and (not node or node in _concerned(gap))
        and (not there or there in _levels(gap, runs.facts))
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
