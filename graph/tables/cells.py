"""Turn the text of one cell into one RDF term, as its column says."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable

import pyoxigraph as ox

from mellanrum.graph.problems import AND, did_you_mean, listing, problem, shorten
from mellanrum.ontology.errors import Location, Problem
from mellanrum.ontology.namespaces import XSD
from mellanrum.ontology.schema import Column, Schema, fold

__all__ = ["ID_PATTERN", "MAX_ID", "date_literal", "parse_cell", "web_address"]

ID_PATTERN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MAX_ID = 120
TRUE = {"ja", "yes", "true", "sant", "1", "x"}
FALSE = {"nej", "no", "false", "falskt", "0"}
EXCEL_EPOCH = dt.date(1899, 12, 30)  # day 0 of the serial form in which Excel keeps dates
SERIAL = re.compile(r"[0-9]{5}")
PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:[T ]00:00(?::00)?)?)?)?")
# What no program shows and RDF/XML cannot hold; often a line break or hyphen pasted from Word.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

Parsed = ox.NamedNode | ox.Literal | Problem


def parse_cell(
    column: Column, value: str, schema: Schema, language: str, location: Location
) -> Parsed:
    """Return the term that one value of a cell stands for, or what is wrong with it.

    References are not parsed here: they need all rows of all datasets.
    """
    text = unicodedata.normalize("NFC", value)
    if hidden := CONTROL.search(text):
        return problem(location, "control-character", number=f"{ord(hidden[0]):04X}")
    if column.max_length and len(text) > column.max_length:
        return problem(location, "too-long", length=len(text), most=column.max_length)
    if column.kind in ("concept", "class", "table"):
        return _concept(column, text, schema, location)
    if column.kind == "text":
        return ox.Literal(text, language=language)
    if column.kind in READERS:
        read, code = READERS[column.kind]
        return read(text) or problem(location, code, found=shorten(text))
    if column.pattern and not re.search(column.pattern, text):
        return problem(location, "bad-form", allowed=column.help, found=shorten(text))
    return ox.Literal(text)


def date_literal(text: str) -> ox.Literal | None:
    """Return a whole or partial date as a literal of xsd:date, xsd:gYearMonth or xsd:gYear.

    A five-digit number is read as the serial form in which Excel keeps dates.

    Examples
    --------
    >>> date_literal("2023-04").datatype.value.rsplit("#")[-1]
    'gYearMonth'
    >>> date_literal("43921").value
    '2020-03-31'
    >>> date_literal("2023-02-30") is None
    True
    """
    if SERIAL.fullmatch(text):
        text = (EXCEL_EPOCH + dt.timedelta(days=int(text))).isoformat()
    match = PARTIAL.fullmatch(text)
    if not match:
        return None
    year, month, day = match.groups()
    try:
        dt.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if day:
        return ox.Literal(f"{year}-{month}-{day}", datatype=ox.NamedNode(XSD.date))
    if month:
        return ox.Literal(f"{year}-{month}", datatype=ox.NamedNode(XSD.gYearMonth))
    return ox.Literal(year, datatype=ox.NamedNode(XSD.gYear))


def _concept(column: Column, text: str, schema: Schema, location: Location) -> Parsed:
    choices = schema.choices(column)
    wanted = fold(text)
    for concept in choices:
        if wanted in {fold(name) for name in concept.names} or text == concept.iri:
            return ox.NamedNode(concept.iri)
    return problem(
        location,
        "unknown-value",
        known=listing((concept.label for concept in choices), AND),
        found=shorten(text),
        guess=did_you_mean(text, [name for concept in choices for name in concept.names]),
    )


def _boolean(text: str) -> ox.Literal | None:
    if (lowered := text.casefold()) not in TRUE | FALSE:
        return None
    return ox.Literal("true" if lowered in TRUE else "false", datatype=ox.NamedNode(XSD.boolean))


def _integer(text: str) -> ox.Literal | None:
    if not re.fullmatch(r"[0-9]{1,9}", text):
        return None
    return ox.Literal(str(int(text)), datatype=ox.NamedNode(XSD.integer))


def web_address(text: str) -> ox.NamedNode | None:
    """Return a web address as an IRI, or None where it is none.

    Examples
    --------
    >>> web_address("https://example.org/§") is None
    False
    >>> web_address("https://[example") is None
    True
    """
    if not re.match(r"https?://[^/]", text):
        return None
    try:
        return ox.NamedNode(text)
    except ValueError:  # the standard leaves out more than a pattern can say
        return None


# How each kind of cell is read, and what is wrong where it cannot be.
READERS: dict[str, tuple[Callable[[str], ox.Literal | ox.NamedNode | None], str]] = {
    "date": (date_literal, "bad-date"),
    "boolean": (_boolean, "bad-boolean"),
    "integer": (_integer, "bad-integer"),
    "iri": (web_address, "bad-address"),
}
