"""mellanrum: find the organisational gaps between bodies that are meant to work together."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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

# Where each name is, but for the errors: it is imported when it is first asked for (PEP 562).
_PLACES = {
    "Gap": "queries.tiers.item",
    "KnowledgeGraph": "knowledge",
    "Table": "graph.table",
    "Text": "ontology.language",
    "ValidationReport": "graph.checks.validation",
    "compare": "loading",
    "load": "loading",
}

if not TYPE_CHECKING:  # a type checker is to know no other names than those above

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        module = import_module(f"{__name__}.{_PLACES.get(name, 'ontology.errors')}")
        return globals().setdefault(name, getattr(module, name))

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
