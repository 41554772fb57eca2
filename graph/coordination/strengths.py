"""The table of strengths: every number that turns rows of data into requirements and coverage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from math import inf
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from mellanrum.graph.guards import check_text_file
from mellanrum.graph.measures.rational import exact
from mellanrum.graph.problems import AND, did_you_mean, listing, problem, shorten
from mellanrum.graph.readers.csvfiles import short_table
from mellanrum.graph.tables.entry import Entries, names_of
from mellanrum.ontology.assets import read_asset
from mellanrum.ontology.errors import LoadError, Location, Problem
from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import mr
from mellanrum.ontology.schema import Schema, fold

__all__ = [
    "FIRMNESS",
    "NO",
    "YES",
    "CellText",
    "Firmness",
    "Range",
    "Strengths",
    "Weights",
    "bundled_strengths",
    "csv_rows",
    "given_numbers",
    "read_strengths",
    "read_weights",
]

# By these the strength of a structure is judged, beside what kind it is: see docs/congruence.md.
Firmness = Literal["follow-up", "mandate", "steering-document"]
FIRMNESS: tuple[str, ...] = get_args(Firmness)
FILE = "strengths.csv"
WEIGHED = (mr("TargetGroup"), mr("Commission"), mr("CollaborationStructure"))
HEADINGS = {
    "part": ("part", "del"),
    "key": ("key", "nyckel"),
    "low": ("low", "lägst"),
    "high": ("high", "högst"),
    "task": ("task", "uppgift", "target group", "målgrupp"),
    "weight": ("weight", "vikt"),
    "statutory": ("statutory", "lagstadgad"),
    "rule": ("rule", "regel"),
    "severity": ("severity", "allvarlighet"),
    "active": ("active", "aktiv"),
    "note_sv": ("note_sv",),
    "note_en": ("note_en",),
    "note": ("note", "anmärkning"),
}
YES, NO = {"yes", "ja", "true", "1", "x"}, {"", "no", "nej", "false", "0"}


class Range(NamedTuple):
    """A number that is known, or lies between two bounds."""

    low: Fraction
    high: Fraction


class CellText(NamedTuple):
    """The text of a cell, and where it stands."""

    text: str
    place: Location


@dataclass(frozen=True)
class Strengths:
    """The numbers of the table, under their part and key.

    Attributes
    ----------
    values : mapping
        (part, key) → bounds, each from 0 to 1.
    notes : mapping
        (part, key) → what the row means.
    """

    values: Mapping[tuple[str, str], Range]
    notes: Mapping[tuple[str, str], Text] = field(repr=False)
    # Ties lack the same things over and over.
    _ties: dict[tuple[object, ...], Range] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def of(self, part: str, key: str) -> Range:
        """Return the bounds of a row of the table."""
        return self.values[part, key]

    def tie(self, kind: str, missing: Mapping[str, bool]) -> Range:
        """Return the strength of a tie of a kind, less what it lacks.

        Parameters
        ----------
        kind : str
            A key of the part ``strength``.
        missing : mapping of str to bool
            Key of the part ``reduction`` → whether a source says that it is missing; False where
            it is only not documented. What is documented is left out.
        """
        known = (kind, *missing.items())
        if known not in self._ties:
            self._ties[known] = self._tie(kind, missing)
        return self._ties[known]

    def _tie(self, kind: str, missing: Mapping[str, bool]) -> Range:
        base, least = self.of("strength", kind), self.of("strength", "least")
        taken = {key: self.of("reduction", key) for key in missing}
        # What a source says is missing is taken off both ends; silence only off the lower one.
        low = base.low - sum((each.low for each in taken.values()), Fraction(0))
        high = base.high - sum(
            (each.low if missing[key] else each.high for key, each in taken.items()), Fraction(0)
        )
        return Range(
            min(max(low, least.low), base.low),
            max(min(max(high, least.high), base.high), min(max(low, least.low), base.low)),
        )


@dataclass(frozen=True)
class Weights:
    """How much tasks weigh, and which of them law or regulation requires.

    Attributes
    ----------
    weights : mapping of str to Fraction
        By IRI of the task; 1 where not given.
    statutory : frozenset of str
        IRIs of tasks that law or regulation requires.
    """

    weights: Mapping[str, Fraction] = field(default_factory=dict)
    statutory: frozenset[str] = frozenset()


@cache
def bundled_strengths() -> Strengths:
    """Return the table that ships with the project."""
    return _strengths(FILE, read_asset("graph", "coordination", FILE), None)


def read_strengths(path: Path) -> Strengths:
    """Read a table of strengths; rows that it does not have keep the numbers that ship with us.

    Parameters
    ----------
    path : pathlib.Path
        CSV with the columns part, key, low and high (high may be left out: the same as low).

    Raises
    ------
    LoadError
        With the row and column of each part, key or number that is wrong.
    """
    return _strengths(path.name, check_text_file(path), bundled_strengths())


def given_numbers(
    strengths: Strengths | str | Path | None,
    weights: Weights | str | Path | None,
    entries: Entries,
    schema: Schema,
) -> tuple[Strengths | None, Weights | None]:
    """Return strengths and weights, read where they are given as files.

    Parameters
    ----------
    strengths : Strengths, str or path, optional
        See `read_strengths`.
    weights : Weights, str or path, optional
        See `read_weights`; a target group is named ``dataset/id`` or ``id``.
    entries, schema
        What may be weighed.
    """
    if isinstance(strengths, str | Path):
        strengths = read_strengths(Path(strengths))
    if isinstance(weights, str | Path):
        names = names_of(entries, lambda name: schema.is_a(name, WEIGHED))
        weights = read_weights(Path(weights), names)
    return strengths, weights


def read_weights(path: Path, tasks: Mapping[str, str]) -> Weights:
    """Read the weights of tasks, and which of them are statutory.

    Parameters
    ----------
    path : pathlib.Path
        CSV with the columns task, weight and statutory (yes or no); the last two may be empty.
    tasks : mapping of str to str
        Name → IRI of what may be weighed.

    Raises
    ------
    LoadError
        With the row and column of each task or number that is wrong.
    """
    problems: list[Problem] = []
    weights: dict[str, Fraction] = {}
    statutory: set[str] = set()
    required, optional = ("task",), ("weight", "statutory", "note", "note_sv", "note_en")
    for row in csv_rows(path.name, check_text_file(path), required, optional):
        iri = _choice(row["task"], tasks, problems)
        number = _number(row["weight"], problems, inf) if row["weight"].text else None
        if _yes(row["statutory"], problems) and iri:
            statutory.add(iri)
        if iri and number is not None:
            weights[iri] = number
    if problems:
        raise LoadError(*problems)
    return Weights(weights, frozenset(statutory))


def csv_rows(
    name: str, text: str, required: tuple[str, ...], optional: tuple[str, ...]
) -> Iterator[dict[str, CellText]]:
    """Yield the rows of a small CSV table with each cell's place; headings in either language.

    A required column that is missing, or a heading that is unknown, is refused.
    """
    (_, headings), *lines = short_table(text) or [(1, [])]
    columns = _columns(name, headings, required, optional)
    for number, cells in lines:
        yield {
            column: CellText(
                cells[at] if at is not None and at < len(cells) else "",
                Location(name, row=number, column=headings[at] if at is not None else column),
            )
            for column, at in columns.items()
        }


def _columns(
    name: str, headings: list[str], required: tuple[str, ...], optional: tuple[str, ...]
) -> dict[str, int | None]:
    known = {fold(word): key for key in (*required, *optional) for word in HEADINGS[key]}
    places = {known.get(fold(heading), ""): at for at, heading in enumerate(headings) if heading}
    problems = [
        _unknown(Location(name, row=1, column=heading), heading, sorted(known))
        for heading in headings
        if heading and fold(heading) not in known
    ]
    problems += [
        problem(Location(name, row=1), "missing-column:plain", key=Text(HEADINGS[key][-1], key))
        for key in required
        if key not in places
    ]
    if problems:
        raise LoadError(*problems)
    return {key: places.get(key) for key in (*required, *optional)}


def _strengths(name: str, text: str, base: Strengths | None) -> Strengths:
    problems: list[Problem] = []
    values = dict(base.values) if base else {}
    notes = dict(base.notes) if base else {}
    optional = ("high", "note_sv", "note_en", "note")
    for row in csv_rows(name, text, ("part", "key", "low"), optional):
        part, key = row["part"].text, row["key"].text
        if base and not _is_known(row, base, problems):
            continue
        low = _number(row["low"], problems)
        high = _number(row["high"], problems) if row["high"].text else low
        if low is not None and high is not None:
            values[part, key] = Range(low, high)
            notes.setdefault((part, key), Text(row["note_sv"].text, row["note_en"].text))
            if part != "reduction" and low > high:
                problems.append(problem(row["high"].place, "bad-range"))
    if problems:
        raise LoadError(*problems)
    return Strengths(values, notes)


def _is_known(row: Mapping[str, CellText], base: Strengths, problems: list[Problem]) -> bool:
    parts = {part: part for part, _ in base.values}
    part = _choice(row["part"], parts, problems)
    keys = {key: key for other, key in base.values if other == part}
    return bool(part) and bool(_choice(row["key"], keys, problems))


def _choice(cell: CellText, known: Mapping[str, str], problems: list[Problem]) -> str:
    if cell.text in known:
        return known[cell.text]
    problems.append(_unknown(cell.place, cell.text, sorted(known)))
    return ""


def _unknown(place: Location, found: str, known: list[str]) -> Problem:
    return problem(
        place,
        "unknown-name",
        known=listing(known, AND),
        found=shorten(found),
        guess=did_you_mean(found, known),
    )


def _number(cell: CellText, problems: list[Problem], most: float = 1) -> Fraction | None:
    """Return a number of at least 0, written with a point, a comma or as a fraction."""
    try:
        number = exact(cell.text.replace(",", "."))
    except ValueError:
        number = Fraction(-1)
    if 0 <= number <= most:
        return number
    code = "bad-number:share" if most == 1 else "bad-number:weight"
    problems.append(problem(cell.place, code, found=shorten(cell.text)))
    return None


def _yes(cell: CellText, problems: list[Problem]) -> bool:
    if cell.text.casefold() not in YES | NO:
        problems.append(problem(cell.place, "bad-boolean", found=shorten(cell.text)))
    return cell.text.casefold() in YES
