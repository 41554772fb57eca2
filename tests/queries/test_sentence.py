from __future__ import annotations

import pytest

from mellanrum.ontology.language import Language
from mellanrum.ontology.namespaces import MR
from mellanrum.queries.finding.candidate import Candidate
from mellanrum.queries.finding.sentence import GapSentence, mid_sentence
from mellanrum.queries.rules.catalogue import bundled_rules

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
    found = GapSentence(name).sentence(Candidate(UNCOVERED, "alla", "", "", about, (), "m"))
    assert f" {told} " in found.sv
    assert found.sv.startswith("Alla: ")
    assert f" {told.replace('år', 'years').replace('och', 'and')} " in found.en


@pytest.mark.parametrize(
    ("class_name", "given", "told"),
    [
        ("TargetGroup", "Barn och unga", "barn och unga"),
        ("TargetGroup", "HVB-placerade unga", "HVB-placerade unga"),
        ("ActorCollective", "De fristående skolorna", "de fristående skolorna"),
        ("Committee", "Barn- och utbildningsnämnden", "Barn- och utbildningsnämnden"),
        ("Unit", "Enheten för stöd och råd", "Enheten för stöd och råd"),
        ("Forum", "Styrgruppen", "Styrgruppen"),
        ("Forum", "Det lokala rådet", "det lokala rådet"),
        ("Forum", "Trygg och säker", "”Trygg och säker”"),
        ("Programme", "Lära, leva", "”Lära, leva”"),
        ("Goal", "Fler barn får stöd", "”Fler barn får stöd”"),
    ],
)
def test_names_are_written_as_they_stand_within_a_sentence(
    class_name: str, given: str, told: str
) -> None:
    assert mid_sentence(given, [str(MR[class_name])], "sv") == told


def test_a_name_is_quoted_once_and_stands_alone_before_a_colon() -> None:
    [rule] = [rule for rule in bundled_rules() if rule.id == "G33"]
    found = Candidate(rule, "Trygg och säker", "", "", ("Planen för barn och unga",), (), "m")
    classes = {"Trygg och säker": "Forum", "Planen för barn och unga": "ActionPlan"}
    told = GapSentence(name, lambda node: [str(MR[classes[node]])]).sentence(found).sv
    assert told.startswith("Trygg och säker: ")
    assert told.count("”") == 2
    assert "”Planen för barn och unga”" in told
