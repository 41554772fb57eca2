"""One document in the format that a file name asks for."""

from __future__ import annotations

from pathlib import Path

from mellanrum.export.documents.content import Document, alone
from mellanrum.graph.problems import AND, did_you_mean, listing, problem, shorten
from mellanrum.ontology.errors import ExportError, Location, Problem

__all__ = ["ENDINGS", "check_format", "render"]

ENDINGS = (".html", ".docx", ".pdf", ".md")


def render(document: Document, path: Path, template: Path | None = None) -> bytes:
    """Return a document in the format that the ending of a path names.

    Only the ending of the path counts. For a Word file, the styles of a template may be used.

    Raises
    ------
    ExportError
        If the ending is none of `ENDINGS`, a template is given for another format than Word, or
        the format cannot be made.
    """
    check_format(path, template)
    match path.suffix.lower():
        case ".html":
            from mellanrum.export.documents.html_renderer import render_html

            return render_html(document).encode()
        case ".docx":
            from mellanrum.export.documents.docx_renderer import render_docx

            return render_docx(alone(document), template)
        case ".pdf":
            from mellanrum.export.documents.pdf_renderer import render_pdf

            return render_pdf(alone(document))
        case _:
            from mellanrum.export.documents.markdown_renderer import render_markdown

            return render_markdown(document).encode()


def check_format(path: Path, template: Path | None = None) -> None:
    """Check that a path and a template ask for something that can be made, before work is done.

    Raises
    ------
    ExportError
        If they do not.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise ExportError(_unknown(path))
    if template is not None and ending != ".docx":
        raise ExportError(_not_word(path))


def _unknown(path: Path) -> Problem:
    return problem(
        Location(file=path.name),
        "unknown-format",
        (
            "Filens ändelse ”{ending}” säger inte vilket format den ska ha.",
            "The ending “{ending}” of the file does not say which format it should have.",
        ),
        allowed=("Tillåtna ändelser är {names}.", "Allowed endings are {names}."),
        ending=shorten(path.suffix),
        names=listing(ENDINGS, AND),
        guess=did_you_mean(path.suffix.lower(), ENDINGS),
    )


def _not_word(path: Path) -> Problem:
    return problem(
        Location(file=path.name),
        "template-without-word",
        (
            "En mall kan bara användas för en Word-fil.",
            "A template can be used for a Word file only.",
        ),
        hint=("Låt filens namn sluta på .docx.", "Let the name of the file end in .docx."),
    )
