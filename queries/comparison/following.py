"""Follow items from one state to another: which one is which, told by IRI and not by wording."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mellanrum.queries.tiers.item import Gap

__all__ = ["Trace", "follow", "trace_of"]


@dataclass(frozen=True)
class Trace:
    """What an item is followed by.

    Besides its IRI: those that items about its other rows would have, and the rules that find it,
    each with its sentence in Swedish.
    """

    iri: str
    tier: str
    replaces: frozenset[str] = frozenset()
    lines: frozenset[tuple[str, str]] = frozenset()

    @property
    def iris(self) -> frozenset[str]:
        """Its IRI and those that it replaces."""
        return self.replaces | {self.iri}


def trace_of(gap: Gap) -> Trace:
    """Return what an item is followed by."""
    lines = frozenset((line.rule.id, line.says.sv) for line in gap.lines)
    return Trace(gap.iri, gap.tier, frozenset(gap.replaces), lines)


def follow(before: Sequence[Trace], after: Sequence[Trace]) -> frozenset[tuple[int, int]]:
    """Return which items are the same in two states, as pairs of places.

    One that has been joined with others is in as many pairs as there were. What a structural rule
    finds and a source then says is followed into the stated item that shows it as a line.

    Examples
    --------
    >>> was = [Trace("a", "stated"), Trace("b", "stated"), Trace("c", "stated")]
    >>> follow(was, [Trace("a", "stated", frozenset({"b"}))]) == {(0, 0), (1, 0)}
    True
    """
    forth = {(place, other) for place, other in _matches(before, after)}
    back = {(other, place) for place, other in _matches(after, before)}
    return frozenset(forth | back)


def _matches(items: Sequence[Trace], others: Sequence[Trace]) -> Iterable[tuple[int, int]]:
    """Yield each item that the others have too, with the one of them that it is likest."""
    places: dict[object, list[int]] = defaultdict(list)
    for place, other in enumerate(others):
        for key in (*other.iris, *other.lines):
            places[key].append(place)
    for place, item in enumerate(items):
        near = {near for key in (*item.iris, *item.lines) for near in places.get(key, ())}
        found = [(_difference(item, others[each]), each) for each in near]
        likest, other_place = min(found, default=(OTHER, 0))
        if likest != OTHER:
            yield place, other_place


SAME, NAMED, JOINED, RETOLD, OTHER = range(5)


def _difference(one: Trace, other: Trace) -> int:
    """Return how two items are the same, the surest way first; `OTHER` where they are not."""
    if one.tier == other.tier:
        if one.iri == other.iri:
            return SAME
        if one.iri in other.replaces or other.iri in one.replaces:
            return NAMED
        # A row is of one stated item only; an answer of a rule may be of one pair and another.
        is_joined = one.tier == "stated" and not one.replaces.isdisjoint(other.replaces)
        return JOINED if is_joined else OTHER
    by_tier = {one.tier: one, other.tier: other}
    if set(by_tier) != {"stated", "structural"}:
        return OTHER
    is_told = by_tier["structural"].lines and by_tier["stated"].lines.issuperset(
        by_tier["structural"].lines
    )
    return RETOLD if is_told else OTHER
