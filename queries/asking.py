"""Questions put to a store, and the values that they are given by name: rows, concepts, dates."""

from __future__ import annotations

from collections.abc import Mapping

from rdflib import Literal, URIRef
from rdflib.term import Node

from mellanrum.graph.problems import did_you_mean, problem, shorten
from mellanrum.graph.store import EmbeddedStore
from mellanrum.graph.table import Table
from mellanrum.graph.tables.entry import Entries, find_entry
from mellanrum.ontology.errors import Location, QueryError
from mellanrum.ontology.namespaces import CONCEPT
from mellanrum.ontology.schema import Schema, fold
from mellanrum.queries.questions import (
    Parameter,
    Question,
    find_question,
    literal_of,
    unknown_parameter,
    unknown_question,
)

__all__ = ["answer", "concept_named"]


def answer(
    store: EmbeddedStore,
    question: str,
    parameters: Mapping[str, object],
    schema: Schema,
    entries: Entries,
) -> Table:
    """Answer a named question, or a SPARQL query.

    Parameters
    ----------
    store : EmbeddedStore
        What is asked.
    question : str
        Name or id of a question, or the text of a SPARQL 1.1 query.
    parameters : mapping
        Values of the question's parameters, or terms for variables of a SPARQL query. A row is
        named ``dataset/id``.
    schema, entries
        What concepts and rows are called.

    Raises
    ------
    QueryError
        If the question is unknown, a parameter does not fit, or the text is not valid SPARQL or
        would reach outside the store.
    """
    named = find_question(question)
    if named is not None:
        return store.query(named.sparql, _bindings(named, parameters, schema, entries))
    if not any(mark in question for mark in " {\n"):
        raise QueryError(unknown_question(question))
    return store.query(question, {name: _term_of(value) for name, value in parameters.items()})


def _bindings(
    question: Question, given: Mapping[str, object], schema: Schema, entries: Entries
) -> dict[str, Node]:
    """Return the term of each parameter of a question that has a value, given or by default."""
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


def _term_of(value: object) -> Node:
    if isinstance(value, Node):
        return value
    return URIRef(str(value)) if "://" in str(value) else Literal(value)
