"""The options by which a user replaces the numbers of the congruence index."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from mellanrum.cli.common import FILE
from mellanrum.cli.wording.bilingual import option
from mellanrum.ontology.language import Text

__all__ = ["strengths_option", "weights_option"]

Function = TypeVar("Function", bound=Callable[..., Any])


def strengths_option(function: Function) -> Function:
    """Add ``--strengths``."""
    decorate = option(
        "--strengths",
        type=click.Path(path_type=Path),
        stands_for=FILE,
        text=Text(
            "CSV med egna styrkor, avdrag och andelar; det som inte står där är som vanligt.",
            "CSV with your own strengths, reductions and shares; the rest stays as it is.",
        ),
    )
    return decorate(function)


def weights_option(function: Function) -> Function:
    """Add ``--weights``."""
    decorate = option(
        "--weights",
        type=click.Path(path_type=Path),
        stands_for=FILE,
        text=Text(
            "CSV med målgruppernas vikter (task,weight,statutory); utan den väger alla 1.",
            "CSV with the weights of target groups (task,weight,statutory); 1 each without it.",
        ),
    )
    return decorate(function)
