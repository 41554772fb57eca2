"""The rows, columns and cells of the forum bars, from the facts and the gaps at a date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from mellanrum.export.drawing.columns import ranked, sector_groups
from mellanrum.export.drawing.matrix import Cell, CellGap, Column, ForumMatrix, Row, State
from mellanrum.export.drawing.words import EVIDENCE, LEVELS, SIGNS, STATES, say
from mellanrum.export.labels import swedish_key
from mellanrum.export.snapshot import Snapshot
from mellanrum.graph.days import as_day
from mellanrum.ontology.language import Language
from mellanrum.ontology.namespaces import CONCEPT, DCTERMS, GRAPH, MR
from mellanrum.queries.gap import Gap

__all__ = ["Party", "forum_matrix", "is_missing_party", "slugs_of", "state_of"]

_ENDED = str(CONCEPT["status/ended"])
_ESTABLISHED = str(CONCEPT["status/established"])
_FACT = str(CONCEPT["modality/fact"])
# What a party is left out of where it is missing: a forum, a seat in one, a way to be reached.
_PLACES = frozenset(str(MR[name]) for name in ("Forum", "CollaborationStructure", "Participation"))
_REACH = str(MR.ContactPoint)
_KINDS = ("PoliticalBody", "Department", "Unit", "Body", "ExternalActor", "ActorCollective")
_STATES: tuple[State, ...] = ("standing", "planned", "ended")
_EVIDENCE = tuple(SIGNS)
_CELLS = ("post", "member", "sector", "missing")


def slugs_of(snapshot: Snapshot, municipality: str) -> tuple[str, ...]:
    """Return the datasets about a municipality: its IRI, or the slug of a dataset."""
    about = {
        info.slug: snapshot.facts.value(str(GRAPH[info.slug]), str(DCTERMS.spatial))
        for info in snapshot.datasets
    }
    return tuple(
        slug
        for slug, place in about.items()
        if municipality in (slug, place, snapshot.short(place))
    )


def state_of(snapshot: Snapshot, node: str) -> State:
    """Return whether a row stands at the date, has ended, or has not (yet) been established."""
    if node in snapshot.deriver.standing:
        return "standing"
    until = as_day(snapshot.value(node, "validUntil"), "last")
    passed = until is not None and snapshot.as_of is not None and until < snapshot.as_of
    return "ended" if passed or snapshot.value(node, "status") == _ENDED else "planned"


def is_missing_party(snapshot: Snapshot, gap: Gap) -> bool:
    """Tell whether a gap says that a body is left out: of a forum, a seat, or a way to be reached.

    Decided by the class of what is missing and by what the gap is between, not by the rule's name:
    two bodies; a body and a structure; a structure and a sector; or a body alone.
    """
    ends = [end for end in (gap.subject, gap.object) if end]
    kinds = [_end_kind(snapshot, end) for end in ends]
    if gap.rule.missing_class == _REACH:
        return kinds == ["body", "body"]
    fits = "body" in kinds or set(kinds) == {"structure", "sector"}
    return gap.rule.missing_class in _PLACES and fits


def _end_kind(snapshot: Snapshot, node: str) -> str:
    types = snapshot.facts.types(node)
    for kind, name in (("body", "Body"), ("structure", "CollaborationStructure")):
        if types and snapshot.schema.is_a(types[0], (str(MR[name]),)):
            return kind
    return "sector" if node.startswith(str(CONCEPT["sector/"])) else ""


def forum_matrix(
    snapshot: Snapshot, municipality: str | Sequence[str], language: Language = "sv"
) -> ForumMatrix:
    """Return who takes part in what in a municipality, and who is missing.

    Parameters
    ----------
    snapshot : Snapshot
        Facts and gaps at a date.
    municipality : str or sequence of str
        IRI or short form of a municipality, or the slugs of the datasets about it.
    language : str
        Of what is said apart from the names.

    Returns
    -------
    ForumMatrix
        All structures and participations in the data, those included that have ended or never
        began; and the missing parties at the date of the snapshot.
    """
    given = (municipality,) if isinstance(municipality, str) else tuple(municipality)
    slugs = tuple(dict.fromkeys(s for one in given for s in slugs_of(snapshot, one)))
    return _Maker(snapshot, slugs, language).matrix()


class Party:
    """A body or sector: its key, whether it is a sector, and its sectors."""

    def __init__(self, snapshot: Snapshot, node: str) -> None:
        self.node = node
        self.is_sector = node.startswith(str(CONCEPT["sector/"]))
        self.key = f"sector:{node.rpartition('/')[2]}" if self.is_sector else snapshot.short(node)
        own = (node,) if self.is_sector else snapshot.values(node, "sector")
        self.sectors = ranked(snapshot, own)


class _Maker:
    def __init__(self, snapshot: Snapshot, slugs: tuple[str, ...], language: Language) -> None:
        self.snapshot = snapshot
        self.slugs = slugs
        self.language = language
        self.structures = [
            node
            for node in snapshot.rows("CollaborationStructure")
            if snapshot.dataset(node) in slugs
        ]

    def matrix(self) -> ForumMatrix:
        cells = self._merged([*self._participations(), *self._missing_cells()])
        groups = sector_groups(
            self.snapshot,
            [self.parties[key].sectors for key in {cell.column for cell in cells}],
            self.language,
        )
        columns = [self._column(key, groups.of) for key in {cell.column for cell in cells}]
        order = {key: number for number, key in enumerate(groups.names)}
        columns.sort(key=lambda column: (order[column.group], *self._column_order(column)))
        rows = [*map(self._row, self.structures), *(row for row, _ in self._missing_rows)]
        used = {column.group for column in columns}
        return ForumMatrix(
            name=self._title(),
            language=next(i.language for i in self.snapshot.datasets if i.slug in self.slugs),
            rows=tuple(sorted(rows, key=_row_order)),
            columns=tuple(columns),
            cells=tuple(cells),
            groups={key: name for key, name in groups.names.items() if key in used},
        )

    def _title(self) -> str:
        about = self.snapshot.facts.value(str(GRAPH[self.slugs[0]]), str(DCTERMS.spatial))
        if about:
            return self.snapshot.name(about, self.language)
        infos = (info for info in self.snapshot.datasets if info.slug in self.slugs)
        return next(infos).title.pick(self.language)

    # -- parties ------------------------------------------------------------------------------

    @cached_property
    def parties(self) -> dict[str, Party]:
        """Every body and sector by its key."""
        nodes = [*self.snapshot.rows("Body")]
        nodes += [c.iri for c in self.snapshot.schema.schemes[str(CONCEPT.sector)]]
        found = (Party(self.snapshot, node) for node in nodes)
        return {party.key: party for party in found}

    @cached_property
    def _keys(self) -> dict[str, str]:
        return {party.node: key for key, party in self.parties.items()}

    def _column(self, key: str, group_of: object) -> Column:
        party = self.parties[key]
        name = self.snapshot.name(party.node, self.language)
        if party.is_sector:
            name = say("unnamed", self.language, sector=name[:1].upper() + name[1:])
        state = "standing" if party.is_sector else state_of(self.snapshot, party.node)
        assert callable(group_of)
        return Column(
            key=key,
            name=name[:1].upper() + name[1:],
            kind="sector" if party.is_sector else "body",
            group=group_of(party.sectors),
            state=state,
            note=self._state_note(party.node, state),
        )

    def _column_order(self, column: Column) -> tuple[int, tuple[str, str], str]:
        party = self.parties[column.key]
        types = self.snapshot.facts.types(party.node)
        kinds = [
            number
            for number, name in enumerate(_KINDS)
            if types and self.snapshot.schema.is_a(types[0], (str(MR[name]),))
        ]
        municipality = str(MR.Municipality) in types
        kind = -1 if municipality else min((k for k in kinds if k != 3), default=3)
        return (9 if party.is_sector else kind, swedish_key(column.name), column.key)

    # -- rows ---------------------------------------------------------------------------------

    def _row(self, node: str) -> Row:
        snapshot, language = self.snapshot, self.language
        levels = ranked(snapshot, snapshot.values(node, "atLevel"))
        state = state_of(snapshot, node)
        also = [snapshot.name(level, language) for level in levels[1:]]
        notes = [self._state_note(node, state)]
        if also:
            notes.append(say("also", language, levels=say("or", language).join(also)))
        return Row(
            key=snapshot.short(node),
            name=snapshot.name(node, language),
            kind="structure",
            band=levels[0].rpartition("/")[2] if levels else "none",
            state=state,
            note=", ".join(note for note in notes if note),
        )

    def _state_note(self, node: str, state: State) -> str:
        """Say what a row that does not stand is: when it ended, or how far it has come."""
        if state == "standing":
            return ""
        if state == "ended":
            until = self.snapshot.value(node, "validUntil")
            return f"{STATES[state].pick(self.language)} {until}".strip()
        status = self.snapshot.value(node, "status")
        modality = [claim.modality for claim in self.snapshot.claims(node)]
        if status and status != _ESTABLISHED:
            return say("status", self.language, status=self.snapshot.name(status, self.language))
        if modality and modality[0] != _FACT:
            said = self.snapshot.name(modality[0], self.language)
            return say("said_as", self.language, modality=said)
        return STATES[state].pick(self.language)

    # -- cells --------------------------------------------------------------------------------

    def _participations(self) -> Iterator[Cell]:
        snapshot = self.snapshot
        states = {node: state_of(snapshot, node) for node in self.structures}
        for row in snapshot.rows("Participation"):
            structure = snapshot.value(row, "inStructure")
            if structure not in states:
                continue
            state = max(states[structure], state_of(snapshot, row), key=_STATES.index)
            post = snapshot.value(row, "viaPost")
            bodies = snapshot.values(row, "participant") or snapshot.values(post, "postIn")
            for body in bodies:
                if body in self._keys:
                    yield self._cell(row, structure, body, post, state)
            for sector in snapshot.values(row, "participantSector"):
                yield self._cell(row, structure, sector, "", state)

    def _cell(self, row: str, structure: str, party: str, post: str, state: State) -> Cell:
        key = self._keys[party]
        kind = "sector" if self.parties[key].is_sector else "post" if post else "member"
        via = self.snapshot.name(post, self.language) if post else ""
        name = say(kind, self.language, post=via)
        note = self._state_note(row, state_of(self.snapshot, row))
        return Cell(
            row=self.snapshot.short(structure),
            column=key,
            kind="sector" if kind == "sector" else "post" if kind == "post" else "member",
            state=state,
            ids=(self.snapshot.short(row),),
            name=f"{name} ({note})" if note else name,
        )

    def _merged(self, cells: Sequence[Cell]) -> list[Cell]:
        """Return one cell a place: what stands best, with all rows and gaps that are about it."""
        places: dict[tuple[str, str], list[Cell]] = {}
        for cell in cells:
            places.setdefault((cell.row, cell.column), []).append(cell)
        merged = []
        for place in sorted(places):
            best, *others = sorted(
                places[place],
                key=lambda c: (
                    c.kind == "missing",
                    _STATES.index(c.state),
                    _CELLS.index(c.kind),
                    c.ids,
                ),
            )
            every = [best, *others]
            ids = tuple(dict.fromkeys(i for cell in every for i in cell.ids))
            gaps = tuple(dict.fromkeys(gap for cell in every for gap in cell.gaps))
            names = "; ".join(dict.fromkeys(cell.name for cell in every if cell.ids)) or best.name
            merged.append(Cell(*place, best.kind, best.state, ids, names, gaps))
        return merged

    # -- what is missing ----------------------------------------------------------------------

    @cached_property
    def _gaps(self) -> list[Gap]:
        return [
            gap
            for gap in self.snapshot.gaps
            if gap.dataset in self.slugs and is_missing_party(self.snapshot, gap)
        ]

    def _missing_cells(self) -> Iterator[Cell]:
        """Yield a ring where a party is missing: in a structure that there is, or between two."""
        for gap in self._gaps:
            ends = (gap.subject, gap.object)
            structure = next((end for end in ends if end in self.structures), "")
            if structure:
                for party in ends:
                    if party in self._keys:
                        yield self._ring(self.snapshot.short(structure), party, gap)
        for row, gaps in self._missing_rows:
            for gap in gaps:
                for party in (gap.subject, gap.object):
                    if party in self._keys:
                        yield self._ring(row.key, party, gap)

    def _ring(self, row: str, party: str, gap: Gap) -> Cell:
        told = self._cell_gap(gap)
        return Cell(row, self._keys[party], "missing", "standing", (), told.sentence, (told,))

    def _cell_gap(self, gap: Gap) -> CellGap:
        return CellGap(gap.iri.rpartition("/")[2], gap.evidence, gap.sentence(self.language))

    @cached_property
    def _missing_rows(self) -> list[tuple[Row, list[Gap]]]:
        """A row for each pair that is missing something, and one a rule for bodies on their own."""
        found: dict[str, list[Gap]] = {}
        for gap in self._gaps:
            if gap.subject in self.structures or gap.object in self.structures:
                continue
            key = gap.iri.rpartition("/")[2] if gap.object else f"missing-{gap.rule.id.lower()}"
            found.setdefault(key, []).append(gap)
        return [(self._missing_row(key, gaps), gaps) for key, gaps in found.items()]

    def _missing_row(self, key: str, gaps: list[Gap]) -> Row:
        gap = gaps[0]
        levels = (gap.level,) if gap.level else ranked(self.snapshot, gap.rule.levels)
        name = gap.rule.title.pick(self.language)
        if gap.object and gap.object not in self._keys:
            name = f"{name}: {self.snapshot.name(gap.object, self.language)}"
        kinds = dict.fromkeys(sorted((g.evidence for g in gaps), key=_EVIDENCE.index))
        notes = ["; ".join(EVIDENCE[kind].pick(self.language) for kind in kinds)]
        if len(levels) > 1:
            names = [self.snapshot.name(level, self.language) for level in levels]
            notes.insert(0, say("or", self.language).join(names))
        band = levels[0].rpartition("/")[2] if levels else "gaps"
        told = tuple(map(self._cell_gap, gaps))
        return Row(key, name, "missing", band, note=", ".join(notes), gaps=told)


def _row_order(row: Row) -> tuple[int, bool, int, int, tuple[str, str], str]:
    evidence = min((_EVIDENCE.index(gap.evidence) for gap in row.gaps), default=0)
    return (
        list(LEVELS).index(row.band),
        row.kind == "missing",
        _STATES.index(row.state),
        evidence,
        swedish_key(row.name),
        row.key,
    )
