"""The check of a query: it may read what is loaded, and nothing else."""

from __future__ import annotations

import re
from typing import Any

from mellanrum.graph.guards.input_limits import DEFAULT_LIMITS, Limits
from mellanrum.graph.guards.lexis import SPARQL_TOKENS
from mellanrum.graph.problems import problem, shorten
from mellanrum.ontology.errors import Location, QueryError

__all__ = [
    "check_sparql",
]

# What may do harm. Strings, comments and variables cannot.
CHECKED = frozenset({"iri", "triple", "name", "word", "open", "close", "operator", "escape"})
# Nothing in the first form can be read as a comparison; nothing in the second opens a comment, a
# string or a bracket, whichever way it is read.
SAFE_IRI = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]*://[^\\]*|[^\\#'()\[\]]*)>")
# Escapes of plain characters, which some engines resolve before they read the query, and control
# characters, which some take for the end of a line.
QUERY_HIDING = re.compile(
    r"\\u00[0-7][0-9A-Fa-f]|\\U000000[0-7][0-9A-Fa-f]|[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]"
)
QUERY_FORMS = ("select", "ask", "construct", "describe")
NESTING = {"open": 1, "close": -1}
UPDATE_WORDS = {"add", "clear", "copy", "create", "delete", "drop", "insert", "into", "load"}
UPDATE_WORDS |= {"move", "using", "with"}


def check_sparql(text: str, limits: Limits = DEFAULT_LIMITS) -> None:
    """Check that a SPARQL query reads only what is loaded and does not crash the engine.

    Whether it is valid is for the engine to say. What the engine and the standard read differently
    (the engine accepts a keyword glued to what follows, and a comparison that looks like an IRI)
    is refused, since it could hide a keyword.

    Raises
    ------
    QueryError
        If it is an update, reaches for SERVICE, FROM or FROM NAMED, or is too long, too deep or
        ambiguous.
    """
    if len(text) > limits.query_characters:
        found, allowed = len(text), limits.query_characters
        raise _refusal("query-too-long", found=found, most=allowed)
    plain = text.replace("\r\n", "\n")
    if hiding := QUERY_HIDING.search(plain):
        raise _refusal("query-escape", hiding)
    tokens = [match for match in SPARQL_TOKENS.finditer(plain) if match.lastgroup in CHECKED]
    _need_query_form(tokens)
    for match, following in zip(tokens, [*tokens[1:], None], strict=True):
        _check_token(match, following)
    _check_size(tokens, limits)


def _need_query_form(tokens: list[re.Match[str]]) -> None:
    words = [match for match in tokens if match.lastgroup == "word"]
    heading = ("prefix", "base", "version")
    first = next((match for match in words if match[0].lower() not in heading), None)
    if first is None or not first[0].lower().startswith(QUERY_FORMS):
        if first is not None and first[0].lower() in UPDATE_WORDS:
            raise _refusal("query-update", first, found=first[0].upper())
        raise _refusal("query-form", first)


def _check_token(match: re.Match[str], following: re.Match[str] | None) -> None:
    kind, token = match.lastgroup, match[0]
    if kind in ("triple", "escape") or (kind == "iri" and not SAFE_IRI.fullmatch(token)):
        raise _refusal("query-ambiguous", match, found=shorten(token))
    if kind == "word":
        _check_word(match, token)
    # The engine reads SERVICEx:y and FROMx:y as a keyword and a name where these may stand.
    elif kind == "name" and (
        following is None or following.lastgroup == "word" or following[0] == "{"
    ):
        _check_word(match, token.partition(":")[0])


def _check_word(match: re.Match[str], word: str) -> None:
    folded = word.lower()
    if "service" in folded:
        raise _refusal("query-service", match)
    if "from" in folded:
        raise _refusal("query-from", match)
    if match.lastgroup == "word" and not UPDATE_WORDS.isdisjoint(re.split("[.·-]", folded)):
        raise _refusal("query-update", match, found=shorten(word.upper()))


def _check_size(tokens: list[re.Match[str]], limits: Limits) -> None:
    depth = parts = 0
    for match in tokens:
        depth = max(0, depth + NESTING.get(match.lastgroup or "", 0))
        if match.lastgroup in ("open", "operator"):
            parts += 1
        elif match.lastgroup in ("word", "name"):
            parts += match[0].partition(":")[0].count("-")
        if depth > limits.nesting:
            raise _refusal("query-too-deep", match, most=limits.nesting)
        if parts > limits.query_parts:
            raise _refusal("query-too-complex", match, most=limits.query_parts)


def _refusal(code: str, match: re.Match[str] | None = None, **values: Any) -> QueryError:
    """Return the refusal of a query, at the row of a token."""
    row = match.string.count("\n", 0, match.start()) + 1 if match else 0
    return QueryError(problem(Location(row=row), code, **values))
