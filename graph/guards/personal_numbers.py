"""The gate against personal identity numbers: refuse input that holds any."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from mellanrum.graph.guards.input_limits import DEFAULT_LIMITS, Limits, check_text_file
from mellanrum.graph.number_search import Kind, find_personal_numbers, number_in
from mellanrum.graph.problems import problem
from mellanrum.ontology.errors import LoadError, Location, Problem
from mellanrum.ontology.language import Text

__all__ = ["personal_problems", "read_allowed"]

KIND_NAMES: dict[Kind, Text] = {
    "personnummer": Text("ett personnummer", "a personal identity number"),
    "samordningsnummer": Text("ett samordningsnummer", "a coordination number"),
    "interimsnummer": Text("ett interimsnummer (T-nummer)", "an interim number (T number)"),
}


def personal_problems(
    text: str, location: Location, allowed: Collection[str] = ()
) -> tuple[Problem, ...]:
    """Return a problem for each personal identity number in a text; none repeats the number."""
    return tuple(
        problem(
            location,
            "personal-number",
            first=hit.start + 1,
            last=hit.end,
            kind=KIND_NAMES[hit.kind],
        )
        for hit in find_personal_numbers(text, allowed, location.say("en"))
    )


def read_allowed(path: Path, limits: Limits = DEFAULT_LIMITS) -> frozenset[str]:
    """Read a file of numbers that only look like personal identity numbers.

    One number a line, then ``#`` and the reason. An entry allows its own ten or twelve digits,
    however they are separated, and nothing else.

    Raises
    ------
    LoadError
        If the file cannot be read, an entry has no reason, or an entry needs none.
    """
    values: set[str] = set()
    problems: list[Problem] = []
    for row, line in enumerate(check_text_file(path, limits).splitlines(), start=1):
        entry, _, reason = line.partition("#")
        if not entry.strip():
            continue
        value = number_in(entry)
        if value and reason.strip():
            values.add(value)
        else:
            code = "bad-allow-list:reason" if value else "bad-allow-list:number"
            problems.append(problem(Location(file=path.name, row=row), code))
    if problems:
        raise LoadError(*problems)
    return frozenset(values)
