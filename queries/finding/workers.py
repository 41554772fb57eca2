"""Run rules on many municipalities at once, in worker processes."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context

import pyoxigraph as ox

from mellanrum.graph.store import EmbeddedStore
from mellanrum.queries.finding.rule_answers import RuleAnswer, answers

__all__ = ["in_workers"]

# So many municipalities wait for each worker, so that not all are held in memory as text.
WAITING = 4

_queries: tuple[str, ...] = ()


def in_workers(
    parts: Iterable[Sequence[ox.Quad]], queries: Sequence[str], workers: int
) -> Iterator[list[list[RuleAnswer]]]:
    """Yield the answers to all queries in each municipality's quads, in the order given."""
    # Forking a process that has threads can hang; a new one is alike on every system.
    with ProcessPoolExecutor(
        workers, get_context("spawn"), initializer=_prepare, initargs=(tuple(queries),)
    ) as pool:
        waiting: deque[Future[list[list[RuleAnswer]]]] = deque()
        for part in parts:
            waiting.append(pool.submit(_answer, _as_bytes(part)))
            if len(waiting) >= WAITING * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _as_bytes(part: Sequence[ox.Quad]) -> bytes:
    data = ox.serialize(part, format=ox.RdfFormat.N_QUADS)
    assert data is not None
    return data


def _prepare(queries: tuple[str, ...]) -> None:
    global _queries
    _queries = queries


def _answer(data: bytes) -> list[list[RuleAnswer]]:
    store = EmbeddedStore()
    store.read(data)
    return answers(store, _queries)
