"""Levels without a number: why there is none, who needs to meet there, and what to ask about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mellanrum.export.snapshot import Snapshot
from mellanrum.export.wording import meeting_level_name
from mellanrum.graph.coordination.meeting import MeetingLevel
from mellanrum.graph.coordination.municipal_congruence import MunicipalCongruence, NoIndex, ToAsk
from mellanrum.graph.measures.forums import Pair
from mellanrum.ontology.language import Language, Text, joined

__all__ = ["DOUBTS", "NO_INDEX", "Unnumbered", "unnumbered", "unnumbered_record", "unnumbered_text"]

NO_INDEX: dict[NoIndex, Text] = {
    "nothing-required": Text(
        "källorna visar inga två organ som behöver mötas där",
        "the sources show no two bodies that need to meet there",
    ),
    "few-pairs": Text(
        "färre än tre par av organ behöver mötas där",
        "fewer than three pairs of bodies need to meet there",
    ),
    "wide": Text(
        "källorna lämnar för mycket öppet för att ett tal ska säga något",
        "the sources leave too much open for a number to say anything",
    ),
}
DOUBTS: dict[str, Text] = {
    "status": Text("om den finns", "whether it exists"),
    "type": Text("vilken typ den är", "which type it is"),
    "level": Text("på vilken nivå", "at which level"),
    "scope": Text("vilka den är till för", "whom it is for"),
    "members": Text("exakt vilka som deltar", "exactly who takes part"),
    "follow-up": Text("om den följs upp", "whether it is followed up"),
    "mandate": Text("vem som sammankallar eller styr", "who convenes or steers it"),
    "steering-document": Text("om något dokument styr den", "whether a document governs it"),
}


@dataclass(frozen=True)
class Unnumbered:
    """Levels without a number of which the same is to be said."""

    levels: tuple[MeetingLevel, ...]
    why: NoIndex
    pairs: tuple[Pair, ...]
    to_ask: tuple[ToAsk, ...]


def unnumbered(found: MunicipalCongruence) -> tuple[Unnumbered, ...]:
    """Return the levels without a number, those of which the same is to be said together."""
    alike: dict[tuple[NoIndex, tuple[Pair, ...], tuple[str, ...]], Unnumbered] = {}
    for level in found.levels:
        why = found.no_index(level)
        if why is not None:
            pairs, to_ask = found.pairs(level), found.to_ask(level)
            key = why, pairs, tuple(each.structure for each in to_ask)
            others = alike[key].levels if key in alike else ()
            alike[key] = Unnumbered((*others, level), why, pairs, to_ask)
    return tuple(alike.values())


def unnumbered_text(
    snapshot: Snapshot, found: MunicipalCongruence, language: Language
) -> Iterator[str]:
    """Yield the lines that tell of the levels without a number."""
    for each in unnumbered(found):
        names = joined([meeting_level_name(level, language) for level in each.levels], language)
        yield f"{names[:1].upper()}{names[1:]}: {_no_number(each.why, language)}"
        if each.pairs:
            yield Text("  Behöver mötas där:", "  Need to meet there:").pick(language)
            for pair in each.pairs:
                yield "    " + " – ".join(snapshot.name(body, language) for body in pair)
        if each.to_ask:
            yield Text("  Fråga först om:", "  Ask first about:").pick(language)
            for ask in each.to_ask:
                open_points = ", ".join(DOUBTS[doubt].pick(language) for doubt in ask.open)
                yield f"    {snapshot.name(ask.structure, language)}: {open_points}"
        yield ""


def unnumbered_record(
    snapshot: Snapshot, found: MunicipalCongruence, level: MeetingLevel
) -> dict[str, object]:
    """Return why a level has no number, the pairs and what to ask about, with English keys."""
    short = snapshot.short
    return {
        "no_index": found.no_index(level),
        "pairs": [{"bodies": [short(body) for body in pair]} for pair in found.pairs(level)],
        "to_ask": [
            {"structure": short(ask.structure), "open": list(ask.open)}
            for ask in found.to_ask(level)
        ],
    }


def _no_number(why: NoIndex, language: Language) -> str:
    told = Text("inget tal, eftersom {why}.", "no number, because {why}.")
    return told.format(why=NO_INDEX[why]).pick(language)
