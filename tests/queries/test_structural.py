"""The structural tier: which answers of rules make one item, how it is told, and how many."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

import mellanrum
from mellanrum import KnowledgeGraph
from mellanrum.queries.finding.sentence import GapSentence
from mellanrum.queries.rules.catalogue import Catalogue, bundled_catalogue, read_rule
from mellanrum.queries.structural.rules_asked import questions
from mellanrum.queries.tiers.find import find_items
from mellanrum.queries.tiers.item import Gap, item_iri
from tests.queries.finding_items import candidates_at, last, structural, told, views_at

Variant = Callable[[Mapping[str, list[Mapping[str, str]]]], Path]
FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
LATER = dt.date(2026, 12, 1)
# What the stated tier tells, with a line that it is also visible in the structure.
STATED = {
    "boras": {
        "G01 ifo-grundskola",
        "G06 post-socialradgivare fin-tillvaxtverket",
        "G18 ks",
    },
    "ekvalla": {"G01 faltgruppen", "G06 post-lots fin-lots", "G18 ks"},
    "tyreso": set[str](),
}
OF_ITS_OWN = {
    "boras": {
        "G32+N01 ifn ks mg-barn-unga",
        "G23 bra riskgruppsforum",
        "G25 beslut-ifn-2021 aln",
        "G08b gr-forebyggande",
        "G08c iak-inbjudan atag-friskolor",
        "G05 mal-ifn-samverkan uppf-tva-ar",
        "G03b mal-ifn-samverkan",
        "G13 samarbetsuppdrag-barn-unga mg-riskzon",
        "G07 boras-stad",
    },
    "tyreso": {"G30 beslut-svar-bun"},
}


def listed() -> list[dict[str, str]]:
    """Return the items of Ekvalla as they were listed by hand."""
    lines = (FIXTURES / "ekvalla_items.csv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(lines))


def only(items: Iterable[Gap], rule: str) -> Gap:
    [item] = [item for item in items if any(line.rule.id == rule for line in item.lines)]
    return item


@pytest.fixture(scope="module", params=["boras", "tyreso"])
def municipality(request: pytest.FixtureRequest) -> tuple[str, KnowledgeGraph]:
    return request.param, mellanrum.load(request.param)


# -- how many, and which --------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["boras", "tyreso", "ekvalla"])
def test_what_is_stated_as_well_is_a_line_there_and_no_item_of_its_own(name: str) -> None:
    graph = mellanrum.load(name)
    shown = structural(graph)
    items = find_items(
        views_at(graph),
        graph.label,
        lambda view: [item for item in shown if item.municipality == view.municipality],
    )
    alone = {told(item) for item in items if item.tier == "structural"}
    assert {told(item) for item in shown} - alone == STATED[name]
    visible = {line for item in items if item.stated for line in item.lines}
    assert all(visible.issuperset(i.lines) for i in shown if told(i) in STATED[name])


def test_items_are_just_those_expected(municipality: tuple[str, KnowledgeGraph]) -> None:
    name, graph = municipality
    assert {told(item) for item in structural(graph)} == OF_ITS_OWN[name] | STATED[name]


def test_items_of_the_invented_municipality_are_those_listed_by_hand(
    ekvalla: KnowledgeGraph,
) -> None:
    expected = {row["item"] for row in listed()}
    assert {told(item) for item in structural(ekvalla)} == expected
    assert len(expected - STATED["ekvalla"]) == 23


@pytest.mark.parametrize(
    ("name", "added"),
    [
        ("boras", {"G10 atag-friskolor", "G10 atag-utvardering"}),
        (
            "tyreso",
            {"G10 atag-bus-reviderad", "G10 atag-bus-uppfoljning", "G10 atag-uppfoljning-klar"},
        ),
    ],
)
def test_a_later_date_adds_only_what_is_due_and_says_that_nothing_later_is_read(
    name: str, added: set[str]
) -> None:
    graph = mellanrum.load(name)
    now, later = ({told(item): item for item in structural(graph, at)} for at in (None, LATER))
    assert later.keys() - now.keys() == added
    assert now.keys() <= later.keys()
    for item in added:
        assert "ingen källa efter den dagen är läst" in later[item].says.sv
        assert "no source after that day has been read" in later[item].says.en


def test_what_is_due_before_a_source_that_is_read_says_so(ekvalla: KnowledgeGraph) -> None:
    """The way in was due in June 2024, and the newest source is of November."""
    item = only(structural(ekvalla), "G10")
    assert "senare källor visar ingen redovisning" in item.says.sv
    assert "later sources show no report" in item.says.en


def test_the_clean_municipality_has_no_item() -> None:
    assert structural(mellanrum.load(FIXTURES / "clean")) == ()


def test_no_two_items_are_about_the_same_pair_and_group(
    ekvalla: KnowledgeGraph, bundled: KnowledgeGraph
) -> None:
    for graph in (ekvalla, bundled):
        found = structural(graph)
        pairs = Counter(
            (item.parties, item.about[0])
            for item in found
            if item.rule is not None and item.rule.items == "pair"
        )
        assert pairs
        assert set(pairs.values()) == {1}
        assert len({item.iri for item in found}) == len(found)


# -- what an item tells ---------------------------------------------------------------------------


def test_all_that_rules_say_of_a_pair_are_lines_of_one_item(ekvalla: KnowledgeGraph) -> None:
    item = next(item for item in structural(ekvalla) if told(item).startswith("G32+N01+N04"))
    assert [(line.rule.id, last(line.level)) for line in item.lines] == [
        ("G32", ""),
        ("N01", "management"),
        ("N01", "strategic"),
        ("N04", ""),
    ]
    assert item.says.sv.endswith(
        "Dessutom: ansvariga som inte möts (nivå: ledning och strategisk) samt "
        "tre som aldrig möts samtidigt."
    )
    assert item.title.en.startswith("Boundary not drawn: ")
    bodies = [ekvalla.entry(f"ekvalla/{name}").iri for name in ("amn", "bun")]
    group = ekvalla.entry("ekvalla/mg-franvaro").iri
    assert item.iri == item_iri("pair", *bodies, group)
    assert item_iri("G19", *bodies, "") in item.replaces
    assert item_iri("N01b", *bodies, item.lines[1].level) in item.replaces


def test_the_iri_of_a_pair_does_not_depend_on_the_rules_that_find_it(variant: Variant) -> None:
    """Once a document draws the boundary, what is left is still about the same two."""

    def of_pair(graph: KnowledgeGraph) -> Gap:
        return next(i for i in structural(graph) if {*map(last, i.parties)} == {"amn", "bun"})

    row = {"id": "dok-rutin", "avgränsar": "amn; bun"}
    before = of_pair(mellanrum.load("ekvalla"))
    after = of_pair(mellanrum.load(variant({"styrdokument": [row]})))
    assert told(after) == "N01+N04 amn bun mg-franvaro"
    assert after.iri == before.iri


def test_structures_that_hang_together_are_one_item_that_says_who_sits_in_all() -> None:
    item = only(structural(mellanrum.load("boras")), "G23")
    assert {last(node) for node in (item.subject, item.object, *item.about)} == {
        *("bra", "riskgruppsforum", "styrgrupp-sspf"),
        "iof-forvaltningen",
    }
    assert len(item.lines) == 3
    assert item.says.sv.endswith("I alla deltar Individ- och familjeomsorgsförvaltningen.")


def test_loose_commitments_are_one_item_a_dataset(variant: Variant) -> None:
    another = {"id": "atag-kontakt", "tidsgräns": "", "tidsgräns i ord": "framöver"}
    item = only(structural(mellanrum.load(variant({"ataganden": [another]}))), "G07")
    assert last(item.subject) == "ekvalla-kommun"
    assert [last(line.about[0]) for line in item.lines] == ["time-limit", "owner"]
    assert "(2): Ge friskolorna en kontaktväg och Se över pengarna" in item.says.sv


def test_a_name_shared_with_the_narrower_group_is_a_line_of_its_own() -> None:
    """The board calls the commission what the narrower group is called."""
    boras = only(structural(mellanrum.load("boras")), "G13")
    assert len(boras.lines) == 2
    assert "också är namn på den snävare gruppen" in boras.lines[1].says.sv
    ekvalla = only(structural(mellanrum.load("ekvalla")), "G13")
    assert len(ekvalla.lines) == 1


def test_a_profile_turns_rules_off_and_decides_severity(ekvalla: KnowledgeGraph) -> None:
    rules, severities = (
        bundled_catalogue().rules,
        dict(bundled_catalogue().profile),
    )
    changed = {**severities, "G05": "high", "N01": "low", "G32": "low"}
    changed.pop("N04")
    found = structural(ekvalla, catalogue=Catalogue(rules, changed))
    assert all(line.rule.id != "N04" for item in found for line in item.lines)
    assert only(found, "G05").severity == "high"
    by_name = {told(item): item.severity for item in found}
    assert by_name["G32+N01 amn bun mg-franvaro"] == "low"
    assert by_name["G32+N01+N06 kfn ks mg-barn-unga"] == "medium"


# -- a user's own rules ---------------------------------------------------------------------------

OWN = """#+ id: X01
#+ title: {{sv: Ensam, en: Alone}}
#+ question: {{sv: "Vem?", en: "Who?"}}
#+ why: {{sv: Därför., en: Because.}}
#+ closes: {{sv: Något., en: Something.}}
#+ says: {{sv: "{{subject}}: inte dokumenterat.", en: "{{subject}}: not documented."}}
#+ lack: [mandate]
#+ missing: Forum
#+ evidence: {evidence}
PREFIX mr: <https://w3id.org/mellanrum/ns#>
SELECT DISTINCT ?subject
WHERE {{ ?subject a mr:Forum , mr:InForce MINUS {{ ?subject mr:convenedBy ?x }} }}
"""


@pytest.mark.parametrize("evidence", ["structural", "undocumented"])
def test_an_own_rule_without_a_tier_is_an_item_or_a_question(
    ekvalla: KnowledgeGraph, evidence: str
) -> None:
    rule = read_rule("X01.rq", OWN.format(evidence=evidence), own=True)
    catalogue = Catalogue((rule,), {"X01": "low"})
    items = structural(ekvalla, catalogue=catalogue)
    [view] = [view for view in views_at(ekvalla) if view.datasets]
    found = candidates_at(ekvalla, catalogue=catalogue)
    lines = questions(view, found, GapSentence(ekvalla.label, ekvalla.facts.types))
    unconvened = {"faltgruppen", "styrgrupp-falt", "trygga-kvallar"}
    is_structural = rule.evidence == "structural"
    assert {last(item.subject) for item in items} == (unconvened if is_structural else set())
    asked = {last(line.row): line.text.en for line in lines}
    assert asked.keys() == (set() if is_structural else unconvened)
    assert all(says.endswith(": not documented.") for says in asked.values())
