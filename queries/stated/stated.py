"""The stated tier: every lack that a source states, with what is said and done about it."""

from __future__ import annotations

from collections.abc import Sequence

from mellanrum.queries.finding.sentence import Namer
from mellanrum.queries.stated.contests import contests_of, qualifiers_of
from mellanrum.queries.stated.handling import Handling, handling_of, has_ended, lacks_in
from mellanrum.queries.stated.joining import Group, stated_groups
from mellanrum.queries.stated.stated_words import sentence_of, title_of
from mellanrum.queries.stated.testimony import MODALITIES, Testimony
from mellanrum.queries.tiers.item import Gap, Stated, item_iri
from mellanrum.queries.tiers.municipal_view import MunicipalView

__all__ = ["stated_items"]

PAIR = 2


def stated_items(view: MunicipalView, name: Namer) -> tuple[Gap, ...]:
    """Return every lack that the sources of a municipality state, by IRI, without a place.

    No rule decides whether a statement is shown: each absence, each critical finding and each that
    tells of a risk is part of one item; a recommendation is part of those of the findings it rests
    on, and an item of its own where there are none.

    Parameters
    ----------
    view : MunicipalView
        The municipality at its date. What was said later does not count.
    name : callable
        Gives the name of a node in a language.
    """
    said = Testimony(view)
    items = (_item(said, group, name) for group in stated_groups(said))
    return tuple(sorted(items, key=lambda item: item.iri))


def _item(said: Testimony, group: Group, name: Namer) -> Gap:
    view = said.view
    lacks, parties = lacks_in(said, group), _parties(said, group)
    handling = handling_of(said, group)
    stated = _stated(said, group, handling)
    subject, object_ = _ends(said, parties)
    first, *others = (item_iri("stated", row) for row in _own_rows(group))
    return Gap(
        iri=first,
        tier="stated",
        title=title_of(said, group, lacks, stated.modality, parties, name),
        says=sentence_of(said, group, name),
        municipality=view.municipality,
        dataset=said.facts.dataset_of(group.in_order[0]),
        as_of=view.as_of,
        subject=subject,
        object=object_,
        level=_level(said, group),
        about=tuple(row for row in _named(said, group) if row not in (subject, object_)),
        support=group.in_order,
        lack=lacks,
        stated=stated,
        evidence="contested" if stated.contested else "stated",
        status=handling.status,
        replaces=tuple(others),
    )


def _own_rows(group: Group) -> tuple[str, ...]:
    """Return the rows that are of this item and no other, the one that gives it its IRI first."""
    return (*group.absences, *group.findings) or group.recommendations


def _stated(said: Testimony, group: Group, handling: Handling) -> Stated:
    contested = contests_of(said, group)
    named, home = _named(said, group), said.view.municipality
    found = {said.modality(row) for row in group.rows}
    return Stated(
        statements=group.absences,
        findings=group.findings,
        recommendations=group.recommendations,
        replies=handling.replies,
        unread_replies=handling.unread_replies,
        commitments=handling.commitments,
        answers=handling.answers,
        voices=said.voices(group.rows),
        modality=next((slug for slug in MODALITIES if slug in found), ""),
        confirmed_by=handling.confirmed_by,
        repeated_from=group.repeats,
        contested=contested,
        acted_by=handling.acted_by,
        qualified_by=qualifiers_of(said, group, contested),
        unread=handling.unread,
        general=bool(named) and set(named) <= {home},
        ended=has_ended(said, group),
    )


def _named(said: Testimony, group: Group) -> tuple[str, ...]:
    """Return what the rows are about: those of which it is said first, then towards whom."""
    rows = [node for row in group.rows for node in said.named(row)]
    return tuple(dict.fromkeys(rows))


def _parties(said: Testimony, group: Group) -> tuple[str, ...]:
    """Return what the rows are about; the municipality, last, only where one is about it alone."""
    home = said.view.municipality
    found = tuple(node for node in _named(said, group) if node != home)
    is_alone = any(set(said.named(row)) == {home} for row in group.rows)
    return (*found, home) if is_alone or not found else found


def _ends(said: Testimony, parties: Sequence[str]) -> tuple[str, str]:
    """Return subject and object: the one or two that it is about; none is picked out of more."""
    if len(parties) > PAIR:
        return said.view.municipality, ""
    return parties[0], parties[1] if len(parties) == PAIR else ""


def _level(said: Testimony, group: Group) -> str:
    levels = {level for row in group.rows for level in said.values(row, "atLevel")}
    return levels.pop() if len(levels) == 1 else ""
