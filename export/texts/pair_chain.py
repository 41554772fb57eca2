"""Why two bodies need to coordinate, what is there, and what is not documented: with evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from mellanrum.export.citation import reference, said_by
from mellanrum.export.snapshot import Snapshot
from mellanrum.export.texts.congruence_text import KINDS
from mellanrum.export.texts.no_index import DOUBTS, NO_INDEX
from mellanrum.export.wording import decimal, level_name, meeting_level_name, span
from mellanrum.graph.coordination.coverage import DataTie
from mellanrum.graph.coordination.meeting import MeetingLevel
from mellanrum.graph.coordination.municipal_congruence import MunicipalCongruence
from mellanrum.graph.coordination.needs import Share
from mellanrum.graph.measures.congruence import Requirement
from mellanrum.ontology.language import Language, Text
from mellanrum.ontology.namespaces import CONCEPT

__all__ = ["chain_text", "has_pair"]

NO_NEED = Text(
    "Inget i källorna säger att de två behöver samordna sig: de har inte ansvar för samma sak.",
    "Nothing in the sources says that the two need to coordinate: they do not answer for the same.",
)
PART = Text(
    "De två behöver ingen egen mötesplats: den ena är en del av den andra.",
    "The two need no place of their own to meet: one is part of the other.",
)
APART = Text(
    "De två behöver ingen mötesplats: deras områden har inget gemensamt.",
    "The two need no place to meet: their territories have nothing in common.",
)


def has_pair(found: MunicipalCongruence, one: str, other: str) -> bool:
    """Tell whether both bodies have a share in, or a tie of, a municipality."""
    known = set(found.demand.responsibilities).union(*(tie.members for tie in found.ties))
    return {one, other} <= known


def chain_text(
    snapshot: Snapshot, found: MunicipalCongruence, one: str, other: str, language: Language
) -> str:
    """Return the chain from responsibility over requirement to what is missing, as prose."""
    return _Chain(snapshot, found, one, other, language).text()


@dataclass(frozen=True)
class _Chain:
    snapshot: Snapshot
    found: MunicipalCongruence
    one: str
    other: str
    language: Language

    def text(self) -> str:
        names = " – ".join(map(self._name, (self.one, self.other)))
        if not self._needs:
            return f"{names}\n\n{self._why_not().pick(self.language)}\n"
        sections = (
            (Text("Vem som ansvarar för vad", "Who answers for what"), self._shares()),
            (Text("Vad ansvaret kräver", "What that requires"), self._required()),
            (Text("Vad som finns", "What is there"), self._ties()),
            (Text("Vad som saknas", "What is missing"), self._missing()),
        )
        lines = [names]
        for number, (heading, told) in enumerate(sections, start=1):
            lines += ["", f"{number}. {heading.pick(self.language)}", *told]
        return "\n".join(lines) + "\n"

    def _name(self, node: str) -> str:
        return self.snapshot.name(node, self.language)

    def _say(self, sv: str, en: str, **values: object) -> str:
        return Text(sv, en).format(**values).pick(self.language)

    def _why_not(self) -> Text:
        meeting = self.found.bounds.meeting
        if meeting.is_part(self.one, self.other):
            return PART
        return APART if meeting.is_apart(self.one, self.other) else NO_NEED

    @cached_property
    def _needs(self) -> list[Requirement]:
        """What the two need of each other: the same at each level where they need to meet."""
        every = (self._between(level) for level in self.found.levels)
        return next(filter(None, every), [])

    def _between(self, level: MeetingLevel) -> list[Requirement]:
        needs = self.found.levels[level].low.requirements
        return [need for need in needs if set(need.bodies) == {self.one, self.other}]

    def _shares(self) -> Iterator[str]:
        needed = {(body, task) for n in self._needs for body in n.bodies for task in n.tasks}
        for body in (self.one, self.other):
            for task in sorted({task for each, task in needed if each == body}):
                parts = self.found.demand.of(body, task)
                if parts:
                    share = decimal(parts[0].share, self.language, 1)
                    yield f"   {self._name(body)}, {self._name(task)}: {share}"
                for part in parts:
                    yield from self._part(part)

    def _part(self, part: Share) -> Iterator[str]:
        kind, share = KINDS[part.kind].pick(self.language), decimal(part.share, self.language, 1)
        via = ""
        if part.named != part.body:
            named = self._name(part.named)
            via = self._say("; genom {named}", "; through {named}", named=named)
        yield f"      {self._name(part.row)} ({kind}, {share}{via})"
        yield from self._evidence((part.row,))

    def _required(self) -> Iterator[str]:
        for need in self._needs:
            links = [link for link in self.found.demand.links if set(link.tasks) == set(need.tasks)]
            why = "; ".join(KINDS[link.kind].pick(self.language) for link in links)
            reason = f" ({why})" if why else ""
            yield f"   {self._tasks(need)}{reason}: {decimal(need.weight, self.language)}"

    def _tasks(self, need: Requirement) -> str:
        return " + ".join(map(self._name, need.tasks))

    def _evidence(self, rows: Iterable[str]) -> Iterator[str]:
        """Yield where each row's claims stand, and in whose voice, each once."""
        told = [
            f"         [{said_by(self.snapshot, claim, self.language)}: "
            f"{reference(claim, self.language)}]"
            for row in rows
            for claim in self.snapshot.claims(row)
        ]
        yield from dict.fromkeys(told)

    def _ties(self) -> Iterator[str]:
        both = {self.one, self.other}
        ties = [tie for tie in self.found.ties if both <= tie.members | tie.perhaps]
        if not ties:
            yield self._say(
                "   Inget forum, ingen överenskommelse och ingen gemensam enhet där båda är med är "
                "dokumenterad i källorna.",
                "   No forum, agreement or joint unit that both are part of is documented in the "
                "sources.",
            )
        for tie in ties:
            yield from self._tie(tie)

    def _tie(self, tie: DataTie) -> Iterator[str]:
        levels = ", ".join(level_name(level, self.language) for level in tie.levels)
        concept = str(CONCEPT[f"forum-type/{tie.kind}"])
        own = KINDS.get(tie.kind)
        yield self._say(
            "   {name} ({kind}; {levels}; styrka {strength})",
            "   {name} ({kind}; {levels}; strength {strength})",
            name=self._name(tie.node),
            kind=own.pick(self.language) if own else self._name(concept),
            levels=levels or self._say("nivån framgår inte", "level not stated"),
            strength=span(tie.strength.low, tie.strength.high, self.language),
        )
        if tie.doubts:
            what = ", ".join(DOUBTS[doubt].pick(self.language) for doubt in tie.doubts)
            yield self._say("      framgår inte: {what}", "      not stated: {what}", what=what)
        yield from self._evidence(tie.rows)

    def _missing(self) -> Iterator[str]:
        for level in self.found.levels:
            if tuple(sorted((self.one, self.other))) in self.found.pairs(level):
                name = meeting_level_name(level, self.language)
                yield f"   {name}: {self._missing_at(level)}"
        yield from self._stated()

    def _missing_at(self, level: MeetingLevel) -> str:
        both, why = {self.one, self.other}, self.found.no_index(level)
        gap = next((each for each in self.found.gaps(level) if set(each.bodies) == both), None)
        if why is not None:
            return self._say(
                "inget tal, eftersom {why}.", "no number, because {why}.", why=NO_INDEX[why]
            )
        if gap is None:
            return self._say("inget.", "nothing.")
        return self._say(
            "{gap} av {needed} är inte dokumenterat i källorna ({tasks}).",
            "{gap} of {needed} is not documented in the sources ({tasks}).",
            gap=span(gap.least, gap.most, self.language),
            needed=decimal(sum(need.weight for need in self._needs), self.language),
            tasks=", ".join(self._open_tasks(level)),
        )

    def _open_tasks(self, level: MeetingLevel) -> list[str]:
        """Return the tasks of which something is open, or else those that cross."""
        needs = [need for need in self._between(level) if need.gap]
        alone = [need for need in needs if len(need.tasks) == 1]
        return [self._tasks(need) for need in alone or needs]

    def _stated(self) -> Iterator[str]:
        """Yield what sources say is absent between just these two."""
        for body, counterpart in ((self.one, self.other), (self.other, self.one)):
            for absence in self.snapshot.absences(body):
                if counterpart in self.snapshot.values(absence, "counterpart"):
                    says = self._say("En källa säger", "A source says")
                    yield f"   {says}: {self._name(absence)}"
                    yield from self._evidence((absence,))
