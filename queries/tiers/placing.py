"""Why an item stands where it stands: one clause, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

from mellanrum.ontology.language import LANGUAGES, Language, Text
from mellanrum.ontology.namespaces import CONCEPT
from mellanrum.ontology.schema import load_schema
from mellanrum.ontology.vocabularies import EVIDENCE, SEVERITY
from mellanrum.queries.tiers.item import Gap, Stated

__all__ = ["VISIBLE", "clause_of", "number_word"]

MOST_REASONS = 3
FEWEST_BODIES = 3
FIRST = Text("först: {reasons}", "first: {reasons}")
IN_FOCUS = Text("i fokus: {focus}; {reasons}", "in focus: {focus}; {reasons}")
LAST = Text("avhjälpt enligt källan", "remedied, as the source says")
TWICE = Text("sagt två gånger", "said twice")
OFTEN = Text("sagt flera gånger", "said several times")
STATES = {
    "open": Text("inget åtagande", "no commitment"),
    "unanswered": Text("obesvarat i de lästa källorna", "unanswered in the sources read"),
    "undertaken": Text("åtagande finns", "a commitment is made"),
    "overdue": Text("åtagandets tid har gått ut", "the commitment is overdue"),
}
MENTIONED = Text(
    "åtgärder eller behov nämns, inget åtagande är beslutat",
    "measures or needs are mentioned, no commitment is decided",
)
UNREAD_REPLIES = Text("svar finns men är inte läst", "there are replies, but none has been read")
UNREAD = Text(
    "åtagandets tid har gått ut, ingen senare källa är läst",
    "the commitment is overdue, no later source has been read",
)
VISIBLE = Text("syns också i strukturen", "also visible in the structure")
BODIES = Text("gäller {count} organ", "concerns {count} bodies")
GENERAL = Text("gäller kommunen som helhet", "about the municipality as a whole")
SENSES = {
    "risk": Text("sägs som en risk", "told as a risk"),
    "need": Text("sägs som ett behov", "told as a need"),
    "proposal": Text("sägs som ett förslag", "told as a proposal"),
}
REQUIRED = Text("krävs enligt {reference}", "required by {reference}")
AWAITED = Text("väntas enligt {reference}", "expected by {reference}")
SEVERAL_RULES = Text("visar sig på {count} sätt", "shows in {count} ways")
GRADE = Text("allvarlighet i profilen: {grade}", "severity in the profile: {grade}")
SAID = "stated-lack"  # which a stated item need not say of itself
NUMBERS = {
    "sv": ("två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio"),
    "en": ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
}


def clause_of(gap: Gap, rank: int) -> Text:
    """Return why an item has its place: what counted most, in the order in which it counts.

    Parameters
    ----------
    gap : Gap
        With focus, severity, lines and norms.
    rank : int
        Its place, from 1.
    """
    if gap.status == "remedied":
        return LAST
    given = list(_reasons(gap))[:MOST_REASONS]
    reasons = Text(*(", ".join(each.pick(language) for each in given) for language in LANGUAGES))
    if rank == 1:
        return FIRST.format(reasons=reasons)
    if gap.focus.reason and not (gap.stated and gap.focus.reason == SAID):
        return IN_FOCUS.format(focus=_label(gap.focus.reason), reasons=reasons)
    return reasons


def number_word(count: int, language: Language) -> str:
    """Return a number as a word up to ten, else in figures.

    Examples
    --------
    >>> number_word(3, "sv"), number_word(12, "en")
    ('tre', '12')
    """
    words = NUMBERS[language]
    return words[count - 2] if 2 <= count < len(words) + 2 else str(count)


def _reasons(gap: Gap) -> Iterator[Text]:
    if gap.stated is not None:
        yield from _of_state(gap)
    elif gap.tier == "structural":
        if len(gap.lines) > 1:
            yield _counted(SEVERAL_RULES, len(gap.lines))
        yield GRADE.format(grade=SEVERITY[gap.severity].label)
    for norm in gap.required_by[:1]:
        told = REQUIRED if norm.strength == "must" else AWAITED
        yield told.format(reference=norm.reference)
    if gap.tier != "expected" and len(gap.bodies) >= FEWEST_BODIES:
        yield _counted(BODIES, len(gap.bodies))


def _of_state(gap: Gap) -> Iterator[Text]:
    stated = gap.stated
    assert stated is not None
    if stated.repeated_from:
        yield TWICE if len(stated.repeated_from) == 1 else OFTEN
    if stated.modality in SENSES:
        yield SENSES[stated.modality]
    yield _state(gap, stated)
    if stated.contested:
        yield EVIDENCE["contested"].label
    if gap.lines:
        yield VISIBLE
    if stated.general:
        yield GENERAL


def _state(gap: Gap, stated: Stated) -> Text:
    if stated.unread:
        return UNREAD
    if gap.status == "open" and (stated.commitments or stated.acted_by):
        return MENTIONED
    if gap.status == "open" and stated.unread_replies and not stated.replies:
        return UNREAD_REPLIES
    return STATES[gap.status]


def _counted(text: Text, count: int) -> Text:
    words = Text(*(number_word(count, language) for language in LANGUAGES))
    return text.format(count=words)


def _label(reason: str) -> Text:
    concept = load_schema().concept(str(CONCEPT[f"focus-reason/{reason}"]))
    return concept.label if concept else Text(reason, reason)
