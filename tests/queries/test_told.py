"""What a gap tells that it rests on: whose end counts, which reply, which other names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

import mellanrum
from mellanrum import KnowledgeGraph
from mellanrum.queries.tiers.item import Gap

Variant = Callable[[Mapping[str, list[Mapping[str, str]]]], Path]


def only(graph: KnowledgeGraph, rule: str, subject: str, object_: str = "") -> Gap:
    wanted = [f"ekvalla/{each}" if each else "" for each in (subject, object_)]
    [gap] = [
        gap
        for gap in graph.gaps(rules=[rule])
        if [graph.short(node) if node else "" for node in (gap.subject, gap.object)] == wanted
    ]
    return gap


def ids(nodes: Iterable[str]) -> set[str]:
    return {node.rpartition("/")[2] for node in nodes}


def test_a_late_evaluation_tells_whether_the_goal_or_its_document_ends(
    ekvalla: KnowledgeGraph, variant: Variant
) -> None:
    own = only(ekvalla, "G05", "mal-kvall-2023", "uppf-kvall")
    assert ids(own.about) == {"mal-kvall-2023"}
    # No end of its own, and a document that held until August 2023.
    changed = {"id": "mal-kvall-2023", "gäller till": "", "i dokument": "dok-rutin-gammal"}
    graph = mellanrum.load(variant({"mal": [changed]}))
    gap = only(graph, "G05", "mal-kvall-2023", "uppf-kvall")
    assert ids(gap.about) == {"dok-rutin-gammal"}
    assert "när Äldre rutin om skolk har slutat gälla" in gap.sentence("sv")
    assert "when Äldre rutin om skolk has ceased to hold" in gap.sentence("en")


def test_a_body_concerned_by_its_reply_is_shown_with_that_reply(
    ekvalla: KnowledgeGraph, variant: Variant
) -> None:
    scope = {"completeness-beslut-ks-beslutets-mottagare"}
    assert ids(only(ekvalla, "G25", "beslut-ks", "kfn").support) == scope
    reply = {
        "id": "kalla-amn",
        "namn": "Arbetsmarknadsnämndens svar",
        "slag": "svar",
        "utfärdare": "amn",
        "i underlaget": "nej",
        "bilaga till": "kalla-ks",
    }
    graph = mellanrum.load(variant({"kallor": [reply]}))
    assert ids(only(graph, "G25", "beslut-ks", "amn").support) == scope | {"kalla-amn"}
    assert ids(only(graph, "G25", "beslut-ks", "kfn").support) == scope


def test_other_names_stand_in_the_sentence(ekvalla: KnowledgeGraph, variant: Variant) -> None:
    told = only(ekvalla, "G28", "mg-franvaro").sentence
    assert "”elever i riskzonen” och ”hemmasittare”" in told("sv")
    assert "“elever i riskzonen” and “hemmasittare”" in told("en")
    # The same name in other capitals is no other name.
    rows = [{"id": "mg-franvaro", "alias": "Elever med hög frånvaro; hemmasittare"}]
    changed = mellanrum.load(variant({"malgrupper": rows}))
    assert only(changed, "G28", "mg-franvaro").sentence("sv").endswith("även ”hemmasittare”.")


@pytest.mark.parametrize(
    ("about", "evidence", "stated_by"),
    [("lotsarbetet", "undocumented", set()), ("dok-rutin", "stated", {"fr-trygga-uppf"})],
)
def test_what_is_said_of_a_structure_is_not_said_of_its_document(
    variant: Variant, about: str, evidence: str, stated_by: set[str]
) -> None:
    graph = mellanrum.load(variant({"franvaro": [{"id": "fr-trygga-uppf", "om": about}]}))
    gap = only(graph, "G21b", "dok-rutin")
    assert (gap.evidence, ids(gap.stated_by)) == (evidence, stated_by)
    assert ids(gap.support) == {"lotsarbetet"}


def statements(graph: KnowledgeGraph, rule: str, subject: str) -> dict[str, set[str]]:
    """Return how the gaps of a subject are known, each kind of evidence with its statements."""
    gaps = [g for g in graph.gaps(rules=[rule]) if graph.short(g.subject) == subject]
    told = {gap.evidence: ids(x.removesuffix("/claim") for x in gap.stated_by) for gap in gaps}
    for gap in gaps:
        told["against"] = ids(x.removesuffix("/claim") for x in gap.contested_by)
        told["perhaps"] = ids(x.removesuffix("/claim") for x in gap.generally_contested_by)
    return told


def test_what_a_reading_of_the_documents_asked_for(bundled: KnowledgeGraph) -> None:
    """The bundled data says no more than the five documents, and shows both sides."""
    told = [
        ("G15", "boras/friskolor", {"undocumented": set(), "against": set(), "perhaps": set()}),
        ("G14", "boras/boras-stad", {"undocumented": set(), "against": set(), "perhaps": set()}),
        (
            "G20",
            "boras/ansvar-identifiera",
            {
                "contested": {"franv-identifiera"},
                "against": {"svar-ks-grunduppdrag"},
                "perhaps": set(),
            },
        ),
        (
            "G13",
            "boras/samarbetsuppdrag-barn-unga",
            {"structural": set(), "against": set(), "perhaps": {"svar-ifn-mal"}},
        ),
        ("G02", "boras/ifo-grundskola", {}),
        (
            "G21c",
            "boras/kaa-enheten",
            {"undocumented": set(), "against": set(), "perhaps": {"iak-kaa-styrdokument"}},
        ),
        (
            "G04",
            "tyreso/bus-samverkan",
            {"stated": {"franv-uppfoljning-bus"}, "against": set(), "perhaps": set()},
        ),
        # That a forum is not followed up is not said of the agreement that governs it.
        (
            "G21b",
            "tyreso/overenskommelse-bus",
            {"undocumented": set(), "against": set(), "perhaps": set()},
        ),
        (
            "G29",
            "boras/dok-handlingsplan",
            {"undocumented": set(), "against": set(), "perhaps": {"svar-ks-malbild"}},
        ),
        ("G24", "boras/socialt-hallbart-boras", {}),
    ]
    for rule, subject, expected in told:
        assert statements(bundled, rule, subject) == expected, (rule, subject)
    external = {"lokala-natverksgrupper", "familjecentral-samarbete"}
    with_outsiders = {"narvardssamverkan", "sspf", "styrgrupp-kaa"}
    for rule, more in (("G04", {"familjecentrerat-arbete"}), ("G21a", with_outsiders)):
        doubted = {gap.subject for gap in bundled.gaps(rules=[rule]) if gap.generally_contested_by}
        assert ids(doubted) == external | more
