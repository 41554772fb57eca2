"""``mellanrum measures``: the measures of a network, of the data or of any graph file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from pathlib import Path

from mellanrum.cli.common import (
    Inputs,
    as_of_option,
    command,
    datasets_argument,
    format_option,
    language,
    misuse,
    option,
    path_option,
    write_output,
)
from mellanrum.cli.wording.parameter_types import scheme
from mellanrum.export.tables.measure_tables import measures_csv, measures_json, measures_text
from mellanrum.graph.figures import Figures, figures_of
from mellanrum.graph.graphfiles import groups_of, read_graph
from mellanrum.knowledge import KnowledgeGraph
from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import CONCEPT
from mellanrum.ontology.vocabularies import LEVEL

__all__ = ["measures"]

SECTOR = str(CONCEPT["sector/"])
Networks = list[tuple[str, Figures]]


@command(
    "measures",
    "mellanrum measures ekvalla --level operativ --format csv",
    Text(
        "Nätverket är organ och de strukturer de deltar i, en kommun i taget. Med --graph mäts i "
        "stället en egen graf. I små nätverk visas inga p-värden.",
        "The network is bodies and the structures they take part in, one municipality at a time. "
        "With --graph a graph of your own is measured instead. Small networks get no p-values.",
    ),
)
@datasets_argument
@option(
    "--level",
    type=scheme(LEVEL),
    text=Text("Bara strukturer på denna nivå.", "Only structures at this level."),
)
@path_option(
    "--graph",
    "path",
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
def measures(
    inputs: Inputs, level: str | None, path: Path | None, groups: str | None, form: str
) -> None:
    """Show the measures."""
    if path is not None:
        if inputs.datasets or level:
            raise misuse(
                "--graph kan inte kombineras med datamängder eller --level.",
                "--graph cannot be combined with datasets or --level.",
            )
        told = _written(_of_file(path, groups, inputs.allowed), form, str)
    elif groups is not None:
        raise misuse("--groups hör ihop med --graph.", "--groups goes with --graph.")
    else:
        graph, lang = inputs.load(), language()
        told = _written(_of_data(graph, level), form, lambda node: graph.label(node, lang))
    write_output(told, form=form)


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
    lang = language()
    if form == "csv":
        return measures_csv(networks, name, lang)
    if form == "json":
        return measures_json(networks, lang)
    return measures_text(networks, name, lang)
