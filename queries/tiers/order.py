"""The order of a tier: how severe an item is, where it stands, and the clause that says why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from mellanrum.ontology.vocabularies import SEVERITY
from mellanrum.queries.rules.catalogue import Severity
from mellanrum.queries.tiers.item import TIERS, Gap, NormRef, Place, Stated, Status, Tier
from mellanrum.queries.tiers.placing import clause_of

__all__ = ["SUMMARY", "is_statutory", "placed", "points", "severity_of", "summary"]

# How many of each tier a summary takes. They are never one list.
SUMMARY: dict[Tier, int] = {"stated": 5, "structural": 3, "expected": 2}
WITHOUT_COMMITMENT: tuple[Status, ...] = ("open", "unanswered")
HIGH_ABOVE, LOW_BELOW = 3, 1
MOST_PARTIES = 4
SENSE = {"fact": 1, "risk": -2, "need": -2, "proposal": -4}
BY_STRENGTH: dict[str, Severity] = {"must": "high", "should": "medium", "work-for": "medium"}


def points(gap: Gap, stated: Stated) -> int:
    """Return what the state of a stated lack counts, whatever the tone in which it is told.

    Said again by a later audit 3, nobody has undertaken to mend it 2; confirmed, told as fact,
    recommended, visible in the structure, required by a norm 1 each. About the municipality as a
    whole or without a kind of lack −1 each, a risk or a need −2, a proposal −4.
    """
    return (
        3 * bool(stated.repeated_from)
        + 2 * (gap.status in WITHOUT_COMMITMENT)
        + bool(stated.confirmed_by)
        + bool(stated.recommendations)
        + bool(gap.lines)
        + bool(gap.required_by)
        + SENSE.get(stated.modality, 0)
        - stated.general
        - (not gap.lack)
    )


def severity_of(gap: Gap) -> Severity:
    """Return how severe an item is: by its state, the strength of its norm, or the profile.

    The profile decides of what rules find, those of a user's own that expect something too.
    """
    if gap.tier == "expected" and gap.required_by and not gap.lines:
        return BY_STRENGTH.get(gap.required_by[0].strength, "low")
    if gap.stated is None:
        return gap.severity
    if gap.status == "remedied":
        return "low"
    found = points(gap, gap.stated)
    if found > HIGH_ABOVE:
        return "high"
    return "low" if found < LOW_BELOW else "medium"


def placed(items: Iterable[Gap]) -> tuple[Gap, ...]:
    """Return items by tier, municipality and place, each with its severity, rank and clause.

    Within a tier of a municipality those in focus come first, then the more severe, those said
    more than once, those that show in more than one way, those that concern more bodies (four and
    more alike), those that a law or another duty requires, and of stated ones still alike those of
    more points. What has been mended is last.

    Parameters
    ----------
    items : iterable of Gap
        With focus, lines and norms, of any tiers and municipalities.
    """
    lists: dict[tuple[int, str], list[Gap]] = defaultdict(list)
    for item in items:
        graded = replace(item, severity=severity_of(item))
        lists[TIERS.index(item.tier), item.municipality].append(graded)
    return tuple(
        replace(item, place=Place(rank, clause_of(item, rank)))
        for key in sorted(lists)
        for rank, item in enumerate(sorted(lists[key], key=_key), start=1)
    )


def summary(items: Iterable[Gap]) -> tuple[Gap, ...]:
    """Return the first items of each tier: five stated, three structural, two expected.

    Parameters
    ----------
    items : iterable of Gap
        In order, as `placed` returns them.
    """
    given = tuple(items)
    by_tier = {tier: [item for item in given if item.tier == tier] for tier in TIERS}
    return tuple(item for tier, most in SUMMARY.items() for item in by_tier[tier][:most])


def is_statutory(norms: Iterable[NormRef]) -> bool:
    """Tell whether one of some norms is a duty."""
    return any(norm.strength == "must" for norm in norms)


def _key(gap: Gap) -> tuple[object, ...]:
    return (
        gap.status == "remedied",
        not gap.focus.inside,
        SEVERITY.place(gap.severity),
        not (gap.stated and gap.stated.repeated_from),
        not _shows_elsewhere(gap),
        -min(len(gap.bodies), MOST_PARTIES),
        not is_statutory(gap.required_by),
        -points(gap, gap.stated) if gap.stated else 0,
        gap.title.sv,
        gap.iri,
    )


def _shows_elsewhere(gap: Gap) -> bool:
    """Tell whether the structure shows what is stated, or more than one rule what it shows."""
    return bool(gap.lines) if gap.stated else len(gap.lines) > 1
