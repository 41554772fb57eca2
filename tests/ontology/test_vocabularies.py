from __future__ import annotations

import pytest
from rdflib import Graph

from mellanrum.ontology.errors import SchemaError
from mellanrum.ontology.language import Text
from mellanrum.ontology.load import concepts_graph
from mellanrum.ontology.namespaces import CONCEPT
from mellanrum.ontology.vocabularies import (
    EVIDENCE,
    LAST,
    LEVEL,
    MODALITY,
    NO_OUTLINE,
    SEVERITY,
    Scheme,
    read_schemes,
    slug_of,
)

PREFIXES = """
@prefix mr: <https://w3id.org/mellanrum/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix level: <https://w3id.org/mellanrum/concept/level/> .
@prefix scheme: <https://w3id.org/mellanrum/concept/> .
scheme:level a skos:ConceptScheme .
"""
REGIONAL = """
level:regional a skos:Concept ; skos:inScheme scheme:level ; skos:prefLabel "regional"@sv{english} ;
    skos:definition "Flera kommuner."@sv, "Several municipalities."@en .
"""


def test_a_concept_carries_what_the_file_says_of_it() -> None:
    stated = EVIDENCE["stated"]
    assert stated.iri == EVIDENCE.iri("stated") == str(CONCEPT["evidence-kind/stated"])
    assert stated.label == Text("sagt i källorna", "stated")
    assert (stated.sign, stated.outline) == ("!", "filled")
    assert EVIDENCE["stated"].colour != EVIDENCE["contested"].colour
    assert LEVEL["management"].heading.sv == "ledningsnivå"
    assert SEVERITY["low"].heading == SEVERITY["low"].label


def test_a_scheme_is_in_the_order_of_its_ranks() -> None:
    assert SEVERITY.slugs == ("high", "medium", "low")
    assert [concept.order for concept in LEVEL] == sorted(concept.order for concept in LEVEL)
    assert SEVERITY.place("high") < SEVERITY.place("low")


def test_marks_say_what_code_asks_of_a_scheme() -> None:
    assert MODALITY.marked("asserts") == {MODALITY.iri("fact"), MODALITY.iri("assessment")}
    assert MODALITY.marked("alwaysShown") == frozenset()
    assert LEVEL.shows("political")
    assert not LEVEL.shows("central")
    assert not LEVEL.shows("none")


def test_an_unknown_value_is_told_with_those_there_are_and_a_guess() -> None:
    with pytest.raises(SchemaError) as caught:
        SEVERITY.place("hihg")
    told = caught.value.say("en")
    assert "“hihg” is not in the concept scheme severity; it has high, medium, low." in told
    assert "Did you mean “high”?" in told
    with pytest.raises(SchemaError, match="there is no concept scheme “colour”"):
        len(Scheme("colour"))


def test_a_concept_that_says_little_comes_last_and_is_neutral() -> None:
    given = concepts_graph() + Graph().parse(
        data=PREFIXES + REGIONAL.format(english=', "regional"@en'), format="turtle"
    )
    last = read_schemes(given)[str(CONCEPT["level"])][-1]
    assert (last.slug, last.order, last.outline) == ("regional", LAST, NO_OUTLINE)
    assert last.heading == last.label == Text("regional", "regional")
    assert last.sign
    assert last.colour != last.dark_colour


def test_a_concept_without_a_label_is_told_by_its_iri_and_language() -> None:
    given = Graph().parse(data=PREFIXES + REGIONAL.format(english=""), format="turtle")
    with pytest.raises(SchemaError, match=r"level/regional: .*prefLabel is missing in"):
        read_schemes(given)


def test_an_outline_that_cannot_be_drawn_is_told_with_those_that_can() -> None:
    given = PREFIXES + REGIONAL.format(english=', "regional"@en')
    wavy = given + 'level:regional mr:outline "wavy" .'
    with pytest.raises(SchemaError, match="no outline “wavy”; choose one of solid, filled"):
        read_schemes(Graph().parse(data=wavy, format="turtle"))


def test_a_slug_is_the_last_step_of_an_iri() -> None:
    assert slug_of(LEVEL.iri("central")) == "central"
    assert slug_of("") == ""
