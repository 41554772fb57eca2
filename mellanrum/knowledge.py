"""The knowledge graph: what the loaded datasets say, and what can be asked of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import pyoxigraph as ox
from rdflib import Dataset
from rdflib.term import Node

from mellanrum.export.pages.notebook import FramedPage
from mellanrum.export.snapshot import Snapshot
from mellanrum.graph.checks.validation import ValidationReport, validate
from mellanrum.graph.coordination.meeting import meeting_level_named
from mellanrum.graph.coordination.municipal_congruence import CongruenceReport, congruence_of_data
from mellanrum.graph.coordination.needs import narrower_groups
from mellanrum.graph.coordination.proposals import Proposal, propose
from mellanrum.graph.coordination.strengths import Strengths, Weights, read_strengths, read_weights
from mellanrum.graph.readers import DatasetInfo
from mellanrum.graph.standing.derive import Deriver
from mellanrum.graph.standing.facts import Facts
from mellanrum.graph.standing.history import FEW_DATASETS, MOST, dates_of_change
from mellanrum.graph.standing.horizon import Horizon
from mellanrum.graph.standing.network import two_mode_network
from mellanrum.graph.standing.representation import Representation
from mellanrum.graph.store import EmbeddedStore
from mellanrum.graph.table import Table
from mellanrum.graph.tables.assemble import Assembly
from mellanrum.graph.tables.changes import Change, read_changes
from mellanrum.graph.tables.entry import Entry, find_entry
from mellanrum.graph.tables.scenario import tried_out
from mellanrum.inputs import read_all
from mellanrum.ontology.errors import LoadError, QueryError
from mellanrum.ontology.language import Language, as_language
from mellanrum.ontology.load import ontology_graph
from mellanrum.ontology.namespaces import DCTERMS, GRAPH, MR
from mellanrum.ontology.schema import Schema, load_schema
from mellanrum.ontology.vocabularies import slug_of
from mellanrum.queries.anatomy.anatomy import Anatomy, CardLine
from mellanrum.queries.anatomy.find import anatomy_of
from mellanrum.queries.anatomy.quads import anatomy_quads
from mellanrum.queries.asking import bindings, concept_named, term_of
from mellanrum.queries.comparison.kind_comparison import KindComparison, compare_kinds
from mellanrum.queries.comparison.row_comparison import RowComparison, Side, compare_rows
from mellanrum.queries.comparison.what_if import Outcome, WhatIf, compare_outcomes
from mellanrum.queries.finding.gap import Gap, gap_quads
from mellanrum.queries.finding.recall import Comparison, compare_with_sources
from mellanrum.queries.finding.runs import Runs
from mellanrum.queries.finding.selection import select_gaps
from mellanrum.queries.followup.lifeline import Lifelines
from mellanrum.queries.followup.lifeline_quads import lifeline_quads
from mellanrum.queries.followup.lifeline_search import find_lifelines
from mellanrum.queries.names import Names
from mellanrum.queries.questions import (
    find_question,
    unknown_question,
)
from mellanrum.queries.rules.catalogue import Catalogue, bundled_catalogue, read_catalogue
from mellanrum.queries.rules.rule_data import rule_quads
from mellanrum.queries.tiers.stated import stated_items
from mellanrum.queries.tiers.view import views

if TYPE_CHECKING:
    from mellanrum.export.map.map_page import MapView

__all__ = ["KnowledgeGraph", "compare", "load"]


def load(
    *paths: str | Path,
    as_of: dt.date | str | None = None,
    allowed_numbers: Collection[str] = (),
    profile: str | Path | None = None,
    rules: str | Path | None = None,
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
        Values from `mellanrum.graph.guards.personal_numbers.read_allowed`, for numbers that
        only look personal.
    profile : str or path, optional
        CSV file that says how severe the gaps of each rule are, and which rules are on.
    rules : str or path, optional
        Folder of rules of your own, which are added to ours; see docs/own-rules.md.

    Raises
    ------
    LoadError
        With every problem found in the tables, if there is any error among them.
    RuleError
        With everything that is wrong in the rules or the profile.

    Examples
    --------
    >>> g = load("ekvalla")
    >>> [info.slug for info in g.datasets]
    ['ekvalla']
    """
    catalogue = read_catalogue(profile, rules)
    assembly = read_all(paths, allowed_numbers)
    errors = [item for item in assembly.problems if item.severity == "error"]
    if errors:
        raise LoadError(*errors)
    return KnowledgeGraph(assembly, load_schema(), _as_date(as_of), catalogue)


def compare(
    first: str | Path, second: str | Path, *, as_of: dt.date | str | None = None
) -> RowComparison | KindComparison:
    """Compare two versions of a dataset, or two municipalities; see `KnowledgeGraph.compare`.

    Parameters
    ----------
    first, second : str or path
        As for `load`.
    as_of : datetime.date or str, optional
        The date of both; that of the newest statement in each where not given.

    Raises
    ------
    LoadError
        As for `load`.

    Examples
    --------
    >>> compare("ekvalla", "ekvalla").is_same
    True
    """
    return load(first, as_of=as_of).compare(load(second, as_of=as_of))


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
    catalogue : Catalogue, optional
        The rules and their profile; those that ship with us where not given.
    """

    def __init__(
        self,
        assembly: Assembly,
        schema: Schema,
        as_of: dt.date | None = None,
        catalogue: Catalogue | None = None,
    ) -> None:
        self.assembly = assembly
        self.catalogue = catalogue or bundled_catalogue()
        self.schema = schema
        self.facts = Facts(assembly.quads)
        self._names = Names(self.facts, schema)
        self.horizon = Horizon(self.facts, as_of)
        profile, name = self.catalogue.profile, self._names.label
        self._runs = Runs(assembly, self.facts, schema, as_of, profile, name)

    @property
    def datasets(self) -> tuple[DatasetInfo, ...]:
        """What each loaded dataset says of itself."""
        return self.assembly.infos

    @property
    def as_of(self) -> dt.date | None:
        """The date that was given, else that of the newest statement."""
        return self.horizon.latest

    # -- the graph ----------------------------------------------------------------------------

    @property
    def deriver(self) -> Deriver:
        """What stands at the date of the graph."""
        return self._runs.deriver(self.horizon.given)

    @cached_property
    def store(self) -> EmbeddedStore:
        """All graphs: asserted, external, derived with the gaps, the rules, and the ontology."""
        store = EmbeddedStore(self.assembly.quads)
        store.load(self._runs.derived)
        store.load(self._found_quads())
        store.load(self._rule_quads())
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
        """Return the quads that are exported: what was read, what was derived, and the rules."""
        return [
            *self.assembly.quads,
            *self._runs.derived,
            *self._found_quads(),
            *self._rule_quads(),
        ]

    def _found_quads(self) -> list[ox.Quad]:
        """Return what is found: the gaps, the anatomy, and where each lifeline stands."""
        return [
            *gap_quads(self.gaps()),
            *anatomy_quads(self.anatomy()),
            *lifeline_quads(self.lifelines()),
        ]

    def _rule_quads(self) -> Iterator[ox.Quad]:
        return rule_quads(self.catalogue.rules, self.catalogue.profile)

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
            return self.store.query(
                named.sparql, bindings(named, parameters, self.schema, self.assembly.entries)
            )
        if not any(mark in question for mark in " {\n"):
            raise QueryError(unknown_question(question))
        return self.store.query(question, {key: term_of(v) for key, v in parameters.items()})

    def entry(self, name: str) -> Entry:
        """Return the row that ``dataset/id`` names, or ``id`` where it is the only one.

        Raises
        ------
        QueryError
            If there is none.
        """
        return find_entry(self.assembly.entries, name)

    # -- names --------------------------------------------------------------------------------

    def label(self, node: str, language: Language = "sv") -> str:
        """Return the name of a row, concept, class or property; a short form of any other IRI."""
        return self._names.label(node, language)

    def short(self, node: str) -> str:
        """Return an IRI in the short form ``dataset/id`` where it has one."""
        return self._names.short(node)

    def show(self, term: Node, language: Language = "sv") -> str:
        """Return a term of an answer as text for people."""
        return self._names.show(term, language)

    # -- validation, gaps, network ------------------------------------------------------------

    def validate(self, sources: str | Path | None = None) -> ValidationReport:
        """Check the datasets; with `sources`, look each phrase up in the documents there."""
        return validate(self.assembly, self.schema, Path(sources) if sources else None)

    def gaps(
        self,
        as_of: dt.date | str | None = None,
        rules: Iterable[str] | None = None,
        level: str | None = None,
        evidence: str | Iterable[str] | None = None,
        body: str | None = None,
    ) -> tuple[Gap, ...]:
        """Return the gaps that the rules find; of several filters, those that fit all.

        Parameters
        ----------
        as_of : datetime.date or str, optional
            Another date than the graph's own.
        rules : iterable of str, optional
            Ids or names of rules; all that the profile has on where not given.
        level : str, optional
            Slug or name of a level: what is missing at it, or is about a structure there.
        evidence : str or iterable of str, optional
            Slugs or names of evidence kinds, such as ``stated``.
        body : str, optional
            A body or structure as ``dataset/id``: what is about it.

        Returns
        -------
        tuple of Gap
            Sorted by severity, rule and municipality.

        Raises
        ------
        QueryError
            If a level, an evidence kind or a body is unknown.
        RuleError
            If a rule is unknown.

        Examples
        --------
        >>> {gap.evidence for gap in load("ekvalla").gaps(evidence="structural")}
        {'structural'}
        """
        chosen = [rule for rule in self.catalogue.select(rules) if not rule.flag]
        kinds = (evidence,) if isinstance(evidence, str) else evidence or ()
        return select_gaps(
            self._runs.found(chosen, _as_date(as_of) or self.as_of),
            self.facts,
            self.level(level) if level else "",
            [self.concept("evidence-kind", kind, "evidence") for kind in kinds],
            self.entry(body).iri if body else "",
        )

    def anatomy(self, as_of: dt.date | str | None = None) -> Anatomy:
        """Return what the sources say of each row, element by element, and what to ask.

        Parameters
        ----------
        as_of : datetime.date or str, optional
            Another date than the graph's own.

        Returns
        -------
        Anatomy
            Iterates over the municipalities; each has tables of cells, cards, and what was not
            asked. No cell is a gap.

        Examples
        --------
        >>> (found,) = load("ekvalla").anatomy()
        >>> found.tables["structures"].cell(found.cards[0].row, "rhythm").sign
        'not-filled-in'
        """
        day = _as_date(as_of)
        return self._anatomy_by(self._runs.deriver(day), day) if day else self._anatomy

    @cached_property
    def _anatomy(self) -> Anatomy:
        return self._anatomy_by(self.deriver, self.as_of)

    def _anatomy_by(self, deriver: Deriver, day: dt.date | None) -> Anatomy:
        seen = views(self.facts, deriver, [info.slug for info in self.datasets])
        name, lines = self.label, self._own_questions(day)
        return Anatomy(
            tuple(
                anatomy_of(view, stated_items(view, name), name, lines.get(view.municipality, ()))
                for view in seen
            )
        )

    def _own_questions(self, day: dt.date | None) -> Mapping[str, list[CardLine]]:
        """Return what rules of one's own find undocumented, by municipality: a question, no gap."""
        own = [rule for rule in self.catalogue.rules if rule.own and not rule.flag]
        lines: dict[str, list[CardLine]] = {}
        for gap in self._runs.found(own, day) if own else ():
            if gap.evidence == "undocumented":
                line = CardLine(gap.subject, gap.says, gap.rule.id)
                lines.setdefault(gap.municipality, []).append(line)
        return lines

    def against_findings(self) -> tuple[Comparison, ...]:
        """Take each absence and critical finding out of the graph in turn, and run the rules."""
        on = self.catalogue.profile.severity
        rules = [rule for rule in self.catalogue.rules if on(rule.id) and not rule.flag]
        quads = [*self.assembly.quads, *self._runs.derived]
        return compare_with_sources(quads, self.facts, rules, self.as_of)

    def flags(self, as_of: dt.date | str | None = None) -> tuple[Gap, ...]:
        """Return the knowledge flags: what a reader should know of the sources; never gaps."""
        chosen = [rule for rule in self.catalogue.rules if rule.flag]
        return self._runs.found(chosen, _as_date(as_of) or self.as_of)

    def lifelines(self, as_of: dt.date | str | None = None) -> Lifelines:
        """Return what became of each recommendation, and of each finding that led to none.

        Parameters
        ----------
        as_of : datetime.date or str, optional
            Another date than the graph's own. What was said after it does not count.

        Returns
        -------
        Lifelines
            Iterates over the lifelines; has the promises, and those that are overdue, by owner.

        Examples
        --------
        >>> found = load("ekvalla").lifelines()
        >>> [(promise.deadline, promise.owners) for promise in found.overdue]
        [('2024-06', ('https://w3id.org/mellanrum/id/ekvalla/bun',))]
        """
        day = _as_date(as_of) or self.as_of
        return find_lifelines(self.facts, self._runs.deriver(day), self.gaps(day))

    def at(self, as_of: dt.date | str) -> KnowledgeGraph:
        """Return the same data at another date."""
        return KnowledgeGraph(self.assembly, self.schema, _as_date(as_of), self.catalogue)

    @property
    def homes(self) -> tuple[str, ...]:
        """IRIs of the municipalities that the datasets are about."""
        found = (self.facts.value(str(GRAPH[i.slug]), str(DCTERMS.spatial)) for i in self.datasets)
        return tuple(sorted({home for home in found if home}))

    @cached_property
    def side(self) -> Side:
        """This graph as one of two things to compare."""
        return Side(self.facts, self.deriver, self.gaps(), self.lifelines())

    def compare(self, other: KnowledgeGraph | dt.date | str) -> RowComparison | KindComparison:
        """Compare with another date, another version, or another municipality.

        Parameters
        ----------
        other : KnowledgeGraph, datetime.date or str
            A date (also as text); or a graph. A graph with a dataset of the same slug is another
            version, compared row by row; any other is compared by kind of structure and gap.

        Returns
        -------
        RowComparison or KindComparison
            This graph is the earlier, or the first.

        Examples
        --------
        >>> g = load("ekvalla", as_of="2022-01-01")
        >>> found = g.compare("2024-11-20")
        >>> [g.short(node) for node in found.structures.new]
        ['ekvalla/lotsarbetet', 'ekvalla/orosmotet']
        """
        if not isinstance(other, KnowledgeGraph):
            return self.compare(self.at(other))
        slugs = {info.slug for info in self.datasets} & {info.slug for info in other.datasets}
        if slugs:
            return compare_rows(self.side, other.side)
        return compare_kinds(self.side, other.side)

    def snapshot(self, as_of: dt.date | str | None = None, *, gaps: bool = True) -> Snapshot:
        """Return what the exports are made from, at the graph's date or another.

        Without `gaps`, those and the flags are left out, which saves running the rules.
        """
        day = _as_date(as_of) or self.as_of
        deriver = self._runs.deriver(day)
        return Snapshot(
            facts=self.facts,
            deriver=deriver,
            schema=self.schema,
            datasets=self.datasets,
            gaps=self.gaps(day) if gaps else (),
            flags=self.flags(day) if gaps else (),
            as_of=day,
            label=self._names.label,
            short=self._names.short,
            inputs=partial(self._runs.inputs, deriver),
            catalogue=self.catalogue,
        )

    def history(self, *, gaps: bool = True) -> tuple[Snapshot, ...]:
        """Return a snapshot for each year in which something changes, the graph's own date last.

        Of more than ten datasets only the graph's own date: each further date runs all rules
        on all of them anew.
        """
        most = MOST if len(self.datasets) <= FEW_DATASETS else 1
        *past, last = dates_of_change(self.facts, self.as_of, most)
        earlier = [
            replace(self.snapshot(day, gaps=False), gaps=self.gaps(day) if gaps else ())
            for day in past
        ]
        return (*earlier, self.snapshot(last, gaps=gaps))

    def map(self, language: Language = "sv", *, view: MapView = "overview") -> FramedPage:
        """Return the map; a notebook shows it, and ``save`` writes it to a file.

        Parameters
        ----------
        language : str
            The language in which it opens, ``sv`` or ``en``.
        view : str
            The view in which it opens: ``overview``, ``forum``, ``map`` or ``table``.

        Examples
        --------
        >>> load("ekvalla").map("en")
        FramedPage(title='Map of collaboration', height=760)
        """
        from mellanrum.export.map.map_page import map_data, map_page
        from mellanrum.export.map.strings import STRINGS

        text = map_page(map_data(self.history()), as_language(language), view=view)
        return FramedPage(text, STRINGS["title"].pick(language))

    def network(
        self, level: str | None = None, as_of: dt.date | str | None = None
    ) -> nx.Graph[str]:
        """Return the two-mode network of bodies and structures.

        Parameters
        ----------
        level : str, optional
            Slug or name of a level; only structures that work at it.
        as_of : datetime.date or str, optional
            Another date than the graph's own.

        Returns
        -------
        networkx.Graph
            See `mellanrum.graph.standing.network.two_mode_network`.

        Raises
        ------
        QueryError
            If the level is unknown.
        """
        deriver = self._runs.deriver(_as_date(as_of) or self.as_of)
        return two_mode_network(self.facts, deriver, (self.level(level),) if level else ())

    def networks(
        self, level: str | None = None, as_of: dt.date | str | None = None
    ) -> dict[str, nx.Graph[str]]:
        """Return the two-mode network of each municipality, by its IRI.

        A body elsewhere that takes part in one of its structures is in its network as well. A
        municipality of which only bodies in the structures of others are known has none.
        Parameters are those of `network`.
        """
        whole, representation = self.network(level, as_of), Representation(self.facts, self.deriver)
        own = set(self.homes)
        homes: dict[str, set[str]] = {}
        for node in whole:
            if representation.municipality_of(node) in own:
                homes.setdefault(representation.municipality_of(node), set()).update(
                    (node, *whole[node])
                )
        return {home: whole.subgraph(sorted(homes[home])).copy() for home in sorted(homes)}

    def congruence(
        self,
        level: str | None = None,
        as_of: dt.date | str | None = None,
        *,
        strengths: Strengths | str | Path | None = None,
        weights: Weights | str | Path | None = None,
    ) -> CongruenceReport:
        """Return the congruence index of each municipality, with an interval for what is unknown.

        Parameters
        ----------
        level : str, optional
            Slug or name of a meeting level, or of a level of work that it includes; all meeting
            levels where not given.
        as_of : datetime.date or str, optional
            Another date than the graph's own.
        strengths, weights : optional
            Other numbers than those that ship with us, or CSV files of them; a weights file names
            target groups as ``dataset/id`` or ``id``.

        Returns
        -------
        CongruenceReport
            What is counted as what is told in docs/congruence.md.

        Raises
        ------
        QueryError
            If the level is unknown.
        LoadError
            If a file has something wrong in it.

        Examples
        --------
        >>> [found] = load("ekvalla").congruence("political").municipalities
        >>> found.index("lead")
        (Fraction(4, 75), Fraction(77, 450))
        """
        day = _as_date(as_of)
        table, given = self._strengths(strengths), self._weights(weights)
        deriver = self._runs.deriver(day or self.as_of)
        levels = (meeting_level_named(level),) if level else ()
        inputs = self._runs.inputs(deriver) if table is None else None
        return congruence_of_data(deriver, levels, table, given, inputs)

    def whatif(
        self,
        *changes: Change | str | Path,
        strengths: Strengths | str | Path | None = None,
        weights: Weights | str | Path | None = None,
    ) -> WhatIf[KnowledgeGraph]:
        """Return what changes would do to the gaps and the congruence; this graph stays as it is.

        Parameters
        ----------
        *changes : Change, str or path
            Made by the functions of `mellanrum.graph.tables.changes`, or CSV and TOML files of
            rows.
        strengths, weights : optional
            As for `congruence`.

        Raises
        ------
        LoadError
            With everything that is wrong with the changes.

        Examples
        --------
        >>> from mellanrum.graph.tables.changes import add_participation
        >>> found = load("ekvalla").whatif(add_participation("presidieradet:kfn"))
        >>> sorted({gap.rule.id for gap in found.closed})
        ['G01', 'G12', 'N01a', 'N02', 'N06']
        """
        made = [
            change
            for given in changes
            for change in ((given,) if isinstance(given, Change) else read_changes(Path(given)))
        ]
        assembly = tried_out(self.assembly, self.deriver, self.schema, made)
        changed = KnowledgeGraph(assembly, self.schema, self.horizon.given, self.catalogue)
        table, given = self._strengths(strengths), self._weights(weights)
        before, after = (
            Outcome(graph.gaps(), graph.congruence(strengths=table, weights=given))
            for graph in (self, changed)
        )
        return compare_outcomes(made, before, after, changed)

    def suggest(
        self,
        n: int = 3,
        level: str | None = None,
        *,
        max_members: int | None = 8,
        strengths: Strengths | str | Path | None = None,
        weights: Weights | str | Path | None = None,
    ) -> tuple[Proposal, ...]:
        """Return the additions that would raise the congruence most; see `proposals.propose`.

        Parameters
        ----------
        n : int
            How many in each municipality.
        level : str, optional
            The meeting level that they are for; the one with the least index where not given.
        max_members : int, optional
            How many bodies a forum may have.
        strengths, weights : optional
            As for `congruence`.
        """
        report = self.congruence(level, strengths=strengths, weights=weights)
        representation = Representation(self.facts, self.deriver)
        groups = {
            entry.iri: narrower_groups(representation, entry.iri)
            for entry in self.assembly.entries.values()
            if entry.class_iri == str(MR.TargetGroup)
        }
        return propose(report, groups, n, max_members)

    def _strengths(self, given: Strengths | str | Path | None) -> Strengths | None:
        return read_strengths(Path(given)) if isinstance(given, str | Path) else given

    def _weights(self, given: Weights | str | Path | None) -> Weights | None:
        if isinstance(given, str | Path):
            return read_weights(Path(given), self._task_names())
        return given

    def level(self, name: str) -> str:
        """Return the slug of a level that is named by slug or label.

        Raises
        ------
        QueryError
            If there is none of that name.
        """
        return self.concept("level", name)

    def concept(self, scheme: str, name: str, called: str = "") -> str:
        """Return the slug of a concept that is named by slug or label.

        Parameters
        ----------
        scheme : str
            Slug of the scheme.
        name : str
            What to look up.
        called : str
            What a message calls the place where the name was given; the scheme where empty.

        Raises
        ------
        QueryError
            If the scheme has none of that name.
        """
        return slug_of(concept_named(self.schema, scheme, name, called or scheme))

    def _task_names(self) -> dict[str, str]:
        """Return what may be weighed: target groups, commissions and structures, by name."""
        wanted = tuple(str(MR[n]) for n in ("TargetGroup", "Commission", "CollaborationStructure"))
        names: dict[str, str] = {}
        for (dataset, identifier), entry in self.assembly.entries.items():
            if self.schema.is_a(entry.class_iri, wanted):
                names[f"{dataset}/{identifier}"] = entry.iri
                names.setdefault(identifier, entry.iri)
        return names
