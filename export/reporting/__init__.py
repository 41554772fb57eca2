"""The gap report as a document: summary, gaps, lifelines, coverage, method, for three audiences."""

from __future__ import annotations

from mellanrum.export.reporting.document import AUDIENCES, Audience, report_document
from mellanrum.export.reporting.since import Earlier, read_earlier

__all__ = [
    "AUDIENCES",
    "Audience",
    "Earlier",
    "read_earlier",
    "report_document",
]
