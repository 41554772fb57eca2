"""mellanrum: find the organisational gaps between bodies that are meant to work together."""

from __future__ import annotations

from mellanrum.graph.checks.validation import ValidationReport
from mellanrum.graph.table import Table
from mellanrum.knowledge import KnowledgeGraph
from mellanrum.loading import compare, load
from mellanrum.ontology.errors import (
    ExportError,
    LoadError,
    MellanrumError,
    QueryError,
    RuleError,
    SchemaError,
)
from mellanrum.ontology.language import Text
from mellanrum.queries.tiers.item import Gap

__all__ = [
    "ExportError",
    "Gap",
    "KnowledgeGraph",
    "LoadError",
    "MellanrumError",
    "QueryError",
    "RuleError",
    "SchemaError",
    "Table",
    "Text",
    "ValidationReport",
    "__version__",
    "compare",
    "load",
]

__version__ = "0.1.0"
