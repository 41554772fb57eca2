"""Turn raw tables into RDF: each row one node, and one statement about it with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from mellanrum.graph.problems import did_you_mean, listing, problem, shorten
from mellanrum.graph.readers.raw import DatasetInfo, RawDataset, split_values
from mellanrum.graph.tables.cells import parse_cell
from mellanrum.graph.tables.describe import describe, fill_in_evidence
from mellanrum.graph.tables.entry import Entries, Entry
from mellanrum.graph.tables.rows import FILLED_IN, Record, missing_value, read_records
from mellanrum.ontology.errors import Location, Problem
from mellanrum.ontology.namespaces import DCTERMS, GRAPH, MR, RDF
from mellanrum.ontology.schema import Column, Schema

__all__ = ["Assembly", "assemble", "extend"]

TYPE = ox.NamedNode(RDF.type)
STATEMENT = str(MR.Statement)

Term = ox.NamedNode | ox.Literal


@dataclass(frozen=True)
class Assembly:
    """The quads of all datasets, where each came from, and what is wrong with the input.

    Attributes
    ----------
    origins : mapping
        The place of each node, under (IRI, ""), and of each of its values, under (IRI, property).
    entries : mapping
        The rows that can be referred to, under (dataset, id).
    told : frozenset
        (IRI, property) of values that a problem tells about already.
    """

    quads: tuple[ox.Quad, ...]
    infos: tuple[DatasetInfo, ...]
    origins: Mapping[tuple[str, str], Location] = field(repr=False)
    entries: Entries = field(repr=False)
    problems: tuple[Problem, ...] = ()
    told: frozenset[tuple[str, str]] = field(default=frozenset(), repr=False)


class _Assembler:
    """Collects quads and problems while the datasets are gone through."""

    def __init__(self, schema: Schema, slugs: Iterable[str]) -> None:
        self.schema = schema
        self.slugs = frozenset(slugs)
        self.quads: list[ox.Quad] = []
        self.problems: list[Problem] = []
        self.origins: dict[tuple[str, str], Location] = {}
        self.entries: dict[tuple[str, str], Entry] = {}
        self.told: set[tuple[str, str]] = set()

    def first_of_each(self, datasets: Sequence[RawDataset]) -> Iterator[RawDataset]:
        """Yield one dataset a slug; another is refused, without more about its rows."""
        seen: dict[str, str] = {}
        for dataset in datasets:
            slug, place = dataset.info.slug, Location(file=dataset.origin)
            if slug in seen:
                self.problems.append(
                    problem(place, "repeated-dataset", slug=slug, other=seen[slug])
                )
            else:
                seen[slug] = dataset.origin
                yield dataset

    def assembly(
        self, infos: tuple[DatasetInfo, ...], before: tuple[ox.Quad, ...] = ()
    ) -> Assembly:
        """Return what has been collected, after the quads that were there before."""
        return Assembly(
            quads=tuple(dict.fromkeys([*before, *self.quads])),
            infos=infos,
            origins=self.origins,
            entries=self.entries,
            problems=tuple(sorted(set(self.problems))),
            told=frozenset(self.told),
        )

    # -- rows ---------------------------------------------------------------------------------

    def register(self, record: Record) -> bool:
        """Make a row known to references; False where its id is taken."""
        entry = Entry(record.iri, record.claim, self._class(record), record.location())
        place = record.location(record.table.id_column)
        return self._enter(record.info.slug, record.identifier, entry, place)

    def _enter(self, slug: str, identifier: str, entry: Entry, place: Location) -> bool:
        first = self.entries.setdefault((slug, identifier), entry)
        if first is not entry:
            told, other = shorten(identifier), first.location.text
            self.problems.append(problem(place, "duplicate-id", identifier=told, place=other))
        return first is entry

    def _class(self, record: Record) -> str:
        for column in record.table.columns:
            if column.kind == "class" and record.cell(column):
                cell, place = record.cell(column), record.location(column)
                found = parse_cell(column, cell, self.schema, record.info.language, place)
                if isinstance(found, ox.NamedNode):
                    return found.value
        return record.table.class_iri

    def build(self, records: Sequence[Record]) -> None:
        """Add the quads of rows and of the statements about them, evidence filled in."""
        for record in records:
            self._build(record)
        self.quads += fill_in_evidence(records, self.quads, self.entries, self.problems)

    def _build(self, record: Record) -> None:
        slug = record.info.slug
        graph = ox.NamedNode(GRAPH[f"{slug}/external" if record.table.external else slug])
        self._subject(record, record.iri, record.table.columns, graph)
        self._add(record.iri, TYPE.value, ox.NamedNode(self._class(record)), graph)
        if record.table.evidence:
            self._subject(record, record.claim, record.table.evidence, graph)
            if not record.table.row_is_statement:
                self._add(record.claim, TYPE.value, ox.NamedNode(MR.Statement), graph)
                self._add(record.claim, str(MR.about), ox.NamedNode(record.iri), graph)

    def _subject(
        self, record: Record, subject: str, columns: Sequence[Column], graph: ox.NamedNode
    ) -> None:
        self.origins[subject, ""] = record.location()
        for column in columns:
            self.origins[subject, column.path] = record.location(column)
            known = len(self.problems)
            for term in self.terms(record, column):
                self._add(subject, column.path, term, graph)
            if len(self.problems) > known or (column.required and not record.has(column)):
                self.told.add((subject, column.path))

    def _add(self, subject: str, path: str, term: Term, graph: ox.NamedNode) -> None:
        self.quads.append(ox.Quad(ox.NamedNode(subject), ox.NamedNode(path), term, graph))

    # -- cells --------------------------------------------------------------------------------

    def terms(self, record: Record, column: Column) -> list[Term]:
        """Return what a row's cell stands for, adding what is wrong with it."""
        if column.is_id:
            return [ox.Literal(record.identifier)]
        cell = record.cell(column)
        parts = split_values(cell) if column.multiple else (cell,) if cell else ()
        if not parts:
            return self._of_empty(record, column)
        found = [self._term(record, column, part) for part in parts]
        self.problems.extend(item for item in found if isinstance(item, Problem))
        return [item for item in found if not isinstance(item, Problem)]

    def _of_empty(self, record: Record, column: Column) -> list[Term]:
        if column.default:
            return [ox.NamedNode(column.default)]
        if column.required and record.has(column) and column.path not in FILLED_IN:
            self.problems.append(missing_value(record.location(column), column, record.iri))
        return []

    def _term(self, record: Record, column: Column, value: str) -> Term | Problem:
        place = record.location(column)
        if column.kind == "reference":
            return self._reference(record, column, value, place)
        return parse_cell(column, value, self.schema, record.info.language, place)

    def _reference(
        self, record: Record, column: Column, value: str, place: Location
    ) -> ox.NamedNode | Problem:
        slug, _, identifier = value.rpartition("/")
        entry = self.entries.get((slug or record.info.slug, identifier))
        if entry is None:
            return self._dangling(column, value, slug or record.info.slug, place)
        if column.classes == (STATEMENT,):
            return ox.NamedNode(entry.claim)
        if column.classes and not self.schema.is_a(entry.class_iri, column.classes):
            return problem(
                place,
                "wrong-kind",
                value=shorten(value),
                found=self.schema.classes[entry.class_iri].label,
                wanted=listing(self.schema.classes[iri].label for iri in column.classes),
                place=entry.location.text,
            )
        return ox.NamedNode(entry.iri)

    def _dangling(self, column: Column, value: str, home: str, place: Location) -> Problem:
        slug, _, identifier = value.rpartition("/")
        if home not in self.slugs:
            guess = did_you_mean(slug, self.slugs)
            told, named = shorten(value), shorten(home)
            return problem(place, "unknown-dataset", value=told, slug=named, guess=guess)
        fitting = [
            other
            for (dataset, other), entry in self.entries.items()
            if dataset == home
            and (
                column.classes in ((), (STATEMENT,))
                or self.schema.is_a(entry.class_iri, column.classes)
            )
        ]
        guess = did_you_mean(identifier, fitting)
        guess = f"{slug}/{guess}" if slug and guess else guess
        return problem(place, "dangling-reference", value=shorten(value), guess=guess)

    # -- RDF ----------------------------------------------------------------------------------

    def adopt(self, dataset: RawDataset) -> None:
        """Take over the quads of an RDF file, and make its things known to references."""
        classes: dict[str, str] = {}
        identifiers: dict[str, str] = {}
        claims: dict[str, str] = {}
        place = Location(file=dataset.origin)
        self.origins[str(GRAPH[dataset.info.slug]), ""] = place
        for quad in dataset.quads:
            self.quads.append(quad)
            subject, value = quad.subject, quad.object
            if not isinstance(subject, ox.NamedNode) or isinstance(value, ox.Triple):
                continue
            self.origins.setdefault((subject.value, ""), place)
            if quad.predicate == TYPE and value.value in self.schema.classes:
                if not self.schema.is_a(classes.get(subject.value, ""), (value.value,)):
                    classes[subject.value] = value.value  # the most special one
            elif quad.predicate.value == str(DCTERMS.identifier):
                identifiers.setdefault(subject.value, value.value)
            elif quad.predicate.value == str(MR.about):
                claims.setdefault(value.value, subject.value)
        itself = str(GRAPH[dataset.info.slug])
        for subject_iri, identifier in identifiers.items():
            if subject_iri not in classes or subject_iri == itself:
                continue
            claim = f"{subject_iri}/claim"
            if self.schema.is_a(classes[subject_iri], (STATEMENT,)):
                claim = subject_iri
            elif claim not in classes:
                claim = claims.get(subject_iri, claim)
            entry = Entry(subject_iri, claim, classes[subject_iri], place)
            self._enter(dataset.info.slug, identifier, entry, place)


def assemble(datasets: Sequence[RawDataset], schema: Schema) -> Assembly:
    """Turn datasets that are to be loaded together, so that they can refer to each other, to quads.

    There is one graph a dataset, and one for identifiers from outside. Every problem is told, and
    nothing is raised.
    """
    assembler = _Assembler(schema, (dataset.info.slug for dataset in datasets))
    records: list[Record] = []
    repeated: list[Record] = []
    for dataset in assembler.first_of_each(datasets):
        assembler.problems.extend(dataset.problems)
        assembler.adopt(dataset)
        for record in read_records(dataset, schema, assembler.problems):
            (records if assembler.register(record) else repeated).append(record)
    assembler.build(records)
    for record in repeated:  # for what else may be wrong with them
        for column in record.table.all_columns:
            assembler.terms(record, column)
    infos = tuple(dataset.info for dataset in datasets)
    assembler.quads += describe(infos, assembler.quads, assembler.entries, assembler.problems)
    return assembler.assembly(infos)


def extend(assembly: Assembly, additions: Sequence[RawDataset], schema: Schema) -> Assembly:
    """Return a copy of an assembly with more rows, and the problems of these; it is not changed.

    `additions` are tables of rows that are to belong to datasets of the assembly, each with the
    settings of its dataset. They may refer to every row of the assembly and to each other.
    """
    assembler = _Assembler(schema, (info.slug for info in assembly.infos))
    assembler.entries.update(assembly.entries)
    assembler.origins.update(assembly.origins)
    assembler.told.update(assembly.told)
    records = [
        record
        for dataset in additions
        for record in read_records(dataset, schema, assembler.problems)
    ]
    assembler.build([record for record in records if assembler.register(record)])
    return assembler.assembly(assembly.infos, assembly.quads)
