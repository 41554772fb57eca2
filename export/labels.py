"""Labels on a drawing: how wide they are, where they break, and in what order names come."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator

__all__ = ["swedish_key", "text_width", "wrap"]

# Advance widths of Arial and the fonts made to its measure, in thousandths of the size. The page
# asks for those fonts on the canvas, so that a label keeps its lines on every system.
_WIDTHS = {
    191: "'",
    222: "ijl|",
    278: " !,./:;I[]\\ft",
    333: "()-r`",
    389: '*"',
    500: "Jcksvxyz",
    611: "FTZ",
    667: "ABEKPSVXY&",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    944: "W",
    1015: "@—…%",
}
_WIDTH_OF = {char: width for width, chars in _WIDTHS.items() for char in chars}
_ORDINARY, _WIDE = 556, 1015
_BOLD = 1.08

# Words that end Swedish compounds in this field: the natural places to break one.
_HEADS = (
    "aktivitet",
    "ansvar",
    "arbete",
    "central",
    "enhet",
    "folkhälso",
    "förebyggande",
    "förening",
    "förbund",
    "förvaltning",
    "fullmäktige",
    "grupp",
    "kommun",
    "kontor",
    "ledning",
    "liv",
    "marknad",
    "myndighet",
    "nämnd",
    "nätverk",
    "omsorg",
    "organ",
    "region",
    "revision",
    "sektor",
    "skola",
    "skole",
    "skolor",
    "samverkan",
    "styrelse",
    "tjänst",
    "utbildning",
    "verksamhet",
    "verk",
    "vård",
)
_VOWELS = frozenset("aeiouyåäö")


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is, in pixels, in a font with the measures of Arial.

    Examples
    --------
    >>> text_width("nämnd", 10) == text_width("namnd", 10)
    True
    """
    total = sum(_char_width(char) for char in unicodedata.normalize("NFC", text))
    return total * size / 1000 * (_BOLD if bold else 1)


def _char_width(char: str) -> int:
    base = unicodedata.normalize("NFD", char)[0]
    if base in _WIDTH_OF:
        return _WIDTH_OF[base]
    return _ORDINARY if base.isascii() or (base.isalpha() and ord(base) < 0x250) else _WIDE


def wrap(
    text: str, width: float, size: float, *, most: int = 4, bold: bool = False
) -> tuple[str, ...]:
    """Break a label into lines, dividing compounds where they are too long for a line.

    What is left over after `most` lines gives way to an ellipsis.

    Examples
    --------
    >>> wrap("Gymnasie- och vuxenutbildningsnämnden", 100, 12)
    ('Gymnasie- och', 'vuxenutbildnings-', 'nämnden')
    """

    def fits(line: str) -> bool:
        return text_width(line, size, bold=bold) <= width

    lines = [""]
    for word in text.split():
        rest = word
        joined = f"{lines[-1]} {rest}".strip()
        if fits(joined):
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        while not fits(rest):
            at = _break_point(rest, lambda part: fits(part + "-"))
            lines[-1] = rest[:at] + ("" if rest[at - 1] == "-" else "-")
            lines.append("")
            rest = rest[at:]
        lines[-1] = rest
    if len(lines) > most:
        last = lines[most - 1].rstrip("- ,")
        while last and not fits(last + "…"):
            last = last[:-1]
        lines = [*lines[: most - 1], last.rstrip() + "…"]
    return tuple(lines)


def _break_point(word: str, fits: Callable[[str], bool]) -> int:
    """Return where to divide a word: at a word within it, else at a syllable, else anywhere."""
    for points in (_joints(word), _syllables(word), range(1, len(word))):
        good = [at for at in points if fits(word[:at])]
        if good:
            return max(good)
    return 1


def _joints(word: str) -> Iterator[int]:
    folded = word.casefold()
    if len(folded) != len(word):  # a character that folds to two; no position is then the same
        return
    for head in _HEADS:
        at = folded.find(head, 3)
        while at != -1:
            yield at
            at = folded.find(head, at + 1)
    for at, char in enumerate(word[:-2], start=1):
        if char in "-/" and at > 2:
            yield at


def _syllables(word: str) -> Iterator[int]:
    """Yield where Swedish lets one consonant begin the next line."""
    folded = word.casefold()
    for at in range(3, min(len(word), len(folded)) - 2):
        before, here, after = folded[at - 1], folded[at], folded[at + 1]
        if here.isalpha() and here not in _VOWELS and after in _VOWELS and before.isalpha():
            yield at


def swedish_key(name: str) -> tuple[str, str]:
    """Return the key by which names are sorted: å, ä and ö last, capitals as small letters.

    Examples
    --------
    >>> sorted(["Örebro", "Borås", "ålder", "Zorn"], key=swedish_key)
    ['Borås', 'Zorn', 'ålder', 'Örebro']
    """
    folded = unicodedata.normalize("NFC", name).casefold()
    order = folded.translate(str.maketrans("åäæöø", "{||}}"))
    bare = unicodedata.normalize("NFD", order)
    return "".join(char for char in bare if not unicodedata.combining(char)), name
