"""Builders of small datasets: tables as dicts with English headings, written in every form."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import openpyxl
import pyoxigraph as ox

from mellanrum.export.tables.graph_formats import serialise
from mellanrum.graph.standing.derive import Deriver
from mellanrum.graph.standing.facts import Facts
from mellanrum.graph.tables.assemble import Assembly
from mellanrum.inputs import read_all
from mellanrum.ontology.errors import Problem
from mellanrum.ontology.namespaces import CONCEPT, GRAPH, ID, MR
from mellanrum.ontology.schema import load_schema

__all__ = [
    "SETTINGS",
    "SMALL",
    "Row",
    "Tables",
    "assembled",
    "claim",
    "codes",
    "concept",
    "derived",
    "edit_part",
    "external",
    "folder",
    "graph",
    "headings",
    "mr",
    "node",
    "quads_in",
    "rdf",
    "rows",
    "value_of",
    "values",
    "workbook",
]

Row = Mapping[str, object]
Tables = Mapping[str, Sequence[Row]]

# Two committees, and a forum that both take part in.
SMALL: dict[str, list[dict[str, object]]] = {
    "sources": [
        {
            "id": "rep",
            "name": "Granskning",
            "kind": "audit report",
            "issuer": "rev",
            "date": "2023-11",
            "file": "rep.txt",
        },
    ],
    "bodies": [
        {"id": "kommun", "kind": "municipality", "name": "Sjöby kommun"},
        {"id": "rev", "kind": "audit body", "name": "Revisionen", "part of": "kommun"},
        {"id": "bun", "kind": "committee", "name": "Barnnämnden", "part of": "kommun"},
        {"id": "sn", "kind": "committee", "name": "Socialnämnden", "part of": "kommun"},
    ],
    "structures": [
        {"id": "rad", "kind": "forum", "name": "Rådet", "level": "strategic; political"},
    ],
    "participations": [
        {"structure": "rad", "participant": "bun"},
        {"structure": "rad", "participant": "sn", "valid from": "2022-04"},
    ],
}
SETTINGS = {
    "slug": "sjoby",
    "title": "Sjöby",
    "municipality": "kommun",
    "municipality_code": "0999",
    "source": "rep",
}
NO_SETTINGS: Mapping[str, str] = {}


def rows(tables: Tables, **more: Sequence[Row]) -> dict[str, list[dict[str, object]]]:
    """Return the tables with rows added."""
    joined = {name: [dict(row) for row in found] for name, found in tables.items()}
    for name, found in more.items():
        joined.setdefault(name, []).extend(dict(row) for row in found)
    return joined


def headings(name: str, found: Sequence[Row], swedish: bool) -> list[str]:
    """Return the columns that a table uses, in the order of first use, in one of the languages."""
    table = load_schema().table(name)
    used = list(dict.fromkeys(key for row in found for key in row))
    if not swedish or table is None:
        return used
    columns = [table.column(key) for key in used]
    return [column.name.sv if column else key for column, key in zip(columns, used, strict=True)]


def _name(name: str, swedish: bool) -> str:
    table = load_schema().table(name)
    return table.name.sv if swedish and table else name


def _grid(name: str, found: Sequence[Row], swedish: bool) -> list[list[object]]:
    used = list(dict.fromkeys(key for row in found for key in row))
    return [
        list(headings(name, found, swedish)),
        *([row.get(key) for key in used] for row in found),
    ]


def folder(
    path: Path,
    tables: Tables,
    *,
    swedish: bool = False,
    delimiter: str = ",",
    newline: str = "\n",
    before: str = "",
    settings: Mapping[str, str] = NO_SETTINGS,
) -> Path:
    """Write a dataset folder; `before` stands before the heading line of each table."""
    path.mkdir(parents=True, exist_ok=True)
    lines = "".join(f"{key} = '''{value}'''\n" for key, value in {**SETTINGS, **settings}.items())
    (path / "dataset.toml").write_text(lines, encoding="utf-8")
    for name, found in tables.items():
        out = io.StringIO(newline="")
        out.write(before)
        csv.writer(out, delimiter=delimiter, lineterminator=newline).writerows(
            _grid(name, found, swedish)
        )
        file = path / f"{_name(name, swedish).replace(' ', '_')}.csv"
        file.write_bytes(out.getvalue().encode("utf-8"))
    return path


def workbook(
    path: Path, tables: Tables, *, swedish: bool = False, settings: Row = NO_SETTINGS
) -> Path:
    """Write the same as a workbook; values keep their Python type."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "datamängd" if swedish else "dataset"
    sheet.append(["inställning", "värde"] if swedish else ["setting", "value"])
    for key, value in {**SETTINGS, **settings}.items():
        sheet.append([key, value])
    for name, found in tables.items():
        sheet = book.create_sheet(_name(name, swedish))
        for row in _grid(name, found, swedish):
            sheet.append(row)
    book.save(path)
    return path


def edit_part(path: Path, part: str, change: Callable[[str], str]) -> Path:
    """Change one part of a workbook as text, for what openpyxl cannot write."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    before = parts[part].decode("utf-8")
    parts[part] = change(before).encode("utf-8")
    assert parts[part] != before.encode("utf-8"), "the edit found nothing to change"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def rdf(path: Path, quads: Iterable[ox.Quad]) -> Path:
    """Write quads in the format that the ending of the file name says."""
    names = {
        ".ttl": "turtle",
        ".trig": "trig",
        ".nt": "ntriples",
        ".nq": "nquads",
        ".jsonld": "jsonld",
        ".rdf": "rdfxml",
    }
    path.write_text(serialise(quads, names[path.suffix]), encoding="utf-8")
    return path


def assembled(*paths: Path) -> Assembly:
    """Read inputs together, as every command does."""
    return read_all(paths)


def derived(assembly: Assembly, day: str | None) -> Deriver:
    """Return what stands on a day."""
    as_of = dt.date.fromisoformat(day) if day else None
    return Deriver(Facts(assembly.quads), load_schema(), as_of)


def codes(problems: Iterable[Problem]) -> list[str]:
    """Return the codes of problems, after checking that each is told well in both languages."""
    found = list(problems)
    for item in found:
        for language in ("sv", "en"):
            said = item.say(language)
            assert not re.search(r"\{\w+\}", said), said  # a placeholder that nothing filled
            assert said.rstrip().endswith((".", "?", "”", "”?", "“")), said
        assert item.message.sv != item.message.en
    return [item.code for item in found]


def node(identifier: str, dataset: str = "sjoby") -> str:
    """Return the IRI of a row."""
    return str(ID[f"{dataset}/{identifier}"])


def claim(identifier: str, dataset: str = "sjoby") -> str:
    """Return the IRI of the statement about a row."""
    return f"{node(identifier, dataset)}/claim"


def mr(name: str) -> str:
    """Return the IRI of a term of the vocabulary."""
    return str(MR[name])


def concept(name: str) -> str:
    """Return the IRI of a concept, from ``scheme/slug``."""
    return str(CONCEPT[name])


def graph(name: str) -> str:
    """Return the name of a graph."""
    return str(GRAPH[name])


def external(dataset: str = "sjoby") -> str:
    """Return the name of the graph of identifiers from outside."""
    return graph(f"{dataset}/external")


def values(assembly: Assembly, subject: str, path: str) -> list[str]:
    """Return the values of a property, sorted."""
    return sorted(Facts(assembly.quads).values(subject, path))


def value_of(term: object) -> str:
    """Return the text of a term, or the empty string for one that has none."""
    return str(getattr(term, "value", ""))


def quads_in(assembly: Assembly, name: str) -> set[ox.Quad]:
    """Return the quads of one graph."""
    return {quad for quad in assembly.quads if quad.graph_name == ox.NamedNode(name)}
