"""Rules on what hangs on one link: sectors held together once, pairs that one loss parts."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import networkx as nx

from mellanrum.graph.measures.cutpoints import Bridge, CutPoint, articulation
from mellanrum.graph.network import BODY
from mellanrum.ontology.namespaces import CONCEPT, MR
from mellanrum.queries.answers import Answer
from mellanrum.queries.ground import Ground, Pair, network_rule

__all__ = ["one_loss", "single_link"]

# A body that takes part once always hangs on one link; that it does so says no more than that.
# Two bodies on either side are a group that would be cut off.
GROUP = 2
POLITICAL = str(CONCEPT["level/political"])


@network_rule("single-link")
def single_link(ground: Ground) -> Iterator[Answer]:
    """Yield structures, or participations in them, that alone hold groups of sectors together.

    A structure is given where the groups fall apart without it; else a participation, as
    structure and body, where they fall apart when that body leaves that structure.
    """
    found = articulation(ground.graph)
    told: set[str] = set()
    for point in found.points:
        if point.node not in _bodies(ground, ground.graph):
            sectors = _cut_off(ground, point)
            if sectors:
                told.add(point.node)
                rows = {row for edge in ground.graph[point.node].values() for row in edge["rows"]}
                yield Answer(point.node, "", "", sectors, tuple(sorted(rows)))
    for bridge in found.bridges:
        body, structure = bridge.ends
        sectors = _cut_off(ground, bridge)
        if sectors and structure not in told:
            rows = ground.graph.edges[body, structure]["rows"]
            yield Answer(structure, body, "", sectors, rows)


def _cut_off(ground: Ground, link: CutPoint[str] | Bridge[str]) -> tuple[str, ...]:
    """Return the sectors that groups lose touch with; none where no group of bodies is cut off."""
    sides = link.parts if isinstance(link, CutPoint) else link.sides
    groups = [bodies for side in sides if len(bodies := _bodies(ground, side)) >= GROUP]
    if len(groups) < GROUP:
        return ()
    # Of two equally large, that with fewer sectors counts as the larger: either may be cut off.
    rest = max(groups, key=lambda one: (len(one), -len(_sectors(ground, one)), sorted(one)))
    smaller = {sector for group in groups if group != rest for sector in _sectors(ground, group)}
    return tuple(sorted(smaller - _sectors(ground, rest)))


def _bodies(ground: Ground, nodes: Collection[str]) -> frozenset[str]:
    return frozenset(node for node in nodes if ground.graph.nodes[node]["bipartite"] == BODY)


def _sectors(ground: Ground, bodies: Collection[str]) -> set[str]:
    facts = ground.acting.facts
    return {sector for body in bodies for sector in facts.values(body, str(MR.sector))}


@network_rule("one-loss")
def one_loss(ground: Ground) -> Iterator[Answer]:
    """Yield bodies that both lead a task and lose all touch when one post or other body is lost.

    A post matters where it holds up a tie of the two themselves. Where they have none, all that
    can be said is which body the path between them goes through.
    """
    linked = [pair for pair in ground.pairs if _connected(ground.graph, pair)]
    of_their_own = [pair for pair in linked if ground.between(pair)]
    cut = set(nx.articulation_points(ground.graph)) & _bodies(ground, ground.graph)
    for lost in sorted(cut):
        without = nx.restricted_view(ground.graph, [lost], [])
        yield from _parted(ground, without, [pair for pair in linked if lost not in pair], lost)
    for post in sorted({seat.post for seat in ground.seats if _is_one_person(ground, seat.post)}):
        without = nx.restricted_view(ground.graph, [], _held_by(ground.graph, post))
        yield from _parted(ground, without, of_their_own, post)


def _is_one_person(ground: Ground, post: str) -> bool:
    """Tell whether a post can fall vacant: a presidium has several members, and is elected anew."""
    return bool(post) and POLITICAL not in ground.acting.facts.values(post, str(MR.atLevel))


def _held_by(graph: nx.Graph[str], post: str) -> list[tuple[str, str]]:
    """Return the participations that are lost with a post."""
    return [ends for ends in graph.edges if set(graph.edges[ends]["posts"]) == {post}]


def _parted(
    ground: Ground, without: nx.Graph[str], pairs: Collection[Pair], lost: str
) -> Iterator[Answer]:
    for pair in pairs:
        if not _connected(without, pair):
            yield Answer(*pair, "", (lost,), ground.rows(pair, ground.pairs[pair]))


def _connected(graph: nx.Graph[str], pair: Pair) -> bool:
    return all(body in graph for body in pair) and nx.has_path(graph, *pair)
