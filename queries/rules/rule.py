"""A gap rule, read from its file and checked: every fault is told with file, line and key."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
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
from mellanrum.ontology.vocabularies import LACK, LEVEL, SEVERITY
from mellanrum.queries.finding.answers import COLUMNS
from mellanrum.queries.rules.functions import network_rules
from mellanrum.queries.rules.header import QueryFile, read_query_file, text_of

__all__ = ["PAIR", "Rule", "Severity", "read_rule", "unknown_name"]

Severity = str  # a slug of `SEVERITY`
OF_RULES = ("structural", "undocumented")  # the kinds of evidence that a rule alone gives
TIERS = ("structural", "expected")
# What becomes one item: each answer by subject, object and level; all answers about two bodies and
# a group; all in a dataset; or all that hang together by a subject or object.
ITEMS = ("answer", "pair", "dataset", "connected")
SENTENCES = ("says", "stated", "unread", "at_level", "also")
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
    "stated": (dict, False),
    "unread": (dict, False),
    "at_level": (dict, False),
    "also": (dict, False),
    "replaces": (list, False),
    "premise": (dict, False),
    "lack": (list, True),
    "levels": (list, False),
    "missing": (str, True),
    "evidence": (str, True),
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
FIELDS = ("subject", "object", "level", "about", "count", "aliases")


@dataclass(frozen=True)
class Rule:
    """A gap rule.

    Attributes
    ----------
    id : str
        Such as ``G01``.
    name : str
        The file name without ending.
    version : int
        Raised when the answers of the rule change.
    says : Text
        A gap of this rule as a sentence, with ``{subject}``, ``{object}``, ``{level}``,
        ``{about}``, ``{count}``, how many it is about, and ``{aliases}``, the other names of the
        subject.
    stated : Text or None
        The same for a gap of which a source says that something is lacking or falls short, where
        `says` would tell that it is not documented.
    lack : tuple of str
        IRIs of the concepts for what is missing; statements about the same are evidence.
    levels : tuple of str
        IRIs of the levels at which it is missing; empty where it may be any.
    missing_class : str
        IRI of the class of the thing that is missing.
    structural : bool
        Whether the gap follows from what is there, rather than from silence.
    sparql, function : str
        The query, or the name of the network rule that answers instead of one; the other is empty.
    flag : bool
        Whether what is found is a knowledge flag: something a reader should know of the sources,
        and never a gap.
    unread : Text or None
        The same where no source after the day by which it was to be done has been read.
    at_level : Text or None
        The same where it is lacking at a level, and not altogether.
    also : Text or None
        A second line, where another name of the subject is a name of the object too.
    replaces : tuple of str
        Ids of former rules whose answers this one gives, so that these can be followed.
    tier : str
        The tier of its items, ``structural`` or ``expected``; empty where its header names none.
    items : str
        What becomes one item: an ``answer`` of its own, or all answers about a ``pair`` of bodies
        and a group, in a ``dataset``, or that are ``connected``.
    needs : tuple of str
        Tables, and columns as ``table.column``, without which it is not asked.
    premise : Text or None
        What the rule reads into the structure, where it interprets.
    severity : str or None
        What its own header says; the profile decides.
    strengthens : str
        What closing a gap adds to, which the index counts: `PAIR`, the tie between subject and
        object, or one of the things by which a structure is judged; empty where it counts nothing.
    own : bool
        Whether it is a user's, and did not ship with us.
    """

    id: str
    name: str
    version: int
    title: Text
    question: Text
    why: Text
    closes: Text
    says: Text
    lack: tuple[str, ...]
    levels: tuple[str, ...]
    missing_class: str
    structural: bool
    reference: str
    sparql: str
    function: str = ""
    flag: bool = False
    stated: Text | None = None
    unread: Text | None = None
    at_level: Text | None = None
    also: Text | None = None
    replaces: tuple[str, ...] = ()
    tier: str = ""
    items: str = "answer"
    needs: tuple[str, ...] = ()
    premise: Text | None = None
    severity: Severity | None = None
    strengthens: str = ""
    own: bool = False

    @property
    def evidence(self) -> str:
        """How a gap of the rule is known where no source says anything of it."""
        return OF_RULES[0 if self.structural else 1]

    @property
    def iri(self) -> str:
        """The rule's IRI, version included; a user's rule can never have that of one of ours."""
        owner = "own/" if self.own else ""
        return f"https://w3id.org/mellanrum/rule/{owner}{self.id}/{self.version}"

    def lack_of(self, about: Collection[str]) -> tuple[str, ...]:
        """Return what is lacking in a gap: the kinds that it names itself, else all of the rule's.

        A rule that looks for several kinds says in ``?about`` which one a gap is of, so that
        statements about another kind are no evidence for it.
        """
        if len(self.lack) == 1:
            return self.lack
        return tuple(kind for kind in self.lack if kind in about) or self.lack


def read_rule(name: str, text: str, *, own: bool = False) -> Rule:
    """Read a rule from the text of its file.

    Parameters
    ----------
    name : str
        The file; one that ends in ``.yaml`` is all header, and names a function.
    text : str
        What it holds.
    strengthens : str
        What closing a gap adds to, which the index counts: `PAIR`, the tie between subject and
        object, or one of the things by which a structure is judged; empty where it counts nothing.
    own : bool
        Whether it is a user's rule.

    Raises
    ------
    RuleError
        With every fault, each with its line and key: a key that is missing, unknown or of another
        kind, an unknown concept, class, level or function, a placeholder that the sentence cannot
        have, or a query that is not a SELECT of the agreed columns.
    """
    query = read_query_file(name, text)
    problems = [found for check in CHECKS for found in check(query)]
    if problems:
        raise RuleError(*problems)
    header = query.header
    return Rule(
        id=header["id"],
        name=name.rpartition(".")[0],
        version=header.get("version", 1),
        title=text_of(query, "title"),
        question=text_of(query, "question"),
        why=text_of(query, "why"),
        closes=text_of(query, "closes"),
        says=text_of(query, "says"),
        lack=tuple(LACK.iri(slug) for slug in header["lack"]),
        levels=tuple(LEVEL.iri(slug) for slug in header.get("levels", ())),
        missing_class=str(MR[header["missing"]]),
        structural=header["evidence"] == OF_RULES[0],
        reference=header.get("reference", ""),
        sparql=query.sparql,
        function=header.get("function", ""),
        flag=header.get("flag", False),
        stated=_text(query, "stated"),
        unread=_text(query, "unread"),
        at_level=_text(query, "at_level"),
        also=_text(query, "also"),
        replaces=tuple(header.get("replaces", ())),
        tier=header.get("tier", ""),
        items=header.get("items", "answer"),
        needs=tuple(header.get("needs", ())),
        premise=_text(query, "premise"),
        severity=header.get("severity"),
        strengthens=header.get("strengthens", ""),
        own=own,
    )


def _text(query: QueryFile, key: str) -> Text | None:
    return text_of(query, key) if key in query.header else None


def unknown_name(location: Location, found: str, known: Iterable[str], key: str = "") -> Problem:
    """Return the problem of a name that is not one of those known, with what is."""
    names = sorted(known)
    told = ("”{found}” är okänt.", "“{found}” is unknown.")
    of_key = ("{key}: ”{found}” är okänt.", "{key}: “{found}” is unknown.")
    return problem(
        location,
        "unknown-name",
        of_key if key else told,
        allowed=("Kända är {known}.", "Known are {known}."),
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
    is_there = key in query.header
    return problem(
        query.place(key),
        "bad-header",
        ("”{key}” i huvudet är ”{found}”.", "“{key}” in the header is “{found}”.")
        if is_there
        else ("Huvudet saknar ”{key}”.", "The header lacks “{key}”."),
        allowed=Text("Det ska vara {wanted}.", "It must be {wanted}."),
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
    return problem(
        query.place(key),
        "bad-sentence",
        ("{key}: ”{found}” går inte att fylla i.", "{key}: “{found}” cannot be filled in."),
        allowed=Text(
            "Platser är {fields}; subject måste finnas.",
            "Places are {fields}; subject must be there.",
        ),
        key=key,
        found=shorten(text),
        fields=", ".join(f"{{{name}}}" for name in FIELDS),
    )


def _check_query(query: QueryFile) -> Iterator[Problem]:
    if "function" in query.header:
        if query.sparql.strip():
            yield problem(
                query.place("function"),
                "bad-header",
                ("Filen har både function och fråga.", "The file has both function and query."),
                hint=("Ta bort det ena.", "Remove one of them."),
            )
        return
    try:
        check_sparql(query.sparql)
        columns = set(EmbeddedStore().query(query.sparql).columns)
    except QueryError as error:
        yield from (_in_file(query, item) for item in error.problems)
        return
    if "subject" not in columns or not columns <= set(COLUMNS):
        yield _bad_columns(query, columns)


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
        ("Frågan ger kolumnerna {found}.", "The query gives the columns {found}."),
        allowed=(
            "Tillåtna är {known}; subject måste finnas.",
            "Allowed are {known}; subject must be there.",
        ),
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
