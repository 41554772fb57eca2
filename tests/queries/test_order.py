"""How severe an item is, where it stands in its tier, and why; and the three tiers together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import mellanrum
from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import CONCEPT, DCTERMS, MR, RDF
from mellanrum.queries.rules.catalogue import Rule, bundled_rules
from mellanrum.queries.tiers.find import find_items
from mellanrum.queries.tiers.item import (
    Contest,
    Focus,
    Gap,
    Line,
    NormRef,
    Stated,
    item_iri,
)
from mellanrum.queries.tiers.item_quads import item_quads
from mellanrum.queries.tiers.municipal_view import views
from mellanrum.queries.tiers.order import placed, points, severity_of, summary
from mellanrum.queries.tiers.placing import clause_of
from tests.graph.builders import SMALL, Row, folder, node, rows

TEXT = Text("text", "text")
LACK = str(CONCEPT["lack/joint-goal"])
OTHER = next(rule for rule in bundled_rules() if not rule.levels and LACK not in rule.lack)
RULE = replace(OTHER, lack=(LACK,))
LINE = Line(RULE, TEXT)
DUTY = NormRef("krav", "goal", "must", Text("skollagen", "the School Act"))


def stated(told: Stated, **changes: Any) -> Gap:
    """Return a stated item without anything that counts, but for what is given."""
    bare = Gap(
        iri="a",
        tier="stated",
        title=TEXT,
        says=TEXT,
        municipality="kommun",
        dataset="sjoby",
        as_of=None,
        subject="bun",
        lack=(LACK,),
        stated=told,
        evidence="stated",
        status="undertaken",
    )
    return replace(bare, **changes)


@pytest.mark.parametrize(
    ("told", "changes", "expected"),
    [
        ({}, {}, 0),
        ({"repeated_from": ("b",)}, {}, 3),
        ({}, {"status": "open"}, 2),
        ({}, {"status": "unanswered"}, 2),
        ({}, {"status": "overdue"}, 0),
        ({"confirmed_by": ("svar",)}, {}, 1),
        ({"modality": "fact"}, {}, 1),
        ({"recommendations": ("rek",)}, {}, 1),
        ({}, {"lines": (LINE,)}, 1),
        ({}, {"required_by": (DUTY,)}, 1),
        ({"general": True}, {}, -1),
        ({}, {"lack": ()}, -1),
        ({"modality": "risk"}, {}, -2),
        ({"modality": "need"}, {}, -2),
        ({"modality": "proposal"}, {}, -4),
        ({"modality": "assessment"}, {}, 0),
    ],
)
def test_what_counts(told: Mapping[str, Any], changes: Mapping[str, Any], expected: int) -> None:
    given = Stated(**{"modality": "assessment", **told})
    assert points(stated(given, **changes), given) == expected


@pytest.mark.parametrize(
    ("told", "changes", "severity"),
    [
        ({"repeated_from": ("b",), "modality": "fact"}, {}, "high"),
        ({"repeated_from": ("b",)}, {}, "medium"),
        ({"modality": "fact"}, {}, "medium"),
        ({}, {}, "low"),
        ({"repeated_from": ("b",), "modality": "fact"}, {"status": "remedied"}, "low"),
    ],
)
def test_severity_follows_from_the_state(
    told: Mapping[str, Any], changes: Mapping[str, Any], severity: str
) -> None:
    assert severity_of(stated(Stated(**told), **changes)) == severity


@pytest.mark.parametrize(
    ("strength", "severity"), [("must", "high"), ("should", "medium"), ("recommended", "low")]
)
def test_what_is_expected_is_as_severe_as_the_norm_is_binding(strength: str, severity: str) -> None:
    norm = replace(DUTY, strength=strength)
    item = stated(Stated(), tier="expected", stated=None, required_by=(norm,))
    assert severity_of(item) == severity


def test_the_severity_of_the_structural_tier_is_the_profiles() -> None:
    item = stated(Stated(), tier="structural", stated=None, severity="high", lines=(LINE,))
    assert severity_of(item) == "high"


# -- order ----------------------------------------------------------------------------------------

FACT = Stated(modality="fact")
IN_ORDER = [
    stated(FACT, iri="focus", focus=Focus(True, "named-by-audit"), status="undertaken"),
    stated(replace(FACT, repeated_from=("b",)), iri="high"),
    stated(
        replace(FACT, recommendations=("r",), confirmed_by=("s",)), iri="visible", lines=(LINE,)
    ),
    stated(FACT, iri="bodies", bodies=("x", "y", "z", "w"), title=Text("Ö", "Ö")),
    stated(FACT, iri="bodies-more", bodies=("x", "y", "z", "w", "v"), title=Text("Ö", "Ö")),
    stated(FACT, iri="duty", required_by=(DUTY,), title=Text("Ö", "Ö")),
    stated(FACT, iri="unmended", status="open", title=Text("Ö", "Ö")),
    stated(FACT, iri="first-name", title=Text("A", "A")),
    stated(FACT, iri="last-name", title=Text("B", "B")),
    stated(Stated(), iri="low"),
    stated(replace(FACT, ended=True), iri="mended", status="remedied", focus=Focus(True, "few")),
]


def test_order_within_a_tier() -> None:
    found = placed(reversed(IN_ORDER))
    assert [item.iri for item in found] == [item.iri for item in IN_ORDER]
    assert [item.place.rank for item in found] == list(range(1, len(IN_ORDER) + 1))


def test_tiers_are_never_merged_and_each_municipality_has_its_own_places() -> None:
    structural = stated(Stated(), tier="structural", stated=None, iri="c", severity="high")
    expected = stated(Stated(), tier="expected", stated=None, iri="d", required_by=(DUTY,))
    elsewhere = stated(FACT, iri="e", municipality="aby")
    found = placed([expected, structural, *IN_ORDER[-2:], elsewhere])
    told = [(item.tier, item.iri, item.place.rank) for item in found]
    assert told == [
        ("stated", "e", 1),
        ("stated", "low", 1),
        ("stated", "mended", 2),
        ("structural", "c", 1),
        ("expected", "d", 1),
    ]


def test_a_summary_takes_five_three_and_two() -> None:
    tiers = [
        *[stated(FACT, iri=f"s{n}") for n in range(7)],
        *[stated(FACT, iri=f"t{n}", tier="structural", stated=None) for n in range(4)],
        *[stated(FACT, iri=f"e{n}", tier="expected", stated=None) for n in range(3)],
    ]
    assert [item.tier for item in summary(tiers)] == (
        ["stated"] * 5 + ["structural"] * 3 + ["expected"] * 2
    )
    assert [item.iri for item in summary(tiers[5:8])] == ["s5", "s6", "t0"]


@pytest.mark.parametrize(
    ("item", "rank", "sv", "en"),
    [
        (
            stated(Stated(repeated_from=("b",)), status="open"),
            1,
            "först: sagt två gånger, inget åtagande",
            "first: said twice, no commitment",
        ),
        (
            stated(Stated(commitments=("atag",)), status="open"),
            2,
            "åtgärder eller behov nämns, inget åtagande är beslutat",
            "measures or needs are mentioned, no commitment is decided",
        ),
        (
            stated(Stated(acted_by=("svar",)), status="open"),
            2,
            "åtgärder eller behov nämns, inget åtagande är beslutat",
            "measures or needs are mentioned, no commitment is decided",
        ),
        (
            stated(Stated(), status="unanswered"),
            2,
            "obesvarat i de lästa källorna",
            "unanswered in the sources read",
        ),
        (
            stated(Stated(unread=True), status="overdue"),
            2,
            "åtagandets tid har gått ut, ingen senare källa är läst",
            "the commitment is overdue, no later source has been read",
        ),
        (
            stated(
                FACT, focus=Focus(True, "unlisted"), bodies=("sn", "bun", "rad"), about=("group",)
            ),
            2,
            "i fokus: unlisted; åtagande finns, gäller tre organ",
            "in focus: unlisted; a commitment is made, concerns three bodies",
        ),
        (
            stated(Stated(contested=(Contest("bun", "", "svar"),), general=True), status="overdue"),
            3,
            "åtagandets tid har gått ut, omstritt, gäller kommunen som helhet",
            "the commitment is overdue, contested, about the municipality as a whole",
        ),
        (
            stated(Stated(), tier="expected", stated=None, required_by=(DUTY,)),
            2,
            "krävs enligt skollagen",
            "required by the School Act",
        ),
        (
            stated(FACT, focus=Focus(True, "stated-lack")),
            2,
            "åtagande finns",
            "a commitment is made",
        ),
        (
            stated(Stated(), tier="structural", stated=None, lines=(LINE, LINE), severity="high"),
            2,
            "visar sig på två sätt, allvarlighet i profilen: hög",
            "shows in two ways, severity in the profile: high",
        ),
        (
            stated(Stated(ended=True), status="remedied"),
            1,
            "avhjälpt enligt källan",
            "remedied, as the source says",
        ),
    ],
)
def test_the_clause_says_why(item: Gap, rank: int, sv: str, en: str) -> None:
    assert clause_of(item, rank) == Text(sv, en)


# -- the tiers together ---------------------------------------------------------------------------

ABSENCES = [
    {
        "id": "fr",
        "name": "Mål saknas",
        "about": "bun",
        "with": "sn",
        "lack": "joint-goal",
        "level": "political",
    },
    {"id": "fr-pengar", "name": "Pengar saknas", "about": "bun", "lack": "funding"},
]


def shown(*parties: str, rule: Rule = RULE, level: str = "", about: Iterable[str] = ()) -> Gap:
    """Return a structural item between bodies."""
    first, second = (*map(node, parties), "")[:2]
    line = Line(rule, TEXT, level and str(CONCEPT[f"level/{level}"]), tuple(map(node, about)))
    return stated(
        Stated(),
        iri="pair",
        tier="structural",
        stated=None,
        subject=first,
        object=second,
        lines=(line,),
        evidence="structural",
    )


def found(tmp_path: Path, structural: Iterable[Gap] = (), **more: list[Row]) -> tuple[Gap, ...]:
    """Return the items of a small municipality with these structural ones."""
    tables = rows(SMALL, absences=ABSENCES, **more)
    graph = mellanrum.load(folder(tmp_path / "sjoby", tables))
    seen = views(graph.facts, graph.deriver, ["sjoby"])
    return find_items(seen, graph.label, structural=lambda view: structural)


@pytest.mark.parametrize(
    "item",
    [
        shown("bun", "sn"),
        shown("bun"),
        shown("rad", about=("bun", "sn")),
        shown("bun", "sn", level="political"),
    ],
)
def test_the_structure_shows_what_is_stated_of_the_same_bodies(tmp_path: Path, item: Gap) -> None:
    told = {each.iri: each for each in found(tmp_path, [item])}
    assert told[item_iri("stated", node("fr"))].lines == item.lines
    assert told[item_iri("stated", node("fr-pengar"))].lines == ()
    assert "pair" not in told  # told once, and with what is stated


def test_what_the_structure_shows_besides_stays_an_item(tmp_path: Path) -> None:
    lines = (*shown("bun", "sn").lines, *shown("bun", "sn", level="operational").lines)
    told = {each.iri: each for each in found(tmp_path, [replace(shown("bun", "sn"), lines=lines)])}
    assert told["pair"].tier == "structural"
    assert told[item_iri("stated", node("fr"))].lines == lines[:1]


@pytest.mark.parametrize(
    "other",
    [
        shown("bun", "rev"),
        shown("rad", about=("bun",)),
        shown("rad", about=("bun", "sn", "rev")),
        shown("bun", "sn", level="operational"),
        shown("bun", "sn", rule=OTHER),
    ],
)
def test_it_does_not_where_another_body_level_or_lack_is_meant(tmp_path: Path, other: Gap) -> None:
    assert all(not item.lines for item in found(tmp_path, [other]) if item.tier == "stated")


def test_norms_and_focus_are_attached(tmp_path: Path) -> None:
    audit = {"id": "gr", "name": "Granskningen", "auditor": "rev", "audited body": "sn"}
    norm = {
        "id": "krav-pengar",
        "name": "Nämnden ska avsätta pengar",
        "kind": "own requirement",
        "element": "money",
        "responsible": "bun",
        "strength": "must",
        "reference": "Budgeten",
    }
    money, goal = found(tmp_path, audits=[audit], requirements=[norm])
    assert ([ref.iri for ref in money.required_by], goal.required_by) == ([node("krav-pengar")], ())
    assert (money.severity, goal.severity) == ("high", "medium")
    assert (money.focus.reason, goal.focus.reason) == ("stated-lack", "named-by-audit")


def test_items_as_rdf(tmp_path: Path) -> None:
    goal, *_ = found(tmp_path, [shown("bun", "sn")])
    told = replace(goal, replaces=("https://example.org/old",))
    quads = set(item_quads([told]))
    triples = {(each.predicate.value, each.object.value) for each in quads}
    assert {each.graph_name for each in quads} == {
        ox.NamedNode("https://w3id.org/mellanrum/graph/sjoby/derived")
    }
    assert {
        (str(RDF.type), str(MR.Gap)),
        (str(RDF.type), str(MR.StatedLack)),
        (str(MR.tier), str(CONCEPT["tier/stated"])),
        (str(MR.statedBy), node("fr")),
        (str(MR.alsoVisibleBy), RULE.iri),
        (str(MR.gapStatus), str(CONCEPT["gap-status/open"])),
        (str(MR.inFocus), "true"),
        (str(MR.rank), "1"),
        (str(DCTERMS.replaces), "https://example.org/old"),
    } <= triples
    assert not any(path == str(MR.derivedByRule) for path, _ in triples)
