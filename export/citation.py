"""How a claim is referred to: document, diary number, section and place, and whose voice it is."""

from __future__ import annotations

from mellanrum.export.snapshot import Claim, Snapshot
from mellanrum.ontology.language import Language, Text

__all__ = ["place_in_words", "reference", "said_by", "written_date"]

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
NO_DATE = Text("odaterad", "undated")
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
    section = claim.section if claim.section.startswith("§") else f"§ {claim.section}"
    parts = [
        claim.document,
        f"{DIARY.pick(language)} {claim.diary_number}" if claim.diary_number else "",
        section if claim.section else "",
        written_date(claim.date, language) if claim.date else NO_DATE.pick(language),
        ", ".join(place_in_words(place, language) for place in claim.places),
    ]
    return ", ".join(part for part in parts if part)


def place_in_words(place: str, language: Language) -> str:
    """Return a line locator such as ``L45`` as a word and a number."""
    if place.startswith("L") and place[1:2].isdigit():
        return f"{Text('rad', 'line').pick(language)} {place[1:].replace('L', '')}"
    return place


def said_by(snapshot: Snapshot, claim: Claim, language: Language) -> str:
    """Return whose claim it is, and through whom it reached the document."""
    voice = snapshot.name(claim.voice, language) if claim.voice else "–"
    names = sorted(snapshot.name(body, language) for body in claim.reported_via)
    via = Text(" och ", " and ").pick(language).join(names)
    if not via:
        return voice
    told = Text("{voice}, återgivet av {via}", "{voice}, as reported by {via}")
    return told.format(voice=voice, via=via).pick(language)
