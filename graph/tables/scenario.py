"""Make changes on a copy of what was read: rows added, rows ended, nothing written to disk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import pyoxigraph as ox

from mellanrum.graph.guards.personal_data_check import check_personal_data
from mellanrum.graph.problems import listing, problem
from mellanrum.graph.readers.info import slug_of
from mellanrum.graph.readers.raw import DatasetInfo, RawDataset, RawRow, RawTable, split_values
from mellanrum.graph.standing.derive import ENDED, Deriver
from mellanrum.graph.standing.horizon import Horizon
from mellanrum.graph.tables.assemble import Assembly, extend
from mellanrum.graph.tables.changes import PARTICIPATIONS, RowChange
from mellanrum.graph.tables.entry import find_entry
from mellanrum.ontology.errors import LoadError, Location, Problem, QueryError
from mellanrum.ontology.namespaces import GRAPH, MR
from mellanrum.ontology.schema import Schema, fold

__all__ = ["tried_out"]

SOURCE = "what-if"
STATUS, UNTIL = str(MR.status), str(MR.validUntil)


def tried_out(
    assembly: Assembly, deriver: Deriver, schema: Schema, changes: Sequence[RowChange]
) -> Assembly:
    """Return a copy of an assembly with changes made; the assembly itself stays as it is.

    An added row is taken as a fact that holds from the date of the run; an ended one as having
    ended before it.

    The changes come in any order; an added row may refer to another added one.

    Raises
    ------
    LoadError
        With everything that is wrong with the changes, each with its place.
    """
    problems: list[Problem] = []
    additions = _additions(assembly, schema, deriver.horizon, changes, problems)
    problems += check_personal_data(additions)
    if problems:
        raise LoadError(*problems)
    extended = extend(assembly, additions, schema)
    ended = set(_ended(assembly, deriver, changes, problems))
    problems += extended.problems
    if problems:
        raise LoadError(*problems)
    return replace(extended, quads=tuple(_without(extended.quads, ended)))


# -- rows to add ------------------------------------------------------------------------------


def _additions(
    assembly: Assembly,
    schema: Schema,
    horizon: Horizon,
    changes: Sequence[RowChange],
    problems: list[Problem],
) -> list[RawDataset]:
    taken = {SOURCE} | {identifier for _, identifier in assembly.entries}
    tables: dict[str, list[RawTable]] = {}
    for change in changes:
        if change.action == "add":
            info = _dataset(assembly, schema, change, problems)
            if info is not None:
                tables.setdefault(info.slug, []).extend(_raw_tables(change, taken))
    infos = {info.slug: info for info in assembly.infos}
    return [
        RawDataset(infos[slug], SOURCE, (_source(horizon.of_graph(str(GRAPH[slug]))), *some))
        for slug, some in tables.items()
    ]


def _dataset(
    assembly: Assembly, schema: Schema, change: RowChange, problems: list[Problem]
) -> DatasetInfo | None:
    """Return the dataset that a new row belongs to: the one whose rows it refers to."""
    infos = {info.slug: info for info in assembly.infos}
    if len(infos) == 1:
        return next(iter(infos.values()))
    for reference in (*_references(schema, change), *change.members):
        slug = reference.partition("/")[0] if "/" in reference else ""
        owners = {slug} & set(infos) or {s for s, i in assembly.entries if i == reference}
        if len(owners) == 1:
            return infos[owners.pop()]
    problems.append(problem(change.place, "unclear-dataset", known=listing(sorted(infos))))
    return None


def _references(schema: Schema, change: RowChange) -> Iterator[str]:
    table = schema.table(change.table)
    for heading, text in change.cells:
        column = table.column(heading) if table else None
        if column is not None and column.kind == "reference":
            yield from split_values(text)


def _raw_tables(change: RowChange, taken: set[str]) -> Iterator[RawTable]:
    """Yield the table of one row, and of one row for each member of a new structure."""
    identifier = change.cell("id") or _free(slug_of(change.cell("name", "namn") or SOURCE), taken)
    taken.add(identifier)
    yield _table(change.table, dict(change.cells) | {"id": identifier}, change.place)
    for member in change.members:
        own = _free(f"{SOURCE}-{identifier}", taken)
        taken.add(own)
        cells = {"id": own, "structure": identifier, "participant": member}
        yield _table(PARTICIPATIONS, cells, replace(change.place, column=""))


def _free(wanted: str, taken: set[str]) -> str:
    number, found = 1, wanted
    while found in taken:
        number, found = number + 1, f"{wanted}-{number + 1}"
    return found


def _table(name: str, cells: dict[str, str], place: Location) -> RawTable:
    if not {fold(heading) for heading in cells} & {"source", "kalla"}:
        cells = {**cells, "source": SOURCE}
    row = RawRow(place.row, tuple(cells.values()))
    return RawTable(place.file, name, 1 if place.row else 0, tuple(cells), (row,))


def _source(as_of: dt.date | None) -> RawTable:
    """Return the source of all that is tried out, dated so that it holds at the date of the run."""
    cells = {"id": SOURCE, "name": "What if", "kind": "other", "in corpus": "no"}
    if as_of is not None:
        cells["date"] = as_of.isoformat()
    row = RawRow(0, tuple(cells.values()))
    return RawTable(SOURCE, "sources", 0, tuple(cells), (row,))


# -- rows to end ------------------------------------------------------------------------------


def _ended(
    assembly: Assembly, deriver: Deriver, changes: Sequence[RowChange], problems: list[Problem]
) -> Iterator[str]:
    for change in changes:
        if change.action == "end":
            rows = list(_meant(assembly, deriver, change, problems))
            standing = [row for row in rows if row in deriver.standing or row in deriver.uncertain]
            if rows and not standing:
                problems.append(problem(change.place, "not-in-force"))
            yield from standing


def _meant(
    assembly: Assembly, deriver: Deriver, change: RowChange, problems: list[Problem]
) -> Iterator[str]:
    """Yield the rows that a change means: the one with the id, or participations by their two."""
    identifier = change.cell("id")
    if identifier:
        row = _entry(assembly, identifier, change, problems)
        if row:
            yield row
        return
    structure = _entry(assembly, change.cell("structure", "struktur"), change, problems)
    body = _entry(assembly, change.cell("participant", "deltagare"), change, problems)
    if not (structure and body):
        return
    facts = deriver.facts
    rows = []
    for row in sorted(facts.subjects(str(MR.inStructure), structure)):
        posts = facts.values(row, str(MR.viaPost))
        named = facts.values(row, str(MR.participant)) or tuple(
            body for post in posts for body in facts.values(post, str(MR.postIn))
        )
        rows += [row] if body in named else []
    if not rows:
        problems.append(problem(change.place, "not-taking-part"))
    yield from rows


def _entry(assembly: Assembly, name: str, change: RowChange, problems: list[Problem]) -> str:
    try:
        return find_entry(assembly.entries, name, change.place).iri
    except QueryError as error:
        problems += error.problems
        return ""


def _without(quads: Iterable[ox.Quad], ended: set[str]) -> Iterator[ox.Quad]:
    """Yield the quads with some rows ended: their status says so, and no day until which."""
    status, done = ox.NamedNode(STATUS), set[str]()
    for quad in quads:
        subject = getattr(quad.subject, "value", "")
        if subject not in ended:
            yield quad
            continue
        if subject not in done:
            done.add(subject)
            yield ox.Quad(quad.subject, status, ox.NamedNode(ENDED), quad.graph_name)
        if quad.predicate.value not in (STATUS, UNTIL):
            yield quad
