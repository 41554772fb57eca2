"""``mellanrum lifelines``: what became of each recommendation, and of the promises made."""

from __future__ import annotations

from mellanrum.cli.common import (
    Inputs,
    command,
    datasets_argument,
    format_option,
    language,
    option,
    run_options,
    unknown,
    write_output,
)
from mellanrum.cli.wording.naming import rows_named
from mellanrum.cli.wording.parameter_types import scheme
from mellanrum.export.documents.sheets import sheet_csv, sheets_markdown, sheets_text
from mellanrum.export.tables.lifeline_tables import lifeline_sheets, lifelines_json, promise_sheet
from mellanrum.export.texts.lifeline_text import lifeline_text
from mellanrum.knowledge import KnowledgeGraph
from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import MR
from mellanrum.ontology.vocabularies import LIFELINE_STATUS, slug_of
from mellanrum.queries.followup.lifeline import Lifelines

__all__ = ["lifelines"]

OWNERS = ("Body", "Post", "CollaborationStructure")


@command(
    "lifelines",
    "mellanrum lifelines boras --as-of 2021-04-01 --status overdue",
    Text(
        "”mellanrum lifelines explain ID” berättar om en rekommendation eller iakttagelse steg för "
        "steg, med hänvisningar. Sist kommer försenade åtaganden per ägare, och åtaganden utan "
        "ägare eller tid. Det som källorna säger efter datumet räknas inte.",
        "“mellanrum lifelines explain ID” tells of one recommendation or finding step by step, "
        "with references. Last come overdue commitments by owner, and commitments without owner "
        "or time. What the sources say after the date does not count.",
    ),
)
@datasets_argument
@option(
    "--status",
    "statuses",
    multiple=True,
    type=scheme(LIFELINE_STATUS),
    text=Text("Bara detta läge; kan upprepas.", "Only this status; may be repeated."),
)
@option(
    "--owner",
    "owners",
    multiple=True,
    stands_for=Text("ORGAN", "BODY"),
    text=Text(
        "Bara det som detta organ har åtagit sig, eller som är riktat till det; namn eller "
        "datamängd/id; kan upprepas.",
        "Only what this body has undertaken, or what is addressed to it; name or dataset/id; may "
        "be repeated.",
    ),
)
@format_option("table", "json", "csv", "md")
@run_options
def lifelines(
    inputs: Inputs, statuses: tuple[str, ...], owners: tuple[str, ...], form: str
) -> None:
    """Show the lifelines."""
    if inputs.to_explain is not None:
        write_output(_explained(inputs.load(skip=2), inputs.to_explain))
        return
    graph = inputs.load()
    bodies = [iri for name in owners for iri in _owner(graph, name)]
    write_output(_written(graph, graph.lifelines().only(statuses, bodies), form), form=form)


def _owner(graph: KnowledgeGraph, name: str) -> tuple[str, ...]:
    """Return the IRIs that a name of an owner stands for: it, and the posts in it."""
    found = rows_named(graph, name, OWNERS, "unknown-owner")
    posts = {post for node in found for post in graph.facts.subjects(str(MR.postIn), node)}
    return tuple(sorted(found | posts))


def _written(graph: KnowledgeGraph, found: Lifelines, form: str) -> str:
    lang, snapshot = language(), graph.snapshot()
    if form == "json":
        return lifelines_json(snapshot, found, lang)
    if form == "csv":
        return sheet_csv(promise_sheet(snapshot, found, lang))
    sheets = lifeline_sheets(snapshot, found, lang)
    return sheets_markdown(sheets) if form == "md" else sheets_text(sheets)


def _explained(graph: KnowledgeGraph, name: str) -> str:
    lines = {graph.short(line.root): line for line in graph.lifelines()}
    by_id = {slug_of(short): line for short, line in lines.items()} | lines
    if name not in by_id:
        raise unknown("unknown-lifeline", name, by_id)
    return lifeline_text(graph.snapshot(), by_id[name], language())
