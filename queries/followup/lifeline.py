"""The lifeline of a recommendation: from finding to answer, decision, promise, and what is left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from mellanrum.queries.followup.promises import Promise, Status

__all__ = ["Event", "EventKind", "Lifeline", "Lifelines", "Reply"]

EventKind = Literal[
    "asked", "retold", "answered", "decided", "promised", "due", "follow-up", "done"
]


@dataclass(frozen=True)
class Reply:
    """A response, as a step of a lifeline.

    Attributes
    ----------
    iri : str
        The row.
    by : tuple of str
        IRIs of the bodies that answer.
    stance : str
        Slug: ``confirms``, ``shares``, ``objects``, ``qualifies`` or ``acts``.
    to : tuple of str
        IRIs of what of the lifeline it answers; the audit where it answers it as a whole.
    said : str
        When; may be partial, or empty.
    """

    iri: str
    by: tuple[str, ...]
    stance: str
    to: tuple[str, ...]
    said: str


@dataclass(frozen=True)
class Event:
    """Something dated in a lifeline; `date` is as the source has it, and may be partial.

    What is only known through somebody who retells it, undated, is ``retold`` and not ``asked``:
    the date is then that of the source that retells it.
    """

    kind: EventKind
    date: str
    node: str


@dataclass(frozen=True)
class Lifeline:
    """What became of a recommendation, or of a finding that led to none, by a date.

    Attributes
    ----------
    root : str
        IRI of the recommendation, or of the finding.
    recommendation : str
        The same where it is a recommendation; else empty.
    findings : tuple of str
        The findings that it rests on, or the one that it is.
    audit, municipality : str
        IRIs.
    dataset : str
        Slug.
    addressed_to : tuple of str
        The bodies it is addressed to; for a finding, the bodies it is about.
    answers, general_answers : tuple of Answer
        Responses to the recommendation or its findings, and to the audit as a whole. The latter
        change nothing in the status.
    decisions : tuple of str
        Decisions that hold its promises, or that concern the audit.
    promises : tuple of Promise
        What has been undertaken, or only proposed, in answer to it.
    inferred : tuple of str
        IRIs of the promises that no row ties to it, but that are about the same thing and of the
        same kind, and were made no earlier.
    contested_by : tuple of str
        Responses that object, and statements that speak against it.
    gaps : tuple of str
        IRIs of what is left: the stated lacks that it belongs to and that are not remedied at the
        date, and after them what the structure shows of them.
    remedied : tuple of str
        IRIs of the stated lacks that it belongs to and that a source says are remedied.
    handling : tuple of str
        IRIs of structural gaps in how it has been handled, such as a deadline that passed in
        silence.
    later_audits : tuple of str
        Audits that follow up the one it belongs to.
    status : str
        One of `mellanrum.queries.followup.promises.STATUSES`.
    events : tuple of Event
        What has a date, in order.
    as_of : datetime.date or None
        The date.
    """

    root: str
    recommendation: str
    findings: tuple[str, ...]
    audit: str
    municipality: str
    dataset: str
    addressed_to: tuple[str, ...]
    answers: tuple[Reply, ...]
    general_answers: tuple[Reply, ...]
    decisions: tuple[str, ...]
    promises: tuple[Promise, ...]
    inferred: tuple[str, ...]
    contested_by: tuple[str, ...]
    gaps: tuple[str, ...]
    remedied: tuple[str, ...]
    handling: tuple[str, ...]
    later_audits: tuple[str, ...]
    status: Status
    events: tuple[Event, ...]
    as_of: dt.date | None

    @property
    def owners(self) -> tuple[str, ...]:
        """Who has promised something; where nobody has, the bodies it is addressed to."""
        promised = {owner for each in self.promises if each.is_undertaken for owner in each.owners}
        return tuple(sorted(promised)) or self.addressed_to


@dataclass(frozen=True)
class Lifelines:
    """All lifelines and all promises at a date; iterates over the lifelines.

    Attributes
    ----------
    lifelines : tuple of Lifeline
        By municipality, audit and IRI.
    promises : tuple of Promise
        All commitments on record, proposals included.
    loose : tuple of Promise
        Those of them that answer no recommendation or finding here.
    as_of : datetime.date or None
        The date.
    """

    lifelines: tuple[Lifeline, ...]
    promises: tuple[Promise, ...]
    loose: tuple[Promise, ...]
    as_of: dt.date | None

    def __iter__(self) -> Iterator[Lifeline]:
        return iter(self.lifelines)

    def __len__(self) -> int:
        return len(self.lifelines)

    @property
    def overdue(self) -> tuple[Promise, ...]:
        """The promises whose deadline has passed, the earliest first."""
        late = [each for each in self.promises if each.status == "overdue"]
        return tuple(sorted(late, key=lambda each: (each.due or dt.date.max, each.iri)))

    @property
    def overdue_by_owner(self) -> tuple[tuple[str, tuple[Promise, ...]], ...]:
        """The overdue promises of each owner; those of nobody come last, under an empty IRI."""
        owners = {owner for each in self.overdue for owner in each.owners or ("",)}
        return tuple(
            (owner, tuple(each for each in self.overdue if owner in (each.owners or ("",))))
            for owner in sorted(owners, key=lambda owner: (not owner, owner))
        )

    @property
    def incomplete(self) -> tuple[Promise, ...]:
        """The promises, not yet done, of which no source says who is to do it, or by when."""
        return tuple(
            each
            for each in self.promises
            if each.is_undertaken and each.missing and not each.done_by
        )

    def only(self, statuses: Collection[str] = (), owners: Collection[str] = ()) -> Lifelines:
        """Return the lifelines and promises that stand somewhere, or are some owners' to keep.

        A lifeline that nobody has promised anything in belongs to the bodies it is addressed to.

        Parameters
        ----------
        statuses : collection of str
            Of `mellanrum.queries.followup.promises.STATUSES`; any where empty.
        owners : collection of str
            IRIs; anybody where empty.
        """

        def kept(status: str, whose: Iterable[str]) -> bool:
            return (not statuses or status in statuses) and (
                not owners or bool(set(owners) & set(whose))
            )

        def promises(given: Iterable[Promise]) -> tuple[Promise, ...]:
            return tuple(each for each in given if kept(each.status, each.owners))

        return replace(
            self,
            lifelines=tuple(each for each in self if kept(each.status, each.owners)),
            promises=promises(self.promises),
            loose=promises(self.loose),
        )
