"""Which stated lacks the structure shows too, and by which rules."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from mellanrum.ontology.namespaces import mr
from mellanrum.queries.tiers.item import Gap, Line
from mellanrum.queries.tiers.municipal_view import MunicipalView

__all__ = ["visible_lines"]

PAIR = 2


def visible_lines(view: MunicipalView, stated: Gap, structural: Iterable[Gap]) -> tuple[Line, ...]:
    """Return what structural rules find of a stated lack, in the order given, each once.

    They find the same kind of lack, of what the statement names, at a level that it is about. What
    they find between two bodies, or of two and more that meet somewhere, they find of it only where
    it names them all.

    Parameters
    ----------
    view : MunicipalView
        The municipality at its date.
    stated : Gap
        A stated lack.
    structural : iterable of Gap
        The structural items of the same municipality.
    """
    named = {*stated.parties, *stated.about}
    levels = {level for row in stated.support for level in view.facts.values(row, mr("atLevel"))}
    found = (
        line
        for item in structural
        for line in item.lines
        if _is_named(view, item, line, named) and _is_same(stated, line, levels)
    )
    return tuple(dict.fromkeys(found))


def _is_named(view: MunicipalView, item: Gap, line: Line, named: set[str]) -> bool:
    """Tell whether a statement names the parties of an item, or the bodies that a line is about.

    What an item is found by, such as the money of a post, need not be named, but another body.
    """
    is_body = partial(view.acting.is_a, name="Body")
    parties = {item.subject, *filter(is_body, item.parties)}
    bodies = set(filter(is_body, line.about))
    return parties <= named or (len(bodies) >= PAIR and bodies <= named)


def _is_same(stated: Gap, line: Line, levels: set[str]) -> bool:
    own = {line.level} if line.level else set(line.rule.levels)
    is_same_level = not own or not levels or not own.isdisjoint(levels)
    return is_same_level and not set(line.rule.lack_of(line.about)).isdisjoint(stated.lack)
