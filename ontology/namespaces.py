"""The namespaces of the vocabulary and the standards it builds on."""

from __future__ import annotations

from rdflib import Namespace
from rdflib.namespace import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SH, SKOS, XSD

__all__ = [
    "BASE",
    "CONCEPT",
    "DCTERMS",
    "GRAPH",
    "ID",
    "MR",
    "MRS",
    "ORG",
    "OWL",
    "PREFIXES",
    "PROV",
    "RDF",
    "RDFS",
    "SH",
    "SKOS",
    "XSD",
]

BASE = "https://w3id.org/mellanrum/"
MR = Namespace(BASE + "ns#")
MRS = Namespace(BASE + "shapes#")
CONCEPT = Namespace(BASE + "concept/")
ID = Namespace(BASE + "id/")
GRAPH = Namespace(BASE + "graph/")

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
