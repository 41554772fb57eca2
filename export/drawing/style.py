"""The style of the drawings: a sheet for pages, and the same drawing with its own."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from mellanrum.export.pages.shell import asset

__all__ = ["Theme", "css_rules", "palette", "standalone"]

Theme = Literal["light", "dark", "print"]
_BLOCK = re.compile(r"/\* (light|dark|print) \*/\s*([^{}]*?)\{([^{}]*)\}")
_VARIABLE = re.compile(r"(--[\w-]+):\s*([^;]+);")
_USE = re.compile(r"var\((--[\w-]+)\)")
_HEAD = re.compile(r"<svg\b[^>]*>")


@cache
def palette(theme: Theme) -> dict[str, str]:
    """Return the colours of a theme by the name of their variable.

    Examples
    --------
    >>> palette("print")["--d-back"]
    '#ffffff'
    """
    blocks = {name: body for name, _, body in _BLOCK.findall(asset("drawing.css"))}
    return dict(_VARIABLE.findall(blocks[theme]))


@cache
def css_rules(theme: Theme) -> str:
    """Return the rules of the style sheet with the colours of a theme written out.

    Renderers of SVG outside browsers know neither variables nor media queries.
    """
    colours = palette(theme)
    rules = asset("drawing.css").rpartition("/* rules */")[2]
    return _USE.sub(lambda use: colours[use[1]], rules).strip()


def standalone(svg: str, theme: Theme = "light") -> str:
    """Return a drawing that carries its own style and ground: for files, Word and PDF.

    Parameters
    ----------
    svg : str
        A drawing of this package.
    theme : str
        ``light``, ``dark`` or ``print`` (black on white, for any printer).
    """
    head = _HEAD.match(svg)
    if head is None:
        raise ValueError("not a drawing")
    ground = f'<rect width="100%" height="100%" fill="{palette(theme)["--d-back"]}" />'
    return f"{head[0]}<style>{css_rules(theme)}</style>{ground}{svg[head.end() :]}"
