"""Which properties a query can read, so that a store need not hold the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from mellanrum.graph.guards.lexis import SPARQL_TOKENS
from mellanrum.ontology.namespaces import PREFIXES, RDF

__all__ = ["paths_read"]

TERMS = ("iri", "literal", "variable", "name", "number")
# What a term may begin with that has no kind of its own: a list, a node, a signed number, a truth.
BEGINNINGS = ("[", "(", "-", "+", "true", "false")
# A path of any length reaches nodes by no property at all; a negated one, by every other.
FAR_REACHING = ("*", "!", "?")
Token = tuple[str, str]


def paths_read(queries: Iterable[str]) -> frozenset[str] | None:
    """Return the properties that queries can read; None where it may be any.

    Every IRI in a query counts, and rdf:type. A query with a variable in the place of a property,
    or whose text leaves it in doubt, may read any.

    Examples
    --------
    >>> sorted(paths_read(["SELECT ?s { ?s mr:sector ?o }"]) - {str(RDF.type)})
    ['https://w3id.org/mellanrum/ns#sector']
    >>> paths_read(["SELECT ?s { ?s ?any ?o }"]) is None
    True
    """
    found: set[str] = {str(RDF.type)}
    for query in queries:
        read = _paths(query)
        if read is None:
            return None
        found |= read
    return frozenset(found)


@lru_cache(maxsize=256)
def _paths(query: str) -> frozenset[str] | None:
    tokens = [
        (str(match.lastgroup), match[0])
        for match in SPARQL_TOKENS.finditer(query)
        if match.lastgroup not in ("comment", "language")
    ]
    start = next((place for place, (_, text) in enumerate(tokens) if text == "{"), len(tokens))
    head, body = tokens[:start], list(_without_columns(tokens[start:]))
    if _in_doubt(head, body):
        return None
    prefixes = dict(PREFIXES) | dict(_declared(head))
    found: set[str] = set()
    for kind, text in body:
        if kind == "iri":
            found.add(text[1:-1])
        elif kind == "name":
            prefix, _, local = text.partition(":")
            if prefix not in prefixes:
                return None
            found.add(prefixes[prefix] + local)
    return frozenset(found)


def _without_columns(body: list[Token]) -> Iterator[Token]:
    """Leave out the columns of each subquery, which stand side by side but are no pattern."""
    in_columns = False
    for kind, text in body:
        if kind == "word" and text.lower() == "select":
            in_columns = True
        elif text == "{":
            in_columns = False
        if not in_columns:
            yield kind, text


def _declared(head: list[Token]) -> Iterator[tuple[str, str]]:
    for (_, word), (_, prefix), (kind, iri) in zip(head, head[1:], head[2:], strict=False):
        if word.lower() == "prefix" and kind == "iri":
            yield prefix.removesuffix(":"), iri[1:-1]


def _in_doubt(head: list[Token], body: list[Token]) -> bool:
    """Tell whether a query may read properties that it does not name."""
    if any(text.lower() == "base" for _, text in head):
        return True
    if any("\\" in text for kind, text in body if kind != "literal"):
        return True
    around = zip([("", ""), *body], body, [*body[1:], ("", "")], strict=False)
    return any(
        _may_be_property(before, after)
        if kind == "variable"
        else text in FAR_REACHING and text + after[1] != "!="
        for before, (kind, text), after in around
    )


def _may_be_property(before: Token, after: Token) -> bool:
    """Tell whether a variable between two tokens may stand in the place of a property.

    It follows a subject and precedes an object. A subject may end in a bracket, but a bracket
    before a variable more often ends a FILTER; then what follows the variable is its property.
    """
    follows = before[0] in TERMS or before[1] in (";", "[", "]")
    precedes = after[0] in TERMS or after[1].lower() in BEGINNINGS
    both_variables = before[1] == ")" and (after[0] in ("variable", "literal", "number"))
    return (follows and precedes) or both_variables or before[1] == ";"
