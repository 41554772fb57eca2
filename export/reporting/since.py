"""An earlier run, to tell what is new: the gaps of its ``gaps.json``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from mellanrum.graph.guards import check_text_file
from mellanrum.graph.problems import problem
from mellanrum.ontology.errors import ExportError, LoadError, Location, Problem

__all__ = ["Earlier", "read_earlier"]

NAME = "gaps.json"


@dataclass(frozen=True)
class Earlier:
    """An earlier run.

    Attributes
    ----------
    as_of : str
        Its date, or the empty string.
    gaps : tuple of (str, str)
        IRI and sentence of each gap, in its order.
    """

    as_of: str
    gaps: tuple[tuple[str, str], ...]

    @property
    def iris(self) -> frozenset[str]:
        """The IRIs of its gaps."""
        return frozenset(iri for iri, _ in self.gaps)


def read_earlier(path: Path) -> Earlier:
    """Read an earlier run from its ``gaps.json``, or the folder that holds it.

    Raises
    ------
    ExportError
        If the file is not there, or is not one that we have written.
    LoadError
        If the file is too large, or no text.
    """
    file = path / NAME if path.is_dir() else path
    if not file.exists():
        raise ExportError(_not_found(file))
    try:
        told = json.loads(check_text_file(file))
        gaps = tuple((str(gap["iri"]), str(gap["says"])) for gap in told["gaps"])
        return Earlier(str(told["as_of"] or ""), gaps)
    except LoadError:
        raise
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ExportError(_not_ours(file)) from error


def _not_found(file: Path) -> Problem:
    return problem(
        Location(file=file.name),
        "no-earlier-run",
        ("Det finns ingen tidigare körning där.", "There is no earlier run there."),
        hint=(
            "Ange mappen från mellanrum build, eller filen gaps.json i den.",
            "Name the folder from mellanrum build, or the file gaps.json in it.",
        ),
    )


def _not_ours(file: Path) -> Problem:
    return problem(
        Location(file=file.name),
        "not-an-earlier-run",
        (
            "Filen är ingen lista över mellanrum från mellanrum.",
            "The file is no list of gaps from mellanrum.",
        ),
        hint=(
            "Ange mappen från mellanrum build, eller en fil från mellanrum gaps --format json.",
            "Name the folder from mellanrum build, or a file from mellanrum gaps --format json.",
        ),
    )
