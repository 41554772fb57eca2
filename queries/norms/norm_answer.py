"""What the data answer to each norm, and what norms make of a municipality."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mellanrum.ontology.language import Text
from mellanrum.ontology.vocabularies import Scheme
from mellanrum.queries.tiers.item import Gap, NormRef

__all__ = [
    "ITEM",
    "MET",
    "NORM_ANSWER",
    "QUESTION",
    "TOUCHED",
    "Expectations",
    "NormAnswer",
    "share_of_items",
]

NORM_ANSWER = Scheme("norm-answer")
ITEM, QUESTION, MET = "item", "question", "met"
TOUCHED = (ITEM, QUESTION, MET)


@dataclass(frozen=True)
class NormAnswer:
    """What the data answer to a norm, of one of those whom it binds.

    Attributes
    ----------
    municipality : str
        IRI.
    norm : NormRef
        The norm, and what it asks for.
    topic : str
        IRI of its topic.
    bodies : tuple of str
        IRIs of those it binds; empty for the municipality as a whole, and where it asks nothing.
    answer : str
        Slug in the scheme ``norm-answer``.
    reason : Text
        Why, as a clause.
    rows : tuple of str
        IRIs of the rows that it is met by, or that speak for a gap.
    gap : str
        IRI of the item in which it stands; empty where it is in none.
    can_be_met : bool
        Whether any row could show what it asks for; else an answer only.
    trigger : str
        Slug of what it still waits for; empty where it waits for nothing.
    """

    municipality: str
    norm: NormRef
    topic: str
    bodies: tuple[str, ...]
    answer: str
    reason: Text
    rows: tuple[str, ...] = ()
    gap: str = ""
    can_be_met: bool = True
    trigger: str = ""


@dataclass(frozen=True)
class Expectations:
    """What norms make of a municipality.

    Attributes
    ----------
    items : tuple of Gap
        The expected tier, without places.
    norms : mapping of str to tuple of NormRef
        The norms that require what is stated to be lacking, the most binding first, by the IRI of
        the stated item. Such a norm gives no item of its own.
    answers : tuple of NormAnswer
        What the data answer to each norm.
    """

    items: tuple[Gap, ...] = ()
    norms: Mapping[str, tuple[NormRef, ...]] = field(default_factory=dict)
    answers: tuple[NormAnswer, ...] = ()


def share_of_items(answers: Iterable[NormAnswer]) -> tuple[int, int]:
    """Return how many norms that sources touch are in a gap, and how many they touch."""
    touched = [one.answer for one in answers if one.answer in TOUCHED]
    return touched.count(ITEM), len(touched)
