"""The problems that input may have, each told in one place in both languages."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from mellanrum.graph.number_search import find_personal_numbers
from mellanrum.ontology.errors import Location, Problem
from mellanrum.ontology.language import Text
from mellanrum.ontology.schema import fold

__all__ = ["did_you_mean", "listing", "problem", "shorten"]

SHOWN = 12
OR = Text("eller", "or")


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


def listing(names: Iterable[str], conjunction: Text = OR) -> Text:
    """Return names as a list in prose, cut after twelve."""
    given = list(names)
    if len(given) > SHOWN:
        rest = len(given) - SHOWN
        shown = ", ".join(given[:SHOWN])
        return Text(f"{shown} och {rest} till", f"{shown} and {rest} more")
    if len(given) < 2:
        return Text("".join(given), "".join(given))
    head, last = ", ".join(given[:-1]), given[-1]
    return Text(f"{head} {conjunction.sv} {last}", f"{head} {conjunction.en} {last}")


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
    """

    def told(pair: tuple[str, str] | Text | None) -> Text | None:
        if pair is None:
            return None
        text = pair if isinstance(pair, Text) else Text(*pair)
        return text.format(**values)

    said = told(message)
    assert said is not None
    return Problem(location, code, said, told(allowed), told(hint), severity, iri)
