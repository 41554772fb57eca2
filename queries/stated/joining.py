"""Which rows say the same lack: a finding and its absences, one sentence, and what is repeated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, combinations

from networkx.utils import UnionFind

from mellanrum.ontology.namespaces import MR
from mellanrum.ontology.vocabularies import VALENCE as VALENCES
from mellanrum.queries.finding.lacks import lacks_of
from mellanrum.queries.stated.repeats import earlier_findings
from mellanrum.queries.stated.testimony import Testimony

__all__ = ["Group", "joined", "stated_groups"]

PART_OF_FINDING, BASED_ON, VALENCE = (
    str(MR[name]) for name in ("partOfFinding", "basedOn", "valence")
)


@dataclass(frozen=True)
class Group:
    """The rows of one stated lack, each kind sorted.

    Attributes
    ----------
    absences, findings : tuple of str
        IRIs of the rows that are this lack and no other.
    recommendations : tuple of str
        IRIs of what is recommended for it. Where there are no other rows it is what the lack is
        known by; else it may be recommended for other lacks as well.
    repeats : tuple of str
        IRIs of those of the findings that a later one among them repeats.
    """

    absences: tuple[str, ...]
    findings: tuple[str, ...]
    recommendations: tuple[str, ...]
    repeats: tuple[str, ...]

    @property
    def rows(self) -> tuple[str, ...]:
        """What says that something is lacking: the recommendations only where nothing else does."""
        return (*self.absences, *self.findings) or self.recommendations

    @property
    def in_order(self) -> tuple[str, ...]:
        """Every row, the one that names the lack first."""
        return (*self.absences, *self.findings, *self.recommendations)


def stated_groups(said: Testimony) -> tuple[Group, ...]:
    """Return what a municipality's sources say is lacking, the rows that say the same together.

    The rows are every absence, every finding that is critical or tells of a risk, and every
    recommendation that rests on none of these.
    """
    absences = said.rows("AbsenceStatement")
    every = said.rows("Finding")
    findings = tuple(
        row for row in every if said.facts.value(row, VALENCE) in VALENCES.marked("isCritical")
    )
    advice = said.rows("Recommendation")
    basis = {row: set(findings) & set(said.values(row, "basedOn")) for row in advice}
    earlier = earlier_findings(said, findings)
    rows = (*absences, *findings, *(row for row in advice if not basis[row]))
    links = chain(
        _parts(said, absences, findings),
        _sentences(said, rows),
        _passages(said, (*absences, *findings)),
        _pairs(earlier),
    )
    return tuple(_group(said, rows, basis, earlier) for rows in joined(rows, links))


def joined(rows: Iterable[str], links: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Return rows with those that they are linked to, directly or through others, in order.

    Examples
    --------
    >>> joined("dcba", [("b", "d")])
    (('a',), ('b', 'd'), ('c',))
    """
    sets = UnionFind(rows)
    for one, other in links:
        sets.union(one, other)
    return tuple(sorted(tuple(sorted(each)) for each in sets.to_sets()))


def _parts(
    said: Testimony, absences: Iterable[str], findings: Iterable[str]
) -> Iterable[tuple[str, str]]:
    known = set(findings)
    for absence in absences:
        for finding in said.facts.values(absence, PART_OF_FINDING):
            if finding in known:
                yield absence, finding


def _sentences(said: Testimony, rows: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Yield rows that are one sentence of one source: it is one witness, however it is entered."""
    first: dict[tuple[str, str], str] = {}
    for row in rows:
        sentence = said.sentence(row)
        if sentence is not None:
            yield row, first.setdefault(sentence, row)


def _passages(said: Testimony, rows: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Yield rows that one passage tells of: a lack, and what it leads to.

    They stand on the same lines of a source, and are about the same row and kind of lack, at no
    two different levels.
    """
    by_source: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        by_source[said.source(row)].append(row)
    pairs = chain.from_iterable(combinations(found, 2) for found in by_source.values())
    return (pair for pair in pairs if _is_one_passage(said, *pair))


def _is_one_passage(said: Testimony, one: str, other: str) -> bool:
    is_beside = any(
        first <= end and start <= last
        for first, last in said.lines(one)
        for start, end in said.lines(other)
    )
    if not is_beside or set(said.named(one)).isdisjoint(said.named(other)):
        return False
    lacks, others = (lacks_of(said.facts, row) for row in (one, other))
    levels, more = (set(said.values(row, "atLevel")) for row in (one, other))
    return not lacks.isdisjoint(others) and not (levels and more and levels.isdisjoint(more))


def _pairs(earlier: Mapping[str, Iterable[str]]) -> Iterable[tuple[str, str]]:
    return ((later, one) for later, found in earlier.items() for one in found)


def _group(
    said: Testimony,
    rows: tuple[str, ...],
    basis: Mapping[str, Iterable[str]],
    earlier: Mapping[str, Iterable[str]],
) -> Group:
    def of(cls: str) -> tuple[str, ...]:
        return tuple(row for row in rows if str(MR[cls]) in said.facts.types(row))

    findings = of("Finding")
    resting = {row for row, found in basis.items() if not set(findings).isdisjoint(found)}
    repeated = {one for row in findings for one in earlier.get(row, ())}
    return Group(
        absences=of("AbsenceStatement"),
        findings=findings,
        recommendations=tuple(sorted(resting.union(of("Recommendation")))),
        repeats=tuple(sorted(repeated)),
    )
