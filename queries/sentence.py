"""A gap as a sentence: the rule's words with the names of what the gap is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from string import Formatter

from mellanrum.ontology.language import (
    LANGUAGES,
    Language,
    Text,
    joined,
    quoted,
    runs_together,
)
from mellanrum.ontology.namespaces import CONCEPT, MR
from mellanrum.ontology.schema import load_schema
from mellanrum.queries.evidence import Candidate
from mellanrum.queries.gap import EvidenceKind

__all__ = ["Namer", "TypesOf", "mid_sentence", "sentence"]

Namer = Callable[[str, Language], str]
TypesOf = Callable[[str], Sequence[str]]
AGE = str(CONCEPT["age/"])
FEWEST = 3  # ages in a row that are told as a span

# What is written with a small letter within a sentence, as common nouns are.
COMMON = (str(MR.TargetGroup), str(MR.ActorCollective))
ARTICLES = frozenset({"De", "Den", "Det", "Dessa"})
# What bears a name; anything else has a heading or a whole statement for a name.
NAMED = tuple(
    str(MR[name])
    for name in (
        "Body",
        "CollaborationForm",
        "CollaborationStructure",
        "Funding",
        "Post",
        "Programme",
        "SteeringDocument",
        "TargetGroup",
    )
)
NEVER_QUOTED = tuple(str(MR[name]) for name in ("Body", "Post", "TargetGroup"))


def sentence(
    found: Candidate,
    name: Namer,
    types: TypesOf = lambda node: (),
    kind: EvidenceKind = "undocumented",
) -> Text:
    """Return what a candidate says, in both languages.

    Parameters
    ----------
    found : Candidate
        What a rule found.
    name : callable
        Gives the name of a node in a language.
    types : callable
        Gives the classes of a node, by which its name is written within a sentence.
    kind : str
        How it is known. Where a source says that something is lacking, the rule's words for that
        are used, if it has any: such a gap is not one that is “not documented”.
    """
    is_said = kind in ("stated", "contested")
    says = found.rule.stated if is_said and found.rule.stated else found.rule.says
    told = {
        language: "".join(_parts(found, says.pick(language), name, types, language))
        for language in LANGUAGES
    }
    return Text(**{key: text[:1].upper() + text[1:] for key, text in told.items()})


def mid_sentence(name: str, types: Sequence[str], language: Language) -> str:
    """Return a name as it stands within a sentence, in a list or not.

    Common nouns get a small letter. Names that are whole statements, and names of structures,
    programmes and documents that hold a comma or an *and*, stand within quotation marks.

    Examples
    --------
    >>> mid_sentence("Barn och unga", [str(MR.TargetGroup)], "sv")
    'barn och unga'
    >>> mid_sentence("Trygg och säker", [str(MR.Programme)], "sv")
    '”Trygg och säker”'
    """
    is_a = load_schema().is_a
    own = types[0] if types else ""
    if own and not is_a(own, NAMED):
        return quoted(name, language)
    if own and not is_a(own, NEVER_QUOTED) and runs_together(name):
        return quoted(name, language)
    first = name.split(" ", 1)[0]
    is_common = bool(own) and is_a(own, COMMON) and first[1:].islower()
    return name[:1].lower() + name[1:] if is_common or first in ARTICLES else name


def _parts(
    found: Candidate, text: str, name: Namer, types: TypesOf, language: Language
) -> Iterator[str]:
    parts = list(Formatter().parse(text))
    for number, (before, field, _, _) in enumerate(parts):
        yield before
        if not field:
            continue
        after = parts[number + 1][0] if number + 1 < len(parts) else ""
        # A name that stands alone before a colon, or already within quotation marks.
        as_is = (not number and not before and after.startswith(":")) or before[-1:] in ("”", "“")

        def written(node: str, as_is: bool = as_is) -> str:
            told = name(node, language)
            return told if as_is else mid_sentence(told, types(node), language)

        if field == "about":
            names = dict.fromkeys(_names(found.about, written))
            yield joined(list(names), language)
        elif node := getattr(found, field):
            yield written(node)


def _names(nodes: Iterable[str], written: Callable[[str], str]) -> Iterator[str]:
    """Yield names; ages in a row as one span, such as *6–12 år*."""
    run: list[str] = []
    for node in (*nodes, ""):
        if run and not (_age(node) and _age(node) == _age(run[-1]) + 1):
            yield from _span([written(each) for each in run])
            run = []
        if _age(node):
            run.append(node)
        elif node:
            yield written(node)


def _age(node: str) -> int:
    """Return the age that a concept stands for, one too high, so that 0 is none."""
    return int(node.removeprefix(AGE)) + 1 if node.startswith(AGE) else 0


def _span(names: list[str]) -> list[str]:
    if len(names) < FEWEST:
        return names
    return [f"{names[0].partition(' ')[0]}–{names[-1]}"]
