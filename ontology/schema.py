"""The schema of the tables, read from the SHACL shapes: nothing about a column is written twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Literal as OneOf

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from mellanrum.ontology.language import Language, Text, fold
from mellanrum.ontology.load import concepts_graph, shapes_graph, vocabulary_graph
from mellanrum.ontology.namespaces import DCTERMS, MR, RDFS, SH, XSD
from mellanrum.ontology.vocabularies import (
    Concept,
    bilingual,
    read_concept,
    read_schemes,
    schema_error,
)

__all__ = [
    "Column",
    "Concept",
    "Schema",
    "TableShape",
    "ValueKind",
    "fold",
    "load_schema",
    "norms_schema",
    "read_schema",
]

ValueKind = OneOf[
    "id",
    "text",
    "string",
    "integer",
    "boolean",
    "date",
    "iri",
    "concept",
    "class",
    "table",
    "reference",
]

_DATATYPES: Mapping[Node, ValueKind] = {
    RDF.langString: "text",
    XSD.string: "string",
    XSD.integer: "integer",
    XSD.boolean: "boolean",
}


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    path : str
        IRI of the property that the column holds.
    kind : str
        How a cell is read.
    scheme : str
        IRI of the concept scheme, for kind ``concept``.
    classes : tuple of str
        IRIs of the classes referred to (kind ``reference``) or chosen from (kind ``class``);
        empty where a reference may be to any row.
    default : str
        IRI of the concept that an empty cell stands for, or the empty string.
    """

    path: str
    name: Text
    help: Text
    kind: ValueKind
    order: float
    required: bool = False
    multiple: bool = True
    key: bool = False
    scheme: str = ""
    classes: tuple[str, ...] = ()
    default: str = ""
    pattern: str = ""
    max_length: int = 0

    @property
    def is_id(self) -> bool:
        """Whether the column holds the row's identifier."""
        return self.path == str(DCTERMS.identifier)


@dataclass(frozen=True)
class TableShape:
    """One table: a node shape with its columns, the evidence columns last."""

    iri: str
    name: Text
    help: Text
    class_iri: str
    order: int
    columns: tuple[Column, ...]
    evidence: tuple[Column, ...]
    starter: bool = False
    external: bool = False
    row_is_statement: bool = False

    @property
    def key(self) -> str:
        """The table's English name as a file name without ending, such as ``contact_points``."""
        return fold(self.name.en).replace(" ", "_")

    @property
    def choice(self) -> Concept:
        """The table as what a cell of kind ``table`` may hold."""
        return Concept(self.iri, self.key, self.name, self.help, self.name, self.order)

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """The table's own columns and the evidence columns."""
        return self.columns + self.evidence

    @property
    def id_column(self) -> Column:
        """The column that holds the row's identifier."""
        return next(column for column in self.columns if column.is_id)

    def column(self, heading: str) -> Column | None:
        """Return the column that a heading names in either language, or None."""
        wanted = fold(heading)
        for column in self.all_columns:
            if wanted in (fold(column.name.sv), fold(column.name.en)):
                return column
        return None


@dataclass(frozen=True)
class Schema:
    """All tables, the concept schemes they draw on, the class hierarchy, and the shapes.

    `shapes` is what the tables were read from, so that validation follows the same columns; shared,
    so do not change it.
    """

    tables: tuple[TableShape, ...]
    schemes: Mapping[str, tuple[Concept, ...]]
    classes: Mapping[str, Concept]
    superclasses: Mapping[str, frozenset[str]] = field(repr=False)
    shapes: Graph = field(repr=False, compare=False)

    @cached_property
    def labels(self) -> Mapping[str, Mapping[Language, str]]:
        """The name of each concept in each language, by IRI."""
        every = (concept for concepts in self.schemes.values() for concept in concepts)
        return {one.iri: {"sv": one.label.sv, "en": one.label.en} for one in every}

    def table(self, name: str) -> TableShape | None:
        """Return the table that a file or sheet name means in either language, or None."""
        wanted = fold(name)
        for table in self.tables:
            if wanted in (fold(table.name.sv), fold(table.name.en)):
                return table
        return None

    def choices(self, column: Column) -> tuple[Concept, ...]:
        """Return what a cell of kind ``concept``, ``class`` or ``table`` may hold."""
        if column.kind == "concept":
            return self.schemes[column.scheme]
        if column.kind == "table":
            return tuple(table.choice for table in self.tables)
        return tuple(self.classes[iri] for iri in column.classes)

    def is_a(self, class_iri: str, ancestors: Iterable[str]) -> bool:
        """Tell whether a class is, or descends from, one of `ancestors`."""
        above = self.superclasses.get(class_iri, frozenset())
        return any(ancestor == class_iri or ancestor in above for ancestor in ancestors)

    def concept(self, iri: str) -> Concept | None:
        """Return the concept with this IRI, or None."""
        for concepts in self.schemes.values():
            for concept in concepts:
                if concept.iri == iri:
                    return concept
        return self.classes.get(iri)


def load_schema() -> Schema:
    """Return the schema of the bundled ontology."""
    return _bundled()


@cache
def _bundled() -> Schema:
    return read_schema(shapes_graph(), concepts_graph(), vocabulary_graph())


@cache
def norms_schema() -> Schema:
    """Return the schema of a catalogue of norms: one table, which no dataset has."""
    shapes = shapes_graph()
    [shape] = shapes.subjects(MR.catalogueTable, Literal(True))
    table = _table(shapes, shape, (), _superclasses(vocabulary_graph()))
    return replace(load_schema(), tables=(table,))


def read_schema(shapes: Graph, concepts: Graph, vocabulary: Graph) -> Schema:
    """Read the table schema from SHACL shapes.

    Parameters
    ----------
    shapes : rdflib.Graph
        Node shapes with ``mr:tableOrder``, one a table, and the shape of the evidence columns.
    concepts : rdflib.Graph
        SKOS concept schemes that the shapes refer to.
    vocabulary : rdflib.Graph
        Classes with labels and ``rdfs:subClassOf``.

    Raises
    ------
    SchemaError
        If a column lacks a name in a language or has no type that a cell can be read as.
    """
    superclasses = _superclasses(vocabulary)
    evidence_shape = shapes.value(predicate=MR.evidenceShape, object=Literal(True))
    if evidence_shape is None:
        raise schema_error(
            "shapes.ttl", "mrs:Evidence", Text("belägg saknas", "the evidence shape is missing")
        )
    evidence = _columns(shapes, evidence_shape)
    tables = [
        _table(shapes, shape, evidence, superclasses)
        for shape in shapes.subjects(MR.tableOrder, None, unique=True)
    ]
    classes = {
        str(iri): read_concept(vocabulary, iri, str(iri).removeprefix(str(MR)), RDFS.label)
        for iri in vocabulary.subjects(RDF.type, None, unique=True)
        if isinstance(iri, URIRef) and str(iri).startswith(str(MR)) and str(iri) in superclasses
    }
    return Schema(
        tables=tuple(sorted(tables, key=lambda table: table.order)),
        schemes=read_schemes(concepts),
        classes=classes,
        superclasses=superclasses,
        shapes=shapes,
    )


def _superclasses(vocabulary: Graph) -> dict[str, frozenset[str]]:
    classes = {iri for iri in vocabulary.subjects(RDF.type, None) if _is_class(vocabulary, iri)}
    return {
        str(iri): frozenset(
            str(other)
            for other in vocabulary.transitive_objects(iri, RDFS.subClassOf)
            if other != iri and other in classes
        )
        for iri in sorted(classes, key=str)
    }


def _is_class(vocabulary: Graph, iri: Node) -> bool:
    owl_class = URIRef("http://www.w3.org/2002/07/owl#Class")
    return str(iri).startswith(str(MR)) and (iri, RDF.type, owl_class) in vocabulary


def _table(
    shapes: Graph, shape: Node, evidence: tuple[Column, ...], lineage: Mapping[str, frozenset[str]]
) -> TableShape:
    target = str(shapes.value(shape, SH.targetClass))
    external = (shape, MR.externalTable, Literal(True)) in shapes
    return TableShape(
        iri=str(shape),
        name=bilingual(shapes, shape, RDFS.label),
        help=bilingual(shapes, shape, RDFS.comment),
        class_iri=target,
        order=int(str(shapes.value(shape, MR.tableOrder) or 0)),
        columns=_columns(shapes, shape),
        evidence=() if external else evidence,
        starter=(shape, MR.starterTable, Literal(True)) in shapes,
        external=external,
        row_is_statement=str(MR.Statement) in lineage.get(target, frozenset()) | {target},
    )


def _columns(shapes: Graph, shape: Node) -> tuple[Column, ...]:
    columns = [_column(shapes, node) for node in shapes.objects(shape, SH.property)]
    return tuple(sorted(columns, key=lambda column: (column.order, column.name.en)))


def _column(shapes: Graph, node: Node) -> Column:
    kind, classes, scheme = _value_kind(shapes, node)
    maximum = shapes.value(node, SH.maxCount)
    single = (
        (maximum is not None and int(str(maximum)) == 1)
        or (node, SH.uniqueLang, Literal(True)) in shapes
        or kind == "class"
    )
    minimum = shapes.value(node, SH.minCount) or shapes.value(node, SH.qualifiedMinCount)
    length = shapes.value(node, SH.maxLength)
    return Column(
        path=str(shapes.value(node, SH.path)),
        name=bilingual(shapes, node, SH.name),
        help=bilingual(shapes, node, SH.description),
        kind=kind,
        order=float(str(shapes.value(node, SH.order) or 0)),
        required=minimum is not None and int(str(minimum)) > 0,
        multiple=not single,
        key=(node, MR.keyColumn, Literal(True)) in shapes,
        scheme=scheme,
        classes=classes,
        default=str(shapes.value(node, SH.defaultValue) or ""),
        pattern=str(shapes.value(node, SH.pattern) or ""),
        max_length=int(str(length)) if length is not None else 0,
    )


def _value_kind(shapes: Graph, node: Node) -> tuple[ValueKind, tuple[str, ...], str]:
    if shapes.value(node, SH.path) == DCTERMS.identifier:
        return "id", (), ""
    qualified = shapes.value(node, SH.qualifiedValueShape)
    if qualified is not None:
        members = Collection(shapes, _required(shapes, qualified, SH["in"]))
        return "class", tuple(str(item) for item in members), ""
    nested = shapes.value(node, SH.node)
    if nested is not None:
        inner = _required(shapes, nested, SH.property)
        return "concept", (), str(_required(shapes, inner, SH.hasValue))
    datatype = shapes.value(node, SH.datatype)
    if datatype is not None and datatype in _DATATYPES:
        return _DATATYPES[datatype], (), ""
    return _reference_or_date(shapes, node)


def _reference_or_date(shapes: Graph, node: Node) -> tuple[ValueKind, tuple[str, ...], str]:
    options = shapes.value(node, SH["or"])
    members = list(Collection(shapes, options)) if options is not None else []
    if any(shapes.value(member, SH.datatype) == XSD.date for member in members):
        return "date", (), ""
    if shapes.value(node, SH.nodeKind) != SH.IRI:
        raise schema_error(
            "shapes.ttl",
            str(shapes.value(node, SH.path)),
            Text("kolumnen har ingen typ som går att läsa", "the column has no readable type"),
        )
    if shapes.value(node, SH.pattern) is not None:  # an address outside the dataset
        return "iri", (), ""
    if shapes.value(node, SH["class"]) == SH.NodeShape:
        return "table", (), ""
    targets = [shapes.value(member, SH["class"]) for member in members]
    targets += list(shapes.objects(node, SH["class"]))
    return "reference", tuple(str(target) for target in targets if target is not None), ""


def _required(graph: Graph, subject: Node, predicate: URIRef) -> Node:
    value = graph.value(subject, predicate)
    if value is None:
        raise schema_error(
            "shapes.ttl", str(subject), Text(f"{predicate} saknas", f"{predicate} is missing")
        )
    return value
