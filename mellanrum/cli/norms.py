"""``mellanrum norms``: which norms apply, what meets them, and what is asked."""

from __future__ import annotations

import click

from mellanrum.cli.common import (
    Inputs,
    as_of_option,
    command,
    datasets_argument,
    format_option,
    language,
    norms_option,
    option,
    write_output,
)
from mellanrum.export.documents.sheets import sheet_csv
from mellanrum.export.tables.norm_tables import norms_json, norms_sheet
from mellanrum.export.texts.norm_text import check_text, norms_text
from mellanrum.ontology.language import Text

__all__ = ["norms"]


@command(
    "norms",
    "mellanrum norms boras --as-of 2026-01-01",
    Text(
        "Normer är kommunens egna krav och en katalog av lag, förordning, överenskommelser och "
        "vägledningar. En norm som inte är uppfylld är en fråga, om inget mer än tystnad talar "
        "för ett mellanrum. Katalogen är ingen juridisk rådgivning.",
        "Norms are the municipality's own demands and a catalogue of law, ordinance, agreements "
        "and guides. A norm that is not met is a question, unless more than silence speaks for a "
        "gap. The catalogue is no legal advice.",
    ),
)
@datasets_argument
@option(
    "--check",
    is_flag=True,
    text=Text(
        "Visa i stället vilka förväntningar som ingen rad kan uppfylla. Avsluta med status 1 om "
        "en rad nämner en norm som inte finns i katalogen.",
        "Show instead which expectations no row could meet. Exit with status 1 if a row names a "
        "norm that is not in the catalogue.",
    ),
)
@format_option("table", "csv", "json")
@norms_option
@as_of_option
@click.pass_context
def norms(context: click.Context, inputs: Inputs, check: bool, form: str) -> None:
    """Show the norms."""
    graph, lang = inputs.load(), language()
    found, snapshot = graph.norm_answers(), graph.snapshot(gaps=False)
    unknown = graph.unknown_norms() if check else ()
    if check:
        told = check_text(snapshot, found, unknown, lang)
    elif form == "json":
        told = norms_json(snapshot, found, graph.norms.catalogue)
    elif form == "csv":
        told = sheet_csv(norms_sheet(snapshot, found, lang))
    else:
        told = norms_text(snapshot, found, graph.norms.catalogue, lang)
    write_output(told, form=form)
    context.exit(1 if unknown else 0)
