"""Compare the same rows at two dates, or in two versions: what is kept, gone and new."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from mellanrum.graph.standing.derive import Deriver
from mellanrum.graph.standing.facts import Facts
from mellanrum.ontology.namespaces import MR, RDFS
from mellanrum.queries.anatomy.anatomy import Anatomy
from mellanrum.queries.comparison.cell_changes import CellChange, changed_cells
from mellanrum.queries.comparison.following import follow, trace_of
from mellanrum.queries.followup.lifeline import Lifelines
from mellanrum.queries.followup.promises import Status
from mellanrum.queries.tiers.item import Gap

__all__ = [
    "Altered",
    "Moved",
    "Participation",
    "Parts",
    "RowComparison",
    "Side",
    "compare_gaps",
    "compare_rows",
]

Item = TypeVar("Item")
STRUCTURE = (str(MR.CollaborationStructure),)
LABEL = str(RDFS.label)


@dataclass(frozen=True)
class Side:
    """One of two things to compare: what is known, and what is found in it, at a date."""

    facts: Facts
    deriver: Deriver
    gaps: tuple[Gap, ...]
    anatomy: Anatomy
    lifelines: Lifelines

    @property
    def as_of(self) -> dt.date | None:
        """The date."""
        return self.deriver.as_of

    @cached_property
    def structures(self) -> tuple[str, ...]:
        """The structures that stand, sorted by IRI."""
        schema = self.deriver.schema
        found = (
            node
            for node in self.deriver.standing
            if any(schema.is_a(kind, STRUCTURE) for kind in self.facts.types(node))
        )
        return tuple(sorted(found))

    @cached_property
    def ties(self) -> tuple[Participation, ...]:
        """Who takes part in what: bodies, and sectors that are named without a body; sorted."""
        standing = self.deriver.standing
        found = {
            Participation(structure, body)
            for structure, bodies in self.deriver.members.items()
            for body in bodies
        }
        for row in self.facts.instances(str(MR.Participation)):
            structure = self.facts.value(row, str(MR.inStructure))
            if row in standing and structure in standing:
                sectors = self.facts.values(row, str(MR.participantSector))
                found |= {Participation(structure, sector) for sector in sectors}
        return tuple(sorted(found))

    @cached_property
    def sectors(self) -> Mapping[str, frozenset[str]]:
        """The sectors that take part in each structure: named, or of those represented in it."""
        found: dict[str, set[str]] = {}
        for tie in self.ties:
            if "/concept/" in tie.party:
                found.setdefault(tie.structure, set()).add(tie.party)
        for structure, bodies in self.deriver.represented.items():
            own = {sector for body in bodies for sector in self.facts.values(body, str(MR.sector))}
            found.setdefault(structure, set()).update(own)
        return {structure: frozenset(sectors) for structure, sectors in found.items()}

    def has(self, node: str) -> bool:
        """Tell whether a row stands, or is on record, at the date."""
        return node in self.deriver.standing or self.deriver.on_record(node)


@dataclass(frozen=True, order=True)
class Participation:
    """A party, or a sector, that takes part in a structure; IRIs."""

    structure: str
    party: str


@dataclass(frozen=True)
class Parts(Generic[Item]):
    """What two sides have in common (as the later has it), and what only one of them has."""

    kept: tuple[Item, ...]
    gone: tuple[Item, ...]
    new: tuple[Item, ...]

    @property
    def is_same(self) -> bool:
        """Whether nothing is gone or new."""
        return not self.gone and not self.new


@dataclass(frozen=True)
class Altered:
    """A property of a row that both sides have, with its values on each."""

    node: str
    path: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class Moved:
    """A lifeline or a promise that both sides have, and that has come to stand elsewhere."""

    node: str
    before: Status
    after: Status


@dataclass(frozen=True)
class RowComparison:
    """What has happened between two dates, or two versions.

    Attributes
    ----------
    before, after : datetime.date or None
        The dates.
    structures : Parts of str
        IRIs of standing structures.
    altered : tuple of Altered
        Properties of the structures kept.
    participation : Parts of Participation
        Who takes part.
    gaps : Parts of Gap
        Followed by IRI, see `mellanrum.queries.comparison.following`. Each part by tier.
    gaps_altered : tuple of (Gap, Gap)
        Gaps kept, of which the tier, the status, whether it is contested or said again, or the
        rules that show it differ.
    without_subject : frozenset of str
        IRIs of gaps gone or new because what they are about is not there on the other side:
        nothing was closed or opened.
    lifelines : Parts of str
        IRIs of recommendations and findings.
    moved : tuple of Moved
        Lifelines and promises kept, with another status.
    cells : tuple of CellChange
        Cells of the anatomy whose sign has come, gone or become another. They are no gaps.
    """

    before: dt.date | None
    after: dt.date | None
    structures: Parts[str]
    altered: tuple[Altered, ...]
    participation: Parts[Participation]
    gaps: Parts[Gap]
    gaps_altered: tuple[tuple[Gap, Gap], ...]
    without_subject: frozenset[str]
    lifelines: Parts[str]
    moved: tuple[Moved, ...]
    cells: tuple[CellChange, ...]

    @property
    def is_same(self) -> bool:
        """Whether nothing that is compared has changed."""
        parts = (self.structures, self.participation, self.gaps, self.lifelines)
        return all(part.is_same for part in parts) and not (
            self.altered or self.gaps_altered or self.moved or self.cells
        )


def compare_rows(before: Side, after: Side) -> RowComparison:
    """Compare two dates of one dataset, or two versions of it: rows with the same IRIs.

    Examples
    --------
    >>> import mellanrum
    >>> g = mellanrum.load("ekvalla", as_of="2022-01-01")
    >>> found = g.compare("2024-11-20")
    >>> [g.short(node) for node in found.structures.new]
    ['ekvalla/lotsarbetet', 'ekvalla/orosmotet']
    """
    structures = _parts(before.structures, after.structures, str)
    gaps, altered = compare_gaps(before.gaps, after.gaps)
    return RowComparison(
        before=before.as_of,
        after=after.as_of,
        structures=structures,
        altered=tuple(each for node in structures.kept for each in _altered(before, after, node)),
        participation=_parts(before.ties, after.ties, lambda tie: tie),
        gaps=gaps,
        gaps_altered=altered,
        without_subject=frozenset(
            gap.iri
            for side, found in ((after, gaps.gone), (before, gaps.new))
            for gap in found
            if not all(side.has(node) for node in _parties(gap))
        ),
        lifelines=_parts(
            [each.root for each in before.lifelines],
            [each.root for each in after.lifelines],
            str,
        ),
        moved=tuple(_moved(before.lifelines, after.lifelines)),
        cells=changed_cells(before.anatomy, after.anatomy),
    )


def compare_gaps(
    before: Sequence[Gap], after: Sequence[Gap]
) -> tuple[Parts[Gap], tuple[tuple[Gap, Gap], ...]]:
    """Return which gaps are kept, gone and new, and those kept that have come to stand elsewhere.

    Both are in the order of the items; each of the latter as it was, and as it is.
    """
    places = sorted(
        follow([trace_of(gap) for gap in before], [trace_of(gap) for gap in after]),
        key=lambda pair: (pair[1], pair[0]),
    )
    left, found = {place for place, _ in places}, {place for _, place in places}
    parts = Parts(
        kept=tuple(gap for place, gap in enumerate(after) if place in found),
        gone=tuple(gap for place, gap in enumerate(before) if place not in left),
        new=tuple(gap for place, gap in enumerate(after) if place not in found),
    )
    kept = [(before[was], after[now]) for was, now in places]
    return parts, tuple((was, now) for was, now in kept if _standing(was) != _standing(now))


def _parts(
    before: Iterable[Item], after: Iterable[Item], key: Callable[[Item], Hashable]
) -> Parts[Item]:
    was, becomes = list(before), list(after)
    old, new = {key(each) for each in was}, {key(each) for each in becomes}
    return Parts(
        kept=tuple(each for each in becomes if key(each) in old),
        gone=tuple(each for each in was if key(each) not in new),
        new=tuple(each for each in becomes if key(each) not in old),
    )


def _standing(gap: Gap) -> tuple[str, str, str, bool, frozenset[str]]:
    rules = frozenset(line.rule.id for line in gap.lines)
    return gap.tier, gap.evidence, gap.status, gap.is_repeated, rules


def _parties(gap: Gap) -> list[str]:
    """Return the rows that a gap is between; a concept, such as a form, is always there."""
    return [node for node in (gap.subject, gap.object) if node and "/concept/" not in node]


def _altered(before: Side, after: Side, node: str) -> Iterable[Altered]:
    paths = {*before.facts.paths(node), *after.facts.paths(node)}
    for path in sorted(path for path in paths if path == LABEL or path.startswith(str(MR))):
        old, new = (tuple(sorted(side.facts.values(node, path))) for side in (before, after))
        if old != new:
            yield Altered(node, path, old, new)


def _moved(before: Lifelines, after: Lifelines) -> Iterable[Moved]:
    was, becomes = _statuses(before), _statuses(after)
    for node in sorted(was.keys() & becomes.keys()):
        if was[node] != becomes[node]:
            yield Moved(node, was[node], becomes[node])


def _statuses(found: Lifelines) -> dict[str, Status]:
    lines = {each.root: each.status for each in found}
    return {promise.iri: promise.status for promise in found.promises} | lines
