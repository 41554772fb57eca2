"""The gaps as prose for a terminal and as Markdown: tier after tier, never one list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mellanrum.export.snapshot import Snapshot
from mellanrum.export.tables.gap_tables import COLUMNS
from mellanrum.export.texts.anatomy_text import not_asked_lines
from mellanrum.export.texts.columns import wrapped
from mellanrum.graph.table import markdown_table
from mellanrum.ontology.language import Language, Text, capitalised
from mellanrum.ontology.vocabularies import GAP_STATUS, SEVERITY, TIER, Concept, slug_of
from mellanrum.queries.anatomy.anatomy import Anatomy
from mellanrum.queries.tiers.item import Gap

__all__ = ["gaps_markdown", "gaps_text", "no_gaps_text"]

NONE = Text("Inga mellanrum.", "No gaps.")
NONE_FOR_WANT = Text(
    "Inga mellanrum. Det betyder inte att inget saknas: det som står här nedan är inte prövat.",
    "No gaps. That does not mean that nothing is lacking: what stands below was not asked.",
)
STANDING = Text(
    "Läge: {status}. Allvarlighet: {severity}. Id: {id}.",
    "State: {status}. Severity: {severity}. Id: {id}.",
)
IN_MARKDOWN = ("place", "title", "says", "status", "severity", "municipality", "clause")


def gaps_text(snapshot: Snapshot, gaps: Sequence[Gap], language: Language, width: int) -> str:
    """Return the gaps as prose wrapped to a width, each tier under its heading.

    Parameters
    ----------
    snapshot : Snapshot
        For names.
    gaps : sequence of Gap
        By tier, municipality and place.
    language : str
        ``sv`` or ``en``.
    width : int
        Columns of the terminal.
    """
    several = len({gap.municipality for gap in gaps}) > 1
    lines: list[str] = []
    for tier, found in _tiers(gaps):
        about = tier.definition.pick(language)
        lines += (*wrapped(f"{tier.label.pick(language).upper()}. {about}", width), "")
        municipality = ""
        for gap in found:
            if several and gap.municipality != municipality:
                municipality = gap.municipality
                lines += (snapshot.name(municipality, language), "")
            lines += (*_gap(gap, language, width), "")
    return "\n".join(lines)


def _tiers(gaps: Iterable[Gap]) -> Iterator[tuple[Concept, list[Gap]]]:
    """Yield each tier that has any gaps, with them."""
    for tier in TIER:
        found = [gap for gap in gaps if gap.tier == tier.slug]
        if found:
            yield tier, found


def _gap(gap: Gap, language: Language, width: int) -> Iterator[str]:
    number = f"{gap.place.rank:>2}. "
    indent = " " * len(number)
    standing = STANDING.pick(language).format(
        status=GAP_STATUS[gap.status].label.pick(language),
        severity=SEVERITY[gap.severity].label.pick(language),
        id=slug_of(gap.iri),
    )
    why_here = f"{capitalised(gap.place.clause.pick(language))}."
    yield from wrapped(gap.title.pick(language), width, number)
    for text in (standing, gap.sentence(language), why_here):
        yield from wrapped(text, width, indent)


def no_gaps_text(snapshot: Snapshot, found: Anatomy, language: Language, width: int) -> str:
    """Return that there are no gaps, and what was not asked for want of data.

    Parameters
    ----------
    found : Anatomy
        With what was not asked; of no municipality where there are other gaps than those asked for.
    snapshot, language, width
        As for `gaps_text`.
    """
    told = NONE_FOR_WANT if found.not_asked else NONE
    lines = [*wrapped(told.pick(language), width), ""]
    for one in found:
        lines += [snapshot.name(one.municipality, language), ""] if len(found) > 1 else []
        lines += not_asked_lines(one, language, width)
    return "\n".join(lines)


def gaps_markdown(snapshot: Snapshot, gaps: Sequence[Gap], language: Language) -> str:
    """Return the gaps as a table for each tier; the parameters are those of `gaps_text`."""
    headings = [COLUMNS[key].pick(language) for key in IN_MARKDOWN]
    return "\n".join(
        f"## {tier.label.pick(language)}\n\n{tier.definition.pick(language)}\n\n"
        + markdown_table(headings, [_row(snapshot, gap, language) for gap in found])
        for tier, found in _tiers(gaps)
    )


def _row(snapshot: Snapshot, gap: Gap, language: Language) -> list[str]:
    return [
        str(gap.place.rank),
        gap.title.pick(language),
        gap.sentence(language),
        GAP_STATUS[gap.status].label.pick(language),
        SEVERITY[gap.severity].label.pick(language),
        snapshot.name(gap.municipality, language),
        gap.place.clause.pick(language),
    ]
