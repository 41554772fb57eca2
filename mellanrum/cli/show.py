"""``mellanrum map`` and ``export``: one step of the main job each."""

from __future__ import annotations

import webbrowser
from pathlib import Path

from mellanrum.cli.common import (
    FILE,
    Inputs,
    command,
    datasets_argument,
    format_option,
    language,
    misuse,
    option,
    run_options,
    write_output,
)
from mellanrum.cli.wording.parameter_types import NamedChoice
from mellanrum.export.map.map_page import MapView
from mellanrum.export.tables.graph_formats import graphml, serialise
from mellanrum.ontology.language import Text

__all__ = ["export", "map_command"]

output_option = option(
    "-o",
    "--output",
    stands_for=FILE,
    text=Text(
        "Fil att skriva; - eller ingen ger standard ut.",
        "File to write; - or none gives standard output.",
    ),
)
GRAPH_FORMATS = ["trig", "nquads", "turtle", "ntriples", "rdfxml", "jsonld", "graphml"]
VIEWS = {
    "overview": Text("översikt", "overview"),
    "forum": Text("forum", "forum"),
    "map": Text("karta", "map"),
    "table": Text("tabell", "table"),
}


@command(
    "map",
    "mellanrum map boras --view forum -o karta.html",
    Text(
        "En fil med fyra vyer: översikt, forum, karta och tabell. Den behöver inget nätverk och "
        "går att skicka som den är. Datum, filter och språk väljs i sidan.",
        "One file with four views: overview, forums, map and table. It needs no network and can "
        "be sent as it is. Date, filters and language are chosen in the page.",
    ),
)
@datasets_argument
@output_option
@run_options
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
def map_command(inputs: Inputs, output: str | None, view: MapView, opened: bool) -> None:
    """Write the map."""
    if opened and output in (None, "-"):
        raise misuse(
            "--open behöver en fil att öppna. Ange den med -o, till exempel -o karta.html.",
            "--open needs a file to open. Name it with -o, for instance -o map.html.",
        )
    write_output(inputs.load().map(language(), view=view).text, output, "html")
    if opened:
        webbrowser.open(Path(str(output)).resolve().as_uri())


@command(
    "export",
    "mellanrum export tyreso --format turtle -o tyreso.ttl",
    Text(
        "RDF innehåller det inlästa och det härledda. GraphML är nätverket av organ och "
        "strukturer, för Gephi och R.",
        "RDF holds what was read and what was derived. GraphML is the network of bodies and "
        "structures, for Gephi and R.",
    ),
)
@datasets_argument
@format_option(*GRAPH_FORMATS)
@output_option
@run_options
def export(inputs: Inputs, form: str, output: str | None) -> None:
    """Write the graph."""
    graph, lang = inputs.load(), language()
    if form == "graphml":
        text = graphml(graph.network(), lambda node: graph.label(node, lang))
    else:
        text = serialise(graph.exported_quads(), form)
    write_output(text, output, form)
