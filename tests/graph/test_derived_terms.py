"""Terms derived for the rules: who acts for whom, ages, and what is on record at a date."""

from __future__ import annotations

import datetime as dt

import pytest

from mellanrum import KnowledgeGraph
from mellanrum.graph.standing.derive import Deriver
from mellanrum.ontology.namespaces import MR, RDF


def derived(graph: KnowledgeGraph, name: str, path: str, day: dt.date | None = None) -> list[str]:
    """Return the derived values of a row, short."""
    iri = graph.entry(f"ekvalla/{name}").iri
    deriver = graph.deriver if day is None else Deriver(graph.facts, graph.schema, day)
    values = [
        quad.object.value
        for quad in deriver.quads(["ekvalla"])
        if quad.subject.value == iri and quad.predicate.value == path
    ]
    return sorted(graph.short(value).removeprefix("ekvalla/") for value in values)


@pytest.mark.parametrize(
    ("name", "bodies"),
    [
        ("elevhalsan", ["buf", "bun", "elevhalsan"]),
        ("post-franvaro", ["buf", "bun", "elevhalsan"]),
        ("bun", ["bun"]),
        ("ekvalla-kommun", ["ekvalla-kommun"]),
        ("lindmo-falt", ["lindmo-falt"]),
        ("familjeforum", []),
    ],
)
def test_bodies_and_posts_act_for_those_above_but_not_for_the_municipality(
    ekvalla: KnowledgeGraph, name: str, bodies: list[str]
) -> None:
    assert derived(ekvalla, name, str(MR.actsFor)) == bodies


def test_target_groups_with_an_age_cover_each_year(ekvalla: KnowledgeGraph) -> None:
    assert derived(ekvalla, "mg-kvall", str(MR.coversAge)) == ["13", "14", "15", "16", "17"]
    assert derived(ekvalla, "mg-franvaro", str(MR.coversAge)) == []


@pytest.mark.parametrize(
    ("name", "in_force", "on_record"),
    [
        ("familjeforum", True, True),
        ("mal-falt", False, True),  # an intention
        ("ungas-rad", False, True),  # a proposal
        ("iak-niva", False, True),  # an assessment
        ("skolradet", False, False),  # has ended
        ("kontakt-kfn", False, False),  # was closed
    ],
)
def test_what_is_on_record_need_not_be_in_force(
    ekvalla: KnowledgeGraph, name: str, in_force: bool, on_record: bool
) -> None:
    kinds = derived(ekvalla, name, str(RDF.type))
    assert ("InForce" in kinds, "OnRecord" in kinds) == (in_force, on_record)


def test_what_is_said_later_is_not_on_record(ekvalla: KnowledgeGraph) -> None:
    before, after = dt.date(2023, 11, 14), dt.date(2023, 11, 15)
    assert "OnRecord" not in derived(ekvalla, "iak-niva", str(RDF.type), before)
    assert "OnRecord" in derived(ekvalla, "iak-niva", str(RDF.type), after)
