"""Sentences with terms and values in them, as the inlines of a document.

A template holds values as ``{name}`` and terms as ``[key|word]``. A value is never itself read as
a template.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from mellanrum.export.documents.content import Inline, Inlines, Run, Term, plain, run
from mellanrum.export.snapshot import Snapshot
from mellanrum.ontology.language import Language, Text, capitalised, separators
from mellanrum.ontology.namespaces import CONCEPT, MR

__all__ = [
    "PART",
    "Value",
    "begun",
    "bracketed",
    "joined",
    "named",
    "strung",
    "tell",
    "term_anchor",
]

Value = str | int | Text | Inlines
PART = re.compile(r"\[(?P<term>[\w/-]+)\|(?P<word>[^\]]+)\]|\{(?P<value>\w+)\}")


def tell(text: Text, language: Language, **values: Value) -> Inlines:
    """Return a template filled with values.

    Examples
    --------
    >>> told = tell(Text("{n} [forum|forum] möts.", "{n} [forum|forums] meet."), "en", n=3)
    >>> [inline.text for inline in told]
    ['3', ' ', 'forums', ' meet.']
    """
    return tuple(_parts(text.pick(language), language, values))


def _parts(template: str, language: Language, values: dict[str, Value]) -> Iterator[Inline]:
    end = 0
    for found in PART.finditer(template):
        if found.start() > end:
            yield Run(template[end : found.start()])
        if found["term"]:
            yield Term(found["word"], term_anchor(found["term"]))
        else:
            yield from _value(values[found["value"]], language)
        end = found.end()
    if end < len(template):
        yield Run(template[end:])


def _value(value: Value, language: Language) -> Iterator[Inline]:
    if isinstance(value, tuple):
        yield from value
    elif isinstance(value, Text):
        yield from tell(value, language)
    elif str(value):
        yield Run(str(value))


def term_anchor(key: str) -> str:
    """Return the anchor of a term in the glossary."""
    return f"term-{key.replace('/', '-')}"


def named(snapshot: Snapshot, node: str, language: Language) -> Inlines:
    """Return the name of a node; names in the data are Swedish in an English document too."""
    name = snapshot.name(node, language)
    ours = node.startswith((str(CONCEPT), str(MR)))
    return (Run(name, language=None if ours or language == "sv" else "sv"),) if name else ()


def joined(parts: Sequence[Inlines], language: Language, *, either: bool = False) -> Inlines:
    """Return several as one, with commas and a last *and*; see `separators`.

    With `either`, the last word is *or*.

    Examples
    --------
    >>> "".join(i.text for i in joined([(Run("a"),), (Run("b"),), (Run("c"),)], "en"))
    'a, b and c'
    """
    between = ["", *separators([plain(part) for part in parts], language)]
    if either and len(parts) > 1:
        between[-1] = Text(" eller ", " or ").pick(language)
    told = ((*run(before), *part) for before, part in zip(between, parts, strict=False))
    return tuple(chain.from_iterable(told))


def strung(parts: Iterable[Inlines], between: str) -> Inlines:
    """Return several as one, with the same text between them all."""
    told = [inline for part in filter(None, parts) for inline in (Run(between), *part)]
    return tuple(told[1:])


def bracketed(name: Inlines, told: Inlines) -> Inlines:
    """Return a name with what is told of it in brackets."""
    return (*name, Run(" ("), *told, Run(")"))


def begun(name: Inlines) -> Inlines:
    """Return a name as it begins a line: with a capital."""
    if not name or not isinstance(name[0], Run):
        return name
    return (replace(name[0], text=capitalised(name[0].text)), *name[1:])
