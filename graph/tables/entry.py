"""Rows that others may refer to, and how one is found by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mellanrum.graph.problems import did_you_mean, problem, shorten
from mellanrum.ontology.errors import Location, QueryError

__all__ = ["Entries", "Entry", "find_entry", "names_of"]

NOWHERE = Location()


@dataclass(frozen=True)
class Entry:
    """A row that others may refer to.

    `claim` is the node of the statement about the row; the row's own node where it is a statement.
    """

    iri: str
    claim: str
    class_iri: str
    location: Location


Entries = Mapping[tuple[str, str], Entry]


def find_entry(entries: Entries, name: str, place: Location = NOWHERE) -> Entry:
    """Return the row that ``dataset/id`` names, or ``id`` alone: the first dataset that has it.

    Raises
    ------
    QueryError
        If there is none, with a name that is like it.
    """
    slug, _, identifier = name.rpartition("/")
    for (dataset, other), entry in sorted(entries.items()):
        if other == identifier and slug in ("", dataset):
            return entry
    names = [f"{dataset}/{other}" for dataset, other in entries] + [other for _, other in entries]
    raise QueryError(
        problem(place, "unknown-row", name=shorten(name), guess=did_you_mean(name, names))
    )


def names_of(entries: Entries, is_wanted: Callable[[str], bool]) -> dict[str, str]:
    """Return the IRIs of the rows of wanted classes by ``dataset/id``, and by id of the first."""
    names: dict[str, str] = {}
    for (dataset, identifier), entry in entries.items():
        if is_wanted(entry.class_iri):
            names[f"{dataset}/{identifier}"] = entry.iri
            names.setdefault(identifier, entry.iri)
    return names
