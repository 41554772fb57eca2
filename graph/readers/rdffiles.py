"""Read RDF files: Turtle, TriG, N-Triples, N-Quads, JSON-LD and RDF/XML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import pyoxigraph as ox

from mellanrum.graph.guards import check_rdf
from mellanrum.graph.problems import refusal, shorten
from mellanrum.graph.readers.info import SLUG_PATTERN, slug_of
from mellanrum.graph.readers.raw import DatasetInfo, RawDataset
from mellanrum.ontology.errors import Location
from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import DCTERMS, GRAPH, MR, RDF

__all__ = ["RDF_FORMATS", "read_rdf"]

RDF_FORMATS: dict[str, ox.RdfFormat] = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
}


def read_rdf(path: Path) -> tuple[RawDataset, ...]:
    """Read an RDF file as one dataset for each named graph of ours in it.

    Triples outside a graph of ours belong to the dataset that they describe, else to one named
    after the only municipality in the file; after the file itself where there is none, which no
    IRI of a thing depends on. What an earlier run derived, and the ontology itself, are left out:
    both are made anew.

    Raises
    ------
    LoadError
        If the file is not valid in the format that its name says, not safe to parse, or holds no
        dataset.
    """
    rdf_format = RDF_FORMATS[path.suffix.lower()]
    data = check_rdf(path, rdf_format.file_extension)
    try:
        quads = list(ox.parse(data, format=rdf_format, base_iri="urn:x-mellanrum:base/"))
    except (SyntaxError, ValueError, RecursionError) as error:
        line, why = getattr(error, "lineno", None) or 0, shorten(str(error), 160)
        place = Location(file=path.name, row=line)
        raise refusal(place, "bad-rdf", form=rdf_format.name, why=why) from error
    if any(isinstance(quad.object, ox.Triple) for quad in quads):
        raise refusal(Location(file=path.name), "triple-terms")
    by_slug: dict[str, list[ox.Quad]] = {}
    described = (_only(quads, str(one)) for one in (MR.Dataset, MR.Municipality))
    fallback = slug_of(next(filter(None, described), path.stem))
    for quad in quads:
        slug, part = _place(quad.graph_name, fallback)
        if part in ("", "external"):
            graph = ox.NamedNode(GRAPH[f"{slug}/{part}".rstrip("/")])
            by_slug.setdefault(slug, []).append(
                ox.Quad(quad.subject, quad.predicate, quad.object, graph)
            )
    if not by_slug:
        raise refusal(Location(file=path.name), "no-triples")
    return tuple(_dataset(path, slug, by_slug[slug]) for slug in sorted(by_slug))


def _only(quads: Iterable[ox.Quad], class_iri: str) -> str:
    """Return the last part of the IRI of what is of a class, where there is one and no more."""
    found = {
        quad.subject.value
        for quad in quads
        if quad.predicate.value == str(RDF.type)
        and isinstance(quad.object, ox.NamedNode)
        and quad.object.value == class_iri
        and isinstance(quad.subject, ox.NamedNode)
    }
    return re.split("[/#]", found.pop())[-1] if len(found) == 1 else ""


def _place(graph_name: object, fallback: str) -> tuple[str, str]:
    """Return the dataset slug that a graph name means, and which of its graphs it is."""
    iri = graph_name.value if isinstance(graph_name, ox.NamedNode) else ""
    slug, _, part = iri.removeprefix(str(GRAPH)).partition("/")
    if not iri.startswith(str(GRAPH)) or not re.fullmatch(SLUG_PATTERN, slug):
        return fallback, ""
    return (slug, "derived") if slug == "ontology" else (slug, part)


def _dataset(path: Path, slug: str, quads: Sequence[ox.Quad]) -> RawDataset:
    named = tuple(_with_own_blank_nodes(slug, quads))
    # The external graph last, so that a thing belongs to the graph that describes it.
    ordered = sorted(named, key=lambda quad: str(quad.graph_name).endswith("/external>"))
    return RawDataset(info=_info(path, slug, named), origin=path.name, quads=tuple(ordered))


def _with_own_blank_nodes(slug: str, quads: Iterable[ox.Quad]) -> Iterable[ox.Quad]:
    """Name blank nodes by their order, so that files share none and each run names them alike."""
    names: dict[str, ox.BlankNode] = {}

    def named(node: ox.BlankNode) -> ox.BlankNode:
        return names.setdefault(node.value, ox.BlankNode(f"{slug}-{len(names) + 1}"))

    for quad in quads:
        subject, value = quad.subject, quad.object
        yield ox.Quad(
            named(subject) if isinstance(subject, ox.BlankNode) else subject,
            quad.predicate,
            named(value) if isinstance(value, ox.BlankNode) else value,
            quad.graph_name,
        )


def _info(path: Path, slug: str, quads: Iterable[ox.Quad]) -> DatasetInfo:
    """Return what the graph says of itself, as an earlier export wrote it."""
    graph = str(GRAPH[slug])
    said: dict[str, dict[str, str]] = {}
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value == graph:
            language = getattr(quad.object, "language", None) or ""
            said.setdefault(quad.predicate.value, {})[language] = str(
                getattr(quad.object, "value", "")
            )

    def text(predicate: object, otherwise: str = "") -> Text:
        given = said.get(str(predicate), {})
        first = next(iter(given.values()), otherwise)
        return Text(given.get("sv", first), given.get("en", first))

    return DatasetInfo(
        slug=slug,
        title=text(DCTERMS.title, path.stem),
        description=text(DCTERMS.description),
        municipality_code=text(MR.municipalityCode).sv,
        licence=text(DCTERMS.license).sv,
        location=Location(file=path.name),
    )
