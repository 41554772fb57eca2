"""Rows drawn at random, each with its evidence: what a synthetic municipality is made of."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

__all__ = ["LEVELS", "SECTORS", "Drawer", "Row", "names"]

SECTORS = ("school", "preschool", "social-services", "leisure", "culture", "labour-market")
LEVELS = ("political", "strategic", "management", "operational", "individual")
Row = dict[str, str]
Draw = Callable[[], str]


class Drawer:
    """Draws the rows of one municipality.

    Parameters
    ----------
    number, seed : int
        The same give the same rows on every machine and in every run.
    """

    def __init__(self, number: int, seed: int) -> None:
        # A string seed is hashed by Python itself, alike on every machine and in every run.
        self.random = random.Random(f"mellanrum/{seed}/{number}")
        self.tables: dict[str, list[Row]] = {}
        self.groups: list[str] = []

    def add(self, table: str, count: int, prefix: str, **cells: object) -> list[str]:
        """Add rows with ids ``prefix-1`` and on; a callable cell is asked once for each row."""
        made = names(prefix, count)
        for name in made:
            row = {"id": name, "name": f"{prefix.capitalize()} {name.rpartition('-')[2]}"}
            for key, value in cells.items():
                row[key.replace("_", " ")] = str(value() if callable(value) else value)
            self.tables.setdefault(table, []).append({**row, **self.evidence(table)})
        return made

    def evidence(self, table: str) -> Row:
        """Return source, place and phrase, and now and then a voice, a modality or a date."""
        said = {
            "source": "" if table == "sources" else self.one(self.ids("sources")),
            "place": f"s. {self.random.randint(1, 40)}",
            "phrase": f"ord {self.random.randint(1, 99999)} i texten",
        }
        if table not in ("sources", "bodies") and self.random.random() < 0.15:
            said["modality"] = self.one(("assessment", "intention", "proposal", "risk", "need"))
        if table != "sources" and self.random.random() < 0.2:
            said["observed"] = self.day()
        return said

    def ids(self, table: str) -> list[str]:
        """Return the ids in a table."""
        return [row["id"] for row in self.tables[table]]

    # -- draws --------------------------------------------------------------------------------

    def one(self, choices: Sequence[str]) -> str:
        """Return one of the choices."""
        return self.random.choice(choices)

    def maybe(self, share: float, choices: Sequence[str], most: int = 1) -> str:
        """Return some of the choices, in a share of the cases, and otherwise nothing."""
        if self.random.random() >= share:
            return ""
        count = self.random.randint(1, min(most, len(choices)))
        return "; ".join(self.random.sample(list(choices), count))

    def day(self, first: int = 2016, last: int = 2024) -> str:
        """Return a date, or a month or a year."""
        year, month = self.random.randint(first, last), self.random.randint(1, 12)
        forms = (f"{year}", f"{year}-{month:02}", f"{year}-{month:02}-{year % 28 + 1:02}")
        return self.one(forms)

    def any(self, choices: Sequence[str]) -> Draw:
        """Return what draws one of the choices for each row."""
        return lambda: self.one(choices)

    def some(self, share: float, choices: Sequence[str], most: int = 1) -> Draw:
        """Return what draws some of the choices for a share of the rows."""
        return lambda: self.maybe(share, choices, most)

    def sector(self) -> str:
        """Return one or two sectors."""
        return self.maybe(1, SECTORS, 2)

    def level(self) -> str:
        """Return a level, most times."""
        return self.maybe(0.7, LEVELS)

    def held(self, share: float = 0.6) -> dict[str, object]:
        """Return the columns for target group and for when something held: some of it is over."""
        return {
            "target_group": self.some(share, self.groups, 2),
            "valid_from": self.some(0.5, ("2010", "2012-03", "2014-09-01")),
            "valid_until": self.some(0.3, ("2023-06", "2024-03-31", "2027", "2028-12")),
        }


def names(prefix: str, count: int) -> list[str]:
    """Return ids: the prefix with the numbers from 1 on."""
    return [f"{prefix}-{place}" for place in range(1, count + 1)]
