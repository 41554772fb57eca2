"""What the cards ask of one body: of what it takes part in or answers for, and of itself."""

from __future__ import annotations

from dataclasses import replace

from mellanrum.ontology.namespaces import mr
from mellanrum.queries.anatomy.anatomy import Card, MunicipalAnatomy
from mellanrum.queries.anatomy.cards import hollow_card
from mellanrum.queries.finding.sentence import Namer
from mellanrum.queries.tiers.municipal_view import MunicipalView

__all__ = ["asked_of"]

PARTY = ("participant", "viaPost")
ANSWERS_FOR = ("convenedBy", "steeredBy")


def asked_of(
    view: MunicipalView, found: MunicipalAnatomy, body: str, name: Namer
) -> MunicipalAnatomy:
    """Return an anatomy with the cards of a body alone, in order.

    Those are the cards of structures in which it takes part, itself or through whom it answers
    for, or that it convenes or steers; and what is asked about the body itself. On the card that
    several structures share, its own are left.

    Parameters
    ----------
    view : MunicipalView
        The municipality, at the date of the anatomy.
    found : MunicipalAnatomy
        With all its cards.
    body : str
        IRI.
    name : callable
        Gives the name of a node in a language.
    """
    own = _own_rows(view, body)
    kept = (_only(card, own, name) for card in found.cards)
    cards = tuple(card for card in kept if card.questions)
    return replace(found, cards=cards, not_asked=())


def _only(card: Card, own: frozenset[str], name: Namer) -> Card:
    lines = tuple(line for line in card.lines if line.row in own)
    cells = tuple(cell for cell in card.cells if cell.row in own)
    rows = tuple(row for row in card.rows if row in own)
    if not card.hollow or not rows:
        return replace(card, lines=lines, cells=cells)
    told = hollow_card(card.rows[0], rows, cells, name)
    return replace(told, iri=card.iri, lines=lines)


def _own_rows(view: MunicipalView, body: str) -> frozenset[str]:
    """Return the body, whom it answers for, and the structures that are theirs."""
    acting, facts = view.acting, view.facts
    parties = {one for name in ("Body", "Post") for one in acting.standing(name)}
    theirs = {body, *(one for one in parties if body in acting.bodies(one))}
    theirs |= {post for one in theirs for post in facts.subjects(mr("postIn"), one)}
    through = (row for one in theirs for path in PARTY for row in facts.subjects(mr(path), one))
    structures = {
        structure
        for row in through
        if acting.stands(row)
        for structure in facts.values(row, mr("inStructure"))
    }
    steered = {
        row for one in theirs for path in ANSWERS_FOR for row in facts.subjects(mr(path), one)
    }
    return frozenset(structures | steered | theirs)
