"""Make synthetic municipalities: as many as are wanted, the same ones for the same seed.

Each has about 10,000 triples: bodies, posts, structures, participations with history,
responsibilities, goals, follow-ups, audits and absences, every row with its evidence. They are
valid datasets, but say nothing: every name is a word and a number.

    python -m benchmarks.generate 5 -o FOLDER
    python -m benchmarks.generate 290 --format trig -o FILE.trig
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from mellanrum.export.graphs import serialise
from mellanrum.graph.assemble import Assembly, assemble
from mellanrum.graph.readers import DatasetInfo, RawDataset, RawRow, RawTable
from mellanrum.ontology.language import Text
from mellanrum.ontology.schema import load_schema

__all__ = ["assemblies", "assembly", "municipality", "write_folder"]

# Municipalities that refer to each other are read together, so many at a time.
NEIGHBOURS = 10
SECTORS = ("school", "preschool", "social-services", "leisure", "culture", "labour-market")
LACKS = ("forum", "joint-goal", "follow-up", "funding", "contact-point", "coordination", "form")
LEVELS = ("political", "strategic", "management", "operational", "individual")
Row = dict[str, str]


class _Maker:
    """Fills the tables of one municipality."""

    def __init__(self, number: int, seed: int) -> None:
        # A string seed is hashed by Python itself, alike on every machine and in every run.
        self.random = random.Random(f"mellanrum/{seed}/{number}")
        self.number = number
        self.tables: dict[str, list[Row]] = {}

    def add(self, table: str, count: int, prefix: str, **cells: object) -> list[str]:
        """Add rows with ids ``prefix-1`` and on; a callable cell is asked once for each row."""
        names = [f"{prefix}-{place}" for place in range(1, count + 1)]
        for name in names:
            row = {"id": name, "name": f"{prefix.capitalize()} {name.rpartition('-')[2]}"}
            for key, value in cells.items():
                row[key.replace("_", " ")] = str(value() if callable(value) else value)
            self.tables.setdefault(table, []).append({**row, **self.evidence(table)})
        return names

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

    # -- who there is -------------------------------------------------------------------------

    def actors(self) -> None:
        """Add sources, bodies, posts and target groups."""
        kinds = ("minutes", "official-letter", "audit-report", "reply")
        self.add("sources", 25, "kalla", kind=lambda: self.one(kinds), date=self.day)
        self.add("bodies", 1, "kommun", kind="municipality")
        self.add("bodies", 1, "revision", kind="audit body", part_of="kommun-1")
        committees = self.add(
            "bodies", 8, "namnd", kind="committee", part_of="kommun-1", sector=self.sector
        )
        waiting = iter(committees)
        departments = self.add(
            "bodies",
            8,
            "forvaltning",
            kind="department",
            part_of="kommun-1",
            administers=lambda: next(waiting),
            sector=self.sector,
        )
        self.add("bodies", 24, "enhet", kind="unit", part_of=lambda: self.one(departments))
        self.add("bodies", 2, "gemensam", kind="joint unit", part_of=lambda: self.one(departments))
        self.add(
            "bodies",
            8,
            "extern",
            kind="external actor",
            expected_counterpart=lambda: self.maybe(0.6, committees),
        )
        bodies = self.ids("bodies")
        self.add("posts", 40, "funktion", post_in=lambda: self.one(bodies[2:]), level=self.level)
        groups = self.add(
            "target_groups", 12, "grupp", min_age=lambda: self.random.randint(0, 12), max_age=18
        )
        self.add("forms", 3, "form", form=lambda: self.one(("sspf", "sig", "bus")))
        self.add("documents", 20, "dokument", kind="agreement", **self.held(groups))

    def sector(self) -> str:
        """Return one or two sectors."""
        return self.maybe(1, SECTORS, 2)

    def level(self) -> str:
        """Return a level, most times."""
        return self.maybe(0.7, LEVELS)

    def held(self, groups: Sequence[str]) -> dict[str, object]:
        """Return the columns for target group and for when something held: some of it is over."""
        return {
            "target_group": lambda: self.maybe(0.6, groups, 2),
            "valid_from": lambda: self.maybe(0.5, ("2010", "2012-03", "2014-09-01")),
            "valid_until": lambda: self.maybe(0.3, ("2023-06", "2024-03-31", "2027", "2028-12")),
        }

    # -- what they do together ----------------------------------------------------------------

    def structures(self) -> None:
        """Add structures, who takes part, and who answers for what."""
        bodies, posts = self.ids("bodies"), self.ids("posts")
        groups, documents = self.ids("target_groups"), self.ids("documents")
        status = ("established", "established", "established", "planned", "ended")
        structures = self.add(
            "structures",
            36,
            "forum",
            kind="forum",
            level=self.level,
            status=lambda: self.maybe(0.4, status),
            realises_form=lambda: self.maybe(0.2, self.ids("forms")),
            steered_by=lambda: self.maybe(0.3, bodies[2:10]),
            convened_by=lambda: self.maybe(0.5, bodies[10:18]),
            governed_by=lambda: self.maybe(0.4, documents),
            **self.held(groups),
        )
        self.add(
            "participations",
            180,
            "deltagande",
            structure=lambda: self.one(structures),
            participant=lambda: self.one(bodies[2:]),
            via_post=lambda: self.maybe(0.3, posts),
            valid_from=lambda: self.maybe(0.5, ("2015", "2016-08", "2018-01-15")),
            valid_until=lambda: self.maybe(0.2, ("2019", "2021-06-30", "2022-12")),
        )
        self.add(
            "participations",
            20,
            "sektor",
            structure=lambda: self.one(structures),
            participant_sector=lambda: self.one(SECTORS),
        )
        self.add("commissions", 8, "uppdrag", assigned_to=lambda: self.maybe(1, bodies[2:18], 3))
        self.add(
            "responsibilities",
            60,
            "ansvar",
            holder=lambda: self.maybe(0.85, [*bodies[2:], *posts]),
            kind=lambda: self.one(("responsibility", "task", "coordination")),
            limited_by=lambda: self.maybe(0.2, documents),
            for_structure=lambda: self.maybe(0.5, structures),
            level=self.level,
            **self.held(groups),
        )
        self.add("programmes", 5, "program", steered_by=lambda: self.maybe(0.5, bodies[2:10]))

    def aims(self) -> None:
        """Add goals, and what becomes of them."""
        bodies, structures = self.ids("bodies"), self.ids("structures")
        groups, posts = self.ids("target_groups"), self.ids("posts")
        goals = self.add(
            "goals",
            30,
            "mal",
            goal_of=lambda: self.maybe(0.9, bodies[:18], 2),
            goal_for=lambda: self.maybe(0.8, structures),
            in_document=lambda: self.maybe(0.5, self.ids("documents")),
            nature=lambda: self.maybe(0.6, ("outcome", "process", "direction")),
            **self.held(groups),
        )
        types = ("volume", "process", "outcome")
        self.add(
            "indicators", 25, "matt", goal=lambda: self.one(goals), type=lambda: self.one(types)
        )
        self.add(
            "follow_ups",
            25,
            "uppfoljning",
            follows_up=lambda: self.maybe(0.9, [*goals, *structures]),
            performed_by=lambda: self.maybe(0.7, bodies[2:]),
            reports_to=lambda: self.maybe(0.5, bodies[2:10]),
            frequency=lambda: self.maybe(0.5, ("annual", "quarterly", "once")),
        )
        self.add(
            "activities",
            20,
            "aktivitet",
            performed_by=lambda: self.maybe(0.8, bodies[2:]),
            realises_goal=lambda: self.maybe(0.7, goals),
            for_structure=lambda: self.maybe(0.5, structures),
        )
        self.add(
            "funding",
            12,
            "medel",
            funder=lambda: self.one(bodies[2:]),
            funds=lambda: self.one([*posts, *structures]),
            sufficiency=lambda: self.one(("sufficient", "insufficient", "unknown")),
            valid_until=lambda: self.maybe(0.5, ("2023", "2024-12", "2026-06-30")),
        )
        self.add(
            "contact_points",
            12,
            "kontakt",
            contact_of=lambda: self.one(bodies[2:18]),
            contact_for=lambda: self.maybe(0.4, bodies[-8:]),
        )

    # -- what is said of it -------------------------------------------------------------------

    def scrutiny(self) -> None:
        """Add audits with findings and recommendations, and what is answered."""
        bodies, structures = self.ids("bodies"), self.ids("structures")
        self.add(
            "requirements",
            6,
            "krav",
            kind="collaboration-form",
            requires_form=lambda: self.one(self.ids("forms")),
        )
        audits = self.add(
            "audits",
            3,
            "granskning",
            auditor="revision-1",
            audited_body=lambda: self.maybe(1, bodies[2:10], 4),
            criterion=lambda: self.maybe(1, self.ids("requirements"), 3),
            date=self.day,
        )
        findings = self.add(
            "findings",
            24,
            "iakttagelse",
            audit=lambda: self.one(audits),
            valence=lambda: self.one(("critical", "critical", "positive", "risk")),
            about=lambda: self.maybe(1, [bodies[0], *bodies[2:10], *structures], 2),
            lack=lambda: self.maybe(0.8, LACKS),
        )
        advice = self.add(
            "recommendations",
            12,
            "rekommendation",
            audit=lambda: self.one(audits),
            based_on=lambda: self.maybe(0.9, findings, 2),
            addressed_to=lambda: self.maybe(0.9, bodies[2:10]),
            lack=lambda: self.maybe(0.7, LACKS),
        )
        self.add(
            "decisions",
            8,
            "beslut",
            decided_by=lambda: self.one(bodies[2:10]),
            decision_status=lambda: self.one(("decided", "proposed")),
            date=self.day,
        )
        commitments = self.add(
            "commitments",
            14,
            "atagande",
            kind=lambda: self.one(("undertaken", "imposed")),
            committed_by=lambda: self.maybe(0.9, bodies[2:18]),
            deadline=lambda: self.day(2021, 2027),
            reports_to=lambda: self.maybe(0.5, bodies[2:10]),
            addresses=lambda: self.maybe(0.7, [*findings, *advice]),
            concerns=lambda: self.maybe(0.6, [*bodies[:10], *structures]),
            fulfilled_by=lambda: self.maybe(0.3, self.ids("follow_ups")),
            lack=lambda: self.maybe(0.7, LACKS),
        )
        self.add(
            "responses",
            10,
            "svar",
            respondent=lambda: self.one(bodies[2:10]),
            responds_to=lambda: self.one([*findings, *advice]),
            stance=lambda: self.one(("confirms", "shares", "objects", "qualifies", "acts")),
            results_in=lambda: self.maybe(0.4, commitments),
        )

    def statements(self) -> None:
        """Add absences, some of which are contradicted, and further statements."""
        bodies, structures = self.ids("bodies"), self.ids("structures")
        absences = self.add(
            "absences",
            14,
            "franvaro",
            about=lambda: self.one([bodies[0], *bodies[2:18], *structures]),
            **{"with": lambda: self.maybe(0.3, bodies[2:18])},
            lack=lambda: self.one(LACKS),
            finding=lambda: self.maybe(0.4, self.ids("findings")),
            level=lambda: self.maybe(0.3, LEVELS),
            valid_until=lambda: self.maybe(0.2, ("2020", "2023-05")),
        )
        about = [*structures, *self.ids("participations"), *self.ids("goals")]
        self.add(
            "claims",
            80,
            "belagg",
            about=lambda: self.one(about),
            contradicts=lambda: self.maybe(0.2, absences),
        )
        for row in self.tables["claims"]:
            del row["name"]  # a statement has none
        for row in self.tables["participations"]:
            del row["name"]

    def neighbour(self, slug: str) -> None:
        """Let a committee and a unit of another municipality sit in two structures of this one."""
        for place, body in enumerate(("namnd-3", "enhet-5"), start=1):
            self.tables["participations"].append(
                {
                    "id": f"granne-{place}",
                    "structure": f"forum-{place}",
                    "participant": f"{slug}/{body}",
                    **self.evidence("participations"),
                }
            )


def municipality(number: int, seed: int = 0, neighbour: int | None = None) -> RawDataset:
    """Return one municipality as tables.

    Parameters
    ----------
    number : int
        Which one; part of its names.
    seed : int
        Other seeds give other municipalities.
    neighbour : int, optional
        The number of a municipality, two of whose bodies take part in structures of this one.
    """
    maker = _Maker(number, seed)
    maker.actors()
    maker.structures()
    maker.aims()
    maker.scrutiny()
    maker.statements()
    if neighbour is not None:
        maker.neighbour(_slug(neighbour))
    tables = tuple(_table(name, rows) for name, rows in maker.tables.items())
    title = Text(f"Provkommun {number}", f"Sample municipality {number}")
    info = DatasetInfo(_slug(number), title, municipality="kommun-1")
    return RawDataset(info=info, origin=info.slug, tables=tables)


def _slug(number: int) -> str:
    return f"prov-{number:03}"


def _table(name: str, rows: Sequence[Row]) -> RawTable:
    headings = tuple(dict.fromkeys(key for row in rows for key in row))
    cells = (tuple(row.get(key, "") for key in headings) for row in rows)
    numbered = tuple(RawRow(number, values) for number, values in enumerate(cells, start=2))
    return RawTable(f"{name}.csv", name, 1, headings, numbered)


def assembly(numbers: Iterable[int], seed: int = 0) -> Assembly:
    """Return municipalities put together, each but the first with the one before as neighbour."""
    chosen = list(numbers)
    before = [None, *chosen[:-1]]
    datasets = [municipality(n, seed, near) for n, near in zip(chosen, before, strict=True)]
    return assemble(datasets, load_schema())


def assemblies(count: int, seed: int = 0) -> Iterator[Assembly]:
    """Yield municipalities 1 to `count`, so many at a time as refer to each other."""
    for first in range(1, count + 1, NEIGHBOURS):
        yield assembly(range(first, min(first + NEIGHBOURS, count + 1)), seed)


def write_folder(dataset: RawDataset, folder: Path) -> None:
    """Write a municipality as a dataset folder: settings and one CSV a table."""
    folder.mkdir(parents=True, exist_ok=True)
    info = dataset.info
    settings = (
        f'slug = "{info.slug}"\n'
        f'title = {{ sv = "{info.title.sv}", en = "{info.title.en}" }}\n'
        f'municipality = "{info.municipality}"\n'
        f'language = "{info.language}"\n'
    )
    (folder / "dataset.toml").write_text(settings, encoding="utf-8", newline="\n")
    for table in dataset.tables:
        with (folder / table.file).open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(table.headings)
            writer.writerows(row.cells for row in table.rows)


def main() -> None:
    """Write synthetic municipalities to a folder or a file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("count", type=int, help="how many municipalities")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--format", choices=("csv", "trig"), default="csv")
    parser.add_argument("-o", "--output", type=Path, required=True)
    given = parser.parse_args()
    if given.format == "trig":
        quads = [quad for part in assemblies(given.count, given.seed) for quad in part.quads]
        given.output.write_text(serialise(quads, "trig"), encoding="utf-8", newline="\n")
        return
    for number in range(1, given.count + 1):
        near = None if number % NEIGHBOURS == 1 else number - 1
        dataset = municipality(number, given.seed, near)
        write_folder(dataset, given.output / dataset.info.slug)


if __name__ == "__main__":
    main()
