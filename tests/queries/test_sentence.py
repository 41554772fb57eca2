from __future__ import annotations

import pytest

from mellanrum.ontology.language import Language
from mellanrum.queries.evidence import Candidate
from mellanrum.queries.rules import bundled_rules
from mellanrum.queries.sentence import sentence

AGE = "https://w3id.org/mellanrum/concept/age/"
[UNCOVERED] = [rule for rule in bundled_rules() if rule.id == "G26b"]


def name(node: str, language: Language) -> str:
    if node.startswith(AGE):
        return f"{int(node.removeprefix(AGE))} {'år' if language == 'sv' else 'years'}"
    return node


@pytest.mark.parametrize(
    ("ages", "told"),
    [
        (["00"], "0 år"),
        (["06", "07"], "6 år och 7 år"),
        (["06", "07", "08"], "6–8 år"),
        (["00", "01", "02", "05", "09", "10", "11"], "0–2 år, 5 år och 9–11 år"),
    ],
)
def test_ages_in_a_row_are_told_as_a_span(ages: list[str], told: str) -> None:
    about = tuple(AGE + age for age in ages)
    found = sentence(Candidate(UNCOVERED, "alla", "", "", about, (), "m"), name)
    assert f" {told} " in found.sv
    assert found.sv.startswith("Alla: ")
    assert f" {told.replace('år', 'years').replace('och', 'and')} " in found.en
