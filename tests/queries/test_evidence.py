"""What a finding is evidence of: what it names, at the level that it names, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

import mellanrum
from mellanrum import KnowledgeGraph
from mellanrum.queries.tiers.item import Gap

Variant = Callable[[Mapping[str, list[Mapping[str, str]]]], Path]
FINDING = "iak-niva-2019"  # the committees kfn and sn have no forum, at the political level


def supported(graph: KnowledgeGraph) -> set[tuple[str, str, str]]:
    """Return the gaps that the finding corroborates: rule, subject and object."""
    return {
        (gap.rule.id, *(iri.rpartition("/")[2] for iri in (gap.subject, gap.object)))
        for gap in graph.gaps()
        if any(iri.endswith(f"/{FINDING}") for iri in gap.corroborated_by)
    }


def test_it_says_nothing_of_gaps_between_others(ekvalla: KnowledgeGraph) -> None:
    # kfn–ks, bun–sn and amn–bun–sn each share one body with it; kfn and sn met later on.
    assert supported(ekvalla) == set()


@pytest.mark.parametrize(
    ("changed", "gaps"),
    [
        ({"om": "kfn; ks"}, {("N01a", "kfn", "ks")}),
        ({"om": "bun; sn", "nivå": "ledning"}, {("N01b", "bun", "sn")}),
        ({"om": "bun; sn", "nivå": "operativ"}, set()),
        ({"om": "amn; bun", "nivå": "ledning"}, {("N01b", "amn", "bun"), ("N04", "amn", "bun")}),
    ],
)
def test_it_supports_the_gap_between_those_it_names_at_their_level(
    variant: Variant, changed: dict[str, str], gaps: set[tuple[str, str, str]]
) -> None:
    graph = mellanrum.load(variant({"iakttagelser": [{"id": FINDING, **changed}]}))
    assert supported(graph) == gaps


def test_an_absence_that_is_part_of_it_tells_towards_whom(ekvalla: KnowledgeGraph) -> None:
    # The finding names free schools and associations; its absence, the schools and one committee.
    [gap] = [
        gap
        for gap in ekvalla.gaps(rules=["G15"])
        if gap.subject.endswith("/friskolorna") and gap.object.endswith("/sn")
    ]
    assert any(iri.endswith("/iak-kontakt") for iri in gap.corroborated_by)


def told_of(graph: KnowledgeGraph, rule: str, subject: str, object_: str = "") -> Gap:
    """Return a gap of the invented municipality by the ids of its subject and object."""
    [gap] = [
        gap
        for gap in graph.gaps(rules=[rule])
        if (ids((gap.subject,)), ids((gap.object,))) == ({subject}, {object_})
    ]
    return gap


def ids(nodes: Iterable[str]) -> set[str]:
    return {node.removesuffix("/claim").rpartition("/")[2] for node in nodes}


def test_what_is_said_towards_the_municipality_names_none_of_its_bodies(variant: Variant) -> None:
    whole = "ekvalla-kommun"
    graph = mellanrum.load(
        variant(
            {
                "franvaro": [
                    {"id": "fr-kontakt", "gentemot": whole},
                    {"id": "fr-inbjudan", "gentemot": whole},
                ],
                "iakttagelser": [{"id": "iak-kontakt", "om": f"friskolorna; {whole}"}],
            }
        )
    )
    gap = told_of(graph, "G15", "friskolorna", "sn")
    assert (gap.evidence, gap.stated_by) == ("undocumented", ())
    assert "iak-kontakt" not in ids(gap.corroborated_by)
    assert ids(gap.generally_stated_by) == {"fr-kontakt", "iak-kontakt"}
    # Others who cannot reach a committee are not those it is said of.
    assert told_of(graph, "G15", "foreningarna", "kfn").generally_stated_by == ()
    # Where no body in particular is asked for, it says just what the gap says.
    invited = told_of(graph, "G17", "friskolorna")
    assert (invited.evidence, ids(invited.stated_by)) == ("stated", {"fr-inbjudan"})
    assert told_of(graph, "G17", "foreningarna").generally_stated_by == ()


@pytest.mark.parametrize(
    ("concerned", "doubted"),
    [
        ("faltgruppen", {"faltgruppen"}),
        # Of the structures without a follow-up, associations take part in one only.
        ("ekvalla-kommun; foreningarna", {"trygga-kvallar"}),
        (
            "ekvalla-kommun",
            {"presidieradet", "styrgrupp-falt", "faltgruppen", "trygga-kvallar", "ungteamet"},
        ),
        ("familjeforum", set()),
    ],
)
def test_a_positive_finding_may_speak_against_gaps_of_its_kind(
    ekvalla: KnowledgeGraph, variant: Variant, concerned: str, doubted: set[str]
) -> None:
    row = {"id": "iak-familj", "om": concerned, "det som saknas": "uppföljning"}
    found = mellanrum.load(variant({"iakttagelser": [row]})).gaps(rules=["G04"])
    assert {
        subject
        for gap in found
        for subject in ids((gap.subject,))
        if ids(gap.generally_contested_by) == {"iak-familj"}
    } == doubted
    before = {gap.iri: (gap.evidence, gap.status) for gap in ekvalla.gaps(rules=["G04"])}
    assert {gap.iri: (gap.evidence, gap.status) for gap in found} == before


def test_a_positive_finding_that_is_a_risk_or_need_speaks_against_nothing(variant: Variant) -> None:
    row = {"id": "iak-familj", "om": "faltgruppen", "det som saknas": "uppföljning"}
    graph = mellanrum.load(variant({"iakttagelser": [row | {"modalitet": "behov"}]}))
    assert told_of(graph, "G04", "faltgruppen").generally_contested_by == ()


def test_what_contradicts_a_general_statement_may_speak_against_each_gap(variant: Variant) -> None:
    row = {"id": "svar-bun-malbild", "motsäger": "fr-malbild; iak-malbild"}
    graph = mellanrum.load(variant({"svar": [row]}))
    for gap in (
        told_of(graph, "G29", "dok-plan", "krav-malbild"),
        told_of(graph, "G02", "ungteamet"),
    ):
        assert ids(gap.generally_contested_by) == {"svar-bun-malbild"}
        assert gap.contested_by == ()
        assert gap.status == "open"
    assert told_of(graph, "G29", "dok-plan", "krav-sspf").generally_contested_by == ()
    # What contests the gap itself is told once.
    assert told_of(graph, "G18", "ks").generally_contested_by == ()


def test_what_a_source_finds_unclear_is_not_said_to_be_lacking(
    ekvalla: KnowledgeGraph, variant: Variant
) -> None:
    assert told_of(ekvalla, "G04", "trygga-kvallar").evidence == "stated"
    graph = mellanrum.load(variant({"franvaro": [{"id": "fr-trygga-uppf", "modalitet": "oklart"}]}))
    gap = told_of(graph, "G04", "trygga-kvallar")
    assert (gap.evidence, gap.stated_by) == ("undocumented", ())
