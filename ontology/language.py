"""Bilingual text: everything a user reads exists in Swedish and in English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

__all__ = [
    "LANGUAGES",
    "Language",
    "Text",
    "as_language",
    "capitalised",
    "fold",
    "joined",
    "quoted",
    "runs_together",
    "separators",
]

Language = Literal["sv", "en"]
LANGUAGES: tuple[Language, ...] = ("sv", "en")
# A comma, or an *och* that does not join two halves of a compound (Barn- och utbildningsnämnden).
AND = re.compile(r",|(?<!-) (?:och|samt|and) ")
QUOTED = re.compile("[”“][^”“]*”")


@dataclass(frozen=True, order=True)
class Text:
    """One text in both languages.

    Examples
    --------
    >>> Text("nämnd", "committee").pick("en")
    'committee'
    >>> Text("Raden {row}", "Row {row}").format(row=3).sv
    'Raden 3'
    """

    sv: str
    en: str

    def pick(self, language: Language) -> str:
        """Return the text in one language."""
        return self.sv if language == "sv" else self.en

    def format(self, **values: object) -> Text:
        """Fill the placeholders of both languages; a `Text` value is filled in its own language."""

        def filled(language: Language) -> str:
            chosen = {
                key: value.pick(language) if isinstance(value, Text) else value
                for key, value in values.items()
            }
            return self.pick(language).format(**chosen)

        return Text(filled("sv"), filled("en"))

    def __str__(self) -> str:
        return self.sv


def as_language(value: str) -> Language:
    """Return `value` as a language code.

    Raises
    ------
    ValueError
        If it is not one of `LANGUAGES`.
    """
    if value not in LANGUAGES:
        raise ValueError(f"unknown language {value!r}; use one of {', '.join(LANGUAGES)}")
    return value


def capitalised(text: str) -> str:
    """Return a text with a capital at the beginning, the rest as it is.

    Examples
    --------
    >>> capitalised("elevhälsan i BUP")
    'Elevhälsan i BUP'
    """
    return text[:1].upper() + text[1:]


def joined(names: list[str], language: Language) -> str:
    """Return names joined with commas and a last *and*; see `separators`.

    Examples
    --------
    >>> joined(["skola", "polis", "region"], "sv")
    'skola, polis och region'
    >>> joined(["skola", "vård och omsorg", "region"], "sv")
    'skola, vård och omsorg samt region'
    >>> joined(["skola", "fora, ej namngivna", "region"], "sv")
    'skola; fora, ej namngivna samt region'
    >>> joined([], "sv")
    ''
    """
    if len(names) < 2:  # as most lists are
        return "".join(names)
    between = ["", *separators(names, language)]
    return "".join(f"{before}{name}" for before, name in zip(between, names, strict=False))


def separators(names: Sequence[str], language: Language) -> list[str]:
    """Return what goes between names in a sentence, one fewer than there are names.

    Where a name holds an *and* of its own the last is another, and where one holds a comma they
    are kept apart by semicolons, so that a reader sees where each of them ends.
    """
    plain = not any(runs_together(name) for name in names)
    comma = "; " if any("," in QUOTED.sub("", name) for name in names) else ", "
    last = Text(*((" och ", " and ") if plain else (" samt ", f"{comma}and "))).pick(language)
    return [*[comma] * (len(names) - 2), *[last] * (len(names) > 1)]


def runs_together(name: str) -> bool:
    """Tell whether a name holds a comma or an *and*, so that a list of such is hard to read.

    Examples
    --------
    >>> runs_together("Stöd till barn och unga")
    True
    >>> runs_together("Barn- och utbildningsnämnden") or runs_together("”Barn och unga”")
    False
    """
    return bool(AND.search(QUOTED.sub("", name)))


def quoted(text: str, language: Language) -> str:
    """Return a text within the quotation marks of a language.

    Examples
    --------
    >>> quoted("Trygg i Ekvalla", "sv")
    '”Trygg i Ekvalla”'
    """
    return f"”{text}”" if language == "sv" else f"“{text}”"


def fold(text: str) -> str:
    """Return `text` in the form in which headings and labels are compared.

    Examples
    --------
    >>> fold("  Gäller_från ") == fold("galler-fran")
    True
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    decomposed = unicodedata.normalize("NFKD", plain)
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.replace("_", " ").replace("-", " ").split())
