"""What if: the gaps and the congruence with some changes made, and which changes would help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mellanrum.graph.coordination.municipal_congruence import CongruenceReport, MunicipalCongruence
from mellanrum.graph.coordination.strengths import Strengths, Weights
from mellanrum.graph.measures.additions import Addition, Join, candidates
from mellanrum.graph.measures.congruence import Interval, Tie, suggest
from mellanrum.graph.measures.rational import Number
from mellanrum.graph.measures.requirements import find_needs
from mellanrum.graph.tables.changes import Change
from mellanrum.graph.tables.scenario import tried_out
from mellanrum.queries.finding.gap import Gap

if TYPE_CHECKING:
    from mellanrum.knowledge import KnowledgeGraph

__all__ = ["LevelChange", "Proposal", "WhatIf", "propose", "what_if"]

NOTHING_DOCUMENTED = {"follow-up": False, "mandate": False, "steering-document": False}


@dataclass(frozen=True)
class LevelChange:
    """The index of one municipality at one level, before and after.

    Attributes
    ----------
    municipality, level : str
        IRI, and slug.
    before, after : Interval
        The index with its bounds.
    """

    municipality: str
    level: str
    before: Interval
    after: Interval

    @property
    def delta(self) -> tuple[Number, Number] | None:
        """ΔK of the lower and of the higher end; None where K is undefined before or after."""
        if self.before.k is None or self.after.k is None:
            return None
        return self.after.k[0] - self.before.k[0], self.after.k[1] - self.before.k[1]


@dataclass(frozen=True)
class WhatIf:
    """What changes would lead to.

    Attributes
    ----------
    changes : tuple of Change
        As given.
    closed, opened : tuple of Gap
        Gaps that are there only before, and only after.
    levels : tuple of LevelChange
        By municipality and level.
    graph : KnowledgeGraph
        The changed copy, to ask more of.
    """

    changes: tuple[Change, ...]
    closed: tuple[Gap, ...]
    opened: tuple[Gap, ...]
    levels: tuple[LevelChange, ...]
    graph: KnowledgeGraph = field(repr=False)


@dataclass(frozen=True)
class Proposal:
    """An addition that would raise the congruence, and what it is worth after the earlier ones.

    Attributes
    ----------
    municipality, level : str
        IRI, and slug.
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
    level: str
    members: tuple[str, ...]
    structure: str
    tasks: tuple[str, ...]
    gain: Number
    k: Number


def what_if(
    graph: KnowledgeGraph,
    changes: Sequence[Change],
    strengths: Strengths | None = None,
    weights: Weights | None = None,
) -> WhatIf:
    """Make changes on a copy of a graph, and compare gaps and congruence with the graph itself.

    Raises
    ------
    LoadError
        With everything that is wrong with the changes.
    """
    from mellanrum.knowledge import KnowledgeGraph

    assembly = tried_out(graph.assembly, graph.deriver, graph.schema, changes)
    changed = KnowledgeGraph(assembly, graph.schema, graph.horizon.given, graph.catalogue)
    before, after = graph.gaps(), changed.gaps()
    was, becomes = {gap.iri for gap in before}, {gap.iri for gap in after}
    return WhatIf(
        changes=tuple(changes),
        closed=tuple(gap for gap in before if gap.iri not in becomes),
        opened=tuple(gap for gap in after if gap.iri not in was),
        levels=_levels(
            graph.congruence(strengths=strengths, weights=weights),
            changed.congruence(strengths=strengths, weights=weights),
        ),
        graph=changed,
    )


def _levels(before: CongruenceReport, after: CongruenceReport) -> tuple[LevelChange, ...]:
    later = {found.municipality: found.levels for found in after.municipalities}
    return tuple(
        LevelChange(found.municipality, level, interval, later[found.municipality][level])
        for found in before.municipalities
        for level, interval in found.levels.items()
        if level in later.get(found.municipality, {})
    )


def propose(
    report: CongruenceReport,
    groups: Mapping[str, frozenset[str]],
    n: int,
    max_members: int | None,
) -> tuple[Proposal, ...]:
    """Find, greedily, the additions that would raise the lower end of the index most.

    Bodies may join structures, and new forums may be made for a target group; agreements and
    joint units are left to those who decide on them. A new forum counts with the strength of one
    of which nothing but its members, level and target group is documented.

    Parameters
    ----------
    report : CongruenceReport
        Of one level; of several, the one with the least index.
    groups : mapping of str to frozenset of str
        The target groups that a new forum can be for, each with the narrower ones within it.
    n : int
        How many additions in each municipality.
    max_members : int, optional
        How many bodies a forum may have.
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
    level: str,
    groups: Mapping[str, frozenset[str]],
    n: int,
    max_members: int | None,
) -> list[Proposal]:
    ties, demand = found.low_ties(level), found.demand
    weights = {t: w for t, w in report.weights.weights.items() if t in demand.tasks}
    needs = find_needs(demand.responsibilities, weights, demand.dependency)
    strength = report.strengths.tie("forum", NOTHING_DOCUMENTED).low
    options = candidates(needs, ties, strength, max_members)
    joined = [each for each in options if isinstance(each, Join) and _may_join(found, ties, each)]
    forums = _forums([each for each in options if isinstance(each, Tie)], groups, demand.tasks)
    steps = suggest(
        demand.responsibilities,
        ties,
        [*joined, *forums],
        n,
        weights=weights,
        dependency=demand.dependency,
        max_members=max_members,
    )
    return [
        Proposal(
            municipality=found.municipality,
            level=level,
            members=_members(step.addition),
            structure=_structure(step.addition, ties),
            tasks=forums[step.addition] if isinstance(step.addition, Tie) else (),
            gain=step.gain,
            k=step.k,
        )
        for step in steps
    ]


def _may_join(found: MunicipalCongruence, ties: Sequence[Tie], addition: Join) -> bool:
    kinds = {tie.node: tie.kind for tie in found.ties}
    return kinds[ties[addition.position].name] not in ("agreement", "joint-unit")


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


def _members(addition: Addition) -> tuple[str, ...]:
    return (addition.body,) if isinstance(addition, Join) else tuple(sorted(addition.members))


def _structure(addition: Addition, ties: Sequence[Tie]) -> str:
    return ties[addition.position].name if isinstance(addition, Join) else ""
