"""How a claim is referred to: document, diary number, section and place, and whose voice it is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from mellanrum.export.snapshot import Claim, Snapshot
from mellanrum.ontology.language import Language, Text, joined

__all__ = [
    "NO_DATE",
    "is_line",
    "places_in_words",
    "reference",
    "said_by",
    "source_details",
    "written_date",
]

MONTHS = (
    Text("januari", "January"),
    Text("februari", "February"),
    Text("mars", "March"),
    Text("april", "April"),
    Text("maj", "May"),
    Text("juni", "June"),
    Text("juli", "July"),
    Text("augusti", "August"),
    Text("september", "September"),
    Text("oktober", "October"),
    Text("november", "November"),
    Text("december", "December"),
)
NO_DATE = Text("utan datum", "undated")
DIARY = Text("dnr", "ref.")


def written_date(value: str, language: Language) -> str:
    """Return a whole or partial date in words.

    Examples
    --------
    >>> written_date("2021-03-31", "sv")
    '31 mars 2021'
    >>> written_date("2023-04", "en")
    'April 2023'
    """
    parts = value.split("-")
    if len(parts) < 2 or not parts[1].isdigit() or not 1 <= int(parts[1]) <= 12:
        return value
    month = MONTHS[int(parts[1]) - 1].pick(language)
    day = f"{int(parts[2])} " if len(parts) > 2 and parts[2].isdigit() else ""
    return f"{day}{month} {parts[0]}"


def reference(claim: Claim, language: Language) -> str:
    """Return where a claim stands: title, diary number, section, date and place."""
    places = places_in_words(claim.places, language)
    parts = (claim.document, *source_details(claim, language), places)
    return ", ".join(filter(None, parts))


def source_details(claim: Claim, language: Language) -> list[str]:
    """Return diary number, section and date of the source of a claim."""
    section = claim.section if claim.section.startswith("§") else f"§ {claim.section}"
    parts = (
        f"{DIARY.pick(language)} {claim.diary_number}" if claim.diary_number else "",
        section if claim.section else "",
        written_date(claim.date, language) if claim.date else NO_DATE.pick(language),
    )
    return list(filter(None, parts))


def places_in_words(places: Sequence[str], language: Language) -> str:
    """Return where a claim stands in its document, the lines told together.

    Examples
    --------
    >>> places_in_words(["Ärendet", "L45", "L82–L84"], "sv")
    'Ärendet, rad 45 och 82–84'
    >>> places_in_words(["L7", "§ 3"], "en")
    'line 7, § 3'
    """
    told: list[str] = []
    for lines, group in groupby(places, key=is_line):
        if lines:
            numbers = [place[1:].replace("L", "") for place in group]
            several = len(numbers) > 1 or "–" in numbers[0]
            word = Text("rad", "lines" if several else "line").pick(language)
            told.append(f"{word} {joined(numbers, language)}")
        else:
            told += group
    return ", ".join(told)


def is_line(place: str) -> bool:
    """Tell whether a place is lines of the text version, such as ``L82–L84``."""
    return place.startswith("L") and place[1:2].isdigit()


def said_by(snapshot: Snapshot, claim: Claim, language: Language) -> str:
    """Return whose claim it is, and through whom it reached the document."""
    voice = snapshot.name(claim.voice, language) if claim.voice else "–"
    names = sorted(snapshot.name(body, language) for body in claim.reported_via)
    via = Text(" och ", " and ").pick(language).join(names)
    if not via:
        return voice
    told = Text("{voice}, återgivet av {via}", "{voice}, as reported by {via}")
    return told.format(voice=voice, via=via).pick(language)
