"""What is wrong with a command line, told in the language of the run."""

from __future__ import annotations

from collections.abc import Sequence

import click

from mellanrum.graph.problems import DID_YOU_MEAN, did_you_mean
from mellanrum.ontology.language import Language, Text

__all__ = ["usage_error"]


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
