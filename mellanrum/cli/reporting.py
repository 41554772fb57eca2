"""``mellanrum report``, and the options by which a report is chosen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from mellanrum import __version__
from mellanrum.cli.common import (
    DATASETS,
    FILE,
    allow_option,
    as_of_option,
    catalogue_options,
    language,
    load_graph,
    write_output,
)
from mellanrum.cli.wording.bilingual import BilingualCommand, option
from mellanrum.cli.wording.parameter_types import NamedChoice
from mellanrum.ontology.language import Text

if TYPE_CHECKING:
    from mellanrum.export.reporting import Audience, Earlier

__all__ = ["audience_option", "earlier_run", "report", "since_option"]

Function = TypeVar("Function", bound=Callable[..., Any])

AUDIENCES = {
    "board": Text("nämnd", "board"),
    "auditor": Text("revisor", "auditor"),
    "full": Text("allt", "full"),
}
OUTPUT = Text(
    "Fil att skriva. Ändelsen bestämmer formatet: .html, .docx, .pdf eller .md. - eller ingen ger "
    "HTML på standard ut.",
    "File to write. Its ending decides the format: .html, .docx, .pdf or .md. - or none gives HTML "
    "on standard output.",
)


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


def since_option(function: Function) -> Function:
    """Add ``--since``."""
    decorate = option(
        "--since",
        type=click.Path(path_type=Path),
        stands_for=Text("MAPP|gaps.json", "FOLDER|gaps.json"),
        text=Text(
            "En tidigare körning. Rapporten berättar vad som är nytt sedan dess.",
            "An earlier run. The report tells what is new since then.",
        ),
    )
    return decorate(function)


def earlier_run(since: Path | None) -> Earlier | None:
    """Return the earlier run that an option names, or None."""
    from mellanrum.export.reporting import read_earlier

    return read_earlier(since) if since is not None else None


@click.command(
    cls=BilingualCommand,
    summary=Text(
        "Skriv rapporten som HTML, Word, PDF eller Markdown.",
        "Write the report as HTML, Word, PDF or Markdown.",
    ),
    arguments={"DATASETS": DATASETS},
    example="mellanrum report boras -o rapport.docx --audience board",
)
@click.argument("datasets", nargs=-1)
@option("-o", "--output", stands_for=FILE, text=OUTPUT)
@catalogue_options
@as_of_option
@audience_option("full", Text("Vem rapporten är till för.", "For whom the report is."))
@option(
    "--template",
    type=click.Path(path_type=Path),
    stands_for=FILE,
    text=Text(
        "Word-fil (.docx) vars formatmallar, sidhuvud och sidfot används.",
        "Word file (.docx) whose styles, headers and footers are used.",
    ),
)
@since_option
@allow_option
def report(
    datasets: tuple[str, ...],
    output: str | None,
    as_of: dt.date | None,
    audience: Audience,
    template: Path | None,
    since: Path | None,
    allow_numbers: Path | None,
) -> None:
    """Write the report."""
    from mellanrum.export.documents.render import check_format, render
    from mellanrum.export.reporting import report_document

    path = Path("report.html" if output in (None, "-") else str(output))
    check_format(path, template)
    earlier = earlier_run(since)
    snapshot = load_graph(datasets, as_of, allow_numbers).snapshot()
    document = report_document(
        snapshot, language(), version=__version__, audience=audience, earlier=earlier
    )
    write_output(render(document, path, template), output, "html")
