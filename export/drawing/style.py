"""A drawing with its style in it, black on white."""

from __future__ import annotations

import re
from functools import cache

from mellanrum.export.pages.shell import asset

__all__ = ["standalone"]

_PRINT = re.compile(r"/\* print \*/[^{}]*\{([^{}]*)\}")
_VARIABLE = re.compile(r"(--[\w-]+):\s*([^;]+);")
_USE = re.compile(r"var\((--[\w-]+)\)")


@cache
def _style() -> tuple[str, str]:
    """Return the colour of the ground, and the rules with their colours written out.

    Renderers of SVG outside browsers know neither variables nor media queries.
    """
    sheet = asset("drawing.css")
    colours = dict(_VARIABLE.findall("".join(_PRINT.findall(sheet))))
    rules = sheet.rpartition("/* rules */")[2]
    return colours["--d-back"], _USE.sub(lambda use: colours[use[1]], rules).strip()


def standalone(svg: str) -> str:
    """Return a drawing that carries its own style and ground, for Word and PDF and any printer."""
    head, _, rest = svg.partition(">")
    ground, rules = _style()
    return f'{head}><style>{rules}</style><rect width="100%" height="100%" fill="{ground}" />{rest}'
