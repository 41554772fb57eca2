"""One document in the format that a file name asks for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mellanrum.export.documents.content import Document, alone
from mellanrum.export.files import file_error
from mellanrum.graph.problems import AND, did_you_mean, listing, shorten

__all__ = ["ENDINGS", "check_ending", "check_format", "render"]

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
    check_ending(path, ENDINGS)
    if template is not None and path.suffix.lower() != ".docx":
        raise file_error(path.name, "template-without-word")


def check_ending(path: Path, endings: Sequence[str]) -> None:
    """Check that a path has one of the endings that can be made.

    Raises
    ------
    ExportError
        If it has another.
    """
    ending = path.suffix.lower()
    if ending not in endings:
        raise file_error(
            path.name,
            "unknown-format:ending",
            ending=shorten(path.suffix),
            names=listing(endings, AND),
            guess=did_you_mean(ending, endings),
        )
