"""Check datasets against the SHACL shapes, and tell each result by its row and column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import oxrdflib  # noqa: F401  (registers the Oxigraph parsers with rdflib)
import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from mellanrum.graph.assemble import Assembly
from mellanrum.graph.facts import Facts
from mellanrum.graph.problems import listing, problem, shorten
from mellanrum.ontology.errors import Location, Problem
from mellanrum.ontology.language import Text
from mellanrum.ontology.load import concepts_graph, shapes_graph
from mellanrum.ontology.namespaces import GRAPH, RDF, RDFS, SH, SKOS
from mellanrum.ontology.schema import Column, Schema

__all__ = ["check_shapes", "dataset_graph"]

# Component of SHACL -> (code, message in Swedish, in English)
COMPONENTS: Mapping[str, tuple[str, str, str]] = {
    "MinCountConstraintComponent": (
        "missing-value",
        "Värde saknas i ”{name}”.",
        "There is no value in “{name}”.",
    ),
    "QualifiedMinCountConstraintComponent": (
        "missing-value",
        "Värde saknas i ”{name}”.",
        "There is no value in “{name}”.",
    ),
    "MaxCountConstraintComponent": (
        "too-many-values",
        "”{name}” har flera värden men får bara ha ett.",
        "“{name}” has several values but may have only one.",
    ),
    "UniqueLangConstraintComponent": (
        "too-many-values",
        "”{name}” har flera texter på samma språk.",
        "“{name}” has several texts in one language.",
    ),
    "QualifiedMaxCountConstraintComponent": (
        "too-many-values",
        "”{name}” har flera värden men får bara ha ett.",
        "“{name}” has several values but may have only one.",
    ),
    "XoneConstraintComponent": (
        "one-of",
        "Raden ska ange antingen deltagare eller deltagande sektor, inte båda och inte ingen.",
        "The row must name either a participant or a participant sector, not both and not neither.",
    ),
    "NotConstraintComponent": (
        "forbidden",
        "Uppgifter om enskilda personer får inte finnas i en datamängd.",
        "Facts about individuals may not be in a dataset.",
    ),
}
OTHERWISE = (
    "bad-value",
    "Värdet ”{value}” i ”{name}” är inte tillåtet.",
    "The value “{value}” in “{name}” is not allowed.",
)


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
    graph.parse(data=text, format="ox-nt")
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
    for class_iri, ancestors in schema.superclasses.items():
        for ancestor in ancestors:
            graph.add((URIRef(class_iri), RDFS.subClassOf, URIRef(ancestor)))
    return graph


def check_shapes(
    assembly: Assembly, facts: Facts, schema: Schema, told: Iterable[Problem]
) -> list[Problem]:
    """Check every dataset against the shapes, one at a time.

    Parameters
    ----------
    assembly : Assembly
        What was read.
    facts : Facts
        Its quads, indexed.
    schema : Schema
        For the names of columns and what they allow.
    told : iterable of Problem
        Problems found already; results about the same rows are not told twice.

    Returns
    -------
    list of Problem
    """
    from pyshacl import validate  # imported here because it takes half a second

    rows = {(item.location.file, item.location.row) for item in told}
    problems: list[Problem] = []
    for slug in sorted({info.slug for info in assembly.infos}):
        data = dataset_graph(assembly, facts, schema, slug)
        _, report, _ = validate(data, shacl_graph=shapes_graph(), inplace=True)
        for result in report.subjects(RDF.type, SH.ValidationResult):
            found = _as_problem(report, result, assembly, schema)
            if (found.location.file, found.location.row) not in rows:
                problems.append(found)
    return problems


def _as_problem(report: Graph, result: Node, assembly: Assembly, schema: Schema) -> Problem:
    focus = str(report.value(result, SH.focusNode))
    path = str(report.value(result, SH.resultPath) or "")
    value = report.value(result, SH.value)
    component = str(report.value(result, SH.sourceConstraintComponent)).rpartition("#")[2]
    code, sv, en = COMPONENTS.get(component, OTHERWISE)
    column = _column(schema, path)
    name = column.name if column else Text(path, path)
    return problem(
        _location(assembly, focus, path),
        code,
        (sv, en),
        allowed=_allowed(column, schema),
        iri=focus,
        name=name,
        value=shorten(str(value)) if isinstance(value, Literal | URIRef) else "",
    )


def _location(assembly: Assembly, focus: str, path: str) -> Location:
    exact = assembly.origins.get((focus, path))
    return exact or assembly.origins.get((focus, "")) or Location()


def _column(schema: Schema, path: str) -> Column | None:
    for table in schema.tables:
        for column in table.all_columns:
            if column.path == path:
                return column
    return None


def _allowed(column: Column | None, schema: Schema) -> Text | None:
    if column is None:
        return None
    if column.kind in ("concept", "class"):
        labels = [choice.label for choice in schema.choices(column)]
        return Text(
            f"Tillåtna är {listing((label.sv for label in labels), Text('och', 'and')).sv}.",
            f"Allowed are {listing((label.en for label in labels), Text('och', 'and')).en}.",
        )
    return column.help
