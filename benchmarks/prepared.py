"""Synthetic municipalities as knowledge graphs, as many as are wanted."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pyoxigraph as ox

from benchmarks.generate import NEIGHBOURS, assembly, municipality
from mellanrum.graph.tables.assemble import Assembly
from mellanrum.knowledge import KnowledgeGraph
from mellanrum.ontology.schema import load_schema

__all__ = ["knowledge", "prepare"]

DISTINCT = 3  # groups of municipalities that are generated; more are copies of them


def generated(first: int) -> bytes:
    """Return a group of municipalities as N-Quads."""
    quads = assembly(range(first, first + NEIGHBOURS)).quads
    data = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    assert data is not None
    return data


def prepare(count: int) -> list[bytes]:
    """Return so many municipalities, in groups, as N-Quads: after the first 30, renamed copies."""
    groups = -(-count // NEIGHBOURS)
    firsts = [1 + place * NEIGHBOURS for place in range(min(groups, DISTINCT))]
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
        made = list(pool.map(generated, firsts))
    return [renamed(made[place % len(made)], place // len(made)) for place in range(groups)]


def renamed(text: bytes, turn: int) -> bytes:
    """Return a group under the numbers that it would have so many turns later."""
    shift = turn * DISTINCT * NEIGHBOURS

    def later(found: re.Match[bytes]) -> bytes:
        return b"prov-%03d" % (int(found[1]) + shift)

    return re.sub(rb"prov-(\d+)", later, text) if shift else text


def knowledge(texts: Iterable[bytes], count: int, first: int = 1) -> KnowledgeGraph:
    """Return a graph of so many municipalities, from that with the number `first` on."""
    infos = tuple(municipality(number).info for number in range(first, first + count))
    slugs = {info.slug for info in infos}
    quads = tuple(
        quad
        for text in texts
        for quad in ox.parse(text, format=ox.RdfFormat.N_QUADS)
        if str(quad.graph_name).strip("<>").rpartition("/")[2] in slugs
    )
    return KnowledgeGraph(Assembly(quads, infos, {}, {}), load_schema(), dt.date(2024, 12, 31))
