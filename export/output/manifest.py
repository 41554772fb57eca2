"""The list of what a run wrote, by which an output is known as ours and an edited file is seen."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path, PureWindowsPath

from mellanrum.export.files import Content, as_bytes
from mellanrum.export.snapshot import Snapshot
from mellanrum.graph.table import json_text

__all__ = ["FORMAT", "MANIFEST", "checksum", "file_checksum", "manifest", "read_manifest"]

MANIFEST = "manifest.json"
FORMAT = "mellanrum-output/1"
CHECKSUM = re.compile("[0-9a-f]{64}")


def checksum(content: Content) -> str:
    """Return the SHA-256 of the content of a file, in hexadecimal."""
    return hashlib.sha256(as_bytes(content)).hexdigest()


def file_checksum(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal; empty where there is no file."""
    return checksum(path.read_bytes()) if path.is_file() else ""


def manifest(snapshot: Snapshot, files: Mapping[str, Content], version: str) -> str:
    """Return the manifest of an output: what it was made with and of, and each file's checksum."""
    told = {
        "format": FORMAT,
        "made_with": f"mellanrum {version}",
        "as_of": snapshot.as_of,
        "datasets": [info.slug for info in snapshot.datasets],
        "files": {name: checksum(content) for name, content in sorted(files.items())},
    }
    return json_text(told)


def read_manifest(folder: Path) -> dict[str, str] | None:
    """Return the checksum of each file that a run of ours wrote in a folder.

    It is None where the folder has no manifest, or one that is not ours; one that cannot be read
    raises `OSError`.
    """
    path = folder / MANIFEST
    if not path.is_file():
        return None
    try:
        told = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return None
    files = told.get("files") if isinstance(told, dict) else None
    if not isinstance(files, dict) or told.get("format") != FORMAT:
        return None
    return files if all(_is_entry(*entry) for entry in files.items()) else None


def _is_entry(name: str, told: object) -> bool:
    """Tell whether a manifest's line is one that we write: a name without folders, a checksum."""
    is_plain = name == PureWindowsPath(name).name and name not in ("", ".", "..", MANIFEST)
    return is_plain and isinstance(told, str) and bool(CHECKSUM.fullmatch(told))
