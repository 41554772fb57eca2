"""What a row says and who says it: its statements by the date, their voices and sense."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cached_property

from mellanrum.graph.standing.dated_by import is_said, said_on
from mellanrum.graph.standing.days import as_day
from mellanrum.graph.standing.passages import line_ranges
from mellanrum.ontology.namespaces import CONCEPT, DCTERMS, MR, mr
from mellanrum.ontology.schema import fold
from mellanrum.queries.stated.named import named_by, own_statement
from mellanrum.queries.tiers.municipal_view import MunicipalView

__all__ = ["MODALITIES", "Testimony"]

# From what is said outright to what is only proposed.
MODALITIES = (
    "fact",
    "assessment",
    "unclear",
    "risk",
    "need",
    "precondition",
    "intention",
    "proposal",
)
ABOUT, STATEMENT = str(MR.about), str(MR.Statement)
DATE = str(DCTERMS.date)
YEAR = len("2024")


class Testimony:
    """What had been said by the date of a view, and by whom.

    Parameters
    ----------
    view : MunicipalView
        The municipality at its date.
    """

    def __init__(self, view: MunicipalView) -> None:
        self.view = view
        self.facts = view.facts
        self._made: dict[str, tuple[str, ...]] = {}  # asked for many times of the same rows

    def rows(self, cls: str) -> tuple[str, ...]:
        """Return the municipality's rows of a class that had been said, ended or not, in order."""
        return tuple(row for row in self.view.every_row(cls) if self.statements(row))

    def values(self, node: str, name: str) -> tuple[str, ...]:
        """Return the values of a property of ours, sorted."""
        return tuple(sorted(self.facts.values(node, mr(name))))

    def slug(self, node: str, name: str) -> str:
        """Return the slug of the concept that a property has as value, or the empty string."""
        return self.facts.value(node, mr(name)).removeprefix(str(CONCEPT)).rpartition("/")[2]

    def about(self, name: str, nodes: Iterable[str]) -> tuple[str, ...]:
        """Return the rows whose property has any of these nodes as value, and had been said."""
        found = {row for node in nodes for row in self.facts.subjects(mr(name), node)}
        return tuple(sorted(row for row in found if self.statements(row)))

    def statements(self, row: str) -> tuple[str, ...]:
        """Return the statements of a row that had been made, its own first."""
        if row not in self._made:
            self._made[row] = tuple(self._statements(row))
        return self._made[row]

    def _statements(self, row: str) -> Iterator[str]:
        found = [self.own(row)]
        found += [
            other
            for other in self.facts.subjects(ABOUT, row)
            if STATEMENT in self.facts.types(other) and other not in found
        ]
        known = (one for one in found if one in self.facts.graph_of)
        yield from (one for one in known if self.is_said(one))

    def own(self, row: str) -> str:
        """Return the statement that a row is entered by; an absence is its own."""
        return own_statement(self.facts, row)

    def is_said(self, statement: str) -> bool:
        """Tell whether a statement had been made by the date."""
        return is_said(self.facts, statement, self.view.as_of)

    def sentence(self, row: str) -> tuple[str, str] | None:
        """Return the source and the words by which a row is found there; None without words."""
        source, phrase = self.source(row), self.facts.value(self.own(row), mr("phrase"))
        return (source, fold(phrase)) if source and phrase else None

    def lines(self, row: str) -> list[tuple[int, int]]:
        """Return the first and last lines at which a row stands in its source."""
        return line_ranges(self.values(self.own(row), "place"))

    def source(self, row: str) -> str:
        """Return the source of the statement that a row is entered by."""
        return self.facts.value(self.own(row), mr("source"))

    def voices(self, rows: Iterable[str]) -> tuple[str, ...]:
        """Return who says rows, sorted: those whose own words are given, not those who retell."""
        claims = [claim for row in rows for claim in self.statements(row)]
        return tuple(sorted({voice for each in claims for voice in self.values(each, "voice")}))

    def modality(self, row: str) -> str:
        """Return the slug of the strongest sense in which a row is said."""
        found = {self.slug(claim, "modality") for claim in self.statements(row)}
        return next((slug for slug in MODALITIES if slug in found), "")

    def named(self, row: str) -> tuple[str, ...]:
        """Return the rows that an absence, finding or recommendation is about or is put to."""
        return named_by(self.facts, row) or self.values(row, "addressedTo")

    def day(self, row: str) -> dt.date | None:
        """Return the first day on which a row may have been said; None where any would do."""
        days = (said_on(self.facts, one) for one in self.statements(row))
        return min((day for day in days if day is not None), default=None)

    def year(self, row: str) -> str:
        """Return the year that a row is told of: when it was observed, else that of its audit."""
        for finding in (row, *self.values(row, "partOfFinding")):
            audits = (*self.values(finding, "findingOf"), *self.values(finding, "recommendationOf"))
            told = [self.facts.value(finding, mr("observedAt"))]
            told += [self.facts.value(audit, DATE) for audit in audits]
            if known := next(filter(None, told), ""):
                return known[:YEAR]
        return ""

    def is_read_after(self, day: dt.date | None) -> bool:
        """Tell whether a source of the municipality has been read that is later than a day."""
        return day is not None and any(read > day for read in self._read)

    @cached_property
    def _read(self) -> tuple[dt.date, ...]:
        documents = self.view.every_row("SourceDocument")
        read = (one for one in documents if self.facts.value(one, mr("inCorpus")) == "true")
        days = (self._written(one) for one in read)
        until = self.view.as_of or dt.date.max
        return tuple(day for day in days if day is not None and day <= until)

    def _written(self, document: str) -> dt.date | None:
        """Return the day of a document; of an undated one the day before which it was not."""
        dated = as_day(self.facts.value(document, DATE), "first")
        if dated is not None:
            return dated
        told = (said_on(self.facts, one) for one in self.facts.subjects(mr("source"), document))
        return max((day for day in told if day is not None), default=None)
