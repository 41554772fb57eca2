"""Write files whole or not at all."""

from __future__ import annotations

import glob
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from mellanrum.graph.problems import problem
from mellanrum.ontology.errors import ExportError, Location

__all__ = ["Content", "as_bytes", "cannot_write", "file_error", "write_file"]

Content = str | bytes
UNFINISHED = ".mellanrum"  # the ending of a file that is being written


def as_bytes(content: Content) -> bytes:
    """Return the content of a file as it is written."""
    return content if isinstance(content, bytes) else content.encode("utf-8")


def write_file(path: Path, content: Content) -> None:
    """Write a file, replacing what stood there only when it is whole.

    What a killed run left beside it is removed.

    Raises
    ------
    ExportError
        If the place cannot be written to.
    """
    data = as_bytes(content)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for left in path.parent.glob(f".{glob.escape(path.name)}.*{UNFINISHED}"):
            with suppress(OSError):  # on Windows another run may have it open
                left.unlink()
        try:
            _write_beside(path, data)
        except FileNotFoundError:  # another run took it for what a killed one had left
            _write_beside(path, data)
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


def file_error(file: str, code: str, **values: Any) -> ExportError:
    """Return what tells the user of something about a file or folder; see `problem`."""
    return ExportError(problem(Location(file=file), code, **values))


def cannot_write(path: Path, error: OSError) -> ExportError:
    """Return what tells the user that a file or folder cannot be written to."""
    why = error.strerror or type(error).__name__
    return file_error(str(error.filename2 or path), "cannot-write", why=why)
