"""What a finding is evidence of: what it names, at the level that it names, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import mellanrum
from mellanrum import KnowledgeGraph

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
