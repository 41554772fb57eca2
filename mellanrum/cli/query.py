"""``mellanrum query``: named questions and SPARQL."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rdflib.term import Node

from mellanrum.cli.common import (
    Inputs,
    argument,
    command,
    datasets_option,
    format_option,
    language,
    misuse,
    option,
    run_options,
    say,
    write_output,
)
from mellanrum.export.texts.columns import aligned
from mellanrum.graph.guards import check_text_file
from mellanrum.graph.table import Table
from mellanrum.knowledge import KnowledgeGraph
from mellanrum.ontology.language import Text
from mellanrum.queries.questions import Question, bundled_questions, find_question

__all__ = ["query"]


@command(
    "query",
    "mellanrum query vem-deltar --structure boras/sspf --format csv",
    Text(
        "En frågas parametrar anges som flaggor, till exempel --structure boras/sspf. Rader anges "
        "som datamängd/id. ”mellanrum query FRÅGA --describe” visar parametrarna.",
        "Parameters of a question are given as options, for example --structure boras/sspf. Rows "
        "are named dataset/id. “mellanrum query QUESTION --describe” shows the parameters.",
    ),
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
)
@argument(
    "question",
    Text(
        "Namn på en fråga, en fil med SPARQL, eller - för standard in.",
        "Name of a question, a file with SPARQL, or - for standard input.",
    ),
    required=False,
)
@datasets_option
@format_option("table", "csv", "json", "md")
@option(
    "--iris",
    is_flag=True,
    text=Text("Visa IRI i stället för namn.", "Show IRIs instead of names."),
)
@option(
    "--describe",
    is_flag=True,
    text=Text(
        "Visa vad frågan svarar på och dess parametrar.",
        "Show what the question answers and its parameters.",
    ),
)
@run_options
def query(inputs: Inputs, question: str | None, form: str, iris: bool, describe: bool) -> None:
    """Answer a question."""
    if question is None:
        write_output(_listing())
        return
    named = find_question(question)
    if describe and named is not None:
        write_output(_described(named))
        return
    parameters = _parameters(click.get_current_context().args)
    graph = inputs.load()
    table = graph.query(_text(question), **parameters)
    write_output(_written(graph, named, table, form, iris), form=form)
    if not table.rows:
        say(Text("Frågan gav inget svar.", "The question gave no answer."))


def _text(question: str) -> str:
    """Return the question's name, or the SPARQL text that a file or standard input holds."""
    if question == "-":
        return sys.stdin.buffer.read().decode("utf-8", "replace") + "\n"
    path = Path(question)
    if find_question(question) is None and (path.is_file() or path.suffix in (".rq", ".sparql")):
        return check_text_file(path) + "\n"
    return question


def _parameters(words: list[str]) -> dict[str, object]:
    """Return parameters from words such as ``--structure boras/sspf`` or ``--level=political``."""
    parameters: dict[str, object] = {}
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        name, sign, value = word.partition("=")
        if not name.startswith("--"):
            raise misuse("Oväntat ord: ”{word}”.", "Unexpected word: “{word}”.", word=word)
        if not sign:
            if not waiting:
                raise misuse("{name} saknar värde.", "{name} has no value.", name=name)
            value = waiting.pop(0)
        parameters[name.removeprefix("--").replace("-", "_")] = value
    return parameters


def _written(
    graph: KnowledgeGraph, named: Question | None, table: Table, form: str, iris: bool
) -> str:
    lang = language()
    headings = [
        named.columns[name].pick(lang) if named and name in named.columns else name
        for name in table.columns
    ]

    def show(term: Node) -> str:
        return str(term) if iris else graph.show(term, lang)

    if form == "json":
        return table.to_json()
    if form == "csv":
        return table.to_csv(show, headings)
    if form == "md":
        return table.to_markdown(show, headings)
    return aligned(headings, table.texts(show))


def _listing() -> str:
    lang = language()
    rows = [[q.id, q.name.pick(lang), q.title.pick(lang)] for q in bundled_questions()]
    headings = [Text("id", "id"), Text("namn", "name"), Text("fråga", "question")]
    return aligned([heading.pick(lang) for heading in headings], rows)


def _described(question: Question) -> str:
    lang = language()
    lines = [
        f"{question.id} {question.name.pick(lang)}",
        question.title.pick(lang),
        question.answers.pick(lang),
        "",
    ]
    for parameter in question.parameters:
        lines.append(f"  --{parameter.name} ({parameter.type}): {parameter.help.pick(lang)}")
    return "\n".join(lines) + "\n"
