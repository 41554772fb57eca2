"""A folder within the output in which the next one is made ready, by one run at a time."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from mellanrum.export.files import file_error

__all__ = ["NEW", "OLD", "WORK", "working_folder"]

WORK = ".mellanrum"  # within, as a folder beside may be on another disk
NEW, OLD, LOCK = "new", "old", "lock"
WAIT = 60.0  # seconds; files are made before they are written, so that writing is short
MOST_ATTEMPTS = 100


@contextmanager
def working_folder(folder: Path) -> Iterator[Path]:
    """Hold the working folder of an output, with what a killed run left in it.

    The lock in it belongs to a process and goes with it, so that a run that gets the lock knows
    that nobody else is at work there. On leaving, the working folder is removed.

    Raises
    ------
    ExportError
        If another run is still writing after a minute.
    OSError
        If the working folder cannot be made.
    """
    work = folder / WORK
    lock = _locked(work, folder)
    try:
        yield work
    finally:
        for part in (NEW, OLD):
            shutil.rmtree(work / part, ignore_errors=True)
        _release(work, lock)


def _locked(work: Path, folder: Path) -> sqlite3.Connection:
    """Return a lock that this process holds on the working folder.

    SQLite's is the one lock of the standard library that is the same on every system.
    """
    for attempt in count():
        work.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):  # whoever had it has removed the folder meanwhile
            (work / LOCK).touch()
            before = (work / LOCK).stat().st_ino
            try:
                lock = _connected(work / LOCK, folder)
            except sqlite3.OperationalError as error:
                if attempt < MOST_ATTEMPTS:  # another run has removed it and made it anew
                    continue
                raise OSError(str(error)) from error
            with suppress(FileNotFoundError):
                if (work / LOCK).stat().st_ino == before:
                    return lock
            lock.close()
    raise AssertionError("unreachable")


def _connected(path: Path, folder: Path) -> sqlite3.Connection:
    lock = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
    try:
        lock.execute("PRAGMA journal_mode = MEMORY")  # no second file
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            lock.close()
            raise file_error(str(folder), "busy") from error
        # It is gone, or this is a network drive without locks, where a run goes on without.
    return lock


def _release(work: Path, lock: sqlite3.Connection) -> None:
    """Remove the lock while it is held; where an open file cannot be removed, just after."""
    try:
        (work / LOCK).unlink(missing_ok=True)
        lock.close()
    except PermissionError:
        lock.close()
        with suppress(OSError):  # the next run has it already
            (work / LOCK).unlink()
    with suppress(OSError):
        work.rmdir()
