"""A question form as a document, to be filled in in Word or by hand."""

from __future__ import annotations

from mellanrum.export.documents.content import (
    Cells,
    ColumnHead,
    Document,
    Paragraph,
    Row,
    Section,
    TableBlock,
    run,
)
from mellanrum.export.forms.question_form import ANSWER, QuestionForm
from mellanrum.queries.anatomy.anatomy import Card, CardQuestion

__all__ = ["form_document"]

BOX, LINE = "☐", "____________________"


def form_document(form: QuestionForm) -> Document:
    """Return the form: a table for each card, with boxes to cross and room to write."""
    (town,) = form.anatomy
    opening = (
        Paragraph(run(form.about), "lead"),
        Paragraph(run(form.say("how")), "caution"),
        Paragraph(run(f"{form.say('signed', body=form.name(form.body))} {LINE}")),
    )
    return Document(
        title=form.title,
        language=form.language,
        subject=form.about,
        opening=opening,
        sections=tuple(_section(form, card) for card in form.cards),
        date=town.as_of.isoformat() if town.as_of else "",
    )


def _section(form: QuestionForm, card: Card) -> Section:
    title = card.title.pick(form.language)
    heads = (
        ColumnHead(form.say("question"), width=0.32),
        *(ColumnHead(one.label.pick(form.language), width=0.1) for one in ANSWER),
        ColumnHead(form.say("where")),
        ColumnHead(form.say("since"), width=0.13),
    )
    rows = tuple(Row(_cells(form, card, asked)) for asked in card.questions)
    table = TableBlock(form.say("caption", name=title), heads, rows)
    says = card.says.pick(form.language)
    told = (Paragraph(run(says)),) if says else ()
    return Section(run(title), card.iri.rpartition("/")[2], (*told, table), listed=False)


def _cells(form: QuestionForm, card: Card, asked: CardQuestion) -> Cells:
    whose = f"{form.name(asked.row)}: " if asked.row != card.row else ""
    why = form.why(asked)
    question = f"{whose}{form.element(asked)}{f' ({why})' if why else ''}"
    return (run(question), *(run(BOX) for _ in ANSWER), (), ())
