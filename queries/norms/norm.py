"""A norm of a catalogue: what it expects of whom, when, and where it stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from mellanrum.graph.standing.days import as_day
from mellanrum.ontology.language import Text

__all__ = ["CatalogueNorm"]

MONTHS = 12


@dataclass(frozen=True)
class CatalogueNorm:
    """One row of a catalogue of norms.

    Attributes
    ----------
    iri, id : str
        The norm, and its id within the catalogue.
    kind, element, strength : str
        Slugs in the schemes ``norm-kind``, ``element`` and ``strength``.
    reference, address : str
        Exactly where it stands, and a web address of the text.
    responsible, counterparts : tuple of str
        Slugs in the scheme ``norm-role``: whom it is directed at, and whom it is to be done with.
    topic : str
        Slug in the scheme ``topic``.
    groups, levels : tuple of str
        Slugs in the schemes ``standard-group`` and ``level``; empty for all.
    form : str
        Slug of the form that must be in use for it to hold; may be empty.
    parties : tuple of str
        Slugs of the roles one of which must be in the data for it to hold.
    counties : tuple of str
        The two digits of each county in which it holds; empty for all.
    trigger : str
        Slug of what must have happened first; may be empty.
    is_effort, is_known, is_too_wide : bool
        Whether it demands an effort and no result, is known to be adopted by all, and is only to be
        cited beside a narrower one.
    every : int
        At most how many months may pass between two times; 0 where it is done once.
    text : Text
        What it says.
    valid_from, valid_until : str
        Whole or partial dates, both included; may be empty.
    replaced_by : str
        IRI of the norm that has taken its place; may be empty.
    """

    iri: str
    id: str
    kind: str
    reference: str
    address: str
    responsible: tuple[str, ...]
    topic: str
    element: str
    strength: str
    text: Text
    counterparts: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    form: str = ""
    parties: tuple[str, ...] = ()
    counties: tuple[str, ...] = ()
    trigger: str = ""
    is_effort: bool = False
    is_known: bool = False
    is_too_wide: bool = False
    every: int = 0
    valid_from: str = ""
    valid_until: str = ""
    replaced_by: str = ""

    @property
    def begins(self) -> dt.date | None:
        """The first day on which anything is due: of a recurring duty at the end of a period."""
        start = as_day(self.valid_from, "first")
        return start if start is None or not self.every else _months_after(start, self.every)

    @property
    def ends(self) -> dt.date | None:
        """The last day on which it holds; None where it has no end."""
        return as_day(self.valid_until, "last")


def _months_after(day: dt.date, months: int) -> dt.date:
    """Return the same day some months later, or the last of that month."""
    year, month = divmod(day.month - 1 + months, MONTHS)
    text = f"{day.year + year:04d}-{month + 1:02d}"
    last = as_day(text, "last")
    assert last is not None
    return last.replace(day=min(day.day, last.day))
