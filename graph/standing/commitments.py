"""Which commitments stand: somebody means to do it, and it is not only proposed."""

from __future__ import annotations

import datetime as dt

from mellanrum.graph.standing.dated_by import is_said
from mellanrum.graph.standing.facts import Facts
from mellanrum.ontology.namespaces import MR
from mellanrum.ontology.vocabularies import DECISION_STATUS, MODALITY

__all__ = ["is_proposed", "is_undertaken"]

ABOUT, SENSE = str(MR.about), str(MR.modality)
STATEMENT, IN_DECISION = str(MR.Statement), str(MR.inDecision)
STATUS_OF_DECISION = str(MR.decisionStatus)


def is_undertaken(facts: Facts, commitment: str, as_of: dt.date | None = None) -> bool:
    """Tell whether somebody had undertaken it, or had it imposed on them, by a date."""
    return not is_proposed(facts, commitment) and any(
        facts.value(claim, SENSE) in MODALITY.marked("undertakes")
        for claim in facts.subjects(ABOUT, commitment)
        if STATEMENT in facts.types(claim) and is_said(facts, claim, as_of)
    )


def is_proposed(facts: Facts, commitment: str) -> bool:
    """Tell whether the decision that holds a commitment is only proposed."""
    return facts.value(
        facts.value(commitment, IN_DECISION), STATUS_OF_DECISION
    ) == DECISION_STATUS.iri("proposed")
