"""A concept added to concepts.ttl takes part in every command, without a change in code."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mellanrum.ontology.schema import Column, TableShape, load_schema
from mellanrum.ontology.vocabularies import slug_of

ROOT = Path(__file__).parents[1]
ROOMS = ("ontology", "graph", "queries", "export", "mellanrum")
CLEAN = ROOT / "tests" / "fixtures" / "clean"
NEW = "made-up"
# Schemes that no column draws on, but that gaps and lifelines are told by.
OF_GAPS = ("evidence-kind", "gap-status", "lifeline-status", "severity")
COMMANDS: dict[str, list[str]] = {
    "validate": ["validate", "DATA"],
    "gaps": ["gaps", "DATA", "--profile", "PROFILE", "--format", "json"],
    "gaps of a level": ["gaps", "DATA", "--level", NEW, "--format", "json"],
    "gaps of a kind": ["gaps", "DATA", "--evidence", NEW, "--format", "csv"],
    "gaps as severe": ["gaps", "DATA", "--profile", "PROFILE", "--fail-on", NEW, "--format", "ttl"],
    "gaps against findings": ["gaps", "DATA", "--against-findings"],
    "explain": ["explain", "GAP", "DATA"],
    "rules": ["rules"],
    "congruence": ["congruence", "DATA"],
    "congruence of a level": ["congruence", "DATA", "--level", "lead", "--format", "json"],
    "what if": ["whatif", "-d", "DATA", "--suggest", "1", "--level", "lead"],
    "lifelines": ["lifelines", "DATA", "--format", "json"],
    "lifelines of a status": ["lifelines", "DATA", "--status", NEW],
    "compare": ["compare", "DATA", "OTHER", "--format", "json"],
    "compare dates": ["compare", "DATA", "--as-of", "2023-12-31", "--with", "2025-01-01"],
    "compare as a page": ["compare", "DATA", "OTHER", "-o", "OUT/compare.html"],
    "measures": ["measures", "DATA", "--level", NEW],
    "query": ["query", "mellanrum-efter-belagg", "-d", "DATA", "--severity", NEW],
    "query all": ["query", "vem-deltar", "-d", "DATA"],
    "map": ["map", "DATA", "-o", "OUT/map.html", "--profile", "PROFILE"],
    "report as a page": ["report", "DATA", "-o", "OUT/report.html", "--profile", "PROFILE"],
    "report as Word": ["report", "DATA", "-o", "OUT/report.docx", "--lang", "en"],
    "report as PDF": ["report", "DATA", "-o", "OUT/report.pdf", "--lang", "en"],
    "report to a board": ["report", "DATA", "-o", "OUT/board.md", "--audience", "board",
                          "--profile", "PROFILE"],
    "export": ["export", "DATA", "--format", "turtle", "-o", "OUT/all.ttl"],
    "export a graph": ["export", "DATA", "--format", "graphml", "-o", "OUT/all.graphml"],
    "build": ["build", "DATA", "-o", "OUT/built", "--profile", "PROFILE"],
}  # fmt: skip
RUN = """
import contextlib, io, json, sys, traceback
from mellanrum.cli import run

told = {}
for name, arguments in json.load(sys.stdin).items():
    if "GAP" in arguments:
        found = json.loads(told["gaps"]["out"])["gaps"][0]["id"]
        arguments[arguments.index("GAP")] = found
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = run(arguments)
        except BaseException:
            status = traceback.format_exc()
    told[name] = {"status": status, "out": out.getvalue(), "err": err.getvalue()}
json.dump(told, sys.stdout)
"""


def concept_columns() -> Iterator[tuple[TableShape, Column]]:
    for table in load_schema().tables:
        yield from ((table, column) for column in table.all_columns if column.kind == "concept")


SCHEMES = sorted({slug_of(column.scheme) for _, column in concept_columns()} | {*OF_GAPS})


def concept(scheme: str) -> str:
    """Return a concept that says no more than it must: no rank, sign, colour or mark."""
    base = "https://w3id.org/mellanrum/concept"
    core = "http://www.w3.org/2004/02/skos/core#"
    return (
        f"<{base}/{scheme}/{NEW}> a <{core}Concept> ; <{core}inScheme> <{base}/{scheme}> ;\n"
        f'<{core}prefLabel> "påhittad {scheme}"@sv, "made-up {scheme}"@en ;\n'
        f'<{core}definition> "Påhittat begrepp."@sv, "A concept made up."@en .\n'
    )


def use_each(folder: Path) -> set[str]:
    """Add a row with the new concept in every column of concepts to each table; say of which."""
    used: set[str] = set()
    schema = load_schema()
    for path in sorted(folder.glob("*.csv")):
        table = schema.table(path.stem)
        assert table is not None
        if not any(column.kind == "concept" for column in table.columns):
            continue  # its rows are named by what they are about, and may not be repeated
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        columns = {_heading(rows[0], column): column for column in table.all_columns}
        concepts = {h: c for h, c in columns.items() if c.kind == "concept"}
        added = rows[-1] | dict.fromkeys(concepts, NEW)
        for heading, column in columns.items():
            if column.is_id and heading in rows[0]:
                added[heading] += "-new"
        more = [added]
        if "deltagande sektor" in added:
            added["deltagare"] = ""  # a row gives the one or the other
        if "norm" in added:
            added["norm"] = ""  # of a norm, or of a whole topic
        if "lista" in added:  # of something, or of a table
            more.append({"tabell": "indikatorer", "läge": added.pop("läge")})
        headings = dict.fromkeys([*rows[0], *concepts, *more[-1]])
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(headings), restval="")
            writer.writeheader()
            writer.writerows([*rows, *more])
        used |= {slug_of(column.scheme) for column in concepts.values()}
    return used


def _heading(row: dict[str, str], column: Column) -> str:
    return column.name.en if column.name.en in row else column.name.sv


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Run every command in a copy of the package whose schemes have one concept more each."""
    place = tmp_path_factory.mktemp("package")
    for room in ROOMS:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / room, place / room, symlinks=True, ignore=ignored)
    with (place / "ontology" / "concepts.ttl").open("a", encoding="utf-8") as file:
        file.write("".join(map(concept, SCHEMES)))
    data, out = place / "prov", place / "out"
    shutil.copytree(ROOT / "graph" / "data" / "ekvalla", data)
    assert use_each(data) == {*SCHEMES} - {*OF_GAPS}
    out.mkdir()
    (place / "profile.csv").write_text(f"rule,severity\nG01,{NEW}\nG06,{NEW}\n", encoding="utf-8")
    names = {"DATA": data, "OTHER": CLEAN, "PROFILE": place / "profile.csv", "OUT": out}
    given = {name: [_filled(word, names) for word in words] for name, words in COMMANDS.items()}
    run = subprocess.run(
        [sys.executable, "-c", RUN],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        cwd=place,
        env=os.environ | {"PYTHONPATH": str(place)},
        check=True,
    )
    found: dict[str, dict[str, Any]] = json.loads(run.stdout)
    for name in ("map", "report"):
        found[name] = found.get(name, {}) | {"page": (out / f"{name}.html").read_text("utf-8")}
    return found


def _filled(word: str, names: dict[str, Path]) -> str:
    first, slash, rest = word.partition("/")
    return f"{names[first]}{slash}{rest}" if first in names else word


@pytest.mark.parametrize("command", COMMANDS)
def test_a_new_concept_takes_part_in(command: str, told: dict[str, dict[str, Any]]) -> None:
    run = told[command]
    assert run["status"] in (0, 1), run["status"] if isinstance(run["status"], str) else run["err"]


def test_a_new_concept_is_told_by_its_label(told: dict[str, dict[str, Any]]) -> None:
    for scheme in ("level", "forum-type", "sector", "status", "modality"):
        assert f"påhittad {scheme}" in told["map"]["page"], scheme
    assert "påhittad severity" in told["gaps"]["out"]
    assert "påhittad severity" in told["report"]["page"]
    assert told["gaps of a level"]["out"].startswith("{")
    assert told["gaps as severe"]["status"] == 1
