"""``mellanrum gaps`` and ``explain``: the gaps, tier by tier, and how one of them is known."""

from __future__ import annotations

import json
from typing import Any

import click

from mellanrum.cli.common import (
    Inputs,
    argument,
    command,
    datasets_argument,
    format_option,
    language,
    misuse,
    option,
    run_options,
    say,
    unknown,
    write_output,
)
from mellanrum.cli.wording.parameter_types import NamedChoice, scheme
from mellanrum.export.tables.gap_tables import gaps_csv, gaps_json
from mellanrum.export.tables.graph_formats import serialise
from mellanrum.export.texts import recall_text as words
from mellanrum.export.texts.columns import terminal_width, wrapped
from mellanrum.export.texts.explanation import explanation
from mellanrum.export.texts.gap_text import gaps_markdown, gaps_text, no_gaps_text
from mellanrum.graph.table import csv_text, markdown_table
from mellanrum.knowledge import KnowledgeGraph
from mellanrum.ontology.language import Text
from mellanrum.ontology.vocabularies import EVIDENCE, LEVEL, SEVERITY, TIER, slug_of
from mellanrum.queries.anatomy.anatomy import Anatomy
from mellanrum.queries.finding.selection import UNDOCUMENTED, UNDOCUMENTED_IS_GONE, kinds_of_gaps
from mellanrum.queries.rules.rule_data import rule_quads
from mellanrum.queries.tiers.item import Gap
from mellanrum.queries.tiers.item_quads import item_quads

__all__ = ["explain", "gaps"]


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
        write_output(_explained(inputs.load(skip=2), inputs.to_explain))
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
    snapshot = graph.snapshot(gaps=False)
    if not found:
        anatomy = Anatomy(()) if graph.gaps() else graph.anatomy()
        return no_gaps_text(snapshot, anatomy, language(), terminal_width())
    if form == "md":
        return gaps_markdown(snapshot, found, language())
    return gaps_text(snapshot, found, language(), terminal_width())


def _against(graph: KnowledgeGraph, form: str) -> str:
    if form == "ttl":
        raise misuse(
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
    if form == "md":
        return f"{markdown_table(headings, rows)}\n{words.recall_text(comparisons, lang)}\n"
    width = terminal_width()
    counted = "\n".join(wrapped(words.recall_text(comparisons, lang), width))
    return f"{words.against_text(snapshot, comparisons, lang, width)}\n{counted}\n"


@command("explain", "mellanrum explain n02-a92cd8800774 ekvalla")
@argument(
    "gap",
    Text(
        "Mellanrummets id, ur kolumnen id i ”mellanrum gaps --format csv”.",
        "The gap's id, from the column id of “mellanrum gaps --format csv”.",
    ),
)
@datasets_argument
@run_options
def explain(inputs: Inputs, gap: str) -> None:
    """Tell how a gap is known."""
    write_output(_explained(inputs.load(), gap))


def _explained(graph: KnowledgeGraph, name: str) -> str:
    """Return what is known of a gap that is named by its id or IRI."""
    snapshot = graph.snapshot()
    by_id = {slug_of(gap.iri): gap for gap in snapshot.gaps}
    gap = by_id.get(name) or by_id.get(slug_of(name))
    if gap is None:
        raise unknown("unknown-gap", name, by_id)
    return explanation(snapshot, gap, language())
