"""Checks of size, depth and reach, before any parser or engine touches what a user gives."""

from __future__ import annotations

import io
import json
import os
import re
import stat
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.parsers import expat

from mellanrum.graph.problems import shorten
from mellanrum.ontology.assets import read_asset
from mellanrum.ontology.errors import LoadError, Location, Problem, QueryError
from mellanrum.ontology.language import Text
from mellanrum.ontology.namespaces import BASE

__all__ = [
    "CONTEXT_IRI",
    "DEFAULT_LIMITS",
    "Limits",
    "check_rdf",
    "check_row",
    "check_sparql",
    "check_text_file",
    "check_workbook",
]

CONTEXT_IRI = BASE + "context.jsonld"
MEGABYTE = 1 << 20
CHUNK = 1 << 16
UNSAFE_NAME = re.compile(r"^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)")
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_ENTRY = b"PK\x01\x02"
# A part below this size may be as well compressed as it likes: it cannot hurt.
RATIO_FREE_BYTES = MEGABYTE

Pair = tuple[str, str]


@dataclass(frozen=True)
class Limits:
    """How large and how deep input may be.

    Attributes
    ----------
    file_bytes : int
        A file as it lies on disk.
    unpacked_bytes : int
        All parts of a workbook together, unpacked.
    compression_ratio : int
        Unpacked to packed size of a workbook part above one megabyte.
    members : int
        Parts of a workbook.
    cell_characters, rows, columns : int
        A cell (what Excel holds), a table, a row.
    nesting : int
        Brackets, elements or groups inside one another.
    query_characters, query_parts : int
        A question; its brackets and operators together (long chains overflow the stack of the
        engine as deep nesting does).
    """

    file_bytes: int = 64 * MEGABYTE
    unpacked_bytes: int = 256 * MEGABYTE
    compression_ratio: int = 200
    members: int = 2000
    cell_characters: int = 32_767
    rows: int = 200_000
    columns: int = 500
    nesting: int = 200
    query_characters: int = 100_000
    query_parts: int = 1000


DEFAULT_LIMITS = Limits()


# --- Files -----------------------------------------------------------------------------------


def check_text_file(path: Path, limits: Limits = DEFAULT_LIMITS) -> str:
    """Return the text of a UTF-8 file, without its byte order mark.

    Raises
    ------
    LoadError
        If it is not a regular file, too large or not UTF-8 text.
    """
    return _decode(_read_regular(path, limits), Location(file=path.name))


def check_row(
    cells: Sequence[str], file: str, row: int, rows: int, limits: Limits = DEFAULT_LIMITS
) -> None:
    """Check one row of a table.

    Parameters
    ----------
    cells : sequence of str
        The row; empty cells at its end do not count.
    file : str
        The file as the message names it.
    row : int
        Row number in the file, from 1.
    rows : int
        How many rows were kept before it.
    limits : Limits
        How large the table may be.

    Raises
    ------
    LoadError
        If there are too many rows or columns, or a cell is too long.
    """
    place = Location(file=file, row=row)
    if rows >= limits.rows:
        raise _refusal("too-many-rows", place, allowed=limits.rows)
    width = len(cells)
    while width > limits.columns and not cells[width - 1]:
        width -= 1
    if width > limits.columns:
        raise _refusal("too-many-columns", place, found=width, allowed=limits.columns)
    for number, cell in enumerate(cells, start=1):
        if len(cell) > limits.cell_characters:
            place = Location(file=file, row=row, column=str(number))
            allowed = limits.cell_characters
            raise _refusal("cell-too-long", place, found=len(cell), allowed=allowed)


def _read_regular(path: Path, limits: Limits) -> bytes:
    """Return the bytes of a regular file, never following a link or waiting for a pipe."""
    place = Location(file=path.name)
    flags = os.O_RDONLY
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"):  # not all on every system
        flags |= getattr(os, name, 0)
    try:
        _need_regular(os.lstat(path), place)
        with open(os.open(path, flags), "rb") as stream:
            status = os.fstat(stream.fileno())  # once more: the name may have got a new file
            _need_regular(status, place)
            data = stream.read(limits.file_bytes + 1)
    except FileNotFoundError as error:
        raise _refusal("no-file", place) from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise _refusal("unreadable-file", place, why=why) from error
    if len(data) > limits.file_bytes:
        size = max(status.st_size, len(data))
        raise _refusal("too-large", place, found=_size(size), allowed=_size(limits.file_bytes))
    return data


def _need_regular(status: os.stat_result, place: Location) -> None:
    for test, (sv, en) in FILE_KINDS.items():
        if test(status.st_mode):
            raise _refusal("not-a-file", place, kind=Text(sv, en))
    if not stat.S_ISREG(status.st_mode):
        raise _refusal("not-a-file", place, kind=Text("något annat", "something else"))


def _decode(data: bytes, place: Location) -> str:
    """Return UTF-8 bytes as text; say which encoding other bytes seem to have, but never guess."""
    encoding = _wide_encoding(data)
    if not encoding and b"\0" in data:
        raise _refusal("nul-bytes", _at(data, data.index(b"\0"), place))
    try:
        if not encoding:
            return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        place = _at(data, error.start, place)
        encoding = _narrow_encoding(data)
    raise _refusal("wrong-encoding", place, encoding=encoding or UNKNOWN)


def _at(data: bytes, position: int, place: Location) -> Location:
    return Location(file=place.file, row=data.count(b"\n", 0, position) + 1)


def _wide_encoding(data: bytes) -> str:
    """Return UTF-16 or UTF-32 if the bytes look like it, from a mark or from where zeros stand."""
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return "UTF-32"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    even, odd = data[0:4096:2].count(0), data[1:4096:2].count(0)
    half = min(len(data), 4096) // 2
    return "UTF-16" if half and max(even, odd) > half * 0.6 and min(even, odd) < half * 0.1 else ""


def _narrow_encoding(data: bytes) -> str:
    """Return the 8-bit encoding in which most bytes would be Swedish letters."""
    counts = {
        name: len(data) - len(data.translate(None, letters))
        for name, letters in SWEDISH_LETTERS.items()
    }
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else ""


def _size(count: int) -> Text:
    if count < MEGABYTE:
        return Text(f"{count} byte", f"{count} bytes")
    number = f"{count / MEGABYTE:.1f}".removesuffix(".0")
    return Text(f"{number.replace('.', ',')} MB", f"{number} MB")


# --- Workbooks -------------------------------------------------------------------------------


def check_workbook(path: Path, limits: Limits = DEFAULT_LIMITS) -> None:
    """Check that an ``.xlsx`` file can be opened safely.

    Every part is unpacked once, counted and thrown away, so that what the headers claim does not
    matter; the start of every XML part is looked at for document type declarations.

    Raises
    ------
    LoadError
        If it is not a workbook, protected by a password, damaged, too large unpacked, or has parts
        that no honest workbook has.
    """
    data = _read_regular(path, limits)
    place = Location(file=path.name)
    _need_zip(data, place)
    # Counted in the bytes, because opening an archive already makes an object for each part.
    if data.count(ZIP_ENTRY) > limits.members:
        raise _refusal("too-many-members", place, allowed=limits.members)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if "[Content_Types].xml" not in archive.namelist():
                raise _refusal("not-a-workbook", place)
            total = 0
            for part in parts:
                total += _check_part(archive, part, total, place, limits)
    except LoadError:
        raise
    except Exception as error:  # a damaged archive raises many kinds: zlib, struct, Unicode, …
        raise _refusal("damaged-archive", place, why=type(error).__name__) from error


def _need_zip(data: bytes, place: Location) -> None:
    if data.startswith(OLE_SIGNATURE):
        protected = "EncryptedPackage".encode("utf-16-le") in data
        raise _refusal("password-protected" if protected else "old-excel", place)
    if not data.startswith(b"PK"):
        raise _refusal("not-a-workbook", place)


def _check_part(
    archive: zipfile.ZipFile,
    part: zipfile.ZipInfo,
    before: int,
    place: Location,
    limits: Limits,
) -> int:
    """Check one part of a workbook and return its unpacked size."""
    names = {part.filename.replace("\\", "/"), part.orig_filename.replace("\\", "/")}
    if any(UNSAFE_NAME.search(name) for name in names):
        raise _refusal("unsafe-part", place, part=shorten(part.filename))
    if part.flag_bits & 0x1:
        raise _refusal("password-protected", place)
    # The package format has only these two; others unpack without an upper bound.
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _refusal("unsafe-part", place, part=shorten(part.filename))
    most = limits.unpacked_bytes - before
    packed = max(1, min(part.compress_size, limits.file_bytes))
    dense = max(RATIO_FREE_BYTES, packed * limits.compression_ratio)
    size = 0
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            if not size:
                _check_xml_start(chunk, part.filename, place)
            size += len(chunk)
            if size > most:
                found = _size(limits.unpacked_bytes)
                raise _refusal("unpacks-too-large", place, allowed=found)
            if size > dense:
                ratio = limits.compression_ratio
                raise _refusal("too-dense", place, part=shorten(part.filename), allowed=ratio)
    return size


class _RootReached(Exception):
    """The first element began: a document type declaration can no longer come."""


def _check_xml_start(head: bytes, name: str, place: Location) -> None:
    """Refuse an XML part with a document type declaration, in any encoding that XML may have."""
    looks = head[:64].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")
    if not (looks or name.lower().endswith((".xml", ".rels", ".vml"))):
        return

    def on_element(*_: object) -> None:
        raise _RootReached

    def on_doctype(*_: object) -> None:
        raise _refusal("doctype", place)

    parser = expat.ParserCreate()
    parser.StartElementHandler = on_element
    parser.StartDoctypeDeclHandler = on_doctype
    try:
        parser.Parse(head, False)
    except _RootReached:
        return
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise _refusal("damaged-archive", place, why=shorten(str(error))) from error
    # An honest part has its first element within the first chunk.
    raise _refusal("unsafe-part", place, part=shorten(name))


# --- RDF -------------------------------------------------------------------------------------


def check_rdf(path: Path, rdf_format: str, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Return the bytes of an RDF file once they are safe to parse.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    rdf_format : str
        ``ttl``, ``trig``, ``nt``, ``nq``, ``n3``, ``jsonld``, ``rdf`` or ``xml``.
    limits : Limits
        How large and how deep it may be.

    Returns
    -------
    bytes
        UTF-8 without a byte order mark. In JSON-LD our own context IRI is replaced by the context
        itself, so that no parser has to fetch it.

    Raises
    ------
    LoadError
        If the file is too large, too deep, not UTF-8, has a document type declaration, or would
        make a parser fetch something.
    """
    place = Location(file=path.name)
    check = RDF_CHECKS.get(rdf_format.lower().lstrip("."))
    if check is None:
        raise _refusal("unknown-format", place, found=shorten(rdf_format))
    data = _read_regular(path, limits)
    _decode(data, place)
    return check(data.removeprefix(b"\xef\xbb\xbf"), place, limits)


def _check_turtle(data: bytes, place: Location, limits: Limits) -> bytes:
    """Check the nesting of Turtle, TriG, N-Triples and N-Quads."""
    openers = sum(map(data.count, (b"(", b"[", b"{", b"<<")))
    if openers > limits.nesting:
        _check_depth(TURTLE_BRACKETS, data, place, limits)
    return data


def _check_depth(brackets: re.Pattern[bytes], data: bytes, place: Location, limits: Limits) -> None:
    depth = 0
    for match in brackets.finditer(data):
        if opened := match["open"]:
            depth += len(opened)
            if depth > limits.nesting:
                place = _at(data, match.start(), place)
                raise _refusal("too-deep", place, allowed=limits.nesting)
        elif closed := match["close"]:
            depth = max(0, depth - len(closed))


def _check_n3(data: bytes, place: Location, limits: Limits) -> bytes:
    """Check Notation3, where ``<=`` may begin an arrow or an IRI and is refused for that."""
    for match in N3_ARROWS.finditer(data):
        if match["arrow"]:
            raise _refusal("n3-arrow", _at(data, match.start(), place))
    return _check_turtle(data, place, limits)


def _check_rdf_xml(data: bytes, place: Location, limits: Limits) -> bytes:
    """Check the depth of RDF/XML and that it declares no document type and no other encoding."""
    depth = 0
    parser = expat.ParserCreate("UTF-8")

    def on_declaration(version: str, encoding: str | None, standalone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "utf8", "us-ascii"):
            raise _refusal("wrong-encoding", place, encoding=shorten(encoding))

    def on_doctype(*_: object) -> None:
        raise _refusal("doctype", place)

    def on_start(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.nesting:
            row = parser.CurrentLineNumber
            raise _refusal("too-deep", Location(file=place.file, row=row), allowed=limits.nesting)

    def on_end(*_: object) -> None:
        nonlocal depth
        depth -= 1

    parser.XmlDeclHandler = on_declaration
    parser.StartDoctypeDeclHandler = on_doctype
    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        row = error.lineno
        why = expat.ErrorString(error.code)
        raise _refusal("bad-xml", Location(file=place.file, row=row), why=why) from error
    return data


def _check_json_ld(data: bytes, place: Location, limits: Limits) -> bytes:
    """Check the nesting of JSON-LD, and put the context itself where its IRI stands."""
    _check_depth(JSON_BRACKETS, data, place, limits)
    if b"@" not in data and b"\\" not in data:
        return data
    pieces: list[bytes] = []
    size = last = 0
    for start, end in _named_contexts(data, place):
        iri = _json_text(data[start:end])
        if iri != CONTEXT_IRI:
            raise _refusal("remote-context", _at(data, start, place), found=shorten(iri))
        pieces += [data[last:start], _own_context()]
        size += start - last + len(_own_context())
        last = end
        if size > limits.file_bytes:
            raise _refusal("too-large", place, found=_size(size), allowed=_size(limits.file_bytes))
    return b"".join([*pieces, data[last:]])


def _named_contexts(data: bytes, place: Location) -> list[tuple[int, int]]:
    """Return where strings stand as a context, alone or in an array."""
    found: list[tuple[int, int]] = []
    position = 0
    while match := JSON_NEXT_KEY.match(data, position):
        position = match.end()
        if _is_context_key(data, match["key"], match.start("key"), place):
            position = _read_context(data, position, place, found)
    return found


def _is_context_key(data: bytes, token: bytes, position: int, place: Location) -> bool:
    key = _json_text(token)
    if key == "@import":
        raise _refusal("remote-context", _at(data, position, place), found=key)
    return key == "@context"


def _read_context(data: bytes, start: int, place: Location, found: list[tuple[int, int]]) -> int:
    """Add the strings of the context that starts here, and return where to go on."""
    if data[start : start + 1] not in (b'"', b"["):
        return start  # what is in an object is met as keys
    arrays: list[bool] = []  # for each bracket that is open, whether its strings are contexts
    expected = start
    for match in JSON_TOKENS.finditer(data, start):
        mark = data[match.start() : match.start() + 1]
        is_context = match.start() == expected or (bool(arrays) and arrays[-1])
        if mark in b"[{":
            arrays.append(is_context and mark == b"[")
        elif mark in b"]}":
            arrays.pop()
        elif is_context:
            found.append(match.span())
        elif (colon := JSON_COLON.match(data, match.end())) and _is_context_key(
            data, match[0], match.start(), place
        ):
            expected = colon.end()
        if not arrays:
            return match.end()
    return len(data)


def _json_text(token: bytes) -> str:
    """Return what a JSON string says; a long one is cut, for it can be no keyword."""
    if b"\\" not in token:
        return token[1:-1][:1000].decode("utf-8", "replace")
    try:
        return str(json.loads(token[:20_000]))
    except ValueError:
        return token[:1000].decode("utf-8", "replace")


@cache
def _own_context() -> bytes:
    context = json.loads(read_asset("ontology", "context.jsonld"))["@context"]
    return json.dumps(context, ensure_ascii=False).encode("utf-8")


# --- Questions -------------------------------------------------------------------------------


def check_sparql(text: str, limits: Limits = DEFAULT_LIMITS) -> None:
    """Check that a SPARQL query reads only what is loaded and does not crash the engine.

    Whether it is valid is for the engine to say. What the engine and the standard read differently
    (the engine accepts a keyword glued to what follows, and a comparison that looks like an IRI)
    is refused, since it could hide a keyword.

    Raises
    ------
    QueryError
        If it is an update, reaches for SERVICE, FROM or FROM NAMED, or is too long, too deep or
        ambiguous.
    """
    if len(text) > limits.query_characters:
        found, allowed = len(text), limits.query_characters
        raise _query_refusal("query-too-long", found=found, allowed=allowed)
    plain = text.replace("\r\n", "\n")
    if hiding := QUERY_HIDING.search(plain):
        raise _query_refusal("query-escape", hiding)
    tokens = [match for match in QUERY_TOKENS.finditer(plain) if match.lastgroup != "skip"]
    _need_query_form(tokens)
    for match, following in zip(tokens, [*tokens[1:], None], strict=True):
        _check_token(match, following)
    _check_size(tokens, limits)


def _need_query_form(tokens: list[re.Match[str]]) -> None:
    words = [match for match in tokens if match.lastgroup == "word"]
    heading = ("prefix", "base", "version")
    first = next((match for match in words if match[0].lower() not in heading), None)
    if first is None or not first[0].lower().startswith(QUERY_FORMS):
        if first is not None and first[0].lower() in UPDATE_WORDS:
            raise _query_refusal("query-update", first, found=first[0].upper())
        raise _query_refusal("query-form", first)


def _check_token(match: re.Match[str], following: re.Match[str] | None) -> None:
    kind, token = match.lastgroup, match[0]
    if kind in ("triple", "escape") or (kind == "iri" and not SAFE_IRI.fullmatch(token)):
        raise _query_refusal("query-ambiguous", match, found=shorten(token))
    if kind == "word":
        _check_word(match, token)
    # The engine reads SERVICEx:y and FROMx:y as a keyword and a name where these may stand.
    elif kind == "name" and (
        following is None or following.lastgroup == "word" or following[0] == "{"
    ):
        _check_word(match, token.partition(":")[0])


def _check_word(match: re.Match[str], word: str) -> None:
    folded = word.lower()
    if "service" in folded:
        raise _query_refusal("query-service", match)
    if "from" in folded:
        raise _query_refusal("query-from", match)
    if match.lastgroup == "word" and not UPDATE_WORDS.isdisjoint(re.split("[.·-]", folded)):
        raise _query_refusal("query-update", match, found=shorten(word.upper()))


def _check_size(tokens: list[re.Match[str]], limits: Limits) -> None:
    depth = parts = 0
    for match in tokens:
        depth = max(0, depth + NESTING.get(match.lastgroup or "", 0))
        if match.lastgroup in ("open", "operator"):
            parts += 1
        elif match.lastgroup in ("word", "name"):
            parts += match[0].partition(":")[0].count("-")
        if depth > limits.nesting:
            raise _query_refusal("query-too-deep", match, allowed=limits.nesting)
        if parts > limits.query_parts:
            raise _query_refusal("query-too-complex", match, allowed=limits.query_parts)


# --- Grammar ---------------------------------------------------------------------------------

# Quantifiers are possessive and every construct may end with the text, so that no input makes a
# scan go back over what it has read.
_STRINGS = (
    r'"""(?:[^"\\]++|\\.|"(?!""))*+(?:"""|\\?\Z)'
    r"|'''(?:[^'\\]++|\\.|'(?!''))*+(?:'''|\\?\Z)"
    r'|"(?:[^"\\\n\r]++|\\.)*+"?'
    r"|'(?:[^'\\\n\r]++|\\.)*+'?"
)
_TURTLE_SKIP = rf"{_STRINGS}|<(?!<)[^>]*+>?|\#[^\n\r]*+|\\."


def _bytes_pattern(pattern: str) -> re.Pattern[bytes]:
    return re.compile(pattern.encode("ascii"), re.DOTALL)


# Everything between two brackets is one step of the expression, so that Python sees brackets only.
TURTLE_BRACKETS = _bytes_pattern(
    rf"(?:[^<>\[\](){{}}\"'#\\]++|{_TURTLE_SKIP}|>(?!>))++"
    r"|(?P<open>[\[({]++|<<)|(?P<close>[\])}]++|>>)"
)
N3_ARROWS = _bytes_pattern(rf"(?P<arrow><[=-])|{_TURTLE_SKIP}|<<")
JSON_STRING = r'"(?:[^"\\]++|\\.)*+"?'
JSON_BRACKETS = _bytes_pattern(
    rf"(?:[^\[\]{{}}\"]++|{JSON_STRING})++|(?P<open>[\[{{]++)|(?P<close>[\]}}]++)"
)
_JSON_KEY = (
    r'"(?:@context|@import|[^"\\]*+\\(?:[^"\\]++|\\.)*+)"(?=[ \t\r\n]*+:)'  # escaped: may be either
)
JSON_NEXT_KEY = _bytes_pattern(
    rf'(?:[^"]++|(?!{_JSON_KEY}){JSON_STRING})*+(?P<key>{_JSON_KEY})[ \t\r\n]*+:[ \t\r\n]*+'
)
JSON_TOKENS = _bytes_pattern(rf"{JSON_STRING}|[\[\]{{}}]")
JSON_COLON = re.compile(rb"[ \t\r\n]*+:[ \t\r\n]*+")

QUERY_TOKENS = re.compile(
    rf"(?P<skip>{_STRINGS}"
    r"|\#[^\n]*+"
    r"|[?$]\w++"
    r"|@[A-Za-z]++(?:-[A-Za-z0-9]++)*+)"
    r"|(?P<iri><[^<>\"{}|^`\x00-\x20]*+>)"
    r"|(?P<triple><<)"
    r"|(?P<name>(?:[^\W\d][\w.·-]*+)?:"
    r"(?:[\w:·-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]|\.(?=[\w:%\\-]))*+)"
    r"|(?P<word>[^\W\d][\w.·-]*+)"
    r"|(?P<open>[\[({])|(?P<close>[\])}])"
    r"|(?P<operator>[-!|&+*/^])"
    r"|(?P<escape>\\)",
    re.DOTALL,
)
# Nothing in the first form can be read as a comparison; nothing in the second opens a comment, a
# string or a bracket, whichever way it is read.
SAFE_IRI = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]*://[^\\]*|[^\\#'()\[\]]*)>")
# Escapes of plain characters, which some engines resolve before they read the query, and control
# characters, which some take for the end of a line.
QUERY_HIDING = re.compile(
    r"\\u00[0-7][0-9A-Fa-f]|\\U000000[0-7][0-9A-Fa-f]|[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]"
)
QUERY_FORMS = ("select", "ask", "construct", "describe")
NESTING = {"open": 1, "close": -1}
UPDATE_WORDS = {"add", "clear", "copy", "create", "delete", "drop", "insert", "into", "load"}
UPDATE_WORDS |= {"move", "using", "with"}
SWEDISH_LETTERS = {
    "Windows-1252": b"\xe5\xe4\xf6\xc5\xc4\xd6\xe9",
    "Mac OS Roman": b"\x8c\x8a\x9a\x81\x80\x85",
    "MS-DOS (850)": b"\x86\x84\x94\x8f\x8e\x99",
}
FILE_KINDS: dict[Callable[[int], bool], Pair] = {
    stat.S_ISLNK: ("en symbolisk länk", "a symbolic link"),
    stat.S_ISDIR: ("en mapp", "a folder"),
    stat.S_ISFIFO: ("ett namngivet rör", "a named pipe"),
    stat.S_ISSOCK: ("en socket", "a socket"),
    stat.S_ISCHR: ("en enhet", "a device"),
    stat.S_ISBLK: ("en enhet", "a device"),
}
RDF_CHECKS: dict[str, Callable[[bytes, Location, Limits], bytes]] = {
    "ttl": _check_turtle,
    "turtle": _check_turtle,
    "trig": _check_turtle,
    "nt": _check_turtle,
    "nq": _check_turtle,
    "n3": _check_n3,
    "jsonld": _check_json_ld,
    "json-ld": _check_json_ld,
    "rdf": _check_rdf_xml,
    "xml": _check_rdf_xml,
}


# --- Messages --------------------------------------------------------------------------------


UNKNOWN = Text("en okänd teckenkodning", "an unknown encoding")
SAVE_AGAIN: Pair = (
    "Öppna den i Excel och spara den på nytt som Excel-arbetsbok (.xlsx).",
    "Open it in Excel and save it again as Excel Workbook (.xlsx).",
)
SPLIT_UP: Pair = (
    "Dela upp underlaget i flera datamängder.",
    "Divide the input into several datasets.",
)
SUSPECT: Pair = (
    "Hämta filen på nytt från en källa du litar på, eller spara om den i Excel som .xlsx.",
    "Fetch the file again from a source you trust, or save it again in Excel as .xlsx.",
)
MESSAGES: dict[str, tuple[Pair, Pair | None, Pair | None]] = {
    "no-file": (
        ("Filen finns inte.", "There is no such file."),
        None,
        ("Kontrollera stavningen och mappen.", "Check the spelling and the folder."),
    ),
    "unreadable-file": (
        ("Filen går inte att öppna: {why}.", "The file cannot be opened: {why}."),
        None,
        (
            "Stäng den i andra program och kontrollera att du har läsrättighet.",
            "Close it in other programs and check that you may read it.",
        ),
    ),
    "not-a-file": (
        ("Namnet pekar på {kind}.", "The name leads to {kind}."),
        ("Bara vanliga filer läses.", "Only regular files are read."),
        ("Ange själva filen.", "Name the file itself."),
    ),
    "too-large": (
        ("Filen är {found}.", "The file is {found}."),
        ("Högst {allowed} läses.", "At most {allowed} is read."),
        SPLIT_UP,
    ),
    "wrong-encoding": (
        (
            "Filen är inte UTF-8. Den ser ut att vara {encoding}.",
            "The file is not UTF-8. It looks like {encoding}.",
        ),
        ("Textfiler måste vara UTF-8.", "Text files must be UTF-8."),
        (
            "I Excel: Arkiv > Spara som > CSV UTF-8 (kommaavgränsad). I en textredigerare: spara "
            "med kodningen UTF-8.",
            "In Excel: File > Save As > CSV UTF-8 (Comma delimited). In a text editor: save with "
            "the encoding UTF-8.",
        ),
    ),
    "nul-bytes": (
        (
            "Filen innehåller nolltecken och är alltså ingen textfil.",
            "The file holds NUL characters, so it is not a text file.",
        ),
        ("Textfiler måste vara UTF-8.", "Text files must be UTF-8."),
        (
            "Kontrollera att filnamnets ändelse stämmer med innehållet och spara filen på nytt.",
            "Check that the ending of the file name fits the content, and save the file again.",
        ),
    ),
    "too-many-rows": (
        ("Tabellen har för många rader.", "The table has too many rows."),
        ("Högst {allowed} rader läses.", "At most {allowed} rows are read."),
        SPLIT_UP,
    ),
    "too-many-columns": (
        ("Raden har {found} kolumner.", "The row has {found} columns."),
        ("Högst {allowed} kolumner läses.", "At most {allowed} columns are read."),
        (
            "Kontrollera avgränsare och citattecken, eller rensa kolumnerna till höger.",
            "Check delimiters and quotation marks, or clear the columns to the right.",
        ),
    ),
    "cell-too-long": (
        ("Cellen har {found} tecken.", "The cell has {found} characters."),
        ("Högst {allowed} tecken läses.", "At most {allowed} characters are read."),
        (
            "Kontrollera att inget citattecken saknas. En fras ska vara några få ord.",
            "Check that no quotation mark is missing. A phrase is a few words.",
        ),
    ),
    "old-excel": (
        (
            "Filen är i Excels äldre format (.xls).",
            "The file is in the older format of Excel (.xls).",
        ),
        ("Bara .xlsx läses.", "Only .xlsx is read."),
        SAVE_AGAIN,
    ),
    "password-protected": (
        ("Arbetsboken är skyddad med lösenord.", "The workbook is protected by a password."),
        ("Bara oskyddade arbetsböcker läses.", "Only unprotected workbooks are read."),
        (
            "I Excel: Arkiv > Info > Skydda arbetsbok > Kryptera med lösenord, töm fältet och "
            "spara.",
            "In Excel: File > Info > Protect Workbook > Encrypt with Password, empty the field "
            "and save.",
        ),
    ),
    "not-a-workbook": (
        ("Filen är ingen Excel-arbetsbok.", "The file is not an Excel workbook."),
        ("Bara .xlsx läses.", "Only .xlsx is read."),
        SAVE_AGAIN,
    ),
    "damaged-archive": (
        ("Arbetsboken är skadad ({why}).", "The workbook is damaged ({why})."),
        None,
        SAVE_AGAIN,
    ),
    "too-many-members": (
        ("Arbetsboken har för många delar.", "The workbook has too many parts."),
        ("Högst {allowed} delar läses.", "At most {allowed} parts are read."),
        SUSPECT,
    ),
    "unpacks-too-large": (
        ("Arbetsboken blir för stor uppackad.", "The workbook is too large when unpacked."),
        ("Högst {allowed} packas upp.", "At most {allowed} is unpacked."),
        SPLIT_UP,
    ),
    "too-dense": (
        (
            "Delen {part} är så hårt packad att den kan vara gjord för att fylla minnet.",
            "The part {part} is packed so densely that it may be made to fill the memory.",
        ),
        ("Högst {allowed} gånger sin storlek.", "At most {allowed} times its size."),
        SUSPECT,
    ),
    "unsafe-part": (
        (
            "Arbetsboken har en del som inte hör hemma där: {part}.",
            "The workbook has a part that does not belong there: {part}.",
        ),
        None,
        SUSPECT,
    ),
    "doctype": (
        (
            "Filen har en dokumenttypsdeklaration (DOCTYPE), som kan fylla minnet eller hämta "
            "andra filer.",
            "The file has a document type declaration (DOCTYPE), which may fill the memory or "
            "fetch other files.",
        ),
        ("XML läses bara utan DOCTYPE.", "XML is read only without DOCTYPE."),
        (
            "Ta bort deklarationen och skriv ut de namn den förkortar, eller spara som Turtle.",
            "Remove the declaration and write out the names it shortens, or save as Turtle.",
        ),
    ),
    "unknown-format": (
        ("Formatet {found} är okänt.", "The format {found} is unknown."),
        (
            "Det kan vara ttl, trig, nt, nq, n3, jsonld eller rdf.",
            "It may be ttl, trig, nt, nq, n3, jsonld or rdf.",
        ),
        None,
    ),
    "too-deep": (
        ("Innehållet är för djupt nästlat.", "The content is nested too deeply."),
        ("Högst {allowed} nivåer läses.", "At most {allowed} levels are read."),
        (
            "Kontrollera att varje parentes avslutas, eller spara som N-Triples.",
            "Check that each bracket is closed, or save as N-Triples.",
        ),
    ),
    "bad-xml": (
        ("Filen är inte välformad XML: {why}.", "The file is not well-formed XML: {why}."),
        None,
        (
            "Rätta raden, eller spara som Turtle (.ttl).",
            "Mend the row, or save as Turtle (.ttl).",
        ),
    ),
    "n3-arrow": (
        ("Pilar åt vänster (<= och <-) läses inte.", "Arrows to the left are not read."),
        None,
        ("Vänd på satsen, eller spara som Turtle.", "Turn the sentence, or save as Turtle."),
    ),
    "remote-context": (
        (
            "JSON-LD-filen hänvisar till något utanför sig själv: {found}.",
            "The JSON-LD file refers to something outside itself: {found}.",
        ),
        (
            f"Inget hämtas; @context får vara ett objekt eller {CONTEXT_IRI}.",
            f"Nothing is fetched; @context may be an object or {CONTEXT_IRI}.",
        ),
        (
            "Skriv in sammanhanget i filen, eller spara som Turtle.",
            "Write the context into the file, or save as Turtle.",
        ),
    ),
    "query-too-long": (
        ("Frågan har {found} tecken.", "The query has {found} characters."),
        ("Högst {allowed} tecken läses.", "At most {allowed} characters are read."),
        ("Dela upp den i flera frågor.", "Divide it into several queries."),
    ),
    "query-too-deep": (
        ("Frågan är för djupt nästlad.", "The query is nested too deeply."),
        ("Högst {allowed} nivåer läses.", "At most {allowed} levels are read."),
        ("Kontrollera parenteserna.", "Check the brackets."),
    ),
    "query-too-complex": (
        ("Frågan har för många delar.", "The query has too many parts."),
        (
            "Högst {allowed} parenteser och operatorer läses.",
            "At most {allowed} brackets and operators are read.",
        ),
        (
            "Dela upp den, eller skriv värdena i en VALUES-lista med en variabel.",
            "Divide it, or write the values in a VALUES list of one variable.",
        ),
    ),
    "query-escape": (
        (
            "Frågan har ett styrtecken, eller ett vanligt tecken skrivet som \\u-kod.",
            "The query has a control character, or a plain character written as a \\u code.",
        ),
        None,
        ("Skriv tecknet som det är.", "Write the character as it is."),
    ),
    "query-ambiguous": (
        (
            "{found} kan läsas på mer än ett sätt.",
            "{found} can be read in more than one way.",
        ),
        None,
        (
            "Sätt mellanslag efter tecknet < i en jämförelse, och skriv ut hela IRI:n från "
            "http:// eller https://.",
            "Put a space after the sign < in a comparison, and write the whole IRI from http:// "
            "or https://.",
        ),
    ),
    "query-service": (
        ("Frågan använder SERVICE.", "The query uses SERVICE."),
        (
            "Frågor ställs bara till det som är inläst; inget hämtas från nätet.",
            "Queries are put only to what is loaded; nothing is fetched from the network.",
        ),
        (
            "Hämta uppgifterna själv och läs in dem som en datamängd.",
            "Fetch the data yourself and load them as a dataset.",
        ),
    ),
    "query-from": (
        ("Frågan använder FROM.", "The query uses FROM."),
        (
            "Frågor ställs till alla inlästa grafer; inget läses från fil eller nät.",
            "Queries are put to all loaded graphs; nothing is read from file or network.",
        ),
        (
            "Ta bort FROM och välj graf med GRAPH <…> {{ … }}.",
            "Remove FROM and choose a graph with GRAPH <…> {{ … }}.",
        ),
    ),
    "query-update": (
        (
            "Frågan vill ändra i grafen ({found}).",
            "The query wants to change the graph ({found}).",
        ),
        ("Frågor läser bara.", "Queries only read."),
        (
            "Ändra i datamängdens tabeller i stället. Att bygga en ny graf görs med CONSTRUCT.",
            "Change the tables of the dataset instead. CONSTRUCT makes a new graph.",
        ),
    ),
    "query-form": (
        ("Det här är ingen SPARQL-fråga.", "This is not a SPARQL query."),
        (
            "En fråga börjar med SELECT, ASK, CONSTRUCT eller DESCRIBE efter PREFIX-raderna.",
            "A query begins with SELECT, ASK, CONSTRUCT or DESCRIBE after the PREFIX lines.",
        ),
        None,
    ),
}


def _problem(code: str, place: Location, values: dict[str, object]) -> Problem:
    message, allowed, hint = MESSAGES[code]
    return Problem(
        place,
        code,
        Text(*message).format(**values),
        Text(*allowed).format(**values) if allowed else None,
        Text(*hint).format(**values) if hint else None,
    )


def _refusal(code: str, place: Location, **values: object) -> LoadError:
    return LoadError(_problem(code, place, values))


def _query_refusal(code: str, match: re.Match[str] | None = None, **values: object) -> QueryError:
    row = match.string.count("\n", 0, match.start()) + 1 if match else 0
    return QueryError(_problem(code, Location(row=row), values))
