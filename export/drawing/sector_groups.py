"""The sectors as groups of columns: those that a municipality keeps together share one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import networkx as nx

from mellanrum.export.drawing.words import WORDS
from mellanrum.export.snapshot import Snapshot
from mellanrum.ontology.language import LANGUAGES, Text, capitalised, joined
from mellanrum.ontology.namespaces import CONCEPT

__all__ = ["NO_SECTOR", "Groups", "ranked", "sector_groups"]

NO_SECTOR = "no-sector"


@dataclass(frozen=True)
class Groups:
    """Groups of sectors: their names in order, and the group of each sector by IRI."""

    names: Mapping[str, Text]
    of_sector: Mapping[str, str]

    def of(self, sectors: tuple[str, ...]) -> str:
        """Return the group of something with these sectors."""
        return self.of_sector[sectors[0]] if sectors else NO_SECTOR


def ranked(snapshot: Snapshot, concepts: Iterable[str]) -> tuple[str, ...]:
    """Return concepts in the order of their scheme."""

    def rank(iri: str) -> tuple[int, str]:
        concept = snapshot.schema.concept(iri)
        return (concept.order if concept else 0, iri)

    return tuple(sorted(concepts, key=rank))


def sector_groups(snapshot: Snapshot, parties: Iterable[tuple[str, ...]]) -> Groups:
    """Group sectors by the parties, given by their sectors, that have several.

    Two or three of one party are kept together; a party with more speaks for none in particular.
    """
    together: nx.Graph[str] = nx.Graph()
    without = False
    for sectors in parties:
        together.add_nodes_from(sectors[:1])
        without = without or not sectors
        if len(sectors) in (2, 3):
            nx.add_path(together, sectors)
    labels: dict[str, list[Text]] = {}
    of_sector: dict[str, str] = {}
    for concept in snapshot.schema.schemes[str(CONCEPT.sector)]:
        if concept.iri in together:
            linked = nx.node_connected_component(together, concept.iri)
            key = next((of_sector[iri] for iri in sorted(linked) if iri in of_sector), concept.slug)
            of_sector[concept.iri] = key
            labels.setdefault(key, []).append(concept.label)
    names = {key: _together(some) for key, some in labels.items()}
    if without:
        names[NO_SECTOR] = WORDS["no_sector"]
    return Groups(names, of_sector)


def _together(labels: list[Text]) -> Text:
    told = (joined([label.pick(language) for label in labels], language) for language in LANGUAGES)
    return Text(*map(capitalised, told))
