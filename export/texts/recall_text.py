"""Rules and norms against the auditors, as rows for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mellanrum.export.snapshot import Snapshot
from mellanrum.export.texts.columns import wrapped
from mellanrum.ontology.language import Language, Text, capitalised
from mellanrum.queries.finding.recall import Comparison, recall
from mellanrum.queries.tiers.item import Gap

__all__ = ["HEADINGS", "against_records", "against_rows", "against_text", "recall_text"]

HEADINGS = (
    Text("kommun", "municipality"),
    Text("sagt att det saknas", "stated lack"),
    Text("brist", "lack"),
    Text("syns just där", "seen on the spot"),
    Text("bara någon annanstans i kommunen", "only elsewhere in the municipality"),
)
ON_THE_SPOT = Text(
    "{count} av {of} sagda brister syns just där, i strukturen eller i en norm, utan uttalandet.",
    "{count} of {of} stated lacks are seen on the spot, in the structure or in a norm, without "
    "the statement.",
)
ELSEWHERE = Text(
    "{count} syns bara någon annanstans i kommunen. Det är ingen träff: samma slags brist på ett "
    "annat ställe bekräftar inte det som källan säger.",
    "{count} are seen only elsewhere in the municipality. That is no match: the same kind of lack "
    "somewhere else does not confirm what the source says.",
)


def against_rows(
    snapshot: Snapshot, comparisons: Iterable[Comparison], language: Language
) -> list[list[str]]:
    """Return a row for each stated lack; the headings are `HEADINGS`."""
    return [_row(snapshot, each, language) for each in comparisons]


def _row(snapshot: Snapshot, each: Comparison, language: Language) -> list[str]:
    item = each.item
    norms = dict.fromkeys(norm.reference.pick(language) for norm in item.required_by)
    elsewhere = () if each.is_on_the_spot else each.elsewhere
    return [
        snapshot.name(item.municipality, language),
        item.title.pick(language),
        ", ".join(snapshot.name(kind, language) for kind in item.lack),
        "; ".join((*each.rules, *norms)),
        "; ".join(_found(other, language) for other in elsewhere),
    ]


def _found(other: Gap, language: Language) -> str:
    rules = dict.fromkeys(line.rule.id for line in other.lines)
    return ", ".join(rules) or other.title.pick(language)


def against_text(
    snapshot: Snapshot, comparisons: Iterable[Comparison], language: Language, width: int
) -> str:
    """Return the same as prose wrapped to a width, what is empty left out."""
    headings = [capitalised(heading.pick(language)) for heading in HEADINGS]
    lines: list[str] = []
    for municipality, title, *cells in against_rows(snapshot, comparisons, language):
        lines += wrapped(f"{title} ({municipality})", width)
        for heading, cell in zip(headings[2:], cells, strict=True):
            lines += wrapped(f"{heading}: {cell}", width, "    ") if cell else ()
        lines.append("")
    return "\n".join(lines)


def against_records(snapshot: Snapshot, comparisons: Sequence[Comparison]) -> dict[str, object]:
    """Return the same as plain values, for JSON."""
    found = recall(comparisons)
    return {
        "on_the_spot": found.on_the_spot,
        "only_elsewhere": found.elsewhere,
        "of": found.of,
        "stated": [
            {
                "iri": each.item.iri,
                "municipality": snapshot.short(each.item.municipality),
                "title": {"sv": each.item.title.sv, "en": each.item.title.en},
                "on_the_spot": {
                    "rules": list(each.rules),
                    "norms": [snapshot.short(norm.iri) for norm in each.item.required_by],
                },
                "elsewhere": [other.iri for other in each.elsewhere],
            }
            for each in comparisons
        ],
    }


def recall_text(comparisons: Sequence[Comparison], language: Language) -> str:
    """Return how many stated lacks are seen on the spot and, apart, how many only elsewhere."""
    found = recall(comparisons)
    spot = ON_THE_SPOT.format(count=found.on_the_spot, of=found.of).pick(language)
    return f"{spot}\n{ELSEWHERE.format(count=found.elsewhere).pick(language)}"
