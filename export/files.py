"""Write files whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from mellanrum.graph.problems import problem
from mellanrum.ontology.errors import ExportError, Location

__all__ = [
    "MANIFEST",
    "Content",
    "as_bytes",
    "check_replaceable",
    "write_bytes",
    "write_folder",
    "write_text",
]

MANIFEST = "manifest.json"
Content = str | bytes


def as_bytes(content: Content) -> bytes:
    """Return the content of a file as it is written."""
    return content if isinstance(content, bytes) else content.encode("utf-8")


def write_text(path: Path, text: str) -> None:
    """Write a text file as UTF-8 with ``\\n``; see `write_bytes`."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file, replacing what stood there only when it is whole.

    Raises
    ------
    ExportError
        If the place cannot be written to.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            os.chmod(beside, 0o644)
            os.replace(beside, path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _cannot_write(path, error) from error


def write_folder(folder: Path, files: Mapping[str, Content]) -> None:
    """Write a folder of files so that it is replaced whole, or left as it was.

    Parameters
    ----------
    folder : pathlib.Path
        May hold an earlier output of ours (told by its manifest), which is replaced; or nothing.
    files : mapping of str to str or bytes
        Content by file name, text as UTF-8; ``manifest.json`` must be among them.

    Raises
    ------
    ExportError
        If the folder holds something else, or cannot be written to.
    """
    check_replaceable(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}.new-"))
        os.chmod(beside, 0o755)
    except OSError as error:
        raise _cannot_write(folder, error) from error
    try:
        for name, content in files.items():
            write_bytes(beside / name, as_bytes(content))
        _swap(beside, folder)
    except OSError as error:
        raise _cannot_write(folder, error) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _swap(beside: Path, folder: Path) -> None:
    """Put the new folder in the place of the old, and the old back if that fails."""
    if not folder.exists():
        os.replace(beside, folder)
        return
    old = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}.old-"))
    os.replace(folder, old / folder.name)
    try:
        os.replace(beside, folder)
    except OSError:
        os.replace(old / folder.name, folder)
        raise
    finally:
        if folder.exists():
            shutil.rmtree(old, ignore_errors=True)


def check_replaceable(folder: Path) -> None:
    """Check that a folder is not there, is empty, or holds an earlier output of ours.

    Raises
    ------
    ExportError
        If it holds something else.
    """
    if not folder.exists() or (folder / MANIFEST).is_file():
        return
    if folder.is_dir() and not any(folder.iterdir()):
        return
    raise ExportError(
        problem(
            Location(file=str(folder)),
            "not-ours",
            (
                "Mappen innehåller annat än ett resultat från mellanrum och skrivs inte över.",
                "The folder holds something other than output of mellanrum and is not replaced.",
            ),
            hint=("Ange en annan mapp med -o.", "Name another folder with -o."),
        )
    )


def _cannot_write(path: Path, error: OSError) -> ExportError:
    return ExportError(
        problem(
            Location(file=str(path)),
            "cannot-write",
            ("Det går inte att skriva här: {why}.", "It is not possible to write here: {why}."),
            hint=(
                "Kontrollera rättigheterna och att disken inte är full, eller ange en annan plats "
                "med -o.",
                "Check the permissions and that the disk is not full, or name another place with "
                "-o.",
            ),
            why=error.strerror or type(error).__name__,
        )
    )
