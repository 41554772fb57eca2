"""What follows from the asserted graph at a date: standing rows, membership, whole days."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, cached_property, lru_cache
from itertools import permutations

import pyoxigraph as ox

from mellanrum.graph.collector import collector_paused
from mellanrum.graph.standing.answers import expiry_day
from mellanrum.graph.standing.commitments import is_undertaken
from mellanrum.graph.standing.dated_by import is_said
from mellanrum.graph.standing.days import as_day, year_ahead
from mellanrum.graph.standing.facts import UPWARDS, Facts, reached
from mellanrum.graph.standing.horizon import Horizon
from mellanrum.ontology.load import vocabulary_graph
from mellanrum.ontology.namespaces import DCTERMS, GRAPH, MR, RDF, XSD
from mellanrum.ontology.schema import Schema
from mellanrum.ontology.vocabularies import MODALITY, STATUS

__all__ = ["Deriver"]

TYPE = str(RDF.type)
ABOUT = str(MR.about)
IN_DATASET, IN_MUNICIPALITY = str(MR.inDataset), str(MR.inMunicipality)
SPATIAL = str(DCTERMS.spatial)
FACT = MODALITY.iri("fact")
ENDED = STATUS.iri("ended")
# Children and young people: the ages that target groups are counted in, and that have a concept.
AGES = range(30)
COMMITMENT, SECTOR_OF_PARTY = str(MR.Commitment), str(MR.participantSector)
UNKNOWN = STATUS.iri("unknown")


class Deriver:
    """Derives the quads that rules and questions rely on.

    Where no date is given at which things are to stand, each municipality stands at the date of its
    own newest statement.
    """

    def __init__(self, facts: Facts, schema: Schema, as_of: dt.date | None = None) -> None:
        self.facts = facts
        self.schema = schema
        self.horizon = Horizon(facts, as_of)
        self.day = self.horizon.of
        self.day_forms = _day_forms()
        with collector_paused():
            self.standing = {node for node in facts.nodes() if self._stands(node)}
            self.members = self._members()
            self.represented = self._represented()

    @collector_paused()
    def quads(self, slugs: Sequence[str]) -> list[ox.Quad]:
        """Return the derived quads of the datasets, each in its own derived graph."""
        # Terms are made once each: there are a few properties, and several quads to a node.
        paths: dict[str, ox.NamedNode] = {}
        places: dict[str, tuple[ox.NamedNode, ox.NamedNode] | None] = {}
        quads: dict[ox.Quad, None] = {}
        for subject, path, term in self._triples(slugs):
            if subject not in places:
                places[subject] = self._place(subject)
            place = places[subject]
            if place is not None:
                node, graph = place
                predicate = paths.get(path) or paths.setdefault(path, ox.NamedNode(path))
                quads[ox.Quad(node, predicate, term, graph)] = None
        return list(quads)

    def _place(self, subject: str) -> tuple[ox.NamedNode, ox.NamedNode] | None:
        """Return a node and the graph for what is derived about it; None outside our graphs."""
        slug = self.facts.dataset_of(subject)
        return (ox.NamedNode(subject), _derived_graph(slug)) if slug else None

    def _triples(
        self, slugs: Sequence[str]
    ) -> Iterator[tuple[str, str, ox.NamedNode | ox.Literal]]:
        for slug in slugs:
            yield from self._dates_of_run(str(GRAPH[slug]))
        for node in self.facts.nodes():
            yield from self._superclasses(node)
            yield from self._days(node)
            yield from self._home(node)
            yield from self._acting(node)
            yield from self._ages(node)
            if self.on_record(node):
                yield node, TYPE, ox.NamedNode(str(MR.OnRecord))
                if self.undertaken(node):
                    yield node, TYPE, ox.NamedNode(str(MR.Undertaken))
        in_force = ox.NamedNode(MR.InForce)
        for node in sorted(self.standing):
            yield node, TYPE, in_force
        yield from self._membership()

    @property
    def as_of(self) -> dt.date | None:
        """The date of all, else that of the newest statement; None where no source has a date."""
        return self.horizon.latest

    def _dates_of_run(self, dataset: str) -> Iterator[tuple[str, str, ox.Literal]]:
        day = self.horizon.of_graph(dataset)
        if day is not None:
            yield dataset, str(MR.asOf), _date(day)
            yield dataset, str(MR.asOfYearAhead), _date(year_ahead(day))

    def _superclasses(self, node: str) -> Iterator[tuple[str, str, ox.NamedNode]]:
        for class_iri in self.facts.types(node):
            for ancestor in sorted(self.schema.superclasses.get(class_iri, ())):
                yield node, TYPE, _named(ancestor)

    def _days(self, node: str) -> Iterator[tuple[str, str, ox.Literal]]:
        if self.day_forms.keys().isdisjoint(self.facts.paths(node)):
            return
        for path, (day_path, rounding) in self.day_forms.items():
            for value in self.facts.values(node, path):
                day = as_day(value, "first" if rounding == "first" else "last")
                if day is not None:
                    yield node, day_path, _date(day)
        expiry = expiry_day(self.facts, node)
        if expiry is not None:
            yield node, str(MR.expiresDay), _date(expiry)

    def _home(self, node: str) -> Iterator[tuple[str, str, ox.NamedNode]]:
        graph = self.facts.graph_of[node].removesuffix("/external")
        if not graph.startswith(GRAPH) or node == graph:
            return
        yield node, IN_DATASET, _named(graph)
        municipality = self.facts.value(graph, SPATIAL)
        if municipality and not self.facts.value(node, IN_MUNICIPALITY):
            yield node, IN_MUNICIPALITY, _named(municipality)

    def _acting(self, node: str) -> Iterator[tuple[str, str, ox.NamedNode]]:
        """Yield the bodies that a body or post acts for, a body itself included."""
        if str(MR.Post) in self.facts.types(node):
            bodies = self.facts.values(node, str(MR.postIn))
        else:
            bodies = (node,) if self._is_body(node) else ()
        for body in sorted({one for own in bodies for one in self._acts_for(own)}):
            yield node, str(MR.actsFor), ox.NamedNode(body)

    def _is_body(self, node: str) -> bool:
        body = str(MR.Body)
        return any(
            kind == body or body in self.schema.superclasses.get(kind, ())
            for kind in self.facts.types(node)
        )

    def _ages(self, node: str) -> Iterator[tuple[str, str, ox.Literal]]:
        """Yield each age that a target group covers, where a source gives it an age."""
        low, high = (self.facts.value(node, str(path)) for path in (MR.minAge, MR.maxAge))
        if low.isdecimal() or high.isdecimal():
            start = int(low) if low.isdecimal() else AGES[0]
            end = int(high) if high.isdecimal() else AGES[-1]
            for age in AGES:
                if start <= age <= end:
                    yield node, str(MR.coversAge), _integer(age)

    # -- standing -----------------------------------------------------------------------------

    def _stands(self, node: str) -> bool:
        """Tell whether a source states as a fact that this row holds at the date of the run."""
        return self._status_stands(node) and self._holds(node)

    @cached_property
    def uncertain(self) -> frozenset[str]:
        """Rows that would stand if their status, which the sources leave open, were known."""
        unknown = self.facts.subjects(str(MR.status), UNKNOWN)
        return frozenset(node for node in unknown if self._holds(node)) - self.standing

    def _holds(self, node: str) -> bool:
        """Tell whether a fact is stated about this row, and its time covers the date of the run."""
        statements = [
            statement for statement in self.facts.subjects(ABOUT, node) if self._affirms(statement)
        ]
        if not statements:
            return False
        day = self.day(node)
        if day is None:
            return True
        until = as_day(self.facts.value(node, str(MR.validUntil)), "last")
        return self._begun(node, statements, day) and (until is None or until >= day)

    def _affirms(self, statement: str) -> bool:
        return self._is_claim(statement) and FACT in self.facts.values(statement, str(MR.modality))

    def _is_claim(self, statement: str) -> bool:
        return str(MR.Statement) in self.facts.types(statement)

    def on_record(self, node: str) -> bool:
        """Tell whether a source says this row by the date of the run, and it has not ended."""
        claims = [item for item in self.facts.subjects(ABOUT, node) if self._is_claim(item)]
        day = self.day(node)
        if not claims or day is None:
            return bool(claims)
        until = as_day(self.facts.value(node, str(MR.validUntil)), "last")
        if until is None:
            return self.said(claims) and self.facts.value(node, str(MR.status)) != ENDED
        return self.said(claims) and until >= day

    def undertaken(self, node: str) -> bool:
        """Tell whether a row is a commitment that somebody has made, or has had imposed on them."""
        return COMMITMENT in self.facts.types(node) and is_undertaken(
            self.facts, node, self.day(node)
        )

    def _status_stands(self, node: str) -> bool:
        status = self.facts.value(node, str(MR.status))
        if status == ENDED:  # stood until it ended, where the source says when
            return bool(self.facts.value(node, str(MR.validUntil)))
        return not status or status in STATUS.marked("isStanding")

    def _begun(self, node: str, statements: Sequence[str], day: dt.date) -> bool:
        """Tell whether it had begun: by its own start, else by the first statement of it."""
        start = as_day(self.facts.value(node, str(MR.validFrom)), "first")
        if start is not None:
            return start <= day
        return self.said(statements)

    def said(self, statements: Sequence[str]) -> bool:
        """Tell whether one of the statements was made by the date of the run."""
        return any(is_said(self.facts, item, self.day(item)) for item in statements)

    # -- membership ---------------------------------------------------------------------------

    @cached_property
    def _participations(self) -> tuple[tuple[str, str], ...]:
        """Each standing participation, and the standing structure it is in."""
        pairs = (
            (node, self.facts.value(node, str(MR.inStructure)))
            for node in self.facts.instances(str(MR.Participation))
            if node in self.standing
        )
        return tuple((node, structure) for node, structure in pairs if structure in self.standing)

    def _members(self) -> dict[str, set[str]]:
        members: dict[str, set[str]] = defaultdict(set)
        for participation, structure in self._participations:
            bodies = self.facts.values(participation, str(MR.participant))
            members[structure].update(bodies or self._bodies_of_post(participation))
        return members

    def _bodies_of_post(self, participation: str) -> tuple[str, ...]:
        """Return the body of the post, where the source names no other body that takes part."""
        post = self.facts.value(participation, str(MR.viaPost))
        return self.facts.values(post, str(MR.postIn))

    def _represented(self) -> dict[str, set[str]]:
        return {
            structure: {other for body in bodies for other in self._acts_for(body)}
            for structure, bodies in self.members.items()
        }

    def _acts_for(self, body: str) -> list[str]:
        """Return a body and those it acts for, such as its committee; never a municipality."""
        return reached(body, self._committees)

    def _committees(self, body: str) -> Iterator[str]:
        for path in UPWARDS:
            for parent in self.facts.values(body, path):
                if str(MR.Municipality) not in self.facts.types(parent):
                    yield parent

    def _membership(self) -> Iterator[tuple[str, str, ox.NamedNode | ox.Literal]]:
        for structure, bodies in sorted(self.members.items()):
            for body in sorted(bodies):
                yield body, str(MR.memberOf), ox.NamedNode(structure)
        for structure, bodies in sorted(self.represented.items()):
            for body in sorted(bodies):
                yield body, str(MR.representedIn), ox.NamedNode(structure)
            for one, other in permutations(sorted(bodies), 2):
                yield one, str(MR.coMember), ox.NamedNode(other)
        yield from self._sectors()
        yield from self._parties()

    def _parties(self) -> Iterator[tuple[str, str, ox.Literal]]:
        """Yield how many bodies, and sectors named without a body, take part in each structure."""
        parties: dict[str, set[str]] = defaultdict(set)
        for participation, structure in self._participations:
            for path in (str(MR.participant), SECTOR_OF_PARTY):
                parties[structure].update(self.facts.values(participation, path))
        for structure, found in sorted(parties.items()):
            yield structure, str(MR.numberOfParties), _integer(len(found))

    def _sectors(self) -> Iterator[tuple[str, str, ox.NamedNode]]:
        pairs = [(structure, SECTOR_OF_PARTY, row) for row, structure in self._participations]
        for structure, bodies in sorted(self.represented.items()):
            pairs += [(structure, str(MR.sector), body) for body in sorted(bodies)]
        for structure, path, node in pairs:
            for concept in self.facts.values(node, path):
                yield structure, str(MR.involvesSector), ox.NamedNode(concept)


@lru_cache
def _named(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


@cache
def _derived_graph(slug: str) -> ox.NamedNode:
    return ox.NamedNode(GRAPH[f"{slug}/derived"])


@cache
def _date(day: dt.date) -> ox.Literal:
    return ox.Literal(day.isoformat(), datatype=ox.NamedNode(XSD.date))


def _integer(number: int) -> ox.Literal:
    return ox.Literal(str(number), datatype=ox.NamedNode(XSD.integer))


def _day_forms() -> dict[str, tuple[str, str]]:
    """Return the property of whole days, and the rounding, for each property of partial dates."""
    vocabulary = vocabulary_graph()
    return {
        str(path): (str(day), str(vocabulary.value(path, MR.dayRounding)))
        for path, day in sorted(vocabulary.subject_objects(MR.dayForm))
    }
