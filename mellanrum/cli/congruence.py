"""``mellanrum congruence``: how far what is there matches what is required."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from mellanrum.cli.common import (
    FILE,
    Inputs,
    as_of_option,
    command,
    datasets_argument,
    format_option,
    language,
    misuse,
    number_options,
    option,
    write_output,
)
from mellanrum.cli.wording.parameter_types import NamedChoice, WholeNumber
from mellanrum.export.tables.congruence_tables import congruence_csv, congruence_json
from mellanrum.export.texts.congruence_text import congruence_text
from mellanrum.export.texts.pair_chain import chain_text, has_pair
from mellanrum.graph.coordination.meeting import MeetingLevel, meeting_level_names
from mellanrum.graph.coordination.municipal_congruence import CongruenceReport
from mellanrum.graph.problems import did_you_mean, problem
from mellanrum.knowledge import KnowledgeGraph
from mellanrum.ontology.errors import Location, QueryError
from mellanrum.ontology.language import Text
from mellanrum.ontology.vocabularies import MEETING_LEVEL

__all__ = ["MeetingLevelChoice", "congruence"]


class MeetingLevelChoice(NamedChoice):
    """A meeting level, also by the name of a level of work that belongs to it."""

    def __init__(self) -> None:
        super().__init__(lambda: {each.slug: each.label for each in MEETING_LEVEL})

    @cached_property
    def _known(self) -> dict[str, str]:
        return dict(meeting_level_names())


@command(
    "congruence",
    "mellanrum congruence ekvalla --explain ekvalla/bun ekvalla/sn",
    Text(
        "Visar index K för varje nivå där organ behöver mötas, med lägsta och högsta värde, och "
        "de par som mest saknar en plats. Där ett tal inte skulle säga något visas i stället "
        "paren och vad man först bör fråga om. Ett mätinstrument, aldrig ett betyg.",
        "Shows the index K for each level where bodies need to meet, with its lowest and highest "
        "value, and the pairs that most lack a place. Where a number would say nothing, the pairs "
        "and what to ask about first are shown instead. An instrument, never a grade.",
    ),
)
@datasets_argument
@option("--level", type=MeetingLevelChoice(), text=Text("Bara denna nivå.", "Only this level."))
@option(
    "--explain",
    nargs=2,
    stands_for=Text("ORGAN ORGAN", "BODY BODY"),
    text=Text(
        "Visa för två organ vad som krävs, vad som finns och vad som saknas, med belägg.",
        "Show for two bodies what is required, there and missing, with evidence.",
    ),
)
@number_options
@option(
    "--top",
    type=WholeNumber(1),
    default=10,
    show_default=True,
    stands_for=Text("ANTAL", "NUMBER"),
    text=Text("Hur många par tabellen visar.", "How many pairs the table shows."),
)
@format_option("table", "json", "csv")
@option("-o", "--output", stands_for=FILE, text=Text("Fil att skriva.", "File to write."))
@as_of_option
def congruence(
    inputs: Inputs,
    level: MeetingLevel | None,
    explain: tuple[str, str] | None,
    strengths: Path | None,
    weights: Path | None,
    top: int,
    form: str,
    output: str | None,
) -> None:
    """Show the congruence index."""
    graph = inputs.load()
    report = graph.congruence(level, strengths=strengths, weights=weights)
    if explain:
        write_output(_explained(graph, report, explain), output)
    else:
        write_output(_written(graph, report, form, top, level), output, form)


def _written(
    graph: KnowledgeGraph, report: CongruenceReport, form: str, top: int, asked: MeetingLevel | None
) -> str:
    lang, snapshot = language(), graph.snapshot(gaps=False)
    if form == "csv":
        return congruence_csv(snapshot, report, lang)
    if form == "json":
        return congruence_json(snapshot, report, lang)
    return congruence_text(snapshot, report, lang, top, asked)


def _explained(graph: KnowledgeGraph, report: CongruenceReport, names: tuple[str, str]) -> str:
    one, other = (graph.entry(name).iri for name in names)
    if one == other:
        raise misuse("Ange två olika organ.", "Give two different bodies.")
    for found in report.municipalities:
        if has_pair(found, one, other):
            return chain_text(graph.snapshot(gaps=False), found, one, other, language())
    known = sorted(
        graph.short(body)
        for found in report.municipalities
        for body in {*found.demand.responsibilities, *(b for t in found.ties for b in t.members)}
    )
    guesses = [guess for name in names if (guess := did_you_mean(name, known))]
    raise QueryError(
        problem(
            Location(),
            "no-such-pair",
            hint=("Menade du {meant}?", "Did you mean {meant}?") if guesses else None,
            known=", ".join(known),
            meant=" ".join(guesses),
        )
    )
