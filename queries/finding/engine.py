"""The engine: run the rules on each municipality."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

import pyoxigraph as ox

from mellanrum.graph.collector import collector_paused
from mellanrum.graph.coordination.inputs import CongruenceInputs
from mellanrum.graph.problems import problem, shorten
from mellanrum.graph.standing.facts import Facts
from mellanrum.graph.store import EmbeddedStore
from mellanrum.ontology.errors import Location, Problem, RuleError
from mellanrum.queries.finding.candidate import Candidate
from mellanrum.queries.finding.partition import municipality_quads
from mellanrum.queries.finding.rule_answers import COLUMNS, RuleAnswer, answers, merged
from mellanrum.queries.finding.worker_count import worker_count
from mellanrum.queries.rules.catalogue import Rule
from mellanrum.queries.rules.context import rule_contexts
from mellanrum.queries.rules.functions import network_rules
from mellanrum.queries.rules.paths import paths_read

__all__ = [
    "candidates_of",
    "find_candidates",
    "network_candidates",
]

IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]*")


@collector_paused()
def find_candidates(
    quads: Collection[ox.Quad],
    facts: Facts,
    rules: Sequence[Rule],
    workers: int | None = None,
    inputs: Sequence[CongruenceInputs] = (),
) -> list[Candidate]:
    """Return what rules find in each municipality, before it is put together to items.

    `quads` are those asserted and derived of all datasets, and `inputs` what each municipality
    requires and has, for the rules that are functions. In how many processes the others are run,
    `workers` says, or else `worker_count`; answers and their order are the same.
    """
    asked = [rule for rule in rules if rule.sparql]
    found: list[Candidate] = []
    if asked:
        found += candidates_of(_answered(quads, facts, asked, workers), facts, asked)
    found += network_candidates(inputs, facts, rules)
    return found


def _answered(
    quads: Iterable[ox.Quad], facts: Facts, rules: Sequence[Rule], workers: int | None
) -> Iterator[tuple[str, list[list[RuleAnswer]]]]:
    """Yield each municipality with the answers of each rule that has a query."""
    queries = [rule.sparql for rule in rules]
    parts = municipality_quads(quads, facts, paths_read(queries))
    municipalities = sorted(parts)
    count = worker_count(len(municipalities)) if workers is None else workers
    ordered = map(parts.pop, municipalities)  # each is let go of when it has been asked
    if count > 1:
        from mellanrum.queries.finding.workers import in_workers

        found = in_workers(ordered, queries, count)
    else:
        found = (answers(EmbeddedStore(part), queries) for part in ordered)
    yield from zip(municipalities, found, strict=True)


def candidates_of(
    answered: Iterable[tuple[str, Sequence[Sequence[RuleAnswer]]]],
    facts: Facts,
    rules: Sequence[Rule],
) -> Iterator[Candidate]:
    """Yield what each municipality's answers to these rules say of its own rows."""
    for municipality, by_rule in answered:
        for rule, found in zip(rules, by_rule, strict=True):
            yield from _candidates(rule, found, municipality, facts)


def network_candidates(
    inputs: Iterable[CongruenceInputs], facts: Facts, rules: Sequence[Rule]
) -> Iterator[Candidate]:
    """Yield what those of the rules that are functions find in each municipality."""
    computed = [rule for rule in rules if rule.function]
    for context in rule_contexts(inputs):
        for rule in computed:
            found = merged(network_rules()[rule.function](context))
            yield from _candidates(rule, found, context.municipality, facts)


def _candidates(
    rule: Rule, found: Iterable[RuleAnswer], municipality: str, facts: Facts
) -> Iterator[Candidate]:
    for answer in found:
        if facts.owner_of(answer.subject) == municipality:
            if rule.own:
                _check_answer(rule, answer)
            yield Candidate(rule, *answer[:5], municipality, answer.open)


def _check_answer(rule: Rule, answer: RuleAnswer) -> None:
    """Check that a user's rule has selected rows and concepts, since gaps are about such only."""
    for column in COLUMNS:
        value = getattr(answer, column)
        for node in (value,) if isinstance(value, str) else value:
            if node and not IRI.fullmatch(node):
                raise RuleError(_no_node(rule, column, node))


def _no_node(rule: Rule, column: str, found: str) -> Problem:
    place = Location(file=f"{rule.name}.rq")
    return problem(place, "bad-answer", rule=rule.id, found=shorten(found), column=column)
