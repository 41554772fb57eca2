"""Put the anatomy of each municipality together: tables, cards, and what was not asked."""

from __future__ import annotations

from collections.abc import Iterable

from mellanrum.queries.anatomy.anatomy import TABLES, CardLine, MunicipalAnatomy
from mellanrum.queries.anatomy.answered import answered_cells
from mellanrum.queries.anatomy.cards import cards_of
from mellanrum.queries.anatomy.reading import Reading
from mellanrum.queries.anatomy.said_marks import marks_of
from mellanrum.queries.anatomy.table_cells import table_of
from mellanrum.queries.anatomy.unasked import Unasked, not_asked, unasked_cells
from mellanrum.queries.finding.sentence import Namer
from mellanrum.queries.tiers.focus import structures_in_focus
from mellanrum.queries.tiers.item import Gap
from mellanrum.queries.tiers.municipal_view import MunicipalView

__all__ = ["anatomy_of"]


def anatomy_of(
    view: MunicipalView,
    items: Iterable[Gap],
    name: Namer,
    lines: Iterable[CardLine] = (),
    unasked: Iterable[Unasked] = (),
) -> MunicipalAnatomy:
    """Return the anatomy of a municipality; stated items of others are passed over.

    `lines` are what rules ask on the cards, and `unasked` what they needed in vain.
    """
    reading, said = Reading(view), marks_of(view, items)
    focus, answers = structures_in_focus(reading, said), answered_cells(view.answers, name)
    tables = {each: table_of(each, reading, said, answers, focus) for each in TABLES}
    return MunicipalAnatomy(
        municipality=view.municipality,
        datasets=view.datasets,
        as_of=view.as_of,
        tables=tables,
        focus=focus,
        cards=cards_of(reading, tables["structures"], focus, name, lines),
        not_asked=not_asked(view, (*unasked_cells(tables.values()), *unasked)),
    )
