"""The question cards on the page, and what was not asked, at each date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mellanrum.export.forms.form_data import lines, question
from mellanrum.export.map.data import Data, slim, told
from mellanrum.export.map.times import Presence
from mellanrum.export.snapshot import Snapshot
from mellanrum.queries.anatomy.anatomy import Card

__all__ = ["asked"]


def asked(times: Presence, slug: str) -> Data:
    """Return ``cards`` and ``not_asked``: each told once, and those of each date by place."""
    found = [by_slug.get(slug) for by_slug in times.anatomies]
    return {
        "cards": _by_date(
            [[_card(times.latest, card) for card in one.cards] if one else [] for one in found]
        ),
        "not_asked": _by_date(
            [[told(line.says) for line in one.not_asked] if one else [] for one in found]
        ),
    }


def _card(snapshot: Snapshot, card: Card) -> Data:
    return slim(
        {
            "title": told(card.title),
            "ref": snapshot.short(card.row) if card.row else "",
            "focus": card.focus_reason,
            "says": told(card.says),
            "lines": lines(card),
            "asks": [question(snapshot, card, each) for each in card.questions],
        }
    )


def _by_date(dates: Iterable[Sequence[object]]) -> Data:
    told_once: list[object] = []
    at = []
    for entries in dates:
        told_once += [entry for entry in entries if entry not in told_once]
        at.append([told_once.index(entry) for entry in entries])
    return {"told": told_once, "at": at}
