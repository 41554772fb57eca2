"""``mellanrum norms``: which norms apply, what meets them, and what is asked."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from mellanrum.cli.common import (
    DATASETS,
    allow_option,
    as_of_option,
    format_option,
    language,
    load_graph,
    norms_option,
    write_output,
)
from mellanrum.cli.wording.bilingual import BilingualCommand, option
from mellanrum.ontology.language import Text

__all__ = ["norms"]


@click.command(
    cls=BilingualCommand,
    summary=Text(
        "Visa vilka normer som gäller och varför, vad som uppfyller dem och vad som är en fråga.",
        "Show which norms apply and why, what meets them and what is a question.",
    ),
    details=Text(
        "Normer är kommunens egna krav och en katalog av lag, förordning, överenskommelser och "
        "vägledningar. En norm som inte är uppfylld är en fråga, om inget mer än tystnad talar "
        "för ett mellanrum. Katalogen är ingen juridisk rådgivning.",
        "Norms are the municipality's own demands and a catalogue of law, ordinance, agreements "
        "and guides. A norm that is not met is a question, unless more than silence speaks for a "
        "gap. The catalogue is no legal advice.",
    ),
    arguments={"DATASETS": DATASETS},
    example="mellanrum norms boras --as-of 2026-01-01",
)
@click.argument("datasets", nargs=-1)
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
@allow_option
@click.pass_context
def norms(
    context: click.Context,
    datasets: tuple[str, ...],
    check: bool,
    form: str,
    as_of: dt.date | None,
    allow_numbers: Path | None,
) -> None:
    """Show the norms."""
    from mellanrum.export.documents.sheets import sheet_csv
    from mellanrum.export.tables.norm_tables import norms_json, norms_sheet
    from mellanrum.export.texts.norm_text import check_text, norms_text

    graph = load_graph(datasets, as_of, allow_numbers)
    found, snapshot, lang = graph.norm_answers(), graph.snapshot(gaps=False), language()
    unknown = graph.unknown_norms() if check else ()
    if check:
        told = check_text(snapshot, found, unknown, lang)
    elif form == "json":
        told = norms_json(snapshot, found, graph.norms.catalogue)
    elif form == "csv":
        told = sheet_csv(norms_sheet(snapshot, found, lang))
    else:
        told = norms_text(snapshot, found, graph.norms.catalogue, lang)
    write_output(told, None, form)
    context.exit(1 if unknown else 0)
