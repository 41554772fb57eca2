"""Knowledge flags: what a reader should know of the sources; never gaps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mellanrum.graph.standing.facts import Facts
from mellanrum.ontology.language import Text
from mellanrum.queries.finding.candidate import Candidate
from mellanrum.queries.finding.sentence import GapSentence
from mellanrum.queries.rules.catalogue import Rule

__all__ = ["Flag", "flags_of"]


@dataclass(frozen=True)
class Flag:
    """What a reader should know of the sources, by a rule with ``flag: true``.

    Attributes
    ----------
    rule : Rule
        The rule.
    subject, object : str
        IRIs; the object may be empty.
    about, support : tuple of str
        IRIs of what it is about besides, and of the rows that it follows from.
    municipality, dataset : str
        IRI and slug.
    says : Text
        The sentence.
    """

    rule: Rule
    subject: str
    object: str
    about: tuple[str, ...]
    support: tuple[str, ...]
    municipality: str
    dataset: str
    says: Text


def flags_of(
    candidates: Iterable[Candidate], facts: Facts, wording: GapSentence
) -> tuple[Flag, ...]:
    """Return what rules with ``flag: true`` found, by rule, municipality and sentence."""
    found = (
        Flag(
            rule=each.rule,
            subject=each.subject,
            object=each.object,
            about=each.about,
            support=each.support,
            municipality=each.municipality,
            dataset=facts.dataset_of(each.subject),
            says=wording.sentence(each),
        )
        for each in candidates
        if each.rule.flag
    )
    return tuple(sorted(found, key=lambda flag: (flag.rule.id, flag.municipality, flag.says.sv)))
