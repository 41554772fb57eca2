"""The checks of a workbook before anything reads it: size, parts, XML."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.parsers import expat

from mellanrum.graph.guards.input_limits import (
    DEFAULT_LIMITS,
    MEGABYTE,
    Limits,
    read_regular,
    size_text,
)
from mellanrum.graph.problems import refusal, shorten
from mellanrum.ontology.errors import LoadError, Location

__all__ = [
    "check_workbook",
]

CHUNK = 1 << 16
UNSAFE_NAME = re.compile(r"^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)")
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_ENTRY = b"PK\x01\x02"
# A part below this size may be as well compressed as it likes: it cannot hurt.
RATIO_FREE_BYTES = MEGABYTE


def check_workbook(path: Path, limits: Limits = DEFAULT_LIMITS) -> None:
    """Check that an ``.xlsx`` file can be opened safely.

    Every part is unpacked once, counted and thrown away, so that what the headers claim does not
    matter; the start of every XML part is looked at for document type declarations.

    Raises
    ------
    LoadError
        If it is not a workbook, protected by a password, damaged, too large unpacked, or has parts
        that no honest workbook has.
    """
    data = read_regular(path, limits)
    place = Location(file=path.name)
    _need_zip(data, place)
    # Counted in the bytes, because opening an archive already makes an object for each part.
    if data.count(ZIP_ENTRY) > limits.members:
        raise refusal(place, "too-many-members", most=limits.members)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if "[Content_Types].xml" not in archive.namelist():
                raise refusal(place, "not-a-workbook")
            total = 0
            for part in parts:
                total += _check_part(archive, part, total, place, limits)
    except LoadError:
        raise
    except Exception as error:  # a damaged archive raises many kinds: zlib, struct, Unicode, …
        raise refusal(place, "damaged-archive", why=type(error).__name__) from error


def _need_zip(data: bytes, place: Location) -> None:
    if data.startswith(OLE_SIGNATURE):
        protected = "EncryptedPackage".encode("utf-16-le") in data
        raise refusal(place, "password-protected" if protected else "old-excel")
    if not data.startswith(b"PK"):
        raise refusal(place, "not-a-workbook")


def _check_part(
    archive: zipfile.ZipFile,
    part: zipfile.ZipInfo,
    before: int,
    place: Location,
    limits: Limits,
) -> int:
    """Check one part of a workbook and return its unpacked size."""
    names = {part.filename.replace("\\", "/"), part.orig_filename.replace("\\", "/")}
    if any(UNSAFE_NAME.search(name) for name in names):
        raise refusal(place, "unsafe-part", part=shorten(part.filename))
    if part.flag_bits & 0x1:
        raise refusal(place, "password-protected")
    # The package format has only these two; others unpack without an upper bound.
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise refusal(place, "unsafe-part", part=shorten(part.filename))
    most = limits.unpacked_bytes - before
    packed = max(1, min(part.compress_size, limits.file_bytes))
    dense = max(RATIO_FREE_BYTES, packed * limits.compression_ratio)
    size = 0
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            if not size:
                _check_xml_start(chunk, part.filename, place)
            size += len(chunk)
            if size > most:
                found = size_text(limits.unpacked_bytes)
                raise refusal(place, "unpacks-too-large", most=found)
            if size > dense:
                ratio = limits.compression_ratio
                raise refusal(place, "too-dense", part=shorten(part.filename), most=ratio)
    return size


class _RootReached(Exception):
    """The first element began: a document type declaration can no longer come."""


def _check_xml_start(head: bytes, name: str, place: Location) -> None:
    """Refuse an XML part with a document type declaration, in any encoding that XML may have."""
    looks = head[:64].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")
    if not (looks or name.lower().endswith((".xml", ".rels", ".vml"))):
        return

    def on_element(*_: object) -> None:
        raise _RootReached

    def on_doctype(*_: object) -> None:
        raise refusal(place, "doctype")

    parser = expat.ParserCreate()
    parser.StartElementHandler = on_element
    parser.StartDoctypeDeclHandler = on_doctype
    try:
        parser.Parse(head, False)
    except _RootReached:
        return
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise refusal(place, "damaged-archive", why=shorten(str(error))) from error
    # An honest part has its first element within the first chunk.
    raise refusal(place, "unsafe-part", part=shorten(name))
