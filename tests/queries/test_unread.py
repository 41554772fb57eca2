"""Replies that a source lists but that nobody has read: they are told, and close nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import mellanrum
from mellanrum import Gap, KnowledgeGraph
from mellanrum.export.texts.explanation import explanation

Variant = Callable[[Mapping[str, list[Mapping[str, str]]]], Path]
REPORT = {"id": "kalla-rapport-2023", "bilaga till": "kalla-ks"}
REPLY = {
    "id": "kalla-svar-amn",
    "namn": "Arbetsmarknadsnämndens svar",
    "slag": "svar",
    "utfärdare": "amn",
    "i underlaget": "nej",
    "bilaga till": "kalla-ks",
    "källa": "kalla-ks",
    "ställe": "§ 58, bilaga 2",
}


def unanswered(graph: KnowledgeGraph) -> dict[str, Gap]:
    """Return the gaps of missing answers by what has none."""
    return {gap.subject.rpartition("/")[2]: gap for gap in graph.gaps(rules=["G08a", "G09"])}


def listed(graph: KnowledgeGraph, name: str) -> list[str]:
    return [iri.rpartition("/")[2] for iri in unanswered(graph)[name].support]


def test_a_reply_listed_beside_the_report_is_told_and_closes_nothing(
    ekvalla: KnowledgeGraph, variant: Variant
) -> None:
    graph = mellanrum.load(variant({"kallor": [REPORT, REPLY]}))
    assert unanswered(graph).keys() == unanswered(ekvalla).keys()
    assert listed(graph, "amn") == ["kalla-svar-amn"]
    assert listed(graph, "iak-agare") == ["kalla-svar-amn"]
    assert listed(graph, "omn") == []  # another body's reply
    assert listed(graph, "iak-niva-2019") == []  # another audit
    told = explanation(graph.snapshot(), unanswered(graph)["amn"], "en")
    assert "Arbetsmarknadsnämndens svar" in told.partition("not read")[2]


@pytest.mark.parametrize(
    "changed",
    [{"i underlaget": "ja"}, {"bilaga till": "kalla-bun"}, {"slag": "missiv"}],
)
def test_only_an_unread_reply_in_the_same_list_is_told(
    variant: Variant, changed: dict[str, str]
) -> None:
    graph = mellanrum.load(variant({"kallor": [REPORT, {**REPLY, **changed}]}))
    assert listed(graph, "amn") == []
