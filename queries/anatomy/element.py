"""What an element is: when it applies, what documents it, and which tables it needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mellanrum.ontology.language import Text
from mellanrum.queries.anatomy.anatomy import TableName
from mellanrum.queries.anatomy.reading import Proof, Reading

__all__ = ["ELEMENTS", "Element", "Need", "element", "elements_of"]

# A table, and a column of it or none, by their English names.
Need = tuple[str, str | None]
Found = Callable[[Reading, str], Iterable[Proof]]


def _always(reading: Reading, row: str) -> Text | None:
    return None


@dataclass(frozen=True)
class Element:
    """One column of a table of the anatomy.

    Attributes
    ----------
    slug : str
        In the scheme ``element``.
    needs : tuple of pairs
        Tables and columns that can hold it; it is filled in where one of them is.
    found : callable
        Yields what documents it for a row.
    not_for : callable
        Returns why it does not apply to a row, or None where it does.
    """

    slug: str
    needs: tuple[Need, ...]
    found: Found
    not_for: Callable[[Reading, str], Text | None] = _always


ELEMENTS: dict[TableName, dict[str, Element]] = {}


def element(
    table: TableName,
    slug: str,
    *needs: Need,
    not_for: Callable[[Reading, str], Text | None] = _always,
) -> Callable[[Found], Found]:
    """Register a function as what documents an element in a table; they stand in this order."""

    def register(found: Found) -> Found:
        known = ELEMENTS.setdefault(table, {})
        assert slug not in known
        known[slug] = Element(slug, needs, found, not_for)
        return found

    return register


def elements_of(table: TableName) -> tuple[Element, ...]:
    """Return the elements of a table, in order."""
    return tuple(ELEMENTS[table].values())
