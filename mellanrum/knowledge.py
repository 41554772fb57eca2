"""The knowledge graph: what the loaded datasets say, and what can be asked of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
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
from mellanrum.graph.coordination.needs import narrower_of_each
from mellanrum.graph.coordination.proposals import Proposal, propose
from mellanrum.graph.coordination.strengths import Strengths, Weights, as_strengths, as_weights
from mellanrum.graph.problems import problem
from mellanrum.graph.readers import DatasetInfo
from mellanrum.graph.standing.derive import Deriver
from mellanrum.graph.standing.facts import Facts
from mellanrum.graph.standing.history import FEW_DATASETS, MOST, dates_of_change
from mellanrum.graph.standing.horizon import Horizon
from mellanrum.graph.standing.network import municipal_networks, two_mode_network
from mellanrum.graph.standing.representation import Representation
from mellanrum.graph.store import EmbeddedStore, ontology_quads
from mellanrum.graph.table import Table
from mellanrum.graph.tables.assemble import Assembly
from mellanrum.graph.tables.changes import RowChange, read_changes
from mellanrum.graph.tables.entry import Entry, find_entry, names_of
from mellanrum.graph.tables.scenario import tried_out
from mellanrum.ontology.errors import Location, QueryError
from mellanrum.ontology.language import Language, as_language
from mellanrum.ontology.namespaces import DCTERMS, GRAPH, MR
from mellanrum.ontology.schema import Schema
from mellanrum.ontology.vocabularies import slug_of
from mellanrum.queries.anatomy.anatomy import Anatomy
from mellanrum.queries.asking import bindings, concept_named, term_of
from mellanrum.queries.comparison.kind_comparison import KindComparison, compare_kinds
from mellanrum.queries.comparison.row_comparison import RowComparison, Side, compare_rows
from mellanrum.queries.comparison.what_if import Outcome, WhatIf, compare_outcomes
from mellanrum.queries.finding.flag import Flag
from mellanrum.queries.finding.recall import Comparison, compare_with_sources
from mellanrum.queries.finding.runs import Runs
from mellanrum.queries.finding.selection import (
    UNDOCUMENTED,
    UNDOCUMENTED_IS_GONE,
    select_gaps,
)
from mellanrum.queries.followup.lifeline import Lifelines
from mellanrum.queries.followup.lifeline_quads import lifeline_quads
from mellanrum.queries.followup.lifeline_search import find_lifelines
from mellanrum.queries.names import Names
from mellanrum.queries.norms.norm_answer import NormAnswer
from mellanrum.queries.norms.norm_choice import NormChoice, choose_norms
from mellanrum.queries.questions import (
    find_question,
    unknown_question,
)
from mellanrum.queries.rules.catalogue import Catalogue, bundled_catalogue
from mellanrum.queries.tiers.item import Gap

if TYPE_CHECKING:
    from mellanrum.export.map.map_page import MapView

__all__ = ["KnowledgeGraph", "as_date"]

WEIGHED = tuple(str(MR[n]) for n in ("TargetGroup", "Commission", "CollaborationStructure"))


def as_date(value: dt.date | str | None) -> dt.date | None:
    """Return a date that may be given as text (``2023-04-01``)."""
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
    norms : NormChoice, optional
        The catalogue of norms; that of Sweden, for Swedish municipalities, where not given.
    """

    def __init__(
        self,
        assembly: Assembly,
        schema: Schema,
        as_of: dt.date | None = None,
        catalogue: Catalogue | None = None,
        norms: NormChoice | None = None,
    ) -> None:
        self.assembly = assembly
        self.catalogue = catalogue or bundled_catalogue()
        self.norms = norms or choose_norms()
        self.schema = schema
        self.facts = Facts(assembly.quads)
        self._names = Names(self.facts, schema)
        self.horizon = Horizon(self.facts, as_of)
        name = self._names.label
        self._runs = Runs(assembly, self.facts, schema, as_of, self.catalogue, name, self.norms)

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
        store = EmbeddedStore(self.exported_quads())
        store.load(ontology_quads())
        return store

    @property
    def rdf(self) -> Dataset:
        """An rdflib view of the store; its default graph is the union of all named graphs."""
        return self.store.rdflib_view()

    def exported_quads(self) -> list[ox.Quad]:
        """Return what was read, what was derived and found, and the rules."""
        return [*self.assembly.quads, *self._runs.quads(), *lifeline_quads(self.lifelines())]

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
        tier: str | None = None,
        level: str | None = None,
        evidence: str | Iterable[str] | None = None,
        body: str | None = None,
    ) -> tuple[Gap, ...]:
        """Return the gaps, tier by tier; of several filters, those that fit all.

        Parameters
        ----------
        as_of : datetime.date or str, optional
            Another date than the graph's own.
        rules : iterable of str, optional
            Ids or names of rules: the structural gaps that one of them finds.
        tier : str, optional
            Slug or name of a tier: ``stated``, ``structural`` or ``expected``.
        level : str, optional
            Slug or name of a level: what is missing at it, or is about a structure there.
        evidence : str or iterable of str, optional
            Slugs or names of evidence kinds, such as ``contested``.
        body : str, optional
            A body or structure as ``dataset/id``: what is about it.

        Returns
        -------
        tuple of Gap
            By tier, municipality and place; tiers are separate lists and never merged.

        Raises
        ------
        QueryError
            If a tier, a level, an evidence kind or a body is unknown.
        RuleError
            If a rule is unknown.

        Examples
        --------
        >>> import mellanrum
        >>> sorted({gap.tier for gap in mellanrum.load("ekvalla").gaps(evidence="contested")})
        ['stated']
        """
        given = (evidence,) if isinstance(evidence, str) else evidence or ()
        kinds = [self.concept("evidence-kind", kind, "evidence") for kind in given]
        if UNDOCUMENTED in kinds:
            gone = (UNDOCUMENTED_IS_GONE.sv, UNDOCUMENTED_IS_GONE.en)
            raise QueryError(problem(Location(), "not-a-gap", gone))
        return select_gaps(
            self._runs.items(self._day(as_of)),
            self.facts,
            rules=None if rules is None else {each.id for each in self.catalogue.select(rules)},
            tier=self.concept("tier", tier) if tier else "",
            level=self.level(level) if level else "",
            evidence=kinds,
            node=self.entry(body).iri if body else "",
        )

    def _day(self, as_of: dt.date | str | None) -> dt.date | None:
        """Return the date that is asked for, else the one given for the graph."""
        return as_date(as_of) or self.horizon.given

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
        >>> import mellanrum
        >>> (found,) = mellanrum.load("ekvalla").anatomy()
        >>> found.tables["structures"].cell(found.cards[0].row, "rhythm").sign
        'not-filled-in'
        """
        return self._runs.anatomy(self._day(as_of))

    def norm_answers(self, as_of: dt.date | str | None = None) -> tuple[NormAnswer, ...]:
        """Return what the data answer to each norm, its own and those of the catalogue.

        Parameters
        ----------
        as_of : datetime.date or str, optional
            Another date than the graph's own.

        Examples
        --------
        >>> import mellanrum
        >>> found = mellanrum.load("ekvalla", norms="none").norm_answers()
        >>> {one.norm.kind for one in found}
        {'own'}
        """
        return self._runs.norm_answers(self._day(as_of))

    def unknown_norms(self) -> tuple[str, ...]:
        """Return rows that name a norm which the catalogue does not have, each with the name.

        Examples
        --------
        >>> import mellanrum
        >>> mellanrum.load("ekvalla", norms="sverige").unknown_norms()
        ()
        """
        catalogue = self.norms.catalogue
        known = {norm.id for norm in catalogue.norms} if catalogue else set()
        path = str(MR.normId)
        return tuple(
            f"{self.short(node)}: {name}"
            for node in self.facts.nodes()
            for name in self.facts.values(node, path)
            if name not in known
        )

    def against_findings(self) -> tuple[Comparison, ...]:
        """Set each stated lack beside what rules and norms show without it."""
        return compare_with_sources(self.gaps())

    def flags(self, as_of: dt.date | str | None = None) -> tuple[Flag, ...]:
        """Return the knowledge flags: what a reader should know of the sources; never gaps."""
        return self._runs.flags(self._day(as_of))

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
        >>> import mellanrum
        >>> found = mellanrum.load("ekvalla").lifelines()
        >>> [(promise.deadline, promise.owners) for promise in found.overdue]
        [('2024-06', ('https://w3id.org/mellanrum/id/ekvalla/bun',))]
        """
        day = self._day(as_of)
        return find_lifelines(self.facts, self._runs.deriver(day), self.gaps(day))

    def at(self, as_of: dt.date | str) -> KnowledgeGraph:
        """Return the same data at another date."""
        return KnowledgeGraph(
            self.assembly, self.schema, as_date(as_of), self.catalogue, self.norms
        )

    @property
    def homes(self) -> tuple[str, ...]:
        """IRIs of the municipalities that the datasets are about."""
        found = (self.facts.value(str(GRAPH[i.slug]), str(DCTERMS.spatial)) for i in self.datasets)
        return tuple(sorted({home for home in found if home}))

    @cached_property
    def side(self) -> Side:
        """This graph as one of two things to compare."""
        return Side(self.facts, self.deriver, self.gaps(), self.anatomy(), self.lifelines())

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
        >>> import mellanrum
        >>> g = mellanrum.load("ekvalla", as_of="2022-01-01")
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

        Without `gaps`, those, the flags and the anatomy are left out: no rules are run.
        """
        day = self._day(as_of)
        deriver = self._runs.deriver(day)
        return Snapshot(
            facts=self.facts,
            deriver=deriver,
            schema=self.schema,
            datasets=self.datasets,
            gaps=self.gaps(day) if gaps else (),
            flags=self.flags(day) if gaps else (),
            as_of=deriver.as_of,
            label=self._names.label,
            short=self._names.short,
            inputs=partial(self._runs.inputs, deriver),
            anatomy=partial(self._runs.anatomy, day) if gaps else partial(Anatomy, ()),
            catalogue=self.catalogue,
        )

    def history(self, *, gaps: bool = True) -> tuple[Snapshot, ...]:
        """Return a snapshot for each year in which something changes, the graph's own date last.

        Of more than ten datasets only the graph's own date: each further date runs all rules
        on all of them anew.
        """
        most = MOST if len(self.datasets) <= FEW_DATASETS else 1
        *past, _ = dates_of_change(self.facts, self.as_of, most)
        return (*(self.snapshot(day, gaps=gaps) for day in past), self.snapshot(gaps=gaps))

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
        >>> import mellanrum
        >>> mellanrum.load("ekvalla").map("en")
        FramedPage(title='Map of collaboration', height=760)
        """
        from mellanrum.export.map.map_page import MapData, map_page
        from mellanrum.export.map.strings import STRINGS

        text = map_page(MapData(self.history()), as_language(language), view=view)
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
        deriver = self._runs.deriver(self._day(as_of))
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
        return municipal_networks(whole, representation, self.homes)

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
        >>> import mellanrum
        >>> [found] = mellanrum.load("ekvalla").congruence("political").municipalities
        >>> found.index("lead")
        (Fraction(4, 75), Fraction(77, 450))
        """
        day = as_date(as_of)
        table, given = self._numbers(strengths, weights)
        deriver = self._runs.deriver(self._day(day))
        levels = (meeting_level_named(level),) if level else ()
        inputs = self._runs.inputs(deriver) if table is None else None
        return congruence_of_data(deriver, levels, table, given, inputs)

    def whatif(
        self,
        *changes: RowChange | str | Path,
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
        >>> import mellanrum
        >>> from mellanrum.graph.tables.changes import add_participation
        >>> found = mellanrum.load("ekvalla").whatif(add_participation("presidieradet:kfn"))
        >>> [(gap.tier, gap.rule and gap.rule.id) for gap in found.closed]
        [('structural', 'N02'), ('expected', None)]
        """
        made = [
            change
            for given in changes
            for change in ((given,) if isinstance(given, RowChange) else read_changes(Path(given)))
        ]
        assembly = tried_out(self.assembly, self.deriver, self.schema, made)
        changed = KnowledgeGraph(
            assembly, self.schema, self.horizon.given, self.catalogue, self.norms
        )
        table, given = self._numbers(strengths, weights)
        before, after = (
            Outcome(graph.gaps(), graph.anatomy(), graph.congruence(strengths=table, weights=given))
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
        groups = narrower_of_each(representation)
        return propose(report, groups, n, max_members)

    def _numbers(
        self, strengths: Strengths | str | Path | None, weights: Weights | str | Path | None
    ) -> tuple[Strengths | None, Weights | None]:
        """Return strengths and weights, read where they are given as files."""
        names = partial(
            names_of, self.assembly.entries, partial(self.schema.is_a, ancestors=WEIGHED)
        )
        return as_strengths(strengths), as_weights(weights, names)

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
