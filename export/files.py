"""Write files whole or not at all."""

from __future__ import annotations

import glob
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from mellanrum.graph.problems import problem
from mellanrum.ontology.errors import ExportError, Location

__all__ = [
    "Content",
    "as_bytes",
    "cannot_write",
    "write_bytes",
    "write_text",
]

Content = str | bytes
UNFINISHED = ".mellanrum"  # the ending of a file that is being written


def as_bytes(content: Content) -> bytes:
    """Return the content of a file as it is written."""
    return content if isinstance(content, bytes) else content.encode("utf-8")


def write_text(path: Path, text: str) -> None:
    """Write a text file as UTF-8 with ``\\n``; see `write_bytes`."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file, replacing what stood there only when it is whole.

    What a killed run left beside it is removed.

    Raises
    ------
    ExportError
        If the place cannot be written to.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for left in path.parent.glob(f".{glob.escape(path.name)}.*{UNFINISHED}"):
            with suppress(OSError):  # on Windows another run may have it open
                left.unlink()
        try:
            _write_beside(path, content)
        except FileNotFoundError:  # another run took it for what a killed one had left
            _write_beside(path, content)
    except OSError as error:
        raise cannot_write(path, error) from error


def _write_beside(path: Path, content: bytes) -> None:
    """Write a file under another name in the same folder, then put it in its place."""
    handle, beside = tempfile.mkstemp(UNFINISHED, f".{path.name}.", path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(beside, 0o644)
        os.replace(beside, path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def cannot_write(path: Path, error: OSError) -> ExportError:
    """Return what tells the user that a file or folder cannot be written to."""
    return ExportError(
        problem(
            Location(file=str(error.filename2 or path)),
            "cannot-write",
            ("Det går inte att skriva här: {why}.", "It is not possible to write here: {why}."),
            hint=(
                "Kontrollera rättigheterna, att disken inte är full och att filen inte är öppen i "
                "ett annat program, eller ange en annan plats med -o.",
                "Check the permissions, that the disk is not full and that the file is not open in "
                "another program, or name another place with -o.",
            ),
            why=error.strerror or type(error).__name__,
        )
    )
