"""The rule catalogue: one file a rule, and the profile that says which count and how much."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from mellanrum.graph.guard import check_sparql
from mellanrum.graph.problems import did_you_mean, listing, problem, shorten
from mellanrum.ontology.assets import list_assets, read_asset
from mellanrum.ontology.errors import Location, Problem, QueryError, RuleError
from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import CONCEPT, MR
from mellanrum.ontology.schema import load_schema
from mellanrum.queries import link_rules, network_rules  # noqa: F401 (they register themselves)
from mellanrum.queries.answers import COLUMNS
from mellanrum.queries.ground import NETWORK_RULES
from mellanrum.queries.header import QueryFile, read_query_file, text_of

__all__ = [
    "COLUMNS",
    "Profile",
    "Rule",
    "Severity",
    "bundled_profile",
    "bundled_rules",
    "read_profile",
    "read_rule",
    "select_rules",
]

Severity = Literal["high", "medium", "low"]
SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low")
FOLDER = "gaps"


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
        A gap of this rule as a sentence, with ``{subject}``, ``{object}`` and ``{about}``.
    lack : tuple of str
        IRIs of the concepts for what is missing; statements about the same are evidence.
    levels : tuple of str
        IRIs of the levels at which it is missing; empty where it may be any.
    missing_class : str
        IRI of the class of the thing that is missing.
    structural : bool
        Whether the gap follows from what is there, rather than from silence.
    flag : bool
        Whether what is found is a knowledge flag: something a reader should know of the sources,
        and never a gap.
    premise : Text or None
        What the rule reads into the structure, where it interprets.
    sparql, function : str
        The query, or the name of the network rule that answers instead of one; the other is empty.
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
    premise: Text | None = None

    @property
    def iri(self) -> str:
        """The rule's IRI, version included."""
        return f"https://w3id.org/mellanrum/rule/{self.id}/{self.version}"

    def lack_of(self, about: Iterable[str]) -> tuple[str, ...]:
        """Return what is lacking in a gap: the kinds that it names itself, else all of the rule's.

        A rule that looks for several kinds says in ``?about`` which one a gap is of, so that
        statements about another kind are no evidence for it.
        """
        named = set(about)
        return tuple(kind for kind in self.lack if kind in named) or self.lack


@dataclass(frozen=True)
class Profile:
    """Which rules are on, and how severe their gaps are taken to be."""

    severities: Mapping[str, Severity]

    def severity(self, rule_id: str) -> Severity | None:
        """Return the severity of a rule's gaps, or None where the rule is off."""
        return self.severities.get(rule_id)


def read_rule(name: str, text: str) -> Rule:
    """Read a rule from the text of its file.

    Raises
    ------
    RuleError
        If the header lacks a key or names an unknown concept or class, or the query is not a
        SELECT of the agreed columns, or the function that stands for one is not known.
    """
    query = read_query_file(name, text)
    _check_keys(query)
    if "function" in query.header:
        _check_function(query)
    else:
        _check_query(query)
    header = query.header
    return Rule(
        id=str(header["id"]),
        name=name.rpartition(".")[0],
        version=int(header.get("version", 1)),
        title=text_of(query, "title"),
        question=text_of(query, "question"),
        why=text_of(query, "why"),
        closes=text_of(query, "closes"),
        says=text_of(query, "says"),
        lack=tuple(_concept(query, "lack", slug) for slug in header["lack"]),
        levels=tuple(_concept(query, "level", slug) for slug in header.get("levels") or ()),
        missing_class=_class(query, str(header["missing"])),
        structural=header["evidence"] == "structural",
        reference=str(header.get("reference") or ""),
        sparql=query.sparql,
        function=str(header.get("function") or ""),
        flag=bool(header.get("flag", False)),
        premise=text_of(query, "premise") if "premise" in header else None,
    )


def _check_keys(query: QueryFile) -> None:
    wanted = {"id": str, "lack": list, "missing": str, "evidence": str}
    for key, kind in wanted.items():
        if not isinstance(query.header.get(key), kind):
            raise RuleError(_header_problem(query, key, shorten(str(query.header.get(key)))))
    if query.header["evidence"] not in ("structural", "undocumented"):
        raise RuleError(_header_problem(query, "evidence", shorten(query.header["evidence"])))


def _header_problem(query: QueryFile, key: str, found: str) -> Problem:
    return problem(
        Location(file=query.name),
        "bad-header",
        ("”{key}” i huvudet är ”{found}”.", "“{key}” in the header is “{found}”."),
        allowed=(
            "id och missing är text, lack är en lista, evidence är structural eller undocumented.",
            "id and missing are text, lack is a list, evidence is structural or undocumented.",
        ),
        key=key,
        found=found,
    )


def _check_query(query: QueryFile) -> None:
    try:
        check_sparql(query.sparql)
    except QueryError as error:
        raise RuleError(*error.problems) from error
    projected = query.sparql.partition("WHERE")[0]
    names = {word.strip("?") for word in projected.split() if word.startswith("?")}
    if "subject" not in names or not names <= set(COLUMNS):
        raise RuleError(
            problem(
                Location(file=query.name),
                "bad-columns",
                ("Frågan ger kolumnerna {found}.", "The query gives the columns {found}."),
                allowed=(
                    "Tillåtna är {known}; subject måste finnas.",
                    "Allowed are {known}; subject must be there.",
                ),
                found=", ".join(sorted(names)),
                known=", ".join(COLUMNS),
            )
        )


def _check_function(query: QueryFile) -> None:
    function = str(query.header["function"])
    if function not in NETWORK_RULES or query.sparql.strip():
        raise RuleError(_unknown(Location(file=query.name), function, NETWORK_RULES))


def _concept(query: QueryFile, scheme: str, slug: str) -> str:
    known = {concept.slug: concept.iri for concept in load_schema().schemes[str(CONCEPT[scheme])]}
    if slug not in known:
        raise RuleError(_unknown(Location(file=query.name), slug, known))
    return known[slug]


def _class(query: QueryFile, name: str) -> str:
    known = {iri.removeprefix(str(MR)): iri for iri in load_schema().classes}
    if name not in known:
        raise RuleError(_unknown(Location(file=query.name), name, known))
    return known[name]


def _unknown(location: Location, found: str, known: Iterable[str]) -> Problem:
    guess = did_you_mean(found, known)
    return problem(
        location,
        "unknown-name",
        ("”{found}” är okänt.", "“{found}” is unknown."),
        allowed=("Kända är {known}.", "Known are {known}."),
        hint=("Menade du ”{guess}”?", "Did you mean “{guess}”?") if guess else None,
        found=shorten(found),
        known=listing(sorted(known), Text("och", "and")),
        guess=guess,
    )


@cache
def bundled_rules() -> tuple[Rule, ...]:
    """Return the rules that ship with the project, by id."""
    names = [n for end in (".rq", ".yaml") for n in list_assets("queries", FOLDER, suffix=end)]
    rules = [read_rule(name, read_asset("queries", FOLDER, name)) for name in names]
    return tuple(sorted(rules, key=lambda rule: rule.id))


def read_profile(name: str, text: str) -> Profile:
    """Read a profile: CSV with the columns rule, severity and active.

    Raises
    ------
    RuleError
        If a row names an unknown severity or an unknown rule.
    """
    severities: dict[str, Severity] = {}
    known = [rule.id for rule in bundled_rules()]
    for number, row in enumerate(csv.DictReader(io.StringIO(text)), start=2):
        rule, severity = (row.get("rule") or "").strip(), (row.get("severity") or "").strip()
        place = Location(file=name, row=number)
        if rule not in known:
            raise RuleError(_unknown(place, rule, known))
        if severity not in SEVERITIES:
            raise RuleError(_unknown(place, severity, SEVERITIES))
        if (row.get("active") or "yes").strip().lower() not in ("no", "nej", "false", "0"):
            severities[rule] = cast(Severity, severity)
    return Profile(severities)


@cache
def bundled_profile() -> Profile:
    """Return the profile that ships with the project."""
    return read_profile("profile.csv", read_asset("queries", FOLDER, "profile.csv"))


def select_rules(ids: Iterable[str] | None) -> tuple[Rule, ...]:
    """Return the rules with these ids or names, or all.

    Raises
    ------
    RuleError
        If one is unknown.
    """
    rules = bundled_rules()
    if ids is None:
        return rules
    by_name = {key: rule for rule in rules for key in (rule.id.lower(), rule.name.lower())}
    chosen = []
    for given in ids:
        rule = by_name.get(given.lower())
        if rule is None:
            raise RuleError(_unknown(Location(), given, [rule.id for rule in rules]))
        chosen.append(rule)
    return tuple(sorted(set(chosen), key=lambda rule: rule.id))
