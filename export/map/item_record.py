"""An item on the page: what is known of it at each date, and the rows that it rests on."""

from __future__ import annotations

from collections.abc import Iterable

from mellanrum.export.item_marks import mark_of
from mellanrum.export.map.claims import Ledger
from mellanrum.export.map.data import Data, named, slim, told
from mellanrum.export.map.view import PlacedGap
from mellanrum.export.snapshot import Snapshot
from mellanrum.export.tables.gap_tables import references
from mellanrum.ontology.vocabularies import slug_of
from mellanrum.queries.tiers.item import Contest, Gap, NormRef, Stated

__all__ = ["item"]


def item(ledger: Ledger, placed: PlacedGap) -> Data:
    """Return an item as it is at its latest date, and how it differs at others.

    Each version of what is ``known`` has its dates, as bits, and what is other than in the latest.
    """
    versions = [_told(ledger, gap) for _, gap in placed.versions]
    latest = versions[-1]
    known = [
        {"on": dates} | {key: value for key, value in version.items() if value != latest[key]}
        for (dates, _), version in zip(placed.versions, versions, strict=True)
    ]
    where: Data = {"between": list(placed.between or ()), "at": list(placed.at)}
    return {"id": placed.id} | slim(where | latest) | {"known": known}


def _told(ledger: Ledger, gap: Gap) -> Data:
    return {
        "tier": gap.tier,
        "mark": mark_of(gap),
        "title": told(gap.title),
        "says": told(gap.says),
        "severity": gap.severity,
        "status": gap.status,
        "level": slug_of(gap.level),
        "rank": gap.place.rank,
        "clause": told(gap.place.clause),
        "focus": gap.focus.reason,
        "reference": _reference(ledger.snapshot, gap),
        "lines": [{"rule": line.rule.id, "says": told(line.says)} for line in gap.lines],
        "stated": _stated(ledger, gap.stated) if gap.stated else {},
        "required_by": [_norm(ledger, norm) for norm in gap.required_by],
        "expected": list(gap.expected),
        "shown": list(gap.shown),
        "support": _support(ledger, gap),
        "replaces": [slug_of(iri) for iri in gap.replaces],
    }


def _reference(snapshot: Snapshot, gap: Gap) -> object:
    """Return where the first statement behind an item stands, else the norm that expects it."""
    found = [where for _, where in references(snapshot, gap)]
    found += [norm.reference for norm in gap.required_by]
    return told(found[0]) if found else ""


def _norm(ledger: Ledger, norm: NormRef) -> Data:
    return slim(
        {
            "row": "" if norm.address else ledger.row(norm.iri),
            "address": norm.address,
            "reference": told(norm.reference),
            "strength": norm.strength,
            "element": norm.element,
        }
    )


def _stated(ledger: Ledger, stated: Stated) -> Data:
    def rows(nodes: Iterable[str]) -> list[str]:
        return [ledger.row(node) for node in nodes]

    earlier = set(stated.repeated_from)
    return slim(
        {
            "by": rows(n for n in (*stated.statements, *stated.findings) if n not in earlier),
            "voices": [named(ledger.snapshot, voice) for voice in stated.voices],
            "modality": stated.modality,
            "repeated": rows(stated.repeated_from),
            "contested": [_contest(ledger, contest) for contest in stated.contested],
            "qualified": rows(stated.qualified_by),
            "recommended": rows(stated.recommendations),
            "replies": rows(stated.replies),
            "unread_replies": rows(stated.unread_replies),
            "commitments": rows(stated.commitments),
            "answers": rows(stated.answers),
            "unread": stated.unread,
            "general": stated.general,
        }
    )


def _contest(ledger: Ledger, contest: Contest) -> Data:
    by, for_ = (named(ledger.snapshot, body) for body in (contest.by, contest.for_))
    return slim({"by": by, "for": for_, "row": ledger.row(contest.statement)})


def _support(ledger: Ledger, gap: Gap) -> list[str]:
    """Return what it rests on: its rows, and what it names that the map does not draw.

    Of a stated item all that it rests on is told as what is said.
    """
    if gap.stated:
        return []
    nodes = (gap.subject, gap.object, *gap.about)
    undrawn = (n for n in nodes if n and not ledger.shown(n) and ledger.snapshot.claims(n))
    return [ledger.row(node) for node in dict.fromkeys((*gap.support, *undrawn))]
