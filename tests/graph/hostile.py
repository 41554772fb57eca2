"""Builders of files that are made to hang, crash or fill the memory of whatever reads them."""

from __future__ import annotations

import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

__all__ = [
    "BOMBS",
    "CONTENT_TYPES",
    "LAUGHS",
    "SCANS",
    "lying_archive",
    "many_parts",
    "nested",
    "workbook",
    "zeros",
]

CONTENT_TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/x"/>'
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + ']><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&j;</rdf:RDF>'
)


def workbook(path: Path, parts: dict[str, bytes] | None = None, **options: int) -> Path:
    """Write an archive that begins as a workbook does, with the parts given."""
    method = options.get("method", zipfile.ZIP_DEFLATED)
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        for name, content in (parts or {}).items():
            archive.writestr(name, content)
    return path


def zeros(path: Path, megabytes: int = 400) -> Path:
    """Write a small archive with one part that unpacks to very many zeros."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        with archive.open("xl/media/image1.bin", "w", force_zip64=False) as part:
            for _ in range(megabytes):
                part.write(bytes(1 << 20))
    return path


def lying_archive(path: Path, megabytes: int = 400, claimed: int = 10) -> Path:
    """Write the same archive with headers that claim a few bytes."""
    data = bytearray(zeros(path, megabytes).read_bytes())
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.rindex(signature)
        data[place + offset : place + offset + 4] = struct.pack("<I", claimed)
    path.write_bytes(data)
    return path


def claiming_dense(path: Path) -> Path:
    """Write the archive with headers that claim it is hardly compressed at all."""
    data = bytearray(zeros(path).read_bytes())
    place = data.rindex(b"PK\x01\x02")
    data[place + 20 : place + 24] = struct.pack("<I", 0x7FFFFFFF)
    path.write_bytes(data)
    return path


def many_parts(path: Path, count: int = 100_000) -> Path:
    """Write an archive with very many empty parts."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        for number in range(count):
            archive.writestr(f"xl/{number}", b"")
    return path


def noise(path: Path, parts: int = 9, megabytes: int = 30) -> Path:
    """Write an archive within the size of a file, whose parts pack well enough to add up."""
    chance = random.Random(7)
    content = b"".join(chance.randbytes(700) + bytes(30_000) for _ in range(megabytes * 34))
    return workbook(path, {f"xl/media/{number}.bin": content for number in range(parts)})


def nested(syntax: str, depth: int) -> str:
    """Return a valid document of the syntax with brackets or elements that deep."""
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    half = depth // 2
    return {
        "ttl": f"<a:a> <a:b> {'[ <a:b> ' * depth}1{']' * depth} .",
        "trig": f"<a:g> {{ <a:a> <a:b> {'( ' * depth}1{')' * depth} . }}",
        "ttl-mixed": f"<a:a> <a:b> {'[<a:b>(' * half}1{')]' * half} .",
        "ttl-open-close": f"<a:a> <a:b> {'[<a:c> (1) ; <a:b> ' * depth}1{']' * depth} .",
        "ttl-terms": f"<a:a> <a:b> {'<<(<a:a> <a:b> ' * depth}1{')>>' * depth} .",
        "ttl-reifiers": f"<a:a> <a:b> {'<< <a:a> <a:b> ' * depth}1{'>>' * depth} .",
        "ttl-annotations": f"<a:a> <a:b> 1 {'{| <a:b> 1 ' * depth}{'|}' * depth} .",
        "n3": f"{'{' * depth}{'}' * depth} <a:b> 1 .",
        "nt": f"<a:a> <a:b> {'<<(<a:a> <a:b> ' * depth}<a:a>{')>>' * depth} .",
        "nq": f"<a:a> <a:b> {'<<(<a:a> <a:b> ' * depth}<a:a>{')>>' * depth} <a:g> .",
        "jsonld": '{"a:b":' * depth + "1" + "}" * depth,
        "jsonld-open-close": '{"a:c":[],"a:b":' * depth + "1" + "}" * depth,
        "jsonld-arrays": "[" * depth + "]" * depth,
        "rdf": f'<r:RDF xmlns:r="{rdf}" xmlns:e="a:">'
        + "<e:a><e:b>" * half
        + "</e:b></e:a>" * half
        + "</r:RDF>",
    }[syntax]


BOMBS: dict[str, tuple[Callable[[Path], Path], str]] = {
    "zeros": (zeros, "too-dense"),
    "lying": (lying_archive, "damaged-archive"),
    "claiming-dense": (claiming_dense, "damaged-archive too-dense unpacks-too-large"),
    "many-parts": (many_parts, "too-many-members"),
    "noise": (noise, "unpacks-too-large"),
}

# What may send a scanner back over what it has read, again and again.
SCANS = (
    "<",
    "< ",
    "<<",
    '"',
    "'",
    "\"'",
    '"""',
    "'''",
    '""" ',
    '"\\',
    "\\",
    "#",
    "[",
    "[]",
    "[()]",
    "a-",
    "a.",
    "a:",
    "a:a.",
    ":.",
    "?",
    "?a",
    "@a-",
    "%",
    "<a",
    "<a>",
    "<=",
    "\n",
    " ",
    '"@context":[',
    '"@context"',
    '{"@context":',
    '"\\u0040',
)
