"""What every part of the report draws on: the snapshot, its language, and how claims are told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from mellanrum.export.citation import NO_DATE, is_line, places_in_words, said_by, written_date
from mellanrum.export.documents.content import (
    Block,
    BulletList,
    Inline,
    Inlines,
    Link,
    ListItem,
    Paragraph,
    Quote,
    Reference,
    Run,
    Section,
    run,
)
from mellanrum.export.reporting.phrasing import Value, joined, named, tell
from mellanrum.export.reporting.strings import STRINGS
from mellanrum.export.snapshot import Claim, Snapshot
from mellanrum.ontology.language import Language, Text
from mellanrum.ontology.namespaces import CONCEPT, DCTERMS, GRAPH
from mellanrum.ontology.vocabularies import LEVEL, SEVERITY, slug_of
from mellanrum.queries.finding.effects import Effects
from mellanrum.queries.finding.sentence import mid_sentence
from mellanrum.queries.followup.lifeline import Lifelines
from mellanrum.queries.followup.lifeline_search import find_lifelines
from mellanrum.queries.tiers.item import Gap, Tier

__all__ = [
    "ReportWriter",
    "begun",
    "capitalised",
    "gap_id",
    "municipalities_of",
    "rests_on",
]

DIARY = Text("dnr", "ref.")


def gap_id(iri: str) -> str:
    """Return the anchor of a gap, by which pages link to it: the last part of its IRI.

    Examples
    --------
    >>> gap_id("https://w3id.org/mellanrum/gap/g04-1a2b")
    'g04-1a2b'
    """
    return slug_of(iri)


def municipalities_of(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the municipalities that the datasets are about, or in which there are gaps."""
    graphs = (str(GRAPH[info.slug]) for info in snapshot.datasets)
    about = {snapshot.facts.value(graph, str(DCTERMS.spatial)) for graph in graphs}
    return tuple(sorted((about | {gap.municipality for gap in snapshot.gaps}) - {""}))


@dataclass(frozen=True)
class ReportWriter:
    """Tells parts of the report in one language.

    Attributes
    ----------
    snapshot : Snapshot
        What to report on.
    language : str
        ``sv`` or ``en``.
    links : mapping of str to str
        Addresses of ``index``, ``map`` and ``other_language`` beside the report.
    """

    snapshot: Snapshot
    language: Language
    links: Mapping[str, str] = field(default_factory=dict)

    # -- words ----------------------------------------------------------------------------------

    def word(self, key: str) -> str:
        """Return a fixed text."""
        return STRINGS[key].pick(self.language)

    def tell(self, key: str | Text, **values: Value) -> Inlines:
        """Return a sentence as inlines."""
        text = key if isinstance(key, Text) else STRINGS[key]
        return tell(text, self.language, **values)

    def say(self, key: str, **values: Value) -> str:
        """Return a sentence as text, for captions and headings."""
        return "".join(inline.text for inline in self.tell(key, **values))

    def paragraph(self, key: str, style: str = "", **values: Value) -> Paragraph:
        """Return a sentence as a paragraph."""
        return Paragraph(self.tell(key, **values), style)

    def name(self, node: str) -> Inlines:
        """Return the name of a row or concept; of a dataset, where no municipality is given."""
        if node.startswith(str(GRAPH)):
            titles = {str(GRAPH[info.slug]): info.title for info in self.snapshot.datasets}
            return run(titles[node].pick(self.language)) if node in titles else ()
        return named(self.snapshot, node, self.language)

    def names(self, nodes: Iterable[str]) -> Inlines:
        """Return several names as a list in words, each as it stands within a sentence."""
        listed = list(nodes)
        if len(listed) < 2:
            return tuple(inline for node in listed for inline in self.name(node))
        parts = [self._listed(node, is_first=not number) for number, node in enumerate(listed)]
        return joined(parts, self.language)

    def _listed(self, node: str, *, is_first: bool) -> Inlines:
        name = self.name(node)
        if len(name) != 1 or not isinstance(name[0], Run):
            return name
        types = self.snapshot.facts.types(node)
        told = mid_sentence(name[0].text, types, self.language)
        begins_anew = is_first and told[1:] == name[0].text[1:]
        return name if begins_anew else (replace(name[0], text=told),)

    def level(self, slug: str) -> str:
        """Return a level as it stands in a sentence."""
        return LEVEL[slug].heading.pick(self.language)

    def foreign(self, text: str) -> Inlines:
        """Return text from the data, which is Swedish."""
        return run(text, None if self.language == "sv" else "sv")

    @property
    def data_language(self) -> Language | None:
        """The language of names and references where it is another than the report's."""
        return None if self.language == "sv" else "sv"

    @property
    def day(self) -> str:
        """The date of the report in words, or the empty string."""
        as_of = self.snapshot.as_of
        return written_date(as_of.isoformat(), self.language) if as_of else ""

    def date(self, value: str) -> str:
        """Return a whole or partial date in words."""
        return written_date(value, self.language)

    # -- what it draws on -----------------------------------------------------------------------

    @cached_property
    def municipalities(self) -> tuple[str, ...]:
        """The municipalities."""
        return municipalities_of(self.snapshot)

    @cached_property
    def effects(self) -> Effects:
        """The index, and what closing gaps would do to it."""
        return Effects(self.snapshot.deriver, self.snapshot.congruence)

    @cached_property
    def lifelines(self) -> Lifelines:
        """What became of recommendations and findings."""
        return find_lifelines(self.snapshot.facts, self.snapshot.deriver, self.snapshot.gaps)

    @cached_property
    def gaps(self) -> dict[str, Gap]:
        """The gaps by IRI."""
        return {gap.iri: gap for gap in self.snapshot.gaps}

    def gaps_of(self, municipality: str, tier: Tier) -> tuple[Gap, ...]:
        """Return what one tier holds of a municipality, in its order."""
        return tuple(
            gap
            for gap in self.snapshot.gaps
            if gap.municipality == municipality and gap.tier == tier
        )

    def anchor(self, municipality: str, part: str = "") -> str:
        """Return the anchor of a municipality's part of the report."""
        name = self.snapshot.short(municipality).replace("/", "-")
        return f"{name}-{part}" if part else name

    # -- claims ---------------------------------------------------------------------------------

    def gap_link(self, gap: Gap) -> Link:
        """Return the title of a gap as a link to where the report tells of it."""
        return Link(gap.title.pick(self.language), f"#{gap_id(gap.iri)}")

    def severity(self, gap: Gap) -> Inlines:
        """Return how severe a gap is, in a word."""
        return self.name(SEVERITY.iri(gap.severity))

    def clause(self, gap: Gap) -> str:
        """Return why a gap stands where it does, as a sentence begins."""
        return capitalised(gap.place.clause.pick(self.language))

    def elements(self, slugs: Iterable[str]) -> Inlines:
        """Return elements by name, as a list in words."""
        return joined([self.element(slug) for slug in slugs], self.language)

    def element(self, slug: str) -> Inlines:
        """Return an element by name."""
        return self.name(str(CONCEPT[f"element/{slug}"]))

    def reference(self, gap: Gap) -> Inlines:
        """Return where one of the rows that a gap rests on stands; nothing where none says.

        Document and lines only: diary number and date stand in the list of sources.
        """
        claims = (claim for node in rests_on(gap) for claim in self.snapshot.claims(node))
        found = next((claim for claim in claims if claim.source), None)
        if found is None:
            return ()
        title, _ = self.source(found)
        lines = [place for place in found.places if is_line(place)]
        places = places_in_words(lines or found.places, self.language)
        return title, Reference(f", {places}" if places else "", self.data_language)

    def source_anchor(self, source: str) -> str:
        """Return the anchor of a source in the list of sources."""
        return "source-" + self.snapshot.short(source).replace("/", "-")

    def source(self, claim: Claim) -> tuple[Link, Reference]:
        """Return the source of a claim: title, diary number, section and date."""
        parts = [
            f"{DIARY.pick(self.language)} {claim.diary_number}" if claim.diary_number else "",
            _section(claim.section),
            self.date(claim.date) if claim.date else NO_DATE.pick(self.language),
        ]
        rest = ", ".join(part for part in parts if part)
        title = Link(claim.document, f"#{self.source_anchor(claim.source)}", self.data_language)
        return title, Reference(f", {rest}", self.data_language)

    def where(self, claim: Claim) -> Inlines:
        """Return where a claim stands: its source, and the place in it."""
        places = places_in_words(claim.places, self.language)
        title, rest = self.source(claim)
        told = f"{rest.text}, {places}" if places else rest.text
        return title, Reference(told, self.data_language)

    def voice(self, claim: Claim) -> Run:
        """Return whose claim it is."""
        return Run(said_by(self.snapshot, claim, self.language), True, self.data_language)

    def evidence(self, *claims: Claim) -> Inlines:
        """Return whose claims are, in what sense, where they stand, and how to find them there.

        All are of one passage: said by the same, in the same sense, in the same place, with the
        same note.
        """
        first = claims[0]
        told: list[Inlines] = [(self.voice(first),)]
        if first.modality:
            told.append((Run(" ("), *self.tell("said_as", modality=self.name(first.modality))))
            told.append((Run(")"),))
        told += [(Run(". "),), self.where(first), (Run("."),)]
        phrases = dict.fromkeys(claim.phrase for claim in claims if claim.phrase)
        if phrases:
            quoted = joined([(Quote(p, self.data_language),) for p in phrases], self.language)
            told.append((Run(f" {self.word('phrase')}"), *quoted, Run(".")))
        if note := self._note(first):
            told.append((Run(f" {self.word('remark')}"), Run(note, language=self.data_language)))
        return tuple(inline for part in told for inline in part)

    def _note(self, claim: Claim) -> str:
        """Return the note on a statement, or on the row whose own claim it is.

        What is noted on a row has nothing to do with what another source says of the same thing.
        """
        is_own = claim.iri == f"{claim.about}/claim"
        return self.snapshot.note(claim.about if is_own else claim.iri)

    def items(self, nodes: Iterable[str]) -> tuple[ListItem, ...]:
        """Return the claims about some rows, or of some statements, each once.

        What one passage of a source says in several rows is told together: it is one witness.
        """
        passages: dict[Inlines, dict[Claim, Inlines]] = {}
        for node in nodes:
            for claim in self.snapshot.claims(node):
                is_own = claim.iri.endswith("/claim") or node != claim.iri
                told = (self.voice(claim), *self.name(claim.modality), *self.where(claim))
                passage = (*told, Run(self._note(claim)))
                about = begun(self.name(claim.about if is_own else node))
                passages.setdefault(passage, {})[claim] = about
        evidence: dict[tuple[Inlines, ...], list[Inlines]] = {}
        for found in passages.values():
            names = tuple(dict.fromkeys(found.values()))
            evidence.setdefault(names, []).append(self.evidence(*found))
        return tuple(
            ListItem(_flat(names, "; "), _flat(told, " ")) for names, told in evidence.items()
        )

    def claims(self, key: str, nodes: Iterable[str]) -> tuple[BulletList, ...]:
        """Return claims as a list under a label; nothing where there are none."""
        items = self.items(nodes)
        return (BulletList(items, self.word(key)),) if items else ()

    def section(
        self, key: str, anchor: str, blocks: Iterable[Block], kind: str = "", *, listed: bool = True
    ) -> Section:
        """Return a section with a fixed heading."""
        return Section(run(self.word(key)), anchor, tuple(blocks), kind, listed)


def begun(name: Inlines) -> Inlines:
    """Return a name as it begins a line: with a capital."""
    if not name or not isinstance(name[0], Run):
        return name
    return (replace(name[0], text=capitalised(name[0].text)), *name[1:])


def capitalised(text: str) -> str:
    """Return text with a capital first."""
    return text[:1].upper() + text[1:]


def rests_on(gap: Gap) -> tuple[str, ...]:
    """Return the rows that a gap rests on, those that say the most of it first."""
    stated, norms = gap.stated, [norm.iri for norm in gap.required_by if not norm.address]
    said = (*stated.findings, *stated.statements, *stated.recommendations) if stated else ()
    shown = [node for line in gap.lines for node in line.support]
    rows = (*said, *norms, *shown, *gap.support, gap.subject, gap.object, *gap.about)
    return tuple(dict.fromkeys(row for row in rows if row))


def _flat(parts: Iterable[Inlines], between: str) -> Inlines:
    told: list[Inline] = []
    for part in parts:
        told += [Run(between), *part] if told else part
    return tuple(told)


def _section(section: str) -> str:
    return section if not section or section.startswith("§") else f"§ {section}"
