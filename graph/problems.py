"""The problems that input may have, each told in one place in both languages."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from mellanrum.graph.number_search import find_personal_numbers
from mellanrum.ontology.assets import read_asset
from mellanrum.ontology.errors import LoadError, Location, Problem
from mellanrum.ontology.language import LANGUAGES, Language, Text, fold

__all__ = [
    "AND",
    "DID_YOU_MEAN",
    "did_you_mean",
    "in_a_row",
    "listing",
    "problem",
    "refusal",
    "shorten",
]

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
    from rapidfuzz import fuzz, process  # only for a slip

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


def in_a_row(names: Iterable[Text]) -> Text:
    """Return names with commas between them, all of them."""
    given = list(names)
    return Text(", ".join(name.sv for name in given), ", ".join(name.en for name in given))


def _in_prose(names: Sequence[Text], conjunction: Text, language: Language) -> str:
    *head, last = [name.pick(language) for name in names] or [""]
    return f"{', '.join(head)} {conjunction.pick(language)} {last}" if head else last


def shorten(value: str, length: int = 60) -> str:
    """Return a value short enough to stand in a message, without personal identity numbers."""
    flat = " ".join(value[: length * 20].split())
    for hit in reversed(find_personal_numbers(flat)):
        flat = flat[: hit.start] + "…" + flat[hit.end :]
    return flat if len(flat) <= length else flat[: length - 1] + "…"


@cache
def _catalogue() -> Mapping[str, Mapping[str, str]]:
    lines = csv.DictReader(io.StringIO(read_asset("graph", "problems.csv")))
    return {line["problem"]: line for line in lines}


def _pair(line: Mapping[str, str], part: str) -> tuple[str, str] | None:
    return (line[f"{part}sv"], line[f"{part}en"]) if line[f"{part}sv"] else None


def problem(
    location: Location,
    code: str,
    message: tuple[str, str] | None = None,
    allowed: tuple[str, str] | Text | None = None,
    hint: tuple[str, str] | Text | None = None,
    severity: str = "error",
    iri: str = "",
    guess: str = "",
    **values: object,
) -> Problem:
    """Return a problem; without `message` its texts are those of problems.csv.

    Parameters
    ----------
    location : Location
        Where it stands.
    code : str
        Stable name of the kind of problem. Where problems.csv tells one kind in several ways, the
        way stands after a colon, which is no part of the name.
    message, allowed, hint : pair of str or Text
        Texts in Swedish and English; ``{name}`` is filled from `values`.
    severity : str
        ``error``, ``warning`` or ``info``.
    iri : str
        The node concerned.
    guess : str
        What may have been meant, as `did_you_mean` found it: said in place of the hint.
    """
    if message is None:
        line = _catalogue()[code]
        message, severity = (line["sv"], line["en"]), line["severity"] or severity
        allowed, hint = allowed or _pair(line, "allowed_"), hint or _pair(line, "hint_")

    def told(pair: tuple[str, str] | Text | None) -> Text | None:
        if pair is None:
            return None
        text = pair if isinstance(pair, Text) else Text(*pair)
        return text.format(**values)

    advice = DID_YOU_MEAN.format(guess=guess) if guess else told(hint)
    said, kind = Text(*message).format(**values), code.partition(":")[0]
    return Problem(location, kind, said, told(allowed), advice, severity, iri)


def refusal(location: Location, code: str, **values: Any) -> LoadError:
    """Return the refusal of an input: one problem of problems.csv; the rest as for `problem`."""
    return LoadError(problem(location, code, **values))
