"""Promises in words: whose they are, by when, and from when what they answer is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import mellanrum
from mellanrum import KnowledgeGraph
from mellanrum.export.texts.promise_text import due_in_words, made_in_words
from mellanrum.queries.followup.promises import Promise

Variant = Callable[[Mapping[str, list[Mapping[str, str]]]], Path]


def promise(graph: KnowledgeGraph, name: str) -> Promise:
    return next(p for p in graph.lifelines().promises if p.iri.endswith(f"/{name}"))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("atag-kontakt", "kommunstyrelsen har beslutat att barn- och utbildningsnämnden ska"),
        ("atag-lots", "kommunstyrelsen har beslutat att det ska göras. Vem"),
        ("atag-rutin", "barn- och utbildningsnämnden har åtagit sig det."),
        ("atag-motesplats", "ett förslag från kultur- och fritidsförvaltningen till kultur- och f"),
    ],
)
def test_it_is_told_who_made_imposed_or_proposed_it(
    ekvalla: KnowledgeGraph, name: str, told: str
) -> None:
    assert told in made_in_words(ekvalla.snapshot(), promise(ekvalla, name), "sv")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"modalitet": "behov"}, "only puts it forward as a proposal or a need"),
        ({"åtaget av": ""}, "Who undertook it is not documented in the sources."),
        ({"åtagandetyp": "ålagt"}, "barn- och utbildningsnämnden had it imposed on them. By whom"),
    ],
)
def test_what_is_not_known_of_it_is_told(
    variant: Variant, changed: dict[str, str], told: str
) -> None:
    graph = mellanrum.load(variant({"ataganden": [{"id": "atag-rutin", **changed}]}))
    assert told in made_in_words(graph.snapshot(), promise(graph, "atag-rutin"), "en")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("atag-kontakt", "juni 2024 (enligt källan: före sommaren)"),
        ("atag-uppf", "31 oktober 2024, varje år"),
        ("atag-rutin", "2023"),  # the source's words say the same
        ("atag-lots", ""),
    ],
)
def test_a_time_is_told_with_how_often_and_in_the_words_of_the_source(
    ekvalla: KnowledgeGraph, name: str, told: str
) -> None:
    assert due_in_words(ekvalla.snapshot(), promise(ekvalla, name), "sv") == told


@pytest.mark.parametrize(
    ("root", "event"),
    [
        ("boras/iak-kaa-brister-2014", ("asked", "2014")),  # when the audit was made
        ("boras/iak-kaa-so", ("asked", "2020")),
        ("boras/iak-samsyn", ("retold", "2019-05-21")),  # the answer's date, the audit has none
        ("ekvalla/iak-niva-2019", ("asked", "2019")),  # read in the audit report itself
        ("ekvalla/rek-kontakt", ("asked", "2023-11-15")),
    ],
)
def test_what_an_answer_retells_is_not_dated_by_the_answer(
    bundled: KnowledgeGraph, ekvalla: KnowledgeGraph, root: str, event: tuple[str, str]
) -> None:
    graph = ekvalla if root.startswith("ekvalla/") else bundled
    line = next(each for each in graph.lifelines() if graph.short(each.root) == root)
    assert [(e.kind, e.date) for e in line.events if e.node == line.root] == [event]
