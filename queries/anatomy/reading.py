"""What is documented of a row, and in which tone: the walks over rows that elements share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from mellanrum.graph.standing.facts import Facts, reached
from mellanrum.ontology.namespaces import CONCEPT, MR, mr
from mellanrum.queries.tiers.municipal_view import MunicipalView

__all__ = ["Proof", "Reading", "Tone"]

Tone = Literal["documented", "planned", ""]

ABOUT, STATUS, MODALITY, PROGRESS = (
    str(path) for path in (MR.about, MR.status, MR.modality, MR.progress)
)
FACT, INTENTION = str(CONCEPT["modality/fact"]), str(CONCEPT["modality/intention"])
# What somebody says is there, or means to bring about. A need, a proposal or a risk is not there.
TOLD = {FACT, INTENTION, str(CONCEPT["modality/assessment"])}
TO_COME = {str(CONCEPT["status/planned"]), str(CONCEPT["status/sought"])}
PROGRESS_PLANNED = str(CONCEPT["progress/planned"])


@dataclass(frozen=True)
class Proof:
    """Rows by which an element is documented, or planned."""

    tone: Tone
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """A municipality as the elements read it."""

    view: MunicipalView
    _tones: dict[str, Tone] = field(default_factory=dict, repr=False, compare=False)
    _modalities: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def facts(self) -> Facts:
        """The asserted quads."""
        return self.view.facts

    # -- rows and their tone ------------------------------------------------------------------

    def described(self, cls: str) -> tuple[str, ...]:
        """Return the rows of a class that a source says are there, or are meant to be."""
        return tuple(row for row in self.view.said_rows(cls) if self.modalities(row) & TOLD)

    def modalities(self, row: str) -> frozenset[str]:
        """Return the senses in which a row has been told of by the date."""
        if row not in self._modalities:
            claims = (
                claim
                for claim in self.facts.subjects(ABOUT, row)
                if mr("Statement") in self.facts.types(claim) and self.view.deriver.said([claim])
            )
            found = {one for claim in claims for one in self.facts.values(claim, MODALITY)}
            self._modalities[row] = frozenset(found)
        return self._modalities[row]

    def tone(self, row: str) -> Tone:
        """Tell whether a row is documented as a fact in force, or planned, or neither."""
        if row not in self._tones:
            self._tones[row] = self._tone(row)
        return self._tones[row]

    def _tone(self, row: str) -> Tone:
        if not self.view.deriver.on_record(row) and row not in self.view.deriver.standing:
            return ""
        if self._to_come(row):
            return "planned" if self.modalities(row) & TOLD else ""
        return "documented" if row in self.view.deriver.standing else ""

    def _to_come(self, row: str) -> bool:
        told = self.modalities(row)
        return (
            self.facts.value(row, STATUS) in TO_COME
            or self.facts.value(row, PROGRESS) == PROGRESS_PLANNED
            or (INTENTION in told and FACT not in told)
        )

    def told(self, row: str) -> Tone:
        """Return the tone of what a row's own columns say: also of one of unknown status."""
        if self._to_come(row):
            return "planned" if self.modalities(row) & TOLD else ""
        return "documented" if FACT in self.modalities(row) else ""

    # -- proofs -------------------------------------------------------------------------------

    def by_rows(self, rows: Iterable[str]) -> Iterator[Proof]:
        """Yield each row as a proof, where it is documented or planned."""
        for row in rows:
            yield Proof(self.tone(row), (row,))

    def by_column(self, row: str, *paths: str) -> Iterator[Proof]:
        """Yield what columns of a row say, in the tone of the row."""
        for path in paths:
            for value in self.facts.values(row, mr(path)):
                is_row = value in self.facts.graph_of  # rather than a concept, a date or a text
                yield Proof(self.told(row), (row, value) if is_row else (row,))

    def pointing(self, path: str, *rows: str) -> tuple[str, ...]:
        """Return the rows that point to any of these by a property, in order."""
        return tuple(sorted({one for row in rows for one in self.facts.subjects(mr(path), row)}))

    def reached(self, rows: Iterable[str], *paths: str) -> frozenset[str]:
        """Return rows and all that hang together with them by properties, in either direction."""

        def beside(row: str) -> Iterator[str]:
            for path in paths:
                yield from self.facts.values(row, mr(path))
                yield from self.facts.subjects(mr(path), row)

        return frozenset(one for row in rows for one in reached(row, beside))

    def is_a(self, node: str, *names: str) -> bool:
        """Tell whether a node is of any of these classes of ours."""
        return any(self.view.acting.is_a(node, name) for name in names)

    def has(self, row: str, path: str, concept: str) -> bool:
        """Tell whether a column of a row holds a concept, given as ``scheme/slug``."""
        return str(CONCEPT[concept]) in self.facts.values(row, mr(path))

    def chosen(self, rows: Iterable[str], keep: Callable[[str], bool]) -> tuple[str, ...]:
        """Return those of some rows that a test keeps."""
        return tuple(row for row in rows if keep(row))
