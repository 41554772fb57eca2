"""Which additions would raise the congruence most: bodies that join, and new forums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mellanrum.graph.coordination.meeting import MeetingLevel, levels_of_work
from mellanrum.graph.coordination.municipal_congruence import CongruenceReport, MunicipalCongruence
from mellanrum.graph.coordination.strengths import FIRMNESS
from mellanrum.graph.measures.additions import Join, candidates, suggest_for_needs
from mellanrum.graph.measures.congruence import Tie
from mellanrum.graph.measures.rational import Number

__all__ = ["NEW_FORUM", "Proposal", "propose"]

NOTHING_DOCUMENTED = dict.fromkeys(FIRMNESS, False)
NEW_FORUM = "meeting"  # the least that it can be


@dataclass(frozen=True)
class Proposal:
    """An addition that would raise the congruence, and what it is worth after the earlier ones.

    Attributes
    ----------
    municipality, level : str
        IRI, and slug of a meeting level.
    members : tuple of str
        The bodies of a new forum, or the one that joins.
    structure : str
        The structure that is joined; empty for a new forum.
    tasks : tuple of str
        The target groups of a new forum.
    gain, k : Fraction or float
        ΔK of the lower end, and the lower end with this and the earlier additions.
    """

    municipality: str
    level: MeetingLevel
    members: tuple[str, ...]
    structure: str
    tasks: tuple[str, ...]
    gain: Number
    k: Number


def propose(
    report: CongruenceReport,
    groups: Mapping[str, frozenset[str]],
    n: int,
    max_members: int | None,
) -> tuple[Proposal, ...]:
    """Find, greedily, the additions that would raise the lower end of the index most.

    Bodies may join structures, and new forums may be made for a target group; agreements and
    joint units are left to those who decide on them. A new forum counts as a meeting of which
    nothing but its members, level and target group is documented: the least that it can be.

    Of several meeting levels in the report it is about the one with the least index; without a
    number there is nothing to raise. `groups` are the target groups that a new forum can be for,
    each with the narrower ones within it; `n` is how many additions in each municipality.
    """
    return tuple(
        proposal
        for found in report.municipalities
        for level in found.least[:1]
        for proposal in _proposals(report, found, level, groups, n, max_members)
    )


def _proposals(
    report: CongruenceReport,
    found: MunicipalCongruence,
    level: MeetingLevel,
    groups: Mapping[str, frozenset[str]],
    n: int,
    max_members: int | None,
) -> list[Proposal]:
    ties, demand = found.low_ties(level), found.demand
    needs = found.levels[level].low.needs
    open_ones = _open_to_more(found, level)
    strength = report.strengths.tie(NEW_FORUM, NOTHING_DOCUMENTED).low
    options = candidates(needs, ties, strength, max_members)
    joined = [
        each for each in options if isinstance(each, Join) and ties[each.position].name in open_ones
    ]
    forums = _forums([each for each in options if isinstance(each, Tie)], groups, demand.tasks)
    steps = suggest_for_needs(needs, ties, [*joined, *forums], n, max_members=max_members)
    return [
        Proposal(
            municipality=found.municipality,
            level=level,
            members=(one.body,) if isinstance(one, Join) else tuple(sorted(one.members)),
            structure=ties[one.position].name if isinstance(one, Join) else "",
            tasks=() if isinstance(one, Join) else forums[one],
            gain=step.gain,
            k=step.k,
        )
        for step in steps
        for one in [step.addition]
    ]


def _open_to_more(found: MunicipalCongruence, level: MeetingLevel) -> frozenset[str]:
    """Return what a body may join so that it meets all who are in it, at the level."""
    return frozenset(
        tie.node
        for tie in found.ties
        if tie.kind not in ("agreement", "joint-unit")
        and any(map(tie.surely_at, levels_of_work(level)))
    )


def _forums(
    options: Sequence[Tie], groups: Mapping[str, frozenset[str]], tasks: frozenset[str]
) -> dict[Tie, tuple[str, ...]]:
    """Return new forums with the narrower groups in scope, and the groups they are named for."""
    found: dict[Tie, tuple[str, ...]] = {}
    for tie in options:
        named = tie.scope or frozenset()
        if named <= set(groups):
            within = {part for group in named for part in groups[group] - {group}}
            everything = frozenset().union(*(groups[group] for group in named)) & tasks
            forum = Tie(sorted(tie.members), sorted(everything), tie.strength)
            found.setdefault(forum, tuple(sorted(named - within)))
    return found
