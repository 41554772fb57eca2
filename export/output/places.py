"""The places where an output is never written, whatever stands there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from mellanrum.export.output.manifest import MANIFEST, read_manifest
from mellanrum.export.output.working_folder import WORK
from mellanrum.graph.problems import problem
from mellanrum.ontology.errors import ExportError, Location
from mellanrum.ontology.language import Text

__all__ = ["check_owned", "check_place"]

ASIDE = Text(
    "Ange en egen mapp med -o, till exempel -o mellanrum-output.",
    "Name a folder of its own with -o, for instance -o mellanrum-output.",
)
OUTSIDE = Text(
    "Ange en mapp utanför den med -o, till exempel -o ../mellanrum-output.",
    "Name a folder outside it with -o, for instance -o ../mellanrum-output.",
)


def check_place(folder: Path, inputs: Sequence[Path] = ()) -> None:
    """Check that a folder is one of its own, apart from other things and from what a run reads.

    Raises
    ------
    ExportError
        If it is a link, the current folder or one above it, a home or a drive; or if it is, holds
        or is within an input.
    """
    for why, hint in _reasons(folder, inputs):
        location = Location(file=str(folder))
        raise ExportError(problem(location, "not-a-place", (why.sv, why.en), hint=hint))


def _reasons(folder: Path, inputs: Sequence[Path]) -> Iterator[tuple[Text, Text]]:
    """Yield why an output does not belong there, and what to do instead."""
    place = folder.resolve()
    if folder.is_symlink():
        yield Text("Det är en länk till en annan plats.", "It is a link to another place."), ASIDE
    if place == place.parent or place in _with_parents(_home()):
        yield Text("Det är en hemkatalog eller en disk.", "It is a home folder or a drive."), ASIDE
    if place in _with_parents(Path.cwd()):
        told = Text(
            "Det är mappen som du står i, eller en mapp ovanför den.",
            "It is the folder that you are in, or one above it.",
        )
        yield told, ASIDE
    for given in inputs:
        source = given.resolve()
        if place in _with_parents(source) or source in place.parents:
            told = Text(
                "Resultatet får inte blandas med det som läses in, {name}.",
                "Output is kept apart from what is read, {name}.",
            )
            yield told.format(name=given), OUTSIDE


def _with_parents(path: Path) -> tuple[Path, ...]:
    return (path, *path.parents)


def _home() -> Path:
    try:
        return Path.home().resolve()
    except RuntimeError:  # a system account may have none
        return Path.cwd()


def check_owned(folder: Path) -> None:
    """Check that a folder is not there, is empty, or holds an earlier output of ours.

    Raises
    ------
    ExportError
        If it holds something else.
    OSError
        If it cannot be read.
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        why = Text("Det är en fil, inte en mapp.", "It is a file, not a folder.")
    elif read_manifest(folder) is not None or {path.name for path in folder.iterdir()} <= {WORK}:
        return
    elif (folder / MANIFEST).exists():
        why = Text(
            "Mappens {name} är inte skriven av den här versionen av mellanrum.",
            "The folder's {name} was not written by this version of mellanrum.",
        ).format(name=MANIFEST)
    else:
        why = Text(
            "Mappen innehåller annat än ett resultat från mellanrum.",
            "The folder holds something other than output of mellanrum.",
        )
    raise ExportError(
        problem(
            Location(file=str(folder)),
            "not-ours",
            (f"{why.sv} Ingenting är skrivet.", f"{why.en} Nothing has been written."),
            hint=(
                "Ange en annan mapp med -o, eller töm mappen först.",
                "Name another folder with -o, or empty this one first.",
            ),
        )
    )
