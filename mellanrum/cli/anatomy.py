"""``mellanrum anatomy`` and ``mellanrum cards``: what sources tell of each row, and what to ask."""

from __future__ import annotations

from pathlib import Path

import click

from mellanrum.cli.common import (
    FILE,
    Inputs,
    as_of_option,
    command,
    datasets_argument,
    format_option,
    language,
    misuse,
    option,
    run_options,
    say,
    write_output,
)
from mellanrum.cli.wording.naming import rows_named
from mellanrum.export.documents.render import check_ending
from mellanrum.export.documents.sheets import sheet_csv
from mellanrum.export.forms.render_form import ENDINGS, render_form
from mellanrum.export.tables.anatomy_tables import anatomy_json, anatomy_sheet, cards_json
from mellanrum.export.texts.anatomy_text import anatomy_text, cards_text
from mellanrum.export.texts.columns import terminal_width
from mellanrum.graph.problems import listing, problem, shorten
from mellanrum.knowledge import KnowledgeGraph
from mellanrum.ontology.errors import Location, QueryError
from mellanrum.ontology.language import Text
from mellanrum.queries.anatomy.anatomy import TABLES, Anatomy, TableName

__all__ = ["anatomy", "cards"]

NOTHING = Text("Det finns inga frågor till {body}.", "There are no questions for {body}.")


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
    "mellanrum cards ekvalla --for kommunstyrelsen -o ks.xlsx",
    Text(
        "Korten säger vad en källa säger saknas, vad källorna tiger om och vad ingen har fyllt i. "
        "Sist står de tabeller och kolumner som är tomma, så att inget har prövats. Ett formulär "
        "som är besvarat läses in med mellanrum answers.",
        "The cards tell what a source says is lacking, what the sources are silent on and what "
        "nobody has filled in. Last come the tables and columns that are empty, so that nothing "
        "was asked of them. A form that has been answered is taken in with mellanrum answers.",
    ),
)
@datasets_argument
@option(
    "--for",
    "name",
    stands_for=Text("ORGAN", "BODY"),
    text=Text(
        "Bara det som frågas om det som organet deltar i eller svarar för; namn, förkortning eller "
        "id.",
        "Only what is asked of what the body takes part in or answers for; name, abbreviation or "
        "id.",
    ),
)
@option(
    "-o",
    "--output",
    stands_for=FILE,
    text=Text(
        "Formulär att skriva, med --for. Ändelsen bestämmer formatet: .xlsx, .html eller .docx.",
        "Form to write, with --for. Its ending decides the format: .xlsx, .html or .docx.",
    ),
)
@format_option("text", "json")
@run_options
def cards(inputs: Inputs, name: str | None, output: str | None, form: str) -> None:
    """Show the cards, or write a form."""
    if output is not None:
        if name is None:
            raise misuse("-o kräver --for ORGAN.", "-o needs --for BODY.")
        check_ending(Path(output), ENDINGS)
    graph = inputs.load()
    body = _body(graph, name) if name is not None else ""
    found = graph.asked_of(graph.short(body)) if body else graph.anatomy()
    if output is None:
        write_output(_shown(graph, found, form))
    elif found.cards:
        write_output(render_form(graph.snapshot(), found, body, language(), Path(output)), output)
    else:
        say(NOTHING.format(body=Text(graph.label(body), graph.label(body, "en"))))


def _shown(graph: KnowledgeGraph, found: Anatomy, form: str) -> str:
    snapshot = graph.snapshot()
    if form == "json":
        return cards_json(snapshot, found)
    return cards_text(snapshot, found, language(), terminal_width())


def _body(graph: KnowledgeGraph, name: str) -> str:
    """Return the IRI of the body that a name stands for."""
    found = sorted(rows_named(graph, name, ("Body",), "unknown-body"))
    if len(found) > 1:
        names = listing(map(graph.short, found))
        raise QueryError(problem(Location(), "several-bodies", name=shorten(name), names=names))
    return found[0]
