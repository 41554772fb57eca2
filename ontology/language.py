"""Bilingual text: everything a user reads exists in Swedish and in English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["LANGUAGES", "Language", "Text", "as_language", "joined"]

Language = Literal["sv", "en"]
LANGUAGES: tuple[Language, ...] = ("sv", "en")


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


def joined(names: list[str], language: Language) -> str:
    """Return names joined with commas and a last *and*.

    Examples
    --------
    >>> joined(["skola", "polis", "region"], "sv")
    'skola, polis och region'
    """
    word = Text(" och ", " and ").pick(language)
    return word.join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
