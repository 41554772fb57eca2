"""How much there is of a municipality: one definition of every count that a reader meets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from mellanrum.export.snapshot import Snapshot
from mellanrum.ontology.vocabularies import TIER

__all__ = ["Counts", "counts"]


@dataclass(frozen=True)
class Counts:
    """What the datasets of a municipality hold, in force at the date or not.

    Attributes
    ----------
    bodies, structures, participations : int
        Rows; a sector that is named without a body is no body.
    read, named : int
        Documents that were read, and those that others only name.
    statements : int
        What was taken from the documents.
    items : mapping of str to int
        Items of each tier at the date; never their sum.
    cards, not_asked : int
        Question cards, and tables and columns against which nothing was examined.
    """

    bodies: int
    structures: int
    participations: int
    read: int
    named: int
    statements: int
    items: Mapping[str, int]
    cards: int
    not_asked: int


def counts(snapshot: Snapshot, slugs: Collection[str]) -> Counts:
    """Return the counts of the municipality that some datasets are about."""

    def own(class_name: str) -> list[str]:
        rows = snapshot.rows(class_name)
        return [node for node in rows if snapshot.facts.dataset_of(node) in slugs]

    sources = own("SourceDocument")
    read = sum(map(snapshot.is_read, sources))
    tiers = Counter[str](gap.tier for gap in snapshot.gaps if gap.dataset in slugs)
    found = [one for one in snapshot.anatomy() if set(slugs) & set(one.datasets)]
    return Counts(
        bodies=len(own("Body")),
        structures=len(own("CollaborationStructure")),
        participations=len(own("Participation")),
        read=read,
        named=len(sources) - read,
        statements=len(own("Statement")),
        items={tier.slug: tiers[tier.slug] for tier in TIER},
        cards=sum(len(one.cards) for one in found),
        not_asked=sum(len(one.not_asked) for one in found),
    )
