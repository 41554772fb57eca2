"""What the rules find in documented rows, as one item a matter: the structural tier."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial

from mellanrum.graph.standing.days import as_day
from mellanrum.ontology.language import LANGUAGES, Language, Text, joined
from mellanrum.ontology.namespaces import DCTERMS, MR, RDFS, SKOS
from mellanrum.ontology.schema import fold
from mellanrum.ontology.vocabularies import SEVERITY
from mellanrum.queries.finding.candidate import Candidate
from mellanrum.queries.finding.lacks import elements_of_lack
from mellanrum.queries.finding.sentence import GapSentence, Namer, shortened
from mellanrum.queries.rules.catalogue import Profile, Rule, Severity
from mellanrum.queries.structural.rules_asked import asked_rules
from mellanrum.queries.structural.together import Bundle, bundles
from mellanrum.queries.tiers.item import TIERS, Gap, Line, NormRef, Tier, item_iri
from mellanrum.queries.tiers.municipal_view import MunicipalView

__all__ = ["aliases_of", "structural_items"]

DEADLINE, IN_CORPUS, DATE = str(MR.deadline), str(MR.inCorpus), str(DCTERMS.date)
MOST_NAMED = 4
ALSO = Text(" Dessutom: {titles}.", " Also: {titles}.")
LEVEL = Text("nivå", "level")
MANY = Text("{title} ({count}): {names}.", "{title} ({count}): {names}.")
AND_MORE = Text("{names} och {rest} till", "{names} and {rest} more")
CLUSTER = Text(
    "{names}: inget som samordnar dem är dokumenterat i källorna.",
    "{names}: nothing that coordinates them is documented in the sources.",
)
IN_ALL = Text(" I alla deltar {members}.", " {members} takes part in all.")


def structural_items(
    view: MunicipalView, candidates: Iterable[Candidate], profile: Profile, name: Namer
) -> tuple[Gap, ...]:
    """Return what rules find in a municipality, as items.

    All that rules say of the same two bodies and group are lines of one item, and so is what they
    say of structures that hang together. A rule that needs what is not filled in is not asked.
    What a user's own rule of the tier *expected* finds is expected by that rule.

    Parameters
    ----------
    view : MunicipalView
        The municipality at its date.
    candidates : iterable of Candidate
        What rules found in it. What depends on a row that is open is a question, and no item.
    profile : Profile
        Severities; what a rule that is off found is left out.
    name : callable
        Gives the name of a node in a language.

    Returns
    -------
    tuple of Gap
        In the order of rule, title and IRI; where each stands in the list is decided elsewhere.
    """
    here = [
        found
        for found in candidates
        if not found.open and found.rule.tier and profile.get(found.rule.id)
    ]
    asked = {rule.id for rule in asked_rules(view, {found.rule for found in here})}
    teller = GapSentence(name, view.facts.types, partial(aliases_of, view))
    maker = _ItemMaker(view, profile, name, teller, _latest_read(view))
    asked_here = [found for found in here if found.rule.id in asked]
    made = [
        maker.item(each, tier)
        for tier in TIERS
        for each in bundles(view, [f for f in asked_here if f.rule.tier == tier])
    ]
    return tuple(sorted(made, key=lambda gap: (gap.lines[0].rule.id, gap.title.sv, gap.iri)))


def aliases_of(view: MunicipalView, node: str) -> list[str]:
    """Return the other names of a node that are more than another spelling in capitals."""
    labels = {label.casefold() for label in view.facts.values(node, str(RDFS.label))}
    other = view.facts.values(node, str(SKOS.altLabel))
    return sorted(name for name in other if name.casefold() not in labels)


def _latest_read(view: MunicipalView) -> dt.date | None:
    """Return the day of the newest source of its own that has been read by the date."""
    days = [
        as_day(view.facts.value(row, DATE), "last")
        for row in view.said_rows("SourceDocument")
        if view.facts.value(row, IN_CORPUS) == "true"
    ]
    return max((day for day in days if day is not None), default=None)


@dataclass(frozen=True)
class _ItemMaker:
    """Makes items of bundles."""

    view: MunicipalView
    profile: Profile
    name: Namer
    teller: GapSentence
    latest: dt.date | None

    def item(self, bundle: Bundle, tier: Tier) -> Gap:
        found = bundle.found
        lines = tuple(line for each in found for line in self._lines(each))
        first = found[0]
        parties = self._parties(bundle)
        norms = dict.fromkeys(each.rule for each in found) if tier == "expected" else {}
        about = dict.fromkeys((bundle.group, *(node for each in found for node in each.about)))
        about |= dict.fromkeys(parties[2:])
        return Gap(
            iri=_iri(bundle, parties),
            tier=tier,
            title=self._title(bundle, parties),
            says=self._says(bundle, parties, lines),
            municipality=self.view.municipality,
            dataset=self.view.facts.dataset_of(first.subject),
            as_of=self.view.as_of,
            subject=parties[0],
            object=parties[1],
            level=first.level if len(found) == 1 else "",
            about=tuple(node for node in about if node),
            support=tuple(sorted({node for each in found for node in each.support})),
            lack=tuple(sorted(frozenset().union(*(each.lack for each in found)))),
            lines=lines,
            required_by=tuple(map(_own_norm, norms)),
            expected=tuple(dict.fromkeys(filter(None, (_own_norm(one).element for one in norms)))),
            evidence="structural" if tier == "structural" else "",
            severity=self._severity(found),
            replaces=_replaced(bundle, parties),
        )

    def _lines(self, found: Candidate) -> Iterable[Line]:
        says = self.teller.sentence(found, unread=self._is_unread(found))
        yield Line(found.rule, says, found.level, found.about, found.support)
        also = found.rule.also
        if also is not None and self._goes_by_its_name(found):
            told = self.teller.sentence(replace(found, rule=replace(found.rule, says=also)))
            yield Line(found.rule, told, found.level, (found.object,))

    def _is_unread(self, found: Candidate) -> bool:
        due = as_day(self.view.facts.value(found.subject, DEADLINE), "last")
        return due is not None and (self.latest is None or self.latest <= due)

    def _goes_by_its_name(self, found: Candidate) -> bool:
        """Tell whether the subject has another name that is one of the object's names."""
        paths = (str(RDFS.label), str(SKOS.altLabel))
        names = {fold(n) for path in paths for n in self.view.facts.values(found.object, path)}
        return not names.isdisjoint(map(fold, aliases_of(self.view, found.subject)))

    def _parties(self, bundle: Bundle) -> tuple[str, ...]:
        """Return subject, object and, of structures that hang together, all the others."""
        first = bundle.found[0]
        if bundle.kind == "dataset":
            subjects = dict.fromkeys(found.subject for found in bundle.found)
            return (self.view.municipality, "", *subjects)
        if bundle.kind == "connected":
            return tuple(sorted(frozenset().union(*(found.parties for found in bundle.found))))
        return (first.subject, first.object)

    def _severity(self, found: Iterable[Candidate]) -> Severity:
        known = {self.profile.get(each.rule.id) for each in found}
        return next(severity for severity in SEVERITY.slugs if severity in known)

    # -- words ------------------------------------------------------------------------------------

    def _names(self, nodes: Iterable[str]) -> Text:
        each = [Text(self.name(node, "sv"), self.name(node, "en")) for node in nodes if node]
        shown, rest = each[:MOST_NAMED], len(each) - MOST_NAMED
        names = Text(joined([t.sv for t in shown], "sv"), joined([t.en for t in shown], "en"))
        if rest <= 0:
            return names
        some = Text(", ".join(t.sv for t in shown), ", ".join(t.en for t in shown))
        return AND_MORE.format(names=some, rest=rest)

    def _title(self, bundle: Bundle, parties: tuple[str, ...]) -> Text:
        """Return the rule's name and what it is about, in a few words."""
        first = bundle.found[0]
        are_bodies = all(self.view.acting.is_a(node, "Body") for node in parties if node)
        is_of_all = bundle.kind == "connected" or (bundle.kind != "dataset" and are_bodies)
        names = self._names(parties if is_of_all else parties[:1])
        return Text(
            f"{first.rule.title.sv}: {shortened(names.sv)}",
            f"{first.rule.title.en}: {shortened(names.en)}",
        )

    def _says(self, bundle: Bundle, parties: tuple[str, ...], lines: tuple[Line, ...]) -> Text:
        first = lines[0]
        if bundle.kind == "connected" and len(parties) > 2:
            members = self._names(self._in_all(parties))
            told = CLUSTER.format(names=self._names(parties))
            more = IN_ALL.format(members=members) if members.sv else Text("", "")
            return Text(told.sv + more.sv, told.en + more.en)
        if bundle.kind == "dataset" and len(parties) > 3:
            names = self._names(parties[2:])
            return MANY.format(title=first.rule.title, count=len(parties) - 2, names=names)
        others = dict.fromkeys(line.rule for line in lines if line.rule is not first.rule)
        if not others:
            return first.says
        sv, en = ([self._also(rule, lines, each) for rule in others] for each in LANGUAGES)
        also = ALSO.format(titles=Text(joined(sv, "sv"), joined(en, "en")))
        return Text(first.says.sv + also.sv, first.says.en + also.en)

    def _also(self, rule: Rule, lines: tuple[Line, ...], language: Language) -> str:
        """Return what a rule finds besides, with the levels at which it does."""
        levels = [self.name(line.level, language) for line in lines if line.rule is rule]
        named = joined([level for level in levels if level], language)
        title = _small(rule.title.pick(language))
        return f"{title} ({LEVEL.pick(language)}: {named})" if named else title

    def _in_all(self, structures: tuple[str, ...]) -> list[str]:
        """Return the named bodies that take part in all of the structures."""
        members = [self.view.deriver.members.get(each, set()) for each in structures]
        unnamed = self.view.acting.is_unnamed
        return sorted(body for body in set.intersection(*members) if not unnamed(body))


def _own_norm(rule: Rule) -> NormRef:
    """Return a user's own rule as what requires what it finds to be lacking."""
    element = next((one for lack in rule.lack for one in elements_of_lack(lack)), "")
    reference = Text(rule.reference, rule.reference) if rule.reference else rule.title
    return NormRef(rule.iri, element, "should", reference)


def _iri(bundle: Bundle, parties: tuple[str, ...]) -> str:
    """Return the IRI: of a pair by its bodies and group, of anything else as its rule's answers."""
    if bundle.kind == "pair":
        return item_iri("pair", *sorted(parties), bundle.group)
    return item_iri(bundle.found[0].rule.id, *parties[:2], bundle.found[0].level)


def _replaced(bundle: Bundle, parties: tuple[str, ...]) -> tuple[str, ...]:
    """Return the IRIs that the rules' answers would have each by itself, and used to have."""
    each = {
        item_iri(rule, found.subject, found.object, found.level)
        for found in bundle.found
        for rule in (found.rule.id, *found.rule.replaces)
    }
    return tuple(sorted(each - {_iri(bundle, parties)}))


def _small(title: str) -> str:
    return title[:1].lower() + title[1:]
