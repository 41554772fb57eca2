"""``mellanrum rules``: what the rules ask."""

from __future__ import annotations

import click

from mellanrum.cli.common import catalogue, language, rule_options, write_output
from mellanrum.cli.wording.bilingual import BilingualCommand
from mellanrum.export.texts.columns import aligned
from mellanrum.ontology.language import Text
from mellanrum.ontology.vocabularies import SEVERITY

__all__ = ["rules"]

FLAG = Text("upplysning", "flag")
OFF = Text("av", "off")


@click.command(
    cls=BilingualCommand,
    summary=Text("Visa reglerna: vad de frågar och varför.", "Show the rules: what they ask."),
    arguments={
        "RULES": Text("Id eller namn på regler; alla utan.", "Ids or names of rules; all if none.")
    },
    example="mellanrum rules G01",
)
@click.argument("names", nargs=-1, metavar="[RULES]...")
@rule_options
def rules(names: tuple[str, ...]) -> None:
    """Show the rules."""
    lang, known = language(), catalogue()
    chosen, severities = known.select(names or None), known.profile
    if names:
        parts = (
            f"{rule.id} {rule.title.pick(lang)}\n{rule.question.pick(lang)}\n"
            f"{rule.why.pick(lang)}\n{rule.closes.pick(lang)}\n\n"
            f"{rule.sparql.strip() or f'function: {rule.function}'}\n"
            for rule in chosen
        )
        write_output("\n".join(parts), None)
        return
    headings = (
        Text("regel", "rule"),
        Text("namn", "name"),
        Text("allvarlighet", "severity"),
        Text("fråga", "question"),
    )
    rows = []
    for rule in chosen:
        severity = severities.get(rule.id)
        told = SEVERITY[severity].label if severity else OFF
        rows.append(
            [
                rule.id,
                rule.title.pick(lang),
                (FLAG if rule.flag else told).pick(lang),
                rule.question.pick(lang),
            ]
        )
    write_output(aligned([heading.pick(lang) for heading in headings], rows), None)
