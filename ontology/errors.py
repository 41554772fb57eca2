"""The exceptions of the project, and the problem that each of them carries."""

from __future__ import annotations

from dataclasses import dataclass, field

from mellanrum.ontology.language import Language, Text

__all__ = [
    "ExportError",
    "LoadError",
    "Location",
    "MellanrumError",
    "Problem",
    "QueryError",
    "RuleError",
    "SchemaError",
]


@dataclass(frozen=True, order=True)
class Location:
    """Where something stands: file, table, row, column; or sheet and cell in a workbook."""

    file: str = ""
    table: str = ""
    row: int = 0
    column: str = ""
    sheet: str = ""
    cell: str = ""

    def say(self, language: Language) -> str:
        """Return the place as a reader would name it, most general first."""
        # A table has rows, a text has lines; in Swedish both are rader.
        is_text = self.file.endswith((".rq", ".sparql", ".yaml", ".yml"))
        words = {
            "sv": {"sheet": "blad", "cell": "cell", "row": "rad", "column": "kolumn"},
            "en": {"sheet": "sheet", "cell": "cell", "row": "row", "column": "column"},
        }[language] | ({"row": "line"} if is_text and language == "en" else {})
        parts = [self.file] if self.file else []
        if self.sheet:
            parts.append(f"{words['sheet']} {self.sheet}")
        if self.cell:
            parts.append(f"{words['cell']} {self.cell}")
        elif self.row:
            parts.append(f"{words['row']} {self.row}")
        if self.column:
            parts.append(f"{words['column']} {self.column}")
        return ", ".join(parts)

    @property
    def text(self) -> Text:
        """The place as a reader would name it, in both languages."""
        return Text(self.say("sv"), self.say("en"))


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong with the input, told so that the reader can mend it.

    Attributes
    ----------
    location : Location
        Where it stands.
    code : str
        A stable name of the kind of problem, such as ``dangling-reference``.
    message : Text
        What was found.
    allowed : Text or None
        What is allowed there.
    hint : Text or None
        What to do next, with a suggestion where there is one.
    severity : str
        ``error`` stops the work, ``warning`` does not, ``info`` is for the record.
    iri : str
        The node concerned, where there is one.
    """

    location: Location
    code: str
    message: Text
    allowed: Text | None = field(default=None, compare=False)
    hint: Text | None = field(default=None, compare=False)
    severity: str = "error"
    iri: str = ""

    def say(self, language: Language) -> str:
        """Return the whole problem as one paragraph."""
        where = self.location.say(language)
        text = f"{where}: {self.message.pick(language)}" if where else self.message.pick(language)
        for part in (self.allowed, self.hint):
            if part is not None:
                text += f" {part.pick(language)}"
        return text


class MellanrumError(Exception):
    """Root of all errors that the project raises on purpose; carries one or more problems."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(problem.say("en") for problem in self.problems))

    def say(self, language: Language) -> str:
        """Return the problems, one a line."""
        return "\n".join(problem.say(language) for problem in self.problems)


class SchemaError(MellanrumError):
    """The ontology or its shapes cannot be read as a schema."""


class LoadError(MellanrumError):
    """A dataset cannot be read."""


class RuleError(MellanrumError):
    """A gap rule or its profile is not in the agreed form."""


class QueryError(MellanrumError):
    """A question is unknown, not allowed or not valid SPARQL."""


class ExportError(MellanrumError):
    """A result cannot be written."""
