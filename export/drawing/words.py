"""What the drawings say, apart from the data."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from mellanrum.ontology.language import Language, Text, capitalised
from mellanrum.ontology.vocabularies import LEVEL

__all__ = [
    "STATES",
    "WORDS",
    "band_names",
    "capitalised_text",
    "counted",
    "say",
]

STATES: dict[str, Text] = {
    "ended": Text("avslutad", "ended"),
    "planned": Text("inte etablerad", "not established"),
}
NO_LEVEL: dict[str, Text] = {
    "none": Text("Nivån framgår inte", "Level not stated"),
    "gaps": Text("Mellanrum utan angiven nivå", "Gaps without a level"),
}
WORDS: dict[str, Text] = {
    "forum_title": Text("Forum och deltagare i {name}", "Forums and members in {name}"),
    "level_title": Text("Samverkanskongruens K i {name}", "Congruence index K in {name}"),
    "no_members": Text(
        "Vilka som deltar är inte dokumenterat i källorna",
        "Who takes part is not documented in the sources",
    ),
    "no_structure": Text(
        "Ingen struktur på den här nivån är dokumenterad i källorna",
        "No structure at this level is documented in the sources",
    ),
    "no_sector": Text("Över sektorerna eller ej angivet", "Across sectors or not stated"),
    "no_gaps": Text("Ingen saknad part är funnen.", "No missing party is found."),
    "also": Text("även {levels}", "also {levels}"),
    "or": Text(" eller ", " or "),
    "status": Text("status: {status}", "status: {status}"),
    "said_as": Text("uttryckt som {modality}", "expressed as {modality}"),
    "unnamed": Text(
        "{sector} (inget organ namngivet)",
        "{sector} (no body named)",
    ),
    "member": Text("deltar", "takes part"),
    "post": Text("deltar genom {post}", "takes part through {post}"),
    "missing": Text("saknas", "missing"),
    "sector": Text("sektorn nämns, inget organ", "the sector is named, no body"),
    "key_member": Text("Deltar", "Takes part"),
    "key_post": Text("Deltar genom en angiven funktion", "Takes part through a named post"),
    "key_sector": Text("Sektorn nämns, inget organ", "The sector is named, no body"),
    "key_ended": Text("Avslutat", "Ended"),
    "key_planned": Text(
        "Inte etablerat: planerat, sökt eller okänt", "Not established: planned, sought or unknown"
    ),
    "key_missing": Text("Saknas: {mark}", "Missing: {mark}"),
    "key_interval": Text(
        "Från lägsta till högsta värde (allt okänt saknas – allt okänt finns)",
        "From the lowest to the highest value (all unknown missing – all unknown there)",
    ),
    "key_low": Text("Säkert täckt enligt källorna", "Covered for certain by the sources"),
    "covered": Text("Andel av behovet som täcks, K", "Share of the need that is covered, K"),
    "key_undefined": Text("Inget tal", "No number"),
    "key_as_of": Text("Läget i rapporten", "The date of this account"),
    "key_span": Text("Dagen är inte angiven", "The day is not given"),
    "key_after": Text("Tid efter passerad tidsgräns", "Time after a deadline that has passed"),
}


@cache
def band_names() -> Mapping[str, Text]:
    """Return the bands of rows by key, in order: the levels, and what has none."""
    levels = {level.slug: capitalised_text(level.heading) for level in LEVEL}
    return levels | NO_LEVEL


def say(key: str, language: Language, **values: object) -> str:
    """Return one of the words in a language, with its places filled."""
    text = WORDS[key]
    return (text.format(**values) if values else text).pick(language)


def capitalised_text(text: Text) -> Text:
    """Return a text with a capital at the beginning in both languages."""
    return Text(capitalised(text.sv), capitalised(text.en))


def counted(number: int, one: Text, many: Text, language: Language) -> str:
    """Return a number and what it counts.

    Examples
    --------
    >>> counted(2, Text("struktur", "structure"), Text("strukturer", "structures"), "sv")
    '2 strukturer'
    """
    return f"{number} {(one if number == 1 else many).pick(language)}"
