"""A promise in words: who made, imposed or proposed it, and by when as the source has it."""

from __future__ import annotations

from mellanrum.export.citation import written_date
from mellanrum.export.snapshot import Snapshot
from mellanrum.ontology.language import Language, Text
from mellanrum.ontology.namespaces import CONCEPT
from mellanrum.queries.followup.promises import Promise

__all__ = ["SOURCE_WORDS", "due_in_words", "due_parts", "made_in_words"]

MADE: dict[str, Text] = {
    "imposed": Text(
        "{by} har beslutat att {owners} ska göra det.",
        "{by} decided that {owners} must do it.",
    ),
    "imposed_on_nobody": Text(
        "{by} har beslutat att det ska göras. Vem som ska göra det är inte dokumenterat i "
        "källorna.",
        "{by} decided that it must be done. Who is to do it is not documented in the sources.",
    ),
    "imposed_by_nobody": Text(
        "{owners} har ålagts det. Av vem är inte dokumenterat i källorna.",
        "{owners} had it imposed on them. By whom is not documented in the sources.",
    ),
    "undertaken": Text("{owners} har åtagit sig det.", "{owners} undertook it."),
    "undertaken_by_nobody": Text(
        "Vem som har åtagit sig det är inte dokumenterat i källorna.",
        "Who undertook it is not documented in the sources.",
    ),
    "proposed": Text(
        "Det står i ett förslag från {proposers} till {by}. Något beslut är inte dokumenterat i "
        "källorna.",
        "It stands in a proposal from {proposers} to {by}. No decision is documented in the "
        "sources.",
    ),
    "proposed_by_nobody": Text(
        "Det står i ett förslag till beslut. Något beslut är inte dokumenterat i källorna.",
        "It stands in a proposed decision. No decision is documented in the sources.",
    ),
    "only_said": Text(
        "Källan tar bara upp det som ett förslag eller ett behov.",
        "The source only puts it forward as a proposal or a need.",
    ),
}
SOURCE_WORDS = Text(" (enligt källan: {words})", " (according to the source: {words})")
ONCE = "once"


def _key(promise: Promise, proposers: tuple[str, ...]) -> str:
    if promise.is_proposal:
        return "proposed" if proposers and promise.decided_by else "proposed_by_nobody"
    if not promise.is_undertaken:
        return "only_said"
    if promise.is_imposed and promise.decided_by:
        return "imposed" if promise.owners else "imposed_on_nobody"
    if promise.is_imposed and promise.owners:
        return "imposed_by_nobody"
    return "undertaken" if promise.owners else "undertaken_by_nobody"


def made_in_words(snapshot: Snapshot, promise: Promise, language: Language) -> str:
    """Return who made, imposed or proposed a promise, as a sentence."""
    proposers = promise.proposed_by or promise.owners
    names = {"owners": promise.owners, "by": promise.decided_by, "proposers": proposers}
    told = {
        key: ", ".join(snapshot.name(node, language) for node in nodes)
        for key, nodes in names.items()
    }
    return MADE[_key(promise, proposers)].format(**told).pick(language)


def due_parts(snapshot: Snapshot, promise: Promise, language: Language) -> tuple[str, str]:
    """Return by when or how often, and the source's own words where they say more.

    A deadline that is read out of the source's words, such as *before the summer*, is ours; the
    words show what it rests on.
    """
    date = written_date(promise.deadline, language)
    often = promise.frequency if promise.frequency != ONCE else ""
    repeated = snapshot.name(str(CONCEPT[f"frequency/{often}"]), language) if often else ""
    said = promise.deadline_text
    repeats_date = bool(date) and written_date(promise.deadline, "sv") in said
    return ", ".join(filter(None, (date, repeated))), "" if repeats_date else said


def due_in_words(snapshot: Snapshot, promise: Promise, language: Language) -> str:
    """Return by when or how often, as text; empty where no source says."""
    due, words = due_parts(snapshot, promise, language)
    told = SOURCE_WORDS.format(words=words).pick(language) if words else ""
    return f"{due}{told}".strip()
