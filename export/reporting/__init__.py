"""The gap report as a document: summary, gaps, lifelines, coverage, method, for three audiences."""

from __future__ import annotations

from mellanrum.export.reporting.document import AUDIENCES, Audience, report_document
from mellanrum.export.reporting.since import Earlier, read_earlier
from mellanrum.export.reporting.writer import gap_id

__all__ = [
    "AUDIENCES",
    "Audience",
    "Earlier",
    "gap_id",
    "read_earlier",
    "report_document",
]
