"""What every export is made from: the facts, what stands at a date, the gaps, and names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial

from mellanrum.graph.coordination.inputs import CongruenceInputs
from mellanrum.graph.coordination.municipal_congruence import CongruenceReport, congruence_of_data
from mellanrum.graph.readers import DatasetInfo
from mellanrum.graph.standing.derive import Deriver
from mellanrum.graph.standing.facts import Facts
from mellanrum.graph.standing.history import FEW_DATASETS, MOST, dates_of_change
from mellanrum.ontology.language import Language
from mellanrum.ontology.namespaces import DCTERMS, MR, RDFS
from mellanrum.ontology.schema import Schema
from mellanrum.queries.anatomy.anatomy import Anatomy
from mellanrum.queries.finding.flag import Flag
from mellanrum.queries.finding.runs import Runs
from mellanrum.queries.names import Names
from mellanrum.queries.norms.norm_choice import NormChoice
from mellanrum.queries.rules.catalogue import Catalogue, bundled_catalogue
from mellanrum.queries.tiers.item import Gap

__all__ = ["Claim", "Snapshot", "snapshot_history", "snapshot_of"]

DATE = str(DCTERMS.date)


@dataclass(frozen=True)
class Claim:
    """One statement about a row: who says it, in what sense, and where it stands.

    Title, diary number, section and date are as the source has them; what is not known is the
    empty string. `phrase` is a few words as they stand there, and `observed` is when the source
    said so; `contradicts` names the statements that it speaks against.
    """

    iri: str
    about: str
    voice: str
    reported_via: tuple[str, ...]
    modality: str
    source: str
    document: str
    diary_number: str
    section: str
    date: str
    places: tuple[str, ...]
    phrase: str
    observed: str
    contradicts: tuple[str, ...]


@dataclass(frozen=True)
class Snapshot:
    """Everything an export shows, at one date.

    `gaps` are by tier, municipality and place, and the tiers are never one list; `flags` are what
    a reader should know of the sources, and never gaps. `short` gives an IRI as ``dataset/id``.
    `inputs`, what each municipality requires and has, and `anatomy` are worked out when they are
    first asked for.
    """

    facts: Facts
    deriver: Deriver
    schema: Schema
    datasets: tuple[DatasetInfo, ...]
    gaps: tuple[Gap, ...]
    flags: tuple[Flag, ...]
    as_of: dt.date | None
    label: Callable[[str, Language], str] = field(repr=False)
    short: Callable[[str], str] = field(repr=False)
    inputs: Callable[[], Sequence[CongruenceInputs]] = field(repr=False)
    anatomy: Callable[[], Anatomy] = field(repr=False)
    catalogue: Catalogue = field(default_factory=bundled_catalogue, repr=False)
    norms: NormChoice = field(default_factory=NormChoice, repr=False)

    @cached_property
    def congruence(self) -> CongruenceReport:
        """The congruence index of each municipality."""
        return congruence_of_data(self.deriver, inputs=self.inputs())

    def rows(self, *classes: str) -> tuple[str, ...]:
        """Return the nodes of some classes (local names, subclasses included), sorted by IRI."""
        if classes not in self._rows:
            wanted = tuple(str(MR[name]) for name in classes)
            self._rows[classes] = tuple(
                sorted(
                    node
                    for node in self.facts.nodes()
                    for types in [self.facts.types(node)]
                    if types and self.schema.is_a(types[0], wanted)
                )
            )
        return self._rows[classes]

    @cached_property
    def _rows(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        return {}

    def name(self, node: str, language: Language = "sv") -> str:
        """Return the name of a node in a language."""
        return self.label(node, language)

    def value(self, node: str, local_name: str) -> str:
        """Return one value of a property of ours, or the empty string."""
        return self.facts.value(node, str(MR[local_name]))

    def values(self, node: str, local_name: str) -> tuple[str, ...]:
        """Return the values of a property of ours."""
        return self.facts.values(node, str(MR[local_name]))

    def shorts(self, nodes: Iterable[str]) -> list[str]:
        """Return the short form ``dataset/id`` of each of some IRIs."""
        return list(map(self.short, nodes))

    def note(self, node: str) -> str:
        """Return the note on a row, or the empty string."""
        return self.facts.value(node, "http://www.w3.org/2004/02/skos/core#note")

    def aliases(self, node: str) -> list[str]:
        """Return the other names of a row, sorted."""
        return sorted(self.facts.values(node, "http://www.w3.org/2004/02/skos/core#altLabel"))

    def is_read(self, source: str) -> bool:
        """Tell whether a document has been read, and not only been named by another."""
        return self.value(source, "inCorpus") != "false"

    def dates_read(self, sources: Iterable[str]) -> list[str]:
        """Return the dates of those of some documents that have been read, the earliest first."""
        dates = (self.facts.value(node, DATE) for node in sources if self.is_read(node))
        return sorted(filter(None, dates))

    @cached_property
    def _claims(self) -> dict[str, list[str]]:
        claims: dict[str, list[str]] = {}
        for node in self.rows("Statement"):
            for about in self.values(node, "about"):
                claims.setdefault(about, []).append(node)
        return claims

    def claims(self, node: str) -> tuple[Claim, ...]:
        """Return the statements about a row, in order; a statement itself, and what else backs it.

        Statements that something is absent are not among the claims about what they are about;
        see `absences`.
        """
        about = [s for s in self._claims.get(node, ()) if not self._is_absence(s)]
        if node in self._statements:
            about = [node, *(s for s in about if not self.values(s, "contradicts"))]
        return tuple(self.claim(statement) for statement in about)

    def absences(self, node: str) -> tuple[str, ...]:
        """Return the statements that something is absent at a row."""
        return tuple(s for s in self._claims.get(node, ()) if self._is_absence(s))

    @cached_property
    def _statements(self) -> frozenset[str]:
        return frozenset(self.rows("Statement"))

    def _is_absence(self, statement: str) -> bool:
        return str(MR.AbsenceStatement) in self.facts.types(statement)

    def claim(self, statement: str) -> Claim:
        """Return one statement with its evidence."""
        source = self.value(statement, "source")
        return Claim(
            iri=statement,
            about=self.value(statement, "about"),
            voice=self.value(statement, "voice"),
            reported_via=self.values(statement, "reportedVia"),
            modality=self.value(statement, "modality"),
            source=source,
            document=self.facts.value(source, str(RDFS.label)),
            diary_number=self.value(source, "diaryNumber"),
            section=self.value(source, "section"),
            date=self.facts.value(source, str(DCTERMS.date)),
            places=self.values(statement, "place"),
            phrase=self.value(statement, "phrase"),
            observed=self.value(statement, "observedAt"),
            contradicts=self.values(statement, "contradicts"),
        )


def snapshot_of(runs: Runs, names: Names, day: dt.date | None, *, gaps: bool = True) -> Snapshot:
    """Return what the exports are made from.

    Parameters
    ----------
    runs : Runs
        What is found.
    names : Names
        What things are called.
    day : datetime.date or None
        Of each municipality its own where None.
    gaps : bool
        Whether the rules are run; else gaps, flags and anatomy are left out.
    """
    deriver = runs.deriver(day)
    return Snapshot(
        facts=runs.facts,
        deriver=deriver,
        schema=runs.schema,
        datasets=runs.assembly.infos,
        gaps=runs.items(day) if gaps else (),
        flags=runs.flags(day) if gaps else (),
        as_of=deriver.as_of,
        label=names.label,
        short=names.short,
        inputs=partial(runs.inputs, deriver),
        anatomy=partial(runs.anatomy, day) if gaps else partial(Anatomy, ()),
        catalogue=runs.catalogue,
        norms=runs.norms,
    )


def snapshot_history(runs: Runs, names: Names, *, gaps: bool = True) -> tuple[Snapshot, ...]:
    """Return a snapshot for each year in which something changes, the graph's own date last.

    Of more than ten datasets only the graph's own date: each further date runs all rules on all of
    them anew. The parameters are those of `snapshot_of`.
    """
    most = MOST if len(runs.slugs) <= FEW_DATASETS else 1
    *past, _ = dates_of_change(runs.facts, runs.deriver(runs.given).as_of, most)
    return tuple(snapshot_of(runs, names, day, gaps=gaps) for day in (*past, runs.given))
