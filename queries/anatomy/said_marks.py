"""Which elements of which rows a source says are lacking, and which are contested."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from mellanrum.ontology.namespaces import MR, mr
from mellanrum.queries.finding.lacks import elements_of_lack, lacks_of
from mellanrum.queries.stated.named import is_absence, named_by
from mellanrum.queries.tiers.item import Gap
from mellanrum.queries.tiers.municipal_view import MunicipalView

__all__ = ["Mark", "StatedMarks", "marks_of"]

LACK = str(MR.lack)


@dataclass(frozen=True)
class Mark:
    """That an element of a row is said to be lacking, by these absences and findings, sorted.

    It is contested where somebody speaks against it, for this row or for all.
    """

    statements: tuple[str, ...]
    contested: bool


@dataclass(frozen=True)
class StatedMarks:
    """What is said to be lacking, by row and element, where a source names the row.

    What is said of the municipality as a whole, and of none of its parts, is `general`: the
    statements by element. `named` holds the rows of each stated lack, without the municipality.
    """

    marks: Mapping[tuple[str, str], Mark]
    general: Mapping[str, tuple[str, ...]]
    named: tuple[frozenset[str], ...]


def marks_of(view: MunicipalView, items: Iterable[Gap]) -> StatedMarks:
    """Return the marks of a municipality's stated items; one that has been remedied gives none."""
    marks: dict[tuple[str, str], list[tuple[str, bool]]] = defaultdict(list)
    general: dict[str, set[str]] = defaultdict(set)
    named: list[frozenset[str]] = []
    for item in items:
        if item.stated is None or item.stated.ended or item.municipality != view.municipality:
            continue
        rows = (*item.stated.statements, *item.stated.findings)
        found = frozenset(node for row in rows for node in named_by(view.facts, row))
        named.append(found - {view.municipality})
        for row, about, element in _said(view, rows):
            if about:
                marks[about, element].append((row, _is_contested(item, about)))
            else:
                general[element].add(row)
    return StatedMarks(
        {key: _mark(found) for key, found in sorted(marks.items())},
        {element: tuple(sorted(found)) for element, found in sorted(general.items())},
        tuple(named),
    )


def _said(view: MunicipalView, rows: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Yield each statement with a row it is about, empty for the whole, and an element."""
    for row in rows:
        lacks = view.facts.values(row, LACK) or tuple(sorted(lacks_of(view.facts, row)))
        elements = {element for lack in lacks for element in elements_of_lack(lack)}
        named = named_by(view.facts, row)
        marked = _marked(view, row, frozenset(named) - {view.municipality})
        for about in marked or ("",) * (view.municipality in named):
            yield from ((row, about, element) for element in sorted(elements))


def _marked(view: MunicipalView, row: str, named: frozenset[str]) -> tuple[str, ...]:
    """Return which of the rows that a statement names it marks.

    What a body lacks in a structure is a mark on the structure: the body may have it elsewhere.
    """
    if not is_absence(view.facts, row):
        return tuple(sorted(named))
    towards = named.intersection(view.facts.values(row, mr("counterpart")))
    structures = {one for one in towards if view.acting.is_a(one, "CollaborationStructure")}
    return tuple(sorted(structures)) or tuple(sorted(named - towards))


def _is_contested(item: Gap, row: str) -> bool:
    assert item.stated is not None
    return any(contest.for_ in ("", row) for contest in item.stated.contested)


def _mark(found: list[tuple[str, bool]]) -> Mark:
    return Mark(tuple(sorted({row for row, _ in found})), any(against for _, against in found))
