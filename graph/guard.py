"""Checks of size, depth and reach, before any parser or engine touches what a user gives."""

from __future__ import annotations

from mellanrum.graph.guard_files import DEFAULT_LIMITS, Limits, check_row, check_text_file
from mellanrum.graph.guard_rdf import CONTEXT_IRI, check_rdf
from mellanrum.graph.guard_sparql import check_sparql
from mellanrum.graph.guard_workbook import check_workbook

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
