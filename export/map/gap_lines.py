"""The lines of gaps: how they arch over boxes, and where on them a sign can be read."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mellanrum.export.map.layout import Layout, Spot
from mellanrum.export.map.view import PlacedGap

__all__ = ["Curve", "gap_curves", "headroom"]

_ARCH, _ARCH_STEP = 26, 20  # room for the first line over a band, and for each further one
_HEIGHTS = 8  # heights that arches are divided between
_MARK = 26  # from a mark to the next
_SLIGHT = 0.06  # how much the other lines bend

Point = tuple[int, int]


@dataclass(frozen=True)
class Curve:
    """The line of a gap: where it begins and ends, how it bends, and where its sign stands."""

    placed: PlacedGap
    source: str
    target: str
    bend: float
    mark: Point


def headroom(gaps: Iterable[PlacedGap], band_of: Mapping[str, str]) -> dict[str, int]:
    """Return the room that lines between two things of one band need to arch over the others."""
    arches = Counter(band_of[gap.places[0]] for gap in gaps if _is_arch(gap, band_of))
    return {band: _ARCH + _ARCH_STEP * (min(count, _HEIGHTS) - 1) for band, count in arches.items()}


def _is_arch(gap: PlacedGap, band_of: Mapping[str, str]) -> bool:
    return gap.between is not None and len({band_of[key] for key in gap.between}) == 1


def gap_curves(
    gaps: Iterable[PlacedGap], layout: Layout, band_of: Mapping[str, str], marks: Mapping[str, int]
) -> Iterator[Curve]:
    """Yield the lines of the gaps between two things.

    One between two things of the same band arches over the others there, each lower than the one
    before; the others are nearly straight.

    Those at a single thing are passed over. Signs keep clear of the marks that things have side by
    side at their corner.
    """
    tops = {strip.key: strip.start for strip in layout.bands}
    seen: Counter[str] = Counter()
    signs = [_corner(layout.spots[key], at) for key, count in marks.items() for at in range(count)]
    for gap in gaps:
        if gap.between is None:
            continue
        # From right to left, a positive bend is upwards.
        left, right = sorted(gap.between, key=lambda key: (layout.spots[key].x, key))
        one, other = layout.spots[right], layout.spots[left]
        bend = _SLIGHT
        if _is_arch(gap, band_of) and one.x - other.x > abs(one.y - other.y):
            band = band_of[left]
            bend = _bend_up_to(one, other, tops[band] + 14 + _ARCH_STEP * (seen[band] % _HEIGHTS))
            seen[band] += 1
        signs.append(_clear_point(one, other, bend, layout, signs))
        yield Curve(gap, right, left, round(bend, 3), signs[-1])


def _bend_up_to(one: Spot, other: Spot, height: float) -> float:
    """Return the bend with which the middle of a line comes up to a height."""
    low, high = 0.0, 1.0
    for _ in range(12):
        bend = (low + high) / 2
        low, high = (bend, high) if _on_line(one, other, bend, 0.5)[1] > height else (low, bend)
    return low


def _on_line(one: Spot, other: Spot, bend: float, share: float) -> tuple[float, float]:
    """Return a point of a line of the type ``curvedCCW``, as vis-network 9 bends it."""
    length = math.hypot(other.x - one.x, other.y - one.y)
    angle = math.atan2(one.y - other.y, other.x - one.x) + (0.5 - 0.5 * bend) * math.pi
    reach = (0.5 + 0.5 * bend) * length
    via = (one.x + reach * math.sin(angle), one.y + reach * math.cos(angle))
    first, second, third = (1 - share) ** 2, 2 * share * (1 - share), share**2
    return (
        first * one.x + second * via[0] + third * other.x,
        first * one.y + second * via[1] + third * other.y,
    )


def _corner(spot: Spot, at: int) -> Point:
    return spot.x + spot.width // 2 - 6 - at * _MARK, spot.y - spot.height // 2 - 6


def _clear_point(
    one: Spot, other: Spot, bend: float, layout: Layout, taken: Sequence[Point]
) -> Point:
    """Return where the sign of a line stands: near its middle, and clear of boxes and signs.

    Where several lines lie upon each other, their signs stand above each other.
    """
    shares = [0.5 + side * step / 40 for step in range(15) for side in (-1, 1)]
    points = [_on_line(one, other, bend, share) for share in shares]
    rounded = [(round(x), round(y)) for x, y in points]
    rounded += [(rounded[0][0], rounded[0][1] - _MARK * step) for step in range(1, _HEIGHTS)]

    def is_clear(point: Point) -> bool:
        return all(math.dist(point, mark) > 24 for mark in taken) and not any(
            abs(point[0] - spot.x) < spot.width / 2 + 10
            and abs(point[1] - spot.y) < spot.height / 2 + 10
            for spot in layout.spots.values()
        )

    return next((point for point in rounded if is_clear(point)), rounded[0])
