"""A group of commands, each read from its module only when it is asked for."""

from __future__ import annotations

from collections import UserDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click

from mellanrum.cli.wording.bilingual import WORDS, Bilingual
from mellanrum.cli.wording.run_language import language
from mellanrum.ontology.language import Text

__all__ = ["BilingualGroup", "KnownCommand"]


@dataclass(frozen=True)
class KnownCommand:
    """A command that need not be read for a list of them: its module, and a line about it."""

    module: str
    summary: Text


class LateCommands(UserDict[str, click.Command]):
    """Commands by name, in order; the module of one is imported when it is first asked for."""

    def __init__(self, known: Mapping[str, KnownCommand]) -> None:
        super().__init__()
        self.known = known

    def __missing__(self, name: str) -> click.Command:
        module = vars(import_module(f"mellanrum.cli.{self.known[name].module}"))
        commands = (each for each in module.values() if isinstance(each, click.Command))
        self[name] = next(each for each in commands if each.name == name)
        return self[name]

    def __contains__(self, name: object) -> bool:
        return name in self.known

    def __iter__(self) -> Iterator[str]:
        return iter(self.known)

    def __len__(self) -> int:
        return len(self.known)


class BilingualGroup(Bilingual, click.Group):
    """A group of commands."""

    def __init__(self, *args: Any, known: Mapping[str, KnownCommand], **settings: Any) -> None:
        super().__init__(*args, commands=LateCommands(known), **settings)
        self.known = known

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and the list of commands."""
        super().format_options(ctx, formatter)
        spoken = language(ctx)
        with formatter.section(WORDS["commands"].pick(spoken)):
            formatter.write_dl([(name, k.summary.pick(spoken)) for name, k in self.known.items()])

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in their order: the main job first."""
        return list(self.known)
