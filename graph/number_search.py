"""Find personal identity numbers in a text, in customary and odd ways of writing."""

from __future__ import annotations

import datetime as dt
import logging
import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

__all__ = ["Hit", "Kind", "find_personal_numbers", "number_in"]

logger = logging.getLogger(__name__)

Kind = Literal["personnummer", "samordningsnummer", "interimsnummer"]

# Between date and last four: a dash or plus with blanks around it, blanks alone, or one odd mark.
SEPARATOR = r"(?:[ \n]{0,2}[-+]{1,2}[ \n]{0,2}|[ ]{1,2}|[./_])"
# Interim numbers have a letter as the first of the last four.
LAST = r"(?P<last>[0-9TRSUWXJKLMNtrsuwxjklmn][0-9]{3})"
# The patterns look ahead so that a failed candidate never hides one that starts inside it; each
# has a bounded length, so that the search is linear.
WHOLE = re.compile(
    rf"(?<![0-9])(?=(?P<date>(?:[0-9]{{2}})?[0-9]{{6}})(?P<sep>{SEPARATOR})?{LAST}(?![0-9]))"
)
SPLIT = re.compile(
    r"(?<![0-9])(?=(?P<date>(?:[0-9]{4}|[0-9]{2})(?P<mark>[-./_ ])[0-9]{2}(?P=mark)[0-9]{2})"
    rf"(?P<sep>{SEPARATOR})?{LAST}(?![0-9]))"
)
# A sole trader's VAT number is SE, the personal identity number and 01.
VAT = re.compile(
    r"(?<![A-Za-z])[Ss][Ee][ ]?(?=(?P<date>[0-9]{6})(?P<sep>-)?(?P<last>[0-9]{4})-?01(?![0-9]))"
)
NINE_DIGITS = re.compile(r"\d(?:\D*+\d){8}")  # fewer make none, not even an interim number
DECIMALS = re.compile(r"\.(?!0+(?![0-9]))[0-9]")

# What stands for a character of a number: these, and all of a Unicode category.
ALIKE = {
    "\n": "\n\r\v\f\x85\u2028\u2029",
    " ": "\t",
    "-": "\u2212\u02d7\u2043\u00af",
    "/": "\u2044\u2215\u29f8\\",
    ".": "\u00b7\u2022\u2024\u2219\u22c5\u3002",
}
OF_CATEGORY = {"Cc": "", "Cf": "", "Mn": "", "Me": "", "Pd": "-", "Zs": " "}


@dataclass(frozen=True, order=True)
class Hit:
    """Where a text holds what must be taken for a personal identity number; never the number.

    Attributes
    ----------
    start, end : int
        The characters of the text, as in ``text[start:end]``.
    kind : str
        ``personnummer``, ``samordningsnummer`` or ``interimsnummer``.
    """

    start: int
    end: int
    kind: Kind


def find_personal_numbers(
    text: str, allowed: Collection[str] = (), where: str = ""
) -> tuple[Hit, ...]:
    """Find Swedish personal identity, coordination and interim numbers in a text.

    A number counts when it has ten or twelve digits in a customary or an odd way of writing, a
    possible date of birth and a right check digit. Organisation numbers have no month and pass.

    Values that are `allowed` (see `mellanrum.graph.guards.personal_numbers.read_allowed`) are
    passed over and logged, with `where` the text stands. The hits are in the order of the text,
    without overlaps.

    Notes
    -----
    The check digit is the Luhn sum of folkbokföringslagen (1991:481) section 18; the day of a
    coordination number is raised by 60 (section 18 a), and unknown months and days are 0. The
    letter of an interim number counts as 1. Linear in the length of the text.

    Examples
    --------
    >>> find_personal_numbers("Ombud: 000000-0000, org.nr 212000-0000")
    ()
    """
    if not NINE_DIGITS.search(text):
        return ()
    found = {
        (
            Hit(places[start] if places else start, places[end - 1] + 1 if places else end, kind),
            value,
        )
        for plain, places in _plain_forms(text)
        for start, end, kind, value in _candidates(plain)
    }
    hits: list[Hit] = []
    for hit, value in sorted(found, key=lambda pair: (pair[0].start, -pair[0].end)):
        if hits and hit.start < hits[-1].end:
            continue
        if value in allowed:
            logger.warning(
                "allow-list used at %s, characters %d-%d", where or "text", hit.start, hit.end
            )
            continue
        hits.append(hit)
    return tuple(hits)


def number_in(entry: str) -> str:
    """Return the digits of the one number that a text holds, or the empty string."""
    found = {value for plain, _ in _plain_forms(entry) for *_, value in _candidates(plain)}
    return found.pop() if len(found) == 1 else ""


def _plain_forms(text: str) -> Iterator[tuple[str, list[int]]]:
    """Yield the text in plain characters, and the place of each character where places moved."""
    if text.isascii() and text.isprintable() and "\\" not in text:
        yield text, []
        return
    plain = {code: _plain(chr(code)) for code in set(map(ord, text))}
    # What cannot be seen may stand inside a number or between two: try it as nothing and as a mark.
    yield text.translate({code: mark or "|" for code, mark in plain.items()}), []
    if not all(plain.values()):
        places = [place for place, character in enumerate(text) if plain[ord(character)]]
        yield text.translate(plain), places


@cache
def _plain(character: str) -> str:
    """Return the ASCII character that a character stands for here, or nothing if unseen."""
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    for stands_for, alike in ALIKE.items():
        if character in alike:
            return stands_for
    if category in OF_CATEGORY:
        return OF_CATEGORY[category]
    folded = unicodedata.normalize("NFKC", character)
    # A superscript is a note reference, not a digit of the number before it.
    if len(folded) == 1 and folded.isascii() and not folded.isdigit():
        return folded
    return "a" if character.isalpha() else "|"


def _candidates(plain: str) -> Iterator[tuple[int, int, Kind, str]]:
    """Yield start, end, kind and digits of each number in plain text."""
    for pattern in (WHOLE, SPLIT, VAT):
        for match in pattern.finditer(plain):
            date = re.sub("[^0-9]", "", match["date"])
            last = match["last"].upper()
            kind = _kind(date, last)
            if kind and not _is_part_of_more(match, plain, pattern):
                yield match.start("date"), match.end("last"), kind, date + last


def _is_part_of_more(match: re.Match[str], plain: str, pattern: re.Pattern[str]) -> bool:
    """Tell whether the digits belong to a longer code, a decimal number or a row of dates."""
    if pattern is VAT:
        return False
    start, end = match.start("date"), match.end("last")
    before, after = plain[max(0, start - 2) : start], plain[end : end + 2]
    if pattern is SPLIT:
        marks = "-./_ " if match["mark"] == " " else "-./_"
        return _glued(before[::-1], marks) or _glued(after, marks)
    if match["sep"]:
        return False
    inside_word = before[-1:].isalpha() and after[:1].isalpha()
    return inside_word or _glued(before[::-1], ".") or bool(DECIMALS.match(plain, end))


def _glued(pair: str, marks: str) -> bool:
    return len(pair) == 2 and pair[0] in marks and pair[1].isdigit()


def _kind(date: str, last: str) -> Kind | None:
    """Return what kind of number a date and last four make, if any."""
    if not _luhn(date[-6:] + last):
        return None
    month, day = int(date[-4:-2]), int(date[-2:])
    if last[0].isalpha():
        return "interimsnummer" if _is_date(date[:-4], month, day) else None
    if _is_date(date[:-4], month, day):
        return "personnummer"
    # What is not known of a date of birth is 0.
    if 60 <= day <= 91 and _is_date(date[:-4], month or 1, day - 60 or 1):
        return "samordningsnummer"
    return None


def _is_date(year: str, month: int, day: int) -> bool:
    # Of two digits any century is possible: 2000 is the leap year among 1800, 1900 and 2000.
    full = int(year) if len(year) == 4 else 2000 + int(year)
    if not 1800 <= full <= 2099:
        return False
    try:
        dt.date(full, month, day)
    except ValueError:
        return False
    return True


def _luhn(number: str) -> bool:
    digits = [1 if mark.isalpha() else int(mark) for mark in number]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[0::2])
    return (sum(doubled) + sum(digits[1::2])) % 10 == 0
