"""Measure the gap pass against raw Oxigraph and against rdflib's own engine, in one run.

    python -m benchmarks.gaps -o FILE
    python -m benchmarks.gaps --quick

What is told is ratios between things measured in turn in the same run; absolute times say more of
the machine and of what else it does.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from benchmarks.generate import NEIGHBOURS
from benchmarks.measured import (
    PASS,
    Times,
    measure,
    measure_workers,
    rdflib_times,
    rule_times,
    whole_run,
)
from benchmarks.prepared import knowledge, prepare
from mellanrum.queries.rules.catalogue import Rule, bundled_rules

__all__ = ["main"]

SLOWEST = 6
MANY = 100  # so many municipalities are measured once: the noise of each evens out
SINGLES = 10  # so many are measured one by one, or in sets of fewer than that
BEFORE = ("stands", "derived", "divide", "load")


@dataclass(frozen=True)
class Settings:
    """What a run measures."""

    counts: tuple[int, ...]
    rules: tuple[Rule, ...]
    repeats: int
    workers: int
    rdflib: int


def run(settings: Settings) -> str:
    """Measure everything, in turn within each repeat, and return the tables."""
    texts = prepare(max(*settings.counts, settings.rdflib, SINGLES))
    times = {count: Times() for count in settings.counts}
    for count in settings.counts:
        for repeat in range(settings.repeats if count < MANY else 1):
            _measure(settings, texts, count, times[count])
            _tell(f"{count} municipalities: {repeat + 1}")
    peaks = {count: _peak(texts, count) for count in settings.counts}
    lines = [*_versions(settings), "", *_table(settings, times, peaks)]
    if settings.rdflib:
        lines += ["", *_against_rdflib(settings, texts)]
    return "\n".join(lines) + "\n"


def _measure(settings: Settings, texts: Sequence[bytes], count: int, times: Times) -> None:
    """Measure so many municipalities; where they are few, several sets of them in turn.

    Each is asked once, as a user would: the same one asked over and over would lie in the
    processor's cache and be no measure of what one among many costs.
    """
    for first in range(1, max(1, SINGLES // count) * count + 1, count):
        graph = knowledge(texts, count, first)
        measure(graph, settings.rules, times)
    if count > 1 and settings.workers > 1:
        measure_workers(graph, settings.rules, settings.workers, times)


def _tell(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def _peak(texts: Sequence[bytes], count: int) -> str:
    """Return the peak memory of a process that reads, indexes and runs everything, in GB."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{count}.nq"
        path.write_bytes(b"".join(texts[: -(-count // NEIGHBOURS)]))
        command = [sys.executable, "-m", "benchmarks.gaps"]
        command += ["--peak", str(path), "--counts", str(count)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def tell_peak(path: Path, count: int) -> None:
    """Run everything once and print the peak memory of this process."""
    whole_run(knowledge([path.read_bytes()], count))
    # What getrusage tells of a process holds the peak of the one that started it as well.
    status = Path("/proc/self/status")
    text = status.read_text(encoding="ascii") if status.exists() else ""  # only Linux tells
    kilobytes = re.search(r"VmHWM:\s+(\d+)", text)
    print(f"{int(kilobytes[1]) / 1e6:.2f} GB" if kilobytes else "–")


# -- the tables -----------------------------------------------------------------------------------


def _versions(settings: Settings) -> list[str]:
    found = [f"{name} {version(name)}" for name in ("pyoxigraph", "rdflib", "networkx")]
    asked = sum(bool(rule.sparql) for rule in settings.rules)
    return [
        f"Python {platform.python_version()}, {', '.join(found)}; {os.cpu_count()} processor cores;"
        f" {asked} rules with a query, {len(settings.rules) - asked} network rules;"
        f" medians of {settings.repeats} repeats, from {MANY} municipalities on of one."
    ]


def _table(settings: Settings, times: dict[int, Times], peaks: dict[int, str]) -> list[str]:
    first = min(times)

    def row(label: str, tell: Callable[[int], str]) -> str:
        return f"| {label} | {' | '.join(tell(count) for count in times)} |"

    def raw(*parts: str) -> Callable[[int], str]:
        return lambda count: f"{times[count].ratio(parts, ['raw']):.2f}"

    def each(*parts: str) -> Callable[[int], str]:
        def cost(count: int) -> float:
            return sum(times[count][part] for part in parts) / count

        return lambda count: f"{cost(count) / cost(first):.2f}"

    def sped(count: int) -> str:
        known = "workers" in times[count].seen
        return f"{times[count].ratio(['alone'], ['workers']):.2f}" if known else "–"

    return [
        row("municipalities", str),
        f"|---{'|---:' * len(times)}|",
        row("raw queries, ms a municipality", lambda n: f"{times[n]['raw'] / n * 1000:.0f}"),
        row("**whole pass over loaded stores, in raw query times**", raw(*PASS)),
        row("– rules: queries and their answers", raw("rules")),
        row("– the items of the three tiers, in order", raw("items")),
        row("– who answers for what, and what ties them", raw("inputs")),
        row("– network rules", raw("network")),
        row("– congruence at each level", raw("congruence")),
        row("before the pass, in raw query times: what is derived", raw("stands", "derived")),
        row("– dividing between municipalities", raw("divide")),
        row("– loading the stores", raw("load")),
        row("– (loading complete stores, for the raw queries)", raw("raw load")),
        row("on reading, in raw query times: index of the facts", raw("index")),
        row(f"**pass, cost a municipality in those at {first}**", each(*PASS)),
        row(f"raw queries, cost a municipality in those at {first}", each("raw")),
        row(f"pass and what comes before it, in those at {first}", each(*PASS, *BEFORE)),
        row(f"gaps found, times faster in {settings.workers} worker processes", sped),
        row("peak memory, reading included", peaks.__getitem__),
    ]


def _against_rdflib(settings: Settings, texts: Sequence[bytes]) -> list[str]:
    first = min(settings.counts)
    rules = [rule for rule in settings.rules if rule.sparql]
    graph = knowledge(texts, first)
    few = rule_times(graph, rules, settings.repeats)
    rdflib_times(graph, rules, few)
    _tell(f"rdflib on {first}: done")
    slowest = sorted(rules, key=lambda rule: -few[rule.name]["ours"])[:SLOWEST]
    graph = knowledge(texts, settings.rdflib)
    many = rule_times(graph, slowest, settings.repeats)
    rdflib_times(graph, slowest, many)
    return _rule_table(settings, few, many)


def _rule_table(settings: Settings, few: dict[str, Times], many: dict[str, Times]) -> list[str]:
    first, all_ours = min(settings.counts), sum(times["ours"] for times in few.values())

    def line(label: str, names: Sequence[str], also_many: bool = True) -> str:
        ours, theirs = (sum(few[name][who] for name in names) for who in ("ours", "rdflib"))
        later = "–"
        if also_many:
            one, other = (sum(many[name][who] for name in names) for who in ("ours", "rdflib"))
            later = f"{other / one:.0f}"
        return f"| {label} | {ours / all_ours * 100:.0f} % | {theirs / ours:.0f} | {later} |"

    return [
        f"| rule | share of our query time at {first} | rdflib at {first}, in our times |"
        f" rdflib at {settings.rdflib}, in our times |",
        "|---|---:|---:|---:|",
        line(f"all {len(few)} rules with a query", list(few), also_many=False),
        line(f"**the {SLOWEST} slowest**", list(many)),
        *(line(name, [name]) for name in many),
    ]


def main() -> None:
    """Parse, measure and write the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--counts", type=int, nargs="+", default=[1, 30, 290])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--rdflib", type=int, default=30, help="so many on rdflib's engine")
    parser.add_argument("--quick", action="store_true", help="1 and 10 municipalities, rdflib on 1")
    parser.add_argument("--peak", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("-o", "--output", type=Path)
    given = parser.parse_args()
    if given.peak:
        tell_peak(given.peak, given.counts[0])
        return
    counts = (1, 10) if given.quick else tuple(sorted(given.counts))
    rdflib = 1 if given.quick else given.rdflib
    told = run(Settings(counts, bundled_rules(), given.repeats, given.workers, rdflib))
    if given.output:
        given.output.write_text(told, encoding="utf-8", newline="\n")
    else:
        print(told, end="")


if __name__ == "__main__":
    main()
