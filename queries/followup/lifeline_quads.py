"""The lifelines as data: the status of each recommendation, finding and commitment."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from mellanrum.ontology.namespaces import GRAPH, MR
from mellanrum.ontology.vocabularies import LIFELINE_STATUS
from mellanrum.queries.followup.lifeline import Lifelines

__all__ = ["lifeline_quads"]


def lifeline_quads(found: Lifelines) -> Iterator[ox.Quad]:
    """Yield where each lifeline and each promise stands, as quads of the derived graphs."""
    for promise in found.promises:
        yield _quad(
            promise.dataset,
            promise.iri,
            str(MR.lifelineStatus),
            LIFELINE_STATUS.iri(promise.status),
        )
    for each in found:
        yield _quad(
            each.dataset, each.root, str(MR.lifelineStatus), LIFELINE_STATUS.iri(each.status)
        )
        for promise in each.promises:
            yield _quad(each.dataset, each.root, str(MR.promisedBy), promise.iri)
        for gap in each.gaps:
            yield _quad(each.dataset, each.root, str(MR.remainingGap), gap)


def _quad(dataset: str, subject: str, path: str, value: str) -> ox.Quad:
    graph = ox.NamedNode(GRAPH[f"{dataset}/derived"])
    return ox.Quad(ox.NamedNode(subject), ox.NamedNode(path), ox.NamedNode(value), graph)
