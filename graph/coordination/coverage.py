"""What the data offers: forums, agreements and joint units as ties, with their doubts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from mellanrum.graph.coordination.needs import is_for_structure, narrower_groups
from mellanrum.graph.coordination.strengths import FIRMNESS, Firmness, Range, Strengths
from mellanrum.graph.measures.congruence import Tie
from mellanrum.graph.standing.days import as_day
from mellanrum.graph.standing.representation import Representation
from mellanrum.ontology.namespaces import MR, mr
from mellanrum.ontology.vocabularies import LACK, MODALITY, slug_of

__all__ = ["DataTie", "Doubt", "ties_by_municipality"]

Doubt = Literal["status", "level", "scope", "members", "type"] | Firmness
LEVELS_OF_ADOPTION = {"PoliticalBody": "political", "Department": "management"}


@dataclass(frozen=True, order=True)
class DataTie:
    """A forum, practice, agreement or joint unit that holds bodies together.

    Attributes
    ----------
    node : str
        The row.
    kind : str
        The key of its strength in the table of strengths.
    levels : tuple of str
        Slugs of the levels at which it is known to work; its own, else those of its parties.
    members : frozenset of str
        Bodies that answer for those who take part.
    perhaps : frozenset of str
        Bodies that may answer for a party whom the sources name only as a sector, as the
        municipality or as a group without names.
    scope : frozenset of str or None
        Target groups, narrower ones included, and the structure itself; None where the sources do
        not say.
    strength : Range
        Least and greatest.
    certain : bool
        Whether it stands; False where its status is unknown.
    doubts : tuple of str
        What the sources leave open about it.
    lacks : tuple of str
        What a source says that it lacks.
    rows : tuple of str
        The rows that it was made from, its own first.
    """

    node: str
    kind: str
    levels: tuple[str, ...]
    members: frozenset[str]
    perhaps: frozenset[str]
    scope: frozenset[str] | None
    strength: Range
    certain: bool
    doubts: tuple[Doubt, ...]
    lacks: tuple[str, ...]
    rows: tuple[str, ...]

    def at(self, level: str) -> bool:
        """Tell whether it works at a level, or may do so."""
        return level in self.levels or "level" in self.doubts

    def surely_at(self, level: str) -> bool:
        """Tell whether it is known to stand, and to work at a level."""
        return self.certain and level in self.levels

    def least(self, tasks: frozenset[str]) -> Tie:
        """Return it with every doubt decided against it, for where it is `surely_at`."""
        scope = frozenset() if self.scope is None else self.scope & tasks
        return Tie(self.members, scope, self.strength.low, self.node)

    def most(self, tasks: frozenset[str]) -> Tie:
        """Return it with every doubt decided in its favour, for where it is `at`."""
        scope = None if self.scope is None else self.scope & tasks
        return Tie(self.members | self.perhaps, scope, self.strength.high, self.node)

    def named(self, tasks: frozenset[str]) -> Tie:
        """Return it with every doubt decided in its favour but who takes part: those named do."""
        scope = None if self.scope is None else self.scope & tasks
        return Tie(self.members, scope, self.strength.high, self.node)


def ties_by_municipality(
    representation: Representation, strengths: Strengths
) -> dict[str, tuple[DataTie, ...]]:
    """Derive the ties of every municipality, by node, but those that cannot hold two bodies.

    Rows of another municipality count where a body of this one may take part: they are then that
    municipality's ties as well.
    """
    makers: tuple[tuple[str, Callable[[_CoverageMaker], DataTie]], ...] = (
        ("CollaborationStructure", _structure),
        ("Agreement", _agreement),
        ("JointUnit", _joint_unit),
    )
    found: dict[str, list[DataTie]] = defaultdict(list)
    rows = [(node, make) for name, make in makers for node in representation.rows(name)]
    for node, make in sorted(rows, key=lambda row: row[0]):
        if representation.stands(node):
            tie = make(_CoverageMaker(representation, strengths, node))
            everyone = tie.members | tie.perhaps
            if len(everyone) > 1:
                for municipality in set(
                    map(representation.facts.municipality_of, {node, *everyone})
                ):
                    found[municipality].append(tie)
    return {municipality: tuple(ties) for municipality, ties in found.items()}


@dataclass(frozen=True)
class _CoverageMaker:
    """What is needed to make a tie of one row."""

    representation: Representation
    strengths: Strengths
    node: str

    def values(self, name: str, node: str = "") -> tuple[str, ...]:
        return self.representation.facts.values(node or self.node, mr(name))

    def slugs(self, name: str, node: str = "") -> tuple[str, ...]:
        return tuple(slug_of(value) for value in self.values(name, node))

    def standing(self, name: str, node: str = "") -> list[str]:
        """Return the standing rows that point at a node by a property."""
        rows = self.representation.facts.subjects(mr(name), node or self.node)
        return sorted(row for row in rows if row in self.representation.deriver.standing)

    def answered_for(self) -> Iterator[str]:
        """Yield the standing responsibilities for the structure itself: who has one takes part."""
        for row in self.standing("forStructure"):
            is_responsibility = self.representation.is_a(row, "Responsibility")
            if is_responsibility and is_for_structure(self.representation, row):
                yield row

    def scope(self) -> frozenset[str] | None:
        groups = self.values("targetGroup")
        if not groups:
            return None
        return frozenset({self.node}).union(
            *(narrower_groups(self.representation, g) for g in groups)
        )

    def lacks(self, *keys: str) -> dict[str, bool]:
        """Return what is not documented, and whether a source says that it is missing."""
        documented = {
            "follow-up": self._followed_up,
            "mandate": self._has_mandate,
            "steering-document": self._has_document,
        }
        return {key: self._stated(key) for key in keys if not documented[key]()}

    def _followed_up(self) -> bool:
        goals = self.representation.facts.subjects(str(MR.goalFor), self.node)
        return any(self.standing("followsUp", node) for node in (self.node, *goals))

    def _has_mandate(self) -> bool:
        named = self.values("convenedBy") or self.values("steeredBy")
        return bool(named) or any(
            self.values("responsibleAgent", row)
            for row in self.standing("forStructure")
            if self.representation.is_a(row, "Responsibility")
        )

    def _has_document(self) -> bool:
        return not self.representation.deriver.standing.isdisjoint(self.values("governedBy"))

    def _stated(self, key: str) -> bool:
        """Tell whether a source says, uncontradicted and while the row was there, that it lacks."""
        facts, as_of = self.representation.facts, self.representation.deriver.day(self.node)
        start = as_day(facts.value(self.node, str(MR.validFrom)), "first")
        for absence in facts.subjects(str(MR.about), self.node):
            said = as_day(facts.value(absence, str(MR.observedAt)), "last")
            until = as_day(facts.value(absence, str(MR.validUntil)), "last")
            if (
                self.representation.is_a(absence, "AbsenceStatement")
                and LACK.iri(key) in self.values("lack", absence)
                and MODALITY.marked("asserts") & set(self.values("modality", absence))
                and not facts.subjects(str(MR.contradicts), absence)
                and not (said and as_of and said > as_of)
                and not (until and as_of and until < as_of)
                and not (said and start and said < start)
            ):
                return True
        return False

    def tie(
        self,
        kind: str,
        levels: tuple[str, ...],
        members: frozenset[str],
        perhaps: frozenset[str],
        missing: dict[str, bool],
        rows: tuple[str, ...] = (),
        open_type: bool = False,
        open_level: bool = False,
    ) -> DataTie:
        """Put a tie together, with what is left open about it."""
        scope, certain = self.scope(), self.node in self.representation.deriver.standing
        open_questions: dict[Doubt, bool] = {
            "status": not certain,
            "type": open_type,
            "level": open_level or not levels,
            "scope": scope is None,
            "members": bool(perhaps - members),
        }
        # What no source says that it lacks, and none that it has.
        silent = [key for key in get_args(Firmness) if missing.get(key) is False]
        return DataTie(
            node=self.node,
            kind=kind,
            levels=levels,
            members=members,
            perhaps=perhaps - members,
            scope=scope,
            strength=self.strengths.tie(kind, missing),
            certain=certain,
            doubts=(*(doubt for doubt, is_open in open_questions.items() if is_open), *silent),
            lacks=tuple(key for key, stated in missing.items() if stated),
            rows=(self.node, *rows),
        )


def _structure(maker: _CoverageMaker) -> DataTie:
    members: set[str] = set()
    perhaps: set[str] = set()
    taking_part = maker.representation.facts.subjects(str(MR.inStructure), maker.node)
    rows = [row for row in sorted(taking_part) if maker.representation.stands(row)]
    for row in rows:
        certain, possible = _party(maker, row)
        (members if row in maker.representation.deriver.standing else perhaps).update(certain)
        perhaps |= possible
    for row in maker.answered_for():
        rows.append(row)
        members.update(*map(maker.representation.bodies, maker.values("responsibleAgent", row)))
    own = maker.slugs("atLevel")
    levels = own or tuple(
        dict.fromkeys(level for row in rows for level in maker.slugs("atLevel", row))
    )
    kind, is_known = _kind_of_structure(maker)
    return maker.tie(
        kind,
        levels,
        frozenset(members),
        frozenset(perhaps),
        maker.lacks(*FIRMNESS),
        rows=tuple(rows),
        open_type=not is_known,
        # The level of one party says where it sits, not where the whole structure works.
        open_level=not own,
    )


def _party(maker: _CoverageMaker, row: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the bodies that a participation names, and those that it may mean."""
    representation = maker.representation
    named = maker.values("participant", row) or (
        () if maker.values("participantSector", row) else maker.values("viaPost", row)
    )
    certain = frozenset[str]().union(*map(representation.bodies, named))
    possible = frozenset[str]().union(
        *map(representation.perhaps, named),
        *(
            representation.of_sector(sector, representation.facts.municipality_of(maker.node))
            for sector in maker.values("participantSector", row)
        ),
    )
    return certain, possible


def _kind_of_structure(maker: _CoverageMaker) -> tuple[str, bool]:
    types = maker.slugs("forumType")
    if types:
        return types[0], True
    if maker.representation.is_a(maker.node, "CollaborationPractice"):
        return "practice", True
    return ("forum" if maker.representation.is_a(maker.node, "Forum") else "structure"), False


def _agreement(maker: _CoverageMaker) -> DataTie:
    """Make a tie of an agreement: it works at the level of those who adopted it."""
    representation, parties = maker.representation, maker.values("party")
    levels = [
        level
        for body in maker.values("adoptedBy")
        for name, level in LEVELS_OF_ADOPTION.items()
        if representation.is_a(body, name)
    ]
    return maker.tie(
        "agreement",
        tuple(dict.fromkeys(levels)),
        frozenset[str]().union(*map(representation.bodies, parties)),
        frozenset[str]().union(*map(representation.perhaps, parties)),
        maker.lacks("follow-up"),
    )


def _joint_unit(maker: _CoverageMaker) -> DataTie:
    """Make a tie of a joint unit: it works at the levels of its posts."""
    posts = maker.standing("postIn")
    levels = tuple(dict.fromkeys(level for post in posts for level in maker.slugs("atLevel", post)))
    members = maker.representation.bodies(maker.node)
    return maker.tie("joint-unit", levels, members, frozenset(), {}, rows=tuple(posts))
