"""Numbers, bounds and levels as they are written everywhere."""

from __future__ import annotations

from mellanrum.export.snapshot import Snapshot
from mellanrum.graph.measures.rational import Number
from mellanrum.ontology.language import Language
from mellanrum.ontology.namespaces import CONCEPT

__all__ = ["NONE", "decimal", "level_name", "span"]

NONE = "–"


def decimal(value: Number | None, language: Language, digits: int = 2) -> str:
    """Return a number with a decimal comma in Swedish; – where it is undefined.

    Examples
    --------
    >>> decimal(53 / 115, "sv"), decimal(None, "en")
    ('0,46', '–')
    """
    if value is None:
        return NONE
    told = f"{float(value):.{digits}f}"
    return told.replace(".", ",") if language == "sv" else told


def span(low: Number | None, high: Number | None, language: Language, digits: int = 2) -> str:
    """Return two bounds, or one number where they look the same.

    Examples
    --------
    >>> span(0.25, 0.5, "en"), span(1.0, 1.0, "en")
    ('0.25–0.50', '1.00')
    """
    one, two = decimal(low, language, digits), decimal(high, language, digits)
    return one if one == two else f"{one}–{two}"


def level_name(snapshot: Snapshot, level: str, language: Language) -> str:
    """Return a level by name."""
    return snapshot.name(str(CONCEPT[f"level/{level}"]), language)
