"""What changes would lead to, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence

from mellanrum.export.snapshot import Snapshot
from mellanrum.export.texts.columns import aligned
from mellanrum.export.texts.item_state import state_in_words
from mellanrum.export.texts.no_index import unnumbered_record, unnumbered_text
from mellanrum.export.wording import NONE, decimal, meeting_level_name, span
from mellanrum.graph.coordination.meeting import MeetingLevel, levels_of_work
from mellanrum.graph.coordination.municipal_congruence import CongruenceReport, MunicipalCongruence
from mellanrum.graph.coordination.proposals import NEW_FORUM
from mellanrum.graph.measures.rational import Number
from mellanrum.ontology.language import Language, Text
from mellanrum.ontology.namespaces import CONCEPT
from mellanrum.ontology.vocabularies import TIER, slug_of
from mellanrum.queries.comparison.cell_changes import CellChange
from mellanrum.queries.tiers.item import TIERS, Gap

__all__ = [
    "LevelRow",
    "ProposalRow",
    "cell_record",
    "cells_text",
    "gaps_text",
    "levels_text",
    "proposals_text",
    "whatif_json",
]

Ends = tuple[Number, Number]

LevelRow = tuple[str, MeetingLevel, Ends | None, Ends | None]
"""Municipality, level, the index before and after; None where there is no number."""

ProposalRow = tuple[str, MeetingLevel, tuple[str, ...], str, tuple[str, ...], Number, Number]
"""Municipality, level, members, structure joined, target groups, gain and K."""

MINUS = "−"


def gaps_text(
    closed: Sequence[Gap],
    opened: Sequence[Gap],
    altered: Sequence[tuple[Gap, Gap]],
    language: Language,
) -> str:
    """Return the gaps that changes close and open, tier by tier, and those they alter."""
    lines: list[str] = []
    for heading, none, gaps in (
        (Text("Stängs", "Closed"), Text("Inget mellanrum stängs.", "No gap is closed."), closed),
        (Text("Öppnas", "Opened"), Text("Inget mellanrum öppnas.", "No gap is opened."), opened),
    ):
        if not gaps:
            lines.append(none.pick(language))
        for tier in TIERS:
            found = [gap for gap in gaps if gap.tier == tier]
            if found:
                lines.append(f"{heading.pick(language)}, {TIER[tier].label.pick(language)}:")
                lines += [f"  {gap.sentence(language)} ({slug_of(gap.iri)})" for gap in found]
    if altered:
        lines.append(Text("Kvar, men ändras:", "Still there, but changed:").pick(language))
    for was, now in altered:
        states = (state_in_words(each).pick(language) for each in (was, now))
        lines.append(f"  {now.title.pick(language)} ({slug_of(now.iri)})")
        lines.append(f"    {' → '.join(state or NONE for state in states)}")
    return "\n".join(lines) + "\n"


def cells_text(snapshot: Snapshot, cells: Sequence[CellChange], language: Language) -> str:
    """Return the cells of the anatomy that changes give another sign; empty without any."""
    if not cells:
        return ""
    headings = (
        Text("anatomi: rad", "anatomy: row"),
        Text("element", "element"),
        Text("före", "before"),
        Text("efter", "after"),
    )
    rows = [
        [
            snapshot.name(each.after.row, language),
            snapshot.name(str(CONCEPT[f"element/{each.after.element}"]), language),
            snapshot.name(str(CONCEPT[f"cell-sign/{each.before.sign}"]), language),
            snapshot.name(str(CONCEPT[f"cell-sign/{each.after.sign}"]), language),
        ]
        for each in cells
    ]
    return aligned([heading.pick(language) for heading in headings], rows)


def levels_text(
    snapshot: Snapshot, levels: Sequence[LevelRow], report: CongruenceReport, language: Language
) -> str:
    """Return the index before and after, where it changes, and where there is none after."""
    moved = [row for row in levels if row[2] != row[3]]
    parts = [_levels_table(snapshot, moved, language)] if moved else []
    if not moved and any(row[3] for row in levels):
        told = Text("K ändras inte på någon nivå.", "K does not change at any level.")
        parts.append(told.pick(language) + "\n")
    for found in report.municipalities:
        lines = list(unnumbered_text(snapshot, found, language))
        if lines:
            parts.append("\n".join([snapshot.name(found.municipality, language), *lines]))
    return "\n".join(parts)


def _levels_table(snapshot: Snapshot, moved: Sequence[LevelRow], language: Language) -> str:
    headings = (
        Text("kommun", "municipality"),
        Text("nivå", "level"),
        Text("K före", "K before"),
        Text("K efter", "K after"),
        Text("ΔK lägst", "ΔK low"),
        Text("ΔK högst", "ΔK high"),
    )
    rows = [
        [
            snapshot.name(municipality, language),
            meeting_level_name(level, language),
            span(*_both(before), language),
            span(*_both(after), language),
            *map(_signed, _both(before), _both(after), (language, language)),
        ]
        for municipality, level, before, after in moved
    ]
    return aligned([heading.pick(language) for heading in headings], rows)


def _both(ends: Ends | None) -> tuple[Number | None, Number | None]:
    return ends or (None, None)


def _signed(before: Number | None, after: Number | None, language: Language) -> str:
    if before is None or after is None:
        return decimal(None, language)
    told = decimal(abs(float(after) - float(before)), language, 3)
    return f"{'+' if after > before else MINUS if after < before else ''}{told}"


def proposals_text(snapshot: Snapshot, proposals: Sequence[ProposalRow], language: Language) -> str:
    """Return suggested additions, each with the option that tries it out."""
    if not proposals:
        told = Text(
            "Inget att föreslå inom ramarna, eller inget tal att höja.",
            "Nothing to suggest within the limits, or no number to raise.",
        )
        return told.pick(language) + "\n"
    lines: list[str] = []
    for number, row in enumerate(proposals, start=1):
        municipality, level, members, structure, tasks, gain, k = row
        told = Text(
            "{n}. {what} ({municipality}, {level}): ΔK +{gain}, K minst {k}",
            "{n}. {what} ({municipality}, {level}): ΔK +{gain}, K at least {k}",
        )
        lines.append(
            told.format(
                n=number,
                what=_what(snapshot, members, structure, tasks, language),
                municipality=snapshot.name(municipality, language),
                level=meeting_level_name(level, language),
                gain=decimal(gain, language, 3),
                k=decimal(k, language, 3),
            ).pick(language)
        )
        lines.append(f"   {_option(snapshot, row, number, language)}")
    note = Text(
        "Förslagen räknar bara på K. Om de är kloka avgör de som kan verksamheten.",
        "The suggestions only count K. Those who know the work judge whether they are wise.",
    )
    return "\n".join([*lines, note.pick(language)]) + "\n"


def _what(
    snapshot: Snapshot,
    members: Sequence[str],
    structure: str,
    tasks: Sequence[str],
    language: Language,
) -> str:
    names = ", ".join(snapshot.name(body, language) for body in members)
    if structure:
        told = Text("{names} deltar i {structure}", "{names} in {structure}")
        return told.format(names=names, structure=snapshot.name(structure, language)).pick(language)
    groups = " + ".join(snapshot.name(task, language) for task in tasks)
    told = Text("Nytt forum om {groups}: {names}", "New forum on {groups}: {names}")
    return told.format(groups=groups, names=names).pick(language)


def _option(snapshot: Snapshot, row: ProposalRow, number: int, language: Language) -> str:
    _, level, members, structure, tasks, _, _ = row
    short = [snapshot.short(body) for body in members]
    if structure:
        return f"--add-participation {snapshot.short(structure)}:{short[0]}"
    groups = ",".join(snapshot.short(task) for task in tasks)
    name = Text("Nytt forum {n}", "New forum {n}").format(n=number).pick(language)
    work = levels_of_work(level)[0]
    who = ",".join(short)
    told = f"name={name};type={NEW_FORUM};level={work};members={who};target={groups}"
    return f'--add-forum "{told}"'


def whatif_json(
    snapshot: Snapshot,
    closed: Sequence[Gap],
    opened: Sequence[Gap],
    altered: Sequence[tuple[Gap, Gap]],
    cells: Sequence[CellChange],
    levels: Sequence[LevelRow],
    report: CongruenceReport,
    proposals: Sequence[ProposalRow],
    language: Language,
) -> str:
    """Return everything as JSON with English keys."""

    def gap(one: Gap) -> dict[str, object]:
        return {
            "id": slug_of(one.iri),
            "tier": one.tier,
            "rules": list(dict.fromkeys(line.rule.id for line in one.lines)),
            "status": one.status,
            "severity": one.severity,
            "says": one.sentence(language),
        }

    after = {each.municipality: each for each in report.municipalities}
    told = {
        "closed": [gap(one) for one in closed],
        "opened": [gap(one) for one in opened],
        "changed": [{"before": gap(was), "after": gap(now)} for was, now in altered],
        "cells": [cell_record(snapshot, each) for each in cells],
        "levels": [_level_record(snapshot, row, after[row[0]]) for row in levels],
        "suggestions": [
            {
                "municipality": snapshot.short(row[0]),
                "level": row[1],
                "members": [snapshot.short(body) for body in row[2]],
                "structure": snapshot.short(row[3]) if row[3] else None,
                "target_groups": [snapshot.short(task) for task in row[4]],
                "gain": round(float(row[5]), 4),
                "k": round(float(row[6]), 4),
                "option": _option(snapshot, row, number, language),
            }
            for number, row in enumerate(proposals, start=1)
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def cell_record(snapshot: Snapshot, each: CellChange) -> dict[str, str]:
    """Return a cell with another sign as plain values."""
    return {
        "table": each.table,
        "row": snapshot.short(each.after.row),
        "element": each.after.element,
        "before": each.before.sign,
        "after": each.after.sign,
    }


def _level_record(
    snapshot: Snapshot, row: LevelRow, found: MunicipalCongruence
) -> dict[str, object]:
    municipality, level, before, after = row
    told: dict[str, object] = {
        "municipality": snapshot.short(municipality),
        "level": level,
        "before": _ends(before),
        "after": _ends(after),
    }
    return told if after else told | unnumbered_record(snapshot, found, level)


def _ends(ends: Ends | None) -> list[float] | None:
    return None if ends is None else [round(float(end), 4) for end in ends]
