"""Which rules are asked in a municipality: not those that need what nobody has filled in."""

from __future__ import annotations

from collections.abc import Iterable

from mellanrum.queries.anatomy.anatomy import CardLine
from mellanrum.queries.anatomy.element import need_of
from mellanrum.queries.finding.candidate import Candidate
from mellanrum.queries.finding.sentence import GapSentence
from mellanrum.queries.rules.catalogue import Rule
from mellanrum.queries.tiers.municipal_view import MunicipalView

__all__ = ["asked_rules", "is_question", "not_asked_rules", "questions", "unasked"]


def is_question(rule: Rule) -> bool:
    """Tell whether what a rule finds are questions for the cards: it builds on silence."""
    return rule.own and not rule.flag and not rule.tier


def not_asked_rules(view: MunicipalView, rules: Iterable[Rule]) -> tuple[tuple[Rule, str], ...]:
    """Return the rules that are not asked in a municipality, each with what is not filled in.

    Returns
    -------
    tuple of (Rule, str)
        By rule and place; a place is a table, such as ``documents``, or ``table.column``.
    """
    missing = (
        (rule, place) for rule in rules for place in rule.needs if not view.filled(*need_of(place))
    )
    return tuple(sorted(missing, key=lambda found: (found[0].id, found[1])))


def unasked(
    view: MunicipalView, rules: Iterable[Rule], candidates: Iterable[Candidate]
) -> tuple[tuple[tuple[str, str | None], tuple[str, ...]], ...]:
    """Return the tables and columns that rules needed in vain, with what they did not examine.

    Those are the rows that a rule would have told of in the municipality, had it been asked.
    """
    found: dict[str, list[str]] = {}
    for each in candidates:
        found.setdefault(each.rule.id, []).append(each.subject)
    return tuple(
        (need_of(place), tuple(found.get(rule.id, ())))
        for rule, place in not_asked_rules(view, rules)
    )


def asked_rules(view: MunicipalView, rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return the rules that are asked in a municipality: all that they need is filled in."""
    return tuple(
        rule for rule in rules if all(view.filled(*need_of(place)) for place in rule.needs)
    )


def questions(
    view: MunicipalView, candidates: Iterable[Candidate], teller: GapSentence
) -> tuple[CardLine, ...]:
    """Return what rules ask, for the cards: these are never items.

    They are what a user's own rules find that build on silence, what depends on a structure or a
    document that the sources leave open, and what was not asked for want of a table, where a rule
    has words for that.
    """
    found = tuple(candidates)
    asked = {rule.id for rule in asked_rules(view, {each.rule for each in found})}
    lines = []
    for each in found:
        unfilled = each.rule.id not in asked
        if is_question(each.rule) or (each.rule.unfilled if unfilled else each.open):
            is_structure = view.acting.is_a(each.open, "CollaborationStructure")
            row = each.open if is_structure and not unfilled else each.subject
            lines.append(CardLine(row, teller.sentence(each, unfilled=unfilled), each.rule.id))
    return tuple(lines)
