"""Files of answers: a CSV file, or the sheet of answers in a workbook."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from mellanrum.graph.problems import listing, refusal
from mellanrum.graph.readers.csvfiles import read_table
from mellanrum.graph.readers.raw import RawRow, RawTable
from mellanrum.graph.readers.workbook import read_sheets
from mellanrum.graph.tables.incoming import answers_table
from mellanrum.ontology.errors import LoadError, Location
from mellanrum.ontology.namespaces import MR, SKOS
from mellanrum.ontology.schema import Schema

__all__ = ["AnswerFile", "read_form"]

# What somebody fills in; where all of it is empty, the question has not been answered.
FILLED_IN = tuple(map(str, (MR.answer, MR.answerPlace, MR.validFrom, SKOS.note)))


@dataclass(frozen=True)
class AnswerFile:
    """The table of answers in a file, and the sheets beside it."""

    answers: RawTable
    aside: tuple[RawTable, ...] = ()


def read_form(path: Path, schema: Schema) -> AnswerFile:
    """Read a file of answers; a row in which nothing is answered is left out.

    Raises
    ------
    LoadError
        If it cannot be read, or is a workbook without a sheet of answers.
    """
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        return AnswerFile(_answered(read_table(path, path.name), schema))
    sheets, table = read_sheets(path), answers_table(schema)
    found = next((one for one in sheets.shown if schema.table(one.sheet) is table), None)
    if found is None:
        names = listing((table.name.sv, table.name.en))
        raise refusal(Location(file=path.name), "no-sheet-of-answers", names=names)
    if sheets.problems:
        raise LoadError(*sheets.problems)
    aside = tuple(one for one in (*sheets.shown, *sheets.hidden) if one is not found)
    return AnswerFile(_answered(found, schema), aside)


def _answered(raw: RawTable, schema: Schema) -> RawTable:
    """Return the table without the rows that only ask; all of it where it has no such columns."""
    columns = [answers_table(schema).column(heading) for heading in raw.headings]
    places = [i for i, column in enumerate(columns) if column and column.path in FILLED_IN]

    def is_answered(row: RawRow) -> bool:
        return any(
            row.cells[place : place + 1] != ("",) for place in places if place < len(row.cells)
        )

    return replace(raw, rows=tuple(filter(is_answered, raw.rows))) if places else raw
