"""The problems that input may have, each told in one place in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from mellanrum.graph.number_search import find_personal_numbers
from mellanrum.ontology.errors import Location, Problem
from mellanrum.ontology.language import LANGUAGES, Language, Text
from mellanrum.ontology.schema import fold

__all__ = ["AND", "DID_YOU_MEAN", "did_you_mean", "listing", "problem", "shorten"]

SHOWN = 12
AND, OR = Text("och", "and"), Text("eller", "or")
DID_YOU_MEAN = Text("Menade du ”{guess}”?", "Did you mean “{guess}”?")


def did_you_mean(found: str, known: Iterable[str]) -> str:
    """Return the known name most like `found`, or the empty string.

    Examples
    --------
    >>> did_you_mean("sspff", ["sspf", "bra"])
    'sspf'
    >>> did_you_mean("xyz", ["sspf", "bra"])
    ''
    """
    names = sorted(set(known))
    cutoff = 50.0 if len(found) <= 4 else 60.0  # one letter of a short id is much of it
    best = process.extractOne(
        fold(found), names, scorer=fuzz.ratio, processor=fold, score_cutoff=cutoff
    )
    return str(best[0]) if best else ""


def listing(names: Iterable[str | Text], conjunction: Text = OR) -> Text:
    """Return names as a list in prose, cut after twelve."""
    given = [name if isinstance(name, Text) else Text(name, name) for name in names]
    if rest := len(given[SHOWN:]):
        conjunction = AND
        given = [*given[:SHOWN], Text(f"{rest} till", f"{rest} more")]
    return Text(*(_in_prose(given, conjunction, language) for language in LANGUAGES))


def _in_prose(names: Sequence[Text], conjunction: Text, language: Language) -> str:
    *head, last = [name.pick(language) for name in names] or [""]
    return f"{', '.join(head)} {conjunction.pick(language)} {last}" if head else last


def shorten(value: str, length: int = 60) -> str:
    """Return a value short enough to stand in a message, without personal identity numbers."""
    flat = " ".join(value[: length * 20].split())
    for hit in reversed(find_personal_numbers(flat)):
        flat = flat[: hit.start] + "…" + flat[hit.end :]
    return flat if len(flat) <= length else flat[: length - 1] + "…"


def problem(
    location: Location,
    code: str,
    message: tuple[str, str],
    allowed: tuple[str, str] | Text | None = None,
    hint: tuple[str, str] | Text | None = None,
    severity: str = "error",
    iri: str = "",
    guess: str = "",
    **values: object,
) -> Problem:
    """Return a problem whose texts are given as (Swedish, English) with placeholders.

    Parameters
    ----------
    location : Location
        Where it stands.
    code : str
        Stable name of the kind of problem.
    message, allowed, hint : pair of str or Text
        Texts in Swedish and English; ``{name}`` is filled from `values`.
    severity : str
        ``error``, ``warning`` or ``info``.
    iri : str
        The node concerned.
    guess : str
        What may have been meant, as `did_you_mean` found it: said in place of the hint.
    """

    def told(pair: tuple[str, str] | Text | None) -> Text | None:
        if pair is None:
            return None
        text = pair if isinstance(pair, Text) else Text(*pair)
        return text.format(**values)

    said = told(message)
    assert said is not None
    advice = DID_YOU_MEAN.format(guess=guess) if guess else told(hint)
    return Problem(location, code, said, told(allowed), advice, severity, iri)
