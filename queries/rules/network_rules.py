"""Rules that need the congruence: who hands over, and who never meets as one."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from mellanrum.graph.coordination.needs import ages_of
from mellanrum.graph.measures.hyperedges import ForumOverlap, forum_overlap, triple_gaps
from mellanrum.ontology.namespaces import MR
from mellanrum.queries.finding.rule_answers import RuleAnswer
from mellanrum.queries.rules.context import RuleContext

__all__ = [
    "handover",
    "parallel_members",
    "triple",
]

# Two of three, or three of four: with fewer in common the forums are for different parties.
NEARLY_THE_SAME = Fraction(2, 3)


def handover(context: RuleContext) -> Iterator[RuleAnswer]:
    """Yield bodies that lead target groups whose ages adjoin, without a tie that deals with both.

    Where one body leads both groups the child keeps it over the boundary, and there is no gap.
    """
    for link in context.demand.links:
        if link.kind == "handover":
            younger, older = sorted(link.tasks, key=lambda task: _starts(context, task))
            before, after = (context.leading.get(task, {}) for task in (younger, older))
            if not before.keys() & after.keys():
                for one in before:
                    for two in after:
                        if not context.between((one, two), younger, older):
                            rows = (*context.rows([one], [younger]), *context.rows([two], [older]))
                            yield RuleAnswer(*context.pair(one, two), "", (younger, older), rows)


def _starts(context: RuleContext, task: str) -> int:
    return ages_of(context.representation, task)[0] or 0


def triple(context: RuleContext) -> Iterator[RuleAnswer]:
    """Yield three bodies that answer for a task and are tied two by two, but never all three."""
    parts = context.parts("main", "commission", "contributing")
    shares: dict[str, dict[str, Fraction]] = {}
    for task, bodies in parts.items():
        for body, found in bodies.items():
            shares.setdefault(body, {})[task] = max(part.share for part in found)
    ties = [tie.named(frozenset(parts)) for tie in context.ties]
    for gap in triple_gaps(shares, ties):
        one, two, third = context.in_order(gap.bodies)
        rows = [part.row for task in gap.tasks for body in gap.bodies for part in parts[task][body]]
        yield RuleAnswer(one, two, "", (third,), (*gap.tasks, *rows))


def parallel_members(context: RuleContext) -> Iterator[RuleAnswer]:
    """Yield structures at one level with nearly the same members and overlapping target groups."""
    ties = {
        tie.node: tie
        for tie in context.ties
        if tie.certain
        and tie.scope
        and context.representation.is_a(tie.node, "CollaborationStructure")
    }
    tasks = frozenset(task for tie in ties.values() for task in tie.scope or ())
    forums = {node: tie.named(tasks) for node, tie in ties.items()}
    for found in forum_overlap(forums, least=NEARLY_THE_SAME):
        one, two = context.in_order(found.forums)
        level = set(ties[one].levels) & set(ties[two].levels)
        if level and len(found.shared) > 1 and not _kept_apart(context, found):
            yield RuleAnswer(one, two, "", found.shared, found.tasks or ())


def _kept_apart(context: RuleContext, found: ForumOverlap) -> bool:
    """Tell whether a source says how two structures relate: by steering, coordination or part."""
    facts, standing = context.representation.facts, context.representation.deriver.standing
    one, two = found.forums

    def reached(node: str, *names: str) -> set[str]:
        return {value for name in names for value in facts.values(node, str(MR[name]))}

    def steered(node: str) -> set[str]:
        programmes = reached(node, "partOfProgramme") & standing
        above = reached(node, "steeredBy")
        return (above & standing) | {p for p in programmes if reached(p, "steeredBy")}

    direct = two in reached(one, "coordinatedWith", "steeredBy", "partOf")
    return (
        direct
        or one in reached(two, "coordinatedWith", "steeredBy", "partOf")
        or bool(steered(one) & steered(two))
    )
