"""A question form in the format that a file name asks for."""

from __future__ import annotations

from pathlib import Path

from mellanrum.export.documents.docx_renderer import render_docx
from mellanrum.export.documents.render import check_ending
from mellanrum.export.forms.form_document import form_document
from mellanrum.export.forms.form_page import form_page
from mellanrum.export.forms.form_workbook import form_workbook
from mellanrum.export.forms.question_form import QuestionForm
from mellanrum.export.snapshot import Snapshot
from mellanrum.ontology.language import Language
from mellanrum.queries.anatomy.anatomy import Anatomy

__all__ = ["ENDINGS", "render_form"]

ENDINGS = (".xlsx", ".html", ".docx")


def render_form(
    snapshot: Snapshot, anatomy: Anatomy, body: str, language: Language, path: Path
) -> bytes:
    """Return the form for a body; see `QuestionForm`. Only the ending of the path counts.

    Raises
    ------
    ExportError
        If the ending is none of `ENDINGS`.
    """
    check_ending(path, ENDINGS)
    form = QuestionForm(snapshot, anatomy, body, language)
    match path.suffix.lower():
        case ".xlsx":
            return form_workbook(form)
        case ".html":
            return form_page(form).encode()
        case _:
            return render_docx(form_document(form))
