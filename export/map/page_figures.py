"""The drawings of the map as plain data, in both languages, for the page to build elements from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from mellanrum.export.drawing import plan
from mellanrum.export.drawing.bars import forum_bars
from mellanrum.export.drawing.forum_matrix import forum_matrix
from mellanrum.export.drawing.marks import mark, missing_mark
from mellanrum.export.item_marks import item_marks
from mellanrum.export.snapshot import Snapshot
from mellanrum.ontology.language import LANGUAGES

__all__ = ["figures", "forum_measures", "marks", "merged", "tree"]

# An element is its name, its attributes and its children; text is text. Where the languages
# differ, a pair of either stands under this key.
PAIR = "t"
Node = Any  # str | list[Node] | dict[str, Node]


def figures(history: Sequence[Snapshot], slugs: Sequence[str]) -> dict[str, object]:
    """Return the drawings of a municipality: the forum bars.

    They have the gaps of all dates, of which the page shows those of one.
    """
    return {"forum": _forum(history, slugs)}


def _forum(history: Sequence[Snapshot], slugs: Sequence[str]) -> Node:
    gaps = {gap.iri: gap for snapshot in reversed(history) for gap in snapshot.gaps}
    ever = replace(history[-1], gaps=tuple({iri: gaps[iri] for iri in sorted(gaps)}.values()))
    return _merged(
        forum_bars(forum_matrix(ever, slugs, language), language, interactive=True)
        for language in LANGUAGES
    )


def _merged(drawn: Iterable[str]) -> Node:
    return merged(*(tree(fromstring(svg)) for svg in drawn))


def tree(element: Element) -> list[object]:
    """Return an element of SVG as plain data.

    Examples
    --------
    >>> tree(fromstring('<g class="a"><text>x</text></g>'))
    ['g', {'class': 'a'}, ['text', {}, 'x']]
    """
    name = element.tag.rpartition("}")[2]
    text = [element.text] if element.text and element.text.strip() else []
    return [name, dict(element.attrib), *text, *map(tree, element)]


def merged(one: Any, other: Any) -> Any:
    """Return two trees as one, with a pair where they differ.

    Examples
    --------
    >>> merged(["text", {}, "nivå"], ["text", {}, "level"])
    ['text', {}, {'t': ['nivå', 'level']}]
    """
    if one == other:
        return one
    lists = isinstance(one, list) and isinstance(other, list) and len(one) == len(other)
    if lists and one[:1] == other[:1]:
        return [merged(a, b) for a, b in zip(one, other, strict=True)]
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        return {key: merged(one[key], other[key]) for key in one}
    return {PAIR: [one, other]}


def marks() -> dict[str, object]:
    """Return the shapes of a participation of each kind, and of a party missing in each way."""
    shapes = {kind: mark(kind, interactive=True) for kind in ("member", "post", "sector")}
    for kind in item_marks():
        shapes[kind] = missing_mark(kind)
        shapes[f"sector:{kind}"] = missing_mark(kind, sector=True)
    # Where nothing is known but a gap, and that is filtered out, there is nothing to show.
    shapes["missing"] = []
    return {kind: [tree(shape) for shape in found] for kind, found in shapes.items()}


def forum_measures() -> dict[str, int]:
    """Return the measures by which the page places rows and columns of the forum bars anew."""
    return {
        "gutter": plan.GUTTER,
        "header": plan.HEADER,
        "sector": plan.SECTOR_SLOT,
        "ample": plan.AMPLE,
        "narrow": plan.NARROW,
        "few": plan.FEW,
        "band": plan.BAND_HEIGHT,
        "overhang": plan.OVERHANG,
    }
