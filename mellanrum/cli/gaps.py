"""``mellanrum gaps``: the gaps, or all of them against the auditors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import click

from mellanrum.cli.common import (
    DATASETS,
    allow_option,
    as_of_option,
    catalogue_options,
    format_option,
    language,
    level_option,
    load_graph,
    say,
    write_output,
)
from mellanrum.cli.explain import explained
from mellanrum.cli.wording.bilingual import BilingualCommand, option
from mellanrum.cli.wording.parameter_types import scheme
from mellanrum.export.texts.columns import aligned
from mellanrum.knowledge import KnowledgeGraph
from mellanrum.ontology.language import Text
from mellanrum.ontology.vocabularies import EVIDENCE, SEVERITY
from mellanrum.queries.finding.gap import Gap, gap_quads
from mellanrum.queries.rules.rule_data import rule_quads

__all__ = ["gaps"]


@click.command(
    cls=BilingualCommand,
    summary=Text("Visa mellanrummen som reglerna hittar.", "Show the gaps that the rules find."),
    details=Text(
        "Filter kan kombineras. ”mellanrum explain MELLANRUM” berättar hur ett av dem är känt.",
        "Filters combine. “mellanrum explain GAP” tells how one of them is known.",
    ),
    arguments={"DATASETS": DATASETS},
    example="mellanrum gaps boras --rule G01 --format csv",
)
@click.argument("datasets", nargs=-1)
@option(
    "--rule",
    "rules",
    multiple=True,
    stands_for=Text("REGEL", "RULE"),
    text=Text("Bara denna regel; kan upprepas.", "Only this rule; may be repeated."),
)
@option(
    "--evidence",
    type=scheme(EVIDENCE),
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
@level_option(
    Text(
        "Bara det som saknas på, eller rör en struktur på, denna nivå.",
        "Only what is missing at, or concerns a structure at, this level.",
    )
)
@option(
    "--against-findings",
    is_flag=True,
    text=Text(
        "Jämför i stället med källorna: hittar reglerna ur strukturen det som någon sagt saknas?",
        "Compare with the sources instead: do the rules find from structure what was said to lack?",
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
@catalogue_options
@as_of_option
@allow_option
@click.pass_context
def gaps(
    context: click.Context,
    datasets: tuple[str, ...],
    rules: tuple[str, ...],
    evidence: tuple[str, ...],
    body: str | None,
    level: str | None,
    against_findings: bool,
    fail_on: str | None,
    form: str,
    as_of: dt.date | None,
    allow_numbers: Path | None,
) -> None:
    """Show the gaps."""
    # The old form, for one more version; a folder of that name is a dataset.
    if datasets[:1] == ("explain",) and not Path("explain").exists():
        say(
            Text(
                "”mellanrum gaps explain” försvinner i nästa version: skriv ”mellanrum explain”.",
                "“mellanrum gaps explain” goes away in the next version: use “mellanrum explain”.",
            )
        )
        graph = load_graph(datasets[2:], as_of, allow_numbers)
        write_output(explained(graph, "".join(datasets[1:2])), None)
        return
    graph = load_graph(datasets, as_of, allow_numbers)
    if against_findings:
        write_output(_against(graph, form), None, form)
        return
    found = graph.gaps(rules=rules or None, level=level, evidence=evidence, body=body)
    write_output(_written(graph, found, form), None, form)
    limit = SEVERITY.place(fail_on) if fail_on else -1
    context.exit(1 if any(SEVERITY.place(gap.severity) <= limit for gap in found) else 0)


def _written(graph: KnowledgeGraph, found: tuple[Gap, ...], form: str) -> str:
    from mellanrum.export.tables.gap_tables import (
        gaps_csv,
        gaps_json,
    )
    from mellanrum.export.tables.graph_formats import serialise

    lang, snapshot = language(), graph.snapshot()
    if form == "csv":
        return gaps_csv(snapshot, lang, found)
    if form == "json":
        return gaps_json(snapshot, lang, found)
    if form == "ttl":
        rules = {gap.rule.id: gap.rule for gap in found}.values()
        quads = [*gap_quads(found), *rule_quads(rules, graph.catalogue.profile)]
        return serialise(quads, "turtle")
    headings = [
        Text("regel", "rule"),
        Text("hur vi vet", "how we know"),
        Text("allvarlighet", "severity"),
        Text("kommun", "municipality"),
        Text("mellanrum", "gap"),
    ]
    rows = [
        [
            gap.rule.id,
            EVIDENCE[gap.evidence].label.pick(lang),
            SEVERITY[gap.severity].label.pick(lang),
            snapshot.name(gap.municipality, lang),
            gap.sentence(lang),
        ]
        for gap in found
    ]
    return _table([heading.pick(lang) for heading in headings], rows, form)


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]], form: str) -> str:
    if form == "md":
        escaped = [[cell.replace("|", "\\|") for cell in row] for row in rows]
        lines = [headings, ["---"] * len(headings), *escaped]
        return "".join(f"| {' | '.join(line)} |\n" for line in lines)
    return aligned(headings, rows)


def _against(graph: KnowledgeGraph, form: str) -> str:
    from mellanrum.export.texts.recall_text import HEADINGS, against_rows, recall_line, unsaid_gaps

    lang, snapshot = language(), graph.snapshot()
    comparisons = graph.against_findings()
    rows = against_rows(snapshot, comparisons, lang)
    text = _table([heading.pick(lang) for heading in HEADINGS], rows, form)
    unsaid = Text(
        "Om {count} av {all} mellanrum säger ingen källa något.",
        "No source says anything about {count} of the {all} gaps.",
    ).format(count=len(unsaid_gaps(snapshot)), all=len(snapshot.gaps))
    return f"{text}\n{recall_line(comparisons, lang)}\n{unsaid.pick(lang)}\n"
