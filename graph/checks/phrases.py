"""Find the phrase of each row in the source documents, in spite of line breaks and OCR damage."""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from rapidfuzz import fuzz

from mellanrum.graph.guards import check_text_file
from mellanrum.graph.problems import problem, shorten
from mellanrum.graph.standing.facts import Facts
from mellanrum.graph.standing.passages import line_ranges
from mellanrum.ontology.errors import LoadError, Location, Problem
from mellanrum.ontology.namespaces import MR

__all__ = ["PhraseMatch", "SearchedText", "check_phrases", "find_phrase", "read_document"]

NEAR_ENOUGH = 88.0  # per cent alike, as rapidfuzz counts; below it, chance hits appear
SHORTEST = 8  # a shorter phrase is like too many others, so it must stand exactly
LINE_END = re.compile(r"\r\n|\n|\r")  # what editors count; a form feed does not begin a line
MARKUP = re.compile(r"<[^<>\n]{1,40}>|[*_#]{1,6}|\[([^\]\n]*)\]\([^)\n]*\)")
PLAIN = str.maketrans("”“’–—", '""\'--', "\u00ad")  # soft hyphens are left out


@dataclass(frozen=True)
class SearchedText:
    """A text with white space and case levelled, and the line on which each character stood."""

    text: str
    lines: tuple[int, ...]

    @cached_property
    def solid(self) -> tuple[str, list[int]]:
        """The text without spaces and hyphens, and where in `text` each of its letters stands."""
        places = [place for place, letter in enumerate(self.text) if letter not in " -"]
        return "".join(self.text[place] for place in places), places


@dataclass(frozen=True)
class PhraseMatch:
    """Where a phrase was found: line from 1, and how alike it is in per cent."""

    phrase: str
    line: int
    score: float


def _level(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(PLAIN)).casefold()


def read_document(text: str) -> SearchedText:
    """Level a document for searching.

    Examples
    --------
    >>> read_document("Ett  råd\\nför **barn**").text
    'ett råd för barn'
    """
    characters: list[str] = []
    lines: list[int] = []
    for number, line in enumerate(LINE_END.split(text), start=1):
        words = _level(MARKUP.sub(lambda found: found.group(1) or "", line)).split()
        for word in words:
            joined = (" " if characters else "") + word
            characters.extend(joined)
            lines.extend([number] * len(joined))
    return SearchedText("".join(characters), tuple(lines))


def find_phrase(document: SearchedText, phrase: str) -> PhraseMatch | None:
    """Return where a phrase stands in a document, the exact place before a like one.

    Words that are split at the end of a line, or run together, count as like.

    None where nothing at least 88 per cent alike is found.
    """
    wanted = " ".join(_level(phrase).split())
    if not wanted:
        return None
    exact = document.text.find(wanted)
    if exact >= 0:
        return PhraseMatch(phrase, document.lines[exact], 100.0)
    # rapidfuzz looks for the shorter text in the longer, whichever is named first.
    if len(wanted) < SHORTEST or len(wanted) > len(document.text):
        return None
    return _split_otherwise(document, phrase, wanted) or _nearest(document, phrase, wanted)


def _split_otherwise(document: SearchedText, phrase: str, wanted: str) -> PhraseMatch | None:
    text, places = document.solid
    solid = wanted.replace(" ", "").replace("-", "")
    start = text.find(solid) if len(solid) >= SHORTEST else -1
    if start < 0:
        return None
    first, last = places[start], places[start + len(solid) - 1]
    score = fuzz.ratio(wanted, document.text[first : last + 1])
    return PhraseMatch(phrase, document.lines[first], score)


def _nearest(document: SearchedText, phrase: str, wanted: str) -> PhraseMatch | None:
    match = fuzz.partial_ratio_alignment(wanted, document.text, score_cutoff=NEAR_ENOUGH)
    if match is None:
        return None
    return PhraseMatch(phrase, document.lines[_word_start(document, match.dest_start)], match.score)


def _word_start(document: SearchedText, position: int) -> int:
    return min(position + (document.text[position : position + 1] == " "), len(document.lines) - 1)


def check_phrases(
    facts: Facts, origins: Mapping[tuple[str, str], Location], folder: Path
) -> list[Problem]:
    """Look every phrase up in the documents of a folder.

    There is an error for each phrase that is not found and each file that is missing; for the
    record, the line of each phrase that is; a warning where the row names another line.
    """
    problems: list[Problem] = []
    documents: dict[str, SearchedText | None] = {}
    for statement in facts.nodes():
        phrase = facts.value(statement, str(MR.phrase))
        source = facts.value(statement, str(MR.source))
        name = facts.value(source, str(MR.fileName))
        if not phrase or not name:
            continue
        place = origins.get((statement, str(MR.phrase))) or Location()
        if name not in documents:
            documents[name] = _document(folder, name, place, problems)
        document = documents[name]
        if document is not None:
            places = facts.values(statement, str(MR.place))
            problems.append(_result(document, phrase, name, places, place, statement))
    return problems


def _document(
    folder: Path, name: str, place: Location, problems: list[Problem]
) -> SearchedText | None:
    path = folder / name
    if Path(name).name != name or not path.is_file():
        problems.append(problem(place, "missing-document", name=shorten(name)))
        return None
    try:
        return read_document(check_text_file(path))
    except LoadError as error:
        problems.extend(error.problems)
        return None


def _result(
    document: SearchedText,
    phrase: str,
    name: str,
    places: tuple[str, ...],
    location: Location,
    statement: str,
) -> Problem:
    told = partial(problem, location, iri=statement, phrase=shorten(phrase), name=name)
    match = find_phrase(document, phrase)
    if match is None:
        return told("phrase-not-found")
    stated = line_ranges(places)
    there = _find_there(document, phrase, match, stated) if stated else match
    if there is None:
        return told("phrase-elsewhere", line=match.line, places="; ".join(places))
    return told("phrase-found", line=there.line, score=round(there.score))


def _find_there(
    document: SearchedText, phrase: str, match: PhraseMatch, stated: list[tuple[int, int]]
) -> PhraseMatch | None:
    """Return where the phrase begins on one of the stated lines, or None."""
    if any(first <= match.line <= last for first, last in stated):
        return match
    for first, last in stated:
        start = bisect.bisect_left(document.lines, first)
        end = bisect.bisect_right(document.lines, last + 1)  # it may run on to the next line
        found = find_phrase(
            SearchedText(document.text[start:end], document.lines[start:end]), phrase
        )
        if found is not None and found.line <= last:
            return found
    return None
