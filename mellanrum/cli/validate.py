"""``mellanrum validate``: every problem at once, with its place and the next step."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mellanrum.cli.common import (
    DATASETS,
    FOLDER,
    allow_option,
    format_option,
    language,
    say,
    write_output,
)
from mellanrum.cli.wording.bilingual import BilingualCommand, option
from mellanrum.cli.wording.parameter_types import existing_folder
from mellanrum.graph.checks.validation import ValidationReport, validate
from mellanrum.graph.guards.personal_numbers import read_allowed
from mellanrum.inputs import read_all
from mellanrum.ontology.errors import LoadError
from mellanrum.ontology.language import Text
from mellanrum.ontology.schema import load_schema

__all__ = ["validate_command"]

SEVERITY_NAMES = {
    "error": Text("Fel", "Error"),
    "warning": Text("Varning", "Warning"),
    "info": Text("Not", "Note"),
}


@click.command(
    "validate",
    cls=BilingualCommand,
    summary=Text(
        "Kontrollera datamängder och visa alla fel på en gång.",
        "Check datasets and show every problem at once.",
    ),
    arguments={"DATASETS": DATASETS},
    example="mellanrum validate ekvalla --format json",
)
@click.argument("datasets", nargs=-1)
@option(
    "--sources",
    type=click.Path(path_type=Path),
    callback=existing_folder,
    stands_for=FOLDER,
    text=Text(
        "Mapp med källorna som textfiler; varje fras söks upp där.",
        "Folder with the sources as text files; each phrase is looked up there.",
    ),
)
@format_option("text", "json")
@option(
    "--verbose",
    is_flag=True,
    text=Text("Visa även noter, som var varje fras står.", "Show notes too, as where phrases are."),
)
@allow_option
@click.pass_context
def validate_command(
    context: click.Context,
    datasets: tuple[str, ...],
    sources: Path | None,
    form: str,
    verbose: bool,
    allow_numbers: Path | None,
) -> None:
    """Validate datasets; exit status 1 where there is an error."""
    if sys.stderr.isatty():
        say(Text("Läser och kontrollerar …", "Reading and validating …"))
    try:
        allowed = read_allowed(allow_numbers) if allow_numbers else ()
        report = validate(read_all(datasets, allowed), load_schema(), sources)
    except LoadError as error:  # an input that cannot be read is a finding like any other
        report = ValidationReport(error.problems)
    told = report.to_json(language()) if form == "json" else _text(report, verbose)
    write_output(told, None, form)
    context.exit(0 if report.conforms else 1)


def _text(report: ValidationReport, verbose: bool) -> str:
    lines = [
        f"{SEVERITY_NAMES[item.severity].pick(language())}: {item.say(language())}"
        for item in report.problems
        if verbose or item.severity != "info"
    ]
    counts = report.counts()
    lines.append(
        Text("{error} fel, {warning} varningar.", "{error} errors, {warning} warnings.")
        .format(**counts)
        .pick(language())
    )
    found = sum(item.code == "phrase-found" for item in report.problems)
    if found:
        told = Text("{found} fraser återfunna i källorna.", "{found} phrases found in the sources.")
        lines.append(told.format(found=found).pick(language()))
    return "\n".join(lines) + "\n"
