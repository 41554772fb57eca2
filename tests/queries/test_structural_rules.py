"""The rules of the structural tier: each sentence of a premise, in a clean municipality."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.plugins.sparql.parser import parseQuery

import mellanrum
from mellanrum import KnowledgeGraph
from mellanrum.graph.store import EmbeddedStore, to_rdflib
from mellanrum.ontology.language import LANGUAGES
from mellanrum.queries.finding.partition import municipality_quads
from mellanrum.queries.rules.catalogue import Rule, bundled_rules
from tests.queries.finding_items import candidates_at, last, structural, told
from tests.queries.test_network_rules import (
    CLEAN,
    Change,
    Row,
    adding,
    both,
    having,
    loaded,
    sits,
    without,
)

RULES = [rule for rule in bundled_rules() if not rule.flag]
QUERIES = [rule for rule in bundled_rules() if rule.sparql]


def found(folder: Path, change: Change, rule: str) -> set[str]:
    """Return the gaps a rule finds when the clean municipality is changed, without questions."""
    candidates = candidates_at(loaded(folder, change))
    return {
        " ".join(last(node) for node in (one.subject, one.object, one.level) if node)
        for one in candidates
        if one.rule.id == rule and not one.open
    }


def row(table: str, /, **cells: str) -> Change:
    """Add a row; underscores in the names of columns stand for spaces."""

    def change(rows: dict[str, list[Row]]) -> None:
        rows.setdefault(table, [])
        adding(table, {key.replace("_", " "): cell for key, cell in cells.items()})(rows)

    return change


def about_audit(audit: str) -> Change:
    """Let the decision be about an audit."""
    return lambda rows: rows["decisions"][0].update({"concerns audit": audit})


NO_AGREEMENT = having("documents", "agreement", party="police", delimits="")
POLICE_LEAD = row(
    "responsibilities", id="p", name="Safe", kind="task", holder="police", target_group="older"
)
LEADS = both(POLICE_LEAD, NO_AGREEMENT)
OTHER_DOCUMENT = {"id": "rules", "name": "Rules", "kind": "steering document"}
OLD_AUDIT = row(
    "audits", id="old", name="Old audit", auditor="rev", audited_body="aa; bb", date="2021"
)
LATER = row(
    "sources",
    id="minutes",
    name="Minutes",
    kind="minutes",
    issuer="ks",
    date="2022-03",
    in_corpus="yes",
)
PLANNED = row(
    "follow_ups",
    id="look",
    name="A look",
    follows_up="safe",
    progress="planned",
    deadline="2023-06",
    modality="intention",
)
DUE_TASK = both(
    having("commitments", "do-goal", **{"committed by": "aa; bb"}),
    row(
        "commitments",
        id="due",
        name="To do",
        kind="undertaken",
        committed_by="dc",
        addresses="no-goal",
        decision="decision",
        deadline="2030",
    ),
)
FORUM = row(
    "structures",
    id="ring",
    name="The ring",
    kind="forum",
    level="operational",
    target_group="older",
    steered_by="",
    coordinated_with="",
)

UNKNOWN_STEERING = both(
    FORUM,
    sits("ring", "da", "dc"),
    without("participations", structure="chairs"),
    having("structures", "ring", **{"steered by": "heads"}),
    having("structures", "heads", level=""),
)

# A rule, what is changed, and what it then finds.
CASES: list[tuple[str, str, Change, set[str]]] = [
    # G01
    (
        "G01",
        "two committees meet in practice only",
        both(FORUM, sits("ring", "da", "dc"), without("participations", structure="chairs")),
        {"ring", "team"},
    ),
    (
        "G01",
        "what steers it is political",
        both(
            FORUM,
            sits("ring", "da", "dc"),
            without("participations", structure="chairs"),
            having("structures", "ring", **{"steered by": "chairs"}),
        ),
        {"team"},
    ),
    ("G01", "at which level its steering group works is not said", UNKNOWN_STEERING, set()),
    # G07
    (
        "G07",
        "it answers criticism, without a time",
        having("commitments", "do-goal", **{"deadline": "", "decision": "", "fulfilled by": ""}),
        {"do-goal"},
    ),
    (
        "G07",
        "it neither answers criticism nor stands in a decision",
        having(
            "commitments",
            "do-goal",
            **{"deadline": "", "decision": "", "addresses": "", "fulfilled by": ""},
        ),
        set(),
    ),
    # G08b
    (
        "G08b",
        "an answer that only confirms",
        having("responses", "answer-aa", **{"stance": "confirms", "results in": ""}),
        {"audit"},
    ),
    (
        "G08b",
        "an answer that confirms and acts",
        having("responses", "answer-aa", stance="confirms"),
        set(),
    ),
    # G10
    (
        "G10",
        "due, and nothing shows that it is done",
        having("commitments", "do-goal", **{"deadline": "2023", "fulfilled by": ""}),
        {"do-goal"},
    ),
    (
        "G10",
        "in a proposed decision, by those who propose it",
        both(
            having("commitments", "do-goal", **{"deadline": "2023", "fulfilled by": ""}),
            having("decisions", "decision", **{"decision status": "proposed"}),
        ),
        {"do-goal"},
    ),
    (
        "G10",
        "in a proposed decision that would impose it",
        both(
            having(
                "commitments",
                "do-goal",
                **{"deadline": "2023", "fulfilled by": "", "kind": "imposed"},
            ),
            having("decisions", "decision", **{"decision status": "proposed"}),
        ),
        set(),
    ),
    # G23
    (
        "G23",
        "two forums for one group",
        both(FORUM, sits("ring", "police")),
        {"chairs ring", "heads ring", "ring team"},
    ),
    ("G23", "nobody named takes part", both(FORUM, sits("ring", "renby-kommun")), set()),
    (
        "G23",
        "the same member at one level",
        both(FORUM, having("structures", "ring", **{"target group": ""}), sits("ring", "police")),
        {"ring team"},
    ),
    (
        "G23",
        "the same member at different levels",
        both(
            FORUM,
            having("structures", "ring", **{"target group": "", "level": "individual"}),
            sits("ring", "police"),
        ),
        set(),
    ),
    (
        "G23",
        "a practice against a structure",
        both(
            FORUM,
            having("structures", "ring", kind="collaboration practice"),
            sits("ring", "police"),
        ),
        set(),
    ),
    (
        "G23",
        "steered by the same",
        both(
            FORUM,
            sits("ring", "police"),
            having("structures", "ring", **{"steered by": "heads", "coordinated with": "chairs"}),
        ),
        set(),
    ),
    # G25
    (
        "G25",
        "who has a commitment in the decision is not on the list",
        both(
            row("completeness", about="decision", list="recipients"),
            DUE_TASK,
            having("decisions", "decision", **{"expedited to": "aa; bb"}),
        ),
        {"decision dc"},
    ),
    (
        "G25",
        "a department stands for its committee",
        both(
            row("completeness", about="decision", list="recipients"),
            DUE_TASK,
            having("decisions", "decision", **{"expedited to": "aa; bb; cc"}),
        ),
        set(),
    ),
    (
        "G25",
        "the list is not whole",
        both(DUE_TASK, having("decisions", "decision", **{"expedited to": "aa; bb"})),
        set(),
    ),
    (
        "G25",
        "who leads the audited group",
        both(
            row("completeness", about="decision", list="recipients"),
            having("decisions", "decision", **{"expedited to": "aa; bb"}),
            about_audit("audit"),
            without("responses", id="answer-cc"),
        ),
        {"decision cc"},
    ),
    (
        "G25",
        "who has answered",
        both(
            row("completeness", about="decision", list="recipients"),
            having("decisions", "decision", **{"expedited to": "aa; bb"}),
            about_audit("audit"),
        ),
        set(),
    ),
    # G31
    ("G31", "the police lead and meet in practice only", LEADS, {"bb police", "cc police"}),
    ("G31", "an agreement", POLICE_LEAD, set()),
    ("G31", "they meet in management", both(LEADS, sits("heads", "police")), set()),
    (
        "G31",
        "at which level they meet is not said",
        both(LEADS, having("structures", "team", level="")),
        set(),
    ),
    (
        "G31",
        "the municipality meets them",
        both(
            LEADS,
            FORUM,
            having("structures", "ring", level="management"),
            sits("ring", "police", "renby-kommun"),
        ),
        set(),
    ),
    ("G31", "an audit firm", both(LEADS, having("audits", "audit", auditor="police")), set()),
    # G32
    (
        "G32",
        "no agreement between those who lead",
        NO_AGREEMENT,
        {"aa bb", "bb cc"},
    ),
    (
        "G32",
        "a document delimits both",
        both(
            NO_AGREEMENT,
            adding("documents", {**OTHER_DOCUMENT, "delimits": "aa; bb"}),
        ),
        {"bb cc"},
    ),
    (
        "G32",
        "a document delimits what they do",
        both(
            NO_AGREEMENT,
            adding("documents", {**OTHER_DOCUMENT, "delimits": "school-young; social-young"}),
        ),
        {"bb cc"},
    ),
    (
        "G32",
        "both hold one responsibility",
        both(
            NO_AGREEMENT,
            without("responsibilities", id="school-young"),
            having("responsibilities", "social-young", holder="aa; bb"),
        ),
        {"bb cc"},
    ),
    (
        "G32",
        "territories apart",
        both(
            NO_AGREEMENT,
            lambda rows: (
                [
                    r.update(territory={"aa": "North", "bb": "South"}.get(r["id"], ""))
                    for r in rows["bodies"]
                ]
                and None
            ),
        ),
        {"bb cc"},
    ),
    (
        "G32",
        "an agreement between both that draws no boundary",
        having("documents", "agreement", delimits=""),
        set(),
    ),
    # G33
    ("G33", "nothing after it, and a source of a later year", both(OLD_AUDIT, LATER), {"aa", "bb"}),
    (
        "G33",
        "no later year but the auditors' own",
        both(
            OLD_AUDIT,
            having("audits", "old", date="2024"),
        ),
        set(),
    ),
    (
        "G33",
        "a decision about it",
        both(OLD_AUDIT, LATER, about_audit("old")),
        set(),
    ),
    (
        "G33",
        "an answer to it",
        both(OLD_AUDIT, LATER, having("responses", "answer-aa", **{"responds to": "old"})),
        set(),
    ),
    (
        "G33",
        "a commitment for it",
        both(
            OLD_AUDIT,
            LATER,
            row("findings", id="seen", name="Seen", audit="old", valence="critical", lack="forum"),
            having("commitments", "do-goal", addresses="no-goal; seen"),
        ),
        set(),
    ),
    (
        "G33",
        "a follow-up by somebody else",
        both(OLD_AUDIT, LATER, having("follow_ups", "yearly", **{"follows up": "old; safe"})),
        set(),
    ),
    (
        "G33",
        "a follow-up by the auditors",
        both(
            OLD_AUDIT,
            LATER,
            row("follow_ups", id="again", name="Again", follows_up="old", performed_by="rev"),
        ),
        {"aa", "bb"},
    ),
    (
        "G33",
        "an annual audit",
        both(
            OLD_AUDIT,
            LATER,
            lambda rows: (
                [r.update(kind="annual" if r["id"] == "old" else "") for r in rows["audits"]]
                and None
            ),
        ),
        set(),
    ),
    # G34
    ("G34", "planned, and not seen", PLANNED, {"look"}),
    (
        "G34",
        "done",
        both(
            PLANNED,
            row("follow_ups", id="done", name="Done", follows_up="safe", progress="completed"),
        ),
        set(),
    ),
    (
        "G34",
        "one that recurs",
        both(PLANNED, having("follow_ups", "yearly", **{"follows up": "safe"})),
        {"look"},
    ),
    (
        "G34",
        "somebody has undertaken it",
        both(PLANNED, having("commitments", "do-goal", concerns="look")),
        set(),
    ),
    # G35
    (
        "G35",
        "who leads the group is not on a whole list",
        both(
            row("completeness", about="team", list="participants"),
            without("participations", structure="team", participant="dc"),
        ),
        {"team cc"},
    ),
    (
        "G35",
        "the list is not whole",
        without("participations", structure="team", participant="dc"),
        set(),
    ),
    (
        "G35",
        "the municipality takes part",
        both(
            row("completeness", about="team", list="participants"),
            sits("team", "renby-kommun"),
            without("participations", structure="team", participant="dc"),
        ),
        set(),
    ),
    # N01
    (
        "N01",
        "the heads do not meet",
        without("participations", structure="heads"),
        {"aa bb management", "bb cc management"},
    ),
    (
        "N01",
        "the chairs do not meet",
        both(NO_AGREEMENT, without("participations", structure="chairs")),
        {"aa bb strategic", "bb cc strategic"},
    ),
    (
        "N01",
        "the police are asked for in practice only",
        both(LEADS, without("participations", participant="police")),
        {"bb police", "cc police"},
    ),
]


@pytest.mark.parametrize(
    ("rule", "change", "expected"),
    [(rule, change, expected) for rule, _, change, expected in CASES],
    ids=[f"{rule} {why}" for rule, why, _, _ in CASES],
)
def test_each_sentence_of_a_premise(
    tmp_path: Path, rule: str, change: Change, expected: set[str]
) -> None:
    assert found(tmp_path, change, rule) == expected


# A rule, what is changed, and the questions on cards that follow: row → words that are in it.
QUESTIONS: list[tuple[str, str, Change, dict[str, str]]] = [
    ("G01", "at which level a steering group works", UNKNOWN_STEERING, {"heads": "The ring"}),
    (
        "G31",
        "at which level they meet",
        both(LEADS, having("structures", "team", level="")),
        {"team": "police"},
    ),
    (
        "G31",
        "whether what they meet in is there",
        both(
            LEADS,
            FORUM,
            row(
                "structures",
                id="board",
                name="The board",
                kind="forum",
                level="management",
                status="unknown",
            ),
            sits("board", "police", "aa", "bb", "cc"),
        ),
        {"board": "police"},
    ),
    (
        "G32",
        "what an agreement says",
        having("documents", "agreement", delimits=""),
        {"aa": "Agreement on children", "bb": "Agreement on children"},
    ),
    (
        "G32",
        "what no document says, for none has been entered",
        both(NO_AGREEMENT, row("completeness", table="documents", state="not collected")),
        {"aa": "no steering documents", "bb": "no steering documents"},
    ),
]


@pytest.mark.parametrize(
    ("rule", "change", "expected"),
    [(rule, change, expected) for rule, _, change, expected in QUESTIONS],
    ids=[f"{rule} {why}" for rule, why, _, _ in QUESTIONS],
)
def test_what_the_sources_leave_open_is_a_question_on_a_card(
    tmp_path: Path, rule: str, change: Change, expected: dict[str, str]
) -> None:
    graph = loaded(tmp_path, change)
    lines = [line for card in graph.anatomy().cards for line in card.lines if line.source == rule]
    asked = {
        last(line.row): " ".join(x.text.en for x in lines if x.row == line.row) for line in lines
    }
    assert asked.keys() == expected.keys()
    assert all(words in asked[row] for row, words in expected.items()), asked
    items = graph.gaps(tier="structural")
    assert not [item for item in items if any(line.rule.id == rule for line in item.lines)]


def test_the_clean_municipality_is_asked_nothing_by_rules() -> None:
    assert not [line for card in mellanrum.load(CLEAN).anatomy().cards for line in card.lines]


def test_an_audit_without_a_trace_is_one_item_a_body(tmp_path: Path) -> None:
    more = row("audits", id="oldest", name="Oldest", auditor="rev", audited_body="aa", date="2020")
    graph = loaded(tmp_path, both(OLD_AUDIT, LATER, more))
    items = {told(item): {*map(last, item.about)} for item in structural(graph)}
    assert items == {"G33 aa": {"old", "oldest"}, "G33 bb": {"old"}}


# -- forms ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_header_is_complete_in_both_languages(rule: Rule) -> None:
    assert rule.tier == "structural"
    assert rule.evidence == "structural"
    assert rule.needs
    for text in (rule.title, rule.question, rule.why, rule.closes, rule.says):
        for language in LANGUAGES:
            assert text.pick(language).strip()
    for language in LANGUAGES:
        assert len(re.sub(r"\{\w+\}", "X", rule.says.pick(language)).split()) <= 25
        assert "barn" not in rule.says.pick(language)


@pytest.mark.parametrize("rule", QUERIES, ids=lambda rule: rule.id)
def test_query_keeps_to_forms_that_engines_agree_on(rule: Rule) -> None:
    parseQuery(rule.sparql)
    assert "SELECT DISTINCT" in rule.sparql
    for pattern in re.findall(r"NOT EXISTS\s*\{([^{}]*)\}", rule.sparql):
        assert not re.search(r"[.;]\s", pattern.strip()), f"several patterns: {pattern}"
    for word in ("AbsenceStatement", "validFrom ", "validUntil ", "observedAt "):
        assert f"mr:{word}" not in rule.sparql


@pytest.fixture(scope="module")
def engines(ekvalla: KnowledgeGraph, bundled: KnowledgeGraph) -> list[tuple[EmbeddedStore, Graph]]:
    """Each municipality in both engines."""
    pairs = []
    for graph in (ekvalla, bundled):
        derived = graph.deriver.quads([info.slug for info in graph.datasets])
        for part in municipality_quads([*graph.assembly.quads, *derived], graph.facts).values():
            theirs = Graph()
            for quad in part:
                theirs.add(tuple(to_rdflib(t) for t in (quad.subject, quad.predicate, quad.object)))
            ours = EmbeddedStore(ox.Quad(q.subject, q.predicate, q.object) for q in part)
            pairs.append((ours, theirs))
    return pairs


@pytest.mark.parametrize("rule", QUERIES, ids=lambda rule: rule.id)
def test_rdflib_gives_the_same_answers(
    rule: Rule, engines: list[tuple[EmbeddedStore, Graph]]
) -> None:
    for ours, theirs in engines:
        table, answer = ours.query(rule.sparql), theirs.query(rule.sparql)
        columns = [str(variable) for variable in answer.vars or ()]
        index = [table.columns.index(name) for name in columns]
        expected = {tuple(row[name] for name in columns) for row in answer}
        assert {tuple(row[i] for i in index) for row in table.rows} == expected
