"""Which commitments count: those that somebody has made, for the kind of lack that they mend."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import mellanrum
from mellanrum import Gap, KnowledgeGraph

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


def subjects(graph: KnowledgeGraph, rule: str) -> set[str]:
    return {short(gap.subject) for gap in graph.gaps(rules=[rule])}


def gap_on(graph: KnowledgeGraph, rule: str, subject: str, object_: str = "") -> Gap:
    [found] = [
        gap
        for gap in graph.gaps(rules=[rule])
        if (short(gap.subject), short(gap.object)) == (subject, object_)
    ]
    return found


@pytest.mark.parametrize(("modality", "made"), MODALITIES)
def test_only_what_somebody_means_to_do_is_a_commitment(
    variant: Variant, modality: str, made: bool
) -> None:
    """The schools' way in: due in June 2024, after an answer that confirms the lack."""
    rows = [{"id": "atag-kontakt", "modalitet": modality}]
    loose = [{"id": "atag-lots", "modalitet": modality}]
    graph = mellanrum.load(variant({"ataganden": rows + loose}))
    assert ("atag-kontakt" in subjects(graph, "G10")) == made
    assert ("atag-lots" in subjects(graph, "G07")) == made
    assert ("svar-bun-kontakt" not in subjects(graph, "G08b")) == made
    assert ("iak-kontakt" in subjects(graph, "G08c")) == made
    gap = gap_on(graph, "G15", "friskolorna", "sn")
    assert (gap.status == "being-addressed") == made
    assert [short(iri) for iri in gap.addressed_by] == ["atag-kontakt"] * made
    assert [short(iri) for iri in gap.proposed] == ["atag-kontakt"] * (not made)


def test_what_stands_in_a_proposed_decision_is_no_commitment(variant: Variant) -> None:
    """The board's decision imposes it; once it is only proposed, nothing is due or promised."""
    rows = [{"id": "beslut-ks", "beslutsstatus": "föreslaget"}]
    graph = mellanrum.load(variant({"beslut": rows}))
    assert "atag-kontakt" not in subjects(graph, "G10")
    assert gap_on(graph, "G15", "friskolorna", "sn").status == "open"
    [line] = [each for each in graph.lifelines() if short(each.root) == "rek-kontakt"]
    assert line.status == "open"
    assert [each.is_undertaken for each in line.promises] == [False]


def test_a_commitment_addresses_only_its_own_kind_of_lack(
    ekvalla: KnowledgeGraph, variant: Variant
) -> None:
    """The finding is about a way in and about rules for invitation, the commitment about one."""
    inclusion = gap_on(ekvalla, "G17", "friskolorna")
    assert any(iri.endswith("/iak-kontakt") for iri in inclusion.corroborated_by)
    assert inclusion.addressed_by == inclusion.proposed == ()
    assert gap_on(ekvalla, "G15", "friskolorna", "sn").addressed_by
    both = [{"id": "atag-kontakt", "det som saknas": "kontaktväg; regler för inbjudan"}]
    assert gap_on(mellanrum.load(variant({"ataganden": both})), "G17", "friskolorna").addressed_by


def test_one_that_names_no_lack_is_about_what_it_answers(variant: Variant) -> None:
    """It then mends all that the finding says is lacking; or what the recommendation says."""
    rows = [{"id": "atag-kontakt", "det som saknas": ""}]
    graph = mellanrum.load(variant({"ataganden": rows}))
    assert gap_on(graph, "G17", "friskolorna").addressed_by
    assert gap_on(graph, "G15", "friskolorna", "sn").addressed_by


def test_it_is_left_of_the_lifelines_about_that_lack_only(variant: Variant) -> None:
    """Tied to the routine as well, the way in is still no part of what is left of the routine."""
    rows = [{"id": "atag-kontakt", "gäller": "iak-kontakt; rek-rutin"}]
    graph = mellanrum.load(variant({"ataganden": rows}))
    way_in = {gap.iri for gap in graph.gaps(rules=["G15"]) if gap.addressed_by}
    left = {short(each.root): set(each.gaps) for each in graph.lifelines()}
    assert way_in
    assert way_in <= left["rek-kontakt"]
    assert way_in.isdisjoint(left["rek-rutin"])


def test_what_was_undertaken_later_addresses_nothing_yet(ekvalla: KnowledgeGraph) -> None:
    before, after = (
        [gap for gap in ekvalla.gaps(as_of=day, rules=["G15"]) if gap.addressed_by]
        for day in (dt.date(2024, 5, 6), dt.date(2024, 5, 7))
    )
    assert before == []
    assert after
