"""Find the rows that a user names: by id, name, abbreviation or alias."""

from __future__ import annotations

from mellanrum.cli.common import unknown
from mellanrum.knowledge import KnowledgeGraph
from mellanrum.ontology.language import LANGUAGES
from mellanrum.ontology.namespaces import MR
from mellanrum.ontology.schema import fold

__all__ = ["rows_named"]

SHORT = (str(MR.abbreviation), str(MR.altLabel))


def rows_named(
    graph: KnowledgeGraph, name: str, classes: tuple[str, ...], code: str
) -> frozenset[str]:
    """Return the IRIs of the rows of some classes of ours that a name stands for.

    Raises
    ------
    QueryError
        By the problem of a code, if there is none; with a name that is like it.
    """
    wanted = tuple(str(MR[each]) for each in classes)
    known: dict[str, set[str]] = {}
    for (dataset, identifier), entry in sorted(graph.assembly.entries.items()):
        if graph.schema.is_a(entry.class_iri, wanted):
            names = {f"{dataset}/{identifier}", identifier}
            names |= {graph.label(entry.iri, language) for language in LANGUAGES}
            names |= {short for path in SHORT for short in graph.facts.values(entry.iri, path)}
            for each in names:
                known.setdefault(fold(each), set()).add(entry.iri)
    if fold(name) not in known:
        raise unknown(code, name, known)
    return frozenset(known[fold(name)])
