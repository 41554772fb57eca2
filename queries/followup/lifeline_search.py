"""Find the lifelines: follow each recommendation through what the sources say of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar, get_args

from mellanrum.graph.standing.days import as_day
from mellanrum.graph.standing.derive import Deriver
from mellanrum.graph.standing.facts import Facts
from mellanrum.ontology.vocabularies import VALENCE
from mellanrum.queries.finding.lacks import lacks_of
from mellanrum.queries.followup.lifeline import Event, EventKind, Lifeline, Lifelines, Reply
from mellanrum.queries.followup.promises import STATUSES, Promise, Status, find_promises
from mellanrum.queries.followup.records import Records
from mellanrum.queries.tiers.item import Gap, Stated

__all__ = ["find_lifelines"]

EVENT_KINDS = get_args(EventKind)
DONE = ("visible", "reported")


def find_lifelines(facts: Facts, deriver: Deriver, gaps: Sequence[Gap]) -> Lifelines:
    """Follow each recommendation, and each finding that led to none, to where it stands.

    A finding without a recommendation has a lifeline where it is critical or a risk, and any other
    one where it has been answered. What was said after the date does not count.

    Examples
    --------
    >>> import mellanrum
    >>> found = mellanrum.load("ekvalla").lifelines()
    >>> [(promise.deadline, promise.owners) for promise in found.overdue]
    [('2024-06', ('https://w3id.org/mellanrum/id/ekvalla/bun',))]
    """
    records = Records(facts, deriver)
    promises = find_promises(records, gaps)
    gap_index: _Index[Gap] = _Index(gaps, _gap_nodes)
    promise_index: _Index[Promise] = _Index(promises, _promise_nodes(records))
    found = [_lifeline(records, root, gap_index, promise_index) for root in _roots(records)]
    found.sort(key=lambda each: (each.municipality, each.audit, each.root))
    tied = {promise.iri for lifeline in found for promise in lifeline.promises}
    loose = tuple(each for each in promises if each.iri not in tied)
    return Lifelines(tuple(found), promises, loose, deriver.as_of)


Item = TypeVar("Item", Gap, Promise)


class _Index(Generic[Item]):
    """Gaps, or promises, by the rows they are tied to: a lifeline is near few of them."""

    def __init__(self, items: Sequence[Item], nodes: Callable[[Item], Iterable[str]]) -> None:
        self.items: Sequence[Item] = items
        self._places: dict[str, list[int]] = {}
        for place, item in enumerate(items):
            for node in nodes(item):
                self._places.setdefault(node, []).append(place)

    def tied_to(self, nodes: Iterable[str]) -> list[Item]:
        """Return what is tied to any of some rows, in the order given."""
        places = {place for node in nodes for place in self._places.get(node, ())}
        return [self.items[place] for place in sorted(places)]


def _gap_nodes(gap: Gap) -> tuple[str, ...]:
    """Return the rows that a stated lack is made of, or that another gap is between."""
    return _stated_rows(gap.stated) if gap.stated else (gap.subject, gap.object)


def _stated_rows(stated: Stated) -> tuple[str, ...]:
    return *stated.statements, *stated.findings, *stated.recommendations


def _promise_nodes(records: Records) -> Callable[[Promise], tuple[str, ...]]:
    def nodes(promise: Promise) -> tuple[str, ...]:
        return promise.iri, *records.values(promise.iri, "addresses"), *promise.concerns

    return nodes


def _roots(records: Records) -> Iterator[str]:
    yield from records.instances("Recommendation")
    for finding in records.instances("Finding"):
        if records.having("basedOn", (finding,)):
            continue
        is_critical = records.value(finding, "valence") in VALENCE.marked("isCritical")
        if is_critical or records.having("respondsTo", (finding,)):
            yield finding


def _lifeline(
    records: Records, root: str, all_gaps: _Index[Gap], all_promises: _Index[Promise]
) -> Lifeline:
    is_recommendation = records.is_a(root, "Recommendation")
    based_on = records.values(root, "basedOn") if is_recommendation else (root,)
    findings = tuple(each for each in based_on if records.deriver.on_record(each))
    audit = records.value(root, "recommendationOf" if is_recommendation else "findingOf")
    about = (root, *(each for each in findings if each != root))
    answers = _answers(records, about)
    tied, inferred = _promises(records, about, answers, all_promises)
    decisions = {each.decision for each in tied if each.decision}
    decisions |= set(records.having("concernsAudit", (audit,)))
    contested_by = _contested_by(records, about, answers)
    own = {*about, *(each.iri for each in answers), *(each.iri for each in tied)}
    said = {part for each in about for part in (each, *records.absences.get(each, ()))}
    stated = [gap for gap in all_gaps.tied_to(said) if gap.stated]
    left = [gap for gap in stated if gap.status != "remedied"]
    return Lifeline(
        root=root,
        recommendation=root if is_recommendation else "",
        findings=findings,
        audit=audit,
        municipality=records.facts.owner_of(root),
        dataset=records.facts.dataset_of(root),
        addressed_to=_addressed_to(records, root),
        answers=answers,
        general_answers=_answers(records, (audit,), without=answers),
        decisions=tuple(sorted(decisions)),
        promises=tied,
        inferred=inferred,
        contested_by=contested_by,
        gaps=(*_iris(left), *_iris(_showing(left, all_gaps))),
        remedied=_iris(gap for gap in stated if gap not in left),
        handling=_iris(gap for gap in all_gaps.tied_to(own) if gap.tier == "structural"),
        later_audits=records.having("followsAudit", (audit,)),
        status=_status(tied, contested_by, left),
        events=_events(records, root, answers, decisions, tied),
        as_of=records.deriver.day(root),
    )


def _showing(stated: Iterable[Gap], index: _Index[Gap]) -> list[Gap]:
    """Return the structural gaps that show stated lacks and say more than that."""
    lines = {line for gap in stated for line in gap.lines}
    return [gap for gap in index.items if not gap.stated and not lines.isdisjoint(gap.lines)]


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
    records: Records, about: Sequence[str], without: Iterable[Reply] = ()
) -> tuple[Reply, ...]:
    passed_over = {answer.iri for answer in without}
    found = [
        Reply(
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
    answers: Iterable[Reply],
    promises: _Index[Promise],
) -> tuple[tuple[Promise, ...], tuple[str, ...]]:
    """Return the promises that answer a lifeline, and the IRIs of those tied only by content."""
    led_to = {row for answer in answers for row in records.values(answer.iri, "resultsIn")}
    concerned = {node for each in about for node in records.values(each, "concerns")}
    tied, inferred = [], []
    for promise in promises.tied_to({*about, *led_to, *concerned}):
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
        and set(promise.lack) & lacks_of(records.facts, finding)
        and (not promise.said or _day(promise.said) >= _day(records.said(finding)))
    )


def _contested_by(
    records: Records, about: Iterable[str], answers: Iterable[Reply]
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


def _status(
    promises: Iterable[Promise], contested_by: Sequence[str], gaps: Sequence[Gap]
) -> Status:
    made = {promise.status for promise in promises if promise.is_undertaken}
    rules: dict[Status, Callable[[], bool]] = {
        "overdue": lambda: "overdue" in made,
        "visible": lambda: made == {"visible"} and not any(gap.lines for gap in gaps),
        "contested": lambda: bool(contested_by) or "contested" in made,
        "reported": lambda: bool(made) and made <= set(DONE),
        "promised": lambda: bool(made),
        "open": lambda: True,
    }
    return next(status for status in STATUSES if rules[status]())


def _events(
    records: Records,
    root: str,
    answers: Iterable[Reply],
    decisions: Iterable[str],
    promises: Iterable[Promise],
) -> tuple[Event, ...]:
    found = [_asked(records, root)]
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


def _asked(records: Records, root: str) -> Event:
    """Return when a finding or recommendation was put forward.

    Where a reply retells it undated, that is when the audit was made; else only when it was retold
    is known.
    """
    if not records.is_retold(root):
        return Event("asked", records.said(root), root)
    owner = "recommendationOf" if records.is_a(root, "Recommendation") else "findingOf"
    made = records.date(records.value(root, owner))
    return Event("asked", made, root) if made else Event("retold", records.said(root), root)


def _in_order(event: Event) -> tuple[dt.date, int, str]:
    """Return what puts events in order: deadlines by their last day, the rest by their first."""
    is_due = event.kind in ("due", "follow-up")
    day = as_day(event.date, "last") if is_due else as_day(event.date, "first")
    return day or dt.date.max, EVENT_KINDS.index(event.kind), event.node


def _day(date: str) -> dt.date:
    """Return the first day of a date, so that partial dates can be put in order."""
    return as_day(date, "first") or dt.date.max
