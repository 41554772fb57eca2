"""What the page holds of one municipality: plain data, in both languages, each thing told once."""

from __future__ import annotations

from collections.abc import Iterable

from mellanrum.export.drawing.sector_groups import ranked
from mellanrum.export.map.claims import Ledger
from mellanrum.export.map.network_drawing import drawing
from mellanrum.export.map.page_figures import figures
from mellanrum.export.map.times import Times
from mellanrum.export.map.view import PlacedGap, Thing, Tie, View
from mellanrum.export.snapshot import Snapshot
from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import CONCEPT, MR
from mellanrum.ontology.vocabularies import slug_of
from mellanrum.queries.tiers.item import Gap

__all__ = ["record", "told"]

Data = dict[str, object]


def told(text: Text) -> str | list[str]:
    """Return a text as the page holds it: once where it is the same in both languages.

    Examples
    --------
    >>> told(Text("nämnd", "committee")), told(Text("Borås", "Borås"))
    (['nämnd', 'committee'], 'Borås')
    """
    return text.sv if text.sv == text.en else [text.sv, text.en]


def record(times: Times, view: View) -> Data:
    """Return everything that the page tells of a municipality.

    Parameters
    ----------
    times : Times
        The dates of the map.
    view : View
        What is on it.

    Returns
    -------
    dict
        ``things``, ``ties`` and ``gaps``; ``rows``, ``claims`` and ``documents``, which they
        refer to by key or place; ``groups``, the target groups by key; ``scopes``, what the
        sources list completely; ``flags``, what to know of the sources; and the drawing.
    """
    snapshot = times.latest
    ledger = Ledger(snapshot, view.things)
    parts = _Parts(snapshot, ledger)
    return {
        "id": view.id,
        "name": told(view.name),
        "lang": view.language,
        "about": [told(text) for text in view.descriptions],
        "things": [parts.thing(thing) for thing in view.things.values()],
        "ties": [parts.tie(tie) for tie in view.ties],
        "gaps": [parts.gap(placed) for placed in view.gaps],
        "groups": parts.groups,
        "scopes": _own(snapshot, view, ledger, "CompletenessScope"),
        "flags": [
            {"rule": told(flag.rule.title), "says": told(flag.says)}
            for flag in snapshot.flags
            if flag.dataset in view.datasets
        ],
        "sources": _own(snapshot, view, ledger, "SourceDocument", claims=False),
        **ledger.data(),
        **drawing(snapshot, view),
        "figures": figures(times.history, view.datasets),
    }


def _own(
    snapshot: Snapshot, view: View, ledger: Ledger, class_name: str, *, claims: bool = True
) -> list[str] | list[int]:
    rows = [row for row in snapshot.rows(class_name) if snapshot.dataset(row) in view.datasets]
    return [ledger.row(row) for row in rows] if claims else [ledger.document(row) for row in rows]


class _Parts:
    """Makes the entries of one municipality."""

    def __init__(self, snapshot: Snapshot, ledger: Ledger) -> None:
        self.snapshot = snapshot
        self.ledger = ledger
        self.groups: dict[str, object] = {}

    def thing(self, thing: Thing) -> Data:
        """Return a body, structure or sector."""
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
            "alias": sorted(values(thing.iri, "altLabel")),
            "note": self.snapshot.note(thing.iri),
            "from": value(thing.iri, "validFrom"),
            "until": value(thing.iri, "validUntil"),
            "claims": self.ledger.claims(thing.iri) if thing.kind != "sector" else [],
            "lacks": [self.ledger.row(node) for node in self.snapshot.absences(thing.iri)],
        }
        return _slim(found) | {"on": thing.stands, "known": thing.known}

    def _ranked(self, node: str, path: str) -> tuple[str, ...]:
        return ranked(self.snapshot, self.snapshot.values(node, path))

    def group(self, iri: str) -> str:
        """Return the key of a target group, and keep its name."""
        key = self.snapshot.short(iri)
        self.groups[key] = told(self.name(iri))
        return key

    def name(self, node: str) -> Text:
        """Return the name of a node in both languages."""
        return Text(self.snapshot.name(node, "sv"), self.snapshot.name(node, "en"))

    def tie(self, tie: Tie) -> Data:
        """Return a tie; a participation with its post, level, time and claims."""
        found: Data = {"a": tie.source, "b": tie.target, "on": tie.stands, "known": tie.known}
        if not tie.row:
            return found | {"rel": tie.relation}
        value, values = self.snapshot.value, self.snapshot.values
        return found | _slim(
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

    def gap(self, placed: PlacedGap) -> Data:
        """Return a gap with what is known of it at each date."""
        gap = placed.gap
        found: Data = {
            "id": placed.id,
            "rule": gap.rule.id,
            "says": told(gap.says),
            "severity": gap.severity,
            "level": slug_of(gap.level),
            "between": list(placed.between or ()),
            "at": list(placed.at),
        }
        known = [self._version(dates, version) for dates, version in placed.versions]
        return _slim(found) | {"known": known}

    def _version(self, dates: int, gap: Gap) -> Data:
        def rows(nodes: Iterable[str]) -> list[str]:
            return [self.ledger.row(node) for node in nodes]

        unread = self.snapshot.unread(gap)
        found: Data = {
            "stated": rows(gap.stated_by),
            "contested": rows(gap.contested_by),
            "doubted": rows(gap.generally_contested_by),
            "found": rows(gap.corroborated_by),
            "addressed": rows(gap.addressed_by),
            "proposed": rows(gap.proposed),
            "general": rows(gap.generally_stated_by),
            "unread": rows(unread),
            "support": rows(
                dict.fromkeys((*(n for n in gap.support if n not in unread), *self._undrawn(gap)))
            ),
        }
        return {"on": dates, "evidence": gap.evidence, "status": gap.status} | _slim(found)

    def _undrawn(self, gap: Gap) -> list[str]:
        """Return what the gap names that the map does not show, such as a post or a commitment."""
        nodes = (gap.subject, gap.object, *gap.about)
        shown = self.ledger.shown
        return [n for n in nodes if n and not shown(n) and self.snapshot.claims(n)]


def _slim(data: Data) -> Data:
    return {key: value for key, value in data.items() if value not in ("", [], None)}


def concept_key(iri: str) -> str:
    """Return the short form by which the page names a concept or class."""
    return iri.removeprefix(str(CONCEPT)).removeprefix(str(MR))


def period(snapshot: Snapshot, datasets: tuple[str, ...]) -> list[str]:
    """Return the dates of the oldest and the newest document that was read."""
    sources = snapshot.rows("SourceDocument")
    dates = snapshot.dates_read(node for node in sources if snapshot.dataset(node) in datasets)
    return list(dict.fromkeys(dates[:1] + dates[-1:]))
