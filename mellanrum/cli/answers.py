"""``mellanrum answers``: take in answers to the question cards, after showing what they add."""

from __future__ import annotations

import json
from typing import Any

from mellanrum.answering import Answering, read_answers
from mellanrum.cli.common import (
    Inputs,
    argument,
    command,
    format_option,
    language,
    option,
    say,
    write_output,
)
from mellanrum.graph.tables.incoming import State
from mellanrum.graph.tables.rows import Record
from mellanrum.ontology.language import Text

__all__ = ["answers"]

HEADINGS: dict[State, Text] = {
    "new": Text("Nya besked", "New answers"),
    "contrary": Text(
        "Besked som säger annat än ett tidigare; båda står kvar, och det nyaste gäller",
        "Answers that say otherwise than an earlier one; both stay, and the newest holds",
    ),
    "repeated": Text("Finns redan", "There already"),
}
EARLIER = Text("  tidigare: {told} ({place})", "  earlier: {told} ({place})")
NOTHING = Text("Inget nytt att lägga till.", "Nothing new to add.")
NOT_WRITTEN = Text(
    "Inget är skrivet. Kör igen med --write för att lägga till {count} rader i {name}.",
    "Nothing is written. Run again with --write to add {count} rows to {name}.",
)
WRITTEN = Text("{count} rader är tillagda i {name}.", "{count} rows are added to {name}.")
BEFORE = Text("Filen som den var: {name}.", "The file as it was: {name}.")


@command(
    "answers",
    "mellanrum answers besked-ks.csv -d min-kommun --write",
    Text(
        "Filerna är CSV med kolumnerna i tabellen besked, eller arbetsböcker med ett sådant blad, "
        "som formulären från kartan och mellanrum cards. Rader läggs bara till: inget skrivs "
        "över, och en arbetsbok sparas som den var under ett daterat namn bredvid.",
        "The files are CSV with the columns of the table answers, or workbooks with such a sheet, "
        "as the forms of the map and of mellanrum cards are. Rows are only added: nothing is "
        "overwritten, and a workbook is kept as it was under a dated name beside.",
    ),
)
@argument(
    "files",
    Text("CSV-filer eller arbetsböcker med besked.", "CSV files or workbooks of answers."),
    nargs=-1,
    required=True,
)
@option(
    "-d",
    "--dataset",
    required=True,
    stands_for=Text("DATAMÄNGD", "DATASET"),
    text=Text("Mapp eller arbetsbok som beskeden gäller.", "Folder or workbook they are about."),
)
@option(
    "--write",
    is_flag=True,
    text=Text("Lägg till raderna; annars visas de bara.", "Add the rows; else they are shown."),
)
@format_option("text", "json")
def answers(inputs: Inputs, files: tuple[str, ...], dataset: str, write: bool, form: str) -> None:
    """Take in answers."""
    found = read_answers(files, dataset, inputs.allowed)
    write_output(_json(found) if form == "json" else _text(found), form=form)
    count, name = len(found.to_add), found.path.name
    if not count:
        say(NOTHING)
    elif not write:
        say(NOT_WRITTEN.format(count=count, name=name))
    else:
        written = found.write()
        say(WRITTEN.format(count=count, name=written.path.name))
        if written.before:
            say(BEFORE.format(name=written.before.name))


def _text(found: Answering) -> str:
    lines = []
    for state, heading in HEADINGS.items():
        rows = [row for row in found.rows if row.state == state]
        if rows:
            lines.append(f"{heading.pick(language())}:")
        for row in rows:
            lines.append(f"- {_told(row.record)}")
            lines += (
                EARLIER.pick(language()).format(told=_told(one), place=_place(one))
                for one in row.contrary
            )
    return "".join(f"{line}\n" for line in lines)


def _told(record: Record) -> str:
    cells = {column.name.en: record.cell(column) for column in record.table.columns}
    about, element, answer = cells["about"], cells["element"], cells["answer"]
    return f"{about} · {element}: {answer} ({cells['answered by']}, {cells['date']})"


def _place(record: Record) -> str:
    return record.location().say(language())


def _json(found: Answering) -> str:
    rows = [
        {
            "state": row.state,
            "answer": _cells(row.record),
            "contrary": [_cells(one) for one in row.contrary],
        }
        for row in found.rows
    ]
    return json.dumps({"dataset": found.dataset.info.slug, "rows": rows}, ensure_ascii=False) + "\n"


def _cells(record: Record) -> dict[str, Any]:
    cells = ((column.name.en, record.cell(column)) for column in record.table.columns)
    return {name: cell for name, cell in cells if cell}
