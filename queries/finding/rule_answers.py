"""What rules answer in one municipality: run here, or in another process."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mellanrum.graph.store import EmbeddedStore

__all__ = ["COLUMNS", "RuleAnswer", "answers", "merged"]

COLUMNS = ("subject", "object", "level", "open", "about", "support")


class RuleAnswer(NamedTuple):
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
    return [
        merged(
            RuleAnswer(subject, object_, level, (about,), (support,), open_)
            for subject, object_, level, open_, about, support in store.texts(query, COLUMNS)
        )
        for query in queries
    ]


def merged(rows: Iterable[RuleAnswer]) -> list[RuleAnswer]:
    """Return answers about the same, each once."""
    found: dict[tuple[str, str, str, str], tuple[set[str], set[str]]]
    found = defaultdict(lambda: ({""}, {""}))
    for row in rows:
        about, support = found[row.subject, row.object, row.level, row.open]
        about.update(row.about)
        support.update(row.support)
    return [
        RuleAnswer(*key[:3], tuple(sorted(about - {""})), tuple(sorted(support - {""})), key[3])
        for key, (about, support) in sorted(found.items())
    ]
