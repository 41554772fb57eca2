"""One municipality within a snapshot: its datasets, its rows, and how they stand at the date."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from mellanrum.export.drawing.matrix import State
from mellanrum.export.drawing.sector_groups import ranked
from mellanrum.export.snapshot import Snapshot
from mellanrum.graph.standing.days import as_day
from mellanrum.ontology.language import Language
from mellanrum.ontology.namespaces import CONCEPT, DCTERMS, GRAPH, MR
from mellanrum.ontology.vocabularies import LACK, STATUS
from mellanrum.queries.tiers.item import Gap

__all__ = ["Party", "Scope", "levels_of", "slugs_of"]

SECTOR = str(CONCEPT["sector/"])
# What a party is left out of where it is missing: a forum, or a seat in one.
_PLACES = frozenset(map(LACK.iri, ("forum", "participation")))
_REACH = LACK.iri("contact-point")


@dataclass(frozen=True)
class Party:
    """A body, or a sector that is named without one: its IRI, its key and its sectors."""

    node: str
    key: str
    sectors: tuple[str, ...]

    @property
    def is_sector(self) -> bool:
        """Whether a sector is named without a body."""
        return self.node.startswith(SECTOR)


@dataclass(frozen=True)
class Scope:
    """The datasets about one municipality."""

    snapshot: Snapshot
    slugs: tuple[str, ...]

    @property
    def about(self) -> str:
        """The municipality, or empty where none is named."""
        return _about(self.snapshot, self.slugs[0])

    def name(self, language: Language) -> str:
        """Return the name of the municipality, else the title of the dataset."""
        if self.about:
            return self.snapshot.name(self.about, language)
        infos = (info for info in self.snapshot.datasets if info.slug in self.slugs)
        return next(infos).title.pick(language)

    @property
    def language(self) -> str:
        """The language that the names are in."""
        return next(i.language for i in self.snapshot.datasets if i.slug in self.slugs)

    def rows(self, class_name: str) -> tuple[str, ...]:
        """Return the rows of a class in these datasets, sorted, subclasses included."""
        rows = self.snapshot.rows(class_name)
        return tuple(row for row in rows if self.snapshot.facts.dataset_of(row) in self.slugs)

    @cached_property
    def structures(self) -> tuple[str, ...]:
        """Every structure of these datasets."""
        return self.rows("CollaborationStructure")

    def participations(self, structure: str) -> tuple[str, ...]:
        """Return the rows that say who takes part in a structure, in whichever dataset."""
        return tuple(sorted(self.snapshot.facts.subjects(str(MR.inStructure), structure)))

    def kind(self, node: str) -> str:
        """Return ``body``, ``structure`` or ``sector``; the empty string for anything else."""
        types = self.snapshot.facts.types(node)
        for kind, name in (("body", "Body"), ("structure", "CollaborationStructure")):
            if types and self.snapshot.schema.is_a(types[0], (str(MR[name]),)):
                return kind
        return "sector" if node.startswith(SECTOR) else ""

    def party(self, node: str) -> Party | None:
        """Return a body or a sector as a party; None for anything else."""
        kind = self.kind(node)
        if kind == "sector":
            return Party(node, f"sector:{node.removeprefix(SECTOR)}", (node,))
        if kind == "body":
            sectors = ranked(self.snapshot, self.snapshot.values(node, "sector"))
            return Party(node, self.snapshot.short(node), sectors)
        return None

    def state(self, node: str) -> State:
        """Return whether a row stands at the date, has ended, or is not (yet) established."""
        if node in self.snapshot.deriver.standing:
            return "standing"
        until = as_day(self.snapshot.value(node, "validUntil"), "last")
        day = self.snapshot.deriver.day(node)
        passed = until and day and until < day
        ended = passed or self.snapshot.value(node, "status") == STATUS.iri("ended")
        return "ended" if ended else "planned"

    @cached_property
    def missing(self) -> tuple[Gap, ...]:
        """The gaps that say that a party is missing; see `is_missing_party`."""
        own = (gap for gap in self.snapshot.gaps if gap.dataset in self.slugs)
        return tuple(gap for gap in own if self.is_missing_party(gap))

    def is_missing_party(self, gap: Gap) -> bool:
        """Tell whether a gap says that a body is left out of a forum, a seat, or a way to reach it.

        Decided on every tier by what is lacking and by what it is lacking between: two bodies; a
        body and a structure; a structure and a sector; or a body alone.
        """
        kinds = [self.kind(end) for end in (gap.subject, gap.object) if end]
        if kinds == ["body", "body"] and _REACH in gap.lack:
            return True
        fits = "body" in kinds or set(kinds) == {"structure", "sector"}
        return fits and not _PLACES.isdisjoint(gap.lack)


def levels_of(gap: Gap) -> tuple[str, ...]:
    """Return the levels that an item is at: its own, else those of the first rule that has any."""
    if gap.level:
        return (gap.level,)
    return next((line.rule.levels for line in gap.lines if line.rule.levels), ())


def slugs_of(snapshot: Snapshot, municipality: str) -> tuple[str, ...]:
    """Return the slugs of the datasets about a municipality."""
    slugs = (info.slug for info in snapshot.datasets)
    return tuple(slug for slug in slugs if _about(snapshot, slug) == municipality)


def _about(snapshot: Snapshot, slug: str) -> str:
    return snapshot.facts.value(str(GRAPH[slug]), str(DCTERMS.spatial))
