"""A question form as a workbook: the table of answers with its questions, and a sheet to read."""

from __future__ import annotations

import io

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from mellanrum.export.forms.form_data import answer_columns
from mellanrum.export.forms.question_form import ANSWER, ELEMENT, QuestionForm
from mellanrum.graph.table import neutralised
from mellanrum.graph.tables.incoming import answers_table
from mellanrum.ontology.namespaces import MR
from mellanrum.queries.anatomy.anatomy import CardQuestion

__all__ = ["form_workbook"]

FIRST = 2  # the row below the headings
WIDTHS = {str(MR.answersAbout): 26, str(MR.element): 20, str(MR.answer): 14}
WIDTH, WIDE = 24, 46


def form_workbook(form: QuestionForm) -> bytes:
    """Return the form as an ``.xlsx`` file.

    Its sheet of answers has exactly the columns of that table, with the question of each row in a
    note; the answer is chosen from a list, and dates are kept as text, as they are written.
    """
    book = openpyxl.Workbook()
    guide = book.active
    assert isinstance(guide, Worksheet)
    sheet = book.create_sheet(answers_table(form.snapshot.schema).name.pick(form.language))
    _guide(guide, form, sheet.title)
    _answers(sheet, form)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _guide(sheet: Worksheet, form: QuestionForm, answers: str) -> None:
    sheet.title = form.say("read_me")
    sheet["A1"] = neutralised(form.title)
    sheet["A1"].font = Font(bold=True, size=14)
    told = (form.about, form.say("how"), form.say("how_sheet", sheet=answers))
    for number, text in enumerate(told, start=2):
        sheet.merge_cells(f"A{number}:D{number}")
        sheet.cell(number, 1, neutralised(text)).alignment = Alignment(
            wrap_text=True, vertical="top"
        )
        sheet.row_dimensions[number].height = 48 if number > 2 else 18
    heads = [form.say(key) for key in ("row", "concerns", "question", "why")]
    rows = [
        [str(number), form.name(asked.row), form.element(asked), form.why(asked)]
        for number, (_, asked) in enumerate(form.questions(), start=FIRST)
    ]
    for number, cells in enumerate([heads, *rows], start=len(told) + 3):
        for index, text in enumerate(cells, start=1):
            cell = sheet.cell(number, index, neutralised(text))
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == len(told) + 3)
    for letter, width in zip("ABCD", (8, WIDE, WIDTH, WIDE), strict=True):
        sheet.column_dimensions[letter].width = width


def _answers(sheet: Worksheet, form: QuestionForm) -> None:
    columns = answer_columns(form.snapshot.schema)
    for index, column in enumerate(columns, start=1):
        head = sheet.cell(1, index, column.name.pick(form.language))
        head.font = Font(bold=True)
        head.comment = _note(column.help.pick(form.language))
        sheet.column_dimensions[get_column_letter(index)].width = WIDTHS.get(column.path, WIDTH)
    sheet.freeze_panes = "C2"
    last = FIRST
    for last, (_, asked) in enumerate(form.questions(), start=FIRST):
        known = _known(form, asked)
        for index, column in enumerate(columns, start=1):
            cell = sheet.cell(last, index, known.get(column.path) or None)
            cell.number_format = "@"  # Excel would make a whole date of 2024-03
            if column.path == str(MR.element):
                cell.comment = _note(
                    f"{form.name(asked.row)}: {form.element(asked)}. {form.why(asked)}"
                )
    place = next(i for i, column in enumerate(columns, start=1) if column.path == str(MR.answer))
    letter = get_column_letter(place)
    choices = ",".join(concept.label.pick(form.language) for concept in ANSWER)
    chosen = DataValidation(type="list", formula1=f'"{choices}"', allow_blank=True)
    sheet.add_data_validation(chosen)
    chosen.add(f"{letter}{FIRST}:{letter}{last}")


def _known(form: QuestionForm, asked: CardQuestion) -> dict[str, str]:
    """Return the cells of a row that are filled in already."""
    return {
        str(MR.answersAbout): form.row(asked.row),
        str(MR.element): ELEMENT[asked.element].label.pick(form.language),
        str(MR.answeredBy): form.row(form.body),
        str(MR.normId): "; ".join(asked.norms),
    }


def _note(text: str) -> Comment:
    return Comment(text, "mellanrum", width=320, height=120)
