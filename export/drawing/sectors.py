"""Sectors by levels: what there is, what is missing, and where nothing is required."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from mellanrum.export.drawing.matrix import CellGap
from mellanrum.export.drawing.municipal_scope import Scope, levels_of
from mellanrum.export.drawing.sector_groups import ranked
from mellanrum.export.item_marks import mark_of
from mellanrum.export.labels import swedish_key
from mellanrum.export.snapshot import Snapshot
from mellanrum.graph.coordination.level_bounds import needs_by_level
from mellanrum.graph.coordination.meeting import Levels
from mellanrum.graph.measures.forums import Pair
from mellanrum.ontology.language import Language, capitalised
from mellanrum.ontology.vocabularies import LEVEL, slug_of
from mellanrum.queries.tiers.item import Gap

__all__ = ["SectorCell", "SectorGrid", "sector_grid_of"]

NO_LEVEL = "none"


@dataclass(frozen=True)
class SectorCell:
    """A sector at a level, or at ``none`` for what has no level in the sources.

    Its structures are those in force that involve it, by id and name; the gaps say that a party or
    a forum of it is missing here. It is `needed` where the sources give a body of the sector
    something to meet another about.
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
    """All sectors of a municipality, by slug and name, at all levels, with a cell for each."""

    name: str
    sectors: tuple[tuple[str, str], ...]
    levels: tuple[str, ...]
    cells: tuple[SectorCell, ...]

    def cell(self, sector: str, level: str) -> SectorCell:
        """Return the cell of a sector at a level."""
        return self._by_place[sector, level]

    @cached_property
    def _by_place(self) -> dict[tuple[str, str], SectorCell]:
        return {(cell.sector, cell.level): cell for cell in self.cells}


def sector_grid_of(
    snapshot: Snapshot, slugs: Sequence[str], language: Language = "sv"
) -> SectorGrid:
    """Return what there is and what is missing in each sector at each level.

    A sector is involved in a structure where it is named, or where a body of it is represented. It
    needs to collaborate at a level where one of its bodies needs to meet another (see
    docs/congruence.md); where one of several levels will do, at none of them if it does at one.
    """
    return _SectorMaker(Scope(snapshot, tuple(slugs)), language).grid()


class _SectorMaker:
    def __init__(self, scope: Scope, language: Language) -> None:
        self.scope = scope
        self.snapshot = scope.snapshot
        self.language = language

    def grid(self) -> SectorGrid:
        snapshot, language = self.snapshot, self.language
        used = {level for level, _ in self._located}
        used |= {level for levels, _, _ in self._missing for level in levels}
        levels = tuple(level for level in LEVEL.slugs if LEVEL.shows(level) or level in used)
        levels = (*levels, NO_LEVEL) if NO_LEVEL in used else levels
        sectors = ranked(snapshot, self._sectors())
        names = (capitalised(snapshot.name(sector, language)) for sector in sectors)
        return SectorGrid(
            name=self.scope.name(language),
            sectors=tuple(zip(map(slug_of, sectors), names, strict=True)),
            levels=levels,
            cells=tuple(self._cell(sector, level) for sector in sectors for level in levels),
        )

    def _cell(self, sector: str, level: str) -> SectorCell:
        snapshot = self.snapshot
        structures = sorted(self._located.get((level, sector), ()))
        named = [(snapshot.short(s), snapshot.name(s, self.language)) for s in structures]
        gaps = {
            CellGap(slug_of(gap.iri), mark_of(gap), gap.sentence(self.language))
            for levels, sectors, gap in self._missing
            if level in levels and sector in sectors
        }
        return SectorCell(
            sector=slug_of(sector),
            level=level,
            structures=tuple(sorted(named, key=lambda pair: (swedish_key(pair[1]), pair[0]))),
            gaps=tuple(sorted(gaps, key=lambda gap: (gap.mark, gap.id))),
            needed=(level, sector) in self._needed,
        )

    # -- what there is ------------------------------------------------------------------------

    @cached_property
    def _located(self) -> dict[tuple[str, str], list[str]]:
        """Level and sector → the structures in force that involve the sector there."""
        found: dict[tuple[str, str], list[str]] = {}
        for node in self.scope.structures:
            if node in self.snapshot.deriver.standing:
                for place in product(self._levels(node), self._involved(node)):
                    found.setdefault(place, []).append(node)
        return found

    def _levels(self, structure: str) -> tuple[str, ...]:
        return tuple(map(slug_of, self.snapshot.values(structure, "atLevel"))) or (NO_LEVEL,)

    def _involved(self, structure: str) -> set[str]:
        snapshot = self.snapshot
        named = {
            sector
            for row in self.scope.participations(structure)
            if row in snapshot.deriver.standing
            for sector in snapshot.values(row, "participantSector")
        }
        bodies = snapshot.deriver.represented.get(structure, set())
        return named.union(*(snapshot.values(body, "sector") for body in bodies))

    def _sectors(self) -> set[str]:
        """Return the sectors that a body here has, or that take part in something."""
        bodies = self.scope.rows("Body")
        own = {sector for node in bodies for sector in self.snapshot.values(node, "sector")}
        return own | {sector for _, sector in self._located}

    # -- what is missing ----------------------------------------------------------------------

    @cached_property
    def _missing(self) -> list[tuple[tuple[str, ...], frozenset[str], Gap]]:
        """The gaps of missing parties, with the levels and the sectors that they are at."""
        gaps = self.scope.missing
        found = [(self._levels_of_gap(gap), self._sectors_of_gap(gap), gap) for gap in gaps]
        return [each for each in found if each[1]]

    def _levels_of_gap(self, gap: Gap) -> tuple[str, ...]:
        if levels := levels_of(gap):
            return tuple(map(slug_of, levels))
        structures = [end for end in (gap.subject, gap.object) if end in self.scope.structures]
        return self._levels(structures[0]) if structures else (NO_LEVEL,)

    def _sectors_of_gap(self, gap: Gap) -> frozenset[str]:
        parties = (self.scope.party(end) for end in (gap.subject, gap.object) if end)
        return frozenset().union(*(party.sectors for party in parties if party))

    # -- what is required ---------------------------------------------------------------------

    @cached_property
    def _needed(self) -> frozenset[tuple[str, str]]:
        """Levels and sectors of bodies that need to meet another, and are in nothing there."""
        found: set[tuple[str, str]] = set()
        for pair, levels in self._meetings():
            sectors = {s for body in pair for s in self.snapshot.values(body, "sector")}
            for sector in sectors:
                places = {(level, sector) for level in levels}
                if places.isdisjoint(self._located):
                    found |= places
        return frozenset(found)

    def _meetings(self) -> Iterator[tuple[Pair, Levels]]:
        """Yield two who need to coordinate, or one who is to reach the other, and at which levels.

        Of several levels at a time one will do.
        """
        expected = {
            (body, other)
            for body in self.scope.rows("Body")
            for other in self.snapshot.values(body, "expectedCounterpart")
        }
        for each in self.snapshot.inputs():
            if each.municipality == self.scope.about:
                needs = needs_by_level(each.demand, each.meeting).values()
                for pair in expected.union(*(need.by_pair for need in needs)):
                    yield from ((pair, levels) for levels in each.meeting.levels(*pair).values())
