"""Graphs from files: GraphML and edge lists, as other programs write them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Hashable
from pathlib import Path
from typing import cast

import networkx as nx
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from mellanrum.graph.guards import check_text_file
from mellanrum.graph.guards.personal_numbers import personal_problems
from mellanrum.graph.problems import AND, did_you_mean, listing, refusal, shorten
from mellanrum.ontology.errors import LoadError, Location
from mellanrum.ontology.schema import fold

__all__ = ["groups_of", "read_graph"]

HEADINGS = {"source", "target", "from", "to", "fran", "till", "kalla", "mal"}


def read_graph(path: Path, allowed: Collection[str] = ()) -> nx.Graph[str]:
    """Read a graph from GraphML, or from an edge list for any other ending.

    An edge list has two names a line, separated by a comma, semicolon, tab or spaces, and perhaps
    a weight; lines that begin with # are passed over, as is a first line with source and target.
    `allowed` holds values from `mellanrum.graph.guards.personal_numbers.read_allowed`.

    Raises
    ------
    LoadError
        If the file cannot be read, with the line; or holds a personal identity number.
    """
    text = check_text_file(path)
    problems = personal_problems(text, Location(file=path.name), allowed)
    if problems:
        raise LoadError(*problems)
    if path.suffix.lower() in (".graphml", ".xml"):
        return _graphml(path.name, text)
    return _edge_list(path.name, text)


def groups_of(graph: nx.Graph[str], attribute: str, file: str) -> dict[str, Hashable]:
    """Return the group of each node that has one, by an attribute.

    Raises
    ------
    LoadError
        If no node has the attribute.
    """
    found = {
        node: cast(Hashable, data[attribute])
        for node, data in graph.nodes(data=True)
        if data.get(attribute) not in (None, "")
    }
    if found:
        return found
    known = sorted({key for _, data in graph.nodes(data=True) for key in data})
    raise refusal(
        Location(file=file),
        "unknown-attribute" if known else "unknown-attribute:none",
        name=shorten(attribute),
        known=listing(known, AND),
        guess=did_you_mean(attribute, known),
    )


def _graphml(name: str, text: str) -> nx.Graph[str]:
    try:
        fromstring(text, forbid_dtd=True)  # refuses entities that expand without end
        return cast("nx.Graph[str]", nx.parse_graphml(text))
    except (DefusedXmlException, nx.NetworkXError, ValueError, KeyError, SyntaxError) as error:
        raise refusal(Location(file=name), "bad-graphml") from error


def _edge_list(name: str, text: str) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    for number, cells in _lines(text):
        if number == 1 and {fold(cell) for cell in cells[:2]} <= HEADINGS:
            continue
        weight = _weight(cells)
        if len(cells) < 2 or not (cells[0] and cells[1]) or weight is None:
            place, found = Location(file=name, row=number), shorten(" ".join(cells))
            raise refusal(place, "bad-edge", found=found)
        graph.add_edge(cells[0], cells[1], weight=weight)
    return graph


def _lines(text: str) -> list[tuple[int, list[str]]]:
    kept = [
        (number, line.strip())
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip() and not line.lstrip().startswith("#")
    ]
    first = kept[0][1] if kept else ""
    delimiter = next((mark for mark in (",", ";", "\t") if mark in first), "")
    return [
        (number, next(csv.reader(io.StringIO(line), delimiter=delimiter)))
        if delimiter
        else (number, re.split(r"\s+", line))
        for number, line in kept
    ]


def _weight(cells: list[str]) -> float | None:
    if len(cells) < 3 or not cells[2].strip():
        return 1.0
    try:
        weight = float(cells[2])
    except ValueError:
        return None
    return weight if 0 <= weight < float("inf") else None
