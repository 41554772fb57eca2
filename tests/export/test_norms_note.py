"""A reader of map and report sees when cited norms were read, and that they are no legal advice."""

from __future__ import annotations

from pathlib import Path

import pytest

import mellanrum
from mellanrum.export.documents.render import render
from mellanrum.export.norms_note import note_where_cited
from mellanrum.export.reporting.document import report_document
from mellanrum.ontology.language import LANGUAGES, Language

ADVICE = {"sv": "ingen juridisk rådgivning", "en": "no legal advice"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", ["board", "auditor"])
def test_the_report_says_so_where_it_cites_one(audience: str, language: Language) -> None:
    graph = mellanrum.load("boras")
    catalogue = graph.norms.catalogue
    assert catalogue is not None
    made = report_document(graph.snapshot(), language, version="1", audience=audience)
    text = render(made, Path("x.md")).decode()
    assert text.count(ADVICE[language]) == 1
    assert catalogue.read in text


def test_the_map_says_so_where_it_cites_one() -> None:
    assert ADVICE["sv"] in mellanrum.load("boras").map().text
    assert ADVICE["sv"] not in mellanrum.load("boras", norms="none").map().text


def test_what_cites_none_has_no_note() -> None:
    assert note_where_cited(mellanrum.load("ekvalla").snapshot(), ("ekvalla",)) is None
    boras = mellanrum.load("boras").snapshot()
    assert note_where_cited(boras, ("boras",)) is not None
    assert note_where_cited(boras, ("tyreso",)) is None
