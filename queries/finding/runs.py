"""What is worked out of the facts at a date, each thing once: what stands, and what rules find."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cached_property

import pyoxigraph as ox

from mellanrum.graph.coordination.inputs import CongruenceInputs, congruence_inputs
from mellanrum.graph.standing.derive import Deriver
from mellanrum.graph.standing.facts import Facts
from mellanrum.graph.tables.assemble import Assembly
from mellanrum.ontology.schema import Schema
from mellanrum.queries.finding.engine import find_gaps
from mellanrum.queries.finding.gap import Gap
from mellanrum.queries.finding.sentence import Namer
from mellanrum.queries.rules.catalogue import Profile, Rule

__all__ = ["Runs"]


class Runs:
    """The runs of rules on one graph; the store, the exports and the summary ask for the same.

    Parameters
    ----------
    assembly : Assembly
        What was read.
    facts : Facts
        The same, indexed.
    schema : Schema
        The tables and their columns.
    as_of : datetime.date or None
        The graph's own date; what stands at it is kept.
    profile : Profile
        Severities.
    name : callable
        Gives the name of a node in a language, for the sentences of gaps.
    """

    def __init__(
        self,
        assembly: Assembly,
        facts: Facts,
        schema: Schema,
        as_of: dt.date | None,
        profile: Profile,
        name: Namer,
    ) -> None:
        self.assembly = assembly
        self.facts = facts
        self.schema = schema
        self.as_of = as_of
        self.profile = profile
        self.name = name
        self._found: dict[tuple[tuple[str, ...], dt.date | None], tuple[Gap, ...]] = {}
        self._inputs: dict[dt.date | None, tuple[CongruenceInputs, ...]] = {}

    def deriver(self, day: dt.date | None) -> Deriver:
        """Return what stands at a date."""
        return self._own if day == self.as_of else Deriver(self.facts, self.schema, day)

    @cached_property
    def _own(self) -> Deriver:
        return Deriver(self.facts, self.schema, self.as_of)

    @cached_property
    def derived(self) -> list[ox.Quad]:
        """What is derived at the graph's own date."""
        return self._quads(self._own)

    def _quads(self, deriver: Deriver) -> list[ox.Quad]:
        return deriver.quads([info.slug for info in self.assembly.infos])

    def inputs(self, deriver: Deriver) -> tuple[CongruenceInputs, ...]:
        """Return what each municipality requires and has: network rules and congruence ask it."""
        given = deriver.horizon.given
        if given not in self._inputs:
            self._inputs[given] = congruence_inputs(deriver)
        return self._inputs[given]

    def found(self, rules: Sequence[Rule], day: dt.date | None) -> tuple[Gap, ...]:
        """Return what rules find at a date."""
        key = (tuple(rule.iri for rule in rules), day)
        if key not in self._found:
            self._found[key] = self._run(rules, day)
        return self._found[key]

    def _run(self, rules: Sequence[Rule], day: dt.date | None) -> tuple[Gap, ...]:
        deriver = self.deriver(day)
        derived = self.derived if day == self.as_of else self._quads(deriver)
        quads = [*self.assembly.quads, *derived]
        inputs = self.inputs(deriver) if any(rule.function for rule in rules) else ()
        return find_gaps(quads, self.facts, rules, self.profile, day, self.name, inputs=inputs)
