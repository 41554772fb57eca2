"""How large an input may be, and the checks of text files and of rows."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mellanrum.graph.problems import refusal
from mellanrum.ontology.errors import Location
from mellanrum.ontology.language import Text

__all__ = [
    "DEFAULT_LIMITS",
    "MEGABYTE",
    "Limits",
    "at_byte",
    "check_row",
    "check_text_file",
    "decode",
    "read_regular",
    "size_text",
]

MEGABYTE = 1 << 20
UNKNOWN = Text("en okänd teckenkodning", "an unknown encoding")
SWEDISH_LETTERS = {
    "Windows-1252": b"\xe5\xe4\xf6\xc5\xc4\xd6\xe9",
    "Mac OS Roman": b"\x8c\x8a\x9a\x81\x80\x85",
    "MS-DOS (850)": b"\x86\x84\x94\x8f\x8e\x99",
}
FILE_KINDS: dict[Callable[[int], bool], Text] = {
    stat.S_ISLNK: Text("en symbolisk länk", "a symbolic link"),
    stat.S_ISDIR: Text("en mapp", "a folder"),
    stat.S_ISFIFO: Text("ett namngivet rör", "a named pipe"),
    stat.S_ISSOCK: Text("en socket", "a socket"),
    stat.S_ISCHR: Text("en enhet", "a device"),
    stat.S_ISBLK: Text("en enhet", "a device"),
}


@dataclass(frozen=True)
class Limits:
    """How large and how deep input may be.

    Attributes
    ----------
    file_bytes : int
        A file as it lies on disk.
    unpacked_bytes : int
        All parts of a workbook together, unpacked.
    compression_ratio : int
        Unpacked to packed size of a workbook part above one megabyte.
    members : int
        Parts of a workbook.
    cell_characters, rows, columns : int
        A cell (what Excel holds), a table, a row.
    nesting : int
        Brackets, elements or groups inside one another.
    query_characters, query_parts : int
        A question; its brackets and operators together (long chains overflow the stack of the
        engine as deep nesting does).
    """

    file_bytes: int = 64 * MEGABYTE
    unpacked_bytes: int = 256 * MEGABYTE
    compression_ratio: int = 200
    members: int = 2000
    cell_characters: int = 32_767
    rows: int = 200_000
    columns: int = 500
    nesting: int = 200
    query_characters: int = 100_000
    query_parts: int = 1000


DEFAULT_LIMITS = Limits()


def check_text_file(path: Path, limits: Limits = DEFAULT_LIMITS) -> str:
    """Return the text of a UTF-8 file, without its byte order mark.

    Raises
    ------
    LoadError
        If it is not a regular file, too large or not UTF-8 text.
    """
    return decode(read_regular(path, limits), Location(file=path.name))


def check_row(
    cells: Sequence[str], file: str, row: int, rows: int, limits: Limits = DEFAULT_LIMITS
) -> None:
    """Check one row of a table.

    Empty cells at its end do not count. `row` is its number in the file, from 1; `rows` is how many
    were kept before it.
    """
    place = Location(file=file, row=row)
    if rows >= limits.rows:
        raise refusal(place, "too-many-rows", most=limits.rows)
    width = len(cells)
    while width > limits.columns and not cells[width - 1]:
        width -= 1
    if width > limits.columns:
        raise refusal(place, "too-many-columns", found=width, most=limits.columns)
    for number, cell in enumerate(cells, start=1):
        if len(cell) > limits.cell_characters:
            place = Location(file=file, row=row, column=str(number))
            allowed = limits.cell_characters
            raise refusal(place, "cell-too-long", found=len(cell), most=allowed)


def read_regular(path: Path, limits: Limits) -> bytes:
    """Return the bytes of a regular file, never following a link or waiting for a pipe."""
    place = Location(file=path.name)
    flags = os.O_RDONLY
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"):  # not all on every system
        flags |= getattr(os, name, 0)
    try:
        _need_regular(os.lstat(path), place)
        with open(os.open(path, flags), "rb") as stream:
            status = os.fstat(stream.fileno())  # once more: the name may have got a new file
            _need_regular(status, place)
            data = stream.read(limits.file_bytes + 1)
    except FileNotFoundError as error:
        raise refusal(place, "no-file") from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise refusal(place, "unreadable-file", why=why) from error
    if len(data) > limits.file_bytes:
        size = max(status.st_size, len(data))
        raise refusal(place, "too-large", found=size_text(size), most=size_text(limits.file_bytes))
    return data


def _need_regular(status: os.stat_result, place: Location) -> None:
    for test, kind in FILE_KINDS.items():
        if test(status.st_mode):
            raise refusal(place, "not-a-file", kind=kind)
    if not stat.S_ISREG(status.st_mode):
        raise refusal(place, "not-a-file", kind=Text("något annat", "something else"))


def decode(data: bytes, place: Location) -> str:
    """Return UTF-8 bytes as text; say which encoding other bytes seem to have, but never guess."""
    encoding = _wide_encoding(data)
    if not encoding and b"\0" in data:
        raise refusal(at_byte(data, data.index(b"\0"), place), "nul-bytes")
    try:
        if not encoding:
            return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        place = at_byte(data, error.start, place)
        encoding = _narrow_encoding(data)
    raise refusal(place, "wrong-encoding", encoding=encoding or UNKNOWN)


def at_byte(data: bytes, position: int, place: Location) -> Location:
    """Return a place with the row that a byte stands on."""
    return Location(file=place.file, row=data.count(b"\n", 0, position) + 1)


def _wide_encoding(data: bytes) -> str:
    """Return UTF-16 or UTF-32 if the bytes look like it, from a mark or from where zeros stand."""
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return "UTF-32"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    even, odd = data[0:4096:2].count(0), data[1:4096:2].count(0)
    half = min(len(data), 4096) // 2
    return "UTF-16" if half and max(even, odd) > half * 0.6 and min(even, odd) < half * 0.1 else ""


def _narrow_encoding(data: bytes) -> str:
    """Return the 8-bit encoding in which most bytes would be Swedish letters."""
    counts = {
        name: len(data) - len(data.translate(None, letters))
        for name, letters in SWEDISH_LETTERS.items()
    }
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else ""


def size_text(count: int) -> Text:
    """Return a number of bytes as a reader would say it."""
    if count < MEGABYTE:
        return Text(f"{count} byte", f"{count} bytes")
    number = f"{count / MEGABYTE:.1f}".removesuffix(".0")
    return Text(f"{number.replace('.', ',')} MB", f"{number} MB")
