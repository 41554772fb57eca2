"""Which rows are in focus, and why: the first reason that holds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from mellanrum.graph.standing.facts import reached
from mellanrum.ontology.namespaces import MR, mr
from mellanrum.queries.anatomy.bodies import duties_of
from mellanrum.queries.anatomy.reading import Reading
from mellanrum.queries.anatomy.said_marks import StatedMarks, marks_of
from mellanrum.queries.anatomy.structures import participations_in, parties_in
from mellanrum.queries.stated.named import named_by
from mellanrum.queries.tiers.item import Gap
from mellanrum.queries.tiers.municipal_view import MunicipalView

__all__ = ["focus_of", "structures_in_focus"]

# Where nothing is in focus, all are where there are no more than this.
FEW = 8
TARGET_GROUP, NARROWER = str(MR.targetGroup), str(MR.narrowerThan)


def focus_of(view: MunicipalView, items: Iterable[Gap]) -> Mapping[str, str]:
    """Return the rows in focus, each with the slug of its reason in the scheme ``focus-reason``.

    They are structures, and besides them audits, audited bodies, and bodies that answer for
    something. A row that is not in it is not in focus.

    Parameters
    ----------
    view : MunicipalView
        The municipality at its date.
    items : iterable of Gap
        Its stated tier; others are passed over.
    """
    reading = Reading(view)
    audits = _Audits(reading)
    audited = dict.fromkeys((*audits.rows, *audits.bodies), "named-by-audit")
    bodies = dict.fromkeys(_responsible(reading), "responsibility")
    return {**bodies, **audited, **structures_in_focus(reading, marks_of(view, items))}


def structures_in_focus(reading: Reading, said: StatedMarks) -> Mapping[str, str]:
    """Return the structures in focus, by IRI, each with the first reason that holds.

    Parameters
    ----------
    reading : Reading
        The municipality at its date.
    said : StatedMarks
        What its sources say is lacking.
    """
    audits = _Audits(reading)
    rows = reading.described("CollaborationStructure")
    duties = _duties(reading)
    reasons: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("stated-lack", lambda row: any(row in named for named in said.named)),
        ("audited-group", lambda row: audits.has_audited_group(row)),
        ("named-by-audit", lambda row: row in audits.named),
        ("parties-meet", lambda row: _parties_meet(reading, said, row)),
        ("commission-goal", lambda row: _is_for_commission(reading, row)),
        ("responsibility", lambda row: _is_answered_for(reading, duties, row)),
    )
    found = {
        row: reason
        for row in rows
        if (reason := next((slug for slug, holds in reasons if holds(row)), ""))
    }
    found |= {row: "steers" for row in rows if row not in found and _steers(reading, row, found)}
    if not found and len(rows) <= FEW:
        return dict.fromkeys(rows, "few")
    return dict(sorted(found.items()))


class _Audits:
    """What the audits that are on record are of, and what their findings name."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        facts = reading.facts
        self.rows = reading.view.said_rows("Audit")
        findings = reading.view.said_rows("Finding")
        self.named = {row for one in findings for row in named_by(facts, one)}
        self.bodies = {
            body
            for audit in self.rows
            for body in facts.values(audit, mr("auditedBody"))
            if not reading.is_a(body, "Municipality")
        }
        self._of_audits = {group for one in self.rows for group in facts.values(one, TARGET_GROUP)}
        self._of_findings = {group for one in findings for group in facts.values(one, TARGET_GROUP)}

    def has_audited_group(self, row: str) -> bool:
        """Tell whether an audit is of a structure's group or a wider one, or a finding of it."""
        facts = self.reading.facts
        groups = facts.values(row, TARGET_GROUP)
        above = (reached(group, lambda at: facts.values(at, NARROWER)) for group in groups)
        wider = {one for all_of_it in above for one in all_of_it}
        return bool(wider & self._of_audits or self._of_findings.intersection(groups))


def _parties_meet(reading: Reading, said: StatedMarks, row: str) -> bool:
    """Tell whether two of the bodies that one stated lack names take part in a structure."""
    rows = participations_in(reading, row)
    present = frozenset[str]().union(*(parties_in(reading, one) for one in rows))
    return any(len(present & _bodies(reading, named)) > 1 for named in said.named)


def _bodies(reading: Reading, named: Collection[str]) -> frozenset[str]:
    acting = reading.view.acting
    found = {node for node in named if reading.is_a(node, "Body", "Post")}
    return frozenset(found).union(*(acting.bodies(node) for node in found))


def _is_for_commission(reading: Reading, row: str) -> bool:
    """Tell whether a goal of the structure, or of an activity in it, is that of a commission."""
    facts = reading.facts
    activities = reading.pointing("forStructure", row)
    goals = {goal for one in activities for goal in facts.values(one, mr("realisesGoal"))}
    goals.update(reading.pointing("goalFor", row))
    return any(
        facts.value(goal, mr("underCommission"))
        or any(reading.is_a(one, "Commission") for one in facts.values(goal, mr("goalFor")))
        for goal in goals
        if reading.tone(goal)
    )


def _duties(reading: Reading) -> tuple[str, ...]:
    """Return the responsibilities that stand and that somebody has."""
    rows = reading.view.rows("Responsibility")
    return reading.chosen(rows, lambda row: bool(reading.facts.value(row, mr("responsibleAgent"))))


def _is_answered_for(reading: Reading, duties: Collection[str], row: str) -> bool:
    facts = reading.facts
    groups = {one for one in facts.values(row, TARGET_GROUP) if not _is_widest(reading, one)}
    return any(
        row in facts.values(duty, mr("forStructure"))
        or groups.intersection(facts.values(duty, TARGET_GROUP))
        for duty in duties
    )


def _is_widest(reading: Reading, group: str) -> bool:
    """Tell whether a group has others within it, and is within none itself."""
    within = reading.pointing("narrowerThan", group)
    return bool(within) and not reading.facts.value(group, NARROWER)


def _steers(reading: Reading, row: str, found: Collection[str]) -> bool:
    return not set(found).isdisjoint(reading.pointing("steeredBy", row))


def _responsible(reading: Reading) -> tuple[str, ...]:
    duties = set(_duties(reading))
    own = reading.described("Committee")
    return reading.chosen(own, lambda body: not duties.isdisjoint(duties_of(reading, body)))
