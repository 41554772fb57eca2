"""The gap engine: run the rules on each municipality and turn the answers into gaps."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial

import pyoxigraph as ox

from mellanrum.graph.collector import collector_paused
from mellanrum.graph.coordination.inputs import CongruenceInputs, congruence_inputs
from mellanrum.graph.problems import problem, shorten
from mellanrum.graph.standing.derive import Deriver
from mellanrum.graph.standing.facts import Facts
from mellanrum.graph.store import EmbeddedStore
from mellanrum.ontology.errors import Location, Problem, RuleError
from mellanrum.ontology.namespaces import RDFS, SKOS
from mellanrum.ontology.schema import load_schema
from mellanrum.ontology.vocabularies import SEVERITY
from mellanrum.queries.finding.answers import COLUMNS, Answer, answers
from mellanrum.queries.finding.candidate import Candidate
from mellanrum.queries.finding.evidence import EvidenceBase
from mellanrum.queries.finding.gap import Gap, gap_iri
from mellanrum.queries.finding.partition import municipality_quads
from mellanrum.queries.finding.sentence import GapSentence, Namer
from mellanrum.queries.finding.workers import in_workers, worker_count
from mellanrum.queries.rules.catalogue import Profile, Rule
from mellanrum.queries.rules.context import merged, rule_contexts
from mellanrum.queries.rules.functions import network_rules
from mellanrum.queries.rules.paths import paths_read

__all__ = [
    "Namer",
    "candidates_of",
    "decided",
    "find_candidates",
    "find_gaps",
    "network_candidates",
]

IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]*")


@collector_paused()
def find_gaps(
    quads: Sequence[ox.Quad],
    facts: Facts,
    rules: Iterable[Rule],
    profile: Profile,
    as_of: dt.date | None,
    name: Namer,
    workers: int | None = None,
    inputs: Sequence[CongruenceInputs] | None = None,
) -> tuple[Gap, ...]:
    """Run rules on every municipality.

    Parameters
    ----------
    quads : sequence of pyoxigraph.Quad
        Asserted and derived quads of all datasets.
    facts : Facts
        The asserted quads, indexed.
    rules : iterable of Rule
        Those that the profile has on are run.
    profile : Profile
        Severities.
    as_of : datetime.date or None
        The date of the run.
    name : callable
        Gives the name of a node in a language, for the gap's sentence.
    workers : int, optional
        Number of processes; see `find_candidates`.
    inputs : sequence of CongruenceInputs, optional
        What each municipality requires and has at the date, where it is known already.

    Returns
    -------
    tuple of Gap
        Sorted by severity, rule and name.
    """
    base = EvidenceBase(facts, as_of)
    active = [rule for rule in rules if profile.severity(rule.id)]
    candidates = find_candidates(quads, base, active, workers, inputs)
    return decided(candidates, base, profile, name)


def decided(
    candidates: Iterable[Candidate], base: EvidenceBase, profile: Profile, name: Namer
) -> tuple[Gap, ...]:
    """Decide how each candidate is known, and return the gaps in order."""
    wording = GapSentence(name, base.facts.types, partial(_aliases, base.facts))
    found = (_gap(candidate, base, profile, wording) for candidate in candidates)
    gaps = {gap.iri: gap for gap in found}
    return tuple(sorted(gaps.values(), key=_order))


def find_candidates(
    quads: Collection[ox.Quad],
    base: EvidenceBase,
    rules: Sequence[Rule],
    workers: int | None = None,
    inputs: Sequence[CongruenceInputs] | None = None,
) -> Iterator[Candidate]:
    """Yield what rules find in each municipality, before it is known how it is known.

    Parameters
    ----------
    quads : collection of pyoxigraph.Quad
        Asserted and derived quads of all datasets.
    base : EvidenceBase
        For the municipality of each row.
    rules : sequence of Rule
        All of them are run.
    workers : int, optional
        Number of processes, 1 for this one; where not given as
        `mellanrum.queries.finding.workers.worker_count` says. The answers and their order are
        the same.
    inputs : sequence of CongruenceInputs, optional
        What each municipality requires and has by the quads at the date of `base`; worked out
        from them where a network rule is run and it is not given.
    """
    asked = [rule for rule in rules if rule.sparql]
    if asked:
        yield from candidates_of(_answered(quads, base, asked, workers), base, asked)
    if any(rule.function for rule in rules):
        known = congruence_inputs(_deriver(quads, base)) if inputs is None else inputs
        yield from network_candidates(known, base, rules)


def _answered(
    quads: Iterable[ox.Quad], base: EvidenceBase, rules: Sequence[Rule], workers: int | None
) -> Iterator[tuple[str, list[list[Answer]]]]:
    """Yield each municipality with the answers of each rule that has a query."""
    queries = [rule.sparql for rule in rules]
    parts = municipality_quads(quads, base, paths_read(queries))
    municipalities = sorted(parts)
    count = worker_count(len(municipalities)) if workers is None else workers
    ordered = map(parts.pop, municipalities)  # each is let go of when it has been asked
    if count > 1:
        found = in_workers(ordered, queries, count)
    else:
        found = (answers(EmbeddedStore(part), queries) for part in ordered)
    yield from zip(municipalities, found, strict=True)


def candidates_of(
    answered: Iterable[tuple[str, Sequence[Sequence[Answer]]]],
    base: EvidenceBase,
    rules: Sequence[Rule],
) -> Iterator[Candidate]:
    """Yield what each municipality's answers to these rules say of its own rows."""
    for municipality, by_rule in answered:
        for rule, found in zip(rules, by_rule, strict=True):
            yield from _candidates(rule, found, municipality, base)


def network_candidates(
    inputs: Iterable[CongruenceInputs], base: EvidenceBase, rules: Sequence[Rule]
) -> Iterator[Candidate]:
    """Yield what those of the rules that are functions find in each municipality."""
    computed = [rule for rule in rules if rule.function]
    for context in rule_contexts(inputs):
        for rule in computed:
            found = merged(network_rules()[rule.function](context))
            yield from _candidates(rule, found, context.municipality, base)


def _deriver(quads: Iterable[ox.Quad], base: EvidenceBase) -> Deriver:
    """Work out what stands in quads, from those of them that are asserted."""
    asserted = [quad for quad in quads if not str(quad.graph_name).endswith("/derived>")]
    return Deriver(Facts(asserted), load_schema(), base.as_of)


def _candidates(
    rule: Rule, found: Iterable[Answer], municipality: str, base: EvidenceBase
) -> Iterator[Candidate]:
    for answer in found:
        if base.municipality_of(answer.subject) == municipality:
            yield _candidate(rule, answer, municipality)


def _candidate(rule: Rule, answer: Answer, municipality: str) -> Candidate:
    if rule.own:
        _check_answer(rule, answer)
    return Candidate(
        rule=rule,
        subject=answer.subject,
        object=answer.object,
        level=answer.level,
        about=answer.about,
        support=answer.support,
        municipality=municipality,
    )


def _check_answer(rule: Rule, answer: Answer) -> None:
    """Check that a user's rule has selected rows and concepts, since gaps are about such only."""
    for column in COLUMNS:
        value = getattr(answer, column)
        for node in (value,) if isinstance(value, str) else value:
            if node and not IRI.fullmatch(node):
                raise RuleError(_no_node(rule, column, node))


def _no_node(rule: Rule, column: str, found: str) -> Problem:
    return problem(
        Location(file=f"{rule.name}.rq"),
        "bad-answer",
        (
            "Regeln {rule} ger ”{found}” i ?{column}, som varken är en rad eller ett begrepp.",
            "Rule {rule} gives “{found}” in ?{column}, which is neither a row nor a concept.",
        ),
        hint=(
            "Välj en variabel som står för en rad eller ett begrepp, inte för text eller tal.",
            "Select a variable that stands for a row or a concept, not for text or numbers.",
        ),
        rule=rule.id,
        found=shorten(found),
        column=column,
    )


def _gap(found: Candidate, base: EvidenceBase, profile: Profile, wording: GapSentence) -> Gap:
    evidence = base.decide(found)
    severity = profile.severity(found.rule.id)
    assert severity is not None
    return Gap(
        iri=gap_iri(found.rule.id, found.subject, found.object, found.level),
        rule=found.rule,
        subject=found.subject,
        object=found.object,
        level=found.level,
        about=found.about,
        support=found.support,
        evidence=evidence.kind,
        status=evidence.status,
        severity=severity,
        dataset=base.dataset(found.subject),
        municipality=found.municipality,
        as_of=base.as_of,
        says=wording.sentence(found, evidence.kind),
        stated_by=evidence.stated_by,
        contested_by=evidence.contested_by,
        generally_stated_by=evidence.generally_stated_by,
        generally_contested_by=evidence.generally_contested_by,
        corroborated_by=evidence.corroborated_by,
        addressed_by=evidence.addressed_by,
        proposed=evidence.proposed,
    )


def _aliases(facts: Facts, node: str) -> list[str]:
    """Return the other names of a node that are more than another spelling in capitals."""
    labels = {label.casefold() for label in facts.values(node, str(RDFS.label))}
    other = facts.values(node, str(SKOS.altLabel))
    return sorted(name for name in other if name.casefold() not in labels)


def _order(gap: Gap) -> tuple[object, ...]:
    says = gap.says
    return (SEVERITY.place(gap.severity), gap.rule.id, gap.municipality, says.sv, says.en)
