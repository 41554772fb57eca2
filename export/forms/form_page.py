"""A question form as a page that saves its answers as a file, with the fields of the map."""

from __future__ import annotations

from mellanrum.export.forms.form_data import columns, lines, question
from mellanrum.export.forms.question_form import ANSWER, QuestionForm
from mellanrum.export.forms.strings import CARDS, FORM
from mellanrum.export.map.concepts import scheme_names
from mellanrum.export.map.data import Data, named, slim, told
from mellanrum.export.map.panel_strings import PANEL
from mellanrum.export.map.script import joined_script
from mellanrum.export.pages.shell import Inline, render_page
from mellanrum.queries.anatomy.anatomy import Card

__all__ = ["form_page"]

SCHEMES = ("answer", "cell-sign", "element", "focus-reason")


def form_page(form: QuestionForm) -> str:
    """Return the form as one HTML page."""
    cards = [_card(form, card) for card in form.cards]
    words = CARDS | {"cards": FORM["questions"], "focus": PANEL["focus"]}
    data: Data = {
        "language": form.language,
        "strings": {form.language: {key: text.pick(form.language) for key, text in words.items()}},
        "concepts": scheme_names(SCHEMES),
        "order": {"answer": ANSWER.slugs},
        "answer_columns": columns(form.snapshot.schema),
        "place": {
            "id": form.dataset,
            "lang": _language_of(form),
            "bodies": [
                {"id": form.snapshot.short(form.body), "name": named(form.snapshot, form.body)}
            ],
            "cards": {"told": cards, "at": [list(range(len(cards)))]},
        },
    }
    return render_page(
        "form.html.j2",
        form.language,
        scripts=(Inline(joined_script("form.js")),),
        styles=("base.css", "cards.css"),
        data=data,
        title=form.title,
        about=form.about,
        no_script=form.say("no_script"),
    )


def _language_of(form: QuestionForm) -> str:
    infos = {info.slug: info.language for info in form.snapshot.datasets}
    return infos.get(form.dataset, form.language)


def _card(form: QuestionForm, card: Card) -> Data:
    return slim(
        {
            "title": told(card.title),
            "ref": form.snapshot.short(card.row) if card.row else "",
            "focus": card.focus_reason,
            "says": told(card.says),
            "lines": lines(card),
            "asks": [question(form.snapshot, card, each) for each in card.questions],
        }
    )
