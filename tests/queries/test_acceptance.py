"""What the tiers promise, across modules; what one module promises stands in its own tests.

Each statement in exactly one item, joins, what is contested, repeated and ended: test_stated. The
items of Borås and Tyresö, a later date, and one item a pair and group: test_structural. The
judged ten and their figures: docs/first-ten.md.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pytest

import mellanrum
from mellanrum import KnowledgeGraph
from mellanrum.cli import run
from mellanrum.ontology.namespaces import MR
from mellanrum.queries.tiers.item import TIERS
from tests.queries.starters import starter_tables

BUNDLED = ("boras", "tyreso", "ekvalla")
DOCUMENTS = ("Agreement", "ActionPlan", "Routine", "SteeringDocument")
# Tables whose rows close gaps: without them nothing is added, since nobody has looked.
CLOSING = {
    "goals": "Goal",
    "indicators": "Indicator",
    "follow_ups": "FollowUp",
    "funding": "Funding",
    "contact_points": "ContactPoint",
    "commitments": "Commitment",
    "responses": "Response",
    "decisions": "Decision",
}
Variant = Callable[[Mapping[str, list[Mapping[str, str]]]], Path]


def without(graph: KnowledgeGraph, kind: str) -> KnowledgeGraph:
    """Take out all rows of a class, and the statements about them."""
    gone = {*graph.facts.instances(str(MR[kind]))}
    assert gone or kind in ("ContactPoint", "Funding", "Indicator")
    kept = [
        quad
        for quad in graph.assembly.quads
        if value(quad.subject).removesuffix("/claim") not in gone and value(quad.object) not in gone
    ]
    assembly = replace(graph.assembly, quads=tuple(kept))
    return KnowledgeGraph(assembly, graph.schema, catalogue=graph.catalogue)


def value(term: object) -> str:
    return str(getattr(term, "value", ""))


@pytest.fixture(scope="module", params=BUNDLED)
def graph(request: pytest.FixtureRequest) -> KnowledgeGraph:
    return mellanrum.load(request.param)


@pytest.mark.parametrize("name", BUNDLED[:2])
def test_the_starter_tables_give_three_items_at_most_and_a_line_for_each_empty_table(
    name: str, tmp_path: Path
) -> None:
    graph = mellanrum.load(starter_tables(name, tmp_path / name))
    [anatomy] = graph.anatomy()
    assert len(graph.gaps()) <= 3
    tables = [line.table for line in anatomy.not_asked if not line.column]
    assert len(tables) == len(set(tables))
    assert len(tables) >= len(CLOSING)


@pytest.mark.parametrize("kind", CLOSING.values())
def test_emptying_a_table_adds_no_item_of_any_tier(graph: KnowledgeGraph, kind: str) -> None:
    """A stated item whose first row is gone goes on under the IRI of its next."""
    known = {iri for gap in graph.gaps() for iri in (gap.iri, *gap.replaces)}
    assert {gap.iri for gap in without(graph, kind).gaps()} <= known


def test_emptying_documents_turns_an_undrawn_boundary_into_a_question(
    ekvalla: KnowledgeGraph,
) -> None:
    graph = ekvalla
    for kind in DOCUMENTS:
        graph = without(graph, kind)
    drawn = [gap for gap in ekvalla.gaps() if any(line.rule.id == "G32" for line in gap.lines)]
    asked = [line for card in graph.anatomy().cards for line in card.lines if line.source == "G32"]
    assert drawn
    assert len(asked) >= len(drawn)
    assert not [gap for gap in graph.gaps() if any(line.rule.id == "G32" for line in gap.lines)]


def test_a_planned_follow_up_changes_a_sign_and_no_count(variant: Variant) -> None:
    planned = {
        "id": "uppf-ny",
        "namn": "Uppföljning av Fältgruppens arbete",
        "följer upp": "faltgruppen",
        "genomförande": "planerat",
        "källa": "kalla-bun",
        "ställe": "§ 14",
        "fras": "ska följas upp",
        "modalitet": "avsikt",
    }
    before = mellanrum.load("ekvalla")
    after = mellanrum.load(variant({"uppfoljningar": [planned]}))
    assert [gap.iri for gap in before.gaps()] == [gap.iri for gap in after.gaps()]
    row = before.entry("ekvalla/faltgruppen").iri
    signs = [
        found.tables["structures"].cell(row, "follow-up").sign
        for found in (*before.anatomy(), *after.anatomy())
    ]
    assert signs == ["silent", "planned"]


def test_every_item_has_what_its_tier_rests_on_and_none_is_of_a_cell(graph: KnowledgeGraph) -> None:
    for gap in graph.gaps():
        rests = {"stated": gap.stated, "structural": gap.lines, "expected": gap.required_by}
        assert rests[gap.tier]
    about = [(g.parties, g.about[:1]) for g in graph.gaps() if g.rule and g.rule.items == "pair"]
    assert len(about) == len(set(about))


@pytest.mark.parametrize("form", ["csv", "json"])
def test_tiers_never_interleave(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["gaps", *BUNDLED[:2], "--lang", "en", "--format", form]) == 0
    told = capsys.readouterr().out
    rows = json.loads(told)["gaps"] if form == "json" else csv.DictReader(io.StringIO(told))
    tiers = [row["tier"] for row in rows]
    assert [tier for tier, _ in groupby(tiers)] == list(TIERS)
