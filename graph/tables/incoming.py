"""Answers that come in as files: what each adds to a dataset, told before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import pyoxigraph as ox

from mellanrum.graph.readers.raw import RawDataset, RawTable
from mellanrum.graph.tables.assemble import Assembly, extend
from mellanrum.graph.tables.cells import parse_cell
from mellanrum.graph.tables.rows import Record, read_records
from mellanrum.ontology.errors import LoadError, Problem
from mellanrum.ontology.namespaces import MR
from mellanrum.ontology.schema import Column, Schema, TableShape

__all__ = ["Incoming", "State", "answers_table", "incoming"]

State = Literal["new", "repeated", "contrary"]
QUESTION = (str(MR.answersAbout), str(MR.element), str(MR.normId))
VALUE = str(MR.answer)


@dataclass(frozen=True)
class Incoming:
    """One row of an answer file, and the answers to the same question that say otherwise.

    Attributes
    ----------
    state : str
        ``repeated`` where the dataset, or an earlier row, has the very same answer; ``contrary``
        where somebody has answered the same question differently; else ``new``.
    """

    record: Record
    state: State
    contrary: tuple[Record, ...] = ()

    def value(self, column: Column) -> str:
        """Return the row's cell in a column, as it stands in the file."""
        return self.record.cell(column)


def answers_table(schema: Schema) -> TableShape:
    """Return the table of answers."""
    return next(table for table in schema.tables if table.class_iri == str(MR.Answer))


def incoming(
    dataset: RawDataset, assembly: Assembly, files: Sequence[RawTable], schema: Schema
) -> tuple[Incoming, ...]:
    """Compare rows of answer files with the answers of a dataset; nothing is changed.

    The files are in the order in which they count. Rows that are new may refer to those of the
    assembly, which is made of the dataset.

    Raises
    ------
    LoadError
        With everything that is wrong in the rows, at its cell.
    """
    table = answers_table(schema)
    tables = tuple(replace(raw, name=table.key) for raw in files)
    problems: list[Problem] = []
    known = [one for one in read_records(dataset, schema, []) if one.table is table]
    found: list[Incoming] = []
    for record in read_records(replace(dataset, tables=tables, quads=()), schema, problems):
        one = _compared(record, known, schema)
        found.append(one)
        if one.state != "repeated":
            known.append(record)
    added = _only_new(tables, found)
    problems.extend(extend(assembly, [replace(dataset, tables=added, quads=())], schema).problems)
    errors = [item for item in dict.fromkeys(problems) if item.severity == "error"]
    if errors:
        raise LoadError(*errors)
    return tuple(found)


def _compared(record: Record, known: Iterable[Record], schema: Schema) -> Incoming:
    columns = [column for column in record.table.columns if not column.is_id]
    asked = [column for column in columns if column.path in QUESTION]
    value = next(column for column in columns if column.path == VALUE)
    same = [one for one in known if _terms(one, asked, schema) == _terms(record, asked, schema)]
    everything = _terms(record, columns, schema)
    if any(_terms(one, columns, schema) == everything for one in same):
        return Incoming(record, "repeated")
    said = _terms(record, [value], schema)
    contrary = tuple(one for one in same if _terms(one, [value], schema) != said)
    return Incoming(record, "contrary" if contrary else "new", contrary)


def _terms(record: Record, columns: Iterable[Column], schema: Schema) -> list[object]:
    """Return what cells stand for: one written in another language or form is the same."""
    return [_term(record, column, schema) for column in columns]


def _term(record: Record, column: Column, schema: Schema) -> object:
    cell = record.cell(column)
    if column.kind == "reference":
        return cell.removeprefix(f"{record.info.slug}/")
    parsed = parse_cell(column, cell, schema, record.info.language, record.location(column))
    return parsed if isinstance(parsed, ox.NamedNode | ox.Literal) else cell


def _only_new(tables: Iterable[RawTable], found: Iterable[Incoming]) -> tuple[RawTable, ...]:
    skipped = {(one.record.raw.file, one.record.row) for one in found if one.state == "repeated"}
    return tuple(
        replace(raw, rows=tuple(row for row in raw.rows if (raw.file, row) not in skipped))
        for raw in tables
    )
