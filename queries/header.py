"""Query files with a YAML header in ``#+`` lines (the grlc convention)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from mellanrum.graph.problems import problem, shorten
from mellanrum.ontology.errors import Location, Problem, RuleError
from mellanrum.ontology.language import Text

__all__ = ["QueryFile", "read_query_file", "text_of"]

MARK = "#+"
NO_QUERY = (".yaml", ".yml")


@dataclass(frozen=True)
class QueryFile:
    """A query and what its header says of it."""

    name: str
    header: Mapping[str, Any]
    sparql: str


def read_query_file(name: str, text: str) -> QueryFile:
    """Split a query file into header and query; a YAML file is all header.

    Raises
    ------
    RuleError
        If there is no header, or it is not YAML with keys; the line is named.
    """
    lines = text.splitlines()
    if name.endswith(NO_QUERY):
        marked, sparql = lines, ""
    else:
        # Other lines stay as empty ones, so that YAML and SPARQL count the lines of the file.
        marked = [_unmarked(line) if line.startswith(MARK) else "" for line in lines]
        sparql = "\n".join("" if line.startswith(MARK) else line for line in lines)
    try:
        given = yaml.safe_load("\n".join(marked))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise RuleError(
            _bad_header(name, (mark.line + 1) if mark else 0, shorten(str(error), 160))
        ) from error
    if not isinstance(given, dict):
        raise RuleError(_bad_header(name, 1, "#+ key: value"))
    return QueryFile(name, given, sparql)


def _unmarked(line: str) -> str:
    return line.removeprefix(MARK).removeprefix(" ")


def text_of(query: QueryFile, key: str) -> Text:
    """Return a header value in both languages.

    Raises
    ------
    RuleError
        If it is missing in a language.
    """
    value = query.header.get(key)
    if isinstance(value, Mapping) and value.get("sv") and value.get("en"):
        return Text(str(value["sv"]).strip(), str(value["en"]).strip())
    raise RuleError(
        problem(
            Location(file=query.name),
            "missing-header",
            (
                "Huvudet saknar ”{key}” på svenska eller engelska.",
                "The header lacks “{key}” in Swedish or English.",
            ),
            hint=(
                "Skriv #+ {key}: {{sv: …, en: …}}.",
                "Write #+ {key}: {{sv: …, en: …}}.",
            ),
            key=key,
        )
    )


def _bad_header(name: str, line: int, why: str) -> Problem:
    return problem(
        Location(file=name, row=line),
        "bad-header",
        ("Filens huvud går inte att läsa: {why}.", "The header cannot be read: {why}."),
        allowed=(
            "Huvudet är YAML på rader som börjar med #+.",
            "The header is YAML on lines that begin with #+.",
        ),
        why=why.rstrip("."),
    )
