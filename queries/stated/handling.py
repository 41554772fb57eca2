"""What became of a stated lack: replies, commitments, and the state that they leave it in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from mellanrum.graph.standing.days import as_day
from mellanrum.ontology.namespaces import MR, mr
from mellanrum.queries.finding.lacks import elements_of_lack, lacks_of, mended
from mellanrum.queries.stated.joining import Group
from mellanrum.queries.stated.testimony import Testimony
from mellanrum.queries.tiers.item import Status

__all__ = ["Handling", "handling_of", "has_ended", "lacks_in"]

VALID_UNTIL = str(MR.validUntil)


@dataclass(frozen=True)
class Handling:
    """What became of a stated lack by the date.

    Attributes
    ----------
    replies, unread_replies, confirmed_by, acted_by : tuple of str
        IRIs of the replies to it or to what is recommended for it, of documents that a source
        lists as replies to its audit and that nobody has read, of the replies that confirm it,
        and of those that tell of a measure.
    commitments : tuple of str
        IRIs of what is undertaken, proposed or needed to mend it.
    answers : tuple of str
        IRIs of answers from outside the sources. They never close it.
    status : str
        As for `mellanrum.queries.tiers.item.Gap`.
    unread : bool
        As for `mellanrum.queries.tiers.item.Stated`.
    """

    replies: tuple[str, ...]
    unread_replies: tuple[str, ...]
    confirmed_by: tuple[str, ...]
    acted_by: tuple[str, ...]
    commitments: tuple[str, ...]
    answers: tuple[str, ...]
    status: Status
    unread: bool


def handling_of(said: Testimony, group: Group) -> Handling:
    """Return what became of a stated lack."""
    replies = said.about("respondsTo", group.in_order)
    direct = said.about("respondsTo", group.rows)
    unread_replies = _unread_replies(said, group)
    commitments = _commitments(said, group, replies)
    missed = [due for one in commitments if (due := _missed(said, one))]
    return Handling(
        replies=replies,
        unread_replies=unread_replies,
        confirmed_by=tuple(one for one in direct if said.slug(one, "stance") == "confirms"),
        acted_by=tuple(one for one in direct if said.slug(one, "stance") == "acts"),
        commitments=commitments,
        answers=_answers(said, group),
        status=_status(said, group, (*replies, *unread_replies), commitments),
        unread=bool(missed) and not said.is_read_after(max(missed)),
    )


def lacks_in(said: Testimony, group: Group) -> tuple[str, ...]:
    """Return the kinds of lack that the rows of a group name."""
    return tuple(sorted({lack for row in group.rows for lack in lacks_of(said.facts, row)}))


def has_ended(said: Testimony, group: Group) -> bool:
    """Tell whether what was lacking is there: a source says until when, of all that is stated."""
    as_of = said.view.as_of
    if as_of is None or not group.absences:
        return False
    ends = [as_day(said.facts.value(row, VALID_UNTIL), "last") for row in group.absences]
    covered = {part for row in group.absences for part in said.values(row, "partOfFinding")}
    return covered.issuperset(group.findings) and all(end and end < as_of for end in ends)


def _unread_replies(said: Testimony, group: Group) -> tuple[str, ...]:
    """Return the replies that are listed beside the report of its audit, and that are not read."""
    audits = {
        audit
        for row in (*group.findings, *group.recommendations)
        for audit in (*said.values(row, "findingOf"), *said.values(row, "recommendationOf"))
    }
    reports = (report for audit in audits for report in said.values(audit, "auditReport"))
    lists = {one for report in reports for one in said.values(report, "annexTo")}
    return tuple(
        row
        for row in said.about("annexTo", lists)
        if said.slug(row, "documentType") == "reply" and "true" not in said.values(row, "inCorpus")
    )


def _commitments(said: Testimony, group: Group, replies: Collection[str]) -> tuple[str, ...]:
    """Return the commitments to mend a lack.

    They address one of its rows, or a recommendation and the same kind of lack. Those that address
    nothing count where they name the same kind of lack and a reply led to them, or they are about
    the same rows and were not said before it.
    """
    lacks = set(lacks_in(said, group))
    found = set(said.about("addresses", group.rows))
    for row in group.recommendations:
        found |= {one for one in said.about("addresses", (row,)) if _mends(said, one, row, lacks)}
    led_to = {one for reply in replies for one in said.values(reply, "resultsIn")}
    about = {
        one
        for one in said.about("concerns", _named(said, group))
        if lacks and not _is_earlier(said, one, group)
    }
    found |= {one for one in led_to | about if _is_free(said, one, lacks)}
    return tuple(sorted(one for one in found if said.statements(one)))


def _mends(said: Testimony, commitment: str, advice: str, lacks: set[str]) -> bool:
    """Tell whether a commitment for a recommendation is to mend one of some kinds of lack."""
    mend = mended(said.facts, commitment, advice)
    return not lacks or not mend or bool(lacks & mend)


def _is_free(said: Testimony, row: str, lacks: Collection[str]) -> bool:
    """Tell whether a row is a commitment that names a kind of lack, and not what it answers."""
    is_commitment = said.view.acting.is_a(row, "Commitment")
    is_of_kind = not lacks or not set(said.values(row, "lack")).isdisjoint(lacks)
    return is_commitment and is_of_kind and not said.values(row, "addresses")


def _is_earlier(said: Testimony, commitment: str, group: Group) -> bool:
    made, stated = said.day(commitment), _first_day(said, group)
    return made is not None and stated is not None and made < stated


def _named(said: Testimony, group: Group) -> set[str]:
    """Return what the rows are about; not the municipality, of which too much could be said."""
    named = {node for row in group.rows for node in said.named(row)}
    return named - {said.view.municipality}


def _answers(said: Testimony, group: Group) -> tuple[str, ...]:
    """Return the answers from outside the sources about what is lacking of what is named."""
    named = {node for row in group.rows for node in said.named(row)}
    elements = {one for lack in lacks_in(said, group) for one in elements_of_lack(lack)}
    holding = said.view.answers
    return tuple(one.iri for one in holding if one.about in named and one.element in elements)


def _status(
    said: Testimony, group: Group, replies: Collection[str], commitments: Collection[str]
) -> Status:
    if has_ended(said, group):
        return "remedied"
    if any(_missed(said, one) for one in commitments):
        return "overdue"
    if any(said.view.deriver.undertaken(one) for one in commitments):
        return "undertaken"
    # Only what somebody is asked to answer can be left without an answer.
    asked = group.findings or group.recommendations
    is_later_read = said.is_read_after(_last_day(said, group))
    return "unanswered" if asked and not replies and is_later_read else "open"


def _missed(said: Testimony, commitment: str) -> dt.date | None:
    """Return the deadline of what is undertaken, past it, and not shown to be done; else None."""
    deriver, as_of = said.view.deriver, said.view.as_of
    due = as_day(said.facts.value(commitment, mr("deadline")), "last")
    shown = said.values(commitment, "fulfilledBy")
    is_shown = any(row in deriver.standing and deriver.on_record(row) for row in shown)
    if is_shown or due is None or as_of is None or not deriver.undertaken(commitment):
        return None
    return due if due < as_of else None


def _first_day(said: Testimony, group: Group) -> dt.date | None:
    days = (said.day(row) for row in group.in_order)
    return min((day for day in days if day is not None), default=None)


def _last_day(said: Testimony, group: Group) -> dt.date | None:
    days = (said.day(row) for row in group.in_order)
    return max((day for day in days if day is not None), default=None)
