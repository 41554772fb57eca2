"""Replace an earlier output in its folder: whole or not at all, and nothing of the user's."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from mellanrum.export.files import Content, cannot_write, write_file
from mellanrum.export.output.manifest import MANIFEST, checksum, file_checksum, read_manifest
from mellanrum.export.output.places import check_owned, check_place
from mellanrum.export.output.working_folder import NEW, OLD, WORK, working_folder

__all__ = ["KeptFile", "check_replaceable", "dated_copy", "write_folder"]


@dataclass(frozen=True)
class KeptFile:
    """A file of the user's that stood where one of ours goes, and its new name in the folder."""

    name: str
    kept_as: str


def check_replaceable(folder: Path, inputs: Sequence[Path] = ()) -> None:
    """Check that an output can be written to a folder, and mend what a killed run left there.

    Raises
    ------
    ExportError
        If the folder is not ours to write in; see `check_place` and `check_owned`.
    """
    check_place(folder, inputs)
    with _told(folder):
        if (folder / WORK).is_dir():
            with working_folder(folder) as work:
                _put_back(work, folder)
        check_owned(folder)


def write_folder(folder: Path, files: Mapping[str, Content]) -> tuple[KeptFile, ...]:
    """Write a folder of files so that it is replaced whole, or left as it was.

    Other files and folders in it are left alone. What an earlier run wrote and this one does not
    is removed, unless it has been edited.

    The folder is not there, is empty, or holds an earlier output of ours; ``manifest.json`` must be
    among the files. Returned are those that had been edited, or were never ours, and are kept
    under another name.

    Raises
    ------
    ExportError
        If the folder is not ours to write in, or cannot be written to.
    """
    check_replaceable(folder)
    with _told(folder), working_folder(folder) as work:
        _put_back(work, folder)
        check_owned(folder)
        ours = read_manifest(folder) or {}
        for name, content in files.items():
            write_file(work / NEW / name, content)
        kept = _keep_edited(folder, files, ours, work)
        try:
            _replace(folder, files, ours, work)
        finally:
            _put_back(work, folder)
    return kept


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Tell the user of a failure of the file system."""
    try:
        yield
    except OSError as error:
        raise cannot_write(folder, error) from error


def _keep_edited(
    folder: Path, files: Mapping[str, Content], ours: Mapping[str, str], work: Path
) -> tuple[KeptFile, ...]:
    """Copy what the user has written in the places of our files to names of their own."""
    kept = []
    for name in sorted(files.keys() - {MANIFEST}):
        found = file_checksum(folder / name)
        if found and found not in (ours.get(name), checksum(files[name])):
            beside = dated_copy(folder / name, found)
            if not beside.exists():
                shutil.copy2(folder / name, work / NEW / beside.name)
                os.replace(work / NEW / beside.name, beside)
            kept.append(KeptFile(name, beside.name))
    return tuple(kept)


def dated_copy(path: Path, found: str) -> Path:
    """Return the name that tells when a file was edited: one not taken, or by the same content.

    `found` is the checksum of the file.
    """
    day = dt.date.fromtimestamp(path.stat().st_mtime).isoformat()
    for number in count(1):
        ending = f"-{number}" if number > 1 else ""
        beside = path.with_name(f"{path.stem}-{day}{ending}{path.suffix}")
        if not os.path.lexists(beside) or file_checksum(beside) == found:
            return beside
    raise AssertionError("unreachable")


def _replace(
    folder: Path, files: Mapping[str, Content], ours: Mapping[str, str], work: Path
) -> None:
    """Move the new files into place, the manifest last, having copied those that they replace."""
    present = {name: file_checksum(folder / name) for name in {*files, *ours} - {MANIFEST}}
    changed = sorted(
        name for name in files.keys() & present if present[name] != checksum(files[name])
    )
    dropped = sorted(name for name in ours.keys() - files if present[name] == ours[name])
    (work / OLD).mkdir()
    for name in (*changed, *dropped):
        if present[name]:
            shutil.copy2(folder / name, work / OLD / name)
    for name in changed:
        os.replace(work / NEW / name, folder / name)
    for name in dropped:
        (folder / name).unlink()
    os.replace(work / NEW / MANIFEST, folder / MANIFEST)


def _put_back(work: Path, folder: Path) -> None:
    """Undo a replacement that was begun and not finished, but for what was edited after it.

    As long as the new manifest waits in the working folder, the replacement is not finished.
    """
    new = read_manifest(work / NEW)
    if new is not None:
        old = {path.name for path in (work / OLD).glob("*")}
        for name in sorted(old | {name for name in new if not (work / NEW / name).exists()}):
            if file_checksum(folder / name) not in ("", new.get(name)):
                continue
            if name in old:
                os.replace(work / OLD / name, folder / name)
            else:
                (folder / name).unlink(missing_ok=True)
    (work / NEW / MANIFEST).unlink(missing_ok=True)
    for part in (NEW, OLD):
        shutil.rmtree(work / part, ignore_errors=True)
