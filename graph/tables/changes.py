"""Changes to try out: rows to add and rows to end, made on a copy of what was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from mellanrum.graph.guards import check_text_file
from mellanrum.graph.problems import did_you_mean, in_a_row, problem, refusal, shorten
from mellanrum.graph.readers.csvfiles import read_toml, short_table
from mellanrum.ontology.errors import LoadError, Location, Problem
from mellanrum.ontology.schema import TableShape, fold, load_schema

__all__ = [
    "RowChange",
    "add_agreement",
    "add_forum",
    "add_participation",
    "add_responsibility",
    "end",
    "end_participation",
    "given_changes",
    "read_changes",
]

Action = Literal["add", "end"]
Cells = tuple[tuple[str, str], ...]

STRUCTURES, DOCUMENTS = "structures", "documents"
PARTICIPATIONS, RESPONSIBILITIES = "participations", "responsibilities"
ACTIONS: dict[str, Action] = {
    "": "add",
    "add": "add",
    "lagg till": "add",
    "ny": "add",
    "end": "end",
    "avsluta": "end",
}
# Short words of the options, in both languages, and the columns that they stand for.
SHORT = {
    "target": "target group",
    "mål": "target group",
    "type": "forum type",
    "typ": "forum type",
    "members": "members",
    "medlemmar": "members",
    "deltagare": "members",
    "parties": "members",
    "parter": "members",
}
MEMBERS = {fold(word) for word, column in SHORT.items() if column == "members"}


@dataclass(frozen=True)
class RowChange:
    """One row to add, or one to end.

    Attributes
    ----------
    action : str
        ``add`` or ``end``.
    table : str
        Name of the table, in Swedish or English; empty where only an id says which row to end.
    cells : tuple of (str, str)
        Heading and text; several values separated by semicolons.
    place : Location
        Where it was written, for messages.
    members : tuple of str
        For a new structure: the bodies that take part in it.
    """

    action: Action
    table: str
    cells: Cells
    place: Location = field(default_factory=Location)
    members: tuple[str, ...] = ()

    def cell(self, *headings: str) -> str:
        """Return the text under a heading, given in any of these words, or the empty string."""
        wanted = {fold(heading) for heading in headings}
        return next((text for heading, text in self.cells if fold(heading) in wanted), "")


def add_participation(words: str) -> RowChange:
    """Return the change that a body takes part in a structure, from ``STRUCTURE:BODY``.

    Examples
    --------
    >>> add_participation("presidieradet:kfn").cells
    (('structure', 'presidieradet'), ('participant', 'kfn'))
    """
    return _participation("add", words, "--add-participation")


def end_participation(words: str) -> RowChange:
    """Return the change that a body leaves a structure, from ``STRUCTURE:BODY``."""
    return _participation("end", words, "--end-participation")


def add_forum(words: str) -> RowChange:
    """Return a new forum, from ``name=…;level=…;members=a,b;target=mg``.

    Every column of the table of structures may be given. Several values are separated by commas.

    Examples
    --------
    >>> change = add_forum("name=Rådet;level=political;members=bun,sn;target=mg-sma")
    >>> change.members, change.cell("target group")
    (('bun', 'sn'), 'mg-sma')
    """
    return with_defaults(_row(STRUCTURES, words, "--add-forum"))


def add_agreement(words: str) -> RowChange:
    """Return a new agreement, from ``name=…;members=a,b;target=mg``, adopted by its parties."""
    return with_defaults(_row(DOCUMENTS, words, "--add-agreement"))


def add_responsibility(words: str) -> RowChange:
    """Return a new responsibility, from ``holder=…;target=…;role=…``."""
    return with_defaults(_row(RESPONSIBILITIES, words, "--add-responsibility"))


def end(row: str) -> RowChange:
    """Return the change that a row no longer holds, from its id or ``dataset/id``."""
    return RowChange("end", "", (("id", row.strip()),), Location(file="--end"))


def given_changes(given: Iterable[RowChange | str | Path]) -> list[RowChange]:
    """Return changes, read where they are given as files; see `read_changes`."""
    read = ((each,) if isinstance(each, RowChange) else read_changes(Path(each)) for each in given)
    return [change for changes in read for change in changes]


def read_changes(path: Path) -> tuple[RowChange, ...]:
    """Read changes from a CSV or TOML file.

    CSV: a column ``table`` (tabell), a column ``change`` (ändring: add or end, lägg till or
    avsluta; empty means add), and any columns of the tables. TOML: ``[[structures]]`` and so on for
    rows to add, ``[[end]]`` for rows to end.

    Raises
    ------
    LoadError
        If the file cannot be read as either, with the row and column.
    """
    text = check_text_file(path)
    if path.suffix.lower() == ".toml":
        return _from_toml(path.name, text)
    return _from_csv(path.name, text)


def with_defaults(change: RowChange) -> RowChange:
    """Return a row to add with the cells that a short form may leave out."""
    given = dict(change.cells)
    filled: dict[str, str] = {}
    table = fold(change.table)
    members = ";".join(change.members)
    if table in ("structures", "strukturer"):
        filled = {"kind": "forum"} if not change.cell("kind", "slag") else {}
    elif table in ("documents", "styrdokument"):
        if not change.cell("kind", "slag"):
            filled["kind"] = "agreement"
        if members and not change.cell("party", "part"):
            filled["party"] = members
        if members and not change.cell("adopted by", "antaget av"):
            filled["adopted by"] = members
        change = replace(change, members=())
    elif table in ("responsibilities", "ansvar"):
        if not change.cell("kind", "ansvarstyp"):
            filled["kind"] = "responsibility"
        if not change.cell("name", "namn"):
            filled["name"] = "What if"
    return replace(change, cells=tuple({**given, **filled}.items()))


def _participation(action: Action, words: str, file: str) -> RowChange:
    structure, sign, body = (part.strip() for part in words.partition(":"))
    place = Location(file=file)
    if not (structure and sign and body):
        raise refusal(place, "bad-change:participation", found=shorten(words))
    cells = (("structure", structure), ("participant", body))
    return RowChange(action, PARTICIPATIONS, cells, place)


def _row(table: str, words: str, file: str) -> RowChange:
    place = Location(file=file)
    cells: dict[str, str] = {}
    columns = load_schema().table(table)
    assert columns is not None
    for part in words.split(";"):
        key, sign, value = (piece.strip() for piece in part.partition("="))
        if part.strip() and not (key and sign):
            raise refusal(place, "bad-change:value", found=shorten(part.strip()))
        if key and key.casefold() not in SHORT and columns.column(key) is None:
            raise _unknown_key(place, key, columns)
        if key:
            cells[SHORT.get(key.casefold(), key)] = _several(key, value)
    return _divided("add", table, cells, place)


def _unknown_key(place: Location, key: str, table: TableShape) -> LoadError:
    names = [column.name for column in table.columns]
    known = [each for name in names for each in (name.sv, name.en)]
    return refusal(
        place,
        "unknown-column:change",
        columns=in_a_row(names),
        key=shorten(key),
        guess=did_you_mean(key, [*SHORT, *known]),
    )


def _several(key: str, value: str) -> str:
    """Return a value with semicolons for commas, save in names and notes."""
    if fold(key) in ("name", "namn", "note", "anmarkning"):
        return value
    return ";".join(part.strip() for part in value.split(",") if part.strip())


def _divided(action: Action, table: str, cells: Mapping[str, str], place: Location) -> RowChange:
    """Return a change with the members apart from the columns of the table."""
    structures = ("structures", "strukturer", "documents", "styrdokument")
    members: list[str] = []
    rest: list[tuple[str, str]] = []
    for heading, text in cells.items():
        if fold(heading) in MEMBERS and fold(table) in structures:
            members += [part.strip() for part in text.split(";") if part.strip()]
        elif text:
            rest.append((heading, text))
    return RowChange(action, table, tuple(rest), place, tuple(members))


def _from_csv(name: str, text: str) -> tuple[RowChange, ...]:
    (_, headings), *rows = short_table(text) or [(1, [])]
    changes: list[RowChange] = []
    problems: list[Problem] = []
    for number, cells in rows:
        named = dict(zip(headings, cells, strict=False))
        table, action = _control(named, "table", "tabell"), _control(named, "change", "andring")
        place = Location(file=name, row=number)
        if fold(action) not in ACTIONS:
            place = replace(place, column="change")
            problems.append(problem(place, "bad-change:action", found=shorten(action)))
        elif not table and ACTIONS[fold(action)] == "add":
            problems.append(problem(replace(place, column="table"), "bad-change:table"))
        else:
            changes.append(_change(ACTIONS[fold(action)], table, named, place))
    if problems:
        raise LoadError(*problems)
    return tuple(changes)


def _control(named: dict[str, str], *words: str) -> str:
    """Take what steers the row, rather than stands in it, out of the cells."""
    heading = next((heading for heading in named if fold(heading) in words), "")
    return named.pop(heading, "")


def _change(action: Action, table: str, named: Mapping[str, str], place: Location) -> RowChange:
    change = _divided(action, table, named, place)
    return with_defaults(change) if action == "add" else change


def _from_toml(name: str, text: str) -> tuple[RowChange, ...]:
    given = read_toml(text, Location(file=name), "bad-toml")
    changes = []
    for table, rows in given.items():
        for number, row in enumerate(_toml_rows(name, table, rows), start=1):
            place = Location(file=f"{name} [[{table}]] {number}")
            cells = {key: _toml_text(value) for key, value in row.items()}
            if fold(table) in ("end", "avsluta"):
                kind = cells.pop("table", cells.pop("tabell", ""))
                changes.append(_change("end", kind, cells, place))
            else:
                changes.append(_change("add", table, cells, place))
    return tuple(changes)


def _toml_rows(name: str, table: str, rows: Any) -> Iterable[Mapping[str, Any]]:
    if isinstance(rows, list) and all(isinstance(row, dict) for row in rows):
        return rows
    raise refusal(Location(file=name), "bad-change:rows", table=shorten(table))


def _toml_text(value: object) -> str:
    return ";".join(map(str, value)) if isinstance(value, list) else str(value)
