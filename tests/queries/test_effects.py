"""What closing an item would do to the index: by its lines, whichever tier it is of."""

from __future__ import annotations

import pytest

import mellanrum
from mellanrum.graph.tables.changes import add_agreement
from mellanrum.queries.finding.effects import Effects
from mellanrum.queries.tiers.item import Gap


@pytest.fixture(scope="module")
def effects(ekvalla: mellanrum.KnowledgeGraph) -> Effects:
    snapshot = ekvalla.snapshot(gaps=False)
    return Effects(snapshot.deriver, snapshot.congruence)


def short(iri: str) -> str:
    return iri.rpartition("/")[2]


def between(graph: mellanrum.KnowledgeGraph, tier: str, *bodies: str) -> Gap:
    [found] = [
        gap
        for gap in graph.gaps(tier=tier)
        if {short(node) for node in gap.parties} == set(bodies) and gap.lines
    ]
    return found


@pytest.mark.parametrize(
    ("tier", "bodies"), [("stated", ("kfn", "sn")), ("structural", ("kfn", "ks"))]
)
def test_an_item_between_two_bodies_raises_the_index_where_they_do_not_meet(
    ekvalla: mellanrum.KnowledgeGraph, effects: Effects, tier: str, bodies: tuple[str, str]
) -> None:
    gap = between(ekvalla, tier, *bodies)
    found = effects.of(gap)
    [municipal] = effects.report.municipalities
    assert found
    assert len({effect.level for effect in found}) == len(found), "each line once more"
    for effect in found:
        index = municipal.index(effect.level)
        assert index is not None
        assert index[0] == effect.before < effect.after <= 1


def test_the_level_gap_is_closed_by_a_tie_at_its_level(
    ekvalla: mellanrum.KnowledgeGraph, effects: Effects
) -> None:
    """An agreement for all that both answer for, firm in every way, comes as near as a tie can."""
    [effect] = [e for e in effects.of(between(ekvalla, "stated", "kfn", "sn")) if e.level == "lead"]
    change = add_agreement("name=Avtalet;members=kfn,sn;target=mg-barn-unga,mg-kvall,mg-sma")
    [after] = ekvalla.whatif(change).graph.congruence().municipalities
    index = after.index("lead")
    assert index is not None
    assert effect.before < index[0] <= effect.after


def test_what_no_line_strengthens_has_no_effect(
    ekvalla: mellanrum.KnowledgeGraph, effects: Effects
) -> None:
    for gap in ekvalla.gaps():
        if not any(line.rule.strengthens for line in gap.lines):
            assert effects.of(gap) == ()
