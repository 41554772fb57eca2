"""The gap engine: run the rules on each municipality and turn the answers into gaps."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox
from rdflib.term import Node

from mellanrum.graph.facts import Facts
from mellanrum.graph.store import EmbeddedStore
from mellanrum.ontology.language import LANGUAGES, Language, Text
from mellanrum.queries.evidence import Candidate, EvidenceBase
from mellanrum.queries.gap import Gap, gap_iri
from mellanrum.queries.rules import COLUMNS, Profile, Rule

__all__ = ["Namer", "find_candidates", "find_gaps", "municipality_quads"]

Namer = Callable[[str, Language], str]


def municipality_quads(quads: Sequence[ox.Quad], base: EvidenceBase) -> dict[str, list[ox.Quad]]:
    """Divide quads between municipalities, each with what its rows refer to or are named by.

    A body of one municipality may sit in another's structure. So each municipality's part holds
    its own rows, the rows elsewhere that these refer to, and the rows elsewhere that refer to
    them.
    """
    by_subject: dict[str, list[ox.Quad]] = defaultdict(list)
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode):
            by_subject[quad.subject.value].append(quad)
    homes = {subject: base.home(subject) for subject in by_subject}
    wanted: dict[str, set[str]] = defaultdict(set)
    for subject, own in by_subject.items():
        wanted[homes[subject]].add(subject)
        for quad in own:
            if isinstance(quad.object, ox.NamedNode) and quad.object.value in homes:
                wanted[homes[subject]].add(quad.object.value)
                wanted[homes[quad.object.value]].add(subject)
    return {
        home: [quad for subject in sorted(subjects) for quad in by_subject[subject]]
        for home, subjects in wanted.items()
        if home
    }


def find_gaps(
    quads: Sequence[ox.Quad],
    facts: Facts,
    rules: Iterable[Rule],
    profile: Profile,
    as_of: dt.date | None,
    name: Namer,
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

    Returns
    -------
    tuple of Gap
        Sorted by severity, rule and name.
    """
    base = EvidenceBase(facts, as_of)
    active = [rule for rule in rules if profile.severity(rule.id)]
    gaps = {
        gap.iri: gap
        for candidate in find_candidates(quads, base, active)
        for gap in [_gap(candidate, base, profile, as_of, name)]
    }
    return tuple(sorted(gaps.values(), key=_order))


def find_candidates(
    quads: Sequence[ox.Quad], base: EvidenceBase, rules: Sequence[Rule]
) -> Iterator[Candidate]:
    """Yield what rules find in each municipality, before it is known how it is known."""
    for home, part in sorted(municipality_quads(quads, base).items()):
        store = EmbeddedStore(ox.Quad(q.subject, q.predicate, q.object) for q in part)
        for rule in rules:
            yield from _candidates(store, rule, home, base)


def _candidates(store: EmbeddedStore, rule: Rule, home: str, base: EvidenceBase) -> list[Candidate]:
    """Return what a rule finds in one municipality, rows with the same subject merged."""
    table = store.query(rule.sparql)
    merged: dict[tuple[str, str, str], dict[str, set[str]]] = {}
    for row in table.rows:
        cells: Mapping[str, Node | None] = dict(zip(table.columns, row, strict=True))
        subject, object_, level, about, support = (str(cells.get(c) or "") for c in COLUMNS)
        if base.home(subject) != home:
            continue
        sets = merged.setdefault((subject, object_, level), {"about": set(), "support": set()})
        sets["about"].add(about)
        sets["support"].add(support)
    return [
        Candidate(
            rule=rule,
            subject=subject,
            object=object_,
            level=level,
            about=tuple(sorted(sets["about"] - {""})),
            support=tuple(sorted(sets["support"] - {""})),
            municipality=home,
        )
        for (subject, object_, level), sets in sorted(merged.items())
    ]


def _gap(
    found: Candidate, base: EvidenceBase, profile: Profile, as_of: dt.date | None, name: Namer
) -> Gap:
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
        as_of=as_of,
        says=_sentence(found, name),
        stated_by=evidence.stated_by,
        contested_by=evidence.contested_by,
        generally_stated_by=evidence.generally_stated_by,
        corroborated_by=evidence.corroborated_by,
        addressed_by=evidence.addressed_by,
    )


def _sentence(found: Candidate, name: Namer) -> Text:
    told = {}
    for language in LANGUAGES:
        sentence = found.rule.says.pick(language).format(
            subject=name(found.subject, language),
            object=name(found.object, language) if found.object else "",
            about=_joined([name(node, language) for node in found.about], language),
        )
        told[language] = sentence[:1].upper() + sentence[1:]
    return Text(**told)


def _joined(names: list[str], language: Language) -> str:
    word = " och " if language == "sv" else " and "
    return word.join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _order(gap: Gap) -> tuple[object, ...]:
    return (("high", "medium", "low").index(gap.severity), gap.rule.id, gap.municipality, gap.says)
