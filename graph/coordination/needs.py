"""What the data requires: who answers for which target group, and which groups hang together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations, product
from typing import Literal, NamedTuple

from mellanrum.graph.coordination.strengths import Strengths
from mellanrum.graph.standing.facts import reached
from mellanrum.graph.standing.representation import Representation
from mellanrum.ontology.namespaces import MR
from mellanrum.ontology.vocabularies import ROLE

__all__ = [
    "Demand",
    "Dependence",
    "LeftOut",
    "Share",
    "ages_of",
    "demand_of",
    "is_for_structure",
    "narrower_groups",
    "narrower_of_each",
]

Kind = Literal["main", "contributing", "commission", "audited", "goal"]
Why = Literal["holder", "body", "task"]

CONTRIBUTING = ROLE.iri("contributing")
# The classes that give parts, the property that names the body, and the key of the share.
OTHERS: tuple[tuple[str, str, Kind], ...] = (
    ("Commission", str(MR.assignedTo), "commission"),
    ("Audit", str(MR.auditedBody), "audited"),
    ("Goal", str(MR.goalOf), "goal"),
)
# Where a row names no target group itself, it is taken from what the row is about.
BY_WAY_OF = (str(MR.underCommission), str(MR.forStructure), str(MR.goalFor))


class Share(NamedTuple):
    """That a body has a share in a task, and the row that says so.

    Attributes
    ----------
    body : str
        The committee, or the body outside the municipality.
    task : str
        A target group; else a commission or a structure.
    row : str
        The row that it comes from.
    named : str
        The body or post that the row names.
    kind : str
        The key of its share in the table of strengths.
    share : Fraction
        From 0 to 1.
    """

    body: str
    task: str
    row: str
    named: str
    kind: Kind
    share: Fraction


@dataclass(frozen=True, order=True)
class LeftOut:
    """A row that stands but gives no requirement.

    `why` is ``holder`` where no body is named, ``body`` where the named one is a municipality as
    a whole or a group without names, ``task`` where it is not said whom it is about.
    """

    row: str
    why: Why


@dataclass(frozen=True, order=True)
class Dependence:
    """That two tasks depend on each other, by the key of the table of strengths."""

    tasks: tuple[str, str]
    kind: Literal["narrower", "handover"]
    degree: Fraction


@dataclass(frozen=True)
class Demand:
    """All that one municipality's data requires.

    Attributes
    ----------
    parts : tuple of Share
        Every share with its row; a body may have several in a task.
    links : tuple of Dependence
        Tasks that depend on each other.
    left_out : tuple of LeftOut
        Rows that gave nothing, with the reason.
    """

    municipality: str
    parts: tuple[Share, ...]
    links: tuple[Dependence, ...]
    left_out: tuple[LeftOut, ...]

    @cached_property
    def responsibilities(self) -> dict[str, dict[str, Fraction]]:
        """Body → task → the largest of its shares."""
        found: dict[str, dict[str, Fraction]] = {}
        for part in self.parts:
            shares = found.setdefault(part.body, {})
            shares[part.task] = max(part.share, shares.get(part.task, Fraction(0)))
        return found

    @cached_property
    def dependency(self) -> dict[tuple[str, str], Fraction]:
        """How much two tasks depend on each other: the largest of their links."""
        found: dict[tuple[str, str], Fraction] = {}
        for link in self.links:
            found[link.tasks] = max(link.degree, found.get(link.tasks, Fraction(0)))
        return found

    @property
    def tasks(self) -> frozenset[str]:
        """Every task that some body has a share in."""
        return frozenset(part.task for part in self.parts)

    def of(self, body: str, task: str) -> tuple[Share, ...]:
        """Return the shares of a body in a task, the largest first."""
        found = [part for part in self.parts if (part.body, part.task) == (body, task)]
        return tuple(sorted(found, key=lambda part: (-part.share, part)))


def demand_of(representation: Representation, municipality: str, strengths: Strengths) -> Demand:
    """Derive what a municipality's rows require.

    A responsibility gives its holder a share (main or contributing) in its target groups, a
    commission the body it is assigned to, an audit the audited bodies, a goal its owners. Each
    holder is followed to the committee or the outside body that answers for it. Only rows that
    stand at the date of the deriver count.
    """
    parts: set[Share] = set()
    left_out: set[LeftOut] = set()
    for row, kind, holders in _rows(representation, municipality):
        share = strengths.of("share", kind).low
        found = {
            Share(body, task, row, holder, kind, share)
            for holder, task in product(holders, _tasks(representation, row))
            for body in representation.bodies(holder)
        }
        parts |= found
        if not found:
            named = any(representation.bodies(holder) for holder in holders)
            why: Why = "holder" if not holders else "task" if named else "body"
            left_out.add(LeftOut(row, why))
    tasks_known = frozenset(part.task for part in parts)
    links = tuple(sorted(_links(representation, tasks_known, strengths)))
    return Demand(municipality, tuple(sorted(parts)), links, tuple(sorted(left_out)))


def narrower_groups(representation: Representation, group: str) -> frozenset[str]:
    """Return a target group and every narrower one within it."""
    facts, path = representation.facts, str(MR.narrowerThan)
    return frozenset(reached(group, lambda wider: facts.subjects(path, wider)))


def narrower_of_each(representation: Representation) -> dict[str, frozenset[str]]:
    """Return `narrower_groups` of each target group."""
    groups = representation.rows("TargetGroup")
    return {group: narrower_groups(representation, group) for group in groups}


def _rows(
    representation: Representation, municipality: str
) -> Iterator[tuple[str, Kind, tuple[str, ...]]]:
    """Yield each standing row that may give a share, the key of its share and who is named."""
    facts = representation.facts
    for row in representation.rows_of(municipality, "Responsibility"):
        if is_for_structure(representation, row):
            continue
        contributes = CONTRIBUTING in facts.values(row, str(MR.responsibilityRole))
        holders = facts.values(row, str(MR.responsibleAgent))
        # A forum answers for its members together: no demand on them.
        bodies = tuple(x for x in holders if not representation.is_a(x, "CollaborationStructure"))
        if bodies or not holders:
            yield row, "contributing" if contributes else "main", bodies
    for name, path, kind in OTHERS:
        for row in representation.rows_of(municipality, name):
            yield row, kind, facts.values(row, path)


def is_for_structure(representation: Representation, row: str) -> bool:
    """Tell whether a responsibility is for a structure, and for no target group of its own.

    Its holder takes part in the structure; it asks for no coordination by itself.
    """
    facts = representation.facts
    named = facts.values(row, str(MR.forStructure))
    return bool(named) and not facts.values(row, str(MR.targetGroup))


def _tasks(representation: Representation, row: str) -> frozenset[str]:
    """Return the row's target groups; else those of its commission or structure, or these."""
    facts = representation.facts
    own = facts.values(row, str(MR.targetGroup))
    if own:
        return frozenset(own)
    for path in BY_WAY_OF:
        abouts = facts.values(row, path)
        if abouts:
            groups = [facts.values(about, str(MR.targetGroup)) or (about,) for about in abouts]
            return frozenset(group for some in groups for group in some)
    return frozenset({row}) if representation.is_a(row, "Commission") else frozenset()


def _links(
    representation: Representation, tasks: frozenset[str], strengths: Strengths
) -> Iterator[Dependence]:
    facts = representation.facts
    wider = {task: facts.values(task, str(MR.narrowerThan)) for task in tasks}
    ages = {task: ages_of(representation, task) for task in tasks}
    for one, two in combinations(sorted(tasks), 2):
        if two in wider[one] or one in wider[two]:
            yield Dependence((one, two), "narrower", strengths.of("dependency", "narrower").low)
        if _adjoin(ages[one], ages[two]):
            yield Dependence((one, two), "handover", strengths.of("dependency", "handover").low)


def ages_of(representation: Representation, group: str) -> tuple[int | None, int | None]:
    """Return the least and greatest age of a target group; None where no source says."""

    def age(path: str) -> int | None:
        value = representation.facts.value(group, path)
        return int(value) if value.isdigit() else None

    return age(str(MR.minAge)), age(str(MR.maxAge))


def _adjoin(one: tuple[int | None, int | None], two: tuple[int | None, int | None]) -> bool:
    """Tell whether the ages of one begin in the year after the other's end (both inclusive)."""
    meetings = ((one[1], two[0]), (two[1], one[0]))
    return any(end is not None and start == end + 1 for end, start in meetings)
