"""The marks of the anatomy: a shape for each sign, the same on a page and in a terminal."""

from __future__ import annotations

from collections.abc import Mapping

from mellanrum.queries.anatomy.anatomy import Sign

__all__ = ["ANATOMY_MARKS"]

# Silence is the faintest: a heavier one would drown the rest.
ANATOMY_MARKS: Mapping[Sign, str] = {
    "contested": "⇄",
    "stated-lacking": "✕",
    "documented": "●",
    "planned": "◔",
    "does-not-apply": " ",
    "not-filled-in": "–",
    "silent": "·",
}
