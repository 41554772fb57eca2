"""What the page holds of one municipality: plain data, in both languages, each thing told once."""

from __future__ import annotations

from mellanrum.export.counts import counts
from mellanrum.export.drawing.sector_groups import ranked
from mellanrum.export.forms.given_answers import answers_about
from mellanrum.export.map.anatomy.anatomy_record import anatomy
from mellanrum.export.map.asked import asked
from mellanrum.export.map.claims import Ledger
from mellanrum.export.map.data import Data, named, slim, told
from mellanrum.export.map.item_record import item
from mellanrum.export.map.network_drawing import drawing
from mellanrum.export.map.page_figures import figures
from mellanrum.export.map.times import Presence
from mellanrum.export.map.view import MapTie, Thing, View
from mellanrum.export.norms_note import note_where_cited
from mellanrum.export.snapshot import Snapshot
from mellanrum.ontology.namespaces import CONCEPT, MR
from mellanrum.ontology.vocabularies import slug_of

__all__ = ["concept_key", "record"]


def record(times: Presence, view: View) -> Data:
    """Return everything that the page tells of a municipality, and its drawings.

    Things, ties and gaps refer to rows and groups by key, to claims and documents by place.
    """
    snapshot = times.latest
    ledger = Ledger(snapshot, view.things)
    parts = _RecordParts(snapshot, ledger)
    note = note_where_cited(snapshot, view.datasets)
    return {
        "id": view.id,
        "name": told(view.name),
        "lang": view.language,
        "about": [told(text) for text in (*view.descriptions, note) if text],
        "things": [parts.thing(thing) for thing in view.things.values()],
        "ties": [parts.tie(tie) for tie in view.ties],
        "gaps": [item(ledger, placed) for placed in view.gaps],
        "statements": counts(snapshot, view.datasets).statements,
        "dates": _dates(times, view),
        **asked(times, view.id),
        **anatomy(times, view.id, ledger),
        "groups": parts.groups,
        "scopes": list(map(ledger.row, _own(snapshot, view, "CompletenessScope"))),
        "flags": [
            {"rule": told(flag.rule.title), "says": told(flag.says)}
            for flag in snapshot.flags
            if flag.dataset in view.datasets
        ],
        "sources": list(map(ledger.document, _own(snapshot, view, "SourceDocument"))),
        **ledger.data(),
        **drawing(snapshot, view),
        "figures": figures(times.history, view.datasets),
    }


def _own(snapshot: Snapshot, view: View, class_name: str) -> list[str]:
    dataset = snapshot.facts.dataset_of
    return [row for row in snapshot.rows(class_name) if dataset(row) in view.datasets]


def _dates(times: Presence, view: View) -> list[Data]:
    """Return the dates of a municipality: all but its own are called by their year."""
    found = [(number, day.isoformat() if day else "") for number, day in times.days(view.graph)]
    return [
        {"bit": 1 << number, "key": day if number == found[-1][0] else day[:4], "day": day}
        for number, day in found
    ]


class _RecordParts:
    def __init__(self, snapshot: Snapshot, ledger: Ledger) -> None:
        self.snapshot = snapshot
        self.ledger = ledger
        self.groups: dict[str, object] = {}

    def thing(self, thing: Thing) -> Data:
        value, values = self.snapshot.value, self.snapshot.values
        types = [
            *self.snapshot.facts.types(thing.iri)[:1],
            *(iri for path in ("bodyType", "forumType") for iri in values(thing.iri, path)),
        ]
        found: Data = {
            "id": thing.id,
            "name": told(thing.name),
            "kind": thing.kind,
            "types": [] if thing.kind == "sector" else [concept_key(iri) for iri in types],
            "sectors": [slug_of(iri) for iri in thing.sectors],
            "levels": [slug_of(iri) for iri in thing.levels],
            "groups": [self.group(iri) for iri in values(thing.iri, "targetGroup")],
            "prevention": [slug_of(i) for i in self._ranked(thing.iri, "preventionLevel")],
            "status": [slug_of(iri) for iri in values(thing.iri, "status")],
            "short": value(thing.iri, "abbreviation"),
            "alias": self.snapshot.aliases(thing.iri),
            "note": self.snapshot.note(thing.iri),
            "from": value(thing.iri, "validFrom"),
            "until": value(thing.iri, "validUntil"),
            "claims": self.ledger.claims(thing.iri) if thing.kind != "sector" else [],
            "lacks": [self.ledger.row(node) for node in self.snapshot.absences(thing.iri)],
            "answers": answers_about(self.snapshot, thing.iri),
        }
        return slim(found) | {"on": thing.stands, "known": thing.known}

    def _ranked(self, node: str, path: str) -> tuple[str, ...]:
        return ranked(self.snapshot, self.snapshot.values(node, path))

    def group(self, iri: str) -> str:
        """Return the key of a target group, and keep its name."""
        key = self.snapshot.short(iri)
        self.groups[key] = named(self.snapshot, iri)
        return key

    def tie(self, tie: MapTie) -> Data:
        found: Data = {"a": tie.source, "b": tie.target, "on": tie.stands, "known": tie.known}
        if not tie.row:
            return found | {"rel": tie.relation}
        value, values = self.snapshot.value, self.snapshot.values
        return found | slim(
            {
                "row": self.snapshot.short(tie.row),
                "post": [self.snapshot.name(post) for post in values(tie.row, "viaPost")],
                "levels": [slug_of(iri) for iri in self._ranked(tie.row, "atLevel")],
                "status": [slug_of(iri) for iri in values(tie.row, "status")],
                "note": self.snapshot.note(tie.row),
                "from": value(tie.row, "validFrom"),
                "until": value(tie.row, "validUntil"),
                "claims": self.ledger.claims(tie.row),
            }
        )


def concept_key(iri: str) -> str:
    """Return the short form by which the page names a concept or class."""
    return iri.removeprefix(str(CONCEPT)).removeprefix(str(MR))
