"""The five starter tables of a bundled municipality, without references to other tables."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from mellanrum.ontology.schema import Column, Schema, TableShape, load_schema

__all__ = ["starter_tables"]

DATA = Path(__file__).resolve().parents[2] / "graph" / "data"


Rows = list[dict[str, str]]


def starter_tables(name: str, target: Path) -> Path:
    """Write the starter tables of a bundled dataset to a folder and return it.

    A column that can only refer to other tables is left out, and so is each reference to a row
    that is in none of them.
    """
    schema = load_schema()
    target.mkdir(parents=True)
    shutil.copy(DATA / name / "dataset.toml", target)
    kept = {
        file.name: (table, _read(file))
        for file in sorted((DATA / name).glob("*.csv"))
        if (table := schema.table(file.stem)) is not None and table.starter
    }
    known = {row["id"] for _, rows in kept.values() for row in rows if "id" in row}
    for file, (table, rows) in kept.items():
        _write(_columns(schema, table, rows), _without(table, rows, known), target / file)
    return target


def _read(file: Path) -> Rows:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def _write(columns: list[str], rows: Rows, target: Path) -> None:
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def _columns(schema: Schema, table: TableShape, rows: Rows) -> list[str]:
    starters = [one.class_iri for one in schema.tables if one.starter]

    def stays(name: str) -> bool:
        column = _column(table, name)
        if column.kind != "reference":
            return True
        return any(schema.is_a(iri, starters) for iri in column.classes)

    return [name for name in rows[0] if stays(name)]


def _without(table: TableShape, rows: Rows, known: set[str]) -> Rows:
    def kept(name: str, value: str) -> str:
        if _column(table, name).kind != "reference":
            return value
        return ";".join(one for one in value.split(";") if one.strip() in known)

    return [{name: kept(name, value) for name, value in row.items()} for row in rows]


def _column(table: TableShape, name: str) -> Column:
    column = table.column(name)
    assert column is not None
    return column
