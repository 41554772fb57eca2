"""A question form for one body, apart from any format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mellanrum.export.citation import written_date
from mellanrum.export.forms.strings import FORM
from mellanrum.export.snapshot import Snapshot
from mellanrum.ontology.language import Language, capitalised
from mellanrum.ontology.vocabularies import Scheme
from mellanrum.queries.anatomy.anatomy import Anatomy, Card, CardQuestion

__all__ = ["ANSWER", "ELEMENT", "QuestionForm"]

ANSWER, ELEMENT, SIGN = Scheme("answer"), Scheme("element"), Scheme("cell-sign")


@dataclass(frozen=True)
class QuestionForm:
    """What is asked of a body, in a language.

    Attributes
    ----------
    snapshot : Snapshot
        For names and dates.
    anatomy : Anatomy
        With the cards of the body alone, as `KnowledgeGraph.asked_of` gives it.
    body : str
        IRI.
    language : str
        That of the form.
    """

    snapshot: Snapshot
    anatomy: Anatomy
    body: str
    language: Language

    def say(self, key: str, **values: str) -> str:
        """Return words of `FORM`."""
        return FORM[key].pick(self.language).format(**values)

    @property
    def dataset(self) -> str:
        """Slug of the dataset that the body stands in, and that the answers go into."""
        return self.snapshot.facts.dataset_of(self.body)

    @property
    def title(self) -> str:
        """What the form is, and for whom."""
        return self.say("title", body=self.name(self.body))

    @property
    def about(self) -> str:
        """Where it comes from."""
        (town,) = self.anatomy
        date = written_date(town.as_of.isoformat(), self.language) if town.as_of else ""
        key = "about" if date else "about_undated"
        return self.say(key, place=self.name(town.municipality), date=date)

    @property
    def cards(self) -> tuple[Card, ...]:
        """The cards, in order."""
        return self.anatomy.cards

    def questions(self) -> Iterator[tuple[Card, CardQuestion]]:
        """Yield each question with its card."""
        for card in self.cards:
            for asked in card.questions:
                yield card, asked

    def name(self, node: str) -> str:
        """Return the name of a node."""
        return self.snapshot.name(node, self.language)

    def row(self, node: str) -> str:
        """Return a row as the dataset itself names it."""
        return self.snapshot.short(node).removeprefix(f"{self.dataset}/")

    def element(self, asked: CardQuestion) -> str:
        """Return the name of the element that is asked for."""
        return capitalised(ELEMENT[asked.element].label.pick(self.language))

    def why(self, asked: CardQuestion) -> str:
        """Return why it is asked: the question from elsewhere, or the sign of the cell."""
        if asked.text:
            return asked.text.pick(self.language)
        return SIGN[asked.sign].label.pick(self.language) if asked.sign else ""
