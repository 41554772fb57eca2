"""Short keys by which the report refers to sources, such as *KS § 482*."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from mellanrum.export.citation import is_line
from mellanrum.export.snapshot import Snapshot
from mellanrum.ontology.language import Language, Text
from mellanrum.ontology.namespaces import DCTERMS

__all__ = ["key_place", "source_keys"]

LINES = Text("r.", "l.")
NO_ISSUER = Text("Källa", "Source")
SMALL_WORDS = ("och", "för", "i", "av", "and", "for", "of", "the")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
NO_BREAK = "\u00a0"
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def source_keys(snapshot: Snapshot, language: Language) -> dict[str, str]:
    """Return the key of each source that has been read: who issued it, and section or year.

    Sources that would have the same key are told apart by a letter, or by a number.
    """
    sources = [node for node in snapshot.rows("SourceDocument") if snapshot.is_read(node)]
    keys = {node: _key(snapshot, node, language) for node in sources}
    shared, seen = Counter(keys.values()), Counter[str]()
    for node, key in keys.items():
        if shared[key] > 1:
            number = seen[key]
            mark = LETTERS[number] if number < len(LETTERS) else str(number + 1)
            keys[node] = f"{key}{NO_BREAK}{mark}"
            seen[key] += 1
    return keys


def _key(snapshot: Snapshot, source: str, language: Language) -> str:
    issuer = snapshot.value(source, "issuer")
    name = snapshot.name(issuer, language) if issuer else NO_ISSUER.pick(language)
    short = snapshot.value(issuer, "abbreviation") if issuer else ""
    key = " ".join(filter(None, (short or initials(name), _number(snapshot, source))))
    return key.replace(" ", NO_BREAK)


def _number(snapshot: Snapshot, source: str) -> str:
    """Return the section; else the year of the date, or of the diary number."""
    section = snapshot.value(source, "section")
    if section:
        return section if section.startswith("§") else f"§ {section}"
    date = snapshot.facts.value(source, str(DCTERMS.date))
    found = YEAR.search(date) or YEAR.search(snapshot.value(source, "diaryNumber"))
    return found[0] if found else ""


def initials(name: str) -> str:
    """Return the initials of a name of several words; a single word as it is.

    Examples
    --------
    >>> initials("Barn- och utbildningsnämnden"), initials("Stadsrevisionen")
    ('BU', 'Stadsrevisionen')
    """
    words = [word for word in re.split(r"[\s-]+", name) if word and word not in SMALL_WORDS]
    return name if len(words) < 2 else "".join(word[0] for word in words).upper()


def key_place(places: Sequence[str], language: Language) -> str:
    """Return where in a source something stands, as short as can be: the lines alone, if known.

    Examples
    --------
    >>> key_place(["Ärendet", "L45", "L82–L84"], "sv"), key_place(["s. 3"], "sv")
    ('r. 45, 82–84', 's. 3')
    """
    lines = [place[1:].replace("L", "") for place in places if is_line(place)]
    if lines:
        return f"{LINES.pick(language)} {', '.join(lines)}"
    return ", ".join(places)
