"""What is measured of the gap pass: each part of it, in turn with raw Oxigraph on the same data."""

from __future__ import annotations

import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

import pyoxigraph as ox
from rdflib import Graph

from mellanrum.graph.collector import collector_paused
from mellanrum.graph.coordination.inputs import congruence_inputs
from mellanrum.graph.coordination.municipal_congruence import congruence_of_data
from mellanrum.graph.standing.derive import Deriver
from mellanrum.graph.standing.facts import Facts
from mellanrum.graph.store import EmbeddedStore, to_rdflib
from mellanrum.knowledge import KnowledgeGraph
from mellanrum.ontology.namespaces import PREFIXES
from mellanrum.queries.finding.candidate import Candidate
from mellanrum.queries.finding.engine import candidates_of, find_candidates, network_candidates
from mellanrum.queries.finding.partition import municipality_quads
from mellanrum.queries.finding.rule_answers import RuleAnswer, answers
from mellanrum.queries.rules.catalogue import Profile, Rule
from mellanrum.queries.rules.paths import paths_read
from mellanrum.queries.structural.items import structural_items
from mellanrum.queries.tiers.find import find_items
from mellanrum.queries.tiers.item import Gap
from mellanrum.queries.tiers.municipal_view import views

__all__ = ["PASS", "Times", "measure", "measure_workers", "rdflib_times", "rule_times", "whole_run"]

# The pass over loaded stores; what comes before it is told apart.
PASS = ("rules", "items", "inputs", "network", "congruence")
T = TypeVar("T")


@dataclass
class Times:
    """Seconds of each thing measured, one value a repeat.

    Processor time of this process, so that what else the machine does counts little; time by the
    clock where other processes do the work.
    """

    seen: dict[str, list[float]] = field(default_factory=dict)

    def measure(self, what: str, run: Callable[..., T], *given: object) -> T:
        """Run something and note how long it takes by the processor."""
        start = time.process_time()
        result = run(*given)
        self.note(what, time.process_time() - start)
        return result

    def clock(self, what: str, run: Callable[..., T], *given: object) -> T:
        """Run something and note how long it takes by the clock."""
        start = time.perf_counter()
        result = run(*given)
        self.note(what, time.perf_counter() - start)
        return result

    def note(self, what: str, seconds: float) -> None:
        """Note how long something took."""
        self.seen.setdefault(what, []).append(seconds)

    def sums(self, *parts: str) -> list[float]:
        """Return the sum of several things in each repeat."""
        return [sum(values) for values in zip(*(self.seen[part] for part in parts), strict=True)]

    def ratio(self, over: Sequence[str], under: Sequence[str]) -> float:
        """Return the median over the repeats of one sum by another in the same repeat."""
        pairs = zip(self.sums(*over), self.sums(*under), strict=True)
        return statistics.median(one / other for one, other in pairs)

    def __getitem__(self, what: str) -> float:
        return statistics.median(self.seen[what])


@collector_paused()
def measure(graph: KnowledgeGraph, rules: Sequence[Rule], times: Times) -> None:
    """Run everything once, from the quads that were read to gaps and congruence."""
    facts = times.measure("index", Facts, graph.assembly.quads)
    deriver = times.measure("stands", Deriver, facts, graph.schema, graph.as_of)
    derived = times.measure("derived", deriver.quads, _slugs(graph))
    asked = [rule for rule in rules if rule.sparql]
    answered = _ask([*graph.assembly.quads, *derived], facts, asked, times)
    inputs = times.measure("inputs", congruence_inputs, deriver)

    def network() -> list[Candidate]:
        return list(network_candidates(inputs, facts, rules))

    def items() -> tuple[Gap, ...]:
        profile, found = _every(rules), defaultdict[str, list[Candidate]](list)
        for each in (*candidates_of(answered, facts, asked), *computed):
            found[each.municipality].append(each)
        return find_items(
            views(facts, deriver, _slugs(graph)),
            graph.label,
            lambda view: structural_items(view, found[view.municipality], profile, graph.label),
        )

    computed = times.measure("network", network)
    times.measure("items", items)
    times.measure("congruence", partial(congruence_of_data, deriver, inputs=inputs))


def _ask(
    quads: Sequence[ox.Quad], facts: Facts, rules: Sequence[Rule], times: Times
) -> list[tuple[str, list[list[RuleAnswer]]]]:
    """Ask each municipality in turn: raw Oxigraph on all that it has, and the pass."""
    queries = [rule.sparql for rule in rules]
    parts = times.measure("divide", municipality_quads, quads, facts, paths_read(queries))
    whole = municipality_quads(quads, facts)
    own = Times()
    answered = []
    for home in sorted(whole):
        raw = own.measure("raw load", _raw_store, whole.pop(home))
        own.measure("raw", _exhaust, raw, queries)
        store = own.measure("load", EmbeddedStore, parts.pop(home))
        answered.append((home, own.measure("rules", answers, store, queries)))
    for what, seconds in own.seen.items():
        times.note(what, sum(seconds))
    return answered


def _raw_store(part: Iterable[ox.Quad]) -> ox.Store:
    store = ox.Store()
    store.bulk_extend(part)
    return store


def _exhaust(store: ox.Store, queries: Iterable[str]) -> None:
    """Ask raw Oxigraph, and go through the answers."""
    for query in queries:
        found = store.query(query, prefixes=PREFIXES)
        assert isinstance(found, ox.QuerySolutions)
        for _ in found:
            pass


def _every(rules: Iterable[Rule]) -> Profile:
    return {rule.id: "high" for rule in rules}


def _slugs(graph: KnowledgeGraph) -> list[str]:
    return [info.slug for info in graph.datasets]


def measure_workers(graph: KnowledgeGraph, rules: Sequence[Rule], count: int, times: Times) -> None:
    """Run the rules in this process and in worker processes; by the clock."""
    quads = [*graph.assembly.quads, *graph.deriver.quads(_slugs(graph))]

    def run(workers: int) -> list[Candidate]:
        inputs = congruence_inputs(graph.deriver)
        return find_candidates(quads, graph.facts, rules, workers, inputs)

    alone = times.clock("alone", run, 1)
    together = times.clock("workers", run, count)
    assert alone == together, "worker processes change the answers"


def whole_run(graph: KnowledgeGraph) -> None:
    """Derive, find the gaps and flags and compute the congruence, from the indexed facts on."""
    graph.gaps()
    graph.flags()
    graph.congruence()


def parts_of(graph: KnowledgeGraph, rules: Sequence[Rule]) -> list[list[ox.Quad]]:
    """Return the quads of each municipality that these rules read."""
    quads = [*graph.assembly.quads, *graph.deriver.quads(_slugs(graph))]
    return list(
        municipality_quads(quads, graph.facts, paths_read(r.sparql for r in rules)).values()
    )


def rule_times(graph: KnowledgeGraph, rules: Sequence[Rule], repeats: int) -> dict[str, Times]:
    """Return the time of each rule in our own stores."""
    stores = [EmbeddedStore(part) for part in parts_of(graph, rules)]
    found = {rule.name: Times() for rule in rules}

    def ask(query: str) -> None:
        for store in stores:
            answers(store, [query])

    for _ in range(repeats):
        for rule in rules:
            found[rule.name].measure("ours", ask, rule.sparql)
    return found


def rdflib_times(graph: KnowledgeGraph, rules: Sequence[Rule], found: dict[str, Times]) -> None:
    """Note the time of each rule on rdflib's memory store, a graph a municipality."""

    def ask(data: Graph, query: str) -> int:
        return len(list(data.query(query, initNs=PREFIXES)))

    for part in parts_of(graph, rules):
        data = Graph()
        for node, path, term, _ in part:
            data.add((to_rdflib(node), to_rdflib(path), to_rdflib(term)))
        for rule in rules:
            found[rule.name].measure("rdflib part", ask, data, rule.sparql)
    for rule in rules:
        found[rule.name].note("rdflib", sum(found[rule.name].seen["rdflib part"]))
