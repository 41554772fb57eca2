"""A gap as a sentence: the rule's words with the names of what the gap is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from mellanrum.ontology.language import LANGUAGES, Language, Text, joined
from mellanrum.ontology.namespaces import CONCEPT
from mellanrum.queries.evidence import Candidate

__all__ = ["Namer", "sentence"]

Namer = Callable[[str, Language], str]
AGE = str(CONCEPT["age/"])
QUOTED = Text("”{}”", "“{}”")
FEWEST = 3  # ages in a row that are told as a span


def sentence(found: Candidate, name: Namer, aliases: Iterable[str] = ()) -> Text:
    """Return what a candidate says, in both languages.

    Parameters
    ----------
    found : Candidate
        What a rule found.
    name : callable
        Gives the name of a node in a language.
    aliases : iterable of str
        Other names of its subject, as they stand in the sources.
    """
    told = {}
    for language in LANGUAGES:
        text = found.rule.says.pick(language).format(
            subject=name(found.subject, language),
            object=name(found.object, language) if found.object else "",
            level=name(found.level, language) if found.level else "",
            about=joined(list(_names(found.about, name, language)), language),
            aliases=joined([QUOTED.pick(language).format(each) for each in aliases], language),
        )
        told[language] = text[:1].upper() + text[1:]
    return Text(**told)


def _names(nodes: Iterable[str], name: Namer, language: Language) -> Iterator[str]:
    """Yield names; ages in a row as one span, such as *6–12 år*."""
    run: list[str] = []
    for node in (*nodes, ""):
        if run and not (_age(node) and _age(node) == _age(run[-1]) + 1):
            yield from _span([name(each, language) for each in run])
            run = []
        if _age(node):
            run.append(node)
        elif node:
            yield name(node, language)


def _age(node: str) -> int:
    """Return the age that a concept stands for, one too high, so that 0 is none."""
    return int(node.removeprefix(AGE)) + 1 if node.startswith(AGE) else 0


def _span(names: list[str]) -> list[str]:
    if len(names) < FEWEST:
        return names
    return [f"{names[0].partition(' ')[0]}–{names[-1]}"]
