"""The colours that several style sheets share, on a light and on a dark ground."""

from __future__ import annotations

from mellanrum.ontology.vocabularies import NO_COLOUR, NO_DARK_COLOUR

__all__ = ["DARK", "LIGHT"]

LIGHT = {
    "back": "#ffffff",
    "ink": "#1a2027",
    "muted": NO_COLOUR,
    "line": "#c3cbd3",
    "strong": "#6b7783",
    "accent": "#0a4f94",
    "bar": "#22303f",
}
DARK = {
    "back": "#14191f",
    "ink": "#e9edf1",
    "muted": NO_DARK_COLOUR,
    "line": "#45505c",
    "strong": "#8d99a5",
    "accent": "#93c1f5",
}
