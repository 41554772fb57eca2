"""What rdflib sees of the store: all of it, and no way to change it or to reach further."""

from __future__ import annotations

from typing import Any

from oxrdflib import OxigraphStore

from mellanrum.graph.guards import check_sparql
from mellanrum.graph.problems import problem
from mellanrum.ontology.errors import Location, QueryError

__all__ = ["ReadOnlyStore"]


class ReadOnlyStore(OxigraphStore):
    """An rdflib store whose queries reach no further than the store itself.

    Oxigraph has no switch for SERVICE, and rdflib's own engine, to which a refused update would
    fall back, reads files with LOAD.
    """

    def query(self, query: Any, *arguments: Any, **settings: Any) -> Any:
        """Answer a query that `check_sparql` allows."""
        check_sparql(str(query))
        return super().query(query, *arguments, **settings)

    def update(self, update: Any, *arguments: Any, **settings: Any) -> None:
        """Refuse every update: the graph is what the datasets say."""
        check_sparql(str(update))
        raise QueryError(problem(Location(), "read-only"))
