"""Rules on what hangs on one link: sectors held together once, pairs that one loss parts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import networkx as nx

from mellanrum.graph.measures.cutpoints import Bridge, CutPoint, articulation
from mellanrum.graph.measures.plain_graphs import plain
from mellanrum.graph.standing.network import BODY, STRUCTURE
from mellanrum.ontology.namespaces import CONCEPT, MR
from mellanrum.queries.finding.rule_answers import RuleAnswer
from mellanrum.queries.rules.context import Pair, RuleContext

__all__ = ["one_loss", "single_link"]

# A body that takes part once always hangs on one link; that it does so says no more than that.
# Two bodies on either side are a group that would be cut off.
GROUP = 2
POLITICAL = str(CONCEPT["level/political"])


def single_link(context: RuleContext) -> Iterator[RuleAnswer]:
    """Yield structures, or participations in them, that alone hold groups of sectors together.

    A structure is given where the groups fall apart without it; else a participation, as
    structure and body, where they fall apart when that body leaves that structure.
    """
    linked = _with_municipality(context)
    found = articulation(linked)
    told: set[str] = set()
    for point in found.points:
        if not _is_body(linked, point.node):
            sectors = _cut_off(context, linked, point)
            if sectors:
                told.add(point.node)
                rows = {row for edge in linked[point.node].values() for row in edge["rows"]}
                yield RuleAnswer(point.node, "", "", sectors, tuple(sorted(rows)))
    for bridge in found.bridges:
        body, structure = bridge.ends
        sectors = _cut_off(context, linked, bridge)
        if sectors and structure not in told:
            rows = linked.edges[body, structure]["rows"]
            yield RuleAnswer(structure, body, "", sectors, rows)


def _with_municipality(context: RuleContext) -> nx.Graph[str]:
    """Return the network with committees tied to what the whole municipality is part of."""
    linked = context.graph.copy()
    for tie in context.ties:
        rows = tuple(row for row in tie.rows if context.names_municipality(row))
        for body in tie.perhaps if rows else ():
            linked.add_node(body, bipartite=BODY)
            linked.add_node(tie.node, bipartite=STRUCTURE)
            linked.add_edge(body, tie.node, posts=("",), rows=rows)
    return linked


def _cut_off(
    context: RuleContext, network: nx.Graph[str], link: CutPoint[str] | Bridge[str]
) -> tuple[str, ...]:
    """Return the sectors that groups lose touch with; none where no group of bodies is cut off."""
    sides = link.parts if isinstance(link, CutPoint) else link.sides
    groups = [bodies for side in sides if len(bodies := _bodies(network, side)) >= GROUP]
    if len(groups) < GROUP:
        return ()
    # Of two equally large, that with fewer sectors counts as the larger: either may be cut off.
    rest = max(groups, key=lambda one: (len(one), -len(_sectors(context, one)), sorted(one)))
    smaller = {sector for group in groups if group != rest for sector in _sectors(context, group)}
    return tuple(sorted(smaller - _sectors(context, rest)))


def _bodies(network: nx.Graph[str], nodes: Iterable[str]) -> frozenset[str]:
    return frozenset(node for node in nodes if _is_body(network, node))


def _is_body(network: nx.Graph[str], node: str) -> bool:
    return bool(network.nodes[node]["bipartite"] == BODY)


def _sectors(context: RuleContext, bodies: Collection[str]) -> set[str]:
    facts = context.representation.facts
    return {sector for body in bodies for sector in facts.values(body, str(MR.sector))}


def one_loss(context: RuleContext) -> Iterator[RuleAnswer]:
    """Yield bodies that both lead a task and lose all touch when one post or other body is lost.

    A post matters where it holds up a tie of the two themselves. Where they have none, all that
    can be said is which body the path between them goes through.
    """
    groups = _groups(nx.connected_components(context.graph))
    linked = [pair for pair in context.pairs if _together(groups, pair)]
    for point in sorted(context.articulation.points, key=lambda point: point.node):
        if _is_body(context.graph, point.node):
            parts = _groups(point.parts)
            within = [pair for pair in linked if parts.keys() >= set(pair)]
            yield from _parted(context, parts, within, point.node)
    of_their_own = [pair for pair in linked if context.between(pair)]
    network = plain(context.graph)
    held_by = _held_by_posts(context.graph)
    for post in sorted(post for post in held_by if _is_one_person(context, post)):
        held = held_by[post]
        network.remove_edges_from(held)
        groups = _groups(nx.connected_components(network))
        yield from _parted(context, groups, of_their_own, post)
        network.add_edges_from(held)


def _is_one_person(context: RuleContext, post: str) -> bool:
    """Tell whether a post can fall vacant: a presidium has several members, and is elected anew."""
    return POLITICAL not in context.representation.facts.values(post, str(MR.atLevel))


def _held_by_posts(graph: nx.Graph[str]) -> dict[str, list[tuple[str, str]]]:
    """Return the participations that are lost with each post, where any are."""
    found: dict[str, list[tuple[str, str]]] = {}
    for one, other in graph.edges:
        posts = graph.edges[one, other]["posts"]
        if len(set(posts)) == 1 and posts[0]:
            found.setdefault(posts[0], []).append((one, other))
    return found


def _groups(parts: Iterable[Iterable[str]]) -> dict[str, int]:
    """Return the number of the part that each node is in."""
    return {node: number for number, nodes in enumerate(parts) for node in nodes}


def _together(groups: Mapping[str, int], pair: Pair) -> bool:
    group = groups.get(pair[0])
    return group is not None and group == groups.get(pair[1])


def _parted(
    context: RuleContext, groups: Mapping[str, int], pairs: Collection[Pair], lost: str
) -> Iterator[RuleAnswer]:
    for pair in pairs:
        if not _together(groups, pair):
            tasks = context.pairs[pair]
            yield RuleAnswer(*pair, "", (lost,), (*tasks, *context.rows(pair, tasks)))
