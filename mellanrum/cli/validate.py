"""``mellanrum validate``: every problem at once, with its place and the next step."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mellanrum.cli.common import (
    FOLDER,
    Inputs,
    command,
    datasets_argument,
    format_option,
    language,
    option,
    path_option,
    say,
    write_output,
)
from mellanrum.cli.wording.parameter_types import existing_folder
from mellanrum.graph.checks.validation import ValidationReport, validate
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


@command("validate", "mellanrum validate ekvalla --format json")
@datasets_argument
@path_option(
    "--sources",
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
def validate_command(inputs: Inputs, sources: Path | None, form: str, verbose: bool) -> None:
    """Validate datasets; exit status 1 where there is an error."""
    if sys.stderr.isatty():
        say(Text("Läser och kontrollerar …", "Reading and validating …"))
    try:
        report = validate(read_all(inputs.datasets, inputs.allowed), load_schema(), sources)
    except LoadError as error:  # an input that cannot be read is a finding like any other
        report = ValidationReport(error.problems)
    told = report.to_json(language()) if form == "json" else _text(report, verbose)
    write_output(told, form=form)
    click.get_current_context().exit(0 if report.conforms else 1)


def _text(report: ValidationReport, verbose: bool) -> str:
    lines = [
        f"{SEVERITY_NAMES[item.severity].pick(language())}: {item.say(language())}"
        for item in report.problems
        if verbose or item.severity != "info"
    ]
    counts = Text("{error} fel, {warning} varningar.", "{error} errors, {warning} warnings.")
    lines.append(counts.format(**report.counts()).pick(language()))
    found = sum(item.code == "phrase-found" for item in report.problems)
    if found:
        told = Text("{found} fraser återfunna i källorna.", "{found} phrases found in the sources.")
        lines.append(told.format(found=found).pick(language()))
    return "\n".join(lines) + "\n"
