"""Which inputs a run is about: files and folders that are named, or datasets that ship with us."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from importlib.resources import files
from pathlib import Path

from mellanrum.graph.guards.personal_data_check import check_personal_data
from mellanrum.graph.problems import AND, did_you_mean, listing, refusal
from mellanrum.graph.readers import RawDataset, read_input
from mellanrum.graph.tables.assemble import Assembly, assemble
from mellanrum.ontology.errors import LoadError, Location, Problem
from mellanrum.ontology.schema import load_schema

__all__ = ["BUNDLED", "DEFAULT", "bundled", "read_all", "resolve"]

DEFAULT = ("boras", "tyreso")
BUNDLED = ("boras", "ekvalla", "tyreso")


def bundled(name: str) -> Path:
    """Return the folder of a dataset that ships with us."""
    return Path(str(files("mellanrum.graph"))) / "data" / name


def resolve(name: str | Path) -> Path:
    """Return the path of an input: an existing file or folder, or a bundled dataset by name.

    Raises
    ------
    LoadError
        If it is neither.
    """
    path = Path(name)
    if path.exists():
        return path
    if str(name) in BUNDLED:
        return bundled(str(name))
    place, guess = Location(file=path.name), did_you_mean(str(name), BUNDLED)
    raise refusal(place, "no-such-input", names=listing(BUNDLED, AND), guess=guess)


def read_all(names: Sequence[str | Path], allowed: Collection[str] = ()) -> Assembly:
    """Read and put together inputs that belong together.

    Parameters
    ----------
    names : sequence of str or path
        Inputs; the two bundled municipalities where none is named.
    allowed : collection of str
        Values from `mellanrum.graph.guards.personal_numbers.read_allowed`.

    Returns
    -------
    Assembly
        With every problem in the tables; nothing is raised for those.

    Raises
    ------
    LoadError
        If an input cannot be read at all, or holds a personal identity number.
    """
    datasets: list[RawDataset] = []
    problems: list[Problem] = []
    # Without names the bundled ones are meant, whatever folders stand where the program is run.
    for name in names or [bundled(slug) for slug in DEFAULT]:
        try:
            datasets.extend(read_input(resolve(name)))
        except LoadError as error:
            problems.extend(error.problems)
    problems.extend(check_personal_data(datasets, allowed))
    if problems:
        raise LoadError(*problems)
    return assemble(datasets, load_schema())
