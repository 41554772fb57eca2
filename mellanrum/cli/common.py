"""What the commands share: inputs, dates, output, progress."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from mellanrum.cli.wording.bilingual import option
from mellanrum.cli.wording.parameter_types import MeetingLevelChoice, NamedChoice, scheme
from mellanrum.cli.wording.run_language import language
from mellanrum.graph.guards.personal_numbers import read_allowed
from mellanrum.graph.problems import shorten
from mellanrum.inputs import BUNDLED, resolve
from mellanrum.knowledge import KnowledgeGraph
from mellanrum.loading import load
from mellanrum.ontology.language import Text
from mellanrum.ontology.vocabularies import LEVEL
from mellanrum.queries.rules.catalogue import Catalogue, read_catalogue
from mellanrum.queries.structural.rules_asked import is_question

__all__ = [
    "DATASETS",
    "FILE",
    "FOLDER",
    "allow_option",
    "as_of_option",
    "catalogue",
    "catalogue_options",
    "date_of",
    "format_option",
    "inputs_of",
    "language",
    "level_option",
    "load_graph",
    "meeting_level_option",
    "say",
    "write_output",
]

Function = TypeVar("Function", bound=Callable[..., Any])

FILE = Text("FIL", "FILE")
FOLDER = Text("MAPP", "FOLDER")
FORMATS = {"table": Text("tabell", "table"), "text": Text("text", "text")}
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


def format_option(*choices: str) -> Callable[[Function], Function]:
    """Add ``--format`` with these choices, the first being the default."""
    words = {name: FORMATS.get(name, Text(name, name)) for name in choices}
    text = Text("Format på det som skrivs.", "Format of what is written.")
    kind = NamedChoice(lambda: words)
    return option("--format", "form", type=kind, default=choices[0], show_default=True, text=text)


def level_option(text: Text) -> Callable[[Function], Function]:
    """Add ``--level``."""
    return option("--level", type=scheme(LEVEL), text=text)


def meeting_level_option(text: Text) -> Callable[[Function], Function]:
    """Add ``--level`` for where bodies need to meet; a level of work stands for that."""
    return option("--level", type=MeetingLevelChoice(), text=text)


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


def catalogue_options(function: Function) -> Function:
    """Add ``--profile`` and ``--rules``, which `load_graph` and `catalogue` find by themselves."""
    profile = option(
        "--profile",
        type=click.Path(path_type=Path),
        stands_for=FILE,
        expose_value=False,
        callback=_keep,
        text=Text(
            "CSV som säger hur allvarliga reglernas mellanrum är och vilka regler som är på "
            "(rule,severity,active); det som inte står där är som vanligt.",
            "CSV that says how severe the gaps of each rule are and which rules are on "
            "(rule,severity,active); the rest stays as it is.",
        ),
    )
    rules = option(
        "--rules",
        "rule_folder",
        type=click.Path(path_type=Path),
        stands_for=FOLDER,
        expose_value=False,
        callback=_keep,
        text=Text(
            "Mapp med egna regler, en .rq-fil för varje; de läggs till de medföljande.",
            "Folder of rules of your own, one .rq file each; they are added to ours.",
        ),
    )
    return profile(rules(function))


def _keep(context: click.Context, parameter: click.Parameter, value: Path | None) -> None:
    context.meta[f"{__name__}.{parameter.name}"] = value


def _kept(name: str) -> Path | None:
    found: Path | None = click.get_current_context().meta.get(f"{__name__}.{name}")
    return found


def catalogue() -> Catalogue:
    """Return the rules and the profile of the run."""
    return read_catalogue(_kept("profile"), _kept("rule_folder"))


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
    graph = load(
        *datasets,
        as_of=as_of,
        allowed_numbers=allowed,
        profile=_kept("profile"),
        rules=_kept("rule_folder"),
    )
    _say_questions(graph.catalogue)
    return graph


def _say_questions(catalogue: Catalogue) -> None:
    """Tell once which rules of the user's own find no gaps but questions for the cards."""
    told = click.get_current_context().meta.setdefault(f"{__name__}.questions", [])
    rules = [rule.id for rule in catalogue.rules if is_question(rule) and rule.id not in told]
    told += rules
    if rules:
        say(
            Text(
                "Egna regler som bygger på att inget nämns ger inga mellanrum utan frågor på "
                "korten (mellanrum cards): {rules}.",
                "Rules of your own that build on silence give no gaps but questions on the cards "
                "(mellanrum cards): {rules}.",
            ).format(rules=", ".join(rules))
        )


def inputs_of(datasets: tuple[str, ...]) -> list[Path]:
    """Return the files and folders that a command reads from."""
    rules = _kept("rule_folder")
    return [*(resolve(name) for name in datasets), *([rules] if rules else [])]


def write_output(content: str | bytes, path: str | None, form: str = "table") -> None:
    """Write text or bytes to a file, or to standard output where the path is ``-`` or not given.

    A file is written beside its place first and then renamed, so that it is never half-written.
    What other programs read is UTF-8 wherever it is written; what is for a reader of standard
    output, a table or plain text, is in the encoding of the place.
    """
    from mellanrum.export.files import as_bytes, write_file

    if path not in (None, "-"):
        write_file(Path(str(path)), content)
    else:
        # In a notebook, standard output may take text only.
        is_text = form in FORMATS or not hasattr(sys.stdout, "buffer")
        click.echo(content if is_text else as_bytes(content), nl=False)
