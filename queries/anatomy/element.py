"""What an element is: when it applies, what documents it, and which tables it needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mellanrum.ontology.language import Text
from mellanrum.queries.anatomy.reading import Proof, Reading

__all__ = ["Element", "Need", "columns", "need_of", "rows"]

# A table, and a column of it or none, by their English names.
Need = tuple[str, str | None]
Found = Callable[[Reading, str], Iterable[Proof]]


def need_of(place: str) -> Need:
    """Return a table, written ``documents``, or a column of it, written ``goals.goal of``."""
    table, _, column = place.partition(".")
    return table, column or None


def rows(walk: Callable[[Reading, str], Iterable[str]]) -> Found:
    """Return what documents an element by each row that a walk leads to."""
    return lambda reading, row: reading.by_rows(walk(reading, row))


def columns(*paths: str) -> Found:
    """Return what documents an element by columns of the row itself."""
    return lambda reading, row: reading.by_column(row, *paths)


def _always(reading: Reading, row: str) -> Text | None:
    return None


@dataclass(frozen=True)
class Element:
    """One column of a table of the anatomy.

    Attributes
    ----------
    slug : str
        In the scheme ``element``.
    places : tuple of str
        Tables and columns that can hold it, as `need_of` reads them; it is filled in where one is.
    found : callable
        Yields what documents it for a row.
    not_for : callable
        Returns why it does not apply to a row, or None where it does.
    """

    slug: str
    places: tuple[str, ...]
    found: Found
    not_for: Callable[[Reading, str], Text | None] = _always

    @property
    def needs(self) -> tuple[Need, ...]:
        """The tables and columns that can hold it."""
        return tuple(map(need_of, self.places))
