"""Structural items of a graph, told by the ids of their rows, for tests."""

from __future__ import annotations

import datetime as dt

from mellanrum import KnowledgeGraph
from mellanrum.graph.coordination.inputs import congruence_inputs
from mellanrum.queries.finding.candidate import Candidate
from mellanrum.queries.finding.engine import find_candidates
from mellanrum.queries.rules.catalogue import Catalogue, bundled_catalogue
from mellanrum.queries.structural.items import structural_items
from mellanrum.queries.tiers.item import Gap
from mellanrum.queries.tiers.municipal_view import MunicipalView, views

__all__ = ["candidates_at", "last", "structural", "told", "views_at"]


def last(iri: str) -> str:
    """Return the id of a row, or the slug of a concept."""
    return iri.rpartition("/")[2]


def views_at(graph: KnowledgeGraph, as_of: dt.date | None = None) -> tuple[MunicipalView, ...]:
    """Return the municipalities of a graph at a date, or each at its own."""
    deriver = graph.at(as_of).deriver if as_of else graph.deriver
    return views(graph.facts, deriver, [info.slug for info in graph.datasets])


def candidates_at(
    graph: KnowledgeGraph, as_of: dt.date | None = None, catalogue: Catalogue | None = None
) -> list[Candidate]:
    """Return what the rules of the structural tier find."""
    deriver = graph.at(as_of).deriver if as_of else graph.deriver
    quads = [*graph.assembly.quads, *deriver.quads([info.slug for info in graph.datasets])]
    rules = (catalogue or bundled_catalogue()).rules
    return find_candidates(quads, graph.facts, rules, inputs=congruence_inputs(deriver))


def structural(
    graph: KnowledgeGraph, as_of: dt.date | None = None, catalogue: Catalogue | None = None
) -> tuple[Gap, ...]:
    """Return the structural items of every municipality of a graph."""
    found = candidates_at(graph, as_of, catalogue)
    profile = (catalogue or bundled_catalogue()).profile
    return tuple(
        item
        for view in views_at(graph, as_of)
        for item in structural_items(
            view,
            [one for one in found if one.municipality == view.municipality],
            profile,
            graph.label,
        )
    )


def told(item: Gap) -> str:
    """Return the rules of an item, its subject, its object and, of a pair, its group."""
    rules = "+".join(dict.fromkeys(line.rule.id for line in item.lines))
    group = [last(item.about[0])] if item.rule and item.rule.items == "pair" else []
    return " ".join(filter(None, [rules, last(item.subject), last(item.object), *group]))
