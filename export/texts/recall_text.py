"""The rules against the auditors, as rows for people."""

from __future__ import annotations

from collections.abc import Sequence

from mellanrum.export.snapshot import Snapshot
from mellanrum.ontology.language import Language, Text
from mellanrum.queries.finding.recall import Comparison, Miss, recall
from mellanrum.queries.tiers.item import Gap

__all__ = ["HEADINGS", "MISSES", "against_rows", "recall_line", "unsaid_gaps"]

HEADINGS = (
    Text("uttalande", "statement"),
    Text("vad som sägs saknas", "said to be lacking"),
    Text("modalitet", "modality"),
    Text("funnet av", "found by"),
    Text("var", "where"),
    Text("annars varför inte", "else why not"),
)
MISSES: dict[Miss, Text] = {
    "": Text("", ""),
    "ended": Text("hade upphört vid datumet för körningen", "had ended by the date of the run"),
    "no-rule": Text("ingen regel söker den sortens brist", "no rule looks for that kind of lack"),
    "not-located": Text(
        "säger inte vad som saknas, så att en regel kan söka det",
        "does not say what is lacking in a way that a rule can look for",
    ),
    "not-found": Text(
        "reglerna finner inget mellanrum av det slaget just där",
        "the rules find no gap of that kind just there",
    ),
}
JUST_HERE = Text("{count} mellanrum just där", "{count} gaps just there")
IN_GENERAL = Text("{count} mellanrum i kommunen", "{count} gaps in the municipality")


def against_rows(
    snapshot: Snapshot, comparisons: Sequence[Comparison], language: Language
) -> list[list[str]]:
    """Return a row for each statement; the headings are `HEADINGS`."""
    return [_row(snapshot, item, language) for item in comparisons]


def _row(snapshot: Snapshot, item: Comparison, language: Language) -> list[str]:
    lack = snapshot.values(item.statement, "lack")
    said = snapshot.claims(item.statement)
    modality = said[0].modality if said else ""
    where = [
        text.format(count=len(found)).pick(language)
        for text, found in ((JUST_HERE, item.found), (IN_GENERAL, item.general))
        if found
    ]
    return [
        f"{snapshot.short(item.statement)}: {snapshot.name(item.statement, language)}",
        ", ".join(snapshot.name(concept, language) for concept in lack),
        snapshot.name(modality, language) if modality else "",
        ", ".join(item.rules),
        "; ".join(where),
        MISSES[item.miss].pick(language),
    ]


def recall_line(comparisons: Sequence[Comparison], language: Language) -> str:
    """Return how many statements the rules find from structure alone."""
    found, standing = recall(comparisons)
    share = round(100 * found / standing) if standing else 0
    told = Text(
        "Reglerna finner {found} av {standing} uttalanden ({share} %) ur strukturen, med "
        "uttalandet borttaget ur grafen.",
        "The rules find {found} of {standing} statements ({share} %) from structure, with the "
        "statement taken out of the graph.",
    )
    return told.format(found=found, standing=standing, share=share).pick(language)


def unsaid_gaps(snapshot: Snapshot) -> tuple[Gap, ...]:
    """Return the gaps that no source says anything about, in particular or in general."""
    return tuple(
        gap
        for gap in snapshot.gaps
        if not (
            gap.stated_by
            or gap.corroborated_by
            or gap.generally_stated_by
            or gap.generally_contested_by
        )
    )
