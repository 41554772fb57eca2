"""Find the items of every municipality: the three tiers, each in order, never one list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from mellanrum.queries.finding.sentence import Namer
from mellanrum.queries.tiers.focus import focus_of
from mellanrum.queries.tiers.item import Expectations, Focus, Gap
from mellanrum.queries.tiers.order import placed
from mellanrum.queries.tiers.stated import stated_items
from mellanrum.queries.tiers.view import MunicipalView
from mellanrum.queries.tiers.visible import visible_lines

__all__ = ["Expecting", "Focusing", "Structural", "find_items"]

Structural = Callable[[MunicipalView], Iterable[Gap]]
Expecting = Callable[[MunicipalView, tuple[Gap, ...]], Expectations]
Focusing = Callable[[MunicipalView, tuple[Gap, ...]], Mapping[str, str]]


def find_items(
    views: Iterable[MunicipalView],
    name: Namer,
    structural: Structural = lambda view: (),
    expecting: Expecting = lambda view, stated: Expectations(),
    focusing: Focusing = focus_of,
) -> tuple[Gap, ...]:
    """Return the items of municipalities: every stated one, every structural, every expected.

    Parameters
    ----------
    views : iterable of MunicipalView
        The municipalities, each at its date.
    name : callable
        Gives the name of a node in a language.
    structural : callable
        Gives the structural items of a municipality.
    expecting : callable
        Gives, from the stated items, the expected ones, and the norms that require what is stated
        to be lacking.
    focusing : callable
        Gives, from the stated items, the rows in focus, each with the slug of its reason.

    Returns
    -------
    tuple of Gap
        By tier, municipality and place.
    """
    items: list[Gap] = []
    for view in views:
        stated = stated_items(view, name)
        shown = tuple(structural(view))
        expected = expecting(view, stated)
        focus = focusing(view, stated)
        told = (_completed(view, item, shown, expected) for item in stated)
        items += (_focused(item, focus) for item in (*told, *shown, *expected.items))
    return placed(items)


def _completed(
    view: MunicipalView, item: Gap, structural: Iterable[Gap], expected: Expectations
) -> Gap:
    """Return a stated lack with the rules that show it too, and the norms that require it."""
    lines = visible_lines(view, item, structural)
    return replace(item, lines=lines, required_by=expected.norms.get(item.iri, ()))


def _focused(item: Gap, focus: Mapping[str, str]) -> Gap:
    """Return an item with whether it is in focus: by what it is about first, then by its rows.

    Something is said to be lacking of all that a stated lack names, be it a structure or not.
    """
    nodes = (item.subject, item.object, *item.about, *item.support)
    by_itself = "stated-lack" if item.stated and not item.stated.general else ""
    reason = next((focus[node] for node in nodes if node in focus), by_itself)
    return replace(item, focus=Focus(bool(reason), reason))
