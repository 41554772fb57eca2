"""Which municipality a dataset is about, and the short name that its IRIs are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from mellanrum.graph.problems import AND, listing, problem, shorten
from mellanrum.graph.readers.info import slug_of
from mellanrum.graph.readers.raw import DatasetInfo, RawRow, RawTable
from mellanrum.ontology.errors import Location, Problem
from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import MR, RDF, RDFS
from mellanrum.ontology.schema import Column, TableShape, fold, load_schema

__all__ = ["identified"]

TYPE, LABEL, MUNICIPALITY = str(RDF.type), str(RDFS.label), str(MR.Municipality)


class _Row(NamedTuple):
    """A row of a municipality: its id, its name, and where it stands."""

    identifier: str
    name: str
    location: Location


def identified(
    info: DatasetInfo, tables: Iterable[RawTable]
) -> tuple[DatasetInfo, tuple[Problem, ...]]:
    """Return a dataset's settings with the short name and title that its tables give it.

    The short name is the one set, else the id of the municipality that is set or is the only one:
    never the name of a file, which changes when somebody saves the file anew.

    An empty slug or title is filled in; those of the first municipality where it cannot be told
    which one is meant. Then there is a problem, as where there is neither a municipality nor a
    short name, to be told with whatever else is wrong.
    """
    rows = tuple(_municipalities(tables))
    problems: tuple[Problem, ...] = ()
    if len(rows) > 1 and not info.municipality:
        problems = (_which(rows, info.location),)
    known = {row.identifier: row for row in rows}
    own = known.get(info.municipality) or next(iter(rows), None)
    slug = info.slug or info.municipality or (own.identifier if own else "")
    if not slug:
        problems = (problem(info.location, "no-municipality"),)
    name = own.name if own and own.name else slug
    title = info.title if info.title.sv else Text(name, name)
    return replace(info, slug=slug_of(slug), title=title), problems


def _municipalities(tables: Iterable[RawTable]) -> Iterator[_Row]:
    schema = load_schema()
    for raw in tables:
        table = schema.table(raw.name)
        columns = table.columns if table else ()
        kind = next((one for one in columns if one.path == TYPE), None)
        if table is None or kind is None or MUNICIPALITY not in kind.classes:
            continue
        names = {fold(name) for name in schema.classes[MUNICIPALITY].names}
        for row in raw.rows:
            if fold(_cell(raw, row, table, kind)) in names:
                label = next(one for one in table.columns if one.path == LABEL)
                identifier = _cell(raw, row, table, table.id_column)
                yield _Row(identifier, _cell(raw, row, table, label), raw.location(row.number))


def _cell(raw: RawTable, row: RawRow, table: TableShape, column: Column) -> str:
    for index, heading in enumerate(raw.headings):
        if heading and table.column(heading) == column and index < len(row.cells):
            return row.cells[index]
    return ""


def _which(rows: tuple[_Row, ...], place: Location) -> Problem:
    told = [f"{shorten(row.identifier)} ({shorten(row.name)})" for row in rows]
    return problem(
        rows[-1].location,
        "which-municipality",
        rows=listing(told, AND),
        places=listing((row.location.text for row in rows), AND),
        first=shorten(rows[0].identifier),
        where=place.text,
    )
