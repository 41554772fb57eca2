"""``mellanrum map`` and ``export``: one step of the main job each."""

from __future__ import annotations

import datetime as dt
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mellanrum.cli.common import (
    DATASETS,
    FILE,
    allow_option,
    as_of_option,
    catalogue_options,
    format_option,
    language,
    load_graph,
    write_output,
)
from mellanrum.cli.wording.bilingual import BilingualCommand, option
from mellanrum.cli.wording.parameter_types import NamedChoice
from mellanrum.ontology.language import Text

if TYPE_CHECKING:
    from mellanrum.export.map.map_page import MapView

__all__ = ["export", "map_command"]

OUTPUT = Text(
    "Fil att skriva; - eller ingen ger standard ut.",
    "File to write; - or none gives standard output.",
)
NOTHING_TO_OPEN = Text(
    "--open behöver en fil att öppna. Ange den med -o, till exempel -o karta.html.",
    "--open needs a file to open. Name it with -o, for instance -o map.html.",
)
GRAPH_FORMATS = ["trig", "nquads", "turtle", "ntriples", "rdfxml", "jsonld", "graphml"]


VIEWS = {
    "overview": Text("översikt", "overview"),
    "forum": Text("forum", "forum"),
    "map": Text("karta", "map"),
    "table": Text("tabell", "table"),
}


@click.command(
    "map",
    cls=BilingualCommand,
    summary=Text("Skriv kartan som en HTML-fil.", "Write the map as one HTML file."),
    details=Text(
        "En fil med fyra vyer: översikt, forum, karta och tabell. Den behöver inget nätverk och "
        "går att skicka som den är. Datum, filter och språk väljs i sidan.",
        "One file with four views: overview, forums, map and table. It needs no network and can "
        "be sent as it is. Date, filters and language are chosen in the page.",
    ),
    arguments={"DATASETS": DATASETS},
    example="mellanrum map boras --view forum -o karta.html",
)
@click.argument("datasets", nargs=-1)
@option("-o", "--output", stands_for=FILE, text=OUTPUT)
@catalogue_options
@as_of_option
@option(
    "--view",
    type=NamedChoice(lambda: VIEWS),
    default="overview",
    show_default=True,
    text=Text("Vy som sidan öppnas i.", "View in which the page opens."),
)
@option(
    "--open",
    "opened",
    is_flag=True,
    text=Text("Öppna filen i webbläsaren.", "Open the file in the browser."),
)
@allow_option
def map_command(
    datasets: tuple[str, ...],
    output: str | None,
    as_of: dt.date | None,
    view: MapView,
    opened: bool,
    allow_numbers: Path | None,
) -> None:
    """Write the map."""
    if opened and output in (None, "-"):
        raise click.UsageError(NOTHING_TO_OPEN.pick(language()))
    graph = load_graph(datasets, as_of, allow_numbers)
    write_output(graph.map(language(), view=view).text, output, "html")
    if opened:
        webbrowser.open(Path(str(output)).resolve().as_uri())


@click.command(
    cls=BilingualCommand,
    summary=Text(
        "Skriv grafen för andra verktyg: RDF, eller nätverket som GraphML.",
        "Write the graph for other tools: RDF, or the network as GraphML.",
    ),
    details=Text(
        "RDF innehåller det inlästa och det härledda. GraphML är nätverket av organ och "
        "strukturer, "
        "för Gephi och R.",
        "RDF holds what was read and what was derived. GraphML is the network of bodies and "
        "structures, for Gephi and R.",
    ),
    arguments={"DATASETS": DATASETS},
    example="mellanrum export tyreso --format turtle -o tyreso.ttl",
)
@click.argument("datasets", nargs=-1)
@format_option(*GRAPH_FORMATS)
@option("-o", "--output", stands_for=FILE, text=OUTPUT)
@catalogue_options
@as_of_option
@allow_option
def export(
    datasets: tuple[str, ...],
    form: str,
    output: str | None,
    as_of: dt.date | None,
    allow_numbers: Path | None,
) -> None:
    """Write the graph."""
    from mellanrum.export.tables.graph_formats import graphml, serialise

    graph = load_graph(datasets, as_of, allow_numbers)
    if form == "graphml":
        lang = language()
        text = graphml(graph.network(), lambda node: graph.label(node, lang))
    else:
        text = serialise(graph.exported_quads(), form)
    write_output(text, output, form)
