"""What rules answer in one municipality: run here, or in another process."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mellanrum.graph.store import EmbeddedStore

__all__ = ["COLUMNS", "RuleAnswer", "answers", "merged"]

COLUMNS = ("subject", "object", "level", "about", "support")


class RuleAnswer(NamedTuple):
    """The rows of a rule with the same subject, object and level; what does not apply is empty."""

    subject: str
    object: str
    level: str
    about: tuple[str, ...]
    support: tuple[str, ...]


def answers(store: EmbeddedStore, queries: Sequence[str]) -> list[list[RuleAnswer]]:
    """Return the answers of each query, by subject, object and level."""
    return [
        merged(
            (subject, object_, level, (about,), (support,))
            for subject, object_, level, about, support in store.texts(query, COLUMNS)
        )
        for query in queries
    ]


def merged(
    rows: Iterable[tuple[str, str, str, tuple[str, ...], tuple[str, ...]]],
) -> list[RuleAnswer]:
    """Return rows by subject, object and level, each once."""
    found: dict[tuple[str, str, str], tuple[set[str], set[str]]]
    found = defaultdict(lambda: ({""}, {""}))
    for subject, object_, level, about, support in rows:
        sets = found[subject, object_, level]
        sets[0].update(about)
        sets[1].update(support)
    return [
        RuleAnswer(*key, tuple(sorted(about - {""})), tuple(sorted(support - {""})))
        for key, (about, support) in sorted(found.items())
    ]
