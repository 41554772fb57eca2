"""Load the vocabulary, the concept schemes and the shapes as RDF."""

from __future__ import annotations

from functools import cache

from rdflib import Graph

from mellanrum.ontology.assets import read_asset

__all__ = ["ONTOLOGY_FILES", "concepts_graph", "ontology_graph", "shapes_graph", "vocabulary_graph"]

ONTOLOGY_FILES = ("mellanrum.ttl", "concepts.ttl", "shapes.ttl")


def _parsed(*names: str) -> Graph:
    graph = Graph()
    for name in names:
        graph.parse(data=read_asset("ontology", name), format="ox-turtle")  # of oxrdflib
    return graph


@cache
def vocabulary_graph() -> Graph:
    """Return the OWL vocabulary; shared, so do not change it."""
    return _parsed("mellanrum.ttl")


@cache
def concepts_graph() -> Graph:
    """Return the SKOS concept schemes; shared, so do not change it."""
    return _parsed("concepts.ttl")


@cache
def shapes_graph() -> Graph:
    """Return the SHACL shapes; shared, so do not change it."""
    return _parsed("shapes.ttl")


@cache
def ontology_graph() -> Graph:
    """Return vocabulary, concepts and shapes in one graph; shared, so do not change it."""
    return _parsed(*ONTOLOGY_FILES)
