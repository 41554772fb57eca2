"""``mellanrum gaps``: the gaps, tier by tier, or the stated ones against rules and norms."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import click

from mellanrum.cli.common import (
    Inputs,
    command,
    datasets_argument,
    format_option,
    language,
    option,
    refusal,
    run_options,
    say,
    write_output,
)
from mellanrum.cli.explain import explained
from mellanrum.cli.wording.parameter_types import NamedChoice, scheme
from mellanrum.export.tables.gap_tables import gaps_csv, gaps_json
from mellanrum.export.tables.graph_formats import serialise
from mellanrum.export.texts import recall_text as words
from mellanrum.export.texts.columns import aligned
from mellanrum.graph.table import csv_text
from mellanrum.knowledge import KnowledgeGraph
from mellanrum.ontology.language import Text
from mellanrum.ontology.vocabularies import EVIDENCE, GAP_STATUS, LEVEL, SEVERITY, TIER
from mellanrum.queries.finding.selection import UNDOCUMENTED, UNDOCUMENTED_IS_GONE, kinds_of_gaps
from mellanrum.queries.rules.rule_data import rule_quads
from mellanrum.queries.tiers.item import TIERS, Gap
from mellanrum.queries.tiers.item_quads import item_quads

__all__ = ["gaps"]

HEADINGS = (
    Text("plats", "place"),
    Text("mellanrum", "gap"),
    Text("beskrivning", "description"),
    Text("läge", "state"),
    Text("allvarlighet", "severity"),
    Text("kommun", "municipality"),
    Text("varför här", "why here"),
)
NONE = Text("Inga mellanrum.", "No gaps.")


def _evidence() -> NamedChoice:
    """Return the choice of an evidence kind; what is no longer one says where it went."""
    return NamedChoice(
        lambda: {kind: EVIDENCE[kind].label for kind in kinds_of_gaps()},
        lambda: dict.fromkeys(EVIDENCE[UNDOCUMENTED].names, UNDOCUMENTED_IS_GONE),
    )


@command(
    "gaps",
    "mellanrum gaps boras --rule G01 --format csv",
    Text(
        "Filter kan kombineras. ”mellanrum explain MELLANRUM” berättar hur ett av dem är känt. "
        "Det som källorna tiger om är inget mellanrum: se ”mellanrum cards” och ”mellanrum "
        "anatomy”.",
        "Filters combine. “mellanrum explain GAP” tells how one of them is known. What the "
        "sources are silent on is no gap: see “mellanrum cards” and “mellanrum anatomy”.",
    ),
)
@datasets_argument
@option("--tier", type=scheme(TIER), text=Text("Bara denna nivå i listan.", "Only this tier."))
@option(
    "--rule",
    "rules",
    multiple=True,
    stands_for=Text("REGEL", "RULE"),
    text=Text(
        "Bara de strukturella som denna regel finner; kan upprepas.",
        "Only the structural ones that this rule finds; may be repeated.",
    ),
)
@option(
    "--evidence",
    type=_evidence(),
    multiple=True,
    text=Text("Bara detta evidensslag; kan upprepas.", "Only this evidence kind; may be repeated."),
)
@option(
    "--body",
    stands_for=Text("ORGAN", "BODY"),
    text=Text(
        "Bara det som rör detta organ eller denna struktur, som datamängd/id.",
        "Only what concerns this body or structure, as dataset/id.",
    ),
)
@option(
    "--level",
    type=scheme(LEVEL),
    text=Text(
        "Bara det som saknas på, eller rör en struktur på, denna nivå.",
        "Only what is missing at, or concerns a structure at, this level.",
    ),
)
@option(
    "--against-findings",
    is_flag=True,
    text=Text(
        "Jämför i stället: syns det som källorna säger saknas också i strukturen eller i en norm?",
        "Compare instead: does what sources say is lacking also show in the structure or a norm?",
    ),
)
@option(
    "--fail-on",
    type=scheme(SEVERITY),
    text=Text(
        "Avsluta med status 1 om något mellanrum är minst så allvarligt.",
        "Exit with status 1 if any gap is at least this severe.",
    ),
)
@format_option("table", "csv", "json", "md", "ttl")
@run_options
def gaps(
    inputs: Inputs,
    rules: tuple[str, ...],
    against_findings: bool,
    fail_on: str | None,
    form: str,
    **filters: Any,
) -> None:
    """Show the gaps."""
    if inputs.to_explain is not None:  # the old form, for one more version
        say(
            Text(
                "”mellanrum gaps explain” försvinner i nästa version: skriv ”mellanrum explain”.",
                "“mellanrum gaps explain” goes away in the next version: use “mellanrum explain”.",
            )
        )
        write_output(explained(inputs.load(skip=2), inputs.to_explain))
        return
    graph = inputs.load()
    if against_findings:
        write_output(_against(graph, form), form=form)
        return
    found = graph.gaps(rules=rules or None, **filters)
    write_output(_written(graph, found, form), form=form)
    limit = SEVERITY.place(fail_on) if fail_on else -1
    is_found = any(SEVERITY.place(gap.severity) <= limit for gap in found)
    click.get_current_context().exit(1 if is_found else 0)


def _written(graph: KnowledgeGraph, found: tuple[Gap, ...], form: str) -> str:
    if form == "csv":
        return gaps_csv(graph.snapshot(), language(), found)
    if form == "json":
        return gaps_json(graph.snapshot(), found)
    if form == "ttl":
        rules = {line.rule.id: line.rule for gap in found for line in gap.lines}.values()
        quads = [*item_quads(found), *rule_quads(rules, graph.catalogue.profile)]
        return serialise(quads, "turtle")
    return "\n".join(_tiers(graph, found, form)) or f"{NONE.pick(language())}\n"


def _tiers(graph: KnowledgeGraph, found: Sequence[Gap], form: str) -> Iterator[str]:
    """Yield a table for each tier that has any, under its heading; they are never one."""
    for slug in TIERS:
        rows = [_row(graph, gap) for gap in found if gap.tier == slug]
        if rows:
            tier = TIER[slug]
            name, about = tier.label.pick(language()), tier.definition.pick(language())
            heading = f"## {name}\n\n{about}\n" if form == "md" else f"{name.upper()}. {about}"
            yield f"{heading}\n{_table([each.pick(language()) for each in HEADINGS], rows, form)}"


def _row(graph: KnowledgeGraph, gap: Gap) -> list[str]:
    lang = language()
    return [
        str(gap.place.rank),
        gap.title.pick(lang),
        gap.sentence(lang),
        GAP_STATUS[gap.status].label.pick(lang),
        SEVERITY[gap.severity].label.pick(lang),
        graph.label(gap.municipality, lang),
        gap.place.clause.pick(lang),
    ]


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]], form: str) -> str:
    if form == "md":
        escaped = [[cell.replace("|", "\\|") for cell in row] for row in rows]
        lines = [headings, ["---"] * len(headings), *escaped]
        return "".join(f"| {' | '.join(line)} |\n" for line in lines)
    return aligned(headings, rows)


def _against(graph: KnowledgeGraph, form: str) -> str:
    if form == "ttl":
        raise refusal(
            "--against-findings finns som tabell, csv, json och md, inte som ttl.",
            "--against-findings comes as table, csv, json and md, not as ttl.",
        )
    lang, snapshot, comparisons = language(), graph.snapshot(), graph.against_findings()
    if form == "json":
        told = words.against_records(snapshot, comparisons)
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    headings = [heading.pick(lang) for heading in words.HEADINGS]
    rows = words.against_rows(snapshot, comparisons, lang)
    if form == "csv":
        return csv_text([headings, *rows])
    return f"{_table(headings, rows, form)}\n{words.recall_text(comparisons, lang)}\n"
