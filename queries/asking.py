"""The values that a question, or whoever asks, gives by name: rows, concepts, dates and numbers."""

from __future__ import annotations

from collections.abc import Mapping

from rdflib import Literal, URIRef
from rdflib.term import Node

from mellanrum.graph.problems import did_you_mean, problem, shorten
from mellanrum.graph.tables.entry import Entries, find_entry
from mellanrum.ontology.errors import Location, QueryError
from mellanrum.ontology.namespaces import CONCEPT
from mellanrum.ontology.schema import Schema, fold
from mellanrum.queries.questions import Parameter, Question, literal_of, unknown_parameter

__all__ = ["bindings", "concept_named", "term_of"]


def bindings(
    question: Question, given: Mapping[str, object], schema: Schema, entries: Entries
) -> dict[str, Node]:
    """Return the term of each parameter of a question that has a value, given or by default.

    Raises
    ------
    QueryError
        If a parameter is unknown, or a value does not fit it.
    """
    known = {parameter.name: parameter for parameter in question.parameters}
    for name in given:
        if name not in known:
            raise QueryError(unknown_parameter(question, name))
    values = {p.name: p.default for p in question.parameters if p.default} | dict(given)
    return {
        name: value if isinstance(value, Node) else _bound(known[name], str(value), schema, entries)
        for name, value in values.items()
        if value not in (None, "")
    }


def _bound(parameter: Parameter, value: str, schema: Schema, entries: Entries) -> Node:
    if parameter.type == "concept":
        return URIRef(concept_named(schema, parameter.scheme, value, parameter.name))
    if parameter.type == "iri":
        return URIRef(value if "://" in value else find_entry(entries, value).iri)
    return literal_of(parameter, value)


def concept_named(schema: Schema, scheme: str, name: str, called: str) -> str:
    """Return the IRI of a concept that is named by slug, label or IRI.

    `called` is what a message calls the place where the name was given.

    Raises
    ------
    QueryError
        If the scheme has none of that name.
    """
    choices = schema.schemes.get(str(CONCEPT[scheme]), ())
    for concept in choices:
        if fold(name) in {fold(each) for each in concept.names} or name == concept.iri:
            return concept.iri
    raise QueryError(
        problem(
            Location(),
            "bad-parameter:concept",
            name=called,
            value=shorten(name),
            guess=did_you_mean(name, [each for concept in choices for each in concept.names]),
        )
    )


def term_of(value: object) -> Node:
    """Return the term that a value for a variable of a query stands for."""
    if isinstance(value, Node):
        return value
    return URIRef(str(value)) if "://" in str(value) else Literal(value)
