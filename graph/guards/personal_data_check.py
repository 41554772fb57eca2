"""Refuse inputs that hold personal identity numbers, wherever in them they stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

import pyoxigraph as ox

from mellanrum.graph.guards.personal_numbers import personal_problems
from mellanrum.graph.number_search import find_personal_numbers
from mellanrum.graph.readers.raw import RawDataset
from mellanrum.ontology.errors import Location, Problem
from mellanrum.ontology.language import Text

__all__ = ["check_personal_data"]


def check_personal_data(
    datasets: Iterable[RawDataset], allowed: Collection[str] = ()
) -> list[Problem]:
    """Look for personal identity numbers in every cell, setting, literal and IRI.

    There is a problem for each number; the number itself is never repeated.
    """
    return [
        item
        for dataset in datasets
        for location, text in _texts(dataset)
        for item in personal_problems(text, _masked(location), allowed)
    ]


def _texts(dataset: RawDataset) -> Iterator[tuple[Location, str]]:
    for table in (*dataset.tables, *dataset.set_aside):
        yield from table.cells()
        yield Location(file=dataset.origin), table.name
    for value in vars(dataset.info).values():
        for text in (value.sv, value.en) if isinstance(value, Text) else (value,):
            if isinstance(text, str):
                yield Location(file=dataset.origin), text
    for quad in dataset.quads:
        predicate = quad.predicate.value.rpartition("/")[2].rpartition("#")[2]
        for term in (quad.subject, quad.predicate, quad.object):
            if isinstance(term, ox.NamedNode | ox.Literal):
                yield Location(file=dataset.origin, column=predicate), term.value


def _masked(location: Location) -> Location:
    """Return the location without any name in it that is itself such a number."""
    names = (location.file, location.table, location.column, location.sheet)
    file, table, column, sheet = ("…" if find_personal_numbers(name) else name for name in names)
    return replace(location, file=file, table=table, column=column, sheet=sheet)
