"""``mellanrum rules``: what the rules ask."""

from __future__ import annotations

from mellanrum.cli.common import (
    Inputs,
    argument,
    catalogue_options,
    command,
    language,
    write_output,
)
from mellanrum.export.texts.columns import aligned
from mellanrum.ontology.language import Text
from mellanrum.ontology.vocabularies import SEVERITY
from mellanrum.queries.rules.rule import Rule

__all__ = ["rules"]

FLAG = Text("upplysning", "flag")
OFF = Text("av", "off")
HEADINGS = (
    Text("regel", "rule"),
    Text("namn", "name"),
    Text("allvarlighet", "severity"),
    Text("fråga", "question"),
)


@command("rules", "mellanrum rules G01", reads_data=False)
@argument(
    "rules",
    Text("Id eller namn på regler; alla utan.", "Ids or names of rules; all if none."),
    nargs=-1,
)
@catalogue_options
def rules(inputs: Inputs, rules: tuple[str, ...]) -> None:
    """Show the rules."""
    lang, known = language(), inputs.catalogue
    chosen = known.select(rules or None)
    if rules:
        write_output("\n".join(map(_explained, chosen)))
        return
    rows = []
    for rule in chosen:
        severity = known.profile.get(rule.id)
        told = FLAG if rule.flag else SEVERITY[severity].label if severity else OFF
        rows.append([rule.id, rule.title.pick(lang), told.pick(lang), rule.question.pick(lang)])
    write_output(aligned([heading.pick(lang) for heading in HEADINGS], rows))


def _explained(rule: Rule) -> str:
    texts = (rule.question, rule.why, rule.closes)
    told = "\n".join(text.pick(language()) for text in texts)
    asked = rule.sparql.strip() or f"function: {rule.function}"
    return f"{rule.id} {rule.title.pick(language())}\n{told}\n\n{asked}\n"
