"""A stated lack in words: who says it, in what sense, and what the row says in its own words."""

from __future__ import annotations

from collections.abc import Sequence

from mellanrum.ontology.language import LANGUAGES, Language, Text, capitalised, joined
from mellanrum.ontology.namespaces import MR
from mellanrum.queries.finding.sentence import Namer, first_of, mid_sentence, shortened
from mellanrum.queries.stated.joining import Group
from mellanrum.queries.stated.testimony import Testimony

__all__ = ["sentence_of", "title_of"]

MOST_WORDS = 25
RECOMMENDATION = str(MR.Recommendation)
# How a source says something, by modality; in the past in English, which fits one and several.
SAYS = {
    "fact": Text("säger", "said"),
    "assessment": Text("bedömer", "judged"),
    "unclear": Text("säger att det är oklart", "said that it is unclear"),
    "risk": Text("ser en risk", "saw a risk"),
    "need": Text("ser ett behov", "saw a need"),
    "precondition": Text("ser en förutsättning", "saw a precondition"),
    "intention": Text("avser", "intended"),
    "proposal": Text("föreslår", "proposed"),
}
RECOMMENDS = Text("rekommenderar", "recommended")
SOMEBODY = Text("En källa", "A source")
VIA = Text(", enligt {name}", ", according to {name}")
TOLD = "{who}{year} {says}{via}: {what}."
YEAR = " ({year})"
# What is told, where it is not that something is lacking, by modality.
SENSES = {
    "unclear": Text("oklart", "unclear"),
    "risk": Text("risk", "risk"),
    "need": Text("behov", "need"),
    "proposal": Text("förslag", "proposal"),
}


def title_of(
    said: Testimony,
    group: Group,
    lacks: Sequence[str],
    modality: str,
    parties: Sequence[str],
    name: Namer,
) -> Text:
    """Return what is lacking, and of whom, in a few words; without a kind of lack the row's own.

    Parameters
    ----------
    said : Testimony
        What had been said.
    group : Group
        The rows of the lack.
    lacks : sequence of str
        IRIs of the kinds of lack.
    modality : str
        Slug; a risk, a need and the like are told as such.
    parties : sequence of str
        IRIs of whom it is about.
    name : callable
        Gives the name of a node in a language.
    """

    def in_language(language: Language) -> str:
        sense = SENSES.get(modality)
        kinds = ", ".join(name(lack, language) for lack in lacks)
        if not kinds:
            own = shortened(name(_leading(said, group), language))
            return capitalised(f"{sense.pick(language)}: {own}" if sense else own)
        if sense:
            kinds = f"{kinds} ({sense.pick(language)})"
        others = [party for party in parties if party != said.view.municipality]
        whom = _named(said, others or parties, name, language)
        return capitalised(kinds) + (f": {whom}" if whom else "")

    return Text(*map(in_language, LANGUAGES))


def sentence_of(said: Testimony, group: Group, name: Namer) -> Text:
    """Return who says that something is lacking, when, in what sense, and the row's own words.

    Where a source retells what somebody else said, it is named too, if the sentence does not grow
    long by it.
    """
    row = _leading(said, group)

    def in_language(language: Language) -> str:
        with_via = _told(said, row, name, language, is_via_named=True)
        if len(with_via.split()) <= MOST_WORDS:
            return with_via
        return _told(said, row, name, language, is_via_named=False)

    return Text(*map(in_language, LANGUAGES))


def _leading(said: Testimony, group: Group) -> str:
    """Return the row whose words are used: the finding that no later one repeats, if any.

    Of several it is the one that stands first: what it leads to comes after it.
    """
    latest = [row for row in group.findings if row not in group.repeats]
    rows = latest or group.absences or group.in_order
    return min(rows, key=lambda row: min(said.lines(row), default=(0, 0))[0])


def _told(said: Testimony, row: str, name: Namer, language: Language, *, is_via_named: bool) -> str:
    voices = said.voices((row,))
    via = said.values(said.own(row), "reportedVia") if is_via_named else ()
    says = (
        RECOMMENDS
        if RECOMMENDATION in said.facts.types(row)
        else SAYS[said.modality(row) or "fact"]
    )
    who = joined([_within(said, one, name, language) for one in voices], language)
    who = who or SOMEBODY.pick(language)
    year = said.year(row)
    retold = joined([_within(said, one, name, language) for one in via], language)
    return TOLD.format(
        who=capitalised(who),
        year=YEAR.format(year=year) if year else "",
        says=says.pick(language),
        via=VIA.pick(language).format(name=retold) if retold else "",
        what=name(row, language).rstrip("."),
    )


def _named(said: Testimony, parties: Sequence[str], name: Namer, language: Language) -> str:
    return first_of([_within(said, one, name, language) for one in parties], language)


def _within(said: Testimony, node: str, name: Namer, language: Language) -> str:
    return mid_sentence(name(node, language), said.facts.types(node), language)
