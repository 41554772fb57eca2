"""Make changes on a copy of what was read: rows added, rows ended, nothing written to disk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import pyoxigraph as ox

from mellanrum.graph.guards.personal_data_check import check_personal_data
from mellanrum.graph.problems import listing, problem
from mellanrum.graph.readers.info import slug_of
from mellanrum.graph.readers.raw import RawDataset, RawRow, RawTable, split_values
from mellanrum.graph.standing.derive import ENDED, Deriver
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
    trial = _Trial(assembly, deriver, schema)
    additions = trial.additions([change for change in changes if change.action == "add"])
    trial.problems += check_personal_data(additions)
    trial.stop_at_problems()
    extended = extend(assembly, additions, schema)
    ended = {row for change in changes if change.action == "end" for row in trial.ended(change)}
    trial.problems += extended.problems
    trial.stop_at_problems()
    return replace(extended, quads=tuple(_without(extended.quads, ended)))


class _Trial:
    """What changes mean in what was read, and what is wrong with them."""

    def __init__(self, assembly: Assembly, deriver: Deriver, schema: Schema) -> None:
        self.entries = assembly.entries
        self.infos = {info.slug: info for info in assembly.infos}
        self.deriver = deriver
        self.schema = schema
        self.problems: list[Problem] = []

    def stop_at_problems(self) -> None:
        if self.problems:
            raise LoadError(*self.problems)

    def additions(self, changes: Sequence[RowChange]) -> list[RawDataset]:
        """Return the rows to add, and their source, by dataset."""
        taken = {SOURCE} | {identifier for _, identifier in self.entries}
        tables: dict[str, list[RawTable]] = {}
        for change in changes:
            slug = self._slug(change)
            if slug is None:
                known = listing(sorted(self.infos))
                self.problems.append(problem(change.place, "unclear-dataset", known=known))
            else:
                tables.setdefault(slug, []).extend(_raw_tables(change, taken))
        days = {slug: self.deriver.horizon.of_graph(str(GRAPH[slug])) for slug in tables}
        return [
            RawDataset(self.infos[slug], SOURCE, (_source(days[slug]), *some))
            for slug, some in tables.items()
        ]

    def _slug(self, change: RowChange) -> str | None:
        """Return the dataset that a new row belongs to: the one whose rows it refers to."""
        if len(self.infos) == 1:
            return next(iter(self.infos))
        for reference in (*self._references(change), *change.members):
            slug = reference.partition("/")[0] if "/" in reference else ""
            owners = {slug} & set(self.infos) or {s for s, i in self.entries if i == reference}
            if len(owners) == 1:
                return owners.pop()
        return None

    def _references(self, change: RowChange) -> Iterator[str]:
        table = self.schema.table(change.table)
        for heading, text in change.cells:
            column = table.column(heading) if table else None
            if column is not None and column.kind == "reference":
                yield from split_values(text)

    def ended(self, change: RowChange) -> list[str]:
        """Return the standing rows that a change means."""
        rows = self._meant(change)
        standing = self.deriver.standing | self.deriver.uncertain
        if rows and standing.isdisjoint(rows):
            self.problems.append(problem(change.place, "not-in-force"))
        return [row for row in rows if row in standing]

    def _meant(self, change: RowChange) -> list[str]:
        """Return the row with the id, or the participations of a body in a structure."""
        if identifier := change.cell("id"):
            return [row for row in [self._row(identifier, change)] if row]
        structure = self._row(change.cell("structure", "struktur"), change)
        body = self._row(change.cell("participant", "deltagare"), change)
        if not (structure and body):
            return []
        taking_part = self.deriver.facts.subjects(str(MR.inStructure), structure)
        rows = [row for row in sorted(taking_part) if body in self._named(row)]
        if not rows:
            self.problems.append(problem(change.place, "not-taking-part"))
        return rows

    def _named(self, participation: str) -> Sequence[str]:
        """Return the bodies that take part, else those of the posts that do."""
        values = self.deriver.facts.values
        posts = values(participation, str(MR.viaPost))
        bodies = values(participation, str(MR.participant))
        return bodies or [body for post in posts for body in values(post, str(MR.postIn))]

    def _row(self, name: str, change: RowChange) -> str:
        try:
            return find_entry(self.entries, name, change.place).iri
        except QueryError as error:
            self.problems += error.problems
            return ""


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
