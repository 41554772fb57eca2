"""A gap as a sentence: the rule's words with the names of what the gap is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from string import Formatter

from mellanrum.ontology.language import (
    LANGUAGES,
    Language,
    Text,
    capitalised,
    joined,
    quoted,
    runs_together,
)
from mellanrum.ontology.namespaces import CONCEPT, MR
from mellanrum.ontology.schema import load_schema
from mellanrum.queries.finding.candidate import Candidate

__all__ = ["AliasesOf", "GapSentence", "Namer", "TypesOf", "first_of", "mid_sentence", "shortened"]

Namer = Callable[[str, Language], str]
TypesOf = Callable[[str], Sequence[str]]
AliasesOf = Callable[[str], Sequence[str]]
Both = tuple[str, str]  # in Swedish and in English
NOTHING: Both = ("", "")
AGE = str(CONCEPT["age/"])
IN_TITLE = 60
FEWEST = 3  # ages in a row that are told as a span
MOST_NAMED = 2
MORE = Text("{name} och {count} till", "{name} and {count} more")

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


class GapSentence:
    """Tells what candidates say; names and how they are written are found once for all of them.

    By the classes of a node its name is written within a sentence; its other names are those that
    stand in the sources.
    """

    def __init__(
        self,
        name: Namer,
        types: TypesOf = lambda node: (),
        aliases: AliasesOf = lambda node: (),
    ) -> None:
        self._aliases = aliases
        self._types = types
        # As it is, and as it stands within a sentence; in each language.
        self._name = cache(lambda node: (name(node, "sv"), name(node, "en")))
        self._within = cache(self._inside)

    def _inside(self, node: str) -> Both:
        types = self._types(node)
        sv, en = self._name(node)
        return mid_sentence(sv, types, "sv"), mid_sentence(en, types, "en")

    def sentence(self, found: Candidate, *, unread: bool = False, unfilled: bool = False) -> Text:
        """Return what a candidate says, in both languages.

        `unread` tells that no source after the day by which it was to be done has been read, and
        `unfilled` that it is a question, since what the rule needs is not filled in.
        """
        rule = found.rule
        special = (
            (unfilled, rule.unfilled),
            (found.open, rule.asks),
            (unread, rule.unread),
            (found.level, rule.at_level),
        )
        says = next((text for holds, text in special if holds and text), rule.says)
        (sv, own), (en, other) = _template(says.sv), _template(says.en)
        values = {place: self._value(found, *place) for place in {*own, *other}}
        return Text(
            capitalised(sv % tuple([values[place][0] for place in own])),
            capitalised(en % tuple([values[place][1] for place in other])),
        )

    def _value(self, found: Candidate, field: str, as_is: bool) -> Both:
        """Return what stands in a place of a sentence, in each language."""
        name = self._name if as_is else self._within
        if field == "about" and found.about:
            names = _names(found.about, name)
            sv, en = (list(dict.fromkeys(told)) for told in zip(*names, strict=True))
            return joined(sv, "sv"), joined(en, "en")
        if field == "aliases":
            other = self._aliases(found.subject)
            sv, en = ([quoted(each, language) for each in other] for language in LANGUAGES)
            return joined(sv, "sv"), joined(en, "en")
        if field == "count":
            return str(len(found.about)), str(len(found.about))
        node = getattr(found, field)
        return name(node) if node else NOTHING


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
    has_name, may_be_quoted, is_common = _manner(types[0] if types else "")
    if not has_name or (may_be_quoted and runs_together(name)):
        return quoted(name, language)
    first = name.split(" ", 1)[0]
    small = (is_common and first[1:].islower()) or first in ARTICLES
    return name[:1].lower() + name[1:] if small else name


def first_of(names: Sequence[str], language: Language) -> str:
    """Return names as a list; of more than two the first, and how many more there are.

    Examples
    --------
    >>> first_of(["ks", "bun"], "sv"), first_of(["ks", "bun", "sn"], "en")
    ('ks och bun', 'ks and 2 more')
    """
    if len(names) > MOST_NAMED:
        return MORE.pick(language).format(name=names[0], count=len(names) - 1)
    return joined(list(names), language)


def shortened(names: str) -> str:
    """Return names cut after a word, where they are too long for a title."""
    if len(names) <= IN_TITLE:
        return names
    return names[:IN_TITLE].rpartition(" ")[0].rstrip(",;:") + " …"


@cache
def _manner(own: str) -> tuple[bool, bool, bool]:
    """Tell how names of a class are written: if they are names, may be quoted, and are common."""
    is_a = load_schema().is_a
    if not own:
        return True, False, False
    return is_a(own, NAMED), not is_a(own, NEVER_QUOTED), is_a(own, COMMON)


@cache
def _template(text: str) -> tuple[str, tuple[tuple[str, bool], ...]]:
    """Return a text with %s for each place, and the field of each and if names stay as they are.

    They do where one stands alone before a colon, or already within quotation marks.
    """
    parts = [(before, field) for before, field, *_ in Formatter().parse(text)]
    after = [before for before, _ in parts[1:]] + [""]
    places = tuple(
        (field, (not at and not before and after[at].startswith(":")) or before[-1:] in ("”", "“"))
        for at, (before, field) in enumerate(parts)
        if field
    )
    pattern = "".join(
        before.replace("%", "%%") + ("%s" if field else "") for before, field in parts
    )
    return pattern, places


def _names(nodes: Sequence[str], name: Callable[[str], Both]) -> list[Both]:
    """Return names; ages in a row as one span, such as *6–12 år*."""
    if not any(node.startswith(AGE) for node in nodes):
        return [name(node) for node in nodes]
    names: list[Both] = []
    run: list[str] = []
    for node in (*nodes, ""):
        if run and not (_age(node) and _age(node) == _age(run[-1]) + 1):
            names += _span([name(each) for each in run])
            run = []
        if _age(node):
            run.append(node)
        elif node:
            names.append(name(node))
    return names


def _age(node: str) -> int:
    """Return the age that a concept stands for, one too high, so that 0 is none."""
    return int(node.removeprefix(AGE)) + 1 if node.startswith(AGE) else 0


def _span(names: list[Both]) -> list[Both]:
    if len(names) < FEWEST:
        return names
    sv, en = (
        f"{first.partition(' ')[0]}–{last}" for first, last in zip(names[0], names[-1], strict=True)
    )
    return [(sv, en)]
