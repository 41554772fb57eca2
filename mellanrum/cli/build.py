"""``mellanrum build``: the main job, from datasets to a folder that can be mailed."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from mellanrum.cli.bilingual import BilingualCommand, option
from mellanrum.cli.common import (
    DATASETS,
    FOLDER,
    allow_option,
    as_of_option,
    language,
    load_graph,
    say,
)
from mellanrum.knowledge import KnowledgeGraph
from mellanrum.ontology.errors import LoadError
from mellanrum.ontology.language import Text

__all__ = ["build"]

OUTPUT = "mellanrum-output"


@click.command(
    cls=BilingualCommand,
    summary=Text(
        "Läs, kontrollera och härled; skriv startsida, karta, rapport, tabeller och graf.",
        "Read, validate and derive; write start page, map, report, tables and graph.",
    ),
    details=Text(
        "Mappen skrivs hel eller inte alls: om något går fel är den tidigare kvar.",
        "The folder is written whole or not at all: if something fails, the earlier one remains.",
    ),
    arguments={"DATASETS": DATASETS},
    example="mellanrum build boras tyreso -o resultat",
)
@click.argument("datasets", nargs=-1)
@option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=OUTPUT,
    show_default=True,
    stands_for=FOLDER,
    text=Text("Mapp att skriva i.", "Folder to write."),
)
@as_of_option
@allow_option
def build(
    datasets: tuple[str, ...], output: Path, as_of: dt.date | None, allow_numbers: Path | None
) -> None:
    """Build the output folder."""
    graph = load_graph(datasets, as_of, allow_numbers)
    _check(graph)
    files = _make(graph)
    from mellanrum.export.files import write_folder

    write_folder(output, files)
    told = Text(
        "Klart: {gaps} mellanrum, {files} filer. Öppna {page} i en webbläsare.",
        "Done: {gaps} gaps, {files} files. Open {page} in a browser.",
    )
    page = "index.html" if language() == "sv" else "index.en.html"
    say(told.format(gaps=len(graph.gaps()), files=len(files), page=output / page))


def _check(graph: KnowledgeGraph) -> None:
    if sys.stderr.isatty():
        say(Text("Kontrollerar …", "Validating …"))
    report = graph.validate()
    if not report.conforms:
        raise LoadError(*report.of("error"))
    for warning in report.of("warning"):
        told = Text("Varning: {told}", "Warning: {told}")
        say(told.format(told=Text(warning.say("sv"), warning.say("en"))))


def _make(graph: KnowledgeGraph) -> dict[str, str]:
    """Return the texts of all files, with progress on a terminal."""
    from mellanrum import __version__
    from mellanrum.export.build import manifest, output_steps
    from mellanrum.export.files import MANIFEST

    history = graph.history()
    steps = list(output_steps(history, graph.exported_quads(), __version__))
    files: dict[str, str] = {}
    with click.progressbar(
        steps,
        label=Text("Skriver", "Writing").pick(language()),
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
        item_show_func=lambda step: step[0].pick(language()) if step else "",
    ) as shown:
        for _, name, make in shown:
            files[name] = make()
    files[MANIFEST] = manifest(history[-1], files, __version__)
    return files
