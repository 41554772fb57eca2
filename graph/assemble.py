"""Turn raw tables into RDF: each row one node, and one statement about it with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from mellanrum.graph.cells import ID_PATTERN, MAX_ID, parse_cell
from mellanrum.graph.problems import did_you_mean, listing, problem, shorten
from mellanrum.graph.readers.info import slug_of
from mellanrum.graph.readers.raw import (
    DatasetInfo,
    RawDataset,
    RawRow,
    RawTable,
    split_values,
)
from mellanrum.graph.row_problems import (
    bad_id,
    cell_without_heading,
    dangling_reference,
    duplicate_id,
    missing_column,
    missing_source,
    missing_value,
    repeated_heading,
    repeated_slugs,
    unknown_dataset,
    unknown_heading,
    unknown_table,
)
from mellanrum.ontology.errors import Location, Problem
from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import DCTERMS, GRAPH, MR, RDF
from mellanrum.ontology.schema import Column, Schema, Table

__all__ = ["Assembly", "Entry", "assemble"]

TYPE = ox.NamedNode(RDF.type)
STATEMENT = str(MR.Statement)


@dataclass(frozen=True)
class Entry:
    """A row that others may refer to.

    `claim` is the node of the statement about the row; the row's own node where it is a statement.
    """

    iri: str
    claim: str
    class_iri: str
    location: Location


@dataclass(frozen=True)
class Assembly:
    """The quads of all datasets, where each came from, and what is wrong with the input."""

    quads: tuple[ox.Quad, ...]
    infos: tuple[DatasetInfo, ...]
    origins: Mapping[tuple[str, str], Location] = field(repr=False)
    entries: Mapping[tuple[str, str], Entry] = field(repr=False)
    problems: tuple[Problem, ...] = ()


@dataclass
class _Record:
    """A row with its columns known: the values of each cell, and its id."""

    info: DatasetInfo
    table: Table
    raw: RawTable
    row: RawRow
    values: dict[Column, tuple[int, str]]
    identifier: str = ""

    @property
    def iri(self) -> str:
        return f"{self.info.base}{self.info.slug}/{self.identifier}"

    @property
    def claim(self) -> str:
        return self.iri if self.table.row_is_statement else f"{self.iri}/claim"

    def location(self, column: Column | None = None) -> Location:
        if column is not None and column in self.values:
            return self.raw.location(self.row.number, self.values[column][0])
        place = self.raw.location(self.row.number)
        if column is None:
            return place
        return Location(place.file, place.table, place.row, column.name.sv, place.sheet, place.cell)


class _Assembler:
    """Collects quads and problems while the datasets are gone through."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.quads: list[ox.Quad] = []
        self.problems: list[Problem] = []
        self.origins: dict[tuple[str, str], Location] = {}
        self.entries: dict[tuple[str, str], Entry] = {}
        self.slugs: set[str] = set()

    # -- rows ---------------------------------------------------------------------------------

    def records(self, dataset: RawDataset) -> list[_Record]:
        """Return the rows of a dataset's tables with their columns known."""
        records: list[_Record] = []
        for raw in dataset.tables:
            table = self.schema.table(raw.name)
            if table is None:
                self.problems.append(unknown_table(raw, self.schema))
                continue
            columns = self._columns(raw, table)
            for row in raw.rows:
                records.append(self._record(dataset.info, table, raw, row, columns))
        return records

    def _columns(self, raw: RawTable, table: Table) -> dict[int, Column]:
        columns: dict[int, Column] = {}
        for index, heading in enumerate(raw.headings):
            if not heading:
                continue
            column = table.column(heading)
            if column is None:
                self.problems.append(unknown_heading(raw, index, table))
            elif column in columns.values():
                self.problems.append(repeated_heading(raw, index))
            else:
                columns[index] = column
        absent = [
            column
            for column in table.all_columns
            if column.required
            and not column.default
            and column not in columns.values()
            and not _filled_in(column)
        ]
        self.problems.extend(missing_column(raw, column) for column in absent)
        return columns

    def _record(
        self,
        info: DatasetInfo,
        table: Table,
        raw: RawTable,
        row: RawRow,
        columns: Mapping[int, Column],
    ) -> _Record:
        values: dict[Column, tuple[int, str]] = {}
        for index, cell in enumerate(row.cells):
            if cell and index in columns:
                values[columns[index]] = (index, cell)
            elif cell and not (index < len(raw.headings) and raw.headings[index]):
                self.problems.append(cell_without_heading(raw, row, index))
        record = _Record(info, table, raw, row, values)
        record.identifier = self._identifier(record)
        return record

    def _identifier(self, record: _Record) -> str:
        column = record.table.id_column
        if column in record.values:
            given = record.values[column][1]
            if ID_PATTERN.fullmatch(given) and len(given) <= MAX_ID:
                return given
            self.problems.append(bad_id(record.location(column), given))
            return slug_of(given)[:MAX_ID]
        if column.required:
            self.problems.append(missing_value(record.location(column), column, record.iri))
            return f"{record.table.key}-{record.row.number}".replace("_", "-")
        keys = [
            record.values[key][1]
            for key in record.table.columns
            if key.key and key in record.values
        ]
        made = "-".join(slug_of(part) for part in (record.table.key, *keys))
        return made[:MAX_ID].rstrip("-")

    def register(self, record: _Record) -> bool:
        """Make a row known to references; False where its id is taken."""
        key = (record.info.slug, record.identifier)
        location = record.location(record.table.id_column)
        if key in self.entries:
            self.problems.append(
                duplicate_id(location, record.identifier, self.entries[key].location)
            )
            return False
        self.entries[key] = Entry(record.iri, record.claim, self._class(record), record.location())
        return True

    def _class(self, record: _Record) -> str:
        for column in record.table.columns:
            if column.kind == "class" and column in record.values:
                found = parse_cell(
                    column, record.values[column][1], self.schema, "sv", record.location(column)
                )
                if isinstance(found, ox.NamedNode):
                    return found.value
        return record.table.class_iri

    # -- cells --------------------------------------------------------------------------------

    def build(self, record: _Record) -> None:
        """Add the quads of one row and of the statement about it."""
        slug = record.info.slug
        graph = ox.NamedNode(GRAPH[f"{slug}/external" if record.table.external else slug])
        node = ox.NamedNode(record.iri)
        claim = ox.NamedNode(record.claim)
        self.origins[record.iri, ""] = record.location()
        self.origins[record.claim, ""] = record.location()
        if not any(column.kind == "class" for column in record.table.columns):
            self._add(node, TYPE, ox.NamedNode(record.table.class_iri), graph)
        for column in record.table.columns:
            self._column(record, column, node, graph)
        if record.table.evidence:
            if not record.table.row_is_statement:
                self._add(claim, TYPE, ox.NamedNode(STATEMENT), graph)
                self._add(claim, ox.NamedNode(MR.about), node, graph)
            for column in record.table.evidence:
                self._column(record, column, claim, graph)

    def _column(
        self, record: _Record, column: Column, subject: ox.NamedNode, graph: ox.NamedNode
    ) -> None:
        self.origins[subject.value, column.path] = record.location(column)
        terms = self._terms(record, column)
        if terms is None:  # told already
            return
        if not terms and column.default:
            terms = [ox.NamedNode(column.default)]
        if not terms and column.required and not _filled_in(column):
            self.problems.append(missing_value(record.location(column), column, record.iri))
        for term in terms:
            self._add(subject, ox.NamedNode(column.path), term, graph)

    def _terms(self, record: _Record, column: Column) -> list[ox.NamedNode | ox.Literal] | None:
        if column.is_id:
            return [ox.Literal(record.identifier)]
        if column not in record.values:
            return []
        cell = record.values[column][1]
        location = record.location(column)
        parts: Iterable[str] = split_values(cell) if column.multiple else (cell,)
        terms: list[ox.NamedNode | ox.Literal] = []
        wrong = False
        for part in parts:
            found = self._term(record, column, part, location)
            if isinstance(found, Problem):
                self.problems.append(found)
                wrong = True
            else:
                terms.append(found)
        return None if wrong and not terms else terms

    def _term(
        self, record: _Record, column: Column, value: str, location: Location
    ) -> ox.NamedNode | ox.Literal | Problem:
        if column.kind == "reference":
            return self._reference(record, column, value, location)
        return parse_cell(column, value, self.schema, record.info.language, location)

    def _reference(
        self, record: _Record, column: Column, value: str, location: Location
    ) -> ox.NamedNode | Problem:
        slug, _, identifier = value.rpartition("/")
        entry = self.entries.get((slug or record.info.slug, identifier))
        if entry is None:
            return self._dangling(record, column, value, location)
        if column.classes == (STATEMENT,):
            return ox.NamedNode(entry.claim)
        if column.classes and not self.schema.is_a(entry.class_iri, column.classes):
            return self._wrong_class(column, value, entry, location)
        return ox.NamedNode(entry.iri)

    def _dangling(self, record: _Record, column: Column, value: str, location: Location) -> Problem:
        slug, _, identifier = value.rpartition("/")
        home = slug or record.info.slug
        if home not in self.slugs:
            guess = did_you_mean(slug, self.slugs)
            return unknown_dataset(location, value, home, guess)
        fitting = [
            other
            for (dataset, other), entry in self.entries.items()
            if dataset == home
            and (not column.classes or self.schema.is_a(entry.class_iri, column.classes))
        ]
        guess = did_you_mean(identifier, fitting)
        return dangling_reference(location, value, f"{slug}/{guess}" if slug and guess else guess)

    def _wrong_class(self, column: Column, value: str, entry: Entry, location: Location) -> Problem:
        found = self.schema.classes[entry.class_iri].label
        wanted = [self.schema.classes[iri].label for iri in column.classes]
        return problem(
            location,
            "wrong-kind",
            ("”{value}” är {found}.", "“{value}” is of kind {found}."),
            allowed=Text("Här väntas {sv}.", "Expected here: {en}.").format(
                sv=listing(label.sv for label in wanted).sv,
                en=listing(label.en for label in wanted).en,
            ),
            hint=("Raden står i {place}.", "The row stands in {place}."),
            value=shorten(value),
            found=found,
            place=Text(entry.location.say("sv"), entry.location.say("en")),
        )

    def _add(
        self,
        subject: ox.NamedNode,
        predicate: ox.NamedNode,
        term: ox.NamedNode | ox.Literal,
        graph: ox.NamedNode,
    ) -> None:
        self.quads.append(ox.Quad(subject, predicate, term, graph))

    # -- RDF ----------------------------------------------------------------------------------

    def adopt(self, dataset: RawDataset) -> None:
        """Take over the quads of an RDF file, and make its things known to references."""
        types: dict[str, str] = {}
        identifiers: dict[str, str] = {}
        place = Location(file=dataset.origin)
        for quad in dataset.quads:
            self.quads.append(quad)
            subject = str(getattr(quad.subject, "value", ""))
            self.origins.setdefault((subject, ""), place)
            if quad.predicate == TYPE and str(quad.object.value).startswith(str(MR)):  # type: ignore[union-attr]
                types[subject] = str(quad.object.value)  # type: ignore[union-attr]
            elif quad.predicate.value == str(DCTERMS.identifier):
                identifiers[subject] = str(quad.object.value)  # type: ignore[union-attr]
        for subject, identifier in identifiers.items():
            if subject in types:
                is_claim = self.schema.is_a(types[subject], (STATEMENT,))
                claim = subject if is_claim else f"{subject}/claim"
                key = (dataset.info.slug, identifier)
                self.entries.setdefault(key, Entry(subject, claim, types[subject], place))


def assemble(datasets: Sequence[RawDataset], schema: Schema) -> Assembly:
    """Turn datasets into quads.

    Parameters
    ----------
    datasets : sequence of RawDataset
        All that are to be loaded together, so that they can refer to each other.
    schema : Schema
        The tables and their columns.

    Returns
    -------
    Assembly
        Quads in one graph a dataset (and one for identifiers from outside), the place that each
        node and value came from, and every problem found; nothing is raised.
    """
    assembler = _Assembler(schema)
    assembler.slugs = {dataset.info.slug for dataset in datasets}
    assembler.problems.extend(repeated_slugs(datasets))
    records: list[_Record] = []
    for dataset in datasets:
        assembler.adopt(dataset)
        records += [record for record in assembler.records(dataset) if assembler.register(record)]
    for record in records:
        assembler.build(record)
    _fill_in_evidence(assembler, records)
    for dataset in datasets:
        _describe(assembler, dataset.info)
    return Assembly(
        quads=tuple(dict.fromkeys(assembler.quads)),
        infos=tuple(dataset.info for dataset in datasets),
        origins=assembler.origins,
        entries=assembler.entries,
        problems=tuple(sorted(set(assembler.problems))),
    )


# Columns of the evidence that are filled in from the source where the cell is empty.
_FILLED_IN = {str(MR.source), str(MR.voice), str(MR.observedAt)}


def _filled_in(column: Column) -> bool:
    return column.path in _FILLED_IN


def _fill_in_evidence(assembler: _Assembler, records: Sequence[_Record]) -> None:
    """Give each statement the source, voice and date that an empty cell stands for."""
    values: dict[tuple[str, str], ox.NamedNode | ox.Literal] = {}
    for quad in assembler.quads:
        if isinstance(quad.subject, ox.NamedNode) and isinstance(
            quad.object, ox.NamedNode | ox.Literal
        ):
            values[quad.subject.value, quad.predicate.value] = quad.object
    for record in records:
        if record.table.evidence:
            _fill_in_row(assembler, record, values)


def _fill_in_row(
    assembler: _Assembler,
    record: _Record,
    values: Mapping[tuple[str, str], ox.NamedNode | ox.Literal],
) -> None:
    graph = ox.NamedNode(GRAPH[record.info.slug])
    claim = ox.NamedNode(record.claim)
    source = values.get((record.claim, str(MR.source))) or _default_source(assembler, record)
    if source is None:
        column = next(c for c in record.table.evidence if c.path == str(MR.source))
        if column not in record.values:
            assembler.problems.append(missing_source(record.location(column), record.iri))
        return
    fallbacks = {
        str(MR.source): source,
        str(MR.voice): values.get((str(source.value), str(MR.issuer))),
        str(MR.observedAt): values.get((str(source.value), str(DCTERMS.date))),
    }
    for path, term in fallbacks.items():
        if (record.claim, path) not in values and term is not None:
            assembler.quads.append(ox.Quad(claim, ox.NamedNode(path), term, graph))


def _default_source(assembler: _Assembler, record: _Record) -> ox.NamedNode | None:
    if record.table.class_iri == str(MR.SourceDocument):
        return ox.NamedNode(record.iri)
    entry = assembler.entries.get((record.info.slug, record.info.source))
    return ox.NamedNode(entry.iri) if entry else None


def _describe(assembler: _Assembler, info: DatasetInfo) -> None:
    """Say in the dataset's graph what the dataset is."""
    graph = ox.NamedNode(GRAPH[info.slug])
    add = assembler._add
    add(graph, TYPE, ox.NamedNode(MR.Dataset), graph)
    add(graph, ox.NamedNode(DCTERMS.identifier), ox.Literal(info.slug), graph)
    for predicate, text in ((DCTERMS.title, info.title), (DCTERMS.description, info.description)):
        if text.sv or text.en:
            add(graph, ox.NamedNode(predicate), ox.Literal(text.sv, language="sv"), graph)
            add(graph, ox.NamedNode(predicate), ox.Literal(text.en, language="en"), graph)
    if info.licence:
        add(graph, ox.NamedNode(DCTERMS.license), ox.NamedNode(info.licence), graph)
    if info.municipality_code:
        code = ox.Literal(info.municipality_code)
        add(graph, ox.NamedNode(MR.municipalityCode), code, graph)
    municipality = _municipality(assembler, info)
    if municipality:
        add(graph, ox.NamedNode(DCTERMS.spatial), ox.NamedNode(municipality), graph)


def _municipality(assembler: _Assembler, info: DatasetInfo) -> str:
    entry = assembler.entries.get((info.slug, info.municipality))
    if entry is not None:
        return entry.iri
    if info.municipality:
        municipalities = [
            identifier
            for (slug, identifier), other in assembler.entries.items()
            if slug == info.slug and other.class_iri == str(MR.Municipality)
        ]
        guess = did_you_mean(info.municipality, municipalities)
        place = Location(file=info.slug, column="municipality")
        assembler.problems.append(dangling_reference(place, info.municipality, guess))
    found = [
        other.iri
        for (slug, _), other in assembler.entries.items()
        if slug == info.slug and other.class_iri == str(MR.Municipality)
    ]
    return found[0] if len(found) == 1 else ""
