"""What the side panel tells of a thing or a gap, as plain data that the page turns into text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mellanrum.export.citation import reference, said_by, written_date
from mellanrum.export.map_strings import RELATIONS, STRINGS
from mellanrum.export.map_view import PlacedGap, Thing, View, capitalised, level_names
from mellanrum.export.snapshot import Claim, Snapshot
from mellanrum.ontology.language import Language
from mellanrum.ontology.namespaces import CONCEPT, MR
from mellanrum.queries.gap import Gap

__all__ = ["Panels"]

Data = dict[str, object]


class Panels:
    """Makes the panels of one view.

    Parameters
    ----------
    snapshot : Snapshot
        Where the claims come from.
    view : View
        What is on the map.
    language : str
        Language of the page. Text from the dataset carries its own.
    """

    def __init__(self, snapshot: Snapshot, view: View, language: Language) -> None:
        self.snapshot = snapshot
        self.view = view
        self.language = language

    def say(self, key: str) -> str:
        """Return a string of the catalogue."""
        return STRINGS[key].pick(self.language)

    def own(self, text: str, ref: str = "", claims: Iterable[Claim] = ()) -> Data:
        """Return text from the dataset as an item, in the language of the dataset."""
        return self._item(text, self.view.language, ref, claims)

    def told(self, text: str, ref: str = "", claims: Iterable[Claim] = ()) -> Data:
        """Return text in the language of the page as an item."""
        return self._item(text, "", ref, claims)

    def _item(self, text: str, language: str, ref: str, claims: Iterable[Claim]) -> Data:
        item: Data = {"text": text}
        if language and language != self.language:
            item["lang"] = language
        if ref:
            item["ref"] = ref
        listed = [self._claim(claim) for claim in claims]
        return item | ({"claims": listed} if listed else {})

    # -- claims -------------------------------------------------------------------------------

    def _claim(self, claim: Claim) -> Data:
        """Return a claim: voice, modality, where it stands, and the phrase to find it by."""
        name = self.snapshot.name
        told: Data = {
            "voice": self.own(said_by(self.snapshot, claim, self.language)),
            "modality": name(claim.modality, self.language) if claim.modality else "",
            "where": self.own(reference(claim, self.language)),
        }
        if claim.observed and claim.observed != claim.date:
            told["observed"] = written_date(claim.observed, self.language)
        if claim.phrase:
            told["phrase"] = self.own(claim.phrase)
        against = [self._statement_name(iri) for iri in claim.contradicts]
        if against:
            told["against"] = [self.own(text) for text in against]
        return told

    def _statement_name(self, iri: str) -> str:
        """Return the name of a statement: its own, or that of the row it is about."""
        about = self.snapshot.value(iri, "about") if iri.endswith("/claim") else ""
        return self._row_name(about or iri)

    def _row_name(self, node: str) -> str:
        """Return the name of a row; of a participation, who takes part in what."""
        if str(MR.Participation) not in self.snapshot.facts.types(node):
            return self.snapshot.name(node, self.language)
        parties = (
            *self.snapshot.values(node, "participant"),
            *self.snapshot.values(node, "participantSector"),
        )
        names = ", ".join(self.snapshot.name(party, self.language) for party in parties)
        structure = self.snapshot.value(node, "inStructure")
        return f"{names} → {self.snapshot.name(structure, self.language)}"

    def _evidence(self, title: str, nodes: Iterable[str]) -> Data:
        items = [
            self.own(self._statement_name(node), self._ref(node), self.snapshot.claims(node))
            for node in nodes
        ]
        return {"title": self.say(title), "items": items}

    def _ref(self, node: str) -> str:
        short = self.snapshot.short(node)
        return short if short in self.view.things else ""

    # -- things -------------------------------------------------------------------------------

    def thing(self, thing: Thing) -> Data:
        """Return the panel of a body or structure."""
        snapshot = self.snapshot
        claims = snapshot.claims(thing.iri)
        sections: list[Data] = [
            self._gaps_at(thing),
            *self._ties_of(thing),
            {"title": self.say("claims"), "claims": [self._claim(claim) for claim in claims]},
            self._evidence("absences", snapshot.absences(thing.iri)),
        ]
        return {
            "title": self._thing_name(thing),
            "facts": [{"label": label, "value": value} for label, value in self._facts(thing)],
            "sections": [s for s in sections if s.get("items") or s.get("claims")],
            "empty": "" if claims else self.say("no_claims"),
        }

    def _thing_name(self, thing: Thing) -> Data:
        return self.told(thing.name) if thing.kind == "sector" else self.own(thing.name)

    def _facts(self, thing: Thing) -> Iterator[tuple[str, Data]]:
        if thing.kind == "sector":
            yield self.say("kind"), self.told(self.say("sector_party"))
            return
        yield self.say("kind"), self.told(self.kind_name(thing))
        if thing.kind == "structure":
            yield self.say("level"), self.told(level_names(self.snapshot, thing, self.language))
        if thing.sectors:
            yield self.say("sector"), self.told(self.concepts(thing.sectors))
        yield self.say("status"), self.told(self.status(thing))
        for key, path in (("abbreviation", "abbreviation"), ("alias", "altLabel")):
            values = self.snapshot.values(thing.iri, path)
            if values:
                yield self.say(key), self.own(", ".join(sorted(values)))
        start, end = (self.snapshot.value(thing.iri, p) for p in ("validFrom", "validUntil"))
        if start or end:
            yield self.say("valid"), self.told(f"{self._date(start)} – {self._date(end)}")
        if self.snapshot.note(thing.iri):
            yield self.say("note"), self.own(self.snapshot.note(thing.iri))

    def _date(self, value: str) -> str:
        return written_date(value, self.language) if value else ""

    def kind_name(self, thing: Thing) -> str:
        """Return what a thing is: its class, and the type of body or forum where it has one."""
        own = [*self.snapshot.facts.types(thing.iri)[:1]]
        own += [v for p in ("bodyType", "forumType") for v in self.snapshot.values(thing.iri, p)]
        names = [self.snapshot.name(iri, self.language) for iri in own]
        return capitalised(", ".join(dict.fromkeys(names)))

    def concepts(self, iris: Iterable[str]) -> str:
        """Return the names of concepts, with commas."""
        return ", ".join(self.snapshot.name(iri, self.language) for iri in iris)

    def status(self, thing: Thing) -> str:
        """Return the status of a thing in words."""
        statuses = self.snapshot.values(thing.iri, "status")
        words = self.concepts(statuses or (str(CONCEPT["status/established"]),))
        return words if thing.in_force else f"{words} ({self.say('ghost').split(':')[0]})"

    def _gaps_at(self, thing: Thing) -> Data:
        items = [
            self.told(placed.gap.sentence(self.language), placed.id)
            | {"evidence": placed.gap.evidence}
            for placed in self.view.gaps
            if thing.id in placed.places
        ]
        return {"title": self.say("gaps_here"), "items": items}

    def _ties_of(self, thing: Thing) -> Iterator[Data]:
        ends: dict[str, list[Data]] = {}
        for tie in self.view.ties:
            if thing.id not in (tie.source, tie.target):
                continue
            outward = tie.source == thing.id
            other = self.view.things[tie.target if outward else tie.source]
            claims = self.snapshot.claims(tie.row) if tie.row else ()
            item = self._thing_name(other) | self.told(other.name, other.id, claims)
            if not tie.in_force:
                item["note"] = self.say("not_in_force")
            ends.setdefault(self._tie_title(tie.relation, outward), []).append(item)
        for title, items in ends.items():
            yield {"title": title, "items": items}

    def _tie_title(self, relation: str, outward: bool) -> str:
        if relation == "participation":
            return self.say("takes_part_in" if outward else "participants")
        return RELATIONS[relation][0 if outward else 1].pick(self.language)

    # -- gaps ---------------------------------------------------------------------------------

    def gap(self, placed: PlacedGap) -> Data:
        """Return the panel of a gap."""
        gap, rule = placed.gap, placed.gap.rule
        facts = {
            "evidence": self._definition(gap),
            "status": self.concepts([gap_concept("gap-status", gap.status)]),
            "severity": self.concepts([gap_concept("severity", gap.severity)]),
            "rule": f"{rule.id} {rule.title.pick(self.language)}",
            "why": rule.why.pick(self.language),
            "closes": rule.closes.pick(self.language),
        }
        sections = [self._concerned(placed), *self._gap_evidence(gap)]
        return {
            "kicker": self.say("gap"),
            "evidence": gap.evidence,
            "title": self.told(gap.sentence(self.language)),
            "facts": [{"label": self.say(k), "value": self.told(v)} for k, v in facts.items()],
            "sections": [section for section in sections if section["items"]],
            "report": placed.id,
        }

    def _definition(self, gap: Gap) -> str:
        concept = self.snapshot.schema.concept(gap_concept("evidence-kind", gap.evidence))
        return concept.definition.pick(self.language) if concept else ""

    def _concerned(self, placed: PlacedGap) -> Data:
        items = [
            self._thing_name(self.view.things[key]) | {"ref": key}
            for key in dict.fromkeys(placed.places)
        ]
        return {"title": self.say("concerns"), "items": items}

    def _gap_evidence(self, gap: Gap) -> Iterator[Data]:
        yield self._evidence("stated_by", gap.stated_by)
        yield self._evidence("contested_by", gap.contested_by)
        yield self._evidence("corroborated_by", gap.corroborated_by)
        yield self._evidence("addressed_by", gap.addressed_by)
        rests_on = dict.fromkeys((*gap.support, *self._undrawn(gap)))
        yield self._evidence("support", rests_on)
        yield self._evidence("generally_stated_by", gap.generally_stated_by)

    def _undrawn(self, gap: Gap) -> list[str]:
        """Return what the gap names that the map does not show, such as a post or a commitment."""
        nodes = (gap.subject, gap.object, *gap.about)
        return [n for n in nodes if n and not self._ref(n) and self.snapshot.claims(n)]


def gap_concept(scheme: str, slug: str) -> str:
    """Return the IRI of a concept that a gap is described with."""
    return str(CONCEPT[f"{scheme}/{slug}"])
