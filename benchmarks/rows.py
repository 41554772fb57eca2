"""The tables of a synthetic municipality: everything that a rule can look for is in some rows.

What they hold is in rows.csv, a line for each column of each set of rows. Values are separated by
``|``; ``@namnd`` stands for the ids of all rows with that prefix. ``draw`` says which of them a row
gets: ``any`` of them, the next in ``turn``, a ``day`` between two years, or in a share of the rows
one of them, or as many as ``most`` says. Where it is empty every row gets what is written.
"""

from __future__ import annotations

import csv
import random
from functools import cache
from importlib.resources import files
from itertools import groupby

__all__ = ["Maker", "Row"]

Row = dict[str, str]
NAMELESS = ("participations", "claims", "completeness")


@cache
def _plan() -> list[list[Row]]:
    """Return the lines of each set of rows."""
    lines = csv.DictReader(files("benchmarks").joinpath("rows.csv").read_text().splitlines())
    return [list(some) for _, some in groupby(lines, key=lambda line: line["prefix"])]


@cache
def _values(text: str) -> list[str]:
    """Return the values that a cell of rows.csv names."""
    ids = {some[0]["prefix"]: _ids(some[0]) for some in _plan()}
    parts = (ids[part[1:]] if part.startswith("@") else [part] for part in text.split("|"))
    return [value for part in parts for value in part]


def _ids(line: Row) -> list[str]:
    return [f"{line['prefix']}-{place}" for place in range(1, int(line["rows"]) + 1)]


class Maker:
    """Fills the tables of one municipality.

    Parameters
    ----------
    number, seed : int
        The same give the same rows on every machine and in every run.
    """

    def __init__(self, number: int, seed: int) -> None:
        # A string seed is hashed by Python itself, alike on every machine and in every run.
        self.random = random.Random(f"mellanrum/{seed}/{number}")
        self.tables: dict[str, list[Row]] = {}
        for lines in _plan():
            self._add(lines)

    def neighbour(self, slug: str) -> None:
        """Let a committee and a unit of another municipality sit in two structures of this one."""
        for place, body in enumerate(("namnd-3", "enhet-5"), start=1):
            cells = {"structure": f"forum-{place}", "participant": f"{slug}/{body}"}
            row = {"id": f"granne-{place}", **cells, **self._evidence("participations")}
            self.tables["participations"].append(row)

    def _add(self, lines: list[Row]) -> None:
        table, prefix = lines[0]["table"], lines[0]["prefix"]
        rows = self.tables.setdefault(table, [])
        for place, name in enumerate(_ids(lines[0])):
            row = {"id": name}
            if table not in NAMELESS:
                row["name"] = f"{prefix.capitalize()} {place + 1}"
            row |= {line["column"]: self._cell(line, place) for line in lines if line["column"]}
            rows.append({**row, **self._evidence(table)})

    def _cell(self, line: Row, place: int) -> str:
        values = _values(line["values"])
        match line["draw"]:
            case "":
                return line["values"]
            case "any":
                return self.random.choice(values)
            case "turn":
                return values[place]
            case "day":
                return self._day(*map(int, values))
        if self.random.random() >= float(line["draw"]):
            return ""
        count = self.random.randint(1, min(int(line["most"] or 1), len(values)))
        return "; ".join(self.random.sample(values, count))

    def _day(self, first: int = 2016, last: int = 2024) -> str:
        """Return a date, or a month or a year."""
        year, month = self.random.randint(first, last), self.random.randint(1, 12)
        forms = (f"{year}", f"{year}-{month:02}", f"{year}-{month:02}-{year % 28 + 1:02}")
        return self.random.choice(forms)

    def _evidence(self, table: str) -> Row:
        """Return source, place and phrase, and now and then a voice, a modality or a date."""
        said = {"source": ""}
        if table != "sources":
            said["source"] = self.random.choice(self.tables["sources"])["id"]
        said["place"] = f"s. {self.random.randint(1, 40)}"
        said["phrase"] = f"ord {self.random.randint(1, 99999)} i texten"
        if table not in ("sources", "bodies") and self.random.random() < 0.15:
            senses = ("assessment", "intention", "proposal", "risk", "need")
            said["modality"] = self.random.choice(senses)
        if table != "sources" and self.random.random() < 0.2:
            said["observed"] = self._day()
        return said
