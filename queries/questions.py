"""The named questions: SPARQL with titles, parameters and column names in both languages."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml
from rdflib import Literal

from mellanrum.graph.problems import AND, did_you_mean, listing, problem, shorten
from mellanrum.ontology.assets import list_assets, read_asset
from mellanrum.ontology.errors import Location, Problem, QueryError, RuleError
from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import XSD
from mellanrum.ontology.schema import fold
from mellanrum.queries.rules.header import QueryFile, read_query_file, text_of

__all__ = [
    "Parameter",
    "Question",
    "bundled_questions",
    "find_question",
    "literal_of",
    "read_question",
]

FOLDER = "questions"
VARIABLE = re.compile(r"\?(\w+)")
TYPES = ("iri", "concept", "string", "date", "integer")


@dataclass(frozen=True)
class Parameter:
    """A parameter: a variable of the query that may be bound to a term.

    Attributes
    ----------
    type : str
        ``iri`` (a row, written ``dataset/id``), ``concept``, ``string``, ``date`` or ``integer``.
    scheme : str
        For ``concept``: the slug of the scheme.
    """

    name: str
    type: str
    help: Text
    default: str = ""
    scheme: str = ""


@dataclass(frozen=True)
class Question:
    """A named question."""

    id: str
    name: Text
    title: Text
    answers: Text
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, Text]
    sparql: str


def read_question(name: str, text: str) -> Question:
    """Read a question from the text of its file; its answer is in the order of the columns.

    Raises
    ------
    RuleError
        If the header is not complete in both languages.
    """
    query = read_query_file(name, text)
    selected = VARIABLE.findall(query.sparql[: query.sparql.find("{")])
    parameters = dict(query.header.get("parameters") or {})
    for key in _shared("parameters").keys() & set(selected):
        parameters.setdefault(key, _shared("parameters")[key])
    own = dict(query.header.get("columns") or {})
    columns = _shared("columns") | own
    return Question(
        id=str(query.header.get("id", "")),
        name=text_of(query, "name"),
        title=text_of(query, "title"),
        answers=text_of(query, "answers"),
        parameters=tuple(_parameter(query, key, value) for key, value in parameters.items()),
        columns={key: _pair(query, key, columns.get(key)) for key in (*selected, *own)},
        sparql=f"{query.sparql.rstrip()}\nORDER BY {' '.join(f'?{name}' for name in selected)}\n",
    )


@cache
def _shared(part: str) -> dict[str, Any]:
    """Return what questions have in common of their parameters or columns."""
    shared: dict[str, dict[str, Any]] = yaml.safe_load(read_asset("queries", FOLDER, "shared.yaml"))
    return shared[part]


def _parameter(query: QueryFile, key: str, value: Any) -> Parameter:
    if not isinstance(value, Mapping) or value.get("type") not in TYPES:
        raise RuleError(_bad_parameter(query, key))
    return Parameter(
        name=key,
        type=str(value["type"]),
        help=_pair(query, key, value),
        default=str(value.get("default") or ""),
        scheme=str(value.get("scheme") or ""),
    )


def _pair(query: QueryFile, key: str, value: Any) -> Text:
    if not isinstance(value, Mapping) or not value.get("sv") or not value.get("en"):
        raise RuleError(_bad_parameter(query, key))
    return Text(str(value["sv"]), str(value["en"]))


def _bad_parameter(query: QueryFile, key: str) -> Problem:
    place, types = Location(file=query.name), ", ".join(TYPES)
    return problem(place, "bad-header:question", key=key, types=types)


@cache
def bundled_questions() -> tuple[Question, ...]:
    """Return the questions that ship with the project, by id."""
    names = list_assets("queries", FOLDER, suffix=".rq")
    questions = [read_question(name, read_asset("queries", FOLDER, name)) for name in names]
    return tuple(sorted(questions, key=lambda question: question.id))


def find_question(name: str) -> Question | None:
    """Return the question with this name, in either language, or id; None where there is none."""
    wanted = fold(name)
    for question in bundled_questions():
        if wanted in {fold(question.id), fold(question.name.sv), fold(question.name.en)}:
            return question
    return None


def unknown_question(name: str) -> Problem:
    """Return the problem of a name that no question has."""
    names = [
        key for question in bundled_questions() for key in (question.name.sv, question.name.en)
    ]
    guess = did_you_mean(name, names)
    return problem(Location(), "unknown-question", name=shorten(name), guess=guess)


def unknown_parameter(question: Question, name: str) -> Problem:
    """Return the problem of a parameter that a question does not have."""
    names = [parameter.name for parameter in question.parameters]
    return problem(
        Location(),
        "unknown-parameter" if names else "unknown-parameter:none",
        question=question.name,
        name=shorten(name),
        names=listing(names, AND),
    )


def literal_of(parameter: Parameter, value: str) -> Literal:
    """Return the literal that a value of a parameter stands for.

    Raises
    ------
    QueryError
        If it is not of the parameter's type.
    """
    try:
        if parameter.type == "integer":
            return Literal(str(int(value)), datatype=XSD.integer)
        if parameter.type == "date":
            return Literal(dt.date.fromisoformat(value).isoformat(), datatype=XSD.date)
    except ValueError as error:
        wanted = {"integer": "bad-parameter:integer", "date": "bad-parameter:date"}
        code, given = wanted[parameter.type], shorten(value)
        raise QueryError(problem(Location(), code, name=parameter.name, value=given)) from error
    return Literal(value)
