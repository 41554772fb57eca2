"""The rows, columns and cells of the forum bars, from the facts and the gaps at a date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from mellanrum.export.citation import written_date
from mellanrum.export.drawing.matrix import (
    CellGap,
    ForumMatrix,
    Kind,
    MatrixCell,
    MatrixColumn,
    MatrixRow,
    State,
)
from mellanrum.export.drawing.municipal_scope import Party, Scope, levels_of
from mellanrum.export.drawing.sector_groups import Groups, ranked, sector_groups
from mellanrum.export.drawing.words import STATES, band_names, say
from mellanrum.export.item_marks import item_marks, mark_of
from mellanrum.export.labels import swedish_key
from mellanrum.export.snapshot import Snapshot
from mellanrum.ontology.language import Language, capitalised, joined
from mellanrum.ontology.namespaces import MR
from mellanrum.ontology.vocabularies import MODALITY, STATUS, slug_of
from mellanrum.queries.tiers.item import Gap

__all__ = ["forum_matrix"]

# The order of columns within a sector; the first class that fits, and the last place for others.
_PLACES = {
    "Municipality": 0,
    "ExternalActor": 4,
    "ActorCollective": 5,
    "Department": 2,
    "Unit": 3,
    "Body": 1,
}
_STATES: tuple[State, ...] = ("standing", "planned", "ended")
_KINDS: tuple[Kind, ...] = ("post", "member", "sector", "missing")


def forum_matrix(
    snapshot: Snapshot, slugs: Sequence[str], language: Language = "sv"
) -> ForumMatrix:
    """Return who takes part in what in a municipality, and who is missing at the date.

    All structures and participations of the datasets about it are there, those included that have
    ended or never began. What is said apart from the names is in `language`.
    """
    return _MatrixMaker(Scope(snapshot, tuple(slugs)), language).matrix()


class _MatrixMaker:
    def __init__(self, scope: Scope, language: Language) -> None:
        self.scope = scope
        self.snapshot = scope.snapshot
        self.language = language
        self.parties: dict[str, Party] = {}

    def matrix(self) -> ForumMatrix:
        cells = self._merged([*self._participations(), *self._missing_cells()])
        parties = [self.parties[key] for key in sorted({cell.column for cell in cells})]
        groups = sector_groups(self.snapshot, [party.sectors for party in parties])
        columns = [self._column(party, groups) for party in parties]
        order = list(groups.names)
        columns.sort(key=lambda c: (order.index(c.group), *self._column_order(c)))
        rows = [*map(self._row, self.scope.structures), *(row for row, _ in self._missing_rows)]
        return ForumMatrix(
            name=self.scope.name(self.language),
            language=self.scope.language,
            rows=tuple(sorted(rows, key=_row_order)),
            columns=tuple(columns),
            cells=tuple(cells),
            groups={key: name.pick(self.language) for key, name in groups.names.items()},
        )

    # -- parties ------------------------------------------------------------------------------

    def _key(self, node: str) -> str:
        """Return the key of a body or sector, and remember it; empty for anything else."""
        party = self.scope.party(node)
        if party is None:
            return ""
        self.parties[party.key] = party
        return party.key

    def _column(self, party: Party, groups: Groups) -> MatrixColumn:
        name = capitalised(self.snapshot.name(party.node, self.language))
        state: State = "standing" if party.is_sector else self.scope.state(party.node)
        if party.is_sector:
            name = say("unnamed", self.language, sector=name)
        return MatrixColumn(
            key=party.key,
            name=name,
            kind="sector" if party.is_sector else "body",
            group=groups.of(party.sectors),
            state=state,
            note=self._state_note(party.node, state),
        )

    def _column_order(self, column: MatrixColumn) -> tuple[int, tuple[str, str], str]:
        types = self.snapshot.facts.types(self.parties[column.key].node)[:1]
        is_a = self.snapshot.schema.is_a
        fitting = (
            n for name, n in _PLACES.items() for each in types if is_a(each, (str(MR[name]),))
        )
        return (next(fitting, 5), swedish_key(column.name), column.key)

    # -- rows ---------------------------------------------------------------------------------

    def _row(self, node: str) -> MatrixRow:
        snapshot, language = self.snapshot, self.language
        levels = ranked(snapshot, snapshot.values(node, "atLevel"))
        state = self.scope.state(node)
        also = say("or", language).join(snapshot.name(level, language) for level in levels[1:])
        notes = (self._state_note(node, state), say("also", language, levels=also) if also else "")
        return MatrixRow(
            key=snapshot.short(node),
            name=snapshot.name(node, language),
            kind="structure",
            band=slug_of(levels[0]) if levels else "none",
            state=state,
            note=", ".join(note for note in notes if note),
        )

    def _state_note(self, node: str, state: State) -> str:
        """Say what a row that does not stand is: when it ended, or how far it has come."""
        if state == "standing":
            return ""
        if state == "ended":
            until = written_date(self.snapshot.value(node, "validUntil"), self.language)
            return f"{STATES[state].pick(self.language)} {until}".strip()
        status = self.snapshot.value(node, "status")
        modality = [claim.modality for claim in self.snapshot.claims(node)]
        if status and status != STATUS.iri("established"):
            return say("status", self.language, status=self.snapshot.name(status, self.language))
        if modality and modality[0] != MODALITY.iri("fact"):
            said = self.snapshot.name(modality[0], self.language)
            return say("said_as", self.language, modality=said)
        return STATES[state].pick(self.language)

    # -- cells --------------------------------------------------------------------------------

    def _participations(self) -> Iterator[MatrixCell]:
        snapshot, scope = self.snapshot, self.scope
        for structure in scope.structures:
            here = scope.state(structure)
            for row in scope.participations(structure):
                state = max(here, scope.state(row), key=_STATES.index)
                post = snapshot.value(row, "viaPost")
                bodies = snapshot.values(row, "participant") or snapshot.values(post, "postIn")
                for party in (*bodies, *snapshot.values(row, "participantSector")):
                    if key := self._key(party):
                        yield self._cell(row, structure, key, post, state)

    def _cell(self, row: str, structure: str, key: str, post: str, state: State) -> MatrixCell:
        kind: Kind = "post" if post else "member"
        if self.parties[key].is_sector:
            kind = "sector"
        via = self.snapshot.name(post, self.language) if post else ""
        name = say(kind, self.language, post=via)
        note = self._state_note(row, self.scope.state(row))
        return MatrixCell(
            row=self.snapshot.short(structure),
            column=key,
            kind=kind,
            state=state,
            ids=(self.snapshot.short(row),),
            name=f"{name} ({note})" if note else name,
        )

    def _merged(self, cells: Sequence[MatrixCell]) -> list[MatrixCell]:
        """Return one cell a place: what stands best, with all rows and gaps that are about it."""
        places: dict[tuple[str, str], list[MatrixCell]] = {}
        for cell in cells:
            places.setdefault((cell.row, cell.column), []).append(cell)
        merged = []
        for place in sorted(places):
            every = sorted(places[place], key=_cell_order)
            best = every[0]
            ids = tuple(dict.fromkeys(i for cell in every for i in cell.ids))
            gaps = tuple(dict.fromkeys(gap for cell in every for gap in cell.gaps))
            names = "; ".join(dict.fromkeys(cell.name for cell in every if cell.ids)) or best.name
            merged.append(MatrixCell(*place, best.kind, best.state, ids, names, gaps))
        return merged

    # -- what is missing ----------------------------------------------------------------------

    def _missing_cells(self) -> Iterator[MatrixCell]:
        """Yield a ring where a party is missing: in a structure that there is, or between two."""
        for gap in self.scope.missing:
            structure = self._structure(gap)
            if structure:
                yield from self._rings(self.snapshot.short(structure), gap)
        for row, gaps in self._missing_rows:
            for gap in gaps:
                yield from self._rings(row.key, gap)

    def _structure(self, gap: Gap) -> str:
        ends = (gap.subject, gap.object)
        return next((end for end in ends if end in self.scope.structures), "")

    def _rings(self, row: str, gap: Gap) -> Iterator[MatrixCell]:
        told, missing = self._cell_gap(gap), say("missing", self.language)
        for party in (gap.subject, gap.object):
            if key := self._key(party):
                yield MatrixCell(row, key, "missing", "standing", (), missing, (told,))

    def _cell_gap(self, gap: Gap) -> CellGap:
        return CellGap(slug_of(gap.iri), mark_of(gap), gap.sentence(self.language))

    @cached_property
    def _missing_rows(self) -> list[tuple[MatrixRow, list[Gap]]]:
        """A row for each pair that is missing something, and one a lack for bodies on their own."""
        found: dict[str, list[Gap]] = {}
        for gap in self.scope.missing:
            if not self._structure(gap):
                alone = "-".join(map(slug_of, ("missing", *gap.lack, *levels_of(gap))))
                key = slug_of(gap.iri) if gap.object else alone
                found.setdefault(key, []).append(gap)
        return [(self._missing_row(key, gaps), gaps) for key, gaps in found.items()]

    def _missing_row(self, key: str, gaps: list[Gap]) -> MatrixRow:
        gap, language = gaps[0], self.language
        levels = ranked(self.snapshot, levels_of(gap))
        lacks = [self.snapshot.name(lack, language) for lack in gap.lack]
        name = capitalised(joined(lacks, language))
        if gap.object and not self._key(gap.object):
            name = f"{name}: {self.snapshot.name(gap.object, language)}"
        names = [self.snapshot.name(level, language) for level in levels]
        note = say("or", language).join(names) if len(names) > 1 else ""
        band = slug_of(levels[0]) if levels else "gaps"
        return MatrixRow(
            key, name, "missing", band, note=note, gaps=tuple(map(self._cell_gap, gaps))
        )


def _cell_order(cell: MatrixCell) -> tuple[bool, int, int, tuple[str, ...]]:
    missing = cell.kind == "missing"
    return (missing, _STATES.index(cell.state), _KINDS.index(cell.kind), cell.ids)


def _row_order(row: MatrixRow) -> tuple[int, bool, int, int, tuple[str, str], str]:
    mark = min((list(item_marks()).index(gap.mark) for gap in row.gaps), default=0)
    missing = row.kind == "missing"
    state = _STATES.index(row.state)
    band = list(band_names()).index(row.band)
    # What is missing goes by its key, so that the order is the same in both languages.
    name = row.key.removeprefix("missing-") if missing else row.name
    return (band, missing, state, mark, swedish_key(name), row.key)
