"""Which commitments count: those that somebody has made, for the kind of lack that they mend."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import mellanrum
from mellanrum import KnowledgeGraph
from mellanrum.queries.tiers.item import Stated

Variant = Callable[[Mapping[str, list[Mapping[str, str]]]], Path]
MODALITIES = [
    ("faktum", True),
    ("bedömning", True),
    ("avsikt", True),
    ("behov", False),
    ("förslag", False),
]


def short(iri: str) -> str:
    return iri.rpartition("/")[2]


def lack_of(graph: KnowledgeGraph, row: str) -> Stated:
    """Return the stated lack that a row is part of."""
    [found] = [
        gap.stated
        for gap in graph.gaps(tier="stated")
        if gap.stated
        and row in {short(node) for node in (*gap.stated.statements, *gap.stated.findings)}
    ]
    return found


def state(graph: KnowledgeGraph, row: str) -> str:
    [found] = [gap for gap in graph.gaps(tier="stated") if gap.stated == lack_of(graph, row)]
    return found.status


def mending(graph: KnowledgeGraph, row: str) -> list[str]:
    return [short(node) for node in lack_of(graph, row).commitments]


def items(graph: KnowledgeGraph, rule: str) -> set[str]:
    """Return the rows that the items of a rule are about: subjects and what they name besides."""
    return {
        short(node)
        for gap in graph.gaps(rules=[rule])
        for node in (gap.subject, *gap.about, *gap.support)
    }


@pytest.mark.parametrize(("modality", "made"), MODALITIES)
def test_only_what_somebody_means_to_do_is_a_commitment(
    variant: Variant, modality: str, made: bool
) -> None:
    """The schools' way in: due in June 2024, after an answer that confirms the lack."""
    rows = [{"id": "atag-kontakt", "modalitet": modality}]
    loose = [{"id": "atag-lots", "modalitet": modality}]
    graph = mellanrum.load(variant({"ataganden": rows + loose}))
    assert ("atag-kontakt" in items(graph, "G10")) == made
    assert ("atag-lots" in items(graph, "G07")) == made
    # The reply that confirms the lack leads to nothing once the schools' way in is only wished for.
    assert ("svar-bun-kontakt" not in items(graph, "G08b")) == made
    assert ("iak-kontakt" in items(graph, "G08c")) == made
    assert state(graph, "iak-kontakt") == ("overdue" if made else "open")
    assert mending(graph, "iak-kontakt") == ["atag-kontakt"], "told either way"


def test_what_stands_in_a_proposed_decision_is_no_commitment(variant: Variant) -> None:
    """The board's decision imposes it; once it is only proposed, nothing is due or promised."""
    rows = [{"id": "beslut-ks", "beslutsstatus": "föreslaget"}]
    graph = mellanrum.load(variant({"beslut": rows}))
    assert "atag-kontakt" not in items(graph, "G10")
    assert state(graph, "iak-kontakt") == "open"
    [line] = [each for each in graph.lifelines() if short(each.root) == "rek-kontakt"]
    assert line.status == "open"
    assert [each.is_undertaken for each in line.promises] == [False]


@pytest.mark.parametrize(
    ("lack", "found"),
    [("finansiering", []), ("gemensamt mål", ["atag-malbild"]), ("", ["atag-malbild"])],
)
def test_a_commitment_for_a_recommendation_mends_its_own_kind_of_lack(
    variant: Variant, lack: str, found: list[str]
) -> None:
    """The recommendation is to make a joint goal; one that names no lack mends what it answers."""
    rows = [{"id": "atag-malbild", "det som saknas": lack}]
    graph = mellanrum.load(variant({"ataganden": rows}))
    assert mending(graph, "iak-malbild") == found


def test_it_is_left_of_the_lifelines_about_that_lack_only(variant: Variant) -> None:
    """Tied to the routine as well, the way in is still no part of what is left of the routine."""
    rows = [{"id": "atag-kontakt", "gäller": "iak-kontakt; rek-rutin"}]
    graph = mellanrum.load(variant({"ataganden": rows}))
    left = {short(each.root): set(each.gaps) for each in graph.lifelines()}
    [promise] = [each for each in graph.lifelines().promises if short(each.iri) == "atag-kontakt"]
    assert set(promise.gaps) == left["rek-kontakt"]
    assert left["rek-kontakt"]
    assert left["rek-kontakt"].isdisjoint(left["rek-rutin"])


@pytest.mark.parametrize(
    ("day", "expected"),
    [(dt.date(2024, 5, 6), []), (dt.date(2024, 5, 7), ["atag-kontakt"])],
)
def test_what_was_undertaken_later_addresses_nothing_yet(
    ekvalla: KnowledgeGraph, day: dt.date, expected: list[str]
) -> None:
    assert mending(ekvalla.at(day), "iak-kontakt") == expected
