"""The evidence on the page: rows, statements and documents, each told once and referred to."""

from __future__ import annotations

from collections.abc import Container

from mellanrum.export.map.data import Data, named, slim
from mellanrum.export.snapshot import Claim, Snapshot
from mellanrum.ontology.namespaces import CONCEPT, DCTERMS, MR
from mellanrum.ontology.vocabularies import slug_of

__all__ = ["Ledger"]


class Ledger:
    """Keeps the rows that something refers to, with the statements and documents behind them.

    The names of the `things`, which are drawn, are not told again.
    """

    def __init__(self, snapshot: Snapshot, things: Container[str]) -> None:
        self.snapshot = snapshot
        self.things = things
        self._rows: dict[str, Data] = {}
        self._claims: dict[str, Data] = {}
        self._places: dict[str, int] = {}
        self._documents: dict[str, Data] = {}
        self._document_places: dict[str, int] = {}

    def data(self) -> Data:
        """Return what was gathered."""
        return {
            "rows": dict(sorted(self._rows.items())),
            "claims": list(self._claims.values()),
            "documents": list(self._documents.values()),
        }

    def shown(self, node: str) -> bool:
        """Tell whether a node is drawn."""
        return self.snapshot.short(node) in self.things

    def row(self, node: str) -> str:
        """Return the key of a row, and keep what there is to tell of it."""
        if node.endswith("/claim"):  # the claim of a row is told with the row
            node = self.snapshot.value(node, "about") or node
        key = self.snapshot.short(node)
        if key not in self._rows:
            self._rows[key] = {}  # it may come back to itself
            self._rows[key].update(self._row(node, key))
        return key

    def _row(self, node: str, key: str) -> Data:
        types = self.snapshot.facts.types(node)
        return slim(
            {
                "name": named(self.snapshot, node),
                "class": types[0].removeprefix(str(MR)) if types else "",
                "note": self.snapshot.note(node),
                "claims": self.claims(node),
                "shown": key in self.things,
            }
        )

    def claims(self, node: str) -> list[int]:
        """Return the places of the statements about a row."""
        return [self._claim(claim) for claim in self.snapshot.claims(node)]

    def _claim(self, claim: Claim) -> int:
        if claim.iri not in self._places:
            self._places[claim.iri] = len(self._places)
            entry = self._claims[claim.iri] = {}
            entry.update(self._told(claim))
        return self._places[claim.iri]

    def _told(self, claim: Claim) -> Data:
        name = self.snapshot.name
        return slim(
            {
                "row": self.row(claim.iri),
                "voice": name(claim.voice) if claim.voice else "",
                "via": sorted(name(body) for body in claim.reported_via),
                "modality": slug_of(claim.modality),
                "doc": self.document(claim.source) if claim.source else None,
                "places": list(claim.places),
                "phrase": claim.phrase,
                "said": claim.observed if claim.observed != claim.date else "",
                "against": [self._claim(self.snapshot.claim(iri)) for iri in claim.contradicts],
            }
        )

    def document(self, source: str) -> int:
        """Return the place of a document, and keep what there is to tell of it."""
        if source not in self._document_places:
            self._document_places[source] = len(self._document_places)
            self._documents[source] = self._document(source)
        return self._document_places[source]

    def _document(self, source: str) -> Data:
        value = self.snapshot.value
        issuer, kind = value(source, "issuer"), value(source, "documentType")
        return slim(
            {
                "title": self.snapshot.name(source),
                "issuer": self.snapshot.name(issuer) if issuer else "",
                "kind": kind.removeprefix(str(CONCEPT)),
                "date": self.snapshot.facts.value(source, str(DCTERMS.date)),
                "diary": value(source, "diaryNumber"),
                "section": value(source, "section"),
                "named": not self.snapshot.is_read(source),
            }
        )
