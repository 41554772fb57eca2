"""Turn the text of one cell into one RDF term, as its column says."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

import pyoxigraph as ox

from mellanrum.graph.problems import AND, did_you_mean, listing, problem, shorten
from mellanrum.ontology.errors import Location, Problem
from mellanrum.ontology.namespaces import XSD
from mellanrum.ontology.schema import Column, Concept, Schema, fold

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
        return _control_character(hidden[0], location)
    if column.max_length and len(text) > column.max_length:
        return _too_long(column, text, location)
    if column.kind in ("concept", "class", "table"):
        return _concept(column, text, schema, location)
    if column.kind == "text":
        return ox.Literal(text, language=language)
    return _plain(column, text, location)


def _plain(column: Column, text: str, location: Location) -> Parsed:
    if column.kind == "date":
        return date_literal(text) or _bad_date(text, location)
    if column.kind == "boolean":
        return _boolean(text, location)
    if column.kind == "integer":
        return _integer(text, location)
    if column.kind == "iri":
        return _web_address(text, location)
    if column.pattern and not re.search(column.pattern, text):
        return _bad_form(column, text, location)
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
    return _unknown_value(text, choices, location)


def _unknown_value(text: str, choices: tuple[Concept, ...], location: Location) -> Problem:
    return problem(
        location,
        "unknown-value",
        ("”{found}” är inte ett tillåtet värde.", "“{found}” is not an allowed value."),
        allowed=("Tillåtna är {known}.", "Allowed are {known}."),
        known=listing((concept.label for concept in choices), AND),
        found=shorten(text),
        guess=did_you_mean(text, [name for concept in choices for name in concept.names]),
    )


def _bad_date(text: str, location: Location) -> Problem:
    return problem(
        location,
        "bad-date",
        ("”{found}” är inte ett datum.", "“{found}” is not a date."),
        allowed=(
            "Skriv 2023, 2023-04 eller 2023-04-01.",
            "Write 2023, 2023-04 or 2023-04-01.",
        ),
        found=shorten(text),
    )


def _boolean(text: str, location: Location) -> Parsed:
    lowered = text.casefold()
    if lowered in TRUE | FALSE:
        value = "true" if lowered in TRUE else "false"
        return ox.Literal(value, datatype=ox.NamedNode(XSD.boolean))
    return problem(
        location,
        "bad-boolean",
        ("”{found}” är varken ja eller nej.", "“{found}” is neither yes nor no."),
        allowed=("Skriv ja eller nej.", "Write yes or no."),
        found=shorten(text),
    )


def _integer(text: str, location: Location) -> Parsed:
    if re.fullmatch(r"[0-9]{1,9}", text):
        return ox.Literal(str(int(text)), datatype=ox.NamedNode(XSD.integer))
    return problem(
        location,
        "bad-integer",
        ("”{found}” är inte ett heltal.", "“{found}” is not a whole number."),
        allowed=("Skriv siffror, till exempel 16.", "Write digits, for example 16."),
        found=shorten(text),
    )


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


def _web_address(text: str, location: Location) -> Parsed:
    return web_address(text) or problem(
        location,
        "bad-address",
        ("”{found}” är inte en webbadress.", "“{found}” is not a web address."),
        allowed=("Adressen ska börja med https://.", "The address must begin with https://."),
        found=shorten(text),
    )


def _control_character(character: str, location: Location) -> Problem:
    return problem(
        location,
        "control-character",
        (
            "Cellen innehåller ett tecken som inte syns (U+{number}).",
            "The cell holds a character that cannot be seen (U+{number}).",
        ),
        hint=(
            "Skriv om texten för hand; sådana tecken följer ofta med när man klistrar in.",
            "Type the text anew; such characters often come along when text is pasted.",
        ),
        number=f"{ord(character):04X}",
    )


def _bad_form(column: Column, text: str, location: Location) -> Problem:
    return problem(
        location,
        "bad-form",
        ("”{found}” har inte rätt form.", "“{found}” is not in the right form."),
        allowed=column.help,
        found=shorten(text),
    )


def _too_long(column: Column, text: str, location: Location) -> Problem:
    return problem(
        location,
        "too-long",
        ("Texten har {length} tecken.", "The text has {length} characters."),
        allowed=("Högst {most} tecken får plats.", "At most {most} characters are allowed."),
        hint=("Korta texten.", "Shorten the text."),
        length=len(text),
        most=column.max_length,
    )
