"""Graphs that the tests of the measures share, and the figures made with R."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import igraph
import networkx as nx

REFERENCE = Path(__file__).parent / "reference"


def rows(name: str) -> list[dict[str, str]]:
    """Read a table of the reference folder."""
    with (REFERENCE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def reference_graph(name: str) -> tuple[nx.Graph[int], dict[int, str]]:
    """Build one of the graphs that R was given, and its groups."""
    groups = {int(row["node"]): row["group"] for row in rows("groups.csv") if row["graph"] == name}
    ties = [row for row in rows("edges.csv") if row["graph"] == name]
    G: nx.Graph[int] = nx.DiGraph() if ties[0]["directed"] == "1" else nx.Graph()
    G.add_nodes_from(groups)
    G.add_edges_from((int(row["source"]), int(row["target"])) for row in ties)
    return G, groups


def as_igraph(G: nx.Graph[int], weight: str = "weight") -> igraph.Graph:
    """Give igraph the same graph, nodes numbered from 0."""
    found = igraph.Graph(n=len(G), edges=list(G.edges()), directed=G.is_directed())
    found.es[weight] = [data.get(weight, 1) for _, _, data in G.edges(data=True)]
    return found


def random_graphs(nodes: int, count: int, density: float = 0.35) -> Iterator[nx.Graph[int]]:
    """Yield seeded graphs, directed and not, with weights; some with a self-loop or an isolate."""
    for seed in range(count):
        for directed in (False, True):
            G: nx.Graph[int] = nx.gnp_random_graph(nodes, density, seed=seed, directed=directed)
            for place, (u, v) in enumerate(G.edges()):
                G[u][v]["weight"] = 1 + (place * 7 + seed) % 5
            if seed % 2:
                G.add_edge(0, 0, weight=3)
            if seed % 3 == 0:
                G.remove_edges_from([*G.edges(nodes - 1), *((u, nodes - 1) for u in G)])
            yield G
