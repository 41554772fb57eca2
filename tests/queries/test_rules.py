"""The gap rules: expected gaps by hand, a clean structure, and a second engine."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph

from mellanrum import KnowledgeGraph, RuleError
from mellanrum.graph.facts import Facts
from mellanrum.graph.store import EmbeddedStore, to_rdflib
from mellanrum.ontology.language import LANGUAGES
from mellanrum.queries.engine import municipality_quads
from mellanrum.queries.evidence import EvidenceBase
from mellanrum.queries.gap import Gap
from mellanrum.queries.rules import (
    Rule,
    bundled_profile,
    bundled_rules,
    read_profile,
    read_rule,
    select_rules,
)

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
RULES = {rule.id: rule for rule in bundled_rules()}
LINES = (FIXTURES / "ekvalla_gaps.csv").read_text(encoding="utf-8").splitlines()
EXPECTED = list(csv.DictReader(LINES))


def short(graph: KnowledgeGraph, node: str) -> str:
    return graph.short(node).removeprefix("ekvalla/").removesuffix("/claim") if node else ""


@pytest.mark.parametrize("rule_id", sorted(RULES))
def test_rule_finds_just_the_gaps_listed_by_hand(ekvalla: KnowledgeGraph, rule_id: str) -> None:
    found = {
        (short(ekvalla, gap.subject), short(ekvalla, gap.object), gap.evidence)
        for gap in ekvalla.gaps(rules=[rule_id])
    }
    expected = {
        (row["subject"], row["object"], row["evidence"])
        for row in EXPECTED
        if row["rule"] == rule_id
    }
    assert expected, f"no expected gap is listed for {rule_id}"
    assert found == expected


def test_statements_behind_stated_and_contested_gaps(ekvalla: KnowledgeGraph) -> None:
    found = {
        (gap.rule.id, short(ekvalla, gap.subject), short(ekvalla, gap.object)): {
            short(ekvalla, node) for node in gap.stated_by
        }
        for gap in ekvalla.gaps()
    }
    for row in EXPECTED:
        key = (row["rule"], row["subject"], row["object"])
        assert found[key] == ({row["statements"]} if row["statements"] else set()), key


def test_one_structure_has_no_gap(ekvalla: KnowledgeGraph) -> None:
    clean = ekvalla.entry("ekvalla/familjeforum").iri
    touched = [gap for gap in ekvalla.gaps() if clean in (gap.subject, gap.object)]
    assert clean in ekvalla.deriver.standing
    assert touched == []


def test_rules_profile_and_fixture_are_the_same_set() -> None:
    listed = {row["rule"] for row in EXPECTED}
    assert set(RULES) == listed == set(bundled_profile().severities)


@pytest.mark.parametrize("rule", bundled_rules(), ids=lambda rule: rule.id)
def test_rule_header_is_complete_in_both_languages(rule: Rule) -> None:
    for text in (rule.title, rule.question, rule.why, rule.closes, rule.says):
        for language in LANGUAGES:
            assert text.pick(language).strip()
    assert rule.lack
    assert "{subject}" in rule.says.sv
    assert "{subject}" in rule.says.en
    if not rule.structural:
        assert "dokumentera" in rule.says.sv
        assert "documented" in rule.says.en


@pytest.mark.parametrize("rule", bundled_rules(), ids=lambda rule: rule.id)
@pytest.mark.parametrize("name", ["ekvalla", "bundled"])
def test_rdflib_gives_the_same_answers(
    rule: Rule, name: str, request: pytest.FixtureRequest
) -> None:
    graph: KnowledgeGraph = request.getfixturevalue(name)
    quads = [*graph.assembly.quads, *graph.deriver.quads([i.slug for i in graph.datasets])]
    parts = municipality_quads(quads, EvidenceBase(graph.facts, graph.as_of))
    assert parts
    for part in parts.values():
        ours = EmbeddedStore(ox.Quad(q.subject, q.predicate, q.object) for q in part)
        theirs = Graph()
        for quad in part:
            theirs.add(tuple(to_rdflib(t) for t in (quad.subject, quad.predicate, quad.object)))
        table = ours.query(rule.sparql)
        answer = theirs.query(rule.sparql)
        columns = [str(variable) for variable in answer.vars or ()]
        expected = {tuple(row[name] for name in columns) for row in answer}
        index = [table.columns.index(name) for name in columns]
        assert {tuple(row[i] for i in index) for row in table.rows} == expected


def test_only_a_fact_closes_a_gap(ekvalla: KnowledgeGraph) -> None:
    """mal-falt has two owners and is for Fältgruppen, but is only an intention."""
    goal = ekvalla.entry("ekvalla/mal-falt").iri
    group = ekvalla.entry("ekvalla/faltgruppen").iri
    assert len(ekvalla.facts.values(goal, "https://w3id.org/mellanrum/ns#goalOf")) == 2
    assert group in {gap.subject for gap in ekvalla.gaps(rules=["G02"])}
    assert _with_fact(ekvalla, goal).isdisjoint({group})


def _with_fact(graph: KnowledgeGraph, node: str) -> set[str]:
    """Return the subjects of G02 when the claim about a node is turned into a fact."""
    modality = "https://w3id.org/mellanrum/ns#modality"
    fact = ox.NamedNode("https://w3id.org/mellanrum/concept/modality/fact")
    changed = [
        ox.Quad(q.subject, q.predicate, fact, q.graph_name)
        if str(getattr(q.subject, "value", "")) == f"{node}/claim" and q.predicate.value == modality
        else q
        for q in graph.assembly.quads
    ]
    return {gap.subject for gap in _rerun(graph, changed, "G02")}


def _rerun(graph: KnowledgeGraph, quads: list[ox.Quad], rule: str) -> tuple[Gap, ...]:
    from dataclasses import replace

    assembly = replace(graph.assembly, quads=tuple(quads))
    return KnowledgeGraph(assembly, graph.schema, graph.as_of).gaps(rules=[rule])


def test_absences_and_findings_are_not_what_the_rules_read(bundled: KnowledgeGraph) -> None:
    """With every absence and finding taken out, the same gaps are found from structure."""
    facts = Facts(bundled.assembly.quads)
    gone = {
        node
        for node in facts.nodes()
        for kind in facts.types(node)
        if kind.endswith(("#AbsenceStatement", "#Finding"))
    }
    assert len(gone) > 50
    rest = [
        quad
        for quad in bundled.assembly.quads
        if getattr(quad.subject, "value", "") not in gone
        and getattr(quad.subject, "value", "").removesuffix("/claim") not in gone
        and getattr(quad.object, "value", "") not in gone
    ]
    before = {(gap.rule.id, gap.subject, gap.object) for gap in bundled.gaps()}
    after = {
        (gap.rule.id, gap.subject, gap.object)
        for rule in RULES
        for gap in _rerun(bundled, rest, rule)
    }
    assert before == after


def test_gaps_follow_the_date(ekvalla: KnowledgeGraph) -> None:
    """atag-kontakt was due on 2024-06-30: no gap before, a gap after."""
    commitment = ekvalla.entry("ekvalla/atag-kontakt").iri

    def open_on(day: dt.date) -> bool:
        return commitment in {gap.subject for gap in ekvalla.gaps(as_of=day, rules=["G10"])}

    assert not open_on(dt.date(2024, 6, 30))
    assert open_on(dt.date(2024, 7, 1))


def test_iris_are_the_same_in_another_run(ekvalla: KnowledgeGraph) -> None:
    again = KnowledgeGraph(ekvalla.assembly, ekvalla.schema)
    assert [gap.iri for gap in again.gaps()] == [gap.iri for gap in ekvalla.gaps()]
    assert len({gap.iri for gap in ekvalla.gaps()}) == len(ekvalla.gaps())


def test_gaps_are_data_with_their_rule(ekvalla: KnowledgeGraph) -> None:
    table = ekvalla.query(
        "SELECT ?rule (COUNT(DISTINCT ?gap) AS ?count) WHERE { ?gap a mr:Gap ; "
        "mr:derivedByRule/dct:identifier ?rule ; mr:evidenceKind ?kind ; mr:gapSubject ?s } "
        "GROUP BY ?rule"
    )
    counted = {str(rule): int(str(count)) for rule, count in table.rows}
    expected = {rule: sum(row["rule"] == rule for row in EXPECTED) for rule in RULES}
    assert counted == expected


def test_unknown_rule_gets_a_suggestion() -> None:
    with pytest.raises(RuleError) as caught:
        select_rules(["G1"])
    assert "G01" in caught.value.say("sv") or "G10" in caught.value.say("sv")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("#+ id: G01", "#+ id: [G01"), "bad-header"),
        (("#+ lack: [forum]", "#+ lack: [forumm]"), "unknown-name"),
        (("#+ missing: Forum", "#+ missing: Forun"), "unknown-name"),
        (("#+ evidence: undocumented", "#+ evidence: maybe"), "bad-header"),
        (("SELECT DISTINCT ?subject", "SELECT DISTINCT ?thing"), "bad-columns"),
        (
            ("#+ title: {sv: Nivåglapp, en: Level gap}", "#+ title: {sv: Nivåglapp}"),
            "missing-header",
        ),
    ],
)
def test_faulty_rule_file_is_refused(change: tuple[str, str], code: str) -> None:
    from mellanrum.ontology.assets import read_asset

    text = read_asset("queries", "gaps", "G01-level.rq")
    assert change[0] in text
    with pytest.raises(RuleError) as caught:
        read_rule("G01-level.rq", text.replace(*change))
    problem = caught.value.problems[0]
    assert problem.code == code
    assert problem.location.file == "G01-level.rq"


def test_profile_turns_rules_off_and_refuses_unknown_ones() -> None:
    profile = read_profile("p.csv", "rule,severity,active\nG01,low,yes\nG02,high,no\n")
    assert profile.severity("G01") == "low"
    assert profile.severity("G02") is None
    with pytest.raises(RuleError) as caught:
        read_profile("p.csv", "rule,severity,active\nG01,grave,yes\n")
    assert caught.value.problems[0].location.row == 2
