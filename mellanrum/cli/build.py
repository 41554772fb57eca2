"""``mellanrum build``: the main job, from datasets to a folder that can be mailed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from mellanrum import __version__
from mellanrum.cli.common import (
    FOLDER,
    Inputs,
    command,
    datasets_argument,
    language,
    path_option,
    run_options,
    say,
)
from mellanrum.cli.reporting import audience_option, since_option
from mellanrum.export.build import output_steps
from mellanrum.export.files import Content
from mellanrum.export.output.manifest import MANIFEST, manifest
from mellanrum.export.output.output_folder import KeptFile, check_replaceable, write_folder
from mellanrum.export.reporting import Audience, Earlier
from mellanrum.knowledge import KnowledgeGraph
from mellanrum.ontology.errors import ExportError, LoadError
from mellanrum.ontology.language import Text

__all__ = ["build"]

OUTPUT = "mellanrum-output"


@command(
    "build",
    "mellanrum build boras tyreso -o resultat",
    Text(
        "Mappen skrivs hel eller inte alls: om något går fel är det tidigare resultatet kvar. "
        "Annat som ligger i den rörs inte. En fil från en tidigare körning som du har ändrat är "
        "kvar under ett namn med datum.",
        "The folder is written whole or not at all: if something fails, the earlier output "
        "remains. Other things in it are left alone. A file from an earlier run that you have "
        "edited is kept under a name with a date.",
    ),
)
@datasets_argument
@path_option(
    "-o",
    "--output",
    default=OUTPUT,
    show_default=True,
    stands_for=FOLDER,
    text=Text("Mapp att skriva i.", "Folder to write."),
)
@run_options
@audience_option(
    "board",
    Text("Vem Word- och PDF-rapporten är till för.", "For whom the reports in Word and PDF are."),
)
@since_option
def build(inputs: Inputs, output: Path, audience: Audience, since: Earlier | None) -> None:
    """Build the output folder."""
    check_replaceable(output, inputs.paths)  # before the work, and again when it is written
    graph = inputs.load()
    _check(graph)
    files = _make(graph, audience, since)
    _say_kept(write_folder(output, files))
    told = Text(
        "Klart: {files} filer. Öppna {page} i en webbläsare.",
        "Done: {files} files. Open {page} in a browser.",
    )
    page = "index.html" if language() == "sv" else "index.en.html"
    say(told.format(files=len(files), page=output / page))


def _check(graph: KnowledgeGraph) -> None:
    if sys.stderr.isatty():
        say(Text("Kontrollerar …", "Validating …"))
    report = graph.validate()
    if not report.conforms:
        raise LoadError(*report.of("error"))
    for warning in report.of("warning"):
        told = Text("Varning: {told}", "Warning: {told}")
        say(told.format(told=Text(warning.say("sv"), warning.say("en"))))


def _make(graph: KnowledgeGraph, audience: Audience, earlier: Earlier | None) -> dict[str, Content]:
    """Return the content of all files, with progress on a terminal."""
    history, quads = graph.history(), graph.exported_quads()
    steps = list(output_steps(history, quads, __version__, audience=audience, earlier=earlier))
    files: dict[str, Content] = {}
    with click.progressbar(
        steps,
        label=Text("Skriver", "Writing").pick(language()),
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
        item_show_func=lambda step: step.told.pick(language()) if step else "",
    ) as shown:
        for step in shown:
            try:
                files[step.name] = step.make(files.keys())
            except ExportError as error:
                if not step.can_fail:
                    raise
                _say_left_out(step.name, error)
    files[MANIFEST] = manifest(history[-1], files, __version__)
    return files


def _say_left_out(name: str, error: ExportError) -> None:
    told = Text("{name} skrevs inte: {why}", "{name} was not written: {why}")
    say(told.format(name=name, why=Text(error.say("sv"), error.say("en"))))


def _say_kept(kept: Sequence[KeptFile]) -> None:
    told = Text(
        "{name} var inte som mellanrum hade skrivit den; din version är kvar som {kept_as}.",
        "{name} was not as mellanrum had written it; your version is kept as {kept_as}.",
    )
    for file in kept:
        say(told.format(name=file.name, kept_as=file.kept_as))
