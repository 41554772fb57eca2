"""Which rules are asked in a municipality: not those that need what nobody has filled in."""

from __future__ import annotations

from collections.abc import Iterable

from mellanrum.queries.anatomy.element import need_of
from mellanrum.queries.finding.candidate import Candidate
from mellanrum.queries.finding.sentence import GapSentence
from mellanrum.queries.rules.catalogue import Rule
from mellanrum.queries.tiers.item import Line
from mellanrum.queries.tiers.municipal_view import MunicipalView

__all__ = ["asked_rules", "is_question", "not_asked_rules", "own_questions", "tier_of", "unasked"]


def tier_of(rule: Rule) -> str:
    """Return the tier of what a rule finds; empty where that is no gap.

    A rule of a user's own that names no tier is structural, unless it builds on silence.
    """
    if rule.flag:
        return ""
    return rule.tier or ("structural" if rule.own and rule.structural else "")


def is_question(rule: Rule) -> bool:
    """Tell whether what a rule finds are questions for the cards: it builds on silence."""
    return rule.own and not rule.flag and not tier_of(rule)


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

    Those are the rows that a rule would have told of, had it been asked.
    """
    found: dict[str, list[str]] = {}
    for each in candidates:
        if each.municipality == view.municipality:
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


def own_questions(
    view: MunicipalView, candidates: Iterable[Candidate], teller: GapSentence
) -> tuple[tuple[str, Line], ...]:
    """Return what a user's own rules that build on silence ask, each with the row it is about.

    They are questions for the cards, and never items.
    """
    return tuple(
        (found.subject, Line(found.rule, teller.sentence(found), found.level, found.about))
        for found in candidates
        if found.municipality == view.municipality and is_question(found.rule)
    )
