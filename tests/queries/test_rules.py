"""The gap rules: expected gaps by hand, a clean structure, and a second engine."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.plugins.sparql.parser import parseQuery

import mellanrum
from mellanrum import KnowledgeGraph, RuleError
from mellanrum.graph.standing.facts import Facts
from mellanrum.graph.store import EmbeddedStore, to_rdflib
from mellanrum.inputs import read_all
from mellanrum.ontology.language import LANGUAGES
from mellanrum.queries.finding.evidence import EvidenceBase
from mellanrum.queries.finding.partition import municipality_quads
from mellanrum.queries.rules.catalogue import (
    Rule,
    bundled_catalogue,
    bundled_profile,
    bundled_rules,
    read_profile,
    read_rule,
)
from mellanrum.queries.tiers.item import Gap

Variant = Callable[[Mapping[str, list[Mapping[str, str]]]], Path]
FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
RULES = {rule.id: rule for rule in bundled_rules()}
SPARQL_RULES = [rule for rule in bundled_rules() if rule.sparql]
FLAGS = {key for key, rule in RULES.items() if rule.flag}
ABOUT_FINDINGS = {"G08a", "G08b", "G08c", "G09"}


def listed(name: str) -> list[dict[str, str]]:
    lines = (FIXTURES / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(lines))


EXPECTED = listed("ekvalla_gaps.csv")
EXPECTED_FLAGS = listed("ekvalla_flags.csv")


def short(graph: KnowledgeGraph, node: str) -> str:
    return graph.short(node).removeprefix("ekvalla/").removesuffix("/claim") if node else ""


@pytest.mark.parametrize("rule_id", sorted(RULES.keys() - FLAGS))
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


def test_flags_are_just_those_listed_by_hand(ekvalla: KnowledgeGraph) -> None:
    found = {
        (flag.rule.id, short(ekvalla, flag.subject), short(ekvalla, flag.object), flag.evidence)
        for flag in ekvalla.flags()
    }
    assert found == {
        (row["rule"], row["subject"], row["object"], row["evidence"]) for row in EXPECTED_FLAGS
    }


def test_flags_are_never_gaps(ekvalla: KnowledgeGraph) -> None:
    assert sorted(FLAGS) == ["K1", "K2", "K3", "K4"]
    assert FLAGS.isdisjoint(gap.rule.id for gap in ekvalla.gaps())
    assert {flag.rule.id for flag in ekvalla.flags()} == FLAGS
    assert ekvalla.gaps(rules=FLAGS) == ()
    table = ekvalla.query(
        "SELECT ?id WHERE { ?gap a mr:Gap ; mr:derivedByRule/dct:identifier ?id }"
    )
    assert FLAGS.isdisjoint(str(row[0]) for row in table.rows)


@pytest.mark.parametrize("clean", ["familjeforum", "lindmo-kommun", "lindmo-falt"])
def test_some_rows_have_no_gap(ekvalla: KnowledgeGraph, clean: str) -> None:
    """Familjeforum has all that a structure needs; Lindmo is only the home of a partner."""
    iri = ekvalla.entry(f"ekvalla/{clean}").iri
    touched = [gap for gap in ekvalla.gaps() if iri in (gap.subject, gap.object)]
    assert iri in ekvalla.deriver.standing
    assert touched == []


def test_rules_profile_and_fixtures_are_the_same_set() -> None:
    gaps, flags = ({row["rule"] for row in rows} for rows in (EXPECTED, EXPECTED_FLAGS))
    assert flags == FLAGS
    assert gaps == set(RULES) - FLAGS
    assert set(RULES) == set(bundled_profile().severities)


def test_gaps_name_what_they_are_about(ekvalla: KnowledgeGraph) -> None:
    """Where the sentence depends on what the gap is about, that is found as well."""
    about = {
        (gap.rule.id, short(ekvalla, gap.subject)): [short(ekvalla, node) for node in gap.about]
        for gap in (*ekvalla.gaps(), *ekvalla.flags())
    }
    uncovered = [*range(6, 13), *range(18, 21)]
    assert about["G26b", "mg-barn-unga"] == [f"age/{age:02d}" for age in uncovered]
    assert about["G07", "atag-lots"] == ["lack/owner", "lack/time-limit"]
    assert about["G08c", "iak-kontakt"] == ["foreningarna"]
    assert about["G21c", "ungdomslotsen"] == ["amn", "bun"]
    assert about["G22", "faltgruppen"] == ["lindmo-falt", "sf"]
    assert about["G23", "faltgruppen"] == ["mg-kvall", "polisen"]
    assert about["G30", "beslut-forslag"] == ["atag-motesplats", "atag-ungas-rad"]
    assert about["K1", "svar-sn-form"] == ["iak-form"]


def test_nothing_is_told_of_the_time_before_the_first_source(bundled: KnowledgeGraph) -> None:
    """Two of the documents have no date; the first that has one is of 21 May 2019.

    One of 2021 retells what an audit found in 2014, and gives that year.
    """
    [retold] = bundled.gaps(as_of=dt.date(2015, 1, 1))
    assert bundled.short(retold.subject) == "boras/iak-kaa-brister-2014"
    assert bundled.gaps(as_of=dt.date(2013, 12, 31)) == ()
    assert bundled.flags(as_of=dt.date(2015, 1, 1)) == ()
    assert len(bundled.gaps(as_of=dt.date(2019, 5, 21))) > 50


def test_parallel_tracks_lead_to_the_participations_they_share(ekvalla: KnowledgeGraph) -> None:
    [gap] = [g for g in ekvalla.gaps(rules=["G23"]) if g.subject.endswith("/faltgruppen")]
    value = ekvalla.snapshot(gaps=False).value
    shared = {
        (short(ekvalla, value(row, "inStructure")), short(ekvalla, value(row, "participant")))
        for row in gap.support
    }
    assert shared == {("faltgruppen", "polisen"), ("trygga-kvallar", "polisen")}


def test_a_steering_group_of_unknown_level_is_told_with_the_level_gap(
    bundled: KnowledgeGraph,
) -> None:
    value = bundled.snapshot(gaps=False).values
    steered = [gap for gap in bundled.gaps(rules=["G01"]) if value(gap.about[0], "steeredBy")]
    assert len(steered) == 3
    for gap in steered:
        assert {*value(gap.about[0], "steeredBy")} <= {*gap.support}


@pytest.mark.parametrize(
    ("body", "asked"),
    [("lindmo-falt", True), ("polisen", True), ("ekvalla-kommun", False), ("friskolorna", False)],
)
def test_only_a_body_that_can_have_a_post_is_asked_for_one(
    variant: Variant, body: str, asked: bool
) -> None:
    seat = {"struktur": "foraldracafe", "deltagare": body, "källa": "kalla-berattelse"}
    graph = mellanrum.load(variant({"deltaganden": [{**seat, "ställe": "avsnitt 4"}]}))
    found = {short(graph, gap.subject) for gap in graph.gaps(rules=["G22"])}
    assert ("foraldracafe" in found) == asked


def test_a_kind_of_lack_that_a_gap_names_narrows_its_evidence(ekvalla: KnowledgeGraph) -> None:
    """fr-malbild is about joint goals: general evidence for the one precondition only."""
    told = {
        short(ekvalla, gap.object): {short(ekvalla, node) for node in gap.generally_stated_by}
        for gap in ekvalla.gaps(rules=["G29"])
    }
    assert told == {"krav-malbild": {"fr-malbild", "iak-malbild"}, "krav-sspf": set()}


@pytest.mark.parametrize("rule", bundled_rules(), ids=lambda rule: rule.id)
def test_rule_header_is_complete_in_both_languages(rule: Rule) -> None:
    for text in (rule.title, rule.question, rule.why, rule.closes, rule.says):
        for language in LANGUAGES:
            assert text.pick(language).strip()
    assert rule.lack or rule.flag
    if rule.premise is not None:
        assert rule.premise.sv.strip() != rule.premise.en.strip()
    assert "{subject}" in rule.says.sv
    assert "{subject}" in rule.says.en
    if not rule.structural:
        assert "dokumentera" in rule.says.sv
        assert "documented" in rule.says.en


@pytest.mark.parametrize("rule", SPARQL_RULES, ids=lambda rule: rule.id)
def test_rule_keeps_to_forms_that_engines_agree_on(rule: Rule) -> None:
    parseQuery(rule.sparql)
    assert "SELECT DISTINCT" in rule.sparql
    for pattern in re.findall(r"NOT EXISTS\s*\{([^{}]*)\}", rule.sparql):
        assert not re.search(r"[.;]\s", pattern.strip()), f"several patterns: {pattern}"
    assert len(re.findall(r"NOT EXISTS\s*\{[^{}]*\}", rule.sparql)) == rule.sparql.count("EXISTS")
    for word in ("validFrom ", "validUntil ", "observedAt ", "deadline <", "dct:date"):
        assert f"mr:{word}" not in rule.sparql


Engines = list[tuple[EmbeddedStore, Graph]]


@pytest.fixture(scope="module")
def engines(ekvalla: KnowledgeGraph, bundled: KnowledgeGraph) -> dict[str, Engines]:
    """Each municipality in both engines."""
    return {"ekvalla": _engines(ekvalla), "bundled": _engines(bundled)}


def _engines(graph: KnowledgeGraph) -> Engines:
    quads = [*graph.assembly.quads, *graph.deriver.quads([i.slug for i in graph.datasets])]
    found = []
    for part in municipality_quads(quads, EvidenceBase(graph.facts, graph.as_of)).values():
        theirs = Graph()
        for quad in part:
            theirs.add(tuple(to_rdflib(t) for t in (quad.subject, quad.predicate, quad.object)))
        ours = EmbeddedStore(ox.Quad(q.subject, q.predicate, q.object) for q in part)
        found.append((ours, theirs))
    return found


@pytest.mark.parametrize("rule", SPARQL_RULES, ids=lambda rule: rule.id)
@pytest.mark.parametrize("name", ["ekvalla", "bundled"])
def test_rdflib_gives_the_same_answers(rule: Rule, name: str, engines: dict[str, Engines]) -> None:
    assert engines[name]
    for ours, theirs in engines[name]:
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
    return {gap.subject for gap in _rerun(graph, changed, ["G02"])}


def _rerun(graph: KnowledgeGraph, quads: list[ox.Quad], rules: list[str]) -> tuple[Gap, ...]:
    assembly = replace(graph.assembly, quads=tuple(quads))
    return KnowledgeGraph(assembly, graph.schema, graph.horizon.given).gaps(rules=rules)


def test_absences_and_findings_are_not_what_the_rules_read(bundled: KnowledgeGraph) -> None:
    """With every absence and finding taken out, the same gaps are found from structure.

    Apart from the rules that ask what became of the findings.
    """
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
    rules = sorted(RULES.keys() - FLAGS - ABOUT_FINDINGS)
    before = {(gap.rule.id, gap.subject, gap.object) for gap in bundled.gaps(rules=rules)}
    after = {(gap.rule.id, gap.subject, gap.object) for gap in _rerun(bundled, rest, rules)}
    assert before == after


def test_gaps_follow_the_date(ekvalla: KnowledgeGraph) -> None:
    """atag-kontakt was due on 2024-06-30: no gap before, a gap after."""
    commitment = ekvalla.entry("ekvalla/atag-kontakt").iri

    def open_on(day: dt.date) -> bool:
        return commitment in {gap.subject for gap in ekvalla.gaps(as_of=day, rules=["G10"])}

    assert not open_on(dt.date(2024, 6, 30))
    assert open_on(dt.date(2024, 7, 1))


def test_what_is_said_later_does_not_count(ekvalla: KnowledgeGraph) -> None:
    """Before the second audit and the answers to it, the first stood unanswered and alone."""
    gaps = ekvalla.gaps(as_of=dt.date(2020, 6, 30), rules=["G08a", "G08b", "G09", "G30"])
    found = {(gap.rule.id, short(ekvalla, gap.subject)) for gap in gaps}
    unanswered = ("iak-niva-2019", "iak-uppf-2019", "iak-kontakt-2019", "iak-rutin-2019")
    assert found == {("G08a", name) for name in unanswered} | {("G09", "kfn"), ("G09", "sn")}
    assert ekvalla.flags(as_of=dt.date(2020, 6, 30)) == ()


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
    expected = {key: sum(row["rule"] == key for row in EXPECTED) for key in RULES.keys() - FLAGS}
    assert counted == expected


def test_rules_are_data_with_all_that_they_say(ekvalla: KnowledgeGraph) -> None:
    table = ekvalla.query(
        "SELECT ?id ?iri ?version ?kind ?severity ?flag WHERE { ?iri a mr:GapRule ; "
        "dct:identifier ?id ; owl:versionInfo ?version ; mr:evidenceDefault ?kind ; "
        "mr:severity ?severity ; mr:yieldsFlags ?flag ; mr:missingClass ?missing }"
    )
    told = {str(row[0]): [str(term) for term in row[1:]] for row in table.rows}
    assert len(table.rows) == len(told)
    assert told.keys() == RULES.keys()
    base = "https://w3id.org/mellanrum"
    assert told["N03"] == [
        f"{base}/rule/N03/1",
        "1",
        f"{base}/concept/evidence-kind/undocumented",
        f"{base}/concept/severity/medium",
        "false",
    ]
    assert told["G03b"][2] == f"{base}/concept/evidence-kind/structural"
    assert {key for key, row in told.items() if row[4] == "true"} == FLAGS


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("rdfs:label", "Ensam länk mellan sektorer"),
        ("mr:ruleQuestion", "det enda som håller ihop"),
        ("mr:whyItMatters", "tappar sektorerna all kontakt"),
        ("mr:usualRemedy", "En koppling till"),
        ("mr:premise", "en nämnd räknas som sina enheter"),
        ("dct:bibliographicCitation", "Hopcroft"),
        ("mr:lack/skos:prefLabel", "kontinuitet"),
        ("mr:missingClass/rdfs:label", "samverkansstruktur"),
    ],
)
def test_what_a_rule_says_can_be_asked_from_its_gap(
    ekvalla: KnowledgeGraph, path: str, words: str
) -> None:
    table = ekvalla.query(
        f"SELECT DISTINCT ?said WHERE {{ ?gap mr:gapSubject id:ekvalla\\/trygga-kvallar ; "
        f"mr:derivedByRule ?rule ; mr:asOf ?day . ?rule dct:identifier 'N03' ; {path} ?said }}"
    )
    said = [str(row[0]) for row in table.rows]
    assert any(words in text for text in said), said


def test_exported_rules_are_not_read_back_as_data(ekvalla: KnowledgeGraph, tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    path.write_bytes(ox.serialize(ekvalla.exported_quads(), format=ox.RdfFormat.N_QUADS) or b"")
    again = KnowledgeGraph(read_all([path]), ekvalla.schema)
    assert [gap.iri for gap in again.gaps()] == [gap.iri for gap in ekvalla.gaps()]
    assert {info.slug for info in again.datasets} == {"ekvalla"}


def test_unknown_rule_gets_a_suggestion() -> None:
    with pytest.raises(RuleError) as caught:
        bundled_catalogue().select(["G1"])
    assert "G01" in caught.value.say("sv") or "G10" in caught.value.say("sv")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("#+ id: G01", "#+ id: [G01"), "bad-header"),
        (("#+ lack: [forum]", "#+ lack: [forumm]"), "unknown-name"),
        (("#+ missing: Forum", "#+ missing: Forun"), "unknown-name"),
        (("#+ evidence: undocumented", "#+ evidence: maybe"), "unknown-name"),
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
