"""Measure the gap pass against raw Oxigraph and against rdflib's own engine, in one run.

    python -m benchmarks.gaps -o docs/performance-table.md
    python -m benchmarks.gaps --quick

What is told is ratios between things measured in turn in the same run; absolute times say more of
the machine and of what else it does.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph

from benchmarks.generate import NEIGHBOURS, assembly, municipality
from mellanrum.graph.assemble import Assembly
from mellanrum.graph.derive import Deriver
from mellanrum.graph.store import EmbeddedStore, to_rdflib
from mellanrum.knowledge import KnowledgeGraph
from mellanrum.ontology.namespaces import PREFIXES
from mellanrum.ontology.schema import load_schema
from mellanrum.queries.division import municipality_quads
from mellanrum.queries.engine import find_gaps
from mellanrum.queries.evidence import EvidenceBase
from mellanrum.queries.gap import Gap
from mellanrum.queries.paths import paths_read
from mellanrum.queries.rules import Profile, Rule, bundled_rules, read_rule

__all__ = ["main"]

SLOWEST = 6
DISTINCT = 3  # groups of municipalities that are generated; more are copies of them


@dataclass
class Times:
    """Seconds of each thing measured, one value a repeat.

    Processor time of this process, so that what else the machine does counts little; time by the
    clock where other processes do the work.
    """

    seen: dict[str, list[float]] = field(default_factory=dict)

    def measure(self, what: str, run: Callable[[], object]) -> object:
        """Run something and note how long it takes, by the processor and by the clock."""
        start, clock = time.process_time(), time.perf_counter()
        result = run()
        self.note(what, time.process_time() - start)
        self.note(f"{what} by the clock", time.perf_counter() - clock)
        return result

    def note(self, what: str, seconds: float) -> None:
        """Note how long something took."""
        self.seen.setdefault(what, []).append(seconds)

    def __getitem__(self, what: str) -> float:
        return statistics.median(self.seen[what])


# -- what is measured -----------------------------------------------------------------------------


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


def knowledge(texts: Iterable[bytes], count: int) -> KnowledgeGraph:
    """Return a graph of the first municipalities."""
    infos = tuple(municipality(number).info for number in range(1, count + 1))
    slugs = {info.slug for info in infos}
    quads = tuple(
        quad
        for text in texts
        for quad in ox.parse(text, format=ox.RdfFormat.N_QUADS)
        if str(quad.graph_name).strip("<>").rpartition("/")[2] in slugs
    )
    return KnowledgeGraph(Assembly(quads, infos, {}, {}), load_schema(), dt.date(2024, 12, 31))


def gap_pass(graph: KnowledgeGraph, rules: Sequence[Rule], workers: int) -> tuple[Gap, ...]:
    """Derive, run the rules and decide the evidence, from the indexed facts on."""
    deriver = Deriver(graph.facts, graph.schema, graph.as_of)
    quads = [*graph.assembly.quads, *deriver.quads([info.slug for info in graph.datasets])]
    profile = Profile({rule.id: "high" for rule in rules})
    return find_gaps(quads, graph.facts, rules, profile, graph.as_of, graph.label, workers)


def raw_pass(graph: KnowledgeGraph, rules: Sequence[Rule], times: Times) -> None:
    """Run the same SPARQL on the same stores; note the time of queries and of loading."""
    asked = loaded = 0.0
    for part in parts_of(graph, rules):
        start = time.process_time()
        store = ox.Store()
        store.bulk_extend(part)
        middle = time.process_time()
        for rule in rules:
            for _ in ask(store, rule):
                pass
        asked += time.process_time() - middle
        loaded += middle - start
    times.note("raw", asked)
    times.note("load", loaded)


def ask(store: ox.Store, rule: Rule) -> Iterable[object]:
    """Ask a rule of raw Oxigraph."""
    found = store.query(rule.sparql, prefixes=PREFIXES)
    assert isinstance(found, ox.QuerySolutions)
    return found


def parts_of(graph: KnowledgeGraph, rules: Sequence[Rule]) -> list[list[ox.Quad]]:
    """Return the quads of each municipality, as the pass divides them."""
    quads = [*graph.assembly.quads, *graph.deriver.quads([info.slug for info in graph.datasets])]
    base = EvidenceBase(graph.facts, graph.as_of)
    return list(municipality_quads(quads, base, paths_read(r.sparql for r in rules)).values())


def rule_times(graph: KnowledgeGraph, rules: Sequence[Rule], repeats: int) -> dict[str, Times]:
    """Return the time of each rule in raw Oxigraph, and in our own query of texts."""
    stores = [EmbeddedStore(part) for part in parts_of(graph, rules)]
    found = {rule.name: Times() for rule in rules}
    for _ in range(repeats):
        for rule in rules:
            found[rule.name].measure(
                "ours",
                lambda r=rule: [  # type: ignore[misc]
                    store.texts(r.sparql, ("subject", "object", "level", "about", "support"))
                    for store in stores
                ],
            )
    return found


def rdflib_times(graph: KnowledgeGraph, rules: Sequence[Rule], found: dict[str, Times]) -> None:
    """Note the time of each rule on rdflib's memory store, a graph a municipality."""
    for part in parts_of(graph, rules):
        data = Graph()
        for quad in part:
            node, path, term, _ = quad
            data.add((to_rdflib(node), to_rdflib(path), to_rdflib(term)))
        for rule in rules:
            start = time.process_time()
            list(data.query(rule.sparql, initNs=PREFIXES))
            found[rule.name].note("rdflib part", time.process_time() - start)
    for rule in rules:
        found[rule.name].note("rdflib", sum(found[rule.name].seen["rdflib part"]))


def peak_memory(path: Path, count: int, folder: Path | None) -> str:
    """Return the peak memory of a process that reads, indexes and runs the pass, in GB."""
    command = [sys.executable, "-m", "benchmarks.gaps", "--peak", str(path), "--counts", str(count)]
    command += ["--rules", str(folder)] if folder else []
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def tell_peak(path: Path, count: int, rules: Sequence[Rule]) -> None:
    """Run one pass and print the peak memory of this process."""
    graph = knowledge([path.read_bytes()], count)
    gap_pass(graph, rules, 1)
    print(_own_peak())


def _own_peak() -> str:
    """Return the peak memory of this process; what it was forked from does not count."""
    status = Path("/proc/self/status")
    if not status.exists():  # only Linux tells
        return "–"
    kilobytes = re.search(r"VmHWM:\s+(\d+)", status.read_text(encoding="ascii"))
    return f"{int(kilobytes[1]) / 1e6:.2f} GB" if kilobytes else "–"


# -- the run --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Settings:
    """What a run measures."""

    counts: tuple[int, ...]
    rules: tuple[Rule, ...]
    folder: Path | None
    repeats: int
    workers: int
    rdflib: int


def run(settings: Settings) -> str:
    """Measure everything, in turn within each repeat, and return the table."""
    texts = prepare(max(settings.counts))
    graphs = {count: knowledge(texts, count) for count in settings.counts}
    times = {count: Times() for count in settings.counts}
    for repeat in range(settings.repeats):
        for count, graph in graphs.items():
            # One municipality is over in a moment: measured more often, for the same noise.
            for _ in range(max(1, 10 // count)):
                _measure(graph, settings, times[count], workers=count > 1)
            print(f"repeat {repeat + 1}, {count}: done", file=sys.stderr)
    first = min(settings.counts)
    by_rule = rule_times(graphs[first], settings.rules, settings.repeats)
    rdflib_times(graphs[first], settings.rules, by_rule)
    slowest = sorted(settings.rules, key=lambda rule: -by_rule[rule.name]["ours"])[:SLOWEST]
    graph = graphs.get(settings.rdflib) or knowledge(texts, settings.rdflib)
    many = rule_times(graph, slowest, settings.repeats)
    rdflib_times(graph, slowest, many)
    graphs.clear()
    with tempfile.TemporaryDirectory() as folder:
        peaks = {}
        for count in settings.counts:
            path = Path(folder) / f"{count}.nq"
            path.write_bytes(b"".join(texts[: -(-count // NEIGHBOURS)]))
            peaks[count] = peak_memory(path, count, settings.folder)
    lines = [*_table(settings, times, peaks), "", *_rule_table(settings, by_rule, many)]
    return "\n".join(lines) + "\n"


def _measure(graph: KnowledgeGraph, settings: Settings, times: Times, workers: bool) -> None:
    rules = settings.rules
    times.measure("index", lambda: type(graph.facts)(graph.assembly.quads))
    times.measure("derive", lambda: _derive(graph))
    raw_pass(graph, rules, times)
    alone = times.measure("pass", lambda: gap_pass(graph, rules, 1))
    if workers and settings.workers > 1:
        together = times.measure("workers", lambda: gap_pass(graph, rules, settings.workers))
        assert alone == together, "worker processes change the answers"


def _derive(graph: KnowledgeGraph) -> list[ox.Quad]:
    deriver = Deriver(graph.facts, graph.schema, graph.as_of)
    return deriver.quads([info.slug for info in graph.datasets])


def _table(settings: Settings, times: dict[int, Times], peaks: dict[int, str]) -> list[str]:
    first = min(times)

    def row(label: str, tell: Callable[[int], str]) -> str:
        return f"| {label} | {' | '.join(tell(count) for count in times)} |"

    def ratio(over: str, *under: str) -> Callable[[int], str]:
        return lambda n: f"{times[n][over] / sum(times[n][item] for item in under):.2f}"

    def each(count: int) -> str:
        return f"{times[count]['pass'] / count / (times[first]['pass'] / first):.2f}"

    def sped(count: int) -> str:
        seen = times[count].seen
        if "workers" not in seen:
            return "–"
        alone, together = (f"{what} by the clock" for what in ("pass", "workers"))
        return f"{times[count][alone] / times[count][together]:.2f}"

    return [
        row("municipalities", str),
        f"|---{'|---:' * len(times)}|",
        row("whole pass, in raw query times", ratio("pass", "raw")),
        row("whole pass, in raw load and query times", ratio("pass", "raw", "load")),
        row("– of which what is derived", ratio("derive", "raw")),
        row("– of which loading the stores", ratio("load", "raw")),
        row("index of the facts, made once on loading (not in the pass)", ratio("index", "raw")),
        row(f"cost a municipality, in those at {first}", each),
        row(f"times faster in {settings.workers} worker processes", sped),
        row("peak memory", peaks.__getitem__),
    ]


def _rule_table(settings: Settings, by_rule: dict[str, Times], many: dict[str, Times]) -> list[str]:
    all_ours = sum(times["ours"] for times in by_rule.values())
    all_theirs = sum(times["rdflib"] for times in by_rule.values())
    six_ours = sum(times["ours"] for times in many.values())
    six_theirs = sum(times["rdflib"] for times in many.values())
    first = min(settings.counts)
    lines = [
        f"| rule | share of our query time at {first} | rdflib at {first}, in our times | "
        f"rdflib at {settings.rdflib}, in our times |",
        "|---|---:|---:|---:|",
        f"| all {len(by_rule)} rules | 100 % | {all_theirs / all_ours:.0f} | – |",
        f"| the {SLOWEST} slowest | "
        f"{sum(by_rule[name]['ours'] for name in many) / all_ours:.0%} | "
        f"{sum(by_rule[n]['rdflib'] for n in many) / sum(by_rule[n]['ours'] for n in many):.0f} | "
        f"{six_theirs / six_ours:.0f} |",
    ]
    lines += [
        f"| {name} | {by_rule[name]['ours'] / all_ours:.0%} | "
        f"{by_rule[name]['rdflib'] / by_rule[name]['ours']:.0f} | "
        f"{times['rdflib'] / times['ours']:.0f} |"
        for name, times in many.items()
    ]
    return [line.replace("%", " %").replace("  %", " %") for line in lines]


def _rules(folder: Path | None) -> tuple[Rule, ...]:
    if folder is None:
        return bundled_rules()
    paths = sorted(folder.glob("*.rq"))
    return tuple(read_rule(path.name, path.read_text(encoding="utf-8")) for path in paths)


def main() -> None:
    """Parse, measure and write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--counts", type=int, nargs="+", default=[1, 30, 290])
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--rdflib", type=int, default=30, help="municipalities on rdflib's engine")
    parser.add_argument("--rules", type=Path, help="folder of rules; those that ship if not given")
    parser.add_argument("--quick", action="store_true", help="1 and 10 municipalities, 3 repeats")
    parser.add_argument("--peak", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("-o", "--output", type=Path)
    given = parser.parse_args()
    rules = _rules(given.rules)
    if given.peak:
        tell_peak(given.peak, given.counts[0], rules)
        return
    counts = (1, 10) if given.quick else tuple(sorted(given.counts))
    repeats, rdflib = (3, 1) if given.quick else (given.repeats, given.rdflib)
    told = run(Settings(counts, rules, given.rules, repeats, given.workers, rdflib))
    if given.output:
        given.output.write_text(told, encoding="utf-8", newline="\n")
    else:
        print(told, end="")


if __name__ == "__main__":
    main()
