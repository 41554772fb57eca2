"""What rules answer in one municipality: run here, or in another process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mellanrum.graph.store import EmbeddedStore

__all__ = ["COLUMNS", "RuleAnswer", "answers"]

COLUMNS = ("subject", "object", "level", "open", "about", "support")


@dataclass(frozen=True, slots=True)
class RuleAnswer:
    """The rows of a rule with the same subject, object, level and open row; empty where not given.

    An open row is one whose level, status or content the sources leave open, so that it is a
    question for the cards whether there is a gap.
    """

    subject: str
    object: str
    level: str
    about: tuple[str, ...]
    support: tuple[str, ...]
    open: str = ""


def answers(store: EmbeddedStore, queries: Sequence[str]) -> list[list[RuleAnswer]]:
    """Return the answers of each query, by subject, object, level and open row."""
    return [_merged(store, query) for query in queries]


def _merged(store: EmbeddedStore, query: str) -> list[RuleAnswer]:
    merged: dict[tuple[str, str, str, str], tuple[set[str], set[str]]] = {}
    for subject, object_, level, open_, about, support in store.texts(query, COLUMNS):
        sets = merged.setdefault((subject, object_, level, open_), (set(), set()))
        sets[0].add(about)
        sets[1].add(support)
    return [
        RuleAnswer(
            subject,
            object_,
            level,
            tuple(sorted(about - {""})),
            tuple(sorted(support - {""})),
            open_,
        )
        for (subject, object_, level, open_), (about, support) in sorted(merged.items())
    ]
