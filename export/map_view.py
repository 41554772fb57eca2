"""What the map shows of a municipality: things, ties between them, gaps and where they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from mellanrum.export.labels import swedish_key
from mellanrum.export.map_strings import RELATIONS, STRINGS
from mellanrum.export.snapshot import Snapshot
from mellanrum.ontology.language import Language
from mellanrum.ontology.namespaces import CONCEPT, DCTERMS, GRAPH, MR, RDFS
from mellanrum.ontology.schema import fold
from mellanrum.queries.gap import Gap

__all__ = ["PlacedGap", "Thing", "Tie", "View", "make_views"]

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

    Attributes
    ----------
    iri : str
        IRI of the row, or of the sector's concept.
    id : str
        Its name on the page; unique within it.
    kind : str
        How it is drawn.
    keys : tuple of str
        Its names as they are searched for.
    """

    iri: str
    id: str
    name: str
    kind: str
    sectors: tuple[str, ...]
    levels: tuple[str, ...]
    in_force: bool
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Tie:
    """A line of the map: a participation, or a relation of steering; `row` is its row, if any."""

    source: str
    target: str
    relation: str
    in_force: bool
    row: str = ""


@dataclass(frozen=True)
class PlacedGap:
    """A gap and where it shows: as a line between two things, or as a mark at one or more."""

    id: str
    gap: Gap
    between: tuple[str, str] | None
    at: tuple[str, ...]

    @property
    def places(self) -> tuple[str, ...]:
        """Ids of the things where it shows."""
        return self.between or self.at


@dataclass(frozen=True)
class View:
    """One municipality's part of the map."""

    id: str
    name: str
    language: str
    descriptions: tuple[str, ...]
    datasets: tuple[str, ...]
    things: Mapping[str, Thing]
    ties: tuple[Tie, ...]
    gaps: tuple[PlacedGap, ...]


def make_views(snapshot: Snapshot, language: Language) -> tuple[View, ...]:
    """Return the views, one for each municipality that a dataset is about, in order of name."""
    groups: dict[str, list[str]] = {}
    for info in snapshot.datasets:
        about = snapshot.facts.value(str(GRAPH[info.slug]), str(DCTERMS.spatial))
        groups.setdefault(about or str(GRAPH[info.slug]), []).append(info.slug)
    views = [_view(snapshot, about, slugs, language) for about, slugs in groups.items()]
    return tuple(sorted(views, key=lambda view: swedish_key(view.name)))


def _view(snapshot: Snapshot, about: str, slugs: list[str], language: Language) -> View:
    infos = [info for info in snapshot.datasets if info.slug in slugs]
    things = {thing.iri: thing for thing in _things(snapshot, slugs, language)}
    ties = tuple(_ties(snapshot, things, language))
    by_id = {thing.id: thing for thing in sorted(things.values(), key=_thing_order(snapshot))}
    gaps = [gap for gap in snapshot.gaps if gap.dataset in slugs]
    is_municipality = not about.startswith(str(GRAPH))
    return View(
        id=slugs[0],
        name=snapshot.name(about, language) if is_municipality else infos[0].title.pick(language),
        language=infos[0].language,
        descriptions=tuple(t for i in infos if (t := i.description.pick(language))),
        datasets=tuple(slugs),
        things=by_id,
        ties=tuple(sorted(ties, key=lambda t: (t.relation, t.source, t.target, t.row))),
        gaps=tuple(_placed(snapshot, gap, things, about) for gap in gaps),
    )


def _thing_order(
    snapshot: Snapshot,
) -> Callable[[Thing], tuple[int, tuple[str, str], str]]:
    def key(thing: Thing) -> tuple[int, tuple[str, str], str]:
        types = snapshot.facts.types(thing.iri)
        local = types[0].removeprefix(str(MR)) if types else ""
        return (_ORDER.get(local, 9), swedish_key(thing.name), thing.id)

    return key


# -- things -----------------------------------------------------------------------------------


def _things(snapshot: Snapshot, slugs: list[str], language: Language) -> Iterator[Thing]:
    """Yield the bodies and structures of some datasets, and what takes part from elsewhere."""
    drawn = snapshot.rows("Body", "CollaborationStructure")
    own = {node for node in drawn if snapshot.dataset(node) in slugs}
    guests: set[str] = set()
    sectors: set[str] = set()
    for row in snapshot.rows("Participation"):
        structure = snapshot.value(row, "inStructure")
        parties = snapshot.values(row, "participant")
        if structure in own:
            guests.update(set(parties) & set(drawn))
            sectors.update(snapshot.values(row, "participantSector"))
        elif own & set(parties) and structure in drawn:
            guests.add(structure)
    for node in sorted(own | guests):
        yield _thing(snapshot, node, language)
    for sector in sorted(sectors):
        yield _sector_thing(snapshot, sector, language)


def _thing(snapshot: Snapshot, node: str, language: Language) -> Thing:
    kind = next(
        kind
        for name, kind in _KINDS.items()
        if snapshot.schema.is_a(snapshot.facts.types(node)[0], (str(MR[name]),))
    )
    name = snapshot.name(node, language)
    names = (
        name,
        *snapshot.values(node, "abbreviation"),
        *snapshot.values(node, "altLabel"),
        *snapshot.facts.values(node, str(RDFS.label)),
    )
    return Thing(
        iri=node,
        id=snapshot.short(node),
        name=name,
        kind=kind,
        sectors=_ranked(snapshot, snapshot.values(node, "sector")),
        levels=_ranked(snapshot, snapshot.values(node, "atLevel")),
        in_force=node in snapshot.deriver.standing,
        keys=tuple(dict.fromkeys(fold(text) for text in names)),
    )


def _sector_thing(snapshot: Snapshot, sector: str, language: Language) -> Thing:
    name = capitalised(snapshot.name(sector, language))
    return Thing(
        iri=sector,
        id=_SECTOR + sector.removeprefix(str(CONCEPT["sector/"])),
        name=name,
        kind="sector",
        sectors=(sector,),
        levels=(),
        in_force=True,
        keys=(fold(name),),
    )


def _ranked(snapshot: Snapshot, concepts: tuple[str, ...]) -> tuple[str, ...]:
    def rank(iri: str) -> tuple[int, str]:
        concept = snapshot.schema.concept(iri)
        return (concept.rank if concept else 0, iri)

    return tuple(sorted(concepts, key=rank))


def capitalised(text: str) -> str:
    """Return a text with a capital at the beginning, the rest as it is."""
    return text[:1].upper() + text[1:]


# -- ties -------------------------------------------------------------------------------------


def _ties(snapshot: Snapshot, things: Mapping[str, Thing], language: Language) -> Iterator[Tie]:
    for row in snapshot.rows("Participation"):
        structure = things.get(snapshot.value(row, "inStructure"))
        if structure is None:
            continue
        stands = structure.in_force and row in snapshot.deriver.standing
        for path in ("participant", "participantSector"):
            for party in snapshot.values(row, path):
                if party in things:
                    yield Tie(things[party].id, structure.id, "participation", stands, row)
    for node, thing in things.items():
        for relation in RELATIONS:
            for other in snapshot.values(node, relation):
                if other in things and not _plain_membership(snapshot, relation, other):
                    stands = thing.in_force and things[other].in_force
                    yield Tie(thing.id, things[other].id, relation, stands)


def _plain_membership(snapshot: Snapshot, relation: str, other: str) -> bool:
    """Tell whether a tie only says that a body is part of its municipality, as all of them are."""
    return relation == "partOf" and str(MR.Municipality) in snapshot.facts.types(other)


# -- gaps -------------------------------------------------------------------------------------


def _placed(
    snapshot: Snapshot, gap: Gap, things: Mapping[str, Thing], municipality: str
) -> PlacedGap:
    """Find where a gap shows: at its parties, else at what it is about, else at whom it names."""
    parties = [things[node].id for node in (gap.subject, gap.object) if node in things]
    name = gap.iri.rpartition("/")[2]
    if len(set(parties)) == 2:
        return PlacedGap(name, gap, (parties[0], parties[1]), ())
    if gap.subject in things:
        return PlacedGap(name, gap, None, (things[gap.subject].id,))
    for nodes in (gap.about, _referred(snapshot, gap.subject), (gap.object,), (municipality,)):
        found = tuple(things[node].id for node in nodes if node in things)
        if found:
            return PlacedGap(name, gap, None, found)
    return PlacedGap(name, gap, None, ())


def _referred(snapshot: Snapshot, node: str) -> tuple[str, ...]:
    """Return what a row refers to, such as the body that a post is in."""
    paths = ("postIn", "responsibleAgent", "committedBy", "forStructure", "assignedTo")
    return tuple(other for path in paths for other in snapshot.values(node, path))


def level_names(snapshot: Snapshot, thing: Thing, language: Language) -> str:
    """Return the levels of a structure in words."""
    names = [snapshot.name(level, language) for level in thing.levels]
    return ", ".join(names) or STRINGS["no_level"].pick(language)
