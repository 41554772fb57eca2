"""The store: load quads, ask SPARQL, list graphs; embedded Oxigraph, in memory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import pyoxigraph as ox
from rdflib import BNode, Dataset, Literal, URIRef
from rdflib.term import Node

from mellanrum.graph.guards import check_sparql
from mellanrum.graph.problems import problem, shorten
from mellanrum.graph.table import Row, Table
from mellanrum.ontology.errors import Location, Problem, QueryError
from mellanrum.ontology.load import ontology_graph
from mellanrum.ontology.namespaces import GRAPH, PREFIXES

__all__ = ["EmbeddedStore", "ontology_quads", "to_oxigraph", "to_rdflib"]

SYNTAX_ERROR = re.compile(r"error at (\d+):(\d+): expected ")
FAILURES = (SyntaxError, ValueError, RuntimeError, OSError, TypeError)
OxTerm = ox.NamedNode | ox.BlankNode | ox.Literal


class EmbeddedStore:
    """An Oxigraph store in memory."""

    def __init__(self, quads: Iterable[ox.Quad] = ()) -> None:
        self._store = ox.Store()
        self.load(quads)

    def load(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads; those that are there already change nothing."""
        self._store.bulk_extend(quads)

    def read(self, data: bytes) -> None:
        """Add the quads of a text in N-Quads that another process has written."""
        if b" _:" in data:  # reading into the store would name blank nodes anew
            self.load(ox.parse(data, format=ox.RdfFormat.N_QUADS))
        else:
            self._store.bulk_load(data, format=ox.RdfFormat.N_QUADS)

    def graphs(self) -> tuple[str, ...]:
        """Return the names of the graphs, sorted."""
        return tuple(sorted(str(graph.value) for graph in self._store.named_graphs()))

    def quads(self, graph: str = "") -> list[ox.Quad]:
        """Return the quads of one graph, or of all."""
        name = ox.NamedNode(graph) if graph else None
        return list(self._store.quads_for_pattern(None, None, None, name))

    def rdflib_view(self) -> Dataset:
        """Return an rdflib dataset over the same store, its default graph the union of all."""
        from mellanrum.graph.read_only import ReadOnlyStore  # with rdflib's own SPARQL parser

        return Dataset(store=ReadOnlyStore(store=self._store), default_union=True)

    def query(self, sparql: str, bindings: Mapping[str, Node] | None = None) -> Table:
        """Answer a SPARQL 1.1 query over the union of all graphs.

        Parameters
        ----------
        sparql : str
            SELECT, ASK, CONSTRUCT or DESCRIBE. The project's prefixes need not be declared.
        bindings : mapping of str to rdflib term, optional
            Terms that variables are bound to; each must be in the SELECT projection.

        Returns
        -------
        Table
            ASK gives one row with ``answer``; CONSTRUCT gives subject, predicate and object.

        Raises
        ------
        QueryError
            If the text is not valid, or would read or write outside the store.
        """
        _check(sparql)
        try:
            substitutions: dict[ox.Variable, OxTerm | ox.Triple] = {
                ox.Variable(name): to_oxigraph(term) for name, term in (bindings or {}).items()
            }
            return _as_table(self._ask(sparql, substitutions or None))
        except FAILURES as error:
            raise QueryError(_bad_query(str(error))) from error

    def texts(self, sparql: str, columns: Sequence[str]) -> list[tuple[str, ...]]:
        """Answer a SELECT with these columns as text; an empty one where nothing is bound.

        Raises
        ------
        QueryError
            If the text is not a valid SELECT, or would read or write outside the store.
        """
        _check(sparql)
        try:
            result = self._ask(sparql)
            if not isinstance(result, ox.QuerySolutions):
                raise TypeError("not a SELECT")
            place = {variable.value: index for index, variable in enumerate(result.variables)}
            # A column that is not asked for is one more, at the end of each row.
            wanted = [place.get(name, -1) for name in columns]
            told = ([*map(_text, row), ""] for row in result)
            return [tuple([texts[index] for index in wanted]) for texts in told]
        except FAILURES as error:
            raise QueryError(_bad_query(str(error))) from error

    def _ask(
        self, sparql: str, substitutions: dict[ox.Variable, OxTerm | ox.Triple] | None = None
    ) -> object:
        # Without named graphs the union is the default graph, which is read faster as itself.
        has_graphs = next(iter(self._store.named_graphs()), None) is not None
        return self._store.query(
            sparql,
            prefixes=PREFIXES,
            use_default_graph_as_union=has_graphs,
            substitutions=substitutions,
        )


@lru_cache(maxsize=256)
def _check(sparql: str) -> None:
    """Check a query; a rule that is run on many municipalities is checked once."""
    check_sparql(sparql)


def _text(term: OxTerm | ox.Triple | None) -> str:
    if isinstance(term, ox.Triple):
        raise TypeError("no text for a triple term")
    return "" if term is None else term.value


def _bad_query(why: str) -> Problem:
    # The engine goes on to list every token of the grammar that might follow.
    if place := SYNTAX_ERROR.match(why):
        return problem(Location(row=int(place[1])), "bad-query:syntax", column=place[2])
    return problem(Location(), "bad-query:answer", why=shorten(why, 300).rstrip("."))


def _as_table(result: object) -> Table:
    if isinstance(result, ox.QueryBoolean):
        return Table(("answer",), ((Literal(bool(result)),),))
    if isinstance(result, ox.QuerySolutions):
        columns = tuple(variable.value for variable in result.variables)
        rows = tuple(_row(solution, len(columns)) for solution in result)
        return Table(columns, rows)
    assert isinstance(result, ox.QueryTriples)
    triples = sorted(set(result), key=str)
    told: Iterable[Row] = (tuple(to_rdflib(term) for term in triple) for triple in triples)
    return Table(("subject", "predicate", "object"), tuple(told))


def _row(solution: ox.QuerySolution, width: int) -> Row:
    terms = (solution[index] for index in range(width))
    return tuple(None if term is None else to_rdflib(term) for term in terms)


def to_rdflib(term: object) -> Node:
    """Return an Oxigraph term as an rdflib term.

    Raises
    ------
    TypeError
        For a triple term, which rdflib does not have.
    """
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        # As written: rdflib would make 7 of 007, and the text of a partial date is kept as it is.
        return Literal(term.value, datatype=URIRef(term.datatype.value), normalize=False)
    raise TypeError(f"no rdflib term for {type(term).__name__}")


def to_oxigraph(term: Node) -> OxTerm:
    """Return an rdflib term as an Oxigraph term.

    Raises
    ------
    TypeError
        For a term that is neither IRI, blank node nor literal.
    """
    if isinstance(term, URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, BNode):
        return ox.BlankNode(str(term))
    if isinstance(term, Literal):
        if term.language:
            return ox.Literal(str(term), language=term.language)
        if term.datatype is not None:
            return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)))
        return ox.Literal(str(term))
    raise TypeError(f"no Oxigraph term for {type(term).__name__}")


def ontology_quads() -> Iterator[ox.Quad]:
    """Yield the ontology as quads of a graph of its own."""
    graph, text = ox.NamedNode(GRAPH["ontology"]), ontology_graph().serialize(format="nt")
    for triple in ox.parse(text, format=ox.RdfFormat.N_TRIPLES):
        yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)
