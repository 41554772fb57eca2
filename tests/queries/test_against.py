"""Stated lacks against what rules and norms show, worked out by hand on Ekvalla."""

from __future__ import annotations

import pytest

from mellanrum import KnowledgeGraph
from mellanrum.export.texts.recall_text import against_records, recall_text
from mellanrum.queries.finding.recall import Comparison, recall


@pytest.fixture(scope="module")
def compared(ekvalla: KnowledgeGraph) -> dict[str, Comparison]:
    return {
        ekvalla.short(statement).removeprefix("ekvalla/"): each
        for each in ekvalla.against_findings()
        if each.item.stated is not None
        for statement in (*each.item.stated.statements, *each.item.stated.findings)
    }


@pytest.mark.parametrize(
    ("statement", "rules"),
    [
        ("fr-niva", ("G01",)),
        ("fr-lots", ("G06",)),
        ("fr-samordning", ("G18",)),
        ("iak-agare", ()),
    ],
)
def test_a_rule_sees_it_on_the_spot_or_not(
    compared: dict[str, Comparison], statement: str, rules: tuple[str, ...]
) -> None:
    assert compared[statement].rules == rules
    assert compared[statement].is_on_the_spot is bool(rules)


def test_a_norm_asks_for_it_on_the_spot(compared: dict[str, Comparison]) -> None:
    assert compared["fr-form"].is_on_the_spot  # the plan presupposes it
    assert compared["fr-form"].rules == ()


def test_the_same_lack_of_something_else_is_no_match(compared: dict[str, Comparison]) -> None:
    found = compared["fr-trygga-uppf"]
    assert not found.is_on_the_spot
    assert {line.rule.id for other in found.elsewhere for line in other.lines} == {"G05", "G34"}


def test_what_has_been_remedied_is_left_out(compared: dict[str, Comparison]) -> None:
    assert "fr-inbjudan-forening" not in compared


def test_the_two_figures_are_told_apart(ekvalla: KnowledgeGraph) -> None:
    comparisons = ekvalla.against_findings()
    found = recall(comparisons)
    assert found.of == len(comparisons) == 15
    assert found.on_the_spot == sum(each.is_on_the_spot for each in comparisons)
    assert found.on_the_spot + found.elsewhere <= found.of
    told = recall_text(comparisons, "en").splitlines()
    assert told[0].startswith(f"{found.on_the_spot} of 15")
    assert "no match" in told[1]
    records = against_records(ekvalla.snapshot(), comparisons)
    assert records["on_the_spot"] == found.on_the_spot
    assert records["only_elsewhere"] == found.elsewhere
