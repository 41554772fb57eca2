"""Compare two municipalities by kind: which forms, levels, sectors and gaps both have, or one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, get_args

from mellanrum.graph.standing.facts import Facts
from mellanrum.ontology.namespaces import MR, RDF, RDFS
from mellanrum.ontology.schema import fold
from mellanrum.queries.comparison.row_comparison import Side
from mellanrum.queries.tiers.item import TIERS, Gap, Tier

__all__ = [
    "ASPECTS",
    "Aspect",
    "Dimension",
    "GapMatch",
    "KindComparison",
    "Match",
    "Where",
    "compare_kinds",
]

Aspect = Literal[
    "form", "similar-form", "kind", "level", "prevention", "sector", "target-group", "meeting"
]
ASPECTS: tuple[Aspect, ...] = get_args(Aspect)
Where = Literal["both", "first", "second"]
Key = tuple[str, ...]


@dataclass(frozen=True)
class Match:
    """One value of an aspect, and the structures of each municipality that have it.

    Attributes
    ----------
    key : tuple of str
        IRIs of concepts or classes. For a target group ``("age", low, high)``, where either may
        be empty, or ``("name", name)``. For a meeting the level (may be empty) and two sectors.
    first, second : tuple of str
        IRIs of structures, sorted.
    """

    key: Key
    first: tuple[str, ...]
    second: tuple[str, ...]

    @property
    def where(self) -> Where:
        """Whether both have it, or which of them."""
        return _where(self.first, self.second)


@dataclass(frozen=True)
class Dimension:
    """One aspect of the structures, with the structures of which the sources do not give it."""

    aspect: Aspect
    matches: tuple[Match, ...]
    unknown_first: tuple[str, ...]
    unknown_second: tuple[str, ...]


@dataclass(frozen=True)
class GapMatch:
    """Gaps of one tier in which the same kind of thing is lacking, in each municipality.

    Attributes
    ----------
    tier : str
        One of `mellanrum.queries.tiers.item.TIERS`.
    lack : str
        IRI of the kind of lack; empty where none is given. A gap with several is under each.
    first, second : tuple of Gap
        The gaps.
    """

    tier: Tier
    lack: str
    first: tuple[Gap, ...]
    second: tuple[Gap, ...]

    @property
    def where(self) -> Where:
        """Whether both have such a gap, or which of them."""
        return _where(self.first, self.second)


@dataclass(frozen=True)
class KindComparison:
    """Two municipalities beside each other; nothing in it says that one is better.

    Attributes
    ----------
    before, after : datetime.date or None
        The date of the first and of the second.
    dimensions : tuple of Dimension
        In the order of `ASPECTS`.
    gaps : tuple of GapMatch
        By tier, and by kind of lack in the order of its scheme.
    """

    before: dt.date | None
    after: dt.date | None
    dimensions: tuple[Dimension, ...]
    gaps: tuple[GapMatch, ...]

    def dimension(self, aspect: Aspect) -> Dimension:
        """Return one aspect."""
        return next(each for each in self.dimensions if each.aspect == aspect)

    @property
    def is_same(self) -> bool:
        """Whether both have the same kinds of everything."""
        matches = [match.where for each in self.dimensions for match in each.matches]
        return all(where == "both" for where in (*matches, *(gap.where for gap in self.gaps)))


def _where(first: tuple[object, ...], second: tuple[object, ...]) -> Where:
    if first and second:
        return "both"
    return "first" if first else "second"


def compare_kinds(first: Side, second: Side) -> KindComparison:
    """Compare municipalities, one or several a side; their rows only have kinds in common."""
    return KindComparison(
        before=first.as_of,
        after=second.as_of,
        dimensions=tuple(_dimension(aspect, first, second) for aspect in ASPECTS),
        gaps=tuple(_gaps(first, second)),
    )


# -- structures -------------------------------------------------------------------------------


def _dimension(aspect: Aspect, first: Side, second: Side) -> Dimension:
    sides = [_by_value(aspect, side) for side in (first, second)]
    keys = {key for found in sides for key in found} - {()}
    one, other = sides
    return Dimension(
        aspect=aspect,
        matches=tuple(
            Match(key, one.get(key, ()), other.get(key, ()))
            for key in sorted(keys, key=lambda key: _in_order(first, key))
        ),
        unknown_first=one.get((), ()),
        unknown_second=other.get((), ()),
    )


def _in_order(side: Side, key: Key) -> list[tuple[int, int, str]]:
    """Return what puts values in order: concepts by rank, ages by number, names by letter."""
    parts = []
    for part in key:
        concept = side.deriver.schema.concept(part) if "://" in part else None
        number = int(part) if part.isdecimal() else 0
        parts.append((concept.order if concept else 0, number, part))
    return parts


def _by_value(aspect: Aspect, side: Side) -> dict[Key, tuple[str, ...]]:
    """Return the structures of each value, and under an empty key those that have none."""
    found: dict[Key, tuple[str, ...]] = {}
    for node in side.structures:
        for key in sorted(set(VALUES[aspect](side, node))) or [()]:
            found[key] = (*found.get(key, ()), node)
    return found


def _concepts(local_name: str) -> Callable[[Side, str], Iterable[Key]]:
    return lambda side, node: ((one,) for one in side.facts.values(node, str(MR[local_name])))


def _forms(local_name: str) -> Callable[[Side, str], Iterator[Key]]:
    """Return what yields the common form that a structure's form corresponds to."""

    def values(side: Side, node: str) -> Iterator[Key]:
        for form in side.facts.values(node, str(MR[local_name])):
            common = side.facts.value(form, str(MR.matchesForm))
            yield (common,) if common else ("name", _name(side.facts, form))

    return values


def _kind(side: Side, node: str) -> Iterator[Key]:
    yield (side.facts.value(node, str(MR.forumType)) or side.facts.value(node, str(RDF.type)),)


def _sectors(side: Side, node: str) -> Iterator[Key]:
    for sector in side.sectors.get(node, ()):
        yield (sector,)


def _target_groups(side: Side, node: str) -> Iterator[Key]:
    for group in side.facts.values(node, str(MR.targetGroup)):
        low, high = (side.facts.value(group, str(path)) for path in (MR.minAge, MR.maxAge))
        yield ("age", low, high) if low or high else ("name", _name(side.facts, group))


def _name(facts: Facts, node: str) -> str:
    return fold(facts.value(node, str(RDFS.label)))


def _meetings(side: Side, node: str) -> Iterator[Key]:
    levels = side.facts.values(node, str(MR.atLevel)) or ("",)
    for one, other in combinations(sorted(side.sectors.get(node, ())), 2):
        for level in levels:
            yield level, one, other


VALUES: dict[Aspect, Callable[[Side, str], Iterable[Key]]] = {
    "form": _forms("realisesForm"),
    "similar-form": _forms("similarToForm"),
    "kind": _kind,
    "level": _concepts("atLevel"),
    "prevention": _concepts("preventionLevel"),
    "sector": _sectors,
    "target-group": _target_groups,
    "meeting": _meetings,
}


# -- gaps -------------------------------------------------------------------------------------


def _gaps(first: Side, second: Side) -> Iterator[GapMatch]:
    for tier in TIERS:
        one, other = (_by_lack(side.gaps, tier) for side in (first, second))
        for lack in sorted({*one, *other}, key=lambda lack: (not lack, _in_order(first, (lack,)))):
            yield GapMatch(tier, lack, one.get(lack, ()), other.get(lack, ()))


def _by_lack(gaps: Iterable[Gap], tier: Tier) -> dict[str, tuple[Gap, ...]]:
    found: dict[str, tuple[Gap, ...]] = {}
    for gap in gaps:
        if gap.tier == tier:
            for lack in gap.lack or ("",):
                found[lack] = (*found.get(lack, ()), gap)
    return found
