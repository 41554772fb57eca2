"""What a dataset's settings add: evidence that empty cells stand for, and the dataset itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pyoxigraph as ox

from mellanrum.graph.problems import did_you_mean, problem, shorten
from mellanrum.graph.readers.raw import DatasetInfo
from mellanrum.graph.tables.entry import Entries, Entry
from mellanrum.graph.tables.rows import Record
from mellanrum.ontology.errors import Problem
from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import DCTERMS, GRAPH, MR, RDF

__all__ = ["describe", "fill_in_evidence"]

SOURCE, ABOUT = str(MR.source), str(MR.about)
OF_TABLE = (str(MR.table), str(MR.tableState))

Term = ox.NamedNode | ox.Literal
Values = Mapping[tuple[str, str], Term]


def fill_in_evidence(
    records: Sequence[Record],
    quads: Sequence[ox.Quad],
    entries: Entries,
    problems: list[Problem],
) -> list[ox.Quad]:
    """Return the source, voice and date that the empty evidence cells of each row stand for.

    A row without a source, where the dataset has none for all rows either, is a problem. A row that
    tells how far a table has been filled in is about the dataset, and no source could say it.
    """
    values: dict[tuple[str, str], Term] = {}
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode) and not isinstance(
            quad.object, ox.BlankNode | ox.Triple
        ):
            values.setdefault((quad.subject.value, quad.predicate.value), quad.object)
    filled: list[ox.Quad] = []
    for record in records:
        if record.table.evidence:
            filled += _filled_in(record, values, entries, problems)
    return filled


def _filled_in(
    record: Record, values: Values, entries: Entries, problems: list[Problem]
) -> Iterator[ox.Quad]:
    graph = ox.NamedNode(GRAPH[record.info.slug])
    source = values.get((record.claim, SOURCE))
    if any((record.iri, path) in values for path in OF_TABLE):
        if (record.iri, ABOUT) not in values:
            yield ox.Quad(ox.NamedNode(record.iri), ox.NamedNode(ABOUT), graph, graph)
        if source is None:
            return
    source = source or _default_source(record, entries)
    if source is None:
        column = next(item for item in record.table.evidence if item.path == SOURCE)
        if not record.cell(column) and not record.info.source:  # else it is told already
            problems.append(problem(record.location(column), "missing-source", iri=record.iri))
        return
    fallbacks = {
        SOURCE: source,
        str(MR.voice): values.get((source.value, str(MR.issuer))),
        str(MR.observedAt): values.get((source.value, str(DCTERMS.date))),
    }
    claim = ox.NamedNode(record.claim)
    for path, term in fallbacks.items():
        if (record.claim, path) not in values and term is not None:
            yield ox.Quad(claim, ox.NamedNode(path), term, graph)


def _default_source(record: Record, entries: Entries) -> ox.NamedNode | None:
    if record.table.class_iri == str(MR.SourceDocument):
        return ox.NamedNode(record.iri)
    entry = _set_row(record.info, record.info.source, str(MR.SourceDocument), entries)
    return ox.NamedNode(entry.iri) if entry else None


def _set_row(info: DatasetInfo, name: str, class_iri: str, entries: Entries) -> Entry | None:
    """Return the row of a class that a setting names."""
    entry = entries.get((info.slug, name))
    return entry if entry is not None and entry.class_iri == class_iri else None


def describe(
    infos: Sequence[DatasetInfo],
    quads: Sequence[ox.Quad],
    entries: Entries,
    problems: list[Problem],
) -> list[ox.Quad]:
    """Return what the settings say of each dataset, but for what its graph says itself.

    A setting that names a row which is not there is a problem.
    """
    graphs = {str(GRAPH[info.slug]) for info in infos}
    said = {
        (quad.subject.value, quad.predicate.value)
        for quad in quads
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value in graphs
    }
    described: list[ox.Quad] = []
    for info in infos:
        problems.extend(_wrong_settings(info, entries))
        graph = ox.NamedNode(GRAPH[info.slug])
        described += [
            ox.Quad(graph, ox.NamedNode(path), term, graph)
            for path, term in _settings(info, entries)
            if (graph.value, path) not in said
        ]
    return described


def _settings(info: DatasetInfo, entries: Entries) -> Iterator[tuple[str, Term]]:
    yield str(RDF.type), ox.NamedNode(MR.Dataset)
    yield str(DCTERMS.identifier), ox.Literal(info.slug)
    yield from _texts(str(DCTERMS.title), info.title)
    yield from _texts(str(DCTERMS.description), info.description)
    if info.licence.startswith("http"):
        yield str(DCTERMS.license), ox.NamedNode(info.licence)
    if info.municipality_code:
        yield str(MR.municipalityCode), ox.Literal(info.municipality_code)
    municipality = _municipality(info, entries)
    if municipality:
        yield str(DCTERMS.spatial), ox.NamedNode(municipality)


def _texts(path: str, text: Text) -> Iterator[tuple[str, Term]]:
    if text.sv or text.en:
        yield path, ox.Literal(text.sv, language="sv")
        yield path, ox.Literal(text.en, language="en")


def _municipality(info: DatasetInfo, entries: Entries) -> str:
    """Return the municipality that is named, else the only one that the dataset has."""
    entry = _set_row(info, info.municipality, str(MR.Municipality), entries)
    if entry is not None:
        return entry.iri
    found = [entries[info.slug, name].iri for name in _rows(info, str(MR.Municipality), entries)]
    return found[0] if len(found) == 1 else ""


def _rows(info: DatasetInfo, class_iri: str, entries: Entries) -> list[str]:
    return [
        identifier
        for (slug, identifier), entry in entries.items()
        if slug == info.slug and entry.class_iri == class_iri
    ]


def _wrong_settings(info: DatasetInfo, entries: Entries) -> Iterator[Problem]:
    kinds = {
        "municipality": (info.municipality, MR.Municipality, Text("kommun", "municipality")),
        "source": (info.source, MR.SourceDocument, Text("källa", "source")),
    }
    for setting, (name, class_iri, kind) in kinds.items():
        if name and _set_row(info, name, str(class_iri), entries) is None:
            yield problem(
                info.location,
                "dangling-reference:setting",
                setting=setting,
                value=shorten(name),
                kind=kind,
                guess=did_you_mean(name, _rows(info, str(class_iri), entries)),
            )
