"""Which properties a query reads: never fewer than it does."""

from __future__ import annotations

import pytest

from mellanrum.ontology.namespaces import MR, RDF, SKOS
from mellanrum.queries.rules.catalogue import Rule, bundled_rules
from mellanrum.queries.rules.paths import paths_read

TYPE = str(RDF.type)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?s { ?s mr:sector ?o }", {str(MR.sector)}),
        ("SELECT ?s { ?s mr:partOf/mr:partOf|^mr:level ?o }", {str(MR.partOf), str(MR.level)}),
        ("PREFIX m: <urn:x#> SELECT ?s { ?s m:p ?o ; <urn:q> 'mr:no' . }", {"urn:x#p", "urn:q"}),
        (
            "SELECT ?s { ?s mr:sector ?o . FILTER (?o > 2) ?o mr:level ?l }",
            {str(MR.sector), str(MR.level)},
        ),
        ("SELECT ?s { # mr:no ?p ?x\n ?s skos:prefLabel ?o }", {str(SKOS.prefLabel)}),
        (
            "SELECT ?s { { SELECT ?a ?b ?s WHERE { ?a mr:level ?b ; mr:sector ?s } } }",
            {str(MR.sector), str(MR.level)},
        ),
        ('SELECT ?s { ?s mr:sector \'\\\' ?p ?o\' , """mr:no ?p"""@sv }', {str(MR.sector)}),
        ("SELECT ?s { ?s mr:sector ?o FILTER (?o != mr:a) }", {str(MR.sector), str(MR.a)}),
        ("SELECT ?s { VALUES ?s { mr:a } ?s a ?c BIND (?c AS ?d) }", {str(MR.a)}),
    ],
)
def test_properties_named(query: str, expected: set[str]) -> None:
    assert paths_read([query]) == expected | {TYPE}


@pytest.mark.parametrize(
    "pattern",
    [
        "?s ?p ?o",
        "mr:a ?p ?o",
        "mr:a ?p mr:b",
        "?s mr:sector 1 ; ?p ?o",
        "?s mr:sector 1 ; ?p mr:b",
        "?s ?p 'text'",
        "?s ?p -1",
        "?s ?p .5",
        "?s ?p TRUE",
        '?s mr:sector """}""" ; ?p mr:b',
        "?s <urn:\\u0061> ?o",
        "?s ?p [ a mr:Body ]",
        "[ ?p mr:b ] a mr:Body",
        "[ a mr:Body ] ?p mr:b",
        "(1 2) ?p ?o",
        "FILTER (1 > 2) ?s ?p mr:b",
        "?s mr:partOf* ?o",
        "?s mr:partOf? ?o",
        "?s !mr:partOf ?o",
        "?s !(mr:partOf|mr:level) ?o",
        "?s unknown:p ?o",
        "?s mr:part\\-of ?o",
        "{ ?s mr:sector ?o } UNION { ?s ?p mr:b }",
        "FILTER NOT EXISTS { ?s ?p mr:b }",
        "{ SELECT ?s WHERE { ?s ?p mr:b } }",
        "{ SELECT ?s (EXISTS { ?s ?p ?o } AS ?is) { ?s a mr:Body } }",
        "{ SELECT ?s ?o { ?s a ?o } } ?s ?p ?o",
    ],
)
def test_any_property_where_it_may_be_any(pattern: str) -> None:
    assert paths_read([f"SELECT ?s WHERE {{ {pattern} }}"]) is None


def test_base_leaves_it_in_doubt() -> None:
    assert paths_read(["BASE <urn:x> SELECT ?s { ?s <p> ?o }"]) is None


def test_one_query_in_doubt_is_enough() -> None:
    assert paths_read(["SELECT ?s { ?s a ?c }", "SELECT ?s { ?s ?p ?o }"]) is None


@pytest.mark.parametrize("rule", bundled_rules(), ids=lambda rule: rule.id)
def test_rules_that_ship_say_what_they_read(rule: Rule) -> None:
    assert paths_read([rule.sparql]) is not None
