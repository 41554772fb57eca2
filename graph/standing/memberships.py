"""Who sits where, and by which post: the two-mode network of ties with units seen as committees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import networkx as nx

from mellanrum.graph.coordination.coverage import DataTie
from mellanrum.graph.standing.facts import UPWARDS
from mellanrum.graph.standing.network import BODY, STRUCTURE
from mellanrum.graph.standing.representation import Representation
from mellanrum.ontology.namespaces import MR

__all__ = ["Membership", "seat_graph", "seats_of"]


class Membership(NamedTuple):
    """That a body is part of a tie.

    Attributes
    ----------
    tie : str
        The forum, practice, agreement or joint unit.
    body : str
        The body that answers for who takes part.
    post : str
        The post by which it does; empty where the sources name none, so that none can be lost.
    row : str
        The row that says so.
    """

    tie: str
    body: str
    post: str
    row: str


def seats_of(representation: Representation, tie: DataTie) -> tuple[Membership, ...]:
    """Return who is part of a tie by name, and by which posts, in order."""
    if representation.is_a(tie.node, "CollaborationStructure"):
        found = _in_structure(representation, tie)
    elif representation.is_a(tie.node, "JointUnit"):
        found = _in_unit(representation, tie)
    else:
        found = (Membership(tie.node, body, "", tie.node) for body in tie.members)
    return tuple(sorted(set(found)))


def seat_graph(seats: Iterable[Membership]) -> nx.Graph[str]:
    """Return the two-mode graph of bodies (``bipartite`` 0) and ties (1) with these seats.

    Each edge has the ``posts`` by which the body takes part (the empty text among them where a
    source names the body without a post) and the ``rows`` that say so.
    """
    found: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
    for tie, body, post, row in sorted(seats):
        posts, rows = found.setdefault((body, tie), ([], []))
        posts.append(post)
        rows.append(row)
    graph: nx.Graph[str] = nx.Graph()
    for body, tie in found:
        graph.add_node(body, bipartite=BODY)
        graph.add_node(tie, bipartite=STRUCTURE)
    graph.add_edges_from(
        (*ends, {"posts": tuple(posts), "rows": tuple(rows)})
        for ends, (posts, rows) in found.items()
    )
    return graph


def _in_structure(representation: Representation, tie: DataTie) -> Iterator[Membership]:
    for row in tie.rows[1:]:
        if row in representation.deriver.standing:
            posts = representation.facts.values(row, str(MR.viaPost))
            named = representation.facts.values(row, str(MR.participant))
            if not named and not representation.facts.values(row, str(MR.participantSector)):
                named = posts
            for body in frozenset[str]().union(*map(representation.bodies, named)):
                yield from (Membership(tie.node, body, post, row) for post in posts or ("",))


def _in_unit(representation: Representation, tie: DataTie) -> Iterator[Membership]:
    """Yield the seats in a joint unit: its own committee without a post, the others by theirs."""
    own = {
        parent
        for path in UPWARDS
        for parent in representation.facts.values(tie.node, path)
        if not representation.is_a(parent, "Municipality")
    }
    for body in frozenset[str]().union(*map(representation.bodies, own)):
        yield Membership(tie.node, body, "", tie.node)
    for post in tie.rows[1:]:
        for lender in representation.facts.values(post, str(MR.secondedFrom)):
            for body in representation.bodies(lender):
                yield Membership(tie.node, body, post, post)
