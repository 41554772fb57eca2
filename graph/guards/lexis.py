"""Patterns that skip strings, comments and IRIs in linear time."""

from __future__ import annotations

import re

__all__ = [
    "JSON_BRACKETS",
    "JSON_COLON",
    "JSON_NEXT_KEY",
    "JSON_STRING",
    "JSON_TOKENS",
    "STRINGS",
    "TURTLE_BRACKETS",
    "bytes_pattern",
]

# Quantifiers are possessive and every construct may end with the text, so that no input makes a
# scan go back over what it has read.
STRINGS = (
    r'"""(?:[^"\\]++|\\.|"(?!""))*+(?:"""|\\?\Z)'
    r"|'''(?:[^'\\]++|\\.|'(?!''))*+(?:'''|\\?\Z)"
    r'|"(?:[^"\\\n\r]++|\\.)*+"?'
    r"|'(?:[^'\\\n\r]++|\\.)*+'?"
)
_TURTLE_SKIP = rf"{STRINGS}|<(?!<)[^>]*+>?|\#[^\n\r]*+|\\."


def bytes_pattern(pattern: str) -> re.Pattern[bytes]:
    """Return a pattern over bytes; see the flags."""
    return re.compile(pattern.encode("ascii"), re.DOTALL)


# Everything between two brackets is one step of the expression, so that Python sees brackets only.
TURTLE_BRACKETS = bytes_pattern(
    rf"(?:[^<>\[\](){{}}\"'#\\]++|{_TURTLE_SKIP}|>(?!>))++"
    r"|(?P<open>[\[({]++|<<)|(?P<close>[\])}]++|>>)"
)
N3_ARROWS = bytes_pattern(rf"(?P<arrow><[=-])|{_TURTLE_SKIP}|<<")
JSON_STRING = r'"(?:[^"\\]++|\\.)*+"?'
JSON_BRACKETS = bytes_pattern(
    rf"(?:[^\[\]{{}}\"]++|{JSON_STRING})++|(?P<open>[\[{{]++)|(?P<close>[\]}}]++)"
)
_JSON_KEY = (
    r'"(?:@context|@import|[^"\\]*+\\(?:[^"\\]++|\\.)*+)"(?=[ \t\r\n]*+:)'  # escaped: may be either
)
JSON_NEXT_KEY = bytes_pattern(
    rf'(?:[^"]++|(?!{_JSON_KEY}){JSON_STRING})*+(?P<key>{_JSON_KEY})[ \t\r\n]*+:[ \t\r\n]*+'
)
JSON_TOKENS = bytes_pattern(rf"{JSON_STRING}|[\[\]{{}}]")
JSON_COLON = re.compile(rb"[ \t\r\n]*+:[ \t\r\n]*+")
