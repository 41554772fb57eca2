"""Promises: who has undertaken what, by when, and whether anything shows that it is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from mellanrum.graph.standing.commitments import is_proposed
from mellanrum.graph.standing.days import as_day
from mellanrum.ontology.namespaces import MR
from mellanrum.queries.followup.records import Records
from mellanrum.queries.tiers.item import Gap

__all__ = ["STATUSES", "FollowUp", "Promise", "Status", "find_promises"]

Status = Literal["overdue", "visible", "contested", "reported", "promised", "open"]
# The order in which a status is looked for: the first whose rule fits is the one. The rules in
# words are the definitions of the concepts in the scheme lifeline-status.
STATUSES: tuple[Status, ...] = get_args(Status)
# What may show that something is done without being there to see in the structure.
WORDS = (
    "Audit",
    "Commitment",
    "Decision",
    "Finding",
    "Recommendation",
    "Response",
    "SourceDocument",
    "Statement",
)
NOT_YET = ("planned", "ongoing")


@dataclass(frozen=True)
class FollowUp:
    """A follow-up of a promise.

    Attributes
    ----------
    iri : str
        The row.
    by : tuple of str
        IRIs of who follows up.
    progress : str
        ``planned``, ``ongoing``, ``recurring``, ``completed``, or empty where no source says.
    deadline, said : str
        When it is due, and when a source first said so; may be partial, or empty.
    """

    iri: str
    by: tuple[str, ...]
    progress: str
    deadline: str
    said: str


@dataclass(frozen=True)
class Promise:
    """A commitment at a date.

    Attributes
    ----------
    iri, municipality : str
        IRIs.
    dataset : str
        Slug.
    owners, reports_to : tuple of str
        IRIs of who is to do it, and of who is to be told.
    deadline : str
        As the source has it; may be partial, or empty.
    due : datetime.date or None
        The last day of the deadline: 31 December for ``2023``.
    deadline_text : str
        How the source words the time, such as *at the last meeting of the year*; may be empty.
    frequency : str
        Slug; empty where it is to be done once or no source says.
    decision, decided : str
        IRI of the decision that holds it, and when that was made.
    is_imposed : bool
        Another body decided that it is to be done.
    decided_by, proposed_by : tuple of str
        IRIs of who made, or is to make, the decision that holds it, and of who proposes that.
    is_proposal : bool
        The decision that holds it is only proposed.
    is_undertaken : bool
        Somebody means to do it, or has had it imposed. What a source merely proposes or sees a
        need for, and what stands in a proposed decision, is no promise.
    said : str
        When a source first said so.
    concerns, lack : tuple of str
        IRIs of what it is about, and of the kinds of thing that it is to supply.
    done_by : tuple of str
        Rows that a source gives as showing that it is done: in force at the date, and said by then.
    follow_ups : tuple of FollowUp
        By deadline and IRI.
    gaps : tuple of str
        IRIs of the stated lacks that it is to mend and that are not remedied at the date.
    contested_by : tuple of str
        Statements that speak against it, or against what is to show that it is done.
    status : str
        One of `STATUSES`.
    """

    iri: str
    municipality: str
    dataset: str
    owners: tuple[str, ...]
    reports_to: tuple[str, ...]
    deadline: str
    due: dt.date | None
    deadline_text: str
    frequency: str
    decision: str
    decided: str
    is_imposed: bool
    decided_by: tuple[str, ...]
    proposed_by: tuple[str, ...]
    is_proposal: bool
    is_undertaken: bool
    said: str
    concerns: tuple[str, ...]
    lack: tuple[str, ...]
    done_by: tuple[str, ...]
    follow_ups: tuple[FollowUp, ...]
    gaps: tuple[str, ...]
    contested_by: tuple[str, ...]
    status: Status

    @property
    def missing(self) -> tuple[Literal["owner", "time-limit"], ...]:
        """What the sources do not say: who is to do it, and by when or how often."""
        found: list[Literal["owner", "time-limit"]] = []
        if not self.owners:
            found.append("owner")
        if not self.deadline and not self.frequency:
            found.append("time-limit")
        return tuple(found)


def find_promises(records: Records, gaps: Sequence[Gap]) -> tuple[Promise, ...]:
    """Return the commitments on record at the date of the gaps, by municipality and IRI."""
    by_promise: dict[str, list[Gap]] = {}
    for gap in gaps:
        if gap.stated and gap.status != "remedied":
            for node in gap.stated.commitments:
                by_promise.setdefault(node, []).append(gap)
    found = [
        _promise(records, node, by_promise.get(node, ()))
        for node in records.instances("Commitment")
    ]
    return tuple(sorted(found, key=lambda each: (each.municipality, each.iri)))


def _promise(records: Records, node: str, gaps: Sequence[Gap]) -> Promise:
    deadline, decision = records.value(node, "deadline"), records.value(node, "inDecision")
    lack = records.values(node, "lack")
    shown = records.values(node, "fulfilledBy")
    done_by = tuple(row for row in shown if _stands(records, row))
    due = as_day(deadline, "last") if deadline else None
    contested_by = _against(records, (node, *shown))
    is_left = any(_is_seen(gap, lack) for gap in gaps)
    is_undertaken, day = records.deriver.undertaken(node), records.deriver.day(node)
    rules: dict[Status, Callable[[], bool]] = {
        "overdue": lambda: is_undertaken and not done_by and _is_past(due, day),
        "visible": lambda: (
            not is_left and not contested_by and any(_is_structure(records, row) for row in done_by)
        ),
        "contested": lambda: bool(contested_by),
        "reported": lambda: bool(done_by),
        "promised": lambda: is_undertaken,
        "open": lambda: True,
    }
    return Promise(
        iri=node,
        municipality=records.facts.owner_of(node),
        dataset=records.facts.dataset_of(node),
        owners=records.values(node, "committedBy"),
        reports_to=records.values(node, "reportsTo"),
        deadline=deadline,
        due=due,
        deadline_text=records.value(node, "deadlineText"),
        frequency=records.slug(node, "frequency"),
        decision=decision if records.deriver.on_record(decision) else "",
        decided=records.date(decision),
        is_imposed=records.slug(node, "commitmentKind") == "imposed",
        decided_by=records.values(decision, "decidedBy"),
        proposed_by=records.values(decision, "proposedBy"),
        is_proposal=is_proposed(records.facts, node),
        is_undertaken=is_undertaken,
        said=records.said(node),
        concerns=records.values(node, "concerns"),
        lack=lack,
        done_by=done_by,
        follow_ups=_follow_ups(records, node),
        gaps=tuple(gap.iri for gap in gaps),
        contested_by=contested_by,
        status=next(status for status in STATUSES if rules[status]()),
    )


def _stands(records: Records, row: str) -> bool:
    """Tell whether a row is in force, and a source had said so by the date."""
    return row in records.deriver.standing and records.deriver.on_record(row)


def _is_past(due: dt.date | None, as_of: dt.date | None) -> bool:
    return due is not None and as_of is not None and due < as_of


def _is_seen(gap: Gap, lack: Sequence[str]) -> bool:
    """Tell whether the structure shows a stated lack too, of some kinds; of any where empty."""
    seen = [line.rule.lack_of(line.about) for line in gap.lines]
    return any(not lack or not set(lack).isdisjoint(kinds) for kinds in seen)


def _is_structure(records: Records, row: str) -> bool:
    """Tell whether a row is part of how things are set up, and not only words about it."""
    if records.is_a(row, *WORDS) or records.slug(row, "progress") in NOT_YET:
        return False
    return bool(records.facts.types(row))


def _against(records: Records, rows: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({statement for row in rows for statement in records.against(row)}))


def _follow_ups(records: Records, node: str) -> tuple[FollowUp, ...]:
    """Return the follow-ups of a promise, and those it concerns or is shown to be done by."""
    named = (*records.values(node, "concerns"), *records.values(node, "fulfilledBy"))
    rows = {*records.having("followsUp", (node,))}
    rows |= {
        row
        for row in named
        if str(MR.FollowUp) in records.facts.types(row) and records.deriver.on_record(row)
    }
    found = [
        FollowUp(
            iri=row,
            by=records.values(row, "performedBy"),
            progress=records.slug(row, "progress"),
            deadline=records.value(row, "deadline"),
            said=records.said(row),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda each: (each.deadline, each.iri)))
