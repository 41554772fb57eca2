"""What may be wrong in the file of a rule: every fault is told with file, line and key."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import product
from string import Formatter

from mellanrum.graph.coordination.strengths import FIRMNESS
from mellanrum.graph.guards import check_sparql
from mellanrum.graph.problems import AND, did_you_mean, listing, problem, shorten
from mellanrum.graph.store import EmbeddedStore
from mellanrum.ontology.errors import Location, Problem, QueryError, RuleError
from mellanrum.ontology.language import LANGUAGES, Text
from mellanrum.ontology.namespaces import CONCEPT, MR
from mellanrum.ontology.schema import Schema, load_schema
from mellanrum.ontology.vocabularies import SEVERITY
from mellanrum.queries.finding.rule_answers import COLUMNS
from mellanrum.queries.rules.functions import network_rules
from mellanrum.queries.rules.header import QueryFile, text_of

__all__ = ["OF_RULES", "PAIR", "problems_of", "unknown_name"]

OF_RULES = ("structural", "undocumented")  # the kinds of evidence that a rule alone gives
TIERS = ("structural", "expected")
# What becomes one item: each answer by subject, object and level; all answers about two bodies and
# a group; all in a dataset; or all that hang together by a subject or object.
ITEMS = ("answer", "pair", "dataset", "connected")
SENTENCES = ("says", "unread", "at_level", "also", "asks", "unfilled")
TEXTS = ("title", "question", "why", "closes", "says")
# Key → the kind of its value; and whether it must be there.
KEYS: dict[str, tuple[type, bool]] = {
    "id": (str, True),
    "version": (int, False),
    "flag": (bool, False),
    "tier": (str, False),
    "items": (str, False),
    "needs": (list, False),
    **dict.fromkeys(TEXTS, (dict, True)),
    **dict.fromkeys(SENTENCES[1:], (dict, False)),
    "replaces": (list, False),
    "premise": (dict, False),
    "lack": (list, True),
    "levels": (list, False),
    "missing": (str, True),
    "evidence": (str, False),
    "severity": (str, False),
    "reference": (str, False),
    "function": (str, False),
    "strengthens": (str, False),
}
KINDS: dict[type, Text] = {
    str: Text("text", "text"),
    int: Text("ett heltal", "a whole number"),
    bool: Text("true eller false", "true or false"),
    dict: Text("text på svenska och engelska: {sv: …, en: …}", "text in both: {sv: …, en: …}"),
    list: Text("en lista inom hakparentes", "a list in brackets"),
}
ID = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,19}")
PAIR = "pair"
STRENGTHENED = (PAIR, *FIRMNESS)
FIELDS = ("subject", "object", "level", "about", "count", "aliases", "open")


def problems_of(query: QueryFile) -> list[Problem]:
    """Return everything that is wrong in the file of a rule."""
    return [found for check in CHECKS for found in check(query)]


def unknown_name(location: Location, found: str, known: Iterable[str], key: str = "") -> Problem:
    """Return the problem of a name that is not one of those known, with what is."""
    names = sorted(known)
    return problem(
        location,
        "unknown-name:key" if key else "unknown-name",
        key=key,
        found=shorten(found),
        known=listing(names, AND),
        guess=did_you_mean(found, names),
    )


# -- the header -----------------------------------------------------------------------------------


def _check_keys(query: QueryFile) -> Iterator[Problem]:
    for key in query.header:
        if key not in KEYS:
            yield unknown_name(query.place(str(key)), str(key), KEYS)
    for key, (kind, required) in KEYS.items():
        value = query.header.get(key)
        if kind is dict and (required or key in query.header):
            try:
                text_of(query, key)
            except RuleError as error:
                yield from error.problems
        elif (required or key in query.header) and type(value) is not kind:
            yield _bad_value(query, key, KINDS[kind])


def _check_id(query: QueryFile) -> Iterator[Problem]:
    given, version = query.header.get("id"), query.header.get("version", 1)
    if isinstance(given, str) and not ID.fullmatch(given):
        yield _bad_value(
            query,
            "id",
            Text(
                "en bokstav och sedan bokstäver a–z, siffror och bindestreck, högst 20 tecken",
                "a letter and then letters a–z, digits and hyphens, at most 20 characters",
            ),
        )
    if type(version) is int and version < 1:
        yield _bad_value(query, "version", Text("1 eller mer", "1 or more"))


def _check_names(query: QueryFile) -> Iterator[Problem]:
    """Check every value that is one of a list of names."""
    schema, header = load_schema(), query.header
    for key, scheme in (("lack", "lack"), ("levels", "level")):
        known = {concept.slug for concept in schema.schemes[str(CONCEPT[scheme])]}
        given = header.get(key)
        for slug in given if isinstance(given, list) else ():
            if slug not in known:
                yield unknown_name(query.place(key), str(slug), known, key)
    classes = {iri.removeprefix(str(MR)) for iri in schema.classes}
    choices = (("missing", classes), ("evidence", OF_RULES), ("severity", SEVERITY.slugs))
    more = (
        ("tier", TIERS),
        ("items", ITEMS),
        ("function", network_rules()),
        ("strengthens", STRENGTHENED),
    )
    for key, names in (*choices, *more):
        if isinstance(header.get(key), str) and header[key] not in names:
            yield unknown_name(query.place(key), header[key], names, key)
    needs = header.get("needs")
    for name in needs if isinstance(needs, list) else ():
        if not _is_place(schema, str(name)):
            yield unknown_name(query.place("needs"), str(name), _tables(schema), "needs")
    if "evidence" not in header and header.get("tier") != OF_RULES[0]:
        yield _bad_value(query, "evidence", KINDS[str])
    if header.get("lack") == [] and header.get("flag") is not True:
        yield _bad_value(query, "lack", Text("minst ett slag", "at least one kind"))


def _is_place(schema: Schema, name: str) -> bool:
    """Tell whether a name is that of a table, or of a table and a column of it."""
    table_name, _, column = name.partition(".")
    table = schema.table(table_name)
    return table is not None and (not column or table.column(column) is not None)


def _tables(schema: Schema) -> list[str]:
    return [table.name.en for table in schema.tables]


def _bad_value(query: QueryFile, key: str, allowed: Text) -> Problem:
    return problem(
        query.place(key),
        "bad-header:value" if key in query.header else "bad-header:missing",
        key=key,
        found=shorten(str(query.header.get(key))),
        wanted=allowed,
    )


# -- sentence and query ---------------------------------------------------------------------------


def _check_sentence(query: QueryFile) -> Iterator[Problem]:
    """Check that a sentence has places only for what a gap has, and one for its subject."""
    for key, language in product(SENTENCES, LANGUAGES):
        says = query.header.get(key)
        text = says.get(language) if isinstance(says, dict) else None
        if isinstance(text, str):
            fields = _fields(text)
            if fields is None or not set(fields) <= set(FIELDS) or "subject" not in fields:
                yield _bad_sentence(query, key, text)


def _fields(text: str) -> list[str] | None:
    """Return the places of a sentence; None where its brackets or places are wrong."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return None
    if any(spec or conversion for _, _, spec, conversion in parts):
        return None
    return [name for _, name, _, _ in parts if name is not None]


def _bad_sentence(query: QueryFile, key: str, text: str) -> Problem:
    fields = ", ".join(f"{{{name}}}" for name in FIELDS)
    return problem(query.place(key), "bad-sentence", key=key, found=shorten(text), fields=fields)


def _check_query(query: QueryFile) -> Iterator[Problem]:
    if "function" in query.header:
        if query.sparql.strip():
            yield problem(query.place("function"), "bad-header:function")
        return
    try:
        check_sparql(query.sparql)
        columns = set(EmbeddedStore().query(query.sparql).columns)
    except QueryError as error:
        yield from (_in_file(query, item) for item in error.problems)
        return
    if "subject" not in columns or not columns <= set(COLUMNS):
        yield _bad_columns(query, columns)
    if "open" in columns and "asks" not in query.header:
        yield _bad_value(query, "asks", KINDS[dict])


def _in_file(query: QueryFile, item: Problem) -> Problem:
    row = item.location.row or _first_line(query)
    return replace(item, location=Location(file=query.name, row=row))


def _first_line(query: QueryFile) -> int:
    lines = query.sparql.splitlines()
    return next((at for at, line in enumerate(lines, start=1) if line.strip()), len(lines))


def _bad_columns(query: QueryFile, columns: set[str]) -> Problem:
    lines = query.sparql.splitlines()
    row = next((at for at, line in enumerate(lines, start=1) if "select" in line.lower()), None)
    unknown = sorted(columns - set(COLUMNS))
    guess = did_you_mean(unknown[0], COLUMNS) if unknown else "subject"
    return problem(
        Location(file=query.name, row=row or _first_line(query)),
        "bad-columns",
        found=", ".join(sorted(columns)) or "–",
        known=", ".join(COLUMNS),
        guess=guess,
    )


CHECKS: tuple[Callable[[QueryFile], Iterator[Problem]], ...] = (
    _check_keys,
    _check_id,
    _check_names,
    _check_sentence,
    _check_query,
)
