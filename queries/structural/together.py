"""Which answers of rules make one item: those about one pair, one dataset or one cluster."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import networkx as nx

from mellanrum.queries.finding.candidate import Candidate
from mellanrum.queries.tiers.municipal_view import MunicipalView

__all__ = ["Bundle", "bundles"]

Pair = tuple[str, str]
Key = tuple[str, str]  # a pair's bodies as one text, and the group


@dataclass(frozen=True)
class Bundle:
    """What one item is made of.

    Attributes
    ----------
    kind : str
        ``answer``, ``pair``, ``dataset`` or ``connected``, as the header key ``items``.
    found : tuple of Candidate
        By rule, level, subject and object.
    group : str
        IRI of the target group, or other task, of a pair; else empty.
    """

    kind: str
    found: tuple[Candidate, ...]
    group: str = ""


def bundles(view: MunicipalView, candidates: Iterable[Candidate]) -> list[Bundle]:
    """Put what rules found together into what is to be one item each."""
    by_kind: dict[str, list[Candidate]] = defaultdict(list)
    for found in sorted(candidates, key=_order):
        by_kind[found.rule.items].append(found)
    return [
        *(Bundle("answer", (found,)) for found in by_kind["answer"]),
        *_pairs(view, by_kind["pair"]),
        *_datasets(by_kind["dataset"]),
        *_connected(by_kind["connected"]),
    ]


def _order(found: Candidate) -> tuple[str, ...]:
    return (found.rule.id, found.level, found.subject, found.object)


# -- pairs ----------------------------------------------------------------------------------------


def _pairs(view: MunicipalView, candidates: Sequence[Candidate]) -> Iterator[Bundle]:
    """Yield a bundle for each pair of bodies and group.

    What a rule says of a pair without being about a group in particular goes with the first group
    that there is something else about.
    """
    parts: dict[tuple[frozenset[str], str], list[Candidate]] = defaultdict(list)
    loose: list[Candidate] = []
    for found in candidates:
        groups = [node for node in found.about if not view.acting.is_a(node, "Body")]
        for group in groups:
            parts[found.parties, group].append(replace(found, about=(group,)))
        loose += [] if groups else [found]
    for found in loose:
        tasks = [node for node in found.support if view.acting.is_a(node, "TargetGroup")]
        known = [group for group in tasks if (found.parties, group) in parts]
        parts[found.parties, min(known or tasks, default="")].append(found)
    for (_, group), found_here in parts.items():
        yield Bundle("pair", tuple(sorted(found_here, key=_order)), group)


# -- datasets and clusters ------------------------------------------------------------------------


def _datasets(candidates: Iterable[Candidate]) -> Iterator[Bundle]:
    by_rule: dict[str, list[Candidate]] = defaultdict(list)
    for found in candidates:
        by_rule[found.rule.id].append(found)
    for all_of_it in by_rule.values():
        yield Bundle("dataset", tuple(all_of_it))


def _connected(candidates: Sequence[Candidate]) -> Iterator[Bundle]:
    """Yield a bundle for all that hang together by a subject or object in common."""
    graph: nx.Graph[str] = nx.Graph()
    for found in candidates:
        nx.add_path(graph, sorted(found.parties))
        graph.add_nodes_from(found.parties)
    for nodes in nx.connected_components(graph):
        yield Bundle("connected", tuple(f for f in candidates if f.subject in nodes))
