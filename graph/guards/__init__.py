"""Checks of size, depth and reach, before any parser or engine touches what a user gives."""

from __future__ import annotations

from mellanrum.graph.guards.input_limits import DEFAULT_LIMITS, Limits, check_row, check_text_file
from mellanrum.graph.guards.rdf_limits import CONTEXT_IRI, check_rdf
from mellanrum.graph.guards.sparql import check_sparql
from mellanrum.graph.guards.workbook_limits import check_workbook

__all__ = [
    "CONTEXT_IRI",
    "DEFAULT_LIMITS",
    "Limits",
    "check_rdf",
    "check_row",
    "check_sparql",
    "check_text_file",
    "check_workbook",
]
