"""The rules: flags by hand, headers, rules as data, and what is refused."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from mellanrum import KnowledgeGraph, RuleError
from mellanrum.graph.standing.facts import Facts
from mellanrum.inputs import read_all
from mellanrum.ontology.language import LANGUAGES
from mellanrum.queries.rules.catalogue import (
    Rule,
    bundled_catalogue,
    bundled_profile,
    bundled_rules,
    read_profile,
    read_rule,
)
from mellanrum.queries.tiers.item import Gap

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
RULES = {rule.id: rule for rule in bundled_rules()}
FLAGS = {key for key, rule in RULES.items() if rule.flag}
# They ask what became of findings, or who answers one.
ABOUT_FINDINGS = {"G07", "G08b", "G08c"}
# Nothing in Ekvalla is found by these: see the clean municipality for them.
NOT_IN_EKVALLA = {"G25", "G31", "G33", "G34", "G35"}


def listed(name: str) -> list[dict[str, str]]:
    text = (FIXTURES / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


EXPECTED_FLAGS = listed("ekvalla_flags.csv")


def short(graph: KnowledgeGraph, node: str) -> str:
    return graph.short(node).removeprefix("ekvalla/").removesuffix("/claim") if node else ""


def rerun(graph: KnowledgeGraph, quads: list[ox.Quad]) -> tuple[Gap, ...]:
    assembly = replace(graph.assembly, quads=tuple(quads))
    return KnowledgeGraph(assembly, graph.schema, graph.horizon.given).gaps()


def test_flags_are_just_those_listed_by_hand(ekvalla: KnowledgeGraph) -> None:
    found = {
        (flag.rule.id, short(ekvalla, flag.subject), short(ekvalla, flag.object))
        for flag in ekvalla.flags()
    }
    assert found == {(row["rule"], row["subject"], row["object"]) for row in EXPECTED_FLAGS}


def test_flags_are_never_gaps(ekvalla: KnowledgeGraph) -> None:
    assert sorted(FLAGS) == ["K2", "K3", "K4"]
    assert {flag.rule.id for flag in ekvalla.flags()} == FLAGS
    assert ekvalla.gaps(rules=FLAGS) == ()
    lines = {line.rule.id for gap in ekvalla.gaps() for line in gap.lines}
    assert FLAGS.isdisjoint(lines)


def test_rules_profile_and_fixtures_are_the_same_set() -> None:
    items = {
        rule for row in listed("ekvalla_items.csv") for rule in row["item"].split()[0].split("+")
    }
    assert {row["rule"] for row in EXPECTED_FLAGS} == FLAGS
    assert items | NOT_IN_EKVALLA == set(RULES) - FLAGS
    assert set(RULES) == set(bundled_profile())


@pytest.mark.parametrize("rule", bundled_rules(), ids=lambda rule: rule.id)
def test_rule_header_is_complete_in_both_languages(rule: Rule) -> None:
    for text in (rule.title, rule.question, rule.why, rule.closes, rule.says):
        for language in LANGUAGES:
            assert text.pick(language).strip()
            assert "{subject}" in rule.says.pick(language)
    assert rule.lack or rule.flag
    assert bool(rule.tier) is not rule.flag
    if rule.premise is not None:
        assert rule.premise.sv.strip() != rule.premise.en.strip()


def test_what_sources_say_is_lacking_is_not_what_the_rules_read(bundled: KnowledgeGraph) -> None:
    """With every absence and finding taken out, the rules find the same in the structure."""
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

    def found(gaps: tuple[Gap, ...]) -> set[tuple[str, str]]:
        lines = (line for gap in gaps for line in gap.lines)
        return {
            (line.rule.id, line.says.sv) for line in lines if line.rule.id not in ABOUT_FINDINGS
        }

    assert found(bundled.gaps()) == found(rerun(bundled, rest))


def test_iris_are_the_same_in_another_run(ekvalla: KnowledgeGraph) -> None:
    again = KnowledgeGraph(ekvalla.assembly, ekvalla.schema)
    assert [gap.iri for gap in again.gaps()] == [gap.iri for gap in ekvalla.gaps()]
    assert len({gap.iri for gap in ekvalla.gaps()}) == len(ekvalla.gaps())


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
        f"{base}/rule/N03/2",
        "2",
        f"{base}/concept/evidence-kind/structural",
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
        (("#+ tier: structural", "#+ evidence: maybe"), "unknown-name"),
        (("#+ tier: structural\n", ""), "bad-header"),
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
    profile = read_profile("p.csv", "rule,severity,active\nG01,low,yes\nG05,high,no\n")
    assert profile.get("G01") == "low"
    assert profile.get("G05") is None
    with pytest.raises(RuleError) as caught:
        read_profile("p.csv", "rule,severity,active\nG01,grave,yes\n")
    assert caught.value.problems[0].location.row == 2
