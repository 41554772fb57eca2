"""click commands whose help, headings and errors are in Swedish or English."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

from mellanrum.cli.wording.parameter_types import NamedChoice
from mellanrum.cli.wording.run_language import language
from mellanrum.ontology.language import LANGUAGES, Text

if TYPE_CHECKING:
    from click.types import OptionHelpExtra

__all__ = ["WORDS", "Bilingual", "BilingualOption", "argument", "option"]

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


class BilingualArgument(click.Argument):
    """An argument that is told of in the help."""

    def __init__(self, *names: Any, text: Text, **settings: Any) -> None:
        super().__init__(*names, **settings)
        self.text = text


def argument(name: str, text: Text, **settings: Any) -> Callable[[Function], Function]:
    """Return a decorator that adds an argument with help in both languages."""
    return click.argument(name, cls=BilingualArgument, text=text, **settings)


class Bilingual(click.Command):
    """A command, or a group of them."""

    def __init__(
        self,
        *positional: Any,
        summary: Text,
        example: str,
        details: Text | None = None,
        last: Iterable[click.Option] = (),
        **settings: Any,
    ) -> None:
        super().__init__(*positional, **settings)
        self.summary = summary
        self.example = example
        self.details = details
        self.params += last
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
        told = [each for each in self.params if isinstance(each, BilingualArgument)]
        if told:
            with formatter.section(WORDS["arguments"].pick(spoken)):
                formatter.write_dl([(str(e.name).upper(), e.text.pick(spoken)) for e in told])

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [param.get_help_record(ctx) for param in options]
        rows = [record for record in records if record is not None]
        with formatter.section(WORDS["options"].pick(language(ctx))):
            formatter.write_dl(rows)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write an example that can be run as it stands."""
        with formatter.section(WORDS["example"].pick(language(ctx))):
            formatter.write(f"  {self.example}\n")
