"""Patterns that read strings, comments, IRIs and the tokens of SPARQL in linear time."""

from __future__ import annotations

import re

__all__ = [
    "JSON_BRACKETS",
    "JSON_COLON",
    "JSON_NEXT_KEY",
    "JSON_STRING",
    "JSON_TOKENS",
    "SPARQL_TOKENS",
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
# The one reading of SPARQL: what stands between two tokens is blank. A literal leads to no IRI, a
# variable is bound by the engine alone, and a number never hides the word after it.
SPARQL_TOKENS = re.compile(
    rf"(?P<literal>{STRINGS})"
    r"|(?P<comment>\#[^\n]*+)"
    r"|(?P<variable>[?$]\w++)"
    r"|(?P<language>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+)"
    r"|(?P<iri><[^<>\"{}|^`\x00-\x20]*+>)"
    r"|(?P<triple><<)"
    r"|(?P<name>(?:[^\W\d][\w.·-]*+)?:"
    r"(?:[\w:·-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]|\.(?=[\w:%\\-]))*+)"
    r"|(?P<word>[^\W\d][\w.·-]*+)"
    r"|(?P<open>[\[({])|(?P<close>[\])}])"
    r"|(?P<operator>[-!|&+*/^])"
    r"|(?P<escape>\\)"
    r"|(?P<number>\.?\d++)"
    r"|(?P<sign>\S)",
    re.DOTALL,
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
