"""The places where an output is never written, whatever stands there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mellanrum.export.files import file_error
from mellanrum.export.output.manifest import MANIFEST, read_manifest
from mellanrum.export.output.working_folder import WORK

__all__ = ["check_owned", "check_place"]


def check_place(folder: Path, inputs: Sequence[Path] = ()) -> None:
    """Check that a folder is one of its own, apart from other things and from what a run reads.

    Raises
    ------
    ExportError
        If it is a link, the current folder or one above it, a home or a drive; or if it is, holds
        or is within an input.
    """
    name, place = str(folder), folder.resolve()
    if folder.is_symlink():
        raise file_error(name, "not-a-place:link")
    if place == place.parent or place in _with_parents(_home()):
        raise file_error(name, "not-a-place:home")
    if place in _with_parents(Path.cwd()):
        raise file_error(name, "not-a-place:here")
    for given in inputs:
        source = given.resolve()
        if place in _with_parents(source) or source in place.parents:
            raise file_error(name, "not-a-place:input", name=given)


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
        raise file_error(str(folder), "not-ours:file")
    if read_manifest(folder) is not None or {path.name for path in folder.iterdir()} <= {WORK}:
        return
    if (folder / MANIFEST).exists():
        raise file_error(str(folder), "not-ours:manifest", name=MANIFEST)
    raise file_error(str(folder), "not-ours:other")
