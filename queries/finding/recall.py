"""The rules and norms against the auditors: is what a source says is lacking seen without it?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mellanrum.queries.tiers.item import Gap

__all__ = ["Comparison", "Recall", "compare_with_sources", "recall"]


@dataclass(frozen=True)
class Comparison:
    """A stated lack, and what structure and norms show without it.

    Attributes
    ----------
    item : Gap
        Of the tier *stated*.
    elsewhere : tuple of Gap
        Gaps of the other tiers in the same municipality that lack the same, of something else.
    """

    item: Gap
    elsewhere: tuple[Gap, ...]

    @property
    def rules(self) -> tuple[str, ...]:
        """Ids of the rules that find it just where the source says it is lacking."""
        return tuple(sorted({line.rule.id for line in self.item.lines}))

    @property
    def is_on_the_spot(self) -> bool:
        """Whether a rule finds it, or a norm asks for it, just there."""
        return bool(self.item.lines or self.item.required_by)


@dataclass(frozen=True)
class Recall:
    """How many stated lacks are seen without the statement.

    Attributes
    ----------
    on_the_spot : int
        Just where the source says that it is lacking.
    elsewhere : int
        Only somewhere else in the municipality: no confirmation of what the source says.
    of : int
        All that stand; those that have been remedied are left out.
    """

    on_the_spot: int
    elsewhere: int
    of: int


def recall(comparisons: Iterable[Comparison]) -> Recall:
    """Count how many stated lacks are seen on the spot, and how many only elsewhere."""
    found = list(comparisons)
    spot = sum(each.is_on_the_spot for each in found)
    elsewhere = sum(bool(each.elsewhere) and not each.is_on_the_spot for each in found)
    return Recall(spot, elsewhere, len(found))


def compare_with_sources(items: Sequence[Gap]) -> tuple[Comparison, ...]:
    """Set each stated lack that stands beside what the other tiers show, in the order of the items.

    Rules and norms never read what a source says is lacking, so that what they show they show
    without it.
    """
    others = [item for item in items if item.tier != "stated"]
    stated = (item for item in items if item.stated and not item.stated.ended)
    return tuple(Comparison(item, _elsewhere(item, others)) for item in stated)


def _elsewhere(item: Gap, others: Iterable[Gap]) -> tuple[Gap, ...]:
    lack = set(item.lack)
    return tuple(
        other
        for other in others
        if other.municipality == item.municipality and lack & set(other.lack)
    )
