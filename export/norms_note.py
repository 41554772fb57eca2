"""What a reader must know of a catalogue of norms: when it was read, and that it is no advice."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from mellanrum.export.snapshot import Snapshot
from mellanrum.ontology.language import Text
from mellanrum.queries.norms.norm_catalogue import NormCatalogue
from mellanrum.queries.tiers.item import NormRef

__all__ = ["norms_note", "note_where_cited"]

READ = Text(
    "{name}: {count} normer, lästa mot lagen {day}. {scope}",
    "{name}: {count} norms, read against the law on {day}. {scope}",
)


def norms_note(catalogue: NormCatalogue) -> Text:
    """Return what a catalogue is called, how large it is, when it was read, and what it is not."""
    return READ.format(
        name=catalogue.name, count=len(catalogue.norms), day=catalogue.read, scope=catalogue.scope
    )


def note_where_cited(snapshot: Snapshot, datasets: Collection[str]) -> Text | None:
    """Return the note of the catalogue where a gap or card of some datasets cites a norm of it."""
    is_cited = any(norm.address for norm in _cited(snapshot, datasets))
    catalogue = snapshot.norms.catalogue if is_cited else None
    return norms_note(catalogue) if catalogue else None


def _cited(snapshot: Snapshot, datasets: Collection[str]) -> Iterator[NormRef]:
    yield from (n for gap in snapshot.gaps if gap.dataset in datasets for n in gap.required_by)
    for found in snapshot.anatomy():
        if snapshot.facts.dataset_of(found.municipality) in datasets:
            yield from (n for card in found.cards for line in card.lines for n in line.norms)
