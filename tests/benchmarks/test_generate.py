"""The synthetic municipalities: the same for the same seed, valid, and of the size they claim."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.generate import NEIGHBOURS, assembly, municipality, write_folder
from mellanrum import KnowledgeGraph, load
from mellanrum.ontology.schema import load_schema
from mellanrum.queries.rules.catalogue import bundled_rules


def test_same_seed_gives_the_same_municipality() -> None:
    assert municipality(4, 7) == municipality(4, 7)
    assert assembly([1, 2]).quads == assembly([1, 2]).quads
    assert municipality(4, 7) != municipality(4, 8)
    assert municipality(4, 7).tables != municipality(5, 7).tables


def test_it_is_valid_and_of_the_size_that_is_told() -> None:
    made = assembly([1])
    assert made.problems == ()
    assert 9_000 < len(made.quads) < 11_000
    assert KnowledgeGraph(made, load_schema()).validate().counts()["error"] == 0


def test_folder_holds_the_same(tmp_path: Path) -> None:
    write_folder(municipality(3), tmp_path / "prov-003")
    read = load(tmp_path / "prov-003")
    assert set(read.assembly.quads) == set(assembly([3]).quads)


@pytest.mark.parametrize("count", [2, 3])
def test_each_is_tied_to_the_one_before(count: int) -> None:
    made = assembly(range(1, count + 1))
    assert made.problems == ()
    ties = [
        quad
        for quad in made.quads
        if "/prov-002/" in str(quad.subject) and "/prov-001/" in str(quad.object)
    ]
    assert len(ties) == 2


def test_every_rule_finds_something_in_a_group_of_municipalities() -> None:
    made = KnowledgeGraph(assembly(range(1, NEIGHBOURS + 1)), load_schema())
    found = {line.rule.id for gap in made.gaps() for line in gap.lines}
    found |= {flag.rule.id for flag in made.flags()}
    assert found == {rule.id for rule in bundled_rules()}
