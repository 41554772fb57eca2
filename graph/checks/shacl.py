"""Check datasets against the SHACL shapes, and tell each result by its row and column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from mellanrum.graph.problems import AND, listing, problem, shorten
from mellanrum.graph.standing.facts import Facts
from mellanrum.graph.tables.assemble import Assembly
from mellanrum.ontology.errors import Location, Problem
from mellanrum.ontology.language import Text
from mellanrum.ontology.load import concepts_graph
from mellanrum.ontology.namespaces import GRAPH, RDF, RDFS, SH, SKOS
from mellanrum.ontology.schema import Column, Schema

__all__ = ["check_shapes", "dataset_graph"]

# Component of SHACL → the problem in problems.csv; others are a bad value.
COMPONENTS = {
    "MinCountConstraintComponent": "missing-value",
    "QualifiedMinCountConstraintComponent": "missing-value",
    "MaxCountConstraintComponent": "too-many-values",
    "UniqueLangConstraintComponent": "too-many-values:language",
    "QualifiedMaxCountConstraintComponent": "too-many-values",
    "XoneConstraintComponent": "one-of",
    "NotConstraintComponent": "forbidden",
}


def dataset_graph(assembly: Assembly, facts: Facts, schema: Schema, slug: str) -> Graph:
    """Return one dataset as the rdflib graph that the shapes are checked against.

    Beside the dataset's own triples it holds the class hierarchy, the classes of nodes in other
    datasets that it refers to, and the scheme of each concept it uses.
    """
    own = {str(GRAPH[slug]), str(GRAPH[f"{slug}/external"])}
    quads = [quad for quad in assembly.quads if getattr(quad.graph_name, "value", "") in own]
    triples = [ox.Triple(quad.subject, quad.predicate, quad.object) for quad in quads]
    graph = Graph()
    text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    assert text is not None
    graph.parse(data=text, format="ox-nt")  # of oxrdflib
    nodes = {
        term.value
        for quad in quads
        for term in (quad.subject, quad.object)
        if isinstance(term, ox.NamedNode)
    }
    for node in nodes:
        for class_iri in facts.types(node):
            graph.add((URIRef(node), RDF.type, URIRef(class_iri)))
        for scheme in concepts_graph().objects(URIRef(node), SKOS.inScheme):
            graph.add((URIRef(node), SKOS.inScheme, scheme))
            graph.add((URIRef(node), RDF.type, SKOS.Concept))
    for table in schema.tables:
        graph.add((URIRef(table.iri), RDF.type, SH.NodeShape))
    for class_iri, ancestors in schema.superclasses.items():
        for ancestor in ancestors:
            graph.add((URIRef(class_iri), RDFS.subClassOf, URIRef(ancestor)))
    return graph


def check_shapes(assembly: Assembly, facts: Facts, schema: Schema) -> list[Problem]:
    """Check every dataset against the shapes of the schema, one at a time.

    What the assembly tells already is not told twice, nor are references to nowhere, which
    `mellanrum.graph.checks.coherence.check_references` tells.

    """
    from pyshacl import validate  # imported here because it takes half a second

    problems: list[Problem] = []
    for slug in sorted({info.slug for info in assembly.infos}):
        data = dataset_graph(assembly, facts, schema, slug)
        _, report, _ = validate(data, shacl_graph=schema.shapes, inplace=True)
        for result in _each_once(tuple(_results(report)), schema):
            paths = result.paths or _paths(schema.shapes, result.shape)
            told = any((result.focus, path) in assembly.told for path in paths)
            if _is_foreign(result, facts, slug):  # a row of another dataset, told there
                continue
            if not told and not _is_nowhere(result, facts, schema):
                problems.append(_as_problem(result, slug, assembly, facts, schema))
    return problems


def _each_once(results: Sequence[_Result], schema: Schema) -> Iterator[_Result]:
    """Yield results, but not that none of several ways fits where a cell of one is told of."""
    cells = {(result.focus, path) for result in results for path in result.paths}
    for result in results:
        ways = _paths(schema.shapes, result.shape)
        if result.paths or not any((result.focus, path) in cells for path in ways):
            yield result


def _is_foreign(result: _Result, facts: Facts, slug: str) -> bool:
    """Tell whether a result is about a row of another dataset, here only as something named."""
    own = str(GRAPH[slug])
    home = facts.graph_of.get(result.focus, own).removesuffix("/external")
    return home.startswith(str(GRAPH)) and home != own


@dataclass(frozen=True)
class _Result:
    """One result of a SHACL report."""

    focus: str
    paths: tuple[str, ...]
    value: Node | None
    component: str
    shape: Node | None


def _results(report: Graph) -> Iterator[_Result]:
    for node in report.subjects(RDF.type, SH.ValidationResult):
        component = str(report.value(node, SH.sourceConstraintComponent))
        yield _Result(
            focus=str(report.value(node, SH.focusNode)),
            paths=tuple(str(path) for path in report.objects(node, SH.resultPath)),
            value=report.value(node, SH.value),
            component=component.removeprefix(str(SH)),
            shape=report.value(node, SH.sourceShape),
        )


def _paths(shapes: Graph, shape: Node | None) -> tuple[str, ...]:
    """Return the properties that the alternatives of a node shape are about."""
    return tuple(
        str(path)
        for alternatives in shapes.objects(shape, SH.xone)
        for alternative in Collection(shapes, alternatives)
        for column in shapes.objects(alternative, SH.property)
        for path in shapes.objects(column, SH.path)
    )


def _said_by_shape(shapes: Graph, shape: Node | None) -> Text:
    """Return what a shape says to whoever breaks it; empty where it says nothing."""
    told = {
        message.language: str(message)
        for message in shapes.objects(shape, SH.message)
        if isinstance(message, Literal)
    }
    return Text(told.get("sv", ""), told.get("en", ""))


def _is_nowhere(result: _Result, facts: Facts, schema: Schema) -> bool:
    """Tell whether a reference is refused only because nothing describes what it refers to."""
    column = _column(schema, facts, result)
    is_reference = column is not None and column.kind == "reference"
    known = facts.graph_of
    return is_reference and isinstance(result.value, URIRef) and str(result.value) not in known


def _as_problem(
    result: _Result, slug: str, assembly: Assembly, facts: Facts, schema: Schema
) -> Problem:
    column = _column(schema, facts, result)
    path = "".join(result.paths[:1])
    value = result.value
    return problem(
        _location(assembly, slug, result.focus, path),
        COMPONENTS.get(result.component, "bad-value"),
        allowed=_allowed(column, schema),
        iri=result.focus,
        name=column.name if column else Text(path, path),
        said=_said_by_shape(schema.shapes, result.shape),
        value=shorten(str(value)) if isinstance(value, Literal | URIRef) else "",
    )


def _location(assembly: Assembly, slug: str, focus: str, path: str) -> Location:
    for key in ((focus, path), (focus, ""), (str(GRAPH[slug]), "")):
        if key in assembly.origins:
            return assembly.origins[key]
    return Location()


def _column(schema: Schema, facts: Facts, result: _Result) -> Column | None:
    """Return the column that a result is about, in a table for the node's class if there is one."""
    classes = facts.types(result.focus)
    tables = sorted(
        schema.tables,
        key=lambda table: not any(schema.is_a(each, (table.class_iri,)) for each in classes),
    )
    columns = (column for table in tables for column in table.all_columns)
    return next((column for column in columns if column.path in result.paths), None)


def _allowed(column: Column | None, schema: Schema) -> Text | None:
    if column is None:
        return None
    if column.kind in ("concept", "class", "table"):
        known = listing((choice.label for choice in schema.choices(column)), AND)
        return Text("Tillåtna är {known}.", "Allowed are {known}.").format(known=known)
    return column.help
