"""The elements of each table, in order."""

from __future__ import annotations

from collections.abc import Mapping

from mellanrum.queries.anatomy.anatomy import TableName
from mellanrum.queries.anatomy.bodies import BODIES
from mellanrum.queries.anatomy.element import Element
from mellanrum.queries.anatomy.goals import FOLLOW_UPS, GOALS, TARGET_GROUPS
from mellanrum.queries.anatomy.structures import STRUCTURES

__all__ = ["ELEMENTS"]

ELEMENTS: Mapping[TableName, tuple[Element, ...]] = {
    "structures": STRUCTURES,
    "bodies": BODIES,
    "goals": GOALS,
    "follow-ups": FOLLOW_UPS,
    "target-groups": TARGET_GROUPS,
}
