"""Standard output and error that can always be written to, whatever the encoding of the place."""

from __future__ import annotations

import codecs
import io
import sys
import unicodedata

__all__ = ["read_by_all"]

# What a reader takes for the same, where the encoding lacks the character.
PLAIN = {
    "”": '"',
    "“": '"',
    "’": "'",
    "–": "-",
    "—": "-",
    "−": "-",
    "…": "...",
    "→": "->",
    "←": "<-",
    "•": "*",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "×": "x",
}


def read_by_all() -> None:
    """Let what the encoding of a terminal or a file lacks be written in characters that it has."""
    codecs.register_error("plain", _plain)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="plain")


def _plain(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(map(_substitute, lacking)), error.end


def _substitute(character: str) -> str:
    bare = unicodedata.normalize("NFKD", character)[0]
    return PLAIN.get(character, bare if bare.isascii() else "?")
