"""``mellanrum anatomy`` and ``mellanrum cards``: what sources tell of each row, and what to ask."""

from __future__ import annotations

import click

from mellanrum.cli.common import (
    Inputs,
    as_of_option,
    command,
    datasets_argument,
    format_option,
    language,
    option,
    run_options,
    write_output,
)
from mellanrum.export.documents.sheets import sheet_csv
from mellanrum.export.tables.anatomy_tables import anatomy_json, anatomy_sheet, cards_json
from mellanrum.export.texts.anatomy_text import anatomy_text, cards_text
from mellanrum.export.texts.columns import terminal_width
from mellanrum.ontology.language import Text
from mellanrum.queries.anatomy.anatomy import TABLES, TableName

__all__ = ["anatomy", "cards"]


@command(
    "anatomy",
    "mellanrum anatomy boras --table structures",
    Text(
        "En rad för var och en och ett tecken för varje element. En tom ruta betyder att frågan "
        "inte är meningsfull där; en punkt att källorna tiger. Ett tecken är aldrig ett "
        "mellanrum.",
        "A row for each, and a sign for each element. A blank means that the question makes no "
        "sense there; a dot that the sources are silent. A sign is never a gap.",
    ),
)
@datasets_argument
@option(
    "--table",
    "names",
    type=click.Choice(TABLES),
    multiple=True,
    text=Text("Bara denna tabell; kan upprepas.", "Only this table; may be repeated."),
)
@format_option("table", "json", "csv")
@as_of_option
def anatomy(inputs: Inputs, names: tuple[TableName, ...], form: str) -> None:
    """Show the tables."""
    graph, lang = inputs.load(), language()
    found, snapshot = graph.anatomy().only(names), graph.snapshot()
    if form == "json":
        write_output(anatomy_json(snapshot, found))
    elif form == "csv":
        write_output(sheet_csv(anatomy_sheet(snapshot, found, lang)))
    else:
        write_output(anatomy_text(snapshot, found, lang, terminal_width()))


@command(
    "cards",
    "mellanrum cards boras",
    Text(
        "Korten säger vad en källa säger saknas, vad källorna tiger om och vad ingen har fyllt i. "
        "Sist står de tabeller och kolumner som är tomma, så att inget har prövats.",
        "The cards tell what a source says is lacking, what the sources are silent on and what "
        "nobody has filled in. Last come the tables and columns that are empty, so that nothing "
        "was asked of them.",
    ),
)
@datasets_argument
@format_option("text", "json")
@run_options
def cards(inputs: Inputs, form: str) -> None:
    """Show the cards."""
    graph = inputs.load()
    found, snapshot = graph.anatomy(), graph.snapshot()
    if form == "json":
        write_output(cards_json(snapshot, found))
    else:
        write_output(cards_text(snapshot, found, language(), terminal_width()))
