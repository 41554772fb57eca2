"""What the map shows of a municipality at all its dates: things, ties, gaps and where they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from mellanrum.export.drawing.sector_groups import ranked
from mellanrum.export.labels import swedish_key
from mellanrum.export.map.data import both
from mellanrum.export.map.strings import RELATIONS
from mellanrum.export.map.times import Presence
from mellanrum.export.snapshot import Snapshot
from mellanrum.ontology.language import Text, capitalised
from mellanrum.ontology.namespaces import CONCEPT, DCTERMS, GRAPH, MR
from mellanrum.ontology.vocabularies import slug_of
from mellanrum.queries.tiers.item import Gap

__all__ = ["MapTie", "PlacedGap", "Thing", "View", "make_views"]

# The first class that fits decides how a thing is drawn.
_KINDS = {
    "CollaborationStructure": "structure",
    "Department": "department",
    "Unit": "unit",
    "ExternalActor": "external",
    "ActorCollective": "collective",
    "Body": "political",
}
_SECTOR = "sector:"
_ORDER = {"Municipality": 0, "PoliticalBody": 1, "Committee": 2, "AuditBody": 3}


@dataclass(frozen=True)
class Thing:
    """A body, a structure, or a sector that takes part without a body being named.

    `iri` is that of the row, or of the sector's concept; `id` is unique on the page. Bit *n* is
    set in `stands` where it stands at date *n*, in `known` where it is known of.
    """

    iri: str
    id: str
    name: Text
    kind: str
    sectors: tuple[str, ...]
    levels: tuple[str, ...]
    stands: int
    known: int


@dataclass(frozen=True)
class MapTie:
    """A line of the map: a participation, or a relation of steering; `row` is its row, if any."""

    source: str
    target: str
    relation: str
    stands: int
    known: int
    row: str = ""


@dataclass(frozen=True)
class PlacedGap:
    """A gap and where it shows: as a line between two things, or as a mark at one or more.

    Each version of what is known of it has the dates, as bits, at which it is known so; at a date
    in none of them there is no such gap.
    """

    id: str
    versions: tuple[tuple[int, Gap], ...]
    between: tuple[str, str] | None
    at: tuple[str, ...]

    @property
    def gap(self) -> Gap:
        """The gap as it is at the latest date at which there is one."""
        return self.versions[-1][1]

    @property
    def places(self) -> tuple[str, ...]:
        """Ids of the things where it shows."""
        return self.between or self.at


@dataclass(frozen=True)
class View:
    """One municipality's part of the map."""

    id: str
    name: Text
    language: str
    descriptions: tuple[Text, ...]
    datasets: tuple[str, ...]
    things: Mapping[str, Thing]
    ties: tuple[MapTie, ...]
    gaps: tuple[PlacedGap, ...]

    @property
    def graph(self) -> str:
        """Name of the graph of its first dataset."""
        return str(GRAPH[self.id])


def make_views(history: Sequence[Snapshot]) -> tuple[View, ...]:
    """Return the views, one for each municipality that a dataset is about, in order of name."""
    times, snapshot = Presence(history), history[-1]
    groups: dict[str, list[str]] = {}
    for info in snapshot.datasets:
        about = snapshot.facts.value(str(GRAPH[info.slug]), str(DCTERMS.spatial))
        groups.setdefault(about or str(GRAPH[info.slug]), []).append(info.slug)
    gaps = _known_gaps(history)
    parts = _ViewParts(snapshot)
    views = [_view(times, parts, about, slugs, gaps) for about, slugs in groups.items()]
    return tuple(sorted(views, key=lambda view: swedish_key(view.name.sv)))


_Gaps = Mapping[str, tuple[tuple[int, Gap], ...]]


def _view(times: Presence, parts: _ViewParts, about: str, slugs: list[str], found: _Gaps) -> View:
    snapshot = times.latest
    infos = [info for info in snapshot.datasets if info.slug in slugs]
    things = {thing.iri: thing for thing in _things(times, parts, slugs)}
    ties = tuple(_ties(times, parts, things))
    ordered = sorted(things.values(), key=partial(_order, snapshot))
    known = _known_by_ties(ties)
    by_id = {t.id: replace(t, known=t.known | known.get(t.id, 0)) for t in ordered}
    placed = [
        _placed(snapshot, versions, things, about)
        for versions in found.values()
        if versions[-1][1].dataset in slugs
    ]
    is_municipality = not about.startswith(str(GRAPH))
    return View(
        id=slugs[0],
        name=both(snapshot, about) if is_municipality else infos[0].title,
        language=infos[0].language,
        descriptions=tuple(info.description for info in infos if info.description.sv),
        datasets=tuple(slugs),
        things=by_id,
        ties=tuple(sorted(ties, key=lambda t: (t.relation, t.source, t.target, t.row))),
        gaps=tuple(placed),
    )


def _known_by_ties(ties: Iterable[MapTie]) -> dict[str, int]:
    """Return the dates at which a participation of each thing is known: so is then the thing."""
    known: dict[str, int] = {}
    for tie in ties:
        for end in (tie.source, tie.target) if tie.row else ():
            known[end] = known.get(end, 0) | tie.known
    return known


def _order(snapshot: Snapshot, thing: Thing) -> tuple[int, tuple[str, str], str]:
    types = snapshot.facts.types(thing.iri)
    local = types[0].removeprefix(str(MR)) if types else ""
    return (_ORDER.get(local, 9), swedish_key(thing.name.sv), thing.id)


# -- things -----------------------------------------------------------------------------------


class _ViewParts:
    """The rows that are drawn, looked up once for all municipalities."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.drawn: dict[str, list[str]] = {}
        for node in snapshot.rows("Body", "CollaborationStructure"):
            self.drawn.setdefault(snapshot.facts.dataset_of(node), []).append(node)
        self.all = {node for nodes in self.drawn.values() for node in nodes}
        self.participations: dict[str, list[str]] = {}  # by structure and by party
        for row in snapshot.rows("Participation"):
            structure = snapshot.value(row, "inStructure")
            for end in (structure, *snapshot.values(row, "participant")):
                self.participations.setdefault(end, []).append(row)


def _things(times: Presence, parts: _ViewParts, slugs: list[str]) -> Iterator[Thing]:
    """Yield the bodies and structures of some datasets, and what takes part from elsewhere."""
    snapshot = times.latest
    own = {node for slug in slugs for node in parts.drawn.get(slug, ())}
    guests: set[str] = set()
    sectors: set[str] = set()
    for row in {row: None for node in sorted(own) for row in parts.participations.get(node, ())}:
        structure = snapshot.value(row, "inStructure")
        if structure in own:
            guests.update(set(snapshot.values(row, "participant")) & parts.all)
            sectors.update(snapshot.values(row, "participantSector"))
        elif structure in parts.all:
            guests.add(structure)
    for node in sorted(own | guests):
        yield _thing(times, node)
    for sector in sorted(sectors):
        yield _sector_thing(times, sector)


def _thing(times: Presence, node: str) -> Thing:
    snapshot = times.latest
    kind = next(
        kind
        for name, kind in _KINDS.items()
        if snapshot.schema.is_a(snapshot.facts.types(node)[0], (str(MR[name]),))
    )
    return Thing(
        iri=node,
        id=snapshot.short(node),
        name=both(snapshot, node),
        kind=kind,
        sectors=ranked(snapshot, snapshot.values(node, "sector")),
        levels=ranked(snapshot, snapshot.values(node, "atLevel")),
        stands=times.stands(node),
        known=times.known(node),
    )


def _sector_thing(times: Presence, sector: str) -> Thing:
    name = both(times.latest, sector)
    return Thing(
        iri=sector,
        id=_SECTOR + sector.removeprefix(str(CONCEPT["sector/"])),
        name=Text(capitalised(name.sv), capitalised(name.en)),
        kind="sector",
        sectors=(sector,),
        levels=(),
        stands=times.always,
        known=times.always,
    )


# -- ties -------------------------------------------------------------------------------------


def _ties(times: Presence, parts: _ViewParts, things: Mapping[str, Thing]) -> Iterator[MapTie]:
    snapshot = times.latest
    rows = {row: None for node in things for row in parts.participations.get(node, ())}
    for row in sorted(rows):
        structure = things.get(snapshot.value(row, "inStructure"))
        if structure is None:
            continue
        stands, known = times.stands(row) & structure.stands, times.known(row) & structure.known
        for path in ("participant", "participantSector"):
            for party in snapshot.values(row, path):
                body = things.get(party)
                if body is not None:
                    stand = stands & body.stands
                    yield MapTie(body.id, structure.id, "participation", stand, known, row)
    for node, thing in things.items():
        for relation in RELATIONS:
            for other in snapshot.values(node, relation):
                if other in things and not _plain_membership(snapshot, relation, other):
                    stands = thing.stands & things[other].stands
                    known = thing.known & things[other].known
                    yield MapTie(thing.id, things[other].id, relation, stands, known)


def _plain_membership(snapshot: Snapshot, relation: str, other: str) -> bool:
    """Tell whether a tie only says that a body is part of its municipality, as all of them are."""
    return relation == "partOf" and str(MR.Municipality) in snapshot.facts.types(other)


# -- gaps -------------------------------------------------------------------------------------


def _known_gaps(history: Sequence[Snapshot]) -> _Gaps:
    """Gather each gap once by IRI, with the dates at which it is known in each way.

    They come in the order of the latest date; those that are closed by then come after.
    """
    versions: dict[str, dict[Gap, int]] = {}
    for number, snapshot in reversed(list(enumerate(history))):
        for gap in snapshot.gaps:
            known = versions.setdefault(gap.iri, {})
            undated = replace(gap, as_of=None)
            known[undated] = known.get(undated, 0) | 1 << number
    return {
        iri: tuple((dates, gap) for gap, dates in reversed(known.items()))
        for iri, known in versions.items()
    }


def _placed(
    snapshot: Snapshot,
    versions: tuple[tuple[int, Gap], ...],
    things: Mapping[str, Thing],
    municipality: str,
) -> PlacedGap:
    """Find where a gap shows: between its parties, else at what it is about or whom it names.

    What a source says of several is at each of them; it is at the municipality where at no other.
    """
    gap = versions[-1][1]
    name = slug_of(gap.iri)
    parties = [things[node].id for node in (gap.subject, gap.object) if node in things]
    if len(set(parties)) == 2:
        return PlacedGap(name, versions, (parties[0], parties[1]), ())
    first = (gap.subject, *gap.about) if gap.stated else (gap.subject,)
    own = tuple(node for node in first if node != municipality)
    for nodes in (own, gap.about, _referred(snapshot, gap.subject), (gap.object,), (municipality,)):
        found = tuple(dict.fromkeys(things[node].id for node in nodes if node in things))
        if found:
            return PlacedGap(name, versions, None, found)
    return PlacedGap(name, versions, None, ())


def _referred(snapshot: Snapshot, node: str) -> tuple[str, ...]:
    """Return what a row refers to, such as the body that a post is in."""
    paths = ("postIn", "responsibleAgent", "committedBy", "forStructure", "assignedTo")
    return tuple(other for path in paths for other in snapshot.values(node, path))
