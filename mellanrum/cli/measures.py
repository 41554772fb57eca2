"""``mellanrum measures``: the measures of a network, of the data or of any graph file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Hashable
from pathlib import Path

import click

from mellanrum.cli.common import (
    DATASETS,
    FILE,
    allow_option,
    as_of_option,
    format_option,
    language,
    level_option,
    load_graph,
    write_output,
)
from mellanrum.cli.wording.bilingual import BilingualCommand, option
from mellanrum.graph.figures import Figures, figures_of
from mellanrum.graph.graphfiles import groups_of, read_graph
from mellanrum.graph.guards.personal_numbers import read_allowed
from mellanrum.knowledge import KnowledgeGraph
from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import CONCEPT

__all__ = ["measures"]

SECTOR = str(CONCEPT["sector/"])
Networks = list[tuple[str, Figures]]


@click.command(
    cls=BilingualCommand,
    summary=Text(
        "Räkna nätverksmått: vem som binder samman, vad som hänger på en enda länk.",
        "Compute network measures: who connects, what hangs on a single link.",
    ),
    details=Text(
        "Nätverket är organ och de strukturer de deltar i, en kommun i taget. Med --graph mäts i "
        "stället en egen graf. I små nätverk visas inga p-värden.",
        "The network is bodies and the structures they take part in, one municipality at a time. "
        "With --graph a graph of your own is measured instead. Small networks get no p-values.",
    ),
    arguments={"DATASETS": DATASETS},
    example="mellanrum measures ekvalla --level operativ --format csv",
)
@click.argument("datasets", nargs=-1)
@level_option(Text("Bara strukturer på denna nivå.", "Only structures at this level."))
@option(
    "--graph",
    "path",
    type=click.Path(path_type=Path),
    stands_for=FILE,
    text=Text(
        "GraphML-fil, eller kantlista med två namn på varje rad.",
        "GraphML file, or edge list with two names a line.",
    ),
)
@option(
    "--groups",
    stands_for=Text("ATTRIBUT", "ATTRIBUTE"),
    text=Text(
        "Nodattribut med gruppen, för E-I-index och mäklarroller (med --graph).",
        "Node attribute with the group, for E-I index and brokerage (with --graph).",
    ),
)
@format_option("table", "csv", "json")
@as_of_option
@allow_option
def measures(
    datasets: tuple[str, ...],
    level: str | None,
    path: Path | None,
    groups: str | None,
    form: str,
    as_of: dt.date | None,
    allow_numbers: Path | None,
) -> None:
    """Show the measures."""
    if path is not None and (datasets or level):
        told = Text(
            "--graph kan inte kombineras med datamängder eller --level.",
            "--graph cannot be combined with datasets or --level.",
        )
        raise click.UsageError(told.pick(language()), click.get_current_context())
    if path is not None:
        allowed = read_allowed(allow_numbers) if allow_numbers else ()
        write_output(_written(_of_file(path, groups, allowed), form, str), None, form)
        return
    if groups is not None:
        told = Text("--groups hör ihop med --graph.", "--groups goes with --graph.")
        raise click.UsageError(told.pick(language()), click.get_current_context())
    graph, lang = load_graph(datasets, as_of, allow_numbers), language()
    networks = _of_data(graph, level)
    write_output(_written(networks, form, lambda node: graph.label(node, lang)), None, form)


def _of_file(path: Path, attribute: str | None, allowed: Collection[str]) -> Networks:
    graph = read_graph(path, allowed)
    groups = groups_of(graph, attribute, path.name) if attribute else None
    return [(path.name, figures_of(graph, groups))]


def _of_data(graph: KnowledgeGraph, level: str | None) -> Networks:
    """Return the measures of each municipality's network; its bodies' sectors are the groups."""
    networks: Networks = []
    lang = language()
    for home, network in graph.networks(level).items():
        sectors: dict[str, Hashable] = {
            node: "; ".join(sorted(graph.label(f"{SECTOR}{slug}", lang) for slug in data["sector"]))
            for node, data in network.nodes(data=True)
            if data["bipartite"] == 0 and data["sector"]
        }
        networks.append((graph.label(home, lang), figures_of(network, sectors)))
    return networks


def _written(networks: Networks, form: str, name: Callable[[str], str]) -> str:
    from mellanrum.export.tables.measure_tables import measures_csv, measures_json, measures_text

    lang = language()
    if form == "csv":
        return measures_csv(networks, name, lang)
    if form == "json":
        return measures_json(networks, lang)
    return measures_text(networks, name, lang)
