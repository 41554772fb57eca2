"""Validate datasets: everything that is wrong, at once, in one report."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

from mellanrum.graph.checks.coherence import check_coherence, check_references
from mellanrum.graph.checks.phrases import check_phrases
from mellanrum.graph.checks.shacl import check_shapes
from mellanrum.graph.standing.facts import Facts
from mellanrum.graph.tables.assemble import Assembly
from mellanrum.ontology.errors import Problem
from mellanrum.ontology.language import Language
from mellanrum.ontology.schema import Schema

__all__ = ["ValidationReport", "validate"]

SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True)
class ValidationReport:
    """The problems of one validation, sorted by place."""

    problems: tuple[Problem, ...]

    @property
    def conforms(self) -> bool:
        """Whether there is no error; warnings and notes may remain."""
        return not self.of("error")

    def of(self, severity: str) -> tuple[Problem, ...]:
        """Return the problems of one severity."""
        return tuple(item for item in self.problems if item.severity == severity)

    def counts(self) -> dict[str, int]:
        """Return the number of problems of each severity."""
        found = Counter(item.severity for item in self.problems)
        return {severity: found[severity] for severity in SEVERITIES}

    def to_json(self, language: Language = "sv") -> str:
        """Return the report as JSON, texts in one language."""
        told = {
            "conforms": self.conforms,
            "counts": self.counts(),
            "problems": [_as_json(item, language) for item in self.problems],
        }
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _as_json(item: Problem, language: Language) -> dict[str, object]:
    place = {
        key: value
        for key, value in asdict(item.location).items()
        if value or key in ("file", "table")
    }
    texts = {"message": item.message, "allowed": item.allowed, "hint": item.hint}
    return {
        "severity": item.severity,
        "code": item.code,
        **place,
        **({"iri": item.iri} if item.iri else {}),
        **{key: text.pick(language) for key, text in texts.items() if text},
    }


def validate(assembly: Assembly, schema: Schema, sources: Path | None = None) -> ValidationReport:
    """Check what was read against the shapes, for coherence and, if asked, against the sources.

    `sources` is a folder with the source documents as text files; each phrase is looked up there.
    """
    facts = Facts(assembly.quads)
    problems = list(assembly.problems)
    problems += check_coherence(facts, assembly.origins)
    problems += check_references(facts, assembly.origins, schema)
    problems += check_shapes(assembly, facts, schema)
    if sources is not None:
        problems += check_phrases(facts, assembly.origins, sources)
    return ValidationReport(tuple(sorted(set(problems), key=_in_order)))


def _in_order(item: Problem) -> tuple[object, ...]:
    place = item.location
    return (
        SEVERITIES.index(item.severity),
        place.file,
        place.sheet,
        place.row,
        place.column,
        item.code,
        item.message.sv,
        item.iri,
    )
