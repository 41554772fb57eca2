"""The knowledge graph: what the loaded datasets say, and what can be asked of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
from rdflib import Dataset, Literal, URIRef
from rdflib.term import Node

from mellanrum.export.snapshot import Snapshot
from mellanrum.graph.assemble import Assembly, Entry
from mellanrum.graph.derive import Deriver, latest_observation
from mellanrum.graph.facts import Facts
from mellanrum.graph.network import two_mode_network
from mellanrum.graph.problems import did_you_mean, problem, shorten
from mellanrum.graph.readers import DatasetInfo
from mellanrum.graph.store import EmbeddedStore
from mellanrum.graph.table import Table
from mellanrum.graph.validate import ValidationReport, validate
from mellanrum.inputs import read_all
from mellanrum.ontology.errors import LoadError, Location, QueryError
from mellanrum.ontology.language import LANGUAGES, Language, Text
from mellanrum.ontology.load import ontology_graph, vocabulary_graph
from mellanrum.ontology.namespaces import CONCEPT, DCTERMS, GRAPH, MR, RDFS
from mellanrum.ontology.schema import Schema, fold, load_schema
from mellanrum.queries.against import Comparison, compare_with_sources
from mellanrum.queries.engine import find_gaps
from mellanrum.queries.gap import Gap, gap_quads
from mellanrum.queries.questions import (
    Parameter,
    Question,
    find_question,
    literal_of,
    unknown_parameter,
    unknown_question,
)
from mellanrum.queries.rules import Rule, bundled_profile, select_rules

__all__ = ["KnowledgeGraph", "load"]


def load(
    *paths: str | Path, as_of: dt.date | str | None = None, allowed_numbers: Collection[str] = ()
) -> KnowledgeGraph:
    """Load datasets into one knowledge graph.

    Parameters
    ----------
    *paths : str or path
        Dataset folders, ``.xlsx`` workbooks and RDF files, or names of bundled datasets, in any
        mix. With none, the bundled municipalities Borås and Tyresö.
    as_of : datetime.date or str, optional
        The date at which things are to stand; the date of the newest statement where not given.
    allowed_numbers : collection of str
        Values from `mellanrum.graph.personal.read_allowed`, for numbers that only look personal.

    Raises
    ------
    LoadError
        With every problem found in the tables, if there is any error among them.

    Examples
    --------
    >>> g = load("ekvalla")
    >>> [info.slug for info in g.datasets]
    ['ekvalla']
    """
    assembly = read_all(paths, allowed_numbers)
    errors = [item for item in assembly.problems if item.severity == "error"]
    if errors:
        raise LoadError(*errors)
    return KnowledgeGraph(assembly, load_schema(), _as_date(as_of))


def _as_date(value: dt.date | str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


class KnowledgeGraph:
    """Loaded datasets, with everything that is derived from them at a date.

    Parameters
    ----------
    assembly : Assembly
        What was read.
    schema : Schema
        The tables and their columns.
    as_of : datetime.date, optional
        The date at which things are to stand.
    """

    def __init__(self, assembly: Assembly, schema: Schema, as_of: dt.date | None = None) -> None:
        self.assembly = assembly
        self.schema = schema
        self.facts = Facts(assembly.quads)
        self.as_of = as_of or latest_observation(self.facts)
        self._known: dict[tuple[tuple[Rule, ...], dt.date | None], tuple[Gap, ...]] = {}

    @property
    def datasets(self) -> tuple[DatasetInfo, ...]:
        """What each loaded dataset says of itself."""
        return self.assembly.infos

    # -- the graph ----------------------------------------------------------------------------

    @cached_property
    def deriver(self) -> Deriver:
        """What stands at the date of the graph."""
        return self._deriver(self.as_of)

    def _deriver(self, as_of: dt.date | None) -> Deriver:
        return Deriver(self.facts, self.schema, as_of)

    @cached_property
    def _derived(self) -> list[ox.Quad]:
        return self.deriver.quads([info.slug for info in self.datasets])

    @cached_property
    def store(self) -> EmbeddedStore:
        """All graphs: asserted, external, derived with the gaps, and the ontology."""
        store = EmbeddedStore(self.assembly.quads)
        store.load(self._derived)
        store.load(gap_quads(self.gaps()))
        ontology = ox.NamedNode(GRAPH["ontology"])
        text = ontology_graph().serialize(format="nt")
        triples = ox.parse(text, format=ox.RdfFormat.N_TRIPLES)
        store.load(ox.Quad(t.subject, t.predicate, t.object, ontology) for t in triples)
        return store

    @property
    def rdf(self) -> Dataset:
        """An rdflib view of the store; its default graph is the union of all named graphs."""
        return self.store.rdflib_view()

    def exported_quads(self) -> list[ox.Quad]:
        """Return the quads that are exported: asserted, external and derived, gaps included."""
        return [*self.assembly.quads, *self._derived, *gap_quads(self.gaps())]

    # -- questions ----------------------------------------------------------------------------

    def query(self, question: str, **parameters: object) -> Table:
        """Answer a named question, or a SPARQL query.

        Parameters
        ----------
        question : str
            Name or id of a question, or the text of a SPARQL 1.1 query.
        **parameters
            Values of the question's parameters, or terms for variables of a SPARQL query. A row
            is named ``dataset/id``.

        Returns
        -------
        Table

        Raises
        ------
        QueryError
            If the question is unknown, a parameter does not fit, or the text is not valid SPARQL
            or would reach outside the store.
        """
        named = find_question(question)
        if named is not None:
            return self.store.query(named.sparql, self._bindings(named, parameters))
        if not any(mark in question for mark in " {\n"):
            raise QueryError(unknown_question(question))
        return self.store.query(question, {key: _term(v) for key, v in parameters.items()})

    def _bindings(self, question: Question, given: Mapping[str, object]) -> dict[str, Node]:
        known = {parameter.name: parameter for parameter in question.parameters}
        for name in given:
            if name not in known:
                raise QueryError(unknown_parameter(question, name))
        values = {p.name: p.default for p in question.parameters if p.default} | dict(given)
        return {
            name: value if isinstance(value, Node) else self._bound(known[name], str(value))
            for name, value in values.items()
            if value not in (None, "")
        }

    def _bound(self, parameter: Parameter, value: str) -> Node:
        if parameter.type == "concept":
            return self._concept(parameter, value)
        if parameter.type == "iri":
            return URIRef(value) if "://" in value else URIRef(self.entry(value).iri)
        return literal_of(parameter, value)

    def _concept(self, parameter: Parameter, value: str) -> Node:
        choices = self.schema.schemes.get(str(CONCEPT[parameter.scheme]), ())
        for concept in choices:
            if fold(value) in {fold(name) for name in concept.names} or value == concept.iri:
                return URIRef(concept.iri)
        guess = did_you_mean(value, [name for concept in choices for name in concept.names])
        raise QueryError(
            problem(
                Location(),
                "bad-parameter",
                ("{name} kan inte vara ”{value}”.", "{name} cannot be “{value}”."),
                hint=("Menade du ”{guess}”?", "Did you mean “{guess}”?") if guess else None,
                name=parameter.name,
                value=shorten(value),
                guess=guess,
            )
        )

    def entry(self, name: str) -> Entry:
        """Return the row that ``dataset/id`` names, or ``id`` where it is the only one.

        Raises
        ------
        QueryError
            If there is none.
        """
        slug, _, identifier = name.rpartition("/")
        for (dataset, other), entry in sorted(self.assembly.entries.items()):
            if other == identifier and slug in ("", dataset):
                return entry
        names = [f"{dataset}/{other}" for dataset, other in self.assembly.entries]
        guess = did_you_mean(name, names)
        raise QueryError(
            problem(
                Location(),
                "unknown-row",
                ("Det finns ingen rad ”{name}”.", "There is no row “{name}”."),
                hint=("Menade du ”{guess}”?", "Did you mean “{guess}”?") if guess else None,
                name=shorten(name),
                guess=guess,
            )
        )

    # -- names --------------------------------------------------------------------------------

    @cached_property
    def _concept_labels(self) -> dict[str, dict[str, str]]:
        concepts = [item for scheme in self.schema.schemes.values() for item in scheme]
        labels = {item.iri: {"sv": item.label.sv, "en": item.label.en} for item in concepts}
        for term, label in vocabulary_graph().subject_objects(RDFS.label):
            if isinstance(label, Literal) and label.language in LANGUAGES:
                labels.setdefault(str(term), {})[label.language] = str(label)
        return labels

    def label(self, node: str, language: Language = "sv") -> str:
        """Return the name of a row, concept, class or property; a short form of any other IRI."""
        if node in self._concept_labels:
            return self._concept_labels[node][language]
        label = self.facts.value(node, str(RDFS.label))
        return label or self._composed(node, language) or self.short(node)

    def _composed(self, node: str, language: Language) -> str:
        """Return a name for a row that has none of its own: a participation, or a statement."""
        structure = self.facts.value(node, str(MR.inStructure))
        if structure:
            paths = (MR.participant, MR.participantSector)
            parties = [value for path in paths for value in self.facts.values(node, str(path))]
            told = Text("{party} i {structure}", "{party} in {structure}")
            return told.format(
                party=", ".join(self.label(party, language) for party in parties) or "–",
                structure=self.label(structure, language),
            ).pick(language)
        about = self.facts.value(node, str(MR.about))
        return self.label(about, language) if about and about != node else ""

    def short(self, node: str) -> str:
        """Return an IRI in the short form ``dataset/id`` where it has one."""
        identifier = self.facts.value(node, str(DCTERMS.identifier))
        slug = self.facts.graph_of.get(node, "").removeprefix(str(GRAPH)).split("/")[0]
        if identifier and slug:
            return f"{slug}/{identifier}"
        if node.endswith("/claim") and node.removesuffix("/claim") in self.facts.graph_of:
            return f"{self.short(node.removesuffix('/claim'))}/claim"
        for base in (str(GRAPH), str(CONCEPT), str(MR)):
            node = node.removeprefix(base)
        return node

    def show(self, term: Node, language: Language = "sv") -> str:
        """Return a term of an answer as text for people."""
        if isinstance(term, Literal):
            return str(term)
        return self.label(str(term), language)

    # -- validation, gaps, network ------------------------------------------------------------

    def validate(self, sources: str | Path | None = None) -> ValidationReport:
        """Check the datasets; with `sources`, look each phrase up in the documents there."""
        return validate(self.assembly, self.schema, Path(sources) if sources else None)

    def gaps(
        self, as_of: dt.date | str | None = None, rules: Iterable[str] | None = None
    ) -> tuple[Gap, ...]:
        """Return the gaps that the rules find.

        Parameters
        ----------
        as_of : datetime.date or str, optional
            Another date than the graph's own.
        rules : iterable of str, optional
            Ids or names of rules; all that the profile has on where not given.

        Returns
        -------
        tuple of Gap
            Sorted by severity, rule and municipality.
        """
        chosen = [rule for rule in select_rules(rules) if not rule.flag]
        return self._found(chosen, _as_date(as_of) or self.as_of)

    def against_findings(self) -> tuple[Comparison, ...]:
        """Take each absence and critical finding out of the graph in turn, and run the rules."""
        rules = [rule for rule in select_rules(None) if not rule.flag]
        quads = [*self.assembly.quads, *self._derived]
        return compare_with_sources(quads, self.facts, rules, self.as_of)

    def flags(self, as_of: dt.date | str | None = None) -> tuple[Gap, ...]:
        """Return the knowledge flags: what a reader should know of the sources; never gaps."""
        chosen = [rule for rule in select_rules(None) if rule.flag]
        return self._found(chosen, _as_date(as_of) or self.as_of)

    def _found(self, rules: Sequence[Rule], day: dt.date | None) -> tuple[Gap, ...]:
        asked = (tuple(rules), day)
        if asked not in self._known:  # the store and each export ask for the same gaps
            derived = self._derived
            if day != self.as_of:
                derived = self._deriver(day).quads([info.slug for info in self.datasets])
            quads = [*self.assembly.quads, *derived]
            self._known[asked] = find_gaps(
                quads, self.facts, rules, bundled_profile(), day, self.label
            )
        return self._known[asked]

    def snapshot(self, as_of: dt.date | str | None = None) -> Snapshot:
        """Return what the exports are made from, at the graph's date or another."""
        day = _as_date(as_of) or self.as_of
        return Snapshot(
            facts=self.facts,
            deriver=self.deriver if day == self.as_of else self._deriver(day),
            schema=self.schema,
            datasets=self.datasets,
            gaps=self.gaps(day),
            flags=self.flags(day),
            as_of=day,
            label=self.label,
            short=self.short,
        )

    def network(
        self, level: str | None = None, as_of: dt.date | str | None = None
    ) -> nx.Graph[str]:
        """Return the two-mode network of bodies and structures.

        Parameters
        ----------
        level : str, optional
            Slug of a level; only structures that work at it.
        as_of : datetime.date or str, optional
            Another date than the graph's own.

        Returns
        -------
        networkx.Graph
            See `mellanrum.graph.network.two_mode_network`.
        """
        day = _as_date(as_of)
        deriver = self.deriver if day is None else self._deriver(day)
        return two_mode_network(self.facts, deriver, (level,) if level else ())


def _term(value: object) -> Node:
    if isinstance(value, Node):
        return value
    return URIRef(str(value)) if "://" in str(value) else Literal(value)
