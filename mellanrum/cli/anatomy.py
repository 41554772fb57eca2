"""``mellanrum anatomy`` and ``mellanrum cards``: what sources tell of each row, and what to ask."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from mellanrum.cli.common import (
    DATASETS,
    allow_option,
    as_of_option,
    catalogue_options,
    format_option,
    language,
    load_graph,
    write_output,
)
from mellanrum.cli.wording.bilingual import BilingualCommand, option
from mellanrum.export.texts.columns import terminal_width
from mellanrum.ontology.language import Text
from mellanrum.queries.anatomy.anatomy import TABLES, TableName

__all__ = ["anatomy", "cards"]


@click.command(
    cls=BilingualCommand,
    summary=Text(
        "Visa vad källorna säger om varje struktur, organ, mål, uppföljning och målgrupp.",
        "Show what the sources say of each structure, body, goal, follow-up and target group.",
    ),
    details=Text(
        "En rad för var och en och ett tecken för varje element. En tom ruta betyder att frågan "
        "inte är meningsfull där; en punkt att källorna tiger. Ett tecken är aldrig ett "
        "mellanrum.",
        "A row for each, and a sign for each element. A blank means that the question makes no "
        "sense there; a dot that the sources are silent. A sign is never a gap.",
    ),
    arguments={"DATASETS": DATASETS},
    example="mellanrum anatomy boras --table structures",
)
@click.argument("datasets", nargs=-1)
@option(
    "--table",
    "names",
    type=click.Choice(TABLES),
    multiple=True,
    text=Text("Bara denna tabell; kan upprepas.", "Only this table; may be repeated."),
)
@format_option("table", "json", "csv")
@as_of_option
@allow_option
def anatomy(
    datasets: tuple[str, ...],
    names: tuple[TableName, ...],
    form: str,
    as_of: dt.date | None,
    allow_numbers: Path | None,
) -> None:
    """Show the tables."""
    from mellanrum.export.documents.sheets import sheet_csv
    from mellanrum.export.tables.anatomy_tables import anatomy_json, anatomy_sheet
    from mellanrum.export.texts.anatomy_text import anatomy_text

    graph = load_graph(datasets, as_of, allow_numbers)
    found, snapshot = graph.anatomy().only(names), graph.snapshot()
    if form == "json":
        write_output(anatomy_json(snapshot, found), None)
    elif form == "csv":
        write_output(sheet_csv(anatomy_sheet(snapshot, found, language())), None)
    else:
        write_output(anatomy_text(snapshot, found, language(), terminal_width()), None)


@click.command(
    cls=BilingualCommand,
    summary=Text(
        "Visa frågekort: vad som är värt att fråga om varje struktur i fokus.",
        "Show question cards: what is worth asking about each structure in focus.",
    ),
    details=Text(
        "Korten säger vad en källa säger saknas, vad källorna tiger om och vad ingen har fyllt i. "
        "Sist står de tabeller och kolumner som är tomma, så att inget har prövats.",
        "The cards tell what a source says is lacking, what the sources are silent on and what "
        "nobody has filled in. Last come the tables and columns that are empty, so that nothing "
        "was asked of them.",
    ),
    arguments={"DATASETS": DATASETS},
    example="mellanrum cards boras",
)
@click.argument("datasets", nargs=-1)
@format_option("text", "json")
@catalogue_options
@as_of_option
@allow_option
def cards(
    datasets: tuple[str, ...], form: str, as_of: dt.date | None, allow_numbers: Path | None
) -> None:
    """Show the cards."""
    from mellanrum.export.tables.anatomy_tables import cards_json
    from mellanrum.export.texts.anatomy_text import cards_text

    graph = load_graph(datasets, as_of, allow_numbers)
    found, snapshot = graph.anatomy(), graph.snapshot()
    told = (
        cards_json(snapshot, found)
        if form == "json"
        else cards_text(snapshot, found, language(), terminal_width())
    )
    write_output(told, None)
