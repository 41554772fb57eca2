"""A document as a page that needs nothing else."""

from __future__ import annotations

import base64

from mellanrum.export.documents.content import (
    ColumnHead,
    Document,
    Illustration,
    Section,
    numbering,
)
from mellanrum.export.pages.shell import checked_link, render_page

__all__ = ["render_html"]


def render_html(document: Document) -> str:
    """Return a document as one HTML page.

    Raises
    ------
    ExportError
        If a link leads to something other than a place in the document, a file beside it or an
        https address.
    """
    return render_page(
        "document.html.j2",
        document.language,
        styles=("base.css", "document.css"),
        title=document.title,
        document=document,
        kind_of=lambda item: type(item).__name__,
        checked=checked_link,
        numbered=numbering(document),
        width_of=_width_class,
        picture=_picture,
        listed=_listed,
    )


def _listed(section: Section) -> list[Section]:
    return [part for part in section.blocks if isinstance(part, Section) and part.listed]


def _width_class(column: ColumnHead) -> str:
    """Return the class that gives a column its share, in steps of five per cent."""
    return f"w{round(column.width * 20) * 5}" if column.width else ""


def _picture(figure: Illustration) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(figure.svg.encode()).decode("ascii")
