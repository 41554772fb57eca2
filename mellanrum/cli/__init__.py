"""The command line: parses, calls one function, prints. Errors become text here and only here."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from mellanrum import __version__
from mellanrum.cli.wording.command_group import BilingualGroup
from mellanrum.cli.wording.run_language import language_of
from mellanrum.cli.wording.slips import usage_error
from mellanrum.cli.wording.streams import read_by_all
from mellanrum.ontology.errors import MellanrumError
from mellanrum.ontology.language import Language, Text
from mellanrum.queries.finding.worker_count import SETTING

__all__ = ["cli", "main", "run"]

FINE, FINDINGS, CANNOT_RUN = 0, 1, 2


@click.group(
    cls=BilingualGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    summary=Text(
        "Hitta mellanrummen mellan organ som förväntas samverka kring barn och unga.",
        "Find the gaps between bodies that are expected to work together around children.",
    ),
    example="mellanrum build",
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def cli() -> None:
    """Group of all commands."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status.

    Returns
    -------
    int
        0 fine; 1 findings at or above ``--fail-on``, or invalid data; 2 cannot run.
    """
    read_by_all()
    given = list(sys.argv[1:] if arguments is None else arguments)
    language = language_of(given)
    try:
        status = cli.main(given, prog_name="mellanrum", standalone_mode=False, obj=language)
        return status if isinstance(status, int) else FINE
    except MellanrumError as error:
        return _failed(error.say(language), language)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return CANNOT_RUN
    except click.ClickException as error:
        return _failed(usage_error(error, language), language)
    except (click.Abort, KeyboardInterrupt):
        return _failed(Text("Avbrutet.", "Interrupted.").pick(language), language)
    except BrokenPipeError:  # the reader of our output has had enough
        sys.stderr.close()
        return FINE


def _failed(message: str, language: Language) -> int:
    word = Text("Fel", "Error").pick(language)
    for line in message.splitlines():
        click.echo(f"{word}: {line}", err=True)
    return CANNOT_RUN


def main() -> None:
    """Run as a console script, on every core where there is work enough."""
    os.environ.setdefault(SETTING, "auto")
    sys.exit(run())
