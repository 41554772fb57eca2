"""Find the items of every municipality: the three tiers, each in order, never one list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from mellanrum.queries.expected.expected import expected_tier
from mellanrum.queries.finding.sentence import Namer
from mellanrum.queries.norms.norm_answer import Expectations
from mellanrum.queries.stated.stated import stated_items
from mellanrum.queries.tiers.focus import focus_of
from mellanrum.queries.tiers.item import Focus, Gap
from mellanrum.queries.tiers.municipal_view import MunicipalView
from mellanrum.queries.tiers.order import placed
from mellanrum.queries.tiers.visible import visible_lines

__all__ = ["Structural", "find_items"]

Structural = Callable[[MunicipalView], Iterable[Gap]]
# Gives what norms make of a municipality with these stated items.
Expected = Callable[[MunicipalView, Sequence[Gap]], Expectations]


def find_items(
    views: Iterable[MunicipalView],
    name: Namer,
    structural: Structural = lambda view: (),
    expected: Expected | None = None,
) -> tuple[Gap, ...]:
    """Return the items of municipalities: every stated one, every structural, every expected.

    Parameters
    ----------
    views : iterable of MunicipalView
        The municipalities, each at its date.
    name : callable
        Gives the name of a node in a language.
    structural : callable
        Gives what rules find in a municipality: structural items, and those that rules of a
        user's own expect. One that says no more than a stated item that it is a line of is not
        listed again.
    expected : callable, optional
        Gives what norms make of a municipality; by its own norms only where not given.

    Returns
    -------
    tuple of Gap
        By tier, municipality and place.
    """

    def of_norms(view: MunicipalView, stated: Sequence[Gap]) -> Expectations:
        return expected(view, stated) if expected else expected_tier(view, stated, name)

    return placed(
        item
        for view in views
        for item in _items(view, stated_items(view, name), tuple(structural(view)), of_norms)
    )


def _items(
    view: MunicipalView, stated: tuple[Gap, ...], structural: tuple[Gap, ...], of_norms: Expected
) -> Iterator[Gap]:
    expected = of_norms(view, stated)
    focus = focus_of(view, stated)
    shown = [item for item in structural if item.tier == "structural"]
    told = [_completed(view, item, shown, expected) for item in stated]
    for item in (*told, *_besides(told, structural), *expected.items):
        yield replace(_focused(item, focus), bodies=_bodies(view, item))


def _besides(told: Iterable[Gap], structural: Iterable[Gap]) -> Iterator[Gap]:
    """Yield the structural items that say more than what is stated and also visible."""
    visible = {line for item in told for line in item.lines}
    return (item for item in structural if not visible.issuperset(item.lines))


def _completed(
    view: MunicipalView, item: Gap, structural: Iterable[Gap], expected: Expectations
) -> Gap:
    """Return a stated lack with the rules that show it too, and the norms that require it."""
    lines = visible_lines(view, item, structural)
    return replace(item, lines=lines, required_by=expected.norms.get(item.iri, ()))


def _bodies(view: MunicipalView, item: Gap) -> tuple[str, ...]:
    """Return the bodies that an item is about: no group, reply or document, nor the whole."""
    nodes = dict.fromkeys((item.subject, item.object, *item.about))
    return tuple(
        node for node in nodes if node != view.municipality and view.acting.is_a(node, "Body")
    )


def _focused(item: Gap, focus: Mapping[str, str]) -> Gap:
    """Return an item with whether it is in focus: by what it is about first, then by its rows.

    Something is said to be lacking of all that a stated lack names, be it a structure or not.
    """
    nodes = (item.subject, item.object, *item.about, *item.support)
    by_itself = "stated-lack" if item.stated and not item.stated.general else ""
    reason = next((focus[node] for node in nodes if node in focus), by_itself)
    return replace(item, focus=Focus(bool(reason), reason))
