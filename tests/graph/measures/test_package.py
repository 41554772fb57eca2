from __future__ import annotations

import inspect
import re
import subprocess
import sys

import networkx as nx
import pytest

from mellanrum.graph import measures
from mellanrum.graph.measures import (
    brokerage,
    change,
    core_periphery,
    curveball,
    ei_index,
    k_components,
    structural_holes,
    two_mode_centrality,
)

FUNCTIONS = [name for name in measures.__all__ if inspect.isfunction(getattr(measures, name))]


def test_every_name_is_there() -> None:
    assert set(measures.__all__) >= {
        "Tie", "congruence", "structural_holes", "brokerage", "ei_index", "key_players",
        "articulation", "forum_overlap", "triple_gaps", "core_periphery",
    }  # fmt: skip
    assert all(hasattr(measures, name) for name in measures.__all__)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_measure_tells_what_it_is(name: str) -> None:
    text = inspect.getdoc(getattr(measures, name)) or ""
    for heading in ("Parameters", "Notes", "References", "Examples"):
        assert f"\n{heading}\n{'-' * len(heading)}\n" in text
    assert "\nReturns\n" in text or "\nYields\n" in text
    assert "O(" in text or "cost of `congruence`" in text
    assert re.search(r"None|empty|undefined|no tie", text), "nothing on what is undefined"
    assert ">>> " in text


def test_the_measures_need_no_igraph_rdf_or_click() -> None:
    """igraph is GPL and for the tests only; a graph file needs no RDF."""
    heavy = "igraph", "numpy", "click"
    script = (
        "import sys, mellanrum.graph; before = set(sys.modules); import mellanrum.graph.measures;"
        f"print([name for name in {heavy!r} + ('rdflib',) if name in set(sys.modules) - before])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_no_measure_changes_its_graph() -> None:
    G: nx.Graph[int] = nx.Graph([(0, 3), (0, 4), (1, 3), (2, 5)])
    G.add_node(6, note="alone")
    copy, groups = G.copy(), {node: node % 2 for node in G}
    structural_holes(G)
    brokerage(G, groups)
    ei_index(G, groups)
    core_periphery(G, [0, 1, 2])
    k_components(G)
    two_mode_centrality(G, [0, 1, 2])
    list(curveball(G, [0, 1, 2]))
    change(G, G)
    assert nx.utils.graphs_equal(G, copy)
