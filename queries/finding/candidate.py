"""A gap before it is known how it is known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from mellanrum.queries.rules.catalogue import Rule

__all__ = ["Candidate"]


@dataclass(frozen=True)
class Candidate:
    """A gap before it is known how it is known."""

    rule: Rule
    subject: str
    object: str
    level: str
    about: tuple[str, ...]
    support: tuple[str, ...]
    municipality: str
    open: str = ""
    """What the sources leave open, so that it is a question whether there is a gap."""

    @cached_property
    def parties(self) -> frozenset[str]:
        """Subject and, where there is one, object."""
        return frozenset((self.subject, self.object or self.subject))

    @cached_property
    def lack(self) -> frozenset[str]:
        """What is lacking."""
        return frozenset(self.rule.lack_of(self.about))
