"""The marks of items: sign, colour and outline for what is stated, contested, seen or expected."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import get_args

from mellanrum.ontology.vocabularies import EVIDENCE, TIER, Concept
from mellanrum.queries.tiers.item import Evidence, Gap

__all__ = ["item_marks", "mark_of"]


@cache
def item_marks() -> Mapping[str, Concept]:
    """Return the marks by slug, in order: how it is known, and the tier where that says nothing.

    Examples
    --------
    >>> list(item_marks())
    ['stated', 'contested', 'structural', 'expected']
    """
    known = [kind for kind in EVIDENCE if kind.slug in get_args(Evidence)]
    alone = [tier for tier in TIER if tier.slug not in EVIDENCE]
    return {concept.slug: concept for concept in (*known, *alone)}


def mark_of(gap: Gap) -> str:
    """Return the slug of the mark of an item."""
    return gap.evidence or gap.tier
