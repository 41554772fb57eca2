"""The congruence index as a text for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mellanrum.export.citation import written_date
from mellanrum.export.snapshot import Snapshot
from mellanrum.export.texts.columns import aligned
from mellanrum.export.texts.no_index import unnumbered_text
from mellanrum.export.wording import NONE, decimal, meeting_level_name, span
from mellanrum.graph.coordination.meeting import MeetingLevel
from mellanrum.graph.coordination.municipal_congruence import (
    CongruenceReport,
    MunicipalCongruence,
    PairGap,
)
from mellanrum.ontology.language import Language, Text

__all__ = [
    "CAUTION",
    "KINDS",
    "WHY",
    "congruence_text",
]

KINDS: dict[str, Text] = {
    "main": Text("huvudansvarig", "main responsibility"),
    "contributing": Text("medverkande", "contributing"),
    "commission": Text("har uppdraget", "has the commission"),
    "audited": Text("granskat organ", "audited body"),
    "goal": Text("har ett mål", "has a goal"),
    "narrower": Text("den ena är en del av den andra", "one is part of the other"),
    "handover": Text("den enas åldrar tar vid där den andras slutar", "the ages adjoin"),
    "agreement": Text("överenskommelse", "agreement"),
    "joint-unit": Text("gemensam enhet", "joint unit"),
    "practice": Text("arbetssätt i samverkan", "collaboration practice"),
    "forum": Text("forum", "forum"),
    "structure": Text("samverkansstruktur", "collaboration structure"),
}
WHY = {
    "holder": Text("ingen ansvarig är angiven", "nobody responsible is named"),
    "body": Text("den ansvariga är en grupp utan namn", "the holder is a group without names"),
    "task": Text("det står inte vilka det är till för", "whom it is for is not said"),
}
CAUTION = Text(
    "K är ett mätinstrument med val i, inte ett betyg, och kan inte jämföras mellan kommuner. Det "
    "lägre talet räknar allt okänt som att det saknas, det högre som att det finns. Valen står i "
    "docs/congruence.md.",
    "K is an instrument with choices in it, not a grade, and cannot be compared between "
    "municipalities. The lower number counts all that is unknown as missing, the higher as there. "
    "The choices are in docs/congruence.md.",
)


def congruence_text(
    snapshot: Snapshot,
    report: CongruenceReport,
    language: Language,
    top: int = 10,
    asked: MeetingLevel | None = None,
) -> str:
    """Return the index, its parts at the level asked for or the least, and the largest gaps."""
    parts = [
        _municipality_text(snapshot, found, language, top, asked) for found in report.municipalities
    ]
    return "\n".join([*parts, CAUTION.pick(language) + "\n"])


def _municipality_text(
    snapshot: Snapshot,
    found: MunicipalCongruence,
    language: Language,
    top: int,
    asked: MeetingLevel | None,
) -> str:
    day = written_date(found.as_of.isoformat(), language) if found.as_of else NONE
    title = Text("Samverkanskongruens K, {name}, {day}", "Congruence index K, {name}, {day}")
    lines = [title.format(name=snapshot.name(found.municipality, language), day=day).pick(language)]
    if not any(map(found.pairs, found.levels)):
        told = Text(
            "K är inte definierat: källorna visar inga två organ som behöver mötas om samma sak.",
            "K is undefined: the sources show no two bodies that need to meet about the same.",
        )
        lines.append(told.pick(language) + "\n")
        return "\n".join([*lines, *_left_out(found, language)])
    numbered = [level for level in found.levels if found.index(level)]
    lines += ["", *([_levels_table(found, numbered, language)] if numbered else ())]
    lines += unnumbered_text(snapshot, found, language)
    for level in (asked,) if asked else found.least[:1]:
        if level in numbered:
            lines += _level_text(snapshot, found, level, language, top)
    lines += [*_surplus_text(snapshot, found, language), *_left_out(found, language)]
    return "\n".join(lines)


def _levels_table(
    found: MunicipalCongruence, numbered: Sequence[MeetingLevel], language: Language
) -> str:
    headings = (
        Text("nivå", "level"),
        Text("par", "pairs"),
        Text("K", "K"),
        Text("krävs", "required"),
        Text("täckt", "covered"),
        Text("lägst", "least"),
    )
    rows = [
        [
            meeting_level_name(level, language),
            str(len(found.pairs(level))),
            span(interval.low.k, interval.high.k, language),
            decimal(interval.low.required, language),
            span(interval.low.covered, interval.high.covered, language),
            "←" if level in found.least and len(numbered) > 1 else "",
        ]
        for level in numbered
        for interval in (found.levels[level],)
    ]
    return aligned([heading.pick(language) for heading in headings], rows)


def _level_text(
    snapshot: Snapshot,
    found: MunicipalCongruence,
    level: MeetingLevel,
    language: Language,
    top: int,
) -> Iterator[str]:
    interval, name = found.levels[level], meeting_level_name(level, language)
    for told, low, high in (
        (Text("målgrupp eller uppdrag", "target group"), interval.low.by_task, "by_task"),
        (Text("organ", "body"), interval.low.by_body, "by_body"),
    ):
        both = getattr(interval.high, high)
        rows = [
            [snapshot.name(each, language), span(value, both[each], language)]
            for each, value in low.items()
            if value is not None
        ]
        yield aligned([f"{told.pick(language)} ({name})", "K"], rows)
    gaps = found.gaps(level)
    if not gaps:
        told = Text("Inget par saknar något på {name}.", "No pair lacks anything at {name}.")
        yield told.format(name=name).pick(language) + "\n"
        return
    told = Text(
        "Par som behöver samordna sig på {name}, {shown} av {all}:",
        "Pairs that need to coordinate at {name}, {shown} of {all}:",
    )
    shown = min(top, len(gaps))
    yield told.format(name=name, shown=shown, all=len(gaps)).pick(language)
    yield _pairs_table(snapshot, gaps[:top], language)


def _pairs_table(snapshot: Snapshot, gaps: Sequence[PairGap], language: Language) -> str:
    headings = (
        Text("organ", "body"),
        Text("organ", "body"),
        Text("odokumenterat", "not documented"),
        Text("andel", "share"),
    )
    rows = [
        [
            *(snapshot.name(body, language) for body in gap.bodies),
            span(gap.least, gap.most, language),
            f"{float(gap.share):.0%}" if language == "en" else f"{float(gap.share) * 100:.0f} %",
        ]
        for gap in gaps
    ]
    return aligned([heading.pick(language) for heading in headings], rows)


def _surplus_text(
    snapshot: Snapshot, found: MunicipalCongruence, language: Language
) -> Iterator[str]:
    if found.surplus:
        told = Text(
            "Täcker inget som källorna säger krävs (behöver inte vara fel): {names}.",
            "Cover nothing that the sources say is required (need not be wrong): {names}.",
        )
        names = ", ".join(snapshot.name(tie.node, language) for tie in found.surplus)
        yield told.format(names=names).pick(language)


def _left_out(found: MunicipalCongruence, language: Language) -> Iterator[str]:
    counts = {why: sum(item.why == why for item in found.demand.left_out) for why in WHY}
    reasons = [f"{count} ({WHY[why].pick(language)})" for why, count in counts.items() if count]
    if reasons:
        told = Text("Rader som inte gav något krav: {what}.", "Rows that gave nothing: {what}.")
        yield told.format(what="; ".join(reasons)).pick(language)
    yield ""
