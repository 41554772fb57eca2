"""The rules against the auditors: leave one out, worked out by hand on Ekvalla."""

from __future__ import annotations

import pytest

from mellanrum import KnowledgeGraph
from mellanrum.queries.finding.recall import Comparison, recall


@pytest.fixture(scope="module")
def compared(ekvalla: KnowledgeGraph) -> dict[str, Comparison]:
    return {
        ekvalla.short(item.statement).removeprefix("ekvalla/"): item
        for item in ekvalla.against_findings()
    }


def places(graph: KnowledgeGraph, item: Comparison) -> set[tuple[str, str]]:
    return {
        (found.rule.id, graph.short(found.subject).removeprefix("ekvalla/")) for found in item.found
    }


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("fr-niva", {("G01", "kfn")}),
        ("fr-kontakt", {("G15", "friskolorna")}),
        ("fr-agare", {("G20", "ansvar-upptacka")}),
        ("fr-lots", {("G06", "post-lots")}),
        ("fr-trygga-uppf", {("G04", "trygga-kvallar")}),
        ("fr-samordning", {("G18", "ks")}),
        ("fr-form", {("G27", "ekvalla-kommun")}),
        ("iak-agare", {("G20", "ansvar-upptacka")}),
    ],
)
def test_statement_is_found_without_itself(
    ekvalla: KnowledgeGraph,
    compared: dict[str, Comparison],
    statement: str,
    expected: set[tuple[str, str]],
) -> None:
    assert expected <= places(ekvalla, compared[statement])


def test_what_had_ended_or_is_older_than_its_subject_is_not_found(
    compared: dict[str, Comparison],
) -> None:
    assert compared["fr-inbjudan-forening"].miss == "ended"
    # Said in 2019 of a group that began in 2021.
    assert compared["fr-falt-uppf"].miss == "not-found"


def test_each_statement_is_found_or_has_a_reason(compared: dict[str, Comparison]) -> None:
    for name, item in compared.items():
        assert bool(item.found or item.general) != bool(item.miss), name


def test_recall_counts_what_stands(compared: dict[str, Comparison]) -> None:
    found, standing = recall(list(compared.values()))
    ended = sum(item.miss == "ended" for item in compared.values())
    assert standing == len(compared) - ended
    assert found == sum(not item.miss for item in compared.values())
    assert 0 < found <= standing


def test_a_rule_that_read_absences_would_be_caught(ekvalla: KnowledgeGraph) -> None:
    """A rule that reads the statement back finds nothing when the statement is out."""
    from dataclasses import replace

    from mellanrum.queries.finding.recall import compare_with_sources
    from mellanrum.queries.rules.catalogue import bundled_rules

    honest = next(rule for rule in bundled_rules() if rule.id == "G20")
    cheat = replace(
        honest,
        sparql="PREFIX mr: <https://w3id.org/mellanrum/ns#> SELECT DISTINCT ?subject "
        "WHERE { ?s a mr:AbsenceStatement ; mr:about ?subject }",
    )
    quads = [*ekvalla.assembly.quads, *ekvalla.deriver.quads(["ekvalla"])]
    by_name = {
        ekvalla.short(item.statement): item
        for rule in (cheat,)
        for item in compare_with_sources(quads, ekvalla.facts, [rule], ekvalla.as_of)
    }
    assert by_name["ekvalla/fr-agare"].miss == "not-found"
