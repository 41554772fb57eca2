"""Read RDF files: Turtle, TriG, N-Triples, N-Quads, JSON-LD and RDF/XML."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from mellanrum.graph.guard import Limits, check_rdf
from mellanrum.graph.problems import problem, shorten
from mellanrum.graph.readers.info import slug_of
from mellanrum.graph.readers.raw import DatasetInfo, RawDataset
from mellanrum.ontology.errors import LoadError, Location, Problem
from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import GRAPH

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


def read_rdf(path: Path, limits: Limits | None = None) -> tuple[RawDataset, ...]:
    """Read an RDF file as one dataset for each named graph of ours in it.

    Triples outside a graph of ours belong to a dataset named after the file. What an earlier run
    derived, and the ontology itself, are left out: both are made anew.

    Raises
    ------
    LoadError
        If the file is not valid in the format that its name says, or not safe to parse.
    """
    rdf_format = RDF_FORMATS[path.suffix.lower()]
    data = check_rdf(path, rdf_format.file_extension, limits or Limits())
    try:
        quads = list(ox.parse(data, format=rdf_format, base_iri="urn:x-mellanrum:base/"))
    except (SyntaxError, ValueError, RecursionError) as error:
        raise LoadError(_invalid(path, rdf_format, error)) from error
    by_slug: dict[tuple[str, bool], list[ox.Quad]] = {}
    for quad in quads:
        slug, part = _place(quad.graph_name, slug_of(path.stem))
        if part in ("", "external"):
            by_slug.setdefault((slug, part == "external"), []).append(quad)
    return tuple(_dataset(path, slug, by_slug) for slug in sorted({slug for slug, _ in by_slug}))


def _dataset(path: Path, slug: str, by_slug: dict[tuple[str, bool], list[ox.Quad]]) -> RawDataset:
    graph = ox.NamedNode(GRAPH[slug])
    outside = ox.NamedNode(GRAPH[f"{slug}/external"])
    quads = [
        ox.Quad(quad.subject, quad.predicate, quad.object, outside if external else graph)
        for external in (False, True)
        for quad in by_slug.get((slug, external), [])
    ]
    info = DatasetInfo(slug=slug, title=Text(path.stem, path.stem))
    return RawDataset(info=info, origin=path.name, quads=tuple(quads))


def _place(graph_name: object, fallback: str) -> tuple[str, str]:
    """Return the dataset slug that a graph name means, and which of its graphs it is."""
    iri = graph_name.value if isinstance(graph_name, ox.NamedNode) else ""
    if not iri.startswith(str(GRAPH)):
        return fallback, ""
    slug, _, part = iri.removeprefix(str(GRAPH)).partition("/")
    return (slug, "derived") if slug == "ontology" else (slug, part)


def _invalid(path: Path, rdf_format: ox.RdfFormat, error: Exception) -> Problem:
    return problem(
        Location(file=path.name, row=getattr(error, "lineno", None) or 0),
        "bad-rdf",
        ("Filen är inte giltig {form}: {why}.", "The file is not valid {form}: {why}."),
        hint=(
            "Filnamnets ändelse avgör formatet: .ttl, .trig, .nt, .nq, .jsonld eller .rdf.",
            "The ending of the file name decides the format: .ttl, .trig, .nt, .nq, .jsonld or "
            ".rdf.",
        ),
        form=rdf_format.name,
        why=shorten(str(error), 160),
    )
