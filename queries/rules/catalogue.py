"""The rule catalogue: our rules and a user's own, and the profile that says how much they count."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mellanrum.graph.coordination.strengths import NO, YES, CellText, csv_rows
from mellanrum.graph.guards import check_text_file
from mellanrum.graph.problems import problem, shorten
from mellanrum.ontology.assets import list_assets, read_asset
from mellanrum.ontology.errors import LoadError, Location, MellanrumError, Problem, RuleError
from mellanrum.ontology.vocabularies import SEVERITY
from mellanrum.queries.finding.rule_answers import COLUMNS
from mellanrum.queries.rules.header import read_query_file
from mellanrum.queries.rules.rule import Rule, Severity, read_rule
from mellanrum.queries.rules.rule_checks import unknown_name

__all__ = [
    "COLUMNS",
    "Catalogue",
    "Profile",
    "Rule",
    "Severity",
    "bundled_catalogue",
    "bundled_profile",
    "bundled_rules",
    "read_catalogue",
    "read_profile",
    "read_rule",
    "read_rules",
]

FOLDER = "gaps"
ENDINGS = (".rq", ".yaml")
UNLESS_SAID: Severity = "medium"
# How severe the gaps of each rule are taken to be; None where it is off.
Profile = Mapping[str, Severity | None]


@dataclass(frozen=True)
class Catalogue:
    """The rules of a run, by id, and their profile."""

    rules: tuple[Rule, ...]
    profile: Profile

    def select(self, ids: Iterable[str] | None = None) -> tuple[Rule, ...]:
        """Return the rules with these ids or names, or all.

        Raises
        ------
        RuleError
            If one is unknown.
        """
        if ids is None:
            return self.rules
        by_name = {key: rule for rule in self.rules for key in _names(rule)}
        chosen = set()
        for given in ids:
            rule = by_name.get(given.lower())
            if rule is None:
                raise RuleError(unknown_name(Location(), given, [each.id for each in self.rules]))
            chosen.add(rule)
        return tuple(sorted(chosen, key=lambda rule: rule.id))


@cache
def bundled_rules() -> tuple[Rule, ...]:
    """Return the rules that ship with the project, by id."""
    names = [name for end in ENDINGS for name in list_assets("queries", FOLDER, suffix=end)]
    rules = [read_rule(name, read_asset("queries", FOLDER, name)) for name in names]
    return tuple(sorted(rules, key=lambda rule: rule.id))


@cache
def bundled_profile() -> Profile:
    """Return the profile that ships with the project."""
    return read_profile("profile.csv", read_asset("queries", FOLDER, "profile.csv"))


@cache
def bundled_catalogue() -> Catalogue:
    """Return the rules and the profile that ship with the project."""
    return Catalogue(bundled_rules(), bundled_profile())


def read_catalogue(profile: str | Path | None = None, rules: str | Path | None = None) -> Catalogue:
    """Return our rules with a user's own, and our profile with a user's rows in it.

    Parameters
    ----------
    profile : str or path, optional
        CSV with the columns rule, severity (high, medium, low) and active (yes, no). Rules that it
        does not name keep what they have; it may name the user's own.
    rules : str or path, optional
        A folder of the user's own rules, one ``.rq`` file each. Without a row in the profile their
        severity is that of their header, or medium.

    Raises
    ------
    RuleError
        With everything that is wrong in a rule or in the profile: file, line, key or column.
    LoadError
        If a file cannot be read as text.
    """
    if profile is None and rules is None:
        return bundled_catalogue()
    own = read_rules(Path(rules)) if rules is not None else ()
    every = tuple(sorted((*bundled_rules(), *own), key=lambda rule: rule.id))
    severities = {**bundled_profile(), **{r.id: r.severity or UNLESS_SAID for r in own}}
    if profile is not None:
        path = Path(profile)
        severities |= read_profile(path.name, check_text_file(path), every)
    return Catalogue(every, severities)


def read_rules(folder: Path) -> tuple[Rule, ...]:
    """Read a user's own rules from a folder, by id.

    Raises
    ------
    RuleError
        With everything that is wrong in any of the files; if one has the id or the name of
        another, or of one of ours; or if there is none.
    LoadError
        If a file cannot be read as text.
    """
    place = Location(file=folder.name)
    if not folder.is_dir():
        code = "no-rules:file" if folder.exists() else "no-rules:missing"
        raise RuleError(problem(place, code))
    paths = [path for path in folder.iterdir() if path.suffix == ".rq" and path.name[0] != "."]
    if not paths:
        raise RuleError(problem(place, "no-rules"))
    taken = {name: rule.id for rule in bundled_rules() for name in _names(rule)}
    found: list[Rule] = []
    problems: list[Problem] = []
    for path in sorted(paths):
        try:
            text = check_text_file(path)
            rule = read_rule(path.name, text, own=True)
        except MellanrumError as error:
            problems.extend(error.problems)
            continue
        stands = read_query_file(path.name, text).place("id")
        problems += [
            problem(stands, "taken-id", rule=rule.id, other=taken[name])
            for name in sorted(_names(rule) & taken.keys())
        ]
        taken |= dict.fromkeys(_names(rule), f"{rule.id} ({path.name})")
        found.append(rule)
    if problems:
        raise RuleError(*problems)
    return tuple(sorted(found, key=lambda rule: rule.id))


def read_profile(name: str, text: str, rules: Iterable[Rule] | None = None) -> Profile:
    """Read a profile: CSV with the columns rule, severity and active, of these rules or of ours.

    Raises
    ------
    RuleError
        If a row names an unknown severity or an unknown rule, or a rule twice.
    """
    known = {rule.id.lower(): rule.id for rule in (bundled_rules() if rules is None else rules)}
    severities = {name: level.slug for level in SEVERITY for name in level.names}
    found: dict[str, Severity | None] = {}
    problems: list[Problem] = []
    for row in _rows(name, text):
        rule = known.get(row["rule"].text.lower())
        severity = severities.get(row["severity"].text.lower())
        active = row["active"].text.casefold()
        if rule is None:
            problems.append(_unknown_cell(row["rule"], known.values()))
        elif rule in found:
            cell, place = row["rule"]
            problems.append(problem(place, "repeated-rule", rule=shorten(cell)))
        elif severity is None:
            problems.append(_unknown_cell(row["severity"], SEVERITY.slugs))
        elif active and active not in YES | NO:
            problems.append(_unknown_cell(row["active"], ("yes", "no", "ja", "nej")))
        else:
            found[rule] = severity if not active or active in YES else None
    if problems:
        raise RuleError(*problems)
    return found


def _rows(name: str, text: str) -> Iterator[dict[str, CellText]]:
    try:
        yield from csv_rows(name, text, ("rule", "severity"), ("active", "note"))
    except LoadError as error:
        raise RuleError(*error.problems) from error
    except csv.Error as error:
        why = str(error).rstrip(".")
        raise RuleError(problem(Location(file=name), "bad-csv:profile", why=why)) from error


def _names(rule: Rule) -> set[str]:
    return {rule.id.lower(), rule.name.lower()}


def _unknown_cell(cell: CellText, known: Iterable[str]) -> Problem:
    return unknown_name(cell.place, cell.text, known)
