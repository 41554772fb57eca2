"""What start page, map and report share: the sources."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from mellanrum.export.citation import NO_DATE, written_date
from mellanrum.export.snapshot import Snapshot
from mellanrum.ontology.language import Language, Text
from mellanrum.ontology.namespaces import DCTERMS, MR

__all__ = ["SourceLine", "source_lines"]

UNKNOWN = Text("datum inte känt", "date not known")  # of what nobody has read


@dataclass(frozen=True)
class SourceLine:
    """A source as a row of a table; `claims` counts the statements taken from `file`, its text."""

    node: str
    title: str
    kind: str
    issuer: str
    date: str
    diary_number: str
    claims: int
    read: bool
    file: str = ""


def source_lines(snapshot: Snapshot, language: Language) -> list[SourceLine]:
    """Return the sources with what each contributed, those that were read first."""
    counts = Counter(snapshot.value(node, "source") for node in snapshot.rows("Statement"))
    lines = []
    for node in snapshot.rows("SourceDocument"):
        date = snapshot.facts.value(node, str(DCTERMS.date))
        read = snapshot.is_read(node)
        kind, issuer = snapshot.value(node, "documentType"), snapshot.value(node, "issuer")
        lines.append(
            SourceLine(
                node=node,
                title=snapshot.name(node, language),
                kind=snapshot.name(kind, language) if kind else "",
                issuer=snapshot.name(issuer, language) if issuer else "",
                date=written_date(date, language) or (NO_DATE if read else UNKNOWN).pick(language),
                diary_number=snapshot.facts.value(node, str(MR.diaryNumber)),
                claims=counts[node],
                file=snapshot.facts.value(node, str(MR.fileName)),
                read=read,
            )
        )
    return sorted(lines, key=lambda line: (not line.read, line.issuer, line.title, line.date))
