"""Rules on two who answer for the same: the boundary between them, and whom they do not meet."""

from __future__ import annotations

from collections.abc import Iterator

from mellanrum.graph.coordination.coverage import DataTie
from mellanrum.ontology.namespaces import CONCEPT, MR
from mellanrum.ontology.vocabularies import LEVEL
from mellanrum.queries.finding.rule_answers import RuleAnswer
from mellanrum.queries.rules.context import Pair, RuleContext

__all__ = ["missing_party", "outside_party", "responsible_pair", "undrawn_boundary"]

LEAD = ("political", "strategic", "management")
PARTICIPANTS = str(CONCEPT["completeness-of/participants"])


def responsible_pair(context: RuleContext) -> Iterator[RuleAnswer]:
    """Yield bodies that both lead a task and that no tie holds for it, or none where they need it.

    Committees need to meet politically or strategically, in management and in practice, and all
    other bodies in practice; `outside_party` asks whether those outside are met in management.
    """
    for pair, tasks in context.pairs.items():
        committees = all(context.representation.is_a(body, "Committee") for body in pair)
        for task in tasks:
            ties, rows = context.between(pair, task), context.rows(pair, [task])
            if not ties:
                yield RuleAnswer(*pair, "", (task,), rows)
                continue
            for place, levels in context.meeting.levels(*pair).items():
                asked = committees or place == "practice"
                if asked and not any(tie.at(level) for tie in ties for level in levels):
                    yield RuleAnswer(*pair, LEVEL.iri(levels[0]), (task,), rows)


def undrawn_boundary(context: RuleContext) -> Iterator[RuleAnswer]:
    """Yield bodies that both lead a task, where no document draws the boundary between them."""
    for pair, tasks in context.pairs.items():
        if all(map(context.meeting.is_outside, pair)):
            continue
        for task in tasks:
            rows = _separate(context, pair, task)
            if rows and not _delimited(context, pair, task):
                # What they have agreed on the sources need not tell in full: that is to be asked.
                for agreement in context.agreements(pair, task) or ("",):
                    yield RuleAnswer(*pair, "", (task,), rows, agreement)


def _separate(context: RuleContext, pair: Pair, task: str) -> tuple[str, ...]:
    """Return the rows by which each leads the task by itself; none where it is held by both."""
    one, other = (set(context.rows([body], [task])) for body in pair)
    return tuple(sorted(one ^ other)) if one - other and other - one else ()


def _delimited(context: RuleContext, pair: Pair, task: str) -> bool:
    """Tell whether a document delimits both bodies, or each of the rows by which they lead."""
    ours = [{body, *context.rows([body], [task])} for body in pair]
    for document in context.representation.standing("SteeringDocument"):
        limits = context.representation.facts.values(document, str(MR.delimits))
        reached = {*limits}.union(*map(context.representation.bodies, limits))
        if all(reached & own for own in ours):
            return True
    return False


def outside_party(context: RuleContext) -> Iterator[RuleAnswer]:
    """Yield committees and outside parties that lead a task and do not meet in the lead."""
    for pair, tasks in context.pairs.items():
        ours = [body for body in pair if context.representation.is_a(body, "Committee")]
        theirs = [
            body for body in pair if context.meeting.is_outside(body) and not context.audits(body)
        ]
        if len(ours) == len(theirs) == 1:
            shared = [tie for tie in context.ties if tie.members | tie.perhaps >= set(pair)]
            if any(tie.surely_at(level) for tie in shared for level in LEAD):
                continue
            for task in tasks:
                if not context.agreements(pair, task):
                    for node in [tie.node for tie in shared if _is_open(tie)] or [""]:
                        rows = context.rows(pair, [task])
                        yield RuleAnswer(ours[0], theirs[0], "", (task,), rows, node)


def _is_open(tie: DataTie) -> bool:
    """Tell whether it is not known at which level a tie works, or whether it is there."""
    return not tie.certain or "level" in tie.doubts


def missing_party(context: RuleContext) -> Iterator[RuleAnswer]:
    """Yield structures and bodies that lead their target group but are not on the whole list."""
    facts = context.representation.facts
    for tie in context.ties:
        lists = [
            row
            for row in facts.subjects(str(MR.about), tie.node)
            if PARTICIPANTS in facts.values(row, str(MR.completenessOf))
        ]
        if lists and tie.certain:
            for task in facts.values(tie.node, str(MR.targetGroup)):
                for body in context.leading.get(task, {}).keys() - tie.members - tie.perhaps:
                    rows = (*lists, *context.rows([body], [task]))
                    yield RuleAnswer(tie.node, body, "", (task,), rows)
