"""``mellanrum explain``: how a gap is known, why it matters and what usually closes it."""

from __future__ import annotations

from mellanrum.cli.common import (
    Inputs,
    argument,
    command,
    datasets_argument,
    language,
    run_options,
    write_output,
)
from mellanrum.export.texts.explanation import explanation
from mellanrum.graph.problems import did_you_mean, problem, shorten
from mellanrum.knowledge import KnowledgeGraph
from mellanrum.ontology.errors import Location, QueryError
from mellanrum.ontology.language import Text
from mellanrum.ontology.vocabularies import slug_of

__all__ = ["explain", "explained"]


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
    write_output(explained(inputs.load(), gap))


def explained(graph: KnowledgeGraph, name: str) -> str:
    """Return what is known of a gap that is named by its id or IRI.

    Raises
    ------
    QueryError
        If there is none.
    """
    snapshot = graph.snapshot()
    by_id = {slug_of(gap.iri): gap for gap in snapshot.gaps}
    gap = by_id.get(name) or by_id.get(slug_of(name))
    if gap is None:
        raise QueryError(
            problem(
                Location(),
                "unknown-gap",
                ("Det finns inget mellanrum ”{name}”.", "There is no gap “{name}”."),
                hint=(
                    "Id står i kolumnen id i ”mellanrum gaps --format csv”.",
                    "Ids are in the column id of “mellanrum gaps --format csv”.",
                ),
                name=shorten(name),
                guess=did_you_mean(name, by_id),
            )
        )
    return explanation(snapshot, gap, language())
