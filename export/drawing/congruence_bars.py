"""The congruence index per level, with its interval, as bars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from mellanrum.export.drawing.marks import figure
from mellanrum.export.drawing.svg import block, el, group, label
from mellanrum.export.drawing.words import capitalised_text, say
from mellanrum.export.texts.no_index import NO_INDEX
from mellanrum.export.wording import decimal, span
from mellanrum.graph.coordination.meeting import MeetingLevel
from mellanrum.graph.coordination.municipal_congruence import MunicipalCongruence, NoIndex
from mellanrum.ontology.language import Language, Text
from mellanrum.ontology.vocabularies import MEETING_LEVEL

__all__ = ["LevelIndex", "describe_level_index", "level_index", "level_indexes"]

GUTTER, BARS, VALUE = 170, 400, 230
WIDTH = GUTTER + BARS + VALUE
ROW, THICK, TOP, SIZE = 40, 16, 40, 13
_LEAST = Text("lägst", "least")


@dataclass(frozen=True)
class LevelIndex:
    """The congruence index at one level: both its ends, or why there is no number.

    It is the `least` where no level has less; `why` is as in `MunicipalCongruence.no_index`.
    """

    level: str
    low: float | None
    high: float | None
    least: bool = False
    why: NoIndex = "nothing-required"

    @property
    def name(self) -> Text:
        """The level in words."""
        return capitalised_text(MEETING_LEVEL[self.level].heading)


def level_indexes(found: MunicipalCongruence) -> tuple[LevelIndex, ...]:
    """Return the index of each meeting level of a municipality, from those who govern down."""
    return tuple(_index_of(found, level) for level in found.levels)


def _index_of(found: MunicipalCongruence, level: MeetingLevel) -> LevelIndex:
    k, why = found.index(level), found.no_index(level)
    if k is None:
        return LevelIndex(level, None, None, why=why or "nothing-required")
    least = level in found.least and len(found.levels) > 1
    return LevelIndex(level, float(k[0]), float(k[1]), least)


def level_index(levels: Sequence[LevelIndex], language: Language = "sv", *, name: str) -> str:
    """Draw the index per level: a solid bar to the low end, a dashed one on to the high end."""
    bottom = TOP + ROW * len(levels)
    rows = (
        _level(index, TOP + ROW * (number + 0.5), language) for number, index in enumerate(levels)
    )
    return figure(
        [*_axis(bottom, language), *rows],
        (WIDTH, bottom + 4),
        _kinds(levels),
        language,
        kind="level-index",
        title=say("level_title", language, name=name),
        description=describe_level_index(levels, language, name=name),
    )


def _kinds(levels: Sequence[LevelIndex]) -> list[str]:
    known = any(index.low is not None for index in levels)
    undefined = any(index.low is None for index in levels)
    return ["low", "interval"] * known + ["undefined"] * undefined


def _axis(bottom: float, language: Language) -> Iterator[Element]:
    yield label(say("covered", language), 12, TOP - 20, 11, GUTTER - 30, class_="d-axis")
    for quarter in range(5):
        x = GUTTER + BARS * quarter / 4
        told = decimal(quarter / 4, language)
        yield el("path", d=f"M{x:g} {TOP - 6}V{bottom}", class_="d-guide")
        yield block(told, (told,), x, TOP - 13, 11, class_="d-axis", anchor="middle")


def _level(index: LevelIndex, y: float, language: Language) -> Element:
    return group(
        0,
        y,
        *_row(index, language),
        class_="d-level",
        data_kind="level",
        data_level=index.level,
        data_name=index.name.pick(language),
        data_low=_data(index.low),
        data_high=_data(index.high),
        role="img",
        aria_label=_told(index, language),
    )


def _data(value: float | None) -> str | None:
    return None if value is None else f"{value:.4f}"


def _row(index: LevelIndex, language: Language) -> Iterator[Element]:
    yield label(
        index.name.pick(language), GUTTER - 14, 4.5, SIZE, GUTTER - 26, most=1, anchor="end"
    )
    right = GUTTER + BARS + 14
    if index.low is None or index.high is None:
        yield el("path", d=f"M{GUTTER} 0H{GUTTER + BARS}", class_="d-undefined")
        told = _no_number(index).pick(language)
        yield label(told, right, -9, 11, VALUE - 24, most=3, class_="d-muted")
        return
    low, high = BARS * index.low, BARS * index.high
    bar: dict[str, Any] = {"y": -THICK / 2, "height": float(THICK)}
    if high > low:
        yield el("rect", x=GUTTER + low, width=max(high - low, 2.0), class_="d-interval", **bar)
    if low:
        yield el("rect", x=GUTTER, width=max(low, 1.5), class_="d-low", **bar)
    told = span(index.low, index.high, language)
    yield block(told, (told,), right, 5, 14, class_="d-text", bold=True)
    if index.least:
        least = _LEAST.pick(language)
        yield block(least, (least,), right + 92, 5, 12, class_="d-note")


def _no_number(index: LevelIndex) -> Text:
    return Text("inget tal: {why}", "no number: {why}").format(why=NO_INDEX[index.why])


def _told(index: LevelIndex, language: Language) -> str:
    name = index.name.pick(language)
    if index.low is None or index.high is None:
        return f"{name}: {_no_number(index).pick(language)}"
    low, high = decimal(index.low, language), decimal(index.high, language)
    k = low
    if index.low != index.high:
        between = Text("mellan {low} och {high}", "from {low} to {high}")
        k = between.format(low=low, high=high).pick(language)
    return f"{name}: K {k}" + (f" ({_LEAST.pick(language)})" if index.least else "")


def describe_level_index(
    levels: Sequence[LevelIndex], language: Language = "sv", *, name: str
) -> str:
    """Return what the index per level shows, with its numbers.

    Examples
    --------
    >>> describe_level_index([LevelIndex("management", 0.25, 0.5)], "en", name="Ekvalla")
    'Congruence index K in Ekvalla. Management level: K from 0.25 to 0.50.'
    """
    title = say("level_title", language, name=name)
    told = [title, *(_told(index, language) for index in levels)]
    return " ".join(f"{sentence}." for sentence in told)
