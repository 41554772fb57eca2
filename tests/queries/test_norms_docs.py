"""The catalogue that the documentation shows is a whole one, and does what is told of it."""

from __future__ import annotations

from pathlib import Path

import mellanrum
from mellanrum.ontology.schema import norms_schema
from tests.queries.finding_items import last

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "norms" / "example"
PAGE = ROOT / "docs" / "own-norms.md"


def test_the_example_is_answered_as_the_page_tells() -> None:
    found = mellanrum.load("ekvalla", norms=EXAMPLE).norm_answers()
    answers = {last(one.norm.iri): one.answer for one in found if one.norm.kind != "own"}
    assert answers == {
        "narvaro-plan": "item",
        "narvaro-rutin": "met",
        "barn-mote": "question",
        "trygghet-rad": "does-not-apply",
    }


def test_the_page_names_every_column_in_its_language() -> None:
    [table] = norms_schema().tables
    swedish, english = PAGE.read_text(encoding="utf-8").split("## In English")
    for column in table.columns:
        assert column.name.sv in swedish, column.name.sv
        assert column.name.en in english, column.name.en
