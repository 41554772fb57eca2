"""Plain data of the page: texts in both languages, and nothing that says nothing."""

from __future__ import annotations

from mellanrum.export.snapshot import Snapshot
from mellanrum.ontology.language import Text

__all__ = ["Data", "both", "named", "slim", "told"]

Data = dict[str, object]


def told(text: Text) -> str | list[str]:
    """Return a text as the page holds it: once where it is the same in both languages.

    Examples
    --------
    >>> told(Text("nämnd", "committee")), told(Text("Borås", "Borås"))
    (['nämnd', 'committee'], 'Borås')
    """
    return text.sv if text.sv == text.en else [text.sv, text.en]


def both(snapshot: Snapshot, node: str) -> Text:
    """Return the name of a node in both languages."""
    return Text(snapshot.name(node, "sv"), snapshot.name(node, "en"))


def named(snapshot: Snapshot, node: str) -> str | list[str]:
    """Return the name of a node as the page holds it."""
    return told(both(snapshot, node)) if node else ""


def slim(data: Data) -> Data:
    """Return data without what is empty.

    Examples
    --------
    >>> slim({"note": "", "levels": [], "on": 0, "ended": False})
    {'on': 0}
    """
    return {key: v for key, v in data.items() if v is not False and v not in ("", [], {}, None)}
