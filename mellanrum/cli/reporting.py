"""``mellanrum report``, and the options by which a report is chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from mellanrum import __version__
from mellanrum.cli.common import (
    FILE,
    Inputs,
    command,
    datasets_argument,
    language,
    option,
    path_option,
    run_options,
    write_output,
)
from mellanrum.cli.wording.parameter_types import NamedChoice
from mellanrum.export.documents.render import check_format, render
from mellanrum.export.reporting import Audience, Earlier, read_earlier, report_document
from mellanrum.ontology.language import Text

__all__ = ["audience_option", "report", "since_option"]

Function = TypeVar("Function", bound=Callable[..., Any])

AUDIENCES = {
    "board": Text("nämnd", "board"),
    "auditor": Text("revisor", "auditor"),
    "full": Text("allt", "full"),
}


def audience_option(default: str, text: Text) -> Callable[[Function], Function]:
    """Add ``--audience``."""
    meaning = Text(
        " nämnd: det att besluta om. revisor: varje mellanrum och åtagande med belägg. allt: allt.",
        " board: what to decide on. auditor: each gap and commitment with evidence. full: all.",
    )
    return option(
        "--audience",
        type=NamedChoice(lambda: AUDIENCES),
        default=default,
        show_default=True,
        text=Text(text.sv + meaning.sv, text.en + meaning.en),
    )


def _earlier(_: click.Context, __: click.Parameter, value: Path | None) -> Earlier | None:
    return read_earlier(value) if value is not None else None


since_option = path_option(
    "--since",
    callback=_earlier,
    stands_for=Text("MAPP|gaps.json", "FOLDER|gaps.json"),
    text=Text(
        "En tidigare körning. Rapporten berättar vad som är nytt sedan dess.",
        "An earlier run. The report tells what is new since then.",
    ),
)


@command("report", "mellanrum report boras -o rapport.docx --audience board")
@datasets_argument
@option(
    "-o",
    "--output",
    stands_for=FILE,
    text=Text(
        "Fil att skriva. Ändelsen bestämmer formatet: .html, .docx, .pdf eller .md. - eller ingen "
        "ger HTML på standard ut.",
        "File to write. Its ending decides the format: .html, .docx, .pdf or .md. - or none gives "
        "HTML on standard output.",
    ),
)
@run_options
@audience_option("full", Text("Vem rapporten är till för.", "For whom the report is."))
@path_option(
    "--template",
    text=Text(
        "Word-fil (.docx) vars formatmallar, sidhuvud och sidfot används.",
        "Word file (.docx) whose styles, headers and footers are used.",
    ),
)
@since_option
def report(
    inputs: Inputs,
    output: str | None,
    audience: Audience,
    template: Path | None,
    since: Earlier | None,
) -> None:
    """Write the report."""
    path = Path("report.html" if output in (None, "-") else str(output))
    check_format(path, template)
    snapshot = inputs.load().snapshot()
    document = report_document(
        snapshot, language(), version=__version__, audience=audience, earlier=since
    )
    write_output(render(document, path, template), output, "html")
