"""What the commands share: inputs, dates, output, progress."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from mellanrum.cli.bilingual import option
from mellanrum.graph.personal import read_allowed
from mellanrum.graph.problems import shorten
from mellanrum.inputs import BUNDLED
from mellanrum.knowledge import KnowledgeGraph, load
from mellanrum.ontology.language import Language, Text, as_language

__all__ = [
    "DATASETS",
    "FILE",
    "FOLDER",
    "allow_option",
    "as_of_option",
    "date_of",
    "language",
    "load_graph",
    "say",
    "write_output",
]

Function = TypeVar("Function", bound=Callable[..., Any])

FILE = Text("FIL", "FILE")
FOLDER = Text("MAPP", "FOLDER")
DATASETS = Text(
    "Mappar med CSV-tabeller, arbetsböcker (.xlsx) eller RDF-filer, eller namn på medföljande "
    "datamängder ({names}). Utan argument: Borås och Tyresö.",
    "Folders with CSV tables, workbooks (.xlsx) or RDF files, or names of bundled datasets "
    "({names}). With none: Borås and Tyresö.",
).format(names=", ".join(BUNDLED))


def as_of_option(function: Function) -> Function:
    """Add ``--as-of``."""
    decorate = option(
        "--as-of",
        "as_of",
        stands_for=Text("ÅÅÅÅ-MM-DD", "YYYY-MM-DD"),
        callback=date_of,
        text=Text(
            "Datum som läget ska gälla för; annars den nyaste källans datum.",
            "The date at which things are to stand; otherwise the date of the newest source.",
        ),
    )
    return decorate(function)


def date_of(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> dt.date | None:
    """Return the date that an option is given; for the callback of an option."""
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError as error:
        message = Text(
            "{option} ska vara ett datum som 2021-06-30, inte ”{value}”.",
            "{option} must be a date such as 2021-06-30, not “{value}”.",
        ).format(option=parameter.opts[0], value=shorten(value))
        raise click.BadParameter(message.pick(language(context)), context, parameter) from error


def allow_option(function: Function) -> Function:
    """Add ``--allow-numbers``."""
    decorate = option(
        "--allow-numbers",
        "allow_numbers",
        type=click.Path(path_type=Path),
        stands_for=FILE,
        text=Text(
            "Textfil med nummer, ett på varje rad, som liknar personnummer men inte är det. "
            "Varje användning loggas.",
            "Text file of numbers, one a line, that look like personal identity numbers but are "
            "not. Each use is logged.",
        ),
    )
    return decorate(function)


def language(context: click.Context | None = None) -> Language:
    """Return the language of the run."""
    found = context or click.get_current_context()
    return as_language(found.find_root().obj or "sv")


def say(text: Text) -> None:
    """Tell the user something on standard error, where progress and talk belong."""
    click.echo(text.pick(language()), err=True)


def load_graph(
    datasets: tuple[str, ...], as_of: dt.date | None, allow_numbers: Path | None = None
) -> KnowledgeGraph:
    """Load the inputs of a command, saying so on a terminal."""
    if sys.stderr.isatty():
        say(Text("Läser …", "Reading …"))
    allowed = read_allowed(allow_numbers) if allow_numbers else ()
    return load(*datasets, as_of=as_of, allowed_numbers=allowed)


def write_output(content: str | bytes, path: str | None) -> None:
    """Write text or bytes to a file, or to standard output where the path is ``-`` or not given.

    A file is written beside its place first and then renamed, so that it is never half-written.
    """
    if path in (None, "-"):
        click.echo(content, nl=False)
        return
    from mellanrum.export.files import as_bytes, write_bytes

    write_bytes(Path(str(path)), as_bytes(content))
