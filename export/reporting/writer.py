"""What every part of the report draws on: the snapshot, its language, and how claims are told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from mellanrum.export.citation import said_by, written_date
from mellanrum.export.documents.content import (
    Block,
    BulletList,
    Cells,
    ColumnHead,
    Inlines,
    Link,
    ListItem,
    Paragraph,
    Quote,
    Reference,
    Row,
    Run,
    Section,
    TableBlock,
    plain,
    run,
)
from mellanrum.export.reporting.phrasing import (
    Value,
    begun,
    bracketed,
    joined,
    named,
    strung,
    tell,
)
from mellanrum.export.reporting.source_keys import key_place, source_keys
from mellanrum.export.reporting.strings import STRINGS
from mellanrum.export.snapshot import Claim, Snapshot
from mellanrum.ontology.language import Language, Text, capitalised
from mellanrum.ontology.namespaces import CONCEPT, DCTERMS, GRAPH
from mellanrum.ontology.vocabularies import slug_of
from mellanrum.queries.finding.effects import Effects
from mellanrum.queries.finding.sentence import mid_sentence
from mellanrum.queries.followup.lifeline import Lifelines
from mellanrum.queries.followup.lifeline_search import find_lifelines
from mellanrum.queries.tiers.item import Gap, Tier

__all__ = ["ReportWriter", "rests_on"]


# What an item is about; what is known of them is not what it rests on.
PARTIES = ("ActorCollective", "Body", "TargetGroup")
SENTENCE_END = re.compile(r"(?<=[.?!])\s+")


@dataclass(frozen=True)
class ReportWriter:
    """Tells parts of the report in one language.

    `links` holds the addresses of ``index``, ``map`` and ``other_language`` beside it.
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
        return plain(self.tell(key, **values))

    def told(self, text: Text) -> Inlines:
        """Return a text that holds neither values nor terms."""
        return run(text.pick(self.language))

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
            return strung(map(self.name, listed), "")
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

    def foreign(self, text: str) -> Inlines:
        """Return text from the data, which is Swedish."""
        return run(text, self.data_language)

    @property
    def data_language(self) -> Language | None:
        """The language of names and references where it is another than the report's."""
        return None if self.language == "sv" else "sv"

    @property
    def day(self) -> str:
        """The date of the report in words, or the empty string."""
        as_of = self.snapshot.as_of
        return self.date(as_of.isoformat()) if as_of else ""

    def date(self, value: str) -> str:
        """Return a whole or partial date in words."""
        return written_date(value, self.language)

    # -- what it draws on -----------------------------------------------------------------------

    @cached_property
    def municipalities(self) -> tuple[str, ...]:
        """The municipalities that the datasets are about, or in which there are gaps."""
        snapshot = self.snapshot
        graphs = (str(GRAPH[info.slug]) for info in snapshot.datasets)
        about = {snapshot.facts.value(graph, str(DCTERMS.spatial)) for graph in graphs}
        return tuple(sorted((about | {gap.municipality for gap in snapshot.gaps}) - {""}))

    @cached_property
    def effects(self) -> Effects:
        """The index, and what closing gaps would do to it."""
        return Effects(self.snapshot.deriver, self.snapshot.congruence)

    @cached_property
    def lifelines(self) -> Lifelines:
        """What became of recommendations and findings."""
        return find_lifelines(self.snapshot.facts, self.snapshot.deriver, self.snapshot.gaps)

    def gaps_of(self, municipality: str, tier: Tier) -> tuple[Gap, ...]:
        """Return what one tier holds of a municipality, in its order."""
        return tuple(
            gap
            for gap in self.snapshot.gaps
            if gap.municipality == municipality and gap.tier == tier
        )

    @cached_property
    def homes(self) -> dict[str, Gap]:
        """The item under which each row is told, and each sentence of a rule: the first of it."""
        homes: dict[str, Gap] = {}
        for gap in self.snapshot.gaps:
            for row in self.rows_of(gap):
                homes.setdefault(row, gap)
        return homes

    def rows_of(self, gap: Gap) -> tuple[str, ...]:
        """Return the rows that are told of an item, and what its rules say, in Swedish."""
        stated = gap.stated
        told = (*(norm.iri for norm in gap.required_by), *(line.says.sv for line in gap.lines))
        if stated is None:
            return (*told, *(row for row in rests_on(gap) if row not in self._parties))
        members = (*stated.findings, *stated.statements, *stated.recommendations)
        contests = (one.statement for one in stated.contested)
        replies = (*stated.replies, *contests, *stated.unread_replies)
        return (*members, *replies, *stated.commitments, *told)

    @cached_property
    def _parties(self) -> frozenset[str]:
        return frozenset(self.snapshot.rows(*PARTIES))

    def is_home(self, gap: Gap, row: str) -> bool:
        """Tell whether a row, or a sentence of a rule, is told under an item."""
        return self.homes[row].iri == gap.iri if row in self.homes else True

    def anchor(self, node: str) -> str:
        """Return the anchor of a row."""
        return self.snapshot.short(node).replace("/", "-")

    # -- claims ---------------------------------------------------------------------------------

    def gap_link(self, gap: Gap) -> Link:
        """Return the title of a gap as a link to where the report tells of it."""
        return Link(gap.title.pick(self.language), f"#{slug_of(gap.iri)}")

    def clause(self, gap: Gap) -> str:
        """Return why a gap stands where it does, as a sentence begins."""
        return capitalised(gap.place.clause.pick(self.language))

    def elements(self, slugs: Iterable[str]) -> Inlines:
        """Return elements by name, as a list in words."""
        return joined([self.concept("element", slug) for slug in slugs], self.language)

    def concept(self, scheme: str, slug: str) -> Inlines:
        """Return a concept by name."""
        return self.name(str(CONCEPT[f"{scheme}/{slug}"]))

    def reference(self, gap: Gap) -> Inlines:
        """Return where what is expected is asked for, or where a row that a gap rests on stands."""
        law = next((norm for norm in gap.required_by if norm.address), None)
        if gap.tier == "expected" and law is not None:
            name = law.reference.pick(self.language)
            return (Run("["), Link(name, law.address, self.data_language), Run("]"))
        claims = (claim for node in rests_on(gap) for claim in self.snapshot.claims(node))
        return next((self.where(claim) for claim in claims if claim.source), ())

    @cached_property
    def keys(self) -> dict[str, str]:
        """The key of each source that has been read."""
        return source_keys(self.snapshot, self.language)

    def source_anchor(self, source: str) -> str:
        """Return the anchor of a source in the list of sources."""
        return f"source-{self.anchor(source)}"

    def source(self, source: str) -> Link:
        """Return the key of a source, as a link to the list of sources."""
        key = self.keys.get(source) or self.snapshot.name(source, self.language)
        return Link(key, f"#{self.source_anchor(source)}", self.data_language)

    def where(self, claim: Claim) -> Inlines:
        """Return where a claim stands: the key of its source, and the place in it."""
        if not claim.source:
            return ()
        place = key_place(claim.places, self.language)
        place = place.removeprefix(claim.section).removeprefix(",").strip()
        rest = f" {place}]" if place else "]"
        return (Run("["), self.source(claim.source), Reference(rest, self.data_language))

    def voice(self, claim: Claim) -> Run:
        """Return whose claim it is."""
        return Run(said_by(self.snapshot, claim, self.language), True, self.data_language)

    def evidence(self, *claims: Claim) -> Inlines:
        """Return whose claims are, in what sense, where they stand, and how to find them there.

        All are of one passage: said by the same, in the same sense, in the same place.
        """
        first, language = claims[0], self.data_language
        voice: Inlines = (self.voice(first),)
        if first.modality:
            voice = bracketed(voice, self.tell("said_as", modality=self.name(first.modality)))
        told = [*voice, Run(" "), *self.where(first)]
        phrases = dict.fromkeys(claim.phrase for claim in claims if claim.phrase)
        if phrases:
            quoted = joined([(Quote(phrase, language),) for phrase in phrases], self.language)
            told += [Run(" "), *quoted]
        notes = list(filter(None, dict.fromkeys(map(self._note, claims))))
        if notes:
            told += [Run(". "), *strung(map(self._noted, notes), " ")]
        return tuple(told)

    def _note(self, claim: Claim) -> str:
        """Return the note on a statement, or on the row whose own claim it is.

        What is noted on a row has nothing to do with what another source says of the same thing.
        """
        is_own = claim.iri == f"{claim.about}/claim"
        return self.snapshot.note(claim.about if is_own else claim.iri)

    @cached_property
    def shared_notes(self) -> tuple[str, ...]:
        """The sentences that stand in the notes on several rows: told once, with the sources."""
        told = (*self.homes, *self.snapshot.rows("Decision"))
        claims = {claim for row in told for claim in self.snapshot.claims(row)}
        notes = filter(None, map(self._note, claims))
        counts = Counter(sentence for note in notes for sentence in SENTENCE_END.split(note))
        return tuple(sorted(sentence for sentence, count in counts.items() if count > 1))

    def _noted(self, note: str) -> Inlines:
        return strung(map(self._note_part, SENTENCE_END.split(note)), " ")

    def _note_part(self, sentence: str) -> Inlines:
        if sentence not in self.shared_notes:
            return self.foreign(sentence)
        number = self.shared_notes.index(sentence) + 1
        return (Link(self.say("shared_note", number=number), f"#note-{number}"),)

    def items(self, nodes: Iterable[str]) -> tuple[ListItem, ...]:
        """Return the claims about some rows, or of some statements, each once.

        What one passage of a source says in several rows is told together: it is one witness.
        """
        passages: dict[Inlines, dict[Claim, Inlines]] = {}
        for node in nodes:
            for claim in self.snapshot.claims(node):
                is_own = claim.iri.endswith("/claim") or node != claim.iri
                passage = (self.voice(claim), *self.name(claim.modality), *self.where(claim))
                about = begun(self.name(claim.about if is_own else node))
                passages.setdefault(passage, {})[claim] = about
        evidence: dict[tuple[Inlines, ...], list[Inlines]] = {}
        for found in passages.values():
            names = tuple(dict.fromkeys(found.values()))
            evidence.setdefault(names, []).append(self.evidence(*found))
        return tuple(
            ListItem(strung(names, "; "), strung(told, " ")) for names, told in evidence.items()
        )

    # -- blocks ---------------------------------------------------------------------------------

    def bullets(self, key: str, items: Iterable[ListItem]) -> tuple[BulletList, ...]:
        """Return a list under a fixed label; nothing where it would be empty."""
        listed = tuple(items)
        return (BulletList(listed, self.word(key)),) if listed else ()

    def table(
        self,
        caption: str,
        widths: Mapping[str, float],
        rows: Iterable[Row | Cells],
        numbers: Collection[str] = (),
    ) -> TableBlock:
        """Return a table; its columns are fixed texts, each with its share of the width."""
        columns = (ColumnHead(self.word(key), key in numbers, widths[key]) for key in widths)
        told = (row if isinstance(row, Row) else Row(row) for row in rows)
        return TableBlock(caption, tuple(columns), tuple(told))

    def section(
        self,
        key: str,
        blocks: Iterable[Block],
        *,
        anchor: str = "",
        kind: str = "",
        listed: bool = True,
    ) -> Section:
        """Return a section with a fixed heading, by which it is also linked to."""
        return Section(run(self.word(key)), anchor or key, tuple(blocks), kind, listed)


def rests_on(gap: Gap) -> tuple[str, ...]:
    """Return the rows that a gap rests on, those that say the most of it first."""
    stated, norms = gap.stated, [norm.iri for norm in gap.required_by if not norm.address]
    said = (*stated.findings, *stated.statements, *stated.recommendations) if stated else ()
    shown = [node for line in gap.lines for node in line.support]
    rows = (*said, *norms, *shown, *gap.support, gap.subject, gap.object, *gap.about)
    return tuple(dict.fromkeys(row for row in rows if row))
