"""The anatomy as data: cells, cards and what was not asked, in the derived graphs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from mellanrum.ontology.namespaces import BASE, CONCEPT, GRAPH, MR, RDF, RDFS, XSD
from mellanrum.queries.anatomy.anatomy import Anatomy, Card, Cell, MunicipalAnatomy, NotAsked

__all__ = ["anatomy_quads"]

Pair = tuple[str, ox.NamedNode | ox.Literal]


def anatomy_quads(found: Anatomy) -> Iterator[ox.Quad]:
    """Yield the anatomy as quads, each municipality's in the derived graph of its dataset.

    One without a dataset of its own, of which others only tell, has none.
    """
    for one in found:
        if one.datasets:
            graph = ox.NamedNode(GRAPH[f"{one.datasets[0]}/derived"])
            for node, path, value in _triples(one):
                yield ox.Quad(ox.NamedNode(node), ox.NamedNode(path), value, graph)


def _triples(one: MunicipalAnatomy) -> Iterator[tuple[str, str, ox.NamedNode | ox.Literal]]:
    for table in one.tables.values():
        for cell in table.cells:
            node = _iri("cell", table.name, cell.row, cell.element)
            yield from ((node, path, value) for path, value in _cell(cell))
    for card in one.cards:
        yield from ((card.iri, path, value) for path, value in _card(card))
    for line in one.not_asked:
        node = _iri("not-asked", one.municipality, line.table, line.column)
        yield from ((node, path, value) for path, value in _not_asked(line))
        yield node, str(MR.inMunicipality), ox.NamedNode(one.municipality)


def _cell(cell: Cell) -> Iterator[Pair]:
    yield str(RDF.type), ox.NamedNode(MR.Cell)
    yield str(MR.cellOf), ox.NamedNode(cell.row)
    yield str(MR.element), _concept("element", cell.element)
    yield str(MR.sign), _concept("cell-sign", cell.sign)
    yield from ((str(MR.basis), ox.NamedNode(row)) for row in cell.basis)


def _card(card: Card) -> Iterator[Pair]:
    yield str(RDF.type), ox.NamedNode(MR.QuestionCard)
    yield from _texts(str(RDFS.label), card.title.sv, card.title.en)
    yield from ((str(MR.cardOf), ox.NamedNode(row)) for row in card.rows)
    yield from ((str(MR.asks), _concept("element", slug)) for slug in card.asks)
    if card.focus_reason:
        yield str(MR.focusReason), _concept("focus-reason", card.focus_reason)


def _not_asked(line: NotAsked) -> Iterator[Pair]:
    yield str(RDF.type), ox.NamedNode(MR.NotAsked)
    yield from _texts(str(RDFS.label), line.says.sv, line.says.en)
    yield str(MR.table), ox.NamedNode(line.table)
    if line.column:
        yield str(MR.column), ox.NamedNode(line.column)
    yield str(MR["count"]), ox.Literal(str(line.count), datatype=ox.NamedNode(XSD.integer))


def _texts(path: str, sv: str, en: str) -> Iterable[Pair]:
    return ((path, ox.Literal(sv, language="sv")), (path, ox.Literal(en, language="en")))


def _concept(scheme: str, slug: str) -> ox.NamedNode:
    return ox.NamedNode(CONCEPT[f"{scheme}/{slug}"])


def _iri(kind: str, *key: str) -> str:
    return f"{BASE}{kind}/{hashlib.sha256(chr(10).join(key).encode()).hexdigest()[:12]}"
