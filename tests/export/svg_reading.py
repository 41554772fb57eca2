"""Reads drawings back, for tests: elements by their attributes, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

__all__ = ["NAMESPACE", "Drawing", "local", "place"]

NAMESPACE = "{http://www.w3.org/2000/svg}"
_TRANSLATE = re.compile(r"translate\(([-\d.]+) ([-\d.]+)\)")


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.removeprefix(NAMESPACE)


def place(element: Element) -> tuple[float, float]:
    """Return where a group is moved to."""
    found = _TRANSLATE.match(element.get("transform", ""))
    assert found, element.attrib
    return float(found[1]), float(found[2])


class Drawing:
    """A parsed drawing."""

    def __init__(self, svg: str) -> None:
        self.root: Element = fromstring(svg)

    def all(self, class_: str, **data: str) -> Iterator[Element]:
        """Yield the elements of a class whose data attributes have these values."""
        for element in self.root.iter():
            named = class_ in (element.get("class") or "").split()
            if named and all(element.get(f"data-{key}") == value for key, value in data.items()):
                yield element

    def text(self, element: Element | None = None) -> str:
        """Return the text of all lines below an element, hyphens at line ends as they stand."""
        within = self.root if element is None else element
        lines = (e for e in within.iter() if local(e) in ("tspan", "title", "desc"))
        return " ".join(line.text or "" for line in lines)
