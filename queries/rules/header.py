"""Query files with a YAML header in ``#+`` lines (the grlc convention)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import yaml

from mellanrum.graph.guards import DEFAULT_LIMITS
from mellanrum.graph.guards.lexis import SPARQL_TOKENS
from mellanrum.graph.problems import problem, shorten
from mellanrum.ontology.errors import Location, Problem, RuleError
from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import PREFIXES
from mellanrum.ontology.schema import load_schema
from mellanrum.ontology.vocabularies import slug_of

__all__ = ["QueryFile", "read_query_file", "text_of"]

MARK = "#+"
NO_QUERY = (".yaml", ".yml")
DECLARED = re.compile(r"\bprefix\s+([\w.-]*):", re.IGNORECASE)


@dataclass(frozen=True)
class QueryFile:
    """A query and what its header says of it.

    The query is on the same lines as in the file, and empty where the file is all header; `lines`
    tells where each key stands.
    """

    name: str
    header: Mapping[str, Any]
    sparql: str
    lines: Mapping[str, int] = field(default_factory=dict)

    def place(self, key: str) -> Location:
        """Return where a key stands, or the first line of the header where it is missing."""
        return Location(file=self.name, row=self.lines.get(key) or min(self.lines.values()))


class _Loader(yaml.SafeLoader):
    """Plain values only: aliases could make a small header unfold into a very large one."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(None, None, "found an alias", mark)
        node: yaml.Node | None = super().compose_node(parent, index)
        return node


def read_query_file(name: str, text: str) -> QueryFile:
    """Split a query file into header and query; a YAML file is all header.

    Raises
    ------
    RuleError
        If there is no header, it is not YAML with keys, or a key stands twice; the line is named.
    """
    if len(text) > DEFAULT_LIMITS.query_characters:
        raise RuleError(_too_long(name, len(text)))
    lines = text.splitlines()
    if name.endswith(NO_QUERY):
        marked, sparql = lines, ""
    else:
        # Other lines stay as empty ones, so that YAML and SPARQL count the lines of the file.
        marked = [_unmarked(line) if line.startswith(MARK) else "" for line in lines]
        sparql = _with_prefixes(lines)
    header, places = _parsed(name, "\n".join(marked))
    return QueryFile(name, header, sparql, places)


def _with_prefixes(lines: Sequence[str]) -> str:
    """Return the query, with the prefixes that it leaves out on the last line of the header.

    They are the project's, and one for each scheme of concepts: ``level:political``.
    """
    query = ["" if line.startswith(MARK) else line for line in lines]
    last = max((at for at, line in enumerate(lines) if line.startswith(MARK)), default=0)
    if not "".join(query[:last]).strip():
        text = "\n".join(query)
        names = {match["name"] for match in SPARQL_TOKENS.finditer(text) if match["name"]}
        used = {name.partition(":")[0] for name in names}.difference(DECLARED.findall(text))
        known = _prefixes()
        query[last] += " ".join(f"PREFIX {p}: <{known[p]}>" for p in sorted(used & known.keys()))
    return "\n".join(query)


@cache
def _prefixes() -> Mapping[str, str]:
    return PREFIXES | {slug_of(scheme): f"{scheme}/" for scheme in load_schema().schemes}


def _parsed(name: str, text: str) -> tuple[dict[str, Any], dict[str, int]]:
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        given = loader.construct_document(node) if node else None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        raise RuleError(_bad_header(name, line, shorten(str(error), 160))) from error
    except (ValueError, RecursionError) as error:  # a date such as 2024-02-31; too deep
        raise RuleError(_bad_header(name, 1, shorten(str(error), 160))) from error
    finally:
        loader.dispose()
    if not isinstance(given, dict) or not given or not isinstance(node, yaml.MappingNode):
        raise RuleError(_bad_header(name, 1, "#+ key: value"))
    return given, _places(name, node)


def _places(name: str, node: yaml.MappingNode) -> dict[str, int]:
    places: dict[str, int] = {}
    for key, _ in node.value:
        line = key.start_mark.line + 1
        if key.value in places:
            raise RuleError(_twice(name, line, str(key.value), places[key.value]))
        places[str(key.value)] = line
    return places


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
    raise RuleError(problem(query.place(key), "missing-header", key=key))


def _bad_header(name: str, line: int, why: str) -> Problem:
    return problem(Location(file=name, row=line), "bad-header:yaml", why=why.rstrip("."))


def _twice(name: str, line: int, key: str, first: int) -> Problem:
    place = Location(file=name, row=line)
    return problem(place, "repeated-key", key=shorten(key), first=first)


def _too_long(name: str, found: int) -> Problem:
    most = DEFAULT_LIMITS.query_characters
    return problem(Location(file=name), "file-too-long", found=found, most=most)
