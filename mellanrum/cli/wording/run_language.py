"""The language of a run: that of ``--lang``, or of the environment."""

from __future__ import annotations

import os
from collections.abc import Sequence

import click

from mellanrum.ontology.language import LANGUAGES, Language, as_language

__all__ = ["language", "language_of"]


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


def language(context: click.Context | None = None) -> Language:
    """Return the language of the run."""
    found = context or click.get_current_context(silent=True)
    asked = found.find_root().obj if found else None
    return as_language(asked) if asked in LANGUAGES else "sv"
