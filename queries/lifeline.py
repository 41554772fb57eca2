"""The lifeline of a recommendation: from finding to answer, decision, promise, and what is left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from mellanrum.graph.days import as_day
from mellanrum.graph.derive import Deriver
from mellanrum.graph.facts import Facts
from mellanrum.queries.evidence import CRITICAL
from mellanrum.queries.gap import Gap
from mellanrum.queries.promises import STATUSES, Promise, Status, find_promises
from mellanrum.queries.records import Records

__all__ = ["Answer", "Event", "EventKind", "Lifeline", "Lifelines", "find_lifelines"]

EventKind = Literal["asked", "answered", "decided", "promised", "due", "follow-up", "done"]
EVENT_KINDS = get_args(EventKind)
DONE = ("visible", "reported")


@dataclass(frozen=True)
class Answer:
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
    """Something dated in a lifeline; `date` is as the source has it, and may be partial."""

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
        IRIs of the gaps of this kind that the rules find at the date: what is still there.
    general_gaps : tuple of str
        IRIs of gaps that it speaks of only in general, since it is about the whole municipality.
    handling : tuple of str
        IRIs of gaps in how it has been handled, such as a deadline that passed in silence.
    later_audits : tuple of str
        Audits that follow up the one it belongs to.
    status : str
        One of `mellanrum.queries.promises.STATUSES`.
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
    answers: tuple[Answer, ...]
    general_answers: tuple[Answer, ...]
    decisions: tuple[str, ...]
    promises: tuple[Promise, ...]
    inferred: tuple[str, ...]
    contested_by: tuple[str, ...]
    gaps: tuple[str, ...]
    general_gaps: tuple[str, ...]
    handling: tuple[str, ...]
    later_audits: tuple[str, ...]
    status: Status
    events: tuple[Event, ...]
    as_of: dt.date | None


@dataclass(frozen=True)
class Lifelines:
    """All lifelines and all promises at a date; iterates over the lifelines."""

    lifelines: tuple[Lifeline, ...]
    promises: tuple[Promise, ...]
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

    @property
    def loose(self) -> tuple[Promise, ...]:
        """The promises that answer no recommendation or finding here."""
        tied = {promise.iri for lifeline in self for promise in lifeline.promises}
        return tuple(each for each in self.promises if each.iri not in tied)


def find_lifelines(facts: Facts, deriver: Deriver, gaps: Sequence[Gap]) -> Lifelines:
    """Follow each recommendation, and each finding that led to none, to where it stands.

    A finding without a recommendation has a lifeline where it is critical or a risk, and any other
    one where it has been answered. What was said after the date does not count.

    Parameters
    ----------
    facts : Facts
        The asserted quads.
    deriver : Deriver
        What stands, and is on record, at the date.
    gaps : sequence of Gap
        What the rules find at the same date.
    """
    records = Records(facts, deriver)
    promises = find_promises(records, gaps)
    found = [_lifeline(records, root, promises, gaps) for root in _roots(records)]
    found.sort(key=lambda each: (each.municipality, each.audit, each.root))
    return Lifelines(tuple(found), promises, deriver.as_of)


def _roots(records: Records) -> Iterator[str]:
    yield from records.instances("Recommendation")
    for finding in records.instances("Finding"):
        if records.having("basedOn", (finding,)):
            continue
        is_critical = records.value(finding, "valence") in CRITICAL
        if is_critical or records.having("respondsTo", (finding,)):
            yield finding


def _lifeline(
    records: Records, root: str, promises: Iterable[Promise], gaps: Sequence[Gap]
) -> Lifeline:
    is_recommendation = records.is_a(root, "Recommendation")
    based_on = records.values(root, "basedOn") if is_recommendation else (root,)
    findings = tuple(each for each in based_on if records.deriver.on_record(each))
    audit = records.value(root, "recommendationOf" if is_recommendation else "findingOf")
    about = (root, *(each for each in findings if each != root))
    answers = _answers(records, about)
    tied, inferred = _promises(records, about, answers, promises)
    decisions = {each.decision for each in tied if each.decision}
    decisions |= set(records.having("concernsAudit", (audit,)))
    contested_by = _contested_by(records, about, answers)
    own = {*about, *(each.iri for each in answers), *(each.iri for each in tied)}
    handling = [gap for gap in gaps if {gap.subject, gap.object} & own]
    left = _gaps_left(records, findings, tied, [gap for gap in gaps if gap not in handling])
    return Lifeline(
        root=root,
        recommendation=root if is_recommendation else "",
        findings=findings,
        audit=audit,
        municipality=records.home(root),
        dataset=records.dataset(root),
        addressed_to=_addressed_to(records, root),
        answers=answers,
        general_answers=_answers(records, (audit,), without=answers),
        decisions=tuple(sorted(decisions)),
        promises=tied,
        inferred=inferred,
        contested_by=contested_by,
        gaps=_iris(left),
        general_gaps=_iris(gap for gap in gaps if set(gap.generally_stated_by) & set(findings)),
        handling=_iris(handling),
        later_audits=records.having("followsAudit", (audit,)),
        status=_status(tied, contested_by, left),
        events=_events(records, root, answers, decisions, tied),
        as_of=records.as_of,
    )


def _iris(gaps: Iterable[Gap]) -> tuple[str, ...]:
    return tuple(gap.iri for gap in gaps)


def _addressed_to(records: Records, root: str) -> tuple[str, ...]:
    named = records.values(root, "addressedTo")
    if named or records.is_a(root, "Recommendation"):
        return named
    concerned = records.values(root, "concerns")
    return tuple(
        node
        for node in concerned
        if records.is_a(node, "Body") and not records.is_a(node, "Municipality")
    )


def _answers(
    records: Records, about: Sequence[str], without: Iterable[Answer] = ()
) -> tuple[Answer, ...]:
    passed_over = {answer.iri for answer in without}
    found = [
        Answer(
            iri=row,
            by=records.values(row, "respondent"),
            stance=records.slug(row, "stance"),
            to=tuple(node for node in about if node in records.values(row, "respondsTo")),
            said=records.said(row),
        )
        for row in records.having("respondsTo", about)
        if row not in passed_over
    ]
    return tuple(sorted(found, key=lambda each: (_day(each.said), each.iri)))


def _promises(
    records: Records,
    about: Sequence[str],
    answers: Iterable[Answer],
    promises: Iterable[Promise],
) -> tuple[tuple[Promise, ...], tuple[str, ...]]:
    """Return the promises that answer a lifeline, and the IRIs of those tied only by content."""
    led_to = {row for answer in answers for row in records.values(answer.iri, "resultsIn")}
    tied, inferred = [], []
    for promise in promises:
        addressed = records.values(promise.iri, "addresses")
        if set(addressed) & set(about) or (promise.iri in led_to and not addressed):
            tied.append(promise)
        elif not addressed and any(_is_about(records, promise, node) for node in about):
            tied.append(promise)
            inferred.append(promise.iri)
    return tuple(tied), tuple(inferred)


def _is_about(records: Records, promise: Promise, finding: str) -> bool:
    """Tell whether a promise is about what a finding is about, of its kind, and no earlier."""
    return bool(
        set(promise.concerns) & set(records.values(finding, "concerns"))
        and set(promise.lack) & set(records.values(finding, "lack"))
        and (not promise.said or _day(promise.said) >= _day(records.said(finding)))
    )


def _contested_by(
    records: Records, about: Iterable[str], answers: Iterable[Answer]
) -> tuple[str, ...]:
    objecting = {
        answer.iri
        for answer in answers
        if answer.stance == "objects" and records.is_asserted(answer.iri)
    }
    nodes = [node for each in about for node in (each, *records.absences.get(each, ()))]
    speaking = {statement for node in nodes for statement in records.against(node)}
    speaking = {s for s in speaking if s.removesuffix("/claim") not in objecting}
    return tuple(sorted(objecting | speaking))


def _gaps_left(
    records: Records, findings: Iterable[str], promises: Iterable[Promise], gaps: Iterable[Gap]
) -> list[Gap]:
    """Return the gaps that the findings, their absences or the promises are about."""
    said = {each for finding in findings for each in (finding, *records.absences.get(finding, ()))}
    addressed = {iri for promise in promises for iri in promise.gaps}
    return [
        gap for gap in gaps if said & {*gap.corroborated_by, *gap.stated_by} or gap.iri in addressed
    ]


def _status(
    promises: Iterable[Promise], contested_by: Sequence[str], gaps: Sequence[Gap]
) -> Status:
    made = {promise.status for promise in promises if promise.is_undertaken}
    rules: dict[Status, Callable[[], bool]] = {
        "overdue": lambda: "overdue" in made,
        "visible": lambda: made == {"visible"} and not gaps,
        "contested": lambda: bool(contested_by) or "contested" in made,
        "reported": lambda: bool(made) and made <= set(DONE),
        "promised": lambda: bool(made),
        "open": lambda: True,
    }
    return next(status for status in STATUSES if rules[status]())


def _events(
    records: Records,
    root: str,
    answers: Iterable[Answer],
    decisions: Iterable[str],
    promises: Iterable[Promise],
) -> tuple[Event, ...]:
    found = [Event("asked", records.said(root), root)]
    found += [Event("answered", answer.said, answer.iri) for answer in answers]
    found += [
        Event("decided", records.date(row) or records.said(row), row)
        for row in decisions
        if records.slug(row, "decisionStatus") == "decided"
    ]
    for promise in promises:
        found.append(Event("promised", promise.said, promise.iri))
        found.append(Event("due", promise.deadline, promise.iri))
        found += [Event("follow-up", each.deadline, each.iri) for each in promise.follow_ups]
        found += [Event("done", records.said(row), row) for row in promise.done_by]
    dated = [event for event in dict.fromkeys(found) if event.date]
    return tuple(sorted(dated, key=_in_order))


def _in_order(event: Event) -> tuple[dt.date, int, str]:
    """Return what puts events in order: deadlines by their last day, the rest by their first."""
    is_due = event.kind in ("due", "follow-up")
    day = as_day(event.date, "last") if is_due else as_day(event.date, "first")
    return day or dt.date.max, EVENT_KINDS.index(event.kind), event.node


def _day(date: str) -> dt.date:
    """Return the first day of a date, so that partial dates can be put in order."""
    return as_day(date, "first") or dt.date.max
