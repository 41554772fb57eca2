"""``mellanrum compare``: two dates, two versions of a dataset, or two municipalities."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from mellanrum import __version__
from mellanrum.cli.common import (
    FILE,
    Inputs,
    argument,
    command,
    date_of,
    format_option,
    language,
    misuse,
    option,
    run_options,
    write_output,
)
from mellanrum.export.citation import written_date
from mellanrum.export.comparison.comparison_document import comparison_document
from mellanrum.export.comparison.comparison_tables import comparison_csv, comparison_json
from mellanrum.export.documents.content import Document
from mellanrum.export.documents.markdown_renderer import render_markdown
from mellanrum.export.documents.render import render
from mellanrum.export.documents.text_renderer import render_text
from mellanrum.graph.problems import problem
from mellanrum.knowledge import KnowledgeGraph
from mellanrum.ontology.errors import Location, QueryError
from mellanrum.ontology.language import Text

__all__ = ["compare"]

Graphs = tuple[KnowledgeGraph, KnowledgeGraph]


@command(
    "compare",
    "mellanrum compare boras --as-of 2019-12-31 --with 2021-01-26 -o skillnad.html",
    Text(
        "Två datum: --as-of och --with. Två versioner: samma datamängd ur två mappar eller filer; "
        "rader jämförs efter id. Två kommuner: jämförs efter slag av struktur, nivå, sektor och "
        "målgrupp, utan rangordning. Vad som är kvar, borta och nytt står i text och tabeller.",
        "Two dates: --as-of and --with. Two versions: the same dataset from two folders or files; "
        "rows are compared by id. Two municipalities: compared by kind of structure, level, sector "
        "and target group, without ranking. What is kept, gone and new is told in text and tables.",
    ),
)
@argument(
    "datasets",
    Text(
        "Två datamängder: mappar, arbetsböcker eller RDF-filer, eller namn på medföljande. Med "
        "--with: de datamängder som ska jämföras mellan två datum.",
        "Two datasets: folders, workbooks or RDF files, or names of bundled ones. With --with: the "
        "datasets to compare between two dates.",
    ),
    nargs=-1,
)
@option(
    "--with",
    "other",
    stands_for=Text("ÅÅÅÅ-MM-DD", "YYYY-MM-DD"),
    callback=date_of,
    text=Text(
        "Det senare datumet; det tidigare ges med --as-of.",
        "The later date; the earlier is given with --as-of.",
    ),
)
@option(
    "-o",
    "--output",
    stands_for=FILE,
    text=Text(
        "Fil att skriva: .html, .docx, .pdf eller .md. Annars standard ut enligt --format.",
        "File to write: .html, .docx, .pdf or .md. Otherwise standard output as --format says.",
    ),
)
@format_option("table", "json", "csv", "md")
@run_options
def compare(inputs: Inputs, other: dt.date | None, output: str | None, form: str) -> None:
    """Compare."""
    graphs, names = _datasets(inputs) if other is None else _dates(inputs, other)
    write_output(_written(graphs, names, form, output), output, form)


def _dates(inputs: Inputs, other: dt.date) -> tuple[Graphs, tuple[str, str]]:
    """Return the datasets at two dates, with the dates in words."""
    if inputs.as_of is None:
        raise misuse(
            "--with jämför med läget vid --as-of, som saknas.",
            "--with compares with how things stood on --as-of, which is missing.",
        )
    graph = inputs.load()
    first, second = (written_date(day.isoformat(), language()) for day in (inputs.as_of, other))
    return (graph, graph.at(other)), (first, second)


def _datasets(inputs: Inputs) -> tuple[Graphs, tuple[str, str]]:
    """Return two datasets, with what to call them."""
    if len(inputs.datasets) != 2:
        raise QueryError(problem(Location(), "not-two", count=len(inputs.datasets)))
    one, other = inputs.load_each()
    if {info.slug for info in one.datasets} & {info.slug for info in other.datasets}:
        return (one, other), _apart(inputs.datasets)
    first, second = (_municipalities(graph) for graph in (one, other))
    return (one, other), (first, second)


def _apart(paths: Sequence[str]) -> tuple[str, str]:
    """Return as many of the last parts of two paths as it takes to tell them apart."""
    one, other = (Path(path).parts for path in paths)
    for length in range(1, max(len(one), len(other))):
        if one[-length:] != other[-length:]:
            return "/".join(one[-length:]), "/".join(other[-length:])
    first, second = paths
    return first, second


def _municipalities(graph: KnowledgeGraph) -> str:
    """Return the name of the municipality of a graph, or of its dataset where it has none."""
    homes = [home for home in graph.homes if home]
    names = [graph.label(home, language()) for home in homes]
    return ", ".join(names or [info.title.pick(language()) for info in graph.datasets])


def _written(graphs: Graphs, names: tuple[str, str], form: str, output: str | None) -> str | bytes:
    if output not in (None, "-"):
        return render(_document(graphs, names), Path(str(output)))
    if form in ("csv", "json"):
        before, after = (graph.snapshot() for graph in graphs)
        write = comparison_csv if form == "csv" else comparison_json
        return write(before, after, graphs[0].compare(graphs[1]), language())
    document = _document(graphs, names)
    return render_markdown(document) if form == "md" else render_text(document)


def _document(graphs: Graphs, names: tuple[str, str]) -> Document:
    before, after = graphs
    return comparison_document(
        before.snapshot(),
        after.snapshot(),
        before.compare(after),
        names,
        language(),
        version=__version__,
        is_dates=before.assembly is after.assembly,
    )
