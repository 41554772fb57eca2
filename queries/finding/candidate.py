"""A gap before it is known how it is known."""

from __future__ import annotations

from dataclasses import dataclass, field

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

    parties: frozenset[str] = field(init=False)
    """Subject and, where there is one, object."""
    lack: frozenset[str] = field(init=False)
    """What is lacking."""

    def __post_init__(self) -> None:
        parties = (self.subject, self.object) if self.object else (self.subject,)
        object.__setattr__(self, "parties", frozenset(parties))
        object.__setattr__(self, "lack", frozenset(self.rule.lack_of(self.about)))

    @property
    def concerned(self) -> frozenset[str]:
        """Parties, what the gap is about and its municipality: what statements on it are about."""
        return self.parties.union(self.about, (self.municipality,))

    @property
    def keys(self) -> list[tuple[str, str]]:
        """What statements on it are about, each with what is lacking."""
        return [(node, kind) for node in self.concerned for kind in self.lack]
