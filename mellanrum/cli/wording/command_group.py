"""A group of commands, each read from its module only when it is asked for."""

from __future__ import annotations

from collections import UserDict
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import click

from mellanrum.cli.wording.bilingual import WORDS, Bilingual
from mellanrum.cli.wording.commands import COMMANDS, MODULES
from mellanrum.cli.wording.run_language import language

__all__ = ["BilingualGroup"]


class LateCommands(UserDict[str, click.Command]):
    """Commands by name, in order; the module of one is imported when it is first asked for."""

    def __missing__(self, name: str) -> click.Command:
        if name not in COMMANDS:
            raise KeyError(name)
        module = vars(import_module(f"mellanrum.cli.{MODULES.get(name, name)}"))
        commands = (each for each in module.values() if isinstance(each, click.Command))
        self[name] = next(each for each in commands if each.name == name)
        return self[name]

    def __contains__(self, name: object) -> bool:
        return name in COMMANDS

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class BilingualGroup(Bilingual, click.Group):
    """The group of all commands."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, commands=LateCommands(), **settings)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and the list of commands."""
        super().format_options(ctx, formatter)
        spoken = language(ctx)
        with formatter.section(WORDS["commands"].pick(spoken)):
            formatter.write_dl([(name, does.pick(spoken)) for name, does in COMMANDS.items()])

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in their order: the main job first."""
        return list(COMMANDS)
