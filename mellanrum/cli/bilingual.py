"""click commands whose help, headings and errors are in Swedish or English."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from mellanrum.graph.problems import DID_YOU_MEAN, did_you_mean
from mellanrum.ontology.language import LANGUAGES, Language, Text, as_language

__all__ = [
    "BilingualCommand",
    "BilingualGroup",
    "language_of",
    "option",
    "usage_error",
]

Function = TypeVar("Function", bound=Callable[..., Any] | click.Command)

WORDS = {
    "usage": Text("Användning", "Usage"),
    "options": Text("Flaggor", "Options"),
    "commands": Text("Kommandon", "Commands"),
    "arguments": Text("Argument", "Arguments"),
    "example": Text("Exempel", "Example"),
    "help": Text("Visa den här hjälpen.", "Show this help."),
    "version": Text("Visa versionen.", "Show the version."),
    "lang": Text("Språk: sv eller en.", "Language: sv or en."),
}


def language_of(arguments: Sequence[str]) -> Language:
    """Return the language that the command line or the environment asks for.

    Examples
    --------
    >>> language_of(["build", "--lang", "en"])
    'en'
    """
    for position, argument in enumerate(arguments):
        if argument == "--lang" and position + 1 < len(arguments):
            asked = arguments[position + 1]
            return as_language(asked) if asked in LANGUAGES else "sv"
        if argument in ("--lang=en", "--lang=sv"):
            return as_language(argument[-2:])
    asked = os.environ.get("MELLANRUM_LANG", "sv")
    return as_language(asked) if asked in LANGUAGES else "sv"


def _language(context: click.Context) -> Language:
    root = context.find_root()
    return as_language(root.obj) if root.obj in LANGUAGES else "sv"


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
        self.help = self.text.pick(_language(ctx))
        if self.stands_for is not None:
            self.metavar = self.stands_for.pick(_language(ctx))
        return super().get_help_record(ctx)


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
                ["--lang"], type=click.Choice(LANGUAGES), expose_value=False, text=WORDS["lang"]
            )
        )

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return one line about the command, for the list of commands."""
        context = click.get_current_context(silent=True)
        return self.summary.pick(_language(context) if context else "sv")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help`` with its own help in the language of the run."""
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = WORDS["help"].pick(_language(ctx))
        for param in self.params:
            if param.name == "version" and isinstance(param, click.Option):
                param.help = WORDS["version"].pick(_language(ctx))
        return found

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        heading = WORDS["usage"].pick(_language(ctx))
        pieces = " ".join(self.collect_usage_pieces(ctx))
        if _language(ctx) == "sv":
            pieces = pieces.replace("OPTIONS", "FLAGGOR").replace("COMMAND", "KOMMANDO")
            pieces = pieces.replace("ARGS", "ARGUMENT")
        formatter.write_usage(ctx.command_path, pieces, f"{heading}: ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does, and its arguments."""
        language = _language(ctx)
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(self.summary.pick(language))
            if self.details is not None:
                formatter.write_paragraph()
                formatter.write_text(self.details.pick(language))
        if self.argument_texts:
            with formatter.section(WORDS["arguments"].pick(language)):
                formatter.write_dl([(k, t.pick(language)) for k, t in self.argument_texts.items()])

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [param.get_help_record(ctx) for param in options]
        rows = [record for record in records if record is not None]
        with formatter.section(WORDS["options"].pick(_language(ctx))):
            formatter.write_dl(rows)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write an example that can be run as it stands."""
        if self.example:
            with formatter.section(WORDS["example"].pick(_language(ctx))):
                for line in self.example.splitlines():
                    formatter.write(f"  {line}\n")


class BilingualCommand(_Bilingual):
    """A command."""


class BilingualGroup(_Bilingual, click.Group):
    """A group of commands."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and the list of commands."""
        super().format_options(ctx, formatter)
        language = _language(ctx)
        rows = [
            (name, command.summary.pick(language))
            for name in self.list_commands(ctx)
            for command in [self.get_command(ctx, name)]
            if isinstance(command, _Bilingual)
        ]
        with formatter.section(WORDS["commands"].pick(language)):
            formatter.write_dl(rows)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order they were added: the main job first."""
        return list(self.commands)


def usage_error(error: click.ClickException, language: Language) -> str:
    """Return what is wrong with a command line, in a language, with the next thing to try."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "mellanrum"
    text = error.format_message()
    if isinstance(error, click.NoSuchOption):
        text = _no_such(error.option_name, _options(context), language)
    elif isinstance(error, click.MissingParameter) and error.param is not None:
        name = error.param.human_readable_name
        text = Text("{name} saknas.", "{name} is missing.").format(name=name).pick(language)
    elif isinstance(error, click.exceptions.NoSuchCommand) and context is not None:
        known = list(getattr(context.command, "commands", {}))
        text = _no_such(error.command_name, known, language)
    more = Text("Se {path} --help.", "See {path} --help.").format(path=path).pick(language)
    return f"{text} {more}"


def _options(context: click.Context | None) -> list[str]:
    return [name for param in context.command.params for name in param.opts] if context else []


def _no_such(found: str, known: Sequence[str], language: Language) -> str:
    guess = did_you_mean(found, known)
    text = Text("”{found}” finns inte.", "There is no “{found}”.").format(found=found)
    hint = DID_YOU_MEAN.format(guess=guess).pick(language)
    return text.pick(language) + (f" {hint}" if guess else "")
