"""The knowledge graph: what the loaded datasets say, and what can be asked of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import pyoxigraph as ox
from rdflib import Dataset
from rdflib.term import Node

from mellanrum.export.pages.notebook import FramedPage
from mellanrum.export.snapshot import Snapshot, snapshot_history, snapshot_of
from mellanrum.graph.checks.validation import ValidationReport, validate
from mellanrum.graph.coordination.meeting import meeting_level_named
from mellanrum.graph.coordination.municipal_congruence import CongruenceReport, congruence_of_data
from mellanrum.graph.coordination.needs import narrower_of_each
from mellanrum.graph.coordination.proposals import Proposal, propose
from mellanrum.graph.coordination.strengths import Strengths, Weights, given_numbers
from mellanrum.graph.readers import DatasetInfo
from mellanrum.graph.standing.derive import Deriver
from mellanrum.graph.standing.facts import Facts
from mellanrum.graph.standing.horizon import Horizon
from mellanrum.graph.standing.network import municipal_networks, two_mode_network
from mellanrum.graph.standing.representation import Representation
from mellanrum.graph.store import EmbeddedStore, ontology_quads
from mellanrum.graph.table import Table
from mellanrum.graph.tables.assemble import Assembly
from mellanrum.graph.tables.changes import RowChange, given_changes
from mellanrum.graph.tables.entry import Entry, find_entry
from mellanrum.graph.tables.scenario import tried_out
from mellanrum.ontology.language import Language
from mellanrum.ontology.namespaces import DCTERMS, GRAPH
from mellanrum.ontology.schema import Schema
from mellanrum.ontology.vocabularies import slug_of
from mellanrum.queries.anatomy.anatomy import Anatomy
from mellanrum.queries.asking import answer, concept_named
from mellanrum.queries.comparison.kind_comparison import KindComparison, compare_kinds
from mellanrum.queries.comparison.row_comparison import RowComparison, Side, compare_rows
from mellanrum.queries.comparison.what_if import Outcome, WhatIf, compare_outcomes
from mellanrum.queries.finding.flag import Flag
from mellanrum.queries.finding.recall import Comparison, compare_with_sources
from mellanrum.queries.finding.runs import Runs
from mellanrum.queries.finding.selection import select_gaps
from mellanrum.queries.followup.lifeline import Lifelines
from mellanrum.queries.followup.lifeline_quads import lifeline_quads
from mellanrum.queries.followup.lifeline_search import find_lifelines
from mellanrum.queries.names import Names
from mellanrum.queries.norms.norm_answer import NormAnswer
from mellanrum.queries.norms.norm_choice import NormChoice, choose_norms, unknown_norms
from mellanrum.queries.rules.catalogue import Catalogue, bundled_catalogue
from mellanrum.queries.tiers.item import Gap

if TYPE_CHECKING:
    from mellanrum.export.map.map_page import MapView

__all__ = ["KnowledgeGraph", "as_date"]

Day = dt.date | str | None  # also as text; the date of the graph where None


def as_date(value: Day) -> dt.date | None:
    """Return a date that may be given as text (``2023-04-01``)."""
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


class KnowledgeGraph:
    """Loaded datasets, with everything that is derived from them at a date.

    A method hands the work on; where it says *see*, all is told there. Dates may be given as text,
    levels by slug or name, rows as ``dataset/id``; what is unknown raises a `QueryError`.

    Examples
    --------
    >>> import mellanrum
    >>> g = mellanrum.load("ekvalla", as_of="2024-11-20")
    >>> {gap.tier for gap in g.gaps(tier="expected", body="ekvalla/ks")}
    {'expected'}

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
        self.assembly, self.schema = assembly, schema
        self.catalogue = catalogue or bundled_catalogue()
        self.norms = norms or choose_norms()
        self.facts = Facts(assembly.quads)
        self.horizon = Horizon(self.facts, as_of)
        self._names = Names(self.facts, schema)
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

    @property
    def homes(self) -> tuple[str, ...]:
        """IRIs of the municipalities that the datasets are about."""
        found = (self.facts.value(str(GRAPH[i.slug]), str(DCTERMS.spatial)) for i in self.datasets)
        return tuple(sorted({home for home in found if home}))

    @property
    def deriver(self) -> Deriver:
        """What stands at the date of the graph."""
        return self._runs.deriver(self.horizon.given)

    def at(self, as_of: dt.date | str) -> KnowledgeGraph:
        """Return the same data at another date."""
        return self._with(self.assembly, as_date(as_of))

    def _with(self, assembly: Assembly, as_of: dt.date | None) -> KnowledgeGraph:
        return KnowledgeGraph(assembly, self.schema, as_of, self.catalogue, self.norms)

    def _day(self, as_of: Day) -> dt.date | None:
        return as_date(as_of) or self.horizon.given

    # -- the data, and what it is called ------------------------------------------------------

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

    def query(self, question: str, **parameters: object) -> Table:
        """Answer a named question, or a SPARQL query; see `mellanrum.queries.asking.answer`."""
        return answer(self.store, question, parameters, self.schema, self.assembly.entries)

    def validate(self, sources: str | Path | None = None) -> ValidationReport:
        """Check the datasets; with `sources`, look each phrase up in the documents there."""
        return validate(self.assembly, self.schema, Path(sources) if sources else None)

    def entry(self, name: str) -> Entry:
        """Return the row that ``dataset/id`` names, or ``id`` where it is the only one."""
        return find_entry(self.assembly.entries, name)

    def label(self, node: str, language: Language = "sv") -> str:
        """Return the name of a row, concept, class or property; a short form of any other IRI."""
        return self._names.label(node, language)

    def short(self, node: str) -> str:
        """Return an IRI in the short form ``dataset/id`` where it has one."""
        return self._names.short(node)

    def show(self, term: Node, language: Language = "sv") -> str:
        """Return a term of an answer as text for people."""
        return self._names.show(term, language)

    def level(self, name: str) -> str:
        """Return the slug of a level that is named by slug or label."""
        return self.concept("level", name)

    def concept(self, scheme: str, name: str) -> str:
        """Return the slug of a concept of a scheme that is named by slug or label."""
        return slug_of(concept_named(self.schema, scheme, name, scheme))

    # -- what is found ------------------------------------------------------------------------

    def gaps(
        self,
        as_of: Day = None,
        rules: Iterable[str] | None = None,
        tier: str | None = None,
        level: str | None = None,
        evidence: str | Iterable[str] | None = None,
        body: str | None = None,
    ) -> tuple[Gap, ...]:
        """Return the gaps, tier by tier; of several filters, those that fit all.

        See `mellanrum.queries.finding.selection.select_gaps`.
        """
        return select_gaps(self._runs, self._day(as_of), rules, tier, level, evidence, body)

    def anatomy(self, as_of: Day = None) -> Anatomy:
        """Return what the sources say of each row, element by element, and what to ask."""
        return self._runs.anatomy(self._day(as_of))

    def norm_answers(self, as_of: Day = None) -> tuple[NormAnswer, ...]:
        """Return what the data answer to each norm, its own and those of the catalogue."""
        return self._runs.norm_answers(self._day(as_of))

    def unknown_norms(self) -> tuple[str, ...]:
        """Return rows that name a norm which the catalogue does not have, each with the name."""
        return tuple(
            f"{self.short(node)}: {name}" for node, name in unknown_norms(self.facts, self.norms)
        )

    def asked_of(self, body: str, as_of: Day = None) -> Anatomy:
        """Return the cards of what a body (``dataset/id``) takes part in or answers for."""
        return self._runs.asked_of(self.entry(body).iri, self._day(as_of))

    def flags(self, as_of: Day = None) -> tuple[Flag, ...]:
        """Return the knowledge flags: what a reader should know of the sources; never gaps."""
        return self._runs.flags(self._day(as_of))

    def against_findings(self) -> tuple[Comparison, ...]:
        """Set each stated lack beside what rules and norms show without it."""
        return compare_with_sources(self.gaps())

    def lifelines(self, as_of: Day = None) -> Lifelines:
        """Return what became of each recommendation, and of each finding that led to none.

        See `mellanrum.queries.followup.lifeline_search.find_lifelines`.
        """
        day = self._day(as_of)
        return find_lifelines(self.facts, self._runs.deriver(day), self._runs.items(day))

    def compare(self, other: KnowledgeGraph | dt.date | str) -> RowComparison | KindComparison:
        """Compare with another date, another version, or another municipality.

        This graph is the earlier, or the first. One with a dataset of the same slug is another
        version, compared row by row; any other is compared by kind of structure and gap.
        """
        if not isinstance(other, KnowledgeGraph):
            return self.compare(self.at(other))
        slugs = {info.slug for info in self.datasets} & {info.slug for info in other.datasets}
        return (compare_rows if slugs else compare_kinds)(self.side, other.side)

    @cached_property
    def side(self) -> Side:
        """This graph as one of two things to compare."""
        return Side(self.facts, self.deriver, self.gaps(), self.anatomy(), self.lifelines())

    # -- what is shown ------------------------------------------------------------------------

    def snapshot(self, as_of: Day = None, *, gaps: bool = True) -> Snapshot:
        """Return what the exports are made from; without `gaps`, no rules are run."""
        return snapshot_of(self._runs, self._names, self._day(as_of), gaps=gaps)

    def history(self, *, gaps: bool = True) -> tuple[Snapshot, ...]:
        """Return a snapshot for each year in which something changes; the last alone of many."""
        return snapshot_history(self._runs, self._names, gaps=gaps)

    def map(self, language: Language = "sv", *, view: MapView = "overview") -> FramedPage:
        """Return the map; a notebook shows it, and ``save`` writes it to a file."""
        from mellanrum.export.map.map_page import framed_map

        return framed_map(self.history(), language, view)

    # -- network and congruence ---------------------------------------------------------------

    def network(self, level: str | None = None, as_of: Day = None) -> nx.Graph[str]:
        """Return the two-mode network of bodies and structures, or of those at one level.

        See `mellanrum.graph.standing.network.two_mode_network`.
        """
        deriver = self._runs.deriver(self._day(as_of))
        return two_mode_network(self.facts, deriver, (self.level(level),) if level else ())

    def networks(self, level: str | None = None, as_of: Day = None) -> dict[str, nx.Graph[str]]:
        """Return the network of each municipality, by its IRI; parameters are as for `network`."""
        whole, representation = self.network(level, as_of), Representation(self.facts, self.deriver)
        return municipal_networks(whole, representation, self.homes)

    def congruence(
        self,
        level: str | None = None,
        as_of: Day = None,
        *,
        strengths: Strengths | str | Path | None = None,
        weights: Weights | str | Path | None = None,
    ) -> CongruenceReport:
        """Return the congruence index of each municipality, with an interval for what is unknown.

        `level` is a meeting level, or a level of work that it includes; `strengths` and `weights`
        are other numbers than ours, or CSV files of them. See docs/congruence.md.
        """
        table, given = given_numbers(strengths, weights, self.assembly.entries, self.schema)
        deriver = self._runs.deriver(self._day(as_of))
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

        Changes are made by the functions of `mellanrum.graph.tables.changes`, or CSV and TOML files
        of rows. See `mellanrum.queries.comparison.what_if.compare_outcomes`.
        """
        made = given_changes(changes)
        assembly = tried_out(self.assembly, self.deriver, self.schema, made)
        changed = self._with(assembly, self.horizon.given)
        before, after = (
            Outcome(g.gaps(), g.anatomy(), g.congruence(strengths=strengths, weights=weights))
            for g in (self, changed)
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
        """Return the additions that would raise the congruence most, `n` in each municipality.

        See `mellanrum.graph.coordination.proposals.propose`.
        """
        report = self.congruence(level, strengths=strengths, weights=weights)
        groups = narrower_of_each(Representation(self.facts, self.deriver))
        return propose(report, groups, n, max_members)
