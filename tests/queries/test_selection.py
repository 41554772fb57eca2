"""The filters of gaps, as Python has them."""

from __future__ import annotations

import pytest

from mellanrum import KnowledgeGraph, QueryError
from mellanrum.ontology.namespaces import CONCEPT, MR
from mellanrum.ontology.vocabularies import EVIDENCE


def test_several_filters_leave_what_fits_all(ekvalla: KnowledgeGraph) -> None:
    everything = ekvalla.gaps()
    body = ekvalla.entry("ekvalla/kfn").iri
    expected = [
        gap
        for gap in everything
        if gap.evidence in ("structural", "contested")
        and body in (gap.subject, gap.object, *gap.about)
    ]
    assert 0 < len(expected) < len(everything)
    found = ekvalla.gaps(evidence=["structural", "contested"], body="kfn")
    assert list(found) == expected


def test_one_kind_of_evidence_needs_no_list(ekvalla: KnowledgeGraph) -> None:
    found = ekvalla.gaps(evidence="stated")
    assert {gap.evidence for gap in found} == {"stated"}
    assert found == ekvalla.gaps(evidence=[EVIDENCE["stated"].label.sv])


def test_a_level_is_that_of_the_gap_of_its_rule_or_of_what_it_is_about(
    ekvalla: KnowledgeGraph,
) -> None:
    level = str(CONCEPT["level/political"])
    found = ekvalla.gaps(level="politisk")
    assert found == ekvalla.gaps(level="political")
    rules = {line.rule.id for gap in found for line in gap.lines}
    assert "G01" in rules  # G01 asks for two levels by its header
    for gap in set(ekvalla.gaps()) - set(found):
        assert level not in (gap.level, *(at for line in gap.lines for at in line.rule.levels))
        for node in (gap.subject, gap.object, *gap.about):
            assert level not in ekvalla.facts.values(node, str(MR.atLevel))


@pytest.mark.parametrize(
    ("filters", "meant"),
    [
        ({"level": "politsk"}, "politisk"),
        ({"evidence": "strutural"}, "structural"),
        ({"evidence": ["stated", "contestd"]}, "contested"),
        ({"evidence": "undocumented"}, "mellanrum cards"),
        ({"tier": "expectd"}, "expected"),
        ({"body": "ekvalla/kfnn"}, "ekvalla/kfn"),
    ],
)
def test_an_unknown_name_is_told_with_the_one_that_is_like_it(
    ekvalla: KnowledgeGraph, filters: dict[str, str], meant: str
) -> None:
    with pytest.raises(QueryError) as error:
        ekvalla.gaps(**filters)  # type: ignore[arg-type]
    assert meant in error.value.say("en")


def test_a_rule_names_structural_gaps_only(ekvalla: KnowledgeGraph) -> None:
    found = ekvalla.gaps(rules=["G06"])
    assert {gap.tier for gap in found} == {"structural"}
    assert [ekvalla.short(gap.subject) for gap in found] == ["ekvalla/post-skollots"]
    assert ekvalla.gaps(rules=["G06"], tier="stated") == ()
