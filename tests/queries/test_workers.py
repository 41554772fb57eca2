"""The gap pass gives the same answers however it is run: no timing, only results."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox
import pytest

from benchmarks.generate import municipality
from mellanrum import KnowledgeGraph
from mellanrum.graph.readers import read_input
from mellanrum.graph.store import EmbeddedStore
from mellanrum.graph.tables.assemble import assemble
from mellanrum.inputs import BUNDLED, resolve
from mellanrum.ontology.schema import load_schema
from mellanrum.queries.finding.engine import find_candidates
from mellanrum.queries.finding.partition import municipality_quads
from mellanrum.queries.finding.rule_answers import answers
from mellanrum.queries.finding.worker_count import MUNICIPALITIES_EACH, SETTING, worker_count
from mellanrum.queries.rules.catalogue import bundled_rules
from mellanrum.queries.rules.paths import paths_read

RULES = bundled_rules()
QUERIES = [rule.sparql for rule in RULES if rule.sparql]


@pytest.fixture(scope="module")
def graph() -> KnowledgeGraph:
    """The bundled municipalities, and five synthetic ones with bodies in each other's forums."""
    datasets = [dataset for name in BUNDLED for dataset in read_input(resolve(name))]
    datasets += [municipality(n, 0, n - 1 if n > 1 else None) for n in range(1, 6)]
    return KnowledgeGraph(assemble(datasets, load_schema()), load_schema())


@pytest.fixture(scope="module")
def quads(graph: KnowledgeGraph) -> list[ox.Quad]:
    derived = graph.deriver.quads([info.slug for info in graph.datasets])
    return [*graph.assembly.quads, *derived]


def test_worker_processes_give_the_same_gaps(
    graph: KnowledgeGraph, quads: Sequence[ox.Quad]
) -> None:
    def run(workers: int) -> tuple[object, ...]:
        return tuple(find_candidates(quads, graph.facts, RULES, workers))

    alone = run(1)
    assert len(alone) > 100
    assert run(2) == alone


def test_properties_that_no_rule_reads_change_no_answer(
    graph: KnowledgeGraph, quads: Sequence[ox.Quad]
) -> None:
    base = graph.facts
    every = municipality_quads(quads, base)
    some = municipality_quads(quads, base, paths_read(QUERIES))
    assert every.keys() == some.keys()
    assert len(every) >= len(BUNDLED) + 5
    for home, part in every.items():
        assert len(some[home]) < len(part)
        assert set(some[home]) <= set(part)
        asked = answers(EmbeddedStore(some[home]), QUERIES)
        assert asked == answers(EmbeddedStore(part), QUERIES)


def test_rows_elsewhere_come_with_those_they_are_tied_to(
    graph: KnowledgeGraph, quads: Sequence[ox.Quad]
) -> None:
    """Worked out without the index: by subject, home and reference, quad by quad."""
    base = graph.facts
    subjects = {_value(quad.subject) for quad in quads}
    wanted: dict[str, set[str]] = {}
    for quad in quads:
        subject, other = _value(quad.subject), _value(quad.object)
        wanted.setdefault(base.owner_of(subject), set()).add(subject)
        if isinstance(quad.object, ox.NamedNode) and other in subjects:
            wanted.setdefault(base.owner_of(subject), set()).add(other)
            wanted.setdefault(base.owner_of(other), set()).add(subject)
    parts = municipality_quads(quads, base)
    found = {home: {_value(quad.subject) for quad in part} for home, part in parts.items()}
    assert found == {home: nodes for home, nodes in wanted.items() if home}
    second = next(nodes for home, nodes in found.items() if "/prov-002/" in home)
    assert any("/prov-001/" in node for node in second)


def _value(term: object) -> str:
    return str(getattr(term, "value", ""))


def test_blank_nodes_keep_their_names_in_another_process() -> None:
    quad = ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), ox.BlankNode("b7"))
    plain = ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), ox.NamedNode("urn:b"))
    for quads in ([quad, plain], [plain]):
        store = EmbeddedStore()
        data = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
        assert data is not None
        store.read(data)
        assert set(store.quads()) == set(quads)


def test_setting_says_how_many_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 8)
    monkeypatch.delenv(SETTING, raising=False)
    assert worker_count(290) == 1
    monkeypatch.setenv(SETTING, "auto")
    assert worker_count(MUNICIPALITIES_EACH - 1) == 1
    assert worker_count(290) == min(8, 290 // MUNICIPALITIES_EACH)
    monkeypatch.setenv(SETTING, "3")
    assert worker_count(290) == 3
    assert worker_count(2) == 2
    for off in ("0", "1", "no"):
        monkeypatch.setenv(SETTING, off)
        assert worker_count(290) == 1
