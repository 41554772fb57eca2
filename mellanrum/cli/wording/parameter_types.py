"""What an option may be given: names in either language, and errors in the language of the run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mellanrum.cli.wording.run_language import language
from mellanrum.graph.problems import DID_YOU_MEAN, did_you_mean, shorten
from mellanrum.ontology.language import Text, fold

if TYPE_CHECKING:
    from mellanrum.ontology.vocabularies import Scheme

__all__ = ["NamedChoice", "WholeNumber", "existing_folder", "scheme"]


def _refused(
    told: Text, param: click.Parameter | None, ctx: click.Context | None, **values: object
) -> click.BadParameter:
    text = told.format(name=param.opts[0] if param else "", **values)
    return click.BadParameter(text.pick(language(ctx)), ctx, param)


class NamedChoice(click.types.StringParamType):
    """One of some values, named in Swedish or English, with or without accents and capitals.

    Parameters
    ----------
    read : callable
        Returns the word for each value in both languages; called when first needed.
    gone : callable, optional
        Returns what to say of each name that once was a choice.
    """

    name = "choice"

    def __init__(
        self,
        read: Callable[[], Mapping[str, Text]],
        gone: Callable[[], Mapping[str, Text]] = dict,
    ) -> None:
        self._read = read
        self._gone = gone

    @cached_property
    def words(self) -> dict[str, Text]:
        """The word for each value, in English the value itself."""
        return {
            value: Text("-".join(text.sv.split()), value) for value, text in self._read().items()
        }

    @cached_property
    def _known(self) -> dict[str, str]:
        """The value for each name that it goes by, folded."""
        texts = self._read()
        names = {value: (value, text.sv, text.en) for value, text in texts.items()}
        return {fold(name): value for value, several in names.items() for name in several}

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the value that a name stands for."""
        found = fold(str(value))
        if found in self._known:
            return self._known[found]
        for name, told in self._gone().items():
            if fold(name) == found:
                raise _refused(told, param, ctx)
        raise self._unknown(str(value), param, ctx)

    def _unknown(
        self, found: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> click.BadParameter:
        words = {value: text.pick(language(ctx)) for value, text in self.words.items()}
        near = did_you_mean(found, self._known)
        told = Text(
            "{name} kan inte vara ”{found}”. Välj bland {words}.",
            "{name} cannot be “{found}”. Choose among {words}.",
        )
        if near:
            told = Text(f"{told.sv} {DID_YOU_MEAN.sv}", f"{told.en} {DID_YOU_MEAN.en}")
        guess = words[self._known[near]] if near else ""
        listed = ", ".join(words.values())
        return _refused(told, param, ctx, found=shorten(found), words=listed, guess=guess)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Return the choices for the help, in the language of the run."""
        return f"[{'|'.join(text.pick(language(ctx)) for text in self.words.values())}]"


def scheme(vocabulary: Scheme) -> NamedChoice:
    """Return the choice of a concept of a closed vocabulary, by slug or label."""
    return NamedChoice(lambda: {concept.slug: concept.label for concept in vocabulary})


class WholeNumber(click.types.IntParamType):
    """A whole number that is not less than a least one."""

    name = "integer"

    def __init__(self, least: int) -> None:
        self.least = least

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number."""
        try:
            number = int(value)
        except ValueError:
            number = self.least - 1
        if number < self.least:
            told = Text(
                "{name} ska vara ett heltal som är minst {least}, inte ”{found}”.",
                "{name} must be a whole number of at least {least}, not “{found}”.",
            )
            raise _refused(told, param, ctx, least=self.least, found=shorten(str(value)))
        return number


def existing_folder(
    context: click.Context, parameter: click.Parameter, value: Path | None
) -> Path | None:
    """Return the folder that an option is given; for the callback of an option."""
    if value is not None and not value.is_dir():
        told = Text("{name}: mappen ”{path}” finns inte.", "{name}: there is no folder “{path}”.")
        raise _refused(told, parameter, context, path=value)
    return value
