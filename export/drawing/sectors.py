"""Sectors by levels: what there is, what is missing, and where nothing is required."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from mellanrum.export.drawing.columns import ranked
from mellanrum.export.drawing.forums import is_missing_party, slugs_of
from mellanrum.export.drawing.matrix import CellGap
from mellanrum.export.labels import swedish_key
from mellanrum.export.snapshot import Snapshot
from mellanrum.graph.acting import Acting
from mellanrum.graph.measures.congruence import congruence
from mellanrum.graph.needs import demand_of
from mellanrum.graph.strengths import bundled_strengths
from mellanrum.ontology.language import Language
from mellanrum.ontology.namespaces import CONCEPT, DCTERMS, GRAPH, MR
from mellanrum.queries.gap import Gap

__all__ = ["SectorCell", "SectorGrid", "sector_grid_of"]

NO_LEVEL = "none"
ALWAYS = ("political", "strategic", "management", "operational")


@dataclass(frozen=True)
class SectorCell:
    """A sector at a level.

    Attributes
    ----------
    sector, level : str
        Slugs; the level is ``none`` for what has no level in the sources.
    structures : tuple of (id, name)
        Structures in force that involve the sector.
    gaps : tuple of CellGap
        That say a party or a forum of the sector is missing here.
    needed : bool
        Whether the sources give the sector something to coordinate with another body.
    """

    sector: str
    level: str
    structures: tuple[tuple[str, str], ...]
    gaps: tuple[CellGap, ...]
    needed: bool

    @property
    def state(self) -> str:
        """``exists``, ``missing`` (only gaps), ``nothing`` (needed, none known) or ``zero``."""
        if self.structures:
            return "exists"
        if self.gaps:
            return "missing"
        return "nothing" if self.needed and self.level != NO_LEVEL else "zero"


@dataclass(frozen=True)
class SectorGrid:
    """All sectors of a municipality at all levels.

    Attributes
    ----------
    sectors, levels : tuple of (slug, name)
        Rows and columns in order.
    cells : tuple of SectorCell
        One for each sector and level.
    """

    name: str
    sectors: tuple[tuple[str, str], ...]
    levels: tuple[str, ...]
    cells: tuple[SectorCell, ...]

    def cell(self, sector: str, level: str) -> SectorCell:
        """Return the cell of a sector at a level."""
        return next(c for c in self.cells if (c.sector, c.level) == (sector, level))


def sector_grid_of(
    snapshot: Snapshot, municipality: str | Sequence[str], language: Language = "sv"
) -> SectorGrid:
    """Return what there is and what is missing in each sector at each level.

    A sector is involved in a structure where it is named, or where a body of it is represented. It
    needs to collaborate where one of its bodies answers for the same children as another body does
    (see docs/congruence.md); that holds at every level alike.

    Parameters
    ----------
    municipality : str or sequence of str
        As for `forum_matrix`.
    """
    given = (municipality,) if isinstance(municipality, str) else tuple(municipality)
    slugs = tuple(dict.fromkeys(s for one in given for s in slugs_of(snapshot, one)))
    return _Maker(snapshot, slugs, language).grid()


class _Maker:
    def __init__(self, snapshot: Snapshot, slugs: tuple[str, ...], language: Language) -> None:
        self.snapshot = snapshot
        self.slugs = slugs
        self.language = language
        self.about = snapshot.facts.value(str(GRAPH[slugs[0]]), str(DCTERMS.spatial))

    def grid(self) -> SectorGrid:
        snapshot, language = self.snapshot, self.language
        used = {level for level, _ in self._located}
        used |= {level for levels, _ in self._missing for level in levels}
        levels = tuple(
            concept.slug
            for concept in snapshot.schema.schemes[str(CONCEPT.level)]
            if concept.slug in ALWAYS or concept.slug in used
        )
        levels = (*levels, NO_LEVEL) if NO_LEVEL in used else levels
        sectors = tuple(iri for iri in ranked(snapshot, self._sectors()))
        names = ((_slug(s), snapshot.name(s, language)) for s in sectors)
        return SectorGrid(
            name=snapshot.name(self.about, language) if self.about else self.slugs[0],
            sectors=tuple((slug, name[:1].upper() + name[1:]) for slug, name in names),
            levels=levels,
            cells=tuple(self._cell(sector, level) for sector in sectors for level in levels),
        )

    def _cell(self, sector: str, level: str) -> SectorCell:
        snapshot = self.snapshot
        structures = sorted(self._located.get((level, sector), ()))
        named = [(snapshot.short(s), snapshot.name(s, self.language)) for s in structures]
        gaps = {
            CellGap(gap.iri.rpartition("/")[2], gap.evidence, gap.sentence(self.language))
            for levels, gap in self._missing
            if level in levels and sector in self._sectors_of_gap(gap)
        }
        return SectorCell(
            sector=_slug(sector),
            level=level,
            structures=tuple(sorted(named, key=lambda pair: (swedish_key(pair[1]), pair[0]))),
            gaps=tuple(sorted(gaps, key=lambda gap: (gap.evidence, gap.id))),
            needed=sector in self._needed,
        )

    # -- what there is ------------------------------------------------------------------------

    @cached_property
    def _located(self) -> dict[tuple[str, str], list[str]]:
        """Level and sector → the structures in force there; the key (level, "") tells of any."""
        found: dict[tuple[str, str], list[str]] = {}
        for node in self.snapshot.rows("CollaborationStructure"):
            if self.snapshot.dataset(node) in self.slugs and node in self.snapshot.deriver.standing:
                for level in self._levels(node):
                    for sector in self._involved(node):
                        found.setdefault((level, sector), []).append(node)
        return found

    def _levels(self, structure: str) -> tuple[str, ...]:
        return tuple(map(_slug, self.snapshot.values(structure, "atLevel"))) or (NO_LEVEL,)

    def _involved(self, structure: str) -> set[str]:
        snapshot = self.snapshot
        bodies = snapshot.deriver.represented.get(structure, set())
        found = {sector for body in bodies for sector in snapshot.values(body, "sector")}
        return found | self._named_sectors.get(structure, set())

    @cached_property
    def _named_sectors(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for row in self.snapshot.rows("Participation"):
            if row in self.snapshot.deriver.standing:
                structure = self.snapshot.value(row, "inStructure")
                sectors = self.snapshot.values(row, "participantSector")
                found.setdefault(structure, set()).update(sectors)
        return found

    def _sectors(self) -> set[str]:
        """Return the sectors that a body here has, or that take part in something."""
        own = {
            sector
            for node in self.snapshot.rows("Body")
            if self.snapshot.dataset(node) in self.slugs
            for sector in self.snapshot.values(node, "sector")
        }
        return own | {sector for _, sector in self._located}

    # -- what is missing ----------------------------------------------------------------------

    @cached_property
    def _missing(self) -> list[tuple[tuple[str, ...], Gap]]:
        """The gaps of missing parties, with the levels that they are at."""
        return [
            (self._levels_of_gap(gap), gap)
            for gap in self.snapshot.gaps
            if gap.dataset in self.slugs
            and is_missing_party(self.snapshot, gap)
            and self._sectors_of_gap(gap)
        ]

    def _levels_of_gap(self, gap: Gap) -> tuple[str, ...]:
        if gap.level:
            return (_slug(gap.level),)
        if gap.rule.levels:
            return tuple(map(_slug, gap.rule.levels))
        structures = [end for end in (gap.subject, gap.object) if end in self._structures]
        return self._levels(structures[0]) if structures else (NO_LEVEL,)

    @cached_property
    def _structures(self) -> frozenset[str]:
        return frozenset(self.snapshot.rows("CollaborationStructure"))

    def _sectors_of_gap(self, gap: Gap) -> frozenset[str]:
        ends = [end for end in (gap.subject, gap.object) if end and end not in self._structures]
        named = {end for end in ends if end.startswith(str(CONCEPT["sector/"]))}
        bodies = (self.snapshot.values(end, "sector") for end in ends)
        return frozenset(named.union(*bodies))

    # -- what is required ---------------------------------------------------------------------

    @cached_property
    def _needed(self) -> frozenset[str]:
        """The sectors of bodies that need to coordinate with another, or expect to be reached."""
        if not self.about:
            return frozenset()
        acting = Acting(self.snapshot.facts, self.snapshot.deriver)
        demand = demand_of(acting, self.about, bundled_strengths())
        required = congruence(demand.responsibilities, [], None, demand.dependency).requirements
        bodies = {body for need in required for body in need.bodies}
        bodies |= self._counterparts()
        return frozenset(s for body in bodies for s in self.snapshot.values(body, "sector"))

    def _counterparts(self) -> set[str]:
        path = str(MR.expectedCounterpart)
        pairs = [
            (node, other)
            for node in self.snapshot.rows("Body")
            if self.snapshot.dataset(node) in self.slugs
            for other in self.snapshot.facts.values(node, path)
        ]
        return {body for pair in pairs for body in pair}


def _slug(iri: str) -> str:
    return iri.rpartition("/")[2]
