"""Which stated lacks the structure shows too, and by which rules."""

from __future__ import annotations

from collections.abc import Iterable

from mellanrum.queries.tiers.item import Gap, Line

__all__ = ["visible_lines"]


def visible_lines(stated: Gap, structural: Iterable[Gap]) -> tuple[Line, ...]:
    """Return what structural rules find of a stated lack, in the order given, each once.

    They find the same kind of lack, of what the statement names: between two bodies only where it
    names both; and at its level, where both are about one.

    Parameters
    ----------
    stated : Gap
        A stated lack.
    structural : iterable of Gap
        The structural items of the same municipality.
    """
    named = {*stated.parties, *stated.about}
    found = (
        line
        for item in structural
        if item.parties <= named
        for line in item.lines
        if _is_same(stated, line)
    )
    return tuple(dict.fromkeys(found))


def _is_same(stated: Gap, line: Line) -> bool:
    kinds = line.rule.lack_of(line.about)
    same_level = not stated.level or not line.level or stated.level == line.level
    return same_level and not set(kinds).isdisjoint(stated.lack)
