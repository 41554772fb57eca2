"""What the commands share: what they read, the options for it, and how they write."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, fields, replace
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from mellanrum.cli.wording.bilingual import Bilingual, BilingualOption, argument, option
from mellanrum.cli.wording.commands import COMMANDS
from mellanrum.cli.wording.parameter_types import NamedChoice
from mellanrum.cli.wording.run_language import language
from mellanrum.export.files import as_bytes, write_file
from mellanrum.graph.guards.personal_numbers import read_allowed
from mellanrum.graph.problems import did_you_mean, problem, shorten
from mellanrum.inputs import BUNDLED, resolve
from mellanrum.knowledge import KnowledgeGraph
from mellanrum.loading import load
from mellanrum.ontology.errors import Location, QueryError
from mellanrum.ontology.language import Text
from mellanrum.queries.rules.catalogue import Catalogue, read_catalogue
from mellanrum.queries.structural.rules_asked import is_question

__all__ = [
    "FILE",
    "FOLDER",
    "Inputs",
    "argument",
    "as_of_option",
    "catalogue_options",
    "command",
    "datasets_argument",
    "datasets_option",
    "date_of",
    "format_option",
    "language",
    "misuse",
    "norms_option",
    "number_options",
    "option",
    "path_option",
    "run_options",
    "say",
    "unknown",
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
ALLOW = BilingualOption(
    ["--allow-numbers"],
    type=click.Path(path_type=Path),
    stands_for=FILE,
    text=Text(
        "Textfil med nummer, ett på varje rad, som liknar personnummer men inte är det. "
        "Varje användning loggas.",
        "Text file of numbers, one a line, that look like personal identity numbers but are "
        "not. Each use is logged.",
    ),
)


@dataclass(frozen=True)
class Inputs:
    """What a command reads, at which date and by which rules; the options have the same names."""

    datasets: tuple[str, ...] = ()
    as_of: dt.date | None = None
    profile: Path | None = None
    rule_folder: Path | None = None
    norms: str | None = None
    allow_numbers: Path | None = None

    @property
    def allowed(self) -> Collection[str]:
        """The numbers that are allowed though they look personal."""
        return read_allowed(self.allow_numbers) if self.allow_numbers else ()

    @property
    def paths(self) -> list[Path]:
        """The files and folders that are read from."""
        own = [Path(each) for each in (self.rule_folder, self.norms) if each]
        return [
            *(resolve(name) for name in self.datasets),
            *(path for path in own if path.is_dir()),
        ]

    @property
    def catalogue(self) -> Catalogue:
        """The rules and the profile."""
        return read_catalogue(self.profile, self.rule_folder)

    @property
    def to_explain(self) -> str | None:
        """The word after ``explain``, where that comes before the datasets and is no folder."""
        if self.datasets[:1] != ("explain",) or Path("explain").exists():
            return None
        return "".join(self.datasets[1:2])

    def load(self, *, skip: int = 0) -> KnowledgeGraph:
        """Load the datasets, but for the first few words, saying so on a terminal."""
        if sys.stderr.isatty():
            say(Text("Läser …", "Reading …"))
        graph = load(
            *self.datasets[skip:],
            as_of=self.as_of,
            allowed_numbers=self.allowed,
            profile=self.profile,
            rules=self.rule_folder,
            norms=self.norms,
        )
        _say_questions(graph.catalogue)
        return graph

    def load_each(self) -> list[KnowledgeGraph]:
        """Load the datasets, each for itself."""
        return [replace(self, datasets=(name,)).load() for name in self.datasets]


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


def command(
    name: str,
    example: str,
    details: Text | None = None,
    *,
    reads_data: bool = True,
    **settings: Any,
) -> Callable[[Callable[..., None]], click.Command]:
    """Return a decorator that makes a command, whose function is given `Inputs` first.

    Parameters
    ----------
    name : str
        One of `COMMANDS`.
    example : str
        What stands last in the help; it can be run as it is.
    details : Text, optional
        What the help says more than the summary.
    reads_data : bool
        Whether it reads datasets, and so has ``--allow-numbers``.
    **settings
        As for `click.command`.
    """
    return lambda function: click.command(
        name,
        cls=Bilingual,
        summary=COMMANDS[name],
        example=example,
        details=details,
        last=[ALLOW] if reads_data else [],
        **settings,
    )(_given_inputs(function))


def _given_inputs(function: Callable[..., None]) -> Callable[..., None]:
    @wraps(function)
    def run(**given: Any) -> None:
        own = {each.name: given.pop(each.name) for each in fields(Inputs) if each.name in given}
        function(Inputs(**own), **given)

    return run


datasets_argument = argument("datasets", DATASETS, nargs=-1)
datasets_option = option(
    "-d", "--dataset", "datasets", multiple=True, stands_for=Text("DATA", "DATA"), text=DATASETS
)


def path_option(
    *names: str, text: Text, stands_for: Text = FILE, **settings: Any
) -> Callable[[Function], Function]:
    """Return a decorator that adds an option for a file or a folder."""
    kind = click.Path(path_type=Path)
    return option(*names, text=text, stands_for=stands_for, type=kind, **settings)


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


as_of_option = option(
    "--as-of",
    stands_for=Text("ÅÅÅÅ-MM-DD", "YYYY-MM-DD"),
    callback=date_of,
    text=Text(
        "Datum som läget ska gälla för; annars den nyaste källans datum.",
        "The date at which things are to stand; otherwise the date of the newest source.",
    ),
)


def catalogue_options(function: Function) -> Function:
    """Add ``--profile`` and ``--rules``."""
    profile = path_option(
        "--profile",
        text=Text(
            "CSV som säger hur allvarliga reglernas mellanrum är och vilka regler som är på "
            "(rule,severity,active); det som inte står där är som vanligt.",
            "CSV that says how severe the gaps of each rule are and which rules are on "
            "(rule,severity,active); the rest stays as it is.",
        ),
    )
    rules = path_option(
        "--rules",
        "rule_folder",
        stands_for=FOLDER,
        text=Text(
            "Mapp med egna regler, en .rq-fil för varje; de läggs till de medföljande.",
            "Folder of rules of your own, one .rq file each; they are added to ours.",
        ),
    )
    return profile(rules(function))


norms_option = option(
    "--norms",
    stands_for=Text("sverige|none|MAPP", "sverige|none|FOLDER"),
    text=Text(
        "Katalog av normer; utan valet den svenska, för kommuner med svensk kommunkod.",
        "Catalogue of norms; without it the Swedish one, for municipalities with a Swedish code.",
    ),
)


def run_options(function: Function) -> Function:
    """Add what a run goes by: ``--profile``, ``--rules``, ``--norms`` and ``--as-of``."""
    return catalogue_options(norms_option(as_of_option(function)))


def number_options(function: Function) -> Function:
    """Add the numbers of the congruence index: ``--strengths`` and ``--weights``."""
    strengths = path_option(
        "--strengths",
        text=Text(
            "CSV med egna styrkor, avdrag och andelar; det som inte står där är som vanligt.",
            "CSV with your own strengths, reductions and shares; the rest stays as it is.",
        ),
    )
    weights = path_option(
        "--weights",
        text=Text(
            "CSV med målgruppernas vikter (task,weight,statutory); utan den väger alla 1.",
            "CSV with the weights of target groups (task,weight,statutory); 1 each without it.",
        ),
    )
    return strengths(weights(function))


def format_option(*choices: str) -> Callable[[Function], Function]:
    """Add ``--format`` with these choices, the first being the default."""
    words = {name: FORMATS.get(name, Text(name, name)) for name in choices}
    text = Text("Format på det som skrivs.", "Format of what is written.")
    kind = NamedChoice(lambda: words)
    return option("--format", "form", type=kind, default=choices[0], show_default=True, text=text)


def misuse(swedish: str, english: str, **values: object) -> click.UsageError:
    """Return the error of a command line that cannot be run, in the language of the run."""
    return click.UsageError(Text(swedish, english).format(**values).pick(language()))


def unknown(code: str, name: str, known: Iterable[str]) -> QueryError:
    """Return the error of a name that nothing has, with the known one that is most like it."""
    guess = did_you_mean(name, known)
    return QueryError(problem(Location(), code, name=shorten(name), guess=guess))


def say(text: Text) -> None:
    """Tell the user something on standard error, where progress and talk belong."""
    click.echo(text.pick(language()), err=True)


def write_output(content: str | bytes, path: str | None = None, form: str = "table") -> None:
    """Write text or bytes to a file, or to standard output where the path is ``-`` or not given.

    A file is written beside its place first and then renamed, so that it is never half-written.
    What other programs read is UTF-8 wherever it is written; what is for a reader of standard
    output, a table or plain text, is in the encoding of the place.
    """
    if path not in (None, "-"):
        write_file(Path(str(path)), content)
    else:
        # In a notebook, standard output may take text only.
        is_text = form in FORMATS or not hasattr(sys.stdout, "buffer")
        click.echo(content if is_text else as_bytes(content), nl=False)
