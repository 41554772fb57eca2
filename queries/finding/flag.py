"""Knowledge flags: what a reader should know of the sources; never gaps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

from mellanrum.graph.standing.facts import Facts
from mellanrum.ontology.language import Text
from mellanrum.queries.finding.candidate import Candidate
from mellanrum.queries.finding.sentence import GapSentence

__all__ = ["Flag", "flags_of"]


@dataclass(frozen=True, kw_only=True)
class Flag(Candidate):
    """What a reader should know of the sources, found by a rule with ``flag: true``.

    Attributes
    ----------
    dataset : str
        Slug.
    says : Text
        The sentence.
    """

    dataset: str
    says: Text


def flags_of(
    candidates: Iterable[Candidate], facts: Facts, wording: GapSentence
) -> tuple[Flag, ...]:
    """Return what rules with ``flag: true`` found, by rule, municipality and sentence."""
    found = (
        Flag(
            **{field.name: getattr(each, field.name) for field in fields(Candidate)},
            dataset=facts.dataset_of(each.subject),
            says=wording.sentence(each),
        )
        for each in candidates
        if each.rule.flag
    )
    return tuple(sorted(found, key=lambda flag: (flag.rule.id, flag.municipality, flag.says.sv)))
