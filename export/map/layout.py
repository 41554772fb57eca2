"""Fixed positions for the map: sectors as columns, levels as bands, no chance and no physics."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mellanrum.export.labels import wrap

__all__ = ["ColumnStrip", "Item", "Layout", "Spot", "lay_out"]

FONT = 12
LINE = 14  # height of a line of a label, as vis-network draws it, rounded up
PADDING = 5  # between the border of a box and its text
GUTTER = 112  # the names of the bands stand here
HEADER = 54  # the names of the columns
TARGET_WIDTH = 1400  # what is seen whole, at natural size, on a screen of 1,440 pixels
LANE_MIN, LANE_MAX = 92, 152
STRUCTURE_WIDTH = 148
STACK = 4  # boxes in one cell before it gets a second column
GAP, ROW_GAP = 8, 11  # between boxes
BAND_PADDING = 11
MOST_LINES = 5
EMPTY_BAND = 28


@dataclass(frozen=True)
class Item:
    """Something to be placed: in the column `lane`, or as close as can be to what it is `near`."""

    key: str
    label: str
    band: str
    lane: str = ""
    near: tuple[str, ...] = ()


@dataclass(frozen=True)
class Spot:
    """A box on the map: its centre, its size, and the lines of its label, in pixels."""

    x: int
    y: int
    width: int
    height: int
    lines: tuple[str, ...]


@dataclass(frozen=True)
class ColumnStrip:
    """A column of so many slots, or a band: its name in lines, and where it begins and ends."""

    key: str
    lines: tuple[str, ...]
    start: int
    end: int
    empty: bool = False
    slots: int = 1

    @property
    def slot(self) -> int:
        """The width of a slot."""
        return (self.end - self.start) // self.slots


@dataclass(frozen=True)
class Layout:
    """All positions, from the corner at 0, 0 down to `width`, `height`."""

    spots: Mapping[str, Spot]
    lanes: tuple[ColumnStrip, ...]
    bands: tuple[ColumnStrip, ...]
    width: int
    height: int


def lay_out(
    items: Sequence[Item],
    lanes: Sequence[tuple[str, str]],
    bands: Sequence[tuple[str, str]],
    *,
    headroom: Mapping[str, int] = {},
) -> Layout:
    """Place items on a grid of columns and bands, each by key and name; no two boxes overlap.

    The items come in the order in which they are stacked within a cell. `headroom` is extra room
    above what is in a band, for lines that arch over it. A band with nothing in it is drawn thin.
    """
    by_band: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_band[item.band].append(item)
    columns = _columns(items, lanes)
    width = columns[-1].end if columns else TARGET_WIDTH
    slot = min((column.slot for column in columns), default=LANE_MAX)
    centres = _cell_centres(items, columns)
    spots: dict[str, Spot] = {}
    strips: list[ColumnStrip] = []
    top = HEADER
    for key, name in bands:
        fixed = (item for item in by_band[key] if item.key in centres)
        boxes = [_box(item, *centres[item.key], slot - GAP) for item in fixed]
        boxes += _floating(by_band[key], centres, width)
        bottom = _stack(boxes, top + headroom.get(key, 0), spots)
        lines = wrap(name, GUTTER - 14, FONT, most=max(3, (bottom - top) // LINE), bold=True)
        bottom = max(bottom, top + len(lines) * LINE + 10)
        strips.append(ColumnStrip(key, lines, top, bottom, empty=not boxes))
        top = bottom
    return Layout(spots, columns, tuple(strips), width, top)


# -- columns ----------------------------------------------------------------------------------


def _columns(items: Sequence[Item], lanes: Sequence[tuple[str, str]]) -> tuple[ColumnStrip, ...]:
    """Divide the width between the columns; a crowded one gets the room of two or more."""
    count: dict[tuple[str, str], int] = defaultdict(int)
    for item in items:
        count[item.lane, item.band] += 1
    slots = {
        key: max((math.ceil(n / STACK) for (lane, _), n in count.items() if lane == key), default=1)
        for key, _ in lanes
    }
    total = max(1, sum(slots.values()))
    slot = max(LANE_MIN, min(LANE_MAX, (TARGET_WIDTH - GUTTER) // total))
    columns, start = [], GUTTER
    for key, name in lanes:
        end = start + slots[key] * slot
        lines = wrap(name, end - start - 6, FONT, most=3, bold=True)
        columns.append(ColumnStrip(key, lines, start, end, slots=slots[key]))
        start = end
    return tuple(columns)


def _cell_centres(
    items: Sequence[Item], columns: Sequence[ColumnStrip]
) -> dict[str, tuple[int, int]]:
    """Return the horizontal centre, and the row in its cell, of each item that has a column."""
    by_key = {column.key: column for column in columns}
    taken: dict[tuple[str, str], int] = defaultdict(int)
    centres: dict[str, tuple[int, int]] = {}
    for item in items:
        column = by_key.get(item.lane)
        if column is None:
            continue
        number = taken[item.lane, item.band]
        taken[item.lane, item.band] += 1
        row, place = divmod(number, column.slots)
        centres[item.key] = (column.start + place * column.slot + column.slot // 2, row)
    return centres


# -- boxes ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Box:
    key: str
    x: int
    row: int
    width: int
    lines: tuple[str, ...]

    @property
    def height(self) -> int:
        return len(self.lines) * LINE + 2 * PADDING


def _box(item: Item, x: int, row: int, width: int) -> _Box:
    return _Box(
        item.key, x, row, width, wrap(item.label, width - 2 * PADDING, FONT, most=MOST_LINES)
    )


def _floating(
    items: Sequence[Item], centres: Mapping[str, tuple[int, int]], width: int
) -> list[_Box]:
    """Place what has no column near what it belongs with, in as few rows as leave it some air."""
    wanted = sorted(
        (_target(item, centres, width), item.key, item) for item in items if not item.lane
    )
    if not wanted:
        return []
    step = STRUCTURE_WIDTH + 2 * GAP
    per_row = max(1, int((width - GUTTER) * 0.8 // step))
    rows = math.ceil(len(wanted) / per_row)
    boxes = []
    for row in range(rows):
        members = wanted[row::rows]
        places = _spread([target for target, _, _ in members], step, GUTTER, width)
        for (*_, item), x in zip(members, places, strict=True):
            boxes.append(_box(item, x, row, STRUCTURE_WIDTH))
    return boxes


def _target(item: Item, centres: Mapping[str, tuple[int, int]], width: int) -> int:
    known = [centres[key][0] for key in item.near if key in centres]
    return round(sum(known) / len(known)) if known else width


def _spread(targets: Sequence[int], step: int, left: int, right: int) -> list[int]:
    """Return ascending places close to the targets, at least `step` apart, within the limits."""
    places: list[int] = []
    least = left + step // 2
    for target in targets:
        places.append(max(target, least))
        least = places[-1] + step
    most = right - step // 2
    for number in reversed(range(len(places))):
        places[number] = min(places[number], most)
        most = places[number] - step
    return places


def _stack(boxes: Sequence[_Box], top: int, spots: dict[str, Spot]) -> int:
    """Give the boxes of a band their heights, row by row; return where the band ends."""
    if not boxes:
        return top + EMPTY_BAND
    y = top + BAND_PADDING
    for row in range(max(box.row for box in boxes) + 1):
        members = [box for box in boxes if box.row == row]
        tallest = max((box.height for box in members), default=0)
        for box in members:
            centre = y + tallest // 2
            spots[box.key] = Spot(box.x, centre, box.width, box.height, box.lines)
        y += tallest + ROW_GAP
    return y - ROW_GAP + BAND_PADDING
