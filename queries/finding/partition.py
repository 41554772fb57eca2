"""Divide quads between municipalities: rules are run on each for itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cache

import pyoxigraph as ox

from mellanrum.graph.standing.facts import Facts

__all__ = ["municipality_quads"]


def municipality_quads(
    quads: Iterable[ox.Quad], facts: Facts, paths: Collection[str] | None = None
) -> dict[str, list[ox.Quad]]:
    """Divide quads between municipalities, each with what its rows refer to or are named by.

    A body of one municipality may sit in another's structure. So each municipality's part holds
    its own rows, the rows elsewhere that these refer to, and the rows elsewhere that refer to
    them. The quads are in no named graph: what two graphs say stands there once. Those with other
    properties than `paths` are left out, where these are given; rows refer to each other by any.
    """
    owner = cache(facts.owner_of)
    by_subject: dict[str, list[ox.Quad]] = {}
    ties: list[tuple[str, str]] = []
    for node, predicate, term, _ in quads:
        if type(node) is not ox.NamedNode:
            continue
        subject = node.value
        own = by_subject.get(subject)
        if own is None:
            own = by_subject[subject] = []
        if type(term) is ox.NamedNode:
            described = term.value in facts.graph_of
            if described and owner(term.value) != owner(subject):
                ties.append((subject, term.value))
        if paths is None or predicate.value in paths:
            own.append(ox.Quad(node, predicate, term))
    wanted: dict[str, set[str]] = defaultdict(set)
    for subject in by_subject:
        wanted[owner(subject)].add(subject)
    for subject, other in ties:
        if other in by_subject:
            wanted[owner(subject)].add(other)
            wanted[owner(other)].add(subject)
    return {
        municipality: [quad for subject in sorted(subjects) for quad in by_subject[subject]]
        for municipality, subjects in wanted.items()
        if municipality
    }
