"""Numbers, bounds, levels, and what is said of a gap, as they are written everywhere."""

from __future__ import annotations

from mellanrum.graph.measures.rational import Number
from mellanrum.ontology.language import Language, Text
from mellanrum.ontology.vocabularies import LEVEL, MEETING_LEVEL

__all__ = ["GAP", "NONE", "PAGE", "decimal", "level_name", "meeting_level_name", "span"]

NONE = "–"

# What is said of a gap, by the same names in the report, on the map and on the terminal.
GAP: dict[str, Text] = {
    "gap": Text("Mellanrum", "Gap"),
    "rule": Text("Regel", "Rule"),
    "concerns": Text("Gäller", "Concerns"),
    "evidence": Text("Hur vi vet", "How we know"),
    "why": Text("Varför det spelar roll", "Why it matters"),
    "closes": Text("Vad som brukar sluta mellanrummet", "What usually closes the gap"),
    "contested_by": Text("Detta talar emot", "What speaks against it"),
    "general": Text(
        "Uttalanden om hela kommunen i samma fråga",
        "Statements about the whole municipality on the same matter",
    ),
    "proposed": Text(
        "Bara förslag eller behov, inget åtagande", "Only a proposal or a need, no commitment"
    ),
    "unread": Text(
        "Svar som nämns som bilagor men inte är lästa: de kan gälla detta",
        "Replies named as annexes but not read: they may be about this",
    ),
    "follows_from": Text("Det bygger på", "What it rests on"),
}

# What every page says, whatever it tells of.
PAGE: dict[str, Text] = {
    "map": Text("Karta", "Map"),
    "other_language": Text("In English", "På svenska"),
    "made_with": Text("Gjord med mellanrum {version}", "Made with mellanrum {version}"),
    "sources": Text("Källor", "Sources"),
    "document": Text("Dokument", "Document"),
    "issuer": Text("Utfärdare", "Issuer"),
    "date": Text("Datum", "Date"),
    "cards": Text("Frågor att ställa", "Questions to ask"),
    "not_asked": Text("Ej prövat", "Not asked"),
    "counted": Text(
        "Räknat är allt som källorna nämner, i kraft eller ej.",
        "What the sources name is counted, in force or not.",
    ),
}


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


def span(low: Number | None, high: Number | None, language: Language) -> str:
    """Return two bounds, or one number where they look the same.

    Examples
    --------
    >>> span(0.25, 0.5, "en"), span(1.0, 1.0, "en")
    ('0.25–0.50', '1.00')
    """
    one, two = decimal(low, language), decimal(high, language)
    return one if one == two else f"{one}–{two}"


def level_name(level: str, language: Language) -> str:
    """Return a level by name."""
    return LEVEL[level].label.pick(language)


def meeting_level_name(level: str, language: Language) -> str:
    """Return where bodies need to meet, by name.

    Examples
    --------
    >>> meeting_level_name("lead", "sv"), meeting_level_name("management", "en")
    ('politisk eller strategisk nivå', 'management level')
    """
    return MEETING_LEVEL[level].heading.pick(language)
