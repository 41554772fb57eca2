"""The namespaces of the vocabulary and the standards it builds on."""

from __future__ import annotations

from functools import cache

from rdflib import Namespace, URIRef
from rdflib.namespace import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SH, SKOS, XSD

__all__ = [
    "BASE",
    "CONCEPT",
    "DCTERMS",
    "GRAPH",
    "ID",
    "MR",
    "MRS",
    "NORM",
    "ORG",
    "OWL",
    "PREFIXES",
    "PROV",
    "RDF",
    "RDFS",
    "SH",
    "SKOS",
    "XSD",
    "mr",
]


class _Terms(Namespace):
    """A namespace that makes each term asked for by attribute once; code asks in inner loops."""

    def __getattr__(self, name: str) -> URIRef:
        term = super().__getattr__(name)
        self.__dict__[name] = term
        return term


BASE = "https://w3id.org/mellanrum/"
MR = _Terms(BASE + "ns#")
MRS = Namespace(BASE + "shapes#")
CONCEPT = Namespace(BASE + "concept/")
ID = Namespace(BASE + "id/")
GRAPH = Namespace(BASE + "graph/")
NORM = Namespace(BASE + "norm/")


@cache
def mr(name: str) -> str:
    """Return the IRI of a term of ours as text; made once, for code that asks in inner loops.

    Examples
    --------
    >>> mr("Goal")
    'https://w3id.org/mellanrum/ns#Goal'
    """
    return str(MR[name])


PREFIXES: dict[str, str] = {
    "concept": str(CONCEPT),
    "dct": str(DCTERMS),
    "graph": str(GRAPH),
    "id": str(ID),
    "mr": str(MR),
    "owl": str(OWL),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "skos": str(SKOS),
    "xsd": str(XSD),
}
