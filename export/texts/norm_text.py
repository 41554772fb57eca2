"""What the data answer to each norm, for a terminal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from mellanrum.export.norms_note import norms_note
from mellanrum.export.snapshot import Snapshot
from mellanrum.export.tables.norm_tables import norms_sheet
from mellanrum.export.texts.columns import aligned
from mellanrum.ontology.language import Language, Text
from mellanrum.queries.norms.norm_answer import TOUCHED, NormAnswer, share_of_items
from mellanrum.queries.norms.norm_catalogue import NormCatalogue

__all__ = ["check_text", "norms_text"]

COLUMNS = (0, 1, 2, 3, 4, 6, 7, 8)  # of the sheet; a terminal has no room for the rest
NO_CATALOGUE = Text("Bara kommunens egna normer.", "The norms of the municipality's own only.")
SHARE = Text(
    "{items} av {touched} normer som källorna berör står i ett mellanrum ({share} %).",
    "{items} of {touched} norms that the sources touch stand in a gap ({share} %).",
)
NONE = Text("Källorna berör inga normer.", "The sources touch no norms.")
BARRED = Text("Gäller inte eller berörs inte:", "Do not apply or are not touched:")
NEVER = Text(
    "Ingen rad i uppgifterna kan visa att det här finns; bara ett besked kan svara på det:",
    "No row of the data can show that these are there; only an answer can tell:",
)
ALL_CAN = Text(
    "Rader i uppgifterna kan visa allt som normerna väntar sig.",
    "Rows of the data can show all that the norms expect.",
)
UNKNOWN = Text("Normer som ingen katalog har:", "Norms that no catalogue has:")


def norms_text(
    snapshot: Snapshot,
    found: Sequence[NormAnswer],
    catalogue: NormCatalogue | None,
    language: Language,
) -> str:
    """Return what applies and why, what meets it and what is asked; then what does not apply."""
    parts = [_read(catalogue, language)]
    touched = [one for one in found if one.answer in TOUCHED]
    if touched:
        parts.append(_table(snapshot, touched, language))
    parts.append(_share(found, language))
    barred = list(_barred(snapshot, found, language))
    if barred:
        parts.append("\n".join([BARRED.pick(language), *barred]))
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def _read(catalogue: NormCatalogue | None, language: Language) -> str:
    if catalogue is None:
        return NO_CATALOGUE.pick(language)
    return norms_note(catalogue).pick(language)


def _table(snapshot: Snapshot, found: Iterable[NormAnswer], language: Language) -> str:
    sheet = norms_sheet(snapshot, found, language)
    headings = [sheet.headings[at] for at in COLUMNS]
    return aligned(headings, [[str(row[at]) for at in COLUMNS] for row in sheet.rows])


def _share(found: Sequence[NormAnswer], language: Language) -> str:
    items, touched = share_of_items(found)
    if not touched:
        return NONE.pick(language)
    share = round(100 * items / touched)
    return SHARE.pick(language).format(items=items, touched=touched, share=share)


def _barred(snapshot: Snapshot, found: Iterable[NormAnswer], language: Language) -> Iterator[str]:
    """Yield each reason why norms ask nothing in a municipality, and which they are."""
    by_reason: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for one in found:
        if one.answer not in TOUCHED:
            key = snapshot.name(one.municipality, language), one.reason.pick(language)
            by_reason[key][snapshot.short(one.norm.iri).rpartition("/")[2]] = None
    for (home, reason), ids in sorted(by_reason.items()):
        yield f"- {home}: {reason}: {', '.join(ids)}"


def check_text(
    snapshot: Snapshot, found: Iterable[NormAnswer], unknown: Iterable[str], language: Language
) -> str:
    """Return which expectations nothing in the data could meet, and norms that are not there."""
    lines = dict.fromkeys(
        f"- {snapshot.short(one.norm.iri)}: {_element(snapshot, one, language)} "
        f"({one.norm.reference.pick(language)})"
        for one in found
        if not one.can_be_met
    )
    parts = [NEVER.pick(language), *sorted(lines)] if lines else [ALL_CAN.pick(language)]
    missing = [f"- {name}" for name in unknown]
    if missing:
        parts += ["", UNKNOWN.pick(language), *missing]
    return "\n".join(parts) + "\n"


def _element(snapshot: Snapshot, one: NormAnswer, language: Language) -> str:
    rows = norms_sheet(snapshot, [one], language).rows
    return str(rows[0][3])
