"""Why two bodies need to coordinate, what is there, and what is not documented: with evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
from mellanrum.graph.measures.forums import Pair
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
    names = " – ".join(snapshot.name(body, language) for body in (one, other))
    needs = _needs(found, one, other)
    if not needs:
        return f"{names}\n\n{_why_not(found, one, other).pick(language)}\n"
    sections = (
        (Text("Vem som ansvarar för vad", "Who answers for what"), _shares_text),
        (Text("Vad ansvaret kräver", "What that requires"), _needs_text),
        (Text("Vad som finns", "What is there"), _ties_text),
        (Text("Vad som saknas", "What is missing"), _missing_text),
    )
    lines = [names]
    for number, (heading, tell) in enumerate(sections, start=1):
        lines += ["", f"{number}. {heading.pick(language)}"]
        lines += tell(snapshot, found, one, other, language)
    return "\n".join(lines) + "\n"


def _why_not(found: MunicipalCongruence, one: str, other: str) -> Text:
    meeting = found.bounds.meeting
    if meeting.is_part(one, other):
        return PART
    return APART if meeting.is_apart(one, other) else NO_NEED


def _needs(found: MunicipalCongruence, one: str, other: str) -> list[Requirement]:
    """Return what the two need of each other: the same at each level where they need to meet."""
    for interval in found.levels.values():
        needs = [need for need in interval.low.requirements if set(need.bodies) == {one, other}]
        if needs:
            return needs
    return []


def _shares_text(
    snapshot: Snapshot, found: MunicipalCongruence, one: str, other: str, language: Language
) -> Iterator[str]:
    needed = {(body, task) for need in _needs(found, one, other) for body, task in _uses(need)}
    for body in (one, other):
        for task in sorted({task for each, task in needed if each == body}):
            parts = found.demand.of(body, task)
            if parts:
                told = Text("   {body}, {task}: {share}", "   {body}, {task}: {share}")
                yield told.format(
                    body=snapshot.name(body, language),
                    task=snapshot.name(task, language),
                    share=decimal(parts[0].share, language, 1),
                ).pick(language)
            for part in parts:
                yield from _part_text(snapshot, part, language)


def _uses(need: Requirement) -> Iterator[tuple[str, str]]:
    for body in need.bodies:
        for task in need.tasks:
            yield body, task


def _needs_text(
    snapshot: Snapshot, found: MunicipalCongruence, one: str, other: str, language: Language
) -> Iterator[str]:
    for need in _needs(found, one, other):
        tasks = " + ".join(snapshot.name(task, language) for task in need.tasks)
        links = [link for link in found.demand.links if set(link.tasks) == set(need.tasks)]
        why = "; ".join(KINDS[link.kind].pick(language) for link in links)
        reason = f" ({why})" if why else ""
        yield f"   {tasks}{reason}: {decimal(need.weight, language)}"


def _part_text(snapshot: Snapshot, part: Share, language: Language) -> Iterator[str]:
    told = Text("      {row} ({kind}, {share}{via})", "      {row} ({kind}, {share}{via})")
    via = Text("; genom {named}", "; through {named}") if part.named != part.body else Text("", "")
    yield told.format(
        row=snapshot.name(part.row, language),
        kind=KINDS[part.kind].pick(language),
        share=decimal(part.share, language, 1),
        via=via.format(named=snapshot.name(part.named, language)),
    ).pick(language)
    yield from _evidence(snapshot, (part.row,), language)


def _evidence(snapshot: Snapshot, rows: Iterable[str], language: Language) -> Iterator[str]:
    """Yield where each row's claims stand, and in whose voice, each once."""
    told = [
        f"         [{said_by(snapshot, claim, language)}: {reference(claim, language)}]"
        for row in rows
        for claim in snapshot.claims(row)
    ]
    yield from dict.fromkeys(told)


def _ties_text(
    snapshot: Snapshot, found: MunicipalCongruence, one: str, other: str, language: Language
) -> Iterator[str]:
    ties = [tie for tie in found.ties if {one, other} <= tie.members | tie.perhaps]
    if not ties:
        told = Text(
            "   Inget forum, ingen överenskommelse och ingen gemensam enhet där båda är med är "
            "dokumenterad i källorna.",
            "   No forum, agreement or joint unit that both are part of is documented in the "
            "sources.",
        )
        yield told.pick(language)
    for tie in ties:
        yield from _tie_text(snapshot, tie, language)


def _tie_text(snapshot: Snapshot, tie: DataTie, language: Language) -> Iterator[str]:
    nobody = Text("nivån framgår inte", "level not stated").pick(language)
    levels = ", ".join(level_name(level, language) for level in tie.levels) or nobody
    told = Text(
        "   {name} ({kind}; {levels}; styrka {strength})",
        "   {name} ({kind}; {levels}; strength {strength})",
    )
    yield told.format(
        name=snapshot.name(tie.node, language),
        kind=_kind(snapshot, tie, language),
        levels=levels,
        strength=span(tie.strength.low, tie.strength.high, language),
    ).pick(language)
    if tie.doubts:
        open_points = ", ".join(DOUBTS[doubt].pick(language) for doubt in tie.doubts)
        told = Text("      framgår inte: {what}", "      not stated: {what}")
        yield told.format(what=open_points).pick(language)
    yield from _evidence(snapshot, tie.rows, language)


def _kind(snapshot: Snapshot, tie: DataTie, language: Language) -> str:
    if tie.kind in KINDS:
        return KINDS[tie.kind].pick(language)
    return snapshot.name(str(CONCEPT[f"forum-type/{tie.kind}"]), language)


def _missing_text(
    snapshot: Snapshot, found: MunicipalCongruence, one: str, other: str, language: Language
) -> Iterator[str]:
    for level in found.levels:
        if tuple(sorted((one, other))) in found.pairs(level):
            yield f"   {_missing_at(snapshot, found, level, (one, other), language)}"
    yield from _stated(snapshot, one, other, language)


def _missing_at(
    snapshot: Snapshot,
    found: MunicipalCongruence,
    level: MeetingLevel,
    bodies: Pair,
    language: Language,
) -> str:
    name, why = meeting_level_name(level, language), found.no_index(level)
    gap = next((each for each in found.gaps(level) if set(each.bodies) == set(bodies)), None)
    if why is not None:
        told = Text("{name}: inget tal, eftersom {why}.", "{name}: no number, because {why}.")
        return told.format(name=name, why=NO_INDEX[why]).pick(language)
    if gap is None:
        return Text("{name}: inget.", "{name}: nothing.").format(name=name).pick(language)
    told = Text(
        "{name}: {gap} av {needed} är inte dokumenterat i källorna ({tasks}).",
        "{name}: {gap} of {needed} is not documented in the sources ({tasks}).",
    )
    needs = found.levels[level].low.requirements
    return told.format(
        name=name,
        gap=span(gap.least, gap.most, language),
        needed=decimal(sum(need.weight for need in _needs(found, *bodies)), language),
        tasks=_open_tasks(snapshot, needs, *bodies, language),
    ).pick(language)


def _open_tasks(
    snapshot: Snapshot,
    needs: Iterable[Requirement],
    one: str,
    other: str,
    language: Language,
) -> str:
    open_ones = [n for n in needs if set(n.bodies) == {one, other} and n.gap and len(n.tasks) == 1]
    crossing = [n for n in needs if set(n.bodies) == {one, other} and n.gap and len(n.tasks) == 2]
    names = [snapshot.name(need.tasks[0], language) for need in open_ones]
    if crossing and not names:
        names = [" + ".join(snapshot.name(t, language) for t in n.tasks) for n in crossing]
    return ", ".join(names)


def _stated(snapshot: Snapshot, one: str, other: str, language: Language) -> Iterator[str]:
    """Yield what sources say is absent between just these two."""
    for body, counterpart in ((one, other), (other, one)):
        for absence in snapshot.absences(body):
            if counterpart in snapshot.values(absence, "counterpart"):
                told = Text("   En källa säger: {what}", "   A source says: {what}")
                yield told.format(what=snapshot.name(absence, language)).pick(language)
                yield from _evidence(snapshot, (absence,), language)
