"""Which findings an earlier audit had made already, and a later one makes again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from mellanrum.graph.standing.days import as_day
from mellanrum.ontology.namespaces import DCTERMS, mr
from mellanrum.queries.finding.lacks import lacks_of
from mellanrum.queries.stated.testimony import Testimony

__all__ = ["earlier_findings"]

DATE = str(DCTERMS.date)


def earlier_findings(said: Testimony, findings: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """Return each finding that repeats earlier ones, with those.

    A finding repeats what a source says it repeats, and what an earlier audit found: the same
    kind of lack, and about the same rows or, in both, about the municipality. An audit is earlier
    where it is followed, directly or through others; of an audit that says of none that it follows
    it, those by the same auditor of an earlier year.
    """
    found = {}
    for finding in findings:
        audit = said.facts.value(finding, mr("findingOf"))
        before = _earlier_audits(said, audit)
        named = set(said.values(finding, "repeats"))
        repeated = [
            other
            for other in findings
            if other in named
            or (
                said.facts.value(other, mr("findingOf")) in before
                and _is_same(said, finding, other)
            )
        ]
        if repeated:
            found[finding] = tuple(sorted(repeated))
    return found


def _is_same(said: Testimony, finding: str, other: str) -> bool:
    one, two = (lacks_of(said.facts, each) for each in (finding, other))
    return bool(one & two) and not _rows(said, finding).isdisjoint(_rows(said, other))


def _rows(said: Testimony, finding: str) -> set[str]:
    """Return what a finding is about, and what the absences that are part of it are about."""
    parts = said.facts.subjects(mr("partOfFinding"), finding)
    return {*said.named(finding), *(row for part in parts for row in said.values(part, "about"))}


def _earlier_audits(said: Testimony, audit: str) -> set[str]:
    found: set[str] = set()
    waiting = {audit}
    while waiting:
        followed = (said.values(one, "followsAudit") for one in waiting)
        waiting = {one for some in followed for one in some} - found - {audit}
        found |= waiting
    return found or _of_same_auditor(said, audit)


def _of_same_auditor(said: Testimony, audit: str) -> set[str]:
    year, auditors = _year(said, audit), said.values(audit, "auditor")
    others = {other for one in auditors for other in said.facts.subjects(mr("auditor"), one)}
    years = {other: _year(said, other) for other in others}
    return {other for other, its in years.items() if its and year and its < year}


def _year(said: Testimony, audit: str) -> int | None:
    """Return the year of an audit by its own date: when it was told of is no date of it."""
    day: dt.date | None = as_day(said.facts.value(audit, DATE), "first")
    return day.year if day else None
