"""click commands whose help, headings and errors are in Swedish or English."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from mellanrum.cli.wording.parameter_types import NamedChoice
from mellanrum.cli.wording.run_language import language
from mellanrum.graph.problems import DID_YOU_MEAN, did_you_mean
from mellanrum.ontology.language import LANGUAGES, Language, Text

if TYPE_CHECKING:
    from click.types import OptionHelpExtra

__all__ = [
    "BilingualCommand",
    "BilingualGroup",
    "option",
    "usage_error",
]

Function = TypeVar("Function", bound=Callable[..., Any] | click.Command)

CODES: dict[str, Text] = {language: Text(language, language) for language in LANGUAGES}
WORDS = {
    "usage": Text("Användning", "Usage"),
    "options": Text("Flaggor", "Options"),
    "commands": Text("Kommandon", "Commands"),
    "arguments": Text("Argument", "Arguments"),
    "example": Text("Exempel", "Example"),
    "default": Text("förval", "default"),
    "help": Text("Visa den här hjälpen.", "Show this help."),
    "version": Text("Visa versionen.", "Show the version."),
    "lang": Text("Språk: sv eller en.", "Language: sv or en."),
}


class BilingualOption(click.Option):
    """An option whose help, and the word for its value, are a `Text`."""

    def __init__(
        self, *names: Any, text: Text, stands_for: Text | None = None, **settings: Any
    ) -> None:
        super().__init__(*names, **settings)
        self.text = text
        self.stands_for = stands_for

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option's names, and its help in the language of the run."""
        self.help = self.text.pick(language(ctx))
        if self.stands_for is not None:
            self.metavar = self.stands_for.pick(language(ctx))
        return super().get_help_record(ctx)

    def get_help_extra(self, ctx: click.Context) -> OptionHelpExtra:
        """Return the default for the help, as the user would write it."""
        extra = super().get_help_extra(ctx)
        words: Mapping[str, Text] = getattr(self.type, "words", {})
        told = extra.pop("default", None)
        if told is not None:
            told = words[told].pick(language(ctx)) if told in words else told
            heading = WORDS["default"].pick(language(ctx))
            extra["range"] = f"{heading}: {told}"  # written as it is; “default:” is click's word
        return extra


def option(*names: str, text: Text, **settings: Any) -> Callable[[Function], Function]:
    """Return a decorator that adds an option with help in both languages."""
    return click.option(*names, cls=BilingualOption, text=text, **settings)


class _Bilingual(click.Command):
    """What commands and groups share."""

    def __init__(
        self,
        *positional: Any,
        summary: Text,
        example: str = "",
        details: Text | None = None,
        arguments: dict[str, Text] | None = None,
        **settings: Any,
    ) -> None:
        super().__init__(*positional, **settings)
        self.summary = summary
        self.example = example
        self.details = details
        self.argument_texts = arguments or {}
        self.params.append(
            BilingualOption(
                ["--lang"], type=NamedChoice(lambda: CODES), expose_value=False, text=WORDS["lang"]
            )
        )

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words of the command line; an error knows which command it is about."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return one line about the command, for the list of commands."""
        return self.summary.pick(language())

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help`` with its own help in the language of the run."""
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = WORDS["help"].pick(language(ctx))
        for param in self.params:
            if param.name == "version" and isinstance(param, click.Option):
                param.help = WORDS["version"].pick(language(ctx))
        return found

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        heading = WORDS["usage"].pick(language(ctx))
        pieces = " ".join(self.collect_usage_pieces(ctx))
        if language(ctx) == "sv":
            pieces = pieces.replace("OPTIONS", "FLAGGOR").replace("COMMAND", "KOMMANDO")
            pieces = pieces.replace("ARGS", "ARGUMENT")
        formatter.write_usage(ctx.command_path, pieces, f"{heading}: ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does, and its arguments."""
        spoken = language(ctx)
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(self.summary.pick(spoken))
            if self.details is not None:
                formatter.write_paragraph()
                formatter.write_text(self.details.pick(spoken))
        if self.argument_texts:
            with formatter.section(WORDS["arguments"].pick(spoken)):
                formatter.write_dl([(k, t.pick(spoken)) for k, t in self.argument_texts.items()])

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [param.get_help_record(ctx) for param in options]
        rows = [record for record in records if record is not None]
        with formatter.section(WORDS["options"].pick(language(ctx))):
            formatter.write_dl(rows)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write an example that can be run as it stands."""
        if self.example:
            with formatter.section(WORDS["example"].pick(language(ctx))):
                for line in self.example.splitlines():
                    formatter.write(f"  {line}\n")


class BilingualCommand(_Bilingual):
    """A command."""


class BilingualGroup(_Bilingual, click.Group):
    """A group of commands."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and the list of commands."""
        super().format_options(ctx, formatter)
        spoken = language(ctx)
        rows = [
            (name, command.summary.pick(spoken))
            for name in self.list_commands(ctx)
            for command in [self.get_command(ctx, name)]
            if isinstance(command, _Bilingual)
        ]
        with formatter.section(WORDS["commands"].pick(spoken)):
            formatter.write_dl(rows)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order they were added: the main job first."""
        return list(self.commands)


def usage_error(error: click.ClickException, spoken: Language) -> str:
    """Return what is wrong with a command line, in a language, with the next thing to try."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "mellanrum"
    more = Text("Se {path} --help.", "See {path} --help.").format(path=path).pick(spoken)
    return f"{_told(error, context, spoken)} {more}"


def _told(error: click.ClickException, context: click.Context | None, spoken: Language) -> str:
    if isinstance(error, click.NoSuchOption):
        return _no_such(error.option_name, _options(context), spoken)
    if isinstance(error, click.exceptions.NoSuchCommand) and context is not None:
        return _no_such(error.command_name, [*getattr(context.command, "commands", {})], spoken)
    if isinstance(error, click.BadOptionUsage):
        return _bad_usage(error.option_name, context).pick(spoken)
    if isinstance(error, click.MissingParameter) and error.param is not None:
        name = error.param.human_readable_name
        return Text("{name} saknas.", "{name} is missing.").format(name=name).pick(spoken)
    return error.message  # written by us, in the language of the run


def _bad_usage(name: str, context: click.Context | None) -> Text:
    """Return that an option has too few values, or one that it does not take."""
    params = context.command.params if context else []
    found = next((param for param in params if name in param.opts), None)
    if isinstance(found, click.Option) and found.is_flag:
        told = Text("{name} tar inget värde.", "{name} takes no value.")
    elif found is not None and found.nargs > 1:
        told = Text("{name} behöver {count} värden.", "{name} needs {count} values.")
    else:
        told = Text("{name} behöver ett värde.", "{name} needs a value.")
    return told.format(name=name, count=found.nargs if found else 1)


def _options(context: click.Context | None) -> list[str]:
    return [name for param in context.command.params for name in param.opts] if context else []


def _no_such(found: str, known: Sequence[str], spoken: Language) -> str:
    guess = did_you_mean(found, known)
    text = Text("”{found}” finns inte.", "There is no “{found}”.").format(found=found)
    hint = DID_YOU_MEAN.format(guess=guess).pick(spoken)
    return text.pick(spoken) + (f" {hint}" if guess else "")
