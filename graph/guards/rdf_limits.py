"""The checks of an RDF file before it is parsed: size, depth, DOCTYPE, remote contexts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from xml.parsers import expat

from mellanrum.graph.guards.input_limits import (
    DEFAULT_LIMITS,
    Limits,
    at_byte,
    decode,
    read_regular,
    size_text,
)
from mellanrum.graph.guards.lexis import (
    JSON_BRACKETS,
    JSON_COLON,
    JSON_NEXT_KEY,
    JSON_TOKENS,
    N3_ARROWS,
    TURTLE_BRACKETS,
)
from mellanrum.graph.problems import refusal, shorten
from mellanrum.ontology.assets import read_asset
from mellanrum.ontology.errors import LoadError, Location
from mellanrum.ontology.namespaces import BASE

__all__ = [
    "CONTEXT_IRI",
    "check_rdf",
]

CONTEXT_IRI = BASE + "context.jsonld"


def check_rdf(path: Path, rdf_format: str, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Return the bytes of an RDF file once they are safe to parse.

    They are UTF-8 without a byte order mark. In JSON-LD our own context IRI is replaced by the
    context itself, so that no parser has to fetch it.

    Raises
    ------
    LoadError
        If the file is too large, too deep, not UTF-8, has a document type declaration, or would
        make a parser fetch something.
    """
    place = Location(file=path.name)
    check = RDF_CHECKS.get(rdf_format.lower().lstrip("."))
    if check is None:
        raise refusal(place, "unknown-format", found=shorten(rdf_format))
    data = read_regular(path, limits)
    decode(data, place)
    return check(data.removeprefix(b"\xef\xbb\xbf"), place, limits)


def _check_turtle(data: bytes, place: Location, limits: Limits) -> bytes:
    """Check the nesting of Turtle, TriG, N-Triples and N-Quads."""
    openers = sum(map(data.count, (b"(", b"[", b"{", b"<<")))
    if openers > limits.nesting:
        _check_depth(TURTLE_BRACKETS, data, place, limits)
    return data


def _check_depth(brackets: re.Pattern[bytes], data: bytes, place: Location, limits: Limits) -> None:
    depth = 0
    for match in brackets.finditer(data):
        if opened := match["open"]:
            depth += len(opened)
            if depth > limits.nesting:
                place = at_byte(data, match.start(), place)
                raise refusal(place, "too-deep", most=limits.nesting)
        elif closed := match["close"]:
            depth = max(0, depth - len(closed))


def _check_n3(data: bytes, place: Location, limits: Limits) -> bytes:
    """Check Notation3, where ``<=`` may begin an arrow or an IRI and is refused for that."""
    for match in N3_ARROWS.finditer(data):
        if match["arrow"]:
            raise refusal(at_byte(data, match.start(), place), "n3-arrow")
    return _check_turtle(data, place, limits)


def _check_rdf_xml(data: bytes, place: Location, limits: Limits) -> bytes:
    """Check the depth of RDF/XML and that it declares no document type and no other encoding."""
    depth = 0
    parser = expat.ParserCreate("UTF-8")

    def on_declaration(version: str, encoding: str | None, standalone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "utf8", "us-ascii"):
            raise refusal(place, "wrong-encoding", encoding=shorten(encoding))

    def on_doctype(*_: object) -> None:
        raise refusal(place, "doctype")

    def on_start(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.nesting:
            row = parser.CurrentLineNumber
            raise refusal(Location(file=place.file, row=row), "too-deep", most=limits.nesting)

    def on_end(*_: object) -> None:
        nonlocal depth
        depth -= 1

    parser.XmlDeclHandler = on_declaration
    parser.StartDoctypeDeclHandler = on_doctype
    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        row = error.lineno
        why = expat.ErrorString(error.code)
        raise refusal(Location(file=place.file, row=row), "bad-xml", why=why) from error
    return data


def _check_json_ld(data: bytes, place: Location, limits: Limits) -> bytes:
    """Check the nesting of JSON-LD, and put the context itself where its IRI stands."""
    _check_depth(JSON_BRACKETS, data, place, limits)
    if b"@" not in data and b"\\" not in data:
        return data
    pieces: list[bytes] = []
    size = last = 0
    for start, end in _named_contexts(data, place):
        iri = _json_text(data[start:end])
        if iri != CONTEXT_IRI:
            raise _remote(at_byte(data, start, place), iri)
        pieces += [data[last:start], _own_context()]
        size += start - last + len(_own_context())
        last = end
        if size > limits.file_bytes:
            raise refusal(
                place, "too-large", found=size_text(size), most=size_text(limits.file_bytes)
            )
    return b"".join([*pieces, data[last:]])


def _remote(place: Location, found: str) -> LoadError:
    return refusal(place, "remote-context", found=shorten(found), context=CONTEXT_IRI)


def _named_contexts(data: bytes, place: Location) -> list[tuple[int, int]]:
    """Return where strings stand as a context, alone or in an array."""
    found: list[tuple[int, int]] = []
    position = 0
    while match := JSON_NEXT_KEY.match(data, position):
        position = match.end()
        if _is_context_key(data, match["key"], match.start("key"), place):
            position = _read_context(data, position, place, found)
    return found


def _is_context_key(data: bytes, token: bytes, position: int, place: Location) -> bool:
    key = _json_text(token)
    if key == "@import":
        raise _remote(at_byte(data, position, place), key)
    return key == "@context"


def _read_context(data: bytes, start: int, place: Location, found: list[tuple[int, int]]) -> int:
    """Add the strings of the context that starts here, and return where to go on."""
    if data[start : start + 1] not in (b'"', b"["):
        return start  # what is in an object is met as keys
    arrays: list[bool] = []  # for each bracket that is open, whether its strings are contexts
    expected = start
    for match in JSON_TOKENS.finditer(data, start):
        mark = data[match.start() : match.start() + 1]
        is_context = match.start() == expected or (bool(arrays) and arrays[-1])
        if mark in b"[{":
            arrays.append(is_context and mark == b"[")
        elif mark in b"]}":
            arrays.pop()
        elif is_context:
            found.append(match.span())
        elif (colon := JSON_COLON.match(data, match.end())) and _is_context_key(
            data, match[0], match.start(), place
        ):
            expected = colon.end()
        if not arrays:
            return match.end()
    return len(data)


def _json_text(token: bytes) -> str:
    """Return what a JSON string says; a long one is cut, for it can be no keyword."""
    if b"\\" not in token:
        return token[1:-1][:1000].decode("utf-8", "replace")
    try:
        return str(json.loads(token[:20_000]))
    except ValueError:
        return token[:1000].decode("utf-8", "replace")


@cache
def _own_context() -> bytes:
    context = json.loads(read_asset("ontology", "context.jsonld"))["@context"]
    return json.dumps(context, ensure_ascii=False).encode("utf-8")


RDF_CHECKS: dict[str, Callable[[bytes, Location, Limits], bytes]] = {
    "ttl": _check_turtle,
    "turtle": _check_turtle,
    "trig": _check_turtle,
    "nt": _check_turtle,
    "nq": _check_turtle,
    "n3": _check_n3,
    "jsonld": _check_json_ld,
    "json-ld": _check_json_ld,
    "rdf": _check_rdf_xml,
    "xml": _check_rdf_xml,
}
