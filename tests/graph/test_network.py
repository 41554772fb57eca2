"""The two-mode network holds what stands, and only edges between a body and a structure."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest
from networkx.algorithms import bipartite

import mellanrum
from mellanrum.graph.standing.facts import Facts
from mellanrum.graph.standing.network import BODY, STRUCTURE, two_mode_network
from tests.graph.builders import SMALL, assembled, codes, derived, folder, node, rows

TABLES = rows(
    SMALL,
    bodies=[
        {"id": "polisen", "kind": "external actor", "name": "Polisen", "sector": "police"},
        {"id": "blivande", "kind": "unit", "name": "Blivande", "status": "planned"},
    ],
    structures=[
        {
            "id": "natverk",
            "kind": "CollaborationPractice",
            "name": "Nätverket",
            "level": "operational",
        },
        {"id": "tomt", "kind": "forum", "name": "Tomt"},
        {"id": "ska-bli", "kind": "forum", "name": "Ska bli", "modality": "intention"},
    ],
    participations=[
        {"structure": "natverk", "participant": "sn", "valid until": "2024-06"},
        {"structure": "natverk", "participant": "blivande"},
        {"structure": "natverk", "participant sector": "school"},
        {"structure": "ska-bli", "participant": "bun"},
        {"structure": "rad", "participant": "bun", "level": "political", "id": "igen"},
    ],
)


def network(tmp_path: Path, day: str = "2024-01-01", *levels: str) -> nx.Graph[str]:
    assembly = assembled(folder(tmp_path / "sjoby", TABLES))
    assert codes(assembly.problems) == []
    return two_mode_network(Facts(assembly.quads), derived(assembly, day), levels)


def short(graph: nx.Graph[str], kind: int) -> set[str]:
    return {
        name.removeprefix(node(""))
        for name, found in graph.nodes(data=True)
        if found["bipartite"] == kind
    }


def edges(graph: nx.Graph[str]) -> set[frozenset[str]]:
    return {frozenset(name.removeprefix(node("")) for name in edge) for edge in graph.edges}


def test_bodies_and_structures_that_stand_are_the_two_modes(tmp_path: Path) -> None:
    graph = network(tmp_path)
    assert short(graph, BODY) == {"kommun", "rev", "bun", "sn", "polisen"}
    assert short(graph, STRUCTURE) == {"rad", "natverk", "tomt"}
    bodies = {name for name, found in graph.nodes(data=True) if found["bipartite"] == BODY}
    assert bipartite.is_bipartite_node_set(graph, bodies)


def test_an_edge_is_a_standing_participation_of_a_body_itself(tmp_path: Path) -> None:
    assert edges(network(tmp_path)) == {
        frozenset(("bun", "rad")),
        frozenset(("sn", "rad")),
        frozenset(("sn", "natverk")),
    }


def test_who_takes_part_in_nothing_is_there_alone(tmp_path: Path) -> None:
    alone = {name.removeprefix(node("")) for name in nx.isolates(network(tmp_path))}
    assert alone == {"kommun", "rev", "polisen", "tomt"}


@pytest.mark.parametrize(
    ("levels", "structures"),
    [
        (("strategic",), {"rad"}),
        (("operational",), {"natverk"}),
        (("operational", "political"), {"rad", "natverk"}),
        (("central",), set()),
    ],
)
def test_levels_choose_structures_and_keep_all_bodies(
    tmp_path: Path, levels: tuple[str, ...], structures: set[str]
) -> None:
    graph = network(tmp_path, "2024-01-01", *levels)
    assert short(graph, STRUCTURE) == structures
    assert short(graph, BODY) == {"kommun", "rev", "bun", "sn", "polisen"}
    assert {place for edge in edges(graph) for place in edge} & {"rad", "natverk"} == structures


def test_the_network_is_of_its_day(tmp_path: Path) -> None:
    later = network(tmp_path, "2024-07-01")
    assert edges(later) == {frozenset(("bun", "rad")), frozenset(("sn", "rad"))}
    before = network(tmp_path, "2022-04-01")  # before anybody said anything
    assert short(before, BODY) == short(before, STRUCTURE) == set()
    assert edges(before) == set()


def test_nodes_say_what_they_are(tmp_path: Path) -> None:
    graph = network(tmp_path)
    assert graph.nodes[node("rad")] == {
        "bipartite": STRUCTURE,
        "kind": "Forum",
        "label": "Rådet",
        "id": "rad",
        "sector": (),
        "level": ("strategic", "political"),
    }
    assert graph.nodes[node("polisen")]["sector"] == ("police",)
    assert graph.nodes[node("polisen")]["kind"] == "ExternalActor"


def test_the_public_network_takes_a_level_and_a_date(ekvalla: mellanrum.KnowledgeGraph) -> None:
    whole = ekvalla.network()
    assert {found["bipartite"] for _, found in whole.nodes(data=True)} == {BODY, STRUCTURE}
    some = ekvalla.network(level="political")
    assert set(some.nodes) < set(whole.nodes)
    for name, found in some.nodes(data=True):
        assert found["bipartite"] == BODY or "political" in found["level"], name
    assert len(ekvalla.network(as_of="1900-01-01").edges) == 0


def test_the_public_network_takes_a_level_by_its_name_and_refuses_others(
    ekvalla: mellanrum.KnowledgeGraph,
) -> None:
    by_slug, by_name = ekvalla.network("political"), ekvalla.network("politisk")
    assert set(by_slug.edges) == set(by_name.edges)
    with pytest.raises(mellanrum.QueryError, match="political"):
        ekvalla.network("politcal")


def test_the_part_of_a_municipality_is_in_one_order_with_its_attributes_and_ties() -> None:
    graph = mellanrum.load("boras", "tyreso")
    whole, parts = graph.network(), graph.networks()
    assert len(parts) == 2
    for part in parts.values():
        assert list(part) == sorted(part)
        assert dict(part.nodes(data=True)) == {one: whole.nodes[one] for one in part}
        within = whole.subgraph(part)
        assert {frozenset(edge) for edge in part.edges} == {frozenset(e) for e in within.edges}
