"""A comparison as a document: of rows, or of kinds."""

from __future__ import annotations

from mellanrum.export.comparison.kinds_in_words import kinds_document
from mellanrum.export.comparison.rows_in_words import rows_document
from mellanrum.export.comparison.shared import Comparing
from mellanrum.export.documents.content import Document
from mellanrum.export.snapshot import Snapshot
from mellanrum.ontology.language import Language
from mellanrum.queries.comparison.kind_comparison import KindComparison
from mellanrum.queries.comparison.row_comparison import RowComparison

__all__ = ["comparison_document"]


def comparison_document(
    before: Snapshot,
    after: Snapshot,
    found: RowComparison | KindComparison,
    names: tuple[str, str],
    language: Language,
    *,
    version: str,
    is_dates: bool = False,
) -> Document:
    """Return a comparison as a document, which any renderer can write.

    The names are what to call the sides: dates in words, versions, or municipalities.
    """
    telling = Comparing(before, after, names, language)
    if isinstance(found, KindComparison):
        return kinds_document(telling, found, version=version)
    return rows_document(telling, found, is_dates=is_dates, version=version)
