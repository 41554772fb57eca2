"""What changes would lead to, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from mellanrum.export.snapshot import Snapshot
from mellanrum.export.texts.columns import aligned
from mellanrum.export.texts.item_state import state_in_words
from mellanrum.export.texts.no_index import unnumbered_record, unnumbered_text
from mellanrum.export.wording import NONE, decimal, meeting_level_name, span
from mellanrum.graph.coordination.meeting import levels_of_work
from mellanrum.graph.coordination.municipal_congruence import MunicipalCongruence
from mellanrum.graph.coordination.proposals import NEW_FORUM, Proposal
from mellanrum.graph.measures.rational import Number
from mellanrum.ontology.language import Language, Text
from mellanrum.ontology.namespaces import CONCEPT
from mellanrum.ontology.vocabularies import TIER, slug_of
from mellanrum.queries.comparison.cell_changes import CellChange
from mellanrum.queries.comparison.what_if import LevelChange, WhatIf
from mellanrum.queries.tiers.item import TIERS, Gap

__all__ = ["cell_names", "cell_record", "whatif_json", "whatif_text"]

MINUS = "−"
Ends = tuple[Number, Number]


def whatif_text(
    snapshot: Snapshot,
    found: WhatIf[Any],
    proposals: Sequence[Proposal],
    language: Language,
    *,
    is_changed: bool,
) -> str:
    """Return what changes would lead to, where there are any, and the proposals."""
    parts: list[str] = []
    if is_changed:
        parts.append(_gaps_text(found, language))
        parts.append(_cells_text(snapshot, found.cells, language))
        parts.append(_levels_text(snapshot, found, language))
    if proposals or not is_changed:
        parts.append(_proposals_text(snapshot, proposals, language))
    return "\n".join(filter(None, parts))


def _gaps_text(found: WhatIf[Any], language: Language) -> str:
    lines: list[str] = []
    closed, opened = Text("Stängs", "Closed"), Text("Öppnas", "Opened")
    no_closed = Text("Inget mellanrum stängs.", "No gap is closed.")
    no_opened = Text("Inget mellanrum öppnas.", "No gap is opened.")
    for heading, none, gaps in (
        (closed, no_closed, found.closed),
        (opened, no_opened, found.opened),
    ):
        if not gaps:
            lines.append(none.pick(language))
        for tier in TIERS:
            own = [gap for gap in gaps if gap.tier == tier]
            if own:
                lines.append(f"{heading.pick(language)}, {TIER[tier].label.pick(language)}:")
                lines += [f"  {gap.sentence(language)} ({slug_of(gap.iri)})" for gap in own]
    if found.altered:
        lines.append(Text("Kvar, men ändras:", "Still there, but changed:").pick(language))
    for was, now in found.altered:
        states = (state_in_words(each).pick(language) for each in (was, now))
        lines.append(f"  {now.title.pick(language)} ({slug_of(now.iri)})")
        lines.append(f"    {' → '.join(state or NONE for state in states)}")
    return "\n".join(lines) + "\n"


def _cells_text(snapshot: Snapshot, cells: Sequence[CellChange], language: Language) -> str:
    if not cells:
        return ""
    headings = (
        Text("anatomi: rad", "anatomy: row"),
        Text("element", "element"),
        Text("före", "before"),
        Text("efter", "after"),
    )
    rows = [
        (snapshot.name(each.after.row, language), *cell_names(snapshot, each, language))
        for each in cells
    ]
    return aligned([heading.pick(language) for heading in headings], rows)


def cell_names(snapshot: Snapshot, each: CellChange, language: Language) -> tuple[str, ...]:
    """Return by name the element of a cell, and its sign before and after."""
    element, before, after = each.after.element, each.before.sign, each.after.sign
    concepts = (f"element/{element}", f"cell-sign/{before}", f"cell-sign/{after}")
    return tuple(snapshot.name(str(CONCEPT[concept]), language) for concept in concepts)


def _levels_text(snapshot: Snapshot, found: WhatIf[Any], language: Language) -> str:
    """Return the index before and after, where it changes, and where there is none after."""
    moved = [row for row in found.levels if row.before != row.after]
    parts = [_levels_table(snapshot, moved, language)] if moved else []
    if not moved and any(row.after for row in found.levels):
        told = Text("K ändras inte på någon nivå.", "K does not change at any level.")
        parts.append(told.pick(language) + "\n")
    for each in found.congruence.municipalities:
        lines = list(unnumbered_text(snapshot, each, language))
        if lines:
            parts.append("\n".join([snapshot.name(each.municipality, language), *lines]))
    return "\n".join(parts)


def _levels_table(snapshot: Snapshot, moved: Sequence[LevelChange], language: Language) -> str:
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
            snapshot.name(row.municipality, language),
            meeting_level_name(row.level, language),
            span(*_both(row.before), language),
            span(*_both(row.after), language),
            *map(_signed, _both(row.before), _both(row.after), (language, language)),
        ]
        for row in moved
    ]
    return aligned([heading.pick(language) for heading in headings], rows)


def _both(ends: Ends | None) -> tuple[Number | None, Number | None]:
    return ends or (None, None)


def _signed(before: Number | None, after: Number | None, language: Language) -> str:
    if before is None or after is None:
        return NONE
    told = decimal(abs(float(after) - float(before)), language, 3)
    return f"{'+' if after > before else MINUS if after < before else ''}{told}"


def _proposals_text(snapshot: Snapshot, proposals: Sequence[Proposal], language: Language) -> str:
    if not proposals:
        told = Text(
            "Inget att föreslå inom ramarna, eller inget tal att höja.",
            "Nothing to suggest within the limits, or no number to raise.",
        )
        return told.pick(language) + "\n"
    lines: list[str] = []
    for number, each in enumerate(proposals, start=1):
        told = Text(
            "{n}. {what} ({municipality}, {level}): ΔK +{gain}, K minst {k}",
            "{n}. {what} ({municipality}, {level}): ΔK +{gain}, K at least {k}",
        )
        lines.append(
            told.format(
                n=number,
                what=_what(snapshot, each, language),
                municipality=snapshot.name(each.municipality, language),
                level=meeting_level_name(each.level, language),
                gain=decimal(each.gain, language, 3),
                k=decimal(each.k, language, 3),
            ).pick(language)
        )
        lines.append(f"   {_option(snapshot, each, number, language)}")
    note = Text(
        "Förslagen räknar bara på K. Om de är kloka avgör de som kan verksamheten.",
        "The suggestions only count K. Those who know the work judge whether they are wise.",
    )
    return "\n".join([*lines, note.pick(language)]) + "\n"


def _what(snapshot: Snapshot, each: Proposal, language: Language) -> str:
    names = ", ".join(snapshot.name(body, language) for body in each.members)
    if each.structure:
        told = Text("{names} deltar i {structure}", "{names} in {structure}")
        structure = snapshot.name(each.structure, language)
        return told.format(names=names, structure=structure).pick(language)
    groups = " + ".join(snapshot.name(task, language) for task in each.tasks)
    told = Text("Nytt forum om {groups}: {names}", "New forum on {groups}: {names}")
    return told.format(groups=groups, names=names).pick(language)


def _option(snapshot: Snapshot, each: Proposal, number: int, language: Language) -> str:
    who = ",".join(map(snapshot.short, each.members))
    if each.structure:
        return f"--add-participation {snapshot.short(each.structure)}:{who}"
    groups = ",".join(map(snapshot.short, each.tasks))
    name = Text("Nytt forum {n}", "New forum {n}").format(n=number).pick(language)
    work = levels_of_work(each.level)[0]
    told = f"name={name};type={NEW_FORUM};level={work};members={who};target={groups}"
    return f'--add-forum "{told}"'


def whatif_json(
    snapshot: Snapshot, found: WhatIf[Any], proposals: Sequence[Proposal], language: Language
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

    short = snapshot.short
    after = {each.municipality: each for each in found.congruence.municipalities}
    told = {
        "closed": [gap(one) for one in found.closed],
        "opened": [gap(one) for one in found.opened],
        "changed": [{"before": gap(was), "after": gap(now)} for was, now in found.altered],
        "cells": [cell_record(snapshot, each) for each in found.cells],
        "levels": [_level_record(snapshot, row, after[row.municipality]) for row in found.levels],
        "suggestions": [
            {
                "municipality": short(each.municipality),
                "level": each.level,
                "members": [short(body) for body in each.members],
                "structure": short(each.structure) if each.structure else None,
                "target_groups": [short(task) for task in each.tasks],
                "gain": round(float(each.gain), 4),
                "k": round(float(each.k), 4),
                "option": _option(snapshot, each, number, language),
            }
            for number, each in enumerate(proposals, start=1)
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
    snapshot: Snapshot, row: LevelChange, found: MunicipalCongruence
) -> dict[str, object]:
    told: dict[str, object] = {
        "municipality": snapshot.short(row.municipality),
        "level": row.level,
        "before": _ends(row.before),
        "after": _ends(row.after),
    }
    return told if row.after else told | unnumbered_record(snapshot, found, row.level)


def _ends(ends: Ends | None) -> list[float] | None:
    return None if ends is None else [round(float(end), 4) for end in ends]
