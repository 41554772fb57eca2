"""Make synthetic municipalities: as many as are wanted, the same ones for the same seed.

Each has about 10,000 triples: bodies, posts, structures, participations with history,
responsibilities, goals, follow-ups, audits and absences, every row with its evidence, and each
rule finds something in some of them. They are valid datasets, but say nothing: every name is a
word and a number.

    python -m benchmarks.generate 5 -o FOLDER
    python -m benchmarks.generate 290 --format trig -o FILE.trig
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.rows import Maker, Row
from mellanrum.export.tables.graph_formats import serialise
from mellanrum.graph.readers import DatasetInfo, RawDataset, RawRow, RawTable
from mellanrum.graph.tables.assemble import Assembly, assemble
from mellanrum.ontology.language import Text
from mellanrum.ontology.schema import load_schema

__all__ = ["NEIGHBOURS", "assemblies", "assembly", "municipality", "write_folder"]

# Municipalities that refer to each other are read together, so many at a time.
NEIGHBOURS = 10


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
    maker = Maker(number, seed)
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
